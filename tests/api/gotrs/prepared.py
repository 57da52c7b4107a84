"""Before each well-formed request: the desk as it has to be for the request to be right.

A ticket is closed once and a token of a sign-in ends with it: what one request has done is set back for the next.
"""

from collections.abc import Callable, Mapping
from itertools import count
from typing import Any

from polydesk.api.gotrs.preferences import PREFIX
from polydesk.desk.people.directory_link import store_link, with_desk
from polydesk.desk.people.preferences import read_preferences, set_preferences
from polydesk.desk.tickets.archive import set_archived
from polydesk.desk.tickets.set_state import set_state
from tests.api.gotrs import client
from tests.api.gotrs.client import Client
from tests.api.gotrs.described import CURRENT
from tests.ldap.conftest import settings_for
from tests.slapd import Slapd
from tests.world.cast import ROOT
from tests.world.tickets import STATES, configured, ticket_row

TICKET = 1
KEY, IF_MATCH = "Idempotency-Key", "If-Match"


def needs_directory(operation: str) -> bool:
    return "/admin/ldap/" in operation and operation.startswith("POST ")


class Preparing:
    """`asked` is who sends the requests."""

    def __init__(self, asked: Client) -> None:
        self.asked, self.world = asked, asked.desk
        self._serial = count()

    def let_reach(self, slapd: Slapd) -> None:
        self.slapd = slapd
        configured(self.world, settings={"LDAP::AllowLoopback": True, "LDAP::CAFile": str(slapd.authority.file)})

    def headers(self, case: Any, *, is_well_formed: bool) -> dict[str, str]:
        """What to send along with this request, for which all is ready now. What is malformed stays so."""
        label = case.operation.label
        prepare = _BEFORE.get(label)
        headers = {"Authorization": f"Bearer {self.asked.token}", **((prepare and prepare(self)) or {})}
        if is_well_formed:
            if label in _IN_BODY:
                _IN_BODY[label](self, case.body)
            headers |= self._named(case.headers or {})
        return headers

    def _named(self, sent: Mapping[str, str]) -> dict[str, str]:
        headers = {}
        if KEY in sent:  # a key of an earlier request would be answered with what that one was
            headers[KEY] = f"{next(self._serial)}-{sent[KEY]}"[:255]
        if sent.get(IF_MATCH) == CURRENT:
            headers[IF_MATCH] = f'"{TICKET}-{ticket_row(self.world, TICKET).version}"'
        return headers

    def open_ticket(self) -> None:
        self._set("open")

    def close_ticket(self) -> None:
        self._set("closed successful")

    def _set(self, state: str) -> None:
        with self.world.work(ROOT) as work:
            set_archived(work, TICKET, False)
            set_state(work, TICKET, STATES[state])

    def sign_in(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.asked.of(client.ROOT).token}"}

    def keep_cookie(self) -> dict[str, str]:
        return {"Cookie": f"refresh_token={self._refresh_token()}", "Sec-Fetch-Site": "same-origin"}

    def give_refresh_token(self, body: dict[str, Any]) -> None:
        if body.get("refresh_token") == CURRENT:
            body["refresh_token"] = self._refresh_token()

    def _refresh_token(self) -> str:
        login, password = client.ROOT
        token: str = self.asked.post("/api/v1/auth/login", {"login": login, "password": password}).data["refresh_token"]
        return token

    def forget_preferences(self) -> None:
        with self.world.work(ROOT) as work:
            names = read_preferences(work, ROOT, prefix=PREFIX)
            set_preferences(work, ROOT, dict.fromkeys(names), prefix=PREFIX)

    def name_port(self, body: dict[str, Any]) -> None:
        """Which one it is, nobody knows before the directory runs."""
        is_tls = body.get("use_tls") or body["host"].startswith("ldaps")
        body["port"] = self.slapd.tls_port if is_tls else self.slapd.port

    def join_directory(self) -> None:
        with self.world.work(ROOT) as work:
            store_link(work, with_desk(work, settings_for(self.slapd)))


_BEFORE: dict[str, Callable[[Preparing], dict[str, str] | None]] = {
    "POST /api/v1/tickets/{ticket_id}/close": Preparing.open_ticket,
    "DELETE /api/v1/tickets/{ticket_id}": Preparing.open_ticket,
    "POST /api/v1/tickets/{ticket_id}/reopen": Preparing.close_ticket,
    "POST /api/v1/auth/logout": Preparing.sign_in,
    "POST /api/auth/logout": Preparing.sign_in,
    "POST /api/v1/auth/refresh": Preparing.keep_cookie,
    "POST /api/auth/refresh": Preparing.keep_cookie,
    "PUT /api/v1/users/me/preferences": Preparing.forget_preferences,
    "POST /api/v1/admin/ldap/sync/users": Preparing.join_directory,
    "POST /api/v1/admin/ldap/disable": Preparing.join_directory,
}
_IN_BODY: dict[str, Callable[[Preparing, dict[str, Any]], None]] = {
    "POST /api/v1/auth/refresh": Preparing.give_refresh_token,
    "POST /api/auth/refresh": Preparing.give_refresh_token,
    "POST /api/v1/admin/ldap/configure": Preparing.name_port,
    "POST /api/v1/admin/ldap/test": Preparing.name_port,
}
