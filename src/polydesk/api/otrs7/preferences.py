"""Preferences: their categories, their forms, and saving them, all or none."""

from collections.abc import Iterable, Mapping

from polydesk.api.otrs7.answers import Answer, done, ok
from polydesk.api.otrs7.call import Call
from polydesk.api.otrs7.errors import failing_as, invalid_input, wrong
from polydesk.api.otrs7.form_shape import refuse_with_data, schema
from polydesk.api.otrs7.new_password import PasswordWish, check_wish, wish_of
from polydesk.api.otrs7.preference_fields import (
    CATEGORIES,
    CODE,
    CURRENT,
    FACTOR_KEY,
    NEW,
    REPEATED,
    all_fields,
    fields_of,
)
from polydesk.api.otrs7.routing import Operation
from polydesk.api.otrs7.words import translated
from polydesk.desk.access.customer_sessions import CUSTOMER_SESSIONS
from polydesk.desk.forms.check import Values, check_form
from polydesk.desk.forms.field import FormField
from polydesk.desk.people.change_own_password import change_own_password
from polydesk.desk.people.password_rules import remember_password
from polydesk.desk.people.passwords import hash_password
from polydesk.desk.people.preferences import read_preferences, set_preferences
from polydesk.desk.people.second_factor import set_secret, use_up_code
from polydesk.kernel.work import Work

_NOT_STORED = ("CouldNotSaveUserPreference", "The system was unable to save the user preference setting.")
_PASSWORD_KEYS = (CURRENT, NEW, REPEATED, CODE)


def categories(call: Call) -> Answer:
    listed = [{"Category": name, "Label": translated(call, label)} for name, label in CATEGORIES.items()]
    return ok({"Categories": listed})


def form(call: Call) -> Answer:
    category = call.path.get("Category", "")
    if category not in CATEGORIES:
        raise wrong("Category", "Unknown category.")
    fields = fields_of(call.look(), category, _stored(call))
    if call.only_validates:
        _checked(call, fields)
    return schema(call, fields)


def save(call: Call) -> Answer:
    values, wish = _checked(call, all_fields(call.look(), _stored(call)))
    if not values and not wish:
        return done()
    with failing_as(*_NOT_STORED), call.work() as work:
        _store(call, work, values, wish)
    return done()


def _stored(call: Call) -> Mapping[str, str]:
    return read_preferences(call.look(), call.known.actor, prefix="")


def _checked(call: Call, fields: Iterable[FormField]) -> tuple[Values, PasswordWish | None]:
    """What was sent and is known, all of it right. Raises Refused with 422."""
    sent = [field for field in fields if field.name in call.values]
    values, failures = check_form(sent, call.values)
    wish = wish_of(values)
    problems = check_wish(call, wish) if wish else {}
    refuse_with_data({name: one for name, one in failures.items() if name not in problems})
    if problems:
        raise invalid_input(problems)
    return {name: value for name, value in values.items() if name not in _PASSWORD_KEYS}, wish


def _store(call: Call, work: Work, values: Values, wish: PasswordWish | None) -> None:
    customer, handle = call.known.actor, call.known.handle
    kept = {name: str(value) for name, value in values.items() if name != FACTOR_KEY}
    set_preferences(work, customer, kept, prefix="")
    if wish:
        if not use_up_code(work, customer, wish.code):
            raise wrong(CODE, "The one-time code is wrong.")
        remember_password(work, customer)
        change_own_password(work, customer, hash_password(wish.new))
        CUSTOMER_SESSIONS.keep(work, customer, handle)
    if FACTOR_KEY in values:
        set_secret(work, customer, str(values[FACTOR_KEY]))


OPERATIONS = (
    Operation("GET", "/api/frontend/external/personal-preferences/categories", categories),
    Operation("POST", "/api/frontend/external/form/personal-preferences/{Category}", form, optional=1),
    Operation("POST", "/api/customer/account/personal-preferences", save),
)
