"""Whether somebody from the directory is an agent, a customer user, or none of ours."""

from polydesk.desk.people.directory_server import FoundPerson
from polydesk.desk.people.directory_settings import ADMIN, AGENT, CUSTOMER, DirectorySettings


def kind_of(settings: DirectorySettings, person: FoundPerson) -> str | None:
    """The groups decide; who is in none of those named is what `default_role` says.

    Without it, all are agents if no group is named, and otherwise nobody.
    """
    if is_in(person, settings.admin_groups):
        return ADMIN
    if is_in(person, settings.user_groups):
        return AGENT
    default = settings.default_role.strip().casefold()
    if default == CUSTOMER:
        return CUSTOMER
    if default == ADMIN:
        return ADMIN
    return AGENT if default or not (settings.admin_groups or settings.user_groups) else None


def default_desk_role(settings: DirectorySettings) -> str | None:
    """The role of the desk all agents from the directory get."""
    name = settings.default_role.strip()
    return None if name.casefold() in ("", ADMIN, AGENT, CUSTOMER, "user") else name


def is_in(person: FoundPerson, groups: tuple[str, ...]) -> bool:
    return any(spelled(one) in person.groups for one in groups)


def spelled(group: str) -> str:
    """A DN or a name as it stands in `FoundPerson.groups`."""
    return ",".join(part.strip() for part in group.strip().casefold().split(",")) if "=" in group else group.casefold()
