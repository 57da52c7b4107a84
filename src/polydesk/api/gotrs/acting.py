"""The actions on tickets, as one call or a bulk call carries them out: what they check, change and say."""

from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from polydesk.api.gotrs.action_schema import Assign, Close, Move, Reopen, SetPriority
from polydesk.api.gotrs.article_making import author_of
from polydesk.api.gotrs.choices import check_agent, priority_of, queue_of
from polydesk.api.gotrs.errors import Refused
from polydesk.desk.people.directory import Directory
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.access import let_finish, load_ticket
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.archive import set_archived
from polydesk.desk.tickets.assign import assign_owner, assign_responsible
from polydesk.desk.tickets.events import AS_USUAL, NotifyWish
from polydesk.desk.tickets.models import Ticket
from polydesk.desk.tickets.move import move_ticket
from polydesk.desk.tickets.set_priority import set_priority
from polydesk.desk.tickets.set_state import set_state
from polydesk.kernel.actors import acting_agent_id
from polydesk.kernel.work import Look, Work

_SUCCESSES = ("successful", "resolved", "fixed")
_ENDED = ("closed", "merged")


class Action(Protocol):
    """Made from a request, which is checked with it: what cannot be right for any ticket is refused with 400."""

    right: ClassVar[str]
    stamp: ClassVar[str]
    """What the answer calls the moment it was done."""

    def change(self, work: Work, ticket: Ticket) -> None:
        """Raises Refused for what is not right for this ticket."""

    @property
    def said(self) -> dict[str, Any]:
        """What the answer repeats of it."""


def load_for(work: Work, ticket_id: int, action: Action) -> Ticket:
    """Raises NotFound or Forbidden. Who may do it may also say why, and see what became of it."""
    ticket = load_ticket(work, ticket_id, action.right)
    let_finish(work, ticket)
    return ticket


@dataclass(frozen=True, slots=True)
class Assigning:
    agent_id: int
    login: str
    comment: str
    right: ClassVar[str] = "owner"
    stamp: ClassVar[str] = "assigned_at"

    @classmethod
    def asked(cls, look: Look, sent: Assign) -> "Assigning":
        if sent.agent is None:
            raise Refused(400, "Invalid assign request: missing assigned_to")
        check_agent(look, sent.agent)
        return cls(sent.agent, look.config(Directory).agents[sent.agent].login, sent.comment)

    def change(self, work: Work, ticket: Ticket) -> None:
        assign_owner(work, ticket.id, self.agent_id)
        assign_responsible(work, ticket.id, self.agent_id)
        text = self.comment or f"Assigned to {self.login}"
        _note(work, ticket, "Ticket Assignment", text, notify=NotifyWish(nobody=True))  # the new owner hears of it

    @property
    def said(self) -> dict[str, Any]:
        return {"assigned_to": self.agent_id, "assignee": self.login, "comment": self.comment}


@dataclass(frozen=True, slots=True)
class Closing:
    state_id: int
    resolution: str
    comment: str
    right: ClassVar[str] = "rw"
    stamp: ClassVar[str] = "closed_at"

    @classmethod
    def asked(cls, look: Look, sent: Close) -> "Closing":
        resolution = sent.resolution or _SUCCESSES[0]
        succeeded = resolution.strip().lower() in _SUCCESSES
        name = "closed successful" if succeeded else "closed unsuccessful"
        return cls(_state(look, name, "closed"), resolution, sent.comment)

    def change(self, work: Work, ticket: Ticket) -> None:
        if work.config(Catalogue).states[ticket.state_id].type in _ENDED:
            raise Refused(400, "Ticket is already closed")
        set_state(work, ticket.id, self.state_id)
        if self.comment:
            _note(work, ticket, f"Ticket Closed: {self.resolution}", self.comment, visible=True)

    @property
    def said(self) -> dict[str, Any]:
        return {"resolution": self.resolution, "comment": self.comment}


@dataclass(frozen=True, slots=True)
class Reopening:
    """What was archived comes out of the archive, or no list would show it."""

    state_id: int
    reason: str
    right: ClassVar[str] = "rw"
    stamp: ClassVar[str] = "reopened_at"

    @classmethod
    def asked(cls, look: Look, sent: Reopen) -> "Reopening":
        return cls(_state(look, "open", "open"), sent.reason)

    def change(self, work: Work, ticket: Ticket) -> None:
        if work.config(Catalogue).states[ticket.state_id].type != "closed":
            raise Refused(400, "Ticket is not closed")
        set_state(work, ticket.id, self.state_id)
        set_archived(work, ticket.id, False)
        _note(work, ticket, "Ticket Reopened", self.reason or "Ticket reopened", visible=True)

    @property
    def said(self) -> dict[str, Any]:
        return {"reason": self.reason}


@dataclass(frozen=True, slots=True)
class SettingPriority:
    priority_id: int
    name: str
    comment: str
    right: ClassVar[str] = "priority"
    stamp: ClassVar[str] = "updated_at"

    @classmethod
    def asked(cls, look: Look, sent: SetPriority) -> "SettingPriority":
        priority = priority_of(look, _priority_id(look, sent))
        return cls(priority.id, priority.name, sent.comment)

    def change(self, work: Work, ticket: Ticket) -> None:
        set_priority(work, ticket.id, self.priority_id)
        if self.comment:
            _note(work, ticket, "Priority changed", self.comment)

    @property
    def said(self) -> dict[str, Any]:
        return {"priority_id": self.priority_id, "priority": self.name, "comment": self.comment}


@dataclass(frozen=True, slots=True)
class Moving:
    queue_id: int
    name: str
    comment: str
    right: ClassVar[str] = "move_into"
    stamp: ClassVar[str] = "moved_at"

    @classmethod
    def asked(cls, look: Look, sent: Move) -> "Moving":
        queue = queue_of(look, sent.queue_id)
        return cls(queue.id, queue.name, sent.comment)

    def change(self, work: Work, ticket: Ticket) -> None:
        group_id = work.config(Catalogue).queues[self.queue_id].group_id
        if group_id not in work.config(Directory).groups_with(acting_agent_id(work.actor), "move_into"):
            raise Refused(403, "You do not have permission to access this queue", code="core:forbidden")
        move_ticket(work, ticket.id, self.queue_id)
        if self.comment:
            _note(work, ticket, "Ticket Moved", self.comment)

    @property
    def said(self) -> dict[str, Any]:
        return {"queue_id": self.queue_id, "queue": self.name, "comment": self.comment}


def _note(
    work: Work, ticket: Ticket, subject: str, body: str, *, visible: bool = False, notify: NotifyWish = AS_USUAL
) -> None:
    new = NewArticle(
        subject=subject,
        body=body,
        visible=visible,
        from_=author_of(work),
        history_comment="%%",
        notify=notify,
    )
    add_article(work, ticket.id, new)


def _priority_id(look: Look, sent: SetPriority) -> int:
    """A name made of digits is an id."""
    if sent.priority_id is not None:
        return sent.priority_id
    if sent.priority is None:
        raise Refused(400, "Invalid priority request: missing priority_id")
    if isinstance(sent.priority, int):
        return sent.priority
    named = look.config(Catalogue).priorities.named_in_any_case(sent.priority)
    if named:
        return named.id
    is_id = sent.priority.isascii() and sent.priority.isdigit() and len(sent.priority) <= 18
    return int(sent.priority) if is_id else 0


def _state(look: Look, name: str, kind: str) -> int:
    """The stock state of that name, or any of its type on a desk without it."""
    states = look.config(Catalogue).states
    named = states.named(name)
    found = named if named and named.type == kind else next((one for one in states if one.type == kind), None)
    if found is None:
        raise Refused(400, f"This desk has no state of the type {kind}")
    return found.id
