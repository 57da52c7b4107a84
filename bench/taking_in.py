"""Taking in mail, beside parsing the same mail with the standard library alone; in processes of their own.

python -m bench.taking_in DATA COUNT      CPU seconds for COUNT mails, of the desk and of parsing alone
python -m bench.taking_in DATA large      the peak of memory while taking in a mail of 25 MB
"""

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from email import message_from_bytes
from email.policy import default
from pathlib import Path

from bench.mails import large_mail, mails
from polydesk.mail.accept import take_mail
from polydesk.wiring import open_desk

LARGE, LARGE_MEGABYTES = "large.eml", 25


def measure_taking_in(data: Path, count: int) -> dict[str, float]:
    """`desk_seconds` and `parse_seconds` of CPU for `count` mails, `peak_mb` for a large one, in an empty desk."""
    return _in_a_process(data / "many", str(count)) | _in_a_process(data / "large", "large")


def _in_a_process(data: Path, what: str) -> dict[str, float]:
    data.mkdir()
    if what == "large":
        (data / LARGE).write_bytes(large_mail(LARGE_MEGABYTES))
    command = [sys.executable, "-m", "bench.taking_in", str(data), what]
    answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    figures: dict[str, float] = json.loads(answer.splitlines()[-1])
    return figures


def _many(data: Path, count: int) -> dict[str, float]:
    desk, raw = open_desk(data), list(mails(count))
    parse = _cpu_seconds(_parse, raw)
    return {"desk_seconds": _cpu_seconds(lambda one: take_mail(desk, one, source="bench"), raw), "parse_seconds": parse}


def _cpu_seconds(action: Callable[[bytes], object], raw: Iterable[bytes]) -> float:
    start = time.process_time()
    for one in raw:
        action(one)
    return time.process_time() - start


def _parse(raw: bytes) -> None:
    """Everything a mail holds, decoded."""
    for part in message_from_bytes(raw, policy=default).walk():
        list(part.items())
        if not part.is_multipart():
            part.get_content()


def _large(data: Path) -> dict[str, float]:
    """The memory is that of the whole process, with the mail as it was handed over."""
    desk = open_desk(data)
    take_mail(desk, (data / LARGE).read_bytes(), source="bench")
    # Not getrusage: its figure begins with the memory of the process that started this one.
    [peak] = re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return {"peak_mb": int(peak) / 1000}


if __name__ == "__main__":
    folder, what = Path(sys.argv[1]), sys.argv[2]
    print(json.dumps(_large(folder) if what == "large" else _many(folder, int(what))))
