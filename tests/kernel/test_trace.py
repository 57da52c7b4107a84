"""A trace has what its own thread did, and nothing of what others did meanwhile."""

import threading

from sqlalchemy import TextClause, text

from polydesk.desk.desk import Desk
from polydesk.kernel.trace import keep_line, traced

ONE, OTHER = text("SELECT 1 AS one"), text("SELECT 2 AS other")


def asked(desk: Desk, statement: TextClause) -> None:
    with desk.look() as look:
        look.connection.execute(statement)


def test_a_trace_is_of_one_thread(desk: Desk) -> None:
    other = threading.Thread(target=asked, args=(desk, OTHER))
    with traced(desk.database) as trace:
        asked(desk, ONE)
        other.start()
        other.join()
        keep_line(None, "", "a line")
    statements = [statement for statement, _ in trace.statements]
    assert (str(ONE) in statements, str(OTHER) in statements) == (True, False)
    assert trace.lines == ["a line"]


def test_it_ends(desk: Desk) -> None:
    with traced(desk.database) as first:
        asked(desk, ONE)
    with traced(desk.database) as second:
        pass
    asked(desk, ONE)
    keep_line(None, "", "a line")
    assert len(first.statements) > 0
    assert (second.statements, first.lines) == ([], [])


def test_values_are_not_in_it(desk: Desk) -> None:
    with traced(desk.database) as trace, desk.look() as look:
        look.connection.execute(text("SELECT :value"), {"value": "secret"})
    assert "secret" not in repr(trace)
