"""The audit trail on the administrators' pages."""

import csv
import io
import json

import pytest
from sqlalchemy import update

from polydesk.desk.audit.entries import AuditFilter, list_audit
from polydesk.desk.audit.models import AuditEntry
from polydesk.desk.audit.record import audit
from polydesk.desk.desk import Desk
from polydesk.web.admin.audit_download import cell
from tests.api.generic_interface.test_statement_budget import counted
from tests.web.agent.client import Browser
from tests.world.cast import ADA

PATH = "/admin/audit"


@pytest.fixture(autouse=True)
def trail(world: Desk) -> None:
    with world.work(ADA) as work:
        for number in range(60):
            audit(work, "thing.change", "thing", number, old={"name": f"old {number}"}, new={"name": f"new {number}"})
        audit(work, "other.create", "other", "=1+2", new={"text": "<script>x</script>"})


def test_entries_are_found_by_what_is_asked_for(root: Browser) -> None:
    text = root.get(f"{PATH}?who=AGENT1&action=other").text
    assert "other.create" in text and text.count("<tr>") == 2
    assert root.get(f"{PATH}?entity=thing&id=7").text.count("<tr>") == 2
    for nothing in (
        "who=nobody",
        "action=none",
        "ticket=4711",
        "from=2999-01-01",
        "to=1999-01-01",
        "address=203.0.113",
    ):
        assert "Nothing was found." in root.get(f"{PATH}?{nothing}").text


def test_days_are_those_of_the_desk_and_both_included(root: Browser, world: Desk) -> None:
    with world.look() as look:
        today = look.now.date().isoformat()
    assert "other.create" in root.get(f"{PATH}?from={today}&to={today}").text


@pytest.mark.parametrize("asked", ["from=yesterday", "to=9999-12-31", "from=0001-01-01", "before=x", "before=-1"])
def test_nonsense_is_no_failure_of_ours(root: Browser, asked: str) -> None:
    assert root.get(f"{PATH}?{asked}").status_code in (200, 404, 422)


def test_older_ones_are_a_page_on(root: Browser) -> None:
    first = root.get(f"{PATH}?action=thing").text
    assert 'rel="next"' in first and "thing 59" in first and "thing 2<" not in first
    address = first.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    assert "thing 2<" in root.get(address).text


def test_an_entry_shows_what_was_before_and_after(root: Browser, world: Desk) -> None:
    with world.look() as look:
        [entry] = list_audit(look, AuditFilter(entity_type="thing", entity_id="7"), offset=0, limit=1)[0]
    text = root.get(f"{PATH}/{entry.id}").text
    assert "<del>old 7</del>" in text and "<ins>new 7</ins>" in text
    assert root.get(f"{PATH}/999999").status_code == 404


def test_whether_it_is_intact_is_said(root: Browser, world: Desk) -> None:
    assert "Yes: each of the" in root.get(f"{PATH}/verify").text
    with world.work() as work:
        work.connection.execute(update(AuditEntry).where(AuditEntry.entity_id == "7").values(actor="mallory"))
    assert "does not follow" in root.get(f"{PATH}/verify").text


def test_d10_csv_formula_injection(root: Browser) -> None:
    reply = root.get(f"{PATH}/audit.csv?action=other")
    assert reply.headers["content-disposition"] == 'attachment; filename="audit.csv"'
    [row] = csv.DictReader(io.StringIO(reply.text))
    assert (row["entity_id"], row["actor"]) == ("'=1+2", "agent1")
    for sign in "=+-@\t\r\n":
        assert cell(f"{sign}cmd") == f"'{sign}cmd"


def test_json_holds_the_same(root: Browser) -> None:
    [entry] = json.loads(root.get(f"{PATH}/audit.json?action=other").text)
    assert entry["new_values"] == {"text": "<script>x</script>"}
    assert root.get(f"{PATH}/audit.json?from=never").status_code == 422


def test_stored_cross_site_scripting(root: Browser, world: Desk) -> None:
    with world.look() as look:
        [entry] = list_audit(look, AuditFilter(action="other.create"), offset=0, limit=1)[0]
    assert "<script>x" not in root.get(f"{PATH}/{entry.id}").text + root.get(PATH).text


def test_a_list_is_few_statements_and_a_small_page(root: Browser, world: Desk) -> None:
    root.get(PATH)
    with counted(world) as statements:
        page = root.get(PATH)
    assert len(statements) <= 6, statements
    assert len(page.text) < 60_000
