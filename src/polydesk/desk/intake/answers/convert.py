"""From what was sent for a field to what is kept, by the type of the field."""

from collections.abc import Callable
from typing import Any

from polydesk.desk.fields.validate import Value
from polydesk.desk.intake.answers.choice import choice_answer, item_answer
from polydesk.desk.intake.answers.memo import memo_answer
from polydesk.desk.intake.answers.moment import moment_answer
from polydesk.desk.intake.answers.phone import phone_answer
from polydesk.desk.intake.answers.text import text_answer
from polydesk.desk.intake.answers.unfit import Circumstances
from polydesk.desk.intake.registry import FormField
from polydesk.desk.intake.texts import truthy

Convert = Callable[[FormField, Any, Circumstances], Value]
WITHOUT_ANSWER = frozenset({"thread", "priority", "info", "break", "files"})
"""Types that only show something, or whose answer is a property of the ticket."""
_TEXTS = frozenset({"text", "department", "topic", "assignee", "timezone", "sla", "state", "country"})


def convert(field: FormField, sent: Any, around: Circumstances) -> Value:
    """Raises Unfit. The empty text, or no item, is no answer."""
    if field.type.startswith("list-"):
        return item_answer(field, sent, around)
    return _BY_TYPE.get(field.type, text_answer)(field, sent, around)


def _checkbox(_field: FormField, sent: Any, _around: Circumstances) -> str:
    return "1" if truthy(sent) else "0"


_BY_TYPE: dict[str, Convert] = {
    "memo": memo_answer,
    "datetime": moment_answer,
    "phone": phone_answer,
    "choices": choice_answer,
    "bool": _checkbox,
}
KNOWN_TYPES = WITHOUT_ANSWER | _TEXTS | _BY_TYPE.keys()
"""Beside those of lists: list- and the id of one."""
