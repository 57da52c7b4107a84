"""Who may open tickets: not those banned, not strangers where they are unwanted, nobody beyond their limit."""

from sqlalchemy import bindparam, func, select

from polydesk.desk.intake.customers import Customer
from polydesk.desk.intake.draft import Draft
from polydesk.desk.intake.refusals import denied, too_many_open
from polydesk.desk.intake.registry import Intake
from polydesk.desk.people.directory import Directory
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.escalate import STOPPED_STATE_TYPES
from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.among import among
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look

_OPEN = select(func.count()).where(
    func.lower(Ticket.customer_user) == bindparam("login"),
    among(Ticket.state_id, "states"),
    Ticket.deleted_at.is_(None),
)


def check_ban(intake: Intake, email: str) -> None:
    """Raises Denied."""
    if email.strip().casefold() in intake.banned:
        raise denied(email, f"Banned email - {email}")


def check_registration(look: Look, draft: Draft) -> None:
    """Strangers' mail may be unwanted; who has the domain of a company is none."""
    if draft.customer or not draft.is_mail or look.config(Settings)["osTicket::accept_unregistered_email"]:
        return
    if draft.email.strip().rpartition("@")[2].lower() not in draft.intake.domains:
        raise denied(draft.email, f"Unregistered sender - {draft.email}")


def check_limit(look: Look, draft: Draft) -> None:
    most = look.config(Settings)["osTicket::max_open_tickets"]
    if most and draft.customer and not _is_agent(look, draft.email) and _open_tickets(look, draft.customer) >= most:
        raise too_many_open()


def _open_tickets(look: Look, customer: Customer) -> int:
    states = [state.id for state in look.config(Catalogue).states if state.type not in STOPPED_STATE_TYPES]
    return look.connection.execute(_OPEN, {"login": customer.login.lower(), "states": states}).scalar_one()


def _is_agent(look: Look, email: str) -> bool:
    wanted = email.strip().casefold()
    return any(agent.valid and agent.email.casefold() == wanted for agent in look.config(Directory).agents)
