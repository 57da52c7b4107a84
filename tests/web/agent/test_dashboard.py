import re
from datetime import timedelta

import pytest

from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.set_state import set_state
from polydesk.kernel import clock
from polydesk.web.agent.charts import HEIGHT, WIDTH, Value, columns, rows
from tests.api.generic_interface.test_statement_budget import counted
from tests.web.agent.client import Browser
from tests.world.cast import ADA
from tests.world.tickets import at, named, opened

BAR = re.compile(r'<a href="([^"]+)" aria-label="([^"]+)"><title>')


def _bars(browser: Browser) -> dict[str, str]:
    return dict(BAR.findall(browser.get("/dashboard").text))


def _today() -> str:
    return clock.now().date().isoformat()


def test_each_day_shows_what_was_opened_and_what_was_closed(ada: Browser) -> None:
    opened(ada.desk)
    opened(ada.desk, state="closed successful")
    bars = _bars(ada)
    assert bars[f"/dashboard/created/{_today()}"].endswith(": 2 new")
    assert bars[f"/dashboard/closed/{_today()}"].endswith(": 1 closed")
    assert len([one for one in bars if "/created/" in one]) == 30


def test_a_bar_leads_to_the_tickets_it_stands_for(ada: Browser) -> None:
    opened(ada.desk, title="Fresh")
    opened(ada.desk, title="Done", state="closed successful")
    opened(at(ada.desk, clock.now() - timedelta(days=10)), title="Old")
    created = ada.get(f"/dashboard/created/{_today()}").text
    assert "Fresh" in created and "Done" in created and "Old" not in created
    closed = ada.get(f"/dashboard/closed/{_today()}").text
    assert "Done" in closed and "Fresh" not in closed
    [href] = [href for href, label in _bars(ada).items() if label == "up to 30 days: 1"]
    backlog = ada.get(href).text
    assert "Old" in backlog and "Fresh" not in backlog


def test_states_over_time_tell_what_waited_then(ada: Browser) -> None:
    """A ticket counts as what it was at the end of the day, whatever it is now."""
    then = clock.now() - timedelta(days=3)
    ticket_id = opened(at(ada.desk, then), title="Long way", state="new")
    with at(ada.desk, then + timedelta(days=2)).work(ADA) as work:
        set_state(work, ticket_id, named(work.config(Catalogue).states, "closed successful"))
    before, first, second, last = (_waiting(ada, back) for back in (4, 3, 2, 1))
    assert not before
    assert first.keys() == second.keys() == {"new"}
    assert not last
    assert "Long way" in ada.get(f"/dashboard/waiting/new/{first['new']}").text
    assert "Long way" not in ada.get(f"/dashboard/waiting/open/{first['new']}").text


def _waiting(browser: Browser, back: int) -> dict[str, str]:
    """The days of bars by their kind."""
    day = (clock.now() - timedelta(days=back)).date().isoformat()
    places = [href.split("/")[-2:] for href in _bars(browser) if "/waiting/" in href]
    return {kind: shown for kind, shown in places if shown == day}


def test_broken_object_level_authorization_of_charts(browser: Browser) -> None:
    """What somebody may not see is counted in no bar of theirs."""
    opened(browser.desk, title="Secret")
    nell = browser.of("nogroup1", "nogroup1-pw")
    assert all(label.endswith((": 0 new", ": 0 closed")) for label in _bars(nell).values())
    assert "Secret" not in nell.get(f"/dashboard/created/{_today()}").text
    assert nell.get("/dashboard/backlog/1/0").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "created/x",
        "created/2026-02-30",
        "created/1999-01-01",
        "closed/9999-12-31",
        "waiting/new/9999-12-31",
        "waiting/closed/2026-11-01",
        "backlog/1/9",
        "backlog/x/0",
        "backlog/1/-1",
    ],
)
def test_odd_addresses_are_not_found(ada: Browser, path: str) -> None:
    assert ada.get(f"/dashboard/{path}").status_code == 404


def test_it_costs_the_same_for_few_tickets_and_for_many(ada: Browser) -> None:
    ada.get("/dashboard")
    with counted(ada.desk) as for_none:
        ada.get("/dashboard")
    for _ in range(5):
        opened(ada.desk)
        opened(ada.desk, queue="Support")
    with counted(ada.desk) as for_many:
        text = ada.get("/dashboard").text
    assert len(for_none) == len(for_many) <= 11, for_many
    assert len(text) < 60_000


def test_bars_stand_to_scale() -> None:
    chart = columns([[Value(4, "/a", "a", "new")], [], [Value(1, "/b", "b", "new")]])
    assert [bar.height for bar in chart.bars] == [HEIGHT, HEIGHT / 4]
    assert chart.bars[1].x > 2 * WIDTH / 3
    assert columns([[Value(0, "/a", "a", "new")]]).bars[0].height == 0


def test_lying_bars_have_their_parts_one_after_another() -> None:
    first, second = rows([[Value(1, "/a", "a", "x"), Value(3, "/b", "b", "y")], [Value(2, "/c", "c", "x")]])
    assert [(bar.x, bar.width) for bar in first.bars] == [(0, WIDTH / 4), (WIDTH / 4, 3 * WIDTH / 4)]
    assert second.bars[0].width == WIDTH / 2
