"""The commands for mailboxes, against a server that says what the test wrote down."""

from pathlib import Path

import pytest

from polydesk.mail.passwords import Passwords, of_client, of_mailbox
from tests.cli.running import Commands
from tests.mail.fetch.scripted_server import ScriptedServer

POP3 = [b"+OK ready\r\n", b"+OK\r\n", b"+OK\r\n"]
ONE_MAIL = [b"+OK\r\n1 90\r\n.\r\n", b"+OK\r\n1 abc\r\n.\r\n"]
MAIL = b"From: Cora <c1@acme.example>\r\nSubject: by command\r\n\r\nIt smokes.\r\n"
FETCHED = [*POP3, *ONE_MAIL, b"+OK\r\n" + MAIL + b".\r\n", b"+OK\r\n", b"+OK bye\r\n"]


def configure(polydesk: Commands, tmp_path: Path, port: int) -> None:
    file = tmp_path / "mailboxes.yaml"
    file.write_text(
        "mailboxes:\n"
        f"  - {{name: support, protocol: pop3, host: 127.0.0.1, port: {port}, login: cora, insecure: true}}\n"
    )
    polydesk.output("load", str(file))
    polydesk.output("mail", "password", "support", typed="secret word\n")


def test_fetching_says_what_was_taken(polydesk: Commands, tmp_path: Path) -> None:
    with ScriptedServer(FETCHED) as server:
        configure(polydesk, tmp_path, server.port)
        assert polydesk.output("mail", "fetch", "support") == "support: 1 taken\n"
    assert b"PASS secret word\r\n" in server.heard
    assert b"DELE 1\r\n" in server.heard
    assert "by command" in polydesk.output("mail", "list")


def test_what_goes_wrong_is_told_and_is_the_exit_code(polydesk: Commands, tmp_path: Path) -> None:
    with ScriptedServer([b"-ERR \x1b[2J go away\r\n"]) as server:
        configure(polydesk, tmp_path, server.port)
        result = polydesk.run("mail", "fetch")
    assert result.exit_code == 1
    assert "go away" in result.stdout
    assert "\x1b" not in result.stdout


def test_testing_counts_and_changes_nothing(polydesk: Commands, tmp_path: Path) -> None:
    with ScriptedServer([*POP3, *ONE_MAIL, b"+OK bye\r\n"]) as server:
        configure(polydesk, tmp_path, server.port)
        assert "messages there: 1" in polydesk.output("mail", "test", "support")
    assert not [line for line in server.heard if line.startswith((b"DELE", b"RETR"))]


def test_testing_tells_how_the_last_run_went(polydesk: Commands, tmp_path: Path) -> None:
    with ScriptedServer([b"-ERR no such account\r\n"]) as server:
        configure(polydesk, tmp_path, server.port)
        polydesk.run("mail", "fetch")
        result = polydesk.run("mail", "test", "support")
    assert result.exit_code == 1
    assert "0 taken -ERR no such account" in result.stdout
    assert "no such account" in result.stderr


def test_an_unknown_mailbox_is_refused(polydesk: Commands) -> None:
    for words in (("fetch", "nowhere"), ("test", "nowhere"), ("password", "nowhere")):
        assert "nowhere" in polydesk.refusal("mail", *words, typed="x\n")


def test_passwords_are_stored_for_the_owner_only_and_in_no_dump(polydesk: Commands, tmp_path: Path) -> None:
    configure(polydesk, tmp_path, 1)
    polydesk.output("mail", "password", "support", "--client-secret", typed="secret of the client\n")
    passwords = Passwords(polydesk.data)
    assert passwords.get(of_mailbox("support")) == "secret word"
    assert passwords.get(of_client(of_mailbox("support"))) == "secret of the client"
    assert "secret word" not in polydesk.output("dump")


@pytest.mark.parametrize("typed", ["\n", "two\x00\n"])
def test_a_password_no_server_could_be_told_is_refused(polydesk: Commands, tmp_path: Path, typed: str) -> None:
    configure(polydesk, tmp_path, 1)
    assert polydesk.refusal("mail", "password", "support", typed=typed)
