from collections.abc import Callable
from dataclasses import replace

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.assign import assign_owner, assign_responsible
from polydesk.desk.tickets.events import NotifyWish
from polydesk.desk.tickets.watch import watch_ticket
from polydesk.kernel.actors import SYSTEM, Actor, CustomerActor
from polydesk.kernel.work import Work
from tests.world.cast import ADA, BO, RAE
from tests.world.tickets import NOBODY, changed, opened

NOTE = NewArticle(subject="s", body="b", visible=False)
GONE = 11
"""An agent who is out of use."""


News = list[tuple[str, str]]


def told(desk: Desk, ticket_id: int, actor: Actor, change: Callable[..., object], *args: object) -> News:
    """Which notification went to whom, in order."""
    entries = changed(desk, ticket_id, actor, change, *args)
    sent = [text.split("%%")[1:] for kind, text in entries if kind == "SendAgentNotification"]
    assert all(transport == "Email" for _name, _login, transport in sent)
    return [(name, login) for name, login, _transport in sent]


def news(logins: list[str]) -> News:
    return [("Ticket new note notification", login) for login in logins]


def busy(desk: Desk) -> int:
    """A ticket Ada owns, Bo answers for and Rae watches."""
    ticket_id = opened(desk)
    changed(desk, ticket_id, ADA, assign_owner, ADA.id)
    changed(desk, ticket_id, ADA, assign_responsible, BO.id)
    changed(desk, ticket_id, ADA, watch_ticket, RAE.id)
    return ticket_id


def test_owner_responsible_and_watchers_hear_of_a_note_but_not_its_author(shared: Desk) -> None:
    assert told(shared, busy(shared), SYSTEM, add_article, NOTE) == news(["agent1", "agent2", "ro1"])
    assert told(shared, busy(shared), ADA, add_article, NOTE) == news(["agent2", "ro1"])


def test_who_is_both_owner_and_watcher_hears_once(shared: Desk) -> None:
    ticket_id = opened(shared)
    for change in (assign_owner, watch_ticket):
        changed(shared, ticket_id, ADA, change, BO.id)
    assert told(shared, ticket_id, ADA, add_article, NOTE) == news(["agent2"])


def test_of_several_owners_one_after_another_the_last_hears_of_it_once(shared: Desk) -> None:
    def given_twice(work: Work, ticket_id: int) -> None:
        for agent in (BO, RAE):
            assign_owner(work, ticket_id, agent.id)
            assign_responsible(work, ticket_id, agent.id)

    expected = [(f"Ticket {role} update notification", "ro1") for role in ("owner", "responsible")]
    assert told(shared, opened(shared), ADA, given_twice) == expected


def test_only_notes_are_news(shared: Desk) -> None:
    assert told(shared, busy(shared), ADA, add_article, replace(NOTE, history_type="PhoneCallAgent")) == []


WISHES: list[tuple[NotifyWish, list[str]]] = [
    (NotifyWish(nobody=True), []),
    (NotifyWish(nobody=True, also=frozenset({5})), []),
    (NotifyWish(also=frozenset({6, 5, 3})), ["agent2", "ro1", "note1", "mover1"]),
    (NotifyWish(never=frozenset({3})), ["ro1"]),
    (NotifyWish(also=frozenset({5}), never=frozenset({5, 4})), ["agent2"]),
    (NotifyWish(also=frozenset({GONE, NOBODY, 999, 2})), ["agent2", "ro1"]),
]


@pytest.mark.parametrize(("wish", "logins"), WISHES)
def test_the_author_may_wish_otherwise(shared: Desk, wish: NotifyWish, logins: list[str]) -> None:
    assert told(shared, busy(shared), ADA, add_article, replace(NOTE, notify=wish)) == news(logins)


def test_new_owners_and_responsibles_are_told(shared: Desk) -> None:
    ticket_id = busy(shared)
    assert told(shared, ticket_id, ADA, assign_owner, RAE.id) == [("Ticket owner update notification", "ro1")]
    assert told(shared, ticket_id, ADA, assign_responsible, RAE.id) == [
        ("Ticket responsible update notification", "ro1")
    ]


@pytest.mark.parametrize("agent_id", [ADA.id, NOBODY, GONE])
def test_nobody_is_told_what_they_did_themselves_and_nobody_and_the_gone_hear_nothing(
    shared: Desk, agent_id: int
) -> None:
    ticket_id = opened(shared)
    changed(shared, ticket_id, ADA, assign_owner, BO.id)
    assert told(shared, ticket_id, ADA, assign_owner, agent_id) == []
    assert told(shared, ticket_id, ADA, assign_responsible, agent_id) == []


def test_notifications_stand_at_the_end_of_what_a_work_did(shared: Desk) -> None:
    def own_and_note(work: Work, ticket_id: int) -> None:
        assign_owner(work, ticket_id, BO.id)
        add_article(work, ticket_id, NOTE)

    entries = changed(shared, opened(shared), ADA, own_and_note)
    is_news = [kind == "SendAgentNotification" for kind, _text in entries]
    assert is_news == sorted(is_news)
    assert sum(is_news) == 3


def test_a_customers_article_is_no_note_by_an_agent_who_would_be_left_out(shared: Desk) -> None:
    ticket_id = opened(shared, customer_user="c1")
    changed(shared, ticket_id, ADA, assign_owner, ADA.id)
    assert told(shared, ticket_id, CustomerActor("c1"), add_article, NOTE) == news(["agent1"])
