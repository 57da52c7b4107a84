"""The desk's own postmaster filters."""

from typing import Any

import pytest
from sqlalchemy import update

from polydesk.desk.desk import Desk
from polydesk.desk.fields.registry import Fields
from polydesk.desk.fields.values import read_values
from polydesk.desk.mailroom.models import PostmasterFilter
from polydesk.desk.mailroom.registry import Mailroom
from polydesk.kernel.errors import Invalid
from polydesk.mail.accept import Outcome
from tests.mail.post import accepted, letter, sent, steps, take
from tests.world.tickets import LOCK, STATES, configured, opened, ticket_row


def rule(desk: Desk, match: list[dict[str, Any]], headers: dict[str, str], **more: Any) -> None:
    values = [{"header": name, "value": value} for name, value in headers.items()]
    configured(desk, postmaster_filters=[{"name": "rule", "match": match, "set": values, **more}])


def row(desk: Desk, outcome: Outcome) -> Any:
    return ticket_row(desk, outcome.ticket_id or 0)


def test_what_matches_is_set(post: Desk) -> None:
    headers = {
        "X-OTRS-Queue": "Sales",
        "X-OTRS-Priority": "5 very high",
        "X-OTRS-State": "open",
        "X-OTRS-Owner": "agent1",
        "X-OTRS-Responsible": "agent2",
        "X-OTRS-Lock": "lock",
        "X-OTRS-Title": "Monitoring",
        "X-OTRS-CustomerUser": "c3",
    }
    rule(post, [{"header": "Subject", "pattern": "^alarm"}], headers)
    ticket = row(post, accepted(post, letter(subject="ALARM: disk full")))
    assert (ticket.queue_id, ticket.priority_id, ticket.state_id) == (5, 5, STATES["open"])
    assert (ticket.owner_id, ticket.responsible_id, ticket.lock_id) == (2, 3, LOCK)
    assert (ticket.title, ticket.customer_user, ticket.customer_id) == ("Monitoring", "c3", "globex")
    assert row(post, accepted(post, letter(subject="no alarm"))).title == "no alarm"


def test_all_conditions_have_to_hold(post: Desk) -> None:
    both: list[dict[str, Any]] = [
        {"header": "From", "pattern": "acme"},
        {"header": "Body", "pattern": "toner", "not": True},
    ]
    rule(post, both, {"X-OTRS-Title": "Set"})
    assert row(post, accepted(post, letter(text="paper"))).title == "Set"
    assert row(post, accepted(post, letter(text="Toner"))).title == "Printer"
    assert row(post, accepted(post, letter("a@b.example", text="paper"))).title == "Printer"


def test_a_filter_without_conditions_matches_nothing(post: Desk) -> None:
    rule(post, [], {"X-OTRS-Title": "Set"})
    assert row(post, accepted(post, letter())).title == "Printer"


def test_what_was_captured_can_be_set(post: Desk) -> None:
    rule(post, [{"header": "Subject", "pattern": r"order (\d+)"}], {"X-OTRS-Title": "Order [***]"})
    assert row(post, accepted(post, letter(subject="my order 4711, please"))).title == "Order 4711"


def test_a_filter_can_stop_those_after_it(post: Desk) -> None:
    match = [{"header": "Subject", "pattern": "."}]
    filters = [("first", 1, True), ("second", 2, False)]
    configured(
        post,
        postmaster_filters=[
            {"name": n, "position": p, "stop": s, "match": match, "set": [{"header": "X-OTRS-Title", "value": n}]}
            for n, p, s in filters
        ],
    )
    assert row(post, accepted(post, letter())).title == "first"


def test_mail_can_be_dropped(post: Desk) -> None:
    rule(post, [{"header": "From", "pattern": "robot@"}], {"X-OTRS-Ignore": "yes"})
    dropped = take(post, letter("robot@acme.example"))
    assert (dropped.state, dropped.ticket_id) == ("rejected", None)


def test_fields_are_set_by_name_in_any_case(post: Desk) -> None:
    configured(post, dynamic_fields=[{"name": "Shelf", "label": "Shelf", "kind": "Text", "object": "Ticket"}])
    rule(post, [{"header": "Subject", "pattern": "."}], {"X-OTRS-DynamicField-Shelf": "B7"})
    outcome = accepted(post, letter())
    with post.look() as look:
        field = look.config(Fields).named("Shelf")
        assert field
        stored = read_values(look.connection, [field], [outcome.ticket_id or 0])
    assert list(stored[outcome.ticket_id or 0].values()) == ["B7"]


def test_what_there_is_not_is_noted_and_the_mail_taken(post: Desk) -> None:
    headers = {"X-OTRS-Queue": "Nowhere", "X-OTRS-Owner": "nobody", "X-OTRS-DynamicField-None": "1"}
    rule(post, [{"header": "Subject", "pattern": "."}], headers)
    noted = steps(post, accepted(post, letter()))["control headers"]
    assert noted == "not obeyed: no such thing"


def test_follow_ups_have_headers_of_their_own(post: Desk) -> None:
    headers = {"X-OTRS-Priority": "1 very low", "X-OTRS-FollowUp-Priority": "5 very high"}
    rule(post, [{"header": "Subject", "pattern": "."}], headers)
    first = accepted(post, letter())
    assert row(post, first).priority_id == 1
    accepted(post, letter(subject=f"#{first.number}"))
    assert row(post, first).priority_id == 5


@pytest.mark.parametrize("pattern", ["(a+)+$", "(", "a" * 2000])
def test_a_pattern_that_cannot_be_bounded_is_not_loaded(post: Desk, pattern: str) -> None:
    with pytest.raises(Invalid):
        rule(post, [{"header": "Subject", "pattern": pattern}], {"X-OTRS-Title": "Set"})


@pytest.mark.parametrize(
    "match", [{"header": "Subject"}, {"pattern": "x"}, {"header": "To", "pattern": "x", "no": True}]
)
def test_a_condition_is_complete_and_has_no_other_keys(post: Desk, match: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        rule(post, [match], {"X-OTRS-Title": "Set"})


def test_only_control_headers_can_be_set(post: Desk) -> None:
    with pytest.raises(Invalid):
        rule(post, [{"header": "Subject", "pattern": "."}], {"Subject": "Set"})


def test_a_pattern_that_became_unusable_takes_no_others_with_it(post: Desk) -> None:
    """Of a desk whose limits were other ones when it was loaded."""
    for name in ("broken", "usable"):
        setting = [{"header": "X-OTRS-Title", "value": "Set"}]
        given = {"name": name, "match": [{"header": "Subject", "pattern": "."}], "set": setting}
        configured(post, postmaster_filters=[given])
    with post.work() as work:
        match = [{"header": "Subject", "pattern": "("}]
        work.connection.execute(update(PostmasterFilter).where(PostmasterFilter.name == "broken").values(match=match))
        work.configuration_changed()
    with post.look() as look:
        assert [one.name for one in look.config(Mailroom).rules] == ["usable"]
    assert row(post, accepted(post, letter())).title == "Set"


def test_a_slow_pattern_looks_at_the_beginning_of_a_text_only(post: Desk) -> None:
    rule(post, [{"header": "Body", "pattern": "a.*a.*b"}], {"X-OTRS-Title": "Set"})
    assert row(post, accepted(post, letter(text="a" * 500_000))).title == "Printer"
    assert row(post, accepted(post, letter(text="aab"))).title == "Set"


def test_marked_spam_goes_to_its_queue_unanswered(mailroom: Desk) -> None:
    outcome = accepted(mailroom, letter(X_Spam_Flag="YES"))
    assert row(mailroom, outcome).queue_id == 3
    assert sent(mailroom, outcome.ticket_id) == []


def test_a_mailbox_may_have_a_queue(post: Desk) -> None:
    box = {"name": "box", "protocol": "imaps", "host": "mail.example", "login": "x", "queue": "Misc"}
    configured(post, mailboxes=[box])
    with post.look() as look:
        mailbox = look.config(Mailroom).mailboxes.named("box")
    assert row(post, accepted(post, letter(), mailbox=mailbox)).queue_id == 4
    assert opened(post)


def test_what_went_out_of_use_is_not_set(post: Desk) -> None:
    configured(
        post, queues=[{"name": "Sales", "valid": "invalid"}], priorities=[{"name": "5 very high", "valid": "invalid"}]
    )
    rule(post, [{"header": "Subject", "pattern": "alarm"}], {"X-OTRS-Queue": "Sales", "X-OTRS-Priority": "5 very high"})
    plain = row(post, accepted(post, letter()))
    ticket = row(post, accepted(post, letter(subject="alarm")))
    assert (ticket.queue_id, ticket.priority_id) == (plain.queue_id, plain.priority_id)
