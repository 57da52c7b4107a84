"""The desks that are measured: made, filled, started for the first time."""

import time
from pathlib import Path

from bench.load import Client, http_request
from bench.processes import Place, desk_server
from bench.seed import seed
from polydesk.desk.configuration.document import read_document
from polydesk.desk.configuration.load import load_configuration
from polydesk.wiring import open_desk

CONFIGURATION = Path(__file__).parent / "desk.yaml"


def make_desk(place: Place, tickets: int, *, whole: bool = True) -> None:
    """Make a desk with that many tickets, with or without their articles.

    Raises ValueError if there are tickets in the database already.
    """
    desk = open_desk(place.data, place.database)
    with desk.database.reading() as connection:
        if connection.exec_driver_sql("SELECT 1 FROM ticket LIMIT 1").first():
            raise ValueError("there are tickets in this database: the measurement needs an empty one")
    with desk.work() as work:
        load_configuration(work, read_document(CONFIGURATION))
    seed(desk, tickets, whole=whole)
    desk.database.dispose()


def seconds_until_first_answer(place: Place) -> float:
    """From starting the program until it has answered a request that needs the desk."""
    start = time.monotonic()
    with desk_server(place) as server:
        client = Client(server.port)
        client.ask(http_request("TicketGet", b'{"SessionID": "none", "TicketID": 1}'))
        client.close()
        return time.monotonic() - start
