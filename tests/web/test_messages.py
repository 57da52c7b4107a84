"""Every text of the pages is in every catalogue."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file

import polydesk.web
from polydesk.web.texts import LANGUAGES, catalogues, texts_in, words_of

WEB = Path(polydesk.web.__file__).parent
KEYWORDS = {"_": None, "gettext": None, "said": None, "ngettext": (1, 2)}
Message = str | tuple[str, ...]


def messages() -> Iterator[tuple[str, Message]]:
    """With the file each is in."""
    for path in sorted(WEB.rglob("*")):
        method = {".html": "jinja2.ext:babel_extract", ".py": "python"}.get(path.suffix)
        if method:
            options = {"newstyle_gettext": "true", "trim_blocks": "true", "lstrip_blocks": "true"}
            found = extract_from_file(method, path, keywords=KEYWORDS, options=options)
            yield from ((str(path.relative_to(WEB)), message) for _line, message, *_rest in found)


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "en"])
def test_every_message_has_its_words(language: str) -> None:
    texts = texts_in(language)
    known = texts._catalogue
    missing = [one for one in messages() if (one[1] if isinstance(one[1], str) else one[1][0]) not in known]
    assert not missing


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "en"])
def test_catalogues_agree_on_what_several_of_them_say(language: str) -> None:
    said: dict[str, str | tuple[str, ...]] = {}
    for path in catalogues(language):
        for message, words in words_of(path, language).items():
            assert said.setdefault(message, words) == words, (path.name, message)


def test_messages_are_found_at_all() -> None:
    found = [message for _path, message in messages()]
    assert "Unassigned" in found
    assert ("%(count)s ticket", "%(count)s tickets") in [one[:2] for one in found if not isinstance(one, str)]
