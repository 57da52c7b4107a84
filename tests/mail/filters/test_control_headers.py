"""What control headers set, once the way in is trusted or a filter of the desk's own sets them."""

import pytest
from sqlalchemy import select

from polydesk.desk.desk import Desk
from polydesk.desk.fields.registry import Fields
from polydesk.desk.fields.values import read_values
from polydesk.desk.tickets.models import SENDER_AGENT, SENDER_CUSTOMER, SENDER_SYSTEM, Article
from polydesk.kernel.clock import epoch
from polydesk.mail.accept import Outcome
from tests.mail.post import accepted, letter, sent, steps
from tests.world.tickets import STATES, configured, ticket_row

NOT_OBEYED = "not obeyed: no such thing"


def trusted(desk: Desk, raw: bytes) -> Outcome:
    return accepted(desk, raw, trusted=True)


def said(desk: Desk, outcome: Outcome) -> tuple[int, bool]:
    """As whom the article speaks, and whether the customer sees it."""
    with desk.look() as look:
        one = look.connection.execute(select(Article.__table__).where(Article.id == outcome.article_id)).one()
    return one.sender_type_id, bool(one.visible)


def until(desk: Desk, outcome: Outcome) -> int:
    return int(ticket_row(desk, outcome.ticket_id or 0).until_time)


def now_of(desk: Desk) -> int:
    with desk.look() as look:
        return epoch(look.now)


@pytest.mark.parametrize(("word", "kind"), [("agent", SENDER_AGENT), ("System", SENDER_SYSTEM)])
def test_the_first_article_speaks_as_whom_the_header_says(mailroom: Desk, word: str, kind: int) -> None:
    assert said(mailroom, trusted(mailroom, letter(X_OTRS_SenderType=word))) == (kind, True)


@pytest.mark.parametrize("no", ["0", "no", "False"])
def test_the_first_article_can_be_kept_from_the_customer(mailroom: Desk, no: str) -> None:
    assert said(mailroom, trusted(mailroom, letter(X_OTRS_IsVisibleForCustomer=no))) == (SENDER_CUSTOMER, False)


def test_an_older_article_type_says_the_same(mailroom: Desk) -> None:
    assert said(mailroom, trusted(mailroom, letter(X_OTRS_ArticleType="email-internal")))[1] is False
    assert said(mailroom, trusted(mailroom, letter(X_OTRS_ArticleType="email-external")))[1] is True


def test_an_answer_has_headers_of_its_own(mailroom: Desk) -> None:
    first = accepted(mailroom, letter())
    named = f"#{first.number}"
    hidden = {"X_OTRS_FollowUp_SenderType": "system", "X_OTRS_FollowUp_IsVisibleForCustomer": "0"}
    answer = trusted(mailroom, letter(subject=named, **hidden))
    assert answer.ticket_id == first.ticket_id
    assert said(mailroom, answer) == (SENDER_SYSTEM, False)
    of_new = trusted(mailroom, letter(subject=named, X_OTRS_SenderType="agent", X_OTRS_IsVisibleForCustomer="0"))
    assert said(mailroom, of_new) == (SENDER_CUSTOMER, True)


def test_without_trust_the_article_is_the_customer_s_and_seen(mailroom: Desk) -> None:
    headers = {"X_OTRS_SenderType": "agent", "X_OTRS_IsVisibleForCustomer": "0"}
    assert said(mailroom, accepted(mailroom, letter(**headers))) == (SENDER_CUSTOMER, True)


@pytest.mark.parametrize(
    ("value", "seconds"), [("+30s", 30), ("+10m", 600), ("+4h", 14_400), ("+5d", 432_000), ("+ 2 h", 7_200)]
)
def test_a_ticket_waits_from_now(mailroom: Desk, value: str, seconds: int) -> None:
    headers = {"X_OTRS_State_PendingTime": value, "X_OTRS_State": "pending reminder"}
    begin = now_of(mailroom)
    outcome = trusted(mailroom, letter(**headers))
    assert begin + seconds <= until(mailroom, outcome) <= now_of(mailroom) + seconds


def test_a_ticket_waits_until_a_moment_on_the_desk_s_clock(post: Desk) -> None:
    configured(post, settings={"OTOBOTimeZone": "Europe/Berlin"})
    headers = {"X_OTRS_State_PendingTime": "2030-11-20 01:00:00", "X_OTRS_State": "pending reminder"}
    assert until(post, trusted(post, letter(**headers))) == 1_921_363_200


def test_an_answer_makes_its_ticket_wait(mailroom: Desk) -> None:
    first = accepted(mailroom, letter())
    headers = {"X_OTRS_FollowUp_State_PendingTime": "+1d", "X_OTRS_FollowUp_State": "pending reminder"}
    trusted(mailroom, letter(subject=f"#{first.number}", **headers))
    assert until(mailroom, first) > now_of(mailroom)


WRONG = [
    {"X_OTRS_State_PendingTime": "+5d"},  # the ticket is new and does not wait
    *(
        {"X_OTRS_State": "pending reminder", "X_OTRS_State_PendingTime": value}
        for value in ("5d", "+5", "+5w", "+1d 12h", "-5d", "+9999999999d", "+999999999d", "soon", "٣", "+٣d")
    ),
    *(
        {"X_OTRS_State": "pending reminder", "X_OTRS_State_PendingTime": value}
        for value in ("2026-11-31 00:00:00", "1969-12-31 00:00:00", "0001-01-01 00:00:00", "2026-11-20", "9" * 3000)
    ),
    {"X_OTRS_SenderType": "root"},
    {"X_OTRS_IsVisibleForCustomer": "perhaps"},
    {"X_OTRS_ArticleType": "telegram"},
    {"X_OTRS_OwnerID": "99999"},
    {"X_OTRS_OwnerID": "agent1"},
    {"X_OTRS_ResponsibleID": "1" * 30},
    {"X_OTRS_Nothing": "such"},
]


@pytest.mark.parametrize("headers", WRONG, ids=lambda headers: list(headers.values())[-1][:20])
def test_a_wrong_value_is_noted_and_changes_nothing(mailroom: Desk, headers: dict[str, str]) -> None:
    outcome = trusted(mailroom, letter(**headers))
    assert steps(mailroom, outcome)["control headers"] == NOT_OBEYED
    assert (until(mailroom, outcome), said(mailroom, outcome)) == (0, (SENDER_CUSTOMER, True))


def test_owner_and_responsible_are_set_by_id(mailroom: Desk) -> None:
    ticket = ticket_row(
        mailroom, trusted(mailroom, letter(X_OTRS_OwnerID="2", X_OTRS_ResponsibleID="3")).ticket_id or 0
    )
    assert (ticket.owner_id, ticket.responsible_id) == (2, 3)


def test_nothing_is_sent_back_if_a_filter_says_so(post: Desk) -> None:
    quiet = {"header": "X-OTRS-Loop", "value": "yes"}
    condition = {"header": "Subject", "pattern": "quietly"}
    configured(post, postmaster_filters=[{"name": "quiet", "match": [condition], "set": [quiet]}])
    first = accepted(post, letter(subject="quietly"))
    assert sent(post, first.ticket_id) == []
    accepted(post, letter(subject=f"quietly #{first.number}"))
    assert sent(post, first.ticket_id) == []
    assert sent(post, accepted(post, letter()).ticket_id)


def test_an_answer_can_leave_the_state_as_it_is(mailroom: Desk) -> None:
    first = trusted(mailroom, letter(X_OTRS_State="pending reminder"))
    named = f"#{first.number}"
    trusted(mailroom, letter(subject=named, X_OTRS_FollowUp_State_Keep="1"))
    assert ticket_row(mailroom, first.ticket_id or 0).state_id == STATES["pending reminder"]
    trusted(mailroom, letter(subject=named))
    assert ticket_row(mailroom, first.ticket_id or 0).state_id == STATES["open"]


def test_older_free_texts_are_the_fields_they_became(post: Desk) -> None:
    names = ("TicketFreeKey1", "TicketFreeText1")
    fields = [{"name": name, "label": name, "kind": "Text", "object": "Ticket"} for name in names]
    configured(post, dynamic_fields=fields)
    outcome = trusted(post, letter(X_OTRS_TicketKey1="Shelf", X_OTRS_TicketValue1="B7"))
    with post.look() as look:
        found = [one for name in names if (one := look.config(Fields).named(name))]
        stored = read_values(look.connection, found, [outcome.ticket_id or 0])
    assert list(stored[outcome.ticket_id or 0].values()) == ["Shelf", "B7"]


def test_a_filter_can_ask_for_files(post: Desk) -> None:
    """What the mail itself says of them does not count."""
    condition = {"header": "X-OTRS-AttachmentExists", "pattern": "yes"}
    given = {"header": "X-OTRS-Title", "value": "With files"}
    configured(post, postmaster_filters=[{"name": "files", "match": [condition], "set": [given]}])
    with_file = letter(Content_Type="application/pdf; name=a.pdf")
    assert ticket_row(post, accepted(post, with_file).ticket_id or 0).title == "With files"
    lying = letter(X_OTRS_AttachmentExists="yes")
    assert ticket_row(post, accepted(post, lying).ticket_id or 0).title == "Printer"
