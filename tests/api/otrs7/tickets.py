"""Tickets and articles of customers, for tests of what customers read."""

from dataclasses import replace
from typing import Any

from polydesk.desk.desk import Desk
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.attach import NewFile, attach_files
from polydesk.desk.tickets.models import CHANNEL_EMAIL, SENDER_AGENT, SENDER_CUSTOMER
from polydesk.desk.tickets.queries import list_articles, list_attachments
from polydesk.kernel.actors import Actor
from tests.world.cast import ADA, CORA
from tests.world.tickets import opened

TICKET = "/api/customer/ticket"
LIST, COUNT = f"{TICKET}/list", f"{TICKET}/count"
QUESTION = NewArticle(
    subject="Question", body="How?", sender_type_id=SENDER_CUSTOMER, from_='"Cora Customer" <c1@acme>'
)
ANSWER = NewArticle(
    subject="Re: Question", body="So.", sender_type_id=SENDER_AGENT, channel_id=CHANNEL_EMAIL, from_="desk@acme.example"
)
NOTE = replace(ANSWER, subject="Internal", body="Do not tell.", visible=False)


def asked(desk: Desk, title: str = "Printer", *, article: NewArticle | None = QUESTION, **properties: Any) -> int:
    """The id of a new ticket of cora's with her question."""
    given = {"customer_user": "c1", "customer_id": "acme", **properties}
    ticket_id = opened(desk, article=None, title=title, **given)
    if article:
        written(desk, ticket_id, article, CORA)
    return ticket_id


def written(
    desk: Desk, ticket_id: int, article: NewArticle, actor: Actor = ADA, *, files: tuple[NewFile, ...] = ()
) -> int:
    """The id of a new article with these files."""
    with desk.work(actor) as work:
        article_id = add_article(work, ticket_id, article)
        if files:
            work.flush()
            attach_files(work, ticket_id, article_id, files, as_given=True)
    return article_id


def article_ids(desk: Desk, ticket_id: int) -> list[int]:
    with desk.look() as look:
        return [row.id for row in list_articles(look, [ticket_id])[ticket_id]]


def file_ids(desk: Desk, article_id: int) -> list[int]:
    with desk.look() as look:
        return [row.id for row in list_attachments(look, [article_id])[article_id]]


def article_path(ticket_id: int | str, article_id: int | str, rest: str = "") -> str:
    return f"{TICKET}/{ticket_id}/article/{article_id}{rest}"
