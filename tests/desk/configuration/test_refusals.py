import pytest

from polydesk.desk.configuration.document import parse_document
from polydesk.desk.desk import Desk
from polydesk.kernel.errors import DeskError, Invalid
from tests.desk.configuration.loading import dump, load


def _form_field(**keys: str) -> str:
    given = {"id": "1", "name": "a", "type": "text", "label": "A", **keys}
    return "{" + ", ".join(f"{key}: {value}" for key, value in given.items()) + "}"


def _filter(rules: str = "[]", actions: str = "[]") -> str:
    return f"ticket_filters: [{{name: f, rules: {rules}, actions: {actions}}}]"


_SLOW = "{validator: regex, regex: /(a+)+$/}"
REFUSED = [
    ("queue: []", "queue", "unknown_section"),
    ("queues: {}", "queues", "list_expected"),
    ("queues: [Sales]", "queues[0]", "mapping_expected"),
    ("queues: [{group: users}]", "queues[0]", "missing"),
    ("queues: [{name: Sales}]", "queues[0]", "missing"),
    ("queues: [{name: Sales, group: nobody}]", "queues[0].group", "unknown_name"),
    ("queues: [{name: Sales, group: users, colour: red}]", "queues[0]", "unknown_key"),
    ("queues: [{name: Sales, group: users, update_time: -1}]", "queues[0].update_time", "out_of_range"),
    ("queues: [{name: Sales, group: users, update_time: soon}]", "queues[0].update_time", "number_expected"),
    ("queues: [{name: Sales, group: users, follow_up: maybe}]", "queues[0].follow_up", "unknown_word"),
    ("queues: [{name: Sales, group: users, valid: true}]", "queues[0].valid", "unknown_word"),
    ("queues: [{name: Sales, group: users}, {name: Sales}]", "queues[1]", "twice"),
    ("queues: [{id: 0, name: Sales, group: users}]", "queues[0].id", "out_of_range"),
    ("groups: [{name: ''}]", "groups[0].name", "empty"),
    ("groups: [{name: [a]}]", "groups[0].name", "text_expected"),
    ('groups: [{name: "a\\0b"}]', "groups[0].name", "not_storable"),
    (f"groups: [{{name: {'x' * 201}}}]", "groups[0].name", "too_long"),
    ("agents: [{login: a, rights: {users: [fly]}}]", "agents[0].rights.users", "unknown_right"),
    ("agents: [{login: a, rights: [users]}]", "agents[0].rights", "mapping_expected"),
    ("agents: [{login: a, roles: [None]}]", "agents[0].roles[0]", "unknown_name"),
    ("agents: [{login: a, password: ''}]", "agents[0].password", "empty"),
    ("agents: [{login: a, password: x, password_hash: y}]", "agents[0]", "two_keys_for_one_thing"),
    ("settings: {NoSuchSetting: 1}", "settings.NoSuchSetting", "unknown_setting"),
    ("settings: {SessionMaxTime: long}", "settings.SessionMaxTime", "setting_value"),
    ("calendars: [{name: a, config: {zone: Nowhere}}]", "calendars[0].config", "unusable"),
    ("dynamic_fields: [{name: a, kind: Knob}]", "dynamic_fields[0].kind", "unknown_word"),
    (
        "dynamic_fields: [{name: a, config: {PossibleValues: [b]}}]",
        "dynamic_fields[0].config.PossibleValues",
        "mapping",
    ),
    ("web_services: [{name: a, config: {Provider: [x]}}]", "web_services[0].config", "unusable"),
    ("web_services: [{name: a, config: {KeepAlive: false}}]", "web_services[0].config.KeepAlive", "write_1_or_0"),
    ("web_services: [{name: a, file: b.yml}]", "web_services[0]", "unknown_key"),
    ("api_keys: [{label: a, agent: root@localhost, key: short}]", "api_keys[0].key", "too_short"),
    ("api_keys: [{label: a, agent: root@localhost, key_hash: x}]", "api_keys[0].key_hash", "sha256_expected"),
    ("forms: [{name: f, kind: topic, fields: [{id: 1}]}]", "forms[0].fields[0]", "missing"),
    (
        f"forms: [{{name: f, kind: topic, fields: [{_form_field(type='knob')}]}}]",
        "forms[0].fields[0].type",
        "unknown_word",
    ),
    (f"forms: [{{name: f, kind: topic, fields: [{_form_field(id='x')}]}}]", "forms[0].fields[0].id", "number_expected"),
    (
        f"forms: [{{name: f, kind: topic, fields: [{_form_field(configuration=_SLOW)}]}}]",
        "forms[0].fields[0].configuration.regex",
        "unusable",
    ),
    (_filter(rules="[{what: email, how: sounds_like, value: x}]"), "ticket_filters[0].rules[0].how", "unknown_word"),
    (_filter(rules="[{what: email, how: match, value: '/(a+)+$/'}]"), "ticket_filters[0].rules[0].value", "unusable"),
    (_filter(actions="[{type: dept}]"), "ticket_filters[0].actions[0]", "keys_expected"),
    (_filter(actions="[{type: dept, queue_id: Sales}]"), "ticket_filters[0].actions[0].queue_id", "number_expected"),
    (_filter(actions="[{type: explode}]"), "ticket_filters[0].actions[0].type", "unknown_word"),
]


@pytest.mark.parametrize(("document", "where", "reason"), REFUSED)
def test_a_refusal_says_where_and_why(desk: Desk, document: str, where: str, reason: str) -> None:
    with pytest.raises(DeskError) as refused:
        load(desk, document)
    assert refused.value.details["where"] == where
    assert reason in refused.value.code


def test_a_refused_document_changes_nothing(desk: Desk) -> None:
    before = dump(desk)
    with pytest.raises(Invalid):
        load(desk, "settings: {FQDN: other.example}\ngroups: [{name: new}]\nqueues: [{name: Sales}]")
    assert dump(desk) == before


@pytest.mark.parametrize(
    "text", ["[", "- a", "a: *b", "a: 1\na: 2", "a: !!python/name:os.system x", "[" * 5000, "'", "\0"]
)
def test_what_is_no_plain_mapping_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        parse_document(text)


def test_words_stay_words() -> None:
    document = parse_document("a: no\nb: 0301\nc: 2026-01-01\nd: 12\ne: true\nf: ~\ng: 1:30")
    assert document == {"a": "no", "b": "0301", "c": "2026-01-01", "d": 12, "e": True, "f": None, "g": "1:30"}
