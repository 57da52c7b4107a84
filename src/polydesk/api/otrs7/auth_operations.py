"""Sign-in, sign-out, and the cookie a browser loads files with."""

from polydesk.api.otrs7.answers import Answer, done
from polydesk.api.otrs7.call import Call
from polydesk.api.otrs7.routing import Operation
from polydesk.desk.access.customer_sessions import end_customer_session


def check(_call: Call) -> Answer:
    """Whether the token is good: without a good one nobody gets here."""
    return done()


def logout(call: Call) -> Answer:
    if call.caller:
        with call.work() as work:
            end_customer_session(work, call.caller.handle)
    return done()


OPERATIONS = (
    Operation("GET", "/api/customer/auth/check", check),
    Operation("POST", "/api/customer/auth/logout", logout, secured=False),
)
