"""Conditions on titles that once made SQLite's trigram index end the whole process."""

import pytest

from tests.api.client import Client


@pytest.mark.parametrize("title", ["ab+cdef", "1e+308", "a&&printer", "(ab)+(cdef)", "ab+cdef+x"])
def test_a_short_and_a_long_word_joined_by_and_are_searched_for(client: Client, title: str) -> None:
    client.open(Title="ab cdef")
    assert client.search(Title=title) == []
