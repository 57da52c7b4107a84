"""An article as the mail it was, and why it became its ticket."""

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.tickets.merge import merge_tickets
from polydesk.desk.tickets.models import Ticket
from polydesk.desk.tickets.thread import newest_article_id
from polydesk.mail.accept import Outcome
from tests.api.generic_interface.test_statement_budget import counted
from tests.mail.post import accepted, letter, set_up
from tests.web.agent.client import Browser
from tests.world.cast import ADA, ROOT
from tests.world.tickets import configured, opened, ticket_row

EVIL = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


@pytest.fixture
def post(world: Desk) -> Desk:
    set_up(world)
    return world


def place(outcome: Outcome, ending: str = "") -> str:
    return f"/tickets/{outcome.ticket_id}/articles/{outcome.article_id}/source{ending}"


def test_the_page_tells_what_the_mailroom_wrote_down(ada: Browser, post: Desk) -> None:
    rule = {
        "match": [{"header": "Subject", "pattern": "Printer"}],
        "set": [{"header": "X-OTRS-Queue", "value": "Sales"}],
    }
    configured(post, postmaster_filters=[{"name": "Printers to Sales", **rule}])
    first = accepted(post, letter(Auto_Submitted="auto-generated"), envelope_from="x@acme.example")
    page = ada.get(place(first)).text
    for text in (
        "Printers to Sales",
        "x-otrs-queue: Sales",
        "Sent by a machine",
        "it names no ticket",
        "x@acme.example",
        "Subject: Printer",
        "It does not print.",
    ):
        assert text in page, text
    answer = accepted(post, letter(subject=f"Re: #{first.number}"))
    page = ada.get(place(answer)).text
    assert "by the number in its subject" in page
    assert "goes on with it: its customer wrote" in page
    german = ada.get(place(answer), **{"accept-language": "de"}).text
    assert "setzt es fort: sein Kunde schrieb" in german


def test_an_article_leads_to_its_source_if_it_was_mail(ada: Browser, post: Desk) -> None:
    outcome = accepted(post, letter())
    assert place(outcome) in ada.get(f"/tickets/{outcome.ticket_id}").text
    assert "/source" not in ada.get(f"/tickets/{opened(post)}").text


def test_the_source_is_kept_as_it_came(ada: Browser, post: Desk) -> None:
    raw = letter(text="<b>naïve</b>")
    reply = ada.get(place(accepted(post, raw), ".eml"))
    assert reply.content == raw
    assert reply.headers["content-type"].startswith("text/plain")
    assert reply.headers["content-disposition"].startswith("attachment;")
    assert reply.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert reply.headers["x-content-type-options"] == "nosniff"


def test_what_went_out_has_a_source_and_tells_to_whom(ada: Browser, post: Desk) -> None:
    configured(post, settings={"SendmailModule": "SMTP", "Ticket::Frontend::UndoSendSeconds": 0})
    first = accepted(post, letter())
    sent = {"kind": "reply", "to": "c1@acme.example", "subject": "Re", "body": "Try again.", "action": "send"}
    number = (
        ada.get(f"/tickets/{first.ticket_id}/write?kind=reply").text.partition('name="seen" value="')[2].split('"')[0]
    )
    assert ada.post(f"/tickets/{first.ticket_id}/write", {**sent, "seen": number}).status_code == 303
    with post.look(ADA) as look:
        article_id = newest_article_id(look, first.ticket_id or 0)
    path = f"/tickets/{first.ticket_id}/articles/{article_id}/source"
    page = ada.get(path).text
    assert "c1@acme.example" in page
    assert "Try again." in page
    assert b"Try again." in ada.get(f"{path}.eml").content


def test_a_note_has_none(ada: Browser, post: Desk) -> None:
    ticket_id = opened(post)
    with post.look(ADA) as look:
        path = f"/tickets/{ticket_id}/articles/{newest_article_id(look, ticket_id)}/source"
    assert "Nothing is kept of a mail" in ada.get(path).text
    assert ada.get(f"{path}.eml").status_code == 404


def test_it_goes_with_its_article_into_another_ticket(ada: Browser, post: Desk) -> None:
    one, main = accepted(post, letter()), accepted(post, letter())
    with post.work(ADA) as work:
        merge_tickets(work, one.ticket_id or 0, main.ticket_id or 0)
    path = place(one).replace(f"/tickets/{one.ticket_id}/", f"/tickets/{main.ticket_id}/")
    assert "it names no ticket" in ada.get(path).text


@pytest.mark.parametrize("ending", ["", ".eml"])
def test_c1_sources_of_others_are_not_found(ada: Browser, post: Desk, ending: str) -> None:
    outcome = accepted(post, letter())
    secret = opened(post, ROOT, queue="Secret")
    with post.work(ROOT) as work:
        work.session.get_one(Ticket, outcome.ticket_id).queue_id = ticket_row(post, secret).queue_id
    assert ada.get(place(outcome, ending)).status_code == 404
    visible = opened(post)
    moved = place(outcome, ending).replace(f"/tickets/{outcome.ticket_id}/", f"/tickets/{visible}/")
    assert ada.get(moved).status_code == 404


def test_a1_what_a_stranger_wrote_does_no_harm(ada: Browser, post: Desk) -> None:
    outcome = accepted(post, letter(subject=EVIL, text=EVIL, X_Loop=EVIL, X_OTRS_Queue=EVIL), envelope_from=EVIL)
    page = ada.get(place(outcome)).text
    assert "<script>alert" not in page
    assert "<img src=x" not in page


@pytest.mark.parametrize("filler", ["<", "ü", "a", '"'])
def test_a6_a_large_mail_is_shown_in_part(ada: Browser, post: Desk, filler: str) -> None:
    outcome = accepted(post, letter(text=f"{filler * 76}\r\n" * 5_000))
    page = ada.get(place(outcome))
    assert "Only the beginning is shown here." in page.text
    assert len(page.content) < 60_000


def test_the_page_takes_few_statements(ada: Browser, post: Desk) -> None:
    outcome = accepted(post, letter())
    ada.get(place(outcome))
    with counted(post) as sent:
        ada.get(place(outcome))
    assert len(sent) <= 9, sent
