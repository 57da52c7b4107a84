import pytest

from polydesk.desk.audit.entries import AuditFilter, list_audit
from polydesk.desk.desk import Desk
from polydesk.desk.services.communications import (
    LogFilter,
    clear_log,
    find_communication,
    list_communications,
    logged_operations,
)
from polydesk.desk.services.debugger_log import Content, log_communication
from polydesk.desk.services.queries import find_service
from polydesk.desk.services.registry import WebServices
from polydesk.desk.services.save_service import change_service, create_service, version_of
from polydesk.desk.services.versions import find_version, list_versions
from polydesk.kernel.errors import Conflict, Invalid, NotFound

SECRET = "---\nProvider: {Operation: {Echo: {Type: 'Test::Test'}}}\nRequester: {Password: very-secret}\n"
OTHER = SECRET.replace("Echo", "Again")


def test_each_definition_is_a_version_and_in_the_audit_trail_without_its_secrets(desk: Desk) -> None:
    with desk.work() as work:
        service_id = create_service(work, "Acme", SECRET)
    with desk.work() as work:
        change_service(work, service_id, definition=OTHER)
        change_service(work, service_id, definition=OTHER)
    with desk.work() as work:
        change_service(work, service_id, valid=False)
    with desk.look() as look:
        newest, oldest = list_versions(look, service_id)
        assert [find_version(look, service_id, one.id) for one in (newest, oldest)] == [OTHER, SECRET]
        assert look.config(WebServices).by_id(service_id) is None
        trail = [*list_audit(look, AuditFilter(action="web_services.change"), offset=0, limit=9)[0]]
        trail += list_audit(look, AuditFilter(action="web_services.create"), offset=0, limit=9)[0]
    assert len(trail) == 3 and trail[0].new_values == {"valid": False}
    assert "very-secret" not in str(trail)


def test_what_cannot_be_is_refused(desk: Desk) -> None:
    with desk.work() as work:
        service_id = create_service(work, "Acme", SECRET)
        seen = version_of(find_service(work, service_id))
        change_service(work, service_id, definition=OTHER, seen=seen)
        with pytest.raises(Conflict, match="changed_meanwhile"):
            change_service(work, service_id, definition=SECRET, seen=seen)
        with pytest.raises(Conflict, match="taken"):
            create_service(work, "Acme", SECRET)
        with pytest.raises(Conflict, match="taken"):
            change_service(work, service_id, name="OTOBO")
        with pytest.raises(Invalid):
            create_service(work, " ", SECRET)
        with pytest.raises(Invalid):
            change_service(work, service_id, definition="Provider: {Operation: 1}")
        with pytest.raises(NotFound):
            find_version(work, service_id + 1, list_versions(work, service_id)[0].id)


def test_communications_are_filtered_and_cleared(desk: Desk) -> None:
    with desk.work() as work:
        log_communication(work, 2, "192.0.2.1", [Content("debug", "in", "x"), Content("error", "bad", "y")])
        log_communication(work, 2, "192.0.2.2", [Content("debug", "in", "50% ÄRGER")], operation="Get")
        log_communication(work, 3, "192.0.2.1", [Content("debug", "of another", "")])
    with desk.look() as look:
        good, bad = list_communications(look, LogFilter(service_id=2))
        assert (good.lines, good.has_failed, bad.lines, bad.has_failed) == (1, False, 2, True)
        assert list_communications(look, LogFilter(service_id=2, failed=True)) == [bad]
        assert list_communications(look, LogFilter(service_id=2, failed=False)) == [good]
        assert list_communications(look, LogFilter(service_id=2, remote_address="192.0.2.2")) == [good]
        assert list_communications(look, LogFilter(service_id=2, since=look.now, until=bad.create_time, limit=1)) == []
        for wanted in (LogFilter(operation="Get"), LogFilter(text="0% ärg"), LogFilter(remote_address="192.0.2.2")):
            assert list_communications(look, wanted) == [good]
        assert list_communications(look, LogFilter(text="0_")) == []
        assert list_communications(look, LogFilter(service_id=2, before=good.id)) == [bad]
        assert len(list_communications(look, LogFilter(remote_address="192.0.2."))) == 3
        assert logged_operations(look) == logged_operations(look, 2) == ["Get"] and not logged_operations(look, 3)
        shown, lines = find_communication(look, 2, bad.id)
        assert shown == bad and [line.subject for line in lines] == ["in", "bad"]
        with pytest.raises(NotFound):
            find_communication(look, 3, bad.id)
    with desk.work() as work:
        assert clear_log(work, 2) == 2
    with desk.look() as look:
        assert not list_communications(look, LogFilter(service_id=2)) and list_communications(
            look, LogFilter(service_id=3)
        )
