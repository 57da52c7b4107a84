"""Who else is at a ticket: pages say that they are there, and their streams tell who is there with them."""

import json
from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

from starlette.responses import Response

from polydesk.desk.people.directory import Directory
from polydesk.desk.tickets.presence import (
    LONGEST_PAGE,
    Company,
    Doing,
    forget_presence,
    is_noted,
    list_present,
    note_presence,
)
from polydesk.kernel.actors import AgentActor
from polydesk.kernel.errors import Invalid
from polydesk.kernel.work import Look
from polydesk.web.agent.numbers import number_of
from polydesk.web.agent.page import Page

PATH = "/presence"
GONE = "gone"
MOST_NAMED = 20


class AtTicket(Protocol):
    """A page that listens. `company` is what it was told last."""

    actor: AgentActor
    ticket: int
    company: Company | None


A = TypeVar("A", bound=AtTicket)


def say(page: Page) -> Response:
    """Small scripts call it: when a page opens, again and again while it is there, when somebody types, at the end."""
    ticket_id, name = number_of(page.text("ticket")) or 0, page.text("page")[:LONGEST_PAGE]
    if page.text("doing") == GONE:
        with page.work() as work:
            forget_presence(work, ticket_id, name)
        return Response(status_code=204)
    try:
        doing = Doing(page.text("doing"))
    except ValueError:
        raise Invalid("presence") from None
    if not is_noted(page.look(), ticket_id, name, doing):
        with page.work() as work:
            note_presence(work, ticket_id, name, doing)
    return Response(status_code=204)


def new_company(look: Look, pages: Iterable[A]) -> Mapping[A, Company]:
    """Those of the pages whose company is not what they were told last; it is taken as told. One statement for all."""
    at_one = [one for one in pages if one.ticket]
    present = list_present(look, {one.ticket for one in at_one}) if at_one else {}
    met: dict[A, Company] = {}
    for one in at_one:
        company = tuple(who for who in present.get(one.ticket, ()) if who[0] != one.actor.id)
        if company != one.company:
            met[one] = one.company = company
    return met


def company_message(look: Look, ticket_id: int, company: Company) -> str:
    """To be sent to those only who may read the ticket."""
    agents = look.config(Directory).agents
    people = [{"name": agents[number].full_name, "doing": doing} for number, doing in company[:MOST_NAMED]]
    return f"event: presence\ndata: {json.dumps({'ticket': ticket_id, 'people': people})}\n\n"


PAGES = (("POST", PATH, say),)
