"""What texts must become before they may stand in a mail's header: one line of ASCII that says only what it says."""

import re
from email.header import Header

from polydesk.desk.sending.addressing import is_sendable
from polydesk.desk.sending.registry import MailAddress

LONGEST_TEXT = 1000
LONGEST_NAME = 200
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]+")
_PLAIN_WORDS = re.compile(r"[!-~]{1,70}(?: [!-~]{1,70})*")
_PHRASE = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")


def one_line(text: str, longest: int = LONGEST_TEXT) -> str:
    """Without line breaks, control characters and marks that turn the direction of writing around."""
    return _CONTROLS.sub(" ", text[: longest * 2]).strip()[:longest]


def unstructured(text: str) -> str:
    """A Subject or the like. What looks like an encoded word is encoded itself, so that it reads as it was written."""
    line = one_line(text)
    if not line or (_PLAIN_WORDS.fullmatch(line) and "=?" not in line):
        return line
    return _encoded(line)


def mailbox(address: MailAddress) -> str:
    """`Name <address>`, the name quoted or encoded as it needs. An address that is none becomes nothing."""
    if not is_sendable(address.email):
        return ""
    name = one_line(address.name, LONGEST_NAME)
    if not name:
        return address.email
    return f"{phrase(name)} <{address.email}>"


def phrase(name: str) -> str:
    """A name before something in angle brackets, quoted or encoded as it needs."""
    if not name.isascii() or "=?" in name:
        return _encoded(name)
    if _PHRASE.fullmatch(name):
        return name
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _encoded(text: str) -> str:
    return Header(text, "utf-8", maxlinelen=60).encode(linesep="")
