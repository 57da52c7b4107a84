from datetime import timedelta

import pytest
from sqlalchemy import insert

from polydesk.desk.desk import Desk
from polydesk.desk.services.import_service import import_service
from polydesk.desk.services.models import DebuggerContent, DebuggerEntry
from polydesk.desk.services.queries import debugger_log, export_service, list_services, load_service
from polydesk.desk.services.registry import WebServices
from polydesk.kernel.errors import Invalid, NotFound
from polydesk.kernel.work import Work

DEFINITION = "---\n# kept\nProvider: {Operation: {Echo: {Type: 'Test::Test'}}}\n"


def log(work: Work, service_id: int, *lines: tuple[str, str]) -> None:
    entry = {
        "communication_id": "0" * 32,
        "remote_address": "127.0.0.1",
        "web_service_id": service_id,
        "create_time": work.now,
    }
    entry_id = work.connection.execute(insert(DebuggerEntry).values(**entry).returning(DebuggerEntry.id)).scalar_one()
    for number, (level, subject) in enumerate(lines):
        line = {"level": level, "subject": subject, "content": "", "create_time": work.now + timedelta(seconds=number)}
        work.connection.execute(insert(DebuggerContent).values(entry_id=entry_id, **line))


def test_the_log_shows_the_newest_lines_oldest_first(desk: Desk) -> None:
    with desk.work() as work:
        log(work, 2, ("debug", "first"), ("debug", "second"))
        log(work, 2, ("error", "third"))
        log(work, 3, ("error", "of another"))
    with desk.look() as look:
        lines = debugger_log(look, "GenericTicketConnectorREST", last=2)
        assert [line.subject for line in lines] == ["second", "third"]


def test_the_log_leaves_out_what_is_below_a_level(desk: Desk) -> None:
    with desk.work() as work:
        log(work, 2, ("debug", "a"), ("info", "b"), ("notice", "c"), ("error", "d"))
    with desk.look() as look:
        lines = debugger_log(look, "GenericTicketConnectorREST", level="notice")
        assert [line.subject for line in lines] == ["c", "d"]


def test_an_imported_service_is_served_at_once_and_exported_as_it_was(desk: Desk) -> None:
    with desk.work() as work:
        service_id = import_service(work, DEFINITION, "Own")
    with desk.look() as look:
        assert look.config(WebServices).named("Own") == look.config(WebServices).by_id(service_id)
        assert export_service(look, "Own") == DEFINITION
        assert load_service(look, "Own").operations["Echo"].type == "Test::Test"
        assert list_services(look)[-1].name == "Own"


def test_an_unusable_import_leaves_the_service_as_it_was(desk: Desk) -> None:
    with pytest.raises(Invalid), desk.work() as work:
        import_service(work, "Provider: 1", "OTOBO")
    with desk.look() as look:
        assert look.config(WebServices).named("OTOBO")


@pytest.mark.parametrize("name", ["", " ", "x" * 201, "a\0b"])
def test_a_service_needs_a_name_that_can_be_stored(desk: Desk, name: str) -> None:
    with pytest.raises(Invalid), desk.work() as work:
        import_service(work, DEFINITION, name)


def test_an_unknown_service_is_not_found(desk: Desk) -> None:
    with desk.look() as look, pytest.raises(NotFound):
        export_service(look, "Nothing")
