"""What osTicket does to texts that come in, so far as it loses nothing the sender meant to say."""

import html
import re
from typing import Any

from polydesk.kernel.storable import storable

_TAG = re.compile(
    r"</?(?:a|abbr|address|b|big|blockquote|body|br|center|code|dd|div|dl|dt|em|font|form|h[1-6]|head|hr|html|i|iframe"
    r"|img|input|ins|kbd|li|link|meta|object|ol|p|pre|q|s|samp|script|small|span|strike|strong|style|sub|sup|svg|table"
    r"|tbody|td|tfoot|th|thead|title|tr|tt|u|ul|var)(?:[\s/][^<>]*)?>",
    re.IGNORECASE,
)
_ANYTHING_LIKE_A_TAG = re.compile(r"<[^\s>][^>]*(?:>|\Z)")
_PICTOGRAPH = re.compile(
    "[\u00a9-\u00ae\u2310-\u231f\u2322-\u232f\u23e0-\u23ff\u2702-\u27b0\U0001f300-\U0001f64f\U0001f680-\U0001f6ff"
    "\U0001f910-\U0001f9ff]"
)
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f]+")
_FORMULA = re.compile(r"[=\-@]|\+(?!\d*\Z)")


def as_text(value: Any) -> str | None:
    """A single value of JSON as text; None for lists and mappings."""
    if value is None or value is False:
        return ""
    if isinstance(value, list | dict | tuple):
        return None
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        value = int(value)
    return storable("1" if value is True else str(value))


def truthy(value: Any) -> bool:
    """What counts as true in the original: everything but nothing, zero, the empty text and the text 0."""
    return bool(value) and value != "0"


def without_tags(text: str, *, as_original: bool) -> str:
    """A text without HTML: entities decoded, then tags taken out.

    The original takes everything after an opening bracket for a tag; by default only names of HTML elements are.
    """
    return (_ANYTHING_LIKE_A_TAG if as_original else _TAG).sub("", _decoded(text))


def _decoded(text: str) -> str:
    try:
        return html.unescape(text)
    except ValueError:  # a numbered character of thousands of digits
        return text


def without_pictographs(text: str) -> str:
    """As the original stores it; by default they stay."""
    return _PICTOGRAPH.sub("", text)


def clean_line(text: str, *, as_original: bool) -> str:
    """A name, subject or other short text."""
    cleaned = without_tags(text, as_original=as_original)
    return storable(without_pictographs(cleaned) if as_original else cleaned)


def in_one_line(text: str) -> str:
    """A name or subject as it may stand in a header of mail."""
    return _UNPRINTABLE.sub(" ", text)


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would calculate it: refused in fields without a check of their own."""
    return bool(_FORMULA.match(text))
