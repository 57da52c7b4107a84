"""What webhooks are told of, in the transaction of what happened."""

import json
import sys
from typing import Any

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.attach import NewFile, attach_files
from polydesk.desk.tickets.events import TicketEvent
from polydesk.desk.tickets.move import move_ticket
from polydesk.desk.tickets.rename import rename_ticket
from polydesk.desk.tickets.set_priority import set_priority
from polydesk.desk.tickets.set_state import set_state
from polydesk.desk.webhooks.models import PENDING
from polydesk.desk.webhooks.names import _NAMES, EVENT_NAMES
from polydesk.desk.webhooks.payload import MOST_LETTERS
from tests.desk.test_statement_budgets import BUDGETS, at_most, warmed
from tests.hooks.hooking import deliveries, hooked
from tests.world.cast import ADA
from tests.world.tickets import STATES, named, opened


def told(desk: Desk) -> list[dict[str, Any]]:
    return [json.loads(row.body) for row in deliveries(desk)]


def names(desk: Desk) -> list[str]:
    return [row.event for row in deliveries(desk)]


def test_a_new_ticket_is_told_as_the_api_shows_it(world: Desk) -> None:
    webhook_id = hooked(world, events=("ticket.created",))
    ticket_id = opened(world, title="Drücker")
    [row], [document] = deliveries(world), told(world)
    assert (row.webhook_id, row.event, row.ticket_id, row.state, row.attempts) == (
        webhook_id,
        "ticket.created",
        ticket_id,
        PENDING,
        0,
    )
    assert (document["event"], document["id"]) == ("ticket.created", row.event_id)
    assert document["source"] == {"name": "Polydesk", "version": "1.0", "url": "https://otobo.example.test"}
    ticket = document["data"]["ticket"]
    assert (ticket["id"], ticket["title"], ticket["queue_name"], ticket["state"]) == (
        ticket_id,
        "Drücker",
        "Sales",
        "open",
    )
    assert document["data"]["actor"] == {"type": "agent", "id": ADA.id, "login": ADA.login}
    assert document["previous_data"] is None


def test_an_article_comes_with_its_text_and_the_names_of_its_files(world: Desk) -> None:
    ticket_id = opened(world)
    hooked(world, events=("article.added", "attachment.added"))
    with world.work(ADA) as work:
        article_id = add_article(work, ticket_id, NewArticle(subject="Re", body="It jams.", visible=False))
        attach_files(work, ticket_id, article_id, [NewFile(filename="a.txt", content=b"x")])
    added, attached = told(world)
    assert (added["event"], attached["event"]) == ("article.added", "attachment.added")
    assert added["data"]["article"] == attached["data"]["article"]
    assert added["data"]["article"]["body"] == "It jams."
    assert [one["filename"] for one in added["data"]["article"]["attachments"]] == ["a.txt"]


def test_a_long_article_is_cut(world: Desk) -> None:
    ticket_id = opened(world)
    hooked(world, events=("article.added",))
    with world.work(ADA) as work:
        add_article(work, ticket_id, NewArticle(subject="Re", body="x" * (MOST_LETTERS + 1), visible=False))
    article = told(world)[0]["data"]["article"]
    assert (len(article["body"]), article["body_truncated"]) == (MOST_LETTERS, True)


def test_a_change_says_what_was_before(world: Desk) -> None:
    ticket_id = opened(world)
    hooked(world)
    with world.work(ADA) as work:
        set_priority(work, ticket_id, 5)
        rename_ticket(work, ticket_id, "Scanner")
    priority, title = told(world)
    assert priority["previous_data"] == {"priority_id": 3, "priority_name": "3 normal"}
    assert title["previous_data"] == {"title": "Printer"}
    assert priority["data"]["ticket"] == title["data"]["ticket"], "both show what the work leaves"
    assert title["data"]["ticket"]["priority_id"] == 5


def test_closing_and_reopening_have_names_of_their_own(world: Desk) -> None:
    ticket_id = opened(world)
    hooked(world, events=("*",), name="all")
    hooked(world, events=("ticket.status_changed",), name="states")
    hooked(world, events=("ticket.updated",), name="any")
    for state in ("closed successful", "open", "new"):
        with world.work(ADA) as work:
            set_state(work, ticket_id, STATES[state])
    of_state = [row.event for row in deliveries(world) if "status_changed" in row.body or "state_name" in row.body]
    assert of_state.count("ticket.closed") == of_state.count("ticket.reopened") == 1
    assert [row.event for row in deliveries(world) if row.webhook_id == 2] == ["ticket.status_changed"] * 3
    assert {row.event for row in deliveries(world) if row.webhook_id == 3} == {"ticket.updated"}


def test_two_who_hear_of_an_event_are_told_of_the_same(world: Desk) -> None:
    hooked(world, events=("ticket.*",), name="one")
    hooked(world, events=("ticket.created",), name="other")
    opened(world, article=None)
    first, second = (row for row in deliveries(world) if row.event == "ticket.created")
    assert (first.event_id, first.body) == (second.event_id, second.body)
    assert first.webhook_id != second.webhook_id


def test_only_tickets_of_its_queues_are_told(world: Desk) -> None:
    with world.look() as look:
        queues = look.config(Catalogue).queues
        sales, support = named(queues, "Sales"), named(queues, "Support")
    hooked(world, events=("ticket.created", "ticket.queue_moved", "ticket.title_changed"), queue_ids=(sales,))
    opened(world, queue="Support")
    assert names(world) == []
    ticket_id = opened(world, queue="Sales")
    with world.work(ADA) as work:
        move_ticket(work, ticket_id, support)
    with world.work(ADA) as work:
        rename_ticket(work, ticket_id, "Elsewhere")
    assert names(world) == ["ticket.created", "ticket.queue_moved"], "that it left is told, what happens there is not"


def test_what_is_rolled_back_is_told_to_nobody(world: Desk) -> None:
    ticket_id = opened(world)
    hooked(world)
    with pytest.raises(RuntimeError), world.work(ADA) as work:
        rename_ticket(work, ticket_id, "Scanner")
        raise RuntimeError
    assert names(world) == []


def test_inactive_webhooks_are_told_nothing(world: Desk) -> None:
    hooked(world, is_active=False)
    opened(world)
    assert names(world) == []


def test_what_nobody_hears_of_costs_nothing(world: Desk) -> None:
    ticket_id = opened(warmed(world))
    hooked(world, events=("article.added",))
    opened(world, article=None)
    with at_most(world, BUDGETS["set a state"]), world.work(ADA) as work:
        set_state(work, ticket_id, STATES["closed successful"])


def test_telling_costs_one_statement(world: Desk) -> None:
    ticket_id = opened(warmed(world))
    hooked(world, events=("ticket.*",))
    opened(world, article=None)
    with at_most(world, BUDGETS["set a state"] + 1), world.work(ADA) as work:
        set_state(work, ticket_id, STATES["closed successful"])


def _kinds(kind: type[TicketEvent]) -> set[type[TicketEvent]]:
    """Without those a dataclass with slots is made from, which stay about unused."""
    below = {one for sub in kind.__subclasses__() for one in _kinds(sub)}
    return {one for one in {kind, *below} if getattr(sys.modules[one.__module__], one.__name__, None) is one}


def test_every_event_has_a_name() -> None:
    nameless = [kind for kind in _kinds(TicketEvent) - {TicketEvent} if not any(one in _NAMES for one in kind.__mro__)]
    assert [kind for kind in nameless if kind.__module__.startswith("polydesk.")] == []
    assert all(len(name) <= 60 and name == name.lower() for name in EVENT_NAMES)
