"""Answers, notes and calls: what becomes of them, and that nothing typed is lost."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from polydesk.desk.desk import Desk
from polydesk.desk.sending.models import OutgoingMail
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.article_queries import list_articles_page
from polydesk.desk.tickets.drafts import find_draft
from polydesk.desk.tickets.models import CHANNEL_INTERNAL, CHANNEL_PHONE, SENDER_AGENT, SENDER_CUSTOMER
from polydesk.desk.tickets.queries import list_attachments
from tests.web.agent.client import HOST, Browser
from tests.world.cast import ADA, CORA
from tests.world.tickets import NOTE, STATES, configured, history, opened, ticket_row

MAIL = NewArticle(
    subject="Help",
    body="Line one\nLine two",
    sender_type_id=3,
    channel_id=1,
    from_='"Cora Customer" <c1@acme.example>',
)


@pytest.fixture
def ticket_id(world: Desk) -> int:
    """Of c1, with a mail of theirs."""
    configured(world, settings={"SendmailModule": "SMTP", "Ticket::Frontend::UndoSendSeconds": 0})
    return opened(world, customer_user="c1", article=MAIL)


def articles(desk: Desk, ticket_id: int) -> list[Any]:
    with desk.look(ADA) as look:
        return list_articles_page(look, ticket_id, offset=0, limit=99)[0]


def draft(desk: Desk, ticket_id: int) -> Any:
    with desk.look(ADA) as look:
        row = find_draft(look, ticket_id)
    return row.content if row else None


def typed(browser: Browser, ticket_id: int, kind: str, **more: str) -> dict[str, str]:
    """The form as it comes, with these texts in it."""
    page = browser.get(f"/tickets/{ticket_id}/write?kind={kind}").text
    fields = dict(re.findall(r'name="(csrf|kind|answers|seen|to|cc|bcc|subject)"[^>]*? value="([^"]*)"', page))
    return {**fields, "body": "Text", "action": "send", **more}


def send(browser: Browser, ticket_id: int, sent: Mapping[str, Any]) -> Any:
    return browser.post(f"/tickets/{ticket_id}/write", sent)


def attached(desk: Desk, ticket_id: int) -> list[str]:
    """Names of the files of the newest article."""
    new = articles(desk, ticket_id)[-1]
    with desk.look(ADA) as look:
        return [one.filename for one in list_attachments(look, [new.id])[new.id]]


def with_files(
    browser: Browser, ticket_id: int, sent: dict[str, str], *files: tuple[str, bytes], to: str = "write"
) -> Any:
    request = httpx.Request("POST", HOST, data=sent, files=[("files", (*one, "text/plain")) for one in files])
    headers = {"origin": HOST, "content-type": request.headers["content-type"], "x-csrf-token": browser.csrf}
    return browser.send("POST", f"/tickets/{ticket_id}/{to}", request.read(), headers)


class TestReply:
    def test_quotes_and_goes_to_whoever_wrote(self, ada: Browser, ticket_id: int) -> None:
        [mail] = articles(ada.desk, ticket_id)
        page = ada.get(f"/tickets/{ticket_id}/write?kind=reply&to={mail.id}").text
        assert 'value="&#34;Cora Customer&#34; &lt;c1@acme.example&gt;"' in page
        assert 'value="Re: Help"' in page
        assert "&gt; Line one\n&gt; Line two" in page and "Cora Customer wrote on" in page

    def test_is_mailed_and_sets_state_and_time(self, ada: Browser, ticket_id: int) -> None:
        sent = typed(ada, ticket_id, "reply", to="Cora <c1@acme.test>", cc="boss@acme.test", units="1,5")
        sent |= {"state": str(STATES["pending reminder"]), "until": "2099-01-01T10:00", "subject": "Re: Help"}
        [mail] = articles(ada.desk, ticket_id)
        reply = send(ada, ticket_id, sent | {"answers": str(mail.id)})
        _, new = articles(ada.desk, ticket_id)
        assert reply.headers["location"] == f"/tickets/{ticket_id}#article-{new.id}"
        assert (new.subject, new.body, new.visible, new.parent_id) == ("Re: Help", "Text", 1, mail.id)
        row = ticket_row(ada.desk, ticket_id)
        assert (row.state_id, row.accounted_hundredths, row.answered) == (STATES["pending reminder"], 150, 1)
        with ada.desk.look() as look:
            rows = select(OutgoingMail.recipient, OutgoingMail.subject).where(OutgoingMail.article_id == new.id)
            mails = look.connection.execute(rows).all()
        assert sorted(one.recipient for one in mails) == ["boss@acme.test", "c1@acme.test"]
        assert row.number in mails[0].subject
        assert ("SendAnswer", "%%Cora <c1@acme.test>, boss@acme.test") in history(ada.desk, ticket_id)
        assert draft(ada.desk, ticket_id) is None

    @pytest.mark.parametrize(
        ("field", "value", "told"),
        [
            ("body", "  ", "Please write something."),
            ("subject", "", "Please write something."),
            ("to", "nonsense", "no e-mail address"),
            ("to", "a@b.test, nonsense", "no e-mail address"),
            ("to", "a@b.test\r\nBcc: c@d.test", "no e-mail address"),
            ("cc", "nonsense", "no e-mail address"),
            ("units", "x", "as a number"),
            ("units", "-1", "as a number"),
            ("units", "NaN", "as a number"),
            ("state", "99999", "one of the list"),
            ("state", str(STATES["pending reminder"]), "still to come"),
        ],
    )
    def test_with_a_mistake_is_kept_and_told_beside_the_field(
        self, ada: Browser, ticket_id: int, field: str, value: str, told: str
    ) -> None:
        sent = typed(ada, ticket_id, "reply", to="a@b.test", body="Precious <b>words</b>") | {field: value}
        reply = send(ada, ticket_id, sent)
        assert reply.status_code == 422 and told in reply.text
        if field != "body":
            assert "Precious &lt;b&gt;words&lt;/b&gt;" in reply.text
            assert draft(ada.desk, ticket_id)["body"] == "Precious <b>words</b>"
        assert len(articles(ada.desk, ticket_id)) == 1

    def test_says_when_the_desk_sends_no_mail(self, ada: Browser, ticket_id: int) -> None:
        told = "not set up to send mail"
        assert told not in ada.get(f"/tickets/{ticket_id}/write?kind=reply").text
        configured(ada.desk, settings={"SendmailModule": "DoNotSendEmail"})
        assert told in ada.get(f"/tickets/{ticket_id}/write?kind=reply").text


class TestStaleReply:
    def test_is_stopped_shows_what_is_new_and_goes_the_second_time(self, ada: Browser, ticket_id: int) -> None:
        sent = typed(ada, ticket_id, "reply", to="a@b.test", body="Precious")
        with ada.desk.work(CORA) as work:
            add_article(work, ticket_id, replace(NOTE, body="It works again", sender_type_id=3, visible=True))
        reply = send(ada, ticket_id, sent)
        assert reply.status_code == 409
        for text in ("Something new has come in", "It works again", "Precious"):
            assert text in reply.text
        assert len(articles(ada.desk, ticket_id)) == 2
        newest = re.search(r'name="seen" value="(\d+)"', reply.text)
        assert newest
        assert send(ada, ticket_id, {**sent, "seen": newest[1]}).status_code == 303
        assert len(articles(ada.desk, ticket_id)) == 3

    def test_a_draft_is_taken_up_with_what_came_meanwhile(self, ada: Browser, ticket_id: int) -> None:
        ada.post(f"/tickets/{ticket_id}/draft", typed(ada, ticket_id, "note", body="Begun"))
        with ada.desk.work(CORA) as work:
            add_article(work, ticket_id, replace(NOTE, body="It works again", sender_type_id=3, visible=True))
        assert "You have begun to write something" in ada.get(f"/tickets/{ticket_id}").text
        page = ada.get(f"/tickets/{ticket_id}/write").text
        assert "Begun" in page and "It works again" in page and "Something new has come in" in page


@pytest.mark.parametrize(("visible", "shown"), [("", 0), ("1", 1)])
def test_a_note_is_internal_unless_said(ada: Browser, ticket_id: int, visible: str, shown: int) -> None:
    send(ada, ticket_id, typed(ada, ticket_id, "note", visible=visible))
    new = articles(ada.desk, ticket_id)[-1]
    assert (new.visible, new.channel_id, new.sender_type_id) == (shown, CHANNEL_INTERNAL, SENDER_AGENT)
    with ada.desk.look() as look:
        assert not look.connection.execute(select(OutgoingMail.id).where(OutgoingMail.article_id == new.id)).all()


@pytest.mark.parametrize(("incoming", "sender"), [("", SENDER_AGENT), ("1", SENDER_CUSTOMER)])
def test_a_call_is_of_whoever_called(ada: Browser, ticket_id: int, incoming: str, sender: int) -> None:
    send(ada, ticket_id, typed(ada, ticket_id, "phone", incoming=incoming))
    new = articles(ada.desk, ticket_id)[-1]
    assert (new.channel_id, new.sender_type_id, new.visible) == (CHANNEL_PHONE, sender, 1)
    assert ("Cora" in new.from_) is (incoming == "1")


class TestFiles:
    def test_are_attached(self, ada: Browser, ticket_id: int) -> None:
        sent = typed(ada, ticket_id, "note")
        assert with_files(ada, ticket_id, sent, ("a.txt", b"A"), ("..b", b"B")).status_code == 303
        new = articles(ada.desk, ticket_id)[-1]
        with ada.desk.look(ADA) as look:
            files = list_attachments(look, [new.id])[new.id]
            assert [(one.filename, look.files.get(one.file_hash)) for one in files] == [("a.txt", b"A"), ("b", b"B")]

    def test_outlive_a_mistake_and_go_if_they_are_kept(self, ada: Browser, ticket_id: int) -> None:
        sent = typed(ada, ticket_id, "note", body="")
        reply = with_files(ada, ticket_id, sent, ("a.txt", b"A"), ("b.txt", b"B"))
        assert reply.status_code == 422 and "a.txt" in reply.text
        _, kept = re.findall(r'name="kept" value="(\w+)" checked', reply.text)
        assert send(ada, ticket_id, {**sent, "body": "Text", "kept": kept}).status_code == 303
        assert attached(ada.desk, ticket_id) == ["b.txt"]

    def test_are_taken_while_somebody_writes(self, ada: Browser, ticket_id: int) -> None:
        """A form that does not know of a file yet leaves it off, and may tick it later."""
        sent: dict[str, Any] = dict(typed(ada, ticket_id, "note", body="Begun"))
        keys: list[str] = []
        for name in ("a.txt", '<img src=x onerror="a()">.txt'):
            reply = with_files(ada, ticket_id, sent, (name, b"A"), to="draft/files")
            assert reply.status_code == 200 and "<img" not in reply.text
            keys += re.findall(r'name="kept" value="(\w+)" checked', reply.text)
        ada.post(f"/tickets/{ticket_id}/draft", {**sent, "kept": keys[:1]})
        assert ada.get(f"/tickets/{ticket_id}/write?kind=note").text.count(" checked") == 1
        assert send(ada, ticket_id, {**sent, "kept": keys[1:]}).status_code == 303
        [name] = attached(ada.desk, ticket_id)
        assert name.startswith("<img")

    @pytest.mark.parametrize(
        "name",
        ["..", "...", "../../etc/passwd", "a\u202egpj.exe", "\u200b.htaccess", "x" * 4000 + ".txt", "CON", "a\\b"],
    )
    def test_a5_have_names_that_do_no_harm(self, ada: Browser, ticket_id: int, name: str) -> None:
        sent: dict[str, Any] = dict(typed(ada, ticket_id, "note", body="Begun"))
        reply = with_files(ada, ticket_id, sent, (name, b"A"), to="draft/files")
        [key] = re.findall(r'name="kept" value="(\w+)" checked', reply.text)
        assert send(ada, ticket_id, {**sent, "kept": key}).status_code == 303
        [kept] = attached(ada.desk, ticket_id)
        assert kept and len(kept) <= 250 and not kept.startswith(".") and not set("/\\\u202e\u200b") & set(kept)

    def test_that_are_too_large_are_refused_at_once(self, ada: Browser, ticket_id: int) -> None:
        configured(ada.desk, settings={"WebMaxFileUpload": 3})
        sent = typed(ada, ticket_id, "note", body="Begun")
        assert with_files(ada, ticket_id, sent, ("a", b"12"), to="draft/files").status_code == 200
        reply = with_files(ada, ticket_id, sent, ("b", b"34"), to="draft/files")
        assert reply.status_code == 422 and "larger than this desk takes" in reply.text
        assert [one["name"] for one in draft(ada.desk, ticket_id)["files"]] == ["a"]

    def test_nobody_gets_a_file_by_its_key_or_hash(self, ada: Browser, browser: Browser, ticket_id: int) -> None:
        sent = typed(ada, ticket_id, "note", body="Begun")
        with_files(ada, ticket_id, sent, ("secret.txt", b"A"), to="draft/files")
        [file] = draft(ada.desk, ticket_id)["files"]
        bo = browser.of("agent2", "agent2-pw")
        forged: dict[str, Any] = {**typed(bo, ticket_id, "note"), "kept": [file["key"], file["hash"], "0"]}
        send(bo, ticket_id, forged)
        assert attached(ada.desk, ticket_id) == []

    def test_too_large_are_refused_and_the_text_kept(self, ada: Browser, ticket_id: int) -> None:
        configured(ada.desk, settings={"WebMaxFileUpload": 3})
        reply = with_files(ada, ticket_id, typed(ada, ticket_id, "note", body="Precious"), ("a", b"1234"))
        assert reply.status_code == 422 and "Precious" in reply.text
        assert "larger than this desk takes" in reply.text


class TestDraft:
    def test_is_saved_while_typing_and_thrown_away(self, ada: Browser, ticket_id: int) -> None:
        reply = ada.post(f"/tickets/{ticket_id}/draft", typed(ada, ticket_id, "reply", body="Begun"))
        assert "Draft saved" in reply.text
        assert draft(ada.desk, ticket_id)["body"] == "Begun"
        assert ada.post(f"/tickets/{ticket_id}/draft/discard").status_code == 303
        assert draft(ada.desk, ticket_id) is None

    def test_is_not_replaced_by_beginning_anew_unasked(self, ada: Browser, ticket_id: int) -> None:
        ada.post(f"/tickets/{ticket_id}/draft", typed(ada, ticket_id, "note", body="Begun"))
        page = ada.get(f"/tickets/{ticket_id}/write?kind=note").text
        assert "Begun" in page and "Begin something new in its place" in page
        assert "Begun" not in ada.get(f"/tickets/{ticket_id}/write?kind=note&new=1").text

    def test_there_is_one_for_each_kind(self, ada: Browser, ticket_id: int) -> None:
        for kind in ("note", "phone"):
            ada.post(f"/tickets/{ticket_id}/draft", typed(ada, ticket_id, kind, body=f"Begun {kind}"))
        page = ada.get(f"/tickets/{ticket_id}").text
        assert page.count("You have begun to write something here") == 2
        assert "Begun phone" in ada.get(f"/tickets/{ticket_id}/write").text  # the last one
        send(ada, ticket_id, typed(ada, ticket_id, "note"))
        assert "Begun phone" in ada.get(f"/tickets/{ticket_id}/write?kind=phone").text
        ada.post(f"/tickets/{ticket_id}/draft/discard", {"kind": "phone"})
        assert draft(ada.desk, ticket_id) is None

    def test_may_be_kept_instead_of_being_sent(self, ada: Browser, ticket_id: int) -> None:
        reply = send(ada, ticket_id, typed(ada, ticket_id, "note", action="keep", body=""))
        assert reply.headers["location"] == f"/tickets/{ticket_id}"
        assert draft(ada.desk, ticket_id) is not None


def test_who_may_not_write_cannot(browser: Browser, ticket_id: int) -> None:
    for who, status in (("ro1", 403), ("nogroup1", 404)):
        other = browser.of(who, f"{who}-pw")
        for kind in ("reply", "forward", "email", "note", "phone"):
            assert other.get(f"/tickets/{ticket_id}/write?kind={kind}").status_code == status
            assert send(other, ticket_id, {"kind": kind, "body": "x", "seen": "9" * 18}).status_code == status
        assert other.post(f"/tickets/{ticket_id}/draft", {"body": "x"}).status_code == status
    assert len(articles(browser.desk, ticket_id)) == 1
