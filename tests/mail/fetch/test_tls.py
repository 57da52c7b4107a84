"""Passwords go only over verified TLS."""

from typing import Any

import pytest

from polydesk.mail.passwords import Passwords, of_mailbox
from tests.certificates import Authority
from tests.mail.fetch.conftest import Account, Fetching
from tests.mail.fetch.mails import mail
from tests.mail.fetch.scripted_server import ScriptedServer

IMAP_GREETING = b"* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready\r\n"


@pytest.mark.parametrize("protocol", ["imap", "imaps", "pop3", "pop3s"])
def test_a_certificate_of_an_unknown_authority_is_refused(account: Account, protocol: str) -> None:
    account.configure(protocol)
    account.fetching.set(Mail__CAFile="")
    account.server.deliver(account.name, mail("not fetched"))
    assert "certificate verify failed" in account.fetching.run().error


def test_a_certificate_for_another_host_is_refused(account: Account) -> None:
    account.configure("imaps", host="127.0.0.2")
    assert "certificate" in account.fetching.run().error


def test_a_file_of_authorities_that_is_none_is_the_report_s_error(account: Account) -> None:
    account.configure("imaps")
    account.fetching.set(Mail__CAFile="/nonexistent/authority.pem")
    assert "ca_file" in account.fetching.run().error or "No such file" in account.fetching.run().error


@pytest.mark.parametrize(
    ("protocol", "script"),
    [
        ("imap", [IMAP_GREETING, b"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\nTAG OK done\r\n"]),
        (
            "imap",
            [b"* PREAUTH [CAPABILITY IMAP4rev1 STARTTLS] hello\r\n", b"* CAPABILITY IMAP4rev1 STARTTLS\r\nTAG OK\r\n"],
        ),
        ("imap", [IMAP_GREETING, b"* CAPABILITY IMAP4rev1 STARTTLS\r\nTAG OK done\r\n", b"TAG NO not now\r\n"]),
        ("pop3", [b"+OK ready\r\n", b"+OK\r\nUSER\r\n.\r\n"]),
        ("pop3", [b"+OK ready\r\n", b"+OK\r\nSTLS\r\n.\r\n", b"-ERR not now\r\n"]),
    ],
    ids=["imap without", "imap signed in already", "imap refusing", "pop3 without", "pop3 refusing"],
)
def test_a_server_without_starttls_gets_no_password(fetching: Fetching, protocol: str, script: list[bytes]) -> None:
    with ScriptedServer(script) as server:
        fetching.configure(protocol=protocol, port=server.port, host="127.0.0.1", login="cora", password="secret word")
        assert fetching.run().error
    said = b"".join(server.heard).lower()
    assert b"secret" not in said
    assert b"cora" not in said
    assert b"login" not in said


def test_answers_sent_before_the_handshake_are_forgotten(fetching: Fetching, authority: Authority) -> None:
    """What an attacker puts behind the answer to STARTTLS must not count as said inside TLS."""
    script = [
        IMAP_GREETING,
        b"* CAPABILITY IMAP4rev1 STARTTLS\r\nTAG OK done\r\n",
        b"TAG OK begin\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN INJECTED\r\n",
        b"* CAPABILITY IMAP4rev1\r\nTAG OK done\r\n",
        b"TAG NO wrong\r\n",
    ]
    with ScriptedServer(script, tls_after=3, context=authority.server_context()) as server:
        fetching.set(Mail__CAFile=str(authority.file))
        fetching.configure(protocol="imap", port=server.port, host="127.0.0.1", login="cora", password="secret")
        assert fetching.run().error == "wrong"
    assert b'LOGIN "cora" "secret"' in server.heard[-1]


def test_insecure_is_what_it_says(fetching: Fetching) -> None:
    script = [IMAP_GREETING, b"* CAPABILITY IMAP4rev1\r\nTAG OK done\r\n", b"TAG NO wrong\r\n"]
    with ScriptedServer(script) as server:
        given: dict[str, Any] = {
            "protocol": "imap",
            "port": server.port,
            "host": "127.0.0.1",
            "login": "cora",
            "insecure": True,
        }
        fetching.configure(password='s"cr\\t', **given)
        fetching.run()
        fetching.configure(password="käse", **given)
        assert "ASCII" in fetching.run().error
    assert b'LOGIN "cora" "s\\"cr\\\\t"' in b"".join(server.heard)


def test_passwords_are_files_of_their_own_for_the_owner_only(fetching: Fetching) -> None:
    passwords = Passwords(fetching.data)
    passwords.put(of_mailbox("../../outside/x"), "one")
    passwords.put(of_mailbox("a"), "two")
    files = list((fetching.data / "secrets").iterdir())
    assert len(files) == 2
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert (fetching.data / "secrets").stat().st_mode & 0o777 == 0o700
    assert passwords.get(of_mailbox("../../outside/x")) == "one"
