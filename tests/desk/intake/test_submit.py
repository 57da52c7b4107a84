"""What a ticket from outside needs, and gets."""

from datetime import timedelta
from typing import Any

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.intake.customers import find_customer_user
from polydesk.desk.intake.submission import Participant, Text, Wish
from polydesk.desk.tickets.attach import NewFile
from polydesk.desk.tickets.models import SENDER_CUSTOMER, SENDER_SYSTEM
from polydesk.kernel import clock
from tests.desk.intake.submissions import articles, errors, mails, new_address, notes_of, submitted
from tests.world.tickets import configured

USER = ("user", "Incomplete client information")


def test_four_answers_are_enough(intake: Desk) -> None:
    ticket = submitted(intake)
    assert (ticket.queue_id, ticket.priority_id, ticket.sla_id, ticket.status_id) == (1, 3, 1, 1)
    assert len(ticket.number) == 6
    assert ticket.number.isdecimal()


def test_the_first_article_is_the_customers(intake: Desk) -> None:
    email = new_address()
    [article] = articles(intake, submitted(intake, {"email": email}).id)
    assert (article.sender_type_id, article.visible, article.subject) == (SENDER_CUSTOMER, 1, "Hello")
    assert (article.body, article._mapping["from"]) == ("Body", f'"Kim Doe" <{email}>')


def test_the_sender_and_the_admin_hear_of_it(intake: Desk) -> None:
    email = new_address()
    ticket = submitted(intake, {"email": email})
    told = {(email, f"Support Ticket Opened [#{ticket.number}]"), ("admin@example.org", "New Ticket Alert")}
    assert mails(intake, ticket.id) == told


@pytest.mark.parametrize(
    "quiet",
    [{"alert": False, "autorespond": False}, {"is_bounce": True}],
    ids=["neither wished for", "a bounce"],
)
def test_nobody_hears_of_it(intake: Desk, quiet: dict[str, Any]) -> None:
    assert mails(intake, submitted(intake, **quiet).id) == set()


def test_machines_are_not_answered(intake: Desk) -> None:
    ticket = submitted(intake, is_automatic=True)
    assert mails(intake, ticket.id) == {("admin@example.org", "New Ticket Alert")}


def test_an_address_of_ours_is_not_answered(intake: Desk) -> None:
    ticket = submitted(intake, {"email": "Sales@Example.org"})
    assert mails(intake, ticket.id) == {("admin@example.org", "New Ticket Alert")}


def test_what_is_missing_is_told_at_once(intake: Desk) -> None:
    nothing = {"name": None, "email": None, "subject": None}
    missing = [USER, ("20", "Issue Summary is a required field"), ("21", "Issue Details is a required field")]
    assert errors(intake, nothing, text=None) == missing


@pytest.mark.parametrize(
    "address",
    ["", "not-an-address", "Kim <kim@example.net>", "a@example.net, b@example.net", "kim@localhost", 5, ["a@b.net"]],
)
def test_what_is_not_one_bare_address_is_no_sender(intake: Desk, address: Any) -> None:
    assert errors(intake, {"email": address}) == [USER]


def test_a_name_is_needed_only_of_newcomers(intake: Desk) -> None:
    email = new_address()
    assert errors(intake, {"email": email, "name": None}) == [USER]
    submitted(intake, {"email": email})
    assert submitted(intake, {"email": email.upper(), "name": None}).customer_user == email


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ("Doe, Jane", "Jane Doe"),
        ("Doe, Jane, Jr.", "Jane Doe Jr."),
        ("<b>Jon</b>", "Jon"),
        ("jane.q.doe@example.net", "Jane Q Doe"),
        ("x" * 200, "x" * 128),
        ("Anna Maria Muster", "Anna Maria Muster"),
    ],
)
def test_a_name_is_written_down_readably(intake: Desk, sent: str, name: str) -> None:
    email = new_address()
    submitted(intake, {"email": email, "name": sent})
    with intake.look() as look:
        found = find_customer_user(look, email)
    assert found
    assert found.name == name


def test_nothing_that_ends_a_header_comes_into_a_name_or_subject(intake: Desk) -> None:
    email, sent = new_address(), "x\r\nBcc: victim@example.net\0"
    ticket = submitted(intake, {"email": email, "name": sent, "subject": sent})
    with intake.look() as look:
        found = find_customer_user(look, email)
    assert found
    assert (ticket.title, found.name) == ("x Bcc: victim@example.net",) * 2


@pytest.mark.parametrize("sent", ["=cmd()", "", "   ", None, ["x"]])
def test_no_name_at_all_is_refused(intake: Desk, sent: Any) -> None:
    assert errors(intake, {"name": sent}) == [USER]


def test_a_newcomer_joins_the_company_of_the_domain(intake: Desk) -> None:
    assert submitted(intake, {"email": new_address("ORG.example.net")}).customer_id == "Example Org"


def test_an_empty_message_is_kept_as_a_dash(intake: Desk) -> None:
    [article] = articles(intake, submitted(intake, text=Text(body="")).id)
    assert article.body == "-"


def test_a_file_that_failed_is_noted_before_the_message(intake: Desk) -> None:
    failed = ["a.txt: Unable to save file"]
    note, message = articles(
        intake, submitted(intake, file_errors=failed, files=[NewFile(filename="b", content=b"b")]).id
    )
    assert (note.visible, note.sender_type_id, note.subject) == (0, SENDER_SYSTEM, "File Import Error")
    assert (note.body, message.body) == ("a.txt: Unable to save file", "Body")


def test_a_due_date_must_not_be_past(intake: Desk) -> None:
    past = clock.now() - timedelta(days=1)
    assert errors(intake, due_at=past) == [("duedate", "Due date must be in the future")]


def test_a_wish_is_obeyed_and_an_unknown_one_ignored(intake: Desk) -> None:
    ticket = submitted(intake, wish=Wish(queue_id=3, status_id=3, sla_id=2, team_id=99))
    assert (ticket.queue_id, ticket.status_id, ticket.state_id, ticket.sla_id) == (3, 3, 2, 2)
    assert submitted(intake, wish=Wish(queue_id=99, sla_id=99)).queue_id == 1


def test_an_assigned_agent_is_told(intake: Desk) -> None:
    ticket = submitted(intake, wish=Wish(agent_id=2), alert=False, autorespond=False)
    assert (ticket.owner_id, mails(intake, ticket.id)) == (2, {("bea@example.org", "Ticket Assigned to you")})


def test_a_closed_ticket_is_assigned_to_nobody(intake: Desk) -> None:
    assert submitted(intake, wish=Wish(agent_id=2, status_id=3)).owner_id == 1


def test_a_ticket_is_filed_under_the_user_asked_for(intake: Desk) -> None:
    email = new_address()
    submitted(intake, {"email": email})
    with intake.look() as look:
        owner = find_customer_user(look, email)
    assert owner
    assert submitted(intake, wish=Wish(customer_user_id=owner.id)).customer_user == email


def test_others_a_mail_went_to_take_part(intake: Desk) -> None:
    email, other = new_address(), new_address()
    people = [Participant(email=one) for one in (other, other.upper(), email, "alerts@example.org", "broken")]
    submitted(intake, {"email": email}, channel="Email", source="Email", collaborators=people, referred_queue_ids=[2])
    with intake.look() as look:
        assert find_customer_user(look, other)
        assert not find_customer_user(look, "alerts@example.org")


def test_mail_is_taken_as_it_is(intake: Desk) -> None:
    ticket = submitted(intake, {"subject": "=sum", "name": "=x"}, channel="Email", source="Email")
    assert ticket.title == "=sum"


@pytest.mark.parametrize("sent", ["High", 99, "x" * 500])
def test_a_priority_there_is_not_is_noted_and_the_usual_one_stays(intake: Desk, sent: Any) -> None:
    ticket = submitted(intake, {"priority": sent}, as_original=True)
    assert ticket.priority_id == 3
    assert notes_of(intake, ticket.id, "PriorityUnknown") == [f"%%PriorityUnknown%%{str(sent)[:100]}"]


@pytest.mark.parametrize(("sent", "kept"), [(4, 5), ("1", 2), ([3, 1], 4), ("high", 4), (0, 3), ("", 3), (None, 3)])
def test_a_priority_is_osticket_s(intake: Desk, sent: Any, kept: int) -> None:
    assert submitted(intake, {"priority": sent}).priority_id == kept


def test_pictographs_go_only_where_the_original_is_wanted(intake: Desk) -> None:
    assert submitted(intake, {"subject": "Fine \u2713"}).title == "Fine \u2713"
    assert submitted(intake, {"subject": "Fine \u2713"}, as_original=True).title == "Fine "


def test_text_in_angle_brackets_is_lost_only_where_the_original_is_wanted(intake: Desk) -> None:
    sent = {"subject": "List<String> and <b>x</b>"}
    assert submitted(intake, sent).title == "List<String> and x"
    assert submitted(intake, sent, as_original=True).title == "List and x"


def test_the_limit_of_open_tickets_holds_per_person(desk: Desk) -> None:
    configured(desk, settings={"osTicket::max_open_tickets": 1})
    email = new_address()
    submitted(desk, {"email": email})
    assert errors(desk, {"email": email.upper()}) == [("err", "You've reached the maximum open tickets allowed.")]
    submitted(desk)


def test_a_desk_without_forms_takes_tickets_too(desk: Desk) -> None:
    ticket = submitted(desk)
    assert (ticket.title, len(ticket.number)) == ("Hello", 16)
    assert errors(desk, {"subject": None}, text=None) == [
        ("20", "Issue Summary is a required field"),
        ("21", "Issue Details is a required field"),
    ]
