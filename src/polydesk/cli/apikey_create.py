"""polydesk apikey create"""

from typing import Annotated

import typer

from polydesk.cli.options import DEFAULT_DATA, Data, Database
from polydesk.desk.people.api_keys import create_api_key
from polydesk.wiring import open_desk


def create(
    agent: Annotated[str, typer.Option(help="The login of the agent as whom the key acts.")],
    label: Annotated[str, typer.Option(help="What the key is for; no two keys have the same.")],
    data: Data = DEFAULT_DATA,
    database: Database = None,
) -> None:
    """Make a key that acts as an agent, and print it.

    It is shown this once: the desk keeps only its SHA-256.
    """
    with open_desk(data, database).work() as work:
        key = create_api_key(work, agent, label)
    typer.echo(key)
