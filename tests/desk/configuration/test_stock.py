from sqlalchemy import select

from polydesk.desk.configuration.stock import install_stock
from polydesk.desk.desk import Desk
from polydesk.desk.fields.registry import Fields
from polydesk.desk.people.directory import Directory
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.services.registry import WebServices
from polydesk.desk.tickets.models import HistoryType
from tests.desk.configuration.loading import dump, load


def test_the_stock_rows_have_their_ids(desk: Desk) -> None:
    with desk.look() as look:
        catalogue = look.config(Catalogue)
        assert [queue.name for queue in catalogue.queues] == ["Postmaster", "Raw", "Junk", "Misc"]
        assert [(state.id, state.type) for state in catalogue.states] == [
            (1, "new"),
            (2, "closed"),
            (3, "closed"),
            (4, "open"),
            (5, "removed"),
            (6, "pending reminder"),
            (7, "pending auto"),
            (8, "pending auto"),
            (9, "merged"),
        ]
        assert [one.name for one in catalogue.priorities][2] == "3 normal"
        assert [one.name for one in catalogue.locks] == ["unlock", "lock", "tmp_lock"]
        assert catalogue.auto_response_types[5].name == "auto remove"
        assert look.config(Fields).all[1].internal


def test_there_are_55_kinds_of_history(desk: Desk) -> None:
    with desk.look() as look:
        names = dict(look.connection.execute(select(HistoryType.id, HistoryType.name)).all())
    assert (names[1], names[27], names[40], names[55]) == (
        "NewTicket",
        "StateUpdate",
        "ArchiveFlagUpdate",
        "ArticleDelete",
    )
    assert len(names) == 55


def test_root_may_do_everything_but_has_no_password(desk: Desk) -> None:
    with desk.look() as look:
        assert look.config(Directory).groups_with(1, "rw") == {1, 2, 3}
    assert "password_hash" not in dump(desk)["agents"][0]


def test_the_services_of_the_published_clients_are_there(desk: Desk) -> None:
    with desk.look() as look:
        services = look.config(WebServices)
        assert {service.name: service.id for service in services} == {
            "GenericTicketConnectorREST": 2,
            "OTOBO": 3,
            "OpenTicketAI": 4,
            "MyConnectorREST": 5,
        }
        assert {service.threshold for service in services} == {"error"}


def test_installing_again_changes_nothing(desk: Desk) -> None:
    before = dump(desk)
    with desk.work() as work:
        install_stock(work)
    assert dump(desk) == before


def test_new_rows_are_numbered_after_the_stock(desk: Desk) -> None:
    load(desk, "queues: [{name: Fifth, group: users}]\ntypes: [{name: Second}]\ncompanies: [{customer_id: a, name: A}]")
    document = dump(desk)
    assert (document["queues"][-1]["id"], document["types"][-1]["id"], document["companies"][-1]["id"]) == (5, 2, 1)
