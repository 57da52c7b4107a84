"""python -m bench: measure, print, and leave the judgement to whoever reads it."""

import argparse
import json
import sys
from pathlib import Path

from bench.measure import Effort
from bench.report import report
from bench.results import measure_all

SIZES = (1_000, 20_000)
QUICK_SIZES = (40, 120)
LISTED, QUICK_LISTED = 100_000, 200
MAILS, QUICK_MAILS = 1_000, 20


def main() -> None:
    options = _options()
    effort = Effort(rounds=options.rounds, seconds=options.seconds)
    sizes, listed, mails = SIZES, LISTED, MAILS
    if options.quick:
        effort = Effort(rounds=1, seconds=0.02)
        sizes, listed, mails = QUICK_SIZES, QUICK_LISTED, QUICK_MAILS
    results = measure_all(
        options.database, sizes, listed, effort, mails, lambda text: print(text, file=sys.stderr, flush=True)
    )
    print(report(results))
    if options.json:
        options.json.write_text(json.dumps(results.plain(), indent=1) + "\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/bench", description="Measure the desk beside its floor.")
    parser.add_argument("--quick", action="store_true", help="a smoke run whose figures mean nothing")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of each measurement (%(default)s)")
    parser.add_argument("--seconds", type=float, default=1.5, help="seconds of each round (%(default)s)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures to this file")
    parser.add_argument("--database", metavar="URL", help="a PostgreSQL server on which databases may be made")
    return parser.parse_args()


if __name__ == "__main__":
    main()
