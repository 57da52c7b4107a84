"""What holds for every page in a browser: people with little sight, a keyboard or a phone can use it."""

import pytest

from tests.browser.axe import skip_without_axe, violations
from tests.browser.browsing import PHONE, Open, Page
from tests.browser.conftest import Served, apart
from tests.web.furnished import ROOT_LOGIN, Places, addresses, furnish, whole_pages

EVERY_PAGE = pytest.mark.parametrize("path", whole_pages())
LIGHT, DARK = {"color_scheme": "light", "locale": "en-GB"}, {"color_scheme": "dark", "locale": "de-DE"}


@pytest.fixture(scope="module")
def places(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Places:
    folder = tmp_path_factory.mktemp("documents")
    return apart(lambda: furnish(served.desk, folder))


@pytest.fixture
def looks(open_tab: Open) -> tuple[Page, Page]:
    """An administrator's browser in English and light, another in German and dark."""
    return open_tab(ROOT_LOGIN, **LIGHT), open_tab(ROOT_LOGIN, **DARK)


@EVERY_PAGE
def test_axe_finds_no_violation(looks: tuple[Page, Page], places: Places, path: str) -> None:
    skip_without_axe()
    for number, address in enumerate(addresses(path, places)):
        for page in looks[:1] if number else looks:
            page.goto(address)
            assert not violations(page), address


@EVERY_PAGE
def test_phones_need_not_scroll_sideways(looks: tuple[Page, Page], places: Places, path: str) -> None:
    for address in addresses(path, places):
        for page in looks:
            page.set_viewport_size(PHONE)
            page.goto(address)
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width <= PHONE["width"], address
