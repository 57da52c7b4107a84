from collections.abc import Callable
from pathlib import Path

import pytest

from polydesk.desk.configuration.demo import DEMO_DESK
from polydesk.desk.configuration.document import parse_document, read_document
from polydesk.desk.configuration.dump import as_yaml
from polydesk.desk.configuration.load import load_configuration
from polydesk.desk.desk import Desk
from polydesk.wiring import open_desk
from tests.desk.configuration.loading import dump, load
from tests.desk.configuration.test_load import DESK

RECORDED_DESK = Path(__file__).parents[2] / "conformance" / "desks" / "otobo.yaml"


@pytest.fixture
def another(tmp_path: Path) -> Desk:
    return open_desk(tmp_path / "another")


def from_text(desk: Desk) -> None:
    load(desk, DESK)


def from_file(path: Path) -> Callable[[Desk], None]:
    def fill(desk: Desk) -> None:
        with desk.work() as work:
            load_configuration(work, read_document(path))

    return fill


@pytest.mark.parametrize("fill", [from_text, from_file(DEMO_DESK), from_file(RECORDED_DESK)])
def test_a_dump_makes_the_same_desk_again(desk: Desk, another: Desk, fill: Callable[[Desk], None]) -> None:
    fill(desk)
    document = dump(desk)
    load(another, as_yaml(document))
    assert dump(another) == document
    another.database.dispose()


def test_loading_the_own_dump_changes_nothing(desk: Desk) -> None:
    load(desk, DESK)
    assert not load(desk, as_yaml(dump(desk))).anything_new


def test_a_dump_is_plain_yaml(desk: Desk) -> None:
    load(desk, DESK)
    assert parse_document(as_yaml(dump(desk))) == dump(desk)


def test_a_dump_holds_no_secrets_in_the_clear(desk: Desk) -> None:
    load(desk, DESK)
    text = as_yaml(dump(desk))
    assert "ada-pw" not in text
    assert "a-long-and-random-key" not in text
    assert "password_hash: $argon2id$" in text
