"""Check what was sent for the fields of a form, and convert it."""

from collections.abc import Iterable, Mapping
from typing import Any

from polydesk.desk.fields.validate import Value
from polydesk.desk.intake.answers.convert import WITHOUT_ANSWER, convert
from polydesk.desk.intake.answers.unfit import Circumstances, Unfit
from polydesk.desk.intake.draft import Error
from polydesk.desk.intake.registry import FormField
from polydesk.desk.intake.submission import Submission
from polydesk.desk.intake.texts import as_text, clean_line

Answers = list[tuple[FormField, Value]]


def check_form(
    fields: Iterable[FormField], submission: Submission, around: Circumstances
) -> tuple[Answers, list[Error]]:
    """All answers and all errors, in the order of the fields. Mail is not checked: nobody could correct it."""
    answers: Answers = []
    errors: list[Error] = []
    for field in fields:
        try:
            answers += _answer(field, submission, around)
        except Unfit as unfit:
            errors.append((str(field.id), str(unfit)))
    return answers, errors


def _answer(field: FormField, submission: Submission, around: Circumstances) -> Answers:
    if field.type == "thread" and submission.text is None:
        raise Unfit(required_text(field))
    if field.type in WITHOUT_ANSWER:
        return []
    sent = submission.values.get(field.name)
    if submission.channel == "Email":
        return _unchecked(field, sent, around)
    value = convert(field, sent, around)
    if not value and field.required:
        raise Unfit(required_text(field))
    return [(field, value)] if value else []


def _unchecked(field: FormField, sent: Any, around: Circumstances) -> Answers:
    try:
        value = convert(field, sent, around)
    except Unfit:
        value = clean_line(as_text(sent) or "", as_original=around.as_original)
    return [(field, value)] if value else []


def required_text(field: FormField) -> str:
    return f"{field.label} is a required field"


def renumbered(errors: list[Error]) -> list[Error]:
    """Keys that are ids of fields become 0, 1, 2 …: how the original reports once a topic's own form has errors."""
    numbers = iter(range(len(errors)))
    return [(str(next(numbers)) if key.isdecimal() else key, text) for key, text in errors]


def sent_values(answers: Answers) -> Mapping[str, Value]:
    return {field.name: value for field, value in answers}
