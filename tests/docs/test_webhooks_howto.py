"""The examples of docs/howto/webhooks.md: what they say arrives does arrive, and the check of signatures works."""

import json
import time
from typing import Any

import pytest
import yaml

from polydesk.desk.configuration.load import load_configuration
from polydesk.desk.desk import Desk
from polydesk.desk.tickets.move import move_ticket
from polydesk.desk.webhooks.names import EVENT_NAMES, is_pattern
from polydesk.hooks.signature import signature
from tests.docs.pages import ROOT, blocks
from tests.hooks.hooking import deliveries, hooked
from tests.world.cast import ADA
from tests.world.tickets import opened

PAGE = "docs/howto/webhooks.md"
ON_SQLITE = pytest.mark.parametrize("world_place", ["sqlite"], indirect=True)


def test_the_check_of_signatures_works() -> None:
    example: dict[str, Any] = {}
    exec(blocks(PAGE, "python")[0], example)  # our own page
    header = {"X-Polydesk-Signature": signature(("a secret",), b"{}", int(time.time()))}
    assert example["received"](header, b"{}", "a secret") is True
    assert example["received"](header, b"{ }", "a secret") is False


@ON_SQLITE
def test_what_is_printed_arrives(world: Desk) -> None:
    printed = json.loads(blocks(PAGE, "json")[0])
    ticket_id = opened(world)
    hooked(world, events=(printed["event"],))
    with world.work(ADA) as work:
        move_ticket(work, ticket_id, 7)
    sent = json.loads(deliveries(world)[0].body)
    assert sent.keys() == printed.keys()
    assert sent["data"].keys() == printed["data"].keys()
    for part in ("change", "actor"):
        assert sent["data"][part].keys() == printed["data"][part].keys()
    assert printed["data"]["ticket"].keys() <= sent["data"]["ticket"].keys()
    assert sent["previous_data"].keys() == printed["previous_data"].keys()


@ON_SQLITE
def test_the_settings_can_be_set(world: Desk) -> None:
    with world.work() as work:
        assert load_configuration(work, yaml.safe_load(blocks(PAGE, "yaml")[0])).anything_new


def test_the_events_it_names_are_there() -> None:
    page = (ROOT / PAGE).read_text("utf-8")
    assert all(is_pattern(name) for name in ("ticket.created", "article.*"))
    named = {name for name in EVENT_NAMES if f"`{name}`" in page}
    assert {"ticket.closed", "ticket.status_changed", "ticket.updated"} <= named
