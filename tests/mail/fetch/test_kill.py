"""A fetcher killed again and again while 500 messages wait: each becomes one ticket, none is lost, none is doubled."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest

from polydesk.desk.mailroom.models import ACCEPTED
from polydesk.desk.mailroom.queries import list_messages
from tests.conftest import Place
from tests.mail.fetch.conftest import Account
from tests.mail.fetch.mails import mail, titles

KILLS = 4
LONGEST_SECONDS = 50


def fetcher(place: Place) -> subprocess.Popen[bytes]:
    where = ["--data", str(place.data), *(["--database", place.url] if place.url else [])]
    command = [sys.executable, "-m", "polydesk", "mail", "fetch", *where]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)


@pytest.mark.parametrize(("protocol", "mails"), [("imaps", 500), ("pop3s", 500)])
def test_kill_9_loses_no_mail_and_doubles_none(account: Account, world_place: Place, protocol: str, mails: int) -> None:
    account.configure(protocol)
    desk = account.fetching.desk
    before = len(titles(desk))
    subjects = [f"mail {number:03}" for number in range(mails)]
    account.server.deliver(account.name, *map(mail, subjects))
    ends = time.monotonic() + LONGEST_SECONDS
    for kill in range(KILLS):
        process = fetcher(world_place)
        progress = len(titles(desk)) - before
        goal = min(progress + random.randint(mails // 20, mails // 6), mails - 10)
        while len(titles(desk)) - before < goal and process.poll() is None and time.monotonic() < ends:
            time.sleep(random.random() / 20)
        assert process.poll() is None, f"the fetcher ended by itself before kill {kill}"
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    last = fetcher(world_place)
    assert last.wait(timeout=LONGEST_SECONDS) == 0
    assert Counter(titles(desk)[before:]) == Counter(subjects)
    assert account.server.remaining(account.name) == []
    with desk.look() as look:
        assert {row.state for row in list_messages(look, limit=2 * mails)} == {ACCEPTED}
