"""polydesk webservice log"""

from enum import StrEnum
from typing import Annotated

import typer

from polydesk.cli.options import DEFAULT_DATA, Data, Database
from polydesk.cli.printable import printable
from polydesk.desk.services.queries import LoggedLine, debugger_log
from polydesk.wiring import open_desk


class Level(StrEnum):
    DEBUG = "debug"
    INFO = "info"
    NOTICE = "notice"
    ERROR = "error"


def log(
    name: Annotated[str, typer.Argument(help="The service's name.")],
    last: Annotated[int, typer.Option(min=1, max=100_000, help="How many lines.")] = 50,
    level: Annotated[Level, typer.Option(help="Leave out lines below this level.")] = Level.DEBUG,
    data: Data = DEFAULT_DATA,
    database: Database = None,
) -> None:
    """Print the newest lines of a web service's debugger log, oldest first."""
    with open_desk(data, database).look() as look:
        lines = debugger_log(look, name, last=last, level=level.value)
    for line in lines:
        typer.echo(_shown(line))


def _shown(line: LoggedLine) -> str:
    when = f"{line.create_time:%Y-%m-%d %H:%M:%S}"
    return printable(
        f"{when} {line.communication_id} {line.remote_address} {line.level}: {line.subject}: {line.content}"
    )
