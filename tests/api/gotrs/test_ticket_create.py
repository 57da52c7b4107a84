"""Making tickets over `/api/v1`."""

from typing import Any
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from polydesk.desk.desk import Desk
from polydesk.desk.sending.models import OutgoingMail
from polydesk.desk.tickets.models import CHANNEL_EMAIL, SENDER_AGENT, SENDER_CUSTOMER
from polydesk.desk.tickets.queries import list_articles
from tests.api.gotrs.client import ADA, BO, CORA, NELL, NOTHING, ON_SQLITE, RAE, Client
from tests.world import cast
from tests.world.tickets import configured, history, opened, ticket_row

PATH = "/api/v1/tickets"
SALES, SECRET, OLD = 5, 8, 9
PENDING = 6
FORM = {"content-type": "application/x-www-form-urlencoded"}


def sent(**changes: Any) -> dict[str, Any]:
    return {"title": "Printer", "queue_id": SALES, **changes}


def articles(desk: Desk, ticket_id: int) -> list[Any]:
    with desk.look() as look:
        return list_articles(look, [ticket_id]).get(ticket_id, [])


def test_title_and_queue_are_enough(gotrs: Client, world: Desk) -> None:
    reply = gotrs.of(ADA).post(PATH, sent(title="  Printer  "))
    assert reply.status == 201
    ticket = reply.data
    assert ticket["title"] == "Printer"
    assert (ticket["queue_name"], ticket["state"], ticket["priority"]) == ("Sales", "new", "3 normal")
    assert (ticket["owner_id"], ticket["ticket_lock_id"], ticket["article_count"]) == (cast.ADA.id, 1, 0)
    assert ticket["tn"].isdigit()
    assert next(kind for kind, _ in history(world, ticket["id"])) == "NewTicket"


def test_the_answer_is_what_the_ticket_is_shown_as(gotrs: Client) -> None:
    ada = gotrs.of(ADA)
    made = ada.post(PATH, sent(body="It jams."))
    shown = ada.get(f"{PATH}/{made.data['id']}")
    assert shown.data == made.data
    assert shown.headers["etag"] == made.headers["etag"]


def test_a_text_makes_the_first_article(gotrs: Client, world: Desk) -> None:
    made = gotrs.of(ADA).post(PATH, sent(body="It jams.", article={"body": "unheard", "subject": "S"})).data
    [article] = articles(world, made["id"])
    assert (article.subject, article.body) == ("S", "It jams.")
    assert (article.sender_type_id, article.channel_id, article.visible) == (SENDER_AGENT, CHANNEL_EMAIL, 1)
    assert made["article_count"] == 1


def test_an_article_may_be_html_and_hidden(gotrs: Client, world: Desk) -> None:
    article = {"body": "<p>x</p>", "content_type": "text/html", "is_visible_for_customer": False}
    made = gotrs.of(ADA).post(PATH, sent(article=article)).data
    [article] = articles(world, made["id"])
    assert (article.body.strip(), article.html_body, article.visible, article.subject) == (
        "x",
        "<p>x</p>",
        0,
        "Printer",
    )


def test_everything_that_can_be_said_is_kept(gotrs: Client) -> None:
    wanted = {"state_id": PENDING, "priority_id": 5, "type_id": 1, "customer_user_id": "c1"}
    made = gotrs.of(ADA).post(PATH, sent(**wanted, pending_until="2030-01-01T10:00:00+02:00")).data
    assert made.items() >= wanted.items()
    assert (made["customer_id"], made["pending_until"]) == ("acme", "2030-01-01T08:00:00Z")


def test_what_no_database_can_hold_is_left_out(gotrs: Client, world: Desk) -> None:
    body = b'{"title": "a\\u0000b", "queue_id": 5, "body": "\\u0000x\\udfff"}'
    made = gotrs.of(ADA).send("POST", PATH, body=body).data
    [article] = articles(world, made["id"])
    assert (made["title"], article.body) == ("ab", "x?")


def test_titles_are_kept_as_long_as_promised(gotrs: Client) -> None:
    assert gotrs.of(ADA).post(PATH, sent(title="x" * 255)).data["title"] == "x" * 255


@pytest.mark.parametrize(
    ("given", "login", "company"),
    [
        ({"customer_email": "c1@acme.example"}, "c1", "acme"),
        ({"customer_user_id": "c1@acme.example"}, "c1", "acme"),
        ({"customer_email": "new@there.example"}, "new@there.example", ""),
        ({"customer_user_id": "gone", "customer_id": "x"}, "gone", "x"),
        ({"customer_user_id": "c1", "customer_id": "x"}, "c1", "x"),
        ({}, "", ""),
    ],
)
def test_the_customer_is_found(gotrs: Client, given: dict[str, str], login: str, company: str) -> None:
    made = gotrs.of(ADA).post(PATH, sent(**given)).data
    assert (made["customer_user_id"], made["customer_id"]) == (login, company)


def test_the_customer_gets_a_receipt(gotrs: Client, world: Desk) -> None:
    configured(
        world,
        settings={"SendmailModule": "SMTP"},
        auto_responses=[{"name": "receipt", "type": "auto reply", "subject": "Got it", "text": "Thanks"}],
        queues=[{"name": "Sales", "group": "sales", "auto_responses": ["receipt"]}],
    )
    gotrs.of(ADA).post(PATH, sent(body="It jams.", customer_email="c1@acme.example"))
    with world.look() as look:
        mails = select(OutgoingMail.recipient)
        assert "c1@acme.example" in set(look.connection.execute(mails).scalars())


def test_a_customers_ticket_is_the_customers_own(gotrs: Client, world: Desk) -> None:
    wanted = sent(body="It jams.", customer_user_id="c3", customer_id="globex", customer_email="c3@globex.example")
    made = gotrs.of(CORA).post(PATH, wanted).data
    assert (made["customer_user_id"], made["customer_id"], made["owner_id"]) == ("c1", "acme", 1)
    [article] = articles(world, made["id"])
    assert (article.sender_type_id, article.visible, article.created_by_customer) == (SENDER_CUSTOMER, 1, "c1")


def test_a_form_makes_a_ticket_as_well(gotrs: Client) -> None:
    fields = {"subject": "Müller", "queue_id": SALES, "description": "It jams.", "priority_id": "4", "type_id": ""}
    reply = gotrs.of(ADA).send("POST", PATH, body=urlencode(fields).encode(), headers=FORM)
    assert (reply.data["title"], reply.data["priority_id"], reply.data["article_count"]) == ("Müller", 4, 1)


def multipart(boundary: str, *parts: str) -> dict[str, Any]:
    body = "".join(f"--{boundary}\r\nContent-Disposition: form-data; {part}\r\n" for part in parts)
    headers = {"content-type": f"multipart/form-data; boundary={boundary}"}
    return {"body": f"{body}--{boundary}--\r\n".encode(), "headers": headers}


def test_a_multipart_form_makes_a_ticket_as_well(gotrs: Client) -> None:
    parts = ['name="title"\r\n\r\nMüller', f'name="queue_id"\r\n\r\n{SALES}', 'name="f"; filename="a"\r\n\r\nx']
    reply = gotrs.of(ADA).send("POST", PATH, **multipart("b", *parts))
    assert (reply.status, reply.data["title"]) == (201, "Müller")


@ON_SQLITE
@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "multipart/form-data"),
        (b"--b\r\n", "multipart/form-data; boundary=b"),
        (b"\xff\xfe", "multipart/form-data; boundary=\xff"),
        (b"a=b&" * 200, "application/x-www-form-urlencoded"),
        (b"title=x&queue_id=abc", "application/x-www-form-urlencoded"),
        (b"title=x&queue_id=" + b"9" * 30, "application/x-www-form-urlencoded"),
        (b"title=%00&queue_id=5", "application/x-www-form-urlencoded"),
        (b"\xff", "application/json"),
        (b'{"title":', "application/json"),
        (b"[]", "application/json"),
        (b'{"title": "x", "queue_id": ' + b"9" * 5000 + b"}", "application/json"),
        (b'{"title": "x", "queue_id": 5}', "text/plain"),
    ],
)
def test_broken_bodies_are_refused(gotrs: Client, body: bytes, kind: str) -> None:
    reply = gotrs.of(ADA).send("POST", PATH, body=body, headers={"content-type": kind})
    assert reply.status == 400
    assert reply.error


@ON_SQLITE
def test_deeply_nested_parts_are_refused(gotrs: Client) -> None:
    head = "".join(f"--b{n}\r\nContent-Type: multipart/mixed; boundary=b{n + 1}\r\n\r\n" for n in range(2000))
    kind = {"content-type": "multipart/form-data; boundary=b0"}
    assert gotrs.of(ADA).send("POST", PATH, body=head.encode(), headers=kind).status == 400


@ON_SQLITE
@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "  "},
        {"title": "\0"},
        {"title": "x" * 256},
        {"title": 5},
        {"title": None},
        {"queue_id": 99999999},
        {"queue_id": 2**70},
        {"queue_id": OLD},
        {"queue_id": "5"},
        {"queue_id": True},
        {"queue_id": 5.5},
        {"state_id": 99},
        {"priority_id": 99},
        {"type_id": 99},
        {"state_id": PENDING},
        {"state_id": PENDING, "pending_until": "soon"},
        {"state_id": PENDING, "pending_until": "9999-12-31T23:59:59-23:59"},
        {"pending_until": "2030-01-01T10:00:00Z"},
        {"article": {"body": "x", "content_type": "image/png"}},
        {"article": "x"},
        {"body": 5},
    ],
)
def test_wrong_input_is_refused(gotrs: Client, wrong: dict[str, Any]) -> None:
    reply = gotrs.of(ADA).post(PATH, sent(**wrong))
    assert reply.status == 400
    assert reply.error


@ON_SQLITE
@pytest.mark.parametrize("missing", ["title", "queue_id"])
def test_title_and_queue_are_needed(gotrs: Client, missing: str) -> None:
    wanted = sent()
    del wanted[missing]
    assert gotrs.of(ADA).post(PATH, wanted).status == 400
    assert gotrs.of(ADA).post(PATH, NOTHING).status == 400


@ON_SQLITE
def test_agents_need_the_right_to_create(gotrs: Client, world: Desk) -> None:
    for who in (RAE, NELL, BO):
        reply = gotrs.of(who).post(PATH, sent(queue_id=7))
        assert (reply.status, reply.error) == (403, "You do not have permission to access this queue")
    assert gotrs.of(ADA).post(PATH, sent(queue_id=SECRET)).status == 403
    assert gotrs.post(PATH, sent()).status == 401


@ON_SQLITE
def test_a_customer_makes_so_many_tickets_an_hour(gotrs: Client, world: Desk) -> None:
    configured(world, settings={"GOTRS::CustomerTicketsPerHour": 2})
    cora = gotrs.of(("c1", "c1-pw"))
    replies = [cora.post(PATH, wanted) for wanted in (sent(), sent(title=""), sent(), sent())]
    assert [one.status for one in replies] == [201, 400, 201, 429]
    assert replies[-1].headers["x-ratelimit-remaining"] == "0"
    assert replies[-1].json["retry_after_sec"] > 0
    assert gotrs.of(ADA).post(PATH, sent()).status == 201


def test_other_dialects_titles_stay_as_short_as_they_were(world: Desk) -> None:
    assert len(ticket_row(world, opened(world, title="x" * 255)).title) == 191
