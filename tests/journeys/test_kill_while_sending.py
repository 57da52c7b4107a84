"""A worker killed at random moments of sending: every mail reaches the server, and none of them twice."""

import os
import random
import signal
import subprocess
import sys
import time

from sqlalchemy import func, select

from polydesk.desk.desk import Desk
from polydesk.desk.sending.content import Content
from polydesk.desk.sending.models import OutgoingMail
from polydesk.desk.sending.queue_mail import NewMail, queue_mail
from polydesk.desk.sending.registry import MailAddress
from polydesk.wiring import open_desk
from tests.conftest import Place
from tests.mail.sending.smtp_server import Received, smtp_server
from tests.world.tickets import configured

MAILS = 500
KILLS = 7
SERVER_SECONDS = 0.004
"""What the server takes for each mail, so that there is always one on its way when the worker dies."""
MAIL = OutgoingMail.metadata.tables["outgoing_mail"]


def queue_all(desk: Desk, port: int) -> None:
    route = {"SendmailModule": "SMTP", "SendmailModule::Host": "127.0.0.1", "SendmailModule::Port": port}
    configured(desk, settings=route)
    sender = MailAddress("Desk", "desk@kiwi.test")
    with desk.work() as work:
        for number in range(MAILS):
            to = MailAddress("", f"kim{number % 7}@kiwi.test")
            content = Content(sender=sender, to=(to,), text=f"Mail {number}\n" * (number % 50 + 1))
            queue_mail(
                work,
                NewMail(
                    recipient=to.email,
                    kind="reply",
                    subject=f"Mail {number}",
                    message_id=f"m{number}@desk.test",
                    content=content,
                    envelope_sender=sender.email,
                ),
            )


def start_worker(place: Place) -> "subprocess.Popen[bytes]":
    where = ["--data", str(place.data), *(["--database", place.url] if place.url else [])]
    command = [sys.executable, "-m", "polydesk", "serve", "--only", "worker", *where]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)


def kill(worker: "subprocess.Popen[bytes]") -> None:
    """SIGKILL for the worker and all that is in its process group."""
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()


def wait_until(received: Received, count: int, *, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while len(received.envelopes) < count and time.monotonic() < deadline:
        time.sleep(0.005)


def unsent(desk: Desk) -> int:
    with desk.look() as look:
        rows = select(func.count()).select_from(MAIL).where(MAIL.c.state != "sent")
        return int(look.connection.execute(rows).scalar_one())


def test_killing_the_worker_loses_no_mail_and_doubles_none(world_place: Place) -> None:
    chance = random.Random(20261124)
    desk = open_desk(world_place.data, world_place.url)
    with smtp_server(data_seconds=SERVER_SECONDS) as (received, port):
        queue_all(desk, port)
        for _ in range(KILLS):
            worker = start_worker(world_place)
            before = len(received.envelopes)
            wait_until(received, before + chance.randint(1, 2 * MAILS // (3 * KILLS)), seconds=15)
            time.sleep(chance.random() * 0.02)
            kill(worker)
        worker = start_worker(world_place)
        wait_until(received, MAILS, seconds=20)
        deadline = time.monotonic() + 10
        while unsent(desk) and time.monotonic() < deadline:
            time.sleep(0.05)
        kill(worker)
        counts = received.counts()
    assert unsent(desk) == 0
    assert sum(counts.values()) == len(counts) == MAILS
    desk.database.dispose()
