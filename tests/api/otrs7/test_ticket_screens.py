import pytest

from polydesk.desk.people.preferences import set_preferences
from tests.api.otrs7.client import Client
from tests.api.otrs7.test_ticket_detail import number_of
from tests.api.otrs7.tickets import asked
from tests.world.cast import CATO, CORA
from tests.world.tickets import configured

SCREENS = "/api/frontend/external"
OVERVIEW, CREATE, DETAIL = f"{SCREENS}/ticketlist/config", f"{SCREENS}/ticket/create", f"{SCREENS}/ticket/detail-view"
DEFINED = {
    *("ID", "Name", "Label", "FieldType", "ObjectType", "FieldOrder", "Config", "InternalField", "ValidID"),
    *("CreateTime", "ChangeTime"),
}


def test_anybody_may_know_how_lists_look(otrs7: Client) -> None:
    configured(
        otrs7.desk,
        screens={
            "ExternalFrontend::TicketOverview": {"DynamicField": {"Product": 1, "Urgency": 0, "Approved": "1"}},
            "ExternalFrontend::TicketOverview::StatusMap": {"open": "in work"},
        },
    )
    shown = otrs7.get(OVERVIEW).json
    assert set(shown) == {"ExternalFrontend::TicketOverview", "StatusMap", "DynamicFieldsConfig"}
    assert shown["ExternalFrontend::TicketOverview"]["ColumnHeader"] == "TicketTitle"
    assert shown["ExternalFrontend::TicketOverview"]["DynamicField"] == {"Product": 1, "Urgency": 0, "Approved": "1"}
    assert shown["StatusMap"] == {"open": "in work"}
    product, approved = shown["DynamicFieldsConfig"]
    assert set(product) == DEFINED
    assert (product["Name"], product["FieldType"], product["ObjectType"]) == ("Product", "Dropdown", "Ticket")
    assert product["Config"]["PossibleValues"] == {"web": "Website", "shop": "Web shop", "app": "Mobile app"}
    assert (approved["Name"], approved["Config"]) == ("Approved", {"DefaultValue": 0})


def test_c7_what_a_fields_configuration_keeps_to_itself_stays_there(otrs7: Client) -> None:
    config = {"DefaultValue": "", "Password": "secret", "DBType": "mysql", "Server": "10.0.0.1", "Link": "https://x"}
    field = {"name": "Remote", "label": "Remote", "kind": "Text", "object": "Ticket", "position": 1, "config": config}
    screens = {"ExternalFrontend::TicketOverview": {"DynamicField": {"Remote": 1}}}
    configured(otrs7.desk, dynamic_fields=[field], screens=screens)
    [shown] = otrs7.get(OVERVIEW).json["DynamicFieldsConfig"]
    assert shown["Config"] == {"DefaultValue": ""}


def test_where_a_new_ticket_leads_and_how_many_processes_there_are(otrs7: Client) -> None:
    screens = {"ExternalFrontend::TicketCreate": {"NextScreenAfterNewTicket": "TicketDetailView"}}
    configured(otrs7.desk, screens=screens)
    expected = {"NextScreenAfterNewTicket": "TicketDetailView", "ProcessCount": 0}
    assert otrs7.of(CORA).get(CREATE).json == expected
    assert otrs7.get(CREATE).status == 401


def test_what_the_detail_view_of_a_ticket_shows(otrs7: Client) -> None:
    screen = {"DynamicField": {"Product": 1}, "FollowUpDynamicField": {"Urgency": 2}}
    configured(otrs7.desk, screens={"ExternalFrontend::TicketDetailView": screen})
    path = f"{DETAIL}/{number_of(otrs7, asked(otrs7.desk))}"
    cora = otrs7.of(CORA)
    assert cora.get(path).json == {
        "NextScreenAfterFollowUp": "TicketOverview",
        "AttributesView": {"Queue": 1, "State": 1, "Priority": 1, "Owner": 0},
        **screen,
        "MultipleArticlesView": 0,
        "FollowUpPossible": 1,
    }
    with otrs7.desk.work() as work:
        set_preferences(work, CORA, {"MultipleArticlesView": "1"}, prefix="")
    assert cora.get(path).json["MultipleArticlesView"] == 1


def test_the_detail_view_needs_a_ticket_the_customer_may_see(shared: Client) -> None:
    number, cato = number_of(shared, asked(shared.desk)), shared.of(CATO)
    replies = [cato.get(f"{DETAIL}/{one}") for one in (number, "1")]
    assert {(one.status, one.body) for one in replies} == {(403, b'{"Error":"No permission."}')}


@pytest.mark.parametrize("rest", ["", "/abc"])
def test_the_detail_view_needs_a_number(shared: Client, rest: str) -> None:
    assert set(shared.of(CATO).get(f"{DETAIL}{rest}").errors) == {"TicketNumber"}
    assert shared.get(f"{DETAIL}{rest}").status == 401
