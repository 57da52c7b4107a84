"""What the caller prefers: section 5.7 of the specification."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Body, Response

from polydesk.api.gotrs.answers import ok
from polydesk.api.gotrs.call import Call, needs
from polydesk.api.gotrs.errors import Refused
from polydesk.api.gotrs.inputs import as_whole, is_plain
from polydesk.api.gotrs.moments import moment
from polydesk.api.gotrs.preference_schema import (
    DEFAULTS,
    LONGEST_BODY,
    LONGEST_NAME,
    MOST_NAMES,
    NOT_KEPT,
    WISH,
    WISH_EXAMPLE,
    Preferences,
)
from polydesk.api.gotrs.schemas import Success, refusals
from polydesk.desk.people.preferences import read_preferences, set_preferences
from polydesk.desk.people.profiles import find_profile
from polydesk.kernel.work import Look

router = APIRouter(tags=["Users"])
PREFIX = "gotrs."
"""Before the names of what is kept here, beside what other systems' clients keep."""
_SIMPLE = (str, bool, int, float)


@router.get(
    "/api/v1/users/me/preferences", response_model=Success[Preferences], responses=refusals(403, takes_input=False)
)
def get_preferences(call: Annotated[Call, needs("users:read")]) -> Response:
    look = call.look()
    return ok({"user_id": find_profile(look, call.caller.actor).id, **_current(look, call)})


@router.put("/api/v1/users/me/preferences", response_model=Success[Preferences], responses=refusals(403))
def put_preferences(
    call: Annotated[Call, needs("users:write")],
    sent: Annotated[dict[str, Any], Body(examples=[WISH_EXAMPLE], json_schema_extra=WISH)],
) -> Response:
    """Only what is sent changes, also within the two objects; null brings a default back."""
    wanted = {name: _with_whole_numbers(value) for name, value in sent.items() if name not in NOT_KEPT}
    _check(wanted)
    with call.work() as work:
        before = _current(work, call)
        changed = {name: _merged(before.get(name), value) for name, value in wanted.items()}
        if len({*before, *changed}) > MOST_NAMES or not is_plain({**before, **changed}, most_characters=LONGEST_BODY):
            raise Refused(400, "Invalid request: too many preferences")
        kept = {name: None if value is None else json.dumps(value) for name, value in changed.items()}
        set_preferences(work, call.caller.actor, kept, prefix=PREFIX)
        user_id, current, now = find_profile(work, call.caller.actor).id, _current(work, call), moment(work.now)
    text = "Preferences updated successfully"
    return ok({"user_id": user_id, **current, "updated_at": now, "message": text}, message=text)


def _current(look: Look, call: Call) -> dict[str, Any]:
    kept = read_preferences(look, call.caller.actor, prefix=PREFIX)
    return {**DEFAULTS, **{name: json.loads(value) for name, value in kept.items()}}


def _merged(before: Any, value: Any) -> Any:
    return {**before, **value} if isinstance(before, dict) and isinstance(value, dict) else value


def _with_whole_numbers(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: as_whole(one) for name, one in value.items()}
    return as_whole(value)


def _check(wanted: dict[str, Any]) -> None:
    """Raises Refused for what is no preference, or not of the kind its default has."""
    if not is_plain(wanted, most_characters=LONGEST_BODY):
        raise Refused(400, "Invalid request: invalid body")
    for name, value in wanted.items():
        if not 0 < len(name) <= LONGEST_NAME or not _fits(DEFAULTS.get(name), value):
            raise Refused(400, f"Invalid request: invalid {name[:LONGEST_NAME]}")


def _fits(default: Any, value: Any) -> bool:
    if value is None:
        return True
    if isinstance(default, dict):
        return isinstance(value, dict) and all(_is_simple(default.get(name), one) for name, one in value.items())
    return _is_simple(default, value)


def _is_simple(default: Any, value: Any) -> bool:
    return type(value) is type(default) if default is not None else isinstance(value, _SIMPLE)
