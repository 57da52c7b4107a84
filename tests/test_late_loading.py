"""What a worker process does not need to answer is not in its memory."""

import subprocess
import sys

LATE = ("typer", "polydesk.cli", "lxml", "ldap3", "dns", "fastapi")


def test_a_worker_loads_no_commands_and_nothing_few_requests_need() -> None:
    """It begins as the command does, with `__main__`, and goes on with the server."""
    code = f"import sys, polydesk.__main__, polydesk.server; print([one for one in {LATE} if one in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
