"""Takes people over from the directory: asks it for everybody, then changes the desk, then reports."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import asdict
from datetime import datetime, timedelta

from polydesk.desk.audit.record import audit
from polydesk.desk.people.directory_grant import grant
from polydesk.desk.people.directory_kinds import kind_of
from polydesk.desk.people.directory_link import find_link, load_link
from polydesk.desk.people.directory_report import Report
from polydesk.desk.people.directory_rights import map_rights
from polydesk.desk.people.directory_runs import Run, begin_run, end_run, last_run
from polydesk.desk.people.directory_server import DirectoryServer, DirectoryUnavailable, Everybody, FoundPerson
from polydesk.desk.people.directory_settings import CUSTOMER, DirectorySettings
from polydesk.desk.people.directory_take import AGENTS, CUSTOMERS, Taking
from polydesk.kernel.work import Look, Work

NOBODY_FOUND = "nobody was found, so nobody was let go"


def sync_people(
    work: Callable[[], AbstractContextManager[Work]], server: DirectoryServer, *, dry_run: bool = False
) -> Run:
    """Three transactions, and none of them open while the directory is asked.

    Raises NotFound without a directory and Conflict while another run is under way. What goes wrong with the
    directory itself stands in the report.
    """
    with work() as begun:
        settings, started = load_link(begun), begun.now
        run_id = begin_run(begun, dry_run=dry_run)
    report = Report()
    try:
        everybody = server.everybody(settings)
    except DirectoryUnavailable as error:
        report.problem(error.message)
        everybody = None
    with work() as ending:
        if everybody is not None:
            take_over(ending, settings, everybody, report, dry_run=dry_run)
        end_run(ending, run_id, report)
        audit(ending, "ldap.sync", "ldap", settings.host, new={"dry_run": dry_run, **asdict(report)})
        return Run(started, ending.now, report)


def take_over(
    work: Work, settings: DirectorySettings, everybody: Everybody, report: Report, *, dry_run: bool = False
) -> None:
    for problem in everybody.problems:
        report.problem(problem)
    report.users_found, report.groups_found = len(everybody.people), len(everybody.groups)
    rights = map_rights(work, settings, everybody.groups, report, dry_run=dry_run)
    kinds = {person.id: kind_of(settings, person) for person in everybody.people}
    present = [one for one in _distinct(everybody, report) if kinds[one.id] and not one.is_disabled]
    agents = [one for one in present if kinds[one.id] != CUSTOMER]
    taking = Taking(work, AGENTS, settings, report, dry_run=dry_run)
    ids = taking.take(agents)
    customers = [one for one in present if kinds[one.id] == CUSTOMER]
    taking_customers = Taking(work, CUSTOMERS, settings, report, dry_run=dry_run)
    taking_customers.take(customers)
    if everybody.people:
        taking.let_go(one.id for one in agents)
        taking_customers.let_go(one.id for one in customers)
        wanted = {ids[one.id]: rights.of(one, kinds[one.id] or "") for one in agents if one.id in ids}
        report.groups_updated = grant(work, rights, wanted, dry_run=dry_run)
    else:
        report.problem(NOBODY_FOUND)
    if not dry_run:
        work.configuration_changed()


def _distinct(everybody: Everybody, report: Report) -> list[FoundPerson]:
    """Two entries with one login are two people of whom we cannot have both."""
    seen: dict[str, FoundPerson] = {}
    for person in everybody.people:
        first = seen.setdefault(person.login.casefold(), person)
        if first is not person:
            report.problem(f"{person.login}: two entries have this login")
    return list(seen.values())


def is_due(look: Look) -> bool:
    """Whether the directory is to be asked again by itself."""
    settings = find_link(look)
    following = next_run(settings, last_run(look)) if settings else None
    return settings is not None and settings.sync_seconds > 0 and (following is None or following <= look.now)


def next_run(settings: DirectorySettings, last: Run | None) -> datetime | None:
    """None when it never ran, or does so only when asked to."""
    if last is None or not settings.sync_seconds:
        return None
    return last.started_at + timedelta(seconds=settings.sync_seconds)
