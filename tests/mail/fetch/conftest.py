"""A mail server for the tests of fetching, and mailboxes on it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from polydesk.desk.configuration.load import load_configuration
from polydesk.desk.desk import Desk
from polydesk.mail.fetch.fetch_all import fetch_all
from polydesk.mail.fetch.report import MailboxReport
from polydesk.mail.passwords import Passwords, of_mailbox
from tests import dovecot
from tests.conftest import Place


@pytest.fixture(scope="session")
def mail_server() -> Iterator[dovecot.Dovecot]:
    if not dovecot.available():
        pytest.skip("no Dovecot with IMAP and POP3 (Debian: dovecot-imapd, dovecot-pop3d)")
    server = dovecot.start_dovecot()
    yield server
    server.stop()


@dataclass
class Fetching:
    """A desk with one mailbox on a mail server."""

    desk: Desk
    data: Path

    def configure(self, *, password: str = dovecot.PASSWORD, name: str = "support", **mailbox: Any) -> None:
        given = {"protocol": "imaps", "host": "localhost", "insecure": False, "name": name, **mailbox}
        self.load(mailboxes=[given])
        Passwords(self.data).put(of_mailbox(name), password)

    def set(self, **settings: Any) -> None:
        self.load(settings={name.replace("__", "::"): value for name, value in settings.items()})

    def load(self, **sections: Any) -> None:
        with self.desk.work() as work:
            load_configuration(work, sections)

    def run(self) -> MailboxReport:
        """Of the only mailbox."""
        return fetch_all(self.desk, self.data).mailboxes[0]


@pytest.fixture
def fetching(world: Desk, world_place: Place) -> Fetching:
    return Fetching(world, world_place.data)


@dataclass
class Account:
    """An account of its own on the mail server, and the mailbox that fetches from it."""

    name: str
    server: dovecot.Dovecot
    fetching: Fetching

    def configure(self, protocol: str, **more: Any) -> None:
        self.fetching.set(Mail__CAFile=str(self.server.authority.file))
        given = {"protocol": protocol, "port": self.server.ports[protocol], "login": self.name, **more}
        self.fetching.configure(**given)


@pytest.fixture
def account(mail_server: dovecot.Dovecot, fetching: Fetching, new_account: Callable[[], str]) -> Account:
    return Account(new_account(), mail_server, fetching)


@pytest.fixture
def new_account(mail_server: dovecot.Dovecot) -> Callable[[], str]:
    return mail_server.new_account
