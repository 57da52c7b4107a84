import os
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from polydesk.kernel.clock import from_epoch, now
from polydesk.kernel.errors import NotFound
from polydesk.kernel.files import FileStore


def test_what_is_put_can_be_got(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "files")
    stored = store.put(b"content")
    assert stored.hash == sha256(b"content").hexdigest()
    assert stored.size == 7
    assert store.get(stored.hash) == b"content"
    assert store.exists(stored.hash)


def test_the_same_content_is_kept_once(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    assert store.put(b"x") == store.put(b"x")
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_what_was_never_put_is_not_found(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    assert not store.exists("a" * 64)
    with pytest.raises(NotFound):
        store.get("a" * 64)


@pytest.mark.parametrize("name", ["", "..", "../" * 20 + "etc/passwd", "/etc/passwd", "A" * 64, "a" * 64 + "\n", "\0"])
def test_a5_only_hashes_name_files(tmp_path: Path, name: str) -> None:
    store = FileStore(tmp_path)
    assert not store.exists(name)
    with pytest.raises(NotFound):
        store.get(name)


def test_e2_nobody_else_may_read(tmp_path: Path) -> None:
    FileStore(tmp_path / "files").put(b"secret")
    modes = {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.rglob("*") if path.is_file()}
    folders = {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.rglob("*") if path.is_dir()}
    assert modes == {0o600}
    assert folders == {0o700}


def test_several_writers_do_not_disturb_each_other(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    content = b"x" * 100_000
    with ThreadPoolExecutor(8) as pool:
        hashes = {stored.hash for stored in pool.map(store.put, [content] * 32)}
    assert [store.get(name) for name in hashes] == [content]
    assert not list(tmp_path.rglob(".new-*"))


def test_what_waits_goes_by_its_age_and_takes_nothing_else_along(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "files")
    kept, old, young = store.put(b"x"), store.waiting.put(b"x"), store.waiting.put(b"x")
    left = tmp_path / "files" / "waiting" / ".new-left"
    left.write_bytes(b"")
    for path in (left, left.with_name(old.hash)):
        os.utime(path, (1000, 1000))
    store.waiting.remove_before(from_epoch(1000))
    assert store.waiting.get(old.hash) == b"x"
    store.waiting.remove_before(from_epoch(1001))
    assert (store.get(kept.hash), store.waiting.get(young.hash), left.exists()) == (b"x", b"x", False)
    with pytest.raises(NotFound):
        store.waiting.get(old.hash)


def test_what_waits_has_names_that_only_its_own_rows_know(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    store.waiting.remove_before(now())  # there is nothing yet
    waiting = store.waiting.put(b"x")
    assert waiting.hash != sha256(b"x").hexdigest()
    assert not store.exists(waiting.hash)
    assert not store.waiting.exists("../waiting")


def test_what_comes_while_the_old_goes_stays(tmp_path: Path) -> None:
    """The same content again and again: it is never what an old one is taken away with."""
    store = FileStore(tmp_path)
    for _ in range(20):
        os.utime(tmp_path / "waiting" / store.waiting.put(b"x").hash, (1000, 1000))
    with ThreadPoolExecutor(4) as pool:
        gone = [pool.submit(store.waiting.remove_before, now() - timedelta(hours=1)) for _ in range(4)]
        new = list(pool.map(store.waiting.put, [b"x"] * 40))
    assert [one.result() for one in gone] == [None] * 4
    assert {store.waiting.get(one.hash) for one in new} == {b"x"}
    assert len(list((tmp_path / "waiting").iterdir())) == 40
