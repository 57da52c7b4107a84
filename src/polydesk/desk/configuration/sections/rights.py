"""Group rights: {group: [ro, note]} or {group: rw}."""

from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from typing import Any

from polydesk.desk.configuration.links import Link, Rows
from polydesk.desk.configuration.names import Names
from polydesk.desk.configuration.place import Place
from polydesk.desk.people import customer_groups
from polydesk.desk.people.account_models import CustomerRight
from polydesk.desk.people.models import RIGHTS, Group


def rights(model: type[Any], owner: str) -> Link:
    return Link("rights", model.__table__, owner, ("group_id", "right"), partial(_read, RIGHTS), _show)


def customer_rights(kind: str, owner_key: str) -> Link:
    """Of customer users or companies, who have but `ro` and `rw`."""
    return Link(
        "rights",
        CustomerRight.__table__,  # type: ignore[arg-type]  # the mapped class is of one Table
        "subject",
        ("group_id", "right"),
        partial(_read, customer_groups.RIGHTS),
        _show,
        owner_key=owner_key,
        fixed={"kind": kind},
    )


def _read(known: Sequence[str], value: Any, place: Place) -> Rows:
    return frozenset(
        (place.key(group).reference(Group, group), right)
        for group, given in place.mapping(value).items()
        for right in _rights(known, given, place.key(group))
    )


def _rights(known: Sequence[str], given: Any, place: Place) -> set[str]:
    wanted = place.items([given] if isinstance(given, str) else given)
    for right in wanted:
        if right not in known:
            raise place.refuse("unknown_right", right=right, known=list(known))
    return {"rw"} if "rw" in wanted else set(wanted)


def _show(rows: Rows, names: Names) -> dict[str, Any]:
    given: dict[str, set[str]] = defaultdict(set)
    for group_id, right in rows:
        given[names.name_of(Group, group_id)].add(right)
    return {
        group: "rw" if "rw" in held else [right for right in RIGHTS if right in held]
        for group, held in sorted(given.items())
    }
