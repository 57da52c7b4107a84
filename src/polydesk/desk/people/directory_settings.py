"""How the LDAP directory is reached, and which of its people and groups become ours."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from polydesk.kernel.errors import Invalid

PLAIN_PORT, TLS_PORT = 389, 636
LEAST_SYNC_SECONDS = 60
LONGEST_SYNC_SECONDS = 366 * 86400
LONGEST = 2000
_HOST = re.compile(r"(?:[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,251}[A-Za-z0-9_])?|[0-9A-Fa-f:.]{2,45})")
ATTRIBUTE = "[A-Za-z0-9][A-Za-z0-9.;_-]{0,99}"
"""What the name of an attribute looks like, as a regular expression."""
AGENT, ADMIN, CUSTOMER = "agent", "admin", "customer"


@dataclass(frozen=True, slots=True)
class Attributes:
    """The names the directory gives to what is known of a person; those of Active Directory unless told otherwise."""

    username: str = "sAMAccountName"
    email: str = "mail"
    first_name: str = "givenName"
    last_name: str = "sn"
    display_name: str = "displayName"
    phone: str = "telephoneNumber"
    department: str = "department"
    title: str = "title"
    manager: str = "manager"
    groups: str = "memberOf"
    object_guid: str = "objectGUID"
    object_sid: str = "objectSid"
    customer_id: str = ""
    """Of customers only; empty: nobody has one."""


@dataclass(frozen=True, slots=True)
class DirectorySettings:
    host: str
    base_dn: str
    bind_dn: str
    bind_password: str = field(repr=False)
    port: int = PLAIN_PORT
    user_search_base: str = ""
    group_search_base: str = ""
    user_filter: str = ""
    group_filter: str = ""
    use_tls: bool = False
    start_tls: bool = False
    insecure_skip_verify: bool = False
    attributes: Attributes = Attributes()
    group_member_attribute: str = "member"
    auto_create_users: bool = False
    auto_update_users: bool = False
    auto_create_groups: bool = False
    sync_seconds: int = 0
    """0: only when asked to."""
    default_role: str = ""
    """What people are whose groups do not say: agent, admin, customer, or agents with this role of the desk."""
    admin_groups: tuple[str, ...] = ()
    user_groups: tuple[str, ...] = ()
    """Groups of the directory, by name or DN, whose people run the desk, and whose people are agents."""
    group_map: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    """From a group of the directory to groups of the desk and the rights its people have there."""
    role_map: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    allow_loopback: bool = False
    ca_file: str = ""
    """These two are the desk's own settings, not the administrator's of the directory."""

    def checked(self) -> Self:
        """Ready to be used. Raises Invalid, naming the field, for what cannot be right."""
        host, tls = _host(self.host)
        found = replace(self, host=host, use_tls=self.use_tls or tls)
        for name in ("base_dn", "bind_dn", "bind_password"):
            if not getattr(self, name).strip():
                raise Invalid("directory.missing", field=name)
        found._check_texts()
        if not 0 < self.port < 65536:
            raise Invalid("directory.value", field="port")
        if self.sync_seconds and not LEAST_SYNC_SECONDS <= self.sync_seconds <= LONGEST_SYNC_SECONDS:
            raise Invalid("directory.value", field="sync_interval")
        return found

    def _check_texts(self) -> None:
        names = ("base_dn", "bind_dn", "bind_password", "user_search_base", "group_search_base")
        for name in (*names, "user_filter", "group_filter", "default_role"):
            if len(getattr(self, name)) > LONGEST or not _is_clean(getattr(self, name)):
                raise Invalid("directory.value", field=name)
        if not re.fullmatch(ATTRIBUTE, self.group_member_attribute):
            raise Invalid("directory.value", field="group_member_attribute")
        for name in Attributes.__slots__:
            attribute = getattr(self.attributes, name)
            required = name in ("username", "object_guid")
            if (attribute or required) and not re.fullmatch(ATTRIBUTE, attribute):
                raise Invalid("directory.value", field=f"attribute_map.{name}")
        ours = (name for rights in self.group_map.values() for name in rights)
        groups = (*self.admin_groups, *self.user_groups, *self.group_map, *self.role_map, *ours)
        if len(groups) > LONGEST or not all(_is_clean(one) and len(one) <= LONGEST for one in groups):
            raise Invalid("directory.value", field="groups")

    def on_port(self, port: int) -> Self:
        return replace(self, port=port)

    @property
    def people_base(self) -> str:
        return self.user_search_base or self.base_dn

    @property
    def groups_base(self) -> str:
        return self.group_search_base or self.base_dn


def _host(sent: str) -> tuple[str, bool]:
    """The name or address alone, and whether it was given with the scheme of TLS."""
    host = sent.strip()
    if not host:
        raise Invalid("directory.missing", field="host")
    scheme, separator, rest = host.partition("://")
    if separator and scheme.lower() not in ("ldap", "ldaps"):
        raise Invalid("directory.value", field="host")
    bare = (rest if separator else host).rstrip("/").removeprefix("[").removesuffix("]")
    if not _HOST.fullmatch(bare):
        raise Invalid("directory.value", field="host")
    return bare, bool(separator) and scheme.lower() == "ldaps"


def _is_clean(text: str) -> bool:
    return not any(letter < " " or "\ud800" <= letter <= "\udfff" for letter in text)
