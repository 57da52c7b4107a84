"""Classes B: sessions, tokens, sign-in."""

import math
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from polydesk.api.generic_interface.call import Call
from polydesk.api.generic_interface.operations import registry
from polydesk.desk.people import passwords
from polydesk.desk.people.change_password import change_agent_password
from polydesk.desk.people.models import AccessToken
from polydesk.desk.services.import_service import import_service
from tests.api.client import ADA, CORA, ON_SQLITE, STOCK, Client


class Counting(PasswordHasher):
    """Counts what costs time."""

    runs = 0

    def verify(self, hash: str | bytes, password: str | bytes) -> Any:  # noqa: A002  the base class's name
        Counting.runs += 1
        return super().verify(hash, password)


@pytest.fixture
def hasher(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Counting]]:
    monkeypatch.setattr(passwords, "_HASHER", Counting())
    Counting.runs = 0
    yield Counting


def test_b1_an_uncaught_exception_is_a_fixed_text_without_a_dump(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(call: Call) -> dict[str, Any]:
        raise RuntimeError(f"dump {call.data}")

    monkeypatch.setitem(registry.OPERATIONS, "Ticket::TicketSearch", crash)
    reply = client.send("POST", "/TicketSearch", ADA)
    assert (reply.status, reply.content_type, reply.body) == (500, "text/plain", b"Internal Server Error")


def test_b3_a_new_password_ends_all_sessions(client: Client) -> None:
    tokens = [client.session(), client.session()]
    others = client.session(CORA)
    with client.desk.work() as work:
        change_agent_password(work, "agent1", "another one")
    for token in tokens:
        assert client.send("GET", "/Ticket", query={"SessionID": token}).error == "TicketSearch.AuthFail"
    assert client.send("GET", "/Ticket", query=ADA).error == "TicketSearch.AuthFail"
    assert client.send("GET", "/Ticket", query={"SessionID": others}).error == ""


def test_b3_nobody_chooses_the_id_of_a_session(client: Client) -> None:
    sent = {**ADA, "SessionID": "x" * 32}
    token = client.send("POST", "/Session", sent).json["SessionID"]
    assert token != "x" * 32
    assert client.send("GET", "/Ticket", query={"SessionID": "x" * 32}).error == "TicketSearch.AuthFail"
    assert client.session() != token


def test_b5_session_ids_are_random_and_kept_only_as_hashes(client: Client) -> None:
    tokens = [client.session() for _ in range(60)]
    assert len(set(tokens)) == 60
    letters = Counter("".join(tokens))
    bits_per_letter = -sum(n / 1920 * math.log2(n / 1920) for n in letters.values())
    assert 32 * bits_per_letter > 180
    with client.desk.look() as look:
        rows = look.connection.execute(select(AccessToken.__table__)).all()
    assert not any(token in str(row) for row in rows for token in tokens)


def test_b5_the_guides_numeric_session_ids_have_128_bits(guide: Client) -> None:
    tokens = {guide.send("POST", "/SessionCreate", ADA).json["SessionID"] for _ in range(40)}
    assert len(tokens) == 40
    assert all(int(token).bit_length() == 128 for token in tokens)


@pytest.mark.parametrize("kind", ["UserLogin", "CustomerUserLogin"])
@pytest.mark.parametrize("login", ["nobody", "agent1", "gone1", "c1", "cgone", "root@localhost", "", "x" * 10_000])
@ON_SQLITE
def test_b7_no_login_is_told_apart_from_another(client: Client, hasher: type[Counting], kind: str, login: str) -> None:
    reply = client.send("POST", "/Session", {kind: login, "Password": "wrong"})
    answers = {"ErrorCode": "SessionCreate.AuthFail", "ErrorMessage": "SessionCreate: Authorization failing!"}
    assert (reply.status, reply.json) == (200, {"Error": answers})
    assert hasher.runs == (1 if login else 0)


@pytest.mark.parametrize("header", ["x-forwarded-for", "forwarded", "x-real-ip", "client-ip", "x-client-ip"])
@ON_SQLITE
def test_b9_no_header_changes_the_callers_address(client: Client, header: str) -> None:
    token = client.session()
    elsewhere = Client(client.desk, STOCK, "203.0.113.9")
    claimed = {header: client.address}
    refused = elsewhere.send("GET", "/Ticket", query={"SessionID": token}, headers=claimed)
    assert refused.error == "TicketSearch.AuthFail"
    elsewhere.send("POST", "/Session", ADA, headers=claimed)
    with client.desk.look() as look:
        addresses = set(look.connection.scalars(select(AccessToken.remote_address)))
    assert addresses == {client.address, "203.0.113.9"}


@pytest.mark.parametrize("header", ["remote-user", "x-remote-user", "http_remote_user", "authorization", "x-api-key"])
@ON_SQLITE
def test_b10_no_header_signs_anybody_in(client: Client, header: str) -> None:
    assert client.send("GET", "/Ticket", headers={header: "agent1"}).error == "TicketSearch.AuthFail"


def test_b16_a_web_service_that_was_not_named_answers_nothing(client: Client) -> None:
    with client.desk.work() as work:
        import_service(work, "{}", "Empty")
    for name in ("Empty", "Elasticsearch", "..", ""):
        assert Client(client.desk, name).send("POST", "/Session", ADA).status == 500
