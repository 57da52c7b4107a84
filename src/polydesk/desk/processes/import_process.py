"""Import a process, as a new one or in the place of the one with its entity id."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, insert, select, update

from polydesk.desk.audit.record import audit
from polydesk.desk.processes.actions import KINDS
from polydesk.desk.processes.compile import compile_process
from polydesk.desk.processes.definition import Definition, Part, read_definition, unusable
from polydesk.desk.processes.left_out import warnings_about
from polydesk.desk.processes.registry import PROCESSES, TABLES, load_processes
from polydesk.kernel.actors import acting_agent_id
from polydesk.kernel.errors import Invalid
from polydesk.kernel.work import Work


@dataclass(frozen=True, slots=True)
class Imported:
    entity_id: str
    name: str
    is_new: bool
    has_changed: bool
    warnings: list[str]
    """What is kept and does nothing here."""


def import_process(work: Work, document: Any) -> Imported:
    """`document` is an export of OTRS, OTOBO or Znuny, read from its YAML. Raises Invalid for what would not run.

    Its parts replace those of the same entity ids, also where another process uses them: that process must run still.
    """
    definition = read_definition(document)
    entry = compile_process(definition)
    warnings = warnings_about(definition, KINDS)
    changed = [_store(work, TABLES[kind], part) for kind, parts in _parts(definition) for part in parts.values()]
    before = work.connection.execute(select(PROCESSES.c.id).where(PROCESSES.c.entity_id == entry.entity_id)).scalar()
    changed.append(_store(work, PROCESSES, definition.process, state=definition.state))
    if any(changed):
        _check_all(work)
        audit(work, "process.import", "process", entry.entity_id, new={"name": entry.name, "state": entry.state})
        work.configuration_changed()
    return Imported(entry.entity_id, entry.name, before is None, any(changed), warnings)


def _parts(definition: Definition) -> list[tuple[str, Any]]:
    return [(kind, getattr(definition, kind)) for kind in TABLES]


def _check_all(work: Work) -> None:
    """Every process as it is now, with the parts it shares with this one."""
    try:
        load_processes(work.connection)
    except Invalid as error:
        raise unusable(f"Another process shares a part with it: {error.details.get('message')}") from error


def _store(work: Work, table: Table, part: Part, **more: Any) -> bool:
    """Whether anything is different from what was stored."""
    values = {"name": part.name, "config": part.config, "beside": part.beside, **more}
    row = work.connection.execute(select(table).where(table.c.entity_id == part.entity_id)).one_or_none()
    if row is not None and all(getattr(row, name) == value for name, value in values.items()):
        return False
    author = acting_agent_id(work.actor)
    stamps = {"change_time": work.now, "change_by": author}
    if row is None:
        new = {"entity_id": part.entity_id, **values, **stamps, "create_time": work.now, "create_by": author}
        work.connection.execute(insert(table).values(new))
    else:
        work.connection.execute(update(table).where(table.c.id == row.id).values(**values, **stamps))
    return True
