"""Note that a customer user has seen an article, or has not."""

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite

from polydesk.desk.tickets.access import check_article, load_ticket
from polydesk.desk.tickets.customer_flags import SEEN, CustomerArticleFlag
from polydesk.kernel.actors import CustomerActor
from polydesk.kernel.work import Work

_TABLE = CustomerArticleFlag.metadata.tables["customer_article_flag"]


def mark_seen(work: Work, customer: CustomerActor, ticket_id: int, article_id: int, *, seen: bool = True) -> None:
    """Leaves no history: it is nobody else's business. Raises NotFound for what the acting person does not see."""
    ticket = load_ticket(work, ticket_id, "ro", customers=True)
    check_article(work, ticket, article_id)
    mark = {"customer_login": customer.login.lower(), "article_id": article_id, "name": SEEN}
    if seen:
        insert = sqlite.insert if work.is_sqlite else postgresql.insert
        row = insert(_TABLE).values(**mark, create_time=work.now)
        work.connection.execute(row.on_conflict_do_nothing())
    else:
        work.connection.execute(delete(_TABLE).where(*(_TABLE.c[name] == value for name, value in mark.items())))
