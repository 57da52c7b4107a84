"""A help topic decides what becomes of a ticket."""

import pytest

from polydesk.desk.desk import Desk
from tests.desk.intake.submissions import errors, mails, notes_of, submitted

REFUND = {"order_no": "12345678", "reason": "late"}


@pytest.mark.parametrize(
    ("topic", "queue", "priority", "status"),
    [(None, 1, 3, 1), (1, 1, 3, 1), (10, 3, 3, 1), (11, 1, 4, 1), (22, 2, 5, 1), (23, 3, 2, 2), (99, 1, 3, 1)],
)
def test_a_topic_routes(intake: Desk, topic: int | None, queue: int, priority: int, status: int) -> None:
    ticket = submitted(intake, topic_id=topic)
    assert (ticket.queue_id, ticket.priority_id, ticket.status_id) == (queue, priority, status)
    assert ticket.help_topic_id == (topic if topic != 99 else None)


def test_a_topic_has_numbers_forms_and_an_agent_of_its_own(intake: Desk) -> None:
    first, second = (submitted(intake, REFUND, topic_id=20) for _ in range(2))
    assert first.number[:4] == "REF-"
    assert int(second.number[4:]) == int(first.number[4:]) + 5
    assert (first.queue_id, first.sla_id, first.owner_id) == (4, 2, 2)


def test_errors_of_a_topic_s_form_are_counted(intake: Desk) -> None:
    missing = [("0", "Order Number is a required field"), ("1", "Reason is a required field")]
    assert errors(intake, topic_id=20) == missing
    assert errors(intake, {**REFUND, "order_no": "123"}, topic_id=20) == [("0", "Eight digits, please")]
    user_first = errors(intake, {"email": "", "subject": None}, topic_id=20)
    assert [key for key, _text in user_first] == ["user", "0", "1", "2"]


def test_a_quiet_topic_answers_nobody_and_has_a_team(intake: Desk) -> None:
    ticket = submitted(intake, topic_id=21)
    assert mails(intake, ticket.id) == {("admin@example.org", "New Ticket Alert")}
    assert (ticket.team_id, notes_of(intake, ticket.id, "Team")) == (2, ["%%Team%%Field Team%%2"])


def test_the_address_a_mail_went_to_decides_before_the_topic(intake: Desk) -> None:
    to_sales = submitted(intake, channel="Email", source="Email", system_address_id=4, topic_id=10)
    assert (to_sales.queue_id, to_sales.priority_id, to_sales.system_address_id) == (2, 4, 4)
    to_fixit = submitted(intake, channel="Email", source="Email", system_address_id=5)
    assert (to_fixit.queue_id, to_fixit.help_topic_id) == (3, 10)
    assert mails(intake, to_fixit.id) == {("admin@example.org", "New Ticket Alert")}
