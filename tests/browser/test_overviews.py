"""The lists agents work from: filters, saved and shared ones, columns, reading beside the list, keys."""

from collections.abc import Iterator

import pytest

from polydesk.desk.desk import Desk
from tests.browser.browsing import Open, Page, take_pictures
from tests.world.tickets import configured, opened


@pytest.fixture(scope="module", autouse=True)
def zebras(desk: Desk) -> None:
    """Tickets no other test speaks of."""
    for number in range(3):
        opened(desk, title=f"Zebra {number}", customer_user="c1")
    opened(desk, title="Zebra in Europe", queue="Sales::Europe", state="pending reminder", priority_id=5)


def _click(page: Page, what: str) -> None:
    """What leads to another page, and wait until that is there."""
    with page.expect_navigation():
        page.click(what)


def _titles(page: Page) -> list[str]:
    return [text.strip() for text in page.locator("td.c-title a").all_inner_texts()]


def test_filters_narrow_a_list_and_are_cleared_again(signed_in: Page) -> None:
    signed_in.goto("/views/all")
    signed_in.fill("#filter-q", "zebra")
    _click(signed_in, "form.filters button")
    assert len(_titles(signed_in)) == 4
    signed_in.select_option("#filter-priority", label="5 very high")
    _click(signed_in, "form.filters button")
    assert _titles(signed_in) == ["Zebra in Europe"]
    take_pictures(signed_in, "list")
    _click(signed_in, "text=Clear")
    assert len(_titles(signed_in)) >= 4


def test_a_saved_filter_is_a_list_of_its_own_and_may_be_shared(signed_in: Page, open_tab: Open) -> None:
    signed_in.goto("/views/all?q=zebra")
    signed_in.click("summary:has-text('Save filter')")
    signed_in.fill("#filter-name", "Striped")
    signed_in.check("text=For all agents")
    _click(signed_in, "form[action='/filters'] button")
    assert signed_in.inner_text("h1") == "Striped"
    colleague = open_tab("agent2")
    colleague.goto("/")
    _click(colleague, "nav.side >> text=Striped")
    assert len(_titles(colleague)) == 4
    _click(signed_in, "text=Forget filter")
    assert not signed_in.locator("nav.side >> text=Striped").count()


def test_columns_are_chosen_and_sorted_by(signed_in: Page) -> None:
    signed_in.goto("/views/open?q=zebra")
    signed_in.click("summary:has-text('Columns')")
    signed_in.locator(".choices >> text=Queue").check()
    _click(signed_in, "form[action='/views/columns'] button")
    _click(signed_in, "th >> text=Queue")
    assert signed_in.get_attribute("th.c-queue", "aria-sort") == "ascending"
    assert signed_in.locator("td.c-queue").all_inner_texts()[-1] == "Sales::Europe"


def test_tickets_are_read_beside_the_list(signed_in: Page) -> None:
    signed_in.goto("/views/all?q=zebra")
    signed_in.click("text=Split view")
    signed_in.click("text=Zebra 1")
    signed_in.wait_for_selector("#pane h1:has-text('Zebra 1')")
    take_pictures(signed_in, "split")
    assert "Zebra 2" in _titles(signed_in)
    signed_in.click("text=Split view")
    assert not signed_in.locator("#pane").count()


def test_everything_is_done_by_keys(signed_in: Page) -> None:
    signed_in.goto("/views/all?q=zebra")
    signed_in.keyboard.press("j")
    signed_in.keyboard.press("j")
    signed_in.keyboard.press("x")
    assert signed_in.inner_text("#picked") == "(1)"
    second = _titles(signed_in)[1]
    with signed_in.expect_navigation():
        signed_in.keyboard.press("o")
    assert signed_in.inner_text("h1") == second
    with signed_in.expect_navigation():
        signed_in.keyboard.press("n")
    assert signed_in.inner_text("h1") == "Note"


def test_the_help_names_the_keys(signed_in: Page) -> None:
    signed_in.goto("/")
    signed_in.keyboard.press("?")
    assert "In lists: next and previous ticket" in signed_in.inner_text("#keys")
    signed_in.keyboard.press("Escape")
    assert not signed_in.is_visible("#keys")


def test_counts_beside_the_lists_follow(signed_in: Page, desk: Desk) -> None:
    signed_in.goto("/views/pending")
    signed_in.wait_for_selector("nav.side a:has-text('Pending') >> css=.count")
    before = int(signed_in.inner_text("nav.side a:has-text('Pending') >> css=.count"))
    opened(desk, title="Zebra that waits", state="pending reminder")
    signed_in.reload()
    signed_in.wait_for_selector(f"nav.side a:has-text('Pending') >> text={before + 1}")


@pytest.fixture
def many_colleagues(desk: Desk) -> Iterator[None]:
    people = [{"login": f"z{number}", "first_name": "Zora", "last_name": f"{number:02}"} for number in range(30)]
    configured(desk, agents=people)
    yield
    configured(desk, agents=[{**one, "valid": "invalid"} for one in people])


@pytest.mark.usefixtures("many_colleagues")
def test_colleagues_are_fetched_when_they_are_wanted(signed_in: Page) -> None:
    signed_in.goto("/views/all?q=zebra")
    assert not signed_in.locator("option:has-text('Zora 07')").count()
    signed_in.focus("#filter-owner")
    signed_in.select_option("#filter-owner", label="Zora 07")
    _click(signed_in, "form.filters button")
    assert _titles(signed_in) == []
    signed_in.focus("#filter-owner")
    signed_in.wait_for_selector("#filter-owner option:has-text('Zora 08')", state="attached")
    assert signed_in.locator("#filter-owner option:has-text('Zora 07')").count() == 1
    signed_in.goto("/views/all?q=zebra")
    signed_in.check("tbody .c-pick input >> nth=0")
    signed_in.select_option("#bulk-do", label="Zora 07")
    _click(signed_in, "#bulk button")
    assert "1 ticket now with Zora 07." in signed_in.inner_text("#main")
    _click(signed_in, "text=Undo")


def test_a_laptop_shows_many_tickets_of_one_line_each(signed_in: Page, desk: Desk) -> None:
    for number in range(30):
        opened(desk, title=f"Giraffe {number} {'of whom much is to be told ' * 5}", customer_user="x" * 100)
    signed_in.set_viewport_size({"width": 1440, "height": 900})
    signed_in.goto("/views/all?q=giraffe")
    heights = signed_in.locator("tbody tr[id]").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().bottom)"
    )
    assert sum(height <= 900 for height in heights) >= 25
    assert signed_in.evaluate("document.documentElement.scrollWidth") <= 1440


def test_what_to_do_is_offered_once_tickets_are_selected(signed_in: Page) -> None:
    signed_in.goto("/views/all?q=zebra")
    assert not signed_in.is_visible("#bulk")
    signed_in.locator("td.c-pick input").first.check()
    assert signed_in.is_visible("#bulk")
    signed_in.keyboard.press("Escape")
    assert not signed_in.is_visible("#bulk") and not signed_in.locator("td.c-pick :checked").count()


def test_a_phone_folds_filters_that_are_not_in_use(open_tab: Open) -> None:
    phone = open_tab("agent1", viewport={"width": 390, "height": 844})
    phone.goto("/views/all")
    assert not phone.is_visible("#filter-state")
    phone.click("summary:has-text('More filters')")
    phone.select_option("#filter-priority", label="5 very high")
    _click(phone, "form.filters button")
    assert phone.is_visible("#filter-priority")


def test_a_ticket_leads_to_its_neighbours_in_the_list(signed_in: Page) -> None:
    signed_in.goto("/views/all?q=zebra&sort=title")
    titles = _titles(signed_in)
    _click(signed_in, "text=Zebra 0")
    place = titles.index("Zebra 0") + 1
    assert signed_in.inner_text("[data-back]") == f"{place} / {len(titles)}"
    with signed_in.expect_navigation():
        signed_in.keyboard.press("j")
    assert signed_in.inner_text("h1") == titles[place]
    _click(signed_in, "[data-back]")
    assert _titles(signed_in) == titles
