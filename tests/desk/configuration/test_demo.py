from polydesk.desk.configuration.demo import demo_logins, is_demo, load_demo, offer_demo
from polydesk.desk.desk import Desk
from polydesk.desk.people.passwords import verify_password
from polydesk.desk.queues.catalogue import Catalogue
from tests.desk.configuration.loading import dump, entry, load


def test_it_has_the_queues_of_the_published_examples(desk: Desk) -> None:
    offer_demo(desk)
    with desk.look() as look:
        queues = look.config(Catalogue).queues
        support = queues.named("Support")
        assert queues.named("Sales::Europe")
        assert support and support.clocks.first_response == 60


def test_a_desk_knows_whether_it_is_the_demonstration(desk: Desk) -> None:
    assert not is_demo(desk)
    offer_demo(desk)
    assert is_demo(desk)


def test_loading_it_twice_changes_nothing(desk: Desk) -> None:
    with desk.work() as work:
        assert load_demo(work).anything_new
    with desk.work() as work:
        assert not load_demo(work).anything_new


def test_a_desk_in_use_is_left_alone(desk: Desk) -> None:
    load(desk, "agents: [{login: ada}]")
    before = dump(desk)
    offer_demo(desk)
    assert dump(desk) == before


def test_the_printed_logins_open_the_door(desk: Desk) -> None:
    offer_demo(desk)
    sections = {"agent": "agents", "customer user": "customer_users"}
    for one in demo_logins():
        assert verify_password(one.password, entry(desk, sections[one.kind], "login", one.login)["password_hash"])
