import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.tickets.link import link_tickets, unlink_tickets
from polydesk.kernel.actors import AgentActor
from polydesk.kernel.errors import Forbidden, Invalid, NotFound
from tests.world.cast import ADA, ROOT
from tests.world.tickets import Recorded, changed, opened, ticket_row


def test_both_tickets_record_the_link_and_its_end(shared: Desk) -> None:
    one, two = opened(shared), opened(shared)
    to_two = f"%%{ticket_row(shared, two).number}%%{two}%%{one}"
    to_one = f"%%{ticket_row(shared, one).number}%%{one}%%{two}"
    other = Recorded(shared, two)
    assert changed(shared, one, ADA, link_tickets, two) == [("TicketLinkAdd", to_two)]
    assert other.entries == [("TicketLinkAdd", to_one)]
    assert changed(shared, one, ADA, unlink_tickets, two) == [("TicketLinkDelete", to_two)]
    assert other.entries[1:] == [("TicketLinkDelete", to_one)]


@pytest.mark.parametrize("kind", ["Normal", "ParentChild"])
def test_a_link_that_is_there_from_either_side_is_no_change(shared: Desk, kind: str) -> None:
    one, two = opened(shared), opened(shared)
    changed(shared, one, ADA, link_tickets, two, kind=kind)
    assert changed(shared, one, ADA, link_tickets, two, kind=kind) == []
    assert changed(shared, two, ADA, link_tickets, one, kind=kind) == []


def test_unlinking_what_is_not_linked_is_no_change(shared: Desk) -> None:
    assert changed(shared, opened(shared), ADA, unlink_tickets, opened(shared)) == []


def test_unknown_kinds_and_links_to_itself_are_refused(shared: Desk) -> None:
    ticket_id = opened(shared)
    for other, kind in ((ticket_id, "Normal"), (opened(shared), "Friend")):
        with pytest.raises(Invalid):
            changed(shared, ticket_id, ADA, link_tickets, other, kind=kind)


def test_both_ends_need_the_right(shared: Desk) -> None:
    mine, secret = opened(shared), opened(shared, ROOT, queue="Secret")
    for first, second in ((mine, secret), (secret, mine)):
        with pytest.raises(NotFound):
            changed(shared, first, ADA, link_tickets, second)
    with pytest.raises(Forbidden):
        changed(shared, mine, AgentActor(5, "note1"), link_tickets, opened(shared))
