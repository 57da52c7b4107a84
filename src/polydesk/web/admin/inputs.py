"""What of an entry a page asks for, how it is read from a form, and how it stands in one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from polydesk.desk.configuration.document import parse_document
from polydesk.kernel.errors import Invalid
from polydesk.kernel.storable import storable
from polydesk.web.agent.page import Page
from polydesk.web.texts import marked as _

MAX_DIGITS = 15
VALIDITIES = ("valid", "invalid", "invalid-temporarily")


class Mistake(Exception):
    """What is wrong with a field, in words for the catalogue."""


@dataclass(frozen=True)
class Widget:
    """`read` takes what the form has sent, or LEFT_OUT; `show` makes the text that stands in the form.

    `again` is what stands there after a Mistake, `merge` puts what was given into what is known, and `template` draws
    what input.html cannot, with `parts` to its liking.
    """

    name: str
    read: Callable[[Page, str], Any]
    show: Callable[[Any], Any]
    again: Callable[[Page, str], Any] = lambda page, key: page.text(key)
    merge: Callable[[Any, Any], Any] | None = None
    template: str = ""
    parts: Any = ()

    def merged(self, known: Any, given: Any) -> Any:
        """What looks the same is the same: a form that is sent as it was shown changes nothing."""
        if self.merge:
            return self.merge(known, given)
        return known if self.show(known) == self.show(given) else given


LEFT_OUT = object()
"""What `read` gives for a field that changes nothing, such as a password nobody typed."""


@dataclass(frozen=True)
class Input:
    """`section` names the entries to choose from, `words` the words. `key` is that of the entry."""

    key: str
    label: str
    widget: Widget
    about: str = ""
    section: str = ""
    words: tuple[str, ...] = ()
    required: bool = False
    fixed: bool = False
    """Whether it is asked for new entries only: others refer to them by it."""
    default: Any = None
    group: str = ""
    """Neighbours of the same group stand together below this word."""
    word_names: Mapping[str, str] = field(default_factory=dict)
    """What the words are called where that is something else."""
    kind: str = "text"
    """Of the texts a browser knows: email, tel, url, search."""
    complete: str = "off"
    found_in: str = ""
    """The section whose entries are offered while somebody types, where there may be very many."""
    further_sections: tuple[str, ...] = ()
    """Whose entries a widget of its own offers, by id and name."""


def _text(page: Page, key: str) -> str:
    return _as_text(page.text(key))


def _number(page: Page, key: str) -> int:
    text = page.text(key).strip() or "0"
    if not text.removeprefix("-").isdecimal() or not text.isascii() or len(text) > MAX_DIGITS:
        raise Mistake(_("This is no number."))
    return int(text)


def _lines(page: Page, key: str) -> list[str]:
    return [line.strip() for line in _text(page, key).split("\n") if line.strip()]


def _pairs(page: Page, key: str) -> dict[str, str]:
    """Lines of `name = value`."""
    pairs = [line.partition("=") for line in _lines(page, key)]
    if not all(separator and name.strip() for name, separator, _value in pairs):
        raise Mistake(_("Each line is a name, an equals sign and a value."))
    return {name.strip(): value.strip() for name, _separator, value in pairs}


def _document(page: Page, key: str) -> Any:
    """Any YAML: wrapped, so that the reader of configurations, with its limits, reads it."""
    text = _text(page, key)
    indented = "".join(f"  {line}\n" for line in text.split("\n"))
    try:
        return parse_document(f"value:\n{indented}")["value"]
    except Invalid as error:
        raise Mistake(_("This is not the YAML it should be.")) from error


def _one_of(page: Page, key: str) -> str | None:
    return page.text(key) or None


def _several_of(page: Page, key: str) -> list[str]:
    return list(dict.fromkeys(storable(one) for one in page.form.getlist(key) if one and isinstance(one, str)))


def _rights(page: Page, key: str) -> dict[str, list[str]]:
    """Boxes named `key/right/group`; those of no group are of the one whose name stands in the field `key+`."""
    given: dict[str, list[str]] = {}
    further = f"{key}+"
    for name in page.form:
        if name.startswith(f"{key}/"):
            right, _slash, group = name[len(key) + 1 :].partition("/")
            if group := group or page.text(further).strip():
                given.setdefault(group, []).append(right)
    return given


def _password(page: Page, key: str) -> Any:
    return page.text(key) or LEFT_OUT


def _as_text(value: Any) -> str:
    """With the ends of lines a browser makes of them."""
    return "" if value is None else str(value).replace("\r\n", "\n").replace("\r", "\n")


def _as_line(value: Any) -> str:
    """A field of one line would drop what ends lines, and send back something else."""
    return _as_text(value).replace("\n", " ")


def _as_yaml(value: Any) -> str:
    return yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=100) if value else ""


def _as_pairs(value: Mapping[str, str] | None) -> str:
    return "\n".join(f"{name} = {text}" for name, text in (value or {}).items())


def _as_rights(value: Mapping[str, Any] | None) -> dict[str, list[str]]:
    return {group: [held] if isinstance(held, str) else held for group, held in (value or {}).items()}


def _as_list(value: Any) -> list[str]:
    return list(value or ())


TEXT = Widget("text", _text, _as_line)
LONG_TEXT = Widget("long_text", _text, _as_text)
CODE = Widget("code", _document, _as_yaml)
NUMBER = Widget("number", _number, _as_text)
FLAG = Widget("flag", lambda page, key: page.text(key) == "1", bool)
WORD = Widget("word", lambda page, key: page.text(key), _as_text)
FOUND = Widget("found", _text, _as_text)
ONE_OF = Widget("one_of", _one_of, _as_text)
SEVERAL_OF = Widget("several_of", _several_of, _as_list)
LINES = Widget("lines", _lines, lambda value: "\n".join(value or ()))
PAIRS = Widget("pairs", _pairs, _as_pairs)
RIGHTS = Widget("rights", _rights, _as_rights)
PASSWORD = Widget("password", _password, lambda value: "")
COLOUR = Widget("colour", _text, _as_line)

VALID = Input("valid", _("Validity"), WORD, words=VALIDITIES, default="valid")
COMMENT = Input("comment", _("Comment"), TEXT)


def name_input(label: str = _("Name")) -> Input:
    return Input("name", label, TEXT, required=True)
