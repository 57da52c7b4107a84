"""Address headers. The standard library reads one address at a time, so that one bad one spoils no other."""

import re
from collections.abc import Iterator
from email.utils import parseaddr, unquote

from polydesk.mail.parsed import Address
from polydesk.mail.parsing.words import decode_words

_MAX_ADDRESS = 2000
_MAX_COMMENTS = 20
_TOKEN = re.compile(r'"(?:[^"\\]|\\.){0,1000}"|\\.|.', re.DOTALL)
_LOCAL = re.compile(r"[^\s@<>()\[\]\\,;:\"\x00-\x1f\x7f]{1,128}|\"[^\"\\\r\n\x00]{1,126}\"")
_DOMAIN = re.compile(r"[^\W_](?:[\w.-]{0,251}[^\W_])?|\[[0-9a-fA-F.:IPv]{2,60}\]")
_MAX_EMAIL = 254


def read_addresses(value: str, *, keep_comment: bool = False) -> list[Address]:
    """The valid addresses of a header, in order. `keep_comment`: a name in brackets stays in its brackets."""
    found = (_address(piece, keep_comment) for piece in _pieces(value))
    return [address for address in found if address is not None]


def is_email(text: str) -> bool:
    local, _, domain = text.rpartition("@")
    if len(text) > _MAX_EMAIL or "=?" in text:
        return False  # an encoded word may hold an @ of its own
    return bool(_LOCAL.fullmatch(local) and _DOMAIN.fullmatch(domain) and ".." not in domain)


def _address(piece: str, keep_comment: bool) -> Address | None:
    if len(piece) > _MAX_ADDRESS or piece.count("(") > _MAX_COMMENTS:
        return None
    name, email = _bracketed(piece) or _bare(piece) or parseaddr(piece)
    if not is_email(email):
        return None
    shown = decode_words(name)
    if keep_comment and shown and "<" not in piece:
        shown = f" ({shown})"
    return Address(shown, email)


def _bracketed(piece: str) -> tuple[str, str] | None:
    """What stands in angle brackets at the end is the address, whatever the name looks like. A route is dropped."""
    name, found, rest = piece.rpartition("<")
    email, closed, after = rest.partition(">")
    if not (found and closed) or after.strip():
        return None
    return unquote(name.strip()), email.rpartition(":")[2].strip()


def _bare(piece: str) -> tuple[str, str] | None:
    """An address and nothing else; older Pythons do not read all of them."""
    return ("", piece.strip()) if is_email(piece.strip()) else None


def _pieces(value: str) -> Iterator[str]:
    """Cut at commas and semicolons that separate; the name of a group is nobody's."""
    piece: list[str] = []
    comment = angle = 0
    for sign in _TOKEN.findall(value):
        if sign == "(":
            comment += 1
        elif sign == ")":
            comment = max(0, comment - 1)
        elif not comment and sign in "<>":
            angle = sign == "<"
        elif not comment and not angle and sign in ",;:":
            if sign != ":" and piece:
                yield "".join(piece)
            piece = []
            continue
        piece.append(sign)
    if piece:
        yield "".join(piece)
