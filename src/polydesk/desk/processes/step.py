"""The next step of a process: a dialog of the activity its ticket is in."""

from polydesk.desk.processes.filled_in import FilledIn, fill_in
from polydesk.desk.processes.parts import AGENT, Dialog
from polydesk.desk.processes.place import Standing, standing_of
from polydesk.desk.processes.start import Done
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.access import let_finish, load_ticket, may
from polydesk.desk.tickets.assign import assign_owner
from polydesk.desk.tickets.models import Ticket
from polydesk.desk.tickets.set_lock import set_lock
from polydesk.kernel.actors import AgentActor
from polydesk.kernel.errors import Forbidden, NotFound
from polydesk.kernel.work import Look, Work


def find_standing(look: Look, ticket_id: int, process_id: str) -> Standing:
    """Where the ticket stands in this process. Raises NotFound if it is in another, or in one that does not go on."""
    standing = standing_of(look, ticket_id)
    if standing is None or standing.process.entity_id != process_id or not standing.process.goes_on:
        raise NotFound("process.no_activity", ticket=ticket_id, process=process_id)
    return standing


def step_process(
    work: Work, ticket_id: int, process_id: str, dialog_id: str, filled: FilledIn, *, interface: str
) -> Done:
    """Store what the dialog says and take the transitions that hold.

    Raises NotFound if the ticket has left the activity of this dialog, as when somebody was faster, and Forbidden
    without the right the dialog asks for.
    """
    ticket = load_ticket(work, ticket_id, "rw" if interface != AGENT else "ro", customers=True)
    standing = find_standing(work, ticket.id, process_id)
    dialog = standing.activity.dialog(dialog_id)
    if dialog is None or not dialog.is_for(interface):
        raise NotFound("process.no_activity", ticket=ticket.id, dialog=dialog_id)
    if not may(work, ticket, dialog.permission or "rw"):
        raise Forbidden("right_missing", right=dialog.permission or "rw")
    let_finish(work, ticket)
    _take_lock(work, ticket, dialog)
    article_id = fill_in(work, ticket, dialog, filled)
    return Done(ticket.id, ticket.number, article_id)


def _take_lock(work: Work, ticket: Ticket, dialog: Dialog) -> None:
    """An agent locks the ticket for a dialog that needs it, unless somebody else has."""
    if not dialog.needs_lock or not isinstance(work.actor, AgentActor):
        return
    free = work.config(Catalogue).locks[ticket.lock_id].name == "unlock"
    if not free and ticket.owner_id != work.actor.id:
        raise Forbidden("process.locked_by_another", owner=ticket.owner_id)
    lock = work.config(Catalogue).locks.named("lock")
    if free and lock:
        set_lock(work, ticket.id, lock.id)
        assign_owner(work, ticket.id, work.actor.id)
