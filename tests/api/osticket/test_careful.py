"""What a key gets that does not ask for the original: nothing a sender wrote is lost or garbled."""

import base64
from typing import Any

import pytest

from tests.api.osticket.caller import ON_SQLITE, Caller

KEPT = "Grüße ✓ 😀 <kim@example.net> x <y and z"


def b64(text: str, charset: str = "utf-8") -> str:
    return base64.b64encode(text.encode(charset)).decode()


@pytest.mark.parametrize(
    ("message", "stored"),
    [
        (KEPT, KEPT),
        (f"data:text/plain,{KEPT}", KEPT),
        (f"data:text/plain;charset=utf-8;base64,{b64(KEPT)}", KEPT),
        (f"data:text/plain;base64,{b64(KEPT)}", KEPT),
        (f"data:text/plain;base64;charset=iso-8859-1,{b64('Grüße', 'latin-1')}", "Grüße"),
        (f"data:text/plain;base64,{b64('Grüße', 'latin-1')}", "Grüße"),
        ("data:TEXT/HTML,<b>Grüße</b>", "<b>Grüße</b>"),
        ("data:text/plain;charset=idna,a", "a"),
        ("x" * 70_000, "x" * 70_000),
        ("", "-"),
        ("data:text/plain;base64,@@@", "-"),
        (0, "0"),
    ],
)
@ON_SQLITE
def test_messages(osticket: Caller, message: Any, stored: str) -> None:
    assert osticket.body(osticket.json(message=message)) == stored


@pytest.mark.parametrize(
    ("attachments", "files"),
    [
        ([{"a.txt": f"data:text/plain;charset=iso-8859-1;base64,{b64('ü', 'latin-1')}"}], {"a.txt": "ü".encode()}),
        ([{"a.txt": "one", "b.txt": "two"}], {"a.txt": b"one", "b.txt": b"two"}),
        ([{"name": "a.txt", "data": "b25l", "encoding": "base64"}], {"a.txt": b"one"}),
        ([{"a.txt": "same"}, {"b.txt": "same"}], {"a.txt": b"same", "b.txt": b"same"}),
        ([{"a.txt": "one"}, {"a.txt": "two"}], {"a.txt": b"one", "a-1.txt": b"two"}),
        ([{"../../etc/x.txt": "up"}], {"/../etc/x.txt": b"up"}),
        ([{"": "nameless"}], {"file": b"nameless"}),
        ([{}], {}),
    ],
)
@ON_SQLITE
def test_attachments(osticket: Caller, attachments: Any, files: dict[str, bytes]) -> None:
    assert osticket.files(osticket.json(attachments=attachments)) == files


@pytest.mark.parametrize("content", [None, {}, [], "", "data:;base64,!", "x" * 1_048_577])
@ON_SQLITE
def test_a_file_that_cannot_be_kept_leaves_a_note(osticket: Caller, content: Any) -> None:
    reply = osticket.json(attachments=[{"a.txt": content}])
    note = osticket.articles(reply)[0]
    assert (note.subject, note.body.startswith("a.txt: ")) == ("File Import Error", True)
    assert osticket.files(reply) == {}


@ON_SQLITE
def test_xml_files_may_have_their_content_as_an_attribute_or_no_name(osticket: Caller) -> None:
    files = '<file name="a.txt" data="one"/><file>two</file>'
    fields = 'name="K" email="k@api.example.net" subject="s" message="m"'
    reply = osticket.xml(f"<ticket {fields}><attachments>{files}</attachments></ticket>")
    assert osticket.files(reply) == {"a.txt": b"one", "file": b"two"}


PHONES = [
    ('<phone ext="12">318-555-8634</phone>', "3185558634X12"),
    ("<phone>318-555-8634x12</phone>", "3185558634X12"),
    ("<phone>318-555-8634</phone>", "3185558634"),
]


@pytest.mark.parametrize(("phone", "stored"), PHONES)
@ON_SQLITE
def test_the_extension_of_a_phone_number_is_kept(osticket: Caller, phone: str, stored: str) -> None:
    fields = 'name="K" email="k@api.example.net" subject="s" message="m"'
    osticket.xml(f"<ticket {fields}>{phone}</ticket>")
    assert osticket.customer("k@api.example.net").phone == stored


@ON_SQLITE
def test_a_due_date_that_is_past_is_told_with_all_else_that_is_wrong(osticket: Caller) -> None:
    reply = osticket.json(duedate="2020-01-01", subject="")
    wrong = "duedate\nDue date must be in the future\n20\nIssue Summary is a required field"
    assert (reply.status, reply.text) == (500, f"Unable to create new ticket :{wrong}")
    assert osticket.json(duedate="2999-01-01").status == 201
