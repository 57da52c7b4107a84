"""Every class of problems in SECURITY.md names tests that exist."""

import re

from tests.docs.pages import ROOT


def test_every_row_names_tests_that_exist() -> None:
    text = (ROOT / "SECURITY.md").read_text("utf-8").partition("| class |")[2].partition("\n## ")[0]
    rows = text.splitlines()[2:]
    assert len(rows) > 5
    for row in filter(None, rows):
        tests = re.findall(r"`(tests/[^`]+)`", row)
        assert tests, row
        assert [one for one in tests if not (ROOT / one).is_file()] == []
