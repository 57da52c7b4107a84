"""The clients' check of signatures, against what the desk sends."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from polydesk_client import SignatureError, verify_signature

from polydesk.desk.desk import Desk
from polydesk.desk.webhooks.webhooks import rotate_secret
from polydesk.hooks.signature import signature
from tests.clients.test_typescript_client import PACKAGE, needs_node
from tests.conftest import Place
from tests.hooks.hooking import SECRET, hooked, let_out, send_due
from tests.hooks.receiver import receiving
from tests.world.cast import ROOT
from tests.world.tickets import opened

BODY, THEN = '{"event":"ping","text":"Drücker"}'.encode(), 1772352000
SIGNED = signature((SECRET,), BODY, THEN)
BAD: dict[str, dict[str, Any]] = {
    "another body": {"body": BODY + b" "},
    "another secret": {"secret": SECRET + "x"},
    "another time": {"signature": SIGNED.replace(f"t={THEN}", f"t={THEN + 1}")},
    "too old": {"now": THEN + 301},
    "from the future": {"now": THEN - 301},
    "no signature": {"signature": ""},
    "no time": {"signature": SIGNED.partition(",")[2]},
    "no digest": {"signature": f"t={THEN}"},
    "cut off": {"signature": SIGNED[:-1]},
    "with a line break": {"signature": SIGNED + "\n"},
    "another scheme": {"signature": SIGNED.replace("v1=", "v0=")},
}


def checked(**change: Any) -> None:
    given = {"body": BODY, "signature": SIGNED, "secret": SECRET, "now": THEN, **change}
    verify_signature(given["body"], given["signature"], given["secret"], now=given["now"])


def test_what_the_desk_signed_is_accepted() -> None:
    checked()
    checked(now=THEN + 299)
    checked(signature=signature(("the new one", SECRET), BODY, THEN))


@pytest.mark.parametrize("change", BAD.values(), ids=BAD.keys())
def test_anything_else_is_not(change: dict[str, Any]) -> None:
    with pytest.raises(SignatureError):
        checked(**change)


@needs_node
def test_the_typescript_client_judges_the_same(tmp_path: Path) -> None:
    cases: list[dict[str, Any]] = [
        {"expected": True},
        {"expected": True, "signature": signature(("the new one", SECRET), BODY, THEN)},
    ]
    cases += [{"expected": False, **change} for change in BAD.values()]
    whole = [{"body": BODY, "signature": SIGNED, "secret": SECRET, "now": THEN, **case} for case in cases]
    file = tmp_path / "cases.json"
    file.write_text(json.dumps([{**case, "body": bytes(case["body"]).hex()} for case in whole]))
    done = subprocess.run(
        ["node", "--test", "test/signatures.test.js"],
        cwd=PACKAGE,
        env={**os.environ, "POLYDESK_SIGNATURES": str(file)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout[-5000:]


@pytest.mark.parametrize("world_place", ["sqlite"], indirect=True)
def test_a_delivery_is_accepted_with_either_secret_while_one_takes_over(world: Desk, world_place: Place) -> None:
    let_out(world)
    with receiving() as receiver:
        webhook_id = hooked(world, receiver.url, events=("ticket.created",))
        with world.work(ROOT) as work:
            new, _ = rotate_secret(work, webhook_id)
        opened(world)
        send_due(world, world_place.data)
        [request] = receiver.requests
    for secret in (SECRET, new):
        verify_signature(request.body, request.headers["x-polydesk-signature"], secret)
    with pytest.raises(SignatureError):
        verify_signature(request.body, request.headers["x-polydesk-signature"], "some other secret")
