"""Each documented answer of each endpoint, had by a request."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from polydesk.desk.desk import Desk
from tests.api.otrs7 import cases_of_people, cases_of_processes, cases_of_tickets
from tests.api.otrs7.client import NOTHING, Client, Reply
from tests.api.otrs7.contract import Case, names_in, path_of, play, request_of
from tests.api.otrs7.contract_stage import Stage
from tests.api.otrs7.documented import HALF, Endpoint, unlike
from tests.api.otrs7.tickets import file_ids
from tests.world.cast import CATO

CASES = (*cases_of_people.CASES, *cases_of_tickets.CASES, *cases_of_processes.CASES)
GOOD = {case.key: case for case in CASES if case.status == 200}
BY_VALIDATOR = {case.key for case in cases_of_processes.SAVING}
WITH_DATA = {cases_of_people.SAVE.key, cases_of_people.PREFERENCES.key}
SECURED = [endpoint for endpoint in HALF.values() if endpoint.secured]
JSON = "application/json; charset=utf-8"


@pytest.fixture
def stage(contract_desk: Desk) -> Stage:
    return Stage(contract_desk)


def test_every_documented_answer_has_a_case() -> None:
    wanted = {(one.key, answer.status, answer.failure) for one in HALF.values() for answer in one.answers}
    wanted -= {(one.key, 401, "") for one in SECURED}  # which are one test for all of them
    assert wanted - {(case.key, case.status, case.failure) for case in CASES} == set()
    assert len(HALF) == 43


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_documented_answer(case: Case, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    reply = play(case, stage, monkeypatch)
    assert reply.status == case.status, reply.body
    assert reply.headers["x-otrs-api-version"] == "1.0.0"
    if case.status == 200:
        _check_success(case, reply)
    elif case.endpoint.method != "HEAD":
        _check_refusal(case, reply)


def _check_success(case: Case, reply: Reply) -> None:
    example = case.endpoint.answer(200).example if case.like is NOTHING else case.like
    if isinstance(example, str):
        assert reply.body
        assert reply.headers["content-type"] != JSON
    elif example is not None:
        assert reply.headers["content-type"] == JSON
        assert unlike(example, reply.json) == []
    elif reply.headers["content-type"] == JSON:
        assert isinstance(reply.json, dict)


def _check_refusal(case: Case, reply: Reply) -> None:
    assert reply.headers["content-type"] == JSON
    assert reply.headers["cache-control"] == "no-store"
    if case.status == 900:
        answer = case.endpoint.answer(900, case.failure)
        assert reply.json == {"ErrorIdentifier": answer.failure, "ErrorMessage": answer.message}
    elif case.status in (413, 422):
        assert reply.json.keys() == {"Errors"}
        assert [name for name, one in reply.json["Errors"].items() if not _is_shaped(case.key, one)] == []
    else:
        assert reply.json.keys() == {"Error"}


def _is_shaped(key: str, error: Mapping[str, Any]) -> bool:
    """One of the three shapes in which errors of fields are documented."""
    if key in BY_VALIDATOR:
        attributes = {"Value", "Source", "Arguments"}
        return bool(error["Message"]) and error.get("Attributes", dict.fromkeys(attributes)).keys() == attributes
    return bool(error["Message"]) and (key not in WITH_DATA or isinstance(error.get("Data", []), list))


@pytest.mark.parametrize("endpoint", SECURED, ids=lambda one: one.key)
class TestWithoutAToken:
    """Class: everything else that is wrong is told only to those who may come in."""

    def test_whatever_is_wrong_with_the_request(self, endpoint: Endpoint, stage: Stage) -> None:
        path = path_of(Case(key=endpoint.key, at=dict.fromkeys(names_in(endpoint.path), "\0 x")), stage)
        for token in (
            {},
            {"authentication": "Bearer x"},
            {"authorization": "Basic YTpi"},
            {"cookie": "Authentication=x"},
        ):
            headers = {**token, "content-type": "multipart/form-data", "x-otrs-api-validateformdata": "1"}
            query = {"Page": "x", "StateFilter": "x", "SortBy": "'"}
            reply = Client(stage.desk).send(endpoint.method, path, query=query, headers=headers, body=b"{")
            assert reply.status == 401
            assert reply.headers["x-otrs-api-version"] == "1.0.0"

    def test_a_good_request(self, endpoint: Endpoint, stage: Stage) -> None:
        case = GOOD[endpoint.key]
        reply = Client(stage.desk).send(endpoint.method, path_of(case, stage), **request_of(case, stage))
        assert reply.status == 401

    def test_the_session_of_an_agent(self, endpoint: Endpoint, stage: Stage) -> None:
        """Who is no customer is nobody here: that there is such a session is not said either."""
        case = GOOD[endpoint.key]
        client = Client(stage.desk).with_token(stage.agents_token)
        reply = client.send(endpoint.method, path_of(case, stage), **request_of(case, stage))
        assert reply.status == 401


OF_UPLOADS = {cases_of_tickets.FETCH.key: 422, cases_of_tickets.REMOVE.key: 404}
WITH_IDS = {one for one in HALF if {"TicketID", "TicketNumber", "FormID"} & set(names_in(one))}
WITH_IDS -= {cases_of_tickets.UPLOAD.key}  # a form begins with its first file, whoever sends it


@pytest.mark.parametrize("key", sorted(WITH_IDS))
def test_c1_what_is_somebody_elses_is_as_what_is_not_there(
    key: str, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Class: finding out what exists. Status, headers and body are the same."""
    case = replace(GOOD[key], who=CATO)
    hers = play(case, stage, monkeypatch)
    absent = {"TicketID": 2**40, "TicketNumber": "2026010100000000", "FormID": "nobodys"}
    nothing = play(replace(case, at={**case.at, **absent}), stage, monkeypatch)
    assert hers == nothing
    assert hers.status == OF_UPLOADS.get(key, 403)


OF_ARTICLES = sorted(one for one in HALF if "ArticleID" in names_in(one))


@pytest.mark.parametrize("key", OF_ARTICLES)
def test_c1_what_agents_keep_to_themselves_is_as_what_is_not_there(
    key: str, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    internal, absent = stage.internal_article, {"ArticleID": 2**40, "AttachmentID": 2**40}
    file_id = file_ids(stage.desk, internal)[0]
    kept = play(replace(GOOD[key], at={"ArticleID": internal, "AttachmentID": file_id}), stage, monkeypatch)
    elsewhere = play(replace(GOOD[key], at={"TicketID": stage.closed_ticket}), stage, monkeypatch)
    assert kept == elsewhere == play(replace(GOOD[key], at=absent), stage, monkeypatch)
    assert kept.status == 403


@pytest.mark.parametrize("good", cases_of_tickets.FILES[::2], ids=str)
def test_a_head_is_a_get_without_its_body(good: Case, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    changes: tuple[dict[str, Any], ...] = (
        {},
        {"who": CATO},
        {"who": None},
        {"at": {"AttachmentID": 2**40}},
        {"at": {"TicketID": "x"}},
    )
    for change in changes:
        asked = play(replace(good, **change), stage, monkeypatch)
        head = play(replace(good, key=good.key.replace("GET", "HEAD"), **change), stage, monkeypatch)
        assert (head.status, head.headers, head.body) == (asked.status, asked.headers, b"")
        assert int(head.headers["content-length"]) == len(asked.body) > 0
