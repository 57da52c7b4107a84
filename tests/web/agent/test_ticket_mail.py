"""Mail from a ticket beside plain answers: to all, forwarded, and new to anybody."""

import html
import re
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from polydesk.desk.desk import Desk
from polydesk.desk.sending.models import OutgoingMail
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.article_queries import list_articles_page
from polydesk.desk.tickets.attach import NewFile, attach_files
from polydesk.desk.tickets.models import CHANNEL_EMAIL, SENDER_AGENT
from polydesk.desk.tickets.queries import list_attachments
from tests.api.generic_interface.test_statement_budget import counted
from tests.web.agent.client import Browser
from tests.world.cast import ADA
from tests.world.tickets import configured, history, opened, ticket_row

MAIL = NewArticle(
    subject="Help",
    body="Line one\n<script>alert(1)</script>",
    sender_type_id=3,
    channel_id=1,
    from_='"Cora Customer" <c1@acme.example>',
    to='"Sales" <SALES@desk.example>, "Ann O\'Nym" <ann@else.example>',
    cc="c1@acme.example, Bob <bob@else.example>",
)


@pytest.fixture
def ticket_id(world: Desk) -> int:
    """Of c1, with a mail of theirs to us and others, which has a file."""
    address = {"email": "sales@desk.example", "name": "Sales Desk"}
    settings = {"SendmailModule": "SMTP", "Ticket::Frontend::UndoSendSeconds": 0}
    configured(world, settings=settings, system_addresses=[address])
    ticket_id = opened(world, customer_user="c1", article=MAIL)
    with world.work(ADA) as work:
        [mail] = list_articles_page(work, ticket_id, offset=0, limit=9)[0]
        files = [NewFile(filename=name, content=name.encode()) for name in ("a.txt", "<b>.txt")]
        attach_files(work, ticket_id, mail.id, files)
    return ticket_id


def articles(desk: Desk, ticket_id: int) -> list[Any]:
    with desk.look(ADA) as look:
        return list_articles_page(look, ticket_id, offset=0, limit=99)[0]


def form(browser: Browser, ticket_id: int, query: str) -> tuple[str, dict[str, Any]]:
    """The page, and its form's fields as they come."""
    page = browser.get(f"/tickets/{ticket_id}/write?{query}").text
    found = re.findall(r'name="(kind|answers|seen|to|cc|bcc|subject)"[^>]*? value="([^"]*)"', page)
    fields: dict[str, Any] = {name: html.unescape(value) for name, value in found}
    fields["forwarded"] = re.findall(r'name="forwarded" value="(\d+)" checked', page)
    body = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
    assert body
    return page, fields | {"body": html.unescape(body[1]), "action": "send"}


def send(browser: Browser, ticket_id: int, sent: dict[str, Any]) -> Any:
    return browser.post(f"/tickets/{ticket_id}/write", sent)


def mails(desk: Desk, article_id: int) -> list[Any]:
    with desk.look() as look:
        rows = select(OutgoingMail).where(OutgoingMail.article_id == article_id).order_by(OutgoingMail.recipient)
        return list(look.connection.execute(rows).all())


class TestReplyToAll:
    def test_goes_to_the_writer_and_in_copy_to_all_others_but_us(self, ada: Browser, ticket_id: int) -> None:
        [mail] = articles(ada.desk, ticket_id)
        _, sent = form(ada, ticket_id, f"kind=reply&all=1&to={mail.id}")
        assert sent["to"] == '"Cora Customer" <c1@acme.example>'
        assert sent["cc"] == '"Ann O\'Nym" <ann@else.example>, "Bob" <bob@else.example>'

    def test_is_offered_where_there_are_others(self, ada: Browser, ticket_id: int) -> None:
        assert "&amp;all=1" in ada.get(f"/tickets/{ticket_id}").text
        alone = opened(ada.desk, customer_user="c1", article=replace(MAIL, to="sales@desk.example", cc=""))
        assert "&amp;all=1" not in ada.get(f"/tickets/{alone}").text

    def test_to_our_own_answer_goes_to_whom_we_wrote(self, ada: Browser, ticket_id: int) -> None:
        ours = replace(
            MAIL, sender_type_id=SENDER_AGENT, from_="sales@desk.example", to="ann@else.example", cc="b@c.test"
        )
        with ada.desk.work(ADA) as work:
            article_id = add_article(work, ticket_id, ours)
        _, sent = form(ada, ticket_id, f"kind=reply&all=1&to={article_id}")
        assert (sent["to"], sent["cc"]) == ("ann@else.example", "b@c.test")


def test_c4_an_internal_note_is_quoted_to_nobody_outside(ada: Browser, ticket_id: int) -> None:
    with ada.desk.work(ADA) as work:
        note = NewArticle(subject="s", body="Never tell them", visible=False)
        article_id = add_article(work, ticket_id, note)
    for query in (f"kind=reply&to={article_id}", f"kind=reply&all=1&to={article_id}"):
        _, sent = form(ada, ticket_id, query)
        assert "Never tell them" not in sent["body"] and "c1@acme.example" in sent["to"]


class TestForward:
    def test_quotes_under_a_head_and_ticks_the_files(self, ada: Browser, ticket_id: int) -> None:
        [mail] = articles(ada.desk, ticket_id)
        page, sent = form(ada, ticket_id, f"kind=forward&to={mail.id}")
        assert (sent["to"], sent["cc"], sent["subject"]) == ("", "", "Fwd: Help")
        for text in ('From: "Cora Customer" <c1@acme.example>', "Subject: Help", "Line one\n<script>alert(1)"):
            assert text in sent["body"]
        assert "<script>alert" not in page and len(sent["forwarded"]) == 2

    def test_the_prefix_is_the_desks_and_stands_once(self, ada: Browser, ticket_id: int) -> None:
        configured(ada.desk, settings={"Ticket::SubjectFwd": "WG"})
        with ada.desk.work(ADA) as work:
            article_id = add_article(work, ticket_id, replace(MAIL, subject="wg: Help"))
        [mail] = articles(ada.desk, ticket_id)[:1]
        assert form(ada, ticket_id, f"kind=forward&to={mail.id}")[1]["subject"] == "WG: Help"
        assert form(ada, ticket_id, f"kind=forward&to={article_id}")[1]["subject"] == "wg: Help"

    def test_goes_out_with_its_files_hidden_from_the_customer(self, ada: Browser, ticket_id: int) -> None:
        [mail] = articles(ada.desk, ticket_id)
        _, sent = form(ada, ticket_id, f"kind=forward&to={mail.id}")
        sent |= {"to": "x@else.example", "bcc": "hidden@else.example", "forwarded": sent["forwarded"][:1]}
        assert send(ada, ticket_id, sent).status_code == 303
        new = articles(ada.desk, ticket_id)[-1]
        assert (new.visible, new.channel_id, new.sender_type_id) == (0, CHANNEL_EMAIL, SENDER_AGENT)
        assert (new.to, new.bcc, new.parent_id) == ("x@else.example", "hidden@else.example", mail.id)
        with ada.desk.look(ADA) as look:
            assert [one.filename for one in list_attachments(look, [new.id])[new.id]] == ["a.txt"]
        hidden, shown = mails(ada.desk, new.id)
        assert (hidden.recipient, shown.recipient) == ("hidden@else.example", "x@else.example")
        assert "hidden@" not in str(hidden.content) and len(shown.content["files"]) == 1
        assert ("Forward", "%%x@else.example") in history(ada.desk, ticket_id)
        assert "Bcc: hidden@else.example" in ada.get(f"/tickets/{ticket_id}").text
        assert ticket_row(ada.desk, ticket_id).answered == 0

    def test_c1_takes_no_files_of_another_ticket(self, ada: Browser, ticket_id: int) -> None:
        [mail] = articles(ada.desk, ticket_id)
        _, sent = form(ada, ticket_id, f"kind=forward&to={mail.id}")
        other = opened(ada.desk, customer_user="c1", article=MAIL)
        reply = send(ada, other, sent | {"to": "x@else.example", "seen": "9" * 18})
        assert reply.status_code == 303
        new = articles(ada.desk, other)[-1]
        with ada.desk.look(ADA) as look:
            assert not list_attachments(look, [new.id])[new.id]


def test_forwarding_many_files_costs_as_many_statements_as_one(ada: Browser, ticket_id: int) -> None:
    [mail] = articles(ada.desk, ticket_id)
    with ada.desk.work(ADA) as work:
        attach_files(work, ticket_id, mail.id, [NewFile(filename=f"{one}.txt", content=b"x") for one in range(8)])
    _, sent = form(ada, ticket_id, f"kind=forward&to={mail.id}")
    sent |= {"to": "x@else.example", "seen": "9" * 18}
    costs = []
    for files in (*[sent["forwarded"][:1]] * 3, sent["forwarded"]):  # the first mail changes the configuration
        with counted(ada.desk) as statements:
            assert send(ada, ticket_id, sent | {"forwarded": files}).status_code == 303
        costs.append(len(statements))
    assert costs[2] == costs[3]


class TestNewMail:
    def test_goes_to_anybody_as_mail_of_an_agent(self, ada: Browser, ticket_id: int) -> None:
        _, sent = form(ada, ticket_id, "kind=email")
        assert (sent["to"], sent["body"], sent["answers"]) == ("", "", "")
        sent |= {"to": "Sub <sub@else.example>", "subject": "Order", "body": "Please", "visible": "1"}
        assert send(ada, ticket_id, sent).status_code == 303
        new = articles(ada.desk, ticket_id)[-1]
        assert (new.visible, new.channel_id, new.parent_id) == (1, CHANNEL_EMAIL, None)
        assert [one.recipient for one in mails(ada.desk, new.id)] == ["sub@else.example"]
        assert ("EmailAgent", "%%Sub <sub@else.example>") in history(ada.desk, ticket_id)


@pytest.mark.parametrize("field", ["to", "cc", "bcc"])
@pytest.mark.parametrize(
    "value",
    ["a@b.test\r\nBcc: c@d.test", "a@b.test\nSubject: x", '"<script>" nonsense', "a@b.test, =?utf-8?q?x?=@b.test"],
)
def test_a10_a_header_cannot_be_smuggled_in(ada: Browser, ticket_id: int, field: str, value: str) -> None:
    _, sent = form(ada, ticket_id, "kind=email")
    reply = send(ada, ticket_id, sent | {"to": "a@b.test", "subject": "s", "body": "b", field: value})
    assert reply.status_code == 422 and "no e-mail address" in reply.text and "<script>&" not in reply.text
    assert len(articles(ada.desk, ticket_id)) == 1


def test_a10_a_subject_is_one_line(ada: Browser, ticket_id: int) -> None:
    _, sent = form(ada, ticket_id, "kind=email")
    send(ada, ticket_id, sent | {"to": "a@b.test", "subject": "s\r\nBcc: c@d.test", "body": "b"})
    new = articles(ada.desk, ticket_id)[-1]
    assert new.subject == "s Bcc: c@d.test"
    assert [one.recipient for one in mails(ada.desk, new.id)] == ["a@b.test"]


def test_more_people_than_a_mail_goes_to_are_refused(ada: Browser, ticket_id: int) -> None:
    _, sent = form(ada, ticket_id, "kind=email")
    many = ", ".join(f"a{number}@b.test" for number in range(101))
    reply = send(ada, ticket_id, sent | {"to": "x@b.test", "cc": many, "subject": "s", "body": "b"})
    assert reply.status_code == 422 and "more people than one mail goes to" in reply.text
