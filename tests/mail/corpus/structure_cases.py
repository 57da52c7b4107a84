"""Parts in every order, and what is left when boundaries are wrong."""

import base64

from tests.mail.corpus.case import HEAD, SENDER, Case, case, mixed, multipart, part, text

_PLAIN, _HTML = part(b"plain words"), part(b"<p>html words</p>", "text/html; charset=utf-8")
_PDF = part(b"%PDF", "application/pdf; name=plan.pdf", more="Content-Disposition: attachment; filename=plan.pdf")
_INNER = b"From: Other <other@example.net>\nSubject: Inner\nMessage-ID: <inner@example.net>\n\ninner words\n"
_CALENDAR = b"BEGIN:VCALENDAR\nMETHOD:REQUEST\nEND:VCALENDAR"
_NESTED = multipart(multipart(_PLAIN, _HTML, kind="alternative", boundary="b"), _PDF, boundary="a")


def _message(inner: bytes, more: str = "") -> bytes:
    return part(inner, "message/rfc822", more=more)


def _forwards(levels: int) -> bytes:
    inner = _INNER
    for level in range(levels):
        inner = b"From: f@example.net\nSubject: Fwd\n" + multipart(_PLAIN, _message(inner), boundary=f"l{level}")
    return inner


CASES: tuple[Case, ...] = (
    case("empty", b""),
    case("one line break", b"\n"),
    case("text without headers", b"just some text"),
    case("headers without body", SENDER + b"Subject: only"),
    case(
        "header and body without the empty line", SENDER + b"Subject: s\nthis is no header\nmore", "this is no header"
    ),
    case("an mbox line in front", b"From customer@example.net Thu Feb  7 11:01:04 2019\n" + text(b"words"), "words"),
    case("empty lines in front", b"\r\n\r\n" + text(b"words"), "words", "A subject"),
    case("a byte order mark in front", b"\xef\xbb\xbf" + text(b"words"), "words", "Customer"),
    case("CRLF", text(b"one\ntwo").replace(b"\n", b"\r\n"), "one\ntwo"),
    case("CR alone", text(b"one").replace(b"\n", b"\r"), "one"),
    case("mixed line ends", HEAD.replace(b"\n", b"\r\n") + b"\nbody", "body"),
    case("bytes 0 to 255", bytes(range(256)) * 20),
    case("plain and html", HEAD + multipart(_PLAIN, _HTML, kind="alternative"), "plain words", "html words"),
    case("html first", HEAD + multipart(_HTML, _PLAIN, kind="alternative"), "html words"),
    case("alternative with a file", HEAD + _NESTED, "html words", "plan.pdf"),
    case(
        "text, file, html, text in a row",
        mixed(_PLAIN, _PDF, _HTML, part(b"last words")),
        "plain words</div>",
        "last words</div>",
    ),
    case("no end", HEAD + multipart(_PLAIN, _PDF, end=False), "plain words", "plan.pdf"),
    case("no boundary", HEAD + b"Content-Type: multipart/mixed\n\n--x\n\nhello\n--x--\n", "No boundary found", ".eml"),
    case("no boundary within", mixed(_PLAIN, part(b"lost words", "multipart/mixed")), "plain words", "lost words"),
    case(
        "a boundary that never comes",
        HEAD + b"Content-Type: multipart/mixed; boundary=x\n\nhello words\n",
        "hello words",
    ),
    case("an empty boundary", HEAD + b'Content-Type: multipart/mixed; boundary=""\n\n--\n\nhello\n', ".eml"),
    case("a boundary in quotes with blanks", HEAD + multipart(_PLAIN, boundary="a b  c"), "plain words"),
    case("a boundary of special characters", HEAD + multipart(_PLAIN, boundary="=_(.*)+?[a]^$"), "plain words"),
    case(
        "a boundary that begins another",
        HEAD + multipart(multipart(_PLAIN, boundary="ab"), _PDF, boundary="a"),
        "plan.pdf",
    ),
    case(
        "the same boundary twice", HEAD + multipart(multipart(_PLAIN, boundary="a"), _PDF, boundary="a"), "plain words"
    ),
    case(
        "a boundary in pieces",
        HEAD + b"Content-Type: multipart/mixed; boundary*0=ab; boundary*1=cd\n\n--abcd\n\nhi words\n--abcd--",
        "hi words",
    ),
    case("multipart in base64", HEAD + b"Content-Transfer-Encoding: base64\n" + multipart(_PLAIN), "plain words"),
    case("multipart without parts", HEAD + b"Content-Type: multipart/mixed; boundary=x\n\n--x--\n"),
    case(
        "text before and after the parts",
        HEAD + multipart(_PLAIN).replace(b"--cut\n", b"This is MIME.\n--cut\n", 1),
        "plain words",
    ),
    case("a mail within", mixed(_PLAIN, _message(_INNER)), "inner words", "Inner.eml"),
    case(
        "a mail within as a file",
        mixed(_PLAIN, _message(_INNER, "Content-Disposition: attachment; filename=fw.eml")),
        "fw.eml",
    ),
    case("a mail within in base64", mixed(part(base64.b64encode(_INNER), "message/rfc822", "base64")), "inner words"),
    case("nothing but another mail", HEAD + _message(_INNER), "inner words", "A subject"),
    case("a digest", HEAD + multipart(b"\n" + _INNER, b"\n" + _INNER, kind="digest"), "inner words"),
    case("five forwards", _forwards(5), "inner words"),
    case("fourteen forwards", _forwards(14), "plain words"),
    case("a broken mail within", mixed(_PLAIN, _message(b"\0\0\0 no mail \xff")), "plain words"),
    case("a mail within without boundary", mixed(_PLAIN, _message(b"Content-Type: multipart/mixed\n\ninner")), "inner"),
    case("message/partial", HEAD + part(b"piece", "message/partial; number=1; total=3; id=x")),
    case("message/external-body", HEAD + part(b"x", "message/external-body; access-type=URL; URL=http://192.0.2.1/")),
    case(
        "a calendar as alternative",
        HEAD + multipart(_PLAIN, part(_CALENDAR, "text/calendar"), kind="alternative"),
        "invite.ics",
    ),
    case("a visiting card", mixed(_PLAIN, part(b"BEGIN:VCARD", "text/x-vcard; name=me.vcf")), "me.vcf"),
    case("a file that is the whole mail", text(b"%PDF", "application/pdf; name=scan.pdf"), "scan.pdf"),
    case("a nameless file that is the whole mail", text(b"%PDF", "application/pdf"), ".pdf"),
    case("text that does not wrap", text(b"long line \nflowed", "text/plain; format=flowed"), "flowed"),
    case("an empty type", HEAD + b"Content-Type:\n\nwords", "words"),
    case("a type that is none", HEAD + b"Content-Type: html\n\nwords", "words"),
    case("a type of slashes", HEAD + b"Content-Type: /////;;;;\n\nwords", "words"),
    case("two types", HEAD + b"Content-Type: text/plain\nContent-Type: text/html\n\nwords", "words"),
    case(
        "an unknown disposition",
        mixed(_PLAIN, part(b"more", more="Content-Disposition: form-data; name=x")),
        "plain words",
    ),
    case("parts named like messages", mixed(_PLAIN, part(b"x", "message/")), "plain words"),
)
