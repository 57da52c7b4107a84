"""C1: an article is reached through its own ticket only."""

from decimal import Decimal

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.fields.registry import Fields
from polydesk.desk.tickets.account_time import account_time
from polydesk.desk.tickets.attach import NewFile, attach_files
from polydesk.desk.tickets.flag import set_flag
from polydesk.desk.tickets.queries import last_article
from polydesk.desk.tickets.set_fields import set_fields
from polydesk.kernel.errors import NotFound
from polydesk.kernel.work import Work
from tests.world.cast import CORA, ROOT
from tests.world.tickets import changed, opened


def _set_field(work: Work, ticket_id: int, article_id: int) -> None:
    field = work.config(Fields).named("CallRef")
    assert field
    set_fields(work, ticket_id, [(field, "x")], article_id=article_id)


VERBS = {
    "flag": lambda work, mine, theirs: set_flag(work, mine, "Seen", "1", article_id=theirs),
    "attach": lambda work, mine, theirs: attach_files(work, mine, theirs, [NewFile(filename="f", content=b"f")]),
    "account_time": lambda work, mine, theirs: account_time(work, mine, Decimal(1), article_id=theirs),
    "set_fields": _set_field,
}


@pytest.mark.parametrize("name", VERBS)
def test_an_article_of_another_ticket_is_not_found(shared: Desk, name: str) -> None:
    mine, theirs = opened(shared, customer_user="c1"), opened(shared, ROOT, queue="Secret")
    with shared.look() as look:
        article = last_article(look, theirs)
    assert article
    with pytest.raises(NotFound):
        changed(shared, mine, CORA, VERBS[name], article.id)


def test_an_article_customers_do_not_see_is_not_found_by_them(shared: Desk) -> None:
    mine = opened(shared, customer_user="c1")
    with shared.look() as look:
        article = last_article(look, mine)
    assert article
    assert not article.visible
    with pytest.raises(NotFound):
        changed(shared, mine, CORA, set_flag, "Seen", "1", article_id=article.id)
