"""Options that all commands have which work on a desk."""

from pathlib import Path
from typing import Annotated

import typer

DEFAULT_DATA = Path("data")

Data = Annotated[
    Path, typer.Option("--data", envvar="POLYDESK_DATA", metavar="DIR", help="The folder with the desk's data.")
]
Database = Annotated[
    str | None,
    typer.Option(
        "--database",
        envvar="POLYDESK_DATABASE",
        metavar="URL",
        help="A PostgreSQL database instead of SQLite in the data folder.",
    ),
]
