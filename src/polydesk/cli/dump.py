"""polydesk dump"""

import typer

from polydesk.cli.options import DEFAULT_DATA, Data, Database
from polydesk.desk.configuration.dump import as_yaml, dump_configuration
from polydesk.wiring import open_desk


def dump(data: Data = DEFAULT_DATA, database: Database = None) -> None:
    """Print the desk's whole configuration as YAML, for `polydesk load`.

    It holds hashes of passwords and keys: treat it as a secret.
    """
    with open_desk(data, database).look() as look:
        document = dump_configuration(look)
    typer.echo(as_yaml(document), nl=False)
