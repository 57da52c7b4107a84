"""Writing in a browser: templates where the cursor is, files with their progress, and taking back what was sent."""

from typing import Any

import pytest

from polydesk.desk.configuration.load import load_configuration
from polydesk.desk.desk import Desk
from tests.browser.browsing import Open, Page, take_pictures
from tests.world.tickets import opened

DROP = """([target, kind]) => {
  const data = new DataTransfer();
  data.items.add(new File(["x"], kind === "paste" ? "image.png" : "dropped.txt", { type: "image/png" }));
  const event = kind === "paste"
    ? new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })
    : new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
  document.querySelector(target).dispatchEvent(event);
}"""
TEMPLATES = [
    {"name": "Opening hours", "kind": "Snippet", "text": "From nine to five, #<OTRS_TICKET_TicketNumber>."},
    {"name": "Outage", "kind": "Answer", "text": "We know about it."},
]


@pytest.fixture
def ticket(desk: Desk) -> str:
    with desk.work() as work:
        load_configuration(work, {"templates": TEMPLATES})
    return f"/tickets/{opened(desk, title='The printer smokes', customer_user='c1')}"


def file(content: bytes) -> Any:
    return {"name": "a.txt", "mimeType": "text/plain", "buffer": content}


def wait_for_text(page: Page, text: str) -> None:
    """The policy of the pages lets nobody wait by a script's words."""
    for _ in range(100):
        if text in page.input_value("#write-body"):
            return
        page.wait_for_timeout(50)
    raise AssertionError(page.input_value("#write-body"))


def test_a_template_is_put_in_where_the_cursor_is(signed_in: Page, ticket: str) -> None:
    signed_in.goto(f"{ticket}/write?kind=reply")
    signed_in.fill("#write-body", "Hello\nBye")
    signed_in.press("#write-body", "Control+Home")
    signed_in.press("#write-body", "End")
    signed_in.select_option("#write-template", label="Outage")
    with signed_in.expect_response("**/template"):
        signed_in.click("text=Insert")
    wait_for_text(signed_in, "HelloWe know about it.\nBye")


def test_files_come_by_choosing_dropping_and_pasting_and_outlive_a_reload(signed_in: Page, ticket: str) -> None:
    signed_in.goto(f"{ticket}/write?kind=reply")
    signed_in.set_input_files("#write-files", file(b"a" * 200_000))
    signed_in.evaluate(DROP, ["#write", "drop"])
    signed_in.evaluate(DROP, ["#write-body", "paste"])
    for number, name in enumerate(("a.txt", "dropped.txt", "image-"), start=1):
        signed_in.wait_for_selector(f"#write-kept label:nth-of-type({number}) >> text={name}")
    take_pictures(signed_in, "writing")
    signed_in.goto(f"{ticket}/write?kind=reply")
    assert signed_in.locator("#write-kept input:checked").count() == 3


def test_a_file_that_is_too_large_is_refused_before_it_is_sent(signed_in: Page, ticket: str) -> None:
    signed_in.goto(f"{ticket}/write?kind=note")
    signed_in.evaluate("document.querySelector('#write-kept').dataset.limit = '3'")
    signed_in.set_input_files("#write-files", file(b"four"))
    signed_in.wait_for_selector("#write-kept >> text=larger than this desk takes")


def test_what_was_sent_is_taken_back_by_a_key(signed_in: Page, ticket: str) -> None:
    signed_in.goto(f"{ticket}/write?kind=reply")
    signed_in.fill("#write-body", "Too early")
    signed_in.fill("#write-bcc", "hidden@else.example")
    signed_in.press("#write-body", "Control+Enter")
    signed_in.wait_for_selector("#held >> text=Goes out in")
    take_pictures(signed_in, "held")
    signed_in.press("body", "z")
    signed_in.wait_for_url("**/write?kind=reply")
    assert signed_in.input_value("#write-body") == "Too early"
    assert signed_in.input_value("#write-bcc") == "hidden@else.example"


def test_each_ticket_beside_the_list_counts_down(signed_in: Page, ticket: str, desk: Desk) -> None:
    other = f"/tickets/{opened(desk, title='The printer burns', customer_user='c1')}"
    for one in (ticket, other):
        signed_in.goto(f"{one}/write?kind=reply")
        signed_in.fill("#write-body", "We come at once.")
        signed_in.press("#write-body", "Control+Enter")
        signed_in.wait_for_selector("#held")
    signed_in.goto("/views/all?q=printer")
    signed_in.click("text=Split view")
    for one in (ticket, other):
        signed_in.click(f".c-title a[href='{one}']")
        signed_in.wait_for_selector(f"#pane #held[data-address='{one}/held']")
        first = signed_in.inner_text("#pane [data-left]")
        signed_in.wait_for_selector(f"#pane [data-left]:not(:text-is('{first}'))")
    signed_in.click("text=Split view")


def test_without_scripts_all_of_it_works(open_tab: Open, ticket: str) -> None:
    page = open_tab(java_script_enabled=False)
    page.goto(f"{ticket}/write?kind=reply")
    page.select_option("#write-template", label="Outage")
    page.click("text=Insert")
    assert "We know about it." in page.input_value("#write-body")
    page.set_input_files("#write-files", file(b"a"))
    page.click("[name=action][value=send]")
    page.click("#held >> text=Undo")
    assert page.locator("#write-kept >> text=a.txt").count() == 1


def test_what_is_typed_after_a_semicolon_or_an_at_sign_is_offered(signed_in: Page, ticket: str) -> None:
    signed_in.goto(f"{ticket}/write?kind=note")
    signed_in.type("#write-body", "We are here: ;hou")
    signed_in.wait_for_selector("#write-offer >> text=Opening hours")
    signed_in.press("#write-body", "Tab")
    wait_for_text(signed_in, "From nine to five, #2")
    signed_in.type("#write-body", " @b")
    signed_in.wait_for_selector("#write-offer >> text=Bo Agent")
    take_pictures(signed_in, "offer")
    signed_in.press("#write-body", "Enter")
    assert signed_in.input_value("#write-body").endswith(". @agent2 ")
    signed_in.type("#write-body", "@bo")
    signed_in.wait_for_selector("#write-offer >> text=Bo Agent")
    signed_in.press("#write-body", "Escape")
    assert signed_in.locator("#write-offer").is_hidden()


def test_what_is_typed_is_kept_though_the_page_is_left_in_the_middle_of_a_word(signed_in: Page, ticket: str) -> None:
    signed_in.goto(f"{ticket}/write?kind=note")
    signed_in.type("#write-body", "Precio")
    signed_in.goto("/views/all")
    signed_in.wait_for_timeout(300)
    signed_in.goto(f"{ticket}/write?kind=note")
    assert signed_in.input_value("#write-body") == "Precio"


def test_a_machine_that_slept_knows_what_went_out_meanwhile(signed_in: Page, ticket: str) -> None:
    """It counts by the clock, and asks when the time is over."""
    signed_in.clock.install()
    signed_in.goto(f"{ticket}/write?kind=reply")
    signed_in.fill("#write-to", "c1@acme.example")
    signed_in.fill("#write-body", "It is on its way.")
    signed_in.click("[name=action][value=send]")
    signed_in.wait_for_selector("#held >> text=Goes out in")
    with signed_in.expect_response("**/held"):
        signed_in.clock.fast_forward(60_000)
