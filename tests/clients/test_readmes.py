"""What the packages' own pages show works as it is printed."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.clients.test_typescript_client import PACKAGE, needs_node
from tests.conformance.running import RunningServer

CLIENTS = PACKAGE.parent


def code(page: Path, language: str, server: RunningServer) -> str:
    """The page's first piece of code, for the desk of the tests."""
    found = re.search(rf"^```{language}\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert found
    shown = {"https://desk.example.com": server.url, "agent@example.com": "agent1", "secure_password": "agent1-pw"}
    text = found[1]
    for example, real in shown.items():
        assert example in text
        text = text.replace(example, real)
    return text


def test_the_python_page(server: RunningServer, capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(code(CLIENTS / "python/README.md", "python", server), "README.md", "exec"), {})
    said = capsys.readouterr().out
    assert "Printer on floor 3" in said
    assert "3 of 3" in said


@needs_node
def test_the_typescript_page(server: RunningServer) -> None:
    command = ["node", "--input-type=module", "--eval", code(CLIENTS / "typescript/README.md", "ts", server)]
    done = subprocess.run(command, cwd=PACKAGE, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "Printer on floor 3" in done.stdout
    assert "3 of 3" in done.stdout
