"""Tables to fill in: each row is a mapping from the columns' keys. Rows in which nothing is written are none."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from polydesk.web.admin.inputs import Widget
from polydesk.web.agent.page import Page

MOST_ROWS = 500
BLANK_ROWS = 2
"""That a form offers; a script adds more."""


@dataclass(frozen=True)
class Column:
    """`kind` is text, flag or word; the words of a word are what can be chosen."""

    key: str
    label: str
    kind: str = "text"
    words: tuple[str, ...] = ()


def read_rows(page: Page, name: str, columns: Sequence[Column]) -> list[dict[str, Any]]:
    """From fields named `name/key/number`."""
    numbers = set()
    for field in page.form:
        start, _slash, number = field.rpartition("/")
        if start.startswith(f"{name}/") and number.isdecimal() and len(number) < 6:
            numbers.add(int(number))
    rows = [_row(page, name, columns, number) for number in sorted(numbers)[:MOST_ROWS]]
    return [row for row in rows if any(row[one.key] for one in columns if one.kind == "text")]


def rows_widget(columns: Sequence[Column]) -> Widget:
    """For lists of mappings in an entry. A flag that is off and a text left empty stand in no mapping."""

    def read(page: Page, key: str) -> list[dict[str, Any]]:
        rows = read_rows(page, key, columns)
        return [{name: value for name, value in row.items() if value is not False} for row in rows]

    def show(value: Sequence[Mapping[str, Any]] | None) -> list[dict[str, Any]]:
        return [{one.key: row.get(one.key) or "" for one in columns} for row in value or ()]

    def merge(known: list[dict[str, Any]], given: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return as_known(show, known, given)

    return Widget("rows", read, show, again=read, merge=merge, template="admin/rows_field.html", parts=tuple(columns))


def as_known(
    show: Callable[[list[dict[str, Any]]], list[Any]], known: list[dict[str, Any]], given: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """The rows that were given; those that look as one that is known are written as it is."""
    left = list(zip(show(known), known, strict=True))
    merged = []
    for row, look in zip(given, show(given), strict=True):
        at = next((at for at, (other, _row) in enumerate(left) if other == look), None)
        merged.append(row if at is None else left.pop(at)[1])
    return merged


def _row(page: Page, name: str, columns: Sequence[Column], number: int) -> dict[str, Any]:
    return {one.key: _cell(page, f"{name}/{one.key}/{number}", one) for one in columns}


def _cell(page: Page, field: str, column: Column) -> Any:
    text = page.text(field)
    if column.kind == "flag":
        return text == "1"
    return text if column.kind == "text" or text in column.words else column.words[0]
