"""A ticket walks through a process: branches, transitions that follow from each other, actions."""

from polydesk.desk.desk import Desk
from polydesk.desk.processes.parts import AGENT
from polydesk.desk.tickets.queries import list_articles
from polydesk.desk.tickets.set_state import set_state
from tests.desk.processes.purchase import activity_of, field_of, started, stepped
from tests.world.cast import ADA, CORA
from tests.world.tickets import STATES, history, ticket_row

WEBSITE = {"Title": "Shop window", "DynamicField_Product": "web", "DynamicField_Urgency": "soon"}
SHOP = {"Title": "Till", "DynamicField_Product": "shop", "DynamicField_Urgency": "<b>now</b> <OTRS_TICKET_Title>"}


def test_starting_opens_a_ticket_and_takes_the_transition_that_holds(purchase: Desk) -> None:
    done = started(purchase, {**WEBSITE, "Subject": "Hello", "Body": "We need a website."})
    ticket = ticket_row(purchase, done.ticket_id)
    assert activity_of(purchase, done.ticket_id) == "Activity-2-approve"
    assert (ticket.customer_user, ticket.customer_id, ticket.queue_id, ticket.priority_id) == ("c1", "acme", 7, 4)
    with purchase.look(CORA) as look:
        [article] = list_articles(look, [done.ticket_id])[done.ticket_id]
    assert (article.id, article.subject, article.sender_type_id) == (done.article_id, "Hello", 3)


def test_each_action_sees_the_ticket_as_the_one_before_left_it(purchase: Desk) -> None:
    done = started(purchase, WEBSITE)
    assert ticket_row(purchase, done.ticket_id).title == "Shop window in Support (Website)"


def test_transitions_follow_from_each_other(purchase: Desk) -> None:
    done = started(purchase, SHOP)
    assert activity_of(purchase, done.ticket_id) == "Activity-4-check"
    assert ticket_row(purchase, done.ticket_id).state_id == STATES["pending reminder"]
    assert ticket_row(purchase, done.ticket_id).until_time > 0
    assert field_of(purchase, done.ticket_id, "Urgency") == "ordered by c1"


def test_the_history_shows_every_activity(purchase: Desk) -> None:
    done = started(purchase, SHOP)
    activities = [text for _, text in history(purchase, done.ticket_id) if "ActivityID" in text]
    assert [text.split("%%")[4] for text in activities] == [
        "Activity-1-request",
        "Activity-3-order",
        "Activity-4-check",
    ]


def test_tags_a_customer_wrote_stay_text_and_html_is_escaped(purchase: Desk) -> None:
    done = started(purchase, SHOP)
    with purchase.look(ADA) as look:
        [note] = list_articles(look, [done.ticket_id])[done.ticket_id]
    assert note.subject == "Order shop"
    assert note.html_body == "<p>Urgency: &lt;b&gt;now&lt;/b&gt; &lt;OTRS_TICKET_Title&gt;</p>"
    assert (note.create_by, note.created_by_customer, note.visible) == (2, None, 0)


def test_a_customer_carries_it_on_and_an_agent_ends_it(purchase: Desk) -> None:
    done = started(purchase, WEBSITE)
    stepped(purchase, done.ticket_id, "ActivityDialog-topics", {"DynamicField_Topics": ["red", "blue"]})
    assert activity_of(purchase, done.ticket_id) == "Activity-4-check"
    closing = {"StateID": STATES["closed successful"]}
    stepped(purchase, done.ticket_id, "ActivityDialog-refuse", closing, ADA, AGENT)
    assert activity_of(purchase, done.ticket_id) == "Activity-5-done"
    assert any(kind == "TicketLinkAdd" for kind, _ in history(purchase, done.ticket_id))


def test_what_agents_do_elsewhere_moves_the_process_on(purchase: Desk) -> None:
    done = started(purchase, WEBSITE)
    with purchase.work(ADA) as work:
        set_state(work, done.ticket_id, STATES["closed successful"])
    assert activity_of(purchase, done.ticket_id) == "Activity-5-done"


def test_a_ticket_stays_where_no_transition_holds(purchase: Desk) -> None:
    done = started(purchase, WEBSITE)
    stepped(purchase, done.ticket_id, "ActivityDialog-topics", {"DynamicField_Topics": ["green"]})
    assert activity_of(purchase, done.ticket_id) == "Activity-2-approve"
