"""Search over `/api/v1`."""

from typing import Any

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.search import saved as saved_searches
from polydesk.desk.tickets.add_article import NewArticle
from tests.api.generic_interface.test_statement_budget import counted
from tests.api.gotrs.client import ADA, CATO, CORA, ON_SQLITE, RAE, Client
from tests.world.tickets import opened

HIDDEN = NewArticle(subject="about the toner", body="secretive words", visible=False)
SEEN = NewArticle(subject="about the toner", body="visible words", visible=True)
PATHS = ("/api/v1/search", "/api/v1/search/tickets", "/api/v1/search/suggestions", "/api/v1/search/users")


def found(client: Client, text: str) -> list[int]:
    return [one["id"] for one in client.get("/api/v1/search/tickets", q=text).data]


def test_tickets_are_found_by_title_number_and_words(gotrs: Client, world: Desk) -> None:
    ticket_id = opened(world, title="Printer on floor 3", article=SEEN)
    opened(world, title="Lamp")
    client = gotrs.of(ADA)
    number = client.get(f"/api/v1/tickets/{ticket_id}").data["tn"]
    for text in ("Printer", "rinter on fl", "PRINTER", number, number[3:], "toner", "visible words", "isibl"):
        assert found(client, text) == [ticket_id], text
    assert found(client, "plotter") == []
    assert found(client, "%") == []


def test_the_list_is_paged(gotrs: Client, world: Desk) -> None:
    ids = [opened(world, title="Lamp") for _ in range(3)]
    reply = gotrs.of(ADA).get("/api/v1/search/tickets", q="lamp", per_page=2, order="asc")
    assert [one["id"] for one in reply.data] == ids[:2]
    assert reply.json["pagination"]["total"] == 3


@pytest.mark.parametrize("text", ["]é[abß", "𐀀c*c-c]", "éa?abc", "é?"])
def test_letters_of_several_bytes_are_found_beside_signs(gotrs: Client, world: Desk, text: str) -> None:
    """Class: input that ends the process. SQLite's index did so for some of these."""
    ticket_id = opened(world, title=f"Lamp {text} lamp")
    assert found(gotrs.of(ADA), text) == [ticket_id]


def test_everybody_finds_only_what_they_may_read(gotrs: Client, world: Desk) -> None:
    ticket_id = opened(world, queue="Support", title="Lamp", customer_user="c1", customer_id="acme", article=HIDDEN)
    assert found(gotrs.of(ADA), "secretive") == [ticket_id]
    assert found(gotrs.of(CORA), "lamp") == [ticket_id]
    assert found(gotrs.of(CORA), "secretive") == []
    assert found(gotrs.of(CORA), "ecretiv") == []
    for who in (RAE, CATO):
        assert found(gotrs.of(who), "lamp") == []
        everything = gotrs.of(who).get("/api/v1/search", q="lamp").data
        assert (everything["tickets"], everything["articles"]) == ([], [])
        assert gotrs.of(who).get("/api/v1/search/suggestions", q="lam").data == []


def test_everything_at_once(gotrs: Client, world: Desk) -> None:
    ticket_id = opened(world, title="Lamp", article=SEEN)
    data = gotrs.of(ADA).get("/api/v1/search", q="toner").data
    assert data["query"] == "toner"
    assert [(one["id"], one["type"]) for one in data["tickets"]] == [(ticket_id, "ticket")]
    assert [(one["ticket_id"], one["snippet"]) for one in data["articles"]] == [(ticket_id, "visible words")]
    assert data["users"] == []
    assert data["counts"] == {"tickets": 1, "articles": 1, "users": 0}


def test_agents_find_agents_and_customers_do_not(gotrs: Client) -> None:
    assert [one["login"] for one in gotrs.of(ADA).get("/api/v1/search", q="agent1").data["users"]] == ["agent1"]
    assert [one["login"] for one in gotrs.of(ADA).get("/api/v1/search/users", q="agent1").data["users"]] == ["agent1"]
    assert "users" not in gotrs.of(CORA).get("/api/v1/search", q="agent1").data
    assert gotrs.of(CORA).get("/api/v1/search/users", q="agent1").status == 403


def test_articles_customers_may_not_see_stay_hidden(gotrs: Client, world: Desk) -> None:
    opened(world, title="Lamp", customer_user="c1", article=HIDDEN)
    assert len(gotrs.of(ADA).get("/api/v1/search", q="toner").data["articles"]) == 1
    assert gotrs.of(CORA).get("/api/v1/search", q="toner").data["articles"] == []


def test_suggestions_begin_with_what_begins(gotrs: Client, world: Desk) -> None:
    for title in ("A big lamp", "Lamp of oil", "Lamp of oil", "Tree"):
        opened(world, title=title)
    client = gotrs.of(ADA)
    reply = client.get("/api/v1/search/suggestions", q="lamp")
    assert reply.data == ["Lamp of oil", "A big lamp"]
    assert (reply.json["suggestions"], reply.json["query"], reply.json["type"]) == (reply.data, "lamp", "ticket")
    assert client.get("/api/v1/search/suggestions", q="l").data == []
    assert client.get("/api/v1/search/suggestions", q="la").data == ["Lamp of oil", "A big lamp"]


@ON_SQLITE
@pytest.mark.parametrize("path", PATHS)
def test_a_search_needs_words_and_a_token(gotrs: Client, path: str) -> None:
    client = gotrs.of(ADA)
    queries: list[dict[str, Any]] = [{}, {"q": ""}, {"q": "  "}, {"q": "\0"}]
    for query in queries:
        assert (client.get(path, **query).status, client.get(path, **query).error) == (400, "Search query required")
    assert gotrs.get(path, q="x").status == 401


@pytest.mark.parametrize("path", PATHS)
def test_whatever_is_typed_is_no_error(gotrs: Client, world: Desk, path: str) -> None:
    opened(world, title="Lamp")
    client = gotrs.of(ADA)
    for text in ('"', "*", "%", "[a", "a\0b", "'", "\\", "-", "OR", "a AND (", "ß" * 300, "x" * 5000, "𝔘nicode", "_"):
        assert client.get(path, q=text).status == 200, text


def test_searching_costs_one_statement_per_kind(gotrs: Client, world: Desk) -> None:
    for _ in range(5):
        opened(world, title="Lamp", article=SEEN)
    client = gotrs.of(ADA)
    for path, most in (("/api/v1/search/tickets", 3), ("/api/v1/search/suggestions", 3), ("/api/v1/search", 4)):
        client.get(path, q="lamp")
        with counted(world) as sent:
            client.get(path, q="lamp")
        assert len(sent) <= most, sent


def saved(client: Client, **wish: Any) -> Any:
    reply = client.post("/api/v1/search/saved", {"name": "Lamps", "query": "lamp", **wish})
    assert reply.status == 201
    return reply.data


def test_searches_are_kept_for_their_owner(gotrs: Client) -> None:
    client = gotrs.of(ADA)
    made = saved(client, filters={"status": "open"})
    assert (made["name"], made["query"], made["filters"], made["user_id"]) == ("Lamps", "lamp", {"status": "open"}, 2)
    assert (made["type"], made["is_public"]) == ("TicketSearch", False)
    reply = client.get("/api/v1/search/saved")
    assert reply.data == [made]
    assert (reply.json["searches"], reply.json["total"]) == ([made], 1)
    assert gotrs.of(RAE).get("/api/v1/search/saved").data == []
    assert gotrs.of(RAE).get(f"/api/v1/search/saved/{made['id']}").status == 404
    assert gotrs.get("/api/v1/search/saved").status == 401


def test_the_same_name_replaces(gotrs: Client) -> None:
    client = gotrs.of(ADA)
    first, second = saved(client), saved(client, query="tree", is_public=True)
    assert first["id"] == second["id"]
    assert [one["query"] for one in client.get("/api/v1/search/saved").data] == ["tree"]


def test_who_has_too_many_can_still_change_one(gotrs: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved_searches, "MOST", 1)
    client = gotrs.of(ADA)
    assert saved(client)["id"] == saved(client, query="tree")["id"]
    reply = client.post("/api/v1/search/saved", {"name": "Another", "query": "x"})
    assert (reply.status, reply.error) == (400, "Too many saved searches")
    assert saved(gotrs.of(RAE))["query"] == "lamp"


def test_public_searches_are_for_colleagues(gotrs: Client) -> None:
    made = saved(gotrs.of(ADA), is_public=True)
    assert gotrs.of(RAE).get("/api/v1/search/saved").data == [made]
    assert gotrs.of(CORA).get("/api/v1/search/saved").data == []
    assert gotrs.of(RAE).delete(f"/api/v1/search/saved/{made['id']}").status == 404


def test_a_saved_search_is_executed_and_deleted(gotrs: Client, world: Desk) -> None:
    ticket_id = opened(world, title="Lamp")
    client = gotrs.of(ADA)
    path = f"/api/v1/search/saved/{saved(client)['id']}"
    assert [one["id"] for one in client.post(f"{path}/execute").data] == [ticket_id]
    assert client.delete(path).status == 200
    assert client.get(path).status == client.post(f"{path}/execute").status == client.delete(path).status == 404


def test_customers_keep_searches_too(gotrs: Client) -> None:
    made = saved(gotrs.of(CORA))
    assert gotrs.of(CORA).get("/api/v1/search/saved").data == [made]


BAD: list[Any] = [
    {},
    [],
    {"query": "x"},
    {"name": "x"},
    {"name": "", "query": "x"},
    {"name": " ", "query": "x"},
    {"name": 5, "query": "x"},
    {"name": "x", "query": 5},
    {"name": "x", "query": "x", "filters": []},
    {"name": "x", "query": "x", "filters": {"a": "\0"}},
    {"name": "x", "query": "x", "filters": {"a": "\ud800"}},
    {"name": "x", "query": "x", "filters": {"a": 10**40}},
    {"name": "x", "query": "x", "filters": {"a": float("nan")}},
    {"name": "x", "query": "x", "filters": {"a": "b" * 20_000}},
    {"name": "x", "query": "x", "is_public": "yes"},
    {"name": "x" * 201, "query": "x"},
]


@ON_SQLITE
def test_bad_searches_are_not_kept(gotrs: Client) -> None:
    client = gotrs.of(ADA)
    for sent in BAD:
        assert client.post("/api/v1/search/saved", sent).status == 400, sent
    assert client.get("/api/v1/search/saved/x").status == 400
    assert client.get(f"/api/v1/search/saved/{10**30}").status == 404


def test_numbers_in_paths_are_written_in_digits(gotrs: Client) -> None:
    client = gotrs.of(ADA)
    number = saved(client)["id"]
    assert client.get(f"/api/v1/search/saved/{number}").status == 200
    for odd in (f"%0B{number}", f"%20{number}", f"+{number}", f"{number}_0", f"{number}.0", "x"):
        assert client.get(f"/api/v1/search/saved/{odd}").status == 400, odd
        assert gotrs.get(f"/api/v1/search/saved/{odd}").status == 401, odd


def test_neither_of_two_filters_of_one_name_is_beyond_bounds(gotrs: Client) -> None:
    beyond = {"name": "Lamps", "filters": {"age": 10**30}, "parameters": {"age": 1, "query": "lamp"}}
    assert gotrs.of(ADA).post("/api/v1/search/saved", beyond).status == 400
