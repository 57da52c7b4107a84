"""Files that are sent before their form: whose they are, how many fit, and what becomes of hostile ones."""

from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from polydesk.api.otrs7 import app
from polydesk.desk.desk import Desk
from polydesk.desk.uploads.expire_uploads import expire_uploads
from polydesk.desk.uploads.keep import MOST_FORMS
from polydesk.desk.uploads.models import Upload
from polydesk.kernel.clock import now
from polydesk.kernel.files import WaitingFiles
from tests.api.otrs7.client import Client, Reply
from tests.api.otrs7.portal import FORM_DATA, file_body, uploads_of
from tests.world.cast import CATO, CLEO, CORA
from tests.world.tickets import at, configured

_numbers = count(1)
PNG = b"\x89PNG\r\n\x1a\n\x00\xff--limi"


def new_form() -> str:
    return f"form-{next(_numbers)}"


def path(form_id: str) -> str:
    return f"/api/customer/upload/{form_id}"


def sent(client: Client, form_id: str, filename: str = "a.txt", content: bytes = b"first file", **part: Any) -> Reply:
    body = file_body(filename, content, **part)
    return client.send("POST", path(form_id), headers=FORM_DATA, body=body)


def shown(client: Client, url: str) -> Reply:
    where, _, content_id = url.partition("?ContentID=")
    return client.get(where, ContentID=content_id)


def test_a_file_is_kept_and_its_address_leads_to_it(portal: Client) -> None:
    reply = sent(portal, new_form(), content=PNG, kind="image/png")
    assert (reply.status, reply.json["FileID"], reply.json["uploaded"]) == (200, 1, 1)
    file = shown(portal, reply.json["url"])
    assert (file.status, file.body, file.headers["content-type"]) == (200, PNG, "image/png")


def test_files_are_counted_within_their_form(portal: Client) -> None:
    form_id = new_form()
    numbers = [sent(portal, form_id, name).json["FileID"] for name in ("a", "b", "c")]
    assert numbers == [1, 2, 3]


def test_the_editors_name_of_the_part_is_taken_as_well(portal: Client) -> None:
    assert sent(portal, new_form(), name="upload").status == 200


def test_a_file_takes_the_place_of_the_one_with_its_name(portal: Client, portal_desk: Desk) -> None:
    form_id = new_form()
    old = sent(portal, form_id, content=b"old").json["url"]
    new = sent(portal, form_id, content=b"new").json["url"]
    assert uploads_of(portal_desk, form_id) == ["a.txt"]
    assert shown(portal, new).body == b"new"
    assert "ContentID" in shown(portal, old).errors


def test_the_files_of_a_form_have_one_limit_together(portal: Client, portal_desk: Desk) -> None:
    form_id = new_form()
    assert sent(portal, form_id, "a", b"x" * 1500).status == 200
    refused = sent(portal, form_id, "b", b"x" * 501)
    assert (refused.status, refused.json) == (413, {"Errors": {"Upload": {"Message": "Size limit exceeded!"}}})
    assert sent(portal, form_id, "b", b"x" * 500).status == 200
    assert sent(portal, form_id, "a", b"x" * 1400).status == 200, "what is replaced does not count"
    assert uploads_of(portal_desk, form_id) == ["b", "a"]


def test_a6_a_body_beyond_every_limit_is_not_even_read(portal: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "LARGEST_BODY", 1000)
    refused = sent(portal, new_form(), content=b"x" * 1001)
    assert (refused.status, refused.json) == (413, {"Errors": {"Upload": {"Message": "Size limit exceeded!"}}})


def test_a6_one_person_cannot_fill_the_disk_with_forms(otrs7: Client, world: Desk) -> None:
    configured(world, settings={"WebMaxFileUpload": 10})
    client = otrs7.of(CORA)
    statuses = [sent(client, new_form(), content=b"x" * 10).status for _ in range(MOST_FORMS + 1)]
    assert statuses == [200] * MOST_FORMS + [413]
    assert sent(otrs7.of(CLEO), new_form()).status == 200


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"--limit--\r\n",
        b"no form",
        file_body("", b"x"),
        file_body("\u202e\u200b", b"x"),
        file_body("../", b"x"),
        file_body("a.txt", b"x", name="File"),
        b'--limit\r\nContent-Disposition: form-data; name="Upload"\r\n\r\nno file\r\n--limit--',
        b'--limit\r\nContent-Disposition: attachment; name="Upload"; filename="a"\r\n\r\nx\r\n--limit--',
        b'--limit\r\nContent-Disposition: form-data; name="Upload"; filename="a"\r\nno end of the headers',
        b"--limit\r\n" * 100_000,
        file_body("a.txt", b"x").replace(b"Content-Type", b"X: " + b"y" * 9000 + b"\r\nContent-Type"),
    ],
)
def test_what_holds_no_file_is_refused(portal: Client, body: bytes) -> None:
    reply = portal.send("POST", path(new_form()), headers=FORM_DATA, body=body)
    assert reply.errors == {"Upload": {"Message": "Invalid upload or UploadFile!"}}


@pytest.mark.parametrize(
    "kind",
    [
        "application/json",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/mixed; boundary=limit",
        "",
    ],
)
def test_a_body_of_another_type_is_refused(portal: Client, kind: str) -> None:
    body = file_body("a.txt", b"x")
    reply = portal.send("POST", path(new_form()), headers={"content-type": kind}, body=body)
    assert "Upload" in reply.errors


@pytest.mark.parametrize("form_id", ["a b", "x" * 251, "ä", "a%2Fb", "a\nb", "a\n"])
def test_what_is_no_form_id_is_refused(portal: Client, form_id: str) -> None:
    assert "FormID" in sent(portal, form_id).errors
    assert {"FormID", "ContentID"} == portal.get(path(form_id)).errors.keys()
    assert {"FormID", "Filename"} == portal.delete(path(form_id), {}).errors.keys()


def test_c1_a_form_belongs_to_whoever_first_used_its_id(portal: Client, portal_desk: Desk) -> None:
    form_id = new_form()
    url = sent(portal, form_id).json["url"]
    cato = Client(portal_desk).of(CATO)
    assert shown(cato, url).json == shown(cato, f"{path(form_id)}?ContentID=unknown").json
    assert cato.delete(path(form_id), {"Filename": "a.txt"}).status == 404
    assert sent(cato, form_id).status == 403
    assert shown(portal, url).status == 200


def test_a_file_can_be_taken_back(portal: Client, portal_desk: Desk) -> None:
    form_id = new_form()
    sent(portal, form_id)
    assert portal.delete(path(form_id), {"Filename": "a.txt"}).json == {}
    assert uploads_of(portal_desk, form_id) == []
    assert portal.delete(path(form_id), {"Filename": "a.txt"}).status == 404


@pytest.mark.parametrize(
    ("filename", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\windows\\system.ini", "system.ini"),
        ("\u200b.htaccess", "htaccess"),
        ("bill\u202egpj.exe", "billgpj.exe"),
        ("a\x00b\x1fc.txt", "abc.txt"),
        ("x" * 300 + ".png", "x" * 196 + ".png"),
        ("<img src=x onerror=alert(1)>.txt", "<img src=x onerror=alert(1)>.txt"),
        ("R\u00fcckl\u00e4ufer \U0001f600.txt", "R\u00fcckl\u00e4ufer \U0001f600.txt"),
    ],
)
def test_a5_names_lose_what_is_dangerous_about_them(
    portal: Client, portal_desk: Desk, filename: str, kept: str
) -> None:
    form_id = new_form()
    assert sent(portal, form_id, filename).status == 200
    assert uploads_of(portal_desk, form_id) == [kept]


@pytest.mark.parametrize(
    ("kind", "stored", "disposition"),
    [
        ("text/html", "text/html", "attachment"),
        ("image/svg+xml", "image/svg+xml", "attachment"),
        ("image/png", "image/png", "inline"),
        ("text/plain; charset=utf-8", "text/plain; charset=utf-8", "inline"),
        ("image/png\x00text/html", "application/octet-stream", "attachment"),
        ("nonsense", "application/octet-stream", "attachment"),
        ("text/html; x=" + "y" * 500, "application/octet-stream", "attachment"),
    ],
)
def test_a4_a_browser_is_not_made_to_run_a_file(portal: Client, kind: str, stored: str, disposition: str) -> None:
    url = sent(portal, new_form(), content=b"<script>alert(1)</script>", kind=kind).json["url"]
    headers = shown(portal, url).headers
    assert headers["content-type"] == stored
    assert headers["content-disposition"].startswith(disposition)
    assert "sandbox" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_b13_a_cookie_shows_a_file_and_sends_none(portal_desk: Desk) -> None:
    client = Client(portal_desk)
    form_id, token = new_form(), client.token_of(CORA)
    url = sent(client.with_token(token), form_id).json["url"]
    cookie = {"cookie": f"AuthenticationCustomer={token}"}
    where, _, content_id = url.partition("?ContentID=")
    assert client.get(where, cookie, ContentID=content_id).status == 200
    assert client.send("POST", where, headers={**FORM_DATA, **cookie}, body=file_body("b", b"x")).status == 401
    assert client.delete(where, {"Filename": "a.txt"}, cookie).status == 401


def test_without_a_token_nothing_is_looked_at(portal_desk: Desk) -> None:
    nobody = Client(portal_desk)
    assert sent(nobody, "a b").status == nobody.get(path("a b")).status == nobody.delete(path("a b")).status == 401


def test_files_nobody_has_sent_in_are_forgotten_after_a_day(portal: Client, portal_desk: Desk) -> None:
    young, old = new_form(), new_form()
    sent(portal, young)
    sent(portal, old)
    with portal_desk.work() as work:
        row = work.session.query(Upload).filter_by(form_id=old).one()
        row.create_time = work.now - timedelta(hours=24, seconds=1)
    expire_uploads(portal_desk)
    assert (uploads_of(portal_desk, young), uploads_of(portal_desk, old)) == (["a.txt"], [])
    expire_uploads(at(portal_desk, now() + timedelta(hours=25)))
    assert uploads_of(portal_desk, young) == []


def test_contents_go_when_nobody_can_want_them_any_more(portal: Client, portal_desk: Desk) -> None:
    form_id = new_form()
    sent(portal, form_id)
    waiting = portal_desk.files.folder / "waiting"
    before = set(waiting.iterdir())
    expire_uploads(at(portal_desk, now() + timedelta(hours=47)))
    assert set(waiting.iterdir()) == before != set()
    expire_uploads(at(portal_desk, now() + timedelta(hours=49)))
    assert set(waiting.iterdir()) == set()


def test_a_disk_that_fails_leaves_no_file(portal: Client, portal_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_store: WaitingFiles, _content: bytes) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(WaitingFiles, "put", fail)
    form_id = new_form()
    assert sent(portal, form_id).failure == "CouldNotAddFile"
    assert uploads_of(portal_desk, form_id) == []
