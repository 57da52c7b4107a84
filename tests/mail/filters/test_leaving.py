"""Who leaves a ticket by the address in List-Unsubscribe hears no more of it; nobody else can make them leave."""

from collections.abc import Sequence
from email import message_from_bytes
from urllib.parse import unquote

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.notifications.alert import alert
from polydesk.desk.sending.compose import compose
from polydesk.desk.sending.content import from_json
from polydesk.desk.tickets.access import load_ticket
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.collaborate import takes_part
from polydesk.desk.tickets.delete import delete_ticket
from polydesk.desk.tickets.watch import watch_ticket
from polydesk.mail.accept import Outcome
from tests.mail.post import EVE, accepted, letter, sent, steps
from tests.world.cast import BO
from tests.world.tickets import configured, history
from tests.world.tickets import opened as opened_inside

KIM = "Kim <kim@kiwi.test>"
"""Takes part in Cora's ticket."""


@pytest.fixture
def post(post: Desk) -> Desk:
    told = {"name": "N", "events": ["new_message"], "subject": "News", "text": "T"}
    configured(
        post,
        notifications=[{**told, "recipients": ["collaborators", "watchers", "customer"]}],
        settings={"osTicket::add_email_collabs": True},
    )
    return post


def opened(desk: Desk) -> Outcome:
    """A ticket with a collaborator and a watcher."""
    outcome = accepted(desk, letter(to=f"support@desk.example, {KIM}"))
    with desk.work() as work:
        watch_ticket(work, outcome.ticket_id or 0, BO.id)
    return outcome


def told(desk: Desk, ticket_id: int | None) -> dict[str, str]:
    """List-Unsubscribe of each who is told now."""
    before = len(sent(desk, ticket_id))
    with desk.work() as work:
        alert(work, load_ticket(work, ticket_id or 0, "ro"), "new_message")
    mails = sent(desk, ticket_id)[before:]
    return {mail.recipient: mail.content["headers"].get("List-Unsubscribe", "") for mail in mails}


def leaving(header: str) -> tuple[str, str]:
    """The address and subject a mail program makes of it."""
    address, _, subject = header.removeprefix("<mailto:").removesuffix(">").partition("?subject=")
    return unquote(address), unquote(subject)


def leave(desk: Desk, header: str, sender: str = KIM) -> Outcome:
    to, subject = leaving(header)
    return accepted(desk, letter(sender, subject, "", to=to))


def names(addresses: Sequence[str]) -> set[str]:
    return {one.partition("@")[0] for one in addresses}


def test_who_takes_part_or_watches_is_told_how_to_leave_and_the_customer_is_not(post: Desk) -> None:
    ticket = opened(post)
    headers = told(post, ticket.ticket_id)
    assert {who: bool(header) for who, header in headers.items()} == {
        "kim@kiwi.test": True,
        "agent2@desk.example": True,
        "c1@acme.example": False,
    }
    assert leaving(headers["kim@kiwi.test"])[0] == "support@desk.example"


def test_who_leaves_is_told_nothing_more_and_not_answered(post: Desk) -> None:
    ticket = opened(post)
    header = told(post, ticket.ticket_id)["kim@kiwi.test"]
    before = len(sent(post, ticket.ticket_id))
    outcome = leave(post, header)
    assert (outcome.ticket_id, outcome.article_id, outcome.reason) == (ticket.ticket_id, None, "left the ticket")
    assert "leaving" in steps(post, outcome)
    assert len(sent(post, ticket.ticket_id)) == before
    assert names(list(told(post, ticket.ticket_id))) == {"agent2", "c1"}
    assert [text for kind, text in history(post, ticket.ticket_id or 0) if kind == "Unsubscribe"] == ["%%kim@kiwi.test"]
    assert leave(post, header).reason == "left the ticket"


def test_a_watcher_leaves_from_whatever_address_they_write(post: Desk) -> None:
    ticket = opened(post)
    leave(post, told(post, ticket.ticket_id)["agent2@desk.example"], "Bo at home <bo@home.example>")
    assert names(list(told(post, ticket.ticket_id))) == {"kim", "c1"}


def test_the_stock_note_notification_tells_watchers_too(post: Desk) -> None:
    ticket = opened(post)
    before = len(sent(post, ticket.ticket_id))
    with post.work() as work:
        add_article(work, ticket.ticket_id or 0, NewArticle(subject="s", body="b", history_type="AddNote"))
    [mail] = sent(post, ticket.ticket_id)[before:]
    leave(post, mail.content["headers"]["List-Unsubscribe"])
    assert "agent2@desk.example" not in told(post, ticket.ticket_id)


def test_an_agent_who_would_hear_of_it_anyway_is_not_told_they_could_leave(post: Desk) -> None:
    configured(post, notifications=[{"name": "N", "recipients": ["watchers", "agent2@desk.example"]}])
    ticket = opened(post)
    assert told(post, ticket.ticket_id)["agent2@desk.example"] == ""


def test_a_desk_whose_answers_go_to_no_address_of_its_own_promises_nothing(post: Desk) -> None:
    ticket_id = opened_inside(post, queue="Raw")
    with post.work() as work:
        watch_ticket(work, ticket_id, BO.id)
    assert told(post, ticket_id) == {"agent2@desk.example": ""}


@pytest.mark.parametrize("how", ["other person", "other ticket", "cut", "none"])
def test_nobody_makes_somebody_else_leave(post: Desk, how: str) -> None:
    ticket, other = opened(post), opened(post)
    to, subject = leaving(told(post, ticket.ticket_id)["kim@kiwi.test"])
    token = subject.split()[1]
    head, signature = token.rsplit("-", 1)
    forged = {
        "other person": f"{head[:-1]}{(int(head[-1]) + 1) % 10}-{signature}",
        "other ticket": token.replace(f"-{ticket.ticket_id}-", f"-{other.ticket_id}-", 1),
        "cut": token[:-1],
        "none": head,
    }[how]
    outcome = accepted(post, letter(EVE, f"unsubscribe {forged}", to=to))
    assert outcome.article_id
    with post.look() as look:
        assert all(takes_part(look, one.ticket_id or 0, "kim@kiwi.test") for one in (ticket, other))


def test_a_ticket_that_is_gone_can_be_left(post: Desk) -> None:
    ticket = opened(post)
    header = told(post, ticket.ticket_id)["kim@kiwi.test"]
    with post.work() as work:
        delete_ticket(work, ticket.ticket_id or 0)
    assert leave(post, header).ticket_id is None


def test_notifications_name_their_stream_and_answers_do_not(post: Desk) -> None:
    ticket = opened(post)
    told(post, ticket.ticket_id)
    mails = sent(post, ticket.ticket_id)
    assert [mail.kind for mail in mails if "List-Id" not in mail.content["headers"]] == ["auto_response"]
    assert len(mails) > 3
    for mail in mails:
        assert mail.content["headers"]["Auto-Submitted"].startswith("auto-")
        assert "X-Auto-Response-Suppress" in mail.content["headers"]


def test_the_headers_arrive_as_they_were_made(post: Desk) -> None:
    ticket = opened(post)
    header = told(post, ticket.ticket_id)["kim@kiwi.test"]
    mail = next(one for one in sent(post, ticket.ticket_id)[::-1] if one.recipient == "kim@kiwi.test")
    content = from_json(mail.content)
    raw = compose(content, post.files, subject=mail.subject, message_id=mail.message_id, moment=mail.create_time)
    read = message_from_bytes(raw)
    assert "".join(str(read["List-Unsubscribe"]).split()) == header
    assert read["Precedence"] == "bulk"
    assert str(read["List-Id"]).startswith("Support <queue-")
