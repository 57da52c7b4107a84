from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from polydesk.api.generic_interface.search_wire import read_search
from polydesk.desk.desk import Desk
from polydesk.desk.fields.models import DynamicField
from polydesk.desk.fields.registry import Fields
from polydesk.desk.fields.values import write_values
from polydesk.desk.search.criteria import TimeKey
from polydesk.desk.tickets.set_pending_time import set_pending_time
from polydesk.desk.tickets.set_state import set_state
from polydesk.desk.tickets.watch import watch_ticket
from polydesk.kernel.clock import epoch
from tests.conftest import DATABASES, as_installed, opened_copy
from tests.desk.search.finder import Finder

OPEN, CLOSED, PENDING = 4, 2, 6


def with_tickets(desk: Desk) -> Finder:
    finder = Finder(desk)
    finder.open("alpha printer", subject="Paper jam", body="the tray is stuck", customer_id="Acme", customer_user="c1")
    finder.open("beta printer", subject="Toner", body="no toner left", queue_id=2, priority_id=4, state_id=OPEN)
    finder.open("Gämma_router", subject="Link down", body="100% load_avg", queue_id=3, state_id=CLOSED)
    return finder


@pytest.fixture
def finder(desk: Desk) -> Finder:
    return with_tickets(desk)


@pytest.fixture(scope="module", params=DATABASES)
def asked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Finder]:
    """The same, for tests that only look."""
    for desk in opened_copy(request, "stock", as_installed, tmp_path_factory.mktemp("asked") / "data"):
        yield with_tickets(desk)


ALL = ["Gämma_router", "alpha printer", "beta printer"]


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ({"Title": "*printer"}, "ab"),
        ({"Title": "%PRINT%"}, "ab"),
        ({"Title": "alpha printer"}, "a"),
        ({"Title": "alpha"}, ""),
        ({"Title": "GÄMMA*"}, "G"),
        ({"Title": "Gämma?router"}, ""),
        ({"Title": "g*_r*"}, "G"),
        ({"Title": "alpha_printer"}, ""),
        ({"Title": ["alpha*", "gämma*"]}, "Ga"),
        ({"Title": ["alpha*", "g*"]}, "Ga"),
        ({"Title": "*printer&&alpha*"}, "a"),
        ({"Title": "*printer && !alpha*"}, "b"),
        ({"Title": "!(alpha*||beta*)"}, "G"),
        ({"Title": "(alpha*"}, ""),
        ({"Title": "*"}, "Gab"),
        ({"Title": ["%", ""]}, "Gab"),
        ({"Title": {"a": 1}}, "Gab"),
        ({"Title": True}, "Gab"),
        ({"Title": ["*a*"] * 51}, ""),
        ({"Title": "||".join(["*printer*"] * 51)}, ""),
        ({"Title": ["*printer*"] * 1000}, "ab"),
        ({"Title": "a*" * 30_000}, ""),
        ({"MIMEBase_Body": ["to"] * 51}, ""),
        ({"Fulltext": "a" * 2001}, ""),
        ({"TicketNumber": ["1*"] * 51}, ""),
        ({"Title": "[a*"}, ""),
        ({"Title": "?lpha*"}, ""),
        ({"CustomerID": "ACME"}, "a"),
        ({"CustomerID": "ac*"}, "a"),
        ({"CustomerIDRaw": "ac*"}, ""),
        ({"CustomerIDRaw": "acme", "CustomerID": "x"}, "a"),
        ({"CustomerUserLogin": ["C1", "nobody"]}, "a"),
        ({"TicketNumber": "20*"}, "Gab"),
        ({"TicketNumber": "20"}, ""),
        ({"Queues": "Postmaster"}, "a"),
        ({"Queues": ["Postmaster", "Nonesuch"]}, ""),
        ({"Queue": "Postmaster"}, "Gab"),
        ({"QueueIDs": ["2", 3]}, "Gb"),
        ({"QueueIDs": "x"}, ""),
        ({"QueueIDs": "1 OR 1=1"}, ""),
        ({"States": ["new", "open"]}, "ab"),
        ({"StateIDs": "2"}, "G"),
        ({"States": "nonesuch"}, ""),
        ({"StateType": "Open"}, "b"),
        ({"StateType": ["new", "closed"]}, "Ga"),
        ({"StateTypeIDs": ["1", "3"]}, "Ga"),
        ({"StateType": "nonesuch"}, ""),
        ({"StateType": "Open", "States": "new"}, ""),
        ({"Priorities": "4 high"}, "b"),
        ({"PriorityIDs": ["3"]}, "Ga"),
        ({"Types": "Unclassified"}, "Gab"),
        ({"TypeIDs": "99"}, ""),
        ({"Services": "Nonesuch"}, ""),
        ({"ServiceIDs": "1"}, ""),
        ({"SLAs": ""}, "Gab"),
        ({"Locks": "unlock"}, "Gab"),
        ({"LockIDs": 2}, ""),
        ({"OwnerIDs": "1"}, "Gab"),
        ({"ResponsibleIDs": "2"}, ""),
        ({"WatchUserIDs": "1"}, ""),
        ({"CreatedUserIDs": "1"}, "Gab"),
        ({"CreatedStates": "open"}, "b"),
        ({"CreatedQueueIDs": "3"}, "G"),
        ({"CreatedPriorities": "4 high", "CreatedTypeIDs": 1}, "b"),
        ({"CreatedQueues": "Nonesuch"}, ""),
        ({"SearchInArchive": "ArchivedTickets"}, ""),
        ({"SearchInArchive": "AllTickets"}, "Gab"),
        ({"MIMEBase_Subject": "paper JAM"}, "a"),
        ({"MIMEBase_Subject": "*toner"}, "b"),
        ({"MIMEBase_Body": "100%"}, "G"),
        ({"MIMEBase_Body": "load_avg"}, "G"),
        ({"MIMEBase_Body": "loadxavg"}, ""),
        ({"MIMEBase_From": "zulu.example"}, "Gab"),
        ({"MIMEBase_Subject": "toner", "MIMEBase_Body": "tray"}, ""),
        ({"MIMEBase_Subject": "toner", "MIMEBase_Body": "tray", "ContentSearch": "OR"}, "ab"),
        ({"MIMEBase_Body": ["tray", "toner"]}, "ab"),
        ({"MIMEBase_AttachmentName": "x.txt"}, ""),
        ({"Subject": "toner"}, "Gab"),
        ({"Fulltext": "toner"}, "b"),
        ({"Fulltext": "alpha pr"}, "a"),
        ({"Fulltext": ["tray", "beta"]}, "ab"),
        ({"Fulltext": "2026"}, ""),
        ({"Nonsense": "x"}, "Gab"),
        ({"Limit": "x"}, ""),
        ({"Limit": -1}, ""),
        ({"Limit": "0"}, "Gab"),
        ({"SortBy": "Nonsense"}, ""),
        ({"SortBy": "Title; DROP TABLE ticket"}, ""),
        ({"SortBy": "Title", "OrderBy": "up"}, ""),
        ({"SortBy": ["Queue", "Title"], "OrderBy": "Up"}, ""),
        ({"SortBy": ["Queue"] * 3, "OrderBy": ["Up"] * 3}, "Gab"),
    ],
)
def test_filters(asked: Finder, parameters: dict[str, Any], found: str) -> None:
    assert sorted(asked.find(**parameters)) == [title for title in ALL if title[0] in found]


@pytest.mark.parametrize(
    "hostile", ["' OR '1'='1", "1; DROP TABLE ticket", "\\", "%' --", "${x}", "[a-z]", "(" * 5000, '"', "1" * 400, "-"]
)
def test_injection_finds_nothing_and_fails_nowhere(asked: Finder, hostile: str) -> None:
    ids = (
        "TicketID QueueIDs TypeIDs StateIDs StateTypeIDs PriorityIDs ServiceIDs SLAIDs LockIDs OwnerIDs ResponsibleIDs"
    )
    names = "Queues Types States StateType Priorities Services SLAs Locks CreatedQueues CreatedStates"
    texts = "TicketNumber CustomerID CustomerIDRaw CustomerUserLogin MIMEBase_Body MIMEBase_Subject MIMEBase_To"
    times = "TicketCreateTimeOlderMinutes TicketCloseTimeNewerDate TicketPendingTimeOlderDate"
    others = "Limit SortBy OrderBy WatchUserIDs CreatedUserIDs"
    for name in f"{ids} {names} {texts} {times} {others}".split():
        if (name, hostile) not in (("MIMEBase_Body", "\\"),):
            assert asked.find(**{name: hostile}) == [], name


@pytest.mark.parametrize(
    ("keys", "ways", "titles"),
    [
        ("Title", "Up", ["alpha printer", "beta printer", "Gämma_router"]),
        (["Priority", "TicketNumber"], ["Down", "Up"], ["beta printer", "alpha printer", "Gämma_router"]),
        (["State", "TicketNumber"], ["Down", "Down"], ["beta printer", "Gämma_router", "alpha printer"]),
        ("Queue", "Down", ["beta printer", "alpha printer", "Gämma_router"]),  # Raw, Postmaster, Junk
        (["Owner", "Type", "Lock", "SLA", "Age"], ["Up"] * 5, ["alpha printer", "beta printer", "Gämma_router"]),
    ],
)
def test_orders(asked: Finder, keys: Any, ways: Any, titles: list[str]) -> None:
    assert asked.find(SortBy=keys, OrderBy=ways) == titles


ORDERS = """Owner Responsible CustomerID State Lock Ticket TicketNumber Title Queue Type Priority Age Created Changed
Service SLA PendingTime TicketEscalation EscalationTime EscalationUpdateTime EscalationResponseTime
EscalationSolutionTime"""


@pytest.mark.parametrize("key", ORDERS.split())
def test_every_documented_key_orders(asked: Finder, key: str) -> None:
    assert len(asked.find(SortBy=key, OrderBy="Up", Title="*printer*")) == 2


def test_the_guide_reads_open_and_closed_as_categories(asked: Finder) -> None:
    assert sorted(asked.find(guide=True, StateType="Open")) == ["alpha printer", "beta printer"]
    assert asked.find(guide=True, StateType="Closed") == ["Gämma_router"]
    assert asked.find(guide=True, StateType="open") == ["beta printer"]


def test_sub_queues(asked: Finder) -> None:
    assert asked.find(Queues="Postmaster", UseSubQueues="1") == ["alpha printer"]


def test_watchers_and_closing(finder: Finder) -> None:
    ticket_id = next(iter(finder.names))
    with finder.desk.work() as work:
        set_state(work, ticket_id, CLOSED)
        watch_ticket(work, ticket_id, 1)
    assert finder.find(WatchUserIDs="1") == ["alpha printer"]
    assert sorted(finder.find(TicketCloseTimeNewerMinutes=60)) == ["Gämma_router", "alpha printer"]
    assert finder.find(TicketCloseTimeOlderMinutes=60) == []


TIMES = ("TicketCreateTime", "TicketChangeTime", "TicketLastChangeTime", "ArticleCreateTime")


@pytest.mark.parametrize("name", TIMES)
@pytest.mark.parametrize(
    ("side", "value", "count"),
    [
        ("NewerMinutes", 60, 3),
        ("NewerMinutes", "60", 3),
        ("OlderMinutes", 60, 0),
        ("OlderMinutes", 0, 3),
        ("OlderMinutes", "1" * 15, 0),
        ("NewerMinutes", "soon", 0),
        ("NewerDate", "2020-01-01 00:00:00", 3),
        ("NewerDate", "2020-01-01", 0),
        ("NewerDate", "2020-01-01T00:00:00", 0),
        ("NewerDate", "2020-13-01 00:00:00", 0),
        ("NewerDate", "0001-01-01 00:00:00", 3),
        ("NewerDate", "2099-01-01 00:00:00", 0),
        ("OlderDate", "2020-01-01 00:00:00", 0),
        ("OlderDate", "2099-01-01 00:00:00", 3),
    ],
)
def test_times(asked: Finder, name: str, side: str, value: Any, count: int) -> None:
    assert len(asked.find(**{name + side: value})) == count


def test_the_last_moment_of_the_calendar_is_a_date(asked: Finder) -> None:
    assert len(asked.find(TicketCreateTimeOlderDate="9999-12-31 23:59:59")) == 3
    assert len(asked.find(TicketEscalationTimeOlderDate="9999-12-31 23:59:59")) == 0


def test_crossed_dates_find_nothing(asked: Finder) -> None:
    dates = {"TicketCreateTimeNewerDate": "2021-01-01 00:00:00", "TicketCreateTimeOlderDate": "2020-01-01 00:00:00"}
    assert asked.find(**dates) == []


def test_pending_times(finder: Finder) -> None:
    ticket_id = next(iter(finder.names))
    with finder.desk.work() as work:
        set_state(work, ticket_id, PENDING)
        set_pending_time(work, ticket_id, epoch(work.now + timedelta(hours=10)))
    assert finder.find(TicketPendingTimeOlderMinutes=0) == []
    assert finder.find(TicketPendingTimeNewerMinutes=-1) == ["alpha printer"]
    assert finder.find(TicketPendingTimeOlderDate="2099-01-01 00:00:00") == ["alpha printer"]
    assert finder.find(TicketPendingTimeNewerDate="2099-01-01 00:00:00") == []


def test_forms_of_the_web_frontend(asked: Finder) -> None:
    slot = {"ChangeTimeSearchType": "TimeSlot"}
    start = {f"TicketChangeTimeStart{part}": value for part, value in (("Year", 2020), ("Month", "1"), ("Day", "01"))}
    stop = {f"TicketChangeTimeStop{part}": value for part, value in (("Year", 2020), ("Month", "2"), ("Day", "30"))}
    assert len(asked.find(**slot, **start)) == 3
    assert asked.find(**slot, **start, **stop) == []
    point = {"LastChangeTimeSearchType": "TimePoint", "TicketLastChangeTimePointFormat": "hour"}
    for where, count in (("Last", 3), ("Before", 0)):
        wanted = {"TicketLastChangeTimePoint": 1, "TicketLastChangeTimePointStart": where}
        assert len(asked.find(**point, **wanted)) == count


def test_the_next_hour_is_yet_to_come(asked: Finder) -> None:
    point = {"CloseTimeSearchType": "TimePoint", "TicketCloseTimePointFormat": "hour", "TicketCloseTimePoint": 1}
    with asked.desk.look() as look:
        request = read_search(look, {**point, "TicketCloseTimePointStart": "Next"})
        assert request
        span = request.criteria.times[TimeKey.CLOSED]
        assert span.start == look.now.replace(microsecond=0)
        assert span.end == span.start + timedelta(hours=1, seconds=1)


FIELDS = {
    "Urgency": ("Text", "High", "higher", None),
    "Due": ("Date", "2027-01-10", "2027-02-20", None),
    "Deadline": ("DateTime", "2027-01-10 08:00:00", None, "2027-03-30 12:30:00"),
    "Topics": ("Multiselect", ["red", "blue"], ["blue"], None),
    "Approved": ("Checkbox", "1", "0", None),
}


@pytest.fixture(scope="module", params=DATABASES)
def fields(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Finder]:
    """Tickets with dynamic fields, for tests that only look."""
    for desk in opened_copy(request, "stock", as_installed, tmp_path_factory.mktemp("fields") / "data"):
        finder = with_tickets(desk)
        add_fields(finder)
        yield finder


def add_fields(finder: Finder) -> None:
    with finder.desk.work() as work:
        stamp = {"create_time": work.now, "create_by": 1, "change_time": work.now, "change_by": 1, "valid": 1}
        for name, (kind, *_) in FIELDS.items():
            row = {"name": name, "label": name, "position": 1, "kind": kind, "object_kind": "Ticket", "config": {}}
            work.connection.execute(insert(DynamicField).values(internal=0, **row, **stamp))
        work.configuration_changed()
        for place, ticket_id in enumerate(finder.names, start=1):
            values = {work.config(Fields).named(name): row[place] for name, row in FIELDS.items() if row[place]}
            write_values(work.connection, ticket_id, values)  # type: ignore[arg-type]  # every name is known


@pytest.mark.parametrize(
    ("field", "operators", "found"),
    [
        ("Urgency", {"Equals": "high"}, "a"),
        ("Urgency", {"Equals": ["HIGH", "higher"]}, "ab"),
        ("Urgency", {"Like": "high*"}, "ab"),
        ("Urgency", {"Like": "hig"}, ""),
        ("Urgency", {"Like": "a*" * 30_000}, ""),
        ("Urgency", {"GreaterThan": ["a"] * 51}, ""),
        ("Urgency", {"Equals": ["high"] * 10_000}, "a"),
        ("Urgency", {"GreaterThan": "high"}, "b"),
        ("Urgency", {"SmallerThanEquals": "high"}, "a"),
        ("Urgency", {"Empty": 1}, "G"),
        ("Urgency", {"Empty": "0"}, "ab"),
        ("Urgency", {"Contains": "hi"}, ""),
        ("Urgency", {"Equals": ""}, "Gab"),
        ("Urgency", {"Equals": {}}, "Gab"),
        ("Urgency", "high", "Gab"),
        ("Urgency", {"Equals": "' OR 1=1 --"}, ""),
        ("Due", {"GreaterThan": "2027-01-31"}, "b"),
        ("Due", {"Equals": "2027-01-10 00:00:00"}, "a"),
        ("Due", {"GreaterThanEquals": "2027-01-01", "SmallerThan": "2027-01-31 00:00:00"}, "a"),
        ("Due", {"Equals": "soon"}, ""),
        ("Due", {"Equals": "2027-02-30"}, ""),
        ("Due", {"Empty": 1}, "G"),
        ("Deadline", {"SmallerThan": "2027-02-01 00:00:00"}, "a"),
        ("Deadline", {"Equals": "2027-03-30 12:30:00"}, "G"),
        ("Deadline", {"Equals": "2027-03-30"}, ""),
        ("Topics", {"Equals": "blue"}, "ab"),
        ("Topics", {"Equals": ["red", "green"]}, "a"),
        ("Approved", {"Equals": 1}, "a"),
        ("Approved", {"Equals": 0}, "b"),
        ("Approved", {"Equals": 2}, ""),
        ("Approved", {"Like": "1"}, ""),
        ("Nonesuch", {"Equals": "x"}, "Gab"),
    ],
)
def test_dynamic_fields(fields: Finder, field: str, operators: Any, found: str) -> None:
    expected = [title for title in ALL if title[0] in found]
    assert sorted(fields.find(**{f"DynamicField_{field}": operators})) == expected
    if isinstance(operators, dict):
        assert sorted(fields.find(DynamicField=[{"Name": field, **operators}])) == expected


def test_the_list_hides_single_fields(fields: Finder) -> None:
    listed = {"Name": "Urgency", "Equals": "high"}
    assert fields.find(DynamicField=listed, DynamicField_Approved={"Equals": 0}) == ["alpha printer"]


def test_only_the_guide_knows_operators_in_names(fields: Finder) -> None:
    parameters = {"DynamicField_Urgency.Equals": "high"}
    assert len(fields.find(**parameters)) == 3
    assert fields.find(guide=True, **parameters) == ["alpha printer"]


def test_tickets_without_a_value_are_the_smallest(fields: Finder) -> None:
    assert fields.find(SortBy="DynamicField_Urgency", OrderBy="Down") == ["beta printer", "alpha printer", ALL[0]]
    assert fields.find(SortBy="DynamicField_Due", OrderBy="Up") == [ALL[0], "alpha printer", "beta printer"]
    assert fields.find(SortBy="DynamicField_Nonesuch") == []
