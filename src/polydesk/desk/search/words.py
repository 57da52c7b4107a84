"""The words of a text: as the Generic Interface's index keeps them, and as people search for them.

The rules of the first were measured on a real OTOBO, see section 3.5 of the specification.
"""

import re
import unicodedata

from polydesk.desk.search.stop_words import STOP_WORDS

SHORTEST, LONGEST, MOST_WORDS = 3, 30, 1000
LONGEST_TEXT = 100_000
"""Characters of a text that are searchable. PostgreSQL refuses vectors of more than a megabyte."""

_PUNCTUATION = re.compile(r"""[,&<>?"!*|;\[\]()+$^=]""")
_AT_AN_END = re.compile(r"^[':.]+|[':.]+$")
_WORDLESS = re.compile(r"[\W_]*")
_NO_WORD = re.compile(r"[\W_]+")


def index_words(text: str) -> str:
    """Distinct words, case-folded, in the order of their first appearance, joined by blanks."""
    kept: dict[str, None] = {}
    for raw in text[:LONGEST_TEXT].casefold().split():
        word = _AT_AN_END.sub("", _PUNCTUATION.sub("", raw))
        if SHORTEST <= len(word) <= LONGEST and word not in STOP_WORDS and not _WORDLESS.fullmatch(word):
            kept[word] = None
            if len(kept) == MOST_WORDS:
                break
    return " ".join(kept)


def plain_words(text: str) -> str:
    """Letters and digits only, case-folded and without accents, with a blank for everything else."""
    folded = text[:LONGEST_TEXT].casefold()
    unaccented = folded if folded.isascii() else _without_accents(folded)
    return _NO_WORD.sub(" ", unaccented).strip()[:LONGEST_TEXT]


def _without_accents(text: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
