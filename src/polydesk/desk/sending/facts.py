"""What stands for a placeholder: facts of a ticket, of its people, of an article. Read only when a text asks for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import bindparam, select

from polydesk.desk.fields.display import displayed
from polydesk.desk.fields.registry import Fields
from polydesk.desk.fields.values import as_text, read_values
from polydesk.desk.people.customers import CustomerPerson, find_customer
from polydesk.desk.people.directory import AgentEntry, Directory
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.sending.registry import Mailing
from polydesk.desk.tickets.models import ArticleMime, Ticket
from polydesk.kernel.actors import acting_agent_id
from polydesk.kernel.db import AnyRow
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look, Work

_MIME = ArticleMime.metadata.tables["article_mime"]
_ARTICLE = select(_MIME.c.subject, _MIME.c.body, _MIME.c["from"].label("sender")).where(
    _MIME.c.article_id == bindparam("id")
)
_SHOWN_SETTINGS = ("FQDN", "SystemID", "Ticket::Hook", "AdminEmail", "NotificationSenderName", "Organization")
_FIELD = "otrs_ticket_dynamicfield_"
_LONGEST_NAME = 60
_MOST_QUOTED = 20_000


@dataclass(frozen=True, slots=True)
class Reader:
    """Who a mail is for, or about."""

    login: str = ""
    first_name: str = ""
    last_name: str = ""
    email: str = ""

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


NOBODY = Reader()


def named_reader(name: str, email: str) -> Reader:
    """Somebody known by one name only."""
    first, _, last = name.strip().rpartition(" ")
    return Reader("", first or last, last if first else "", email)


def agent_reader(agent: AgentEntry | None) -> Reader:
    return Reader(agent.login, agent.first_name, agent.last_name, agent.email) if agent else NOBODY


def _customer_reader(person: CustomerPerson | None) -> Reader:
    return Reader(person.login, person.first_name, person.last_name, person.email) if person else NOBODY


class Facts:
    """Callable with a placeholder's name in lower case; empty for names that mean nothing here."""

    def __init__(
        self,
        work: Look,
        ticket: Ticket | AnyRow,
        *,
        reader: Reader = NOBODY,
        article_id: int | None = None,
        quotes: bool = True,
    ) -> None:
        """Without `quotes` nothing the customer wrote is told: not the subject, not the text, no name that is one."""
        self._work, self._ticket, self._reader = work, ticket, reader
        self._article_id, self._quotes = article_id, quotes

    def __call__(self, name: str) -> str:
        known = _SIMPLE.get(name)
        if known:
            return known(self)
        for prefix, person in _PEOPLE.items():
            if name.startswith(prefix):
                return self._of_person(person(self), name.removeprefix(prefix))
        if name.startswith(_FIELD):
            return self._quoted(self._field(name.removeprefix(_FIELD)))
        if name.startswith("otrs_config_"):
            return self._setting(name.removeprefix("otrs_config_"))
        return ""

    def _field(self, name: str) -> str:
        """What a dynamic field holds; with `_value` behind its name, as people read it."""
        known = {one.name.lower(): one for one in self._work.config(Fields).of_tickets}
        entry = known.get(name) or known.get(name.removesuffix("_value"))
        if entry is None or not self._ticket.id:
            return ""
        values = read_values(self._work.connection, [entry], [self._ticket.id]).get(self._ticket.id, {})
        value = values.get(entry.id)
        return as_text(entry.kind, value) if entry.name.lower() == name else displayed(entry, value)

    def _of_person(self, person: Reader, part: str) -> str:
        read = _PERSON.get(part)
        return read(person) if read else ""

    def _setting(self, name: str) -> str:
        shown = {one.lower(): one for one in _SHOWN_SETTINGS}
        return str(self._work.config(Settings)[shown[name]]) if name in shown else ""

    @cached_property
    def _customer(self) -> Reader:
        found = find_customer(self._work, self._ticket.customer_user) if self._ticket.customer_user else None
        return self._tellable(_customer_reader(found))

    @property
    def _recipient(self) -> Reader:
        return self._tellable(self._reader)

    def _tellable(self, person: Reader) -> Reader:
        """A name that is long or holds a link is a message, and not passed on to where it may come from nobody."""
        harmless = len(person.full_name) <= _LONGEST_NAME and not set("/<>@:") & set(person.full_name)
        return person if self._quotes or harmless else Reader(person.login, "", "", person.email)

    @property
    def _current(self) -> Reader:
        return self._agent(acting_agent_id(self._work.actor))

    def _agent(self, agent_id: int) -> Reader:
        return agent_reader(self._work.config(Directory).agents.get(agent_id))

    @cached_property
    def _article(self) -> tuple[str, str, str]:
        """Subject, body and sender."""
        if not self._article_id:
            return "", "", ""
        if isinstance(self._work, Work):
            self._work.flush()  # the article may be of this very work
        row = self._work.connection.execute(_ARTICLE, {"id": self._article_id}).first()
        return (row.subject, row.body[:_MOST_QUOTED], row.sender) if row else ("", "", "")

    def _quoted(self, text: str) -> str:
        return text if self._quotes else ""

    def _named(self, entries: str, entry_id: int | None) -> str:
        entry = getattr(self._work.config(Catalogue), entries).get(entry_id)
        return entry.name if entry else ""

    @property
    def _signature(self) -> str:
        queue = self._work.config(Mailing).queues.get(self._ticket.queue_id)
        return queue.signature if queue else ""

    @property
    def _subject(self) -> str:
        return self._quoted(self._article[0] or self._ticket.title)

    @property
    def _body(self) -> str:
        return self._quoted(self._article[1])


_TICKET: Mapping[str, Callable[[Facts], str]] = {
    "ticketnumber": lambda facts: facts._ticket.number,
    "ticketid": lambda facts: str(facts._ticket.id),
    "title": lambda facts: facts._quoted(facts._ticket.title),
    "queue": lambda facts: facts._named("queues", facts._ticket.queue_id),
    "state": lambda facts: facts._named("states", facts._ticket.state_id),
    "priority": lambda facts: facts._named("priorities", facts._ticket.priority_id),
    "type": lambda facts: facts._named("types", facts._ticket.type_id),
    "lock": lambda facts: facts._named("locks", facts._ticket.lock_id),
    "service": lambda facts: facts._named("services", facts._ticket.service_id),
    "sla": lambda facts: facts._named("slas", facts._ticket.sla_id),
    "customerid": lambda facts: facts._ticket.customer_id,
    "customeruserid": lambda facts: facts._ticket.customer_user,
    "owner": lambda facts: facts._agent(facts._ticket.owner_id).login,
    "responsible": lambda facts: facts._agent(facts._ticket.responsible_id).login,
    "created": lambda facts: f"{facts._ticket.create_time:%Y-%m-%d %H:%M}",
}

_SIMPLE: Mapping[str, Callable[[Facts], str]] = {
    **{f"otrs_ticket_{name}": read for name, read in _TICKET.items()},
    "otrs_customer_realname": lambda facts: facts._recipient.full_name or facts._customer.full_name,
    "otrs_customer_subject": lambda facts: facts._subject,
    "otrs_customer_body": lambda facts: facts._body,
    "otrs_customer_note": lambda facts: facts._body,
    "otrs_customer_email": lambda facts: "\n".join(f"> {line}" for line in facts._body.split("\n") if facts._body),
    "otrs_customer_from": lambda facts: facts._quoted(facts._article[2]),
    "otrs_agent_subject": lambda facts: facts._subject,
    "otrs_agent_body": lambda facts: facts._body,
    "otrs_agent_from": lambda facts: facts._quoted(facts._article[2]),
    "ticket.number": _TICKET["ticketnumber"],
    "ticket.id": _TICKET["ticketid"],
    "ticket.subject": _TICKET["title"],
    "ticket.dept": _TICKET["queue"],
    "ticket.dept.name": _TICKET["queue"],
    "ticket.status": _TICKET["state"],
    "ticket.priority": _TICKET["priority"],
    "ticket.create_date": _TICKET["created"],
    "message": lambda facts: facts._body,
    "response": lambda facts: facts._body,
    "note": lambda facts: facts._body,
    "comments": lambda facts: facts._body,
    "signature": lambda facts: facts._signature,
    "company.name": lambda facts: facts._setting("organization"),
}

_PERSON: Mapping[str, Callable[[Reader], str]] = {
    "userfirstname": lambda person: person.first_name,
    "userlastname": lambda person: person.last_name,
    "userfullname": lambda person: person.full_name,
    "userlogin": lambda person: person.login,
    "useremail": lambda person: person.email,
    "": lambda person: person.full_name or person.email,
    ".name": lambda person: person.full_name or person.email,
    ".name.first": lambda person: person.first_name or person.full_name,
    ".name.last": lambda person: person.last_name or person.full_name,
    ".name.full": lambda person: person.full_name,
    ".email": lambda person: person.email,
    ".first": lambda person: person.first_name or person.full_name,
    ".last": lambda person: person.last_name or person.full_name,
    ".full": lambda person: person.full_name,
}

_PEOPLE: Mapping[str, Callable[[Facts], Reader]] = {
    "otrs_customer_data_": lambda facts: facts._customer,
    "otrs_owner_": lambda facts: facts._agent(facts._ticket.owner_id),
    "otrs_ticket_owner_": lambda facts: facts._agent(facts._ticket.owner_id),
    "otrs_responsible_": lambda facts: facts._agent(facts._ticket.responsible_id),
    "otrs_ticket_responsible_": lambda facts: facts._agent(facts._ticket.responsible_id),
    "otrs_current_": lambda facts: facts._current,
    "otrs_notification_recipient_": lambda facts: facts._reader,
    "ticket.name": lambda facts: facts._customer,
    "ticket.email": lambda facts: Reader(email=facts._customer.email),
    "ticket.user": lambda facts: facts._customer,
    "ticket.staff": lambda facts: facts._agent(facts._ticket.owner_id),
    "ticket.assigned": lambda facts: facts._agent(facts._ticket.owner_id),
    "recipient": lambda facts: facts._recipient,
    "assignee": lambda facts: facts._reader,
    "assigner": lambda facts: facts._current,
    "poster": lambda facts: facts._customer,
    "staff": lambda facts: facts._reader,
}
