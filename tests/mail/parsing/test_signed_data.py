"""Opaque S/MIME: what is signed is read, the signature is kept and not judged."""

import subprocess
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polydesk.mail.parse import parse_mail
from polydesk.mail.parsing.cms import CmsError, signed_content
from polydesk.mail.parsing.limits import LIMITS, Budget
from tests.mail.corpus.case import HEAD, attached, mixed, multipart, part
from tests.mail.corpus.signed import KIND, signed, signed_mail, signed_part, streamed

WORDS = part(b"signed words")


@pytest.mark.parametrize("encoded", [signed(WORDS), streamed(WORDS), streamed(WORDS, 3)])
def test_the_text_of_signed_data_is_read(encoded: bytes) -> None:
    mail = parse_mail(signed_mail(encoded))

    assert mail.text == "signed words\n"
    assert list(mail.protections) == ["smime-signed"]


def test_the_signed_data_stays_a_file() -> None:
    encoded = signed(WORDS)

    assert [(one.filename, one.content) for one in parse_mail(signed_mail(encoded)).files] == [("smime.p7m", encoded)]


def test_it_is_said_that_the_signature_was_not_checked() -> None:
    assert "not checked" in " ".join(parse_mail(signed_mail(signed(WORDS))).notes)


def test_files_and_html_within_are_those_of_the_mail() -> None:
    pdf = attached(b"PDF", "attachment; filename=offer.pdf", "application/pdf").removeprefix(HEAD)
    within = multipart(part(b"<b>words</b>", "text/html"), part(b"x"), boundary="in")
    mail = parse_mail(signed_mail(streamed(multipart(within, pdf))))

    assert "<b>words</b>" in mail.html
    assert [one.filename for one in mail.files] == ["smime.p7m", "offer.pdf"]


@pytest.mark.parametrize("kind", ["application/x-pkcs7-mime", "application/pkcs7-mime", "application/octet-stream"])
def test_a_mail_program_need_not_say_that_it_is_signed(kind: str) -> None:
    mail = parse_mail(signed_mail(signed(WORDS), f"{kind}; name=smime.p7m"))

    assert (mail.text, list(mail.protections)) == ("signed words\n", ["smime-signed"])


def test_signed_data_beside_a_text_is_read_too() -> None:
    """As mailing lists with a footer make it."""
    assert parse_mail(mixed(signed_part(signed(WORDS)), part(b"footer"))).text == "signed words\nfooter\n"


def test_what_is_signed_says_nothing_of_the_mail_itself() -> None:
    """Headers within are not those of the mail that came."""
    within = b"Subject: Another\nFrom: boss@example.net\nX-OTRS-Queue: Sales\n" + WORDS
    mail = parse_mail(signed_mail(signed(within)))

    assert mail.subject == "A subject"
    assert mail.sender and mail.sender.email == "customer@example.net"
    assert "x-otrs-queue" not in mail.headers


def test_as_the_original_has_it_signed_data_is_a_file() -> None:
    mail = parse_mail(signed_mail(signed(WORDS)), as_original=True)

    assert (mail.text.strip(), [one.filename for one in mail.files]) == ("", ["smime.p7m"])


def test_compressed_data_is_not_called_encrypted() -> None:
    mail = parse_mail(signed_mail(b"CMS", "application/pkcs7-mime; smime-type=compressed-data"))

    assert (list(mail.protections), len(mail.files)) == ([], 1)


def test_what_openssl_signs_and_encrypts_is_told_apart(tmp_path: Path) -> None:
    def openssl(*arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=tmp_path, check=True, capture_output=True)

    (tmp_path / "mail").write_bytes(WORDS)
    curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256")
    openssl("req", "-x509", *curve, "-nodes", "-subj", "/CN=x", "-keyout", "key", "-out", "cert", "-days", "2")
    sign = (
        "cms",
        "-sign",
        "-nodetach",
        "-binary",
        "-in",
        "mail",
        "-signer",
        "cert",
        "-inkey",
        "key",
        "-outform",
        "DER",
    )
    openssl(*sign, "-out", "whole")
    openssl(*sign, "-stream", "-out", "streamed")
    openssl("cms", "-encrypt", "-in", "mail", "-outform", "DER", "-out", "encrypted", "cert")

    for name in ("whole", "streamed"):
        assert signed_content((tmp_path / name).read_bytes(), Budget(LIMITS)) == WORDS
    mail = parse_mail(signed_mail((tmp_path / "encrypted").read_bytes(), "application/pkcs7-mime; name=smime.p7m"))
    assert (mail.text, list(mail.protections)) == ("", ["smime-encrypted"])


@given(st.data())
def test_damaged_signed_data_is_opened_or_refused(data: st.DataObject) -> None:
    encoded = bytearray(data.draw(st.sampled_from([signed(WORDS, b"\5\0"), streamed(WORDS, 4)])))
    for _ in range(data.draw(st.integers(1, 5))):
        place = data.draw(st.integers(0, len(encoded) - 1))
        encoded[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=4))
        encoded = encoded or bytearray(b"0")
    with suppress(CmsError):
        signed_content(bytes(encoded), Budget(LIMITS))


def test_no_more_than_eight_are_opened() -> None:
    inner = WORDS
    for _ in range(9):
        inner = signed_part(signed(inner), KIND)
    mail = parse_mail(HEAD + inner)

    assert mail.text == ""
    assert "its text not read" in " ".join(mail.notes)
