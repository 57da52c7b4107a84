"""Every character set mail is written in, and those it only claims to be written in."""

import base64
import quopri

from tests.mail.corpus.case import HEAD, SENDER, Case, case, text

_SAMPLES = {
    "us-ascii": "plain words",
    "utf-8": "Grüße, 東京, emoji 👍",
    "utf-16": "Grüße 東京",
    "utf-16le": "Grüße 東京",
    "utf-32": "Grüße 東京",
    "utf-7": "Grüße 東京",
    "iso-8859-1": "Grüße",
    "iso-8859-2": "Žluťoučký kůň",
    "iso-8859-4": "Ģirts",
    "iso-8859-5": "Привет",
    "iso-8859-6": "مرحبا",
    "iso-8859-7": "Γειά",
    "iso-8859-8-i": "שלום",
    "iso-8859-9": "İstanbul",
    "iso-8859-10": "Þórr",
    "iso-8859-13": "Ąžuolas",
    "iso-8859-14": "Ŵyn",
    "iso-8859-15": "10 €",
    "iso-8859-16": "Știință",
    "windows-1250": "Łódź",
    "windows-1251": "Привет",
    "windows-1252": "“quoted” €",
    "windows-1253": "Ελλάδα",
    "windows-1254": "Şişli",
    "windows-1255": "שלום",
    "windows-1256": "مرحبا",
    "windows-1257": "Ģirts",
    "windows-1258": "Đà",
    "windows-874": "สวัสดี",
    "tis-620": "สวัสดี",
    "koi8-r": "Привет",
    "koi8-u": "Їжак",
    "cp437": "Grüße",
    "cp850": "Grüße",
    "ibm866": "Привет",
    "macintosh": "Grüße",
    "x-mac-cyrillic": "Привет",
    "iso-2022-jp": "日本語",
    "shift_jis": "日本語",
    "windows-31j": "①日本",
    "euc-jp": "日本語",
    "iso-2022-kr": "한국어",
    "euc-kr": "한국어",
    "ks_c_5601-1987": "한국어",
    "gb2312": "中文",
    "gbk": "漢字",
    "gb18030": "中文",
    "hz-gb-2312": "中文",
    "big5": "中文",
    "big5-hkscs": "中文",
}
_WRITTEN_AS = {
    "iso-8859-8-i": "iso-8859-8",
    "windows-874": "cp874",
    "macintosh": "mac-roman",
    "x-mac-cyrillic": "mac-cyrillic",
    "windows-31j": "cp932",
    "ks_c_5601-1987": "euc-kr",
    "hz-gb-2312": "hz",
}


def _encoded(charset: str) -> bytes:
    return _SAMPLES[charset].encode(_WRITTEN_AS.get(charset, charset))


def _body(charset: str) -> Case:
    content = base64.encodebytes(_encoded(charset))
    return case(f"body in {charset}", text(content, f"text/plain; charset={charset}", "base64"), _SAMPLES[charset])


def _subject(charset: str) -> Case:
    word = base64.b64encode(_encoded(charset))
    raw = SENDER + b"Subject: =?" + charset.encode() + b"?B?" + word + b"?=\n\nhello\n"
    return case(f"subject in {charset}", raw, _SAMPLES[charset])


_ODD = (
    case("latin-1 without saying so", HEAD + b"\nGr\xfc\xdfe\n", "Grüße"),
    case("utf-8 without saying so", HEAD + "\nGrüße 東京\n".encode(), "Grüße 東京"),
    case("utf-8 called us-ascii", text("Grüße".encode(), "text/plain; charset=us-ascii"), "Grüße"),
    case("latin-1 called utf-8", text(b"Gr\xfc\xdfe"), "Grüße"),
    case("utf-8 with a broken character", text("東京".encode()[:-1] + b" \xc3\xbc"), "東", "ü"),
    case("windows quotes called latin-1", text(b"\x93quoted\x94 \x80", "text/plain; charset=iso-8859-1"), "“quoted” €"),
    case("utf-8 with a byte order mark", text(b"\xef\xbb\xbfGr\xc3\xbc\xc3\x9fe"), "Grüße"),
    case("an unknown charset", text("Grüße".encode(), "text/plain; charset=x-klingon"), "Grüße"),
    case("a charset in quotes of both kinds", text(b"Gr\xfc", "text/plain; charset=\"'iso-8859-1'\""), "Grü"),
    case("no charset in an empty parameter", text(b"words", "text/plain; charset="), "words"),
    case("a codec that is no charset: zlib", text(b"x\x9c\x03\x00", "text/plain; charset=zlib")),
    case(
        "a codec that is no charset: unicode_escape", text(rb"\u0041", "text/plain; charset=unicode_escape"), r"\u0041"
    ),
    case("a codec that is no charset: idna", text(b"xn--" + b"a" * 2000, "text/plain; charset=idna"), "xn--"),
    case("a codec that is no charset: punycode", text(b"a-" + b"b" * 5000, "text/plain; charset=punycode")),
    case("a codec that is no charset: rot13", text(b"uryyb", "text/plain; charset=rot13"), "uryyb"),
    case("a charset with a path for a name", text(b"words", "text/plain; charset=../../etc/passwd"), "words"),
    case("a charset name of 5,000 characters", text(b"words", "text/plain; charset=" + "x" * 5000), "words"),
    case("NUL in the body", text(b"one\0two"), "onetwo"),
    case(
        "lone surrogates in utf-16", text(base64.b64encode(b"\x00\xd8a\x00"), "text/plain; charset=utf-16le", "base64")
    ),
    case(
        "html that names its charset",
        text(b"<meta charset=windows-1251>\xcf\xf0\xe8\xe2\xe5\xf2", "text/html"),
        "Привет",
    ),
    case("html that lies about its charset", text('<meta charset="latin1">Grüße'.encode(), "text/html"), "Grüße"),
    case("quoted-printable", text(quopri.encodestring("Grüße =".encode()), encoding="quoted-printable"), "Grüße ="),
    case("quoted-printable with junk", text(b"a=ZZb=\n=C3=BC=", encoding="quoted-printable"), "ü"),
    case("base64 without padding", text(b"R3LDvMOfZQ", encoding="base64"), "Grüße"),
    case("base64 one character short", text(b"R3LDvMOfZSB", encoding="base64"), "Grüße"),
    case("base64 in two padded pieces", text(b"b25lIA==\ndHdv", encoding="base64"), "one two"),
    case("base64 with junk between", text(b"b2*5l\x80IHR!3bw==", encoding="base64"), "one two"),
    case("an encoding with words behind it", text(b"b25l", encoding="base64 ; of course"), "one"),
    case("an unknown encoding", text(b"words", encoding="x-rot13"), "words"),
    case("uuencoded", text(b"begin 644 x\n#8V%T\n`\nend", encoding="x-uuencode"), "cat"),
)

CASES = (
    *map(_body, _SAMPLES),
    *map(_subject, ("iso-8859-2", "iso-2022-jp", "koi8-r", "gb2312", "euc-kr", "utf-8")),
    *_ODD,
)
