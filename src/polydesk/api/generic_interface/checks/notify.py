"""Whom the author of an article wants to be told of it, or not."""

from typing import Any

from polydesk.api.generic_interface.call import Call
from polydesk.api.generic_interface.checks.lookups import whole_number
from polydesk.api.generic_interface.perl import given, is_string, text
from polydesk.desk.people.directory import Directory
from polydesk.desk.tickets.events import NotifyWish
from polydesk.kernel.work import Look


def notify_wish(call: Call, look: Look, article: dict[str, Any]) -> NotifyWish:
    nobody = article.get("NoAgentNotify")
    if given(nobody) and not (is_string(nobody) and text(nobody) == "1"):
        call.refuse("InvalidParameter", "Article->NoAgent parameter is invalid!")
    also = _agents(call, look, article, "ForceNotificationToUserID")
    never = _agents(call, look, article, "ExcludeNotificationToUserID")
    mute = _agents(call, look, article, "ExcludeMuteNotificationToUserID")
    return NotifyWish(given(nobody), also, never | mute)


def _agents(call: Call, look: Look, article: dict[str, Any], key: str) -> frozenset[int]:
    sent = article.get(key)
    if not given(sent):
        return frozenset()
    if isinstance(sent, dict) or sent is True:
        call.refuse("InvalidParameter", f"Article->{key} parameter is invalid!")
    agents = look.config(Directory).agents
    found = set()
    for one in sent if isinstance(sent, list) else [sent]:
        number = whole_number(one)
        agent = agents.get(number)
        if agent is None or not agent.valid:
            shown = text(one) if is_string(one) else ""
            call.refuse("InvalidParameter", f"Article->{key} UserID={shown[:100]} parameter is invalid!")
        found.add(agent.id)
    return frozenset(found)
