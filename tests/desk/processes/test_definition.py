"""What is taken as a process, in which words, and what is refused before anything is stored."""

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from polydesk.desk.processes.actions import KINDS
from polydesk.desk.processes.compile import compile_process
from polydesk.desk.processes.definition import read_definition
from polydesk.desk.processes.left_out import warnings_about
from polydesk.desk.processes.parts import ProcessEntry
from polydesk.kernel.errors import Invalid
from tests.desk.processes.purchase import definition

FIXTURES = Path(__file__).parents[2] / "conformance" / "desks" / "otrs7.fixtures.json"
Change = Callable[[dict[str, Any]], None]


def compiled(document: Any) -> ProcessEntry:
    return compile_process(read_definition(document))


def changed(change: Change) -> dict[str, Any]:
    document = definition()
    change(document)
    return document


def test_an_export_is_read() -> None:
    process = compiled(definition())
    assert (process.name, process.state, len(process.activities)) == ("Purchase", "Active", 5)
    dialog = process.start()
    assert dialog
    assert dialog.is_for("ExternalInterface")  # the older word for it
    assert [way.transition for way in process.ways["Activity-1-request"]] == [
        "Transition-1-website",
        "Transition-2-shop",
    ]


@pytest.mark.parametrize(("entity_id", "state"), [("S1", "Active"), ("S2", "Inactive"), ("S3", "FadeAway")])
def test_a_state_may_be_named_by_its_id(entity_id: str, state: str) -> None:
    document = definition()
    document["Process"].update(State=None, StateEntityID=entity_id)
    assert compiled(document).state == state


def test_parts_without_a_config_around_their_keys_are_read() -> None:
    process = compiled(json.loads(FIXTURES.read_text())["process"])
    [laptop, other] = process.ways[process.start_activity]
    assert laptop.actions[0].kind == "TicketQueueSet"
    assert not other.actions


def test_the_words_of_otrs_7_are_read() -> None:
    document = definition()
    document["SequenceFlows"] = document.pop("Transitions")
    document["SequenceFlowActions"] = document.pop("TransitionActions")
    for ways in document["Process"]["Config"]["Path"].values():
        for way in ways.values():
            if "TransitionAction" in way:
                way["SequenceFlowAction"] = way.pop("TransitionAction")
    [first, _] = compiled(document).ways["Activity-1-request"]
    assert [one.kind for one in first.actions] == ["TicketQueueSet", "TicketTitleSet"]


def test_numbers_and_flags_count_as_the_texts_they_look_like() -> None:
    document = definition()
    document["ActivityDialogs"]["ActivityDialog-request"]["Config"]["Fields"]["Title"]["Display"] = 2
    document["ActivityDialogs"]["ActivityDialog-request"]["Config"]["RequiredLock"] = True
    dialog = compiled(document).start()
    assert dialog
    assert dialog.needs_lock
    assert dialog.fields[0].is_needed


def _path(document: dict[str, Any]) -> Any:
    return document["Process"]["Config"]["Path"]


def _dialog(document: dict[str, Any]) -> Any:
    return document["ActivityDialogs"]["ActivityDialog-request"]["Config"]


def _condition(document: dict[str, Any], wanted: Any) -> None:
    document["Transitions"]["Transition-1-website"]["Config"]["Condition"]["1"]["Fields"] = wanted


REFUSED: dict[str, Change] = {
    "no process": lambda document: document.pop("Process"),
    "no name": lambda document: document["Process"].update(Name=" "),
    "an entity id that is none": lambda document: document["Process"].update(EntityID="../etc"),
    "another id within": lambda document: document["Activities"]["Activity-5-done"].update(EntityID="Activity-6"),
    "an unknown state": lambda document: document["Process"].update(State="Sleeping"),
    "no start": lambda document: document["Process"]["Config"].update(StartActivity=""),
    "an unknown start": lambda document: document["Process"]["Config"].update(StartActivity="Activity-9"),
    "a start dialog of elsewhere": lambda document: document["Process"]["Config"].update(
        StartActivityDialog="ActivityDialog-comment"
    ),
    "an unknown activity in the path": lambda document: _path(document).update({"Activity-9": {}}),
    "an unknown target": lambda document: _path(document)["Activity-3-order"]["Transition-5-always"].update(
        ActivityEntityID="Activity-9"
    ),
    "an unknown transition": lambda document: _path(document)["Activity-5-done"].update(
        {"Transition-9": {"ActivityEntityID": "Activity-5-done"}}
    ),
    "an unknown action": lambda document: _path(document)["Activity-3-order"]["Transition-5-always"].update(
        TransitionAction=["TransitionAction-9"]
    ),
    "an unknown dialog": lambda document: document["Activities"]["Activity-5-done"]["Config"].update(
        ActivityDialog=["ActivityDialog-9"]
    ),
    "an unknown interface": lambda document: _dialog(document).update(Interface=["PhoneInterface"]),
    "a field out of order": lambda document: _dialog(document)["FieldOrder"].append("Nothing"),
    "a display that is none": lambda document: _dialog(document)["Fields"]["Title"].update(Display="3"),
    "fields that are no mapping": lambda document: _dialog(document).update(Fields=["Title"]),
    "a path that is no mapping": lambda document: document["Process"]["Config"].update(Path=["Activity-5-done"]),
    "an action without a module": lambda document: document["TransitionActions"]["TransitionAction-queue"][
        "Config"
    ].update(Module=""),
    "a kind of condition that is none": lambda document: _condition(
        document, {"Title": {"Type": "Moon", "Match": "x"}}
    ),
    "a condition without fields": lambda document: _condition(document, {}),
    "a linking that is none": lambda document: document["Transitions"]["Transition-1-website"]["Config"].update(
        ConditionLinking="nand"
    ),
    "a pattern that does not compile": lambda document: _condition(
        document, {"Title": {"Type": "Regexp", "Match": "(?<"}}
    ),
    "a pattern without bounds": lambda document: _condition(
        document, {"Title": {"Type": "Regexp", "Match": "(a+)+(b+)+$"}}
    ),
    "a giant pattern": lambda document: _condition(document, {"Title": {"Type": "Regexp", "Match": "a|" * 5000}}),
    "a text no database holds": lambda document: document["Process"]["Config"].update(Description="a\0b"),
    "a definition without end": lambda document: document["Process"]["Config"].update(Description="x" * 1_000_001),
}


@pytest.mark.parametrize("change", REFUSED.values(), ids=REFUSED)
def test_what_would_not_run_is_refused(change: Change) -> None:
    with pytest.raises(Invalid) as refusal:
        compiled(changed(change))
    assert str(refusal.value.details["message"]).endswith(".")


def test_nesting_without_end_is_refused() -> None:
    nested: Any = "x"
    for _ in range(1000):
        nested = [nested]
    with pytest.raises(Invalid):
        read_definition({"Process": nested})


@pytest.mark.parametrize(
    "document", [None, [], "Process", {"Process": []}, {"Process": {"EntityID": "P"}, "Activities": 7}]
)
def test_what_is_no_process_is_refused(document: Any) -> None:
    with pytest.raises(Invalid):
        read_definition(document)


def test_code_of_other_systems_is_told_of() -> None:
    document = deepcopy(definition())
    _condition(document, {"Title": {"Type": "Module", "Match": "Kernel::System::Evil"}})
    document["TransitionActions"]["TransitionAction-queue"]["Config"]["Module"] = "Kernel::System::Own::Thing"
    document["Activities"]["Activity-3-order"]["Config"]["Type"] = "Script Task"
    told = warnings_about(read_definition(document), KINDS)
    assert [line.split()[1] for line in told] == [
        "Transition-1-website",
        "TransitionAction-queue",
        "Activity-3-order",
    ]


def test_nothing_is_told_of_an_export_that_runs_whole() -> None:
    assert warnings_about(read_definition(definition()), KINDS) == []
