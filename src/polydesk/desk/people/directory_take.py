"""Makes agents and customer users of people from the directory, keeps them up to date, and lets go of who is gone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update

from polydesk.desk.columns import TEMPORARILY_INVALID, VALID
from polydesk.desk.people.directory_report import Report
from polydesk.desk.people.directory_server import FoundPerson
from polydesk.desk.people.directory_settings import DirectorySettings
from polydesk.desk.people.models import Agent, CustomerUser, CustomerUserEmail
from polydesk.kernel.actors import SYSTEM_AGENT_ID, acting_agent_id
from polydesk.kernel.work import Work

_EMAIL: Any = CustomerUserEmail.__table__
AGENT_COLUMNS = ("email", "first_name", "last_name")
CUSTOMER_COLUMNS = (*AGENT_COLUMNS, "phone", "title", "customer_id")


@dataclass(frozen=True, slots=True)
class Kind:
    table: Any
    columns: tuple[str, ...]
    word: str


AGENTS = Kind(Agent.__table__, AGENT_COLUMNS, "agent")
CUSTOMERS = Kind(CustomerUser.__table__, CUSTOMER_COLUMNS, "customer user")


class Taking:
    """One kind of people. A dry run finds out the same and writes nothing."""

    def __init__(self, work: Work, kind: Kind, settings: DirectorySettings, report: Report, *, dry_run: bool) -> None:
        self._work, self._kind, self._settings, self._report = work, kind, settings, report
        self._dry_run = dry_run
        table = kind.table
        columns = (
            table.c.id,
            table.c.login,
            table.c.directory_id,
            table.c.valid,
            *(table.c[one] for one in kind.columns),
        )
        rows = work.connection.execute(select(*columns)).all()
        self._by_id = {row.directory_id: row for row in rows if row.directory_id}
        self._by_login = {row.login.casefold(): row for row in rows}
        self._addresses = _addresses(work) if kind is CUSTOMERS else {}

    def take(self, people: Sequence[FoundPerson]) -> dict[str, int]:
        """From the directory's ids to ours, of those who are ours now."""
        taken: dict[str, int] = {}
        for person in people:
            row_id = self._take(person)
            if row_id is not None:
                taken[person.id] = row_id
        return taken

    def let_go(self, present: Iterable[str]) -> None:
        """Who is not there any more cannot sign in: temporarily, since they may come back. Others' doing is left."""
        gone = self._by_id.keys() - set(present)
        ids = [self._by_id[one].id for one in gone if self._by_id[one].valid == VALID]
        self._report.users_disabled += len(ids)
        if ids and not self._dry_run:
            self._set_valid(ids, TEMPORARILY_INVALID)

    def _take(self, person: FoundPerson) -> int | None:
        row = self._by_id.get(person.id)
        if row is not None:
            return self._keep_up(row, person)
        row = self._by_login.get(person.login.casefold())
        if row is None:
            return self._make(person) if self._settings.auto_create_users else None
        if row.directory_id or not self._settings.auto_update_users or self._is_untouchable(row):
            self._report.problem(f"{person.login}: the login belongs to another {self._kind.word} of the desk")
            return None
        return self._keep_up(row, person)

    def _is_untouchable(self, row: Any) -> bool:
        """The desk's own agent must get in when no directory answers."""
        return self._kind is AGENTS and row.id == SYSTEM_AGENT_ID

    def _keep_up(self, row: Any, person: FoundPerson) -> int:
        changes: dict[str, Any] = {}
        if row.directory_id != person.id:
            changes["directory_id"] = person.id
        if row.valid == TEMPORARILY_INVALID:
            changes["valid"] = VALID
        if self._settings.auto_update_users:
            told = {one: getattr(person, one) for one in self._kind.columns}
            changes |= {one: value for one, value in told.items() if value and value != getattr(row, one)}
        if "email" in changes and not self._move_address(row.id, row.email, person):
            del changes["email"]
        if changes:
            self._report.users_updated += 1
            self._update(row.id, changes)
        return int(row.id)

    def _make(self, person: FoundPerson) -> int | None:
        if self._owner(person.email) is not None:
            self._report.problem(f"{person.login}: the address belongs to another customer user")
            return None
        self._report.users_created += 1
        if self._dry_run:
            return None
        author, now = acting_agent_id(self._work.actor), self._work.now
        stamps = {"create_time": now, "create_by": author, "change_time": now, "change_by": author}
        told = {one: getattr(person, one) for one in self._kind.columns}
        values = {"login": person.login, "directory_id": person.id, "valid": VALID, **told, **stamps}
        row = insert(self._kind.table).values(**values).returning(self._kind.table.c.id)
        row_id = int(self._work.connection.execute(row).scalar_one())
        if self._kind is CUSTOMERS and person.email:
            self._add_address(row_id, person.email)
        return row_id

    def _update(self, row_id: int, changes: Mapping[str, Any]) -> None:
        if self._dry_run:
            return
        stamps = {"change_time": self._work.now, "change_by": acting_agent_id(self._work.actor)}
        table = self._kind.table
        self._work.connection.execute(update(table).where(table.c.id == row_id).values(**changes, **stamps))

    def _set_valid(self, ids: Sequence[int], valid: int) -> None:
        table = self._kind.table
        changed = update(table).where(table.c.id == bindparam("row")).values(valid=valid)
        self._work.connection.execute(changed, [{"row": one} for one in ids])

    def _owner(self, address: str) -> int | None:
        return self._addresses.get(address.lower()) if address else None

    def _move_address(self, row_id: int, old: str, person: FoundPerson) -> bool:
        """Whether the new address can be this customer user's. Agents' addresses are nobody's own."""
        if self._kind is AGENTS:
            return True
        if self._owner(person.email) not in (None, row_id):
            self._report.problem(f"{person.login}: the address belongs to another customer user")
            return False
        if not self._dry_run and self._owner(person.email) is None:
            old_one = (_EMAIL.c.customer_user_id == row_id) & (func.lower(_EMAIL.c.address) == old.lower())
            moved = self._work.connection.execute(update(_EMAIL).where(old_one).values(address=person.email))
            if moved.rowcount:
                self._addresses[person.email.lower()] = row_id
            else:
                self._add_address(row_id, person.email)
        return True

    def _add_address(self, row_id: int, address: str) -> None:
        self._work.connection.execute(insert(_EMAIL).values(customer_user_id=row_id, address=address))
        self._addresses[address.lower()] = row_id


def _addresses(work: Work) -> dict[str, int]:
    rows = work.connection.execute(select(_EMAIL.c.address, _EMAIL.c.customer_user_id))
    return {row.address.lower(): row.customer_user_id for row in rows}
