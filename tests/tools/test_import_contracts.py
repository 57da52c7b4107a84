import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]

BROKEN = {
    "kernel < desk < edges < app": ("kernel/clock.py", "import polydesk.desk"),
    "dialects are strangers to each other": ("api/osticket.py", "import polydesk.api.generic_interface"),
    "the desk and the kernel know no web framework": ("desk/tickets.py", "import starlette.responses"),
    "edges know no SQL": ("cli/load.py", "import sqlalchemy"),
    "the desk and the kernel open no connections": ("desk/tickets.py", "import smtplib"),
    "a desk package imports only those left of it": ("desk/people.py", "import polydesk.desk.tickets"),
}
DESK_PACKAGES = [
    "audit",
    "people",
    "queues",
    "fields",
    "tickets",
    "sending",
    "notifications",
    "intake",
    "mailroom",
    "search",
    "forms",
    "uploads",
    "processes",
    "services",
    "webhooks",
    "statistics",
    "writing",
    "access",
    "configuration",
]


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """An empty Polydesk: every module that a contract names, under the real contracts."""
    root = tmp_path / "polydesk"
    for folder in ("kernel", "desk", "api", "mail", "web", "cli"):
        (root / folder).mkdir(parents=True)
        (root / folder / "__init__.py").touch()
    for module in ("__init__", "__main__", "app", "wiring", "outward", "api/generic_interface", "api/osticket"):
        (root / f"{module}.py").touch()
    for name in DESK_PACKAGES:
        (root / f"desk/{name}.py").touch()
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return root


def broken_contracts(package: Path) -> list[str]:
    program = "import sys; sys.path.insert(0, '.'); from importlinter.cli import lint_imports; sys.exit(lint_imports())"
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=package.parent, capture_output=True, text=True, check=False)
    lines = done.stdout.replace("\n", " ")
    return [name for name in BROKEN if f"{name} BROKEN" in lines]


@pytest.mark.parametrize("contract", BROKEN)
def test_a_contract_catches(package: Path, contract: str) -> None:
    module, statement = BROKEN[contract]
    (package / module).write_text(statement)
    assert broken_contracts(package) == [contract]


def test_every_contract_is_shown_to_fail() -> None:
    assert {contract["name"] for contract in CONTRACTS} == BROKEN.keys()
