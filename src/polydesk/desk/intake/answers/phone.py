"""Phone numbers: digits, and an extension after an X. To the original a small one is nothing, and the digits run on."""

import re
from typing import Any

from polydesk.desk.intake.answers.unfit import ONE_VALUE, Circumstances, Unfit
from polydesk.desk.intake.registry import FormField
from polydesk.desk.intake.texts import as_text

_NEITHER = re.compile(r"[^0-9X]")
_LEAST_DIGITS = 7
_MOST_CHARACTERS = 100


def phone_answer(field: FormField, sent: Any, around: Circumstances) -> str:
    given = as_text(sent)
    if given is None:
        raise Unfit(ONE_VALUE)
    if not given.strip():
        return ""
    kept = _NEITHER.sub("", given if around.as_original else given.upper())
    number, _, extension = kept.partition("X")
    if extension and not number:
        raise Unfit("Enter a phone number for the extension")
    if "X" in extension:
        raise Unfit("Enter a valid phone extension")
    if len(number) < _least(field) or len(kept) > _MOST_CHARACTERS:
        raise Unfit("Enter a valid phone number")
    return kept


def _least(field: FormField) -> int:
    wanted = str(field.configuration.get("digits") or _LEAST_DIGITS)
    return int(wanted) if wanted.isdecimal() and len(wanted) < 4 else _LEAST_DIGITS
