"""When a notification is sent, for which tickets, and to whom."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import yaml

from polydesk.desk.configuration.document import parse_document
from polydesk.kernel.errors import Invalid
from polydesk.kernel.storable import storable
from polydesk.web.admin.inputs import Mistake, Widget
from polydesk.web.admin.parts import part
from polydesk.web.admin.state_types import STATE_TYPE_NAMES
from polydesk.web.agent.page import Page
from polydesk.web.texts import marked as _

EVENT_NAMES: Mapping[str, Mapping[str, str]] = {
    _("From outside"): {
        "new_ticket": _("A new ticket came in"),
        "new_message": _("A message came in"),
        "assigned": _("A ticket from outside was assigned"),
    },
    _("Ticket"): {
        "TicketOpened": _("Opened, however"),
        "Renamed": _("Title changed"),
        "Moved": _("Moved to another queue"),
        "StateSet": _("State changed"),
        "PendingTimeSet": _("Pending time set"),
        "PrioritySet": _("Priority changed"),
        "TypeSet": _("Type changed"),
        "ServiceSet": _("Service changed"),
        "SlaSet": _("Agreement changed"),
        "CustomerSet": _("Customer changed"),
        "FieldSet": _("Dynamic field changed"),
        "TicketMerged": _("Merged"),
        "TicketDeleted": _("Deleted"),
        "ArchiveFlagSet": _("Archived, or taken back"),
    },
    _("Who works on it"): {
        "OwnerSet": _("Owner changed"),
        "OwnerReset": _("Owner taken off"),
        "ResponsibleSet": _("Responsible changed"),
        "TeamSet": _("Team changed"),
        "Locked": _("Locked"),
        "Unlocked": _("Unlocked"),
        "WatcherAdded": _("Somebody watches it"),
        "WatcherRemoved": _("Somebody watches it no more"),
        "CollaboratorLeft": _("A collaborator left"),
    },
    _("Articles and more"): {
        "ArticleAdded": _("Article added"),
        "AttachmentsAdded": _("Attachments added"),
        "TimeAccounted": _("Time accounted"),
        "LinkAdded": _("Linked"),
        "LinkRemoved": _("Link removed"),
    },
}
RECIPIENT_NAMES: Mapping[str, str] = {
    "owner": _("Owner"),
    "responsible": _("Responsible"),
    "agent": _("The agent it is about"),
    "watchers": _("Watchers"),
    "team": _("All of the team"),
    "queue_agents": _("All who may read the queue"),
    "account_manager": _("Account manager of the company"),
    "admin": _("The administrator's address"),
    "customer": _("The customer"),
    "collaborators": _("Collaborators"),
}
_EVENTS = tuple(name for names in EVENT_NAMES.values() for name in names)
SENDERS = {"agent": _("agent"), "customer": _("customer"), "system": _("system")}
LISTS = ("queues", "states", "state_types", "priorities", "types", "sender_types", "customer_ids")
"""The conditions that are one of several words."""
VISIBLE = {"true": _("articles the customer sees"), "false": _("internal articles")}


def _boxes(known: Iterable[str]) -> Widget:
    """Boxes for what is known, and lines for what else there may be."""
    words = tuple(known)

    def read(page: Page, key: str) -> list[str]:
        sent = [str(one) for one in page.form.getlist(key)]
        further = [line.strip() for line in part(page, key, "further").splitlines() if line.strip()]
        return [*(word for word in words if word in sent), *further]

    def show(value: Iterable[str] | None) -> dict[str, Any]:
        held = list(value or ())
        return {
            "checked": [word for word in words if word in held],
            "further": "\n".join(one for one in held if one not in words),
        }

    return Widget("boxes", read, show, again=lambda page, key: show(read(page, key)))


def _read_conditions(page: Page, key: str) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for name in LISTS:
        chosen = _chosen(page, key, name)
        if chosen:
            given[name] = chosen
    if part(page, key, "visible") in VISIBLE:
        given["visible"] = part(page, key, "visible") == "true"
    return given | _rest(part(page, key, "rest"))


def _chosen(page: Page, key: str, name: str) -> list[str]:
    """From a select, or lines where there are too many to choose from."""
    sent = "\n".join(str(one) for one in page.form.getlist(f"{key}/{name}"))
    return [line.strip() for line in storable(sent).splitlines() if line.strip()]


def _rest(text: str) -> dict[str, Any]:
    try:
        return parse_document(text) if text.strip() else {}
    except Invalid as error:
        raise Mistake(_("This is not the YAML it should be.")) from error


def _show_conditions(value: Mapping[str, Any] | None) -> dict[str, Any]:
    held = dict(value or {})
    shown: dict[str, Any] = {name: _as_list(held.pop(name)) if _is_plain(held.get(name)) else [] for name in LISTS}
    shown["customer_ids"] = "\n".join(shown["customer_ids"])
    visible = str(held.get("visible", "")).lower()
    shown["visible"] = visible if visible in VISIBLE else ""
    if shown["visible"]:
        del held["visible"]
    shown["rest"] = yaml.safe_dump(held, sort_keys=False, allow_unicode=True, width=100) if held else ""
    return shown


def _is_plain(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(one, str) for one in value))


def _as_list(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _merge_conditions(known: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Each that looks as it did is as it was, in its place."""
    before, after = _show_conditions(known), _show_conditions(given)
    same = {name for name in known if name in given and before.get(name) == after.get(name) and name in before}
    kept = {name: known[name] if name in same else given[name] for name in known if name in given}
    return kept | {name: value for name, value in given.items() if name not in kept}


def _conditions_again(page: Page, key: str) -> dict[str, Any]:
    lists: dict[str, Any] = {name: _chosen(page, key, name) for name in LISTS}
    return {
        **lists,
        "customer_ids": "\n".join(lists["customer_ids"]),
        "visible": part(page, key, "visible"),
        "rest": part(page, key, "rest"),
    }


EVENTS = replace(_boxes(_EVENTS), template="admin/events.html", parts=EVENT_NAMES)
RECIPIENTS = replace(_boxes(RECIPIENT_NAMES), template="admin/recipients.html", parts=RECIPIENT_NAMES)
CONDITIONS = Widget(
    "conditions",
    _read_conditions,
    _show_conditions,
    again=_conditions_again,
    merge=_merge_conditions,
    template="admin/conditions.html",
    parts={"state_types": STATE_TYPE_NAMES, "senders": SENDERS, "visible": VISIBLE},
)
