"""Class B13: whose wish a request with cookies is."""

import pytest

from polydesk.desk.own_pages import is_from_own_pages

HOST = {"host": "desk.example"}


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "same-origin"},
        {"sec-fetch-site": "none"},
        {"origin": "https://desk.example"},
        {"origin": "http://desk.example", "sec-fetch-site": "same-origin"},
    ],
    ids=str,
)
def test_b13_our_own_pages(headers: dict[str, str]) -> None:
    assert is_from_own_pages({**HOST, **headers}, if_silent=False)


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "cross-site", "origin": "https://desk.example"},
        {"sec-fetch-site": "same-origin", "origin": "https://evil.example"},
        {"origin": "https://desk.example.evil.example"},
        {"origin": "https://desk.example@evil.example"},
        {"origin": "https://[broken"},
        {"origin": "null"},
        {"origin": ""},
        {"origin": "", "host": ""},
    ],
    ids=str,
)
def test_b13_other_sites_pages_may_not_even_read(headers: dict[str, str]) -> None:
    assert not is_from_own_pages({**HOST, **headers}, if_silent=True)


def test_b13_whoever_says_nothing_is_judged_by_what_they_want() -> None:
    assert is_from_own_pages(HOST, if_silent=True)
    assert not is_from_own_pages(HOST, if_silent=False)
