"""What is done to tickets stands in the audit trail, one entry for each ticket and work."""

from polydesk.desk.audit.entries import AuditFilter, Entry, list_audit
from polydesk.desk.desk import Desk
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.archive import set_archived
from polydesk.desk.tickets.delete import delete_ticket
from polydesk.desk.tickets.rename import rename_ticket
from polydesk.desk.tickets.set_priority import set_priority
from polydesk.desk.tickets.set_state import set_state
from polydesk.desk.tickets.watch import watch_ticket
from tests.world.cast import ADA
from tests.world.tickets import STATES, opened


def entries(desk: Desk, ticket_id: int) -> list[Entry]:
    with desk.look() as look:
        return list(list_audit(look, AuditFilter(ticket_id=ticket_id), offset=0, limit=100)[0])


def test_a_new_ticket_is_an_entry_with_its_first_values(shared: Desk) -> None:
    ticket_id = opened(shared, customer_user="c1")
    [entry] = entries(shared, ticket_id)
    assert (entry.action, entry.entity_type, entry.entity_id) == ("ticket.create", "ticket", str(ticket_id))
    assert entry.new_values is not None
    assert entry.new_values["customer_user"] == "c1"
    assert entry.old_values is None


def test_all_changes_of_one_work_are_one_entry(shared: Desk) -> None:
    ticket_id = opened(shared)
    with shared.work(ADA) as work:
        rename_ticket(work, ticket_id, "Other")
        set_priority(work, ticket_id, 5)
        set_state(work, ticket_id, STATES["closed successful"])
    entry, _created = entries(shared, ticket_id)
    assert (entry.action, entry.actor) == ("ticket.update", "agent1")
    assert entry.old_values is not None
    assert entry.new_values is not None
    assert entry.old_values.keys() == entry.new_values.keys() == {"title", "priority_id", "state_id"}
    assert entry.new_values == {"title": "Other", "priority_id": 5, "state_id": STATES["closed successful"]}


def test_an_article_is_named_by_its_id(shared: Desk) -> None:
    ticket_id = opened(shared)
    with shared.work(ADA) as work:
        article_id = add_article(work, ticket_id, NewArticle(subject="Re", body="b"))
    assert (entries(shared, ticket_id)[0].new_values or {})["article_ids"] == [article_id]


def test_what_shows_in_no_value_is_named_as_in_the_history(shared: Desk) -> None:
    ticket_id = opened(shared)
    with shared.work(ADA) as work:
        watch_ticket(work, ticket_id, ADA.id)
    assert entries(shared, ticket_id)[0].new_values == {"history": ["Subscribe"]}


def test_archiving_and_deleting_are_called_so(shared: Desk) -> None:
    ticket_id = opened(shared)
    with shared.work(ADA) as work:
        set_archived(work, ticket_id, True)
    with shared.work(ADA) as work:
        delete_ticket(work, ticket_id)
    assert [one.action for one in entries(shared, ticket_id)] == ["ticket.delete", "ticket.archive", "ticket.create"]
