"""Several submissions at the same moment."""

from concurrent.futures import ThreadPoolExecutor

from polydesk.desk.desk import Desk
from polydesk.desk.intake.submission import Participant
from tests.desk.intake.submissions import new_address, submitted
from tests.world.tickets import configured


def test_a_newcomer_who_writes_twice_at_once_is_one_person(intake: Desk) -> None:
    for _round in range(5):
        email = new_address()
        with ThreadPoolExecutor(4) as threads:
            tickets = list(threads.map(lambda _i, e=email: submitted(intake, {"email": e}), range(4)))
        assert {ticket.customer_user for ticket in tickets} == {email}
        assert len({ticket.number for ticket in tickets}) == 4


def test_newcomers_who_write_to_each_other_at_once_do_not_wait_for_ever(desk: Desk) -> None:
    configured(desk, settings={"Ticket::NumberGenerator": "AutoIncrement"})

    def write(pair: tuple[str, str]) -> str:
        people = [Participant(email=pair[1])]
        return str(submitted(desk, {"email": pair[0]}, channel="Email", source="Email", collaborators=people).number)

    for _round in range(5):
        one, other = new_address(), new_address()
        with ThreadPoolExecutor(4) as threads:
            numbers = list(
                threads.map(write, [(one, other), (other, one), (one, new_address()), (other, new_address())])
            )
        assert len(set(numbers)) == 4
