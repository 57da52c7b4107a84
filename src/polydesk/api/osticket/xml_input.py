"""The lax XML of the API: a field is an attribute or an element, alike. Specification, section 9."""

from collections.abc import Mapping
from typing import Any

from polydesk.api.osticket.errors import Unreadable

TEXT = ":text"
"""The key of an element's own text, where it has attributes or elements too."""
ROOT = "ticket"
MAX_DEPTH = 64
MOST_NODES = 20_000

_NAMES = {
    5: "Invalid document end",
    6: "Invalid hexadecimal character reference",
    7: "Invalid decimal character reference",
    8: "Invalid character reference",
    9: "Invalid character",
    26: "Undeclared entity error",
    42: "Attribute redefined",
    76: "Mismatched tag",
    77: "Tag unclosed",
    81: "Invalid character",
}
"""What the original calls the parser's errors, by libxml2's numbers; all others are one."""
_ANY_OTHER = "Not well-formed (invalid token)"
_UNREADABLE_BYTES = 81


def decode_xml(body: bytes) -> dict[str, Any]:
    """The fields of a ticket. A document whose root is no `ticket` has none."""
    if not body.strip():
        raise _error("No error")
    name, value = _parsed(body)
    if isinstance(value, str) and value:
        raise _error("No error")
    return value if name == ROOT and isinstance(value, dict) else {}


def _parsed(body: bytes) -> tuple[str, Any]:
    from lxml import etree  # type: ignore[import-untyped]  # no types; late: not every worker is sent XML

    parser = etree.XMLParser(target=_Reader(), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        result: tuple[str, Any] = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        behind = error.code == _UNREADABLE_BYTES  # the original points behind them
        raise _error(_NAMES.get(error.code, _ANY_OTHER), line, column + behind) from None
    except (LookupError, ValueError):
        raise _error("Unknown encoding") from None
    return result


def _error(name: str, line: int = 1, column: int = 1) -> Unreadable:
    return Unreadable(f"XML error: {name} at line {line}:{column}")


class _Element:
    __slots__ = ("children", "name", "texts")

    def __init__(self, name: str, attributes: Mapping[str, str]) -> None:
        self.name = name
        self.children: list[tuple[str, Any]] = list(attributes.items())
        self.texts: list[str] = []

    @property
    def value(self) -> Any:
        """The text of a bare element; of any other a mapping, where what comes more than once is a list."""
        text = "".join(self.texts).strip()
        if not self.children:
            return text
        found: dict[str, Any] = {TEXT: text} if text else {}
        repeated: set[str] = set()
        for name, value in self.children:
            if name not in found:
                found[name] = value
            elif name in repeated:
                found[name].append(value)
            else:
                found[name] = [found[name], value]
                repeated.add(name)
        return found


class _Reader:
    """Hears of everything in the document, and refuses a document type before any entity of it could grow."""

    def __init__(self) -> None:
        self._open: list[_Element] = []
        self._root: tuple[str, Any] = ("", "")
        self._nodes = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._nodes += 1 + len(attributes)
        if self._nodes > MOST_NODES or len(self._open) >= MAX_DEPTH:
            raise _error("Too many elements")
        self._open.append(_Element(name, attributes))

    def end(self, _name: str) -> None:
        element = self._open.pop()
        if self._open:
            self._open[-1].children.append((element.name, element.value))
        else:
            self._root = (element.name, element.value)

    def data(self, text: str) -> None:
        if self._open:
            self._open[-1].texts.append(text)

    def doctype(self, _name: str, _public: str | None, _system: str | None) -> None:
        raise _error("Document types are not accepted")

    def close(self) -> tuple[str, Any]:
        return self._root
