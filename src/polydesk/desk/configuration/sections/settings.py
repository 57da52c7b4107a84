"""Settings: a mapping from name to value, checked against the registry."""

from typing import Any

from sqlalchemy import Connection, insert, select, update

from polydesk.desk.configuration.place import Place
from polydesk.desk.configuration.report import Report
from polydesk.kernel.errors import Invalid
from polydesk.kernel.settings import SETTINGS, setting
from polydesk.kernel.work import Work


def load_settings(work: Work, value: Any, place: Place, report: Report) -> None:
    stored = _stored(work.connection)
    for name, given in place.mapping(value).items():
        checked = _checked(name, given, place.key(name))
        changed = name not in stored or stored[name] != checked
        if name not in stored:
            work.connection.execute(insert(setting).values(name=name, value=checked))
        elif changed:
            work.connection.execute(update(setting).where(setting.c.name == name).values(value=checked))
        report.count(existed=name in stored, changed=changed)


def dump_settings(connection: Connection) -> dict[str, Any]:
    return dict(sorted(_stored(connection).items()))


def _checked(name: str, value: Any, place: Place) -> Any:
    if name not in SETTINGS:
        raise place.refuse("unknown_setting", name=name)
    try:
        return SETTINGS[name].checked(value)
    except Invalid as error:
        raise place.refuse("setting_value", value=value, expected=SETTINGS[name].kind) from error


def _stored(connection: Connection) -> dict[str, Any]:
    return {row.name: row.value for row in connection.execute(select(setting))}
