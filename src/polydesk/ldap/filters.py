"""Filters. What is not the administrator's own text is escaped."""

from ldap3.utils.conv import escape_filter_chars

from polydesk.desk.people.directory_settings import DirectorySettings

_GROUPS = "(|(objectClass=group)(objectClass=groupOfNames)(objectClass=groupOfUniqueNames)(objectClass=posixGroup))"
_PLACES = ("%{username}", "{username}", "%s")
"""Where an administrator's filter wants a login, since it may be one made for looking up a single person."""


def people_filter(settings: DirectorySettings) -> str:
    username = settings.attributes.username
    if not settings.user_filter:
        return f"(&(objectClass=person)({username}=*))"
    wanted = _in_brackets(settings.user_filter)
    for place in _PLACES:
        wanted = wanted.replace(place, "*")
    return wanted


def group_filter(settings: DirectorySettings) -> str:
    return _in_brackets(settings.group_filter) if settings.group_filter else _GROUPS


def id_filter(person_id: str) -> str:
    """Every byte is written as its number, so that none can mean anything else."""
    name, _, value = person_id.partition("=")
    octets = bytes.fromhex(value)
    return f"({escape_filter_chars(name)}={''.join(f'{chr(92)}{octet:02x}' for octet in octets)})"


def _in_brackets(text: str) -> str:
    return text if text.startswith("(") else f"({text})"
