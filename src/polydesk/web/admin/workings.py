"""The desk itself: what it is, how it is doing, and what runs beside the requests."""

import platform
import shutil
from importlib.metadata import version

from starlette.responses import Response

from polydesk.desk.statistics.vital_signs import (
    failing_in_outbox,
    mail_by_state,
    mailbox_ages,
    messages_by_state,
    waiting_for_search,
    waiting_in_outbox,
)
from polydesk.desk.statistics.workings import (
    count_everything,
    database_bytes,
    discard,
    list_jobs,
    list_stuck,
    try_now,
)
from polydesk.web.admin.areas import Place
from polydesk.web.admin.entries import entry_id
from polydesk.web.agent.page import Page
from polydesk.web.texts import marked as _

OVERVIEW, JOBS = "/admin/system", "/admin/jobs"
LATE_SECONDS = 300

OVERVIEW_PLACE = Place(OVERVIEW, _("System overview"), _("Version, database, and how each part is doing."))
JOBS_PLACE = Place(JOBS, _("Jobs and deliveries"), _("What runs beside the requests, and what does not get through."))


def overview(page: Page) -> Response:
    look = page.look()
    disk = shutil.disk_usage(look.files.folder)
    return page.show(
        "admin/system.html",
        version=version("polydesk"),
        python=platform.python_version(),
        database="SQLite" if look.is_sqlite else "PostgreSQL",
        size=database_bytes(look),
        free=disk.free,
        writable=look.files.is_writable(),
        counts=count_everything(look),
        outbox=waiting_in_outbox(look),
        search=waiting_for_search(look),
        mails=mail_by_state(look),
        messages=messages_by_state(look),
        mailboxes=mailbox_ages(look),
        late=[one for one in list_jobs(look) if one.error or one.delay.total_seconds() > LATE_SECONDS],
    )


def jobs(page: Page) -> Response:
    look = page.look()
    return page.show(
        "admin/jobs.html",
        jobs=list_jobs(look),
        late_seconds=LATE_SECONDS,
        stuck=list_stuck(look),
        outbox=waiting_in_outbox(look),
        failing=failing_in_outbox(look),
        search=waiting_for_search(look),
        mails=mail_by_state(look),
        done=page.parameter("done")[:9],
    )


def retry(page: Page) -> Response:
    number = entry_id(page)
    with page.work() as work:
        try_now(work, number)
    return page.go(f"{JOBS}?done=retry")


def throw_away(page: Page) -> Response:
    number = entry_id(page)
    with page.work() as work:
        discard(work, number)
    return page.go(f"{JOBS}?done=discard")


PAGES = (
    ("GET", OVERVIEW, overview),
    ("GET", JOBS, jobs),
    ("POST", f"{JOBS}/{{id}}/retry", retry),
    ("POST", f"{JOBS}/{{id}}/discard", throw_away),
)
