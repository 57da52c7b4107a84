import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.fields.registry import Fields
from polydesk.desk.fields.validate import Value
from polydesk.desk.fields.values import Stored, read_values
from polydesk.desk.tickets.queries import last_article
from polydesk.desk.tickets.set_fields import set_fields
from polydesk.kernel.errors import Invalid
from polydesk.kernel.work import Work
from tests.world.cast import ADA
from tests.world.tickets import NOON, at, changed, opened, ticket_row


def assign(work: Work, ticket_id: int, *values: tuple[str, Value], article_id: int | None = None) -> None:
    fields = work.config(Fields)
    chosen = [(field, value) for name, value in values if (field := fields.named(name))]
    assert len(chosen) == len(values)
    set_fields(work, ticket_id, chosen, article_id=article_id)


def stored(desk: Desk, object_id: int, name: str) -> Stored | None:
    with desk.look() as look:
        field = look.config(Fields).named(name)
        assert field
        return read_values(look.connection, [field], [object_id]).get(object_id, {}).get(field.id)


VALUES: dict[str, tuple[Value, Stored, str]] = {
    "Urgency": ("high", "high", "high"),
    "Notes": ("one\ntwo", "one\ntwo", "one\ntwo"),
    "Product": ("shop", "shop", "shop"),
    "Topics": (["red", "blue"], ["red", "blue"], "red, blue"),
    "Approved": ("1", 1, "1"),
    "DueDate": ("2026-09-28 00:00:00", "2026-09-28 00:00:00", "2026-09-28"),
    "Deadline": ("2026-09-28 10:30:00", "2026-09-28 10:30:00", "2026-09-28 10:30:00"),
}


@pytest.mark.parametrize("name", VALUES)
def test_each_kind_is_stored_shown_in_the_history_and_taken_away_again(shared: Desk, name: str) -> None:
    value, kept, shown = VALUES[name]
    ticket_id = opened(shared)
    assert changed(shared, ticket_id, ADA, assign, (name, value)) == [
        ("TicketDynamicFieldUpdate", f"%%FieldName%%{name}%%Value%%{shown}%%OldValue%%")
    ]
    assert stored(shared, ticket_id, name) == kept
    assert changed(shared, ticket_id, ADA, assign, (name, value)) == []
    assert changed(shared, ticket_id, ADA, assign, (name, "")) == [
        ("TicketDynamicFieldUpdate", f"%%FieldName%%{name}%%Value%%%%OldValue%%{shown}")
    ]
    assert stored(shared, ticket_id, name) is None


def test_taking_away_what_is_not_there_is_no_change(shared: Desk) -> None:
    ticket_id = opened(at(shared, NOON))
    assert changed(shared, ticket_id, ADA, assign, ("Urgency", ""), ("Topics", [])) == []
    assert ticket_row(shared, ticket_id).change_time == NOON


def test_of_a_field_that_comes_twice_the_last_value_stays(shared: Desk) -> None:
    ticket_id = opened(shared)
    assert changed(shared, ticket_id, ADA, assign, ("Urgency", "a"), ("Urgency", "b")) == [
        ("TicketDynamicFieldUpdate", "%%FieldName%%Urgency%%Value%%a%%OldValue%%"),
        ("TicketDynamicFieldUpdate", "%%FieldName%%Urgency%%Value%%b%%OldValue%%a"),
    ]
    assert stored(shared, ticket_id, "Urgency") == "b"


def test_a_list_for_a_single_value_is_refused_and_leaves_nothing(shared: Desk) -> None:
    ticket_id = opened(shared)
    with pytest.raises(Invalid):
        changed(shared, ticket_id, ADA, assign, ("Notes", "n"), ("Urgency", ["a", "b"]))
    assert stored(shared, ticket_id, "Notes") is None


def test_fields_of_an_article_are_entries_of_the_article(shared: Desk) -> None:
    ticket_id = opened(shared)
    with shared.look() as look:
        article = last_article(look, ticket_id)
    assert article
    assert changed(shared, ticket_id, ADA, assign, ("CallRef", "7"), article_id=article.id) == [
        ("ArticleDynamicFieldUpdate", "%%FieldName%%CallRef%%Value%%7%%OldValue%%")
    ]
    assert stored(shared, article.id, "CallRef") == "7"
