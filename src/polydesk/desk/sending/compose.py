"""Compose a mail from what its row holds: the same bytes each time, so that a second try is the same mail."""

import hashlib
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from email import policy
from email.charset import BASE64, QP, Charset
from email.encoders import encode_base64
from email.message import Message
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.utils import format_datetime
from typing import Any

from polydesk.desk.sending.content import Content, MailFile
from polydesk.desk.sending.headers import mailbox, one_line, unstructured
from polydesk.desk.sending.registry import MailAddress
from polydesk.kernel.files import FileStore

_OF_IDS = frozenset({"message-id", "in-reply-to", "references"})
_OF_LISTS = frozenset({"list-id", "list-unsubscribe"})


class _Lines(policy.Compat32):
    """Ids stand one to a line, the first beside the header's name: some programs do not look for it below."""

    def fold_binary(self, name: str, value: str) -> bytes:
        if name.lower() in _OF_IDS:
            return f"{name}: {value.replace(' <', f'{self.linesep} <')}{self.linesep}".encode()
        return super().fold_binary(name, value)


_LINES = _Lines(linesep="\r\n", max_line_length=78)
_TYPE = re.compile(r"([A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,60})/([A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,100})(?:\s*;.*)?", re.S)
_CONTENT_ID = re.compile(r"[!-;=?-~]{1,250}")
_MOST_FOR_QUOTED_PRINTABLE = 100_000
"""Longer texts go out in base64, which takes a hundredth of the time."""
_UNNAMED = "attachment"


def compose(content: Content, files: FileStore, *, subject: str, message_id: str, moment: datetime) -> bytes:
    """The whole message with CRLF line ends. Raises NotFound when one of its files is gone."""
    message = _body(content)
    attached = [_file(one, files) for one in content.files if not _is_shown(one, content)]
    if content.html:
        shown = [_file(one, files) for one in content.files if _is_shown(one, content)]
        message = _multipart("related", [message, *shown]) if shown else message
    if attached:
        message = _multipart("mixed", [message, *attached])
    _name_boundaries(message, message_id)
    for name, value in _headers(content, subject, message_id, moment):
        message[name] = value
    return message.as_bytes(policy=_LINES)


def _headers(content: Content, subject: str, message_id: str, moment: datetime) -> list[tuple[str, str]]:
    headers = [
        ("Date", format_datetime(moment.replace(tzinfo=UTC, microsecond=0))),
        ("From", mailbox(content.sender)),
        ("To", _mailboxes(content.to)),
        ("Cc", _mailboxes(content.cc)),
        ("Reply-To", mailbox(content.reply_to) if content.reply_to else ""),
        ("Subject", unstructured(subject)),
        ("Message-ID", f"<{message_id}>"),
        ("In-Reply-To", f"<{content.in_reply_to}>" if content.in_reply_to else ""),
        ("References", " ".join(f"<{one}>" for one in content.references)),
        *((name, _further(name, value)) for name, value in content.headers.items()),
    ]
    return [(name, value) for name, value in headers if value]


def _further(name: str, value: str) -> str:
    """Those of lists have a structure, which is ours and encoded where it must be."""
    return one_line(value) if name.lower() in _OF_LISTS else unstructured(value)


def _mailboxes(addresses: Sequence[MailAddress]) -> str:
    return ", ".join(filter(None, map(mailbox, addresses)))


def _body(content: Content) -> Message:
    text = _text(content.text, "plain")
    return _multipart("alternative", [text, _text(content.html, "html")]) if content.html else text


def _text(text: str, subtype: str) -> Message:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").encode("utf-8", "replace")
    charset = Charset("utf-8")
    charset.body_encoding = QP if len(lines) <= _MOST_FOR_QUOTED_PRINTABLE else BASE64
    part = MIMENonMultipart("text", subtype, charset="utf-8")
    part.set_payload(lines.decode(), charset)
    return part


def _multipart(subtype: str, parts: Sequence[Message]) -> Message:
    whole = MIMEMultipart(subtype)
    for part in parts:
        del part["MIME-Version"]
        whole.attach(part)
    return whole


def _is_shown(file: MailFile, content: Content) -> bool:
    """Whether the HTML shows it: only then is it a picture in the text and no attachment."""
    return bool(content.html and file.content_id and f"cid:{_bare(file.content_id)}" in content.html)


def _bare(content_id: str) -> str:
    return content_id.strip().removeprefix("<").removesuffix(">")


def _file(file: MailFile, files: FileStore) -> Message:
    kind = _TYPE.fullmatch(file.content_type.strip()[:500])
    main, sub = (kind[1].lower(), kind[2].lower()) if kind else ("application", "octet-stream")
    if main in ("multipart", "message"):  # which must not be encoded, so they would not arrive as they are
        main, sub = "application", "octet-stream"
    part = MIMEBase(main, sub)
    part.set_payload(files.get(file.hash))
    encode_base64(part)
    name = one_line(file.filename, 250) or _UNNAMED
    named: Any = name if name.isascii() else ("utf-8", "", name)
    part.add_header("Content-Disposition", "inline" if file.is_inline else "attachment", filename=named)
    content_id = _bare(file.content_id)
    if _CONTENT_ID.fullmatch(content_id):
        part["Content-ID"] = f"<{content_id}>"
    return part


def _name_boundaries(message: Message, message_id: str) -> None:
    """Named by the Message-ID. Neither quoted-printable nor base64 can hold `=_`, so no text contains one."""
    seed = hashlib.sha256(message_id.encode()).hexdigest()[:24]
    for number, part in enumerate(one for one in message.walk() if one.is_multipart()):
        part.set_boundary(f"=_{seed}_{number}")
