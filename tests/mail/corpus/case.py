"""One message of the corpus, and the few words all of them are made with."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """`shows` must be found in what the parser makes of it: text, HTML, subject, names of people and files.

    `refused` is the limit it must break.
    """

    name: str
    build: Callable[[], bytes]
    shows: tuple[str, ...] = ()
    refused: str = ""


SENDER = b"From: Customer <customer@example.net>\n"
TO = b"To: support@example.org\n"
HEAD = SENDER + TO + b"Subject: A subject\nMIME-Version: 1.0\n"


def case(name: str, raw: bytes, *shows: str) -> Case:
    return Case(name, lambda: raw, shows)


def text(body: bytes, kind: str = "text/plain; charset=utf-8", encoding: str = "") -> bytes:
    """A mail of one part."""
    return HEAD + part(body, kind, encoding)


def part(body: bytes, kind: str = "text/plain; charset=utf-8", encoding: str = "", more: str = "") -> bytes:
    head = f"Content-Type: {kind}\n"
    head += f"Content-Transfer-Encoding: {encoding}\n" if encoding else ""
    head += f"{more}\n" if more else ""
    return head.encode("utf-8", "surrogateescape") + b"\n" + body + b"\n"


def multipart(*parts: bytes, kind: str = "mixed", boundary: str = "cut", end: bool = True) -> bytes:
    """Headers and body of a multipart, to stand alone or within another."""
    line = b"--" + boundary.encode() + b"\n"
    head = f'Content-Type: multipart/{kind}; boundary="{boundary}"\n\n'.encode()
    return head + b"".join(line + one for one in parts) + (line[:-1] + b"--\n" if end else b"")


def mixed(*parts: bytes) -> bytes:
    return HEAD + multipart(*parts)


def attached(content: bytes, disposition: str, kind: str = "application/octet-stream") -> bytes:
    return mixed(part(b"see the file"), part(content, kind, more=f"Content-Disposition: {disposition}"))


def with_headers(*lines: bytes, body: bytes = b"hello") -> bytes:
    return b"\n".join(lines) + b"\n\n" + body + b"\n"
