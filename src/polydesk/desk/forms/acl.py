"""Access control lists: which choices a situation leaves. The one evaluator, for forms and for processes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from polydesk.desk.forms.about import About
from polydesk.desk.forms.acl_facts import facts_of
from polydesk.desk.forms.acl_match import Facts, is_met, says
from polydesk.desk.forms.acl_registry import Acl, Acls
from polydesk.desk.forms.field import MISCONFIGURED, FormField
from polydesk.kernel.work import Look

_SUBJECTS = {
    "QueueID": "Queue",
    "TypeID": "Type",
    "StateID": "State",
    "NextStateID": "State",
    "PriorityID": "Priority",
    "ServiceID": "Service",
    "SLAID": "SLA",
}
"""What an ACL calls the choices of a field; it names them as they read, those of dynamic fields by their keys."""


def narrowed(look: Look, fields: Sequence[FormField], about: About) -> list[FormField]:
    """The fields with the choices that are left. Where `Form` is restricted, a field that it leaves out is hidden."""
    acls = _matching(look, fields, about)
    if not acls:
        return list(fields)
    shown = set(_left(acls, ("Form",), [one.name for one in fields]))
    return [_narrowed(acls, one, is_new=about.ticket is None, is_shown=one.name in shown) for one in fields]


def allowed(look: Look, kind: str, names: Iterable[str], about: About) -> list[str]:
    """Which of these are left; `kind` is `Process`, `ActivityDialog` or `Endpoint`."""
    return _left(_matching(look, (), about), (kind,), list(names))


def _matching(look: Look, fields: Sequence[FormField], about: About) -> list[Acl]:
    """Without ACLs nothing is looked up."""
    acls = look.config(Acls).entries
    if not acls:
        return []
    facts, stored = facts_of(look, fields, about)
    return [acl for acl in acls if _is_met(acl, facts, stored)]


def _is_met(acl: Acl, facts: Facts, stored: Facts) -> bool:
    return is_met(acl.match.get("Properties") or {}, facts) and is_met(
        acl.match.get("PropertiesDatabase") or {}, stored
    )


def _narrowed(acls: Sequence[Acl], field: FormField, *, is_new: bool, is_shown: bool) -> FormField:
    if field.hidden:
        return field
    if not is_shown:
        rules = (MISCONFIGURED,) if field.required else ()
        return replace(field, hidden=True, required=False, rules=rules)
    if field.options is None:
        return field
    by_key = field.entry is not None
    subject = field.name if by_key else _SUBJECTS.get(field.name, field.name)
    names = [(one.value if by_key else one.label) for one in field.options]
    left = set(_left(acls, ("Ticket", subject), names))
    options = [one for one, name in zip(field.options, names, strict=True) if name in left or not one.value]
    return replace(field, options=options, default=_default(field, {one.value for one in options}, is_new))


def _default(field: FormField, left: set[str], is_new: bool) -> Any:
    """What a ticket has already it keeps; a new one does not get what is not to be had."""
    if not is_new:
        return field.default
    if isinstance(field.default, list):
        return [one for one in field.default if one in left]
    return field.default if field.default in left else ""


def _left(acls: Sequence[Acl], where: tuple[str, ...], names: list[str]) -> list[str]:
    """Possible leaves only its own, PossibleAdd brings back, PossibleNot takes; one after the other in their order."""
    left = set(names)
    for acl in acls:
        possible, added, taken = (_words(acl, how, where) for how in ("Possible", "PossibleAdd", "PossibleNot"))
        if possible is not None:
            left = _among(names, possible)
        left = (left | _among(names, added or ())) - _among(names, taken or ())
        if acl.stop_after_match and (possible, added, taken) != (None, None, None):
            break
    return [name for name in names if name in left]


def _words(acl: Acl, how: str, where: tuple[str, ...]) -> Sequence[str] | None:
    """None where the ACL says nothing of it. No choice at all can be left for a ticket's property, not otherwise."""
    part: Any = acl.change.get(how)
    for key in where:
        part = part.get(key) if isinstance(part, Mapping) else None
    return part if isinstance(part, list) and (part or len(where) > 1) else None


def _among(names: Iterable[str], words: Sequence[str]) -> set[str]:
    return {name for name in names if any(says(str(word), name) for word in words)}
