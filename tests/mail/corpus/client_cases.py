"""What real mail programs and gateways write: Outlook, Exchange, Apple Mail, Gmail, Lotus, scanners, lists."""

import base64
import struct

from tests.mail.corpus.case import HEAD, SENDER, Case, case, mixed, multipart, part, text, with_headers
from tests.mail.corpus.tnef_builder import RTF, attachment, attribute, message, properties, tnef

_PGP = b"-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----"
_WORD = b"<html xmlns:o='urn:x'><head><style>p{}</style></head><body><p class=MsoNormal>Hi<o:p></o:p></p></body></html>"


def _winmail(content: bytes, kind: str = "application/ms-tnef; name=winmail.dat") -> bytes:
    return mixed(part(b"see winmail"), part(base64.encodebytes(content), kind, "base64"))


_TNEF = (
    case(
        "winmail.dat with two files",
        _winmail(tnef(attachment("Größe.txt", b"one"), attachment("b.txt", b"two"))),
        "Größe.txt",
        "b.txt",
    ),
    case(
        "winmail.dat by its name alone",
        _winmail(tnef(attachment("a.txt", b"one")), "application/octet-stream; name=WINMAIL.DAT"),
        "a.txt",
    ),
    case(
        "winmail.dat that is the whole mail",
        HEAD + part(tnef(message({0x1000: "words"})), "application/ms-tnef"),
        "words",
    ),
    case(
        "winmail.dat with html",
        HEAD + part(tnef(message({0x1013: b"<p>words</p>"})), "application/ms-tnef"),
        "<p>words",
    ),
    case(
        "winmail.dat with RTF",
        HEAD + part(base64.b64encode(tnef(message({0x1009: RTF}))), "application/ms-tnef", "base64"),
        "message.rtf",
    ),
    case(
        "winmail.dat cut short",
        _winmail(tnef(attachment("a.txt", b"one"), attachment("b.txt", b"two" * 99))[:-120]),
        "a.txt",
        "winmail.dat",
    ),
    case("winmail.dat that is none", _winmail(b"no TNEF at all"), "winmail.dat"),
    case(
        "winmail.dat that claims a gigabyte", _winmail(tnef(struct.pack("<BII", 2, 0x0006800F, 1 << 30))), "winmail.dat"
    ),
    case("winmail.dat with a path for a name", _winmail(tnef(attachment("..\\..\\evil.exe", b"MZ"))), "evil.exe"),
    case(
        "winmail.dat with a lie in its properties",
        _winmail(tnef(attribute(1, 0x00069003, struct.pack("<I", 1 << 31)))),
        "winmail.dat",
    ),
    case(
        "winmail.dat with an unknown property",
        _winmail(tnef(attribute(1, 0x00069003, struct.pack("<IHH", 1, 0x7777, 1)))),
        "winmail.dat",
    ),
    case(
        "winmail.dat with RTF that is none",
        HEAD + part(tnef(message({0x1009: b"x" * 40})), "application/ms-tnef"),
        "winmail.dat",
    ),
    Case(
        "winmail.dat with 5,000 files", lambda: _winmail(tnef(*[attachment("a", b"x")] * 5000)), refused="TooManyParts"
    ),
    Case("winmail.dat of 20 MB", lambda: _winmail(tnef(attachment("big.bin", b"x" * 20_000_000))), ("big.bin",)),
    case(
        "winmail.dat with many properties",
        _winmail(tnef(attribute(1, 0x00069003, properties(dict.fromkeys(range(1, 900), b"x"))))),
    ),
)

CASES: tuple[Case, ...] = (
    *_TNEF,
    case("Outlook's html", text(_WORD, "text/html; charset=utf-8"), "MsoNormal"),
    case(
        "Apple Mail's text, file, text",
        mixed(part(b"above"), part(b"%PDF", "application/pdf; name=a.pdf"), part(b"below")),
        "above\nbelow",
        "a.pdf",
    ),
    case(
        "Apple Mail's html around a file",
        HEAD
        + multipart(
            part(b"above and below"),
            multipart(
                part(b"<p>above</p>", "text/html"),
                part(b"%PDF", "application/pdf; name=a.pdf"),
                part(b"<p>below</p>", "text/html"),
                boundary="in",
            ),
            kind="alternative",
        ),
        "<p>above</p>\n<p>below</p>",
        "a.pdf",
    ),
    case(
        "a picture in related in alternative",
        HEAD
        + multipart(
            part(b"words"),
            multipart(
                part(b"<img src='cid:a@b'>", "text/html"),
                part(b"PNG", "image/png", more="Content-ID: <a@b>"),
                kind="related",
                boundary="in",
            ),
            kind="alternative",
        ),
        ".png",
    ),
    case("a list's footer behind the parts", mixed(part(b"words"), part(b"____\nlist footer")), "words\n____"),
    case("a gateway's uuencode in the text", text(b"begin 644 a.txt\n#8V%T\n`\nend"), "begin 644"),
    case(
        "a scanner's mail without text",
        mixed(part(b"II*\0", "image/tiff; name=scan.tif", more="Content-Disposition: attachment")),
        "scan.tif",
    ),
    case(
        "a fax gateway's 8-bit header", with_headers(b"From: Fax <fax@example.net>", b"Subject: F\xfcr Sie"), "Für Sie"
    ),
    case("Lotus' name in pieces", mixed(part(b"x", "application/x; name*0=a; name*1=b.bin")), "ab.bin"),
    case(
        "S/MIME, signed",
        HEAD
        + multipart(
            part(b"signed words"),
            part(b"MII", "application/pkcs7-signature; name=smime.p7s", "base64"),
            kind="signed; protocol=x",
        ),
        "signed words",
        "smime.p7s",
    ),
    case(
        "S/MIME, encrypted",
        text(b"MII", "application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m", "base64"),
        "smime.p7m",
    ),
    case(
        "S/MIME without a name", text(b"MII", "application/pkcs7-mime; smime-type=signed-data", "base64"), "smime.p7m"
    ),
    case(
        "PGP, signed",
        HEAD + multipart(part(b"signed words"), part(b"-----BEGIN", "application/pgp-signature"), kind="signed"),
        "signed words",
        "signature.asc",
    ),
    case(
        "PGP, encrypted",
        HEAD + multipart(part(b"Version: 1", "application/pgp-encrypted"), part(_PGP), kind="encrypted"),
        "BEGIN PGP MESSAGE",
    ),
    case("PGP in the text", text(_PGP), "BEGIN PGP MESSAGE"),
    case("PGP around half of the text", text(b"above\n" + _PGP + b"\nbelow"), "above", "below"),
    case(
        "a private key as a file",
        mixed(part(b"-----BEGIN PRIVATE KEY-----", "application/x-pem-file; name=key.pem")),
        "key.pem",
    ),
    case(
        "a receipt",
        HEAD
        + multipart(
            part(b"read"),
            part(b"Disposition: automatic; displayed", "message/disposition-notification"),
            kind="report; report-type=disposition-notification",
        ),
        "receipt.txt",
    ),
    case(
        "a newsletter",
        SENDER + b"List-Id: <news.example.net>\nList-Unsubscribe: <mailto:u@example.net>\n\nnews",
        "news",
    ),
)
