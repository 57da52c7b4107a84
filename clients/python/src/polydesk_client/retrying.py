"""When a call is worth another try, and how long to wait before."""

import random
from dataclasses import dataclass

import httpx

PASSING = frozenset((429, 502, 503, 504))
"""Statuses after which the same call may well work a little later. None of them means that it was done."""


@dataclass(frozen=True, slots=True)
class Retries:
    """`tries` counts the first one; waits are seconds, and double each time unless the server names one."""

    tries: int = 4
    first_wait: float = 0.25
    longest_wait: float = 30.0

    def wait_after(self, response: httpx.Response, tried: int) -> float | None:
        """None for an answer that is to be taken as it is."""
        if response.status_code not in PASSING or tried >= self.tries:
            return None
        named = response.headers.get("retry-after", "")
        if named.isascii() and named.isdigit():
            return float(named) if float(named) <= self.longest_wait else None
        return self.wait(tried)

    def wait(self, tried: int) -> float:
        """Less a random part, so that many clients do not all come back at once."""
        longest = min(self.first_wait * 2.0 ** (tried - 1), self.longest_wait)
        return longest * (0.5 + random.random() / 2)  # noqa: S311  # a pause, no secret
