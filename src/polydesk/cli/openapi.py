"""polydesk openapi"""

import json

import typer


def openapi() -> None:
    """Print the OpenAPI description of /api/v1, for client generators and gateways."""
    # Imported here: the declared models cost half a second, which no other command should wait for.
    from polydesk.api.gotrs.app import describe

    typer.echo(json.dumps(describe().openapi(), indent=2, ensure_ascii=False))
