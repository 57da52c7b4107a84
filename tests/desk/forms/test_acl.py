"""Access control lists, as OTRS documents and does them."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from sqlalchemy import delete

from polydesk.desk.configuration.load import load_configuration
from polydesk.desk.desk import Desk
from polydesk.desk.forms.about import TICKET_CREATE, About
from polydesk.desk.forms.acl import allowed, narrowed
from polydesk.desk.forms.acl_match import is_met, says
from polydesk.desk.forms.choices import priority_options, queue_options
from polydesk.desk.forms.field import MISCONFIGURED, FormField, Kind, Option
from polydesk.desk.forms.models import AccessControl
from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.errors import Invalid
from tests.conftest import DATABASES, opened_copy
from tests.world.cast import build_world
from tests.world.tickets import configured, opened

HIGH, EVERYTHING = "4 high", ["1 very low", "2 low", "3 normal", "4 high", "5 very high"]
FIELD_X = FormField(
    name="DynamicField_X", kind=Kind.SELECT, label="X", options=(Option("", "-"), Option("a", "A"), Option("b", "B"))
)


@pytest.fixture(scope="module", params=DATABASES)
def whole(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    yield from opened_copy(request, "world", build_world, tmp_path_factory.mktemp("acls") / "data")


@pytest.fixture
def world(whole: Desk) -> Desk:
    """One desk for all of these tests, without the ACLs of the one before: copying it for each takes too long."""
    with whole.work() as work:
        work.connection.execute(delete(AccessControl))
        load_configuration(work, {"settings": {"CustomerGroupSupport": False}})
        work.configuration_changed()
    return whole


def acl(change: Mapping[str, Any], match: Mapping[str, Any] | None = None, *, stop: bool = False) -> dict[str, Any]:
    return {"match": match or {}, "change": change, "stop_after_match": stop}


def load(desk: Desk, *acls: Mapping[str, Any]) -> None:
    """Their names put them into the order they stand in."""
    configured(desk, acls=[{"name": f"{number:03}", **one} for number, one in enumerate(acls)])


def form(desk: Desk, ticket_id: int | None = None, **sent: Any) -> dict[str, FormField]:
    with desk.look() as look:
        ticket = look.session.get(Ticket, ticket_id) if ticket_id else None
        about = About(endpoint=TICKET_CREATE, login="c1", sent=sent, ticket=ticket)
        queue = FormField(name="QueueID", kind=Kind.SELECT, label="Queue", options=queue_options(look, "c1"))
        priority = FormField(
            name="PriorityID", kind=Kind.SELECT, label="Priority", options=priority_options(look), default="3"
        )
        return {one.name: one for one in narrowed(look, [queue, priority, FIELD_X], about)}


def priorities(desk: Desk, ticket_id: int | None = None, **sent: Any) -> list[str]:
    return [one.label for one in form(desk, ticket_id, **sent)["PriorityID"].options or ()]


def only(*names: str) -> dict[str, Any]:
    return {"Possible": {"Ticket": {"Priority": list(names)}}}


def test_without_acls_everything_is_left(world: Desk) -> None:
    assert priorities(world) == EVERYTHING


def test_possible_leaves_only_what_it_names(world: Desk) -> None:
    load(world, acl(only(HIGH)))
    assert priorities(world) == [HIGH]


def test_possible_with_nothing_leaves_nothing(world: Desk) -> None:
    load(world, acl(only()))
    assert priorities(world) == []


def test_not_possible_takes_away(world: Desk) -> None:
    load(world, acl({"PossibleNot": {"Ticket": {"Priority": ["[RegExp]^[12] "]}}}))
    assert priorities(world) == EVERYTHING[2:]


def test_a_later_possible_begins_anew_and_additions_bring_back(world: Desk) -> None:
    add = {"PossibleAdd": {"Ticket": {"Priority": [HIGH]}}}
    load(world, acl(only("1 very low")), acl(only("2 low")), acl(add))
    assert priorities(world) == ["2 low", HIGH]


def test_what_was_never_there_cannot_be_added(world: Desk) -> None:
    load(world, acl({"PossibleAdd": {"Ticket": {"Priority": ["6 unheard of"]}}}))
    assert priorities(world) == EVERYTHING


def test_nothing_follows_one_that_stops(world: Desk) -> None:
    load(world, acl(only(HIGH), stop=True), acl(only("2 low")))
    assert priorities(world) == [HIGH]


def test_one_that_stops_but_is_about_something_else_stops_nothing(world: Desk) -> None:
    load(world, acl({"Possible": {"Ticket": {"Queue": ["Sales"]}}}, stop=True), acl(only("2 low")))
    assert priorities(world) == ["2 low"]


def test_they_are_tried_in_the_order_of_their_names(world: Desk) -> None:
    configured(world, acls=[{"name": "2", **acl(only("2 low"))}, {"name": "1", **acl(only(HIGH))}])
    assert priorities(world) == ["2 low"]


def test_invalid_ones_do_nothing(world: Desk) -> None:
    load(world, {**acl(only(HIGH)), "valid": "invalid"})
    assert priorities(world) == EVERYTHING


def test_properties_look_at_what_is_filled_in(world: Desk) -> None:
    load(world, acl(only(HIGH), {"Properties": {"Queue": {"Name": ["Sales"]}}}))
    assert priorities(world) == priorities(world, QueueID="7") == EVERYTHING
    assert priorities(world, QueueID="5") == [HIGH]


def test_properties_of_the_database_look_at_the_ticket_as_it_is(world: Desk) -> None:
    load(world, acl(only(HIGH), {"PropertiesDatabase": {"Ticket": {"Queue": ["Sales"]}}}))
    in_sales, in_support = opened(world), opened(world, queue="Support")
    assert priorities(world, in_sales, QueueID="7") == [HIGH]
    assert priorities(world, in_support, QueueID="5") == priorities(world) == EVERYTHING


def test_both_kinds_of_properties_must_hold(world: Desk) -> None:
    here = {"Properties": {"Queue": {"Name": ["Support"]}}, "PropertiesDatabase": {"Ticket": {"Queue": ["Sales"]}}}
    load(world, acl(only(HIGH), here))
    ticket_id = opened(world)
    assert priorities(world, ticket_id, QueueID="7") == [HIGH]
    assert priorities(world, ticket_id) == EVERYTHING


@pytest.mark.parametrize(
    "properties",
    [
        {"Frontend": {"Endpoint": [TICKET_CREATE]}},
        {"CustomerUser": {"UserLogin": ["c1"], "UserCustomerID": ["acme"]}},
        {"State": {"TypeName": ["open"]}, "Ticket": {"CustomerID": [""]}},
        {"Owner": {"UserLogin": ["[regexp]^ROOT@"]}},
        {"DynamicField": {"DynamicField_X": ["b"]}},
        {"Ticket": {"DynamicField_X": ["[Not]a"], "PriorityID": ["3"]}},
    ],
)
def test_a_situation_is_known_by(world: Desk, properties: Mapping[str, Any]) -> None:
    load(world, acl(only(HIGH), {"Properties": properties}))
    assert priorities(world, opened(world), DynamicField_X="b") == [HIGH]


def test_groups_are_known_where_they_count(world: Desk) -> None:
    load(world, acl(only(HIGH), {"Properties": {"CustomerUser": {"Group_rw": ["sales"]}}}))
    assert priorities(world) == EVERYTHING
    rights = [{"login": "c1", "rights": {"sales": "rw"}}]
    configured(world, settings={"CustomerGroupSupport": True}, customer_users=rights)
    assert priorities(world) == [HIGH]


def test_dynamic_fields_are_narrowed_by_key_and_stay_open(world: Desk) -> None:
    load(world, acl({"Possible": {"Ticket": {"DynamicField_X": ["[regexp]^A$"]}}}))
    assert [one.value for one in form(world)["DynamicField_X"].options or ()] == ["", "a"]


def test_a_new_ticket_does_not_get_a_default_that_is_not_left_but_an_old_one_keeps_it(world: Desk) -> None:
    load(world, acl(only(HIGH)))
    assert form(world)["PriorityID"].default == ""
    assert form(world, opened(world))["PriorityID"].default == "3"


def test_fields_the_form_leaves_out_are_hidden(world: Desk) -> None:
    load(world, acl({"PossibleNot": {"Form": ["PriorityID"]}}))
    assert (form(world)["PriorityID"].hidden, form(world)["QueueID"].hidden) == (True, False)


def test_hiding_what_is_needed_is_told(world: Desk) -> None:
    load(world, acl({"PossibleNot": {"Form": ["Title"]}}))
    title = FormField(name="Title", kind=Kind.TEXT, label="Title", required=True)
    with world.look() as look:
        [field] = narrowed(look, [title], About(endpoint=TICKET_CREATE, login="c1", sent={}))
    assert (field.hidden, list(field.validators)) == (True, [MISCONFIGURED])


def test_processes_and_dialogs_are_narrowed_by_name(world: Desk) -> None:
    load(world, acl({"Possible": {"Process": ["P1"]}}, {"Properties": {"Process": {"ActivityEntityID": ["A"]}}}))
    with world.look() as look:
        inside = About(endpoint=TICKET_CREATE, login="c1", sent={}, process={"ActivityEntityID": "A"})
        outside = About(endpoint=TICKET_CREATE, login="c1", sent={})
        assert allowed(look, "Process", ["P1", "P2"], inside) == ["P1"]
        assert allowed(look, "Process", ["P1", "P2"], outside) == ["P1", "P2"]
        assert allowed(look, "ActivityDialog", ["D"], inside) == ["D"]


@pytest.mark.parametrize(
    ("word", "value", "meant"),
    [
        ("Raw", "Raw", True),
        ("Raw", "raw", False),
        ("Raw", "Raw data", False),
        ("[Not]Raw", "Raw", False),
        ("[Not]Raw", "Misc", True),
        ("[RegExp]^R", "Raw", True),
        ("[RegExp]^r", "Raw", False),
        ("[regexp]^r", "Raw", True),
        ("[NotRegExp]^r", "Raw", True),
        ("[Notregexp]^r", "Raw", False),
        ("[RegExp](", "(", False),
    ],
)
def test_a_word_stands_for(word: str, value: str, meant: bool) -> None:
    assert says(word, value) is meant


@pytest.mark.parametrize(
    ("words", "known", "met"),
    [
        (["a", "b"], "b", True),
        (["a", "b"], "c", False),
        (["a"], ["c", "a"], True),
        (["[Not]a"], ["c", "a"], False),
        (["[Not]a"], ["c", "d"], True),
        (["[Not]a", "[Not]b"], "a", True),
        ([], "a", False),
    ],
)
def test_one_of_the_words_must_fit(words: list[str], known: Any, met: bool) -> None:
    assert is_met({"Ticket": {"Queue": words}}, {"Ticket": {"Queue": known}}) is met


def test_what_is_not_known_fits_nothing() -> None:
    assert not is_met({"Ticket": {"Queue": ["[Not]Raw"]}}, {})


@pytest.mark.parametrize(
    ("part", "code"),
    [
        ({"match": {"Property": {}}}, "unknown_key"),
        ({"match": {"Properties": {"Ticket": ["Queue"]}}}, "mapping_expected"),
        ({"change": {"Possible": {"Tickets": []}}}, "unknown_word"),
        ({"change": {"Possible": {"Ticket": {"Queue": "Raw"}}}}, "list_expected"),
        ({"match": {"Properties": {"Ticket": {"Queue": ["[RegExp](a+)+$"]}}}}, "unusable"),
    ],
)
def test_d12_what_cannot_be_used_is_refused_when_it_is_loaded(world: Desk, part: dict[str, Any], code: str) -> None:
    with pytest.raises(Invalid) as caught:
        configured(world, acls=[{"name": "1", **part}])
    assert caught.value.code == f"configuration.{code}"
