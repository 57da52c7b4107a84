"""Every message of the corpus is read or refused for its reason, quickly and in little memory; none raises."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from polydesk.mail.parse import TooMuch, parse_mail
from polydesk.mail.parsed import ParsedMail
from tests.mail.corpus import CASES
from tests.mail.corpus.case import Case

_MAX_SECONDS = 5
_MAX_MEMORY_BYTES = 300_000_000
_DESK_BYTES = 75_000_000


def test_the_corpus_is_as_large_as_promised() -> None:
    names = [case.name for case in CASES]

    assert len(names) >= 150
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
@pytest.mark.parametrize("as_original", [False, True], ids=["safe", "as original"])
def test_each_is_read_or_refused(case: Case, as_original: bool) -> None:
    raw = case.build()
    begin = time.process_time()

    if case.refused:
        with pytest.raises(TooMuch) as refusal:
            parse_mail(raw, as_original=as_original)
        assert refusal.value.code == case.refused
    else:
        mail = parse_mail(raw, as_original=as_original)
        _check(mail)
        if not as_original:
            assert not [wanted for wanted in case.shows if wanted not in _shown(mail)]
    assert time.process_time() - begin < _MAX_SECONDS


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="needs Linux' count of a process' memory")
def test_none_takes_more_memory_than_promised() -> None:
    """A desk's process has 75 MB before it reads anything."""
    measured = subprocess.run([sys.executable, "-m", "tests.mail.corpus.peaks"], capture_output=True, check=True)
    peaks = json.loads(measured.stdout)

    assert "all small ones" in peaks
    assert {name: peak for name, peak in peaks.items() if peak > _MAX_MEMORY_BYTES - _DESK_BYTES} == {}


def _check(mail: ParsedMail) -> None:
    """What everybody after the parser relies on."""
    texts = [mail.subject, mail.text, mail.html, mail.message_id, mail.header_block, *mail.notes]
    texts += [value for values in mail.headers.values() for value in values]
    texts += [file.filename for file in mail.files]
    assert not [text for text in texts if "\0" in text]
    "".join(texts).encode()  # no lone surrogates
    assert mail.message_id
    assert all(file.filename and "/" not in file.filename and "\\" not in file.filename for file in mail.files)
    assert all("\n" not in text and "\r" not in text for text in (mail.subject, mail.message_id))
    people = [one for one in (mail.sender, mail.reply_to, *mail.to, *mail.cc) if one]
    assert not [one for one in people if set("\r\n\0") & set(one.name + one.email)]


def _shown(mail: ParsedMail) -> str:
    sender = (mail.sender.name, mail.sender.email) if mail.sender else ()
    return "\n".join([mail.subject, mail.text, mail.html, *sender, *(file.filename for file in mail.files)])
