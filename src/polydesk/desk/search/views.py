"""The lists agents work from, in terms of what a search can ask for."""

from datetime import timedelta
from enum import StrEnum

from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.search.criteria import IdKey, Span, TicketCriteria, TimeKey
from polydesk.desk.tickets.escalate import STOPPED_STATE_TYPES
from polydesk.kernel.actors import SYSTEM_AGENT_ID, AgentActor
from polydesk.kernel.clock import EPOCH
from polydesk.kernel.work import Look

SOON = timedelta(hours=24)
"""How long before it escalates a ticket is among those that are about to."""
RECENTLY = timedelta(days=7)
UNLOCKED = "unlock"


class View(StrEnum):
    MINE = "mine"
    UNASSIGNED = "unassigned"
    ESCALATED = "escalated"
    ESCALATING = "escalating"
    PENDING = "pending"
    LOCKED = "locked"
    WATCHED = "watched"
    CLOSED = "closed"
    OPEN = "open"
    ALL = "all"


COUNTED = (
    View.MINE,
    View.UNASSIGNED,
    View.ESCALATED,
    View.ESCALATING,
    View.PENDING,
    View.LOCKED,
    View.WATCHED,
)
"""Those with work that waits for somebody."""


def criteria_of(look: Look, view: View) -> TicketCriteria:
    """What tickets of this view have in common; `mine`, `locked` and `watched` are those of the acting agent."""
    states = look.config(Catalogue).states
    if view is View.ALL:
        return TicketCriteria(archived=False)
    if view is View.CLOSED:
        closed = frozenset(state.id for state in states if state.type == "closed")
        since = {TimeKey.LAST_CHANGED: Span(start=look.now - RECENTLY)}
        return TicketCriteria(archived=False, ids={IdKey.STATE: closed}, times=since)
    ids, me = {IdKey.STATE: going_on(look)}, frozenset({_acting_agent(look)})
    match view:
        case View.MINE:
            return TicketCriteria(archived=False, ids=ids, assigned_to=me)
        case View.UNASSIGNED:
            return TicketCriteria(archived=False, ids={**ids, IdKey.OWNER: frozenset({SYSTEM_AGENT_ID})})
        case View.ESCALATED:
            past = Span(start=EPOCH, end=look.now)
            return TicketCriteria(archived=False, ids=ids, times={TimeKey.ESCALATION: past})
        case View.ESCALATING:
            near = Span(start=look.now, end=look.now + SOON)
            return TicketCriteria(archived=False, ids=ids, times={TimeKey.ESCALATION: near})
        case View.PENDING:
            waiting = frozenset(state.id for state in states if state.type.startswith("pending"))
            return TicketCriteria(archived=False, ids={IdKey.STATE: waiting})
        case View.LOCKED:
            locks = frozenset(lock.id for lock in look.config(Catalogue).locks if lock.name != UNLOCKED)
            return TicketCriteria(archived=False, ids={**ids, IdKey.LOCK: locks, IdKey.OWNER: me})
        case View.WATCHED:
            return TicketCriteria(archived=False, ids=ids, watched_by=me)
    return TicketCriteria(archived=False, ids=ids)


def going_on(look: Look) -> frozenset[int]:
    """The states in which there is still something to do."""
    states = look.config(Catalogue).states
    return frozenset(state.id for state in states if state.type not in STOPPED_STATE_TYPES)


def _acting_agent(look: Look) -> int:
    assert isinstance(look.actor, AgentActor)  # nobody else works from these lists
    return look.actor.id
