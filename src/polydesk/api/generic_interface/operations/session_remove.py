"""Session::SessionRemove, which Znuny has: specification of the Generic Interface, section 9."""

from typing import Any

from polydesk.api.generic_interface.call import Call
from polydesk.api.generic_interface.perl import given, is_string, text
from polydesk.desk.people.sessions import end_session, find_session


def session_remove(call: Call) -> dict[str, Any]:
    if not isinstance(call.data, dict) or not call.data:
        call.refuse("MissingParameter", "The request is empty!")
    token = call.data.get("SessionID")
    if not given(token):
        call.refuse("MissingParameter", "SessionID is missing!")
    with call.desk.work() as work:
        known = is_string(token) and find_session(work, text(token), remote_address=call.remote_address)
        if not known or not end_session(work, text(token)):
            call.refuse("Fail", "SessionID could not be removed!")
    return {"Success": 1}
