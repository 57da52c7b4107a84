"""From credentials to an actor: section 2 of the specification, and what the published guide says beyond it."""

from http.cookies import CookieError, SimpleCookie

from polydesk.api.generic_interface.call import Call
from polydesk.api.generic_interface.perl import given, is_string, text
from polydesk.desk.access.password_alone import by_password_alone
from polydesk.desk.own_pages import is_from_own_pages
from polydesk.desk.people.api_keys import agent_of_key
from polydesk.desk.people.audit_sign_in import audit_sign_in
from polydesk.desk.people.let_in import let_in
from polydesk.desk.people.sessions import find_session
from polydesk.desk.people.sign_in import SignedIn, note_sign_in, sign_in_agent, sign_in_customer
from polydesk.desk.people.throttle import TooManyFailures
from polydesk.kernel.actors import Actor, AgentActor, CustomerActor

SESSION_COOKIES = (
    "OTOBOAgentInterface",
    "OTOBOCustomerInterface",
    "ZnunyAgentInterface",
    "ZnunyCustomerInterface",
    "OTRSAgentInterface",
    "OTRSCustomerInterface",
)
_READING = frozenset(("Ticket::TicketGet", "Ticket::TicketHistoryGet", "Ticket::TicketSearch"))
"""Operations that change nothing, whatever the method they are called by."""


def authenticate(call: Call) -> Actor | None:
    """Who is calling. A SessionID decides alone; a UserLogin keeps a CustomerUserLogin from being tried."""
    actor = actor_beside_the_body(call) or _by_parameters(call)
    if isinstance(actor, CustomerActor) and call.service.options.customer_changes == "all":
        return CustomerActor(actor.login, actor.company_ids, trusted=True)
    return actor


def require_credentials(call: Call) -> None:
    """What TicketCreate and TicketUpdate ask for before they look at anything else."""
    data = call.object
    if actor_beside_the_body(call) is not None:
        return
    login = given(data.get("UserLogin")) or given(data.get("CustomerUserLogin"))
    if not login and not given(data.get("SessionID")):
        call.refuse("MissingParameter", "UserLogin, CustomerUserLogin or SessionID is required!")
    if login and not given(data.get("Password")):
        call.refuse("MissingParameter", "Password or SessionID is required!")


def _by_parameters(call: Call) -> AgentActor | CustomerActor | None:
    data = call.object
    if given(data.get("SessionID")):
        token = data["SessionID"]
        return _by_session(call, text(token)) if is_string(token) else None
    signed_in = sign_in(call)
    return signed_in.actor if signed_in else None


def _by_session(call: Call, token: str) -> AgentActor | CustomerActor | None:
    look = call.desk.look()
    session = find_session(look, token, remote_address=call.remote_address)
    return session.actor if session else None


def sign_in(call: Call) -> SignedIn | None:
    """Check login and password, and write down that somebody has signed in."""
    data = call.object
    kind = "UserLogin" if given(data.get("UserLogin")) else "CustomerUserLogin"
    login, password = data.get(kind), data.get("Password")
    if not given(login) or not is_string(login) or not is_string(password):
        return None
    check = sign_in_agent if kind == "UserLogin" else sign_in_customer
    try:
        signed_in = let_in(call.desk, text(login), text(password), by_password_alone(call.desk, (check,)))
    except TooManyFailures:  # this API has no words for it
        return None
    if signed_in and signed_in.worth_noting:
        with call.desk.work(signed_in.actor) as work:
            note_sign_in(work, signed_in, text(password))
            audit_sign_in(work, signed_in.actor)
    return signed_in


def actor_beside_the_body(call: Call) -> AgentActor | CustomerActor | None:
    """On the guide's requests: an `X-API-Key`, or the session cookie of a browser that is on our own pages."""
    if not call.guide:
        return None
    key = call.headers.get("x-api-key")
    if key:
        look = call.desk.look()
        actor = agent_of_key(look, key)
        if actor:
            return actor
    data = call.object
    if any(given(data.get(name)) for name in ("SessionID", "UserLogin", "CustomerUserLogin")):
        return None
    token = _cookie_token(call)
    return _by_session(call, token) if token else None


def _cookie_token(call: Call) -> str | None:
    cookie = call.headers.get("cookie", "")
    if not cookie or not is_from_own_pages(call.headers, if_silent=call.operation.type in _READING):
        return None
    try:
        jar = SimpleCookie(cookie)
    except CookieError:
        return None
    return next((jar[name].value for name in SESSION_COOKIES if name in jar), None)
