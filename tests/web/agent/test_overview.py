"""The lists agents work from, as pages."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.search.views import View
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.kernel import clock
from tests.api.generic_interface.test_statement_budget import counted
from tests.web.agent.client import Browser
from tests.world.cast import BO
from tests.world.tickets import at, named, opened

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{7*7}}%(x)s"
HTMX = {"hx-request": "true"}


def shown(browser: Browser, path: str) -> list[int]:
    reply = browser.get(path)
    assert reply.status_code == 200, reply.text
    return [int(one) for one in re.findall(r'<tr id="t(\d+)"', reply.text)]


def queue_id(desk: Desk, name: str) -> int:
    with desk.look() as look:
        return named(look.config(Catalogue).queues, name)


def test_every_list_is_a_page(ada: Browser) -> None:
    ticket_id = opened(ada.desk)
    for view in View:
        reply = ada.get(f"/views/{view}")
        assert (reply.status_code, 'aria-current="page"' in reply.text) == (200, True)
    assert shown(ada, "/") == shown(ada, f"/queues/{queue_id(ada.desk, 'Sales')}") == [ticket_id]


def test_a_queue_shows_what_is_below_it(ada: Browser) -> None:
    below = opened(ada.desk, queue="Sales::Europe")
    assert shown(ada, f"/queues/{queue_id(ada.desk, 'Sales')}") == [below]
    assert shown(ada, f"/queues/{queue_id(ada.desk, 'Support')}") == []


def test_there_is_a_list_of_each_state_and_each_priority(ada: Browser) -> None:
    closed, urgent = opened(ada.desk, state="closed successful"), opened(ada.desk, priority_id=5)
    assert shown(ada, "/states/2") == [closed]
    assert shown(ada, "/priorities/5") == [urgent]
    assert [ada.get(path).status_code for path in ("/states/999", "/priorities/0", "/states/x")] == [404, 404, 422]


def test_a1_texts_of_strangers_do_no_harm(ada: Browser) -> None:
    opened(ada.desk, title=HOSTILE, article=NewArticle(subject=HOSTILE, body="b", visible=True, from_=HOSTILE))
    text = ada.get(f"/views/all?q={HOSTILE[:8].replace('<', '%3C')}").text + ada.get("/").text
    assert "<script>alert" not in text
    assert "<img" not in text
    assert "&lt;script&gt;alert(1)" in text
    assert "{{7*7}}" in text


@pytest.mark.parametrize(
    "path",
    [
        "/?state=x",
        "/?state=99999999999999999999",
        "/?sort=nothing",
        "/?after=1",
        "/?after=1~x",
        "/?sort=priority&after=1~",
        "/?sort=priority&after=1~" + "9" * 5000,
        "/?sort=escalation&after=99999999999999999999~1",
        "/?sort=created&after=1~0001-01-01T00:00:00%2B23:59",
        "/?sort=title&after=%00~%00",
        "/views/nothing",
        "/queues/x",
        "/queues/99999",
        "/filters/0",
        "/filters/99999999999999999999",
        "/filters/\u0661",
    ],
)
def test_addresses_nobody_has_made_are_answered_calmly(ada: Browser, path: str) -> None:
    assert ada.get(path).status_code in (200, 404, 422)


def test_filters_stand_in_the_address_and_narrow_the_list(ada: Browser) -> None:
    high, new, other = opened(ada.desk, priority_id=5), opened(ada.desk, state="new"), opened(ada.desk, title="Scanner")
    assert shown(ada, "/views/all?priority=5") == [high]
    assert shown(ada, "/views/all?state=1") == [new]
    assert shown(ada, "/views/all?q=scann") == [other]
    assert shown(ada, "/views/all?priority=5&state=1") == []
    assert sorted(shown(ada, "/views/all?state=1&state=4")) == [high, new, other]
    assert shown(ada, "/views/closed?state=4") == [], "a filter shows nothing the view leaves out"
    assert '<option value="5" selected>' in ada.get("/views/all?priority=5").text


def test_the_heads_of_columns_sort(ada: Browser) -> None:
    low, high = opened(ada.desk, priority_id=1), opened(ada.desk, priority_id=5)
    page = ada.get("/views/all?sort=priority").text
    assert re.search(r'aria-sort="ascending"><a href="/views/all\?sort=-priority"', page)
    assert (shown(ada, "/views/all?sort=priority"), shown(ada, "/views/all?sort=-priority")) == (
        [low, high],
        [high, low],
    )


@pytest.mark.parametrize("sort", ["title", "-created", "escalation", "customer"])
def test_more_tickets_follow_with_and_without_scripts(ada: Browser, monkeypatch: pytest.MonkeyPatch, sort: str) -> None:
    monkeypatch.setattr("polydesk.web.agent.overview.PER_PAGE", 2)
    made = {opened(ada.desk, title=f"Über & {number} ~ %") for number in range(5)}
    path, found = f"/views/all?sort={sort}&state=4", list[int]()
    for _page in range(3):
        text = ada.get(path).text
        part = ada.get(path, **HTMX).text
        found += shown(ada, path)
        link = re.search(r'<a href="([^"]+)">More tickets', text)
        path = link[1].replace("&amp;", "&") if link else ""
        if "after=" in path and len(found) > 2:
            assert "<html" not in part
            assert re.findall(r'<tr id="t\d+"', part) == re.findall(r'<tr id="t\d+"', text)
    assert (path, len(found), set(found)) == ("", 5, made)


def test_columns_are_remembered_for_each_list(ada: Browser) -> None:
    sent = {"list": "mine", "column": ["state", "changed", "nonsense"], "back": "/views/mine"}
    assert ada.post("/views/columns", sent).headers["location"] == "/views/mine"
    heads = re.findall(r'<th scope="col" class="c-(\w+)"', ada.get("/views/mine").text)
    assert heads == ["pick", "title", "state", "changed"]
    assert "c-priority" in ada.get("/views/all").text
    assert ada.post("/views/columns", {**sent, "list": "../x"}).status_code == 422


def test_an_agent_has_queues_of_their_own(ada: Browser) -> None:
    sales, support = opened(ada.desk), opened(ada.desk, queue="Support")
    assert sorted(shown(ada, "/")) == [sales, support]
    ada.post("/views/queues", {"queue": [queue_id(ada.desk, "Support"), queue_id(ada.desk, "Secret")], "back": "/"})
    assert shown(ada, "/") == [support]
    assert "<h1>My queues</h1>" in ada.get("/").text


def test_the_split_view_is_remembered(ada: Browser) -> None:
    assert 'id="pane"' not in ada.get("/").text
    ada.post("/views/split", {"split": "1", "back": "/views/all"})
    assert 'id="pane"' in ada.get("/views/all").text
    ada.post("/views/split", {"split": "0", "back": "/"})
    assert 'id="pane"' not in ada.get("/").text


class TestSavedFilters:
    def test_a_filter_is_found_again_with_its_columns(self, ada: Browser) -> None:
        high, _other = opened(ada.desk, priority_id=5), opened(ada.desk)
        path = save(ada, name="Urgent <b>", address="/views/all?priority=5&sort=-created", columns="state,owner")
        assert shown(ada, path) == [high]
        text = ada.get(path).text
        assert "Urgent &lt;b&gt;" in text and "Urgent <b>" not in text
        assert re.findall(r'<th scope="col" class="c-(\w+)"', text) == ["pick", "title", "state", "owner"]

    @pytest.mark.parametrize("path", ["/queues/{queue}?priority=5", "/priorities/5?queue={queue}"])
    def test_what_a_list_is_of_belongs_to_its_filters(self, ada: Browser, path: str) -> None:
        path = path.format(queue=queue_id(ada.desk, "Support"))
        wanted, _other = opened(ada.desk, queue="Support", priority_id=5), opened(ada.desk, priority_id=5)
        opened(ada.desk, queue="Support")
        hidden = re.findall(r'<input type="hidden" name="(view|address)" value="([^"]*)"', ada.get(path).text)
        sent = {name: value.replace("&amp;", "&") for name, value in hidden}
        assert shown(ada, save(ada, name="Of one queue", **sent)) == [wanted]

    def test_others_see_it_when_it_is_shared_and_cannot_take_it_away(self, browser: Browser, ada: Browser) -> None:
        bo = browser.of("agent2", "agent2-pw")
        own, shared = save(ada, name="Own"), save(ada, name="Shared", shared="1")
        assert (bo.get(own).status_code, bo.get(shared).status_code) == (404, 200)
        assert "Shared" in bo.get("/").text and "Own</span>" not in bo.get("/").text
        assert bo.post(f"{shared}/delete").status_code == 404
        assert ada.post(f"{shared}/delete").headers["location"] == "/"
        assert ada.get(shared).status_code == 404

    @pytest.mark.parametrize("sent", [{"name": " "}, {"view": "nothing"}, {"name": "x", "view": ""}])
    def test_what_is_no_filter_is_refused(self, ada: Browser, sent: dict[str, str]) -> None:
        assert ada.post("/filters", {"name": "x", "view": "all", "address": "", **sent}).status_code == 422

    def test_c3_it_shows_each_what_they_may_see(self, browser: Browser, ada: Browser) -> None:
        opened(ada.desk, queue="Support")
        shared = save(ada, name="Shared", shared="1")
        assert (len(shown(ada, shared)), shown(browser.of("agent2", "agent2-pw"), shared)) == (1, [])


def save(browser: Browser, **sent: str) -> str:
    reply = browser.post("/filters", {"view": "all", "address": "/views/all", "columns": "state", **sent})
    assert reply.status_code == 303, reply.text
    return str(reply.headers["location"])


class TestBulk:
    def test_closing_is_told_and_undone(self, ada: Browser) -> None:
        ids = [opened(ada.desk) for _ in range(3)]
        reply = ada.post("/bulk", {"ticket": ids[:2], "do": "close:2", "back": "/?priority=3"})
        assert reply.headers["location"].startswith("/?priority=3&bulk=")
        told = ada.get(reply.headers["location"])
        assert "2 tickets closed." in told.text
        assert shown(ada, "/") == [ids[2]]
        action = re.search(r'action="(/bulk/\d+/undo)"', told.text)
        assert action
        undone = ada.post(action[1], {"back": "/"})
        text = ada.get(undone.headers["location"]).text
        assert "2 tickets are as they were before." in text and "/undo" not in text
        assert sorted(shown(ada, "/")) == ids
        assert ada.post(action[1], {"back": "/"}).status_code == 409

    def test_what_failed_is_told_ticket_by_ticket(self, browser: Browser, ada: Browser) -> None:
        fine, closed = opened(ada.desk), opened(ada.desk, state="closed successful")
        hidden = opened(ada.desk, queue="Support")
        bo = browser.of("agent2", "agent2-pw")
        sent = {"ticket": [fine, closed, hidden], "do": "close:2", "back": "/"}
        text = bo.get(bo.post("/bulk", sent).headers["location"]).text
        assert "1 ticket closed." in text
        assert "It is closed already." in text
        assert f"<li>{hidden}: It is not there, or it is not for you." in text

    @pytest.mark.parametrize(
        ("do", "said"),
        [
            ("priority:5", "changed"),
            ("owner:3", "now with Bo Agent"),
            ("lock:2", "changed"),
            ("move:Support", "moved to"),
        ],
    )
    def test_each_change_is_told(self, ada: Browser, do: str, said: str) -> None:
        do = do.replace("Support", str(queue_id(ada.desk, "Support")))
        reply = ada.post("/bulk", {"ticket": [opened(ada.desk)], "do": do, "back": "/"})
        assert f"1 ticket {said}" in ada.get(reply.headers["location"]).text

    @pytest.mark.parametrize(
        "sent",
        [{"do": "close:2"}, {"ticket": "1"}, {"ticket": "x", "do": "close:2"}, {"ticket": "1", "do": "close:4"}]
        + [{"ticket": "1", "do": do} for do in ("nothing:1", "close", "move:0", "owner:" + "9" * 30, "lock:-1", "")],
    )
    def test_what_is_no_change_is_refused(self, ada: Browser, sent: dict[str, str]) -> None:
        assert ada.post("/bulk", sent).status_code == 422

    def test_another_agents_change_is_not_told(self, browser: Browser, ada: Browser) -> None:
        location = ada.post("/bulk", {"ticket": [opened(ada.desk)], "do": "close:2"}).headers["location"]
        bo = browser.of("agent2", "agent2-pw")
        assert "closed." not in bo.get(location).text
        assert bo.post(f"/bulk/{location.rpartition('=')[2]}/undo").status_code == 404

    def test_b14_open_redirect(self, ada: Browser) -> None:
        sent = {"ticket": [opened(ada.desk)], "do": "close:2", "back": "https://evil.example/"}
        assert ada.post("/bulk", sent).headers["location"].startswith("/?bulk=")
        assert ada.post("/views/split", {"back": "//evil.example"}).headers["location"] == "/"


class TestCounts:
    def test_they_stand_beside_the_lists(self, ada: Browser) -> None:
        opened(ada.desk)
        text = ada.get("/views/counts?at=/views/unassigned", **HTMX).text
        assert re.search(r'href="/views/unassigned" aria-current="page"><span class="name">Unassigned</span> ', text)
        assert re.search(r'Sales</span> <span class="count">1<', text)
        assert "<html" not in text

    def test_asking_for_them_keeps_no_session_alive(self, ada: Browser) -> None:
        for minutes in (60, 110):
            at_work(ada, minutes).get("/views/counts")
        assert at_work(ada, 130).get("/").status_code == 303

    def test_when_the_session_is_over_they_take_nobody_away(self, browser: Browser) -> None:
        reply = browser.get("/views/counts", **HTMX)
        assert (reply.status_code, "hx-redirect" in reply.headers) == (204, False)


def at_work(browser: Browser, minutes: int) -> Browser:
    later = at(browser.desk, clock.now() + timedelta(minutes=minutes))
    return Browser(later, browser.address, dict(browser.cookies))


PAGES: list[tuple[str, int, Callable[[Browser], object]]] = [
    ("home", 6, lambda browser: browser.get("/")),
    ("view", 6, lambda browser: browser.get("/views/mine")),
    ("filtered", 6, lambda browser: browser.get("/views/all?q=rint&priority=3&sort=title")),
    ("counts", 6, lambda browser: browser.get("/views/counts")),
]


@pytest.mark.parametrize(("name", "budget", "send"), PAGES, ids=[row[0] for row in PAGES])
def test_a_page_costs_the_same_few_statements(
    ada: Browser, name: str, budget: int, send: Callable[[Browser], object]
) -> None:
    opened(ada.desk, customer_user="c1")
    send(ada)
    with counted(ada.desk) as for_one:
        send(ada)
    for _ in range(7):
        opened(ada.desk, customer_user="c2")
    with counted(ada.desk) as for_many:
        send(ada)
    assert len(for_one) == len(for_many)
    assert len(for_many) <= budget, for_many


def test_a_page_of_fifty_is_small(ada: Browser) -> None:
    article = NewArticle(subject="What it is about", body="b", visible=True, from_='"Cora Customer" <c1@acme.example>')
    for _ in range(51):
        opened(ada.desk, customer_user="c1", customer_id="acme", title="Printer on the third floor", article=article)
    reply = ada.get("/views/all")
    assert len(reply.content) < 60_000
    assert reply.text.count('<tr id="t') == 50


def test_lists_speak_german(ada: Browser) -> None:
    opened(ada.desk)
    text = ada.get("/views/unassigned", **{"accept-language": "de"}).text
    for words in ("<h1>Nicht zugewiesen</h1>", "Priorität", "offen", "1 Ticket<", "Jede Queue"):
        assert words in text, words


def test_a_ticket_is_unread_until_it_is_opened_and_when_something_new_comes(ada: Browser) -> None:
    ticket_id = opened(ada.desk, BO)
    row = f'<tr id="t{ticket_id}" class="unread">'
    assert row in ada.get("/views/all").text
    ada.get(f"/tickets/{ticket_id}")
    assert row not in ada.get("/views/all").text
    with ada.desk.work(BO) as work:
        add_article(work, ticket_id, NewArticle(subject="More", body="b", visible=True))
    assert row in ada.get("/views/all").text
