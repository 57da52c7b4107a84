"""Templates for certain queues, and those that bring files: into drafts, once, visible, and left out by a tick."""

import re
from base64 import b64encode
from typing import Any

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.tickets.move import move_ticket
from polydesk.desk.tickets.queries import list_attachments
from tests.api.generic_interface.test_statement_budget import counted
from tests.web.agent.client import Browser
from tests.web.agent.test_ticket_templates import MAIL, sent, template_id
from tests.web.agent.test_ticket_write import articles, draft
from tests.world.cast import ROOT
from tests.world.tickets import configured, opened

EVIL = "<script>alert(1)<⁄script>.pdf"
TERMS = {"name": "terms.pdf", "type": "application/pdf", "content": b64encode(b"PDF").decode()}
TEMPLATES: list[dict[str, Any]] = [
    {
        "name": "Terms",
        "kind": "Answer",
        "text": "See the terms.",
        "attachments": [TERMS, {"name": EVIL, "content": ""}],
    },
    {"name": "Sales only", "kind": "Snippet", "text": "Buy.", "queues": ["Sales"]},
    {"name": "Junk only", "kind": "Snippet", "text": "No.", "queues": ["Junk"], "attachments": [TERMS]},
]


@pytest.fixture
def ticket_id(world: Desk) -> int:
    """In Sales."""
    configured(world, settings={"SendmailModule": "SMTP", "Ticket::Frontend::UndoSendSeconds": 0}, templates=TEMPLATES)
    return opened(world, customer_user="c1", article=MAIL)


def offered(browser: Browser, ticket_id: int) -> list[str]:
    page = browser.get(f"/tickets/{ticket_id}/write?kind=reply").text
    return re.findall(r'<option value="\d+" data-shortcut="[^>]*>(.*?)</option>', page)


def attach(browser: Browser, ticket_id: int, name: str, kind: str = "reply", **more: Any) -> Any:
    chosen = sent(kind, template=template_id(browser.desk, name), **more)
    return browser.post(f"/tickets/{ticket_id}/template/files", chosen)


def keys(page: str) -> list[str]:
    return re.findall(r'name="kept" value="(\w+)" checked', page)


def files(desk: Desk, ticket_id: int) -> dict[str, bool]:
    """Of the draft: whether they go along, by name."""
    return {one["name"]: not one.get("off") for one in draft(desk, ticket_id)["files"]}


def test_those_of_other_queues_are_neither_offered_nor_filled(ada: Browser, ticket_id: int) -> None:
    assert offered(ada, ticket_id) == ["Sales only", "Terms"]
    junk = sent("reply", template=template_id(ada.desk, "Junk only"))
    for path in ("template", "template/files"):
        assert ada.post(f"/tickets/{ticket_id}/{path}", junk).status_code == 404
    assert ada.post(f"/tickets/{ticket_id}/write", {**junk, "action": "insert"}).status_code == 404
    assert "No." not in draft(ada.desk, ticket_id)["body"]


def test_a_ticket_that_moves_is_offered_others(ada: Browser, ticket_id: int) -> None:
    configured(ada.desk, queues=[{"name": "Junk", "group": "sales"}])
    with ada.desk.work(ROOT) as work:
        move_ticket(work, ticket_id, 3)
    assert offered(ada, ticket_id) == ["Junk only", "Terms"]


def test_its_files_are_in_the_draft_and_shown(ada: Browser, ticket_id: int) -> None:
    reply = attach(ada, ticket_id, "Terms", body="Typed")
    assert reply.status_code == 200 and len(keys(reply.text)) == 2 and "terms.pdf" in reply.text
    assert files(ada.desk, ticket_id) == {EVIL: True, "terms.pdf": True}
    assert draft(ada.desk, ticket_id)["body"] == "Typed"
    assert keys(ada.get(f"/tickets/{ticket_id}/write?kind=reply").text) == keys(reply.text)


def test_they_are_there_once_and_again_if_they_were_left_out(ada: Browser, ticket_id: int) -> None:
    first = keys(attach(ada, ticket_id, "Terms").text)
    ada.post(f"/tickets/{ticket_id}/draft", sent("reply", kept=first[0]))
    assert files(ada.desk, ticket_id) == {EVIL: True, "terms.pdf": False}
    assert keys(attach(ada, ticket_id, "Terms").text) == first
    assert files(ada.desk, ticket_id) == {EVIL: True, "terms.pdf": True}
    assert len(draft(ada.desk, ticket_id)["files"]) == 2


def test_they_go_out_with_the_article_unless_they_are_left_out(ada: Browser, ticket_id: int) -> None:
    kept = keys(attach(ada, ticket_id, "Terms").text)[1:]
    assert ada.post(f"/tickets/{ticket_id}/write", {**sent("reply", action="send"), "kept": kept}).status_code == 303
    article_id = articles(ada.desk, ticket_id)[-1].id
    with ada.desk.look() as look:
        [attached] = list_attachments(look, [article_id])[article_id]
        assert (attached.filename, attached.content_type) == ("terms.pdf", "application/pdf")
        assert look.files.get(attached.file_hash) == b"PDF"


def test_without_scripts_the_button_puts_text_and_files_in(ada: Browser, ticket_id: int) -> None:
    chosen = sent("reply", action="insert", template=template_id(ada.desk, "Terms"))
    assert ada.post(f"/tickets/{ticket_id}/write", chosen).status_code == 303
    kept = keys(ada.get(f"/tickets/{ticket_id}/write?kind=reply").text)
    ada.post(f"/tickets/{ticket_id}/write", {**chosen, "kept": kept})
    page = ada.get(f"/tickets/{ticket_id}/write?kind=reply").text
    assert "See the terms." in page and keys(page) == kept and len(kept) == 2


def test_what_is_too_large_is_said_and_the_text_is_there(ada: Browser, ticket_id: int) -> None:
    configured(ada.desk, settings={"WebMaxFileUpload": 2})
    assert attach(ada, ticket_id, "Terms").status_code == 422
    chosen = sent("reply", action="insert", template=template_id(ada.desk, "Terms"))
    reply = ada.post(f"/tickets/{ticket_id}/write", chosen)
    assert reply.status_code == 422 and "larger than this desk takes" in reply.text and "See the terms." in reply.text
    assert files(ada.desk, ticket_id) == {}


def test_a_template_that_is_changed_changes_nobodys_draft(ada: Browser, ticket_id: int) -> None:
    attach(ada, ticket_id, "Terms")
    configured(ada.desk, templates=[{"name": "Terms", "attachments": []}])
    assert ada.post(f"/tickets/{ticket_id}/template/files", sent("reply")).status_code == 404
    assert attach(ada, ticket_id, "Terms").text.strip() == ""
    assert files(ada.desk, ticket_id) == {EVIL: True, "terms.pdf": True}


def test_stored_cross_site_scripting(ada: Browser, ticket_id: int) -> None:
    assert "<script>alert" not in attach(ada, ticket_id, "Terms").text
    assert "<script>alert" not in ada.get(f"/tickets/{ticket_id}/write?kind=reply").text


def test_broken_access_control(browser: Browser, ticket_id: int) -> None:
    """No files, and no draft, of a ticket one may not see or may only read."""
    nell, rae = browser.of("nogroup1", "nogroup1-pw"), browser.of("ro1", "ro1-pw")
    assert attach(nell, ticket_id, "Terms").status_code == 404
    assert attach(rae, ticket_id, "Terms").status_code == 403


def test_attaching_costs_as_many_statements_for_many_files_as_for_one(ada: Browser, ticket_id: int) -> None:
    many = [{"name": f"{number}.txt", "content": ""} for number in range(20)]
    configured(
        ada.desk,
        templates=[{"name": "Terms", "attachments": [TERMS]}, {**TEMPLATES[0], "name": "Many", "attachments": many}],
    )
    attach(ada, ticket_id, "Terms")
    with counted(ada.desk) as for_one:
        attach(ada, ticket_id, "Terms")
    with counted(ada.desk) as for_many:
        assert attach(ada, ticket_id, "Many").text.count("<label") == 20
    assert len(for_one) == len(for_many), for_many
