"""Lists that come in pages."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from polydesk_client._sync.transport import Transport
from polydesk_client.answers import Page, Pagination
from polydesk_client.models import Model

M = TypeVar("M", bound=Model)
MOST_PER_PAGE = 100


def one_page(transport: Transport, path: str, model: type[M], params: Mapping[str, Any]) -> Page[M]:
    answer = transport.call("GET", path, params=params)
    pagination = Pagination.model_validate(answer.envelope.get("pagination") or {})
    return Page([model.model_validate(one) for one in answer.data], pagination)


def all_pages(transport: Transport, path: str, model: type[M], params: Mapping[str, Any]) -> Iterator[M]:
    """Page by page, as far as the caller reads.

    By cursor where the server has one: then nothing is missed or seen twice when the list changes meanwhile.
    """
    wanted = {"per_page": MOST_PER_PAGE, **params}
    while True:
        page = one_page(transport, path, model, wanted)
        for item in page.items:
            yield item
        place = page.pagination
        if place.next_cursor:
            wanted = {**wanted, "cursor": place.next_cursor}
            wanted.pop("page", None)
        elif place.has_next and page.items:
            wanted = {**wanted, "page": place.page + 1}
        else:
            return
