"""Two desks that write to each other fall silent: neither can make the other send for ever."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.sending.compose import compose
from polydesk.desk.sending.mail_to_customer import mail_to_customer
from polydesk.desk.sending.outgoing import claim_due
from polydesk.desk.tickets.access import load_ticket
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.models import CHANNEL_EMAIL
from polydesk.wiring import open_desk
from tests.mail.post import OURS, accepted, letter, set_up, take
from tests.world.cast import ADA, build_world
from tests.world.tickets import configured

Change = Callable[[bytes], bytes]
THEIRS = "support@two.example"


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Desk]:
    desk = open_desk(tmp_path / "other")
    build_world(desk)
    set_up(desk, host="two.example")
    configured(desk, settings={"FQDN": "two.example"})
    yield desk
    desk.database.dispose()


def as_sent(raw: bytes) -> bytes:
    return raw


def without_marks(raw: bytes) -> bytes:
    """As relays do that rewrite headers: nothing tells any more that a machine wrote it, or what it answers."""
    marks = rb"auto-submitted|precedence|x-auto[a-z-]*|in-reply-to|references|x-loop|x-otrs-loop"
    return re.sub(rb"(?im)^(?:" + marks + rb"):.*\r\n(?:[ \t].*\r\n)*", b"", raw)


def with_new_ids(raw: bytes) -> bytes:
    """The worst there is: the Message-ID is another one as well."""
    return re.sub(rb"(?i)message-id: <", b"Message-ID: <changed-", without_marks(raw))


def mails_until_silent(one: Desk, other: Desk, change: Change, *, most: int) -> int:
    """Hands each desk what the other one sends to it, as mail servers would."""
    passed, silent = 0, False
    while not silent and passed < most:
        moved = _hand_over(one, other, change) + _hand_over(other, one, change)
        passed, silent = passed + moved, moved == 0
    return passed


def _hand_over(sender: Desk, receiver: Desk, change: Change) -> int:
    with sender.work() as work:
        parcels = claim_due(work, 100)
    mails = [one for one in parcels if one.recipient in (OURS, THEIRS)]
    for one in mails:
        raw = compose(one.content, sender.files, subject=one.subject, message_id=one.message_id, moment=one.create_time)
        take(receiver, change(raw), envelope_from=one.sender)
    return len(mails)


def agent_writes(desk: Desk, ticket_id: int) -> None:
    article = NewArticle(subject="Hello", body="Can you help?", channel_id=CHANNEL_EMAIL, from_=f"Support <{OURS}>")
    with desk.work(ADA) as work:
        article_id = add_article(work, ticket_id, article)
        assert mail_to_customer(work, load_ticket(work, ticket_id, "ro"), article_id)


def test_a_forged_mail_from_one_to_the_other_starts_no_loop(post: Desk, other: Desk) -> None:
    accepted(post, letter(f"Help <{THEIRS}>"))
    assert mails_until_silent(post, other, as_sent, most=20) <= 5


def test_an_agents_mail_to_the_other_desk_starts_no_loop(post: Desk, other: Desk) -> None:
    ticket = accepted(post, letter(f"Help <{THEIRS}>"), envelope_from="")
    agent_writes(post, ticket.ticket_id or 0)
    assert 2 <= mails_until_silent(post, other, as_sent, most=20) <= 5


@pytest.mark.parametrize("change", [without_marks, with_new_ids])
def test_where_relays_take_all_marks_away_the_budget_ends_it(post: Desk, other: Desk, change: Change) -> None:
    for desk in (post, other):
        configured(desk, settings={"PostmasterMaxEmails": 40})
    accepted(post, letter(f"Help <{THEIRS}>"))
    assert mails_until_silent(post, other, change, most=1000) <= 80
