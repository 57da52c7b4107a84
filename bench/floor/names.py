"""The names of what tickets point to, read once."""

from dataclasses import dataclass
from typing import Any

from bench.floor.driver import Driver

Names = dict[int, Any]


@dataclass(frozen=True, slots=True)
class Known:
    """Names by id; of queues and states with a second value, group id and type."""

    queues: dict[int, tuple[str, int]]
    states: dict[int, tuple[str, str]]
    agents: Names
    full_names: Names
    locks: Names
    priorities: Names
    types: Names


def read_known(driver: Driver) -> Known:
    return Known(
        queues={one[0]: (one[1], one[2]) for one in driver.rows("SELECT id, name, group_id FROM queue")},
        states={
            one[0]: (one[1], one[2])
            for one in driver.rows("SELECT s.id, s.name, t.name FROM state s JOIN state_type t ON t.id = s.type_id")
        },
        agents=_names(driver, "SELECT id, login FROM agent"),
        full_names=_names(driver, "SELECT id, first_name || ' ' || last_name FROM agent"),
        locks=_names(driver, "SELECT id, name FROM lock"),
        priorities=_names(driver, "SELECT id, name FROM priority"),
        types=_names(driver, "SELECT id, name FROM ticket_type"),
    )


def _names(driver: Driver, sql: str) -> Names:
    return dict(driver.rows(sql))
