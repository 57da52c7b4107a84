"""Templates with files and for certain queues, as scripts put them in, and without scripts."""

from base64 import b64encode

import pytest

from polydesk.desk.configuration.load import load_configuration
from polydesk.desk.desk import Desk
from tests.browser.browsing import Open, Page, take_pictures
from tests.web.furnished import ROOT_LOGIN
from tests.world.tickets import opened

TERMS = {"name": "terms.pdf", "type": "application/pdf", "content": b64encode(b"PDF").decode()}
TEMPLATES = [
    {"name": "Our terms", "kind": "Answer", "text": "See the terms.", "attachments": [TERMS]},
    {"name": "Welcome to sales", "kind": "Create", "text": "Welcome.", "queues": ["Sales"], "attachments": [TERMS]},
]


@pytest.fixture
def ticket(desk: Desk) -> str:
    with desk.work() as work:
        load_configuration(work, {"templates": TEMPLATES})
    return f"/tickets/{opened(desk, title='Which terms?', customer_user='c1')}"


def insert(page: Page, label: str) -> None:
    page.select_option("#write-template", label=label)
    with page.expect_response("**/template"):
        page.click("text=Insert")


def test_a_template_brings_its_file_once_and_it_is_left_out_by_a_tick(signed_in: Page, ticket: str) -> None:
    signed_in.goto(f"{ticket}/write?kind=reply")
    insert(signed_in, "Our terms")
    file = signed_in.locator("#write-kept label")
    file.wait_for()
    take_pictures(signed_in, "template-with-a-file")
    file.locator("input").uncheck()
    insert(signed_in, "Our terms")
    signed_in.wait_for_selector("#write-kept input:checked")
    assert file.count() == 1 and "terms.pdf" in file.inner_text()
    with signed_in.expect_response("**/draft"):
        file.locator("input").uncheck()
    signed_in.goto(f"{ticket}/write?kind=reply")
    assert file.count() == 1 and not file.locator("input").is_checked()
    assert "See the terms." in signed_in.input_value("#write-body")


def test_without_scripts_it_works_as_well(open_tab: Open, ticket: str) -> None:
    page = open_tab(java_script_enabled=False)
    page.goto(f"{ticket}/write?kind=reply")
    page.select_option("#write-template", label="Our terms")
    page.click("text=Insert")
    assert "See the terms." in page.input_value("#write-body")
    assert "terms.pdf" in page.inner_text("#write-kept label:has(input:checked)")


def test_an_administrator_attaches_and_removes_files(open_tab: Open, ticket: str) -> None:
    page = open_tab(ROOT_LOGIN)
    page.goto("/admin/templates")
    page.click("text=Our terms")
    page.set_input_files("#files-new", {"name": "map.png", "mimeType": "image/png", "buffer": b"x"})
    page.click('#files button:text-is("Attach")')
    page.wait_for_selector("#files >> text=map.png")
    take_pictures(page, "template-files")
    page.click('[aria-label="Remove map.png"]')
    page.locator("#files >> text=map.png").wait_for(state="detached")
    assert page.locator("#files li").count() == 1


def test_a_new_ticket_is_offered_those_of_its_queue_with_their_files(signed_in: Page, ticket: str) -> None:
    signed_in.goto("/tickets/new?customer=c1")
    assert signed_in.locator("#write-template").count() == 0
    signed_in.select_option("#field-QueueID", label="Sales")
    signed_in.wait_for_selector("#write-template >> text=Welcome to sales", state="attached")
    insert(signed_in, "Welcome to sales")
    signed_in.wait_for_selector("#write-kept >> text=terms.pdf")
    assert signed_in.input_value("#field-Body") == "Welcome."
    signed_in.fill("#field-Title", "First order of paper")
    signed_in.click("text=Create ticket")
    signed_in.wait_for_selector("#articles >> text=terms.pdf")
