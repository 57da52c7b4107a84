"""polydesk ldap sync"""

from dataclasses import asdict
from typing import Annotated

import typer

from polydesk.cli.options import DEFAULT_DATA, Data, Database
from polydesk.cli.printable import printable
from polydesk.desk.people.directory_sync import sync_people
from polydesk.wiring import open_desk


def sync(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell what would change, and change nothing.")] = False,
    data: Data = DEFAULT_DATA,
    database: Database = None,
) -> None:
    """Take people and groups over from the LDAP directory now."""
    desk = open_desk(data, database)
    report = sync_people(desk.work, desk.people_server, dry_run=dry_run).report
    for name, value in asdict(report).items():
        if name != "errors":
            typer.echo(f"{name.replace('_', ' ')}: {value}")
    for error in report.errors:
        typer.echo(printable(error), err=True)
    if report.errors:
        raise typer.Exit(1)
