import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.tickets.drafts import LONGEST, drop_draft, find_draft, keep_draft
from polydesk.kernel.errors import Forbidden, Invalid, NotFound
from tests.world.cast import ADA, BO, NELL, RAE
from tests.world.tickets import Recorded, opened


def test_the_last_draft_of_an_agent_stays_and_is_nobody_elses(world: Desk) -> None:
    ticket_id = opened(world)
    recorded = Recorded(world, ticket_id)
    for body in ("one", "two"):
        with world.work(ADA) as work:
            keep_draft(work, ticket_id, {"body": body})
    with world.look(ADA) as look:
        row = find_draft(look, ticket_id)
        assert row is not None and row.content == {"body": "two"}
        assert find_draft(look.acting(BO), ticket_id) is None
    with world.work(BO) as work:
        drop_draft(work, ticket_id)
    with world.work(ADA) as work:
        assert find_draft(work, ticket_id)
        drop_draft(work, ticket_id)
        assert find_draft(work, ticket_id) is None
    assert recorded.entries == []


def test_who_may_not_write_keeps_no_draft(world: Desk) -> None:
    ticket_id = opened(world)
    with pytest.raises(Forbidden), world.work(RAE) as work:
        keep_draft(work, ticket_id, {})
    with pytest.raises(NotFound), world.work(NELL) as work:
        keep_draft(work, ticket_id, {})


def test_a_draft_has_a_largest_size(world: Desk) -> None:
    ticket_id = opened(world)
    with pytest.raises(Invalid), world.work(ADA) as work:
        keep_draft(work, ticket_id, {"a": "x" * LONGEST, "b": "y"})
