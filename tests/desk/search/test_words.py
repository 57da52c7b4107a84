import pytest

from polydesk.desk.search.words import LONGEST_TEXT, MOST_WORDS, index_words, plain_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Cost: 12,50 €\n\nCost: 12,50 €", "cost 1250"),
        ("<script>alert(1)</script> should be shown as text.", "scriptalert1/script shown text"),
        ("Vielen Dank für Ihre Hilfe!", "vielen dank hilfe"),
        ("This is urgent: 100 % of the team is affected.", "urgent 100 team affected"),
        ("Steps:\n 1. open\n 2. click", "steps open click"),
        ("日本語のテキストも含まれます。", "日本語のテキストも含まれます。"),
        ("Re: Vacation request", "vacation request"),
        ("100% load_avg", "100% load_avg"),
        (f"{'a' * 30} {'b' * 31} cc", "a" * 30),
    ],
)
def test_the_index_of_the_generic_interface(text: str, words: str) -> None:
    assert index_words(text) == words


def test_the_index_ends_after_a_thousand_words() -> None:
    assert len(index_words(" ".join(f"word{n}" for n in range(2000))).split()) == MOST_WORDS


def test_people_search_letters_and_digits_without_case_and_accents() -> None:
    assert plain_words("Ärger—mit «Café» <a@b.example>_x") == "arger mit cafe a b example x"


def test_a_text_may_grow_by_being_decomposed_but_stays_bounded() -> None:
    assert len(plain_words("\ufdfa" * LONGEST_TEXT)) <= LONGEST_TEXT
