"""Classes C1, C2, C5: whatever the dialect and the way, one person sees the same tickets, articles and files.

Desks are made up by hypothesis; each is read by an agent and a customer in all ways there are, which have to agree
with each other and with a few plain lines of what the specifications say (oracle.py). osTicket's API takes tickets
and shows none: it has no way to read.
"""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given, settings
from sqlalchemy import true

from polydesk.desk.search import find_articles, full_text
from polydesk.desk.statistics import notices
from polydesk.desk.tickets import access, article_queries, customer_articles, queries
from polydesk.kernel.snapshot import Snapshots
from tests.conftest import DATABASES, Templates
from tests.permissions.desks import PLANS, Plan
from tests.permissions.known import ONCE_DIFFERENT, TELLING
from tests.permissions.stage import Stage, differences, differences_on

SQLITE, POSTGRES = 40, 4
"""Desks on each database: what is decided by SQL alone is tested there by other tests as well."""


@pytest.fixture(scope="session")
def loop() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as loop:
        yield loop


@pytest.fixture(scope="session")
def stage(templates: Templates, tmp_path_factory: pytest.TempPathFactory, loop: asyncio.Runner) -> Stage:
    return Stage(templates, tmp_path_factory.mktemp("permissions"), loop)


@pytest.fixture(scope="session")
def postgres_stage(request: pytest.FixtureRequest, stage: Stage) -> Stage:
    return replace(stage, cluster=request.getfixturevalue("cluster"))


def _made_up(count: int) -> settings:
    return settings(max_examples=count, derandomize=True, database=None, deadline=None)


@_made_up(SQLITE)
@given(plan=PLANS)
@example(plan=TELLING)
@example(plan=ONCE_DIFFERENT)
def test_c1_c2_c5_everybody_sees_the_same_in_every_way(stage: Stage, plan: Plan) -> None:
    assert differences(stage, plan) == []


@pytest.mark.skipif("postgres" not in DATABASES, reason="PostgreSQL is not among the databases of this run")
@_made_up(POSTGRES)
@given(plan=PLANS)
@example(plan=TELLING)
def test_c1_c2_c5_and_so_they_do_on_postgresql(postgres_stage: Stage, plan: Plan) -> None:
    assert differences(postgres_stage, plan) == []


def _everything(*_given: Any, **_named: Any) -> Any:
    return true()


MISTAKES: dict[str, tuple[Any, str, Any]] = {
    "articles that customers may not see, in whole tickets": (queries, "_VISIBLE_ARTICLES", queries._ARTICLES),
    "the count of articles": (queries, "_SHOWN_TO_CUSTOMERS", queries._SHOWN),
    "the company, in lists": (access, "_of_customer", _everything),
    "the company, in one ticket": (access, "_is_own", lambda *_given: True),
    "groups of customers": (access, "_queues_open_to_customer", lambda *_given: None),
    "queues of agents": (access, "readable_queues", lambda *_given: [1, 2, 3, 4, 5, 6]),
    "watchers": (access, "_watched", lambda *_given: ()),
    "that tickets are deleted": (queries, "readable_among", lambda _look, rows: {row.id: row for row in rows}),
    "what words of hidden articles belong to": (full_text, "CustomerActor", type("Nobody", (), {})),
    "whose article a hit is": (find_articles, "CustomerActor", type("Nobody", (), {})),
    "which articles are for customers, one by one": (article_queries, "CustomerActor", type("Nobody", (), {})),
    "the ticket of an article": (customer_articles, "visible_to", _everything),
    "the ticket of a notice": (notices, "visible_to", _everything),
}
"""What a program could forget to ask for: each is tried out once."""


@pytest.fixture(scope="module")
def telling(stage: Stage) -> Iterator[Callable[[], Iterator[str]]]:
    """What is seen otherwise than is due on the one desk, whenever it is asked."""
    with stage.built(TELLING) as (desk, built):
        yield lambda: differences_on(stage, desk, built, TELLING)


@pytest.mark.parametrize("mistake", MISTAKES)
def test_the_comparison_notices_what_is_forgotten(
    telling: Callable[[], Iterator[str]], mistake: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(*MISTAKES[mistake])
    assert any(telling())


def test_and_rights_that_are_not_read_anew(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Snapshots, "bump", lambda *_given: None)
    assert differences(stage, TELLING) != []
