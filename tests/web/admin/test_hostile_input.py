"""Whatever is sent to the pages of mail, interfaces and the system, they answer, and say none of it as HTML."""

from urllib.parse import quote

import pytest

from polydesk.desk.desk import Desk
from polydesk.mail.accept import take_mail
from polydesk.web.admin import mail, services, system
from tests.desk.processes.purchase import PROCESS, imported
from tests.mail.post import letter
from tests.web.agent.client import Browser
from tests.world.tickets import configured

FIELDS = (
    *("name", "value", "state", "begin", "definition", "mail", "number", "version", "operation", "password", "what"),
    *("limit", "since", "until", "outcome", "address", "raw", "q", "threshold", "max_length", "type", "route", "port"),
    *("headers/name/0", "headers/value/0", "inbound-keys/given/0", "inbound-keys/how/0", "inbound-keys/becomes/9"),
    *("match/header/0", "match/pattern/0", "set/header/0", "position", "oauth", "queue", "dry_run", "restore"),
)
HOSTILE = "\0٣'\"<script>x</script>%s{{ 7 * 7 }}"
AREAS = {"mail": mail.PAGES, "services": services.PAGES, "system": system.PAGES}


@pytest.mark.parametrize("world_place", ["sqlite"], indirect=True)
@pytest.mark.parametrize("area", AREAS)
def test_hostile_input_is_answered_and_escaped(root: Browser, world: Desk, area: str) -> None:
    mailbox = {"name": "s", "protocol": "imap", "host": "127.0.0.1", "port": 1, "login": "x", "insecure": True}
    configured(world, mailboxes=[mailbox])
    imported(world)
    take_mail(world, letter(subject="x", sender="kim@kiwi.example"), source="pipe")
    form = dict.fromkeys(FIELDS, HOSTILE) | {"csrf": root.csrf, "inbound-kind": "Simple"}
    query = "&".join(f"{name}={quote(HOSTILE, safe='')}" for name in FIELDS)
    known = {"{id}": "2" if area == "services" else "1", "{entity}": PROCESS, "{entry}": "1", "{name}": "Ticket::Hook"}
    for method, path, _view in AREAS[area]:
        asked = path
        for place, value in known.items():
            asked = asked.replace(place, value)
        answer = root.get(f"{asked}?{query}") if method == "GET" else root.post(asked, form, csrf=False)
        assert answer.status_code < 500, (method, asked)
        assert "<script>x" not in answer.text, (method, asked)
