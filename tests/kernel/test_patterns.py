import time

import pytest

from polydesk.kernel.patterns import PatternError, bounded


@pytest.mark.parametrize(
    "source",
    [
        "/tickets?",
        "fiel(d|ds)",
        "fin.*",
        r"/v\d+/(en|de|fr)/.*",
        r"[a-z+*(]+",
        r"\(a+\)+",
        "(ab)*",
        "(?:x(?:/.+)?)",
        r"\d{4}-\d{2}",
        "(?i)open",
        "(?P<a>x+)",
    ],
)
def test_ordinary_patterns_are_taken(source: str) -> None:
    bounded(source)


@pytest.mark.parametrize(
    "source",
    [
        "(a+)+",
        "(a*)*",
        "(a|a)*",
        "(a?){30}",
        "(?:a+|b)*?",
        "((a)+)+",
        "(?=a+)*",
        "([a-z]+)*$",
        "(a+)(?#comment)+",
        ".*.*.*.*x",
        r"(.*)(.*)\1\2x",
        "a?" * 30 + "a" * 30,
        "(a|a)" * 30,
        "x{2000}",
        "(x{100}){100}",
        "(?x) a",
        "a" * 1001,
        "[a",
        "(a",
        r"\Qa",
        "*a",
    ],
)
def test_patterns_that_can_not_be_bounded_or_compiled_are_refused(source: str) -> None:
    with pytest.raises(PatternError):
        bounded(source)


@pytest.mark.parametrize("source", ["(a+) +", "(a+)# comment\n+", "(?-x: a)"])
def test_extended_syntax_hides_no_nested_repeat(source: str) -> None:
    with pytest.raises(PatternError):
        bounded(source, verbose=True)


def test_blanks_mean_nothing_in_extended_syntax() -> None:
    assert bounded(" a b # comment", verbose=True).fullmatch("ab")


def test_more_repeats_allow_less_text() -> None:
    assert bounded("a.*").limit > 8000 > bounded("a.*.*").limit > bounded("a.*.*.*").limit


@pytest.mark.parametrize("source", ["(.*)a(.*)b", "(.*).*.*b", "(a?a?a?.*a.*)b", r"(.*)\1b"])
def test_the_worst_text_of_the_greatest_length_is_answered_soon(source: str) -> None:
    pattern = bounded(source)
    started = time.process_time()
    assert pattern.fullmatch("a" * pattern.limit) is None
    assert pattern.fullmatch("a" * (pattern.limit + 1)) is None
    assert time.process_time() - started < 5
