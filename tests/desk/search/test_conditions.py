import pytest

from polydesk.desk.search.conditions import DEEPEST, All, Any, Malformed, Not, parse_condition
from polydesk.desk.search.patterns import Pattern


def plain(text: str) -> Pattern:
    return Pattern((text,))


def test_a_plain_value_is_one_whole_pattern() -> None:
    assert parse_condition(" Alpha  printer ") == plain("alpha  printer")


@pytest.mark.parametrize("sign", ["*", "%", "**%"])
def test_both_wildcards_are_the_same(sign: str) -> None:
    assert parse_condition(f"a{sign}b") == Pattern(("a", "b"))


@pytest.mark.parametrize("text", ["a&&b", "a+b", " a && b "])
def test_and(text: str) -> None:
    assert parse_condition(text) == All((plain("a"), plain("b")))


def test_and_goes_before_or() -> None:
    assert parse_condition("a||b&&c") == Any((plain("a"), All((plain("b"), plain("c")))))


def test_parentheses_and_not() -> None:
    assert parse_condition("!(a||b)&&c") == All((Not(Any((plain("a"), plain("b")))), plain("c")))


@pytest.mark.parametrize("text", ['"a && (b"', r"a \&\& \(b"])
def test_signs_are_literal_in_quotes_and_after_a_backslash(text: str) -> None:
    assert parse_condition(text) == plain("a && (b")


def test_an_exclamation_mark_after_a_word_is_literal() -> None:
    assert parse_condition("help!") == plain("help!")


@pytest.mark.parametrize("text", ["(a", "a)", "a&&", "||a", '"a', "a (b)", "()", "", "!", "+"])
def test_what_is_unbalanced_is_malformed(text: str) -> None:
    with pytest.raises(Malformed):
        parse_condition(text)


@pytest.mark.parametrize(
    "text", ["(" * (DEEPEST + 1) + "a" + ")" * (DEEPEST + 1), "(" * 100_000, "a||" * 100_000 + "a"]
)
def test_size_and_depth_are_bounded(text: str) -> None:
    with pytest.raises(Malformed):
        parse_condition(text)
