"""Starts a fresh server with a system's desk and plays its recorded scenarios against it. See `bin/conformance -h`."""

import argparse
import json
import secrets
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

from tests.conformance.one_time_code import code_of
from tests.conformance.pipe_cases import pipe_differences
from tests.conformance.running import RunningServer, ServerOfVariant, ServerWithState, empty_again

HERE = Path(__file__).parent
SYSTEMS: dict[str, dict[str, str]] = {
    "gotrs": {"gotrs": ""},
    "osticket": {"osticket": ""},
    "otobo": {"gi": "/otobo/nph-genericinterface.pl"},
    "otrs7": {"otrs7": ""},
}
"""From system to the paths its scenarios' bases are served under."""
SERVERS: dict[str, type[RunningServer]] = {
    "gotrs": RunningServer,
    "osticket": ServerWithState,
    "otobo": RunningServer,
    "otrs7": ServerOfVariant,
}
DEFAULT_VARIANT = "default"
TESS_SECRET = "JBSWY3DPEHPK3PXP"


def main() -> int:
    wanted = _arguments()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # the server is stopped with us
    files: list[Path] = wanted.files or sorted((HERE / "scenarios" / wanted.system).glob("*.json"))
    by_variant = {variant: [file for file in files if _variant(file) == variant] for variant in map(_variant, files)}
    if wanted.serve:
        return _keep(wanted)
    results = []
    for place, (variant, its_files) in enumerate(by_variant.items()):
        if place and wanted.database:
            empty_again(wanted.database)
        results += _play(wanted, variant, its_files)
    return _told(results, quirks(files))


def _variant(file: Path) -> str:
    """The desk a scenario is played on."""
    return str(json.loads(file.read_text()).get("fixture", DEFAULT_VARIANT))


@contextmanager
def _served(wanted: Any, variant: str) -> Iterator[RunningServer]:
    with tempfile.TemporaryDirectory(prefix="polydesk-") as folder:
        server = SERVERS[wanted.system](Path(folder), wanted.database, port=wanted.serve)
        if isinstance(server, ServerOfVariant):
            server.build(variant)
        else:
            server.load(HERE / "desks" / f"{wanted.system}.yaml")
        with server:
            yield server


def _arguments() -> Any:
    parser = argparse.ArgumentParser(prog="bin/conformance", description=__doc__)
    parser.add_argument("system", choices=sorted(SYSTEMS))
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="scenarios; default: all of the system")
    parser.add_argument("--database", metavar="URL", help="an empty PostgreSQL database instead of SQLite")
    parser.add_argument("--serve", type=int, default=0, metavar="PORT", help="keep the server running instead")
    parser.add_argument("--variant", default=DEFAULT_VARIANT, help="with --serve: which desk of the system")
    return parser.parse_args()


def _play(wanted: Any, variant: str, files: list[Path]) -> list[tuple[str, list[str]]]:
    with _served(wanted, variant) as server:
        bases = ",".join(f"{name}={server.url}{path}" for name, path in SYSTEMS[wanted.system].items())
        named = _variables(wanted.system, server)
        variables = [part for name, value in named.items() for part in ("--var", f"{name}={value}")]
        command = [sys.executable, str(HERE / "replay.py"), bases, *map(str, files), "--json", *variables]
        played = json.loads(subprocess.run(command, check=False, stdout=subprocess.PIPE).stdout)["steps"]
        results = [(f"{one['scenario']} {one['step']}", one["differences"]) for one in played]
        if wanted.system == "osticket" and not wanted.files:
            results += [(f"pipe {name}", [line] if line else []) for name, line in pipe_differences(server.place)]
        return results


def _told(results: list[tuple[str, list[str]]], may_differ: set[str]) -> int:
    """The exit status: 1 if a step differs that records no mere defect of the original."""
    differ = [(name, lines) for name, lines in results if lines]
    for name, lines in differ:
        print("\n     ".join([f"{'quirk' if name in may_differ else 'FAIL'} {name}", *lines[:12]]))
    failed = [name for name, _ in differ if name not in may_differ]
    if len(differ) > len(failed):
        print(f"{len(differ) - len(failed)} steps marked quirk differ, which is neither")
    print(f"{len(results) - len(differ)} passed, {len(failed)} failed")
    return int(bool(failed))


def quirks(files: Sequence[Path]) -> set[str]:
    """The steps that show a defect of the original which need not be copied."""
    scenarios = {path.name: json.loads(path.read_text())["steps"] for path in files}
    return {f"{name} {step['id']}" for name, steps in scenarios.items() for step in steps if step.get("quirk")}


def _variables(system: str, server: RunningServer) -> dict[str, str]:
    """What the desk defines, and a RUN of its own, so that searches find only what this run made."""
    if isinstance(server, ServerOfVariant):
        defined = {**server.variables, "TOTP_TESS": code_of(TESS_SECRET)}
    else:
        defined = yaml.safe_load((HERE / "desks" / f"{system}.vars.yaml").read_text()) or {}
    return {"RUN": f"r{secrets.token_hex(4)}", **{name: str(value) for name, value in defined.items()}}


def _keep(wanted: Any) -> int:
    with _served(wanted, wanted.variant) as server:
        print(f"serving on {server.url}")
        for name, value in _variables(wanted.system, server).items():
            print(f"{name}={value}")
        sys.stdout.flush()
        server.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
