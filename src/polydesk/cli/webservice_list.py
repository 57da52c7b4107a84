"""polydesk webservice list"""

import typer

from polydesk.cli.options import DEFAULT_DATA, Data, Database
from polydesk.cli.printable import printable
from polydesk.desk.services.queries import list_services
from polydesk.wiring import open_desk


def list_(data: Data = DEFAULT_DATA, database: Database = None) -> None:
    """List the web services: id, name, whether in use, last change (UTC)."""
    with open_desk(data, database).look() as look:
        services = list_services(look)
    for service in services:
        use = "valid" if service.valid else "invalid"
        typer.echo(f"{service.id}\t{printable(service.name)}\t{use}\t{service.change_time:%Y-%m-%d %H:%M:%S}")
