"""What any answer of the Generic Interface looks like, whatever was sent."""

import re
from collections.abc import Mapping

from tests.api.client import Reply

UNDECODABLE = "Error while decoding request content."
FAULTS = (
    r"Ticket(Create|Update): Ticket->(DynamicField|Attachment) parameter is invalid!",
    r"Dynamic Field \w+ could not be set, please contact the system administrator",
    r"Ticket could not be created, please contact the system administrator",
    r"Ticket queue could not be updated, please contact system administrator!",
    r"OperationObject returned an error, cancelling Request",
)
"""The failures a real OTOBO has for single requests, and so do we."""


def is_refusal(reply: Reply, *, operation: str = r"\w+") -> bool:
    """Whether a well-formed answer says no. Fails for every other answer."""
    if reply.status == 200:
        return _is_error(reply.json, operation)
    assert reply.status in (413, 500), reply
    assert reply.content_type == "text/plain; charset=UTF-8", reply
    if reply.text.startswith("{"):
        fault = reply.json
        assert set(fault) == {"faultcode", "faultstring"}, fault
        assert any(re.fullmatch(known, fault["faultstring"]) for known in FAULTS), fault
    else:
        assert reply.text in (UNDECODABLE, "Unsupported request content structure.", "Payload Too Large"), reply
    return True


def _is_error(data: Mapping[str, object], operation: str) -> bool:
    assert isinstance(data, dict)
    error = data.get("Error")
    if error is None:
        return False
    assert isinstance(error, dict)
    assert set(error) == {"ErrorCode", "ErrorMessage"}, data
    assert re.fullmatch(rf"{operation}\.[A-Z]\w+", error["ErrorCode"]), data
    beside = set(data) - {"Error"}
    assert beside in (set(), {"Success", "ErrorMessage", "Data"}), data
    return True
