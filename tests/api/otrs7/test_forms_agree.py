"""A form and the saving it is for are of one mind, whatever is sent to them."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from polydesk.desk.desk import Desk
from tests.api.otrs7.client import Client, Reply
from tests.api.otrs7.portal import FORM, TICKET
from tests.api.otrs7.test_ticket_answer import coras
from tests.api.stored import stored

VALIDATE = {"x-otrs-api-validateformdata": "1"}
ID = st.sampled_from(["1", "2", "3", "4", "5", "7", "9", 4, 5, 10**25])
ODD: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.lists(st.text(max_size=5), max_size=3),
    st.dictionaries(st.text(max_size=3), st.text(max_size=3), max_size=2),
)
TEXT = st.sampled_from(["t", "u", "v", "<p>x</p>", "<script>x</script>", " ", "x" * 201, "a\x00b"])
FIELDS = {
    "DynamicField_Product": st.sampled_from(["web", "shop", "Web", ""]),
    "DynamicField_Topics": st.lists(st.sampled_from(["red", "blue", "pink", ""]), max_size=3),
    "DynamicField_Approved": st.sampled_from(["0", "1", "2", True]),
    "DynamicField_DueDate": st.sampled_from(["2027-01-02", "2027-02-30", "2027-01-02 10:00:00"]),
    "FormID": st.sampled_from(["f", "a b", ""]),
    "PriorityID": ID,
    "Unknown": st.just("x"),
}
NEW = {"Title": TEXT, "Body": TEXT, "QueueID": ID, "ServiceID": ID, "SLAID": ID, "TypeID": ID, **FIELDS}
ANSWER = {"Subject": TEXT, "Body": TEXT, "NextStateID": ID, **FIELDS}
EXAMPLES = settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def bodies(fields: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[dict[str, Any]]:
    """Mostly what could be meant, now and then anything."""
    often = {name: st.one_of(likely, likely, likely, ODD) for name, likely in fields.items()}
    needed = {name: often.pop(name) for name in ("Title", "Subject", "Body") if name in often}
    return st.fixed_dictionaries(needed, optional=often)


def verdicts(client: Client, form: str, saving: str, body: dict[str, Any]) -> tuple[Reply, Reply]:
    before = stored(client.desk)
    judged = client.post(form, body, VALIDATE)
    assert stored(client.desk) == before, "validating stores nothing"
    return judged, client.post(saving, body)


def agree(judged: Reply, saved: Reply) -> None:
    assert judged.status == saved.status, (judged.body, saved.body)
    if judged.status == 422:
        assert judged.json == saved.json
    else:
        assert judged.status == 200
        assert judged.json["Schema"]["FormID"]


@given(body=bodies(NEW))
@EXAMPLES
def test_the_form_of_a_ticket_says_what_its_saving_says(portal: Client, body: dict[str, Any]) -> None:
    agree(*verdicts(portal, FORM, TICKET, body))


@given(body=bodies(ANSWER))
@EXAMPLES
def test_the_form_of_an_answer_says_what_its_saving_says(
    portal: Client, portal_desk: Desk, body: dict[str, Any]
) -> None:
    ticket_id = coras(portal_desk)
    agree(*verdicts(portal, f"{FORM}/{ticket_id}/article", f"{TICKET}/{ticket_id}/article", body))


@pytest.mark.parametrize("header", ["0", ""])
def test_without_the_wish_to_be_judged_a_form_is_only_shown(portal: Client, header: str) -> None:
    reply = portal.post(FORM, {"QueueID": "?", "FormID": "mine"}, {"x-otrs-api-validateformdata": header})
    fields = {one["Name"]: one for one in reply.json["Schema"]["Fields"]}
    assert reply.json["Schema"]["FormID"] == "mine"
    assert list(fields) == [
        *("QueueID", "ServiceID", "SLAID", "PriorityID", "Title", "Body", "Attachments"),
        *(f"DynamicField_{name}" for name in ("Product", "DueDate", "Topics", "Approved", "Notes")),
    ]
    assert (fields["QueueID"]["Default"], fields["Title"]["Required"]) == ("?", 1)
    assert fields["Body"]["Type"] == "FormRichText"
    assert fields["Attachments"]["Type"] == "FormUpload"


def test_slas_follow_the_service_that_is_chosen(portal: Client) -> None:
    def slas(**sent: Any) -> list[str]:
        fields = portal.post(FORM, sent).json["Schema"]["Fields"]
        return [one["Label"] for field in fields if field["Name"] == "SLAID" for one in field["Options"]]

    assert (slas(), slas(ServiceID=1), slas(ServiceID="2"), slas(ServiceID="4")) == ([], ["Gold"], ["Silver"], [])


def test_labels_are_in_the_readers_language(portal: Client) -> None:
    fields = portal.post(FORM, {}, {"accept-language": "de"}).json["Schema"]["Fields"]
    labels = {one["Name"]: one for one in fields}
    assert (labels["Title"]["Label"], labels["PriorityID"]["Options"][0]["Label"]) == ("Titel", "1 sehr niedrig")
