"""Class A5: a name is cleaned after it was decoded, so that no encoding carries anything past the cleaning."""

import base64
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polydesk.mail.parse import parse_mail
from polydesk.mail.parsing.filenames import clean_filename
from tests.mail.corpus.case import attached

NAMES = {
    "../../etc/passwd": "passwd",
    "..\\..\\boot.ini": "boot.ini",
    "C:\\x\\y.exe": "y.exe",
    "\u200b.htaccess": ".htaccess",
    "a\u202egpj.exe": "agpj.exe",
    "a\0.php": "a.php",
    "a\x07b.txt": "ab.txt",
    "con.txt": "_con.txt",
    "AUX": "_AUX",
    "x. . .": "x",
    "<b>.txt": "_b_.txt",
    "ｆull.txt": "ｆull.txt",
}


def _ways(name: str) -> list[str]:
    word = base64.b64encode(name.encode()).decode()
    return [f"filename*=utf-8''{quote(name, safe='')}", f'filename="=?utf-8?B?{word}?="']


@pytest.mark.parametrize(("sent", "kept"), NAMES.items())
def test_a_name_is_cleaned_however_it_was_encoded(sent: str, kept: str) -> None:
    for way in _ways(sent):
        [file] = parse_mail(attached(b"x", f"attachment; {way}")).files
        assert file.filename == kept


@pytest.mark.parametrize("nothing", ["..", ".", "...", "/", "\u200b", "\u202e", " ", "../.."])
def test_a_name_of_nothing_is_made_up(nothing: str) -> None:
    for way in _ways(nothing):
        [file] = parse_mail(attached(b"x", f"attachment; {way}")).files
        assert file.filename.startswith("part-")


def test_a_long_name_keeps_its_extension() -> None:
    assert clean_filename("x" * 4096 + ".pdf").endswith("x.pdf")
    assert len(clean_filename("x" * 4096 + "." + "y" * 4096)) <= 200


@given(st.text(max_size=300))
def test_a_cleaned_name_is_clean(name: str) -> None:
    cleaned = clean_filename(name)

    assert clean_filename(cleaned) == cleaned
    assert not set(cleaned) & set('/\\\0\r\n<>:"|?*')
    assert cleaned.strip(". ") or not cleaned
