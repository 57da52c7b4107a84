"""Conditions on titles that once made SQLite's trigram index end the whole process."""

import pytest

from tests.api.client import Client


@pytest.mark.parametrize("title", ["ab+cdef", "1e+308", "a&&printer", "(ab)+(cdef)", "ab+cdef+x"])
def test_a_short_and_a_long_word_joined_by_and_are_searched_for(client: Client, title: str) -> None:
    client.open(Title="ab cdef")
    assert client.search(Title=title) == []


@pytest.mark.parametrize("title", ["*]é[abss*", "𐀀c[c-c]", "éa?abc", "*éa*abcd*"])
def test_two_letters_of_several_bytes_beside_a_long_word_are_searched_for(client: Client, title: str) -> None:
    ticket = client.open(Title=title.replace("*", ""))
    assert client.search(Title=title) == [ticket]
