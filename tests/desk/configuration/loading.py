"""Loading and looking, for the tests beside this file."""

from typing import Any

from polydesk.desk.configuration.document import parse_document
from polydesk.desk.configuration.dump import dump_configuration
from polydesk.desk.configuration.load import load_configuration
from polydesk.desk.configuration.report import Report
from polydesk.desk.desk import Desk


def load(desk: Desk, yaml_text: str) -> Report:
    with desk.work() as work:
        return load_configuration(work, parse_document(yaml_text))


def dump(desk: Desk) -> dict[str, Any]:
    with desk.look() as look:
        return dump_configuration(look)


def entry(desk: Desk, section: str, key: str, value: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in dump(desk)[section] if one[key] == value)
    return found
