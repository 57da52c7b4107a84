"""Class A11: the mail gateway tells strangers nothing but whether it took a mail."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from polydesk.cli.app import app
from polydesk.cli.pipe import MOST_BYTES
from polydesk.desk.desk import Desk
from polydesk.wiring import open_desk
from tests.mail.post import accepted, letter, sent
from tests.world.tickets import configured


def piped(data: Path, raw: bytes, *words: str) -> Result:
    return CliRunner().invoke(app, ["pipe", *words, "--data", str(data)], input=raw)


@pytest.mark.parametrize("raw", [letter(), b"", b"garbage", letter("B <banned@acme.example>"), b"x" * (MOST_BYTES + 1)])
def test_the_pipe_prints_nothing(tmp_path: Path, raw: bytes) -> None:
    configured(open_desk(tmp_path), banned_addresses=[{"address": "banned@acme.example"}])
    assert piped(tmp_path, raw).output == ""


def test_a_desk_that_cannot_be_opened_is_no_news_for_strangers(tmp_path: Path) -> None:
    (tmp_path / "polydesk.sqlite3").write_bytes(b"no database" * 1000)
    result = piped(tmp_path, letter())
    assert (result.exit_code, result.output) == (75, "")


def test_a_ticket_that_exists_is_answered_like_one_that_does_not(mailroom: Desk) -> None:
    """Who guesses numbers learns from the answer nothing about what there is."""
    theirs = accepted(mailroom, letter())
    told = []
    for number in (theirs.number, "1999010110000017"):
        mine = accepted(mailroom, letter("Eve <eve@evil.example>", f"[Ticket#{number}]"))
        told.append(
            [(mail.subject.replace(mine.number, "N"), mail.recipient) for mail in sent(mailroom, mine.ticket_id)]
        )
    assert told[0] == told[1]
