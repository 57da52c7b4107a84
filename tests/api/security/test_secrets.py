"""Class C8: no password and no session id in the debugger's log, in the program's log or in an error's text."""

import pytest
from sqlalchemy import select

from polydesk.desk.people.change_password import change_agent_password
from polydesk.desk.services.import_service import import_service
from polydesk.desk.services.models import DebuggerContent
from tests.api.client import ARTICLE, TICKET, Client, Reply

CANARY = "cAnAry-9b1f"
DEFINITION = """
Debugger: {{DebugThreshold: debug}}
Provider:
  Transport:
    Config:
      RouteOperationMapping:
        In: {{Route: /In}}
        Get: {{Route: /Get}}
        Make: {{Route: /Make}}
        Test: {{Route: /Test}}
        InPath: {{Route: '/InPath/:{password}'}}
        GetPath: {{Route: '/GetPath/:{session}'}}
  Operation:
    In: {{Type: 'Session::SessionCreate', {mapping}}}
    InPath: {{Type: 'Session::SessionCreate', {mapping}}}
    Get: {{Type: 'Session::SessionGet', {mapping}}}
    GetPath: {{Type: 'Session::SessionGet', {mapping}}}
    Make: {{Type: 'Ticket::TicketCreate', {mapping}}}
    Test: {{Type: 'Test::Test', {mapping}}}
"""
MAPPING = """MappingInbound: {Type: Simple, Config: {KeyMapExact: {pw: Password, sid: SessionID},
  KeyMapDefault: {MapType: Keep}, ValueMapDefault: {MapType: Keep}}}"""
PLAIN, MAPPED = ("Password", "SessionID"), ("pw", "sid")


def serve(client: Client, names: tuple[str, str]) -> Client:
    mapping = MAPPING if names == MAPPED else "Description: ''"
    with client.desk.work() as work:
        import_service(work, DEFINITION.format(mapping=mapping, password=names[0], session=names[1]), "Talkative")
    return Client(client.desk, "Talkative")


def logged(client: Client) -> str:
    with client.desk.look() as look:
        rows = look.connection.execute(select(DebuggerContent.subject, DebuggerContent.content)).all()
    assert rows
    return "\n".join(f"{subject}\n{content}" for subject, content in rows)


@pytest.mark.parametrize("names", [PLAIN, MAPPED], ids=["plain", "mapped"])
@pytest.mark.parametrize("login", ["agent1", "nobody"])
def test_c8_a_password_is_nowhere(
    client: Client, names: tuple[str, str], login: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with client.desk.work() as work:
        change_agent_password(work, "agent1", CANARY)
    talkative = serve(client, names)
    sent = {"UserLogin": login, names[0]: CANARY}
    replies = [
        talkative.send("POST", "/In", sent),
        talkative.send("GET", "/In", query=sent),
        talkative.send("POST", "/Make", {**sent, "Ticket": TICKET, "Article": ARTICLE}),
        talkative.send("POST", "/Make", {**sent, "Ticket": {}}),
        talkative.send("POST", "/In", {"Data": sent}),
    ]
    assert not [reply for reply in replies if CANARY in reply.text]
    assert CANARY not in logged(client)
    assert CANARY not in "".join(capfd.readouterr())


@pytest.mark.parametrize("names", [PLAIN, MAPPED], ids=["plain", "mapped"])
def test_c8_a_session_id_is_nowhere_but_in_the_answer_that_made_it(
    client: Client, names: tuple[str, str], capfd: pytest.CaptureFixture[str]
) -> None:
    talkative = serve(client, names)
    token = talkative.send("POST", "/In", {"UserLogin": "agent1", names[0]: "agent1-pw"}).json["SessionID"]
    replies: list[Reply] = [
        talkative.send("POST", "/Get", {names[1]: token}),
        talkative.send("POST", "/Make", {names[1]: token, "Ticket": TICKET, "Article": ARTICLE}),
        talkative.send("POST", "/Make", {names[1]: token, "Ticket": "wrong"}),
    ]
    assert not [reply for reply in replies if token in reply.text]
    assert token not in logged(client)
    assert token not in "".join(capfd.readouterr())


@pytest.mark.parametrize(
    "password", ['can"ary"9b1f', "canary\\9b1f", "canary\n9b1f", "canäry9b1f", "canary&9b1f=", " canary9b1f "]
)
def test_c8_whatever_letters_it_has(client: Client, password: str) -> None:
    talkative = serve(client, MAPPED)
    talkative.send("POST", "/In", {"UserLogin": "agent1", "pw": password})
    talkative.send("POST", "/In", {"UserLogin": "agent1", "Password": password})
    assert "9b1f" not in logged(client)
