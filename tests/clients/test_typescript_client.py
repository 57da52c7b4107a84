"""The TypeScript client under Node: its own tests, and a walk through a running desk."""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conformance.running import RunningServer

PACKAGE = Path(__file__).parents[2] / "clients/typescript"
TSC = PACKAGE / "node_modules/.bin/tsc"
OLDEST_NODE = 20


def node_version() -> int:
    """The main version, 0 without a node."""
    if shutil.which("node") is None:
        return 0
    said = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout
    return int(said.removeprefix("v").partition(".")[0])


needs_node = pytest.mark.skipif(node_version() < OLDEST_NODE, reason="there is no node that is new enough")


def run_tests(*files: str, **environment: str) -> None:
    command = ["node", "--test", *(f"test/{file}.test.js" for file in files)]
    done = subprocess.run(
        command, cwd=PACKAGE, env={**os.environ, **environment}, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]


@needs_node
def test_it_calls_renews_and_pages_as_it_should() -> None:
    run_tests("calling", "lists")


@needs_node
def test_it_walks_through_a_running_desk(server: RunningServer) -> None:
    run_tests("desk", POLYDESK_URL=server.url)


def test_what_is_built_is_of_these_sources() -> None:
    """After a change in src: npm run build"""
    digest = hashlib.sha256()
    for file in sorted((PACKAGE / "src").iterdir()):
        digest.update(file.read_bytes())
    assert (PACKAGE / "lib/sources.sha256").read_text("utf-8").strip() == digest.hexdigest()


@pytest.mark.skipif(not TSC.exists(), reason="the compiler is not installed: npm install in clients/typescript")
def test_the_compiler_builds_the_same(tmp_path: Path) -> None:
    subprocess.run([TSC, "--project", PACKAGE, "--outDir", tmp_path], check=True)
    built = {file.name: file.read_text("utf-8") for file in tmp_path.iterdir()}
    kept = {file.name: file.read_text("utf-8") for file in (PACKAGE / "lib").iterdir() if file.suffix != ".sha256"}
    assert built == kept
