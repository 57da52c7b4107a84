"""Attachments of a request. A bad file never fails the ticket: a note says why it is missing. Section 8."""

import mimetypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from polydesk.api.osticket.data_url import decode_base64, decode_text, parse_data_url
from polydesk.api.osticket.words import is_scalar, text
from polydesk.api.osticket.xml_input import TEXT
from polydesk.desk.tickets.attach import NewFile

PLAIN, BYTES = "text/plain", "application/octet-stream"
NAMELESS = "file"
NOT_SAVED, TOO_LARGE, NOT_ALLOWED = (
    "Unable to save file",
    "File size is too large",
    "File type is not allowed",
)
LONGEST_NAME = 1000


@dataclass(frozen=True, slots=True)
class Limits:
    """No extensions: all of them."""

    max_bytes: int
    extensions: Sequence[str] = ()


@dataclass(slots=True)
class Attached:
    files: list[NewFile] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def add(self, name: str, kind: str, content: bytes | None, limits: Limits, *, content_id: str = "") -> bool:
        """Whether it is kept. With a content id it is one the message refers to."""
        shown = name[:LONGEST_NAME]
        problem = _problem(shown, content, limits)
        if problem or content is None:
            self.errors.append(f"{shown}: {problem}")
            return False
        inline = {"content_id": f"<{content_id}>", "disposition": "inline"} if content_id else {}
        self.files.append(NewFile(filename=shown or NAMELESS, content=content, content_type=kind, **inline))
        return True


def _problem(name: str, content: bytes | None, limits: Limits) -> str:
    if not content:
        return NOT_SAVED
    if len(content) > limits.max_bytes:
        return TOO_LARGE
    extension = name.rpartition(".")[2].lower()
    return "" if not limits.extensions or extension in limits.extensions else NOT_ALLOWED


def once_each(files: Sequence[NewFile]) -> list[NewFile]:
    """The original attaches equal contents once, where the first stood and under the last name."""
    return list({one.content: one for one in files}.values())


def json_files(value: Any, limits: Limits, *, as_original: bool) -> Attached:
    """A list of objects, each with one pair of name and content. Anything else but a list is no file.

    The original takes the first pair of an object; we take all, and an object with `name` and `data` for one file.
    """
    attached = Attached()
    for entry in value if isinstance(value, list) else ():
        if not as_original and entry.keys() >= {"name", "data"}:
            name = text(entry["name"])
            attached.add(name, *_described(entry, name, as_original=False), limits)
            continue
        for name, content in list(entry.items())[: 1 if as_original else None]:
            attached.add(name, *_from_json(content, as_original=as_original), limits)
    return attached


def _from_json(value: Any, *, as_original: bool) -> tuple[str, bytes | None]:
    if not is_scalar(value):
        return PLAIN, None
    url = parse_data_url(text(value), as_original=as_original)
    if url is None:
        return PLAIN, text(value).encode()
    kind = url.type or PLAIN
    content = decode_base64(url.content) if url.is_base64 else url.content.encode()
    if url.charset and content is not None and (as_original or url.is_base64):
        converted = decode_text(content, url.charset)
        content = content if converted is None else converted.encode()
    return kind, content


def xml_files(value: Any, limits: Limits, *, as_original: bool) -> Attached:
    """Children of any name, each with its name, type and encoding beside the text."""
    attached = Attached()
    for entry in _entries(value):
        if isinstance(entry, dict):
            name = text(entry.get("name"))
            attached.add(name, *_described(entry, name, as_original=as_original), limits)
        elif not as_original and text(entry):
            attached.add("", PLAIN, text(entry).encode(), limits)
    return attached


def _entries(value: Any) -> Iterator[Any]:
    for children in value.values() if isinstance(value, dict) else ():
        yield from children if isinstance(children, list) else [children]


def _described(entry: dict[str, Any], name: str, *, as_original: bool) -> tuple[str, bytes | None]:
    sent = text(entry.get(TEXT)) or ("" if as_original else text(entry.get("data")))
    is_base64 = text(entry.get("encoding")).strip().lower() == "base64"
    content = decode_base64(sent) if is_base64 else sent.encode()
    return text(entry.get("type")) or _guessed(name, content), content


def _guessed(name: str, content: bytes | None) -> str:
    guessed = mimetypes.guess_type(name, strict=False)[0]
    return guessed or (BYTES if content and b"\0" in content else PLAIN)
