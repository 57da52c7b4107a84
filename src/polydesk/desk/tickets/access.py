"""Who may see and do what with a ticket. `load_ticket` and `visible_to` are the only doors to the table."""

from collections.abc import Collection, Iterable
from typing import Protocol

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm.util import identity_key

from polydesk.desk.people.customer_groups import customer_groups
from polydesk.desk.people.directory import Directory
from polydesk.desk.people.models import RIGHTS
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.models import Article, Ticket, Watcher
from polydesk.kernel.actors import SYSTEM_AGENT_ID, AgentActor, CustomerActor, SystemActor
from polydesk.kernel.among import among
from polydesk.kernel.db import AnyRow
from polydesk.kernel.errors import Forbidden, NotFound
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look, Work


def load_ticket(work: Work, ticket_id: int, right: str, *, customers: bool = False) -> Ticket:
    """Find a ticket to change it, locked against others.

    `right` is one of the seven group rights; a right no group can give (such as "close") needs rw. Customers may do it
    only where the operation says so. Raises NotFound for what the actor cannot see, Forbidden for what it may not do.
    """
    if not 0 < ticket_id < 2**63:
        raise NotFound("ticket", id=ticket_id)
    known = work.session.identity_map.get(identity_key(Ticket, ticket_id))
    ticket = known or work.session.get(Ticket, ticket_id, with_for_update=True)
    if ticket is None or ticket.deleted_at is not None:
        raise NotFound("ticket", id=ticket_id)
    if ticket_id in _opened_in(work):
        return ticket
    if not may(work, ticket, "ro"):
        raise NotFound("ticket", id=ticket_id)
    customer = work.actor if isinstance(work.actor, CustomerActor) else None
    if customer and not customers and not customer.trusted:
        raise Forbidden("customers_may_not", right=right)
    if not may(work, ticket, right):
        raise Forbidden("right_missing", right=right)
    return ticket


def let_finish(work: Work, ticket: Ticket) -> None:
    """Whoever opens a ticket may complete it in the same work: its first article, fields, owner.

    So may who was let in to change one: what belongs to the change, such as its note, is asked no second time.
    """
    _opened_in(work).add(ticket.id)


def _opened_in(work: Work) -> set[int]:
    opened: set[int] = work.session.info.setdefault("opened_tickets", set())
    return opened


class HasAccess(Protocol):
    """A ticket, or a row of its table: what decides who may do what with it."""

    @property
    def id(self) -> int: ...
    @property
    def queue_id(self) -> int: ...
    @property
    def owner_id(self) -> int: ...
    @property
    def responsible_id(self) -> int: ...
    @property
    def customer_id(self) -> str: ...
    @property
    def customer_user(self) -> str: ...


_ARTICLE = select(Article.ticket_id, Article.visible).where(Article.id == bindparam("id"))


def check_article(work: Work, ticket: Ticket, article_id: int) -> None:
    """Raises NotFound for an article of another ticket, or one the actor may not see."""
    if article_id in _added_in(work):
        return
    row = work.connection.execute(_ARTICLE, {"id": article_id}).first()
    hidden = isinstance(work.actor, CustomerActor) and row is not None and not row.visible
    if row is None or row.ticket_id != ticket.id or hidden:
        raise NotFound("article", id=article_id)


def note_new_article(work: Work, article_id: int) -> None:
    _added_in(work).add(article_id)


def _added_in(work: Work) -> set[int]:
    added: set[int] = work.session.info.setdefault("added_articles", set())
    return added


def may(look: Look, ticket: HasAccess, right: str) -> bool:
    """Whether the actor has this right on a ticket that was already found."""
    if _may_by_row(look, ticket, right, _queues_open_to_customer(look, right)):
        return True
    return right == "ro" and ticket.id in _watched(look, [ticket.id])


def readable_among(look: Look, rows: Iterable[AnyRow]) -> dict[int, AnyRow]:
    """Those of these rows of the ticket table that the actor may see, by id: what `visible_to` says, without SQL."""
    alive = [row for row in rows if row.deleted_at is None]
    queues = _queues_open_to_customer(look, "ro") if alive else None
    granted = {row.id: row for row in alive if _may_by_row(look, row, "ro", queues)}
    watched = _watched(look, [row.id for row in alive if row.id not in granted])
    return granted | {row.id: row for row in alive if row.id in watched}


def _may_by_row(look: Look, ticket: HasAccess, right: str, queues: Collection[int] | None) -> bool:
    """`queues` are those the customer's groups open to them for this; None if groups do not count."""
    actor = look.actor
    if isinstance(actor, SystemActor):
        return True
    if isinstance(actor, AgentActor):
        return _agent_may(look, actor.id, ticket, right)
    own = _is_own(look, actor, ticket) and (queues is None or ticket.queue_id in queues)
    return own and (right in ("ro", "note") or not actor.trusted or _agent_may(look, SYSTEM_AGENT_ID, ticket, right))


def agent_may_read(look: Look, agent_id: int, ticket: HasAccess) -> bool:
    """Another agent than the one who acts: by their groups, or as owner or responsible; not by watching."""
    return _agent_may(look, agent_id, ticket, "ro")


def _agent_may(look: Look, agent_id: int, ticket: HasAccess, right: str) -> bool:
    if agent_id == ticket.owner_id:
        return True
    if agent_id == ticket.responsible_id and look.config(Settings)["Ticket::Responsible"]:
        return True
    granted = look.config(Directory).groups_with(agent_id, right if right in RIGHTS else "rw")
    return look.config(Catalogue).queues[ticket.queue_id].group_id in granted


_WATCHED = select(Watcher.ticket_id).where(Watcher.agent_id == bindparam("agent"), among(Watcher.ticket_id, "ids"))


def _watched(look: Look, ticket_ids: Collection[int]) -> Collection[int]:
    """Which of these tickets the actor watches, if watching lets agents read."""
    actor = look.actor
    if not ticket_ids or not isinstance(actor, AgentActor) or not look.config(Settings)["Ticket::Watcher"]:
        return ()
    return set(look.connection.execute(_WATCHED, {"agent": actor.id, "ids": ticket_ids}).scalars())


def _is_own(look: Look, customer: CustomerActor, ticket: HasAccess) -> bool:
    if ticket.customer_user.lower() == customer.login.lower():  # as databases compare: folding finds more to be equal
        return True
    if look.config(Settings)["Ticket::Frontend::CustomerDisableCompanyTicketAccess"]:
        return False
    return ticket.customer_id != "" and ticket.customer_id.lower() in {one.lower() for one in customer.company_ids}


def visible_to(look: Look) -> ColumnElement[bool]:
    """The condition under which the actor may see a ticket: part of every query that shows one."""
    actor = look.actor
    alive = Ticket.deleted_at.is_(None)
    if isinstance(actor, SystemActor):
        return alive
    if isinstance(actor, CustomerActor):
        return and_(alive, _of_customer(look, actor), *_in_open_queues(look))
    settings = look.config(Settings)
    ways = [Ticket.owner_id == actor.id, Ticket.queue_id.in_(readable_queues(look, actor.id))]
    if settings["Ticket::Responsible"]:
        ways.append(Ticket.responsible_id == actor.id)
    if settings["Ticket::Watcher"]:
        ways.append(exists().where(Watcher.ticket_id == Ticket.id, Watcher.agent_id == actor.id))
    return and_(alive, or_(*ways))


def own_tickets(look: Look, customer: CustomerActor) -> ColumnElement[bool]:
    """The condition under which the customer user sees a ticket as their own, not as one of their company."""
    own = func.lower(Ticket.customer_user) == customer.login.lower()
    return and_(Ticket.deleted_at.is_(None), own, *_in_open_queues(look))


def searchable_by(look: Look, *, queue_id: ColumnElement[int] = Ticket.__table__.c.queue_id) -> ColumnElement[bool]:
    """The condition under which a search finds a ticket.

    As in OTRS, agents find what is in their queues, not what they merely own or watch; the system agent finds all.
    `queue_id` is the ticket's queue, perhaps written in a way that tells the database how to find it.
    """
    actor = look.actor
    if not isinstance(actor, AgentActor):
        return visible_to(look)
    alive = Ticket.deleted_at.is_(None)
    if actor.id == SYSTEM_AGENT_ID:
        return alive
    return and_(alive, queue_id.in_(readable_queues(look, actor.id)))


def readable_queues(look: Look, agent_id: int) -> list[int]:
    groups = look.config(Directory).groups_with(agent_id, "ro")
    return [queue.id for queue in look.config(Catalogue).queues if queue.group_id in groups]


def _of_customer(look: Look, customer: CustomerActor) -> ColumnElement[bool]:
    own = func.lower(Ticket.customer_user) == customer.login.lower()
    companies = [one.lower() for one in customer.company_ids if one]
    if look.config(Settings)["Ticket::Frontend::CustomerDisableCompanyTicketAccess"] or not companies:
        return own
    return or_(own, func.lower(Ticket.customer_id).in_(companies))


def _in_open_queues(look: Look) -> list[ColumnElement[bool]]:
    queues = _queues_open_to_customer(look, "ro")
    return [] if queues is None else [Ticket.queue_id.in_(queues)]


def _queues_open_to_customer(look: Look, right: str) -> frozenset[int] | None:
    """The queues the acting customer user has this right in; None for others, and where groups do not count."""
    groups = customer_groups(look, look.actor, right) if isinstance(look.actor, CustomerActor) else None
    if groups is None:
        return None
    return frozenset(queue.id for queue in look.config(Catalogue).queues if queue.group_id in groups)
