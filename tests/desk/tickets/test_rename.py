from polydesk.desk.desk import Desk
from polydesk.desk.tickets.rename import rename_ticket
from tests.world.cast import ADA
from tests.world.tickets import changed, opened, ticket_row


def test_the_history_has_the_old_title_whole_and_the_new_one_cut(shared: Desk) -> None:
    ticket_id = opened(shared, title="o" * 60)
    assert changed(shared, ticket_id, ADA, rename_ticket, "n" * 60) == [
        ("TitleUpdate", "%%" + "o" * 60 + "%%" + "n" * 50 + "...")
    ]
    assert ticket_row(shared, ticket_id).title == "n" * 60


def test_a_title_of_fifty_characters_is_shown_whole(shared: Desk) -> None:
    assert changed(shared, opened(shared), ADA, rename_ticket, "n" * 50) == [("TitleUpdate", "%%Printer%%" + "n" * 50)]


def test_the_same_title_is_no_change(shared: Desk) -> None:
    assert changed(shared, opened(shared), ADA, rename_ticket, "Printer") == []


def test_a_title_that_differs_beyond_what_is_kept_is_no_change(shared: Desk) -> None:
    ticket_id = opened(shared, title="x" * 191)
    assert changed(shared, ticket_id, ADA, rename_ticket, "x" * 191 + "y") == []
