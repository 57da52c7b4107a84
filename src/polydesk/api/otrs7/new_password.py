"""The wish for a new password, and what stands in its way: the rules in their order, each with its own words."""

from dataclasses import dataclass
from typing import Any

from polydesk.api.otrs7.call import Call
from polydesk.api.otrs7.preference_fields import CODE, CURRENT, NEW, REPEATED
from polydesk.desk.forms.check import Values
from polydesk.desk.people.change_own_password import check_own_password
from polydesk.desk.people.password_rules import objection_to
from polydesk.desk.people.second_factor import has_secret, is_asked_for, is_good_code
from polydesk.desk.people.throttle import TooManyFailures
from polydesk.kernel.errors import Invalid

Problems = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class PasswordWish:
    current: str
    new: str
    repeated: str
    code: str


def wish_of(values: Values) -> PasswordWish | None:
    """None where no new password is asked for: a form may send its password fields empty."""
    current, new, repeated, code = (str(values.get(name, "")) for name in (CURRENT, NEW, REPEATED, CODE))
    return PasswordWish(current, new, repeated, code) if new or repeated else None


def check_wish(call: Call, wish: PasswordWish) -> Problems:
    """The first thing that is wrong, by the field it is said of; empty if nothing is."""
    customer = call.known.actor
    if not wish.current:
        return _problem(CURRENT, "The current password is required.")
    try:
        is_own = check_own_password(call.desk, customer, wish.current)
    except TooManyFailures:
        return _problem(CURRENT, "Too many wrong passwords. Please wait a moment.")
    except Invalid:
        return _problem(NEW, "This password is kept by a directory and has to be changed there.")
    if not is_own:
        return _problem(CURRENT, "The current password is not correct.")
    look = call.look()
    if is_asked_for(look) and has_secret(look, customer) and not is_good_code(look, customer, wish.code):
        return _problem(CODE, "The one-time code is wrong.")
    if wish.new != wish.repeated:
        return _problem(REPEATED, "The new passwords are not the same.")
    objection = objection_to(look, customer, wish.new)
    return _problem(NEW, objection.text, *objection.data) if objection else {}


def _problem(name: str, text: str, *data: str) -> Problems:
    """In English, with what fills its places beside it: the client translates."""
    return {name: {"Message": text, "Data": list(data)}}
