"""How many statements forms and what they store cost; more uploads or choices must not make it more."""

from collections.abc import Callable
from typing import Any

import pytest

from polydesk.desk.desk import Desk
from tests.api.generic_interface.test_statement_budget import counted
from tests.api.otrs7.client import Client
from tests.api.otrs7.portal import FORM, TICKET
from tests.api.otrs7.test_ticket_answer import coras
from tests.api.otrs7.test_uploads import new_form, sent

Send = Callable[[Client, int, str], Any]
TEXT = {"Title": "t", "Subject": "s", "Body": "<p>b</p>", "DynamicField_Product": "web"}
TABLE: list[tuple[str, int, Send]] = [
    ("form of a ticket", 8, lambda client, _id, _form: client.post(FORM, {})),
    ("form of an answer", 9, lambda client, id_, _form: client.post(f"{FORM}/{id_}/article", {})),
    ("ticket", 33, lambda client, _id, form: client.post(TICKET, {**TEXT, "FormID": form})),
    ("answer", 29, lambda client, id_, form: client.post(f"{TICKET}/{id_}/article", {**TEXT, "FormID": form})),
]


@pytest.mark.parametrize(("name", "budget", "send"), TABLE, ids=[row[0] for row in TABLE])
def test_forms_stay_within_their_budget(portal: Client, portal_desk: Desk, name: str, budget: int, send: Send) -> None:
    counts = []
    for files in (1, 4):
        form_id, ticket_id = new_form(), coras(portal_desk)
        for number in range(files):
            sent(portal, form_id, f"{number}.txt", b"x")
        with counted(portal_desk) as statements:
            assert send(portal, ticket_id, form_id).status == 200
        counts.append(len(statements))
    assert counts[0] == counts[1] <= budget, counts
