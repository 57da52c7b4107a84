from itertools import count
from typing import Any

import pytest

from polydesk.api.otrs7.preference_fields import SORT_COLUMNS
from polydesk.desk.desk import Desk
from polydesk.desk.fields.registry import Fields
from polydesk.desk.people.preferences import set_preferences
from polydesk.desk.tickets.add_article import NewArticle
from polydesk.desk.tickets.delete import delete_ticket
from polydesk.desk.tickets.models import CHANNEL_EMAIL, SENDER_CUSTOMER
from polydesk.desk.tickets.queries import list_tickets
from polydesk.desk.tickets.set_fields import set_fields
from polydesk.desk.tickets.set_state import set_state
from tests.api.otrs7.client import Client, Reply
from tests.api.otrs7.tickets import ANSWER, COUNT, LIST, NOTE, article_ids, article_path, asked, written
from tests.world.cast import ADA, CATO, CLEO, CORA, ROOT
from tests.world.tickets import changed, configured

TYPES: dict[str, type] = {
    **dict.fromkeys(("Marker", "Queue", "Type", "Created", "StateType", "CustomerID", "Lock", "Owner", "State"), str),
    **dict.fromkeys(("CustomerUserID", "CreatedByUser", "TicketNumber", "Changed", "Title", "ArchiveFlag"), str),
    **dict.fromkeys(("Responsible", "Priority", "ServiceID", "SLAID"), str),
    **dict.fromkeys(("ResponsibleID", "QueueID", "EscalationResponseTime", "CreateBy", "OwnerID", "GroupID"), int),
    **dict.fromkeys(("UntilTime", "RealTillTimeNotUsed", "PriorityID", "TypeID", "StateID", "Age", "LockID"), int),
    **dict.fromkeys(("EscalationTime", "EscalationUpdateTime", "UnlockTimeout", "EscalationSolutionTime"), int),
    **dict.fromkeys(("TicketID", "ChangeBy"), int),
}
"""The keys of the published example, and the types of its values."""
_numbers = count(1)


def marked() -> str:
    """A word that no other test has in its tickets."""
    return f"mark{next(_numbers)}er"


def titles(reply: Reply) -> list[str]:
    assert reply.status == 200, reply.body
    assert reply.json["TotalTickets"] >= len(reply.json["List"])
    return [one["Title"] for one in reply.json["List"]]


def test_a_ticket_has_the_keys_and_types_of_the_published_example(shared: Client) -> None:
    word = marked()
    asked(shared.desk, word)
    reply = shared.of(CORA).get(LIST, Search=word)
    assert reply.json["TotalTickets"] == 1
    [ticket] = reply.json["List"]
    assert {key: type(value) for key, value in ticket.items()} == TYPES
    assert (ticket["CustomerUserID"], ticket["ArchiveFlag"], ticket["ServiceID"]) == ("c1", "n", "")


def test_names_of_service_and_sla_are_there_with_them(shared: Client) -> None:
    word = marked()
    asked(shared.desk, word, service="Hosting")
    [ticket] = shared.of(CORA).get(LIST, Search=word).json["List"]
    assert ticket["Service"] == "Hosting"
    assert isinstance(ticket["ServiceID"], int)


def test_only_ones_own_tickets_unless_the_companys_are_asked_for(shared: Client) -> None:
    word = marked()
    asked(shared.desk, f"{word} of cora", customer_user="C1")
    asked(shared.desk, f"{word} of cleo", customer_user="c2", article=None)
    asked(shared.desk, f"{word} of cato", customer_user="c3", customer_id="globex", article=None)
    cora = shared.of(CORA)
    assert titles(cora.get(LIST, Search=word)) == [f"{word} of cora"]
    both = [f"{word} of cleo", f"{word} of cora"]
    assert titles(cora.get(LIST, Search=word, CompanyTickets="1", SortBy="Title", SortAscending="1")) == both
    assert [cora.get(COUNT, Search=word, CompanyTickets=one).json["TotalTickets"] for one in "01"] == [1, 2]
    assert titles(shared.of(CATO).get(LIST, Search=word, CompanyTickets="1")) == [f"{word} of cato"]


def test_company_tickets_can_be_disabled(otrs7: Client) -> None:
    asked(otrs7.desk)
    configured(otrs7.desk, settings={"Ticket::Frontend::CustomerDisableCompanyTicketAccess": True})
    cora = otrs7.of(CORA)
    for path in (LIST, COUNT):
        assert cora.get(path, CompanyTickets="1").status == 404
        assert cora.get(path, CompanyTickets="1", StateFilter="Odd").status == 422
        assert cora.get(path, CompanyTickets="0").json["TotalTickets"] == 1


def test_groups_narrow_lists_and_counts(otrs7: Client) -> None:
    asked(otrs7.desk, "In Sales")
    asked(otrs7.desk, "In Secret", queue="Secret", article=None)
    settings = {"CustomerGroupSupport": True, "CustomerGroupAlwaysGroups": ["sales"]}
    configured(otrs7.desk, settings=settings)
    cora = otrs7.of(CORA)
    for company in "01":
        assert titles(cora.get(LIST, CompanyTickets=company)) == ["In Sales"]
        assert cora.get(COUNT, CompanyTickets=company).json["TotalTickets"] == 1


@pytest.mark.parametrize(
    ("state_filter", "expected"),
    [("Open", {"new", "open", "pending reminder"}), ("Closed", {"closed successful"}), ("All", None), ("", None)],
)
def test_states_are_filtered_by_their_types(shared: Client, state_filter: str, expected: set[str] | None) -> None:
    word, states = marked(), ["new", "open", "pending reminder", "closed successful", "merged", "removed"]
    for state in states:
        asked(shared.desk, word, state=state, article=None)
    cora = shared.of(CORA)
    reply = cora.get(LIST, Search=word, StateFilter=state_filter)
    assert {one["State"] for one in reply.json["List"]} == (expected or set(states))
    counted = cora.get(COUNT, Search=word, StateFilter=state_filter).json
    assert counted == {"TotalTickets": reply.json["TotalTickets"]}


def test_deleted_tickets_are_gone(shared: Client) -> None:
    word = marked()
    changed(shared.desk, asked(shared.desk, word), ROOT, delete_ticket)
    assert shared.of(CORA).get(LIST, Search=word).json == {"TotalTickets": 0, "List": []}
    assert shared.of(CORA).get(COUNT, Search=word).json == {"TotalTickets": 0}


def test_all_words_are_looked_for_in_number_title_subject_and_body(shared: Client) -> None:
    word = marked()
    article = NewArticle(subject=f"Über {word} Zebras", body="A striped\nhorse of 7x", sender_type_id=SENDER_CUSTOMER)
    ticket_id = asked(shared.desk, "Stable door", article=article)
    written(shared.desk, ticket_id, NewArticle(subject="x", body="Second ANSWER", visible=True))
    with shared.desk.look() as look:
        number = list_tickets(look, [ticket_id])[ticket_id].number
    cora = shared.of(CORA)
    for found in ("", "stable", "ÜBER", "ebra", "STRIPED horse door", "7x", "x 7", number, number[3:], "second zebra"):
        reply = cora.get(LIST, Search=f"{word} {found}")
        assert [one["TicketID"] for one in reply.json["List"]] == [ticket_id], found
        assert cora.get(COUNT, Search=f"{word} {found}").json == {"TotalTickets": 1}, found
    for missed in ("walrus", "zeb*a", "z_bra", "%", "door window", "q7"):
        assert cora.get(COUNT, Search=f"{word} {missed}").json == {"TotalTickets": 0}, missed


@pytest.mark.parametrize("text", ["confidential", "qz"])
def test_c3_searches_say_nothing_about_hidden_articles_and_other_peoples_tickets(shared: Client, text: str) -> None:
    word = marked()
    ticket_id = asked(shared.desk, word)
    written(shared.desk, ticket_id, NewArticle(subject=text, body=text, visible=False))
    asked(shared.desk, f"{word} {text}", customer_user="c3", customer_id="globex", article=None)
    for company in "01":
        for path in (LIST, COUNT):
            reply = shared.of(CORA).get(path, Search=f"{word} {text}", CompanyTickets=company)
            assert reply.json["TotalTickets"] == 0


def test_pages_follow_each_other_and_the_total_stays(shared: Client) -> None:
    word = marked()
    for number in range(5):
        asked(shared.desk, f"{word} {number}", article=None)
    asking: dict[str, Any] = {"Search": word, "TicketsPerPage": "2", "SortBy": "Title", "SortAscending": "1"}
    pages = [shared.of(CORA).get(LIST, Page=str(page), **asking) for page in (1, 2, 3, 4)]
    assert [titles(one) for one in pages] == [[f"{word} {n}" for n in part] for part in ((0, 1), (2, 3), (4,), ())]
    assert {one.json["TotalTickets"] for one in pages} == {5}


def test_every_column_sorts_both_ways_and_what_is_equal_by_id(shared: Client) -> None:
    word = marked()
    ids = [asked(shared.desk, f"{word} {title}", article=None) for title in ("b", "A", "c", "a")]
    cora = shared.of(CORA)
    orders = {}
    for column in (*SORT_COLUMNS, "DynamicField_Urgency"):
        up, down = (
            [one["TicketID"] for one in cora.get(LIST, Search=word, SortBy=column, SortAscending=way).json["List"]]
            for way in "10"
        )
        assert sorted(up) == ids, column
        assert down == up[::-1], column
        orders[column] = up
    assert orders["Title"] == [ids[1], ids[3], ids[0], ids[2]]
    assert all(orders[same] == ids for same in ("Queue", "Created", "TicketNumber", "DynamicField_Urgency"))


def test_dynamic_fields_sort_by_their_values(shared: Client) -> None:
    word = marked()
    ids = [asked(shared.desk, word, article=None) for _ in range(3)]
    for ticket_id, value in zip(ids, ("middle", "high", "zero"), strict=True):
        _set_field(shared.desk, ticket_id, "Urgency", value)
    reply = shared.of(CORA).get(LIST, Search=word, SortBy="DynamicField_Urgency", SortAscending="1")
    assert [one["TicketID"] for one in reply.json["List"]] == [ids[1], ids[0], ids[2]]


def test_the_customers_preferences_say_what_was_not_asked(otrs7: Client) -> None:
    for title in ("b", "d", "a", "c", "f", "e"):
        asked(otrs7.desk, title, article=None)
    cora = otrs7.of(CORA)
    assert titles(cora.get(LIST)) == ["e", "f", "c", "a", "d", "b"]
    _prefer(otrs7.desk, TicketsPerPage="5", SortBy="Title", OrderBy="Up")
    assert titles(cora.get(LIST)) == ["a", "b", "c", "d", "e"]
    assert titles(cora.get(LIST, SortAscending="0", TicketsPerPage="2")) == ["f", "e"]
    _prefer(otrs7.desk, TicketsPerPage="many", SortBy="Smell", OrderBy="")
    assert titles(cora.get(LIST)) == ["e", "f", "c", "a", "d", "b"]


def test_what_is_wrong_is_said_all_at_once(shared: Client) -> None:
    wrong: dict[str, Any] = {
        "StateFilter": "Sometimes",
        "Page": "x",
        "TicketsPerPage": "51",
        "SortBy": "Smell",
        "Search": "x " * 21,
    }
    assert set(shared.of(CORA).get(LIST, **wrong).errors) == set(wrong)
    assert set(shared.of(CORA).get(COUNT, **wrong).errors) == {"StateFilter", "Search"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("Page", value) for value in ("0", "-1", "1.5", "²", "9" * 400)),
        *(("TicketsPerPage", value) for value in ("0", "x")),
        *(("SortBy", value) for value in ("DynamicField_", "DynamicField_None", "Responsible", "id")),
        ("Search", "x" * 501),
    ],
)
def test_a_bad_parameter_is_named(shared: Client, name: str, value: str) -> None:
    assert set(shared.of(CORA).send("GET", LIST, query={name: value}).errors) == {name}


def test_what_is_wrong_is_said_in_the_readers_language(shared: Client) -> None:
    wrong = {"Page": "0", "Search": "x " * 21, "StateFilter": "Manche"}
    errors = shared.of(CORA).send("GET", LIST, query=wrong, headers={"accept-language": "de-AT"}).errors
    assert {name: one["Message"] for name, one in errors.items()} == {
        "Page": "Hier muss eine Zahl von 1 bis 1000000000 stehen.",
        "Search": "Höchstens 20 Wörter und 500 Zeichen sind erlaubt.",
        "StateFilter": "Dieser Wert steht nicht zur Auswahl.",
    }


@pytest.mark.parametrize("text", ["'", '"', "\0", "(", "NOT", "a OR b", "*", "[", "\\", "😀", "\ud800"])
def test_d1_search_words_are_never_syntax(shared: Client, text: str) -> None:
    reply = shared.of(CORA).get(COUNT, Search=f"nosuchword {text}".encode("utf-8", "replace").decode())
    assert reply.json == {"TotalTickets": 0}


@pytest.mark.parametrize("path", [LIST, COUNT])
def test_nobody_is_refused_before_anything_else_is_looked_at(shared: Client, path: str) -> None:
    assert shared.get(path, StateFilter="Sometimes", CompanyTickets="1").status == 401
    cookie = {"cookie": f"AuthenticationCustomer={shared.token_of(CORA)}"}
    assert shared.get(path, headers=cookie).status == 401


def markers(client: Client, word: str, **more: Any) -> list[str]:
    return [one["Marker"] for one in client.get(LIST, Search=word, SortBy="Title", **more).json["List"]]


def test_a_ticket_is_unread_while_an_answer_was_not_seen(shared: Client) -> None:
    word = marked()
    ticket_id, cora, cleo = asked(shared.desk, word), shared.of(CORA), shared.of(CLEO)
    assert markers(cora, word) == [""]
    written(shared.desk, ticket_id, NOTE)
    assert markers(cora, word) == [""]
    written(shared.desk, ticket_id, ANSWER)
    assert markers(cora, word) == ["Unread"]
    question, _, answer = article_ids(shared.desk, ticket_id)
    cleo.post(article_path(ticket_id, answer, "/flag"), {"Flag": "Seen", "Value": "1"})
    assert markers(cora, word) == ["Unread"]
    assert markers(cleo, word, CompanyTickets="1") == ["Unread"]  # cora's question
    cora.post(article_path(ticket_id, answer, "/flag"), {"Flag": "Seen", "Value": "1"})
    assert markers(cora, word) == [""]
    cleo.post(article_path(ticket_id, question, "/flag"), {"Flag": "Seen", "Value": "1"})
    assert markers(cleo, word, CompanyTickets="1") == [""]
    cora.post(article_path(ticket_id, answer, "/flag"), {"Flag": "Seen", "Value": "0"})
    assert markers(cora, word) == ["Unread"]


def test_a_mail_of_the_customer_is_no_news_to_them(shared: Client) -> None:
    word = marked()
    ticket_id = asked(shared.desk, word, article=None)
    mail = NewArticle(subject="s", body="b", sender_type_id=SENDER_CUSTOMER, channel_id=CHANNEL_EMAIL)
    written(shared.desk, ticket_id, mail)
    assert markers(shared.of(CORA), word) == [""]
    assert markers(shared.of(CLEO), word, CompanyTickets="1") == ["Unread"]


def test_the_last_subject_of_a_customer_on_request(shared: Client) -> None:
    word = marked()
    ticket_id = asked(shared.desk, word)
    with shared.desk.look() as look:
        number = list_tickets(look, [ticket_id])[ticket_id].number
    subject = f"[Ticket#{number}] RE: Re[2]: It still jams"
    written(shared.desk, ticket_id, NewArticle(subject=subject, body="b", sender_type_id=SENDER_CUSTOMER))
    written(shared.desk, ticket_id, ANSWER)
    hidden = NewArticle(subject="hidden", body="b", sender_type_id=SENDER_CUSTOMER, visible=False)
    written(shared.desk, ticket_id, hidden)
    [ticket] = shared.of(CORA).get(LIST, Search=word, LastCustomerSubject="1").json["List"]
    assert ticket["LastCustomerSubject"] == "It still jams"
    asked(shared.desk, f"{word} {word}", article=None)
    tickets = shared.of(CORA).get(LIST, Search=word, LastCustomerSubject="true").json["List"]
    assert [one["LastCustomerSubject"] for one in tickets] == ["", "It still jams"]


def test_extended_tells_of_the_first_answer_and_lock(shared: Client) -> None:
    word = marked()
    ticket_id = asked(shared.desk, word)
    written(shared.desk, ticket_id, ANSWER)
    changed(shared.desk, ticket_id, ADA, _close)
    [ticket] = shared.of(CORA).get(LIST, Search=word, Extended="1").json["List"]
    assert set(ticket) - set(TYPES) == {"FirstResponse", "Closed", "SolutionInMin"}
    [plain] = shared.of(CORA).get(LIST, Search=word).json["List"]
    assert set(plain) == set(TYPES)


def test_dynamic_fields_are_those_the_overview_shows(otrs7: Client) -> None:
    shown = {"Urgency": 1, "Product": "1", "Topics": 2, "Approved": 1, "DueDate": 1, "Deadline": 0, "NoSuch": 1}
    configured(otrs7.desk, screens={"ExternalFrontend::TicketOverview": {"DynamicField": shown}})
    first, _second = asked(otrs7.desk, "1"), asked(otrs7.desk, "2")
    given: dict[str, str | list[str]] = {
        "Product": "shop",
        "Topics": ["red", "blue"],
        "Approved": "1",
        "DueDate": "2026-01-02",
        "Deadline": "",
    }
    for name, value in given.items():
        _set_field(otrs7.desk, first, name, value)
    full, empty = otrs7.of(CORA).get(LIST, DynamicFields="1", SortBy="Title", SortAscending="1").json["List"]
    assert _fields(full) == {
        "DynamicField_Urgency": {"Value": "", "TranslatableValues": 0},
        "DynamicField_Product": {"Value": "Web shop", "TranslatableValues": 0},
        "DynamicField_Topics": {"Value": "Red, Blue", "TranslatableValues": 0},
        "DynamicField_Approved": {"Value": "Checked", "TranslatableValues": 1},
        "DynamicField_DueDate": {"Value": "2026-01-02", "TranslatableValues": 0},
    }
    assert {value["Value"] for value in _fields(empty).values()} == {""}
    assert not _fields(otrs7.of(CORA).get(LIST).json["List"][0])


def _fields(ticket: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in ticket.items() if key.startswith("DynamicField_")}


def _set_field(desk: Desk, ticket_id: int, name: str, value: str | list[str]) -> None:
    with desk.work(ADA) as work:
        field = work.config(Fields).named(name)
        assert field
        set_fields(work, ticket_id, [(field, value)])


def _close(work: Any, ticket_id: int) -> None:
    set_state(work, ticket_id, 2)


def _prefer(desk: Desk, **values: str) -> None:
    with desk.work(CORA) as work:
        set_preferences(work, CORA, values, prefix="TicketList")
