"""Made-up mails: what customers send, the same ones every time."""

import random
from base64 import encodebytes
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP

from bench.texts import Texts

MEGABYTE = 1_000_000


def mails(count: int) -> Iterator[bytes]:
    """Plain text, every third with an HTML half, every tenth with a file of 30 kB."""
    texts, draw = Texts(4), random.Random(4)
    for number in range(1, count + 1):
        mail = EmailMessage(policy=SMTP)
        mail["From"] = f"Customer {number % 100} <customer{number % 100}@example.net>"
        mail["To"] = "bench@example.com"
        mail["Subject"] = texts.title(number)
        mail["Message-ID"] = f"<{number}@bench.example.net>"
        mail["Date"] = "Tue, 24 Nov 2026 10:00:00 +0000"
        body = texts.body()
        mail.set_content(body)
        if number % 3 == 0:
            mail.add_alternative(f"<html><body><p>{body}</p></body></html>", subtype="html")
        if number % 10 == 0:
            mail.add_attachment(draw.randbytes(30_000), "application", "pdf", filename="invoice.pdf")
        yield mail.as_bytes()


def large_mail(megabytes: int) -> bytes:
    """A mail of about that size as it is sent: one file in base64."""
    head = (
        b"From: large@example.net\r\nTo: bench@example.com\r\n"
        b"Subject: A large file\r\nMessage-ID: <large@example.net>\r\n"
        b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n'
        b"--b\r\nContent-Type: text/plain\r\n\r\nSee the file.\r\n"
        b"--b\r\nContent-Type: application/zip\r\nContent-Disposition: attachment; filename=large.zip\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n"
    )
    content = encodebytes(random.Random(5).randbytes(megabytes * MEGABYTE * 3 // 4)).replace(b"\n", b"\r\n")
    return head + content + b"--b--\r\n"
