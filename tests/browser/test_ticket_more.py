"""A ticket's page in a browser: merging, splitting, linking, where a mail came from, processes, paper, and keys."""

import re

import pytest

from tests.browser.browsing import Open, Page, take_pictures
from tests.browser.conftest import Served
from tests.desk.processes.purchase import PROCESS, imported
from tests.mail.post import accepted, letter
from tests.world.tickets import STATES, opened, ticket_row


@pytest.fixture
def pair(served: Served) -> tuple[int, int]:
    """Two tickets of the same customer."""
    titles = ("Quokka one", "Quokka two")
    one, two = (opened(served.desk, title=title, customer_user="c1") for title in titles)
    return one, two


def test_merging_by_typing_a_part_of_the_title(signed_in: Page, served: Served, pair: tuple[int, int]) -> None:
    one, main = pair
    signed_in.goto(f"/tickets/{one}")
    signed_in.click("summary >> text=More")
    signed_in.click("text=Merge…")
    with signed_in.expect_response("**/merge?number=**"):
        signed_in.type("#merge-number", "quokka tw")
    signed_in.click(f"#merge-offers a[href*='main={main}']")
    signed_in.wait_for_selector("legend >> text=Which ticket goes on?")
    take_pictures(signed_in, "merge")
    signed_in.click("main button >> text=Merge")
    signed_in.wait_for_url(f"**/tickets/{main}")
    assert ticket_row(served.desk, one).state_id == STATES["merged"]
    signed_in.goto(f"/tickets/{one}")
    take_pictures(signed_in, "merged")
    signed_in.click(f".notice >> text={ticket_row(served.desk, main).number}")
    signed_in.wait_for_url(f"**/tickets/{main}")
    signed_in.goto(f"/tickets/{one}")
    signed_in.click("text=Take it out again")
    signed_in.wait_for_selector(".ticket-actions >> text=Reply")
    assert ticket_row(served.desk, one).state_id == STATES["open"]


def test_merging_what_is_selected_in_a_list(signed_in: Page, served: Served, pair: tuple[int, int]) -> None:
    signed_in.goto("/views/all?q=quokka")
    for ticket_id in pair:
        signed_in.check(f"input[name=ticket][value='{ticket_id}']")
    signed_in.select_option("#bulk-do", label="Merge…")
    signed_in.click("#bulk >> text=Apply")
    signed_in.click("main button >> text=Merge")
    signed_in.wait_for_url(f"**/tickets/{pair[0]}")
    assert ticket_row(served.desk, pair[1]).state_id == STATES["merged"]


def test_numbers_are_offered_for_links_while_typing(signed_in: Page, served: Served, pair: tuple[int, int]) -> None:
    signed_in.goto(f"/tickets/{pair[0]}")
    signed_in.click("text=Link with another ticket")
    number = ticket_row(served.desk, pair[1]).number
    with signed_in.expect_response("**/numbers?number=quokka"):
        signed_in.type("#link-number", "quokka")
    signed_in.wait_for_selector(f"#link-numbers option[value='{number}']", state="attached")
    signed_in.fill("#link-number", number)
    signed_in.click("form[action$='/links'] button")
    signed_in.wait_for_selector(f".tickets-around a[href='/tickets/{pair[1]}']")


def test_splitting_an_article_off(signed_in: Page, served: Served) -> None:
    ticket_id = accepted(served.desk, letter(text="And another thing.")).ticket_id
    signed_in.goto(f"/tickets/{ticket_id}")
    signed_in.click(".article >> text=Split")
    assert signed_in.input_value("#field-Body").strip() == "And another thing."
    signed_in.fill("#customer", "c3")
    signed_in.fill("#field-Title", "Something else entirely")
    signed_in.click("button >> text=Create ticket")
    signed_in.wait_for_selector(f"section:has(#links-title) a[href='/tickets/{ticket_id}']")
    assert "Parent" in signed_in.inner_text("section:has(#links-title)")


def test_why_a_mail_became_its_ticket(signed_in: Page, served: Served) -> None:
    raw = letter(subject="Smoke signals")
    signed_in.goto(f"/tickets/{accepted(served.desk, raw).ticket_id}")
    signed_in.click(".article >> text=Source")
    signed_in.wait_for_selector(".steps >> text=it names no ticket")
    take_pictures(signed_in, "source")
    with signed_in.expect_download() as download:
        signed_in.click("text=Download")
    assert download.value.path().read_bytes() == raw


def test_a_process_from_its_start_to_its_end(open_tab: Open, served: Served) -> None:
    imported(served.desk)
    page = open_tab(locale="de-DE", color_scheme="dark")
    page.goto(f"/tickets/new/process/{PROCESS}")
    page.fill("#field-Title", "Schaufenster")
    page.select_option("#field-DynamicField_Product", "web")
    page.click("button >> text=Ask")
    page.wait_for_selector("section:has(#process-title) >> text=Approve")
    take_pictures(page, "process")
    page.click("text=Close it")
    page.select_option("#field-StateID", label="erfolgreich geschlossen")
    page.fill("#field-Body", "Zu teuer")
    page.click("main button.primary")
    page.wait_for_selector("section:has(#process-title) >> text=Done")


def test_a_ticket_on_paper(signed_in: Page, pair: tuple[int, int]) -> None:
    signed_in.goto(f"/tickets/{pair[0]}")
    signed_in.click("summary >> text=More")
    with signed_in.expect_download() as download:
        signed_in.click("text=Download as PDF")
    assert re.fullmatch(r"ticket-\d+\.pdf", download.value.suggested_filename)
    assert download.value.path().read_bytes().startswith(b"%PDF-")


def test_keys_of_a_single_letter_can_be_switched_off(open_tab: Open, pair: tuple[int, int]) -> None:
    page = open_tab("agent2")
    for choice in ("off", "on"):
        page.goto("/account")
        page.select_option("#keys-choice", choice)
        page.click("section:has(#keys-choice) >> button")
        page.goto(f"/tickets/{pair[0]}")
        page.press("body", "n")
        if choice == "on":
            page.wait_for_url("**/write?kind=note")
        else:
            page.wait_for_timeout(200)
            assert page.url.endswith(f"/tickets/{pair[0]}")
