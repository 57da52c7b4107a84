"""Sign-in, sign-out, and the cookie a browser loads files with: specification, section 3."""

from polydesk.api.otrs7.answers import Answer, done, ok
from polydesk.api.otrs7.auth import COOKIE, sent_token
from polydesk.api.otrs7.call import Call, is_set
from polydesk.api.otrs7.errors import Refused, failed, failing_as, wrong
from polydesk.api.otrs7.form_shape import refuse_plainly, schema
from polydesk.api.otrs7.routing import Operation
from polydesk.api.otrs7.tokens import Claims, sign
from polydesk.api.otrs7.words import translated
from polydesk.desk.access.customer_sessions import CUSTOMER_SESSIONS, open_customer_session
from polydesk.desk.access.signing import key_for_signing
from polydesk.desk.forms.check import check_form
from polydesk.desk.forms.field import FormField, Kind
from polydesk.desk.people.audit_sign_in import audit_sign_in, audit_sign_out
from polydesk.desk.people.failed_sign_ins import forget_failed_sign_ins
from polydesk.desk.people.let_in import Check, let_in
from polydesk.desk.people.passwords import dummy_verify, is_argon2
from polydesk.desk.people.second_factor import is_asked_for, is_good_code, use_up_code
from polydesk.desk.people.sign_in import Ask, SignedIn, note_sign_in, sign_in_customer
from polydesk.desk.people.throttle import TooManyFailures
from polydesk.kernel.actors import CustomerActor
from polydesk.kernel.errors import Conflict
from polydesk.kernel.settings import Settings
from polydesk.kernel.storable import storable
from polydesk.kernel.work import Look, Work

_LIMITS = {
    "session.limit": ("SessionLimitReached", "Session limit reached! Please try again later."),
    "session.limit_per_user": ("SessionLimitPerUserReached", "Session per user limit reached!"),
}


def login_form(call: Call) -> Answer:
    fields = _fields(call.look())
    if call.only_validates:
        refuse_plainly(call, check_form(fields, call.values)[1])
    return schema(call, fields)


def login(call: Call) -> Answer:
    """Wrong, unknown, invalid and without a second factor are one and the same answer."""
    refuse_plainly(call, check_form(_fields(call.look()), call.values)[1])
    password, code = call.text("Password"), call.text("TwoFactorToken")
    try:
        signed_in = let_in(call.desk, call.text("Username"), password, (_with_second_factor(call, code),))
    except TooManyFailures as refused:
        raise _refused(call, ("Retry-After", str(refused.seconds))) from refused
    if signed_in is None or not isinstance(signed_in.actor, CustomerActor):
        raise _refused(call)
    with call.desk.work(signed_in.actor) as work:
        if not use_up_code(work, signed_in.actor, code):
            raise _refused(call)
        token = _new_token(call, work, signed_in.actor)
        note_sign_in(work, signed_in, password)
        forget_failed_sign_ins(work, signed_in.actor)
        audit_sign_in(work, signed_in.actor)
    return ok({"Token": token})


def _fields(look: Look) -> list[FormField]:
    fields = [
        FormField(name="Username", kind=Kind.TEXT, label="User name", required=True),
        FormField(name="Password", kind=Kind.PASSWORD, label="Password", required=True),
    ]
    if is_asked_for(look):
        fields.append(FormField(name="TwoFactorToken", kind=Kind.TEXT, label="One-time code"))
    return fields


def _with_second_factor(call: Call, code: str) -> Check:
    """A right password without the code that goes with it is a failure like a wrong one, counted like one, and as
    slow: the code is looked at even for a login nobody has.
    """

    def check(look: Look, name: str, password: str, ask: Ask | None) -> SignedIn | None:
        signed_in = sign_in_customer(look, name, password, ask=ask, remembered=False)
        customer = signed_in.actor if signed_in else CustomerActor(storable(name))
        is_let_in = is_good_code(call.look(), customer, code) if isinstance(customer, CustomerActor) else False
        if signed_in is None or is_let_in:
            return signed_in
        if signed_in.upgrade and not is_argon2(signed_in.stored_hash):
            dummy_verify(password)  # an old system's hash was checked too fast
        return None

    return check


def _new_token(call: Call, work: Work, customer: CustomerActor) -> str:
    address = call.request.peer
    try:
        handle = open_customer_session(
            work,
            customer,
            remote_address=address,
            client=storable(call.text("FromClient"), 250),
            is_interactive=is_set(call.text("IsInteractive")),
        )
    except Conflict as refused:
        raise failed(*_LIMITS[refused.code]) from refused
    seconds = work.config(Settings)["SessionMaxTime"]
    with failing_as("CouldNotGenerateToken", "The system was unable to generate the token."):
        key, claims = key_for_signing(work), Claims(customer.login, handle)
        return sign(key, claims, now=work.now, lifetime_seconds=seconds, address=address)


def _refused(call: Call, *headers: tuple[str, str]) -> Refused:
    text = translated(call, "Sign-in failed. Check user name and password.")
    return wrong("Password", text, *headers)


def check(_call: Call) -> Answer:
    """Whether the token is good: without a good one nobody gets here."""
    return done()


def cookie(call: Call) -> Answer:
    """Give the token to the browser as a cookie, or take away the one it has."""
    token = sent_token(call.request, by_cookie=False) if call.caller else ""
    secure = "; Secure" if call.request.is_secure else ""
    ended = "" if token else "; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT"
    return done(("Set-Cookie", f"{COOKIE}={token}; Path=/api; HttpOnly; SameSite=Strict{secure}{ended}"))


def logout(call: Call) -> Answer:
    """Without a live token there is nothing to end, which is no error."""
    if call.caller:
        with call.work() as work:
            CUSTOMER_SESSIONS.end(work, call.caller.handle)
            audit_sign_out(work, call.caller.actor)
    return done(("Set-Cookie", f"{COOKIE}=; Path=/api; HttpOnly; SameSite=Strict; Max-Age=0"))


OPERATIONS = (
    Operation("POST", "/api/customer/auth/login", login, secured=False),
    Operation("GET", "/api/customer/auth/check", check, counts_as_use=False),
    Operation("GET", "/api/customer/auth/cookie", cookie, secured=False),
    Operation("POST", "/api/customer/auth/logout", logout, secured=False),
    Operation("POST", "/api/frontend/external/form/auth/login", login_form, secured=False),
)
