"""The key that signs tokens, on a desk where nobody has signed in yet: the desks of most tests have one."""

import pytest

from polydesk.desk.access.signing import SigningKey, key_for_signing
from polydesk.desk.desk import Desk


def kept(desk: Desk) -> bytes | None:
    with desk.look() as look:
        return look.config(SigningKey).value


def test_it_is_made_when_first_needed_and_stays(desk: Desk) -> None:
    assert kept(desk) is None
    with desk.work() as work:
        key = key_for_signing(work)
    with desk.work() as work:
        assert key_for_signing(work) == key
    assert kept(desk) == key
    assert len(key) >= 32


def test_no_desk_keeps_one_that_was_not_stored(desk: Desk) -> None:
    with pytest.raises(RuntimeError, match="power cut"), desk.work() as work:
        key_for_signing(work)
        raise RuntimeError("power cut")
    assert kept(desk) is None
