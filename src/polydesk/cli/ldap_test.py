"""polydesk ldap test"""

import typer

from polydesk.cli.options import DEFAULT_DATA, Data, Database
from polydesk.cli.printable import printable
from polydesk.desk.people.directory_link import load_link
from polydesk.wiring import open_desk


def test(data: Data = DEFAULT_DATA, database: Database = None) -> None:
    """Connect to the LDAP directory the desk has joined, and sign in. Nothing is changed."""
    desk = open_desk(data, database)
    with desk.look() as look:
        settings = load_link(look)
    desk.people_server.test(settings)
    typer.echo(printable(f"signed in at {settings.host}:{settings.port} as {settings.bind_dn}"))
