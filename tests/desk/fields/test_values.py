import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.fields.registry import FieldEntry, Fields
from polydesk.desk.fields.validate import Value
from polydesk.desk.fields.values import as_text, read_values, write_values
from polydesk.kernel.work import Look

OBJECT, OTHER = 1_000_001, 1_000_002


def named(look: Look, name: str) -> FieldEntry:
    field = look.config(Fields).named(name)
    assert field
    return field


def test_values_of_many_objects_are_read_in_one_go_and_only_where_there_are_any(shared: Desk) -> None:
    with shared.work() as work:
        urgency, topics = named(work, "Urgency"), named(work, "Topics")
        write_values(work.connection, OBJECT, {urgency: "high", topics: ["green", "red"]})
        write_values(work.connection, OTHER, {urgency: "low"})
        found = read_values(work.connection, [urgency, topics], [OBJECT, OTHER, 5])
        assert found == {OBJECT: {urgency.id: "high", topics.id: ["green", "red"]}, OTHER: {urgency.id: "low"}}


def test_writing_replaces_the_fields_named_and_no_others(shared: Desk) -> None:
    with shared.work() as work:
        urgency, topics = named(work, "Urgency"), named(work, "Topics")
        write_values(work.connection, OBJECT, {urgency: "high", topics: ["green", "red"]})
        write_values(work.connection, OBJECT, {topics: ["blue"]})
        found = read_values(work.connection, [urgency, topics], [OBJECT])
        assert found[OBJECT] == {urgency.id: "high", topics.id: ["blue"]}
        write_values(work.connection, OBJECT, {urgency: "", topics: []})
        assert read_values(work.connection, [urgency, topics], [OBJECT]) == {}


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("Text", None, ""),
        ("Text", "a", "a"),
        ("Checkbox", "1", "1"),
        ("Multiselect", ["a", "b"], "a, b"),
        ("Date", "2026-09-28 00:00:00", "2026-09-28"),
        ("DateTime", "2026-09-28 10:00:00", "2026-09-28 10:00:00"),
    ],
)
def test_the_history_shows_values_as_text(kind: str, value: Value | None, text: str) -> None:
    assert as_text(kind, value) == text


def test_fields_out_of_use_are_found_by_nobody(shared: Desk) -> None:
    with shared.look() as look:
        fields = look.config(Fields)
        assert fields.named("OldField") is None
        assert fields.named("urgency") is None
        assert "OldField" not in [field.name for field in fields.of_tickets]
        assert [field.name for field in fields.of_articles] == ["CallRef"]
        names = [field.name for field in fields.of_tickets]
        assert names == sorted(names)
