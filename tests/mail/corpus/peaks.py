"""How much memory messages take: JSON, bytes by name. Large ones have a process of their own, small ones share one.

python -m tests.mail.corpus.peaks
"""

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from polydesk.mail.parse import TooMuch, parse_mail
from tests.mail.corpus import CASES, bomb_cases
from tests.mail.corpus.case import Case


def peak_of(cases: Sequence[Case]) -> int:
    """The mail itself included, what it took to make it not."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(write, str(_measure(cases)).encode())
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read) as answer:
        peak = answer.read()
    os.waitpid(child, 0)
    return int(peak)


def _measure(cases: Sequence[Case]) -> int:
    return max(map(_measure_one, cases))


def _measure_one(case: Case) -> int:
    raw = case.build()
    Path("/proc/self/clear_refs").write_text("5")
    with suppress(TooMuch):
        parse_mail(raw)
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


if __name__ == "__main__":
    large = [case for case in CASES if case in bomb_cases.CASES or " MB" in case.name]
    small = [case for case in CASES if case not in large]
    print(json.dumps({**{case.name: peak_of([case]) for case in large}, "all small ones": peak_of(small)}))
