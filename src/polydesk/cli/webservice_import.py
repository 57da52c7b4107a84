"""polydesk webservice import"""

from pathlib import Path
from typing import Annotated

import typer

from polydesk.cli.options import DEFAULT_DATA, Data, Database
from polydesk.desk.configuration.document import read_text
from polydesk.desk.services.import_service import import_service
from polydesk.wiring import open_desk


def import_(
    file: Annotated[Path, typer.Argument(help="A web service as OTOBO and Znuny export it (YAML).")],
    name: Annotated[str | None, typer.Option(help="The service's name. Default: the file's, without .yml.")] = None,
    data: Data = DEFAULT_DATA,
    database: Database = None,
) -> None:
    """Import a web service, as a new one or as the next version of the one with that name."""
    definition = read_text(file)
    chosen = name or file.stem
    with open_desk(data, database).work() as work:
        service_id = import_service(work, definition, chosen)
    typer.echo(f"{chosen} is imported (id {service_id}).")
