"""Operations of installed packages, found by entry point, and the guide's own YAML that names one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from polydesk.api.generic_interface.operations import registry
from polydesk.desk.desk import Desk
from polydesk.desk.services.import_service import import_service
from tests.api.client import ADA, TICKET, Client

YAML = Path(__file__).parents[2] / "desk" / "services"
MODULE = """
from polydesk.api.generic_interface.errors import Fault, Refusal
from polydesk.kernel.errors import Forbidden


def answer(call):
    return {"Echo": call.data, "Name": call.name}


def refuse(call):
    raise call.refusal("Sorry", "Not today!")


def forbid(call):
    raise Forbidden("x")


def fail(call):
    raise Fault("It broke.")


def crash(call):
    raise RuntimeError("agent1-pw")


def bare(call):
    return "text"
"""
ENTRY_POINTS = """
[polydesk.operations]
Test::Module = desk_package:answer
Test::Refuse = desk_package:refuse
Test::Forbid = desk_package:forbid
Test::Fail = desk_package:fail
Test::Crash = desk_package:crash
Test::Bare = desk_package:bare
Test::Broken = desk_package_that_is_not_there:answer
Test::Absent = desk_package:absent
Ticket::TicketCreate = desk_package:answer
"""
SERVICE = """
Provider:
  Transport: {{Config: {{RouteOperationMapping: {{Own: {{Route: /Own}}}}}}}}
  Operation: {{Own: {{Type: '{kind}'}}}}
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An installed package with operations, some of which cannot be loaded."""
    folder = tmp_path / "site"
    info = folder / "desk_package-1.0.dist-info"
    info.mkdir(parents=True)
    (folder / "desk_package.py").write_text(MODULE)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: desk-package\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(ENTRY_POINTS)
    monkeypatch.syspath_prepend(str(folder))
    registry._installed.cache_clear()
    yield
    registry._installed.cache_clear()


def serve(desk: Desk, kind: str) -> Client:
    with desk.work() as work:
        import_service(work, SERVICE.format(kind=kind), "Own")
    return Client(desk, "Own")


@pytest.mark.usefixtures("package")
def test_the_guides_yaml_is_served_at_once_once_the_package_is_there(desk: Desk) -> None:
    with desk.work() as work:
        import_service(work, (YAML / "guide_mytest.yml").read_text(), "MyTest")
    reply = Client(desk, "MyTest").send("GET", "/MyTest", query="a=b")
    assert reply.status == 200
    assert reply.json == {"Echo": {"RequestMethod": "GET", "a": "b"}, "Name": "Module"}


def test_without_the_package_it_fails_in_the_originals_words(desk: Desk) -> None:
    registry._installed.cache_clear()
    with desk.work() as work:
        import_service(work, (YAML / "guide_mytest.yml").read_text(), "MyTest")
    reply = Client(desk, "MyTest").send("GET", "/MyTest")
    text = "Can't load operation backend module Kernel::GenericInterface::Operation::Test::Module!"
    assert (reply.status, reply.json) == (500, {"faultcode": "Server", "faultstring": text})


def test_the_guides_other_yaml_works_at_once(world: Desk) -> None:
    with world.work() as work:
        import_service(work, (YAML / "guide_otobo.yml").read_text(), "Imported")
    service = Client(world, "Imported")
    article = {"Subject": "Product Inquiry", "Body": "Please", "MimeType": "text/plain"}
    made = service.send("POST", "/ticket", {**ADA, "Ticket": TICKET, "Article": article}).json
    assert made["Ticket"]["Article"]["Subject"] == "Product Inquiry"
    assert service.send("POST", "/ticket", {"Pad": "x" * 16_000}).status == 413
    token = service.send("PUT", "/session", ADA).json["SessionID"]
    assert service.send("POST", "/ticket/search", {"SessionID": token}).json == {"TicketID": [made["TicketID"]]}


@pytest.mark.usefixtures("package")
@pytest.mark.parametrize("kind", ["Test::Broken", "Test::Absent"])
def test_one_that_cannot_be_loaded_takes_no_other_down(world: Desk, kind: str) -> None:
    assert "Can't load operation backend module" in serve(world, kind).send("GET", "/Own").text
    assert serve(world, "Test::Module").send("GET", "/Own").json["Name"] == "Module"
    assert Client(world).create().error == ""


@pytest.mark.usefixtures("package")
def test_our_own_operations_cannot_be_replaced(world: Desk) -> None:
    assert serve(world, "Ticket::TicketCreate").send("GET", "/Own").error == "TicketCreate.MissingParameter"


@pytest.mark.usefixtures("package")
@pytest.mark.parametrize(
    ("kind", "status", "body"),
    [
        ("Test::Refuse", 200, b'{"Error":{"ErrorCode":"Refuse.Sorry","ErrorMessage":"Refuse: Not today!"}}'),
        ("Test::Fail", 500, b'{"faultcode":"Server","faultstring":"It broke."}'),
        ("Test::Crash", 500, b"Internal Server Error"),
        (
            "Test::Bare",
            500,
            b'{"faultcode":"Server","faultstring":"OperationObject returned an error, cancelling Request"}',
        ),
    ],
)
def test_it_refuses_fails_and_crashes_like_our_own(desk: Desk, kind: str, status: int, body: bytes) -> None:
    reply = serve(desk, kind).send("GET", "/Own")
    assert (reply.status, reply.body) == (status, body)


@pytest.mark.usefixtures("package")
def test_a_desk_error_becomes_a_refusal(desk: Desk) -> None:
    assert serve(desk, "Test::Forbid").send("GET", "/Own").error == "Forbid.AccessDenied"
