"""polydesk process import"""

from pathlib import Path
from typing import Annotated

import typer

from polydesk.cli.options import DEFAULT_DATA, Data, Database
from polydesk.cli.printable import printable
from polydesk.desk.configuration.document import read_text
from polydesk.desk.processes.import_process import import_process
from polydesk.desk.services.definition_yaml import parse_definition
from polydesk.wiring import open_desk


def import_(
    file: Annotated[Path, typer.Argument(help="A process as OTRS, OTOBO and Znuny export it (YAML).")],
    data: Data = DEFAULT_DATA,
    database: Database = None,
) -> None:
    """Import a process, as a new one or in the place of the one with its entity id."""
    document = parse_definition(read_text(file))
    with open_desk(data, database).work() as work:
        imported = import_process(work, document)
    for warning in imported.warnings:
        typer.echo(printable(warning), err=True)
    typer.echo(printable(f"{imported.name} is imported ({imported.entity_id})."))
