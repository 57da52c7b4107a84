"""A POP3 account as a source of mail. What it deletes is gone when the session ends in good order."""

import contextlib
import poplib
from collections import Counter
from collections.abc import Sequence

from polydesk.mail.fetch.bounded_pop3 import BoundedPOP3
from polydesk.mail.fetch.source import Listed, SourceFailed, Unreadable


class Pop3Source:
    def __init__(self, pop3: BoundedPOP3, *, keep: bool, largest: int) -> None:
        """`pop3` is signed in. `largest` is the size in bytes above which no message is asked for."""
        self._pop3, self._keep, self._largest = pop3, keep, largest

    def listed(self) -> Sequence[Listed]:
        sizes = _pairs(self._pop3.ask_for_lines("LIST"))
        keys = self._keys()
        return [Listed(keys.get(number, ""), number, _size(size)) for number, size in sizes.items()]

    def content(self, one: Listed) -> bytes | None:
        try:
            return self._pop3.message(one.number, largest=self._largest)
        except poplib.error_proto as error:
            raise Unreadable(error) from None

    def finish(self, one: Listed) -> None:
        if not self._keep:
            self._pop3.ask(f"DELE {one.number}")

    def close(self) -> None:
        self._pop3.ask("QUIT")
        self._pop3.close()

    def drop(self) -> None:
        with contextlib.suppress(OSError):
            self._pop3.close()

    def _keys(self) -> dict[int, str]:
        """UIDL is optional: without it, or where two have the same, a message is known by its content.

        Raises SourceFailed where mail is to be kept, since all of it would be fetched every time.
        """
        try:
            keys = _pairs(self._pop3.ask_for_lines("UIDL"))
        except poplib.error_proto as error:
            if self._keep:
                raise SourceFailed("mail can be kept only on a server that knows UIDL") from error
            return {}
        times = Counter(keys.values())
        return keys if self._keep else {number: key for number, key in keys.items() if times[key] == 1}


def _pairs(lines: Sequence[bytes]) -> dict[int, str]:
    """Lines of a number and a word."""
    words = (line.split() for line in lines)
    return {
        int(pair[0]): pair[1].decode("ascii", "backslashreplace")
        for pair in words
        if len(pair) >= 2 and pair[0].isdigit() and len(pair[0]) < 10
    }


def _size(word: str) -> int:
    return int(word) if word.isascii() and word.isdigit() and len(word) < 20 else 0
