"""polydesk audit verify"""

from typing import Annotated

import typer

from polydesk.cli.options import DEFAULT_DATA, Data, Database
from polydesk.desk.audit.entries import is_in_audit
from polydesk.desk.audit.verify import verify_audit
from polydesk.wiring import open_desk


def verify(
    contains: Annotated[
        str | None,
        typer.Option(help="A hash an earlier run printed, which must still be there: else entries were taken away."),
    ] = None,
    data: Data = DEFAULT_DATA,
    database: Database = None,
) -> None:
    """Check that no entry of the audit trail was changed, added or taken out since it was written.

    Ends with 1 if one was, and names the first that does not fit. The hash it prints is of the last entry.
    """
    with open_desk(data, database).look() as look:
        verdict = verify_audit(look)
        lost = contains is not None and contains != (verdict.start or None) and not is_in_audit(look, contains)
    if verdict.broken_at is not None:
        typer.echo(f"broken at entry {verdict.broken_at}, after {verdict.count} good ones")
        raise typer.Exit(1)
    if lost:
        typer.echo(f"{verdict.count} good entries, but none with the hash {contains}")
        raise typer.Exit(1)
    older = ", older ones removed for their age" if verdict.start else ""
    typer.echo(f"{verdict.count} good entries{older}, the last with the hash {verdict.last or '-'}")
