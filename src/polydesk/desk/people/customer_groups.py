"""The groups customer users belong to, by themselves or through a company, where groups count for customers."""

from sqlalchemy import and_, bindparam, func, or_, select

from polydesk.desk.people.account_models import CustomerRight
from polydesk.desk.people.directory import Directory
from polydesk.kernel.actors import CustomerActor
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look

USER, COMPANY = "user", "company"
RIGHTS = ("ro", "rw")
"""The rights customers can have; whoever may write may read."""

_TABLE = CustomerRight.metadata.tables["customer_right"]
_GRANTED = select(_TABLE.c.group_id).where(
    or_(
        and_(_TABLE.c.kind == USER, func.lower(_TABLE.c.subject) == bindparam("login")),
        and_(_TABLE.c.kind == COMPANY, func.lower(_TABLE.c.subject).in_(bindparam("companies", expanding=True))),
    ),
    _TABLE.c.right.in_(bindparam("rights", expanding=True)),
)


def customer_groups(look: Look, customer: CustomerActor, right: str) -> frozenset[int] | None:
    """The valid groups in which the customer user has this right; None where groups do not count for customers.

    Whatever is more than reading (`ro`) needs `rw`.
    """
    settings, groups = look.config(Settings), look.config(Directory).groups
    if not settings["CustomerGroupSupport"]:
        return None
    rights = RIGHTS if right == "ro" else ("rw",)
    companies = [one.lower() for one in customer.company_ids]
    asked = {"login": customer.login.lower(), "companies": companies, "rights": rights}
    granted = set(look.connection.execute(_GRANTED, asked).scalars())
    everybodys = {group.id for name in settings["CustomerGroupAlwaysGroups"] if (group := groups.named(name))}
    return frozenset(one for one in granted | everybodys if (group := groups.get(one)) and group.valid)
