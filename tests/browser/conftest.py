"""A desk that is served for real, and browsers in which people work on it."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

import pytest

from polydesk.desk.desk import Desk
from polydesk.wiring import open_desk
from tests.browser.browsing import Browser, Complaints, Open, Page, arguments, chromium_path, missing
from tests.conformance.running import RunningServer
from tests.conftest import Templates
from tests.web.furnished import ROOT_LOGIN, ROOT_PASSWORD
from tests.world.cast import build_world

T = TypeVar("T")
PASSWORDS = {ROOT_LOGIN: ROOT_PASSWORD}
"""Of those whose password is not made of their login."""


def apart(step: Callable[[], T]) -> T:
    """Its result, from a thread of its own: what runs an event loop cannot do so beside playwright's."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(step).result()


@dataclass
class Served:
    """A desk with the cast of tests/world. `desk` is another process on the same database, for furnishing it."""

    url: str
    desk: Desk
    signed_in: dict[str, Any] = field(default_factory=dict)
    """What browsers keep of agents who have signed in once, by login."""


@pytest.fixture(scope="session")
def served(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    if missing():
        pytest.skip(missing())
    data = tmp_path_factory.mktemp("browser") / "data"
    templates.sqlite("world", build_world, data)
    desk = open_desk(data, None)
    with RunningServer(data) as server:
        yield Served(server.url, desk)
    desk.database.dispose()


@pytest.fixture(scope="package")
def chromium(served: Served) -> Iterator[Browser]:
    """Not for the session: tests elsewhere run event loops of their own, beside which playwright's must not be."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=arguments())
        yield browser
        browser.close()


@pytest.fixture
def complaints(served: Served) -> Complaints:
    return Complaints(served.url)


@pytest.fixture
def open_tab(served: Served, chromium: Browser, complaints: Complaints) -> Iterator[Open]:
    """Opens browsers of their own, in which an agent of tests/world has signed in, or nobody. None may complain."""
    contexts = []

    def opened(login: str | None = "agent1", **options: Any) -> Page:
        if login and login not in served.signed_in:
            served.signed_in[login] = _state_of(served, chromium, login)
        state = served.signed_in[login] if login else None
        context = chromium.new_context(base_url=served.url, storage_state=state, **{"locale": "en-GB", **options})
        context.set_default_timeout(10_000)
        complaints.listen(context)
        contexts.append(context)
        return context.new_page()

    yield opened
    for one in contexts:
        one.close()
    assert not complaints.unexpected()


def _state_of(served: Served, chromium: Browser, login: str) -> Any:
    context = chromium.new_context(base_url=served.url)
    page = context.new_page()
    sign_in(page, login)
    state = context.storage_state()
    context.close()
    return state


def sign_in(page: Page, login: str) -> None:
    page.goto("/login")
    page.fill("#login", login)
    page.fill("#password", PASSWORDS.get(login, f"{login}-pw"))
    page.click("button[type=submit]")
    page.wait_for_selector("header.bar")


@pytest.fixture
def signed_in(open_tab: Open) -> Page:
    """A page of Ada's, who may do everything in users, sales and support."""
    return open_tab()


@pytest.fixture(scope="session")
def desk(served: Served) -> Desk:
    """Another process on the database of the desk that is served."""
    return served.desk
