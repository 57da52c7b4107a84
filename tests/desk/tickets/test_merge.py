"""Merging: one ticket goes on with everything of both."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from polydesk.desk.desk import Desk
from polydesk.desk.search.criteria import TicketCriteria
from polydesk.desk.search.list_tickets import Part, list_page_of_tickets
from polydesk.desk.tickets.account_time import account_time
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.delete import delete_ticket
from polydesk.desk.tickets.drafts import find_draft, keep_draft
from polydesk.desk.tickets.link import link_tickets
from polydesk.desk.tickets.merge import merge_tickets
from polydesk.desk.tickets.merged_into import standing_ticket
from polydesk.desk.tickets.models import History, Ticket
from polydesk.desk.tickets.neighbours import is_watching, list_linked_tickets
from polydesk.desk.tickets.queries import list_articles
from polydesk.desk.tickets.seen_by_agent import newest_if_unseen
from polydesk.desk.tickets.set_lock import set_lock
from polydesk.desk.tickets.watch import watch_ticket
from polydesk.desk.writing.hold import hold, list_held
from polydesk.desk.writing.writing import from_content
from polydesk.kernel.actors import AgentActor
from polydesk.kernel.errors import Forbidden, Invalid, NotFound
from tests.world.cast import ADA, BO, RAE, ROOT
from tests.world.tickets import LOCK, STATES, UNLOCK, Recorded, changed, opened, ticket_row


def merged(desk: Desk, one: int, main: int) -> None:
    with desk.work(ADA) as work:
        merge_tickets(work, one, main)


def articles_of(desk: Desk, ticket_id: int) -> list[Any]:
    with desk.look(ADA) as look:
        return list_articles(look, [ticket_id])[ticket_id]


def said(desk: Desk, ticket_id: int, body: str, **values: Any) -> int:
    with desk.work(ADA) as work:
        return add_article(work, ticket_id, NewArticle(subject="s", body=body, **values))


def test_articles_go_over_in_the_order_they_came_and_a_note_says_where(shared: Desk) -> None:
    one, main = opened(shared, article=None), opened(shared, article=None)
    ids = [said(shared, ticket_id, "b") for ticket_id in (one, main, one)]
    merged(shared, one, main)
    assert [(row.id, row.number) for row in articles_of(shared, main)] == [(ids[0], 1), (ids[1], 2), (ids[2], 3)]
    [note] = articles_of(shared, one)
    numbers = [ticket_row(shared, ticket_id).number for ticket_id in (one, main)]
    assert (note.subject, note.body) == ("Ticket Merged", f"Merged Ticket {numbers[0]} to {numbers[1]}.")


def test_both_record_it_as_otrs_does(shared: Desk) -> None:
    one, main = opened(shared), opened(shared)
    other = Recorded(shared, main)
    entries = changed(shared, one, ADA, merge_tickets, main)
    numbers = [ticket_row(shared, ticket_id).number for ticket_id in (one, main)]
    line = ("Merged", f"%%{numbers[0]}%%{one}%%{numbers[1]}%%{main}")
    assert [kind for kind, _text in entries] == ["AddNote", "StateUpdate", "TicketLinkAdd", "Merged"]
    assert entries[-1] == line == other.entries[-1]


def test_what_was_merged_is_unlocked_and_the_main_ticket_stays_as_it_was(shared: Desk) -> None:
    one, main = opened(shared), opened(shared, state="pending reminder")
    with shared.work(ADA) as work:
        for ticket_id in (one, main):
            set_lock(work, ticket_id, LOCK)
    merged(shared, one, main)
    assert (ticket_row(shared, one).state_id, ticket_row(shared, one).lock_id) == (STATES["merged"], UNLOCK)
    assert (ticket_row(shared, main).state_id, ticket_row(shared, main).lock_id) == (STATES["pending reminder"], LOCK)


def test_time_watchers_and_links_go_over(shared: Desk) -> None:
    one, main, third = opened(shared), opened(shared), opened(shared)
    with shared.work(ADA) as work:
        for ticket_id, units in ((one, "2.5"), (main, "1")):
            account_time(work, ticket_id, Decimal(units))
        watch_ticket(work, one, BO.id)
        for ticket_id in (one, main):
            watch_ticket(work, ticket_id, ADA.id)
        link_tickets(work, third, one)
        link_tickets(work, main, third)
        link_tickets(work, one, third, kind="ParentChild")
        link_tickets(work, one, main)
    merged(shared, one, main)
    assert (ticket_row(shared, main).accounted_hundredths, ticket_row(shared, one).accounted_hundredths) == (350, 0)
    with shared.look(ADA) as look:
        assert is_watching(look, main, BO.id)
        links = {(row.id, row.kind, bool(row.is_source)) for row in list_linked_tickets(look, main)}
    assert links == {(third, "Normal", False), (third, "ParentChild", False), (one, "ParentChild", False)}


def test_no_draft_is_lost(shared: Desk) -> None:
    one, main = opened(shared), opened(shared)
    written = [
        (ADA, one, "note", "mine"),
        (ADA, main, "note", "other"),
        (ADA, one, "reply", "both"),
        (BO, one, "note", "bo's"),
    ]
    for agent, ticket_id, kind, text in written:
        with shared.work(agent) as work:
            keep_draft(work, ticket_id, {"kind": kind, "body": text})
    merged(shared, one, main)
    for agent, kind, text in ((ADA, "note", "other"), (ADA, "reply", "both"), (BO, "note", "bo's")):
        with shared.look(agent) as look:
            draft = find_draft(look, main, kind)
            assert draft and draft.content["body"] == text
    with shared.look(ADA) as look:
        left = find_draft(look, one, "note")
        assert left and left.content["body"] == "mine"


def test_what_is_held_back_goes_out_from_the_main_ticket(shared: Desk) -> None:
    one, main = opened(shared), opened(shared)
    with shared.work(ADA) as work:
        hold(work, one, from_content({"kind": "note", "subject": "s", "body": "soon"}), 600)
    merged(shared, one, main)
    with shared.look(ADA) as look:
        assert [row.content["body"] for row in list_held(look, main)] == ["soon"]


def test_who_waits_for_an_answer_still_waits(shared: Desk) -> None:
    one, main = opened(shared, article=None), opened(shared, article=None)
    said(shared, one, "help", sender_type_id=3)
    said(shared, main, "yes?")
    waiting_since = ticket_row(shared, one).waiting_since
    merged(shared, one, main)
    assert (ticket_row(shared, main).waiting_since, ticket_row(shared, main).answered) == (waiting_since, 0)


def test_what_has_come_over_is_news(shared: Desk) -> None:
    one, main = opened(shared), opened(shared)
    merged(shared, one, main)
    with shared.look(BO) as look:
        assert newest_if_unseen(look, main) is not None


def test_search_finds_the_articles_in_the_main_ticket(shared: Desk) -> None:
    one, main = opened(shared), opened(shared)
    said(shared, one, "the quokka jumped")
    merged(shared, one, main)
    with shared.look(ADA) as look:
        listed = list_page_of_tickets(look, TicketCriteria(meant="quokka"), Part(limit=5))
    assert [row.id for row in listed.rows] == [main]


def test_a_chain_of_merges_leads_to_its_end(shared: Desk) -> None:
    first, second, last = opened(shared), opened(shared), opened(shared)
    merged(shared, first, second)
    merged(shared, second, last)
    with shared.look() as look:
        assert [standing_ticket(look, one) for one in (first, second, last)] == [last] * 3
    with shared.work(ADA) as work:
        delete_ticket(work, last)
    with shared.look() as look:
        assert standing_ticket(look, first) is None


def test_a_history_that_goes_round_in_circles_ends(shared: Desk) -> None:
    one, other = opened(shared), opened(shared)
    merged(shared, one, other)
    merged(shared, other, third := opened(shared))
    back = f"%%x%%{third}%%{ticket_row(shared, one).number}%%{one}"
    with shared.work() as work:
        rows = select(History).where(History.ticket_id == other).order_by(History.id.desc()).limit(1)
        work.session.scalars(rows).one().name = back
    with shared.look() as look:
        assert standing_ticket(look, one) is None


@pytest.mark.parametrize("way", ["itself", "merged before", "into a merged one", "removed"])
def test_circles_and_what_is_gone_are_refused(shared: Desk, way: str) -> None:
    one, main, child = opened(shared), opened(shared), opened(shared)
    merged(shared, child, main)
    pairs = {"itself": (main, main), "merged before": (child, one), "into a merged one": (main, child)}
    source, target = pairs.get(way, (one, main))
    if way == "removed":
        with shared.work(ADA) as work:
            work.session.get_one(Ticket, main).state_id = STATES["removed"]
    before = articles_of(shared, source)
    with pytest.raises(Invalid):
        merged(shared, source, target)
    assert articles_of(shared, source) == before


@pytest.mark.parametrize(
    ("actor", "error"), [(RAE, Forbidden), (AgentActor(5, "note1"), Forbidden), (AgentActor(10, "nogroup1"), NotFound)]
)
def test_c1_both_tickets_need_the_right(shared: Desk, actor: AgentActor, error: type[Exception]) -> None:
    one, main = opened(shared), opened(shared)
    with pytest.raises(error):
        changed(shared, one, actor, merge_tickets, main)
    secret = opened(shared, ROOT, queue="Secret")
    for source, target in ((one, secret), (secret, one)):
        with pytest.raises(NotFound):
            changed(shared, source, ADA, merge_tickets, target)
