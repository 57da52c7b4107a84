"""Templates on the form of a new ticket: for the chosen queue, and with their files."""

import re
from base64 import b64encode
from typing import Any

import pytest
from sqlalchemy import select

from polydesk.desk.desk import Desk
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.models import Article, Attachment
from tests.web.agent.client import Browser
from tests.web.agent.test_new_ticket import PATH, form, made
from tests.web.agent.test_new_ticket_words import template_id
from tests.web.agent.test_template_files import keys
from tests.world.tickets import configured, named

KEY = "0123456789abcdef"
TERMS = {"name": "terms.pdf", "type": "application/pdf", "content": b64encode(b"PDF").decode()}


@pytest.fixture(autouse=True)
def furnished(world: Desk) -> None:
    templates = [
        {"name": "Sales terms", "kind": "Create", "text": "See.", "queues": ["Sales"], "attachments": [TERMS]},
        {"name": "Hidden", "kind": "Create", "text": "Psst.", "queues": ["Secret"], "attachments": [TERMS]},
        {"name": "Hello", "kind": "Create", "text": "Hello."},
    ]
    configured(world, templates=templates)


def chosen(desk: Desk, name: str, **more: Any) -> dict[str, Any]:
    return {**form(desk), "draft": KEY, "template": template_id(desk, name), **more}


def offered(page: str) -> list[str]:
    return re.findall(r'<option value="\d+" data-shortcut="[^>]*>(.*?)</option>', page)


def queue(desk: Desk, name: str) -> int:
    with desk.look() as look:
        return named(look.config(Catalogue).queues, name)


def attached(desk: Desk, ticket_id: int) -> list[Any]:
    rows = select(Attachment.filename, Attachment.file_hash).join(Article, Article.id == Attachment.article_id)
    with desk.look() as look:
        found = look.connection.execute(rows.where(Article.ticket_id == ticket_id)).all()
        return [(one.filename, look.files.get(one.file_hash)) for one in found]


def test_those_for_the_chosen_queue_are_offered(ada: Browser) -> None:
    assert offered(ada.get(PATH).text) == ["Hello"]
    assert offered(ada.post(PATH, form(ada.desk, step="refresh")).text) == ["Hello", "Sales terms"]
    raw = form(ada.desk, step="refresh", QueueID=queue(ada.desk, "Raw"))
    assert offered(ada.post(PATH, raw).text) == ["Hello"]


def test_the_queue_is_judged_again_when_one_is_put_in(ada: Browser) -> None:
    wrong = chosen(ada.desk, "Sales terms", QueueID=queue(ada.desk, "Raw"))
    for path, more in ((f"{PATH}/template", {}), (f"{PATH}/template/files", {}), (PATH, {"step": "insert"})):
        assert ada.post(path, {**wrong, **more}).status_code == 404, path


def test_broken_access_control(ada: Browser) -> None:
    """Nobody gets the templates of a queue they may not open tickets in by naming it."""
    secret = {"QueueID": queue(ada.desk, "Secret")}
    assert offered(ada.post(PATH, form(ada.desk, step="refresh", **secret)).text) == ["Hello"]
    for path in ("template", "template/files"):
        assert ada.post(f"{PATH}/{path}", chosen(ada.desk, "Hidden", **secret)).status_code == 404


def test_its_files_are_in_the_draft_once_and_go_along(ada: Browser) -> None:
    first = keys(ada.post(f"{PATH}/template/files", chosen(ada.desk, "Sales terms")).text)
    assert len(first) == 1
    assert keys(ada.post(f"{PATH}/template/files", chosen(ada.desk, "Sales terms", kept=first)).text) == first
    assert keys(ada.get(PATH).text) == first
    ticket_id = made(ada.post(PATH, form(ada.desk, draft=KEY, kept=first)))
    assert attached(ada.desk, ticket_id) == [("terms.pdf", b"PDF")]


def test_a_file_that_is_left_out_stays_behind(ada: Browser) -> None:
    ada.post(f"{PATH}/template/files", chosen(ada.desk, "Sales terms"))
    assert attached(ada.desk, made(ada.post(PATH, form(ada.desk, draft=KEY)))) == []


def test_without_scripts_the_button_puts_text_and_files_in(ada: Browser) -> None:
    page = ada.post(PATH, chosen(ada.desk, "Sales terms", step="insert")).text
    assert "It is empty.\n\nSee." in page and "terms.pdf" in page
    again = ada.post(PATH, chosen(ada.desk, "Sales terms", step="insert", kept=keys(page))).text
    assert keys(again) == keys(page) and len(keys(page)) == 1


def test_what_is_too_large_is_said_and_the_text_is_there(ada: Browser) -> None:
    configured(ada.desk, settings={"WebMaxFileUpload": 2})
    assert ada.post(f"{PATH}/template/files", chosen(ada.desk, "Sales terms")).status_code == 422
    page = ada.post(PATH, chosen(ada.desk, "Sales terms", step="insert")).text
    assert "larger than this desk takes" in page and "See." in page and keys(page) == []
