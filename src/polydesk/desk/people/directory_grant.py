"""Gives agents from the directory the rights its groups stand for, and takes away those they stand for no more."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, delete, insert, select

from polydesk.desk.people.directory_link import Managed, keep_managed, managed
from polydesk.desk.people.directory_rights import Rights, RightsMap
from polydesk.desk.people.models import Agent, AgentRight, RoleAgent
from polydesk.kernel.work import Work

_RIGHT: Any = AgentRight.__table__
_ROLE: Any = RoleAgent.__table__
_AGENT: Any = Agent.__table__


def grant(work: Work, rights: RightsMap, wanted: Mapping[int, Rights], *, dry_run: bool) -> int:
    """`wanted` by agent id. Returns how many groups and roles of the desk got other people.

    Groups and roles the directory has never decided about are left alone.
    """
    ours = _together(managed(work), rights.managed())
    has = _stored(work)
    changed = _change_groups(work, ours, wanted, has, dry_run) | _change_roles(work, ours, wanted, has, dry_run)
    if not dry_run:
        keep_managed(work, ours)
    return len(changed)


def _together(one: Managed, other: Managed) -> Managed:
    return Managed(one.groups | other.groups, one.roles | other.roles)


def _stored(work: Work) -> dict[int, Rights]:
    found: dict[int, Rights] = defaultdict(Rights)
    linked = _AGENT.c.directory_id != ""
    rights = select(_RIGHT.c.agent_id, _RIGHT.c.group_id, _RIGHT.c.right)
    for row in work.connection.execute(rights.join(_AGENT, _AGENT.c.id == _RIGHT.c.agent_id).where(linked)):
        found[row.agent_id].groups.add((row.group_id, row.right))
    roles = select(_ROLE.c.agent_id, _ROLE.c.role_id)
    for row in work.connection.execute(roles.join(_AGENT, _AGENT.c.id == _ROLE.c.agent_id).where(linked)):
        found[row.agent_id].roles.add(row.role_id)
    return found


def _change_groups(
    work: Work, ours: Managed, wanted: Mapping[int, Rights], has: Mapping[int, Rights], dry_run: bool
) -> set[tuple[str, int]]:
    added: list[dict[str, Any]] = []
    gone: list[dict[str, Any]] = []
    for agent in wanted.keys() | has.keys():
        should = wanted.get(agent, Rights()).groups
        stored = {one for one in has.get(agent, Rights()).groups if one[0] in ours.groups}
        added += [{"agent_id": agent, "group_id": group, "right": right} for group, right in should - stored]
        gone += [{"a": agent, "g": group, "r": right} for group, right in stored - should]
    if gone and not dry_run:
        row = (_RIGHT.c.agent_id == bindparam("a")) & (_RIGHT.c.group_id == bindparam("g"))
        work.connection.execute(delete(_RIGHT).where(row, _RIGHT.c.right == bindparam("r")), gone)
    if added and not dry_run:
        work.connection.execute(insert(_RIGHT), added)
    return {("group", one["group_id"]) for one in added} | {("group", one["g"]) for one in gone}


def _change_roles(
    work: Work, ours: Managed, wanted: Mapping[int, Rights], has: Mapping[int, Rights], dry_run: bool
) -> set[tuple[str, int]]:
    added, gone = [], []
    for agent in wanted.keys() | has.keys():
        should, stored = wanted.get(agent, Rights()).roles, has.get(agent, Rights()).roles & ours.roles
        added += [{"agent_id": agent, "role_id": role} for role in should - stored]
        gone += [{"a": agent, "r": role} for role in stored - should]
    if gone and not dry_run:
        work.connection.execute(
            delete(_ROLE).where(_ROLE.c.agent_id == bindparam("a"), _ROLE.c.role_id == bindparam("r")), gone
        )
    if added and not dry_run:
        work.connection.execute(insert(_ROLE), added)
    return {("role", one["role_id"]) for one in added} | {("role", one["r"]) for one in gone}
