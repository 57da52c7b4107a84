from pathlib import Path

import pytest
from typer.testing import CliRunner

from polydesk.cli.app import app
from polydesk.wiring import open_desk
from tests.cli.running import Commands
from tests.world.tickets import configured

MAIL = "From: Pia Pipe <pia@pipe.test>\nTo: desk@localhost\nSubject: {}\nMessage-ID: <{}@pipe.test>\n\nhello\n"


def piped(data: Path, mail: str, *words: str) -> int:
    return CliRunner().invoke(app, ["pipe", *words, "--data", str(data)], input=mail).exit_code


@pytest.fixture
def data(polydesk: Commands) -> Path:
    configured(open_desk(polydesk.data), banned_addresses=[{"address": "banned@pipe.test"}])
    return polydesk.data


@pytest.mark.parametrize(
    ("mail", "status"),
    [
        (MAIL.format("Piped", 1), 0),
        (MAIL.format("Piped", 2).replace("\n", "\r\n"), 0),
        ("From pia@pipe.test Thu Feb  7 11:01:04 2019\n" + MAIL.format("Piped", 3), 0),
        ("", 75),
        ("garbage", 75),
        ("To: desk@localhost\nSubject: Piped\n\nhello\n", 75),
        (MAIL.format("Piped", 4).replace("pia@", "banned@"), 77),
    ],
    ids=["created", "crlf", "mbox line", "empty", "garbage", "no sender", "banned"],
)
def test_mail_servers_understand_the_exit_status_of_the_pipe(data: Path, mail: str, status: int) -> None:
    assert piped(data, mail) == status


def test_a_mail_seen_before_counts_as_delivered(polydesk: Commands) -> None:
    assert [piped(polydesk.data, MAIL.format("Piped", 1)) for _ in range(2)] == [0, 0]
    lines = polydesk.output("mail", "list").splitlines()
    assert ["ticket 1" in line for line in lines] == [True, True]


def test_a_mail_kept_to_be_looked_at_counts_as_delivered(polydesk: Commands) -> None:
    deep = "".join(f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n' for n in range(100))
    assert piped(polydesk.data, deep) == 0
    assert "TooManyLevels" in polydesk.output("mail", "list", "--state", "parked")


def test_only_a_trusted_pipe_obeys_control_headers(polydesk: Commands) -> None:
    mail = "X-OTRS-Queue: Junk\n" + MAIL
    piped(polydesk.data, mail.format("Plain", 1))
    piped(polydesk.data, mail.format("Trusted", 2), "--trusted")
    shown = [polydesk.output("mail", "show", number) for number in ("1", "2")]
    assert ["ignored: this way in is not trusted" in text for text in shown] == [True, False]


def test_show_tells_how_a_mail_became_what_it_is(polydesk: Commands) -> None:
    piped(polydesk.data, MAIL.format("Piped", 1), "--sender", "pia@pipe.test", "--recipient", "desk@localhost")
    shown = polydesk.output("mail", "show", "1")
    for fact in ("state: accepted", "source: pipe", "subject: Piped", "envelope_to: desk@localhost"):
        assert fact in shown
    assert "thread: no known conversation => a new ticket" in shown


def test_show_gives_the_mail_as_it_came(polydesk: Commands) -> None:
    mail = MAIL.format("Piped", 1)
    piped(polydesk.data, mail)
    assert polydesk.output("mail", "show", "1", "--raw") == mail


def test_a_mail_cannot_write_to_the_terminal(polydesk: Commands) -> None:
    piped(polydesk.data, MAIL.format("=?utf-8?q?=1B[2J?=", 1))
    for words in (("list",), ("show", "1")):
        assert "\x1b" not in polydesk.output("mail", *words)


def test_a_rejected_mail_can_be_tried_again(data: Path, polydesk: Commands) -> None:
    piped(data, MAIL.format("Piped", 1).replace("pia@", "banned@"))
    assert "rejected" in polydesk.output("mail", "retry", "1")
    configured(open_desk(data), banned_addresses=[{"address": "banned@pipe.test", "valid": "invalid"}])
    assert "accepted, ticket" in polydesk.output("mail", "retry", "1")
    assert "accepted, ticket" in polydesk.output("mail", "retry", "1")
    assert polydesk.output("mail", "list").count("\n") == 1


def test_there_is_no_mail_of_any_number(polydesk: Commands) -> None:
    assert "9" in polydesk.refusal("mail", "show", "9")
    assert "9" in polydesk.refusal("mail", "retry", "9")
