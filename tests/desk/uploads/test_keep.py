"""Uploads at the same time: browsers send several files of a form at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from polydesk.desk.desk import Desk
from polydesk.desk.uploads.keep import Kept, NewUpload, keep_upload
from polydesk.desk.uploads.models import Upload
from polydesk.kernel.actors import AgentActor, CustomerActor
from polydesk.kernel.errors import Forbidden
from tests.world.cast import CATO, CORA

FILES = 6


def kept(desk: Desk, actor: CustomerActor, form_id: str, name: str) -> Kept | None:
    """None for a form of somebody else."""
    try:
        with desk.work(actor) as work:
            return keep_upload(work, form_id, NewUpload(filename=name, content=name.encode()))
    except Forbidden:
        return None


def test_files_sent_at_once_are_all_kept_and_numbered(shared: Desk) -> None:
    names = [f"{number}.txt" for number in range(FILES)]
    with ThreadPoolExecutor(FILES) as threads:
        done = list(threads.map(lambda name: kept(shared, CORA, "at-once", name), names))
    assert sorted(one.number for one in done if one) == list(range(1, FILES + 1))
    assert len({one.content_id for one in done if one}) == FILES


def test_c1_of_two_who_use_a_form_id_at_once_one_owns_it(shared: Desk) -> None:
    people = [CORA, CATO] * 3
    with ThreadPoolExecutor(len(people)) as threads:
        list(threads.map(lambda pair: kept(shared, pair[1], "whose", f"{pair[0]}.txt"), enumerate(people)))
    with shared.look() as look:
        owners = look.connection.execute(select(Upload.subject).where(Upload.form_id == "whose")).scalars().all()
    assert len(owners) == len(people) / 2
    assert len(set(owners)) == 1


def test_agents_have_no_forms_of_customers(shared: Desk) -> None:
    with pytest.raises(Forbidden), shared.work(AgentActor(2, "agent1")) as work:
        keep_upload(work, "agents", NewUpload(filename="a", content=b"x"))
