"""Searching the directory: people and groups, page by page."""

import time
from collections.abc import Iterator, Mapping
from typing import Any

import ldap3
from ldap3.core.exceptions import LDAPInvalidDnError
from ldap3.utils.dn import parse_dn

from polydesk.desk.people.directory_server import DirectoryUnavailable, Everybody, FoundGroup, FoundPerson
from polydesk.desk.people.directory_settings import DirectorySettings
from polydesk.kernel.storable import storable
from polydesk.ldap.filters import group_filter, id_filter, people_filter
from polydesk.ldap.limits import MOST_ENTRIES, PAGE, WHOLE_SECONDS

STABLE_IDS = ("entryUUID", "nsUniqueId", "ipaUniqueID")
"""What other directories have instead of Active Directory's objectGUID."""
ACCOUNT_CONTROL, DISABLED = "useraccountcontrol", 2
MACHINE = "$"
"""How logins of computers end in Active Directory. A filter that spoke of them would find nobody elsewhere: what a
directory has never heard of makes the whole question undefined."""
LONGEST = 200
Values = Mapping[str, list[bytes]]


def find_everybody(connection: Any, settings: DirectorySettings) -> Everybody:
    deadline = time.monotonic() + WHOLE_SECONDS
    groups, members = _groups(connection, settings, deadline)
    people: list[FoundPerson] = []
    problems: list[str] = []
    for dn, values in _entries(connection, settings.people_base, people_filter(settings), _shown(settings), deadline):
        if _text(values, settings.attributes.username).endswith(MACHINE):
            continue
        person = _person(settings, dn, values, members)
        if person is None:
            problems.append(f"{storable(dn, LONGEST)}: no login or no stable id")
        else:
            people.append(person)
    return Everybody(people, groups, problems)


def try_search(connection: Any, settings: DirectorySettings) -> None:
    """Whether the places and filters make sense to the directory. Who is found does not matter."""
    deadline = time.monotonic() + WHOLE_SECONDS
    for base, wanted in (
        (settings.people_base, people_filter(settings)),
        (settings.groups_base, group_filter(settings)),
    ):
        next(_entries(connection, base, wanted, ["1.1"], deadline), None)


def find_dn(connection: Any, settings: DirectorySettings, person_id: str) -> str | None:
    """Where the entry with this id is, if it is still one of those the settings speak of."""
    wanted = f"(&{people_filter(settings)}{id_filter(person_id)})"
    deadline = time.monotonic() + WHOLE_SECONDS
    found = [dn for dn, _ in _entries(connection, settings.people_base, wanted, ["1.1"], deadline)]
    return found[0] if len(found) == 1 else None


def _entries(
    connection: Any, base: str, wanted: str, attributes: list[str], deadline: float
) -> Iterator[tuple[str, Values]]:
    """Names of attributes are in small letters here. References to other servers are left out."""
    found = connection.extend.standard.paged_search(
        base, wanted, ldap3.SUBTREE, attributes=attributes, paged_size=PAGE, generator=True
    )
    for number, entry in enumerate(found):
        if number >= MOST_ENTRIES or time.monotonic() > deadline:
            raise DirectoryUnavailable("the directory takes too long or has too much to tell")
        if entry.get("type") == "searchResEntry":
            yield entry["dn"], {name.lower(): values for name, values in entry["raw_attributes"].items()}


def _shown(settings: DirectorySettings) -> list[str]:
    ours = settings.attributes
    names = (ours.username, ours.email, ours.first_name, ours.last_name, ours.display_name, ours.phone, ours.title)
    more = (ours.groups, ours.object_guid, ours.customer_id, *STABLE_IDS, ACCOUNT_CONTROL)
    return list(dict.fromkeys(name for name in (*names, *more) if name))


def _groups(
    connection: Any, settings: DirectorySettings, deadline: float
) -> tuple[list[FoundGroup], dict[str, set[str]]]:
    """The groups, and from each member, by DN or by login, to the groups' DNs and names."""
    groups: list[FoundGroup] = []
    members: dict[str, set[str]] = {}
    attributes = ["cn", settings.group_member_attribute]
    for dn, values in _entries(connection, settings.groups_base, group_filter(settings), attributes, deadline):
        group = FoundGroup(normal_dn(dn), _text(values, "cn"))
        groups.append(group)
        for member in values.get(settings.group_member_attribute.lower(), []):
            key = normal_dn(member.decode("utf-8", "replace"))
            members.setdefault(key, set()).update((group.dn, group.name.casefold()))
    return groups, members


def _person(
    settings: DirectorySettings, dn: str, values: Values, members: Mapping[str, set[str]]
) -> FoundPerson | None:
    ours = settings.attributes
    login, person_id = _text(values, ours.username), _id(settings, values)
    if not login or not person_id:
        return None
    first, last = _text(values, ours.first_name), _text(values, ours.last_name)
    if not first and not last:
        first, _, last = _text(values, ours.display_name).rpartition(" ")
    said = {normal_dn(one.decode("utf-8", "replace")) for one in values.get(ours.groups.lower(), [])}
    groups = said | {_first_name(one) for one in said}
    groups |= members.get(normal_dn(dn), set()) | members.get(login.lower(), set())
    return FoundPerson(
        id=person_id,
        login=login,
        email=_text(values, ours.email),
        first_name=first,
        last_name=last,
        phone=_text(values, ours.phone),
        title=_text(values, ours.title),
        customer_id=_text(values, ours.customer_id),
        groups=frozenset(groups),
        is_disabled=_is_disabled(values),
    )


def _text(values: Values, name: str) -> str:
    first = next(iter(values.get(name.lower(), [])), b"") if name else b""
    return storable(first.decode("utf-8", "replace").strip(), LONGEST)


def _id(settings: DirectorySettings, values: Values) -> str:
    """The attribute and its value in hex, so that any value can be stored and asked for again."""
    for name in (settings.attributes.object_guid, *STABLE_IDS):
        value = next(iter(values.get(name.lower(), [])), b"")
        if value and len(value) <= 64:
            return f"{name}={value.hex()}"
    return ""


def _is_disabled(values: Values) -> bool:
    said = _text(values, ACCOUNT_CONTROL)
    return said.isascii() and said.isdigit() and bool(int(said) & DISABLED)


def normal_dn(dn: str) -> str:
    """One spelling for what means the same; a plain name is its own."""
    try:
        parts = parse_dn(dn, escape=False, strip=True)
    except (LDAPInvalidDnError, ValueError, IndexError):
        return dn.strip().casefold()
    return ",".join(f"{kind}={value}" for kind, value, _ in parts).casefold()


def _first_name(dn: str) -> str:
    return dn.partition(",")[0].partition("=")[2]
