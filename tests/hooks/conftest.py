"""Receivers, and desks that may reach them."""

from collections.abc import Iterator

import pytest

from tests.hooks.receiver import Receiver, receiving


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as running:
        yield running
