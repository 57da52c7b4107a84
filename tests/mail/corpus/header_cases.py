"""Senders, recipients, subjects and ids as they should not be written."""

from tests.mail.corpus.case import SENDER, TO, Case, case, with_headers


def _from(value: bytes, *shows: str) -> Case:
    return case(f"from {value[:60]!r}", with_headers(b"From: " + value, b"Subject: s"), *shows)


def _subject(value: bytes, *shows: str) -> Case:
    return case(f"subject {value[:60]!r}", with_headers(SENDER.strip(), b"Subject: " + value), *shows)


_SENDERS = (
    _from(b"customer@example.net", "customer@example.net"),
    _from(b"<customer@example.net>", "customer@example.net"),
    _from(b'"Customer, Good" <customer@example.net>', "Customer, Good"),
    _from(b"customer@example.net (The Customer)", "The Customer"),
    _from(b"customer@example.net (a (nested) comment)", "customer@example.net"),
    _from(b"=?utf-8?B?Wm/Dqw==?= <customer@example.net>", "Zoë"),
    _from(b'"=?utf-8?Q?Zo=C3=AB?=" <customer@example.net>', "Zoë"),
    _from(b"=?utf-8?Q?a=40b=2Ec=3E?= <customer@example.net>", "customer@example.net"),
    _from("Zoë <customer@example.net>".encode(), "Zoë"),
    _from(b"Zo\xeb <customer@example.net>", "Zoë"),
    _from("kundin@exämple.net".encode(), "kundin@exämple.net"),
    _from(b"a@b.example, c@d.example", "a@b.example"),
    _from(b"nobody in particular"),
    _from(b"nobody, customer@example.net", "customer@example.net"),
    _from(b"Customer <customer@example.net", "customer@example.net"),
    _from(b"customer@@example.net"),
    _from(b"customer@example..net"),
    _from(b"cust omer@example.net"),
    _from(b"=?utf-8?Q?evil=40example.net?=@example.org"),
    _from(b'"evil@example.org" <customer@example.net>', "customer@example.net"),
    _from(b"customer@example.net <evil@example.org>", "evil@example.org"),
    _from(b'"a\\"b" <customer@example.net>', "customer@example.net"),
    _from(b"<>"),
    _from(b"@"),
    _from(b""),
    _from(b"undisclosed-recipients:;"),
    _from(b"Group: customer@example.net, other@example.net;", "customer@example.net"),
    _from(b"<@relay.example,@other.example:customer@example.net>", "customer@example.net"),
    _from(b"customer@[192.0.2.1]", "customer@[192.0.2.1]"),
    _from(b"customer@localhost", "customer@localhost"),
    _from(b"c" * 70 + b"@" + b"d" * 300 + b".example"),
    _from(b"\0customer@example.net"),
    _from(b'"' + b"\\" * 5000),
    _from(b"(" * 5000),
    _from(b"<" * 5000 + b"customer@example.net"),
)
_SUBJECTS = (
    _subject(b"=?utf-8?Q?Gr=C3=BC?= =?utf-8?Q?=C3=9Fe?=", "Grüße"),
    _subject(b"=?utf-8?B?R3LD?= =?utf-8?B?vMOfZQ==?=", "Grüße"),
    _subject(b"=?iso-8859-1?Q?Gr=FC=DFe?= =?utf-8?Q?_K=C3=B6ln?=", "Grüße Köln"),
    _subject(b"=?utf-8?q?why?=?", "why"),
    _subject(b"=?utf-8?Q?really=3F_why?_yes?=", "really? why? yes"),
    _subject(b"=?utf-8*de?Q?Gr=C3=BC=C3=9Fe?=", "Grüße"),
    _subject(b"=?utf-8?X?abc?=", "=?utf-8?X?abc?="),
    _subject(b"=?utf-8?B?%%%?="),
    _subject(b"=?utf-8?B?R3LDvA?=", "Grü"),
    _subject(b"=?x-unknown?Q?abc?=", "abc"),
    _subject(b"=?zlib?B?eJwDAAAAAAE=?="),
    _subject(b"=?utf-8?Q?a=0D=0ABcc:_x=40example.net?=", "aBcc: x@example.net"),
    _subject(b"folded\n again\n\tand again", "folded again and again"),
    _subject("Grüße".encode(), "Grüße"),
    _subject(b"Gr\xfc\xdfe", "Grüße"),
    _subject(b"=?utf-8?Q?=F0=9F=91=8D?=", "👍"),
    _subject("\u202egnp.exe".encode(), "gnp.exe"),
    _subject(b"a\x07\x1b[31mb", "a[31mb"),
    _subject(b"=?utf-8?q?" * 3000),
    _subject(b"x" * 100_000),
)
_IDS = (
    case("an id without brackets", with_headers(SENDER.strip(), b"Message-ID: a@b.example")),
    case("an id of 5,000 characters", with_headers(SENDER.strip(), b"Message-ID: <" + b"a" * 5000 + b"@b>")),
    case("an id with blanks", with_headers(SENDER.strip(), b"Message-ID: <a b\n c@d>")),
    case("an id that is SQL", with_headers(SENDER.strip(), b"Message-ID: <';DROP TABLE ticket;--@x>")),
    case("an empty id", with_headers(SENDER.strip(), b"Message-ID: <>")),
    case("two ids", with_headers(SENDER.strip(), b"Message-ID: <a@b>", b"Message-ID: <c@d>")),
    case(
        "references by the hundred",
        with_headers(SENDER.strip(), b"References: " + b" ".join(b"<%d@x>" % n for n in range(900))),
    ),
    case("an answer to words", with_headers(SENDER.strip(), b"In-Reply-To: Your message of Thursday")),
)
_RECIPIENTS = (
    case("no recipient", with_headers(SENDER.strip(), b"Subject: s"), "hello"),
    case(
        "nine hundred recipients",
        with_headers(SENDER.strip(), b"To: " + b", ".join(b"u%d@example.net" % n for n in range(900))),
    ),
    case("a blank before the colon", with_headers(SENDER.strip(), TO.strip(), b"Subject : s", b"X-A: b")),
    case("headers by other names", with_headers(SENDER.strip(), b"\xe4\xf6: x", b": empty", b"X-\x7f: y")),
    case("a date that is none", with_headers(SENDER.strip(), b"Date: tomorrow", b"Subject: s"), "hello"),
)

CASES = _SENDERS + _SUBJECTS + _IDS + _RECIPIENTS
