"""Setting up what agents sign in with besides a password, through the pages."""

import json
import re
from typing import Any

from sqlalchemy import select

from polydesk.desk.audit.models import AuditEntry
from polydesk.desk.desk import Desk
from polydesk.kernel import clock
from tests.conformance import one_time_code
from tests.web.agent.authenticator import Authenticator
from tests.web.agent.client import Browser

PAGE = "/account/sign-in"
PASSWORD = {"password": "agent1-pw"}
RIGHT = {"login": "agent1", "password": "agent1-pw"}


def with_codes(browser: Browser) -> tuple[str, list[str]]:
    """The secret and the recovery codes. The code of the step before this one is used up by it."""
    assert browser.post(f"{PAGE}/codes/begin", PASSWORD).headers["location"] == f"{PAGE}/codes"
    found = re.search(r'class="secret">([A-Z2-7 ]+)<', browser.get(f"{PAGE}/codes").text)
    assert found
    secret = found[1].replace(" ", "")
    return secret, recovery_codes(browser.post(f"{PAGE}/codes", {"code": code_of(browser, secret, steps_ago=1)}).text)


def code_of(browser: Browser, secret: str, *, steps_ago: int = 0) -> str:
    """At the time of the browser's desk."""
    return one_time_code.code_of(secret, steps_ago=steps_ago, at=clock.epoch(browser.desk._now()))


def recovery_codes(text: str) -> list[str]:
    return re.findall(r"<code>([A-Z2-7-]+)</code>", text)


def with_passkey(browser: Browser, name: str = "office key") -> Authenticator:
    key = Authenticator()
    reply = browser.post(f"{PAGE}/passkeys", {"name": name, "credential": key.make(begun(browser))})
    assert reply.status_code in (200, 204, 303), reply.text
    return key


def begun(browser: Browser) -> dict[str, Any]:
    """What the browser is told to make a passkey from."""
    options: dict[str, Any] = browser.post(f"{PAGE}/passkeys/begin", PASSWORD).json()
    return options


def asked(browser: Browser) -> dict[str, Any]:
    """What the browser is told to have proved."""
    options: dict[str, Any] = browser.post("/login/passkey/options", csrf=False).json()
    return options


def audited(desk: Desk, action: str) -> list[dict[str, Any]]:
    """Who did it and what was told, the newest first."""
    rows = select(AuditEntry.__table__).where(AuditEntry.action == action).order_by(AuditEntry.id.desc())
    with desk.look() as look:
        return [
            {"who": row.actor, "from": row.remote_address, **json.loads(row.new_values or "{}")}
            for row in look.connection.execute(rows)
        ]
