import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.forms.screens import STATUS_MAP, TICKET_CREATE, Screens
from polydesk.kernel.errors import Invalid
from tests.desk.configuration.loading import dump
from tests.world.tickets import configured


def test_keys_that_are_set_take_the_place_of_those_delivered(desk: Desk) -> None:
    configured(desk, screens={TICKET_CREATE: {"QueueDefault": "Raw"}, STATUS_MAP: {"open": "in work"}})
    with desk.look() as look:
        screens = look.config(Screens)
        assert (screens[TICKET_CREATE]["QueueDefault"], screens[TICKET_CREATE]["StateDefault"]) == ("Raw", "new")
        assert screens[STATUS_MAP] == {"open": "in work"}


def test_a_screen_that_is_loaded_again_is_replaced_as_a_whole(desk: Desk) -> None:
    configured(desk, screens={TICKET_CREATE: {"QueueDefault": "Raw", "Queue": 0}})
    configured(desk, screens={TICKET_CREATE: {"Queue": 0}})
    assert dump(desk)["screens"] == {TICKET_CREATE: {"Queue": 0}}


@pytest.mark.parametrize(
    ("screens", "code"),
    [
        ({"ExternalFrontend::Unknown": {}}, "unknown_key"),
        ({TICKET_CREATE: {"Colour": 1}}, "unknown_key"),
        ({TICKET_CREATE: {"DynamicField": ["Room"]}}, "mapping_expected"),
        ({TICKET_CREATE: {"QueueDefault": {"a": 1}}}, "text_expected"),
        ({STATUS_MAP: {"open": ["x"]}}, "text_expected"),
        ({TICKET_CREATE: "x"}, "mapping_expected"),
    ],
)
def test_what_is_no_screen_is_refused(desk: Desk, screens: object, code: str) -> None:
    with pytest.raises(Invalid) as caught:
        configured(desk, screens=screens)
    assert caught.value.code == f"configuration.{code}"
