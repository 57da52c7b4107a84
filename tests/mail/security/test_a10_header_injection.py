"""Class A10: line breaks, controls and encoded words in whatever reaches a header of outgoing mail."""

import tempfile
from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from polydesk.desk.sending.addressing import read_addresses
from polydesk.desk.sending.compose import compose
from polydesk.desk.sending.content import Content, MailFile
from polydesk.desk.sending.registry import MailAddress
from polydesk.desk.sending.threads import ids_in
from polydesk.kernel.files import FileStore

STORE = FileStore(Path(tempfile.mkdtemp()))
FILE = STORE.put(b"content").hash
NOON = datetime(2026, 9, 28, 12)  # noqa: DTZ001  naive UTC is the convention of this project
KNOWN = {
    "date",
    "from",
    "to",
    "cc",
    "reply-to",
    "subject",
    "message-id",
    "in-reply-to",
    "references",
    "auto-submitted",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
}
OF_PARTS = {"content-type", "content-transfer-encoding", "content-disposition", "content-id", "mime-version"}
NASTY = [
    "\r\nBcc: victim@zulu.test",
    "\nBcc: victim@zulu.test\n\nbody",
    "\rBcc: victim@zulu.test",
    "a\0b",
    "=?utf-8?Q?x=0D=0ABcc=3A_victim=40zulu.test?=",
    "=?utf-8?B?DQpCY2M6IHZpY3RpbUB6dWx1LnRlc3Q=?=",
    '" <victim@zulu.test>, "',
    "a@b.c>, <victim@zulu.test",
    "\u2028Bcc: victim@zulu.test",
    "\x85Bcc: victim@zulu.test",
    "\x0bBcc:\x0cx\x1c\x1d\x1e",
    "(comment (nested",
    "\\",
    '"',
    "\ud800",
    "x" * 3000,
    "; filename=evil.exe",
    "group: victim@zulu.test;",
    " \t ",
    "\u202egnp.exe",
]
TEXTS = st.one_of(st.sampled_from(NASTY), st.text(max_size=60), st.lists(st.sampled_from(NASTY)).map("".join))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(name=TEXTS, subject=TEXTS, filename=TEXTS, content_type=TEXTS, content_id=TEXTS, extra=TEXTS)
def test_no_text_makes_a_header_of_its_own(
    name: str, subject: str, filename: str, content_type: str, content_id: str, extra: str
) -> None:
    people = [MailAddress(name, "kim@kiwi.test"), MailAddress(name, f"{name}@kiwi.test")]
    content = Content(
        sender=MailAddress(name, "desk@kiwi.test"),
        to=people[:1],
        cc=people[1:],
        reply_to=MailAddress(name, "re@kiwi.test"),
        text="body",
        headers={"Auto-Submitted": extra},
        files=[MailFile(FILE, filename, content_type, content_id)],
    )
    raw = compose(content, STORE, subject=subject, message_id="m@desk.test", moment=NOON)
    message = message_from_bytes(raw, policy=policy.compat32)
    assert {one.lower() for one in message} <= KNOWN
    for part in [*message.walk()][1:]:
        assert {one.lower() for one in part} <= OF_PARTS
    decoded = message_from_bytes(raw, policy=policy.default)
    assert [one.addr_spec for one in decoded["To"].addresses] == ["kim@kiwi.test"]
    assert [one.addr_spec for one in decoded["From"].addresses] == ["desk@kiwi.test"]
    assert "victim@zulu.test" not in [one.addr_spec for one in getattr(decoded["Cc"], "addresses", ())]
    assert len(list(message.walk())) == 3


@pytest.mark.parametrize("text", NASTY)
def test_ids_of_others_are_one_word_or_nothing(text: str) -> None:
    for one in ids_in(f"<a@b> <{text}@c> {text}"):
        assert one.isascii() and one.isprintable() and not set(one) & set(" <>")
        assert "=?" not in one


@pytest.mark.parametrize("text", NASTY)
def test_no_address_is_read_out_of_what_breaks_lines(text: str) -> None:
    if any(mark in text for mark in "\r\n\0"):
        assert read_addresses(f"kim@kiwi.test{text}") == []
