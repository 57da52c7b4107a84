"""Session::SessionGet: specification of the Generic Interface, section 3.2."""

from typing import Any

from polydesk.api.generic_interface.call import Call
from polydesk.api.generic_interface.perl import given, is_string, text
from polydesk.desk.people.session_data import session_data
from polydesk.desk.people.sessions import find_session


def session_get(call: Call) -> dict[str, Any]:
    if not isinstance(call.data, dict) or not call.data:
        call.refuse("MissingParameter", "The request is empty!")
    token = call.data.get("SessionID")
    if not given(token):
        call.refuse("MissingParameter", "SessionID is missing!")
    look = call.desk.look()
    session = find_session(look, text(token), remote_address=call.remote_address) if is_string(token) else None
    if session is None:
        call.refuse("SessionInvalid", "SessionID is Invalid!")
    pairs = session_data(look, session)
    return {"SessionData": [{"Key": key, "Value": value} for key, value in sorted(pairs.items())]}
