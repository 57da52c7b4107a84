"""Tags and text of any HTML, in order and balanced, in time and memory proportional to its length.

libxml2's parser does the reading. Its cost for a stray end tag grows with the number of open elements, and other
parsers are worse; so a document is fed in small pieces, and goes on in a new parser when it is open too deep.
"""

from collections.abc import Iterator
from typing import Any, Protocol

_PIECE = 1024
_MAX_OPEN = 512


class Reader(Protocol):
    """Hears of everything in a document. Attribute names are lower case, values decoded."""

    def start(self, tag: str, attributes: dict[str, str]) -> None: ...

    def end(self, tag: str) -> None: ...

    def data(self, text: str) -> None: ...


def walk(html: str, reader: Reader) -> None:
    """Read `html` to `reader`: every start has its end; `html` and `body` may come up more than once."""
    target = _Target(reader)
    parser = _parser(target)
    text = html.encode("utf-8", "replace").decode("utf-8")
    for piece in _pieces(text):
        if target.depth > _MAX_OPEN:
            parser.close()
            parser = _parser(target)
        parser.feed(piece)
    if text:
        parser.close()


def words(text: str) -> frozenset[str]:
    """Names of tags and the like, written as one text."""
    return frozenset(text.split())


def _pieces(text: str) -> Iterator[str]:
    """`text` in short pieces, cut before a tag where there is one, so that no tag falls between two parsers."""
    begin = 0
    while begin < len(text):
        end = begin + _PIECE
        if end < len(text):
            tag = text.rfind("<", begin + 1, end)
            end = tag if tag > begin else end
        yield text[begin:end]
        begin = end


def _parser(target: "_Target") -> Any:
    from lxml import etree  # type: ignore[import-untyped]  # no types; late: not every worker comes upon HTML

    # huge_tree: no tree is built here, so libxml2's limits would only lose text
    return etree.HTMLParser(target=target, recover=True, no_network=True, huge_tree=True)


class _Target:
    """lxml's parser target interface."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.depth = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self._reader.start(tag, dict(attributes))

    def end(self, tag: str) -> None:
        self.depth -= 1
        self._reader.end(tag)

    def data(self, text: str) -> None:
        self._reader.data(text)

    def comment(self, text: str) -> None:
        """Comments are nothing to anybody here."""

    def close(self) -> None:
        """Nothing is built, so nothing is handed back."""
