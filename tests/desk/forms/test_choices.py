import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.forms.choices import (
    priority_options,
    queue_options,
    service_options,
    sla_options,
    state_options,
    type_options,
)
from polydesk.desk.forms.field import Option
from tests.world.cast import CORA
from tests.world.tickets import configured

GROUPS = {"sales": "rw", "support": "ro"}


@pytest.fixture
def desk(shared: Desk) -> Desk:
    return shared


def labels(options: list[Option]) -> list[str]:
    return [one.label for one in options]


def test_queues_in_use_are_offered_by_name(desk: Desk) -> None:
    with desk.look() as look:
        offered = labels(queue_options(look, "c1"))
    assert {"Sales", "Sales::Europe", "Support"} <= set(offered)
    assert offered == sorted(offered)


def test_where_groups_count_queues_are_offered_in_which_the_customer_may_write(world: Desk) -> None:
    configured(world, settings={"CustomerGroupSupport": True}, customer_users=[{"login": "c1", "rights": GROUPS}])
    with world.look() as look:
        offered = labels(queue_options(look, "c1"))
        assert offered == labels(queue_options(look.acting(CORA), "c1"))
    assert "Sales" in offered
    assert "Support" not in offered


def test_priorities_and_types_in_use_are_offered(desk: Desk) -> None:
    with desk.look() as look:
        assert labels(priority_options(look))[0] == "1 very low"
        assert "Unclassified" in labels(type_options(look))


def test_states_are_offered_by_their_types(desk: Desk) -> None:
    with desk.look() as look:
        assert set(labels(state_options(look, ["closed"]))) >= {"closed successful", "closed unsuccessful"}
        assert "open" not in labels(state_options(look, ["closed"]))


def test_services_are_the_customers_own_as_far_as_they_are_in_use(desk: Desk) -> None:
    with desk.look() as look:
        assert labels(service_options(look, "C1")) == ["Hosting", "Hosting::Web", "Mail"]
        assert service_options(look, "c2") == []


def test_slas_are_those_of_the_service(desk: Desk) -> None:
    with desk.look() as look:
        assert labels(sla_options(look, 2)) == ["Silver"]
        assert sla_options(look, None) == []
