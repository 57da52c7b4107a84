"""One ticket that cannot be closed keeps no other open."""

from polydesk.desk.desk import Desk
from polydesk.desk.tickets.pending import close_pending_tickets
from polydesk.desk.tickets.set_pending_time import set_pending_time
from polydesk.kernel.clock import epoch
from polydesk.kernel.events import Event, Recorders
from polydesk.kernel.work import Work
from polydesk.wiring import CONFIGURATION, RECORDERS
from tests.world.cast import ADA
from tests.world.tickets import NOON, STATES, changed, opened, ticket_row


def test_a_ticket_that_fails_does_not_keep_others_from_closing(world: Desk) -> None:
    first, second = (opened(world, state="pending auto close+", title=title) for title in ("poison", "fine"))
    for number, ticket_id in enumerate((first, second)):
        changed(world, ticket_id, ADA, set_pending_time, epoch(NOON) + number)

    def failing(work: Work, event: Event) -> None:
        if getattr(event, "ticket").title == "poison":  # noqa: B009
            raise ZeroDivisionError
        RECORDERS(work, event)

    recorders = Recorders({Event: (failing,)})
    desk = Desk(world.database, world.files, recorders=recorders, configuration=CONFIGURATION)
    close_pending_tickets(desk)
    assert ticket_row(world, second).state_id == STATES["closed successful"]
