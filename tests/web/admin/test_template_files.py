"""Files of templates on the administrators' pages."""

import re

import httpx
import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.sending.registry import Mailing
from polydesk.desk.tickets.attach import NewFile
from polydesk.desk.writing.template_files import add_template_files
from tests.web.admin.form_fields import fields_of
from tests.web.admin.test_tickets import entry
from tests.web.agent.client import HOST, Browser
from tests.world.cast import ROOT
from tests.world.tickets import configured

NUMBER = 50
PAGE = f"/admin/templates/{NUMBER}"
EVIL = '"><script>alert(1)</script>.html'


@pytest.fixture(autouse=True)
def template(world: Desk) -> None:
    configured(world, templates=[{"id": NUMBER, "name": "Terms", "kind": "Answer", "text": "x"}])


def upload(browser: Browser, *files: tuple[str, bytes, str], path: str = PAGE) -> httpx.Response:
    parts = [("files", one) for one in files]
    request = httpx.Request("POST", HOST, data={"csrf": browser.csrf}, files=parts)
    headers = {"origin": HOST, "content-type": request.headers["content-type"]}
    return browser.send("POST", f"{path}/files", request.read(), headers)


def names(desk: Desk) -> list[str]:
    with desk.look() as look:
        return [one.filename for one in look.config(Mailing).templates[NUMBER].files]


def test_files_are_sent_shown_and_removed(root: Browser, world: Desk) -> None:
    reply = upload(root, ("b.txt", b"B", "text/plain"), ("a.txt", b"A", "text/plain"))
    assert (reply.status_code, reply.headers["location"]) == (303, f"{PAGE}#files")
    page = root.get(PAGE).text
    links = re.findall(rf'href="({PAGE}/files/\d+)">([^<]+)<', page)
    assert [name for _, name in links] == names(world) == ["a.txt", "b.txt"]
    shown = root.get(links[1][0])
    assert (shown.content, shown.headers["content-type"]) == (b"B", "text/plain")
    assert root.post(f"{links[0][0]}/remove").status_code == 303
    assert names(world) == ["b.txt"]


def test_a_saved_form_keeps_the_files(root: Browser, world: Desk) -> None:
    upload(root, ("a.txt", b"A", "text/plain"))
    form = fields_of(root.get(PAGE).text, PAGE)
    assert root.post(PAGE, {**form, "text": "New", "queues": ["Raw"]}, csrf=False).is_redirect
    saved = entry(world, "templates", "Terms")
    assert (saved["text"], saved["queues"], names(world)) == ("New", ["Raw"], ["a.txt"])


def test_queues_are_chosen_and_none_means_all(root: Browser, world: Desk) -> None:
    page = root.get(PAGE).text
    assert "With none it is offered everywhere." in page and 'name="queues" value="Raw"' in page
    form = fields_of(page, PAGE)
    assert root.post(PAGE, {**form, "queues": ["Nowhere"]}, csrf=False).status_code == 422
    root.post(PAGE, {**form, "queues": ["Raw", "Junk"]}, csrf=False)
    assert entry(world, "templates", "Terms")["queues"] == ["Junk", "Raw"]
    root.post(PAGE, {**fields_of(root.get(PAGE).text, PAGE), "queues": []}, csrf=False)
    assert entry(world, "templates", "Terms")["queues"] == []


def test_what_is_too_large_is_refused_with_the_reason(root: Browser, world: Desk) -> None:
    configured(world, settings={"WebMaxFileUpload": 3})
    reply = upload(root, ("a.txt", b"four", "text/plain"))
    assert "larger than this desk takes" in root.get(reply.headers["location"].partition("#")[0]).text
    assert names(world) == []


def test_a_form_without_files_changes_nothing(root: Browser, world: Desk) -> None:
    assert root.post(f"{PAGE}/files").status_code == 303
    assert names(world) == []


@pytest.mark.parametrize("name", ["../../passwd", "..\\..\\passwd", ".passwd", "pass\u202ewd"])
def test_file_upload_names_are_made_harmless(root: Browser, world: Desk, name: str) -> None:
    upload(root, (name, b"A", "text/plain"))
    assert names(world) == ["passwd"]


def test_stored_cross_site_scripting(root: Browser, world: Desk) -> None:
    """Neither a name nor a content is ever a page of ours."""
    with world.work(ROOT) as work:
        file = NewFile(filename=EVIL.replace("/", "⁄"), content=b"<script>alert(2)</script>", content_type="text/html")
        add_template_files(work, NUMBER, [file])
    page = root.get(PAGE).text
    assert "<script>alert" not in page
    [link] = re.findall(rf'href="({PAGE}/files/\d+)"', page)
    shown = root.get(link)
    assert shown.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in shown.headers["content-security-policy"]


def test_what_is_not_there_is_not_found(root: Browser, world: Desk) -> None:
    upload(root, ("a.txt", b"A", "text/plain"))
    configured(world, templates=[{"id": NUMBER + 1, "name": "Other"}])
    [link] = re.findall(rf'href="{PAGE}(/files/\d+)"', root.get(PAGE).text)
    for path in (
        f"/admin/templates/{NUMBER + 1}{link}",
        f"{PAGE}/files/0",
        f"{PAGE}/files/x",
        f"{PAGE}/files/{'9' * 30}",
    ):
        assert root.get(path).status_code == 404, path
        assert root.post(f"{path}/remove").status_code == 404, path
    assert upload(root, ("a.txt", b"A", "text/plain"), path="/admin/templates/99").status_code == 404
    assert names(world) == ["a.txt"]


def test_broken_access_control(world: Desk) -> None:
    ada = Browser(world).of("agent1", "agent1-pw")
    assert upload(ada, ("a.txt", b"A", "text/plain")).status_code == 403
    assert names(world) == []
