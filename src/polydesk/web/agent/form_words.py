"""Forms of the desk on a page: what was sent for their fields, and what is wrong with it in the reader's words."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from starlette.datastructures import FormData

from polydesk.desk.forms.check import DATE, DATETIME, EMAIL, MAX_LENGTH, NUMBER, PATTERN
from polydesk.desk.forms.field import MISCONFIGURED, REQUIRED, VALUE, Failure, FormField, Kind
from polydesk.kernel.storable import storable
from polydesk.web.texts import Texts

_OF_BROWSERS = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d)?")


def last_sent(form: FormData) -> dict[str, Any]:
    """The last value of each name: what stands before it is what is sent where nothing is chosen."""
    return {name: storable(value) for name, value in form.multi_items() if isinstance(value, str)}


def sent_for(form: FormData, fields: Sequence[FormField]) -> dict[str, Any]:
    """As the desk's forms take it: lists where there may be several values, moments as the desk writes them."""
    sent = last_sent(form)
    for field in fields:
        if field.is_multiple:
            several = [storable(one) for one in form.getlist(field.name) if isinstance(one, str)]
            if several:
                sent[field.name] = several
        elif field.kind is Kind.DATETIME and field.name in sent:
            sent[field.name] = _moment(sent[field.name])
    return sent


def failure_words(texts: Texts, failures: Mapping[str, Failure]) -> dict[str, str]:
    """By the names of the fields. What an administrator wrote for a pattern is said as they wrote it."""
    _ = texts.gettext
    words = {
        REQUIRED.name: _("This field is needed."),
        MISCONFIGURED.name: _("This field is not set up. Please ask an administrator."),
        VALUE: _("This is not one of the choices."),
        PATTERN: _("This does not look as it should."),
        DATE: _("This is no date."),
        DATETIME: _("This is no date with a time."),
        EMAIL: _("This is no e-mail address."),
        NUMBER: _("This is no number."),
    }
    return {name: one.text or words.get(one.validator.name) or _longest(texts, one) for name, one in failures.items()}


def _longest(texts: Texts, failure: Failure) -> str:
    assert failure.validator.name == MAX_LENGTH
    return texts.gettext("At most %(count)s characters, please.") % {"count": failure.validator.arguments[0]}


def _moment(text: str) -> str:
    found = _OF_BROWSERS.fullmatch(text.strip())
    return f"{found[1]} {found[2]}{found[3] or ':00'}" if found else text.strip()
