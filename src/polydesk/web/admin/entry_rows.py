"""Lists of small entries with several kinds of parts: each an own row, and empty rows for more."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from polydesk.desk.configuration.document import parse_document
from polydesk.kernel.errors import Invalid
from polydesk.web.admin.inputs import MAX_DIGITS, Mistake, Widget
from polydesk.web.admin.parts import part
from polydesk.web.admin.rows import as_known
from polydesk.web.agent.page import Page
from polydesk.web.texts import marked as _

Row = dict[str, Any]
MOST_ROWS = 2000
_NUMBER = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True)
class Part:
    """What of a row is asked for. `kind` is text, suggest (a text with suggestions), word, flag, id (numbered by
    itself) or yaml.

    What is `optional` is left out of a row where it is empty. A part with `default` does not make a row by itself.
    `sections` offers entries: what stands before the id, the section, and what it is called. Suggestions are names.
    """

    key: str
    label: str
    kind: str = "text"
    words: tuple[str, ...] = ()
    word_names: Mapping[str, str] = field(default_factory=dict)
    optional: bool = False
    default: Any = None
    sections: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class _Rows:
    """`inside` and `outside` turn the rows of a configuration into the parts shown, and back."""

    parts: tuple[Part, ...]
    inside: Callable[[Row], Row]
    outside: Callable[[Row], Row]

    def read(self, page: Page, key: str) -> list[Row]:
        found = [self._read_row(sent) for sent in self.again(page, key)]
        return [self.outside(row) for row in _numbered(self.parts, found)]

    def again(self, page: Page, key: str) -> list[dict[str, str]]:
        """The rows as they were typed, without those that are empty."""
        rows = [
            {one.key: part(page, key, one.key, number) for one in self.parts} for number in _numbers(page.form, key)
        ]
        return [row for row in rows if any(row[one.key].strip() for one in self.parts if _is_typed(one))]

    def _read_row(self, sent: Mapping[str, str]) -> Row:
        row: Row = {}
        for one in self.parts:
            value = _READ.get(one.kind, str)(sent[one.key])
            if not (one.optional and value in ("", None)):
                row[one.key] = value
        return row

    def show(self, rows: Iterable[Row] | None) -> list[dict[str, str]]:
        shown = [self.inside(row) for row in rows or ()]
        return [{one.key: _shown(one, row.get(one.key, one.default)) for one in self.parts} for row in shown]

    def merge(self, known: list[Row], given: list[Row]) -> list[Row]:
        return as_known(self.show, known, given)


def entry_rows(*parts: Part, inside: Callable[[Row], Row] = dict, outside: Callable[[Row], Row] = dict) -> Widget:
    rows = _Rows(parts, inside, outside)
    template = "admin/entry_rows.html"
    return Widget("entry_rows", rows.read, rows.show, rows.again, rows.merge, template, parts)


def _numbers(form: Iterable[str], key: str) -> list[int]:
    ends = (name.rpartition("/")[2] for name in form if name.startswith(f"{key}/"))
    return sorted({int(end) for end in ends if _NUMBER.fullmatch(end)})[:MOST_ROWS]


def _is_typed(one: Part) -> bool:
    return one.kind not in ("flag", "id") and one.default is None


def _numbered(parts: Iterable[Part], rows: list[Row]) -> list[Row]:
    """Rows without a number get the next one."""
    for one in filter(lambda wanted: wanted.kind == "id", parts):
        last = max((row[one.key] for row in rows), default=0)
        for row in rows:
            if not row[one.key]:
                last += 1
                row[one.key] = last
    return rows


def _id(text: str) -> int:
    if text.strip() and not (text.strip().isascii() and text.strip().isdecimal() and len(text) <= MAX_DIGITS):
        raise Mistake(_("This is no number."))
    return int(text.strip() or 0)


def _yaml(text: str) -> Any:
    if not text.strip():
        return None
    indented = "".join(f"  {line}\n" for line in text.split("\n"))
    try:
        return parse_document(f"value:\n{indented}")["value"]
    except Invalid as error:
        raise Mistake(_("This is not the YAML it should be.")) from error


def _shown(one: Part, value: Any) -> str:
    if one.kind == "yaml":
        return yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=100) if value else ""
    if one.kind == "flag":
        return "1" if value else ""
    return "" if value is None else str(value).replace("\r", "").replace("\n", " ")


_READ: Mapping[str, Callable[[str], Any]] = {"id": _id, "yaml": _yaml, "flag": lambda text: text == "1"}
