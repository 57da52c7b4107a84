from polydesk.desk.configuration.demo import DEMO_DESK, demo_logins, load_demo
from polydesk.desk.configuration.document import read_document
from polydesk.desk.configuration.load import load_configuration
from polydesk.desk.desk import Desk
from polydesk.desk.people.change_password import change_agent_password
from polydesk.desk.queues.catalogue import Catalogue
from tests.desk.configuration.loading import dump, load


def test_it_has_the_queues_of_the_published_examples(desk: Desk) -> None:
    assert load_demo(desk)
    with desk.look() as look:
        queues = look.config(Catalogue).queues
        support = queues.named("Support")
        assert queues.named("Sales::Europe")
        assert support and support.clocks.first_response == 60


def test_loading_its_file_again_changes_nothing(desk: Desk) -> None:
    load_demo(desk)
    with desk.work() as work:
        assert not load_configuration(work, read_document(DEMO_DESK)).anything_new


def test_a_desk_in_use_is_left_alone(desk: Desk) -> None:
    load(desk, "agents: [{login: ada}]")
    before = dump(desk)
    assert not load_demo(desk)
    assert dump(desk) == before


def test_logins_are_named_while_their_demonstration_password_works(desk: Desk) -> None:
    assert demo_logins(desk) == []
    load_demo(desk)
    assert ("agent", "root@localhost", "root") in demo_logins(desk)
    assert ("customer user", "c1", "c1-demo") in demo_logins(desk)
    with desk.work() as work:
        change_agent_password(work, "root@localhost", "mine")
    assert "root@localhost" not in [login for _, login, _ in demo_logins(desk)]
