"""The settings of the desk, under GOTRS' names for some and the registry's for all."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, RootModel

from polydesk.api.gotrs.answers import ok
from polydesk.api.gotrs.auth import Role
from polydesk.api.gotrs.call import Call, needs
from polydesk.api.gotrs.errors import Refused
from polydesk.api.gotrs.inputs import as_whole
from polydesk.api.gotrs.schemas import Success, refusals
from polydesk.desk.configuration.change_settings import change_settings, shown_settings
from polydesk.kernel.settings import SETTINGS, Settings
from polydesk.kernel.work import Look

router = APIRouter(tags=["Administration"])
Administering = Annotated[Call, needs("admin:system", Role.ADMIN)]
PATH = "/api/v1/admin/system/config"
NAMES = {
    "company_name": "Organization",
    "site_name": "Organization",
    "support_email": "AdminEmail",
    "timezone": "OTOBOTimeZone",
    "ticket_prefix": "Ticket::Hook",
}
"""From what GOTRS calls it to the setting. The order decides which of two names wins."""
FIXED = {"language": "en", "default_language": "en", "allow_registration": False, "maintenance_mode": False}
"""What no desk can change; sending the same is fine."""


class SystemConfig(BaseModel):
    """`settings` are those that were ever set, by their names in the registry; secrets are never shown."""

    company_name: str
    site_name: str
    support_email: str
    timezone: str
    language: str
    default_language: str
    ticket_prefix: str
    allow_registration: bool
    maintenance_mode: bool
    settings: dict[str, Any]


class SystemChange(RootModel[dict[str, Any]]):
    """Names as they are shown, at the top level or under `settings`."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"company_name": "Example", "settings": {"Ticket::NumberGenerator": "Date"}}]}
    )


@router.get(PATH, response_model=Success[SystemConfig], responses=refusals(403, takes_input=False))
def get_system_config(
    call: Administering,
    all_: Annotated[str | None, Query(alias="all", description="true: the settings that were never set, too")] = None,
) -> Response:
    return ok(_shape(call.look(), defaults=(all_ or "").lower() in ("true", "1")))


@router.put(PATH, response_model=Success[SystemConfig], responses=refusals(403))
def put_system_config(call: Administering, sent: SystemChange) -> Response:
    """All that is sent is changed, or nothing. What names servers, files and networks is changed by `polydesk load`."""
    wanted = _settings_in(sent.root)
    with call.work() as work:
        change_settings(work, wanted)
        shape = _shape(work)
    return ok(shape, message="Settings updated")


def _settings_in(sent: dict[str, Any]) -> dict[str, Any]:
    """Raises Refused with 400 for names that are none."""
    nested = sent.get("settings", {})
    if not isinstance(nested, dict):
        raise Refused(400, "Invalid settings: not an object")
    given = {**{name: value for name, value in sent.items() if name != "settings"}, **nested}
    for name in given:
        if name not in SETTINGS and name not in NAMES and name not in FIXED:
            raise Refused(400, "Unknown setting")
        if name in FIXED and given[name] != FIXED[name]:
            raise Refused(400, f"{name} cannot be changed")
    short = {NAMES[name]: given[name] for name in reversed(NAMES) if name in given}
    named = {**short, **{name: value for name, value in given.items() if name in SETTINGS}}
    return {name: as_whole(value) for name, value in named.items()}


def _shape(look: Look, *, defaults: bool = False) -> dict[str, Any]:
    settings = look.config(Settings)
    named = {name: settings[setting] for name, setting in NAMES.items()}
    return {**named, **FIXED, "settings": shown_settings(look, defaults=defaults)}
