"""Notifications go out as mail: to whom, when, and what they tell to whom."""

from typing import Any

import pytest
from sqlalchemy import select

from polydesk.desk.desk import Desk
from polydesk.desk.notifications.alert import alert
from polydesk.desk.sending.models import OutgoingMail
from polydesk.desk.tickets.access import load_ticket
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.assign import assign_owner
from polydesk.desk.tickets.events import NotifyWish
from polydesk.desk.tickets.models import SENDER_CUSTOMER, Article
from polydesk.desk.tickets.set_priority import set_priority
from polydesk.kernel.work import Look
from tests.world.cast import ADA, BO
from tests.world.tickets import configured, history, opened

QUESTION = NewArticle(subject="Secret plans", body="Buy now!", sender_type_id=SENDER_CUSTOMER)


def mails(desk: Desk) -> list[tuple[str, str, str]]:
    """Recipient, subject and text."""
    with desk.look() as look:
        rows = look.connection.execute(select(OutgoingMail.__table__).order_by(OutgoingMail.id))
        return [(row.recipient, row.subject, row.content["text"]) for row in rows]


def notification(name: str, **values: Any) -> dict[str, Any]:
    return {"name": name, "events": ["PrioritySet"], "subject": "S", "text": "T", **values}


def test_a_new_owner_is_told_by_mail_and_history_says_so(world: Desk) -> None:
    ticket_id = opened(world, number="4711")
    with world.work(ADA) as work:
        assign_owner(work, ticket_id, BO.id)
    (recipient, subject, text), _responsible = mails(world)
    assert (recipient, subject) == ("agent2@desk.example", "[Ticket#4711] is yours now: Printer")
    assert "4711" in text
    assert ("SendAgentNotification", "%%Ticket owner update notification%%agent2%%Email") in history(world, ticket_id)


def test_nobody_is_told_what_they_did_themselves(world: Desk) -> None:
    ticket_id = opened(world)
    with world.work(ADA) as work:
        assign_owner(work, ticket_id, ADA.id)
    assert mails(world) == []


def test_an_event_is_told_to_those_the_notification_names(world: Desk) -> None:
    words = ["customer", "agent1@desk.example", "owner", "admin"]
    configured(world, notifications=[notification("N", recipients=words)], settings={"AdminEmail": "boss@kiwi.test"})
    ticket_id = opened(world, customer_user="c1")
    with world.work(BO) as work:
        set_priority(work, ticket_id, 5)
    assert [one[0] for one in mails(world)] == ["c1@acme.example", "agent1@desk.example", "boss@kiwi.test"]


@pytest.mark.parametrize(
    ("conditions", "is_told"),
    [
        ({"queues": ["Sales"]}, True),
        ({"queues": "Sales"}, True),
        ({"queues": ["Raw"]}, False),
        ({"queues": ["Sales"], "priorities": ["3 normal"]}, False),
        ({"state_types": ["open"], "priorities": ["5 very high"]}, True),
        ({"moon": ["full"]}, False),
    ],
)
def test_every_condition_must_hold(world: Desk, conditions: dict[str, Any], is_told: bool) -> None:
    configured(world, notifications=[notification("N", recipients=["boss@kiwi.test"], conditions=conditions)])
    ticket_id = opened(world)
    with world.work(ADA) as work:
        set_priority(work, ticket_id, 5)
    assert bool(mails(world)) is is_told


def test_customers_hear_nothing_of_internal_notes(world: Desk) -> None:
    told = notification("N", events=["ArticleAdded"], recipients=["customer", "boss@kiwi.test"], text="%{note}")
    configured(world, notifications=[told])
    ticket_id = opened(world, article=None, customer_user="c1")
    with world.work(ADA) as work:
        add_article(work, ticket_id, NewArticle(subject="s", body="canary", visible=False))
    assert [(one[0], one[2]) for one in mails(world)] == [("boss@kiwi.test", "canary")]


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        (NotifyWish(), ["agent1@desk.example", "c1@acme.example"]),
        (NotifyWish(nobody=True), ["c1@acme.example"]),
        (NotifyWish(never=frozenset({ADA.id})), ["c1@acme.example"]),
        (NotifyWish(never=frozenset({BO.id})), ["agent1@desk.example", "c1@acme.example"]),
    ],
)
def test_the_author_of_an_article_says_which_agents_do_not_hear_of_it(
    world: Desk, wish: NotifyWish, told: list[str]
) -> None:
    configured(world, notifications=[notification("N", events=["ArticleAdded"], recipients=["owner", "customer"])])
    ticket_id = opened(world, article=None, customer_user="c1")
    with world.work() as work:
        assign_owner(work, ticket_id, ADA.id)
    before = len(mails(world))
    with world.work(BO) as work:
        article = NewArticle(subject="s", body="b", notify=wish, history_type="SendAnswer")
        add_article(work, ticket_id, article)
    assert [one[0] for one in mails(world)[before:]] == told


def test_what_a_stranger_wrote_is_told_inside_and_not_to_the_address_it_came_from(world: Desk) -> None:
    text = "%{ticket.subject}|%{message}"
    configured(
        world, notifications=[notification("N", events=["new_ticket"], recipients=["customer", "admin"], text=text)]
    )
    ticket_id = opened(world, article=QUESTION, customer_user="c1")
    with world.work() as work:
        alert(work, load_ticket(work, ticket_id, "ro"), "new_ticket", article_id=first_article(work, ticket_id))
    assert [one[2] for one in mails(world)] == ["|", "Printer|Buy now!"]


def first_article(work: Look, ticket_id: int) -> int:
    return int(work.connection.execute(select(Article.id).where(Article.ticket_id == ticket_id)).scalar_one())
