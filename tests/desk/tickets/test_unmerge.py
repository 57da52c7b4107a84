"""A merge that was wrong is taken back."""

import time
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from sqlalchemy import delete

from polydesk.desk.desk import Desk
from polydesk.desk.search.criteria import TicketCriteria
from polydesk.desk.search.list_tickets import Part, list_page_of_tickets
from polydesk.desk.sending.content import Content
from polydesk.desk.sending.queries import mail_about as mails_about
from polydesk.desk.sending.queue_mail import NewMail, queue_mail
from polydesk.desk.sending.registry import MailAddress
from polydesk.desk.tickets.access import load_ticket
from polydesk.desk.tickets.account_time import account_time
from polydesk.desk.tickets.drafts import find_draft, keep_draft
from polydesk.desk.tickets.link import link_tickets, unlink_tickets
from polydesk.desk.tickets.merge_models import MergeRecord
from polydesk.desk.tickets.merged_into import standing_ticket
from polydesk.desk.tickets.neighbours import is_watching, list_linked_tickets
from polydesk.desk.tickets.set_lock import set_lock
from polydesk.desk.tickets.set_pending_time import set_pending_time
from polydesk.desk.tickets.unmerge import unmerge_ticket
from polydesk.desk.tickets.watch import unwatch_ticket, watch_ticket
from polydesk.desk.writing.hold import hold, list_held
from polydesk.desk.writing.writing import from_content
from polydesk.kernel.errors import Conflict, Forbidden, Invalid
from tests.desk.tickets.test_merge import articles_of, merged, said
from tests.world.cast import ADA, BO, RAE
from tests.world.tickets import LOCK, STATES, Recorded, changed, opened, ticket_row


def hundredths(desk: Desk, *ticket_ids: int) -> list[int]:
    return [ticket_row(desk, one).accounted_hundredths for one in ticket_ids]


def links_of(desk: Desk, ticket_id: int) -> set[tuple[int, str, bool]]:
    with desk.look(ADA) as look:
        return {(row.id, row.kind, bool(row.is_source)) for row in list_linked_tickets(look, ticket_id)}


def watchers_among(desk: Desk, ticket_id: int) -> list[bool]:
    with desk.look(ADA) as look:
        return [is_watching(look, ticket_id, one.id) for one in (ADA, BO)]


def mail_about(ticket_id: int) -> NewMail:
    content = Content(sender=MailAddress("", "desk@kiwi.test"), to=(), text="")
    return NewMail(
        recipient="kim@kiwi.test",
        kind="notification",
        subject=str(ticket_id),
        message_id=f"m{ticket_id}@desk",
        content=content,
        ticket_id=ticket_id,
    )


def subjects_of_mail(desk: Desk, ticket_id: int) -> list[str]:
    with desk.look() as look:
        return [one.subject for one in mails_about(look, ticket_id)]


def test_everything_a_ticket_had_goes_back_and_what_came_since_stays(shared: Desk) -> None:
    one, main = opened(shared, article=None, state="pending reminder"), opened(shared, article=None)
    theirs, first = said(shared, one, "the numbat slept", sender_type_id=3), said(shared, main, "b")
    with shared.work(ADA) as work:
        account_time(work, one, Decimal(2), article_id=theirs)
        account_time(work, main, Decimal(1))
    merged(shared, one, main)
    since = said(shared, main, "later")
    other = Recorded(shared, main)
    entries = changed(shared, one, ADA, unmerge_ticket)
    assert [row.id for row in articles_of(shared, main)] == [first, since]
    assert [(row.number, row.source) for row in articles_of(shared, one)] == [(1, ""), (2, "Merge")]
    assert ticket_row(shared, one).state_id == STATES["pending reminder"]
    assert [ticket_row(shared, ticket_id).accounted_hundredths for ticket_id in (one, main)] == [200, 100]
    assert ticket_row(shared, one).waiting_since == articles_of(shared, one)[0].create_time
    assert ticket_row(shared, main).waiting_since is None
    numbers = [ticket_row(shared, ticket_id).number for ticket_id in (one, main)]
    line = ("Misc", f"%%Unmerge%%{numbers[0]}%%{one}%%{numbers[1]}%%{main}")
    assert entries[-1] == line == other.entries[-1]
    with shared.look(ADA) as look:
        assert not list_linked_tickets(look, main)
        assert standing_ticket(look, one) == one
        listed = list_page_of_tickets(look, TicketCriteria(meant="numbat"), Part(limit=5))
        assert [row.id for row in listed.rows] == [one]


def test_watchers_and_loose_time_go_back_and_the_main_ticket_keeps_its_own(shared: Desk) -> None:
    one, main = opened(shared), opened(shared)
    with shared.work(ADA) as work:
        account_time(work, one, Decimal(2))
        account_time(work, main, Decimal(1))
        watch_ticket(work, one, BO.id)
        for ticket_id in (one, main):
            watch_ticket(work, ticket_id, ADA.id)
    merged(shared, one, main)
    assert hundredths(shared, one, main) == [0, 300]
    with shared.work(ADA) as work:
        account_time(work, main, Decimal(4))
    changed(shared, one, ADA, unmerge_ticket)
    assert hundredths(shared, one, main) == [200, 500]
    assert [watchers_among(shared, one), watchers_among(shared, main)] == [[True, True], [True, False]]


def test_who_watches_the_main_ticket_since_goes_on_watching_it(shared: Desk) -> None:
    one, main = opened(shared), opened(shared)
    with shared.work(ADA) as work:
        watch_ticket(work, one, BO.id)
    merged(shared, one, main)
    for verb in (unwatch_ticket, watch_ticket):
        changed(shared, main, ADA, verb, BO.id)
    changed(shared, one, ADA, unmerge_ticket)
    assert [watchers_among(shared, one)[1], watchers_among(shared, main)[1]] == [False, True]


def test_links_go_back_also_those_the_main_ticket_had_as_well(shared: Desk) -> None:
    one, main, third, fourth = (opened(shared) for _ in range(4))
    with shared.work(ADA) as work:
        link_tickets(work, third, one)
        link_tickets(work, main, third)
        link_tickets(work, one, fourth, kind="ParentChild")
        link_tickets(work, one, main, kind="ParentChild")
    before = [links_of(shared, ticket_id) for ticket_id in (one, main)]
    merged(shared, one, main)
    changed(shared, one, ADA, unmerge_ticket)
    assert [links_of(shared, ticket_id) for ticket_id in (one, main)] == before


def test_a_link_that_was_taken_away_since_stays_away(shared: Desk) -> None:
    one, main, third = opened(shared), opened(shared), opened(shared)
    changed(shared, one, ADA, link_tickets, third)
    merged(shared, one, main)
    changed(shared, main, ADA, unlink_tickets, third)
    changed(shared, one, ADA, unmerge_ticket)
    assert not links_of(shared, one) | links_of(shared, third)


def test_a_draft_goes_back_unless_it_was_written_on_since(shared: Desk) -> None:
    one, main = opened(shared), opened(shared)
    with shared.work(ADA) as work:
        for kind in ("note", "reply"):
            keep_draft(work, one, {"kind": kind, "body": "before"})
    merged(shared, one, main)
    changed(shared, main, ADA, keep_draft, {"kind": "reply", "body": "since"})
    changed(shared, one, ADA, unmerge_ticket)
    with shared.look(ADA) as look:
        found = [find_draft(look, ticket_id, kind) for ticket_id, kind in ((one, "note"), (main, "reply"))]
    assert [draft and draft.content["body"] for draft in found] == ["before", "since"]


def test_mail_about_no_article_and_what_is_held_back_go_back(shared: Desk) -> None:
    one, main = opened(shared), opened(shared)
    with shared.work(ADA) as work:
        for ticket_id in (one, main):
            hold(work, ticket_id, from_content({"kind": "note", "subject": "s", "body": str(ticket_id)}), 600)
            queue_mail(work, mail_about(ticket_id))
    merged(shared, one, main)
    assert subjects_of_mail(shared, main) == [str(one), str(main)]
    changed(shared, one, ADA, unmerge_ticket)
    with shared.look(ADA) as look:
        held = [[row.content["body"] for row in list_held(look, ticket_id)] for ticket_id in (one, main)]
    assert held == [[str(one)], [str(main)]]
    assert [subjects_of_mail(shared, ticket_id) for ticket_id in (one, main)] == [[str(one)], [str(main)]]


def test_it_waits_and_is_locked_as_before(shared: Desk) -> None:
    one, main = opened(shared, state="pending auto close+"), opened(shared)
    with shared.work(ADA) as work:
        set_pending_time(work, one, 2_000_000_000)
        set_lock(work, one, LOCK)
    merged(shared, one, main)
    assert ticket_row(shared, one).until_time == 0
    changed(shared, one, ADA, unmerge_ticket)
    row = ticket_row(shared, one)
    assert (row.state_id, row.until_time, row.lock_id) == (STATES["pending auto close+"], 2_000_000_000, LOCK)


def test_each_of_a_chain_gets_its_own_back(shared: Desk) -> None:
    """Bo watches the first and the last: what could not go all the way waits half way, and goes back from there."""
    first, middle, last, other = (opened(shared) for _ in range(4))
    with shared.work(ADA) as work:
        for ticket_id, units in ((first, 1), (middle, 2), (last, 4)):
            account_time(work, ticket_id, Decimal(units))
        watch_ticket(work, first, ADA.id)
        for ticket_id in (first, last):
            watch_ticket(work, ticket_id, BO.id)
        link_tickets(work, first, other)
        link_tickets(work, first, last)
    before = [links_of(shared, ticket_id) for ticket_id in (first, middle, last)]
    merged(shared, first, middle)
    merged(shared, middle, last)
    assert hundredths(shared, first, middle, last) == [0, 0, 700]
    for ticket_id in (first, middle):
        changed(shared, ticket_id, ADA, unmerge_ticket)
    assert hundredths(shared, first, middle, last) == [100, 200, 400]
    watched = [watchers_among(shared, ticket_id) for ticket_id in (first, middle, last)]
    assert watched == [[True, True], [False, False], [False, True]]
    assert [links_of(shared, ticket_id) for ticket_id in (first, middle, last)] == before


def test_what_was_merged_elsewhere_gets_the_articles_its_history_names(shared: Desk) -> None:
    one, main = opened(shared), opened(shared)
    [article] = articles_of(shared, one)
    with shared.work(ADA) as work:
        watch_ticket(work, one, BO.id)
    merged(shared, one, main)
    with shared.work() as work:
        work.connection.execute(delete(MergeRecord).where(MergeRecord.merged_id == one))
    changed(shared, one, ADA, unmerge_ticket)
    assert articles_of(shared, one)[0].id == article.id
    assert (watchers_among(shared, main)[1], ticket_row(shared, one).state_id) == (True, STATES["open"])


def test_taking_back_waits_for_the_main_ticket_first_as_everybody_does(shared: Desk) -> None:
    main, one = opened(shared), opened(shared)
    merged(shared, one, main)
    with ThreadPoolExecutor(1) as threads:
        with shared.work(ADA) as work:
            load_ticket(work, main, "rw")
            taking_back = threads.submit(changed, shared, one, ADA, unmerge_ticket)
            time.sleep(0.1)  # it may be at the main ticket by now; where it is not, this proves nothing
            load_ticket(work, one, "rw")
        assert taking_back.result()[-1][0] == "Misc"


def test_it_can_be_merged_again(shared: Desk) -> None:
    one, main, other = opened(shared), opened(shared), opened(shared)
    merged(shared, one, main)
    changed(shared, one, ADA, unmerge_ticket)
    merged(shared, one, other)
    with shared.look() as look:
        assert standing_ticket(look, one) == other


def test_what_holds_others_is_taken_out_after_them(shared: Desk) -> None:
    one, middle, last = opened(shared), opened(shared), opened(shared)
    [article] = articles_of(shared, one)
    merged(shared, one, middle)
    merged(shared, middle, last)
    with pytest.raises(Conflict):
        changed(shared, middle, ADA, unmerge_ticket)
    changed(shared, one, ADA, unmerge_ticket)
    changed(shared, middle, ADA, unmerge_ticket)
    assert articles_of(shared, one)[0].id == article.id
    assert ticket_row(shared, middle).state_id == STATES["open"]


def test_what_has_gone_into_another_since_is_held_no_more(shared: Desk) -> None:
    one, middle, last, other = (opened(shared) for _ in range(4))
    merged(shared, one, middle)
    changed(shared, one, ADA, unmerge_ticket)
    merged(shared, one, other)
    merged(shared, middle, last)
    changed(shared, middle, ADA, unmerge_ticket)
    assert ticket_row(shared, middle).state_id == STATES["open"]


def test_what_was_never_merged_cannot_be_taken_out(shared: Desk) -> None:
    with pytest.raises(Invalid):
        changed(shared, opened(shared), ADA, unmerge_ticket)


def test_c1_taking_out_needs_the_right(shared: Desk) -> None:
    one, main = opened(shared), opened(shared)
    merged(shared, one, main)
    with pytest.raises(Forbidden):
        changed(shared, one, RAE, unmerge_ticket)
