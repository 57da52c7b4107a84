"""Header values as text: raw 8-bit bytes guessed, folds undone, RFC 2047's encoded words decoded."""

import binascii
import re

from polydesk.mail.parsing.charsets import clean, decode, guess

# Bounded, so that a header of nothing but beginnings costs no more than its length. Question marks and blanks within
# are against the RFC, and common.
_WORD = re.compile(r"=\?([^?\s]{1,64})\?([bq])\?([^?]{0,2000}(?:\?(?!=)[^?]{0,200}){0,8})\?=", re.IGNORECASE)
_FOLD = re.compile(r"[\r\n]+[ \t]*")
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")


def guess_raw(value: str) -> str:
    """A header as the standard library hands it out, its 8-bit bytes read as what they look like."""
    return clean(value) if value.isascii() else guess(value.encode("ascii", "surrogateescape"))


def decode_words(value: str) -> str:
    """One line of text, without control characters."""
    unfolded = _FOLD.sub(" ", value)
    return _CONTROL.sub("", clean(_decoded(unfolded) if "=?" in unfolded else unfolded)).strip()


def _decoded(value: str) -> str:
    written: list[str] = []
    pending: list[bytes] = []
    charset, end = "", 0
    for word in _WORD.finditer(value):
        between = value[end : word.start()]
        named = word[1].partition("*")[0].lower()
        if pending and (between.strip() or named != charset):
            written.append(decode(b"".join(pending), charset))
            pending.clear()
        # blanks between two encoded words are no blanks
        if between.strip() or not end:
            written.append(between)
        pending.append(_content(word[2], word[3]))
        charset, end = named, word.end()
    if pending:
        written.append(decode(b"".join(pending), charset))
    return "".join([*written, value[end:]])


def _content(encoding: str, text: str) -> bytes:
    """Characters cut in two by the sender's program come together again: bytes are joined before they are text."""
    content = text.encode("utf-8", "replace")
    if encoding in "qQ":
        return binascii.a2b_qp(content, header=True)
    padded = content.replace(b" ", b"").rstrip(b"=")
    try:
        return binascii.a2b_base64(padded + b"=" * (-len(padded) % 4))
    except binascii.Error:
        return content
