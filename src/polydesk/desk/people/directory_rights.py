"""From groups of the directory to groups and roles of the desk."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import insert, select

from polydesk.desk.columns import VALID
from polydesk.desk.people.directory_kinds import default_desk_role, spelled
from polydesk.desk.people.directory_link import Managed
from polydesk.desk.people.directory_report import Report
from polydesk.desk.people.directory_server import FoundGroup, FoundPerson
from polydesk.desk.people.directory_settings import ADMIN, DirectorySettings
from polydesk.desk.people.models import RIGHTS, Group, Role
from polydesk.desk.people.roles import ADMIN_GROUP
from polydesk.kernel.actors import acting_agent_id
from polydesk.kernel.work import Work

FULL = "rw"
_GROUP: Any = Group.__table__


@dataclass(slots=True)
class Rights:
    """Rights in groups of the desk, and roles there."""

    groups: set[tuple[int, str]] = field(default_factory=set)
    roles: set[int] = field(default_factory=set)

    def add(self, other: "Rights") -> None:
        self.groups |= other.groups
        self.roles |= other.roles


@dataclass(slots=True)
class RightsMap:
    """What the members of each group of the directory, by DN or name, get; and what admins and all agents get."""

    members: dict[str, Rights] = field(default_factory=lambda: defaultdict(Rights))
    admins: Rights = field(default_factory=Rights)
    all: Rights = field(default_factory=Rights)

    def of(self, person: FoundPerson, kind: str) -> Rights:
        total = Rights()
        for one in (self.all, *(self.members[group] for group in person.groups & self.members.keys())):
            total.add(one)
        if kind == ADMIN:
            total.add(self.admins)
        return total

    def managed(self) -> Managed:
        everything = [self.all, self.admins, *self.members.values()]
        groups = frozenset(group for one in everything for group, _ in one.groups)
        return Managed(groups, frozenset(role for one in everything for role in one.roles))


def map_rights(
    work: Work, settings: DirectorySettings, found: Sequence[FoundGroup], report: Report, *, dry_run: bool
) -> RightsMap:
    """Groups of the directory that the settings do not speak of belong to the role or group of the same name.

    Nobody runs the desk for being in a group that happens to have the right name: that has to be said.
    """
    groups, roles = _named(work, Group), _named(work, Role)
    rights = RightsMap()
    _add_spoken_of(rights, settings, groups, roles, report)
    spoken_of = rights.members.keys()
    for one in found:
        name = one.name.casefold()
        if not name or name == ADMIN_GROUP or {one.dn, name} & set(spoken_of):
            continue
        if name in roles:
            rights.members[one.dn].roles.add(roles[name])
        elif name in groups:
            rights.members[one.dn].groups.add((groups[name], FULL))
        elif settings.auto_create_groups:
            report.groups_created += 1
            if not dry_run:
                groups[name] = _make_group(work, one.name)
                rights.members[one.dn].groups.add((groups[name], FULL))
    return rights


def _add_spoken_of(
    rights: RightsMap, settings: DirectorySettings, groups: Mapping[str, int], roles: Mapping[str, int], report: Report
) -> None:
    for name, targets in settings.group_map.items():
        for group, given in targets.items():
            unknown = [right for right in given if right not in RIGHTS]
            if unknown or group.casefold() not in groups:
                report.problem(f"group_map: {unknown[0] if unknown else group}: there is none")
            else:
                rights.members[spelled(name)].groups |= {(groups[group.casefold()], right) for right in given}
    for name, wanted in settings.role_map.items():
        rights.members[spelled(name)].roles |= set(_ids(roles, wanted, report))
    if ADMIN_GROUP in groups and (settings.admin_groups or settings.default_role.strip().casefold() == ADMIN):
        rights.admins.groups.add((groups[ADMIN_GROUP], FULL))
    default = default_desk_role(settings)
    if default:
        rights.all.roles |= set(_ids(roles, [default], report))


def _ids(known: Mapping[str, int], names: Iterable[str], report: Report) -> Iterable[int]:
    for name in names:
        if name.casefold() in known:
            yield known[name.casefold()]
        else:
            report.problem(f"role {name}: there is none")


def _named(work: Work, kind: type[Group] | type[Role]) -> dict[str, int]:
    table: Any = kind.__table__
    rows = work.connection.execute(select(table.c.id, table.c.name).where(table.c.valid == VALID))
    return {row.name.casefold(): row.id for row in rows}


def _make_group(work: Work, name: str) -> int:
    author = acting_agent_id(work.actor)
    stamps = {"create_time": work.now, "create_by": author, "change_time": work.now, "change_by": author}
    row = insert(_GROUP).values(name=name, valid=VALID, **stamps).returning(_GROUP.c.id)
    return int(work.connection.execute(row).scalar_one())
