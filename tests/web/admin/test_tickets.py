"""What tickets can be set to, and how they are worked on, on the administrators' pages."""

from typing import Any

import pytest

from polydesk.desk.audit.entries import AuditFilter, list_audit
from polydesk.desk.configuration.entries import Entry, list_entries
from polydesk.desk.configuration.stock_lists import STATE_TYPES
from polydesk.desk.configuration.wholes import default_services, find_screen
from polydesk.desk.desk import Desk
from polydesk.desk.forms.screens import DEFAULTS, TICKET_CREATE
from polydesk.web.admin.screens import SCREENS
from polydesk.web.admin.state_types import STATE_TYPE_NAMES
from tests.api.generic_interface.test_statement_budget import counted
from tests.web.admin.form_fields import fields_of
from tests.web.agent.client import Browser
from tests.world.tickets import configured

SCREEN = f"/admin/screens/{TICKET_CREATE}"


def entry(desk: Desk, section: str, name: str) -> Entry:
    with desk.look() as look:
        return next(one for one in list_entries(look, section, text=name).entries if one["name"] == name)


def made(root: Browser, desk: Desk, section: str, path: str, form: dict[str, Any]) -> Entry:
    assert root.post(f"{path}/new", {"valid": "valid", **form}).status_code == 303
    return entry(desk, section, form["name"])


def refused(root: Browser, path: str, field: str, form: dict[str, Any]) -> str:
    page = root.post(f"{path}/new", {"name": "x", "valid": "valid", **form})
    assert page.status_code == 422 and f'id="{field}-error"' in page.text
    return page.text


def test_queues_stand_below_each_other(root: Browser, world: Desk) -> None:
    configured(world, queues=[{"name": "Support::Night::Deep", "group": "users"}])
    configured(world, queues=[{"name": "Support::Night", "group": "users"}])
    page = root.get("/admin/queues").text
    row = page.partition('<span class="visually-hidden">Support::Night::</span>')[0]
    assert row.rpartition("<th")[2].startswith(' scope="row" class="below below-2"')


def test_a_queue_has_all_it_needs(root: Browser, world: Desk) -> None:
    configured(world, salutations=[{"name": "Hi", "text": "Hi"}], auto_responses=[{"name": "Got it", **RESPONSE}])
    form = {"name": "Night", "group": "users", "salutation": "Hi", "auto_responses": ["Got it"]}
    times = {"first_response_time": "30", "first_response_notify": "80", "unlock_timeout": "60"}
    queue = made(
        root, world, "queues", "/admin/queues", {**form, **times, "follow_up": "reject", "follow_up_lock": "1"}
    )
    wanted = {**form, "first_response_time": 30, "first_response_notify": 80, "unlock_timeout": 60}
    assert queue.items() >= {**wanted, "follow_up": "reject", "follow_up_lock": True}.items()
    refused(
        root,
        "/admin/queues",
        "first_response_notify",
        {**form, "name": "y", "follow_up": "reject", "first_response_notify": "101"},
    )
    assert (
        "There is one like this"
        in root.post("/admin/queues/new", {**form, "follow_up": "reject", "valid": "valid"}).text
    )


RESPONSE = {"type": "auto reply", "subject": "Hi", "text": "Hi"}


def test_what_was_delivered_stays_as_it_is(root: Browser, world: Desk) -> None:
    assert root.post("/admin/priorities/3", {"name": "3 whatever", "color": "#123456"}).status_code == 303
    assert entry(world, "priorities", "3 normal")["color"] == "#123456"
    root.post("/admin/states/4", {"name": "ajar", "type": "closed", "valid": "invalid"})
    assert entry(world, "states", "open") == {"id": 4, "name": "open", "type": "open", "valid": "valid"}


def test_what_was_delivered_comes_back_into_use(root: Browser, world: Desk) -> None:
    configured(world, states=[{"name": "merged", "valid": "invalid"}])
    root.post("/admin/states/9", {"name": "ajar", "type": "closed", "valid": "valid"})
    assert entry(world, "states", "merged") == {"id": 9, "name": "merged", "type": "merged", "valid": "valid"}


def test_a_week_is_made_of_boxes(root: Browser, world: Desk) -> None:
    hours = {"config/Mon/8": "1", "config/Mon/9": "1", "config/Sun/23": "1"}
    days = {"config/vacation_days": "12-25\r\n01-01", "config/one_time_vacation_days": "2027-04-30"}
    form = {"name": "Nights", "config/zone": "Europe/Berlin", **hours, **days}
    assert made(root, world, "calendars", "/admin/calendars", form)["config"] == {
        "zone": "Europe/Berlin",
        "hours": {"Mon": [8, 9], "Sun": [23]},
        "vacation_days": ["01-01", "12-25"],
        "one_time_vacation_days": ["2027-04-30"],
    }


@pytest.mark.parametrize("wrong", ["config/vacation_days", "config/one_time_vacation_days", "config/zone"])
def test_a_wrong_day_comes_back_as_it_was_typed(root: Browser, wrong: str) -> None:
    page = refused(root, "/admin/calendars", "config", {"config/Mon/8": "1", wrong: "32-99"})
    assert "32-99" in page and 'aria-label="Monday 8" checked' in page


def test_a_dynamic_field_has_inputs_for_its_kind(root: Browser, world: Desk) -> None:
    form = {"name": "Colour", "label": "Colour", "kind": "Dropdown", "object": "Ticket", "position": "3"}
    values = {"config/PossibleValues": "r = Red\r\nblue", "config/PossibleNone": "1", "config/rest": "TreeView: 0"}
    field = made(root, world, "dynamic_fields", "/admin/dynamic-fields", {**form, **values})
    assert field["config"] == {
        "PossibleValues": {"r": "Red", "blue": "blue"},
        "PossibleNone": 1,
        "TreeView": 0,
    }
    path = f"/admin/dynamic-fields/{field['id']}"
    sent = fields_of(root.get(path).text, path)
    assert (
        root.post(path, {**sent, "config/PossibleValues": "g = Green", "config/DefaultValue": "g"}).status_code == 303
    )
    changed = entry(world, "dynamic_fields", "Colour")["config"]
    assert changed == {"PossibleValues": {"g": "Green"}, "PossibleNone": 1, "TreeView": 0, "DefaultValue": "g"}


def test_patterns_of_a_field_come_with_what_people_are_told(root: Browser, world: Desk) -> None:
    form = {"name": "Code", "label": "Code", "kind": "Text", "object": "Ticket", "position": "3"}
    field = made(
        root, world, "dynamic_fields", "/admin/dynamic-fields", {**form, "config/RegExList": "^[0-9]+$ :: Digits"}
    )
    assert field["config"] == {"RegExList": [{"Value": "^[0-9]+$", "ErrorMessage": "Digits"}]}
    for wrong in ({"config/RegExList": "("}, {"config/rest": "DefaultValue: 1", "config/DefaultValue": "2"}):
        refused(root, "/admin/dynamic-fields", "config", {**form, "name": "Other", **wrong})


def test_a_notification_names_events_conditions_and_recipients(root: Browser, world: Desk) -> None:
    when = {"events": ["StateSet", "OwnerSet"], "events/further": "filter:Lottery"}
    which = {"conditions/state_types": ["closed"], "conditions/visible": "true", "conditions/customer_ids": "acme"}
    who = {"recipients": ["owner"], "recipients/further": "boss@example.com"}
    told = {"subject": "S", "text": "T", "content_type": "text/plain"}
    found = made(root, world, "notifications", "/admin/notifications", {"name": "N", **when, **which, **who, **told})
    assert found["events"] == ["StateSet", "OwnerSet", "filter:Lottery"]
    assert found["conditions"] == {"state_types": ["closed"], "customer_ids": ["acme"], "visible": True}
    assert found["recipients"] == ["owner", "boss@example.com"]


def test_a_list_of_access_control_is_yaml(root: Browser, world: Desk) -> None:
    form = {
        "name": "1",
        "match": "Properties: {Queue: {Name: [Raw]}}",
        "change": "PossibleNot: {Ticket: {State: [new]}}",
    }
    assert made(root, world, "acls", "/admin/acls", form)["match"] == {"Properties": {"Queue": {"Name": ["Raw"]}}}
    refused(root, "/admin/acls", "change", {"change": "PossibleNot: [1"})
    refused(root, "/admin/acls", "change", {"change": "Nonsense: {}"})


def test_a_screen_is_set_key_by_key(root: Browser, world: Desk) -> None:
    sent = fields_of(root.get(SCREEN).text, SCREEN)
    assert root.post(SCREEN, sent).status_code == 303
    with world.look() as look:
        assert find_screen(look, TICKET_CREATE) == DEFAULTS[TICKET_CREATE]
    del sent["Priority"]
    assert root.post(SCREEN, {**sent, "QueueDefault": "Raw", "DynamicField/Urgency": "2"}).status_code == 303
    with world.look() as look:
        found = find_screen(look, TICKET_CREATE)
        latest = list_audit(look, AuditFilter(action="screens.change"), offset=0, limit=1)[0][0]
    assert found == {**DEFAULTS[TICKET_CREATE], "Priority": 0, "QueueDefault": "Raw", "DynamicField": {"Urgency": 2}}
    assert latest.new_values == {"Priority": 0, "QueueDefault": "Raw", "DynamicField": {"Urgency": 2}}
    assert root.post(SCREEN, sent).status_code == 422, "somebody has changed it meanwhile"


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_sent_as_it_is_shown_stays(root: Browser, world: Desk, name: str) -> None:
    path = f"/admin/screens/{name}"
    with world.look() as look:
        before = find_screen(look, name)
    assert root.post(path, fields_of(root.get(path).text, path)).status_code == 303
    with world.look() as look:
        assert find_screen(look, name) == before


@pytest.mark.parametrize("name", SCREENS)
def test_hostile_values_of_a_screen_are_refused_or_kept(root: Browser, name: str) -> None:
    path = f"/admin/screens/{name}"
    form = fields_of(root.get(path).text, path)
    kinds = {field.partition("/")[0]: field for field in sorted(form.keys() - {"csrf", "version"})}
    for at, field in enumerate(kinds.values()):
        wrong = {field: ("", "\0", "[{'\"<script>", "x" * 10_000)[at % 4]}
        assert root.post(path, {**form, "version": "", **wrong}, csrf=False).status_code in (303, 422), field
    assert root.get(path).status_code == 200


def test_a_field_is_put_on_screens_from_its_own_page(root: Browser, world: Desk) -> None:
    field = entry(world, "dynamic_fields", "Urgency")
    path = f"/admin/dynamic-fields/{field['id']}"
    created = f"{TICKET_CREATE}.DynamicField"
    assert root.post(f"{path}/screens", {created: "2", "nonsense": "1"}).status_code == 303
    with world.look() as look:
        assert find_screen(look, TICKET_CREATE)["DynamicField"] == {"Urgency": 2}
    select = root.get(path).text.partition(f'name="{created}"')[2]
    assert '<option value="2" selected>' in select[: select.index("</select>")]
    root.post(f"{path}/screens", {created: "7"})
    with world.look() as look:
        assert find_screen(look, TICKET_CREATE)["DynamicField"] == {"Urgency": 2}


def test_default_services_are_chosen(root: Browser, world: Desk) -> None:
    configured(world, services=[{"name": "A"}, {"name": "B"}])
    assert root.post("/admin/default-services", {"services": ["B", "A"]}).status_code == 303
    with world.look() as look:
        assert default_services(look) == ["A", "B"]
    assert 'value="A" checked' in root.get("/admin/default-services").text
    assert root.post("/admin/default-services", {"services": ["none such"]}).status_code == 422


def test_types_of_states_are_those_there_are() -> None:
    assert tuple(STATE_TYPE_NAMES) == STATE_TYPES


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/admin/queues", 10),
        ("/admin/queues/1", 16),
        ("/admin/notifications/new", 12),
        ("/admin/ticket-filters/new", 16),
        (SCREEN, 12),
    ],
)
def test_pages_stay_within_their_statements(root: Browser, world: Desk, path: str, most: int) -> None:
    root.get(path)
    with counted(world) as sent:
        assert root.get(path).status_code == 200
    assert len(sent) <= most, sent


def test_very_many_queues_make_no_large_page(root: Browser, world: Desk) -> None:
    configured(world, queues=[{"name": f"Branch::{number}", "group": "users"} for number in range(200)])
    for path in ("/admin/notifications/new", "/admin/ticket-filters/new", "/admin/help-topics/new", "/admin/queues"):
        assert len(root.get(path).content) < 60_000, path
    told = {"content_type": "text/plain", "conditions/queues": "Branch::1\r\nBranch::2"}
    notification = made(root, world, "notifications", "/admin/notifications", {"name": "N", **told})
    assert notification["conditions"] == {"queues": ["Branch::1", "Branch::2"]}
    queue_id = entry(world, "queues", "Branch::199")["id"]
    does = {"target": "Any", "actions/action/1": f"dept:{queue_id}"}
    found = made(root, world, "ticket_filters", "/admin/ticket-filters", {"name": "F", **does})
    assert found["actions"] == [{"type": "dept", "queue_id": queue_id}]
