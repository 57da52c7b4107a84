"""polydesk webservice export"""

from typing import Annotated

import typer

from polydesk.cli.options import DEFAULT_DATA, Data, Database
from polydesk.desk.services.queries import export_service
from polydesk.wiring import open_desk


def export(
    name: Annotated[str, typer.Argument(help="The service's name.")],
    data: Data = DEFAULT_DATA,
    database: Database = None,
) -> None:
    """Print a web service's definition, as OTOBO, Znuny and `webservice import` read it."""
    with open_desk(data, database).look() as look:
        definition = export_service(look, name)
    typer.echo(definition, nl=not definition.endswith("\n"))
