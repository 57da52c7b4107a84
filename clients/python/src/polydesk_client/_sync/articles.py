"""What was written on a ticket."""

from collections.abc import Iterator

from typing_extensions import Unpack

from polydesk_client._sync.lists import all_pages, one_page
from polydesk_client._sync.transport import Transport
from polydesk_client.answers import Page
from polydesk_client.models import Article
from polydesk_client.parameters import NewArticle, Paging


class Articles:
    """Oldest first."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def page(self, ticket: int | str, *, attachments: bool = False, **wanted: Unpack[Paging]) -> Page[Article]:
        return one_page(self._transport, _path(ticket), Article, {**wanted, **_with(attachments)})

    def iterate(self, ticket: int | str, *, attachments: bool = False) -> Iterator[Article]:
        return all_pages(self._transport, _path(ticket), Article, _with(attachments))

    def get(self, ticket: int | str, article_id: int) -> Article:
        answer = self._transport.call("GET", f"{_path(ticket)}/{article_id}")
        return Article.model_validate(answer.data)

    def add(self, ticket: int | str, body: str, **fields: Unpack[NewArticle]) -> Article:
        """A note that only agents see, unless `is_visible_for_customer` or an `article_type` says otherwise."""
        answer = self._transport.call("POST", _path(ticket), body={**fields, "body": body})
        return Article.model_validate(answer.data)


def _path(ticket: int | str) -> str:
    return f"/api/v1/tickets/{ticket}/articles"


def _with(attachments: bool) -> dict[str, str]:
    return {"include_attachments": "true"} if attachments else {}
