import re
from urllib.parse import unquote

import pytest

from polydesk.desk.tickets.attach import NewFile
from tests.api.otrs7.client import Client, Reply
from tests.api.otrs7.tickets import ANSWER, article_path, asked, file_ids, written
from tests.world.cast import CORA

LARGE = b"0123456789abcdef" * 40_000


def stored(client: Client, name: str, content: bytes, content_type: str) -> str:
    """The path of a file of cora's ticket."""
    ticket_id = asked(client.desk)
    file = NewFile(filename=name, content=content, content_type=content_type)
    article_id = written(client.desk, ticket_id, ANSWER, files=(file,))
    return article_path(ticket_id, article_id, f"/attachment/{file_ids(client.desk, article_id)[0]}")


def got(client: Client, path: str) -> Reply:
    """What GET answers, which HEAD answers as well but for the content."""
    cora = client.of(CORA)
    reply, head = cora.get(path), cora.head(path)
    assert (head.status, head.headers, head.body) == (reply.status, reply.headers, b"")
    assert reply.headers["content-length"] == str(len(reply.body))
    return reply


def test_a_file_is_given_as_it_is_stored(shared: Client) -> None:
    for content in (b"error 42 on tray 2\n", b"", LARGE):
        reply = got(shared, stored(shared, "log.txt", content, "text/plain; charset=utf-8"))
        assert (reply.status, reply.body) == (200, content)
        assert reply.headers["content-type"] == "text/plain; charset=utf-8"
        assert reply.headers["x-otrs-api-version"] == "1.0.0"


@pytest.mark.parametrize(
    ("content_type", "way"),
    [
        ("image/png", "inline"),
        ("IMAGE/PNG", "inline"),
        ("text/plain; charset=utf-8", "inline"),
        ("application/pdf", "inline"),
        ("image/svg+xml", "attachment"),
        ("text/html", "attachment"),
        ("application/xhtml+xml", "attachment"),
        ("text/xml", "attachment"),
        ("application/octet-stream", "attachment"),
    ],
)
def test_a4_only_harmless_types_are_shown_in_place(shared: Client, content_type: str, way: str) -> None:
    path = stored(shared, "x", b"<script>steal()</script>", content_type)
    for rest, expected in (("", way), ("/0", way), ("/1", "attachment"), ("/yes", "attachment")):
        reply = got(shared, path + rest)
        assert reply.headers["content-disposition"].startswith(f"{expected}; ")
        assert reply.headers["content-type"] == content_type
        assert reply.headers["content-security-policy"].startswith("sandbox;")
        assert reply.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("log.txt", "log.txt"),
        ("Größe 1.pdf", "Gr__e 1.pdf"),
        ('a"; filename="b.exe', "a_; filename=_b.exe"),
        ("../../etc/passwd", ".._.._etc_passwd"),
        ("a\r\nX-Bad: 1", "a__X-Bad: 1"),
        ("100%.txt", "100_.txt"),
        ("文件", "__"),
        ("", "file"),
    ],
)
def test_a5_names_come_in_both_forms_and_break_no_header(shared: Client, name: str, plain: str) -> None:
    reply = got(shared, stored(shared, name, b"x", "text/plain"))
    value = reply.headers["content-disposition"]
    found = re.fullmatch(r"inline; filename=\"([ !#-~]*)\"; filename\*=UTF-8''([A-Za-z0-9._~%-]*)", value)
    assert found
    assert (found[1], unquote(found[2])) == (plain, name)
    assert "x-bad" not in reply.headers


@pytest.mark.parametrize("content_type", ["", "text", "text/html\r\nX-Bad: 1", "text/plain; charset=ü", "a/b" * 200])
def test_a4_a_type_that_is_none_is_bytes(shared: Client, content_type: str) -> None:
    reply = got(shared, stored(shared, "x", b"x", content_type))
    assert reply.headers["content-type"] == "application/octet-stream"
    assert reply.headers["content-disposition"].startswith("attachment;")


def test_what_the_article_does_not_have_is_not_found(shared: Client) -> None:
    path, other = (stored(shared, "x", b"x", "text/plain") for _ in range(2))
    folder, number = path.rpartition("/")[0], other.rpartition("/")[2]
    for missing in (number, "99999999", "0", str(2**70)):
        for rest in ("", "/1"):
            reply = got(shared, f"{folder}/{missing}{rest}")
            assert (reply.status, reply.json) == (404, {"Error": "There is no such attachment."})


def test_a_file_that_is_lost_is_not_found(shared: Client) -> None:
    path = stored(shared, "x", b"soon to be lost", "text/plain")
    with shared.desk.look() as look:
        kept = shared.desk.files.put(b"soon to be lost")
        shared.desk.files._path(kept.hash).unlink()
        del look
    assert got(shared, path).status == 404


def test_refusals_answer_head_as_well(shared: Client) -> None:
    path = stored(shared, "x", b"x", "text/plain")
    assert got(shared, path.replace("/article/", "x/article/")).status == 422
    assert got(shared, article_path(99999999, 1, "/attachment/1")).status == 403
    assert (shared.get(path).status, shared.head(path).status) == (401, 401)


def test_a_browsers_cookie_opens_files(shared: Client) -> None:
    path = stored(shared, "x", b"x", "text/plain")
    cookie = {"cookie": f"AuthenticationCustomer={shared.token_of(CORA)}"}
    assert shared.get(path, headers=cookie).body == b"x"
    assert shared.head(f"{path}/1", headers=cookie).status == 200
