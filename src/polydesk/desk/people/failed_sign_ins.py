"""How often somebody has come with a wrong password since they last came with the right one."""

from sqlalchemy import Integer, String, cast, func, literal, select
from sqlalchemy.dialects import postgresql, sqlite

from polydesk.desk.people.models import CustomerUser, Preference
from polydesk.desk.people.preferences import set_preferences
from polydesk.kernel.actors import CustomerActor
from polydesk.kernel.storable import storable
from polydesk.kernel.work import Work

NAME = "UserLoginFailed"
_TABLE = Preference.metadata.tables["preference"]


def count_failed_sign_in(work: Work, login: str) -> None:
    """One statement whether anybody has this login or not, so that it tells nobody."""
    dialect = sqlite if work.is_sqlite else postgresql
    known = select(literal("customer"), CustomerUser.login, literal(NAME), literal("1")).where(
        func.lower(CustomerUser.login) == storable(login).lower()
    )
    row = dialect.insert(_TABLE).from_select(["subject_kind", "subject", "name", "value"], known)
    one_more = cast(cast(_TABLE.c.value, Integer) + 1, String)
    work.connection.execute(
        row.on_conflict_do_update(index_elements=["subject_kind", "subject", "name"], set_={"value": one_more})
    )


def forget_failed_sign_ins(work: Work, customer: CustomerActor) -> None:
    set_preferences(work, customer, {NAME: None}, prefix="")
