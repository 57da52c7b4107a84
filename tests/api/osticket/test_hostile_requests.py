"""Values of every kind in every place: each gets an answer that somebody thought of, and in a bounded time."""

import json
import random
import time
from typing import Any
from xml.sax.saxutils import quoteattr

import pytest

from polydesk.api.osticket.answer import CRASHED
from tests.api.osticket.caller import ON_SQLITE, TICKET, Caller

FIELDS = [
    "name", "email", "subject", "message", "alert", "autorespond", "source", "topicId", "attachments", "ip", "priority",
    "priorityId", "phone", "notes", "company", "tier", "asset_tag", "seats", "contact_ip", "alt_email", "due_by",
    "seen_on", "impact", "platforms", "office", "billable", "callback", "details", "plain_details", "duedate", "number",
    "deptId", "statusId", "slaId", "staffId", "teamId", "assignId", "cannedResponseId", "emailId", "poster", "flags",
    "uid", "mailflags", "mid", "header", "system_emails", "order_no", "reason",
]  # fmt: skip
VALUES: list[Any] = [
    None, True, False, 0, 1, -1, 2**31, 2**63, 2**64, 1e300, 0.5, "", " ", "0", "x", "1" * 5000, "=cmd()", "\0", "a\0b",
    "'; DROP TABLE ticket; --", "<script>alert(1)</script>", "%s%n{0}%{ticket.number}<OTRS_CONFIG_x>", "\r\nBcc: a@b.c",
    "\u202egpj.exe", "\ufeff", "😀", "\ufffe", "ı", "data:", "data:,", "data:;;;;,", "data:text/html;base64,////",
    "data:text/html;charset=utf-16,\0", "data:text/html,<div><p" + "<b>" * 2000, "<" * 20_000, "a@b", "@", "a@b.c, d@e",
    "9" * 400, "2038-01-19T03:14:08+14:00", "now", "0000-00-00", "99999999999999", "[1,2", "{}", '{"a":[' * 50,
    [], [[]], ["a", "b"], [None], {}, {"a": {"b": {"c": []}}}, [{"a.txt": "x"}], [{"a": ["x"]}], [{"": ""}], [[{}]],
    ["x"] * 3000,
]  # fmt: skip
THOUGHT_OF = {201, 400, 403, 500}


def assert_answered(osticket: Caller, path: str, body: str) -> None:
    begun = time.perf_counter()
    reply = osticket.send(path, body)
    assert reply.status in THOUGHT_OF, (reply, body[:200])
    assert reply.text != CRASHED.text, body[:200]
    assert reply.headers["content-type"] == "text/html; charset=UTF-8"
    assert time.perf_counter() - begun < 3, body[:200]


@pytest.mark.parametrize("original", [False, True], ids=["careful", "as original"])
@pytest.mark.parametrize("seed", range(2))
def test_json(osticket: Caller, original: bool, seed: int) -> None:
    dice = random.Random(seed)
    caller = osticket.as_original if original else osticket
    for value in VALUES:
        name = dice.choice(FIELDS)
        assert_answered(caller, "/api/tickets.json", json.dumps({**TICKET, name: value}))
        some = {dice.choice(FIELDS): dice.choice(VALUES) for _ in range(5)}
        assert_answered(caller, "/api/tickets.json", json.dumps({**TICKET, **some}))


@pytest.mark.parametrize("original", [False, True], ids=["careful", "as original"])
@ON_SQLITE
def test_xml(osticket: Caller, original: bool) -> None:
    caller = osticket.as_original if original else osticket
    dice = random.Random(5)
    for value in (str(value) for value in VALUES if isinstance(value, str | int | float) and "\0" not in str(value)):
        shown = quoteattr(value, {"\ufffe": ""})
        name = dice.choice(FIELDS)
        fields = " ".join(f"{key}={quoteattr(text)}" for key, text in TICKET.items() if key != name)
        assert_answered(caller, "/api/tickets.xml", f"<ticket {fields} {name}={shown}/>")
        assert_answered(caller, "/api/tickets.xml", f"<ticket {fields}><{name} a={shown}><b/><b/></{name}></ticket>")
        files = f"<attachments><file name={shown} type={shown} encoding={shown}>x</file></attachments>"
        assert_answered(caller, "/api/tickets.xml", f"<ticket {fields}>{files}</ticket>")


@ON_SQLITE
def test_bytes(osticket: Caller) -> None:
    dice = random.Random(6)
    for path in ("/api/tickets.json", "/api/tickets.xml", "/api/tickets.email"):
        for length in (0, 1, 5, 50, 500):
            reply = osticket.send(path, dice.randbytes(length))
            assert reply.status in THOUGHT_OF
            assert reply.text != CRASHED.text
