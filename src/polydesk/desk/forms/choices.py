"""What a customer may choose for a ticket."""

from collections.abc import Collection, Iterable

from polydesk.desk.forms.field import Option
from polydesk.desk.people.customer_groups import customer_groups
from polydesk.desk.people.customers import company_ids_of
from polydesk.desk.queues.catalogue import Catalogue, Entry
from polydesk.desk.queues.customer_services import choosable_services
from polydesk.kernel.actors import CustomerActor
from polydesk.kernel.work import Look


def queue_options(look: Look, login: str) -> list[Option]:
    """Where customers' groups count, the queues of groups in which this one may write."""
    groups = customer_groups(look, _actor(look, login), "rw")
    queues = look.config(Catalogue).queues
    return _options(queue for queue in queues if groups is None or queue.group_id in groups)


def priority_options(look: Look) -> list[Option]:
    return _options(look.config(Catalogue).priorities)


def type_options(look: Look) -> list[Option]:
    return _options(look.config(Catalogue).types)


def state_options(look: Look, types: Collection[str]) -> list[Option]:
    """States of these types, such as `open` and `closed`."""
    return _options(state for state in look.config(Catalogue).states if state.type in types)


def service_options(look: Look, login: str) -> list[Option]:
    """The customer's own services, or everyone's if there are no own ones."""
    own = choosable_services(look, login)
    return _options(service for service in look.config(Catalogue).services if service.id in own)


def sla_options(look: Look, service_id: int | None) -> list[Option]:
    """The SLAs of a service; without a service there are none."""
    return _options(sla for sla in look.config(Catalogue).slas if service_id in sla.service_ids)


def _actor(look: Look, login: str) -> CustomerActor:
    if isinstance(look.actor, CustomerActor) and look.actor.login == login:
        return look.actor
    return CustomerActor(login, company_ids_of(look, login))


def _options(entries: Iterable[Entry]) -> list[Option]:
    """Those in use, by their names."""
    shown = sorted((entry for entry in entries if entry.valid), key=lambda entry: entry.name)
    return [Option(str(entry.id), entry.name) for entry in shown]
