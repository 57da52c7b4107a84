"""The contract of OTRS 7's API, on both databases and on each variant of the desk its scenarios name."""

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

import pytest

from tests.conformance.one_time_code import code_of
from tests.conformance.replay import play
from tests.conformance.running import ServerOfVariant
from tests.postgres import Cluster

SCENARIOS = sorted((Path(__file__).parent / "scenarios" / "otrs7").glob("*.json"))
VARIANTS = sorted({json.loads(path.read_text())["fixture"] for path in SCENARIOS})
TESS_SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def servers(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, ServerOfVariant]]:
    started: dict[str, ServerOfVariant] = {}
    for variant in VARIANTS:
        cluster: Cluster | None = request.getfixturevalue("cluster") if request.param == "postgres" else None
        server = ServerOfVariant(tmp_path_factory.mktemp(variant), cluster.create_database() if cluster else None)
        server.build(variant)
        server.__enter__()
        started[variant] = server
    yield started
    for server in started.values():
        server.stop()


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_it_answers_as_the_contract_says(servers: dict[str, ServerOfVariant], path: Path) -> None:
    scenario = json.loads(path.read_text())
    server = servers[scenario["fixture"]]
    names = {**server.variables, "TOTP_TESS": code_of(TESS_SECRET)}
    differences = []
    for step in scenario["steps"]:
        differences += [f"{step['id']}: {line}" for line in play(step, server.url, names)]
    assert not differences, "\n".join(differences[:40])


def test_status_900_goes_over_the_wire_as_it_stands_and_is_counted(servers: dict[str, ServerOfVariant]) -> None:
    server = servers[VARIANTS[0]]
    body = b'{"Token": "x"}'
    head = (
        f"POST /api/customer/account/reset HTTP/1.1\r\nHost: desk\r\nConnection: close\r\nContent-Length: {len(body)}"
    )
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
        connection.sendall(f"{head}\r\n\r\n".encode() + body)
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    status_line, _, rest = answer.partition(b"\r\n")
    assert status_line.split()[:2] == [b"HTTP/1.1", b"900"]
    assert b'"ErrorIdentifier":"PasswordResetTokenInvalid"' in rest
    with build_opener(ProxyHandler({})).open(f"{server.url}/metrics", timeout=20) as reply:
        numbers = reply.read().decode()
    assert 'operation="POST /api/customer/account/reset",status="900"' in numbers
