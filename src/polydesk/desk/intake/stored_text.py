"""A message as it is stored: as the sender wrote it, or, for those who want it so, as the original garbles it."""

import re

from polydesk.desk.intake.original_html import original_html
from polydesk.desk.intake.submission import Text
from polydesk.desk.intake.texts import without_pictographs
from polydesk.kernel.html.sanitizing import DROPPED
from polydesk.kernel.storable import storable

EMPTY = "-"
_EMPTY_LINES = re.compile(r"\n{3,}")
# What begins like a tag is one, to the end of the text if nothing closes it.
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)([^<>]*)(>?)")
_ATTRIBUTE = re.compile(r"\s[A-Za-z-]+=\"[^\"]*\"")
_VOID = frozenset({"br", "hr", "img", "input", "col", "wbr"})
_MOST_OPEN = 100


def stored_text(text: Text, *, as_original: bool) -> Text:
    """Never empty."""
    if as_original:
        body = original_html(text.body) if text.is_html else _balanced(_trimmed(text.body))
        body = without_pictographs(body)
    else:
        body = text.body if text.is_html else text.body.strip()
    return Text(body=storable(body) if body.strip() else EMPTY, is_html=text.is_html)


def stored_title(title: str, *, as_original: bool) -> str:
    """Of an article; the original writes runs of blanks as one."""
    return re.sub(r"\s+", " ", title) if as_original else title


def _trimmed(text: str) -> str:
    return _EMPTY_LINES.sub("\n\n", text.strip())


def _balanced(text: str) -> str:
    """The original runs plain text through its reader of HTML: whatever looks like a tag gets an end."""
    parts: list[str] = []
    opened: list[str] = []
    position = 0
    for tag in _TAG.finditer(text):
        parts.append(text[position : tag.start()])
        if not tag[4]:
            position = len(text)
            break
        position = tag.end()
        parts.append(_tag(tag, opened))
    parts.append(text[position:])
    return "".join([*parts, *(f"</{name}>" for name in reversed(opened))])


def _tag(tag: re.Match[str], opened: list[str]) -> str:
    name = tag[2].lower()
    if name in DROPPED or len(opened) >= _MOST_OPEN:
        return ""
    if tag[1]:
        return _ends(name, opened)
    if name not in _VOID:
        opened.append(name)
    return f"<{name}{''.join(_ATTRIBUTE.findall(tag[3]))}>"


def _ends(name: str, opened: list[str]) -> str:
    """An end closes what was opened after its beginning as well; one that was never opened is nothing."""
    if name not in opened:
        return ""
    closed: list[str] = []
    while not closed or closed[-1] != name:
        closed.append(opened.pop())
    return "".join(f"</{one}>" for one in closed)
