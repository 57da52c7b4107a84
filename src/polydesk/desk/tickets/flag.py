"""Mark a ticket or an article for one person, as seen for example. Marks of agents and customers are unrelated."""

from sqlalchemy import delete, insert

from polydesk.desk.tickets.access import check_article, load_ticket
from polydesk.desk.tickets.models import TicketFlag
from polydesk.kernel.actors import AgentActor, CustomerActor
from polydesk.kernel.errors import Forbidden
from polydesk.kernel.work import Work

_TABLE = TicketFlag.metadata.tables["flag"]


def set_flag(work: Work, ticket_id: int, key: str, value: str | None, *, article_id: int | None = None) -> None:
    """Set the actor's own mark; None takes it away. Leaves no history: it is nobody else's business."""
    ticket = load_ticket(work, ticket_id, "ro", customers=True)
    if article_id is not None:
        check_article(work, ticket, article_id)
    kind, subject = _subject(work)
    place = {"object_kind": "article" if article_id else "ticket", "object_id": article_id or ticket_id}
    mark = {**place, "key": key, "subject_kind": kind, "subject": subject}
    work.connection.execute(delete(_TABLE).where(*(_TABLE.c[name] == wanted for name, wanted in mark.items())))
    if value is not None:
        work.connection.execute(insert(_TABLE).values(**mark, value=value, create_time=work.now))


def _subject(work: Work) -> tuple[str, str]:
    match work.actor:
        case AgentActor(id=agent_id):
            return "agent", str(agent_id)
        case CustomerActor(login=login):
            return "customer", login.lower()
        case _:
            raise Forbidden("only_persons_mark_tickets")
