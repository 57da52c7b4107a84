"""Message-IDs of our own mail can be read, and nobody can make or change one."""

from pathlib import Path

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.sending.message_ids import TO_AGENT, TO_CUSTOMER, SignedId, new_message_id, read_message_id
from polydesk.wiring import open_desk
from tests.world.tickets import configured


def made(desk: Desk, ticket_id: int = 7, article_id: int = 8) -> str:
    with desk.work() as work:
        return new_message_id(work, ticket_id, article_id, TO_AGENT, person_id=9)


def read(desk: Desk, text: str) -> SignedId | None:
    with desk.look() as look:
        return read_message_id(look, text)


def test_an_id_says_whom_it_was_for_and_what_it_is_about(world: Desk) -> None:
    message_id = made(world)
    assert message_id != made(world)
    for text in (message_id, f"<{message_id}>", f" <{message_id.upper()}> "):
        assert read(world, text) == SignedId(7, 8, TO_AGENT, 9)


def test_no_part_of_an_id_can_be_changed(world: Desk) -> None:
    local = made(world).partition("@")[0]
    for place in range(len(local)):
        other = "0" if local[place] != "0" else "1"
        assert read(world, f"{local[:place]}{other}{local[place + 1 :]}@localhost") is None


@pytest.mark.parametrize("length", [0, 1, 10, 32, 63])
def test_a_shortened_signature_is_none(world: Desk, length: int) -> None:
    said, _, signature = made(world).partition("@")[0].rpartition("-")
    assert read(world, f"{said}-{signature[:length]}@localhost") is None


@pytest.mark.parametrize("text", ["", "<>", "@", "pd-1-1-u0-0-0@x", "<a@b>", "pd-" + "9" * 5000, "\0", "<" * 100_000])
def test_other_ids_are_nobodys(world: Desk, text: str) -> None:
    made(world)
    assert read(world, text) is None


def test_before_the_first_id_none_is_ours(world: Desk) -> None:
    with world.look() as look:
        assert read_message_id(look, "<pd-1-1-u0-0000000000000000-" + "0" * 64 + "@localhost>") is None


def test_another_desk_does_not_know_our_ids(world: Desk, tmp_path: Path) -> None:
    other = open_desk(tmp_path / "other")
    with other.work() as work:
        new_message_id(work, 1, 1, TO_CUSTOMER)
    assert read(other, made(world)) is None
    other.database.dispose()


def test_a_host_name_that_cannot_stand_in_a_header_is_not_used(world: Desk) -> None:
    configured(world, settings={"FQDN": "evil>\r\nBcc: a@b"})
    assert made(world).endswith("@localhost")
