"""Accounts without a sign-in: opening one, and the way to a new password. Specification, sections 2.2 and 2.3."""

import secrets
import string

from polydesk.api.otrs7.answers import Answer, done, ok
from polydesk.api.otrs7.call import Call
from polydesk.api.otrs7.errors import Refused, failed, failing_as, missing
from polydesk.api.otrs7.form_shape import refuse_plainly, schema
from polydesk.api.otrs7.rates import MAILS, SOURCES, is_allowed
from polydesk.api.otrs7.routing import Operation
from polydesk.desk.access.customer_sessions import CUSTOMER_SESSIONS
from polydesk.desk.forms.check import EMAIL, MAX_LENGTH, check_form
from polydesk.desk.forms.field import FormField, Kind, Validator
from polydesk.desk.people.change_customer import change_customer_password
from polydesk.desk.people.find_account import find_account
from polydesk.desk.people.password_rules import objection_to, remember_password
from polydesk.desk.people.passwords import hash_password
from polydesk.desk.people.register_customer import register_customer
from polydesk.desk.people.reset_tokens import make_reset_token, use_up_reset_token
from polydesk.desk.sending.account_mail import mail_new_password, mail_reset_token
from polydesk.kernel.actors import CustomerActor
from polydesk.kernel.db import STORAGE_FAULTS
from polydesk.kernel.errors import Conflict, Forbidden, NotFound
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Work

_REGISTER, _RECOVER = "WebApp::API::Customer::Account::Register", "WebApp::API::Customer::Account::Recover"
_SHORT = (Validator(MAX_LENGTH, (200,)),)
_ADDRESS = FormField(
    name="EmailAddress",
    kind=Kind.EMAIL,
    label="E-mail address",
    required=True,
    rules=(Validator(MAX_LENGTH, (200,)), Validator(EMAIL)),
)
_REGISTRATION = (
    _ADDRESS,
    FormField(name="FirstName", kind=Kind.TEXT, label="First name", required=True, rules=_SHORT),
    FormField(name="LastName", kind=Kind.TEXT, label="Last name", required=True, rules=_SHORT),
)
_RECOVERY = (_ADDRESS,)
_RESET = (FormField(name="Token", kind=Kind.TEXT, label="Token", required=True),)
_LETTERS = string.ascii_letters + string.digits


def registration_form(call: Call) -> Answer:
    _check_is_on(call, _REGISTER)
    return _form(call, _REGISTRATION)


def recovery_form(call: Call) -> Answer:
    _check_is_on(call, _RECOVER)
    return _form(call, _RECOVERY)


def _form(call: Call, fields: tuple[FormField, ...]) -> Answer:
    if call.only_validates:
        refuse_plainly(call, check_form(fields, call.values)[1])
    return schema(call, fields)


def register(call: Call) -> Answer:
    """The account is there before its mail: a mail that cannot be queued leaves it, and `recover` sends another."""
    _check_is_on(call, _REGISTER)
    values, failures = check_form(_REGISTRATION, call.values)
    refuse_plainly(call, failures)
    email, first, last = (str(values[name]).strip() for name in ("EmailAddress", "FirstName", "LastName"))
    if not is_allowed(call, SOURCES, call.request.peer):
        raise _not_added()
    try:
        with call.work() as work:
            login = register_customer(work, email=email, first_name=first, last_name=last)
    except Forbidden as refused:
        text = "This email address is not allowed to register. Please contact support staff."
        raise failed("EmailAddressBlacklisted", text) from refused
    except Conflict as refused:
        text = "This e-mail address already exists. Please log in or reset your password."
        raise failed("EmailAddressAlreadyExists", text) from refused
    except STORAGE_FAULTS as fault:
        raise _not_added() from fault
    _send_token(call, login, "Could not send email with new customer user account information.", is_new=True)
    return ok({"UserLogin": login})


def recover(call: Call) -> Answer:
    """Whether anybody has this address is not said: the answer is the same as if the mail were on its way."""
    _check_is_on(call, _RECOVER)
    values, failures = check_form(_RECOVERY, call.values)
    refuse_plainly(call, failures)
    email = str(values["EmailAddress"]).strip()
    if not is_allowed(call, SOURCES, call.request.peer) or not is_allowed(call, MAILS, email.lower()):
        return done()
    try:
        login = find_account(call.look(), email)
    except Conflict as refused:
        text = "Multiple accounts with the same email address were found. Please contact the administrator."
        raise failed("MultipleAccountsFound", text) from refused
    if login is not None:
        text = "Could not send password recovery instructions via email. Please contact the administrator."
        _send_token(call, login, text)
    return done()


def _send_token(call: Call, login: str, text: str, *, is_new: bool = False) -> None:
    with failing_as("EmailSendingFailed", text), call.work() as work:
        mail_reset_token(work, login, make_reset_token(work, login), is_new=is_new)


def reset(call: Call) -> Answer:
    """A token is used up by a new password, which is mailed; all sessions of the person end."""
    values, failures = check_form(_RESET, call.values)
    refuse_plainly(call, failures)
    if not is_allowed(call, SOURCES, call.request.peer):
        raise _bad_token()
    text = "Reset password was unsuccessful. Please contact the administrator."
    with failing_as("PasswordResetFailed", text), call.work() as work:
        _reset(work, str(values["Token"]).strip())
    return done()


def _reset(work: Work, token: str) -> None:
    try:
        login = use_up_reset_token(work, token)
    except NotFound as refused:
        raise _bad_token() from refused
    customer = CustomerActor(login)
    password = _new_password(work, customer)
    remember_password(work, customer)
    change_customer_password(work, login, hash_password(password))
    CUSTOMER_SESSIONS.end_all_of(work, customer)
    text = "Could not send new password via email. Please contact the administrator."
    with failing_as("EmailSendingFailed", text):
        mail_new_password(work, login, password)


def _new_password(work: Work, customer: CustomerActor) -> str:
    """One that the desk's own rules allow: some of a few random ones have a letter of each kind and a digit."""
    length = max(16, work.config(Settings)["Customer::PasswordMinSize"])
    for _ in range(50):
        password = "".join(secrets.choice(_LETTERS) for _ in range(length))
        if objection_to(work, customer, password) is None:
            break
    return password


def _check_is_on(call: Call, name: str) -> None:
    if not call.look().config(Settings)[name]:
        raise missing("This is switched off.")


def _not_added() -> Refused:
    return failed("AddingCustomerFailed", "Could not add new customer user.")


def _bad_token() -> Refused:
    text = "Supplied password reset token is invalid. Please check your link."
    return failed("PasswordResetTokenInvalid", text)


OPERATIONS = (
    Operation("POST", "/api/customer/account/register", register, secured=False),
    Operation("POST", "/api/customer/account/recover", recover, secured=False),
    Operation("POST", "/api/customer/account/reset", reset, secured=False),
    Operation("POST", "/api/frontend/external/form/account/register", registration_form, secured=False),
    Operation("POST", "/api/frontend/external/form/account/recover", recovery_form, secured=False),
)
