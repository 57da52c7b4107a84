"""Transitions end, fail softly, and happen in the transaction of what set them off."""

from typing import Any

import pytest
from sqlalchemy import func, select

from polydesk.desk.desk import Desk
from polydesk.desk.processes import engine
from polydesk.desk.processes.place import standing_of
from polydesk.desk.tickets.delete import delete_ticket
from polydesk.desk.tickets.events import TicketOpened
from polydesk.desk.tickets.models import History, Ticket
from polydesk.desk.tickets.rename import rename_ticket
from polydesk.desk.tickets.set_state import set_state
from polydesk.kernel.errors import Conflict, NotFound
from tests.api.otrs7.portal import failing_on
from tests.desk.processes.purchase import activity_of, circle, field_of, imported, started
from tests.world.cast import ADA, CATO, ROOT
from tests.world.tickets import STATES, configured, history, ticket_row


def test_a_process_in_a_circle_comes_to_an_end(purchase: Desk) -> None:
    """Class: definitions with loops."""
    done = started(purchase, {"Title": "Round"}, process_id="Process-circle")
    assert ticket_row(purchase, done.ticket_id).title == "Round!!"
    assert activity_of(purchase, done.ticket_id) == "Activity-circle-there"


def test_a_later_change_goes_round_once_more(purchase: Desk) -> None:
    done = started(purchase, {"Title": "Round"}, process_id="Process-circle")
    with purchase.work(ADA) as work:
        rename_ticket(work, done.ticket_id, "Again")
        rename_ticket(work, done.ticket_id, "And again")
    assert ticket_row(purchase, done.ticket_id).title == "And again!!"


def test_a_process_that_breeds_tickets_comes_to_an_end(purchase: Desk) -> None:
    """Class: definitions with loops. Each ticket may open others, until the work has had enough."""
    done = started(purchase, {"Title": "Seed"}, CATO, process_id="Process-breeding")
    with purchase.look() as look:
        last = look.connection.execute(select(func.max(Ticket.id))).scalar_one()
        assert standing_of(look, last) is not None
    assert engine.MOST_TICKETS < last - done.ticket_id < 3 * engine.MOST_TICKETS


def test_a_process_that_fades_away_takes_no_new_tickets(purchase: Desk) -> None:
    with pytest.raises(NotFound):
        started(purchase, {"Title": "Late"}, process_id="Process-fading")


def test_what_an_action_can_not_do_is_told_of_and_left_out(purchase: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(*_: Any) -> None:
        raise Conflict("process.broken")

    monkeypatch.setattr(engine, "run_action", refuses)
    done = started(purchase, {"Title": "Bad", "DynamicField_Product": "web"})
    assert activity_of(purchase, done.ticket_id) == "Activity-2-approve"
    told = [text for kind, text in history(purchase, done.ticket_id) if "skipped" in text]
    assert told == [
        "Process action skipped: To support (process.broken)",
        "Process action skipped: Say what it is (process.broken)",
    ]


def test_a_fault_in_a_transition_undoes_all(purchase: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: Any) -> None:
        raise RuntimeError("storage")

    done = started(purchase, {"Title": "Whole", "DynamicField_Product": "web"})
    monkeypatch.setattr(engine, "_way_out", breaks)
    before = history(purchase, done.ticket_id)
    with pytest.raises(RuntimeError), purchase.work(ADA) as work:
        rename_ticket(work, done.ticket_id, "Half")
    assert ticket_row(purchase, done.ticket_id).title == "Whole in Support (Website)"
    assert history(purchase, done.ticket_id) == before


def test_deleting_a_ticket_moves_nothing_on(purchase: Desk) -> None:
    done = started(purchase, {"Title": "Gone", "DynamicField_Product": "web"})
    before = field_of(purchase, done.ticket_id, "ProcessManagementActivityID")
    with purchase.work(ROOT) as work:
        delete_ticket(work, done.ticket_id)
    assert field_of(purchase, done.ticket_id, "ProcessManagementActivityID") == before


def test_the_desks_agent_for_customers_owns_and_signs_what_they_set_off(world: Desk) -> None:
    imported(world)
    configured(world, settings={"CustomerPanelUserID": 3})
    done = started(world, {"Title": "Mine", "DynamicField_Product": "web"})
    assert ticket_row(world, done.ticket_id).owner_id == 3
    signed = select(History.name).where(History.ticket_id == done.ticket_id, History.create_by == 3)
    with world.look() as look:
        texts = look.connection.execute(signed.order_by(History.id)).scalars().all()
    assert [text.split("%%")[1] for text in texts] == ["FieldName", "Support", "Mine"]


def test_an_inactive_process_does_nothing(world: Desk) -> None:
    imported(world, circle("circle"))
    done = started(world, {"Title": "Stop"}, process_id="Process-circle")
    imported(world, circle("circle", state="Inactive"))
    with world.work(ADA) as work:
        rename_ticket(work, done.ticket_id, "Still")
    assert ticket_row(world, done.ticket_id).title == "Still"


def test_a_ticket_that_cannot_be_stored_is_the_storages_fault(purchase: Desk) -> None:
    """An agent's change moves a process on: whoever changed it knows nothing of steps, and nothing is left."""
    ticket_id = started(purchase, {"Title": "t", "DynamicField_Product": "shop"}).ticket_id
    broken = failing_on(purchase, TicketOpened)
    with pytest.raises(OSError, match="no space"), broken.work(ADA) as work:
        set_state(work, ticket_id, STATES["closed successful"])
    assert activity_of(purchase, ticket_id) == "Activity-4-check"
