"""Splitting a ticket: one of its articles becomes the beginning of a ticket of its own, as the other's child."""

from collections.abc import Sequence
from dataclasses import dataclass

from polydesk.desk.forms.ticket_form import BODY_LENGTH, TITLE_LENGTH
from polydesk.desk.sending.subjects import bare_subject
from polydesk.desk.tickets.article_queries import find_article_by_id
from polydesk.desk.tickets.attach import NewFile
from polydesk.desk.tickets.link import link_tickets
from polydesk.desk.tickets.models import Ticket
from polydesk.desk.tickets.queries import list_attachments, show_ticket
from polydesk.kernel.db import AnyRow
from polydesk.kernel.errors import NotFound
from polydesk.kernel.work import Work
from polydesk.web.agent.numbers import number_of
from polydesk.web.agent.page import Page


@dataclass(frozen=True, slots=True)
class Origin:
    """The article that is split off, its ticket and its files."""

    article: AnyRow
    ticket: AnyRow
    files: Sequence[AnyRow]


def origin_of(page: Page, article_id: str) -> Origin | None:
    """None where nothing is split. Raises NotFound for what this agent may not see."""
    if not article_id:
        return None
    wanted = number_of(article_id)
    if wanted is None:
        raise NotFound("article", id=article_id[:50])
    look = page.look()
    article = find_article_by_id(look, wanted)
    ticket = show_ticket(look, article.ticket_id)
    if ticket is None:
        raise NotFound("article", id=article.id)
    return Origin(article, ticket, list_attachments(look, [article.id])[article.id])


def prefilled(page: Page, origin: Origin) -> dict[str, str]:
    """What stands in the form of the new ticket."""
    subject = bare_subject(page.look(), origin.ticket.number, origin.article.subject) or origin.ticket.title
    return {
        "Title": " ".join(subject.split())[:TITLE_LENGTH],
        "Body": origin.article.body.strip("\n")[:BODY_LENGTH],
        "QueueID": str(origin.ticket.queue_id),
        "PriorityID": str(origin.ticket.priority_id),
    }


def files_to_copy(page: Page, origin: Origin) -> list[NewFile]:
    wanted, store = set(page.form.getlist("copy")), page.look().files
    return [
        NewFile(filename=one.filename, content=store.get(one.file_hash), content_type=one.content_type)
        for one in origin.files
        if str(one.id) in wanted
    ]


def link_split(work: Work, origin: Origin, ticket: Ticket) -> None:
    link_tickets(work, origin.ticket.id, ticket.id, kind="ParentChild")
