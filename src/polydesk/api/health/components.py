"""The state of each part of the desk, measured now."""

from datetime import timedelta

from limits.storage import storage_from_string

from polydesk.desk.desk import Desk
from polydesk.desk.statistics.vital_signs import job_delays, mailbox_ages, waiting_for_search, waiting_in_outbox
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look

HEALTHY, UNHEALTHY, UNUSED = "healthy", "unhealthy", "unused"
DEGRADED = "degraded"
JOBS_LATE = timedelta(minutes=5)
OUTBOX_LATE = timedelta(minutes=15)
FETCHING_LATE = timedelta(hours=1)
PARTS = ("database", "files", "cache", "queue", "outbox", "mail", "search")


def measure(desk: Desk) -> dict[str, str]:
    """Each of PARTS, and how it is. Raises what the database raises when it cannot be read."""
    with desk.look() as look:
        found = {
            "database": HEALTHY,
            "queue": _said(well=all(delay < JOBS_LATE for delay in job_delays(look).values())),
            "outbox": _said(well=waiting_in_outbox(look).age < OUTBOX_LATE),
            "mail": _mail(look),
            "search": _said(well=waiting_for_search(look).count == 0),
        }
        storage: str = look.config(Settings)["GOTRS::RateLimitStorage"]
    found["files"] = _said(well=desk.files.is_writable())
    found["cache"] = _said(well=_counts(storage))
    return {part: found[part] for part in PARTS}


def unmeasured() -> dict[str, str]:
    """What is known without the database: nothing works."""
    return {part: UNHEALTHY if part == "database" else "unknown" for part in PARTS}


def overall(components: dict[str, str]) -> str:
    """Without its database the desk can do nothing; without any other part it does less."""
    if components["database"] != HEALTHY:
        return UNHEALTHY
    return DEGRADED if UNHEALTHY in components.values() else HEALTHY


def _mail(look: Look) -> str:
    ages = mailbox_ages(look)
    if not ages:
        return UNUSED
    return _said(well=all(age is not None and age < FETCHING_LATE for age in ages.values()))


def _counts(storage: str) -> bool:
    """Whether what counts requests for the limits answers."""
    if storage.startswith("memory:"):
        return True
    try:
        return bool(storage_from_string(storage, socket_timeout=1, socket_connect_timeout=1).check())
    except Exception:  # noqa: BLE001  whatever its driver raises, it does not answer
        return False


def _said(*, well: bool) -> str:
    return HEALTHY if well else UNHEALTHY
