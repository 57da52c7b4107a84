"""The settings of the desk over `/api/v1`."""

from typing import Any

import pytest

from polydesk.desk.desk import Desk
from polydesk.kernel.settings import Settings
from tests.api.gotrs.client import ADA, CORA, ON_SQLITE, ROOT, Client

CONFIG = "/api/v1/admin/system/config"


@pytest.fixture
def root(gotrs: Client) -> Client:
    return gotrs.of(ROOT)


def test_it_has_every_key_and_the_settings_that_were_set(root: Client) -> None:
    shown = root.get(CONFIG).data
    assert (shown["timezone"], shown["language"], shown["allow_registration"]) == ("UTC", "en", False)
    assert shown["company_name"] == shown["site_name"]
    assert "Mail::FrameReplies" not in shown["settings"]
    assert root.get(CONFIG, all="true").data["settings"]["Mail::FrameReplies"] is False


def test_what_is_sent_is_changed_and_audited(root: Client, world: Desk) -> None:
    sent = {"company_name": "Example", "settings": {"Ticket::NumberGenerator": "Date", "PostmasterMaxEmails": 7}}
    shown = root.put(CONFIG, sent).data
    assert (shown["company_name"], shown["settings"]["Ticket::NumberGenerator"]) == ("Example", "Date")
    with world.look() as look:
        assert look.config(Settings)["PostmasterMaxEmails"] == 7
    entry = root.get("/api/v1/admin/audit/logs", action="settings.update").data[0]
    assert entry["new_values"] == {"Organization": "Example", **sent["settings"]}  # type: ignore[dict-item]
    assert entry["old_values"]["PostmasterMaxEmails"] == 40
    for same in (9, 9.0, "9"):
        reply = root.put(CONFIG, {"PostmasterMaxEmails": same, "language": "en"})
        assert reply.data["settings"]["PostmasterMaxEmails"] == 9


def test_all_is_changed_or_nothing(root: Client) -> None:
    before = root.get(CONFIG).data
    assert root.put(CONFIG, {"company_name": "Other", "timezone": "Moon/Tycho"}).status == 400
    assert root.get(CONFIG).data == before


@ON_SQLITE
@pytest.mark.parametrize(
    "bad",
    [
        {"nonsense": 1},
        {"timezone": 7},
        {"company_name": "a\nb"},
        {"company_name": "\0"},
        {"company_name": None},
        {"language": "fr"},
        {"maintenance_mode": True},
        {"settings": [1]},
        {"settings": {"PostmasterMaxEmails": -1}},
        {"settings": {"Ticket::Watcher": "perhaps"}},
        {"settings": {"Postmaster::AuthservIDs": [1]}},
        {"settings": {"Postmaster::AuthservIDs": {"a": 1}}},
    ],
)
def test_bad_values_are_refused(root: Client, bad: dict[str, Any]) -> None:
    assert root.put(CONFIG, bad).status == 400


@ON_SQLITE
@pytest.mark.parametrize("body", [[], "x", 7, None])
def test_a_body_that_is_no_object_is_refused(root: Client, body: Any) -> None:
    assert root.put(CONFIG, body).status == 400


@ON_SQLITE
@pytest.mark.parametrize("name", ["Jobs::RedisURL", "GOTRS::RateLimitStorage", "SendmailModule::Host", "Mail::CAFile"])
def test_servers_and_files_are_not_changed_from_afar(root: Client, name: str) -> None:
    assert root.put(CONFIG, {"settings": {name: "x"}}).status == 403


def test_secrets_are_not_shown(root: Client) -> None:
    settings = root.get(CONFIG, all="true").data["settings"]
    assert not {"Jobs::RedisURL", "GOTRS::RateLimitStorage"} & settings.keys()


@ON_SQLITE
@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_only_admins_see_and_change_it(gotrs: Client, method: str) -> None:
    assert [gotrs.of(who).send(method, CONFIG, {}).status for who in (ADA, CORA)] == [403, 403]
    assert gotrs.send(method, CONFIG, {}).status == 401
