"""What a dialog shows and takes, and from whom."""

from typing import Any

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.forms.field import FormField
from polydesk.desk.processes.dialog_properties import Filling
from polydesk.desk.processes.parts import AGENT, EXTERNAL
from polydesk.desk.processes.start import startable_processes
from polydesk.desk.processes.step import step_process
from polydesk.desk.tickets.queries import list_articles
from polydesk.desk.tickets.set_lock import set_lock
from polydesk.kernel.errors import Forbidden, NotFound
from tests.desk.processes.purchase import (
    CREATE,
    activity_of,
    checked,
    definition,
    imported,
    started,
    stepped,
)
from tests.world.cast import ADA, BO, CATO, CORA, RAE
from tests.world.tickets import LOCK, STATES, configured, ticket_row

WEBSITE = {"Title": "Shop window", "DynamicField_Product": "web"}
CLOSING = {"State": "closed successful"}


def fields(desk: Desk, *args: Any, **kwargs: Any) -> dict[str, FormField]:
    return {one.name: one for one in checked(desk, *args, **kwargs)[0].fields}


def wrong(desk: Desk, *args: Any, **kwargs: Any) -> dict[str, str]:
    return {name: one.validator.name for name, one in checked(desk, *args, **kwargs)[1].items()}


def test_a_start_dialog_shows_its_fields_in_their_order(purchase: Desk) -> None:
    form = fields(purchase, CORA, {})
    assert list(form) == [
        "Title",
        "DynamicField_Product",
        "DynamicField_Urgency",
        "Subject",
        "Body",
        "Attachments",
        "QueueID",
        "PriorityID",
        "StateID",
    ]
    assert [name for name, one in form.items() if one.hidden] == ["QueueID", "StateID"]
    assert [name for name, one in form.items() if one.required] == ["Title", "DynamicField_Product"]
    assert (form["PriorityID"].default, form["QueueID"].default) == ("4", "5")


def test_all_that_is_wrong_is_told_at_once(purchase: Desk) -> None:
    sent = {"DynamicField_Product": "car", "PriorityID": "99", "QueueID": "7"}
    assert wrong(purchase, CORA, sent) == {"Title": "Required", "DynamicField_Product": "Value", "PriorityID": "Value"}


def test_names_are_taken_instead_of_ids(purchase: Desk) -> None:
    filled, failures = checked(purchase, CORA, {**WEBSITE, "Priority": "1 very low"})
    assert not failures
    assert filled.number("PriorityID") == 1
    assert wrong(purchase, CORA, {**WEBSITE, "Priority": "6 unheard of"}) == {"PriorityID": "Value"}


def test_hidden_fields_have_their_defaults_whatever_is_sent(purchase: Desk) -> None:
    done = started(purchase, {**WEBSITE, "DynamicField_Product": "app", "Queue": "Secret", "QueueID": "8"})
    assert ticket_row(purchase, done.ticket_id).queue_id == 5


def test_what_is_for_agents_is_not_taken_from_customers(purchase: Desk) -> None:
    """Class: mass assignment."""
    sent = {**WEBSITE, "OwnerID": "3", "Owner": "agent2", "LockID": "2", "CustomerID": "globex", "CustomerUserID": "c3"}
    row = ticket_row(purchase, started(purchase, sent).ticket_id)
    assert (row.owner_id, row.lock_id, row.customer_id, row.customer_user) == (1, 1, "acme", "c1")


def test_queues_are_not_taken_on_follow_ups(purchase: Desk) -> None:
    done = started(purchase, WEBSITE)
    assert "QueueID" not in fields(purchase, CORA, {}, done.ticket_id, "ActivityDialog-topics")
    stepped(purchase, done.ticket_id, "ActivityDialog-topics", {"DynamicField_Topics": ["green"], "QueueID": "8"})
    assert ticket_row(purchase, done.ticket_id).queue_id == 7


def test_where_a_ticket_stands_is_no_field_of_a_dialog(world: Desk) -> None:
    """Class: mass assignment."""
    document = definition()
    dialog = document["ActivityDialogs"]["ActivityDialog-request"]["Config"]
    dialog["FieldOrder"].append("DynamicField_ProcessManagementActivityID")
    dialog["Fields"]["DynamicField_ProcessManagementActivityID"] = {"Display": "1"}
    imported(world, document)
    sent = {**WEBSITE, "DynamicField_ProcessManagementActivityID": "Activity-5-done"}
    assert activity_of(world, started(world, sent).ticket_id) == "Activity-2-approve"


def test_an_administrators_mistake_is_named_as_such(world: Desk) -> None:
    document = definition()
    shown = document["ActivityDialogs"]["ActivityDialog-request"]["Config"]["Fields"]
    shown["Queue"]["DefaultValue"] = "Nowhere"
    shown["DynamicField_Urgency"]["Display"] = "0"
    imported(world, document)
    assert wrong(world, CORA, WEBSITE) == {"QueueID": "IncorrectDisplayConfig"}
    configured(world, settings={"Process::DefaultState": "no such state"})
    assert wrong(world, CORA, WEBSITE) == {
        "QueueID": "IncorrectDisplayConfig",
        "StateID": "IncorrectDisplayConfig",
    }


def test_an_article_has_a_subject_of_its_own_or_the_title(purchase: Desk) -> None:
    done = started(purchase, {**WEBSITE, "Body": "Please"})
    assert done.article_id
    with purchase.look(CORA) as look:
        [article] = list_articles(look, [done.ticket_id])[done.ticket_id]
    assert (article.subject, article.from_, article.to) == ("Shop window", '"Cora Customer" <c1@acme.example>', "Sales")


def test_nothing_written_is_no_article(purchase: Desk) -> None:
    assert started(purchase, {**WEBSITE, "Subject": "s", "Body": "  "}).article_id is None


def test_a_needed_article_needs_both(purchase: Desk) -> None:
    done = started(purchase, {**WEBSITE, "DynamicField_Product": "shop"})
    assert wrong(purchase, CORA, {}, done.ticket_id, "ActivityDialog-comment") == {
        "Subject": "Required",
        "Body": "Required",
    }


def test_agents_start_processes_with_what_is_theirs_to_say(purchase: Desk) -> None:
    sent = {**WEBSITE, "Owner": "agent2", "Subject": "s", "Body": "b"}
    done = started(purchase, sent, ADA, AGENT)
    assert ticket_row(purchase, done.ticket_id).owner_id == 3
    with purchase.look(ADA) as look:
        [article] = list_articles(look, [done.ticket_id])[done.ticket_id]
    assert (article.channel_id, article.visible, article.sender_type_id) == (2, 1, 1)


def test_agents_say_whose_ticket_it_is(world: Desk) -> None:
    document = definition()
    dialog = document["ActivityDialogs"]["ActivityDialog-request"]["Config"]
    dialog["FieldOrder"].append("CustomerID")
    dialog["Fields"]["CustomerID"] = {"Display": "2"}
    imported(world, document)
    assert wrong(world, ADA, WEBSITE, interface=AGENT) == {"CustomerID": "Required"}
    done = started(world, {**WEBSITE, "CustomerID": "globex", "CustomerUserID": "c3"}, ADA, AGENT)
    row = ticket_row(world, done.ticket_id)
    assert (row.customer_id, row.customer_user) == ("globex", "c3")
    assert not {"CustomerID", "CustomerUserID"} & set(fields(world, CORA, {}))


def test_agents_need_the_right_to_open_tickets(purchase: Desk) -> None:
    with pytest.raises(Forbidden):
        started(purchase, WEBSITE, RAE, AGENT)


def test_a_dialog_that_needs_it_locks_the_ticket(purchase: Desk) -> None:
    done = started(purchase, WEBSITE)
    stepped(purchase, done.ticket_id, "ActivityDialog-refuse", {"State": "open"}, ADA, AGENT)
    row = ticket_row(purchase, done.ticket_id)
    assert (row.lock_id, row.owner_id) == (LOCK, 2)


def test_a_ticket_locked_by_another_agent_is_left_alone(purchase: Desk) -> None:
    done = started(purchase, {**WEBSITE, "DynamicField_Product": "shop"})
    with purchase.work(ADA) as work:
        set_lock(work, done.ticket_id, LOCK)
    with pytest.raises(Forbidden):
        stepped(purchase, done.ticket_id, "ActivityDialog-refuse", CLOSING, BO, AGENT)


def test_a_dialog_asks_for_its_right(purchase: Desk) -> None:
    done = started(purchase, {**WEBSITE, "DynamicField_Product": "shop"})
    with pytest.raises(Forbidden):
        stepped(purchase, done.ticket_id, "ActivityDialog-refuse", CLOSING, RAE, AGENT)


def test_agents_dialogs_are_not_for_customers(purchase: Desk) -> None:
    done = started(purchase, {**WEBSITE, "DynamicField_Product": "shop"})
    with pytest.raises(NotFound):
        stepped(purchase, done.ticket_id, "ActivityDialog-refuse", {"State": "open"}, CORA, EXTERNAL)


def test_strangers_tickets_are_not_there(purchase: Desk) -> None:
    """Class: access to objects of others."""
    done = started(purchase, {**WEBSITE, "DynamicField_Product": "shop"})
    with pytest.raises(NotFound):
        stepped(purchase, done.ticket_id, "ActivityDialog-comment", {"Subject": "s", "Body": "b"}, CATO)


def test_whoever_was_faster_has_taken_the_dialog_away(purchase: Desk) -> None:
    """Class: races. The dialog was shown while it belonged to the activity."""
    done = started(purchase, WEBSITE)
    stepped(purchase, done.ticket_id, "ActivityDialog-refuse", CLOSING, ADA, AGENT)
    assert activity_of(purchase, done.ticket_id) == "Activity-5-done"
    filled, _ = checked(purchase, CORA, {"Subject": "s", "Body": "b"}, done.ticket_id, "ActivityDialog-comment")
    with pytest.raises(NotFound), purchase.work(CORA) as work:
        step_process(work, done.ticket_id, "Process-purchase", "ActivityDialog-topics", filled, interface=EXTERNAL)
    assert ticket_row(purchase, done.ticket_id).state_id == STATES["closed successful"]


def test_acls_leave_out_processes_and_choices(world: Desk) -> None:
    imported(world)
    context = {"Properties": {"Frontend": {"Endpoint": [CREATE]}}}
    few = {"name": "few", "match": context, "change": {"Possible": {"Ticket": {"Priority": ["3 normal", "4 high"]}}}}
    configured(world, acls=[few])
    assert [one.label for one in fields(world, CORA, {})["PriorityID"].options or ()] == ["3 normal", "4 high"]
    none = {"name": "none", "match": context, "change": {"PossibleNot": {"Process": ["Process-purchase"]}}}
    configured(world, acls=[none])
    with world.look(CORA) as look:
        assert startable_processes(look, Filling(EXTERNAL, "c1", {}), CREATE) == []
