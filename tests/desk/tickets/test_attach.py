from sqlalchemy import select

from polydesk.desk.desk import Desk
from polydesk.desk.tickets.attach import NewFile, attach_files
from polydesk.desk.tickets.models import Attachment
from polydesk.desk.tickets.queries import last_article, list_attachments
from tests.world.cast import ADA
from tests.world.tickets import NOON, at, changed, opened, ticket_row


def article_of(desk: Desk, ticket_id: int) -> int:
    with desk.look() as look:
        article = last_article(look, ticket_id)
    assert article
    return int(article.id)


def names(desk: Desk, article_id: int) -> list[str]:
    with desk.look() as look:
        return [one.filename for one in list_attachments(look, [article_id])[article_id]]


def test_contents_are_in_the_file_store_and_everything_sent_is_kept(shared: Desk) -> None:
    ticket_id = opened(shared)
    article_id = article_of(shared, ticket_id)
    new = NewFile(filename="a.txt", content=b"abc", content_type="text/plain", content_id="<x>", disposition="inline")
    changed(shared, ticket_id, ADA, attach_files, article_id, [new])
    with shared.look() as look:
        [file] = list_attachments(look, [article_id])[article_id]
    assert shared.files.get(file.file_hash) == b"abc"
    assert (file.filename, file.size, file.content_type) == ("a.txt", 3, "text/plain")
    assert (file.content_id, file.disposition) == ("<x>", "inline")


def test_files_have_no_history_of_their_own_but_change_the_ticket(shared: Desk) -> None:
    ticket_id = opened(at(shared, NOON))
    article_id = article_of(shared, ticket_id)
    assert changed(shared, ticket_id, ADA, attach_files, article_id, [NewFile(filename="a", content=b"")]) == []
    assert ticket_row(shared, ticket_id).change_time > NOON


def test_names_are_distinct_within_an_article_also_over_several_works(shared: Desk) -> None:
    ticket_id = opened(shared)
    article_id = article_of(shared, ticket_id)
    same = NewFile(filename="s.tar.gz", content=b"1")
    changed(shared, ticket_id, ADA, attach_files, article_id, [same, same])
    changed(shared, ticket_id, ADA, attach_files, article_id, [same])
    assert names(shared, article_id) == ["s.tar.gz", "s.tar-1.gz", "s.tar-2.gz"]


def test_a5_names_lose_their_leading_dots_and_name_nothing_on_our_disk(shared: Desk) -> None:
    ticket_id = opened(shared)
    article_id = article_of(shared, ticket_id)
    hostile = [".hidden", "../../etc/passwd", "\u200b.htaccess", "x" * 300]
    files = [NewFile(filename=name, content=b"same") for name in hostile]
    changed(shared, ticket_id, ADA, attach_files, article_id, files)
    assert names(shared, article_id) == ["hidden", "/../etc/passwd", "\u200b.htaccess", "x" * 250]
    with shared.look() as look:
        hashes = select(Attachment.file_hash).where(Attachment.article_id == article_id).distinct()
        [only] = look.connection.execute(hashes).scalars()
    assert shared.files.get(only) == b"same"


def test_names_can_be_kept_as_they_were_given(shared: Desk) -> None:
    ticket_id = opened(shared)
    article_id = article_of(shared, ticket_id)
    given = ["../../x.txt", "a.txt", "a.txt"]
    files = [NewFile(filename=name, content=b"a") for name in given]
    changed(shared, ticket_id, ADA, attach_files, article_id, files, as_given=True)
    assert sorted(names(shared, article_id)) == given
