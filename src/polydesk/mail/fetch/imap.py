"""A folder of an IMAP server as a source of mail."""

import contextlib
import re
from collections.abc import Iterable, Iterator, Sequence

from polydesk.mail.fetch.bounded_imap import BoundedIMAP
from polydesk.mail.fetch.folder_names import quoted_folder
from polydesk.mail.fetch.source import Listed, SourceFailed, Unreadable

MOST_LISTED = 2000
_WINDOW, _MOST_WINDOWS = 5000, 400
"""Searched so many at a time: an answer is one line, and its length is limited."""
_SIZES_AT_ONCE = 200
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d{1,20})\b")
_UID = re.compile(rb"\bUID (\d{1,10})\b")


class ImapSource:
    def __init__(self, imap: BoundedIMAP, folder: str, *, keep: bool, largest: int) -> None:
        """`imap` is signed in. `largest` is the size in bytes above which no message is asked for."""
        self._imap, self._folder, self._keep, self._largest = imap, folder, keep, largest
        self._count = self._validity = 0
        self._finished: list[int] = []

    def listed(self) -> Sequence[Listed]:
        self._count = self._imap.select_folder(quoted_folder(self._folder))
        validity = self._imap.response("UIDVALIDITY")[1]
        self._validity = int(validity[-1]) if validity and validity[-1] else 0
        waiting = self._search("UNSEEN UNDELETED" if self._keep else "UNDELETED")
        deleted = [] if self._keep else self._search("DELETED")
        sizes = self._sizes(waiting)
        return [
            *(self._listed(uid, 0, is_deleted=True) for uid in deleted),
            *(self._listed(uid, sizes.get(uid, 0)) for uid in waiting),
        ]

    def content(self, one: Listed) -> bytes | None:
        try:
            parts = self._imap.ask("FETCH", str(one.number), "(BODY.PEEK[])", message_bytes=self._largest)
        except self._imap.error as error:
            raise Unreadable(error) from None
        for part in parts:
            if isinstance(part, tuple) and b"BODY[]" in part[0] and _uid(part[0]) in (None, one.number):
                return bytes(part[1])
        return None

    def finish(self, one: Listed) -> None:
        self._imap.ask("STORE", str(one.number), "+FLAGS.SILENT", r"(\Seen)" if self._keep else r"(\Deleted)")
        if not self._keep:
            self._finished.append(one.number)

    def close(self) -> None:
        if self._finished and "UIDPLUS" in self._imap.capabilities:
            for uids in _in_groups(self._finished):
                self._imap.ask("EXPUNGE", uids)
        elif self._finished:
            self._imap.expunge()
        self._imap.logout()

    def drop(self) -> None:
        with contextlib.suppress(OSError, self._imap.error):
            self._imap.shutdown()

    def _listed(self, uid: int, size: int, *, is_deleted: bool = False) -> Listed:
        return Listed(f"{self._validity}.{uid}", uid, size, is_deleted)

    def _search(self, criteria: str) -> list[int]:
        found: list[int] = []
        for first in range(1, min(self._count, _WINDOW * _MOST_WINDOWS) + 1, _WINDOW):
            last = min(first + _WINDOW - 1, self._count)
            for line in self._imap.ask("SEARCH", f"{first}:{last}", criteria):
                found += (int(word) for word in (line or b"").split()[:_WINDOW])
            if len(found) >= MOST_LISTED:
                break
        return sorted(found)[:MOST_LISTED]

    def _sizes(self, uids: Sequence[int]) -> dict[int, int]:
        sizes: dict[int, int] = {}
        for group in _in_groups(uids):
            for line in self._imap.ask("FETCH", group, "(UID RFC822.SIZE)"):
                found = _SIZE.search(line) if isinstance(line, bytes) else None
                if found and (uid := _uid(line)):
                    sizes[uid] = int(found[1])
        return sizes


def _uid(start: bytes) -> int | None:
    found = _UID.search(start)
    return int(found[1]) if found else None


def _in_groups(uids: Sequence[int]) -> Iterator[str]:
    for start in range(0, len(uids), _SIZES_AT_ONCE):
        yield ",".join(_numbers(uids[start : start + _SIZES_AT_ONCE]))


def _numbers(uids: Iterable[int]) -> Iterable[str]:
    if any(not 0 < uid < 1 << 32 for uid in uids):
        raise SourceFailed("a UID out of range")
    return map(str, uids)
