"""How the four number generators of the OTRS family write a ticket's number, and how a subject carries it.

Counters and uniqueness are the caller's; a SystemID is a string of digits (`10`).
"""

import re
from datetime import date
from random import Random

_LONGEST_NUMBER = 50


def date_checksum(day: date, system_id: str, counter: int) -> str:
    """The default: `20260926` `10` `00001` and a check digit."""
    digits = date_number(day, system_id, counter, formatted=True)
    return digits + check_digit(digits)


def check_digit(digits: str) -> str:
    """Digits weighted 1, 2, 1, 2 … from the left; what lacks to the next ten, where ten becomes 1."""
    total = sum(int(digit) * (1 + place % 2) for place, digit in enumerate(digits))
    missing = 10 - total % 10
    return "1" if missing == 10 else str(missing)


def date_number(day: date, system_id: str, counter: int, *, formatted: bool) -> str:
    """`20260926` `10` and the day's counter, with five digits if formatted."""
    return f"{day:%Y%m%d}{system_id}{counter:05d}" if formatted else f"{day:%Y%m%d}{system_id}{counter}"


def auto_increment(system_id: str, counter: int, *, min_size: int = 5) -> str:
    return f"{system_id}{counter:0{min_size}d}"


def random_number(system_id: str, rng: Random) -> str:
    return f"{system_id}{rng.randrange(10**10):010d}"


def number_in_subject(subject: str, *, hook: str = "Ticket#", system_id: str) -> str | None:
    """The first number after the hook (`[Ticket#2026092610000011]`) that carries the own SystemID, else None.

    Whether there is such a ticket, and whether the sender may write to it, is for the caller to find out.
    """
    pattern = re.compile(rf"{re.escape(hook)}[ :]{{0,2}}([0-9]{{1,{_LONGEST_NUMBER}}})(?![0-9])", re.IGNORECASE)
    numbers = (match[1] for match in pattern.finditer(subject))
    return next((number for number in numbers if _is_own(number, system_id)), None)


def _is_own(number: str, system_id: str) -> bool:
    if len(number) <= len(system_id):
        return False
    return number.startswith(system_id) or (_starts_with_date(number) and number.startswith(system_id, 8))


def _starts_with_date(number: str) -> bool:
    try:
        date(int(number[:4]), int(number[4:6]), int(number[6:8]))
    except ValueError:
        return False
    return True
