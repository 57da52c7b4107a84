import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.people import let_in
from polydesk.desk.people.throttle import Throttle
from tests.web.agent.client import Browser


@pytest.fixture(autouse=True)
def forgiven(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wrong passwords of one test do not count in the next."""
    monkeypatch.setattr(let_in, "_THROTTLE", Throttle())


@pytest.fixture
def browser(world: Desk) -> Browser:
    """Nobody yet."""
    return Browser(world)


@pytest.fixture
def ada(browser: Browser) -> Browser:
    return browser.of("agent1", "agent1-pw")
