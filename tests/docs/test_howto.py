"""The examples of docs/howto, played."""

from pathlib import Path

import pytest
import yaml

from polydesk.api.generic_interface.operations.registry import OPERATIONS
from polydesk.desk.configuration.document import read_document
from polydesk.desk.configuration.layout import KNOWN_KEYS, SECTIONS
from polydesk.desk.configuration.load import load_configuration
from polydesk.desk.desk import Desk
from polydesk.desk.services.import_service import import_service
from polydesk.desk.services.queries import debugger_log
from tests.api.client import ADA, RAE, Client
from tests.docs.pages import ROOT, blocks

CONFIGURATION = "docs/howto/configuration.md"
WEB_SERVICES = "docs/howto/web-services.md"
ONLY_NAMED = {"id", "valid", "password_hash", "key_hash", "definition", "internal"}
"""Keys the page speaks of without an example."""
AS_IN_QUEUES = {"first_response_notify", "update_time", "update_notify", "solution_notify", "comment"}


@pytest.fixture
def document() -> str:
    return "\n".join(blocks(CONFIGURATION, "yaml"))


def test_every_section_and_key_has_an_example(document: str) -> None:
    shown, page = yaml.safe_load(document), (ROOT / CONFIGURATION).read_text("utf-8")
    assert shown.keys() == KNOWN_KEYS
    for section in SECTIONS:
        keys = {key for entry in shown[section.name] for key in entry}
        missing = section.known_keys - keys - (AS_IN_QUEUES if section.name == "slas" else set())
        assert missing <= ONLY_NAMED, section.name
        assert all(key in page for key in missing)


def test_the_examples_are_one_configuration(desk: Desk, document: str, tmp_path: Path) -> None:
    (tmp_path / "monitoring.yml").write_text(blocks(WEB_SERVICES, "yaml")[0], "utf-8")
    (tmp_path / "desk.yaml").write_text(document, "utf-8")
    for changes in (True, False):
        with desk.work() as work:
            report = load_configuration(work, read_document(tmp_path / "desk.yaml"))
        assert report.anything_new is changes


def test_the_examples_of_signing_in(desk: Desk) -> None:
    for example in blocks("docs/howto/sign-in.md", "yaml"):
        with desk.work() as work:
            assert load_configuration(work, yaml.safe_load(example)).anything_new


def test_an_operation_of_your_own(world: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with world.work() as work:
        import_service(work, blocks(WEB_SERVICES, "yaml")[0], "Acme")
    package: dict[str, object] = {}
    exec(blocks(WEB_SERVICES, "python")[0], package)  # our own page
    monkeypatch.setitem(OPERATIONS, "Acme::TicketRaise", package["ticket_raise"])
    ticket_id, acme = Client(world).open(), Client(world, "Acme")
    raised = acme.send("POST", f"/tickets/{ticket_id}/raise", ADA)
    assert raised.json == {"TicketID": str(ticket_id), "PriorityID": 4}
    assert acme.send("POST", f"/tickets/{ticket_id}/raise", RAE).error == "TicketRaise.AccessDenied"


def test_the_mapping_of_the_example(world: Desk) -> None:
    with world.work() as work:
        import_service(work, blocks(WEB_SERVICES, "yaml")[0], "Acme")
    ticket_id, acme = Client(world).open(), Client(world, "Acme")
    words = {"user": ADA["UserLogin"], "password": ADA["Password"]}
    for wish, has_articles in (("yes", True), ("no", False)):
        reply = acme.send("GET", f"/tickets/{ticket_id}", query={**words, "articles": wish})
        assert ("Article" in reply.json["Ticket"][0]) is has_articles


def test_the_debugger_log_keeps_no_password_whatever_its_name(world: Desk) -> None:
    with world.work() as work:
        example = blocks(WEB_SERVICES, "yaml")[0]
        import_service(work, example.replace("DebugThreshold: error", "DebugThreshold: debug"), "Acme")
    words = {"user": ADA["UserLogin"], "password": ADA["Password"], "SessionID": "not-a-session"}
    Client(world, "Acme").send("GET", "/tickets/1", query=words)
    with world.look() as look:
        kept = "".join(line.content for line in debugger_log(look, "Acme"))
    assert ADA["UserLogin"] in kept and "********" in kept
    assert ADA["Password"] not in kept and "not-a-session" not in kept
