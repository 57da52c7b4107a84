"""Preferences of an agent or a customer user: {name: text}."""

from typing import Any

from polydesk.desk.configuration.links import Link, Rows
from polydesk.desk.configuration.names import Names
from polydesk.desk.configuration.place import Place
from polydesk.desk.configuration.values import MAX_TEXT, plain_text
from polydesk.desk.people.models import Preference


def preferences(subject_kind: str) -> Link:
    return Link(
        "preferences",
        Preference.__table__,  # type: ignore[arg-type]  # the mapped class is of one Table
        "subject",
        ("name", "value"),
        _read,
        _show,
        owner_key="login",
        fixed={"subject_kind": subject_kind},
    )


def _read(value: Any, place: Place) -> Rows:
    return frozenset(
        (plain_text(name, place.key(name)), plain_text(given, place.key(name), MAX_TEXT))
        for name, given in place.mapping(value).items()
    )


def _show(rows: Rows, names: Names) -> dict[str, str]:
    return dict(sorted(rows))
