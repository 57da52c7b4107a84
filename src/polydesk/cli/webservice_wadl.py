"""polydesk webservice wadl"""

from typing import Annotated

import typer

from polydesk.cli.options import DEFAULT_DATA, Data, Database
from polydesk.desk.services.queries import load_service
from polydesk.desk.services.wadl import wadl as describe
from polydesk.wiring import open_desk

DEFAULT_BASE = "http://127.0.0.1:8080/otobo/nph-genericinterface.pl"


def wadl(
    name: Annotated[str, typer.Argument(help="The service's name.")],
    base_url: Annotated[str, typer.Option(help="Where the interface is reached from outside.")] = DEFAULT_BASE,
    data: Data = DEFAULT_DATA,
    database: Database = None,
) -> None:
    """Print a WADL description of a web service's routes, for people and client generators."""
    with open_desk(data, database).look() as look:
        service = load_service(look, name)
    typer.echo(describe(service, base_url), nl=False)
