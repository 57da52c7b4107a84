"""The query language of the search box."""

from zoneinfo import ZoneInfo

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.search.list_tickets import Part, list_page_of_tickets
from polydesk.desk.search.question import completions, read_question
from polydesk.desk.tickets.add_article import NewArticle
from polydesk.desk.tickets.assign import assign_owner
from polydesk.kernel.actors import AgentActor
from tests.world.cast import ADA, BO, RAE
from tests.world.tickets import opened

BERLIN = ZoneInfo("Europe/Berlin")


def found(desk: Desk, text: str, *, actor: AgentActor = ADA) -> set[str]:
    """The titles of the tickets a question finds."""
    with desk.look(actor) as look:
        question = read_question(look, text, BERLIN)
        return {row.title for row in list_page_of_tickets(look, question.criteria, Part(limit=50)).rows}


@pytest.fixture
def desk(world: Desk) -> Desk:
    opened(
        world, title="Red printer", queue="Sales", state="new", article=NewArticle(subject="Toner", body="it is empty")
    )
    opened(world, title="Blue printer", queue="Sales::Europe", state="closed successful")
    mine = opened(world, title="Green printer", queue="Support", priority_id=5, customer_user="c1")
    with world.work(ADA) as work:
        assign_owner(work, mine, ADA.id)
    return world


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("printer", {"Red printer", "Blue printer", "Green printer"}),
        ("queue:sales", {"Red printer", "Blue printer"}),
        ("queue:sales::europe", {"Blue printer"}),
        ("-queue:Sales printer", {"Green printer"}),
        ("state:closed", {"Blue printer"}),
        ("state:closed state:new", {"Red printer", "Blue printer"}),
        ("is:open queue:Sales", {"Red printer"}),
        ("priority:5", {"Green printer"}),
        ("owner:me", {"Green printer"}),
        ("owner:nobody printer is:open", {"Red printer"}),
        ("customer:c1", {"Green printer"}),
        ("title:red", {"Red printer"}),
        ("subject:toner body:empty", {"Red printer"}),
        ("created:1d title:printer", {"Red printer", "Blue printer", "Green printer"}),
        ("created:<2001-01-01", set()),
        ("created:2001-01-01..2001-02-01 printer", set()),
        ("nobody:knows", set()),
    ],
)
def test_parts_narrow_down(desk: Desk, text: str, titles: set[str]) -> None:
    assert found(desk, text) == titles


@pytest.mark.parametrize(
    "part",
    [
        "queue:Nowhere",
        "owner:stranger",
        "is:nice",
        "created:soon",
        "created:9999-12-31..9999-12-31",
        'title:""',
        "created:0000-00-00",
    ],
)
def test_what_stands_for_nothing_is_said_and_finds_nothing(desk: Desk, part: str) -> None:
    with desk.look(ADA) as look:
        assert read_question(look, f"printer {part}", BERLIN).unknown == (part,)
    assert not found(desk, f"printer {part}")


@pytest.mark.parametrize("words", ["http://example.com/x", "Re: printer", "error:42", "-printer", "a:b:c", "queue:"])
def test_what_is_no_part_is_words(desk: Desk, words: str) -> None:
    with desk.look(ADA) as look:
        assert read_question(look, words, BERLIN).words == words


def test_a_day_begins_where_the_reader_is(desk: Desk) -> None:
    with desk.look(ADA) as look:
        (span,) = read_question(look, "created:2026-07-01", BERLIN).criteria.times.values()
    assert span.start and span.end
    assert (span.start.isoformat(), span.end.isoformat()) == ("2026-06-30T22:00:00", "2026-07-01T22:00:00")


def test_broken_object_level_authorization(desk: Desk) -> None:
    """Queues somebody may not read are as if they were not there, in questions and in what completes them."""
    hidden = "Secret"
    with desk.look(BO) as look:
        assert read_question(look, f"queue:{hidden}", BERLIN).unknown
        assert not completions(look, f"queue:{hidden[:3]}")
    assert not found(desk, "queue:Support", actor=RAE)


def test_the_last_part_is_completed(desk: Desk) -> None:
    with desk.look(ADA) as look:
        assert completions(look, "toner -queue:euro") == ["toner -queue:Sales::Europe"]
        assert completions(look, "priority:5") == ['priority:"5 very high"']
        assert completions(look, "owner:nob") == ["owner:nobody"]
        assert completions(look, "toner") == []
