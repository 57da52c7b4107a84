"""Users, which are agents: section 5.10 of the specification, and its older paths under `/api/v1/users`."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel

from polydesk.api.gotrs.answers import ok, page
from polydesk.api.gotrs.auth import Role
from polydesk.api.gotrs.call import Call, needs
from polydesk.api.gotrs.errors import Refused
from polydesk.api.gotrs.paging import Pages, Paging, whole
from polydesk.api.gotrs.schemas import PageOf, Success, refusals
from polydesk.api.gotrs.user_inputs import NewPassword, NewUser, UserChange
from polydesk.api.gotrs.user_shape import UserDetails, user_shape
from polydesk.desk.columns import INVALID, VALID
from polydesk.desk.people.agents import AgentFilter, find_agent, list_agents
from polydesk.desk.people.change_agent import AgentChange, change_agent, delete_agent
from polydesk.desk.people.create_agent import create_agent
from polydesk.desk.people.passwords import hash_password
from polydesk.kernel.storable import storable

router = APIRouter(tags=["Users"])
Administering = Annotated[Call, needs("admin:users", Role.ADMIN)]
Reading = Annotated[Call, needs("users:read", Role.AGENT)]
Found = Success[UserDetails]
ADMIN, PLAIN = "/api/v1/admin/users", "/api/v1/users"

Search = Annotated[str | None, Query(max_length=200, description="In login, names and e-mail address")]
Active = Annotated[str | None, Query(description="true or false; anything else is both")]
Valid = Annotated[str | None, Query(description="1 or 2; anything else is both")]
GroupId = Annotated[str | None, Query(description="Only users with a right in this group")]
IncludeInvalid = Annotated[str | None, Query(description="false: only valid users")]
_FLAGS = {"true": True, "1": True, "false": False, "0": False, "2": False}


@router.get(ADMIN, response_model=PageOf[UserDetails], responses=refusals(403))
def get_admin_users(
    call: Administering,
    paging: Pages,
    search: Search = None,
    active: Active = None,
    include_invalid: IncludeInvalid = None,
) -> Response:
    """All users, valid and not, by id."""
    is_valid = _FLAGS.get((active or "").lower())
    if is_valid is None and _FLAGS.get((include_invalid or "").lower()) is False:
        is_valid = True
    return _listed(call, paging, AgentFilter(text=_searched(search), is_valid=is_valid))


@router.get(PLAIN, response_model=PageOf[UserDetails], responses=refusals(403))
def get_users(
    call: Reading, paging: Pages, search: Search = None, valid: Valid = None, group_id: GroupId = None
) -> Response:
    is_valid = _FLAGS.get(valid or "")
    wanted = AgentFilter(text=_searched(search), is_valid=is_valid, group_id=whole(group_id))
    return _listed(call, paging, wanted)


@router.post(PLAIN, status_code=201, response_model=Found, responses=refusals(403, 409))
@router.post(ADMIN, status_code=201, response_model=Found, responses=refusals(403, 409))
def post_user(call: Administering, sent: NewUser) -> Response:
    new = sent.as_new_agent()
    with call.work() as work:
        shape = user_shape(work, find_agent(work, create_agent(work, new)))
    return ok(shape, status=201, message="User created")


@router.get(ADMIN + "/{user_id}", response_model=Found, responses=refusals(403, 404))
def get_admin_user(call: Administering, user_id: int) -> Response:
    return _shown(call, user_id)


@router.get(PLAIN + "/{user_id}", response_model=Found, responses=refusals(403, 404))
def get_user(call: Reading, user_id: int) -> Response:
    return _shown(call, user_id)


@router.put(PLAIN + "/{user_id}", response_model=Found, responses=refusals(403, 404, 409))
@router.put(ADMIN + "/{user_id}", response_model=Found, responses=refusals(403, 404, 409))
def put_user(call: Administering, user_id: int, sent: UserChange) -> Response:
    """Only what is sent changes. A new password ends the user's sessions, invalidity also the tokens."""
    if sent.login is not None:
        raise Refused(400, "Login cannot be changed")
    change = sent.as_change()
    with call.work() as work:
        change_agent(work, user_id, change)
        shape = user_shape(work, find_agent(work, user_id))
    return ok(shape, message="User updated")


class Gone(BaseModel):
    id: int
    valid_id: int


@router.delete(PLAIN + "/{user_id}", response_model=Success[Gone], responses=refusals(403, 404))
@router.delete(ADMIN + "/{user_id}", response_model=Success[Gone], responses=refusals(403, 404))
def delete_user(call: Administering, user_id: int) -> Response:
    """Make the user invalid, and end their sessions and tokens."""
    with call.work() as work:
        delete_agent(work, user_id)
    return ok({"id": user_id, "valid_id": INVALID}, message="User deleted")


@router.post(ADMIN + "/{user_id}/activate", response_model=Found, responses=refusals(403, 404))
def activate(call: Administering, user_id: int) -> Response:
    return _changed(call, user_id, AgentChange(valid=VALID), "User activated")


@router.post(ADMIN + "/{user_id}/deactivate", response_model=Found, responses=refusals(403, 404))
def deactivate(call: Administering, user_id: int) -> Response:
    return _changed(call, user_id, AgentChange(valid=INVALID), "User deactivated")


@router.post(ADMIN + "/{user_id}/reset-password", response_model=Found, responses=refusals(403, 404))
def reset_password(call: Administering, user_id: int, sent: NewPassword) -> Response:
    """Set a password, which ends the user's sessions."""
    return _changed(call, user_id, AgentChange(password_hash=hash_password(sent.new_password)), "Password reset")


def _listed(call: Call, paging: Paging, wanted: AgentFilter) -> Response:
    look = call.look()
    rows, total = list_agents(look, wanted, offset=paging.offset, limit=paging.per_page)
    return page([user_shape(look, row) for row in rows], paging, total)


def _shown(call: Call, user_id: int) -> Response:
    look = call.look()
    return ok(user_shape(look, find_agent(look, user_id)))


def _changed(call: Call, user_id: int, change: AgentChange, message: str) -> Response:
    with call.work() as work:
        change_agent(work, user_id, change)
        shape = user_shape(work, find_agent(work, user_id))
    return ok(shape, message=message)


def _searched(text: str | None) -> str | None:
    return storable(text).strip() if text else None
