"""winmail.dat is unpacked, and kept where it cannot be."""

import pytest

from polydesk.mail.parse import parse_mail
from polydesk.mail.parsing.limits import LIMITS, Budget
from polydesk.mail.parsing.rtf import RtfError, unpack_rtf
from polydesk.mail.parsing.tnef import TnefError, read_tnef
from tests.mail.corpus.case import HEAD, part
from tests.mail.corpus.tnef_builder import RTF, attachment, message, tnef

TEXT = b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"


def test_files_have_their_long_names() -> None:
    found = read_tnef(tnef(attachment("Größe.txt", b"one"), attachment("b.txt", b"two")), Budget(LIMITS))

    assert [(one.filename, one.content) for one in found.files] == [("Größe.txt", b"one"), ("b.txt", b"two")]
    assert not found.damage


def test_compressed_rtf_is_unpacked_as_microsoft_shows_it() -> None:
    assert unpack_rtf(RTF) == TEXT


@pytest.mark.parametrize("damaged", [b"", RTF[:8], b"x" * 40, (1 << 30).to_bytes(4, "little") * 4])
def test_what_is_no_rtf_is_refused(damaged: bytes) -> None:
    with pytest.raises(RtfError):
        unpack_rtf(damaged)


def test_rtf_that_ends_early_gives_what_is_there() -> None:
    assert TEXT.startswith(unpack_rtf(RTF[:30]))


def test_rtf_is_a_file_where_there_is_no_other_text() -> None:
    mail = parse_mail(HEAD + part(tnef(message({0x1009: RTF})), "application/ms-tnef"))

    assert [(one.filename, one.content) for one in mail.files] == [("message.rtf", TEXT)]


def test_what_a_damaged_one_still_holds_is_unpacked_and_the_whole_kept() -> None:
    whole = tnef(attachment("a.txt", b"one"), attachment("b.txt", b"two" * 99))
    mail = parse_mail(HEAD + part(whole[:-20], "application/ms-tnef; name=winmail.dat"))

    assert [one.filename for one in mail.files] == ["a.txt", "FILE~1.TXT", "winmail.dat"]
    assert "damaged" in " ".join(mail.notes)


def test_what_is_none_is_no_tnef() -> None:
    with pytest.raises(TnefError):
        read_tnef(b"MZ" * 50, Budget(LIMITS))


def test_any_cut_of_one_is_harmless() -> None:
    whole = tnef(message({0x1000: "words", 0x1009: RTF}), attachment("a.txt", b"one"))
    for length in range(6, len(whole)):
        read_tnef(whole[:length], Budget(LIMITS))
