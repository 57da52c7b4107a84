"""Long texts: HTML made harmless, or kept as it came where the field is plain."""

import re
from typing import Any

from polydesk.desk.intake.answers.text import CANNOT_START
from polydesk.desk.intake.answers.unfit import ONE_VALUE, Circumstances, Unfit
from polydesk.desk.intake.registry import FormField
from polydesk.desk.intake.texts import as_text, is_formula
from polydesk.kernel.html import sanitize

_BLANKS = re.compile(r"[ \t\r\n\f]+")


def memo_answer(field: FormField, sent: Any, around: Circumstances) -> str:
    given = as_text(sent)
    if given is None:
        raise Unfit(ONE_VALUE)
    if is_formula(given):
        raise Unfit(CANNOT_START)
    if not field.configuration.get("html", True):
        return given
    return _BLANKS.sub(" ", sanitize(given)).strip()
