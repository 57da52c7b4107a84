"""Class C8: secrets in paths, in keys, inside other texts, that are no text, renamed, and in a crash."""

from typing import Any

import pytest

from polydesk.api.generic_interface.call import Call
from polydesk.api.generic_interface.operations import registry
from polydesk.desk.services.import_service import import_service
from tests.api.client import Client
from tests.api.security.test_secrets import CANARY, MAPPED, PLAIN, logged, serve

UNUSABLE = """
Debugger: {DebugThreshold: debug}
Provider:
  Transport: {Config: {RouteOperationMapping: {In: {Route: /In}}}}
  Operation:
    In:
      Type: Session::SessionCreate
      MappingInbound: {Type: Simple, Config: {KeyMapExact: {pw: Password}}}
"""
OUTBOUND = """
Debugger: {DebugThreshold: debug}
Provider:
  Transport: {Config: {RouteOperationMapping: {In: {Route: /In}}}}
  Operation:
    In:
      Type: Session::SessionCreate
      MappingOutbound: {Type: Simple, Config: {KeyMapExact: {SessionID: ticket_to_ride},
        KeyMapDefault: {MapType: Keep}, ValueMapDefault: {MapType: Keep}}}
"""


@pytest.mark.parametrize("names", [PLAIN, MAPPED], ids=["plain", "mapped"])
@pytest.mark.parametrize("path", ["InPath", "GetPath"])
def test_c8_a_secret_in_the_path(client: Client, names: tuple[str, str], path: str) -> None:
    serve(client, names).send("GET", f"/{path}/{CANARY}", query={"UserLogin": "agent1"})
    assert CANARY not in logged(client)


def test_c8_a_session_id_under_another_name_in_the_answer(client: Client) -> None:
    with client.desk.work() as work:
        import_service(work, OUTBOUND, "Out")
    out = Client(client.desk, "Out")
    token = out.send("POST", "/In", {"UserLogin": "agent1", "Password": "agent1-pw"}).json["ticket_to_ride"]
    assert token not in logged(client)


@pytest.mark.parametrize("names", [PLAIN, MAPPED], ids=["plain", "mapped"])
@pytest.mark.parametrize("secret", [477_119_477, ["canary", "477119477"], {"a": "477119477"}, "x,477119477"], ids=str)
def test_c8_a_secret_that_is_no_text(client: Client, names: tuple[str, str], secret: object) -> None:
    serve(client, names).send("POST", "/In", {"UserLogin": "agent1", names[0]: secret})
    assert "477119477" not in logged(client)


def test_c8_when_the_mapping_cannot_be_made(client: Client) -> None:
    with client.desk.work() as work:
        import_service(work, UNUSABLE, "Unusable")
    Client(client.desk, "Unusable").send("POST", "/In", {"UserLogin": "agent1", "pw": CANARY})
    assert CANARY not in logged(client)


def test_c8_a_secret_in_a_key_or_in_another_text(client: Client) -> None:
    talkative = serve(client, PLAIN)
    talkative.send("POST", "/Test", {"Password": CANARY, "TestError": f"see {CANARY}", "Note": f"it is {CANARY}"})
    assert CANARY not in logged(client)


@pytest.mark.parametrize("route", ["/In", "/GetPath"])
def test_c8_a_crash_does_not_write_secrets_to_the_log(
    client: Client, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], route: str
) -> None:
    def crash(call: Call) -> dict[str, Any]:
        data = call.data
        raise RuntimeError(str(len(data)))

    monkeypatch.setitem(registry.OPERATIONS, "Session::SessionCreate", crash)
    monkeypatch.setitem(registry.OPERATIONS, "Session::SessionGet", crash)
    talkative = serve(client, PLAIN)
    if route == "/In":
        talkative.send("POST", route, {"UserLogin": "agent1", "Password": CANARY})
    else:
        talkative.send("GET", f"{route}/{CANARY}")
    assert CANARY not in "".join(capfd.readouterr())
