"""Definitions come in and go out as they are."""

from pathlib import Path
from typing import Any

import pytest

from polydesk.desk.configuration.dump import dump_configuration
from polydesk.desk.configuration.load import load_configuration
from polydesk.desk.desk import Desk
from polydesk.desk.processes.export_process import export_process, list_processes
from polydesk.desk.processes.registry import Processes
from polydesk.desk.services.definition_yaml import dump_definition, parse_definition
from polydesk.kernel.errors import Invalid, NotFound
from polydesk.wiring import open_desk
from tests.desk.processes.purchase import PROCESS, circle, definition, imported

STAMPS = ("ID", "CreateTime", "ChangeTime")


def exported(desk: Desk, name: str = PROCESS) -> dict[str, Any]:
    with desk.look() as look:
        return export_process(look, name)


def bare(document: dict[str, Any]) -> dict[str, Any]:
    """Without what is each desk's own, and what only repeats the rest."""
    kinds = ("Activities", "ActivityDialogs", "Transitions", "TransitionActions")
    for entity in (document["Process"], *(one for kind in kinds for one in document[kind].values())):
        for key in (*STAMPS, *kinds):
            entity.pop(key, None)
    return document


def test_an_export_says_what_was_imported(purchase: Desk) -> None:
    """Keys nobody here knows, such as the layout, are among it."""
    out, given = bare(exported(purchase)), bare(definition())
    for leaving in given["Process"]["Config"]["Path"].values():
        for way in leaving.values():
            way.setdefault("TransitionAction", [])
    assert out == given
    assert out["Process"]["Layout"] == {"Activity-1-request": {"left": "172", "top": "63"}}


def test_an_export_counts_up_what_the_vendors_count_up(purchase: Desk) -> None:
    out = exported(purchase)
    assert out["Process"]["StateEntityID"] == "S1"
    assert out["Process"]["Activities"] == sorted(out["Activities"])
    assert out["Activities"]["Activity-4-check"]["ActivityDialogs"] == [
        "ActivityDialog-refuse",
        "ActivityDialog-comment",
    ]
    assert int(out["Process"]["ID"]) > 0


def test_an_export_survives_its_yaml(purchase: Desk) -> None:
    out = exported(purchase)
    assert parse_definition(dump_definition(out)) == out


def test_a_process_is_exported_by_its_name_too(purchase: Desk) -> None:
    assert exported(purchase, "Purchase") == exported(purchase)
    with pytest.raises(NotFound):
        exported(purchase, "Sale")


def test_importing_the_same_again_changes_nothing(purchase: Desk) -> None:
    again = imported(purchase, exported(purchase))
    assert (again.is_new, again.has_changed, again.warnings) == (False, False, [])


def test_a_new_version_takes_the_place_of_the_old_one(world: Desk) -> None:
    imported(world)
    document = definition()
    document["Process"]["Name"] = "Purchasing"
    del document["Process"]["Config"]["Path"]["Activity-1-request"]["Transition-2-shop"]
    second = imported(world, document)
    assert (second.is_new, second.has_changed) == (False, True)
    with world.look() as look:
        [listed] = list_processes(look)
        [entry] = look.config(Processes)
    assert listed.name == "Purchasing"
    assert len(entry.ways["Activity-1-request"]) == 1


def test_a_refused_import_leaves_nothing(world: Desk) -> None:
    """Class: half-stored input."""
    imported(world)
    document = definition()
    document["Process"]["Config"]["StartActivity"] = "Activity-9"
    before = exported(world)
    with pytest.raises(Invalid):
        imported(world, document)
    assert exported(world) == before


def test_a_part_another_process_needs_is_not_broken(world: Desk) -> None:
    imported(world)
    taken = circle("other")
    taken["Activities"]["Activity-1-request"] = {"Name": "Mine now", "ActivityDialog": []}
    with pytest.raises(Invalid):
        imported(world, taken)


def test_a_desk_file_holds_processes(world: Desk, tmp_path: Path) -> None:
    desk = open_desk(tmp_path / "another")
    imported(world)
    with world.look() as look:
        document = {"processes": dump_configuration(look)["processes"]}
    for anything_new in (True, False):
        with desk.work() as work:
            assert load_configuration(work, document).anything_new is anything_new
    with desk.look() as look:
        assert dump_configuration(look)["processes"] == document["processes"]
    desk.database.dispose()


def test_a_refusal_of_a_desk_file_says_where(desk: Desk) -> None:
    with pytest.raises(Invalid) as refusal, desk.work() as work:
        load_configuration(work, {"processes": [{"Process": {"EntityID": "P"}}]})
    assert refusal.value.details["where"] == "processes[0]"
