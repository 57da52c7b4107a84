"""The words of pages in the reader's language, from the catalogues in `locale/`."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel import Locale
from babel.messages.pofile import read_po

LANGUAGES = {"en": "English", "de": "Deutsch"}
_LOCALES = Path(__file__).parent / "locale"


@dataclass(frozen=True)
class Texts:
    """`language` is the code of the catalogue; English is what stands in the code."""

    language: str
    _catalogue: dict[str, str | tuple[str, ...]]
    _plural: Callable[[int], int]

    @property
    def locale(self) -> Locale:
        return Locale.parse(self.language)

    def gettext(self, text: str) -> str:
        found = self._catalogue.get(text, text)
        return found if isinstance(found, str) else found[0]

    def ngettext(self, one: str, many: str, number: int) -> str:
        found = self._catalogue.get(one)
        if isinstance(found, tuple):
            return found[self._plural(number)]
        return one if number == 1 else many


def marked(text: str) -> str:
    """Imported as `_`, it marks texts for the catalogues; they are put into the reader's words where they are shown."""
    return text


@cache
def texts_in(language: str) -> Texts:
    if language not in LANGUAGES or language == "en":
        return Texts("en", {}, lambda number: int(number != 1))
    known: dict[str, str | tuple[str, ...]] = {}
    for path in catalogues(language):
        known |= words_of(path, language)
    return Texts(language, known, lambda number: int(number != 1))


def catalogues(language: str) -> list[Path]:
    """One for each area of the pages."""
    return sorted((_LOCALES / language).glob("*.po"))


def words_of(path: Path, language: str) -> dict[str, str | tuple[str, ...]]:
    """What has been translated, by the text it stands for; of several forms by the first."""
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    known: dict[str, str | tuple[str, ...]] = {}
    for message in catalogue:
        if not message.id or message.fuzzy:
            continue
        key = message.id if isinstance(message.id, str) else message.id[0]
        said = message.string
        if isinstance(said, str):
            if said:
                known[key] = said
        elif said and all(said):
            known[key] = tuple(said)
    return known


def language_for(preferred: str, accepted: str) -> str:
    """What somebody has chosen, else the first of the browser's languages that there is, else English."""
    wished = (part.split(";")[0].strip().split("-")[0].lower() for part in accepted.split(",")[:10])
    return next((one for one in (preferred, *wished) if one in LANGUAGES), "en")
