"""The measurement runs through. What it measures is nobody's business here."""

import json
import subprocess
import sys
from pathlib import Path

from bench.texts import COMMON, RARE, Texts
from polydesk.desk.search.words import index_words, plain_words

ROOT = Path(__file__).parents[2]


def test_a_quick_run_prints_a_table_and_writes_its_figures(tmp_path: Path) -> None:
    file = tmp_path / "figures.json"
    command = [sys.executable, "-m", "bench", "--quick", "--json", str(file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=180, check=False)
    assert done.returncode == 0, done.stderr
    assert "floor" in done.stdout.splitlines()[0]
    figures = json.loads(file.read_text())
    assert {line["operation"] for line in figures["lines"]} >= {"get", "create", "update", "search rare"}
    assert figures["differences"] == []


def test_one_title_in_twenty_has_the_common_word_and_one_in_a_thousand_the_rare_one() -> None:
    texts = Texts()
    titles = [texts.title(number).casefold() for number in range(1, 2001)]
    assert sum(COMMON in title for title in titles) == 100
    assert sum(RARE in title for title in titles) == 2


def test_the_floor_finds_the_words_of_bodies_without_the_desks_rules() -> None:
    body = Texts().body()
    assert plain_words(body) == body
    assert index_words(body) == " ".join(dict.fromkeys(body.split()))
