"""How many statements the desk may send to its database for what."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from polydesk.desk.desk import Desk
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.attach import NewFile, attach_files
from polydesk.desk.tickets.open import open_ticket
from polydesk.desk.tickets.queries import (
    accounted_time,
    list_articles,
    list_attachments,
    list_history,
    list_tickets,
)
from polydesk.desk.tickets.set_state import set_state
from polydesk.kernel.actors import Actor
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look, Work
from tests.world.cast import ADA, CORA
from tests.world.tickets import NOTE, STATES, new_ticket, opened

BUDGETS = {
    "open a ticket": 10,
    "open a ticket with an article": 16,
    "open a ticket with an article and three files": 19,
    "add an article": 12,
    "set a state": 7,
    "a read setting": 1,
}
"""Statements beside BEGIN and COMMIT, with the configuration in memory, among them the question for its version."""


@contextmanager
def at_most(desk: Desk, limit: int) -> Iterator[list[str]]:
    """Fails with the statements themselves."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement not in ("BEGIN", "BEGIN IMMEDIATE"):
            seen.append(" ".join(statement.split()))

    event.listen(desk.database.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(desk.database.engine, "before_cursor_execute", note)
    assert len(seen) <= limit, f"{len(seen)} statements instead of {limit}:\n" + "\n".join(seen)


def _open(work: Work) -> int:
    return open_ticket(work, new_ticket(work, customer_user="c1")).id


def _open_with_article(work: Work) -> None:
    add_article(work, _open(work), NOTE)


def _open_with_files(work: Work) -> None:
    ticket_id = _open(work)
    article_id = add_article(work, ticket_id, NOTE)
    attach_files(work, ticket_id, article_id, [NewFile(filename=name, content=b"x") for name in "abc"])


OPENING: dict[str, Callable[[Work], object]] = {
    "open a ticket": _open,
    "open a ticket with an article": _open_with_article,
    "open a ticket with an article and three files": _open_with_files,
}


def warmed(desk: Desk) -> Desk:
    """With the configuration and the driver's own questions out of the way."""
    opened(desk)
    return desk


@pytest.mark.parametrize("name", OPENING)
def test_opening(shared: Desk, name: str) -> None:
    with at_most(warmed(shared), BUDGETS[name]), shared.work(ADA) as work:
        OPENING[name](work)


def test_an_article(shared: Desk) -> None:
    ticket_id = opened(warmed(shared))
    with at_most(shared, BUDGETS["add an article"]), shared.work(ADA) as work:
        add_article(work, ticket_id, NewArticle(subject="Re", body="b"))


def test_a_state(shared: Desk) -> None:
    ticket_id = opened(warmed(shared))
    with at_most(shared, BUDGETS["set a state"]), shared.work(ADA) as work:
        set_state(work, ticket_id, STATES["closed successful"])


def test_a_setting(shared: Desk) -> None:
    with at_most(warmed(shared), BUDGETS["a read setting"]), shared.look() as look:
        assert look.config(Settings)["SystemID"] == look.config(Settings)["SystemID"] == "10"


LISTS: dict[str, Callable[[Look, list[int]], dict[int, Any]]] = {
    "tickets": list_tickets,
    "articles": list_articles,
    "history": list_history,
    "attachments": list_attachments,
    "accounted time": accounted_time,
}


@pytest.mark.parametrize("actor", [ADA, CORA], ids=["agent", "customer"])
@pytest.mark.parametrize("rows", [3, 30])
def test_a_list_is_one_statement_however_long_it_is(shared: Desk, rows: int, actor: Actor) -> None:
    tickets = [opened(shared, customer_user="c1") for _ in range(rows)]
    with shared.look(actor) as look:
        assert len(list_tickets(look, tickets)) == rows
        for read in LISTS.values():
            with at_most(shared, 1):
                read(look, tickets)
