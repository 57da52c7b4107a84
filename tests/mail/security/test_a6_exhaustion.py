"""Class A6: what twice as large a mail costs is about twice as much, for everything that looked risky."""

import time
from collections.abc import Callable

import pytest

from polydesk.mail.parse import Limits, TooMuch, parse_mail
from tests.mail.corpus.case import HEAD, SENDER, mixed, part, text, with_headers

_GROWING: dict[str, Callable[[int], bytes]] = {
    "encoded words": lambda size: with_headers(SENDER.strip(), b"Subject: " + b"=?a?q?" * size),
    "question marks": lambda size: with_headers(SENDER.strip(), b"Subject: =?a?q?" + b"?" * 6 * size),
    "brackets": lambda size: with_headers(SENDER.strip(), b"To: " + b"(" * 6 * size),
    "quotes": lambda size: with_headers(SENDER.strip(), b"To: " + b'"\\a' * 2 * size),
    "addresses": lambda size: with_headers(SENDER.strip(), b"To: " + b"a@b.c," * size),
    "ids": lambda size: with_headers(SENDER.strip(), b"References: " + b"<a@b> " * size),
    "folds": lambda size: with_headers(SENDER.strip(), b"X-A: b" + b"\n cccc" * size),
    "data urls": lambda size: text(b'="data:image/gif;base64,' * size, "text/html"),
    "picture references": lambda size: mixed(part(b"cid:x " * size, "text/html"), part(b"x", "image/gif; name=x")),
    "base64 pieces": lambda size: text((b"QQ==" * 19 + b"\n") * (size // 10), encoding="base64"),
    "meta": lambda size: text(b"<meta " * size, "text/html"),
}


@pytest.mark.parametrize("name", _GROWING)
def test_cost_grows_with_size(name: str) -> None:
    """A quarter of a second more is allowed for the machine's moods; a square would take four times as long."""
    small, large = (min(_seconds(_GROWING[name](size)) for _ in range(3)) for size in (40_000, 120_000))

    assert large < 6 * small + 0.25


def test_an_unlimited_claim_is_nothing_but_words() -> None:
    assert parse_mail(HEAD + b"Content-Length: 1073741824\n\nwords").text == "words\n"


@pytest.mark.parametrize(
    "limit", ["max_parts", "max_depth", "max_headers", "max_header_bytes", "max_bytes", "max_lines"]
)
def test_each_limit_holds(limit: str) -> None:
    with pytest.raises(TooMuch):
        parse_mail(mixed(part(b"one"), part(b"two")), Limits(**{limit: 0}))


def _seconds(raw: bytes) -> float:
    begin = time.process_time()
    parse_mail(raw)
    return time.process_time() - begin
