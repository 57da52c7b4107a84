"""Session::SessionCreate: specification of the Generic Interface, section 3.1."""

from typing import Any

from polydesk.api.generic_interface.auth import sign_in
from polydesk.api.generic_interface.call import Call
from polydesk.api.generic_interface.perl import given
from polydesk.desk.people.sessions import new_numeric_token, new_token, open_session


def session_create(call: Call) -> dict[str, Any]:
    if not isinstance(call.data, dict) or not call.data:
        call.refuse("MissingParameter", "The request is empty!")
    if not given(call.data.get("Password")):
        call.refuse("MissingParameter", "Password parameter is missing!")
    signed_in = sign_in(call)
    if signed_in is None:
        call.refuse("AuthFail", "Authorization failing!")
    token = new_numeric_token() if call.guide else new_token()
    with call.desk.work(signed_in.actor) as work:
        open_session(work, signed_in.actor, token=token, remote_address=call.remote_address, client=call.client)
    return {"SessionID": token}
