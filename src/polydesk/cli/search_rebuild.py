"""polydesk search rebuild"""

from polydesk.cli.options import DEFAULT_DATA, Data, Database
from polydesk.desk.search.rebuild import rebuild_search_index
from polydesk.wiring import open_desk


def rebuild(data: Data = DEFAULT_DATA, database: Database = None) -> None:
    """Build the search index anew. What is to be written about tickets waits until it is done."""
    with open_desk(data, database).work() as work:
        rebuild_search_index(work)
