"""Class A12: making the desk send mail to people who never wrote to it."""

from sqlalchemy import func, select

from polydesk.desk.desk import Desk
from polydesk.desk.sending.models import OutgoingMail
from tests.mail.post import CORA, accepted, letter, sent, take
from tests.world.tickets import configured

BAIT = "Your account is locked, sign in at https://evil.example/"


def test_an_automatic_answer_repeats_nothing_of_what_an_unproved_sender_wrote(mailroom: Desk) -> None:
    """The address in From is the victim's; whatever was written must not reach it in our name."""
    outcome = accepted(mailroom, letter(f'"{BAIT}" <victim1@acme.example>', subject=BAIT, text=BAIT))
    [mail] = sent(mailroom, outcome.ticket_id)
    shown = f"{mail.subject} {mail.content}"
    assert "evil.example" not in shown


def test_one_address_gets_so_many_automatic_mails_a_day(post: Desk) -> None:
    configured(post, settings={"PostmasterMaxEmails": 3})
    tickets = [accepted(post, letter("V <victim2@acme.example>")).ticket_id for _ in range(6)]
    assert sum(len(sent(post, ticket_id)) for ticket_id in tickets) == 3


def test_people_a_mail_was_also_sent_to_hear_nothing_by_default(mailroom: Desk) -> None:
    crowd = ", ".join(f"victim{number}@crowd.example" for number in range(30))
    outcome = accepted(mailroom, letter(CORA, to=f"support@desk.example, {crowd}"))
    assert {mail.recipient for mail in sent(mailroom, outcome.ticket_id)} == {"c1@acme.example"}


def test_a_turned_away_sender_hears_nothing(post: Desk) -> None:
    """A refusal sent to a forged address is mail to a stranger."""
    configured(post, banned_addresses=[{"address": "victim3@acme.example"}])
    assert take(post, letter("V <victim3@acme.example>")).state == "rejected"
    with post.look() as look:
        assert look.connection.execute(select(func.count()).select_from(OutgoingMail)).scalar() == 0
