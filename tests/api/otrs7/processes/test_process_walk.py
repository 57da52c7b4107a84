"""A process from its start to its end, and how other dialects see it."""

from typing import Any

from polydesk.desk.desk import Desk
from tests.api.client import ADA
from tests.api.client import Client as GenericInterface
from tests.api.otrs7.client import Client
from tests.api.otrs7.portal import FORM_DATA, file_body
from tests.api.otrs7.processes.steps import COMMENT, SHOP, TICKET, TOPICS, WEBSITE, info, start, step
from tests.world.tickets import STATES


def seen(purchase: Desk, ticket_id: int) -> dict[str, Any]:
    """The ticket as the Generic Interface shows it to an agent."""
    reply = GenericInterface(purchase).get(str(ticket_id), ADA, DynamicFields=1, AllArticles=1, Attachments=1)
    ticket: dict[str, Any] = reply.json["Ticket"][0]
    ticket["Fields"] = {one["Name"]: one["Value"] for one in ticket["DynamicField"]}
    return ticket


def history_of(purchase: Desk, ticket_id: int) -> list[str]:
    history = GenericInterface(purchase).history(str(ticket_id), ADA).json["TicketHistory"][0]["History"]
    return [one["Name"] for one in history]


def activities_in(history: list[str]) -> list[str]:
    """The activities a ticket has been in, in their order."""
    texts = [text.split("%%") for text in history if "ProcessManagementActivityID" in text]
    return [text[4] for text in texts]


def test_a_process_is_carried_from_start_to_end(purchase: Desk, cora: Client) -> None:
    ticket_id = start(cora, {**WEBSITE, "DynamicField_Urgency": "soon", "Subject": "Hello", "Body": "A website."})
    assert info(cora, ticket_id).json == {
        "TicketID": ticket_id,
        "ProcessEntityID": "Process-purchase",
        "ProcessName": "Purchase",
        "ActivityEntityID": "Activity-2-approve",
        "ActivityName": "Approve",
        "ActivityDialogs": [
            {
                "ActivityDialogEntityID": TOPICS,
                "Name": "Choose topics",
                "DescriptionShort": "Choose the topics",
                "SubmitButtonText": "",
                "SubmitAdviceText": "",
            }
        ],
    }
    ticket = seen(purchase, ticket_id)
    assert (ticket["Title"], ticket["Queue"]) == ("Shop window in Support (Website)", "Support")

    reply = step(cora, ticket_id, TOPICS, DynamicField_Topics=["red"], Subject="Topics", Body="As you see.")
    assert reply.json["ArticleID"] > 0
    ticket = seen(purchase, ticket_id)
    assert ticket["State"] == "pending reminder"
    assert ticket["Fields"]["ProcessManagementActivityID"] == "Activity-4-check"
    assert ticket["Fields"]["Urgency"] == "ordered by c1"
    assert [one["Subject"] for one in ticket["Article"]] == ["Hello", "Topics"]

    closing = GenericInterface(purchase).update(ticket_id, ADA, Ticket={"State": "closed successful"})
    assert closing.json["TicketID"] == str(ticket_id)
    assert info(cora, ticket_id).json["ActivityName"] == "Done"
    assert step(cora, ticket_id, COMMENT, Subject="Thanks", Body="Well done.").status == 200
    assert seen(purchase, ticket_id)["StateID"] == STATES["closed successful"]
    assert activities_in(history_of(purchase, ticket_id)) == [
        "Activity-1-request",
        "Activity-2-approve",
        "Activity-3-order",
        "Activity-4-check",
        "Activity-5-done",
    ]


def test_the_other_branch_leaves_out_an_activity(purchase: Desk, cora: Client) -> None:
    ticket_id = start(cora, SHOP)
    assert activities_in(history_of(purchase, ticket_id)) == [
        "Activity-1-request",
        "Activity-3-order",
        "Activity-4-check",
    ]


def test_customers_do_not_see_what_actions_wrote_for_agents(cora: Client) -> None:
    """Class: access to objects of others."""
    ticket_id = start(cora, SHOP)
    assert cora.get(f"{TICKET}/id/{ticket_id}").json["Articles"] == []


def test_files_that_were_sent_before_come_with_the_article(purchase: Desk, cora: Client) -> None:
    body = file_body("plan.txt", b"a plan")
    assert cora.send("POST", "/api/customer/upload/plans", headers=FORM_DATA, body=body).status == 200
    assert cora.post("/api/customer/ticket/process/Process-purchase", {**WEBSITE, "FormID": "plans"}).errors == {
        "Body": {
            "Validator": "Required",
            "Message": "This field is required.",
            "Attributes": {"Value": None, "Source": None, "Arguments": None},
        }
    }
    ticket_id = start(cora, {**WEBSITE, "FormID": "plans", "Body": "See there."})
    [article] = seen(purchase, ticket_id)["Article"]
    assert [one["Filename"] for one in article["Attachment"]] == ["plan.txt"]


def test_html_of_customers_is_made_harmless(purchase: Desk, cora: Client) -> None:
    """Class: cross-site scripting."""
    ticket_id = start(cora, {**WEBSITE, "Body": "<p>Hi<script>steal()</script><img src=x onerror=steal()></p>"})
    [article] = cora.get(f"{TICKET}/id/{ticket_id}").json["Articles"]
    page = cora.get(f"{TICKET}/{ticket_id}/article/{article['ArticleID']}/body").body
    assert b"steal" not in page
    assert "steal" not in str(seen(purchase, ticket_id)["Article"])
