"""What is sent to and answered by the calls about the LDAP directory."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from polydesk.api.gotrs.durations import as_text, seconds_of
from polydesk.api.gotrs.errors import Refused
from polydesk.api.gotrs.inputs import AS_WHOLE
from polydesk.desk.people.directory_link import shown
from polydesk.desk.people.directory_settings import (
    ATTRIBUTE,
    LONGEST,
    PLAIN_PORT,
    TLS_PORT,
    Attributes,
    DirectorySettings,
)
from polydesk.kernel.errors import Invalid

Switch = Annotated[bool, Field(strict=True)]
LINE = r"^[^\x00-\x1f]*$"
Line = Annotated[str, Field(max_length=LONGEST, pattern=LINE)]
Named = Field(json_schema_extra={"propertyNames": {"pattern": LINE, "maxLength": LONGEST}})
Attribute = Annotated[str, Field(pattern=f"^{ATTRIBUTE}$")]
Names = Annotated[list[Line], Field(max_length=1000)]
EXAMPLE: dict[str, Any] = {
    "host": "ldap.example.test",
    "port": 636,
    "use_tls": True,
    "base_dn": "dc=example,dc=test",
    "bind_dn": "cn=desk,dc=example,dc=test",
    "bind_password": "a long password",
    "auto_create_users": True,
    "auto_update_users": True,
    "sync_interval": "1h",
}
_ATTRIBUTES: dict[str, Any] = {
    name: {"type": "string", "pattern": f"^({ATTRIBUTE})?$"} for name in Attributes.__slots__
}


class LdapWish(BaseModel):
    """How to reach the directory, and which of its people and groups become the desk's."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    host: Line = Field(min_length=1)
    port: Annotated[int, Field(strict=True, ge=1, le=65535), AS_WHOLE] | None = Field(
        None, description="389, or 636 with use_tls"
    )
    base_dn: Line = Field(min_length=1)
    bind_dn: Line = Field(min_length=1)
    bind_password: Line = Field(min_length=1, repr=False)
    user_search_base: Line = Field("", description="base_dn unless given")
    group_search_base: Line = Field("", description="base_dn unless given")
    user_filter: Line = ""
    group_filter: Line = ""
    use_tls: Switch = False
    start_tls: Switch = False
    insecure_skip_verify: Switch = False
    attribute_map: Annotated[dict[str, Line], Field(max_length=50)] = Field(
        {},
        description="The directory's names for username, email and so on; Active Directory's unless given",
        json_schema_extra={"properties": _ATTRIBUTES},
    )
    group_member_attribute: Attribute = "member"
    auto_create_users: Switch = False
    auto_update_users: Switch = False
    auto_create_groups: Switch = False
    sync_interval: Annotated[int, Field(strict=True, ge=0), AS_WHOLE] | Line = Field(
        0, description="Nanoseconds, or a text such as 1h; 0: only when asked to"
    )
    default_role: Line = Field("", description="agent, admin, customer, or a role of the desk that agents get")
    admin_groups: Names = []
    user_groups: Names = []
    group_map: Annotated[dict[str, Annotated[dict[str, list[Line]], Named]], Field(max_length=1000), Named] = Field(
        {}, description="From a group of the directory to groups of the desk and rights there"
    )
    role_map: Annotated[dict[str, list[Line]], Field(max_length=1000), Named] = Field(
        {}, description="From a group of the directory to roles of the desk"
    )

    def as_settings(self) -> DirectorySettings:
        """Raises Refused with 400, naming the field."""
        seconds = seconds_of(self.sync_interval)
        if seconds is None:
            raise Refused(400, "Invalid LDAP configuration: invalid sync_interval")
        given = self.model_dump(exclude={"port", "attribute_map", "sync_interval", "group_map", "role_map"})
        groups = {name: {group: tuple(rights) for group, rights in one.items()} for name, one in self.group_map.items()}
        named = {name: value for name, value in self.attribute_map.items() if name in Attributes.__slots__ and value}
        given |= {"admin_groups": tuple(self.admin_groups), "user_groups": tuple(self.user_groups)}
        settings = DirectorySettings(
            **given,
            sync_seconds=seconds,
            attributes=Attributes(**named),
            group_map=groups,
            role_map={name: tuple(roles) for name, roles in self.role_map.items()},
        )
        return self._with_port(_checked(settings))

    def _with_port(self, settings: DirectorySettings) -> DirectorySettings:
        usual = TLS_PORT if settings.use_tls else PLAIN_PORT
        return settings.on_port(self.port or usual)


def _checked(settings: DirectorySettings) -> DirectorySettings:
    try:
        return settings.checked()
    except Invalid as error:
        what = "missing" if error.code == "directory.missing" else "invalid"
        raise Refused(400, f"Invalid LDAP configuration: {what} {error.details['field']}") from error


class LdapConfig(BaseModel):
    """What is stored, but for the password."""

    model_config = ConfigDict(extra="allow")

    configured: bool
    auto_sync: bool = False
    sync_interval: str | None = None
    last_sync: str | None = None


def config_shape(settings: DirectorySettings | None, last_sync: str | None) -> dict[str, Any]:
    if settings is None:
        return {"configured": False, "auto_sync": False, "sync_interval": None, "last_sync": last_sync}
    stored = shown(settings)
    seconds = stored.pop("sync_seconds")
    attributes = stored.pop("attributes")
    interval = as_text(seconds) if seconds else None
    head = {"configured": True, "auto_sync": seconds > 0, "sync_interval": interval, "last_sync": last_sync}
    return {**head, **stored, "attribute_map": attributes}


class Timing(BaseModel):
    response_time: int = Field(description="Milliseconds")


class LdapTest(BaseModel):
    """The question was answered, whichever way: `success` says which."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "success": True,
                    "message": "Connection successful",
                    "response_time": 14,
                    "data": {"response_time": 14},
                }
            ]
        }
    )

    success: bool
    message: str
    response_time: int
    error: str | None = None
    data: Timing | None = None


class SyncWish(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"dry_run": True}]})

    dry_run: Switch = Field(False, description="Find out what would change, and change nothing")


class SyncResult(BaseModel):
    users_found: int
    users_created: int
    users_updated: int
    users_disabled: int
    groups_found: int
    groups_created: int
    groups_updated: int
    errors: list[str]
    start_time: str
    end_time: str
    duration: int = Field(description="Nanoseconds")
    dry_run: bool


class SyncStatus(BaseModel):
    configured: bool
    connected: bool
    auto_sync: bool
    last_sync: str | None
    next_sync: str | None
    sync_interval: str | None
    total_users: int
    total_groups: int
