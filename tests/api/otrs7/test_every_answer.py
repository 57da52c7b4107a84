"""What every answer has, whatever became of the request: specification, section 1.3."""

from typing import Any

import pytest

from polydesk.api.otrs7 import account, app
from polydesk.kernel.errors import Unavailable
from tests.api.otrs7.client import Client, Reply
from tests.api.otrs7.documented import HALF
from tests.world.cast import CORA

ACCOUNT, RESET, CHECK = "/api/customer/account", "/api/customer/account/reset", "/api/customer/auth/check"
JSON = "application/json; charset=utf-8"


def broken(error: Exception) -> Any:
    def fail(*_: object) -> None:
        raise error

    return fail


def answered(client: Client, status: int, monkeypatch: pytest.MonkeyPatch) -> Reply:
    """An answer with this status."""
    cora = client.of(CORA)
    match status:
        case 200:
            return cora.get(ACCOUNT)
        case 401:
            return client.get(ACCOUNT)
        case 403:
            return cora.get("/api/customer/ticket/id/99999999")
        case 404:
            return cora.get("/api/customer/nothing")
        case 405:
            return cora.delete(ACCOUNT)
        case 413:
            monkeypatch.setattr(app, "LARGEST_BODY", 10)
            return cora.send("POST", "/api/customer/upload/f", body=b"x" * 11)
        case 422:
            return client.post(RESET, {})
        case 500:
            monkeypatch.setattr(account, "read_account", broken(RuntimeError("secret")))
            return cora.get(ACCOUNT)
        case 503:
            monkeypatch.setattr(account, "read_account", broken(Unavailable("secret")))
            return cora.get(ACCOUNT)
    return client.post(RESET, {"Token": "x"})


@pytest.mark.parametrize("status", [200, 401, 403, 404, 405, 413, 422, 500, 503, 900])
def test_the_version_and_what_a_browser_must_not_do(
    shared: Client, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    reply = answered(shared, status, monkeypatch)
    assert reply.status == status
    assert reply.headers["x-otrs-api-version"] == "1.0.0"
    assert reply.headers["content-type"] == JSON
    assert reply.headers["cache-control"] == "no-store"
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert int(reply.headers["content-length"]) == len(reply.body)
    assert b"secret" not in reply.body


def test_401_comes_before_a_body_that_is_too_large(shared: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "LARGEST_BODY", 10)
    assert shared.send("POST", "/api/customer/upload/f", body=b"x" * 11).status == 401


def test_an_unknown_method_is_405_and_what_is_allowed_is_named(shared: Client) -> None:
    for endpoint in HALF.values():
        reply = shared.send("PATCH", endpoint.path.replace("{", "").replace("}", ""))
        assert reply.status == 405
        assert endpoint.method in reply.headers["allow"].split(", ")
        assert reply.headers["x-otrs-api-version"] == "1.0.0"
