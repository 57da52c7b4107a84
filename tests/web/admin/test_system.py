"""Settings, processes, jobs, the directory and the overview on the administrators' pages."""

from datetime import timedelta

import pytest

from polydesk.desk.audit.entries import AuditFilter, list_audit
from polydesk.desk.configuration.change_settings import is_local
from polydesk.desk.desk import Desk
from polydesk.desk.people.directory_link import store_link
from polydesk.desk.people.directory_server import DirectoryUnavailable, Everybody, FoundPerson
from polydesk.desk.people.directory_settings import DirectorySettings
from polydesk.desk.processes.export_process import list_processes
from polydesk.desk.services.definition_yaml import dump_definition
from polydesk.kernel.outbox import claim_due, failed, post
from polydesk.kernel.settings import SETTINGS, Settings
from tests.api.generic_interface.test_statement_budget import counted
from tests.desk.processes.purchase import PROCESS, definition, imported
from tests.web.admin.form_fields import fields_of
from tests.web.agent.client import Browser
from tests.world.tickets import configured

PATH = "/admin/settings"


def value(desk: Desk, name: str) -> object:
    with desk.look() as look:
        return look.config(Settings)[name]


def test_settings_are_found_by_name_and_meaning(root: Browser) -> None:
    assert "Ticket::Hook" in root.get(f"{PATH}?q=subject hook").text
    assert "Ticket::Hook" not in root.get(f"{PATH}?q=nothing of the kind").text


def test_only_what_was_changed_is_listed_when_asked(root: Browser) -> None:
    assert ">Ticket::Hook<" not in root.get(f"{PATH}?changed=1").text
    root.post(f"{PATH}/Ticket::Hook", {"value": "Case#"})
    assert ">Ticket::Hook<" in root.get(f"{PATH}?changed=1").text


@pytest.mark.parametrize(
    ("name", "typed", "stored"),
    [
        ("Ticket::Hook", "Case#", "Case#"),
        ("Ticket::Type", "1", True),
        ("Ticket::NumberGenerator::MinCounterSize", "7", 7),
        ("Ticket::NumberGenerator", "Random", "Random"),
    ],
)
def test_a_setting_is_changed_and_reset(root: Browser, world: Desk, name: str, typed: str, stored: object) -> None:
    assert root.post(f"{PATH}/{name}", {"value": typed}).status_code == 303
    assert value(world, name) == stored
    path = f"{PATH}/{name}"
    assert root.post(path, fields_of(root.get(path).text, path)).status_code == 303
    assert value(world, name) == stored
    assert root.post(f"{path}/reset").status_code == 303
    assert value(world, name) == SETTINGS[name].default
    with world.look() as look:
        [entry] = list_audit(look, AuditFilter(action="settings.reset"), offset=0, limit=9)[0]
    assert entry.old_values == {name: stored}


def test_lists_are_lines(root: Browser, world: Desk) -> None:
    name = next(one.name for one in SETTINGS.values() if isinstance(one.default, list) and not is_local(one.name))
    assert root.post(f"{PATH}/{name}", {"value": "one\r\n\r\n two \r\n"}).status_code == 303
    assert value(world, name) == ["one", "two"]
    assert ">\none\ntwo</textarea>" in root.get(f"{PATH}/{name}").text


def test_what_cannot_be_comes_back_as_it_was_typed(root: Browser, world: Desk) -> None:
    page = root.post(f"{PATH}/Ticket::NumberGenerator::MinCounterSize", {"value": "77"})
    assert page.status_code == 422 and 'value="77"' in page.text and 'aria-invalid="true"' in page.text
    assert root.get(f"{PATH}/No::Such").status_code == 404


def test_a_stolen_session_does_not_turn_the_desk_to_other_servers(root: Browser, world: Desk) -> None:
    for name in ("Jobs::RedisURL", "SendmailModule::Host", "LDAP::CAFile"):
        page = root.get(f"{PATH}/{name}").text
        assert "Only those at the machine" in page and "<textarea" not in page
        for path in (f"{PATH}/{name}", f"{PATH}/{name}/reset"):
            assert root.post(path, {"value": "evil"}).status_code == 403
        assert value(world, name) == SETTINGS[name].default


def test_secrets_are_not_shown(root: Browser, world: Desk) -> None:
    configured(world, settings={"Jobs::RedisURL": "redis://:very-secret@queue.example"})
    for page in (PATH, f"{PATH}?changed=1", f"{PATH}/Jobs::RedisURL"):
        assert "very-secret" not in root.get(page).text


def test_a_process_is_imported_shown_put_out_of_use_and_exported(root: Browser, world: Desk) -> None:
    answer = root.post("/admin/processes/import", {"definition": dump_definition(definition())})
    path = answer.headers["location"].partition("?")[0]
    assert answer.status_code == 303 and path == f"/admin/processes/{PROCESS}"
    page = root.get(path).text
    assert page.count('<li class="card"') == 5 and "here it begins" in page
    assert root.post(path, {"state": "FadeAway"}).status_code == 303
    assert root.post(path, {"state": "Sleeping"}).status_code == 422
    with world.look() as look:
        assert [one.state for one in list_processes(look)] == ["FadeAway"]
    export = root.get(f"{path}/export")
    assert "attachment" in export.headers["content-disposition"] and "StateEntityID: S3" in export.text
    for none in ("none", "%00"):
        assert root.get(f"/admin/processes/{none}").status_code == 404
        assert root.get(f"/admin/processes/{none}/export").status_code == 404


def test_a_process_that_would_not_run_is_refused(root: Browser) -> None:
    for hostile in ("Process: {}", "- a", "a: [", "&a [*a]", "Process: {EntityID: '<script>x', Name: n}"):
        page = root.post("/admin/processes/import", {"definition": hostile})
        assert page.status_code == 422 and 'role="alert"' in page.text and "<script>x" not in page.text


def test_what_does_not_get_through_is_tried_or_thrown_away(root: Browser, world: Desk) -> None:
    with world.work() as work:
        for _ in range(2):
            post(work, "somebody", {})
    with world.database.writing() as connection:
        with world.look() as look:
            later = look.now + timedelta(seconds=1)
        for number in claim_due(connection, later, 9):
            failed(connection, number, "<script>x</script>", later)
    page = root.get("/admin/jobs").text
    assert page.count("Try now</button>") == 2 and "<script>x" not in page
    first = page.partition('action="/admin/jobs/')[2].partition("/")[0]
    assert root.post(f"/admin/jobs/{first}/retry").status_code == 303
    assert root.post(f"/admin/jobs/{first}/discard").status_code == 303
    assert root.get("/admin/jobs").text.count("Try now</button>") == 1
    assert root.post(f"/admin/jobs/{first}/discard").status_code == 404
    with world.look() as look:
        [entry] = list_audit(look, AuditFilter(action="outbox.discard"), offset=0, limit=9)[0]
    assert entry.old_values == {"listener": "somebody", "error": "<script>x</script>"}


class Directory:
    """The world outside: a directory with one person, or one that is down."""

    def __init__(self, problem: str = "") -> None:
        self.problem = problem

    def test(self, settings: DirectorySettings) -> None:
        if self.problem:
            raise DirectoryUnavailable(self.problem)

    def everybody(self, settings: DirectorySettings) -> Everybody:
        self.test(settings)
        return Everybody([FoundPerson("1", "newcomer", "n@acme.example", "New", "Comer")], [])

    def has_password(self, settings: DirectorySettings, person_id: str, password: str) -> bool:
        return False


def test_people_of_a_directory_are_taken_over_on_request(root: Browser, world: Desk) -> None:
    assert "joined no directory" in root.get("/admin/ldap").text
    assert root.post("/admin/ldap/sync").status_code == 404
    with world.work() as work:
        settings = DirectorySettings("ldap.example", "dc=x", "cn=desk", "very-secret", auto_create_users=True)
        store_link(work, settings)
    world.people_server = Directory()
    assert "The desk signed in there" in root.post("/admin/ldap/test").text
    page = root.post("/admin/ldap/sync", {"dry_run": "1"}).text
    assert "What it would come to" in page and "very-secret" not in page
    assert "The last run" in root.post("/admin/ldap/sync").text
    world.people_server = Directory("<script>x</script> is down")
    answer = root.post("/admin/ldap/test")
    assert answer.status_code == 422 and "is down" in answer.text and "<script>x" not in answer.text


def test_the_overview_tells_what_there_is(root: Browser) -> None:
    page = root.get("/admin/system").text
    assert "PostgreSQL" in page or "SQLite" in page
    assert "not well" not in page


@pytest.mark.parametrize(
    ("path", "most"),
    [
        (PATH, 5),
        (f"{PATH}/Ticket::Hook", 5),
        ("/admin/processes", 6),
        (f"/admin/processes/{PROCESS}", 11),
        ("/admin/jobs", 11),
        ("/admin/system", 13),
        ("/admin/ldap", 9),
    ],
)
def test_a_page_costs_few_statements_and_is_small(root: Browser, world: Desk, path: str, most: int) -> None:
    imported(world)
    root.get(path)
    with counted(world) as statements:
        page = root.get(path)
    assert page.status_code == 200 and len(page.content) < 60_000
    assert len(statements) <= most, statements
