"""polydesk process list"""

import typer

from polydesk.cli.options import DEFAULT_DATA, Data, Database
from polydesk.cli.printable import printable
from polydesk.desk.processes.export_process import list_processes
from polydesk.wiring import open_desk


def list_(data: Data = DEFAULT_DATA, database: Database = None) -> None:
    """List the processes: entity id, name, state, last change (UTC)."""
    with open_desk(data, database).look() as look:
        processes = list_processes(look)
    for one in processes:
        when = f"{one.change_time:%Y-%m-%d %H:%M:%S}"
        typer.echo(f"{one.entity_id}\t{printable(one.name)}\t{one.state}\t{when}")
