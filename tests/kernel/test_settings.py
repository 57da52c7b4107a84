from typing import Any

import pytest

from polydesk.kernel.errors import Invalid, NotFound
from polydesk.kernel.setting_kinds import Setting
from polydesk.kernel.settings import SETTINGS, Settings, registered

NUMBER, TEXT, SWITCH, LIST = (Setting("N", default, "") for default in (5, "t", True, ["a"]))
CHOICE = Setting("C", "one", "", ("one", "two"))


def test_kinds_are_told_by_the_default() -> None:
    kinds = [one.kind for one in (NUMBER, TEXT, SWITCH, LIST)]
    assert kinds == ["number", "text", "yes or no", "list of texts"]


@pytest.mark.parametrize(
    ("setting", "given", "kept"),
    [
        (NUMBER, 7, 7),
        (NUMBER, "7", 7),
        (TEXT, "x", "x"),
        (LIST, [], []),
        (CHOICE, "two", "two"),
        (SWITCH, True, True),
        (SWITCH, "1", True),
        (SWITCH, 0, False),
        (SWITCH, "True", True),
        (SWITCH, "", False),
    ],
)
def test_values_come_in_the_type_of_the_setting(setting: Setting, given: Any, kept: Any) -> None:
    checked = setting.checked(given)
    assert checked == kept
    assert type(checked) is type(kept)


@pytest.mark.parametrize(
    ("setting", "given"),
    [
        (NUMBER, "x"),
        (NUMBER, "-7"),
        (NUMBER, ""),
        (NUMBER, True),
        (NUMBER, 1.5),
        (NUMBER, None),
        (TEXT, 5),
        (TEXT, None),
        (LIST, "a"),
        (CHOICE, "three"),
        (CHOICE, "One"),
        (SWITCH, "yes"),
        (SWITCH, 2),
        (SWITCH, None),
        (SWITCH, []),
    ],
)
def test_other_values_are_refused_by_name(setting: Setting, given: Any) -> None:
    with pytest.raises(Invalid) as refusal:
        setting.checked(given)
    assert refusal.value.details["name"] == setting.name


def test_unknown_settings_are_not_found() -> None:
    with pytest.raises(NotFound):
        registered("Ticket::Nonsense")


def test_every_default_suits_its_own_setting_and_has_words_for_people() -> None:
    for one in SETTINGS.values():
        assert one.checked(one.default) == one.default
        assert one.help.endswith(".")


def test_stored_values_go_before_defaults_and_strangers_are_ignored() -> None:
    settings = Settings({"SystemID": "77", "Removed": "x"})
    assert settings["SystemID"] == "77"
    assert settings["FQDN"] == "localhost"
    with pytest.raises(KeyError):
        settings["Removed"]


def test_the_zone_is_a_zone() -> None:
    assert Settings({"OTOBOTimeZone": "Europe/Berlin"}).zone.key == "Europe/Berlin"
