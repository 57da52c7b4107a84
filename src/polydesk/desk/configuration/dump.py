"""Dumps the configuration of a desk: the document that, loaded into an empty desk, makes the same one."""

from typing import Any

import yaml

from polydesk.desk.configuration.layout import DEFAULT_SERVICES_KEY, PROCESSES_KEY, SCREENS_KEY, SECTIONS, SETTINGS_KEY
from polydesk.desk.configuration.names import Names
from polydesk.desk.configuration.sections.default_services import dump_default_services
from polydesk.desk.configuration.sections.processes import dump_processes
from polydesk.desk.configuration.sections.screens import dump_screen_section
from polydesk.desk.configuration.sections.settings import dump_settings
from polydesk.kernel.work import Look


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def dump_configuration(look: Look) -> dict[str, Any]:
    """The document. It holds hashes of passwords and keys, never what they were made from."""
    names = Names(look.connection, look.files)
    rows = {section.name: section.dump(look.connection, names) for section in SECTIONS}
    return {
        SETTINGS_KEY: dump_settings(look.connection),
        SCREENS_KEY: dump_screen_section(look.connection),
        **rows,
        DEFAULT_SERVICES_KEY: dump_default_services(look.connection, names),
        PROCESSES_KEY: dump_processes(look.connection),
    }


def as_yaml(document: dict[str, Any]) -> str:
    return yaml.dump(document, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120)
