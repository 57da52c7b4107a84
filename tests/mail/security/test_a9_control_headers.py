"""Class A9: control headers inside a mail from outside."""

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.mailroom.registry import Mailroom
from tests.mail.post import accepted, letter, steps, take
from tests.world.tickets import configured, ticket_row

HEADERS = {
    "X_OTRS_Queue": "Sales",
    "X_OTRS_Priority": "5 very high",
    "X_OTRS_State": "closed successful",
    "X_OTRS_Owner": "agent1",
    "X_OTRS_Title": "Taken over",
    "X_OTRS_Lock": "lock",
    "X_OTRS_CustomerNo": "globex",
}


@pytest.mark.parametrize("name", HEADERS)
def test_they_change_nothing(mailroom: Desk, name: str) -> None:
    plain = accepted(mailroom, letter())
    marked = accepted(mailroom, letter(**{name: HEADERS[name]}))
    assert what_matters(mailroom, marked.ticket_id) == what_matters(mailroom, plain.ticket_id)


def test_the_flight_recorder_names_those_that_were_ignored(mailroom: Desk) -> None:
    outcome = accepted(mailroom, letter(X_OTRS_Queue="Sales", X_OTOBO_Priority="1 very low"))
    assert "ignored" in steps(mailroom, outcome)["control headers"]


def test_a_stranger_cannot_have_a_mail_dropped(mailroom: Desk) -> None:
    assert accepted(mailroom, letter(X_OTRS_Ignore="yes"))


def test_a_mailbox_is_not_trusted_unless_it_says_so(post: Desk) -> None:
    configured(post, mailboxes=[{"name": "open", "protocol": "imaps", "host": "mail.example", "login": "x"}])
    with post.look() as look:
        mailbox = look.config(Mailroom).mailboxes.named("open")
    plain = accepted(post, letter(), mailbox=mailbox)
    marked = accepted(post, letter(**HEADERS), mailbox=mailbox)
    assert what_matters(post, marked.ticket_id) == what_matters(post, plain.ticket_id)


def test_a_trusted_mailbox_is_obeyed(post: Desk) -> None:
    box = {"name": "forms", "protocol": "imaps", "host": "mail.example", "login": "x", "trusted": True}
    configured(post, mailboxes=[box])
    with post.look() as look:
        mailbox = look.config(Mailroom).mailboxes.named("forms")
    outcome = accepted(post, letter(**HEADERS), mailbox=mailbox)
    ticket = ticket_row(post, outcome.ticket_id or 0)
    assert (ticket.title, ticket.priority_id, ticket.customer_id) == ("Taken over", 5, "globex")
    assert "obeyed" in steps(post, outcome)["control headers"]
    assert take(post, letter(X_OTRS_Ignore="yes"), mailbox=mailbox).state == "rejected"


def what_matters(desk: Desk, ticket_id: int | None) -> tuple[object, ...]:
    row = ticket_row(desk, ticket_id or 0)
    return row.queue_id, row.priority_id, row.state_id, row.owner_id, row.title, row.lock_id, row.customer_id
