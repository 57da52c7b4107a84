"""For a customer user who has lost what makes one-time codes: the password alone lets them in again."""

from polydesk.desk.audit.record import audit
from polydesk.desk.people.second_factor import set_secret
from polydesk.kernel.actors import CustomerActor
from polydesk.kernel.work import Work


def forget_customer_code(work: Work, login: str) -> None:
    set_secret(work, CustomerActor(login), "")
    audit(work, "auth.factors_forgotten", "customer", login)
