from polydesk.desk.search.criteria import ArticleKey, TicketCriteria
from polydesk.desk.search.patterns import containing
from polydesk.desk.search.search_tickets import search_tickets
from polydesk.desk.tickets.add_article import add_article
from polydesk.desk.tickets.attach import NewFile, attach_files
from polydesk.desk.tickets.open import open_ticket
from polydesk.kernel.actors import SYSTEM
from polydesk.wiring import open_desk
from tests.cli.running import Commands
from tests.world.tickets import NOTE, new_ticket


def test_names_of_files_are_found_by_apis_once_the_index_is_built_anew(polydesk: Commands) -> None:
    desk = open_desk(polydesk.data)
    with desk.work(SYSTEM) as work:
        ticket_id = open_ticket(work, new_ticket(work, queue="Raw")).id
        article_id = add_article(work, ticket_id, NOTE)
        attach_files(work, ticket_id, article_id, [NewFile(filename="Photo.png", content=b"p")])
    wanted = TicketCriteria(articles={ArticleKey.ATTACHMENT_NAME: (containing("photo"),)})
    found = []
    for _ in range(2):
        with desk.look() as look:
            found.append(search_tickets(look, wanted, limit=5))
        assert polydesk.output("search", "rebuild") == ""
    assert found == [[], [ticket_id]]
    desk.database.dispose()
