"""The groups of agents."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel

from polydesk.api.gotrs.answers import ok
from polydesk.api.gotrs.auth import Role
from polydesk.api.gotrs.call import Call, needs
from polydesk.api.gotrs.moments import moment
from polydesk.api.gotrs.schemas import Success, refusals
from polydesk.desk.columns import VALID
from polydesk.desk.people.groups import list_groups

router = APIRouter(tags=["Users"])
_VALIDITY = {"1": True, "true": True, "2": False, "false": False}


class Group(BaseModel):
    id: int
    name: str
    valid_id: int
    active: bool
    member_count: int
    comments: str
    create_time: str
    change_time: str


@router.get("/api/v1/groups", response_model=Success[list[Group]], responses=refusals(403, takes_input=False))
def get_groups(
    call: Annotated[Call, needs("users:read", Role.AGENT)],
    valid: Annotated[str | None, Query(description="1 or 2; anything else is both")] = None,
) -> Response:
    """By name. Members are the valid users who have a right in the group, by a role or otherwise."""
    rows = list_groups(call.look(), is_valid=_VALIDITY.get((valid or "").lower()))
    shapes = [
        {
            "id": row.id,
            "name": row.name,
            "valid_id": row.valid,
            "active": row.valid == VALID,
            "member_count": row.member_count,
            "comments": "",
            "create_time": moment(row.create_time),
            "change_time": moment(row.change_time),
        }
        for row in rows
    ]
    return ok(shapes)
