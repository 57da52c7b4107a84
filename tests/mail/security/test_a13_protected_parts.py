"""Class A13: signed and encrypted parts are told apart and kept as they came; nothing is called checked."""

import pytest

from polydesk.desk.desk import Desk
from polydesk.mail.contents import ENCRYPTED
from polydesk.mail.parse import parse_mail
from tests.mail.corpus.case import HEAD, mixed, multipart, part, text
from tests.mail.corpus.signed import signed, signed_mail
from tests.mail.post import accepted, article

_SIGNED = multipart(
    part(b"words"), part(b"SIG", "application/pkcs7-signature; name=smime.p7s"), kind="signed; protocol=x"
)
_PGP_SIGNED = multipart(part(b"words"), part(b"SIG", "application/pgp-signature"), kind="signed")
_PGP = multipart(part(b"Version: 1", "application/pgp-encrypted"), part(b"PGP", "application/octet-stream"), kind="x")
_ARMOUR = b"-----BEGIN PGP MESSAGE-----\n\nhQEM\n-----END PGP MESSAGE-----"
_CLEAR = b"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nwords\n-----BEGIN PGP SIGNATURE-----"


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (HEAD + _SIGNED, ["smime-signed"]),
        (text(b"CMS", "application/pkcs7-mime; smime-type=signed-data"), ["smime-signed"]),
        (text(b"CMS", "application/pkcs7-mime; smime-type=enveloped-data"), ["smime-encrypted"]),
        (text(b"CMS", "application/x-pkcs7-mime"), ["smime-encrypted"]),
        (HEAD + _PGP_SIGNED, ["pgp-signed"]),
        (HEAD + _PGP, ["pgp-encrypted"]),
        (text(_ARMOUR), ["pgp-encrypted"]),
        (text(_CLEAR), ["pgp-signed"]),
        (mixed(part(b"words"), part(b"key", "application/x-pem-file; name=key.pem")), []),
        (text(b"words about PGP MESSAGE"), []),
    ],
)
def test_what_a_part_claims_is_told(raw: bytes, found: list[str]) -> None:
    assert list(parse_mail(raw).protections) == found


def test_an_encrypted_part_is_kept_byte_for_byte() -> None:
    mail = parse_mail(text(b"CMS", "application/pkcs7-mime; smime-type=enveloped-data"))

    assert [(one.filename, one.content) for one in mail.files] == [("smime.p7m", b"CMS\n")]
    assert not mail.text


def test_text_beside_an_encrypted_part_is_not_taken_for_encrypted() -> None:
    mail = parse_mail(mixed(part(b"outside"), part(b"CMS", "application/pkcs7-mime; name=smime.p7m")))

    assert mail.text == "outside\n"
    assert "smime-encrypted" in mail.protections


@pytest.mark.parametrize(
    "raw",
    [
        text(b"CMS", "application/pkcs7-mime; smime-type=enveloped-data"),
        HEAD + _PGP,
        mixed(part(b"outside"), part(b"CMS", "application/pkcs7-mime; name=smime.p7m")),
        mixed(part(b"<b>outside</b>", "text/html"), part(b"CMS", "application/pkcs7-mime; name=smime.p7m")),
    ],
)
def test_the_article_says_that_something_is_encrypted(mailroom: Desk, raw: bytes) -> None:
    assert ENCRYPTED in article(mailroom, accepted(mailroom, b"X-Of: A13\n" + raw)).body


def test_the_article_shows_what_is_signed_and_does_not_say_by_whom(mailroom: Desk) -> None:
    body = article(mailroom, accepted(mailroom, signed_mail(signed(part(b"signed words"))))).body
    assert body.strip() == "signed words"
