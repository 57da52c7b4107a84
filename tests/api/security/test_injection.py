"""Classes D: searches, patterns, file names and times that strangers choose."""

import base64
import random
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.api.client import ADA, ARTICLE, ON_SQLITE, TICKET, Client
from tests.api.generic_interface import bad_values as bad
from tests.api.stored import stored

INJECTIONS = (
    "'", "''", '"', "' OR 1=1 --", "1; DROP TABLE ticket", "') UNION SELECT 1 --", "\\", "\\'", "%27", "x' AND '1'='1",
    "$$", "NEAR(", '" OR title:"', "title : x", "^x", "-x", "*", "NOT", "AND", "x AND", "(", "{x}",
    "pg_sleep(9)", ":a", "?",
    "%s", "%(x)s", "{0}", "&!|", "a <-> b",
)  # fmt: skip


TEXTS = (
    "Title",
    "TicketNumber",
    "CustomerID",
    "CustomerIDRaw",
    "CustomerUserLogin",
    "Fulltext",
    "MIMEBase_Body",
    "SortBy",
)
NAMES_OF_OWN = ("DynamicField_Urgency", "DynamicField_X') --", "Queue'", "DynamicField")


def shapes(name: str, dice: random.Random) -> Iterator[Any]:
    """Every text where texts are looked for, some elsewhere, and texts as names of operators and fields."""
    yield from INJECTIONS if name in TEXTS else dice.sample(INJECTIONS, 4)
    if name in NAMES_OF_OWN:
        for text in INJECTIONS:
            yield from ({"Equals": text, "Like": text}, {text: "x"}, {"Name": text, text: 1})


def test_d1_no_search_parameter_is_read_as_sql(client: Client) -> None:
    ticket_id = client.open()
    before, dice = stored(client.desk), random.Random(1)
    for name in (*bad.TICKET_SEARCH, *NAMES_OF_OWN):
        for sent in shapes(name, dice):
            reply = client.send("POST", "/TicketSearch", {**ADA, name: sent})
            assert (reply.status, set(reply.json) <= {"TicketID"} or reply.error) == (200, True), (name, sent, reply)
    assert stored(client.desk) == before
    assert client.search(TicketID=ticket_id) == [ticket_id]


@pytest.mark.parametrize(
    "sort", ["Age; DROP TABLE ticket", "1", "id", "Age DESC", "(SELECT 1)", "DynamicField_x'", "Age,Title"]
)
@ON_SQLITE
def test_d1_nobody_sorts_by_what_is_no_key(client: Client, sort: str) -> None:
    client.open()
    assert client.search(SortBy=sort) == []
    assert client.search(SortBy="Age", OrderBy=sort) == []


SPECIAL = [
    "a_b c",
    "a%b c",
    "a\\b c",
    "a[b]c",
    "a?b c",
    "a'b c",
    "a^b c",
    "[a-z]bc",
    "a\\_b c",
    "{a}bc",
    "a$b c",
    "a.b c",
    "a~b c",
]


@pytest.mark.parametrize("title", SPECIAL)
def test_d2_signs_of_patterns_are_plain_letters(client: Client, title: str) -> None:
    ids = {one: client.open(Title=one, CustomerID=one) for one in ("axb c", "aab c", "zbc", *SPECIAL)}
    if "%" not in title:
        assert client.search(Title=title) == [ids[title]]
        assert client.search(CustomerID=title) == [ids[title]]
        assert client.search(Title=f"*{title}") == [ids[title]]
    assert client.search(CustomerIDRaw=title) == [ids[title]]


NAMES = [
    "../../../etc/passwd", "..\\..\\windows\\win.ini", "/etc/passwd", "C:\\boot.ini", "a\0b.txt",
    ".htaccess", "\u200b.htaccess",
    "x.php\u202etxt", "CON", "NUL.txt", "a" * 4096, ". . .", "....", "a\r\nb: c",
    "<img src=x onerror=alert(1)>.svg", "é💥.pdf",
    "x.pht", "%2e%2e%2fx", "'; DROP TABLE attachment; --", "a/b/c.txt", "..", "\u2028.txt", "file-2",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES, ids=lambda name: ascii(name)[:20])
@ON_SQLITE
def test_d8_a5_a_files_name_is_only_data(client: Client, name: str, tmp_path: Path) -> None:
    file = {"Filename": name, "Content": base64.b64encode(b"content").decode(), "ContentType": "text/plain"}
    ticket_id = int(client.create(Attachment=file).json["TicketID"])
    article = client.ticket(ticket_id, AllArticles=1, Attachments=1)["Article"][0]
    assert [one["Content"] for one in article["Attachment"]] == [file["Content"]]
    assert article["Attachment"][0]["Filename"] == name.replace("\0", "").strip().lstrip(".")[:250]
    below = [path for path in (tmp_path / "data" / "files").rglob("*") if path.is_file()]
    assert len(below) == 1
    assert re.fullmatch(r"[0-9a-f]{64}", below[0].name)
    outside = [path.name for path in (tmp_path / "data").iterdir()]
    assert all(one == "files" or one.startswith("polydesk.sqlite3") for one in outside)


SECONDS = 2.0
LONG = 50_000


@pytest.mark.parametrize(
    "text",
    ["a" * LONG, "a@" * LONG, "<" * LONG, "(" * LONG, "a+" * LONG, "!" * LONG, '"' * LONG, "*a" * LONG, "a," * LONG,
     " " * LONG + "x", "charset=" * LONG, "a/" * LONG, "\\" * LONG, "0" * LONG, ".a" * LONG + "@x.test"],
    ids=lambda text: text[:9],
)  # fmt: skip
@ON_SQLITE
def test_d12_no_pattern_takes_long_on_any_text(client: Client, text: str) -> None:
    begun = time.process_time()
    for key in ("CustomerUser", "Title", "Queue", "PendingTime"):
        assert client.create(Ticket={**TICKET, key: text}).status == 200
    for key in ("From", "ContentType", "MimeType", "Charset", "TimeUnit", "SenderType"):
        assert client.create(Article={**ARTICLE, key: text}).status == 200
    for key in ("Title", "TicketNumber", "CustomerID", "MIMEBase_Body", "Fulltext", "StateType", "TicketID", "SortBy"):
        assert client.send("POST", "/TicketSearch", {**ADA, key: text}).status == 200
    assert client.send("POST", "/TicketGet", {**ADA, "TicketID": text}).status == 200
    assert client.send("POST", "/Ticket", {}, headers={"content-type": text, "cookie": text}).status == 500
    assert time.process_time() - begun < SECONDS


def test_d13_lists_are_bounded(client: Client) -> None:
    client.open()
    for name in (
        "TicketID",
        "QueueIDs",
        "Title",
        "States",
        "TicketNumber",
        "CustomerUserLogin",
        "MIMEBase_Body",
        "SortBy",
    ):
        reply = client.send("POST", "/TicketSearch", {**ADA, name: [f"1{number}" for number in range(100_000)]})
        assert reply.json == {}, name
    many = ",".join(str(number) for number in range(1, 20_000))
    assert client.send("POST", "/TicketGet", {**ADA, "TicketID": many}).error == "TicketGet.AccessDenied"
    history = Client(client.desk, "OTOBO").send("POST", "/ticket/history", {**ADA, "TicketID": many})
    assert history.error == "TicketHistoryGet.AccessDenied"
