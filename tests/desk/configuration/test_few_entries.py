"""A configuration of few entries reads only the rows they may mean: a desk may have very many customer users."""

from sqlalchemy import insert

from polydesk.desk.configuration import section_load
from polydesk.desk.desk import Desk
from polydesk.desk.people.models import Preference
from tests.api.generic_interface.test_statement_budget import counted
from tests.desk.configuration.loading import entry, load


def people(count: int) -> str:
    lines = (f"  - {{login: C{number}, email: c{number}@acme.example}}\n" for number in range(count))
    return "customer_users:\n" + "".join(lines)


def test_one_entry_among_many_reads_its_own_row_only(desk: Desk) -> None:
    load(desk, people(section_load.FEW + 20))
    with counted(desk) as statements:
        assert load(desk, "customer_users: [{login: c7, first_name: Cora}]").changed == 1
    assert entry(desk, "customer_users", "login", "C7")["first_name"] == "Cora"
    reading = [one for one in statements if "FROM customer_user" in str(one)]
    assert reading and all("WHERE" in str(one) for one in reading)


def test_an_entry_is_found_by_its_id_and_takes_the_new_name(desk: Desk) -> None:
    load(desk, "teams: [{name: Day}, {name: Night}]")
    night = entry(desk, "teams", "name", "Night")["id"]
    assert load(desk, f"teams: [{{id: {night}, name: Late}}]").changed == 1
    assert entry(desk, "teams", "name", "Late")["id"] == night


def test_what_was_there_before_its_person_is_theirs(desk: Desk) -> None:
    row = {"subject_kind": "customer", "subject": "cora", "name": "UserLanguage", "value": "de"}
    with desk.work() as work:
        work.connection.execute(insert(Preference).values(**row))
    load(desk, "customer_users: [{login: cora, preferences: {UserLanguage: en}}]")
    assert entry(desk, "customer_users", "login", "cora")["preferences"] == {"UserLanguage": "en"}
