"""Every verb of the desk, as one harmless change to a ticket, and what became of trying it."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial

from polydesk.desk.desk import Desk
from polydesk.desk.fields.registry import Fields
from polydesk.desk.queues.catalogue import Entry
from polydesk.desk.tickets.account_time import account_time
from polydesk.desk.tickets.add_article import add_article
from polydesk.desk.tickets.archive import set_archived
from polydesk.desk.tickets.assign import assign_owner, assign_responsible
from polydesk.desk.tickets.assign_team import assign_team
from polydesk.desk.tickets.attach import NewFile, attach_files
from polydesk.desk.tickets.delete import delete_ticket
from polydesk.desk.tickets.flag import set_flag
from polydesk.desk.tickets.link import link_tickets
from polydesk.desk.tickets.merge import merge_tickets
from polydesk.desk.tickets.move import move_ticket
from polydesk.desk.tickets.open import open_ticket
from polydesk.desk.tickets.rename import rename_ticket
from polydesk.desk.tickets.set_customer import set_customer
from polydesk.desk.tickets.set_fields import set_fields
from polydesk.desk.tickets.set_lock import set_lock
from polydesk.desk.tickets.set_pending_time import set_pending_time
from polydesk.desk.tickets.set_priority import set_priority
from polydesk.desk.tickets.set_service import set_service, set_sla
from polydesk.desk.tickets.set_state import set_state
from polydesk.desk.tickets.set_type import set_type
from polydesk.desk.tickets.watch import watch_ticket
from polydesk.kernel.actors import Actor
from polydesk.kernel.errors import DeskError
from polydesk.kernel.work import Work
from tests.world.cast import BO
from tests.world.tickets import LOCK, NOTE, STATES, new_ticket

Verb = Callable[[Work, int], object]


def _attach(work: Work, ticket_id: int) -> None:
    article_id = add_article(work, ticket_id, replace(NOTE, visible=True))
    attach_files(work, ticket_id, article_id, [NewFile(filename="f", content=b"f")])


def _set_fields(work: Work, ticket_id: int) -> None:
    urgency = work.config(Fields).named("Urgency")
    assert urgency
    set_fields(work, ticket_id, [(urgency, "high")])


def _link(work: Work, ticket_id: int) -> None:
    link_tickets(work, open_ticket(work, new_ticket(work)).id, ticket_id)


def _merge(work: Work, ticket_id: int) -> None:
    merge_tickets(work, ticket_id, open_ticket(work, new_ticket(work)).id)


VERBS: dict[str, Verb] = {
    "add_article": partial(add_article, new=NOTE),
    "attach": _attach,
    "rename": partial(rename_ticket, title="Other"),
    "move": partial(move_ticket, queue_id=1),
    "set_lock": partial(set_lock, lock_id=LOCK),
    "set_type": partial(set_type, type_id=2),
    "set_state": partial(set_state, state_id=STATES["in progress"]),
    "set_pending_time": partial(set_pending_time, until=1),
    "set_service": partial(set_service, service_id=1),
    "set_sla": partial(set_sla, sla_id=1),
    "set_customer": partial(set_customer, customer_id="globex", customer_user="c3"),
    "set_priority": partial(set_priority, priority_id=5),
    "assign_owner": partial(assign_owner, agent_id=BO.id),
    "assign_responsible": partial(assign_responsible, agent_id=BO.id),
    "assign_team": partial(assign_team, team=Entry(1, "Field Team")),
    "account_time": partial(account_time, units=Decimal(1)),
    "set_fields": _set_fields,
    "archive": partial(set_archived, archived=True),
    "watch": partial(watch_ticket, agent_id=BO.id),
    "link": _link,
    "merge": _merge,
    "flag": partial(set_flag, key="Seen", value="1"),
    "delete": delete_ticket,
}
UNCHANGING = ("flag",)
"""Verbs that are nobody else's business: they leave no history and do not count as a change."""


class Undone(Exception):
    """Raised to have a work leave nothing."""


def outcome(desk: Desk, actor: Actor, verb: Verb, ticket_id: int) -> str:
    """ "fine", or the name of the refusal; the ticket stays as it was."""
    try:
        with desk.work(actor) as work:
            verb(work, ticket_id)
            raise Undone
    except Undone:
        return "fine"
    except DeskError as refusal:
        return type(refusal).__name__


def outcomes(desk: Desk, actor: Actor, ticket_id: int) -> dict[str, str]:
    return {name: outcome(desk, actor, verb, ticket_id) for name, verb in VERBS.items()}
