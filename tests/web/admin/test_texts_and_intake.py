"""Texts that go out with their previews, and the rules for what comes in."""

import html

import pytest

from polydesk.desk.configuration.entries import list_entries
from polydesk.desk.desk import Desk
from polydesk.desk.sending.example import example_text
from polydesk.desk.tickets.events import TicketEvent
from polydesk.web.admin.notification_inputs import EVENT_NAMES
from polydesk.web.admin.variables import VARIABLES
from tests.web.admin.test_tickets import entry, made, refused
from tests.web.agent.client import Browser
from tests.world.cast import ROOT
from tests.world.tickets import configured

ALERTS = {"new_ticket", "new_message", "assigned"}
MIND = "Dear <OTRS_CUSTOMER_DATA_UserFirstname>, ticket %{ticket.number} <script>alert(1)</script>"


@pytest.mark.parametrize(
    "path", ["/admin/signatures", "/admin/salutations", "/admin/templates", "/admin/auto-responses"]
)
def test_a_preview_shows_the_text_filled_in_and_saves_nothing(root: Browser, world: Desk, path: str) -> None:
    page = root.post(f"{path}/new", {"name": "P", "text": MIND, "kind": "Answer", "type": "auto reply", "preview": "1"})
    assert page.status_code == 200 and "Dear Cora, ticket 2026010112000017" in page.text
    assert "P" not in names(world, path.rpartition("/")[2].replace("-", "_"))


def test_stored_cross_site_scripting(root: Browser, world: Desk) -> None:
    """In a preview and in the form it is a text."""
    form = {"name": MIND[-40:], "text": MIND, "content_type": "text/html", "kind": "Answer", "valid": "valid"}
    page = root.post("/admin/templates/new", {**form, "preview": "1"}).text
    assert "<script>alert" not in page and html.escape("<script>alert(1)</script>") in page
    number = made(root, world, "templates", "/admin/templates", form)["id"]
    for path in ("/admin/templates", f"/admin/templates/{number}"):
        assert "<script>alert" not in root.get(path).text


def test_every_placeholder_that_is_listed_means_something(world: Desk) -> None:
    configured(world, settings={"Organization": "Example Ltd."})
    written = [one for variables in VARIABLES.values() for one, _meaning in variables]
    with world.look(ROOT) as look:
        assert not [one for one in written if not example_text(look, one).strip()]


def test_every_event_that_can_be_ticked_can_happen() -> None:
    known = {one.__name__ for one in subclasses(TicketEvent)} | ALERTS
    assert {name for names in EVENT_NAMES.values() for name in names} <= known


def test_a_filter_has_rules_and_actions(root: Browser, world: Desk) -> None:
    rule = {"rules/what/1": "email", "rules/how/1": "ends", "rules/value/1": "@example.net"}
    actions = {"actions/action/1": "dept:2", "actions/action/2": "noresp", "actions/action/3": ""}
    found = made(
        root, world, "ticket_filters", "/admin/ticket-filters", {"name": "F", "target": "Any", **rule, **actions}
    )
    assert found["rules"] == [{"what": "email", "how": "ends", "value": "@example.net"}]
    assert found["actions"] == [{"type": "dept", "queue_id": 2}, {"type": "noresp"}]
    page = refused(root, "/admin/ticket-filters", "rules", {**rule, "rules/how/1": "match", "rules/value/1": "("})
    assert "Row 1" in page and 'value="email"' in page
    refused(root, "/admin/ticket-filters", "actions", {**rule, "actions/action/1": "dept:nowhere"})


def test_fields_of_a_form_are_numbered_by_themselves(root: Browser, world: Desk) -> None:
    first = {"fields/label/1": "Order", "fields/name/1": "order", "fields/type/1": "text", "fields/id/1": "20"}
    second = {"fields/label/2": "Size", "fields/name/2": "size", "fields/type/2": "memo", "fields/required/2": "1"}
    form = made(root, world, "forms", "/admin/forms", {"name": "F", "kind": "topic", **first, **second})
    assert [(one["id"], one["name"], one["required"]) for one in form["fields"]] == [
        (20, "order", False),
        (21, "size", True),
    ]
    wrong = {**first, "fields/configuration/1": "[", "kind": "topic"}
    assert "This is not the YAML" in refused(root, "/admin/forms", "fields", wrong)


def test_a_row_that_is_emptied_is_removed(root: Browser, world: Desk) -> None:
    items = {"items/value/1": "a", "items/enabled/1": "1", "items/value/2": "b", "items/id/2": "7"}
    found = made(root, world, "field_lists", "/admin/field-lists", {"name": "L", **items})
    assert [one["id"] for one in found["items"]] == [8, 7]
    path = f"/admin/field-lists/{found['id']}"
    assert root.post(path, {"name": "L", "valid": "valid", **items, "items/value/1": "", "items/id/1": "8"}).is_redirect
    assert [one["value"] for one in entry(world, "field_lists", "L")["items"]] == ["b"]


def test_a_help_topic_names_its_forms(root: Browser, world: Desk) -> None:
    configured(world, forms=[{"name": "F", "id": 7, "kind": "topic"}])
    found = made(root, world, "help_topics", "/admin/help-topics", {"name": "T", "queue": "Raw", "forms": ["7"]})
    assert (found["queue"], found["forms"], found["public"]) == ("Raw", [7], False)
    refused(root, "/admin/help-topics", "forms", {"forms": ["seven"]})


def test_a_ban_counts_whatever_the_case(root: Browser) -> None:
    assert root.post("/admin/banned-addresses/new", {"address": "A@example.net", "valid": "valid"}).is_redirect
    again = root.post("/admin/banned-addresses/new", {"address": "a@EXAMPLE.net", "valid": "valid"})
    assert again.status_code == 422 and "There is one like this" in again.text


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("/admin/system-addresses", "email"),
        ("/admin/banned-addresses", "address"),
        ("/admin/address-routes", "address"),
    ],
)
def test_an_address_must_be_one(root: Browser, path: str, key: str) -> None:
    for wrong in ("nobody", "a@b@c", "a b@example.com", "a@example.com\r\nBcc: x@example.com"):
        assert f'id="{key}-error"' in root.post(f"{path}/new", {key: wrong, "valid": "valid"}).text, wrong
    assert root.post(f"{path}/new", {key: "x@example.net", "valid": "valid"}).is_redirect


def names(desk: Desk, section: str) -> list[str]:
    with desk.look() as look:
        return [one["name"] for one in list_entries(look, section).entries]


def subclasses(kind: type[TicketEvent]) -> list[type[TicketEvent]]:
    return [kind, *(one for child in kind.__subclasses__() for one in subclasses(child))]
