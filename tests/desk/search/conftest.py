"""A desk with tickets to be found."""

import pytest

from polydesk.desk.desk import Desk
from tests.desk.search.finder import Finder


@pytest.fixture
def finder(desk: Desk) -> Finder:
    return Finder(desk)
