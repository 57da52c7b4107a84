"""Properties of a ticket changed in place, and the buttons of its head."""

from typing import Any

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.neighbours import is_watching
from tests.web.agent.client import Browser
from tests.world.cast import ADA, BO
from tests.world.tickets import LOCK, STATES, UNLOCK, Recorded, configured, named, opened, ticket_row


def set_(browser: Browser, ticket_id: int, name: str, value: object, **more: object) -> Any:
    return browser.post(f"/tickets/{ticket_id}/properties/{name}", {"value": value, **more})


@pytest.mark.parametrize(
    ("name", "value", "column"),
    [
        ("title", "Another", "title"),
        ("state", STATES["closed successful"], "state_id"),
        ("priority", 5, "priority_id"),
        ("owner", BO.id, "owner_id"),
        ("responsible", BO.id, "responsible_id"),
    ],
)
def test_each_property_is_changed_by_its_form(ada: Browser, world: Desk, name: str, value: object, column: str) -> None:
    ticket_id = opened(world)
    assert 'id="property"' in ada.get(f"/tickets/{ticket_id}?change={name}").text
    recorded = Recorded(world, ticket_id)
    assert set_(ada, ticket_id, name, value).headers["location"] == f"/tickets/{ticket_id}"
    assert getattr(ticket_row(world, ticket_id), column) == value
    assert recorded.entries


def test_queue_service_and_sla_are_changed_by_their_forms(ada: Browser, world: Desk) -> None:
    ticket_id = opened(world)
    with world.look(ADA) as look:
        catalogue = look.config(Catalogue)
        sla = next(one for one in catalogue.slas if one.valid and one.service_ids)
        wanted = {"queue": named(catalogue.queues, "Support"), "service": min(sla.service_ids), "sla": sla.id}
    for name, value in wanted.items():
        assert set_(ada, ticket_id, name, value).status_code == 303, name
    row = ticket_row(world, ticket_id)
    assert (row.queue_id, row.service_id, row.sla_id) == tuple(wanted.values())


def test_a_pending_state_needs_a_time_to_come_and_keeps_what_was_typed(ada: Browser, world: Desk) -> None:
    ticket_id = opened(world)
    pending = STATES["pending reminder"]
    for until in ("", "2001-01-01T10:00", "0001-01-01T00:00", "9999-12-31T23:59-12:00", "x"):
        reply = set_(ada, ticket_id, "state", pending, until=until)
        assert reply.status_code == 422
        assert "A pending ticket needs a time" in reply.text and f'value="{pending}" selected' in reply.text
    assert ticket_row(world, ticket_id).state_id == STATES["open"]
    assert set_(ada, ticket_id, "state", pending, until="2099-01-01T10:00").status_code == 303
    row = ticket_row(world, ticket_id)
    assert (row.state_id, row.until_time > 0) == (pending, True)


def test_htmx_gets_the_properties_and_the_head_as_they_are_now(ada: Browser, world: Desk) -> None:
    ticket_id = opened(world)
    path, sent = f"/tickets/{ticket_id}/properties/state", {"value": STATES["pending reminder"]}
    assert "A pending ticket needs a time" in ada.post(path, sent, csrf=True, **{"hx-request": "true"}).text
    page = ada.post(path, {**sent, "until": "2099-01-01T10:00"}, csrf=True, **{"hx-request": "true"}).text
    assert "<html" not in page and 'hx-swap-oob="true"' in page
    assert page.count("pending reminder") == 2 and "2099" in page
    assert 'id="property"' in ada.get(f"/tickets/{ticket_id}/properties?change=title", **{"hx-request": "true"}).text


@pytest.mark.parametrize("name", ["state", "priority", "queue", "owner", "responsible", "service", "sla"])
def test_what_is_no_choice_is_refused_beside_its_input(ada: Browser, world: Desk, name: str) -> None:
    ticket_id = opened(world)
    recorded = Recorded(world, ticket_id)
    for value in ("", "99999", "\u0661", "1" * 40):
        reply = set_(ada, ticket_id, name, value)
        assert reply.status_code == 422
        assert "Please choose one of the list." in reply.text
    assert recorded.entries == []


@pytest.mark.parametrize("value", ["", "   ", "x" * 256])
def test_a_title_is_neither_empty_nor_too_long(ada: Browser, world: Desk, value: str) -> None:
    assert set_(ada, opened(world), "title", value).status_code == 422


def test_a_known_customer_brings_the_company_along(ada: Browser, world: Desk) -> None:
    ticket_id = opened(world)
    for typed, company, wanted in (
        ("c1@acme.example", "", ("c1", "acme")),
        ("c3", "acme", ("c3", "globex")),
        ("c3", "other", ("c3", "other")),
        ("new@zulu.example", "zulu", ("new@zulu.example", "zulu")),
    ):
        set_(ada, ticket_id, "customer", typed, company=company)
        row = ticket_row(world, ticket_id)
        assert (row.customer_user, row.customer_id) == wanted


def test_dynamic_fields_take_what_suits_them(ada: Browser, world: Desk) -> None:
    ticket_id = opened(world)
    for name, good, bad in (
        ("Product", "web", "never"),
        ("Urgency", "any text", None),
        ("DueDate", "2026-12-24", "soon"),
        ("Deadline", "2026-12-24T10:00", "x"),
        ("Approved", "1", "2"),
    ):
        assert bad is None or set_(ada, ticket_id, f"field:{name}", bad).status_code == 422, name
        assert set_(ada, ticket_id, f"field:{name}", good).status_code == 303, name
    assert set_(ada, ticket_id, "field:Topics", ["red", "pink"]).status_code == 422
    assert set_(ada, ticket_id, "field:Topics", ["red", "blue"]).status_code == 303
    assert "Red, Blue" in ada.get(f"/tickets/{ticket_id}").text
    page = ada.get(f"/tickets/{ticket_id}?change=field:Deadline").text
    assert "2026-12-24 10:00:00" in ada.get(f"/tickets/{ticket_id}").text
    assert 'value="2026-12-24T10:00"' in page
    assert set_(ada, ticket_id, "field:Urgency", "").status_code == 303


@pytest.mark.parametrize("name", ["nothing", "field:Nothing", "type"])
def test_what_is_no_property_is_not_found(ada: Browser, world: Desk, name: str) -> None:
    assert set_(ada, opened(world), name, "1").status_code == 404


def test_the_form_asks_for_the_right_of_its_property(browser: Browser, world: Desk) -> None:
    ticket_id = opened(world)
    reader, stranger = browser.of("ro1", "ro1-pw"), browser.of("nogroup1", "nogroup1-pw")
    recorded = Recorded(world, ticket_id)
    for name in ("title", "state", "priority", "queue", "owner", "customer", "field:Urgency"):
        assert set_(reader, ticket_id, name, "1").status_code == 403, name
        assert 'id="property"' not in reader.get(f"/tickets/{ticket_id}?change={name}").text
        assert set_(stranger, ticket_id, name, "1").status_code == 404, name
    for action in ("lock", "archive"):
        assert reader.post(f"/tickets/{ticket_id}/actions", {"action": action}).status_code == 403
    assert recorded.entries == []


def test_after_a_move_out_of_sight_the_lists_are_shown(browser: Browser, world: Desk) -> None:
    rights = {"sales": "rw", "support": ["move_into"]}
    configured(world, agents=[{"login": "agent2", "rights": rights}])
    ticket_id = opened(world, queue="Sales")
    with world.look() as look:
        support = named(look.config(Catalogue).queues, "Support")
    bo = browser.of("agent2", "agent2-pw")
    assert set_(bo, ticket_id, "queue", support).headers["location"] == "/"
    assert ticket_row(world, ticket_id).queue_id == support
    assert bo.get(f"/tickets/{ticket_id}").status_code == 404


def test_buttons_lock_watch_and_archive(ada: Browser, world: Desk) -> None:
    ticket_id = opened(world)

    def act(action: str) -> Any:
        reply = ada.post(f"/tickets/{ticket_id}/actions", {"action": action})
        assert reply.status_code == 303
        return ticket_row(world, ticket_id)

    row = act("lock")
    assert (row.lock_id, row.owner_id) == (LOCK, ADA.id)
    assert act("unlock").lock_id == UNLOCK
    assert (act("archive").archived, act("unarchive").archived) == (1, 0)
    for action, watches in (("watch", True), ("unwatch", False)):
        act(action)
        with world.look(ADA) as look:
            assert is_watching(look, ticket_id, ADA.id) is watches
    assert ada.post(f"/tickets/{ticket_id}/actions", {"action": "delete"}).status_code == 404


def test_links_are_made_by_number_and_taken_away(ada: Browser, world: Desk) -> None:
    ticket_id, other = opened(world), opened(world, title="Another one")
    number = ticket_row(world, other).number
    for kind, word in (("parent", "Parent"), ("child", "Child"), ("normal", number)):
        assert ada.post(f"/tickets/{ticket_id}/links", {"number": number, "as": kind}).status_code == 303
        page = ada.get(f"/tickets/{ticket_id}").text
        assert "Another one" in page and word in page
        stored = "Normal" if kind == "normal" else "ParentChild"
        ada.post(f"/tickets/{ticket_id}/links/remove", {"number": number, "kind": stored})
        assert "Another one" not in ada.get(f"/tickets/{ticket_id}").text


def test_only_tickets_one_may_change_are_linked(browser: Browser, world: Desk) -> None:
    ticket_id, secret = opened(world), opened(world, queue="Support")
    bo = browser.of("agent2", "agent2-pw")
    recorded = Recorded(world, ticket_id)
    own = ticket_row(world, ticket_id).number
    for number in ("", "17", own, ticket_row(world, secret).number):
        reply = bo.post(f"/tickets/{ticket_id}/links", {"number": number, "as": "normal"})
        assert reply.status_code == 422 and "There is no other ticket with this number" in reply.text
    assert bo.post(f"/tickets/{ticket_id}/links/remove", {"number": "17"}).status_code == 404
    reader = browser.of("ro1", "ro1-pw")
    other = ticket_row(world, opened(world)).number
    assert reader.post(f"/tickets/{ticket_id}/links", {"number": other}).status_code == 422
    assert recorded.entries == []


def test_what_a_desk_does_without_is_not_offered(ada: Browser, world: Desk) -> None:
    off = ("Ticket::Service", "Ticket::Responsible", "Ticket::Watcher", "Ticket::ArchiveSystem")
    configured(world, settings=dict.fromkeys(off, False))
    page = ada.get(f"/tickets/{opened(world)}").text
    for absent in ("change=service", "change=responsible", 'value="watch"', 'value="archive"'):
        assert absent not in page, absent


def test_csrf(ada: Browser, world: Desk) -> None:
    ticket_id = opened(world)
    recorded = Recorded(world, ticket_id)
    for path in ("properties/title", "actions", "order", "write", "draft", "draft/discard"):
        reply = ada.post(f"/tickets/{ticket_id}/{path}", {"value": "x", "action": "lock"}, csrf=False)
        assert reply.status_code == 403, path
    assert recorded.entries == []
