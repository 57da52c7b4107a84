"""Articles over `/api/v1`: what they become, who sees them, who hears of them."""

from typing import Any

import pytest
from sqlalchemy import select

from polydesk.desk.configuration.load import load_configuration
from polydesk.desk.desk import Desk
from polydesk.desk.sending.models import OutgoingMail
from polydesk.desk.tickets.models import TimeAccounting
from tests.api.generic_interface.test_statement_budget import counted
from tests.api.gotrs.client import ADA, CATO, CORA, NELL, NOTHING, ON_SQLITE, RAE, Client
from tests.world.cast import CORA as CORA_HERSELF
from tests.world.tickets import history, opened, ticket_row

SENDING = {"settings": {"SendmailModule": "SMTP"}}


def path(ticket_id: object, article: object = "") -> str:
    return f"/api/v1/tickets/{ticket_id}/articles" + (f"/{article}" if article else "")


def mails(desk: Desk) -> list[Any]:
    with desk.look() as look:
        return list(look.connection.execute(select(OutgoingMail.__table__).order_by(OutgoingMail.id)))


def recorded_kinds(desk: Desk, ticket_id: int) -> list[str]:
    """Of what happened after the ticket was made."""
    return [kind for kind, _ in history(desk, ticket_id, after=2)]


def sends_mail(desk: Desk) -> None:
    with desk.work() as work:
        load_configuration(work, SENDING)


@pytest.fixture
def ticket(world: Desk) -> int:
    return opened(world, customer_user="c1", customer_id="acme")


def test_a_note_is_internal_unless_it_says_otherwise(gotrs: Client, ticket: int) -> None:
    reply = gotrs.of(ADA).post(path(ticket), {"subject": "Note", "body": "inside"})
    assert reply.status == 201
    assert (
        reply.data.items()
        >= {
            "ticket_id": ticket,
            "subject": "Note",
            "body": "inside",
            "content_type": "text/plain",
            "article_type": "note-internal",
            "sender_type": "agent",
            "communication_channel_id": 3,
            "is_visible_for_customer": False,
            "visible": False,
            "ticket_updated": True,
        }.items()
    )
    assert "AddNote" in recorded_kinds(gotrs.desk, ticket)


@pytest.mark.parametrize(
    ("sent", "kind", "visible", "channel", "recorded"),
    [
        ({"is_visible": True}, "note-external", True, 3, "AddNote"),
        ({"is_visible_to_customer": True}, "note-external", True, 3, "AddNote"),
        ({"article_type": "note-report"}, "note-internal", False, 3, "AddNote"),
        ({"article_type": "email-external"}, "email-external", True, 1, "SendAnswer"),
        ({"article_type": "email"}, "email-internal", False, 1, "EmailAgent"),
        ({"article_type": "phone"}, "phone", True, 2, "PhoneCallAgent"),
        ({"article_type": "phone", "sender_type": "customer"}, "phone", True, 2, "PhoneCallCustomer"),
        ({"article_type": "phone", "is_visible_for_customer": False}, "phone", False, 2, "PhoneCallAgent"),
        ({"article_type": "webrequest", "sender_type": 3}, "webrequest", True, 3, "WebRequestCustomer"),
        ({"communication_channel_id": 1, "is_visible": True}, "email-external", True, 1, "SendAnswer"),
    ],
)
@ON_SQLITE
def test_a_type_is_a_channel_and_a_visibility(
    gotrs: Client, ticket: int, sent: dict[str, Any], kind: str, visible: bool, channel: int, recorded: str
) -> None:
    article = gotrs.of(ADA).post(path(ticket), {"body": "b", **sent}).data
    assert (article["article_type"], article["is_visible"]) == (kind, visible)
    assert article["communication_channel_id"] == channel
    assert recorded in recorded_kinds(gotrs.desk, ticket)


def test_html_is_made_harmless(gotrs: Client, ticket: int) -> None:
    sent = {"body": "<p>hi</p><script>x()</script>", "content_type": "text/html"}
    article = gotrs.of(ADA).post(path(ticket), sent).data
    assert (article["body"], article["content_type"]) == ("<p>hi</p>", "text/html")


def test_the_subject_is_an_answer_to_the_title(gotrs: Client, ticket: int) -> None:
    assert gotrs.of(ADA).post(path(ticket), {"body": "b"}).data["subject"] == "Re: Printer"


def test_time_is_accounted(gotrs: Client, ticket: int) -> None:
    article = gotrs.of(ADA).post(path(ticket), {"body": "b", "time_unit": 12.5}).data
    with gotrs.desk.look() as look:
        [row] = look.connection.execute(select(TimeAccounting.__table__))
    assert (row.article_id, row.hundredths) == (article["id"], 1250)


def test_the_list_is_oldest_first_and_paged(gotrs: Client, ticket: int) -> None:
    ada = gotrs.of(ADA)
    for body in ("second", "third"):
        ada.post(path(ticket), {"body": body})
    reply = ada.get(path(ticket))
    assert [one["body"] for one in reply.data] == ["b", "second", "third"]
    assert reply.json["pagination"]["total"] == 3
    reply = ada.get(path(ticket), page=2, per_page=2)
    assert [one["body"] for one in reply.data] == ["third"]
    reply = ada.get(path(ticket), page=9)
    assert (reply.data, reply.json["pagination"]["total"]) == ([], 3)
    assert "attachments" not in ada.get(path(ticket)).data[0]
    assert ada.get(path(ticket), include_attachments="true").data[0]["attachments"] == []


def test_reading_articles_takes_three_statements(gotrs: Client, ticket: int) -> None:
    """What is new, who calls, and the articles with the permission to see them."""
    ada = gotrs.of(ADA)
    article = ada.post(path(ticket), {"body": "b"}).data["id"]
    for one in ("", article):
        with counted(gotrs.desk) as sent:
            assert ada.get(path(ticket, one)).status == 200
        assert len(sent) <= 3, sent


def test_a_ticket_is_also_found_by_its_number(gotrs: Client, ticket: int) -> None:
    number = ticket_row(gotrs.desk, ticket).number
    ada = gotrs.of(ADA)
    article = ada.post(path(number), {"body": "by number"}).data
    assert article["ticket_id"] == ticket
    assert ada.get(path(number, article["id"])).data["body"] == "by number"


def test_customers_see_what_is_visible(gotrs: Client, ticket: int) -> None:
    ada, cora = gotrs.of(ADA), gotrs.of(CORA)
    shown = ada.post(path(ticket), {"body": "outside", "is_visible": True}).data["id"]
    hidden = ada.post(path(ticket), {"body": "inside"}).data["id"]
    reply = cora.get(path(ticket))
    assert [one["id"] for one in reply.data] == [shown]
    assert reply.json["pagination"]["total"] == 1
    assert cora.get(path(ticket, shown)).data["body"] == "outside"
    assert (cora.get(path(ticket, hidden)).status, cora.get(path(ticket, hidden)).error) == (404, "Article not found")


def test_what_a_customer_writes_is_visible_and_theirs(gotrs: Client, ticket: int) -> None:
    sent = {"body": "still smoking", "is_visible": False, "sender_type": "agent", "from": "boss@evil.example"}
    article = gotrs.of(CORA).post(path(ticket), {**sent, "article_type": "note-internal", "time_unit": 5}).data
    assert (article["sender_type"], article["is_visible"]) == ("customer", True)
    assert "evil" not in article["from"]
    assert "FollowUp" in recorded_kinds(gotrs.desk, ticket)
    assert ticket_row(gotrs.desk, ticket).accounted_hundredths == 0


def test_a_customers_answer_opens_a_closed_ticket_where_its_queue_says_so(gotrs: Client) -> None:
    closed = opened(gotrs.desk, customer_user="c1", state="closed successful")
    assert gotrs.of(CORA).post(path(closed), {"body": "no"}).status == 201
    assert ticket_row(gotrs.desk, closed).state_id == 4


def test_visible_articles_are_mailed_to_the_customer(gotrs: Client, ticket: int) -> None:
    sends_mail(gotrs.desk)
    ada, number = gotrs.of(ADA), ticket_row(gotrs.desk, ticket).number
    ada.post(path(ticket), {"body": "inside"})
    assert mails(gotrs.desk) == []
    ada.post(path(ticket), {"body": "outside", "article_type": "note-external"})
    ada.post(path(ticket), {"body": "a mail", "subject": "Toner", "article_type": "email-external"})
    update, mail = mails(gotrs.desk)
    assert update.recipient == mail.recipient
    assert f"Update on Ticket {number}" in update.subject
    assert "Toner" in mail.subject


def test_what_the_customer_said_is_not_mailed_to_them(gotrs: Client, ticket: int) -> None:
    sends_mail(gotrs.desk)
    gotrs.of(ADA).post(path(ticket), {"body": "said so", "article_type": "phone", "sender_type": "customer"})
    assert mails(gotrs.desk) == []


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({"subject": "empty"}, "Article body is required"),
        ({"body": " "}, "Article body is required"),
        ({"body": "\0"}, "Article body is required"),
        ({"body": "x", "communication_channel_id": 99}, "Invalid communication channel"),
        ({"body": "x", "communication_channel_id": 0}, "Invalid communication channel"),
        ({"body": "x", "sender_type": "robot"}, "Invalid sender type"),
        ({"body": "x", "article_sender_type_id": 9}, "Invalid sender type"),
        ({"body": "x", "article_sender_type_id": 0}, "Invalid sender type"),
        ({"body": "x", "content_type": "text/rtf"}, "Invalid content type"),
        ({"body": "x", "article_type": "fax"}, "Invalid request: invalid article_type"),
        ({"body": 7}, "Invalid request: invalid body"),
        ({"body": "x", "is_visible": "yes"}, "Invalid request: invalid is_visible"),
        ({"body": "x", "time_unit": -1}, "Invalid request: invalid time_unit"),
        ([], "Invalid request: invalid body"),
        (NOTHING, "Invalid request: missing body"),
    ],
)
@ON_SQLITE
def test_bad_articles_are_refused(gotrs: Client, ticket: int, sent: Any, error: str) -> None:
    reply = gotrs.of(ADA).post(path(ticket), sent)
    assert (reply.status, reply.error) == (400, error)


@ON_SQLITE
def test_bytes_no_database_holds_do_no_harm(gotrs: Client, ticket: int) -> None:
    ada = gotrs.of(ADA)
    assert ada.send("POST", path(ticket), body=rb'{"body": "a\u0000b", "to": "\u0000\ud800"}').data["body"] == "ab"
    assert ada.send("POST", path(ticket), body=rb'{"body": "a\ud800"}').status == 400


@pytest.mark.parametrize("bad", ["99999999", "0", "9" * 18, "9" * 60, "x", "-1"])
@ON_SQLITE
def test_unknown_tickets_and_articles_are_not_found(gotrs: Client, ticket: int, bad: str) -> None:
    ada = gotrs.of(ADA)
    for reply in (ada.get(path(bad)), ada.post(path(bad), {"body": "x"}), ada.get(path(bad, 1))):
        assert (reply.status, reply.error) == (404, "Ticket not found")
    assert ada.get(path(ticket, bad)).status in (400, 404)


@ON_SQLITE
def test_an_article_of_another_ticket_is_not_found(gotrs: Client, ticket: int) -> None:
    ada = gotrs.of(ADA)
    other = ada.get(path(opened(gotrs.desk))).data[0]["id"]
    assert (ada.get(path(ticket, other)).status, ada.get(path(ticket, other)).error) == (404, "Article not found")


def test_who_may_not_see_a_ticket_finds_none(gotrs: Client, ticket: int) -> None:
    for who in (NELL, CATO):
        caller = gotrs.of(who)
        for reply in (caller.get(path(ticket)), caller.post(path(ticket), {"body": "x"}), caller.get(path(ticket, 1))):
            assert (reply.status, reply.error) == (404, "Ticket not found")


def test_who_may_only_read_may_not_write(gotrs: Client, ticket: int) -> None:
    reader = gotrs.of(RAE)
    assert reader.get(path(ticket)).status == 200
    assert (reader.post(path(ticket), {"body": "x"}).status) == 403


@ON_SQLITE
def test_nobody_comes_in_without_a_token(gotrs: Client, ticket: int) -> None:
    for reply in (gotrs.get(path(ticket)), gotrs.post(path(ticket), {"body": "x"}), gotrs.get(path(ticket, 1))):
        assert reply.status == 401


def test_a_customers_own_ticket_takes_articles(gotrs: Client) -> None:
    own = opened(gotrs.desk, CORA_HERSELF, customer_user="c1")
    assert gotrs.of(CORA).post(path(own), {"body": "x"}).status == 201


FILE = {"filename": "töner.txt", "content_type": "text/plain", "content": "SGVsbG8="}


def attachment_path(ticket_id: int, attachment: int) -> str:
    return f"/api/v1/tickets/{ticket_id}/attachments/{attachment}"


def test_files_come_and_go_with_articles(gotrs: Client, ticket: int) -> None:
    ada = gotrs.of(ADA)
    article = ada.post(path(ticket), {"body": "see there", "attachments": [FILE]}).data["id"]
    [file] = ada.get(path(ticket, article), include_attachments="true").data["attachments"]
    assert (file["filename"], file["content_type"], file["size"]) == ("töner.txt", "text/plain", 5)
    reply = ada.get(attachment_path(ticket, file["id"]))
    assert (reply.status, reply.body) == (200, b"Hello")
    assert reply.headers["content-type"] == "application/octet-stream"
    assert reply.headers["content-disposition"] == "attachment; filename*=UTF-8''t%C3%B6ner.txt"


def test_customers_get_files_of_what_they_see(gotrs: Client, ticket: int) -> None:
    ada, cora = gotrs.of(ADA), gotrs.of(CORA)
    for visible, status in ((True, 200), (False, 404)):
        sent = {"body": "b", "attachments": [FILE], "is_visible": visible}
        article = ada.post(path(ticket), sent).data["id"]
        [file] = ada.get(path(ticket, article), include_attachments="true").data["attachments"]
        assert cora.get(attachment_path(ticket, file["id"])).status == status
        assert gotrs.of(CATO).get(attachment_path(ticket, file["id"])).error == "Ticket not found"


@ON_SQLITE
def test_files_are_mailed_with_their_article(gotrs: Client, ticket: int) -> None:
    sends_mail(gotrs.desk)
    gotrs.of(ADA).post(path(ticket), {"body": "b", "attachments": [FILE], "is_visible": True})
    [mail] = mails(gotrs.desk)
    assert "töner.txt" in str(mail.content)


@pytest.mark.parametrize(
    "file",
    [
        {"filename": "a"},
        {"content": ""},
        {**FILE, "content": "no base64"},
        {**FILE, "filename": ""},
        {**FILE, "filename": "\0"},
        "x",
    ],
)
@ON_SQLITE
def test_bad_files_are_refused(gotrs: Client, ticket: int, file: Any) -> None:
    before = len(gotrs.of(ADA).get(path(ticket)).data)
    assert gotrs.of(ADA).post(path(ticket), {"body": "b", "attachments": [file]}).status == 400
    assert len(gotrs.of(ADA).get(path(ticket)).data) == before


@ON_SQLITE
def test_unknown_files_are_not_found(gotrs: Client, ticket: int) -> None:
    ada = gotrs.of(ADA)
    reply = ada.get(attachment_path(ticket, 9999))
    assert (reply.status, reply.error) == (404, "Attachment not found")
    assert ada.get(attachment_path(ticket, 10**30)).status == 400
    assert gotrs.get(attachment_path(ticket, 1)).status == 401
