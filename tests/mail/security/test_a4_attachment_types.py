"""Class A4 at the parser: a file is what its part says, never what its name or content suggests."""

import base64

import pytest

from polydesk.mail.parse import parse_mail
from tests.mail.corpus.case import HEAD, attached, multipart, part, text

POLYGLOT = b"GIF89a/*<script>alert(1)</script>*/"


@pytest.mark.parametrize("kind", ["image/gif", "text/html", "image/svg+xml", "application/octet-stream"])
def test_the_type_is_the_one_sent(kind: str) -> None:
    [file] = parse_mail(attached(POLYGLOT, "attachment; filename=a.html", kind)).files

    assert (file.content_type, file.content, file.is_inline) == (kind, POLYGLOT, False)


@pytest.mark.parametrize("kind", ["text/html<script>", "x", "a/b/c", 'text/"x"'])
def test_a_type_that_is_none_is_no_type(kind: str) -> None:
    mail = parse_mail(attached(POLYGLOT, "attachment; filename=a.gif", kind))

    assert [one.content_type for one in mail.files] == ["text/plain"]


def test_a_picture_that_can_hold_scripts_is_not_taken_out_of_the_html() -> None:
    svg = base64.b64encode(b"<svg onload=alert(1)>" * 3)
    mail = parse_mail(text(b'<img src="data:image/svg+xml;base64,' + svg + b'">', "text/html"))

    assert not mail.files


def test_only_what_the_html_shows_is_inline() -> None:
    page = part(b"<script>", "text/html; name=x.html", more="Content-Disposition: attachment\nContent-ID: <x@y>")
    mail = parse_mail(HEAD + multipart(part(b"<p>words</p>", "text/html"), page, kind="related"))

    assert [one.is_inline for one in mail.files] == [False]
