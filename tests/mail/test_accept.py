"""From a raw message to its outcome: stored first, once, and never lost."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import func, select

from polydesk.desk.desk import Desk
from polydesk.desk.mailroom.models import MailMessage
from polydesk.desk.mailroom.queries import find_message, list_messages
from polydesk.desk.people.models import CustomerUser
from polydesk.desk.tickets.models import Ticket
from polydesk.mail import accept as accepting
from polydesk.mail.accept import accept, accept_left_behind
from polydesk.mail.route import route
from tests.mail.post import accepted, articles, letter, steps, take
from tests.world.tickets import NOON, at, ticket_row

TOO_DEEP = b"".join(
    b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (level, level) for level in range(100)
)


def count(desk: Desk, table: Any) -> int:
    with desk.look() as look:
        return look.connection.execute(select(func.count()).select_from(table)).scalar_one()


def break_down(*_: Any, **__: Any) -> None:
    raise RuntimeError("the disk is on fire")


def test_the_mail_is_kept_as_it_came(mailroom: Desk) -> None:
    raw = letter(text="naïve \udcff".encode("utf-8", "surrogateescape").decode("latin-1"))
    outcome = accepted(mailroom, raw)
    with mailroom.look() as look:
        assert look.files.get(find_message(look, outcome.mail_id).file_hash) == raw


def test_the_same_delivery_is_taken_once(post: Desk) -> None:
    raw = letter()
    first = accepted(post, raw, source_key="7/1")
    assert accepted(post, raw, source_key="7/1") == first
    assert (count(post, MailMessage), count(post, Ticket)) == (1, 1)


def test_copies_that_come_at_once_are_one_ticket(mailroom: Desk) -> None:
    for _round in range(5):
        raw = letter()
        with ThreadPoolExecutor(4) as threads:
            outcomes = list(threads.map(lambda _i, raw=raw: accepted(mailroom, raw), range(4)))
        assert len({one.article_id for one in outcomes}) == 1


def test_one_delivery_that_comes_twice_at_once_is_stored_once(mailroom: Desk) -> None:
    raw = letter()
    with ThreadPoolExecutor(4) as threads:
        outcomes = list(threads.map(lambda _i: take(mailroom, raw, source_key="at once"), range(4)))
    assert len({one.mail_id for one in outcomes}) == 1
    assert len(articles(mailroom, outcomes[0].ticket_id or outcomes[1].ticket_id)) == 1


def test_the_same_key_of_another_source_is_another_delivery(post: Desk) -> None:
    accepted(post, letter(), source_key="7/1")
    accepting.take_mail(post, letter(), source="other", source_key="7/1")
    assert count(post, Ticket) == 2


def test_keys_of_any_length_and_content_stay_apart(mailroom: Desk) -> None:
    keys = ["k" * 300, "k" * 301, "a\0b", "a\0c", "\udcff", "\udcfe"]
    assert len({accepted(mailroom, letter(), source_key=key).mail_id for key in keys}) == len(keys)


def test_a_mail_without_a_sender_is_rejected_with_its_reason(mailroom: Desk) -> None:
    outcome = take(mailroom, b"Subject: only\n\nbody\n")
    assert (outcome.state, outcome.number) == ("rejected", "")
    assert outcome.refusal
    assert outcome.refusal.errors == (("user", "Incomplete client information"),)
    with mailroom.look() as look:
        row = find_message(look, outcome.mail_id)
    assert "Incomplete client information" in row.reason
    assert row.subject == "only"


def test_what_was_refused_leaves_nothing_else(post: Desk) -> None:
    before = count(post, CustomerUser)
    take(post, b"Subject: only\n\nbody\n")
    assert (count(post, Ticket), count(post, CustomerUser)) == (0, before)


def test_a_mail_beyond_the_limits_is_parked_with_its_reason(mailroom: Desk) -> None:
    outcome = take(mailroom, b"From: a@b.example\r\n" + TOO_DEEP)
    assert outcome.state == "parked"
    assert "TooManyLevels" in outcome.reason


def test_a_mail_that_breaks_something_is_parked_and_can_be_tried_again(
    mailroom: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(accepting, "route", break_down)
        outcome = take(mailroom, letter(), source_key="broken")
    assert (outcome.state, outcome.reason) == ("parked", "failed: RuntimeError('the disk is on fire')")
    assert accept(mailroom, outcome.mail_id).state == "parked"
    again = accept(mailroom, outcome.mail_id, again=True)
    assert (again.state, bool(again.number)) == ("accepted", True)
    assert accept(mailroom, outcome.mail_id, again=True) == again


def test_what_loses_against_another_transaction_is_tried_at_once(
    mailroom: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, tries = route, iter([break_down])
    monkeypatch.setattr(accepting, "route", lambda *case: next(tries, real)(*case))
    assert take(mailroom, letter()).state == "accepted"


def test_a_parser_that_fails_parks_the_mail(mailroom: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accepting, "parse_mail", break_down)
    assert take(mailroom, letter()).state == "parked"


def test_mail_a_dead_process_left_behind_is_taken_in(post: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as died:
        died.setattr(accepting, "accept", break_down)
        with pytest.raises(RuntimeError):
            take(at(post, NOON), letter())
    assert count(post, Ticket) == 0
    accept_left_behind(post)
    assert count(post, Ticket) == 1
    accept_left_behind(post)
    assert count(post, Ticket) == 1


def test_mail_somebody_is_working_on_is_left_to_them(post: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as died:
        died.setattr(accepting, "accept", break_down)
        with pytest.raises(RuntimeError):
            take(post, letter())
    accept_left_behind(post)
    assert count(post, Ticket) == 0


def test_the_flight_recorder_says_why(mailroom: Desk) -> None:
    outcome = accepted(mailroom, letter())
    assert steps(mailroom, outcome) == {
        "parts": "0 files",
        "thread": "a new ticket",
        "queue": "Support",
        "customer": "c1",
        "end": f"ticket {outcome.ticket_id} with article {outcome.article_id}",
    }


def test_the_newest_mails_are_listed_first(post: Desk) -> None:
    accepted(post, letter(subject="one"))
    accepted(post, letter(subject="two"))
    take(post, b"Subject: three\n\n")
    with post.look() as look:
        assert [row.subject for row in list_messages(look)] == ["three", "two", "one"]
        assert [row.subject for row in list_messages(look, state="accepted", limit=1)] == ["two"]


def test_a_ticket_says_what_the_mail_says(mailroom: Desk) -> None:
    outcome = accepted(
        mailroom, letter("Nils New <nils@new.example>", "Toner", "It is empty."), remote_address="192.0.2.7"
    )
    ticket = ticket_row(mailroom, outcome.ticket_id or 0)
    [first] = articles(mailroom, outcome.ticket_id)
    assert (ticket.title, ticket.source, ticket.customer_user) == ("Toner", "Email", "nils@new.example")
    assert (first.body, first.subject, first.remote_address) == ("It is empty.", "Toner", "192.0.2.7")
    assert first.to == "support@desk.example"


def test_a_mail_without_a_subject_has_one_all_the_same(mailroom: Desk) -> None:
    outcome = accepted(mailroom, letter(subject=" "))
    assert ticket_row(mailroom, outcome.ticket_id or 0).title == "[No Subject]"
