"""Patterns as SQLite's trigram index takes them: some once found nothing, and some ended the whole process."""

import json
import random
import re
import sqlite3
from collections.abc import Iterator

import pytest

from polydesk.desk.search.patterns import Pattern, parse_pattern

LETTERS = "ab?[]*^-é𐀀"


@pytest.fixture(params=["full", "none"])
def index(request: pytest.FixtureRequest) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.execute(f"CREATE VIRTUAL TABLE found USING fts5(title, tokenize='trigram', detail='{request.param}')")
    yield connection
    connection.close()


def _text(chance: random.Random, longest: int) -> str:
    return "".join(chance.choice(LETTERS) for _ in range(chance.randint(0, longest)))


def _pattern(chance: random.Random, titles: list[str]) -> Pattern:
    if chance.random() < 0.5:
        title = chance.choice(titles)
        start = chance.randint(0, len(title))
        return Pattern(("", title[start : chance.randint(start, len(title))], ""))
    return Pattern(tuple(_text(chance, 4) for _ in range(chance.randint(1, 4))))


def test_the_index_finds_what_is_there_whatever_the_pattern(index: sqlite3.Connection) -> None:
    chance = random.Random(7)
    titles = [_text(chance, 9) for _ in range(100)]
    index.executemany("INSERT INTO found VALUES (?)", [(title,) for title in titles])
    listed = "SELECT found.rowid FROM json_each(?) AS pattern CROSS JOIN found WHERE title GLOB pattern.value"
    for _ in range(500):
        pattern = _pattern(chance, titles)
        column = "title" if pattern.is_indexable else "title || ''"
        whole = re.compile(".*".join(map(re.escape, pattern.pieces)), re.DOTALL)
        there = {number for number, title in enumerate(titles, 1) if whole.fullmatch(title)}
        alone = index.execute(f"SELECT rowid FROM found WHERE {column} GLOB ?", (pattern.glob,))
        assert {row[0] for row in alone} == there, pattern
        assert {row[0] for row in index.execute(listed, (json.dumps([pattern.glob]),))} == there, pattern


@pytest.mark.parametrize(
    ("text", "is_indexable"),
    [("abc", True), ("ab", False), ("a?bcd", True), ("a?bc", False), ("éa*", False), ("*éab*", True), ("*[[[*", False)],
)
def test_three_letters_in_a_row_can_be_looked_up(text: str, is_indexable: bool) -> None:
    assert parse_pattern(text).is_indexable is is_indexable
