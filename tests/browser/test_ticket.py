"""One ticket: properties changed in place, the conversation, letters in their frames, files."""

from dataclasses import dataclass

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.attach import NewFile, attach_files
from tests.browser.browsing import Complaints, Page, take_pictures
from tests.web.furnished import FILES
from tests.world.cast import ADA
from tests.world.tickets import opened

LETTER = NewArticle(
    subject="Smoke",
    body='<p>It <b>smokes</b>.</p><img src="https://pictures.example/pixel.png">',
    content_type="text/html; charset=utf-8",
    sender_type_id=3,
    channel_id=1,
    from_='"Cora Customer" <c1@acme.example>',
    to="desk@desk.example",
)
LONG = NewArticle(subject="Long", body="A line of the log.\n" * 200 + "The last line.", visible=False)


@dataclass(frozen=True)
class Written:
    path: str
    letter: int


@pytest.fixture(scope="module")
def written(desk: Desk) -> Written:
    ticket_id = opened(desk, title="Smoking printer", customer_user="c1", article=None)
    with desk.work(ADA) as work:
        add_article(work, ticket_id, LONG)
        for number in range(25):
            add_article(work, ticket_id, NewArticle(subject=f"Note {number}", body=f"Looked at it {number}."))
        letter = add_article(work, ticket_id, LETTER)
        files = [NewFile(filename=name, content=content, content_type=kind) for name, kind, content in FILES]
        text = NewFile(filename="log.txt", content=b"paper jam", content_type="text/plain")
        attach_files(work, ticket_id, letter, [*files, text])
    return Written(f"/tickets/{ticket_id}", letter)


@pytest.fixture
def page(signed_in: Page, written: Written) -> Page:
    signed_in.goto(written.path)
    return signed_in


def _change(page: Page, label: str) -> None:
    page.locator(".fact", has=page.get_by_text(label, exact=True)).locator("a.change").click()
    page.wait_for_selector(".property-form")


def test_properties_are_changed_where_they_stand(page: Page) -> None:
    _change(page, "Priority")
    page.select_option("#property", label="5 very high")
    page.click(".property-form button")
    page.wait_for_selector("#ticket-head .mark >> text=5 very high")
    _change(page, "State")
    page.select_option("#property", label="pending reminder")
    page.fill("#property-until", "2030-01-02T10:00")
    page.click(".property-form button")
    page.wait_for_selector("#ticket-head .mark >> text=pending reminder")
    assert "Jan 2, 2030" in page.inner_text("#ticket-facts")
    take_pictures(page, "ticket")


def test_the_keyboard_stays_where_it_was(page: Page) -> None:
    """Also where what was used is replaced: by a form, by what was saved, by more articles."""
    page.focus("#ticket-facts a:has-text('Change: Priority')")
    page.keyboard.press("Enter")
    page.wait_for_selector("#property:focus")
    page.focus("#ticket-facts button:has-text('Save')")
    page.keyboard.press("Enter")
    page.wait_for_selector("a:focus >> text=Change: Priority")
    page.focus("text=Lock and take")
    for words in ("Unlock", "Lock and take"):
        page.keyboard.press("Enter")
        page.wait_for_selector(f"button:focus >> text={words}")
    page.focus("text=Show older articles")
    page.keyboard.press("Enter")
    page.wait_for_selector("article:focus")


def test_what_cannot_be_taken_is_said_beside_its_field(page: Page, complaints: Complaints) -> None:
    complaints.expect("422")
    page.click("text=Rename")
    page.fill("#property", " ")
    page.click(".property-form button")
    page.wait_for_selector("#property-error >> text=A title is needed")
    page.click(".property-form >> text=Cancel")
    page.wait_for_selector("h1:has-text('Smoking printer')")


def test_a_ticket_is_locked_watched_and_let_go(page: Page) -> None:
    page.click("text=Lock and take")
    page.wait_for_selector(".mark >> text=Locked")
    assert "Ada Agent" in page.inner_text("#ticket-facts")
    page.click(".ticket-actions >> text=Watch")
    page.wait_for_selector(".ticket-actions >> text=Unwatch")
    page.click(".ticket-actions >> text=Unlock")
    page.wait_for_selector("text=Lock and take")


def test_the_newest_articles_are_there_at_once_and_older_ones_on_demand(page: Page) -> None:
    assert page.inner_text("#articles-title") == "27 articles"
    assert page.locator("article").count() == 20
    page.click("text=Show older articles")
    page.wait_for_selector("article >> text=Show the whole text")
    assert page.locator("article").count() == 27
    page.click("text=Show the whole text")
    page.wait_for_selector("article >> text=The last line.")


def test_the_order_is_remembered(page: Page) -> None:
    page.click("text=Oldest first")
    page.wait_for_selector("text=Newest first")
    assert "A line of the log." in page.locator("article").first.inner_text()
    page.click("text=Newest first")
    page.wait_for_selector("text=Oldest first")


def test_letters_stand_in_a_frame_that_loads_nothing_from_elsewhere(page: Page, written: Written) -> None:
    frame = page.frame_locator(f"#article-{written.letter} iframe")
    assert frame.locator("b").inner_text() == "smokes"
    assert frame.locator("img").get_attribute("src") is None
    assert frame.locator("text=Show pictures from elsewhere").count() == 1


def test_files_are_seen_in_place(page: Page, written: Written) -> None:
    files = page.locator(f"#article-{written.letter} .files")
    assert files.locator("img").evaluate("one => (one.decode ? one.decode() : null, one.complete)")
    with page.context.expect_page() as opening:
        files.locator("a", has_text="Preview: log.txt").click()
    assert opening.value.inner_text("body") == "paper jam"
    with page.expect_download() as download:
        files.get_by_role("link", name="manual.pdf", exact=True).click()
    assert download.value.suggested_filename == "manual.pdf"


def test_history_is_told_in_sentences(page: Page) -> None:
    page.click(".articles-head >> text=History")
    page.wait_for_load_state()
    assert "The ticket was opened in Sales" in page.inner_text("#main")


def test_tickets_are_linked_by_their_number(page: Page, desk: Desk) -> None:
    other = opened(desk, title="Toner")
    page.goto(f"/tickets/{other}")
    number = page.inner_text(".ticket-path .number")
    page.go_back()
    page.click("summary:has-text('Link with another ticket')")
    page.fill("#link-number", number)
    page.keyboard.press("Enter")
    page.wait_for_selector(".ticket-side >> text=Toner")


def test_a_ticket_is_closed_by_two_keys(page: Page, desk: Desk) -> None:
    page.goto(f"/tickets/{opened(desk, title='Toner is back')}")
    page.keyboard.press("e")
    page.keyboard.press("Enter")
    page.wait_for_selector("#ticket-head .mark >> text=closed successful")
    assert not page.locator("summary:has-text('Close as')").count()


def test_menus_close_by_a_click_elsewhere_and_by_escape(page: Page) -> None:
    menu = page.locator("summary:has-text('More')")
    menu.click()
    page.wait_for_selector("text=Download as PDF")
    page.keyboard.press("Escape")
    assert not page.is_visible("text=Download as PDF")
    menu.click()
    page.click("h1")
    assert not page.is_visible("text=Download as PDF")
