"""Articles: section 5.4 of the specification."""

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Response

from polydesk.api.gotrs.answers import ok, page
from polydesk.api.gotrs.article_making import add_sent_article
from polydesk.api.gotrs.article_schema import AddedArticle, Article, NewArticle
from polydesk.api.gotrs.article_shape import article_shape
from polydesk.api.gotrs.call import Call, needs
from polydesk.api.gotrs.paging import Pages
from polydesk.api.gotrs.schemas import PageOf, Success, refusals
from polydesk.api.gotrs.ticket_ids import find_ticket
from polydesk.desk.tickets.article_queries import find_article, find_attachment, list_articles_page
from polydesk.desk.tickets.queries import list_attachments

router = APIRouter(tags=["Articles"])
_LIST = "/api/v1/tickets/{ticket_id}/articles"
_BYTES: dict[str, Any] = {
    "description": "The contents, as bytes",
    "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
}
_WANTED = ("1", "true", "yes")

TicketPath = Annotated[str, Path(description="The ticket's id or number")]
ArticleId = Annotated[int, Path(ge=1, lt=2**63)]
WithFiles = Annotated[str | None, Query(description="`true` for the names and sizes of attachments")]


@router.get(_LIST, response_model=PageOf[Article], responses=refusals(403, 404, takes_input=False))
def list_articles(
    call: Annotated[Call, needs("articles:read")],
    ticket_id: TicketPath,
    paging: Pages,
    include_attachments: WithFiles = None,
) -> Response:
    """Oldest first. Customers get what is visible to them."""
    look = call.look()
    found = find_ticket(look, ticket_id)
    rows, total = list_articles_page(look, found, offset=paging.offset, limit=paging.per_page)
    if include_attachments not in _WANTED:
        return page([article_shape(row) for row in rows], paging, total)
    files = list_attachments(look, [row.id for row in rows])
    return page([article_shape(row, files[row.id]) for row in rows], paging, total)


@router.post(_LIST, status_code=201, response_model=Success[AddedArticle], responses=refusals(403, 404))
def add_article(call: Annotated[Call, needs("articles:write")], ticket_id: TicketPath, sent: NewArticle) -> Response:
    """Add an article. What an agent adds for the customer to see is mailed to the customer as well."""
    found = find_ticket(call.look(), ticket_id)
    with call.work() as work:
        article_id = add_sent_article(work, found, sent)
        work.flush()
        shape = article_shape(find_article(work, found, article_id))
    return ok({**shape, "ticket_updated": True}, status=201)


@router.get(f"{_LIST}/{{article_id}}", response_model=Success[Article], responses=refusals(403, 404))
def get_article(
    call: Annotated[Call, needs("articles:read")],
    ticket_id: TicketPath,
    article_id: ArticleId,
    include_attachments: WithFiles = None,
) -> Response:
    look = call.look()
    row = find_article(look, find_ticket(look, ticket_id), article_id)
    files = list_attachments(look, [row.id])[row.id] if include_attachments in _WANTED else None
    return ok(article_shape(row, files))


@router.get(
    "/api/v1/tickets/{ticket_id}/attachments/{attachment_id}",
    response_class=Response,
    responses={**refusals(403, 404), 200: _BYTES},
)
def get_attachment(
    call: Annotated[Call, needs("articles:read")],
    ticket_id: TicketPath,
    attachment_id: Annotated[int, Path(ge=1, lt=2**63)],
) -> Response:
    """What is in a file. Whatever type its sender gave it, browsers are to keep it and not to show it."""
    look = call.look()
    row = find_attachment(look, find_ticket(look, ticket_id), attachment_id)
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(row.filename, safe='', errors='replace')}"}
    return Response(look.files.get(row.file_hash), headers=headers, media_type="application/octet-stream")
