"""The guides' own code runs with only its import changed, and the address of the server."""

import ast
import asyncio
import inspect
import re
from collections.abc import Iterable
from typing import Any

import pytest
from polydesk_client.znuny import ZnunyClient, ZnunyError

from tests.clients.conftest import STRICT_SERVICE
from tests.clients.snippets import snippets
from tests.conformance.running import RunningServer


def run(codes: Iterable[str]) -> dict[str, Any]:
    """What stands at the end in the namespace all of them share."""
    shared: dict[str, Any] = {"__name__": "guide"}

    async def run_all() -> None:
        for code in codes:
            compiled = compile(code, "guide", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
            running = eval(compiled, shared)
            if inspect.iscoroutine(running):
                await running
        if hasattr(shared["client"], "aclose"):
            await shared["client"].aclose()

    asyncio.run(run_all())
    return shared


def replaced(code: str, changed: dict[str, str]) -> str:
    for old, new in changed.items():
        code = code.replace(old, new)
    return code


@pytest.mark.parametrize("service", ["OTOBO", STRICT_SERVICE])
def test_the_otobo_guides_quickstart(server: RunningServer, capsys: pytest.CaptureFixture[str], service: str) -> None:
    codes = snippets("otobo_guide.txt")
    assert len(codes) == 7
    changed = {
        "from otobo import": "from polydesk_client.otobo import",
        "https://your-otobo-server": server.url,
        '"OTOBO"': f'"{service}"',
    }
    end = run(replaced(code, changed) for code in codes)
    ticket_id = int(end["response"].TicketID)
    assert ticket_id in end["ids"]
    assert [ticket.TicketID for ticket in end["full_res"]] == end["ids"]
    assert next(one for one in end["full_res"].Ticket if one.TicketID == ticket_id).State == "closed successful"
    assert {"NewTicket", "StateUpdate"} <= {entry.HistoryType for entry in end["history_res"].History}
    assert end["response"].TicketNumber in capsys.readouterr().out


def test_the_znuny_guides_quickstart(server: RunningServer, capsys: pytest.CaptureFixture[str]) -> None:
    codes = snippets("znuny_guide.txt")
    assert len(codes) == 1
    changed = {
        "from pyznuny import": "from polydesk_client.znuny import",
        "https://znuny.example.com": server.url,
    }
    end = run(replaced(code, changed) for code in codes)
    printed = re.search(r"New ticket created: #(\d+)", capsys.readouterr().out)
    assert printed and int(printed[1]) == end["ticket_id"]
    assert end["ticket"]["Title"] == "Server unreachable"
    assert end["ticket"]["Article"][0]["Subject"] == "Initial report"
    after = end["client"].ticket_get(ticket_id=end["ticket_id"])
    assert (after["State"], after["Owner"]) == ("open", "max.muster")
    end["client"].close()


def test_the_znuny_guides_other_methods(server: RunningServer) -> None:
    with ZnunyClient(server.url, "admin", "secret") as client:
        made = client.ticket_create(
            title="Six methods", queue="Support", state="new", priority="3 normal", customer_user="c1",
            article_subject="x", article_body="y",
        )  # fmt: skip
        assert client.ticket_search(title="Six methods") == [made]
        assert client.ticket_search(title="No such title") == []
        assert client.ticket_update(made, state="closed") == made
        assert client.ticket_history_get(made)[0]["HistoryType"] == "NewTicket"
        assert client.ticket_delete(made) is True
        with pytest.raises(ZnunyError, match=r"TicketGet\.AccessDenied"):
            client.ticket_get(made)
