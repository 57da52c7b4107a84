"""The process of the tests: five activities, branches, transitions that follow from each other."""

from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from polydesk.desk.desk import Desk
from polydesk.desk.fields.registry import Fields
from polydesk.desk.fields.values import read_values
from polydesk.desk.forms.check import check_form
from polydesk.desk.forms.field import Failure
from polydesk.desk.processes.dialog_form import dialog_fields
from polydesk.desk.processes.dialog_properties import Filling, with_ids
from polydesk.desk.processes.filled_in import FilledIn, filled_in
from polydesk.desk.processes.import_process import Imported, import_process
from polydesk.desk.processes.parts import EXTERNAL
from polydesk.desk.processes.place import ACTIVITY_FIELD, standing_of
from polydesk.desk.processes.start import Done, find_start, start_process
from polydesk.desk.processes.step import step_process
from polydesk.desk.services.definition_yaml import parse_definition
from polydesk.kernel.actors import Actor, CustomerActor
from tests.world.cast import CORA, build_world
from tests.world.tickets import ticket_row

PROCESS = "Process-purchase"
CREATE, NEXT = "ExternalFrontend::ProcessTicketCreate", "ExternalFrontend::ProcessTicketNextStep"
FILE = Path(__file__).with_name("purchase.yml")


@cache
def _read() -> dict[str, Any]:
    return parse_definition(FILE.read_text())


def definition() -> dict[str, Any]:
    """A copy to change."""
    return deepcopy(_read())


def imported(desk: Desk, document: Any = None) -> Imported:
    with desk.work() as work:
        return import_process(work, document or definition())


def build_purchase(desk: Desk) -> None:
    build_world(desk)
    for document in (definition(), circle("circle"), circle("fading", state="FadeAway"), breeding()):
        imported(desk, document)


ALWAYS = {"Condition": {"1": {"Fields": {"TicketID": {"Type": "Regexp", "Match": "."}}}}}


def circle(name: str, *, state: str = "Active", **action: Any) -> dict[str, Any]:
    """A process that would never end: each of its two activities leads to the other. Each way has one action."""
    there, back = f"Activity-{name}-there", f"Activity-{name}-back"
    done = action or {"Module": "TicketTitleSet", "Config": {"Title": "<OTRS_TICKET_Title>!"}}
    return {
        "Process": {
            "EntityID": f"Process-{name}",
            "Name": name,
            "State": state,
            "StartActivity": there,
            "StartActivityDialog": f"ActivityDialog-{name}",
            "Path": {
                one: {f"Transition-{one}": {"ActivityEntityID": other, "TransitionAction": [f"Action-{name}"]}}
                for one, other in ((there, back), (back, there))
            },
        },
        "Activities": {one: {"Name": one, "ActivityDialog": [f"ActivityDialog-{name}"]} for one in (there, back)},
        "ActivityDialogs": {
            f"ActivityDialog-{name}": {
                "Name": "Begin",
                "Interface": ["ExternalInterface"],
                "Fields": {"Title": {"Display": "2"}, "Article": {"Display": "1"}},
            }
        },
        "Transitions": {f"Transition-{one}": {"Name": one, **ALWAYS} for one in (there, back)},
        "TransitionActions": {f"Action-{name}": {"Name": "Do", **done}},
    }


def breeding() -> dict[str, Any]:
    """Each ticket of this process opens another one in it."""
    opening = {
        "Title": "child",
        "CustomerUser": "c3",
        "DynamicField_ProcessManagementProcessID": "Process-breeding",
        "DynamicField_ProcessManagementActivityID": "Activity-breeding-there",
    }
    return circle("breeding", Module="TicketCreate", Config=opening)


def checked(
    desk: Desk,
    actor: Actor,
    sent: Mapping[str, Any],
    ticket_id: int = 0,
    dialog_id: str = "",
    interface: str = EXTERNAL,
    process_id: str = PROCESS,
) -> tuple[FilledIn, dict[str, Failure]]:
    """The form of the start dialog, or of a ticket's dialog, with what is wrong with it."""
    with desk.look(actor) as look:
        values = with_ids(look, sent)
        login = actor.login if isinstance(actor, CustomerActor) else ""
        ticket = ticket_row(desk, ticket_id) if ticket_id else None
        filling = Filling(interface, login, values, ticket)
        if ticket is None:
            start = find_start(look, process_id, filling, CREATE)
            process, activity, dialog = start.process, start.activity, start.dialog
        else:
            standing = standing_of(look, ticket_id)
            assert standing
            found = standing.activity.dialog(dialog_id)
            assert found
            process, activity, dialog = standing.process, standing.activity, found
        fields = dialog_fields(look, process, activity, dialog, filling, NEXT if ticket_id else CREATE)
        good, failures = check_form(fields, values)
        return filled_in(look, fields, good), failures


def started(
    desk: Desk, sent: Mapping[str, Any], actor: Actor = CORA, interface: str = EXTERNAL, process_id: str = PROCESS
) -> Done:
    filled, failures = checked(desk, actor, sent, interface=interface, process_id=process_id)
    assert not failures
    with desk.work(actor) as work:
        return start_process(work, process_id, filled, interface=interface)


def stepped(
    desk: Desk, ticket_id: int, dialog_id: str, sent: Mapping[str, Any], actor: Actor = CORA, interface: str = EXTERNAL
) -> Done:
    filled, failures = checked(desk, actor, sent, ticket_id, dialog_id, interface)
    assert not failures
    with desk.work(actor) as work:
        return step_process(work, ticket_id, PROCESS, dialog_id, filled, interface=interface)


def activity_of(desk: Desk, ticket_id: int) -> str:
    return str(field_of(desk, ticket_id, ACTIVITY_FIELD))


def field_of(desk: Desk, ticket_id: int, name: str) -> Any:
    with desk.look() as look:
        field = look.config(Fields).named(name)
        assert field
        return read_values(look.connection, [field], [ticket_id]).get(ticket_id, {}).get(field.id, "")
