"""Screens of the customers' interface: a mapping from the screen's name to its configuration."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, insert, select, update

from polydesk.desk.configuration.place import Place
from polydesk.desk.configuration.report import Report
from polydesk.desk.configuration.sections.fields import plain_json
from polydesk.desk.forms.models import Screen
from polydesk.desk.forms.screens import DEFAULTS
from polydesk.kernel.work import Work

_TABLE = Screen.metadata.tables["screen"]


def load_screen_section(work: Work, value: Any, place: Place, report: Report) -> None:
    """A screen that is named is replaced as a whole; the keys it leaves out are as delivered."""
    stored = dump_screen_section(work.connection)
    for name, given in place.mapping(value).items():
        config = _checked(name, given, place.key(name))
        if name not in stored:
            work.connection.execute(insert(_TABLE).values(name=name, config=config))
        elif stored[name] != config:
            work.connection.execute(update(_TABLE).where(_TABLE.c.name == name).values(config=config))
        report.count(existed=name in stored, changed=stored.get(name) != config)


def dump_screen_section(connection: Connection) -> dict[str, Any]:
    return {row.name: row.config for row in connection.execute(select(_TABLE).order_by(_TABLE.c.name))}


def _checked(name: str, value: Any, place: Place) -> dict[str, Any]:
    if name not in DEFAULTS:
        raise place.refuse("unknown_key", key=name)
    config: dict[str, Any] = plain_json(place.mapping(value), place)
    for key, given in config.items():
        _check_kind(DEFAULTS[name], key, given, place)
    return config


def _check_kind(delivered: Mapping[str, Any], key: str, given: Any, place: Place) -> None:
    """As what is delivered: a list, a mapping, or a single value. A screen without keys of its own maps texts."""
    if delivered and key not in delivered:
        raise place.refuse("unknown_key", key=key)
    like = delivered.get(key, "")
    if isinstance(like, dict):
        place.key(key).mapping(given)
    elif isinstance(like, list):
        place.key(key).items(given)
    elif isinstance(given, dict | list):
        raise place.key(key).refuse("text_expected")
