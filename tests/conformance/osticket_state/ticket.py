"""A ticket as the state view shows it: in osTicket's words, names instead of ids."""

from typing import Any

from sqlalchemy import select

from polydesk.desk.fields.registry import FieldEntry, Fields
from polydesk.desk.fields.values import Stored, read_values
from polydesk.desk.intake.priorities import OSTICKET_LABELS
from polydesk.desk.intake.registry import FormField, Intake
from polydesk.desk.people.directory import Directory
from polydesk.desk.people.models import CustomerCompany, CustomerUser, Preference
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.sending.content import from_json
from polydesk.desk.sending.models import OutgoingMail
from polydesk.desk.tickets.models import Collaborator, History, Referral
from polydesk.kernel.actors import SYSTEM_AGENT_ID
from polydesk.kernel.db import AnyRow
from polydesk.kernel.work import Look
from tests.conformance.osticket_state.happened import events_of, has_unknown_priority
from tests.conformance.osticket_state.thread import show_thread

_USER: Any = CustomerUser.__table__
_COMPANY: Any = CustomerCompany.__table__
_PREFERENCE: Any = Preference.__table__
_MAIL: Any = OutgoingMail.__table__
_HISTORY: Any = History.__table__
_COLLABORATOR: Any = Collaborator.__table__
_REFERRAL: Any = Referral.__table__


def show_ticket(look: Look, ticket: AnyRow) -> dict[str, Any]:
    intake, catalogue = look.config(Intake), look.config(Catalogue)
    history = _rows(look, _HISTORY, ticket.id, _HISTORY.c.id)
    topic, status = intake.topics.get(ticket.help_topic_id), intake.statuses.get(ticket.status_id)
    address = intake.addresses.get(ticket.system_address_id)
    return {
        "number": ticket.number,
        "status": status.name if status else catalogue.states[ticket.state_id].name,
        "state": _state(look, ticket, archived=bool(status and status.archived)),
        "source": ticket.source,
        "ip": ticket.remote_address,
        "department": catalogue.queues[ticket.queue_id].name,
        "topic": topic.name if topic else None,
        "sla": _name(catalogue.slas.get(ticket.sla_id)),
        "agent": _agent(look, ticket.owner_id),
        "team": _name(intake.teams.get(ticket.team_id)),
        "system_email": address.name if address else None,
        "answered": bool(ticket.answered),
        "user": _user(look, ticket.customer_user),
        "fields": _fields(look, ticket, unknown_priority=has_unknown_priority(history)),
        "collaborators": _collaborators(look, ticket.id),
        "referrals": [f"D:{row.queue_id}" for row in _rows(look, _REFERRAL, ticket.id, _REFERRAL.c.queue_id)],
        "thread": show_thread(look, ticket.id),
        "events": events_of(look, history),
        "mail": _mail(look, ticket.id),
    }


def _rows(look: Look, table: Any, ticket_id: int, order: Any) -> list[AnyRow]:
    return list(look.connection.execute(select(table).where(table.c.ticket_id == ticket_id).order_by(order)))


def _name(entry: Any) -> str | None:
    return entry.name if entry else None


def _state(look: Look, ticket: AnyRow, *, archived: bool) -> str:
    if archived:
        return "archived"
    kind = look.config(Catalogue).states[ticket.state_id].type
    return {"closed": "closed", "removed": "deleted"}.get(kind, "open")


def _agent(look: Look, agent_id: int) -> str | None:
    return None if agent_id == SYSTEM_AGENT_ID else look.config(Directory).agents[agent_id].login


def _user(look: Look, login: str) -> dict[str, Any] | None:
    row = look.connection.execute(select(_USER).where(_USER.c.login == login)).first()
    if row is None:
        return None
    same = _COMPANY.c.customer_id == row.customer_id
    company = look.connection.execute(select(_COMPANY.c.name).where(same)).scalar()
    return {
        "id": row.id,
        "name": f"{row.first_name} {row.last_name}" if row.last_name else row.first_name,
        "email": row.email,
        "org": company,
        "fields": _user_fields(look, row),
    }


def _user_fields(look: Look, row: AnyRow) -> dict[str, str]:
    whose = (_PREFERENCE.c.subject_kind == "customer", _PREFERENCE.c.subject == row.login)
    kept = {one.name: one.value for one in look.connection.execute(select(_PREFERENCE).where(*whose))}
    kept |= {"phone": row.phone, "notes": row.comment}
    return {one.name: kept[one.name] for one in look.config(Intake).user_fields if kept.get(one.name)}


def _fields(look: Look, ticket: AnyRow, *, unknown_priority: bool) -> dict[str, Any]:
    intake = look.config(Intake)
    shown: dict[str, Any] = {"subject": ticket.title}
    if not unknown_priority:
        shown["priority"] = OSTICKET_LABELS[ticket.priority_id]
    fields = (*intake.ticket_fields, *intake.topic_fields(ticket.help_topic_id))
    entries = {one.name: look.config(Fields).named(one.dynamic_field) for one in fields if one.dynamic_field}
    values = read_values(look.connection, [one for one in entries.values() if one], [ticket.id]).get(ticket.id, {})
    for field in fields:
        entry = entries.get(field.name)
        if entry and entry.id in values:
            shown[field.name] = _value(look, field, entry, values[entry.id])
    return shown


def _value(look: Look, field: FormField, entry: FieldEntry, value: Stored) -> Any:
    if entry.kind in ("Multiselect", "Dropdown"):
        keys = value if isinstance(value, list) else [str(value)]
        labels = _labels(look, field)
        named = {key: labels[key] for key in keys if key in labels}
        return named or keys[0]
    is_moment = entry.kind == "DateTime" and str(value)[:4].isdigit()
    return f"{value} UTC" if is_moment else str(value)


def _labels(look: Look, field: FormField) -> dict[str, str]:
    if not field.type.startswith("list-"):
        return field.choices
    entry = look.config(Intake).lists[int(field.type.removeprefix("list-"))]
    return {str(item["id"]): str(item["value"]) for item in entry.items}


def _collaborators(look: Look, ticket_id: int) -> list[dict[str, Any]]:
    people = select(_USER.c.email, _USER.c.first_name, _USER.c.last_name, _COLLABORATOR.c.active).join_from(
        _COLLABORATOR, _USER, _USER.c.id == _COLLABORATOR.c.customer_user_id
    )
    rows = look.connection.execute(people.where(_COLLABORATOR.c.ticket_id == ticket_id).order_by(_USER.c.id))
    return [
        {"email": row.email, "name": f"{row.first_name} {row.last_name}".strip(), "active": bool(row.active)}
        for row in rows
    ]


def _mail(look: Look, ticket_id: int) -> list[dict[str, str]]:
    shown = []
    for row in _rows(look, _MAIL, ticket_id, _MAIL.c.id):
        to = ", ".join(f"{one.name} <{one.email}>" if one.name else one.email for one in from_json(row.content).to)
        shown.append({"to": to, "subject": row.subject, "message_id": f"<{row.message_id}>"})
    return sorted(shown, key=lambda mail: (mail["to"], mail["subject"]))
