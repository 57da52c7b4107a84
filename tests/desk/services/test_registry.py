from sqlalchemy import update

from polydesk.desk.desk import Desk
from polydesk.desk.services.models import WebServiceRow
from polydesk.desk.services.registry import WebServices


def test_a_service_that_no_longer_compiles_leaves_the_others_alone(desk: Desk) -> None:
    with desk.work() as work:
        broken = update(WebServiceRow).where(WebServiceRow.name == "OTOBO").values(config="- not a mapping")
        work.connection.execute(broken)
        work.configuration_changed()
    with desk.look() as look:
        services = look.config(WebServices)
        assert services.named("OTOBO") is None
        assert services.by_id(3) is None
        assert {service.name for service in services} >= {"GenericTicketConnectorREST", "OpenTicketAI"}


def test_a_service_out_of_use_is_not_served(desk: Desk) -> None:
    with desk.work() as work:
        work.connection.execute(update(WebServiceRow).where(WebServiceRow.id == 2).values(valid=2))
        work.configuration_changed()
    with desk.look() as look:
        assert look.config(WebServices).named("GenericTicketConnectorREST") is None


def test_a_service_that_stays_as_it_is_is_not_read_again(desk: Desk) -> None:
    with desk.look() as look:
        before = look.config(WebServices)
    with desk.work() as work:
        broken = update(WebServiceRow).where(WebServiceRow.name == "OTOBO").values(config="- not a mapping")
        work.connection.execute(broken)
        work.configuration_changed()
    with desk.look() as look:
        after = look.config(WebServices)
        assert after is not before
        assert after.named("OpenTicketAI") is before.named("OpenTicketAI")
