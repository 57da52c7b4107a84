import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.tickets.presence import (
    LASTS,
    MOST_OF_ONE,
    WORTH_NOTING,
    Doing,
    forget_presence,
    is_noted,
    list_present,
    note_presence,
)
from polydesk.kernel.errors import NotFound
from tests.world.cast import ADA, BO, NELL
from tests.world.tickets import NOON, Recorded, at, opened


def _note(desk: Desk, ticket_id: int, doing: Doing = Doing.VIEWING, *, page: str = "p") -> None:
    with desk.work(ADA) as work:
        note_presence(work, ticket_id, page, doing)


def _present(desk: Desk, ticket_id: int) -> tuple[tuple[int, Doing], ...]:
    with desk.look() as look:
        return list_present(look, [ticket_id]).get(ticket_id, ())


def test_who_is_at_a_ticket_is_known_until_they_leave(world: Desk) -> None:
    ticket_id = opened(world)
    recorded = Recorded(world, ticket_id)
    _note(world, ticket_id)
    with world.work(BO) as work:
        note_presence(work, ticket_id, "p", Doing.REPLYING)
    assert _present(world, ticket_id) == ((ADA.id, Doing.VIEWING), (BO.id, Doing.REPLYING))
    with world.work(BO) as work:
        forget_presence(work, ticket_id, "p")
    assert _present(world, ticket_id) == ((ADA.id, Doing.VIEWING),)
    assert recorded.entries == []


def test_an_older_page_that_closes_takes_nobody_away(world: Desk) -> None:
    ticket_id = opened(world)
    _note(world, ticket_id, page="older")
    _note(world, ticket_id, page="newer")
    with world.work(ADA) as work:
        forget_presence(work, ticket_id, "older")
    assert _present(world, ticket_id)


def test_a_page_that_closes_without_a_word_is_forgotten(world: Desk) -> None:
    ticket_id, other = opened(world), opened(world)
    _note(at(world, NOON), ticket_id)
    assert _present(at(world, NOON + LASTS / 2), ticket_id)
    assert not _present(at(world, NOON + LASTS), ticket_id)
    _note(at(world, NOON + LASTS), other)
    assert not _present(at(world, NOON), ticket_id), "the row has gone, too"


def test_what_was_said_a_moment_ago_is_not_written_again(world: Desk) -> None:
    ticket_id = opened(world)
    _note(at(world, NOON), ticket_id)
    with at(world, NOON + WORTH_NOTING / 2).look(ADA) as look:
        assert is_noted(look, ticket_id, "p", Doing.VIEWING)
        assert not is_noted(look, ticket_id, "p", Doing.WRITING)
        assert not is_noted(look, ticket_id, "other", Doing.VIEWING)
        assert not is_noted(look.acting(BO), ticket_id, "p", Doing.VIEWING)
    with at(world, NOON + WORTH_NOTING).look(ADA) as look:
        assert not is_noted(look, ticket_id, "p", Doing.VIEWING)


def test_broken_object_level_authorization_of_presence(world: Desk) -> None:
    ticket_id = opened(world)
    for wanted in (ticket_id, 0, 2**63):
        with pytest.raises(NotFound), world.work(NELL) as work:
            note_presence(work, wanted, "p", Doing.VIEWING)


def test_denial_of_service_by_being_everywhere(world: Desk) -> None:
    """Only the latest tickets count, so that nobody fills the table."""
    first, second, *others = [opened(world) for _ in range(MOST_OF_ONE + 2)]
    for seconds, ticket_id in enumerate((first, second, *others)):
        _note(at(world, NOON + WORTH_NOTING / 50 * seconds), ticket_id)
    desk = at(world, NOON + WORTH_NOTING)
    assert not _present(desk, first) and not _present(desk, second)
    assert all(_present(desk, one) for one in others)
