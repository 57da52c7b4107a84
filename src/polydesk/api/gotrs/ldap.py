"""The LDAP directory: section 5.11 of the specification. Only for those who run the desk."""

import time
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Response

from polydesk.api.gotrs.answers import failure, ok
from polydesk.api.gotrs.auth import Role
from polydesk.api.gotrs.call import Call, desk_of, needs
from polydesk.api.gotrs.errors import Refused
from polydesk.api.gotrs.ldap_schema import (
    LdapConfig,
    LdapTest,
    LdapWish,
    SyncResult,
    SyncStatus,
    SyncWish,
    config_shape,
)
from polydesk.api.gotrs.schemas import Success, refusals
from polydesk.desk.audit.record import audit
from polydesk.desk.people.directory_link import find_link, remove_link, store_link, with_desk
from polydesk.desk.people.directory_runs import Run, count_people, last_run
from polydesk.desk.people.directory_server import DirectoryUnavailable
from polydesk.desk.people.directory_settings import DirectorySettings
from polydesk.desk.people.directory_sync import next_run, sync_people
from polydesk.kernel.errors import NotFound

router = APIRouter(tags=["LDAP"])
Admin = Annotated[Call, needs("admin:ldap", Role.ADMIN)]
NOT_CONFIGURED = "LDAP not configured"


@router.post("/api/v1/admin/ldap/configure", response_model=Success[LdapConfig], responses=refusals(403))
def configure(call: Admin, wish: LdapWish) -> Response:
    """Join a directory, once the desk has connected to it and signed in."""
    settings = with_desk(call.look(), wish.as_settings())
    problem, _ = _tried(call, settings)
    if problem:
        with call.work() as work:
            audit(work, "ldap.configure_failed", "ldap", settings.host, new={"error": problem})
        raise Refused(400, f"Failed to configure LDAP: {problem}")
    with call.work() as work:
        store_link(work, settings)
        run = last_run(work)
    return ok(config_shape(settings, _stamp(run.ended_at if run else None)), message="LDAP configured")


@router.post("/api/v1/admin/ldap/test", response_model=LdapTest, responses=refusals(403))
def test(call: Admin, wish: LdapWish) -> Response:
    """Connect and sign in, and keep nothing but that it was tried."""
    settings = with_desk(call.look(), wish.as_settings())
    problem, milliseconds = _tried(call, settings)
    with call.work() as work:
        audit(work, "ldap.test", "ldap", settings.host, new={"success": not problem})
    if problem:
        text = f"Connection test failed: {problem}"
        return failure(200, text, message=text, response_time=milliseconds)
    return ok({"response_time": milliseconds}, message="Connection successful", response_time=milliseconds)


@router.get("/api/v1/admin/ldap/config", response_model=Success[LdapConfig], responses=refusals(403, takes_input=False))
def get_config(call: Admin) -> Response:
    look = call.look()
    run = last_run(look)
    config = config_shape(find_link(look), _stamp(run.ended_at if run else None))
    return ok(config, config=config)


@router.post("/api/v1/admin/ldap/disable", responses=refusals(403))
def disable(call: Admin) -> Response:
    """Leave the directory. Its people stay, and cannot sign in until it is joined again."""
    try:
        with call.work() as work:
            remove_link(work)
    except NotFound:
        raise Refused(400, NOT_CONFIGURED) from None
    return ok({"configured": False}, message="LDAP disabled")


@router.post("/api/v1/admin/ldap/sync/users", response_model=Success[SyncResult], responses=refusals(403, 409))
def sync_users(call: Admin, wish: SyncWish | None = None) -> Response:
    """Take people and groups over now. What goes wrong on the way stands in `errors`."""
    dry_run = wish is not None and wish.dry_run
    try:
        run = sync_people(call.work, desk_of(call.request).people_server(), dry_run=dry_run)
    except NotFound:
        raise Refused(400, NOT_CONFIGURED) from None
    result = _result(run, dry_run)
    return ok(result, result=result)


@router.get(
    "/api/v1/admin/ldap/sync/status", response_model=Success[SyncStatus], responses=refusals(403, takes_input=False)
)
def get_status(call: Admin) -> Response:
    """`connected` is found out now, by signing in there."""
    look = call.look()
    settings, run = find_link(look), last_run(look)
    status: dict[str, Any] = {
        **{name: value for name, value in config_shape(settings, None).items() if name in _OF_STATUS},
        "last_sync": _stamp(run.ended_at if run else None),
        "next_sync": _stamp(next_run(settings, run) if settings else None),
        "total_users": count_people(look),
        "total_groups": run.report.groups_found if run else 0,
    }
    status["connected"] = settings is not None and not _tried(call, settings)[0]
    return ok(status, top={"status": status})


_OF_STATUS = ("configured", "auto_sync", "sync_interval")


def _tried(call: Call, settings: DirectorySettings) -> tuple[str, int]:
    """What is wrong with the directory, empty for nothing, and how many milliseconds it took to find out."""
    server, started, problem = desk_of(call.request).people_server(), time.monotonic(), ""
    try:
        server.test(settings)
    except DirectoryUnavailable as error:
        problem = error.message
    return problem, round((time.monotonic() - started) * 1000)


def _result(run: Run, dry_run: bool) -> dict[str, Any]:
    assert run.ended_at is not None  # it has just ended
    lasted = run.ended_at - run.started_at
    return {
        **asdict(run.report),
        "start_time": _stamp(run.started_at),
        "end_time": _stamp(run.ended_at),
        "duration": int(lasted.total_seconds() * 1_000_000) * 1000,
        "dry_run": dry_run,
    }


def _stamp(moment: datetime | None) -> str | None:
    return None if moment is None else f"{moment.replace(microsecond=0).isoformat()}Z"
