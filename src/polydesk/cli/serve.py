"""polydesk serve"""

from enum import StrEnum
from typing import Annotated

import typer

from polydesk.cli.options import DEFAULT_DATA, Data, Database
from polydesk.desk.configuration.demo import demo_logins, load_demo
from polydesk.server import Place, run_mail, run_worker, serve_web


class Part(StrEnum):
    WEB = "web"
    WORKER = "worker"
    MAIL = "mail"


def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on.")] = 8080,
    data: Data = DEFAULT_DATA,
    database: Database = None,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Web server processes.")] = 1,
    only: Annotated[Part | None, typer.Option(help="Run only this part, with others elsewhere.")] = None,
    demo: Annotated[bool, typer.Option("--demo", help="Load the demonstration desk into an empty desk.")] = False,
) -> None:
    """Run the desk: web server, jobs and mail fetcher in one process, or one of them alone."""
    place = Place(data, database)
    desk = place.open()
    if demo:
        load_demo(desk)
    logins = demo_logins(desk) if demo else []
    desk.database.dispose()
    if only is Part.MAIL:
        run_mail(place)
    elif only is Part.WORKER:
        run_worker(place)
    else:
        _announce(host, port, logins)
        serve_web(place, host=host, port=port, workers=workers, with_jobs=only is None)


def _announce(host: str, port: int, logins: list[tuple[str, str, str]]) -> None:
    typer.echo(f"Polydesk listens on http://{host}:{port}")
    for kind, login, password in logins:
        typer.echo(f"  demo {kind}: {login} / {password}")
