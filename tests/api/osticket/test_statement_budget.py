"""How many statements a ticket costs, which must not grow with the number of tickets there are."""

from typing import Any

import pytest

from tests.api.generic_interface.test_statement_budget import counted
from tests.api.osticket.caller import TICKET, Caller

FILE = [{"a.txt": "content"}]
ATTRIBUTES = " ".join(f'{name}="{value}"' for name, value in TICKET.items())


@pytest.mark.parametrize(("name", "budget"), [("known", 22), ("files", 26), ("newcomer", 30), ("xml", 22)])
def test_a_ticket_stays_within_its_budget(osticket: Caller, name: str, budget: int) -> None:
    number = iter(range(1000))

    def ask() -> None:
        if name == "xml":
            assert osticket.xml(f"<ticket {ATTRIBUTES}/>").status == 201
            return
        parts: dict[str, dict[str, Any]] = {
            "files": {"attachments": FILE},
            "newcomer": {"email": f"n{next(number)}@api.example.net"},
        }
        assert osticket.json(**parts.get(name, {})).status == 201

    for _ in range(3):
        ask()
    with counted(osticket.desk) as for_few:
        ask()
    for _ in range(20):
        ask()
    with counted(osticket.desk) as for_many:
        ask()
    assert len(for_few) <= budget, for_few
    assert len(for_many) == len(for_few)
