"""`polydesk audit verify`"""

from datetime import timedelta

from sqlalchemy import text

from polydesk.desk.audit.expire import expire_audit
from polydesk.desk.configuration.load import load_configuration
from polydesk.kernel import clock
from polydesk.wiring import open_desk
from tests.cli.running import Commands
from tests.world.tickets import at


def write(polydesk: Commands, count: int) -> None:
    for number in range(count):
        polydesk.output("apikey", "create", "--agent", "root@localhost", "--label", f"key {number}")


def change(polydesk: Commands, statement: str) -> None:
    desk = open_desk(polydesk.data)
    with desk.database.writing() as connection:
        connection.execute(text(statement))
    desk.database.dispose()


def test_a_trail_as_it_was_written_is_good(polydesk: Commands) -> None:
    assert polydesk.output("audit", "verify") == "0 good entries, the last with the hash -\n"
    write(polydesk, 2)
    said = polydesk.output("audit", "verify")
    assert said.startswith("2 good entries, the last with the hash ")
    assert polydesk.output("audit", "verify", "--contains", said.split()[-1]) == said


def test_a_changed_entry_shows(polydesk: Commands) -> None:
    write(polydesk, 2)
    change(polydesk, "UPDATE audit_entry SET actor = 'somebody' WHERE id = 1")
    result = polydesk.run("audit", "verify")
    assert (result.exit_code, result.stdout) == (1, "broken at entry 1, after 0 good ones\n")


def test_entries_taken_from_the_end_show_by_a_hash_from_before(polydesk: Commands) -> None:
    write(polydesk, 2)
    last = polydesk.output("audit", "verify").split()[-1]
    change(polydesk, "DELETE FROM audit_entry WHERE id = 2")
    result = polydesk.run("audit", "verify", "--contains", last)
    assert (result.exit_code, result.stdout) == (1, f"1 good entries, but none with the hash {last}\n")


def test_a_trail_whose_old_end_was_removed_for_its_age_is_good(polydesk: Commands) -> None:
    write(polydesk, 2)
    last = polydesk.output("audit", "verify").split()[-1]
    desk = at(open_desk(polydesk.data), clock.now() + timedelta(days=40))
    with desk.work() as work:
        load_configuration(work, {"settings": {"Audit::KeepDays": 30}})
    expire_audit(desk)
    desk.database.dispose()
    said = polydesk.output("audit", "verify", "--contains", last)
    assert said.startswith("2 good entries, older ones removed for their age, the last with the hash ")
    assert polydesk.run("audit", "verify", "--contains", "").exit_code == 1
