"""What a mail looks like on its way: read back by another parser, it says what was meant, in legal lines."""

from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from polydesk.desk.sending.compose import compose
from polydesk.desk.sending.content import Content, MailFile, from_json, to_json
from polydesk.desk.sending.registry import MailAddress
from polydesk.kernel.errors import NotFound
from polydesk.kernel.files import FileStore

DESK, KIM = MailAddress("Help desk", "desk@kiwi.test"), MailAddress("Kim Doe", "kim@kiwi.test")
NOON = datetime(2026, 9, 28, 12)  # noqa: DTZ001  naive UTC is the convention of this project


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


def composed(store: FileStore, *, subject: str = "Hello", **content: Any) -> bytes:
    whole = Content(**{"sender": DESK, "to": (KIM,), "text": "Text", **content})
    return compose(from_json(to_json(whole)), store, subject=subject, message_id="m@desk.test", moment=NOON)


def parsed(raw: bytes) -> EmailMessage:
    message = message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


def body(message: EmailMessage, kind: str = "plain") -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def test_headers_of_a_plain_mail(files: FileStore) -> None:
    cc = (MailAddress("Zed, Jr. (home)", "zed@zulu.test"), MailAddress("Jürgen", "j@kiwi.test"))
    message = parsed(composed(files, cc=cc, in_reply_to="q@x", references=["p@x", "q@x"], headers={"X-A": "b"}))
    assert message["From"] == "Help desk <desk@kiwi.test>"
    assert message["Cc"].addresses[0].display_name == "Zed, Jr. (home)"
    assert message["Cc"].addresses[1].display_name == "Jürgen"
    assert message["Date"] == "Mon, 28 Sep 2026 12:00:00 +0000"
    assert (message["Message-ID"], message["In-Reply-To"]) == ("<m@desk.test>", "<q@x>")
    assert (message["References"], message["X-A"], message["MIME-Version"]) == ("<p@x> <q@x>", "b", "1.0")
    assert "Bcc" not in message


@pytest.mark.parametrize(
    "text", ["Grüße 🙂\n.\n..dot\n", "=20 trailing  \nFrom me\n", "x" * 5000, "ü" * 200_000, "\r\r\n"]
)
def test_texts_arrive_as_they_were_written(files: FileStore, text: str) -> None:
    raw = composed(files, text=text)
    assert body(parsed(raw)).rstrip("\n") == text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    assert raw.isascii()


def test_no_line_is_longer_than_mail_allows_nor_ends_otherwise(files: FileStore) -> None:
    raw = composed(
        files,
        subject="Wörter " * 100 + "x" * 900,
        text="y" * 3000,
        to=[MailAddress("N" * 190, f"a{number}@kiwi.test") for number in range(100)],
        references=["r" * 240 + f"{number}@x" for number in range(12)],
    )
    assert max(map(len, raw.split(b"\r\n"))) < 998
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert len(parsed(raw)["To"].addresses) == 100
    assert parsed(raw)["References"].split() == [f"<{'r' * 240}{number}@x>" for number in range(12)]


def test_long_ids_stand_one_to_a_line_beside_the_headers_name(files: FileStore) -> None:
    first, second = f"{'a' * 150}@x", f"{'b' * 150}@x"
    lines = composed(files, in_reply_to=second, references=[first, second]).decode().split("\r\n")
    assert f"In-Reply-To: <{second}>" in lines
    assert lines[lines.index(f"References: <{first}>") + 1] == f" <{second}>"


@pytest.mark.parametrize("subject", ["a" * 900, "ü" * 300, "=?utf-8?q?x?=", "日本語のとても長い件名です" * 20, "", " "])
def test_subjects_arrive_whole(files: FileStore, subject: str) -> None:
    raw = composed(files, subject=subject)
    assert (parsed(raw)["Subject"] or "") == subject.strip()


def test_html_comes_with_its_text_pictures_and_files(files: FileStore) -> None:
    picture = MailFile(files.put(b"PNG").hash, "a.png", "image/png", "<pic@x>", is_inline=True)
    paper = MailFile(files.put(b"%PDF").hash, 'Übersicht "1".pdf', "application/pdf; name=x")
    odd = MailFile(files.put(b"From: x").hash, "../m\r\nX: y.eml", "message/rfc822")
    message = parsed(composed(files, html='<p>Hi <img src="cid:pic@x"></p>', files=[picture, paper, odd]))
    kinds = [part.get_content_type() for part in message.walk()]
    assert kinds == [
        "multipart/mixed",
        "multipart/related",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "image/png",
        "application/pdf",
        "application/octet-stream",
    ]
    parts = list(message.walk())
    assert (parts[5]["Content-ID"], parts[5].get_content()) == ("<pic@x>", b"PNG")
    assert (parts[6].get_filename(), parts[6].get_content()) == ('Übersicht "1".pdf', b"%PDF")
    assert parts[7].get_filename() == "../m X: y.eml"
    assert body(message, "html").strip() == '<p>Hi <img src="cid:pic@x"></p>'


def test_a_second_try_is_the_same_mail(files: FileStore) -> None:
    paper = MailFile(files.put(b"x").hash, "a", "bad type")
    assert composed(files, html="<p>x</p>", files=[paper]) == composed(files, html="<p>x</p>", files=[paper])


def test_a_file_that_is_gone_is_said(files: FileStore) -> None:
    with pytest.raises(NotFound):
        composed(files, files=[MailFile("0" * 64, "a", "text/plain")])
