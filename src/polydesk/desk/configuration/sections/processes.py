"""Processes: each entry is one as its vendors export it."""

from typing import Any

import structlog
from sqlalchemy import Connection

from polydesk.desk.configuration.place import Place
from polydesk.desk.configuration.report import Report
from polydesk.desk.processes.export_process import export_all
from polydesk.desk.processes.import_process import import_process
from polydesk.kernel.errors import Invalid
from polydesk.kernel.work import Work


def load_processes(work: Work, value: Any, place: Place, report: Report) -> None:
    for index, entry in enumerate(place.items(value)):
        where = place.item(index)
        try:
            imported = import_process(work, where.mapping(entry))
        except Invalid as error:
            raise where.refuse("unusable", message=error.details.get("message", str(error))) from error
        for warning in imported.warnings:
            structlog.get_logger().warning("process_left_out", where=where.where, what=warning)
        report.count(existed=not imported.is_new, changed=imported.has_changed)


def dump_processes(connection: Connection) -> list[dict[str, Any]]:
    return export_all(connection)
