"""Class B13: cookies of a browser that another site's page makes ask count for nothing, in any dialect."""

import pytest

from tests.api.client import GUIDE, ON_SQLITE, Client
from tests.api.gotrs.client import ADA
from tests.api.gotrs.client import Client as Gotrs

OURS = [{"sec-fetch-site": "same-origin"}, {"origin": "https://desk.example", "host": "desk.example"}]
SILENT: list[dict[str, str]] = [{}, {"host": "desk.example"}]
FOREIGN = [{"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example", "host": "desk.example"}]


def writes_at_the_generic_interface(client: Client, headers: dict[str, str]) -> bool:
    cookie = {"cookie": f"OTOBOAgentInterface={client.session()}"}
    guide, ticket_id = Client(client.desk, GUIDE), client.open()
    reply = guide.send("DELETE", "/TicketDelete", query={"TicketID": ticket_id}, headers={**cookie, **headers})
    return bool(reply.json["Success"])


def reads_at_the_generic_interface(client: Client, headers: dict[str, str]) -> bool:
    cookie = {"cookie": f"OTOBOAgentInterface={client.session()}"}
    return bool(Client(client.desk, GUIDE).send("GET", "/TicketSearch", headers={**cookie, **headers}).json["Success"])


def statuses_at_gotrs(client: Client, headers: dict[str, str]) -> list[int]:
    """Of reading, signing out and renewing by the cookie, in this order."""
    tokens = Gotrs(client.desk).post("/api/v1/auth/login", {"login": ADA[0], "password": ADA[1]}).data
    cookies = f"access_token={tokens['access_token']}; refresh_token={tokens['refresh_token']}"
    sent, gotrs = {"cookie": cookies, **headers}, Gotrs(client.desk)
    reading, leaving = gotrs.get("/api/v1/queues", sent), gotrs.post("/api/v1/auth/logout", headers=sent)
    return [reading.status, leaving.status, gotrs.post("/api/v1/auth/refresh", headers=sent).status]


@ON_SQLITE
@pytest.mark.parametrize("headers", OURS, ids=str)
def test_b13_our_own_pages_read_and_write(client: Client, headers: dict[str, str]) -> None:
    assert reads_at_the_generic_interface(client, headers)
    assert writes_at_the_generic_interface(client, headers)
    assert statuses_at_gotrs(client, headers) == [200, 200, 401]  # signed out before it is renewed


@ON_SQLITE
@pytest.mark.parametrize("headers", SILENT, ids=str)
def test_b13_who_does_not_say_where_from_only_reads(client: Client, headers: dict[str, str]) -> None:
    assert reads_at_the_generic_interface(client, headers)
    assert not writes_at_the_generic_interface(client, headers)
    assert statuses_at_gotrs(client, headers) == [200, 401, 400]


@ON_SQLITE
@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_b13_other_sites_pages_do_neither(client: Client, headers: dict[str, str]) -> None:
    assert not reads_at_the_generic_interface(client, headers)
    assert not writes_at_the_generic_interface(client, headers)
    assert statuses_at_gotrs(client, headers) == [401, 401, 400]
