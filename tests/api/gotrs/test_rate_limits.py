"""The limits of the published page: failed sign-ins, and requests of one caller."""

from polydesk.desk.configuration.load import load_configuration
from tests.api.gotrs.client import ADA, BO, ON_SQLITE, Client, Reply


def wrong(gotrs: Client, login: str = ADA[0]) -> Reply:
    return gotrs.post("/api/v1/auth/login", {"login": login, "password": "wrong"})


@ON_SQLITE
def test_after_five_failures_the_pair_of_login_and_address_waits(gotrs: Client) -> None:
    assert [wrong(gotrs).status for _ in range(5)] == [401] * 5
    refused = gotrs.post("/api/v1/auth/login", {"login": ADA[0], "password": ADA[1]})
    assert refused.status == 429
    assert refused.json["retry_after_sec"] in (1, 2)
    assert refused.headers["retry-after"] == str(refused.json["retry_after_sec"])
    assert gotrs.of(BO).get("/api/v1/queues").status == 200


@ON_SQLITE
def test_signing_in_often_is_no_failure(gotrs: Client) -> None:
    assert {gotrs.of(ADA).token != "" for _ in range(12)} == {True}


@ON_SQLITE
def test_requests_of_one_caller_are_limited_and_say_how_many_are_left(gotrs: Client) -> None:
    with gotrs.desk.work() as work:
        load_configuration(work, {"settings": {"GOTRS::RequestsPerMinute": 3}})
    ada, bo = gotrs.of(ADA), gotrs.of(BO)
    replies = [ada.get("/api/v1/queues") for _ in range(4)]
    assert [reply.status for reply in replies] == [200, 200, 200, 429]
    assert [reply.headers["x-ratelimit-remaining"] for reply in replies] == ["2", "1", "0", "0"]
    assert int(replies[3].headers["retry-after"]) == replies[3].json["retry_after_sec"] >= 1
    assert bo.get("/api/v1/queues").status == 200
