"""Test::Test, which echoes its input: specification of the Generic Interface, section 9."""

from typing import Any

from polydesk.api.generic_interface.call import Call
from polydesk.api.generic_interface.errors import Fault
from polydesk.api.generic_interface.perl import given, is_string, text


def echo(call: Call) -> dict[str, Any]:
    if not isinstance(call.data, dict):
        raise Fault("Got Data but it is not a hash ref in Operation Test backend)!")
    error = call.data.get("TestError")
    if given(error) and is_string(error):
        raise Fault(f"Error message for error code: {text(error)}")
    return call.data
