"""Loads a configuration: all of it or nothing, and twice is as good as once."""

from typing import Any

from polydesk.desk.configuration.layout import (
    DEFAULT_SERVICES_KEY,
    KNOWN_KEYS,
    PROCESSES_KEY,
    SCREENS_KEY,
    SECTIONS,
    SETTINGS_KEY,
)
from polydesk.desk.configuration.names import Names
from polydesk.desk.configuration.place import Place
from polydesk.desk.configuration.report import Report
from polydesk.desk.configuration.section_load import load_section
from polydesk.desk.configuration.sections.default_services import load_default_services
from polydesk.desk.configuration.sections.mail import TEMPLATES
from polydesk.desk.configuration.sections.processes import load_processes
from polydesk.desk.configuration.sections.screens import load_screen_section
from polydesk.desk.configuration.sections.settings import load_settings
from polydesk.desk.people.second_factor import take_over_secrets
from polydesk.desk.writing.template_files import check_all_template_files
from polydesk.kernel.errors import Invalid
from polydesk.kernel.work import Work


def load_configuration(work: Work, document: dict[str, Any]) -> Report:
    """Bring the desk into the state the document describes. What it does not mention stays as it is.

    An entry is the row with its name (or login, label, …), else the row with its id, which then takes the new name.
    In an entry, too, a key left out changes nothing; a list given replaces the list before it.
    Raises Invalid or Conflict, with the place in `details["where"]`.
    """
    unknown = sorted(str(key) for key in document if key not in KNOWN_KEYS)
    if unknown:
        raise Invalid("configuration.unknown_section", where=unknown[0], known=sorted(KNOWN_KEYS))
    work.flush()
    report, names = Report(), Names(work.connection, work.files)
    if SETTINGS_KEY in document:
        load_settings(work, document[SETTINGS_KEY], Place(SETTINGS_KEY, names), report)
    if SCREENS_KEY in document:
        load_screen_section(work, document[SCREENS_KEY], Place(SCREENS_KEY, names), report)
    for section in SECTIONS:
        if section.name in document:
            load_section(section, work, document[section.name], Place(section.name, names), report)
            names.forget()
    if DEFAULT_SERVICES_KEY in document:
        load_default_services(work, document[DEFAULT_SERVICES_KEY], Place(DEFAULT_SERVICES_KEY, names), report)
    if PROCESSES_KEY in document:
        load_processes(work, document[PROCESSES_KEY], Place(PROCESSES_KEY, names), report)
    take_over_secrets(work)
    if TEMPLATES.name in document:
        check_all_template_files(work)
    if report.anything_new:
        work.configuration_changed()
    return report
