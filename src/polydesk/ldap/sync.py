"""Takes people over from the directory whenever it is time to."""

from polydesk.desk.desk import Desk
from polydesk.desk.people.directory_sync import is_due, sync_people
from polydesk.kernel.errors import Conflict


def sync_when_due(desk: Desk) -> None:
    with desk.look() as look:
        due = is_due(look)
    if not due:
        return
    try:
        sync_people(desk.work, desk.people_server)
    except Conflict:  # somebody has just asked for it by hand
        return
