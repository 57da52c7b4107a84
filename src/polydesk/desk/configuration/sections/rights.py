"""Group rights: {group: [ro, note]} or {group: rw}."""

from collections import defaultdict
from typing import Any

from polydesk.desk.configuration.links import Link, Rows
from polydesk.desk.configuration.names import Names
from polydesk.desk.configuration.place import Place
from polydesk.desk.people.models import RIGHTS, Group


def rights(model: type[Any], owner: str) -> Link:
    return Link("rights", model.__table__, owner, ("group_id", "right"), _read, _show)


def _read(value: Any, place: Place) -> Rows:
    return frozenset(
        (place.key(group).reference(Group, group), right)
        for group, given in place.mapping(value).items()
        for right in _rights(given, place.key(group))
    )


def _rights(given: Any, place: Place) -> set[str]:
    wanted = place.items([given] if isinstance(given, str) else given)
    for right in wanted:
        if right not in RIGHTS:
            raise place.refuse("unknown_right", right=right, known=list(RIGHTS))
    return {"rw"} if "rw" in wanted else set(wanted)


def _show(rows: Rows, names: Names) -> dict[str, Any]:
    given: dict[str, set[str]] = defaultdict(set)
    for group_id, right in rows:
        given[names.name_of(Group, group_id)].add(right)
    return {
        group: "rw" if "rw" in held else [right for right in RIGHTS if right in held]
        for group, held in sorted(given.items())
    }
