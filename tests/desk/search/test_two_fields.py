"""Criteria for several dynamic fields are joined by AND."""

from polydesk.desk.desk import Desk
from polydesk.desk.fields.registry import Fields
from polydesk.desk.fields.values import write_values
from tests.desk.search.finder import Finder


def test_two_fields(world: Desk) -> None:
    finder = Finder(world)
    first, second = finder.open("one"), finder.open("two")
    finder.open("three")
    with world.work() as work:
        urgency, product = (work.config(Fields).named(name) for name in ("Urgency", "Product"))
        assert urgency and product
        write_values(work.connection, first, {urgency: "high", product: "mail"})
        write_values(work.connection, second, {urgency: "high", product: "web"})
    wanted = {"DynamicField_Urgency": {"Like": "hi*"}, "DynamicField_Product": {"Equals": "web"}}
    assert finder.find(**wanted) == ["two"]
    assert finder.find(**wanted, Title="t*") == ["two"]
    assert finder.find(**wanted, Title="o*") == []
