"""Whatever is sent: a documented status, no crash, and nothing stored by what is refused.

A few requests to each endpoint, the same at each run. POLYDESK_FUZZ_EXAMPLES=500 asks for more, and for new ones.
"""

import json
import os
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from polydesk.api.otrs7.answers import Answer
from polydesk.api.otrs7.routes import ROUTES
from polydesk.desk.desk import Desk
from tests.api.otrs7.client import Client, Reply
from tests.api.otrs7.contract import path_of, request_of
from tests.api.otrs7.contract_stage import Stage
from tests.api.otrs7.documented import HALF, Endpoint
from tests.api.otrs7.test_contract import GOOD
from tests.api.stored import stored

ASKED = os.environ.get("POLYDESK_FUZZ_EXAMPLES")
EXAMPLES = settings(
    max_examples=int(ASKED or 6),
    derandomize=ASKED is None,
    deadline=None,
    database=None,
    phases=(Phase.generate, *((Phase.shrink,) if ASKED else ())),
    suppress_health_check=list(HealthCheck),
)
ODD_TEXT = st.one_of(
    st.sampled_from(
        [
            *("", " ", "0", "-1", "1", "1.5", "1e9", "٣", "²", "9" * 30, "9223372036854775808", "NaN", "true", "null"),
            *("' OR 1=1 --", "%", "_", "\\", "../../etc/passwd", "a\0b", "\ud800", "\u202e", "<script>x</script>"),
            *("x" * 5000, "{{7*7}}", "%s%n", "=cmd()", "\r\nSet-Cookie: a=b", "DynamicField_", "2026-02-30"),
        ]
    ),
    st.text(max_size=30),
)
ODD_VALUE = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), ODD_TEXT, st.just(10**400)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(ODD_TEXT, inner, max_size=3)),
    max_leaves=6,
)
KNOWN_FIELDS = (
    *("Title", "Subject", "Body", "FormID", "QueueID", "StateID", "PriorityID", "ServiceID", "SLAID", "TypeID"),
    *("DynamicField_Product", "DynamicField_Topics", "DynamicField_Checkbox", "Interface", "EndpointContext"),
    *("ActivityDialogEntityID", "UserLanguage", "Password", "PasswordRepeat", "CurrentPassword", "Filename"),
)
RAW = st.one_of(
    st.binary(max_size=60),
    st.sampled_from(
        [
            *(b"", b"{", b"[]", b"\xff\xfe{}", b'{"a": 1e999}', b'{"a": "\\ud800"}', b"null", b"[" * 5000),
            b'--limit\r\nContent-Disposition: form-data; name="Upload"; filename="a\0/../b"\r\n\r\nx\r\n--limit--',
            b"--limit\r\nContent-Disposition: form-data\r\n\r\n--limit",
        ]
    ),
)
HEADER = st.text(st.characters(max_codepoint=255, blacklist_characters="\r\n\0"), max_size=40)
HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "content-type": st.one_of(HEADER, st.sampled_from(["multipart/form-data; boundary=limit", "text/plain"])),
        "accept-language": st.one_of(HEADER, st.sampled_from(["de", "en;q=x,de", "*", "," * 40])),
        "x-otrs-api-validateformdata": st.sampled_from(["1", "0", "yes"]),
        "x-otrs-api-debug": st.sampled_from(["1", "x"]),
        "x-otrs-api-fakecustomerlogin": st.sampled_from(["c1", "'"]),
        "x-forwarded-proto": HEADER,
        "cookie": st.one_of(HEADER, HEADER.map(lambda value: f"AuthenticationCustomer={value}")),
        "range": HEADER,
    },
)
CREDENTIALS = st.one_of(
    st.none(),
    st.tuples(st.sampled_from(["authentication", "authorization"]), st.one_of(HEADER, HEADER.map("Bearer {}".format))),
)


@dataclass
class Sent:
    method: str
    path: str
    headers: dict[str, str]
    query: dict[str, Any]
    body: bytes

    def to(self, client: Client) -> Reply:
        given = {**self.headers, **client.headers}
        return Client(client.desk).send(self.method, self.path, query=self.query, headers=given, body=self.body)


def draw_request(data: st.DataObject, endpoint: Endpoint, stage: Stage) -> Sent:
    """A good request, of which most parts are left as they are."""
    case = GOOD[endpoint.key]
    good = request_of(case, stage)
    segments = zip(endpoint.path.split("/"), path_of(case, stage).split("/"), strict=True)
    path = "/".join(data.draw(_mostly(st.just(value), ODD_TEXT)) if name != value else name for name, value in segments)
    odd = st.fixed_dictionaries({}, optional=dict.fromkeys((*endpoint.query, "Odd"), ODD_TEXT))
    query = {**good["query"], **data.draw(_mostly(st.just({}), odd))}
    headers = {**good["headers"], **data.draw(_mostly(st.just({}), HEADERS))}
    return Sent(endpoint.method, path, headers, _storable(query), data.draw(_bodies(endpoint, good)))


def _mostly(usual: st.SearchStrategy[Any], odd: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(usual, usual, odd)


def _bodies(endpoint: Endpoint, good: dict[str, Any]) -> st.SearchStrategy[bytes]:
    fields = st.sampled_from((*endpoint.fields, *KNOWN_FIELDS))
    changed = st.dictionaries(fields, ODD_VALUE, max_size=4)
    known = good["sent"] if isinstance(good["sent"], dict) else {}
    documents = st.one_of(changed.map(lambda more: {**known, **more}), changed, ODD_VALUE)
    usual = documents.map(lambda one: json.dumps(one).encode()) if known else st.just(good["body"])
    return _mostly(usual, RAW)


def _storable(query: dict[str, str]) -> dict[str, str]:
    """What a URL can hold."""
    return {name: value.encode("utf-8", "replace").decode() for name, value in query.items()}


def allowed(sent: Sent) -> set[int]:
    """What the endpoint documents; a value with a slash may lead to another one, or to none."""
    found = ROUTES.find(sent.method, sent.path)
    if isinstance(found, Answer):
        return {found.status}
    endpoint = HALF[f"{found[0].method} {found[0].path}"]
    return endpoint.statuses | {422}


@pytest.fixture(scope="module")
def stage(contract_desk: Desk) -> Stage:
    """One for all examples: what one of them has taken away is only missing from the next."""
    return Stage(contract_desk)


@pytest.mark.parametrize("endpoint", HALF.values(), ids=lambda one: one.key)
@given(data=st.data())
@EXAMPLES
def test_whatever_is_sent(endpoint: Endpoint, stage: Stage, data: st.DataObject) -> None:
    client, contract_desk = stage.client, stage.desk
    sent = draw_request(data, endpoint, stage)
    credentials = data.draw(CREDENTIALS)
    stranger = Client(contract_desk, dict([credentials]) if credentials else {})
    before = stored(contract_desk)
    refused = sent.to(stranger)
    found = ROUTES.find(sent.method, sent.path)
    if not isinstance(found, Answer) and found[0].secured:
        assert refused.status == 401
    assert refused.status in allowed(sent), (sent, refused)
    if refused.status != 200:
        assert stored(contract_desk) == before, sent
    else:
        before = stored(contract_desk)
    reply = sent.to(client)
    assert reply.status in allowed(sent), (sent, reply)
    assert reply.headers["x-otrs-api-version"] == "1.0.0"
    if reply.status != 200:
        assert stored(contract_desk) == before, (sent, reply)
