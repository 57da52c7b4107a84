"""Builds a planned desk by the desk's own verbs: tickets first, then rights and settings, which are read anew."""

from dataclasses import dataclass, field
from typing import Any

from polydesk.desk.desk import Desk
from polydesk.desk.people.directory import Directory
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.sending.registry import secret_for_signing
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.archive import set_archived
from polydesk.desk.tickets.assign import assign_owner, assign_responsible
from polydesk.desk.tickets.attach import NewFile, attach_files
from polydesk.desk.tickets.delete import delete_ticket
from polydesk.desk.tickets.events import NotifyWish
from polydesk.desk.tickets.models import SENDER_AGENT, SENDER_CUSTOMER
from polydesk.desk.tickets.move import move_ticket
from polydesk.desk.tickets.open import open_ticket
from polydesk.desk.tickets.queries import list_attachments
from polydesk.desk.tickets.set_customer import set_customer
from polydesk.desk.tickets.watch import watch_ticket
from polydesk.kernel.actors import CustomerActor
from polydesk.kernel.work import Work
from tests.permissions.desks import (
    AGENTS,
    COMPANIES,
    CUSTOMERS,
    EVERYBODYS,
    GROUPS,
    QUEUES,
    RARE,
    ROLE,
    Article,
    Plan,
)
from tests.permissions.oracle import Numbered, numbered
from tests.world.tickets import configured, named, new_ticket


@dataclass
class Built:
    """The ids the desk gave; by the names of the plan."""

    tickets: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    articles: dict[str, int] = field(default_factory=dict)
    files: dict[str, int] = field(default_factory=dict)
    queues: dict[str, int] = field(default_factory=dict)


def mark(name: str) -> str:
    """What texts of a ticket, article or file say of themselves, so that it is seen wherever it comes out."""
    return f"mark{name}z"


def prepare(desk: Desk) -> None:
    """People, groups and queues of all plans, without any right, and what a desk makes when it is first needed."""
    with desk.work() as work:
        secret_for_signing(work)
    configured(
        desk,
        settings={
            "Ticket::ResponsibleAutoSet": False,
            "Ticket::ArchiveSystem": True,
            "GOTRS::RequestsPerMinute": 0,
        },
        groups=[{"name": one} for one in GROUPS],
        queues=[{"name": name, "group": group} for name, group in QUEUES.items()],
        roles=[{"name": ROLE}],
        agents=[{"login": one, "first_name": one, "last_name": "A", "email": f"{one}@desk.example"} for one in AGENTS],
        companies=[{"customer_id": one, "name": one} for one in COMPANIES],
        customer_users=[{"login": one, "email": f"{one}@acme.example"} for one in CUSTOMERS],
    )


def build(desk: Desk, plan: Plan) -> Built:
    built = Built()
    for one in numbered(plan):
        with desk.work() as work:
            _open(work, one, built)
        with desk.work() as work:
            _change(work, one, built.tickets[one.name])
    with desk.look() as look:
        files = list_attachments(look, list(built.articles.values()))
        built.files = {f"{name}f": files[one][0].id for name, one in built.articles.items() if files[one]}
        built.queues = {queue.name: queue.id for queue in look.config(Catalogue).queues}
    _configure(desk, plan)
    return built


def _open(work: Work, one: Numbered, built: Built) -> None:
    ticket = one.ticket
    title = f"{mark(one.name)} {RARE if ticket.is_rare else ''}"
    opened = open_ticket(work, new_ticket(work, queue=ticket.from_queue, title=title))
    built.tickets[one.name], built.numbers[one.name] = opened.id, opened.number
    assign_owner(work, opened.id, _agent(work, ticket.former_owner))
    for name, article in one.articles.items():
        built.articles[name] = _write(work, opened.id, name, article)


def _write(work: Work, ticket_id: int, name: str, article: Article) -> int:
    author = work.acting(CustomerActor(CUSTOMERS[0])) if article.by_customer else work
    subject, body = (f"{mark(name)} {RARE if article.rare_in == part else ''}" for part in ("subject", "body"))
    sender = SENDER_CUSTOMER if article.by_customer else SENDER_AGENT
    quiet = NotifyWish(nobody=True)
    new = NewArticle(subject=subject, body=body, visible=article.visible, sender_type_id=sender, notify=quiet)
    article_id = add_article(author, ticket_id, new)
    if article.has_a_file:
        work.flush()
        filename = f"{mark(name + 'f')}{f' {RARE}' if article.rare_in == 'file' else ''}.txt"
        attach_files(author, ticket_id, article_id, [NewFile(filename=filename, content=mark(name + "f").encode())])
    return article_id


def _change(work: Work, one: Numbered, ticket_id: int) -> None:
    ticket = one.ticket
    set_customer(work, ticket_id, customer_id=ticket.company, customer_user=ticket.customer)
    move_ticket(work, ticket_id, named(work.config(Catalogue).queues, ticket.queue))
    assign_owner(work, ticket_id, _agent(work, ticket.owner))
    assign_responsible(work, ticket_id, _agent(work, ticket.responsible))
    for watcher in ticket.watchers:
        watch_ticket(work, ticket_id, _agent(work, watcher))
    set_archived(work, ticket_id, ticket.archived)
    if ticket.deleted:
        delete_ticket(work, ticket_id)


def _agent(work: Work, login: str) -> int:
    return named(work.config(Directory).agents, login)


def _configure(desk: Desk, plan: Plan) -> None:
    wishes = plan.settings
    settings = {
        "CustomerGroupSupport": wishes.group_support,
        "CustomerGroupAlwaysGroups": [EVERYBODYS] if wishes.everybodys_group else [],
        "Ticket::Frontend::CustomerDisableCompanyTicketAccess": wishes.own_tickets_only,
        "Ticket::Watcher": wishes.watcher,
        "Ticket::Responsible": wishes.responsible,
    }
    sections: dict[str, Any] = {
        "settings": settings,
        "groups": [{"name": "beta", "valid": _valid(plan.is_beta_valid)}],
        "roles": [{"name": ROLE, "valid": _valid(plan.is_role_valid), "rights": _given(plan.role)}],
        "agents": [
            {"login": login, "rights": _given(one.rights), "roles": [ROLE] if one.in_role else []}
            for login, one in plan.agents.items()
        ],
        "companies": [{"customer_id": one, "rights": _given(rights)} for one, rights in plan.companies.items()],
        "customer_users": [
            {
                "login": login,
                "customer_id": one.company,
                "further_customer_ids": list(one.further),
                "rights": _given(one.rights),
            }
            for login, one in plan.customers.items()
        ],
    }
    configured(desk, **sections)


def _valid(wanted: bool) -> str:
    return "valid" if wanted else "invalid"


def _given(rights: dict[str, str]) -> dict[str, list[str]]:
    return {group: [right] for group, right in rights.items()}
