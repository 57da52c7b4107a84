"""The running program takes mail in by itself, and when osTicket's cron is called."""

import signal
import subprocess
import sys
import time
import urllib.request

from polydesk.desk.mailroom.runs import list_runs
from tests.conformance.running import RunningServer, free_port
from tests.conftest import Place
from tests.mail.fetch.conftest import Account
from tests.mail.fetch.mails import mail, titles
from tests.mail.listening import wait_for

KEY = "0123456789ABCDEF0123456789ABCDEF"
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def wait_until_taken(account: Account, subject: str, seconds: float = 20) -> None:
    ends = time.monotonic() + seconds
    while subject not in titles(account.fetching.desk):
        assert time.monotonic() < ends, f"{subject!r} did not become a ticket"
        time.sleep(0.05)


def wait_until_fetched(account: Account, seconds: float = 20) -> None:
    """Until the run that took it in has ended: while one is at it, cron leaves the mailbox to it."""
    ends = time.monotonic() + seconds
    while not _runs(account):
        assert time.monotonic() < ends, "no run has ended"
        time.sleep(0.05)


def _runs(account: Account) -> list[int]:
    with account.fetching.desk.look() as look:
        return [run.taken for run in list_runs(look) if run.taken]


def test_serving_fetches_and_cron_fetches_at_once(account: Account, world_place: Place) -> None:
    account.configure("imaps", idle=False)
    account.fetching.load(
        intake_keys=[{"label": "cron", "key": KEY, "address": "127.0.0.1", "create_tickets": False, "run_cron": True}]
    )
    account.server.deliver(account.name, mail("fetched by the server"))
    with RunningServer(world_place.data, world_place.url) as server:
        wait_until_fetched(account)
        account.server.deliver(account.name, mail("fetched by cron"))
        request = urllib.request.Request(f"{server.url}/api/tasks/cron", b"", {"X-API-Key": KEY})
        with OPENER.open(request, timeout=30) as response:
            assert response.read() == b"Completed"
    assert titles(account.fetching.desk)[-1] == "fetched by cron"


def test_only_mail_fetches_listens_and_ends_when_told(account: Account, world_place: Place) -> None:
    port = free_port()
    account.configure("imaps")
    account.fetching.set(Mail__Listen__Protocol="lmtp", Mail__Listen__Port=port)
    account.server.deliver(account.name, mail("fetched"))
    where = ["--data", str(world_place.data), *(["--database", world_place.url] if world_place.url else [])]
    process = subprocess.Popen([sys.executable, "-m", "polydesk", "serve", "--only", "mail", *where])
    try:
        wait_until_taken(account, "fetched")
        account.server.deliver(account.name, mail("told of by the server"))
        wait_until_taken(account, "told of by the server", 10)
        wait_for(port)
    finally:
        process.send_signal(signal.SIGTERM)
        ended = process.wait(timeout=20)
    assert ended == 0
