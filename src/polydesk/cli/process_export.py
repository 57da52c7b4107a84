"""polydesk process export"""

from typing import Annotated

import typer

from polydesk.cli.options import DEFAULT_DATA, Data, Database
from polydesk.desk.processes.export_process import export_process
from polydesk.desk.services.definition_yaml import dump_definition
from polydesk.wiring import open_desk


def export(
    name: Annotated[str, typer.Argument(help="The process's name or entity id.")],
    data: Data = DEFAULT_DATA,
    database: Database = None,
) -> None:
    """Print a process with its parts, as OTRS, OTOBO, Znuny and `process import` read it."""
    with open_desk(data, database).look() as look:
        exported = export_process(look, name)
    typer.echo(dump_definition(exported), nl=False)
