"""What is meant to cost more than a desk has (class A6)."""

import base64
import os

from tests.mail.corpus.case import HEAD, SENDER, Case, attached, mixed, multipart, part, text, with_headers

_M = 1_000_000


def _levels(count: int, tail: bytes = b"words") -> bytes:
    head = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(count))
    return HEAD + head + b"\n" + tail


def _mails(count: int, tail: bytes) -> bytes:
    return HEAD + b"Content-Type: message/rfc822\n\n" * count + b"\n" + tail


def _alternating(count: int) -> bytes:
    pair = b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\nContent-Type: message/rfc822\n\n"
    return HEAD + b"".join(pair % (n, n) for n in range(count)) + b"\nwords"


def _file(size: int) -> bytes:
    content = base64.encodebytes(os.urandom(1026)) * (size // 1026)
    return mixed(part(b"big"), part(content, "application/pdf; name=big.pdf", "base64"))


CASES: tuple[Case, ...] = (
    Case("a file of 18.5 MB", lambda: _file(18_500_000), ("big.pdf",)),
    Case("a file of 26 MB", lambda: _file(26 * _M), ("big.pdf",)),
    Case("40 MB", lambda: text(b"words \n" * 6 * _M), refused="TooManyBytes"),
    Case("10,000 parts", lambda: mixed(*[part(b"x")] * 10_000), refused="TooManyParts"),
    Case("900 parts", lambda: mixed(*[part(b"x")] * 900), ("x",)),
    Case("1,000 levels", lambda: _levels(1000), refused="TooManyLevels"),
    Case("100,000 levels", lambda: _levels(100_000), refused="TooManyLevels"),
    Case("20 levels", lambda: _levels(20), ("words",)),
    Case("23 levels and 590,000 lines", lambda: _levels(23, b"a\n" * 590_000)),
    Case("23 levels and lines like boundaries", lambda: _levels(23, b"--b\n" * 590_000)),
    Case("1,000 mails within each other", lambda: _mails(1000, b"words")),
    Case("30 mails around 25 MB", lambda: _mails(30, (b"words " * 12 + b"\n") * 340_000)),
    Case(
        "10,000 parts in a mail within",
        lambda: mixed(part(b"words"), part(HEAD + multipart(*[part(b"x")] * 10_000, boundary="in"), "message/rfc822")),
        ("words", ".eml"),
    ),
    Case("1,000 mails and multiparts in turn", lambda: _alternating(1000)),
    Case("a claim of a gigabyte", lambda: HEAD + b"Content-Length: 1073741824\nLines: 99999999\n\nwords", ("words",)),
    Case("an external gigabyte", lambda: text(b"", "message/external-body; size=1073741824")),
    Case("6,000 headers", lambda: with_headers(SENDER.strip(), *[b"X-A: b"] * 6000), refused="TooManyHeaders"),
    Case("6,000 headers in parts", lambda: mixed(*[b"X-A: b\n" * 60 + b"\nx\n"] * 100), refused="TooManyHeaders"),
    Case("a header of 2 MB", lambda: with_headers(SENDER.strip(), b"X-A: " + b"a" * 2 * _M), refused="HeadersTooLong"),
    Case("a header of 50,000 folds", lambda: with_headers(SENDER.strip(), b"X-A: a" + b"\n a" * 50_000), ("hello",)),
    Case("encoded words without end", lambda: with_headers(SENDER.strip(), b"Subject: " + b"=?a?q?" * 150_000)),
    Case("encoded words by the thousand", lambda: with_headers(SENDER.strip(), b"Subject: " + b"=?a?q?b?= " * 90_000)),
    Case("100,000 recipients", lambda: with_headers(SENDER.strip(), b"To: " + b"a@b.cd, " * 100_000), ("hello",)),
    Case("900,000 brackets", lambda: with_headers(SENDER.strip(), b"To: " + b"(" * 900_000), ("hello",)),
    Case("900,000 angle brackets", lambda: with_headers(b"From: " + b"<" * 900_000)),
    Case("quotes and backslashes", lambda: with_headers(SENDER.strip(), b"Cc: " + b'"\\' * 400_000), ("hello",)),
    Case("an id without end", lambda: with_headers(SENDER.strip(), b"In-Reply-To: " + b"a" * 900_000), ("hello",)),
    Case("ids without end", lambda: with_headers(SENDER.strip(), b"References: " + b"<a@" * 300_000), ("hello",)),
    Case("semicolons in quotes", lambda: mixed(*[part(b"x", 'text/plain; a="' + ';"' * 500)] * 800), ("x",)),
    Case("parameters by the thousand", lambda: mixed(*[part(b"x", "text/plain" + "; a=b" * 4000)] * 40), ("x",)),
    Case("a boundary of 500 KB", lambda: HEAD + multipart(part(b"words"), boundary="b" * 500_000), ("words",)),
    Case("a line of 9 MB", lambda: text(b"a" * 9 * _M), refused="LineTooLong"),
    Case("a line of 7 MB", lambda: text(b"a" * 7 * _M), ("message.txt",)),
    Case("900,000 empty lines", lambda: text(b"\n" * 900_000), refused="TooManyLines"),
    Case("500,000 empty lines", lambda: text(b"words" + b"\n" * 500_000), ("words",)),
    Case("30 MB of bytes", lambda: attached(os.urandom(30 * _M), "attachment; filename=b.bin"), ("b.bin",)),
    Case("30 MB that are no utf-8", lambda: text((b"\xff" * 75 + b"\n") * 400_000), ("message.txt",)),
    Case("20 MB of html", lambda: text(b"<b>\n" * 500_000 + b"<i>" * 2 * _M, "text/html"), ("message.html",)),
    Case("900 KB of open tags", lambda: text(b"<div>" * 180_000, "text/html")),
    Case("900 KB of html comments", lambda: text(b"<!--" * 225_000, "text/html")),
    Case("900 KB of meta", lambda: text(b"<meta " * 150_000, "text/html")),
    Case(
        "900 KB of references to pictures",
        lambda: mixed(part(b'"cid:' * 180_000, "text/html"), part(b"x", "image/gif; name=x", more="Content-ID: <x>")),
    ),
    Case(
        "5,000 data URLs",
        lambda: text(b"".join(b'<img src="data:image/gif;base64,%016d">\n' % n for n in range(5000)), "text/html"),
    ),
    Case(
        "base64 of nothing but padding",
        lambda: text(b"QQ==" * 19 + b"\n" + (b"=" * 76 + b"\n") * 300_000, encoding="base64"),
    ),
    Case("base64 of nothing but pieces", lambda: text((b"QQ==" * 19 + b"\n") * 300_000, encoding="base64")),
    Case("base64 of nothing but junk", lambda: text((b"!" * 75 + b"Q\n") * 300_000, encoding="base64")),
    Case("quoted-printable of soft breaks", lambda: text(b"=41=\n" * 590_000, encoding="quoted-printable")),
    Case("uuencode by the megabyte", lambda: text((b"M" + b"a" * 60 + b"\n") * 300_000, encoding="uuencode")),
    Case("utf-7 by the megabyte", lambda: text((b"+AGEAYQBh-" * 7 + b"\n") * 300_000, "text/plain; charset=utf-7")),
    Case(
        "a compressed file that grows",
        lambda: attached(
            base64.b64decode("H4sIAAAAAAAAA+3BAQ0AAADCoPdPbQ8HFAAAAAAAAAAAAA=="), "attachment; filename=bomb.gz"
        ),
        ("bomb.gz",),
    ),
)
