"""Which part of a list is wanted: section 2.4 of the specification. Nothing a caller sends here is an error."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Query

DEFAULT_PER_PAGE, MOST_PER_PAGE = 20, 100
LARGEST_PAGE = 10**9


@dataclass(frozen=True, slots=True)
class Paging:
    page: int = 1
    per_page: int = DEFAULT_PER_PAGE

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.per_page

    def described(self, total: int) -> dict[str, Any]:
        pages = -(-total // self.per_page)
        return {
            "page": self.page,
            "per_page": self.per_page,
            "total": total,
            "total_pages": pages,
            "has_next": self.page < pages,
            "has_prev": self.page > 1,
        }


def _paging(
    page: Annotated[str | None, Query(description="From 1; anything else counts as 1")] = None,
    per_page: Annotated[str | None, Query(description="1 to 100, otherwise 20; more than 100 counts as 100")] = None,
    limit: Annotated[str | None, Query(description="The same as per_page, which wins")] = None,
    page_size: Annotated[str | None, Query(description="The same as per_page, which wins")] = None,
    offset: Annotated[str | None, Query(description="How many to leave out; page wins")] = None,
) -> Paging:
    size = whole(per_page) or whole(limit) or whole(page_size) or DEFAULT_PER_PAGE
    size = min(size, MOST_PER_PAGE)
    number = whole(page)
    if number is None:
        number = (whole(offset) or 0) // size + 1
    return Paging(min(number, LARGEST_PAGE), size)


def whole(text: str | None) -> int | None:
    """A number from 1, None for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= 18 and int(text) > 0 else None


Pages = Annotated[Paging, Depends(_paging)]
