"""Mail within S/MIME signed data, and what is meant to cost more than a desk has there."""

import base64
import os

from tests.mail.corpus.case import HEAD, Case, mixed, multipart, part
from tests.mail.corpus.signed import item, signed, signed_mail, signed_part, streamed

_WORDS = part(b"signed words")
_M = 1_000_000


def _within(levels: int) -> bytes:
    inner = _WORDS
    for _ in range(levels):
        inner = signed_part(signed(inner))
    return HEAD + inner


def _large(size: int) -> bytes:
    return multipart(
        part(b"words"), part(base64.encodebytes(os.urandom(size)), "application/pdf; name=big.pdf", "base64")
    )


CASES: tuple[Case, ...] = (
    Case("a signed mail", lambda: signed_mail(signed(_WORDS)), ("signed words", "smime.p7m")),
    Case("a signed mail in pieces", lambda: signed_mail(streamed(_WORDS, 5)), ("signed words", "smime.p7m")),
    Case(
        "a signed mail whose type a gateway renamed",
        lambda: signed_mail(signed(_WORDS), "application/octet-stream"),
        ("signed words",),
    ),
    Case("three signatures within each other", lambda: _within(3), ("signed words",)),
    Case("12 signatures within each other", lambda: _within(12), ("smime.p7m",)),
    Case("signed certificates alone", lambda: signed_mail(signed(b"")), ("smime.p7m",)),
    Case("signed data cut short", lambda: signed_mail(streamed(_WORDS)[:-20]), ("smime.p7m",)),
    Case("signed data of 100,000 levels", lambda: signed_mail(b"\x30\x80" * 100_000), ("smime.p7m",)),
    Case(
        "signed data that claims 2 GB",
        lambda: signed_mail(b"\x30\x84\x7f\xff\xff\xff" + signed(_WORDS)),
        ("smime.p7m",),
    ),
    Case("a signed number of 5 MB", lambda: signed_mail(item(0x30, item(2, b"\x7f" * 5 * _M))), ("smime.p7m",)),
    Case("signed data of two million pieces", lambda: signed_mail(streamed(b"x" * 2 * _M, 1)), ("smime.p7m",)),
    Case("two million certificates", lambda: signed_mail(signed(_WORDS, b"\5\0" * 2 * _M)), ("smime.p7m",)),
    Case(
        "200 signed parts of 40,000 pieces",
        lambda: mixed(part(b"words"), *[signed_part(streamed(b"x" * 40_000, 1))] * 200),
        ("words",),
    ),
    Case("10,000 signed parts", lambda: signed_mail(signed(multipart(*[part(b"x")] * 10_000))), ("smime.p7m",)),
    Case("a signed file of 12 MB", lambda: signed_mail(streamed(_large(12 * _M))), ("big.pdf", "smime.p7m")),
)
