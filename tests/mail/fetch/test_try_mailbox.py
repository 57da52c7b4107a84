"""Trying a mailbox: each step, and what is in the way."""

import socket
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from polydesk.desk.mail_office import Step
from polydesk.desk.mailroom.registry import mailbox_entry
from polydesk.mail.fetch.fetch_all import account_for
from polydesk.mail.fetch.try_mailbox import try_mailbox
from polydesk.mail.passwords import Passwords, of_mailbox
from tests.mail.fetch.conftest import Account, Fetching
from tests.mail.fetch.mails import mail
from tests.mail.fetch.scripted_server import ScriptedServer

ALL = ["name", "connection", "security", "sign_in", "folder"]


def tried(fetching: Fetching, **changes: Any) -> Sequence[Step]:
    with fetching.desk.look() as look:
        mailbox = mailbox_entry(look.connection, 1)
    return try_mailbox(replace(mailbox, **changes), account_for(fetching.desk, fetching.data), seconds=3)


def told(steps: Sequence[Step]) -> list[str]:
    assert all(one.is_good for one in steps[:-1])
    return [one.name for one in steps if one.is_good] + [f"no {one.name}" for one in steps if not one.is_good]


@pytest.mark.parametrize("protocol", ["imap", "imaps", "pop3", "pop3s"])
def test_all_steps_are_told_and_nothing_is_fetched(account: Account, protocol: str) -> None:
    account.configure(protocol)
    account.server.deliver(account.name, mail("one that stays"))
    for _ in range(2):
        steps = tried(account.fetching)
        assert told(steps) == ALL and steps[-1].said == "1"


def test_what_is_in_the_way_is_told(account: Account) -> None:
    account.configure("imaps")
    fetching = account.fetching
    assert told(tried(fetching, host="nowhere.invalid")) == ["no name"]
    assert told(tried(fetching, folder="Nowhere")) == [*ALL[:4], "no folder"]
    Passwords(fetching.data).put(of_mailbox("support"), "wrong")
    assert told(tried(fetching)) == [*ALL[:3], "no sign_in"]
    fetching.set(Mail__CAFile="")
    steps = tried(fetching)
    assert told(steps) == [*ALL[:2], "no security"] and "certificate" in steps[-1].said


def test_without_a_password_nothing_is_connected_to(fetching: Fetching) -> None:
    with ScriptedServer([b"* OK hello\r\n"]) as server:
        fetching.configure(host="127.0.0.1", port=server.port, login="x")
        Passwords(fetching.data).forget(of_mailbox("support"))
        assert told(tried(fetching)) == ["name", "no password"]
        assert not server.heard


def test_server_side_request_forgery(fetching: Fetching) -> None:
    """What other services say to whoever knocks is not repeated."""
    with ScriptedServer([b"SSH-2.0-OpenSSH_9.2 internal secret\r\n"]) as server:
        fetching.configure(protocol="imap", host="127.0.0.1", port=server.port, login="x", insecure=True)
        steps = tried(fetching)
    assert told(steps) == ["name", "connection", "no security"]
    assert "SSH" not in str(steps) and "secret" not in str(steps)
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    assert tried(fetching, port=port)[-1] == Step("connection", is_good=False)


def test_a_server_that_says_nothing_is_given_up(fetching: Fetching) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        fetching.configure(protocol="imap", host="127.0.0.1", port=port, login="x", insecure=True)
        with fetching.desk.look() as look:
            mailbox = mailbox_entry(look.connection, 1)
        steps = try_mailbox(mailbox, account_for(fetching.desk, fetching.data), seconds=0.2)
    assert told(steps) == ["name", "connection", "no time"]
