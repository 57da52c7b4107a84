"""Rights seen from the group, and roles seen from the role: who gets them, one by one."""

from collections.abc import Collection

from sqlalchemy import delete, func, insert, select

from polydesk.desk.audit.record import audit
from polydesk.desk.people.directory import Directory
from polydesk.desk.people.memberships import AGENT, ROLE
from polydesk.desk.people.models import RIGHTS, AgentRight, Group, Role, RoleAgent, RoleRight
from polydesk.kernel.errors import Invalid, NotFound
from polydesk.kernel.work import Look, Work

_AGENT_RIGHT = AgentRight.metadata.tables["agent_right"]
_ROLE_RIGHT = RoleRight.metadata.tables["role_right"]
_ROLE_AGENT = RoleAgent.metadata.tables["role_agent"]


def set_rights_in_group(work: Work, group_id: int, kind: str, name: str, rights: Collection[str]) -> None:
    """All rights an agent or a role shall have in this group; none takes them away. Raises NotFound and Invalid."""
    if any(one not in RIGHTS for one in rights):
        raise Invalid("rights.unknown")
    group = work.connection.execute(select(Group.name).where(Group.id == group_id)).scalar()
    if group is None:
        raise NotFound("group", id=group_id)
    holder = _agent_id(work, name) if kind == AGENT else _role_id(work, name)
    table, column = (_AGENT_RIGHT, "agent_id") if kind == AGENT else (_ROLE_RIGHT, "role_id")
    mine = (table.c[column] == holder, table.c.group_id == group_id)
    old = sorted(work.connection.execute(select(table.c.right).where(*mine)).scalars())
    new = ["rw"] if "rw" in rights else sorted(set(rights))
    if old == new:
        return
    work.connection.execute(delete(table).where(*mine))
    if new:
        rows = [{column: holder, "group_id": group_id, "right": one} for one in new]
        work.connection.execute(insert(table), rows)
    word = AGENT if kind == AGENT else ROLE
    audit(work, "groups.rights", "groups", group_id, old={word: name, "rights": old}, new={word: name, "rights": new})
    work.configuration_changed()


def set_role_of_agent(work: Work, role_id: int, login: str, *, has_it: bool) -> None:
    """Raises NotFound."""
    role = work.connection.execute(select(Role.name).where(Role.id == role_id)).scalar()
    if role is None:
        raise NotFound("role", id=role_id)
    pair = {"role_id": role_id, "agent_id": _agent_id(work, login)}
    same = (_ROLE_AGENT.c.role_id == pair["role_id"], _ROLE_AGENT.c.agent_id == pair["agent_id"])
    had_it = work.connection.execute(select(func.count()).select_from(_ROLE_AGENT).where(*same)).scalar_one() > 0
    if had_it == has_it:
        return
    work.connection.execute(insert(_ROLE_AGENT).values(**pair) if has_it else delete(_ROLE_AGENT).where(*same))
    told = {"agent": login, "role": role}
    audit(work, "roles.agent", "roles", role_id, old=None if has_it else told, new=told if has_it else None)
    work.configuration_changed()


def _agent_id(look: Look, login: str) -> int:
    found = look.config(Directory).agents.named_in_any_case(login)
    if found is None:
        raise NotFound("agent.not_found", login=login)
    return found.id


def _role_id(look: Look, name: str) -> int:
    found = look.connection.execute(select(Role.id).where(Role.name == name)).scalar()
    if found is None:
        raise NotFound("role", name=name)
    return int(found)
