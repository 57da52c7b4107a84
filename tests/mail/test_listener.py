"""The mail listener, spoken to by the standard library's clients."""

import smtplib
import socket
import threading
import time
from typing import Any

import pytest
from sqlalchemy import select

from polydesk.desk.configuration.load import load_configuration
from polydesk.desk.desk import Desk
from polydesk.desk.mailroom.models import MailMessage
from polydesk.mail import listener, reception
from polydesk.mail.listener import Listener
from tests.mail.fetch.mails import mail, raw_messages, titles
from tests.mail.listening import Listening


def one_stored(desk: Desk) -> Any:
    with desk.look() as look:
        return look.connection.execute(select(MailMessage.__table__)).one()


def test_mail_by_smtp_becomes_a_ticket(world: Desk, listening: Listening) -> None:
    with listening() as port, smtplib.SMTP("127.0.0.1", port) as client:
        client.sendmail("c1@acme.example", ["support@desk.example", "b@desk.example"], mail("by smtp"))
    assert titles(world)[-1] == "by smtp"
    stored = one_stored(world)
    assert (stored.source, stored.envelope_from, stored.remote_address) == ("smtp", "c1@acme.example", "127.0.0.1")
    assert stored.envelope_to == "support@desk.example\nb@desk.example"


def lmtp_answers(port: int, message: bytes) -> list[bytes]:
    """What an LMTP client with two recipients hears after the message, and after NOOP."""
    commands = (
        b"LHLO a.example",
        b"MAIL FROM:<c1@acme.example>",
        b"RCPT TO:<a@desk.example>",
        b"RCPT TO:<b@desk.example>",
    )
    with socket.create_connection(("127.0.0.1", port)) as connection, connection.makefile("rb") as answers:
        answers.readline()
        for command in (*commands, b"DATA"):
            connection.sendall(command + b"\r\n")
            while answers.readline()[3:4] == b"-":
                pass
        connection.sendall(message + b".\r\nNOOP\r\n")
        return [answers.readline()[:4] for _ in range(3)]


def test_lmtp_answers_for_each_recipient(world: Desk, listening: Listening) -> None:
    with world.work() as work:
        load_configuration(work, {"settings": {"PostMasterMaxEmailSize": 100}})
    with listening("lmtp") as port:
        assert lmtp_answers(port, mail("by lmtp")) == [b"250 ", b"250 ", b"250 "]
        assert lmtp_answers(port, mail("large", "x\r\n" * 100_000)) == [b"552 ", b"552 ", b"250 "]
    assert titles(world).count("by lmtp") == 1


def test_a_bounce_has_an_empty_sender(world: Desk, listening: Listening) -> None:
    with listening() as port, smtplib.SMTP("127.0.0.1", port) as client:
        client.sendmail("", ["support@desk.example"], mail("bounce"))
    assert one_stored(world).envelope_from == ""


def test_long_lines_and_odd_bytes_arrive_as_they_are(world: Desk, listening: Listening) -> None:
    odd = mail("odd") + b".\r\n" + b"x" * 100_000 + b"\r\n" + bytes(range(128, 256)) + b"\r\n"
    with listening() as port, smtplib.SMTP("127.0.0.1", port) as client:
        client.sendmail("c1@acme.example", ["support@desk.example"], odd)
    assert raw_messages(world) == [odd]


def test_only_recipients_of_the_setting_are_taken(world: Desk, listening: Listening) -> None:
    with (
        listening(Recipients=["help@desk.example", "@other.example"]) as port,
        smtplib.SMTP("127.0.0.1", port) as client,
    ):
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            client.sendmail("c1@acme.example", ["stranger@desk.example"], mail("refused"))
        client.sendmail("c1@acme.example", ["HELP@desk.example"], mail("one"))
        client.sendmail("c1@acme.example", ["any@other.example"], mail("two"))
    assert titles(world)[-2:] == ["one", "two"]


def test_what_cannot_be_stored_stays_with_the_sender(
    world: Desk, listening: Listening, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_space(*_args: object, **_more: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(reception, "take_mail", no_space)
    with (
        listening() as port,
        smtplib.SMTP("127.0.0.1", port) as client,
        pytest.raises(smtplib.SMTPDataError) as refusal,
    ):
        client.sendmail("c1@acme.example", ["support@desk.example"], mail("later"))
    assert refusal.value.smtp_code == 451
    assert "space" not in str(refusal.value)


def test_too_large_a_message_is_refused(world: Desk, listening: Listening) -> None:
    with world.work() as work:
        load_configuration(work, {"settings": {"PostMasterMaxEmailSize": 100}})
    large = mail("large", "x\r\n" * 100_000)
    with (
        listening() as port,
        smtplib.SMTP("127.0.0.1", port) as client,
        pytest.raises(smtplib.SMTPSenderRefused) as refusal,
    ):
        client.sendmail("c1@acme.example", ["support@desk.example"], large)
    assert refusal.value.smtp_code == 552


def test_too_many_connections_are_turned_away(listening: Listening, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listener, "MOST_CONNECTIONS", 1)
    with listening() as port:
        time.sleep(0.1)
        with smtplib.SMTP("127.0.0.1", port), pytest.raises(smtplib.SMTPConnectError) as refusal:
            smtplib.SMTP("127.0.0.1", port)
    assert refusal.value.smtp_code == 421


def test_nothing_listens_unless_set(world: Desk) -> None:
    Listener(world).run(threading.Event())
