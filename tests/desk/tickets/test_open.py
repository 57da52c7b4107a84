import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.tickets.open import open_ticket
from polydesk.kernel.errors import DeskError
from polydesk.kernel.work import Work
from tests.desk.tickets.verbs import VERBS
from tests.world.cast import ADA, CORA
from tests.world.tickets import NOBODY, NOON, UNLOCK, at, configured, history, new_ticket, opened, ticket_row


def test_the_history_of_a_new_ticket_begins_with_number_service_sla_and_customer(shared: Desk) -> None:
    ticket_id = opened(shared, article=None, customer_id="acme", customer_user="c1")
    assert history(shared, ticket_id) == [
        ("NewTicket", f"%%{ticket_row(shared, ticket_id).number}%%Sales%%3 normal%%open%%{ticket_id}"),
        ("ServiceUpdate", "%%NULL%%%%NULL%%"),
        ("SLAUpdate", "%%NULL%%%%NULL%%"),
        ("CustomerUpdate", "%%CustomerID=acme;CustomerUser=c1;"),
    ]


def test_service_and_sla_stand_in_the_history_with_their_ids(shared: Desk) -> None:
    ticket_id = opened(shared, article=None, service="Hosting", sla="Gold")
    assert history(shared, ticket_id)[1:] == [
        ("ServiceUpdate", "%%Hosting%%1%%NULL%%"),
        ("SLAUpdate", "%%Gold%%1%%NULL%%"),
    ]


def test_without_services_only_the_ticket_itself_is_recorded(world: Desk) -> None:
    configured(world, settings={"Ticket::Service": False})
    assert [kind for kind, _text in history(world, opened(world, article=None))] == ["NewTicket"]


def test_a_new_ticket_is_unlocked_and_belongs_to_nobody(shared: Desk) -> None:
    ticket = ticket_row(shared, opened(at(shared, NOON), article=None))
    assert (ticket.owner_id, ticket.responsible_id, ticket.lock_id) == (NOBODY, NOBODY, UNLOCK)
    assert (ticket.until_time, ticket.unlock_timeout, ticket.archived, ticket.answered) == (0, 0, 0, 0)
    assert ticket.create_time == ticket.change_time == NOON
    assert ticket.create_by == ticket.change_by == ADA.id


def test_what_customers_open_is_written_by_the_system_agent(shared: Desk) -> None:
    ticket = ticket_row(shared, opened(shared, CORA, customer_user="c1"))
    assert ticket.create_by == ticket.change_by == NOBODY


def test_long_titles_are_cut(shared: Desk) -> None:
    assert ticket_row(shared, opened(shared, title="x" * 300)).title == "x" * 191


def test_a_ticket_opened_closed_counts_as_closed_once(shared: Desk) -> None:
    ticket = ticket_row(shared, opened(at(shared, NOON), state="closed successful"))
    assert ticket.first_closed_at == ticket.last_closed_at == NOON


def test_whoever_opens_a_ticket_may_complete_it_in_the_same_work_only(shared: Desk) -> None:
    def complete(work: Work) -> int:
        ticket = open_ticket(work, new_ticket(work, queue="Secret"))
        for name in ("add_article", "assign_owner", "set_lock", "set_fields"):
            VERBS[name](work, ticket.id)
        return ticket.id

    with shared.work(CORA) as work:
        ticket_id = complete(work)
    with pytest.raises(DeskError), shared.work(CORA) as work:
        VERBS["assign_owner"](work, ticket_id)
