"""The caller: profile and password, section 5.7 of the specification."""

from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from polydesk.api.gotrs.answers import ok
from polydesk.api.gotrs.call import Call, desk_of, needs
from polydesk.api.gotrs.errors import Refused
from polydesk.api.gotrs.inputs import Name
from polydesk.api.gotrs.limiting import PASSWORD_RESETS, spend
from polydesk.api.gotrs.me_shape import PHONE, Me, me_shape
from polydesk.api.gotrs.moments import moment
from polydesk.api.gotrs.schemas import Success, refusals
from polydesk.api.gotrs.user_inputs import Password
from polydesk.desk.access.pairs import PAIRS
from polydesk.desk.people.change_agent import AgentChange, change_agent
from polydesk.desk.people.change_customer import CustomerChange, change_customer
from polydesk.desk.people.change_own_password import change_own_password, check_own_password
from polydesk.desk.people.passwords import MAX_PASSWORD_LENGTH, hash_password
from polydesk.desk.people.preferences import set_preferences
from polydesk.desk.people.profiles import find_profile
from polydesk.kernel.actors import AgentActor
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Work

router = APIRouter(tags=["Users"])
Writing = Annotated[Call, needs("users:write")]


@router.get("/api/v1/users/me", response_model=Success[Me], responses=refusals(403, takes_input=False))
def get_me(call: Annotated[Call, needs("users:read")]) -> Response:
    return ok(me_shape(call.look(), call.caller))


class ProfileChange(BaseModel):
    """What is left out or empty stays as it is. Anything else, such as a role, is not changed here."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"first_name": "Mira", "last_name": "Stone"}]})

    first_name: Name | None = None
    last_name: Name | None = None
    email: Name | None = None
    phone: Name | None = None


@router.put("/api/v1/users/me", response_model=Success[Me], responses=refusals(403, 409))
def put_me(call: Writing, change: ProfileChange) -> Response:
    given = {name: text for name, value in change if value and (text := value.strip())}
    with call.work() as work:
        _change(work, call, given)
        shape = me_shape(work, call.caller)
    return ok({**shape, "updated_at": shape["change_time"]}, message="Profile updated")


def _change(work: Work, call: Call, given: dict[str, str]) -> None:
    actor = call.caller.actor
    if not isinstance(actor, AgentActor):
        change_customer(work, actor.login, CustomerChange(**given))
        return
    phone = given.pop("phone", None)
    if phone is not None:
        set_preferences(work, actor, {"": phone}, prefix=PHONE)
    if given:
        email, first, last = (given.get(name) for name in ("email", "first_name", "last_name"))
        change_agent(work, actor.id, AgentChange(email=email, first_name=first, last_name=last))


class PasswordChange(BaseModel):
    model_config = ConfigDict(
        json_schema_extra={"examples": [{"current_password": "an-old-secret", "new_password": "a-new-secret"}]}
    )

    current_password: str = Field(min_length=1, max_length=MAX_PASSWORD_LENGTH)
    new_password: Password


class PasswordChanged(BaseModel):
    user_id: int
    message: str
    changed_at: str


@router.post("/api/v1/users/me/password", response_model=Success[PasswordChanged], responses=refusals(403))
def post_password(call: Writing, sent: PasswordChange) -> Response:
    """All other sign-ins of the caller end, and API tokens are revoked; the sign-in this request is made by goes on."""
    actor, handle, look = call.caller.actor, call.caller.handle, call.look()
    spend(call.request, PASSWORD_RESETS, f"{call.caller.role} {actor.login}", settings=look.config(Settings))
    if not check_own_password(desk_of(call.request), actor, sent.current_password):
        raise Refused(401, "Current password is incorrect", code="core:invalid_credentials")
    desk_of(call.request).close()
    hashed = hash_password(sent.new_password)
    with call.work() as work:
        change_own_password(work, actor, hashed)
        PAIRS.end_all_of(work, actor, but=handle)
        if handle is not None:
            PAIRS.keep(work, actor, handle)
        user_id, changed_at = find_profile(work, actor).id, moment(work.now)
    text = "Password changed successfully"
    return ok({"user_id": user_id, "message": text, "changed_at": changed_at}, message=text)
