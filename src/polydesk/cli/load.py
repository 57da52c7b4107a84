"""polydesk load"""

from pathlib import Path
from typing import Annotated

import typer

from polydesk.cli.options import DEFAULT_DATA, Data, Database
from polydesk.desk.audit.record import audit
from polydesk.desk.configuration.document import read_document
from polydesk.desk.configuration.load import load_configuration
from polydesk.wiring import open_desk


def load(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Configuration files, loaded in this order.")],
    data: Data = DEFAULT_DATA,
    database: Database = None,
) -> None:
    """Load configuration files into the desk: all of them or, if one is refused, none.

    What a file does not mention stays as it is. Loading a file twice changes nothing.
    """
    documents = [(path, read_document(path)) for path in files]
    with open_desk(data, database).work() as work:
        reports = [(path, load_configuration(work, document)) for path, document in documents]
        for path, report in reports:
            if report.anything_new:
                counts = {"created": report.created, "changed": report.changed}
                audit(work, "configuration.load", "configuration", path.name, new=counts)
    for path, report in reports:
        typer.echo(f"{path}: {report.created} created, {report.changed} changed, {report.unchanged} unchanged")
