"""Ticket filters: rules that match what comes in, actions that reject or route it."""

from collections.abc import Callable, Mapping
from typing import Any

from polydesk.desk.intake.answers.pattern import is_found
from polydesk.desk.intake.draft import Draft, address_of
from polydesk.desk.intake.refusals import denied
from polydesk.desk.intake.registry import FilterEntry
from polydesk.desk.intake.sender import COMPANY_FIELDS, company_of_sender
from polydesk.desk.intake.stock_forms import ticket_fields, user_fields
from polydesk.desk.intake.texts import as_text
from polydesk.kernel.work import Look

COMPANY_RULES = {f"company.{name}": name for name in COMPANY_FIELDS}
"""From what a rule calls a field of the sender's company to its name."""
_LONGEST = 10_000
"""Characters of a value that rules look at."""


def apply_filters(look: Look, draft: Draft) -> None:
    """Raises Denied if one of them rejects. Taking the reply address for the sender starts over, once."""
    if _run(look, draft):
        _run(look, draft)


def _run(look: Look, draft: Draft) -> bool:
    """Whether the sender became another."""
    draft.company = company_of_sender(look, draft) if _asks_for_company(draft) else {}
    for entry in draft.intake.filters:
        if not (_is_meant(entry, draft) and _matches(entry, draft)):
            continue
        for action in entry.actions:
            if _act(entry, action, draft):
                return True
        if entry.stop:
            break
    return False


def _asks_for_company(draft: Draft) -> bool:
    filters = (entry for entry in draft.intake.filters if _is_meant(entry, draft))
    return any(str(rule.get("what")) in COMPANY_RULES for entry in filters for rule in entry.rules)


def _is_meant(entry: FilterEntry, draft: Draft) -> bool:
    address_id = draft.submission.system_address_id
    return entry.target in ("Any", draft.submission.channel) or entry.target == str(address_id)


def _matches(entry: FilterEntry, draft: Draft) -> bool:
    if not entry.rules:
        return False
    found = (_holds(rule, draft) for rule in entry.rules)
    return all(found) if entry.match_all else any(found)


def _holds(rule: Mapping[str, Any], draft: Draft) -> bool:
    how, wanted = str(rule.get("how")), str(rule.get("value") or "")
    compare = _COMPARISONS.get(how)
    if compare is None:
        return False
    return compare((_value(str(rule.get("what")), draft))[:_LONGEST], wanted)


def _folded(compare: Callable[[str, str], bool]) -> Callable[[str, str], bool]:
    return lambda value, wanted: compare(value.casefold(), wanted.casefold())


_COMPARISONS: dict[str, Callable[[str, str], bool]] = {
    "equal": _folded(lambda value, wanted: value == wanted),
    "not_equal": _folded(lambda value, wanted: value != wanted),
    "contains": _folded(lambda value, wanted: wanted in value),
    "dn_contain": _folded(lambda value, wanted: wanted not in value),
    "starts": _folded(str.startswith),
    "ends": _folded(str.endswith),
    "match": lambda value, wanted: is_found(wanted, value),
    "not_match": lambda value, wanted: not is_found(wanted, value),
}
OPERATORS = tuple(_COMPARISONS)


def _value(what: str, draft: Draft) -> str:
    submission = draft.submission
    if what == "email":
        return draft.email
    if what == "name":
        return as_text(draft.name) or ""
    if what == "topicId":
        return str(submission.topic_id or "")
    if what in COMPANY_RULES:
        return draft.company.get(COMPANY_RULES[what], "")
    if what == "addressee":
        return ", ".join(submission.addressees)
    if what in ("reply-to", "reply-to-name"):
        other = submission.reply_to
        return (other.email if what == "reply-to" else other.name) if other else ""
    return _answer(what, draft)


def _answer(what: str, draft: Draft) -> str:
    """What was sent for a field, which a rule names by its id: field.20."""
    number = what.removeprefix("field.")
    fields = (*ticket_fields(draft.intake), *draft.intake.topic_fields(draft.topic_id), *user_fields(draft.intake))
    field = next((one for one in fields if str(one.id) == number or one.name == what), None)
    if field is None:
        return ""
    if field.type == "thread":
        return draft.submission.text.body if draft.submission.text else ""
    return as_text(draft.submission.values.get(field.name)) or ""


def _act(entry: FilterEntry, action: Mapping[str, Any], draft: Draft) -> bool:
    """Whether the sender became another, for whom the filters start over."""
    kind = str(action.get("type"))
    if kind == "reject":
        raise denied(draft.email, f'Ticket rejected ({draft.email}) by filter "{entry.name}"')
    if kind == "replyto":
        return _use_reply_to(draft)
    if kind == "noresp":
        draft.autorespond = False
    elif kind == "canned":
        draft.template_id = _id(action, "template_id")
    elif kind == "email":
        draft.told_by.append(entry.name)
    elif kind in _ROUTING:
        attribute, key = _ROUTING[kind]
        setattr(draft, attribute, _id(action, key))
        draft.edits.append((entry.name, kind))
    return False


_ROUTING = {
    "dept": ("queue_id", "queue_id"),
    "pri": ("priority_id", "priority_id"),
    "sla": ("sla_id", "sla_id"),
    "team": ("team_id", "team_id"),
    "agent": ("agent_id", "agent_id"),
    "topic": ("topic_id", "help_topic_id"),
    "status": ("status_id", "status_id"),
}
"""From the kind of action to what it sets, and the key of its value."""
ACTIONS = {
    "reject": "",
    "replyto": "",
    "noresp": "",
    "email": "",
    "canned": "template_id",
    **{kind: key for kind, (_attribute, key) in _ROUTING.items()},
}
"""From every kind of action to the key of its value, if it has one."""


def _use_reply_to(draft: Draft) -> bool:
    other = draft.submission.reply_to
    if other is None or not address_of(other.email) or other.email.casefold() == draft.email.casefold():
        return False
    draft.email, draft.name = other.email, other.name or other.email
    return True


def _id(action: Mapping[str, Any], key: str) -> int | None:
    value = action.get(key)
    return value if isinstance(value, int) else None
