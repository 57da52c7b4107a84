from decimal import Decimal

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.tickets.account_time import account_time
from polydesk.desk.tickets.queries import accounted_time, last_article
from polydesk.kernel.errors import Invalid
from tests.world.cast import ADA
from tests.world.tickets import changed, opened, ticket_row


def test_the_history_has_the_units_and_the_total(shared: Desk) -> None:
    ticket_id = opened(shared)
    assert changed(shared, ticket_id, ADA, account_time, Decimal(15)) == [("TimeAccounting", "%%15%%15")]
    assert changed(shared, ticket_id, ADA, account_time, Decimal("0.25")) == [("TimeAccounting", "%%0.25%%15.25")]
    assert changed(shared, ticket_id, ADA, account_time, Decimal("1.50")) == [("TimeAccounting", "%%1.5%%16.75")]
    assert ticket_row(shared, ticket_id).accounted_hundredths == 1675


def test_two_decimals_are_kept_exactly(shared: Desk) -> None:
    ticket_id = opened(shared)
    for _ in range(3):
        changed(shared, ticket_id, ADA, account_time, Decimal("0.109"))
    assert ticket_row(shared, ticket_id).accounted_hundredths == 30


@pytest.mark.parametrize("units", ["0", "0.00", "0.001"])
def test_nothing_accounts_nothing(shared: Desk, units: str) -> None:
    assert changed(shared, opened(shared), ADA, account_time, Decimal(units)) == []


@pytest.mark.parametrize("units", ["-1", "-0.01", "100000000", "Infinity", "NaN", "sNaN"])
def test_negative_and_absurd_units_and_no_numbers_are_refused(shared: Desk, units: str) -> None:
    ticket_id = opened(shared)
    with pytest.raises(Invalid):
        changed(shared, ticket_id, ADA, account_time, Decimal(units))


def test_time_is_summed_by_article(shared: Desk) -> None:
    ticket_id = opened(shared)
    with shared.look() as look:
        article = last_article(look, ticket_id)
    assert article
    changed(shared, ticket_id, ADA, account_time, Decimal(7))
    for units in (Decimal(1), Decimal(2)):
        changed(shared, ticket_id, ADA, account_time, units, article_id=article.id)
    with shared.look() as look:
        assert accounted_time(look, [ticket_id]) == {article.id: 300}
