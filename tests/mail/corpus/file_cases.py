"""Names and types of files: encoded in every way, dangerous, and both (classes A4 and A5)."""

import base64

from tests.mail.corpus.case import Case, attached, case, mixed, part

_BOUND = ("../../../etc/passwd", "..\\..\\boot.ini", "/etc/cron.d/x", "C:\\windows\\x.exe", "....//x", "..", ".", "...")


def _named(name: str, *shows: str, content: bytes = b"content", kind: str = "application/octet-stream") -> Case:
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    return case(
        f"file {name[:40]!r}", attached(content, f'attachment; filename="{quoted}"', kind), "see the file", *shows
    )


def _written(disposition: str, *shows: str, kind: str = "application/octet-stream") -> Case:
    return case(
        f"disposition {disposition[:70]!r} {kind[:40]}", attached(b"content", disposition, kind), "see the file", *shows
    )


_PIECES = "; ".join(f"filename*{n}=p{n}" for n in range(300))

CASES: tuple[Case, ...] = (
    *(_named(name) for name in _BOUND),
    _named("\u200b.htaccess", ".htaccess"),
    _named("gpj\u202egnp.exe", "gpjgnp.exe"),
    _named("a\0b.txt"),
    _named("con.txt", "_con.txt"),
    _named("LPT1", "_LPT1"),
    _named("x" * 4096 + ".pdf", ".pdf"),
    _named("東" * 500 + ".pdf", ".pdf"),
    _named("shell.php", "shell.php", content=b"<?php system($_GET[0]);", kind="application/x-httpd-php"),
    _named("x.phtml.jpg", content=b"<?php", kind="image/jpeg"),
    _named("picture.svg", content=b"<svg onload=alert(1)>", kind="image/svg+xml"),
    _named("page.html", content=b"<script>alert(1)</script>", kind="text/html"),
    _named("gif.html", content=b"GIF89a<script>alert(1)</script>", kind="image/gif"),
    _named("pdf.gif", content=b"%PDF-1.4", kind="image/gif"),
    _named('<img src=x onerror="alert(1)">.txt'),
    _named("$(touch x);`id`|sh.txt"),
    _named("a\r\nContent-Type: text/html.txt"),
    _named("trailing. . ."),
    _written("attachment; filename*=UTF-8''na%C3%AFve%20plan.pdf", "naïve plan.pdf"),
    _written("attachment; filename*=iso-8859-1'de'Gr%FC%DFe.txt", "Grüße.txt"),
    _written("attachment; filename*0*=UTF-8''na%C3%AFve; filename*1*=%20plan; filename*2=.pdf", "naïve plan.pdf"),
    _written("attachment; filename*1=b.pdf; filename*0=a", "ab.pdf"),
    _written("attachment; filename*=utf-8''a%2Fb.txt", "b.txt"),
    _written("attachment; filename*=zlib''abc.txt", "abc.txt"),
    _written("attachment; filename*=''", kind="application/x; name=fallback.bin"),
    _written("attachment; filename==?utf-8?Q?Gr=C3=BC=C3=9Fe.txt?=", "Grüße.txt"),
    _written('attachment; filename="=?utf-8?B?R3LDvMOfZS50eHQ=?="', "Grüße.txt"),
    _written("attachment; filename=naïve.txt", "naïve.txt"),
    _written("attachment; filename=two words.txt", "two words.txt"),
    _written("attachment", "naïve.pdf", kind='application/pdf; name="=?utf-8?Q?na=C3=AFve.pdf?="'),
    _written("attachment; FileName=UPPER.TXT", "UPPER.TXT"),
    _written("attachment filename=x.txt"),
    _written("attachment; filename"),
    _written(f"attachment; {_PIECES}", "p0p1p2"),
    _written("attachment; filename*" + "9" * 5000 + "=x"),
    _written("attachment; filename*=" + "%" * 3000),
    _written('attachment; filename="' + ";" * 3000),
    case("two files of one name", mixed(*[part(b"x", "application/x; name=same.bin")] * 2), "same.bin"),
    case("an empty file", attached(b"", "attachment; filename=empty.txt"), "empty.txt"),
    case(
        "a picture in the text",
        mixed(part(b'<img src="cid:p@x">', "text/html"), part(b"GIF", "image/gif", more="Content-ID: <p@x>")),
        ".gif",
    ),
    case(
        "a picture as a data URL",
        mixed(part(b'<img src="data:image/gif;base64,' + base64.b64encode(b"GIF89a" * 9) + b'">', "text/html")),
        ".gif",
    ),
    case("a data URL that is none", mixed(part(b'<img src="data:image/gif;base64,%%%%">', "text/html"))),
    case(
        "43 pictures",
        mixed(part(b"pictures"), *[part(b"GIF%d" % n, f"image/gif; name={n}.gif") for n in range(43)]),
        "42.gif",
    ),
)
