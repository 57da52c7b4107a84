"""Texts of mail as they would read for a ticket that is made up, for those who write them."""

from functools import cached_property

from polydesk.desk.people.directory import Directory
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.sending.facts import Facts, Reader, agent_reader
from polydesk.desk.sending.placeholders import fill
from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.actors import acting_agent_id
from polydesk.kernel.html import to_text
from polydesk.kernel.work import Look

_CUSTOMER = Reader("cora", "Cora", "Customer", "cora@example.com")


class ExampleFacts(Facts):
    """Of a customer who writes about a printer; every agent is the one who looks."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, _ticket(look), reader=_CUSTOMER, article_id=1)

    @cached_property
    def _customer(self) -> Reader:
        return _CUSTOMER

    @cached_property
    def _article(self) -> tuple[str, str, str]:
        return "The printer does not print", "Hello,\n\nthe printer does not print.\n\nCora", "Cora Customer"

    def _agent(self, agent_id: int) -> Reader:
        return agent_reader(self._work.config(Directory).agents.get(acting_agent_id(self._work.actor)))


def example_text(look: Look, text: str, *, is_html: bool = False) -> str:
    """The text with its placeholders filled in, in plain text."""
    filled = fill(text, ExampleFacts(look), is_html=is_html)
    return to_text(filled) if is_html else filled


def _ticket(look: Look) -> Ticket:
    """A ticket that is in no database."""
    catalogue = look.config(Catalogue)
    named = (catalogue.queues, catalogue.states, catalogue.priorities, catalogue.types, catalogue.locks)
    queue, state, priority, type_, lock = (next((one.id for one in entries if one.valid), 0) for entries in named)
    agreed = (catalogue.services, catalogue.slas)
    service, sla = (next((one.id for one in entries if one.valid), None) for entries in agreed)
    return Ticket(
        id=17,
        number="2026010112000017",
        title="The printer does not print",
        queue_id=queue,
        state_id=state,
        priority_id=priority,
        type_id=type_,
        lock_id=lock,
        service_id=service,
        sla_id=sla,
        customer_id="acme",
        customer_user=_CUSTOMER.login,
        owner_id=1,
        responsible_id=1,
        create_time=look.now,
    )
