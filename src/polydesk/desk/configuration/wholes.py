"""Parts of a configuration that are no lists of entries, as administrators see and change them: screens, and the
default services. Each saving is in the audit trail."""

from collections.abc import Sequence

from polydesk.desk.audit.record import audit
from polydesk.desk.configuration.entries import Entry, version_of
from polydesk.desk.configuration.layout import DEFAULT_SERVICES_KEY, SCREENS_KEY
from polydesk.desk.configuration.load import load_configuration
from polydesk.desk.configuration.names import Names
from polydesk.desk.configuration.sections.default_services import dump_default_services
from polydesk.desk.configuration.sections.screens import dump_screen_section
from polydesk.desk.forms.screens import DEFAULTS
from polydesk.kernel.errors import Conflict, NotFound
from polydesk.kernel.work import Look, Work

WHOLE = "map"
"""The key of a screen that has no keys of its own, but is one mapping."""


def find_screen(look: Look, name: str) -> Entry:
    """All keys of a screen: those that were set over the delivered ones. Raises NotFound."""
    if name not in DEFAULTS:
        raise NotFound("screen", name=name)
    stored = dump_screen_section(look.connection).get(name, {})
    return {**DEFAULTS[name], **stored} if DEFAULTS[name] else {WHOLE: stored}


def save_screen(work: Work, name: str, given: Entry, *, seen: str | None = None) -> None:
    """Set these keys. Raises Invalid, NotFound, and Conflict if the screen has changed since its version was `seen`."""
    before = find_screen(work, name)
    if seen is not None and seen != version_of(before):
        raise Conflict("configuration.changed_meanwhile", name=name)
    stored = dump_screen_section(work.connection).get(name, {})
    changed = {key: value for key, value in given.items() if before.get(key) != value}
    after = {**stored, **changed} if DEFAULTS[name] else changed.get(WHOLE, stored)
    if after != stored:
        load_configuration(work, {SCREENS_KEY: {name: after}})
        audit(work, "screens.change", SCREENS_KEY, name, old=stored, new=after)


def default_services(look: Look) -> list[str]:
    """The names of the services every customer user may choose."""
    names: list[str] = dump_default_services(look.connection, Names(look.connection))
    return names


def save_default_services(work: Work, names: Sequence[str]) -> None:
    """Raises Invalid for a service there is none of."""
    before = default_services(work)
    if sorted(names) != before:
        load_configuration(work, {DEFAULT_SERVICES_KEY: list(names)})
        audit(
            work,
            "default_services.change",
            DEFAULT_SERVICES_KEY,
            "",
            old={"services": before},
            new={"services": sorted(names)},
        )
