"""Whatever is sent: nothing raises but TooMuch, and texts can be stored."""

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from polydesk.mail.parse import TooMuch, parse_mail
from polydesk.mail.parsing.addresses import read_addresses
from polydesk.mail.parsing.charsets import decode
from polydesk.mail.parsing.words import decode_words

PIECES = (
    *(
        b"From: a@b.c\n",
        b"Subject: =?utf-8?Q?",
        b"=C3=?=",
        b"\n",
        b"\r\n",
        b"\n\n",
        b"\0",
        b"\xff",
        b"--x\n",
        b"--x--\n",
    ),
    *(b"Content-Type: multipart/mixed; boundary=x\n", b"Content-Type: message/rfc822\n", b"Content-Type: text/html"),
    *(b"; charset=utf-16\n", b"; charset=utf-7\n", b"; name*0*=utf-8''%", b"; name*1=", b"Content-Transfer-Encoding: "),
    *(
        b"base64\n",
        b"x-uuencode\n",
        b"quoted-printable\n",
        b"Content-Disposition: attachment; filename=",
        b'"',
        b"(",
        b"<",
    ),
    *(b"Content-Type: application/ms-tnef\n", b"\x78\x9f\x3e\x22\x01\x00", b"Content-ID: <", b"data:image/gif;base64,"),
)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.binary(max_size=8), max_size=40), st.booleans())
def test_any_mail_is_read(pieces: list[bytes], as_original: bool) -> None:
    with suppress(TooMuch):
        mail = parse_mail(b"".join(pieces), as_original=as_original)
        "".join([mail.text, mail.html, mail.subject, mail.header_block]).encode()
        assert "\0" not in mail.text + mail.html + mail.subject


@given(st.text(max_size=60))
def test_any_address_header_is_read(value: str) -> None:
    assert all("@" in one.email for one in read_addresses(value))


@given(st.text(alphabet="=?utf-8QqBb_ \r\n\tAZ09", max_size=80))
def test_any_encoded_words_become_one_line(value: str) -> None:
    assert "\n" not in decode_words(value)


@given(st.binary(max_size=60), st.text(max_size=20) | st.sampled_from(["utf-16", "utf-7", "iso-2022-jp", "hz", "idna"]))
def test_any_bytes_are_text_in_any_charset(content: bytes, charset: str) -> None:
    decode(content, charset).encode()
