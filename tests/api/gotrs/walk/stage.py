"""A desk with whatever a case needs, made when it is asked for: no case hears of another."""

import itertools
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, update

from polydesk.desk.access.api_tokens import create_api_token
from polydesk.desk.access.models import RepeatedRequest
from polydesk.desk.desk import Desk
from polydesk.desk.people.create_agent import NewAgent, create_agent
from polydesk.desk.people.directory_link import remove_link, store_link, with_desk
from polydesk.desk.people.directory_runs import begin_run
from polydesk.desk.people.directory_settings import DirectorySettings
from polydesk.desk.people.models import Agent, ApiToken, CustomerUser, DirectorySync
from polydesk.desk.search.saved import Search, save_search
from polydesk.desk.statistics.notices import list_notices
from polydesk.desk.tickets.assign import assign_owner
from polydesk.desk.tickets.attach import NewFile, attach_files
from polydesk.desk.tickets.models import DeletedTicket
from polydesk.kernel.actors import Actor
from polydesk.kernel.clock import now
from polydesk.kernel.errors import NotFound
from tests.api.gotrs.client import Client
from tests.certificates import Authority
from tests.conformance.running import free_port
from tests.hooks.hooking import hooked
from tests.ldap.conftest import allow_loopback
from tests.slapd import available, start_slapd
from tests.world.cast import ADA, BO, CORA, ROOT
from tests.world.tickets import configured, opened

_NUMBERS = itertools.count(1)
TOKEN, NEW_SIGN_IN, COOKIE, API_TOKEN = "token", "new sign-in", "cookie", "API token"
"""By what somebody calls."""


@dataclass
class Stage:
    desk: Desk
    client: Client = field(init=False)
    _tokens: dict[tuple[str, str], str] = field(default_factory=dict)
    spare_refresh_tokens: list[str] = field(default_factory=list)
    slapd: Any = None
    _narrow: str = ""
    _may_join: bool = False

    def __post_init__(self) -> None:
        self.client = Client(self.desk)

    def caller(self, who: tuple[str, str] | None, by: str = TOKEN) -> Client:
        if who is None:
            return Client(self.desk, "", f"192.0.2.{next(_NUMBERS) % 250}", self.client._app)
        if by == NEW_SIGN_IN:
            return self.client.of(who)
        if by == API_TOKEN:
            with self.desk.work(ADA) as work:
                return self.client.with_token(create_api_token(work, ADA, name="all")[1])
        if by == COOKIE:
            return self.client
        return self.of(who)

    def of(self, who: tuple[str, str]) -> Client:
        """Somebody, signed in once."""
        if who not in self._tokens:
            self._tokens[who] = self.client.of(who).token
        return self.client.with_token(self._tokens[who])

    def narrow(self) -> Client:
        """An administrator, but with a token that is good for nothing: its scope is one of another desk."""
        if not self._narrow:
            with self.desk.work(ROOT) as work:
                token_id, self._narrow = create_api_token(work, ROOT, name="narrow", scopes=["articles:read"])
                other = update(ApiToken).where(ApiToken.id == token_id).values(scopes='["elsewhere:read"]')
                work.connection.execute(other)
        return self.client.with_token(self._narrow)

    def ticket(self, actor: Actor = ADA, **properties: Any) -> int:
        return opened(self.desk, actor, customer_user="c1", customer_id="acme", **properties)

    def closed(self) -> int:
        return self.ticket(state="closed successful")

    def secret(self) -> int:
        """Not for Ada's eyes, nor Cato's."""
        return self.ticket(ROOT, queue="Secret")

    def article(self, ticket_id: int | None = None) -> tuple[int, int]:
        """A ticket and its article."""
        ticket_id = ticket_id or self.ticket()
        found = self.of(("root@localhost", "root-pw-1")).get(f"/api/v1/tickets/{ticket_id}/articles")
        return ticket_id, found.data[0]["id"]

    def secret_article(self) -> tuple[int, int]:
        return self.article(self.secret())

    def file(self, ticket_id: int | None = None) -> tuple[int, int]:
        """A ticket and its attachment."""
        ticket_id, article_id = self.article(ticket_id)
        with self.desk.work(ROOT) as work:
            attach_files(work, ticket_id, article_id, [NewFile(filename="a", content=b"a", content_type="text/plain")])
        path = f"/api/v1/tickets/{ticket_id}/articles/{article_id}"
        found = self.of(("root@localhost", "root-pw-1")).get(path, include_attachments="true")
        return ticket_id, found.data["attachments"][0]["id"]

    def secret_file(self) -> tuple[int, int]:
        return self.file(self.secret())

    def notice(self, actor: Any = ADA) -> int:
        ticket_id = self.ticket(ROOT)
        with self.desk.work(ROOT) as work:
            assign_owner(work, ticket_id, actor.id)
        with self.desk.look(actor) as look:
            return int(list_notices(look, limit=1).rows[0].id)

    def others_notice(self) -> int:
        return self.notice(BO)

    def search(self, actor: Actor = ADA, query: str = "printer") -> int:
        with self.desk.work(actor) as work:
            return save_search(work, Search(name=f"Search {next(_NUMBERS)}", query=query))

    def others_search(self) -> int:
        return self.search(BO)

    def search_without_words(self) -> int:
        return self.search(query="")

    def user(self) -> int:
        number = next(_NUMBERS)
        new = NewAgent(login=f"user{number}", password_hash="", email=f"user{number}@desk.example")
        with self.desk.work(ROOT) as work:
            return create_agent(work, new)

    def token_of(self, owner: Any) -> int:
        with self.desk.work(ROOT) as work:
            return create_api_token(work, owner, name="one")[0]

    def my_token(self) -> int:
        return self.token_of(ADA)

    def others_token(self) -> int:
        return self.token_of(BO)

    def users_token(self) -> tuple[int, int]:
        return ADA.id, self.my_token()

    def customers_token(self) -> tuple[str, int]:
        return CORA.login, self.token_of(CORA)

    def refresh_token(self) -> str:
        if self.spare_refresh_tokens:
            return self.spare_refresh_tokens.pop()
        reply = self.client.post("/api/v1/auth/login", {"login": "agent1", "password": "agent1-pw"})
        return str(reply.data["refresh_token"])

    def webhook(self) -> int:
        """One whose receiver this desk may not reach."""
        return hooked(self.desk, f"https://127.0.0.1:1/{next(_NUMBERS)}", is_active=False)

    def delivery(self) -> tuple[int, int]:
        """A webhook and something it was to be told."""
        webhook_id = self.webhook()
        reply = self.of(("root@localhost", "root-pw-1")).post(f"/api/v1/admin/webhooks/{webhook_id}/test")
        return webhook_id, reply.data["delivery_id"]

    def lose_answers(self) -> None:
        """As if the process had ended before the answers to all requests with a key were kept."""
        with self.desk.work() as work:
            work.connection.execute(update(RepeatedRequest.__table__).values(status=0, body=""))  # type: ignore[arg-type]

    def join_a_directory(self) -> None:
        """One that does not answer; Bo and Cleo are of it."""
        if not self._may_join:
            allow_loopback(self.desk)
            self._may_join = True
        link = {"host": "127.0.0.1", "port": free_port(), "base_dn": "dc=x", "bind_dn": "cn=x", "bind_password": "x"}
        with self.desk.work() as work:
            store_link(work, with_desk(work, DirectorySettings(**link).checked()))  # type: ignore[arg-type]
            for table, login in ((Agent, "agent2"), (CustomerUser, "c2")):
                work.connection.execute(update(table).where(table.login == login).values(directory_id=login))

    def start_a_directory(self, folder: Path) -> None:
        if not available():
            pytest.skip("no slapd")
        allow_loopback(self.desk)
        self.slapd = start_slapd((), Authority(folder))

    def leave_the_directory(self) -> None:
        with self.desk.work() as work, suppress(NotFound):
            remove_link(work)

    def ready_to_sync(self) -> None:
        """Whatever was under way has ended."""
        self.join_a_directory()
        with self.desk.work() as work:
            work.connection.execute(update(DirectorySync).values(ended_at=work.now))

    def sync_under_way(self) -> None:
        self.ready_to_sync()
        with self.desk.work() as work:
            begin_run(work, dry_run=False)

    def spend_all_numbers(self) -> None:
        """As many in a row as are tried."""
        configured(self.desk, settings={"Ticket::NumberGenerator": "AutoIncrement"})
        taken = [
            {"ticket_id": 10**6 + one, "number": f"10{one:05d}", "details": {}, "create_time": now(), "create_by": 1}
            for one in range(1, 1100)
        ]
        with self.desk.work() as work:
            work.connection.execute(insert(DeletedTicket), taken)
