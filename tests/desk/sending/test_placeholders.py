"""Placeholders name values. They run nothing, are filled once, and are escaped where the text is HTML."""

import time

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.fields.registry import Fields
from polydesk.desk.sending.facts import Facts, Reader
from polydesk.desk.sending.placeholders import MOST_CHARACTERS, fill
from polydesk.desk.tickets.access import load_ticket
from polydesk.desk.tickets.add_article import NewArticle
from polydesk.desk.tickets.models import SENDER_CUSTOMER
from polydesk.desk.tickets.queries import show_ticket
from polydesk.desk.tickets.set_fields import set_fields
from tests.world.tickets import configured, opened

VALUES = {"otrs_ticket_title": "<b>&", "ticket.number": "4711", "otrs_customer_body": "one\ntwo\nthree"}
READER = Reader("r", "Rae", "Reader", "rae@kiwi.test")


def value(name: str) -> str:
    return VALUES.get(name, "")


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("<OTRS_TICKET_Title>", "<b>&"),
        ("<OTOBO_TICKET_TITLE> <ZNUNY_Ticket_Title>", "<b>& <b>&"),
        ("&lt;OTRS_TICKET_Title&gt;", "<b>&"),
        ("#%{ticket.number}!", "#4711!"),
        ("<OTRS_CUSTOMER_BODY[2]>", "one\ntwo"),
        ("<OTRS_UNKNOWN> %{nothing.at.all}", " "),
        ("%{ticket.number", "%{ticket.number"),
        ("<OTRS_>%{}{{7*7}}${7*7}<%= 7*7 %>", "<OTRS_>%{}{{7*7}}${7*7}<%= 7*7 %>"),
        ("%{__class__.__mro__}", ""),
    ],
)
def test_what_stands_for_a_placeholder_is_put_in(text: str, filled: str) -> None:
    assert fill(text, value) == filled


def test_what_was_put_in_is_not_filled_again() -> None:
    assert fill("%{x}", lambda _name: "%{x}<OTRS_TICKET_Title>") == "%{x}<OTRS_TICKET_Title>"


def test_in_html_values_are_escaped() -> None:
    assert fill("<p><OTRS_TICKET_Title></p>", value, is_html=True) == "<p>&lt;b&gt;&amp;</p>"
    assert fill("<OTRS_CUSTOMER_BODY>", value, is_html=True) == "one<br>\ntwo<br>\nthree"


def test_a_text_has_an_end_whatever_is_put_in() -> None:
    assert len(fill("%{x}" * 1000, lambda _name: "y" * 10_000)) == MOST_CHARACTERS


@pytest.mark.parametrize("piece", ["<OTRS_", "%{", "&lt;OTRS_A", "%{a.", "<OTRS_A[", "["])
def test_filling_takes_time_in_proportion_to_the_text(piece: str) -> None:
    started = time.process_time()
    fill(piece * 50_000, value)
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("<OTRS_TICKET_TicketNumber> <OTRS_TICKET_Queue> <OTRS_TICKET_State>", "4711 Sales open"),
        ("<OTRS_CUSTOMER_DATA_UserFullname>/<OTRS_CUSTOMER_DATA_UserEmail>", "Cora Customer/c1@acme.example"),
        ("<OTRS_NOTIFICATION_RECIPIENT_UserFirstname> <OTRS_CUSTOMER_REALNAME>", "Rae Rae Reader"),
        ("<OTRS_OWNER_UserLogin> <OTRS_TICKET_Owner>", "root@localhost root@localhost"),
        ("<OTRS_CUSTOMER_SUBJECT[5]>|<OTRS_CUSTOMER_EMAIL[1]>", "Quest[...]|> First"),
        ("<OTRS_CONFIG_Ticket::Hook><OTRS_CONFIG_SendmailModule::AuthUser>", "Ticket#"),
        ("%{ticket.name} %{ticket.name.first} %{ticket.email}", "Cora Customer Cora c1@acme.example"),
        ("%{recipient} %{recipient.name.first} %{ticket.dept.name} %{ticket.subject}", "Rae Reader Rae Sales Printer"),
        ("%{message}", "First\nSecond"),
    ],
)
def test_the_words_of_both_families_are_known(world: Desk, text: str, filled: str) -> None:
    question = NewArticle(subject="Question", body="First\nSecond", sender_type_id=SENDER_CUSTOMER)
    configured(world, settings={"SendmailModule::AuthUser": "canary"})
    ticket_id = opened(world, number="4711", customer_user="c1", article=question)
    with world.work() as work:
        facts = Facts(work, load_ticket(work, ticket_id, "ro"), reader=READER, article_id=1)
        assert fill(text, facts) == filled


@pytest.mark.parametrize("quotes", [True, False])
def test_dynamic_fields_are_known_by_key_and_as_people_read_them(world: Desk, quotes: bool) -> None:
    field = {"name": "Floor", "label": "Floor", "kind": "Dropdown", "object": "Ticket", "position": 99}
    configured(world, dynamic_fields=[{**field, "config": {"PossibleValues": {"1": "First", "2": "Second"}}}])
    ticket_id = opened(world)
    with world.work() as work:
        floor = work.config(Fields).named("Floor")
        assert floor
        set_fields(work, ticket_id, [(floor, "2")])
    with world.look() as look:
        ticket = show_ticket(look, ticket_id)
        assert ticket
        facts = Facts(look, ticket, quotes=quotes)
        text = (
            "<OTRS_TICKET_DynamicField_Floor>|<OTOBO_TICKET_DynamicField_Floor_Value>|<OTRS_TICKET_DynamicField_None>"
        )
        assert fill(text, facts) == ("2|Second|" if quotes else "||")
