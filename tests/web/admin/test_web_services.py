"""Web services on the administrators' pages."""

from pathlib import Path

import httpx
import pytest

from polydesk.desk.audit.entries import AuditFilter, list_audit
from polydesk.desk.desk import Desk
from polydesk.desk.services.debugger_log import Content, log_communication
from polydesk.desk.services.definition import parse_definition
from polydesk.desk.services.queries import export_service, list_services
from polydesk.desk.services.registry import WebServices
from polydesk.desk.services.save_service import create_service
from polydesk.desk.services.versions import list_versions
from tests.api.client import Client
from tests.api.generic_interface.test_statement_budget import counted
from tests.web.admin.form_fields import fields_of
from tests.web.agent.client import Browser

PATH = "/admin/web-services"
GUIDE = Path(__file__).parents[2] / "desk" / "services" / "guide_otobo.yml"
VENDORS = (Path(__file__).parents[2] / "desk" / "services" / "vendor_export.yml").read_text()


def made(desk: Desk, definition: str = VENDORS, name: str = "Acme") -> str:
    with desk.work() as work:
        return f"{PATH}/{create_service(work, name, definition)}"


def stored(desk: Desk, name: str = "Acme") -> str:
    with desk.look() as look:
        return export_service(look, name)


@pytest.mark.parametrize("definition", [VENDORS, GUIDE.read_text()], ids=["vendor", "guide"])
def test_what_is_opened_and_saved_without_change_stays_as_it_was(root: Browser, world: Desk, definition: str) -> None:
    path = made(world, definition)
    with world.look() as look:
        number = int(path.rpartition("/")[2])
        before = list_versions(look, number)
    assert root.post(path, fields_of(root.get(path).text, path)).status_code == 303
    for name in parse_definition(definition)["Provider"]["Operation"]:
        form = fields_of(root.get(f"{path}/operation?name={name}").text, f"{path}/operation")
        assert root.post(f"{path}/operation", form).status_code == 303
    text = fields_of(root.get(f"{path}/yaml").text, f"{path}/yaml")
    assert root.post(f"{path}/yaml", text).status_code == 303
    assert stored(world) == definition
    with world.look() as look:
        assert list_versions(look, number) == before


def test_a_field_of_a_form_changes_what_it_names(root: Browser, world: Desk) -> None:
    path = made(world)
    form = fields_of(root.get(path).text, path) | {"max_length": "77", "name": "Acme 2", "valid": "0"}
    assert root.post(path, form).status_code == 303
    config = parse_definition(stored(world, "Acme 2"))
    assert config["Provider"]["Transport"]["Config"].pop("MaxLength") == "77"
    before = parse_definition(VENDORS)
    del before["Provider"]["Transport"]["Config"]["MaxLength"]
    assert config == before


def test_an_operation_is_made_mapped_and_removed(root: Browser, world: Desk) -> None:
    path = made(world)
    form = fields_of(root.get(f"{path}/operation").text, f"{path}/operation")
    form |= {
        "name": "Two",
        "type": "Ticket::TicketSearch",
        "route": "/Two/:QueueID",
        "method/GET": "1",
        "inbound-kind": "Simple",
        "inbound-keys/given/0": "user",
        "inbound-keys/how/0": "exact",
        "inbound-keys/becomes/0": "UserLogin",
        "inbound-values/key/7": "Limit",
        "inbound-values/given/7": "all",
        "inbound-values/becomes/7": "500",
    }
    assert root.post(f"{path}/operation", form).status_code == 303
    page = root.get(f"{path}/operation?name=Two").text
    assert "curl -s -X GET" in page and "/Webservice/Acme/Two/:QueueID" in page
    with world.look() as look:
        service = look.config(WebServices).named("Acme")
        assert service
        mapping = service.operations["Two"].inbound_mapping
        assert mapping.apply({"user": "ada", "Limit": "all"}) == {"UserLogin": "ada", "Limit": "500"}
        assert any(route.match("/Two/4") == {"QueueID": "4"} for route in service.routes)
    assert root.post(f"{path}/remove-operation", {"operation": "Two"}).status_code == 303
    assert parse_definition(stored(world)) == parse_definition(VENDORS)


def test_what_cannot_work_comes_back_as_it_was_typed(root: Browser, world: Desk) -> None:
    path = made(world)
    form = fields_of(root.get(f"{path}/operation?name=Get").text, f"{path}/operation")
    page = root.post(f"{path}/operation", form | {"inbound-keys/given/0": "(a+)+b", "inbound-keys/how/0": "pattern"})
    assert page.status_code == 422 and 'value="(a+)+b"' in page.text and 'role="alert"' in page.text
    page = root.post(f"{path}/operation", form | {"inbound-keys-default": "MapTo", "inbound-keys-default-target": ""})
    assert page.status_code == 422
    form = fields_of(root.get(path).text, path)
    page = root.post(path, form | {"max_length": "many"})
    assert page.status_code == 422 and 'value="many"' in page.text
    page = root.post(path, form | {"name": "OTOBO"})
    assert page.status_code == 422
    assert stored(world) == VENDORS


def test_yaml_that_cannot_be_read_is_shown_where_it_is_wrong(root: Browser, world: Desk) -> None:
    path = made(world)
    page = root.post(f"{path}/yaml", {"definition": "---\nProvider:\n  Operation: {\nDebugger: [}\n"})
    assert page.status_code == 422 and '<li value="4" class="wrong"><code>Debugger: [}' in page.text
    assert stored(world) == VENDORS


def test_somebody_elses_change_is_not_overwritten(root: Browser, world: Desk) -> None:
    path = made(world)
    form = fields_of(root.get(path).text, path)
    root.post(path, form | {"max_length": "1"})
    assert root.post(path, form | {"max_length": "2"}).status_code == 422


@pytest.mark.parametrize("begin", ["empty", "ready:OTOBO", "copy:2"])
def test_a_service_begins_with_what_is_chosen(root: Browser, world: Desk, begin: str) -> None:
    assert root.post(f"{PATH}/new", {"name": "Fresh", "begin": begin}).status_code == 303
    with world.look() as look:
        assert look.config(WebServices).named("Fresh")
        assert "Fresh" in [one.name for one in list_services(look)]
    page = root.post(f"{PATH}/new", {"name": "Fresh", "begin": begin})
    assert page.status_code == 422 and 'value="Fresh"' in page.text


def test_what_is_exported_can_be_imported(root: Browser, world: Desk) -> None:
    path = made(world)
    answer = root.get(f"{path}/export")
    assert answer.text == VENDORS and "Acme.yml" in answer.headers["content-disposition"]
    assert root.post(f"{PATH}/new", {"name": "Twin", "begin": "import", "definition": answer.text}).status_code == 303
    assert stored(world, "Twin") == VENDORS
    assert "Webservice/Acme/" in root.get(f"{path}/wadl").text


def test_an_imported_file_gives_its_name(root: Browser, world: Desk) -> None:
    assert imported(root, VENDORS).status_code == 303
    assert stored(world, "From it") == VENDORS


def test_b8_of_a_file_too_large_nothing_is_taken(root: Browser, world: Desk) -> None:
    page = imported(root, f"{VENDORS}\n#" + "x" * 4_000_000)
    assert page.status_code == 422 and "too large" in page.text
    with world.look() as look:
        assert "From it" not in [one.name for one in list_services(look)]


def imported(browser: Browser, definition: str) -> httpx.Response:
    parts = {"csrf": browser.csrf, "name": "", "begin": "import"}
    body = "".join(
        f'--b\r\ncontent-disposition: form-data; name="{key}"\r\n\r\n{one}\r\n' for key, one in parts.items()
    )
    body += (
        f'--b\r\ncontent-disposition: form-data; name="file"; filename="From it.yml"\r\n\r\n{definition}\r\n--b--\r\n'
    )
    headers = {"origin": "http://desk.test", "content-type": "multipart/form-data; boundary=b"}
    return browser.send("POST", f"{PATH}/new", body.encode(), headers)


def test_a_version_is_restored_as_the_newest(root: Browser, world: Desk) -> None:
    path = made(world)
    number = int(path.rpartition("/")[2])
    root.post(path, fields_of(root.get(path).text, path) | {"max_length": "1"})
    with world.look() as look:
        oldest = list_versions(look, number)[-1].id
    assert "&lt;x/&gt;" in root.get(f"{path}/versions?version={oldest}").text
    assert root.post(f"{path}/versions", {"restore": str(oldest)}).status_code == 303
    assert stored(world) == VENDORS
    with world.look() as look:
        assert len(list_versions(look, number)) == 3
    assert root.post(f"{PATH}/2/versions", {"restore": str(oldest)}).status_code == 404


def test_the_debugger_shows_filters_and_forgets(root: Browser, world: Desk) -> None:
    path = made(world)
    number = int(path.rpartition("/")[2])
    with world.work() as work:
        log_communication(work, number, "192.0.2.1", [Content("error", "bad", "<script>x</script>")], operation="Get")
        log_communication(work, number, "192.0.2.2", [Content("debug", "in", "all well")])
    page = root.get(f"{path}/log?outcome=failed").text
    assert "192.0.2.1" in page and "192.0.2.2" not in page
    assert "192.0.2.1" not in root.get(f"{path}/log?address=192.0.2.2&since=2020-01-01T00:00&limit=20").text
    for asked in ("operation=Get", "q=SCRIPT", "address=192.0.2.1"):
        page = root.get(f"{path}/log?{asked}").text
        assert "192.0.2.1" in page and "192.0.2.2" not in page
    assert root.get(f"{path}/log?since=yesterday").status_code == 422
    page = root.get(f"{path}/log?outcome=failed").text
    link = page.partition(f'href="{path}/log/')[2].partition('"')[0]
    detail = root.get(f"{path}/log/{link}").text
    assert "&lt;script&gt;" in detail and "<script>x" not in detail
    assert root.get(f"{PATH}/2/log/{link}").status_code == 404
    assert root.post(f"{path}/log/clear").status_code == 303
    assert "192.0.2.1" not in root.get(f"{path}/log").text


def test_links_of_the_debugger_keep_what_was_asked_for(root: Browser, world: Desk) -> None:
    path = made(world)
    number = int(path.rpartition("/")[2])
    with world.work() as work:
        for _ in range(21):
            log_communication(work, number, "192.0.2.1", [Content("error", "bad", "x")], operation="Get")
        log_communication(work, 2, "192.0.2.3", [Content("error", "bad", "x")])
    page = root.get(f"{PATH}/log?service={number}&q=bad&limit=20").text
    assert page.count("192.0.2.1</a>") == 20 and "192.0.2.3" not in page
    older = page.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    assert "q=bad" in older and f"service={number}" in older
    assert root.get(older).text.count("192.0.2.1</a>") == 1
    link = page.partition(f'href="{path}/log/')[2].partition('"')[0].replace("&amp;", "&")
    assert "q=bad" in root.get(f"{path}/log/{link}").text
    assert "192.0.2.3" in root.get(f"{PATH}/log").text


def test_who_is_called_is_in_the_debugger(root: Browser, world: Desk) -> None:
    """At any threshold: here, which has errors only."""
    Client(world).create({"UserLogin": "agent1", "Password": "wrong"})
    assert "with errors</strong>" in root.get(f"{PATH}/log?operation=TicketCreate").text
    assert "Nothing was found" in root.get(f"{PATH}/log?operation=TicketUpdate").text


def test_statements_of_the_debugger_do_not_grow_with_its_log(root: Browser, world: Desk) -> None:
    path = made(world)
    counts = []
    for more in (1, 30):
        with world.work() as work:
            for _ in range(more):
                log_communication(work, int(path.rpartition("/")[2]), "192.0.2.1", [Content("error", "bad", "x")])
        root.get(f"{PATH}/log")
        with counted(world) as statements:
            assert root.get(f"{PATH}/log?q=bad&outcome=failed").status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 8


def test_a_service_that_is_in_use_is_deleted_by_its_name_only(root: Browser, world: Desk) -> None:
    path = made(world)
    number = int(path.rpartition("/")[2])
    with world.work() as work:
        log_communication(work, number, "192.0.2.1", [Content("error", "bad", "x")])
    page = root.get(f"{path}/delete").text
    assert "/Webservice/Acme/" in page and "in use" in page
    form = fields_of(page, f"{path}/delete")
    assert root.post(f"{path}/delete", form | {"name": "acme"}).status_code == 409
    assert root.post(f"{path}/delete", form | {"name": "Acme"}).status_code == 303
    assert root.get(path).status_code == 404 and root.get(f"{path}/log").status_code == 404
    with world.look() as look:
        assert look.config(WebServices).named("Acme") is None and not list_versions(look, number)
        [entry] = list_audit(look, AuditFilter(action="web_services.delete"), offset=0, limit=9)[0]
    assert entry.old_values == {"name": "Acme", "valid": True, "versions": 1, "communications": 1}


def test_a_service_out_of_use_is_deleted_as_it_was_seen(root: Browser, world: Desk) -> None:
    path = made(world)
    form = fields_of(root.get(path).text, path)
    root.post(path, form | {"valid": "0"})
    seen = fields_of(root.get(f"{path}/delete").text, f"{path}/delete")
    root.post(path, form | {"valid": "0", "max_length": "7", "version": ""})
    assert root.post(f"{path}/delete", seen).status_code == 409
    assert root.post(f"{path}/delete", fields_of(root.get(f"{path}/delete").text, f"{path}/delete")).status_code == 303


def test_a_service_that_came_with_the_desk_is_made_again_from_the_ready_ones(root: Browser, world: Desk) -> None:
    with world.look() as look:
        number = next(one.id for one in list_services(look) if one.name == "OTOBO")
    assert "came with the desk" in root.get(f"{PATH}/{number}/delete").text
    assert root.post(f"{PATH}/{number}/delete", {"name": "OTOBO"}).status_code == 303
    with world.look() as look:
        assert look.config(WebServices).named("OTOBO") is None
    assert root.post(f"{PATH}/new", {"name": "OTOBO", "begin": "ready:OTOBO"}).status_code == 303
    with world.look() as look:
        assert look.config(WebServices).named("OTOBO")


def test_stored_cross_site_scripting(root: Browser, world: Desk) -> None:
    """What an imported file says is text on every page."""
    hostile = VENDORS.replace("An export", "<script>x</script>").replace("Ticket::TicketGet", "'<script>x</script>'")
    path = made(world, hostile, "<script>x</script>")
    own = (f"{path}{end}" for end in ("", "/operation?name=Get", "/yaml", "/versions", "/delete"))
    for page in (PATH, f"{PATH}/new", f"{PATH}/log", *own):
        answer = root.get(page)
        assert answer.status_code == 200 and "<script>x" not in answer.text, page


@pytest.mark.parametrize("page", ["", "/operation?name=Get", "/yaml", "/versions", "/log", "/delete"])
def test_a_page_costs_few_statements(root: Browser, world: Desk, page: str) -> None:
    path = made(world)
    root.get(path)
    with counted(world) as statements:
        assert root.get(f"{path}{page}").status_code == 200
    assert len(statements) <= 7, statements
