import pytest

from polydesk.desk.desk import Desk
from tests.web.agent.client import Browser


@pytest.fixture
def root(world: Desk) -> Browser:
    """An administrator."""
    return Browser(world).of("root@localhost", "root-pw-1")
