"""Which services a customer user may choose."""

from collections.abc import Collection

from sqlalchemy import func, select

from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.queues.models import CustomerService
from polydesk.kernel.work import Look


def may_choose_service(look: Look, login: str, service_id: int) -> bool:
    """Whether a service is among a customer user's own, or among everyone's if there are no own ones."""
    return service_id in choosable_services(look, login)


def choosable_services(look: Look, login: str) -> Collection[int]:
    """The ids of a customer user's own services, or of everyone's if there are no own ones."""
    own = select(CustomerService.service_id).where(func.lower(CustomerService.customer_login) == login.lower())
    chosen = set(look.connection.execute(own).scalars()) if login else set()
    return chosen or look.config(Catalogue).default_services
