from dataclasses import replace

import pytest
from sqlalchemy import insert, select

from polydesk.desk.desk import Desk
from polydesk.desk.notifications.models import NotificationView
from polydesk.desk.people.preferences import set_preferences
from polydesk.desk.tickets.attach import NewFile
from polydesk.desk.tickets.customer_flags import CustomerArticleFlag
from polydesk.kernel.actors import AgentActor, CustomerActor
from tests.api.otrs7.client import Client
from tests.api.otrs7.tickets import ANSWER, NOTE, QUESTION, article_ids, article_path, asked, file_ids, written
from tests.world.cast import ADA, CATO, CLEO, CORA
from tests.world.tickets import configured, opened

LOG = NewFile(filename="log.txt", content=b"error 42\n", content_type="text/plain; charset=utf-8")
PANEL = NewFile(
    filename="panel.png", content=b"\x89PNG", content_type="image/png", content_id="<p@x>", disposition="inline"
)
SEEN = {"Flag": "Seen", "Value": "1"}


def test_an_article_has_its_texts_and_files(shared: Client) -> None:
    ticket_id = asked(shared.desk, article=None)
    html = replace(
        QUESTION, body="<p>It <b>jams</b></p>", content_type="text/html; charset=utf-8", to="Sales", cc="b@c.de"
    )
    article_id = written(shared.desk, ticket_id, html, CORA, files=(LOG, PANEL))
    article = shared.of(CORA).get(article_path(ticket_id, article_id)).json
    log, panel = file_ids(shared.desk, article_id)
    assert {key: article[key] for key in ("ArticleID", "TicketID", "Subject", "To", "Cc", "ReplyTo")} == {
        "ArticleID": article_id,
        "TicketID": ticket_id,
        "Subject": "Question",
        "To": "Sales",
        "Cc": "b@c.de",
        "ReplyTo": "",
    }
    assert (article["MimeType"], article["Body"].strip(), article["HasAttachments"]) == ("text/html", "It jams", 1)
    assert article["Attachments"] == [
        {
            "AttachmentID": log,
            "Filename": "log.txt",
            "ContentType": "text/plain; charset=utf-8",
            "FilesizeRaw": 9,
            "Disposition": "attachment",
            "ContentID": "",
        },
        {
            "AttachmentID": panel,
            "Filename": "panel.png",
            "ContentType": "image/png",
            "FilesizeRaw": 4,
            "Disposition": "inline",
            "ContentID": "p@x",
        },
    ]
    assert not {"DynamicField", "Avatar"} & set(article)


def test_fields_and_picture_only_on_request(otrs7: Client) -> None:
    field = {"name": "Mood", "label": "Mood", "kind": "Text", "object": "Article", "position": 1, "config": {}}
    configured(
        otrs7.desk,
        dynamic_fields=[field],
        screens={"ExternalFrontend::TicketDetailView": {"DynamicField": {"Mood": 1, "Product": 1}}},
    )
    for person in (CORA, AgentActor(ADA.id, ADA.login)):
        with otrs7.desk.work() as work:
            set_preferences(work, person, {"UserAvatar": f"picture of {person.login}"}, prefix="")
    ticket_id = asked(otrs7.desk)
    written(otrs7.desk, ticket_id, ANSWER)
    question, answer = article_ids(otrs7.desk, ticket_id)
    cora = otrs7.of(CORA)
    shapes = [cora.get(article_path(ticket_id, one), Avatar="1", DynamicFields="1").json for one in (question, answer)]
    assert [one["Avatar"] for one in shapes] == ["picture of c1", "picture of agent1"]
    shown = {"Name": "Mood", "Label": "Mood", "Value": "", "Title": "", "TranslatableValues": 0}
    assert shapes[0]["DynamicField"] == [shown]


PATHS = ["", "/body", "/attachment/{file}", "/attachment/{file}/1"]


@pytest.mark.parametrize("rest", PATHS)
def test_c4_hidden_articles_and_those_of_others_are_not_there(shared: Client, rest: str) -> None:
    hers, elsewhere = asked(shared.desk), asked(shared.desk)
    visible = written(shared.desk, hers, ANSWER, files=(LOG,))
    hidden = written(shared.desk, hers, NOTE, files=(LOG,))

    def path(ticket_id: int, article_id: int, of: int = visible) -> str:
        return article_path(ticket_id, article_id, rest.format(file=file_ids(shared.desk, of)[0]))

    cora, cato = shared.of(CORA), shared.of(CATO)
    refused = [
        cora.get(path(hers, hidden, hidden)),
        cora.get(path(hers, hidden)),
        cora.get(path(elsewhere, visible)),
        cora.get(path(hers, 99999999)),
        cora.get(path(2**70, visible)),
        cora.get(path(hers, 2**70)),
        cato.get(path(hers, visible)),
        cato.get(path(99999999, visible)),
    ]
    assert {(one.status, one.body) for one in refused} == {(403, b'{"Error":"No permission."}')}
    for reader in (cora, shared.of(CLEO)):
        assert reader.get(path(hers, visible)).status == 200


@pytest.mark.parametrize("rest", PATHS)
def test_all_ids_are_looked_at_before_permission(shared: Client, rest: str) -> None:
    cora, bad = shared.of(CORA), rest.format(file="x")
    expected = {"TicketID", "ArticleID"} | ({"AttachmentID"} if "file" in rest else set())
    assert set(cora.get(article_path("abc", "²", bad)).errors) == expected
    assert set(cora.get(article_path(99999999, "abc", rest.format(file="1"))).errors) == {"ArticleID"}
    assert shared.get(article_path("abc", "abc", bad)).status == 401


def flags(desk: Desk) -> set[tuple[str, int]]:
    with desk.look() as look:
        columns = select(CustomerArticleFlag.customer_login, CustomerArticleFlag.article_id)
        return {(row[0], row[1]) for row in look.connection.execute(columns)}


def test_seen_is_noted_for_this_customer_alone_as_often_as_they_like(shared: Client) -> None:
    ticket_id = asked(shared.desk)
    [article_id] = article_ids(shared.desk, ticket_id)
    path, cora, cleo = article_path(ticket_id, article_id, "/flag"), shared.of(CORA), shared.of(CLEO)
    for _ in range(2):
        reply = cora.post(path, SEEN)
        assert (reply.status, reply.json) == (200, {})
    assert {one for one in flags(shared.desk) if one[1] == article_id} == {("c1", article_id)}
    assert cleo.post(path, {"Flag": "Seen", "Value": 1}).status == 200
    for _ in range(2):
        assert cora.post(path, {"Flag": "Seen", "Value": False}).status == 200
    assert {one for one in flags(shared.desk) if one[1] == article_id} == {("c2", article_id)}


@pytest.mark.parametrize(
    ("sent", "named"),
    [
        ({}, {"Flag", "Value"}),
        ({"Flag": "Seen"}, {"Value"}),
        ({"Flag": "Important", "Value": "2"}, {"Flag", "Value"}),
        ({"Flag": ["Seen"], "Value": {"1": 1}}, {"Flag", "Value"}),
        ({"Flag": "seen", "Value": "1"}, {"Flag"}),
    ],
)
def test_only_seen_with_one_or_zero_is_a_flag(shared: Client, sent: dict[str, object], named: set[str]) -> None:
    assert set(shared.of(CORA).post(article_path(99999999, 1, "/flag"), sent).errors) == named
    assert set(shared.of(CORA).post(article_path("x", 1, "/flag"), sent).errors) == {*named, "TicketID"}


def test_c1_flags_need_an_article_the_customer_may_see(shared: Client) -> None:
    ticket_id, before = asked(shared.desk), flags(shared.desk)
    hidden = written(shared.desk, ticket_id, NOTE)
    [question, _] = article_ids(shared.desk, ticket_id)
    cora, cato = shared.of(CORA), shared.of(CATO)
    replies = [
        cora.post(article_path(ticket_id, hidden, "/flag"), SEEN),
        cora.post(article_path(asked(shared.desk), question, "/flag"), SEEN),
        cora.post(article_path(ticket_id, 2**70, "/flag"), SEEN),
        cato.post(article_path(ticket_id, question, "/flag"), SEEN),
        cato.post(article_path(2**70, question, "/flag"), SEEN),
    ]
    assert {(one.status, one.body) for one in replies} == {(403, b'{"Error":"No permission."}')}
    assert shared.post(article_path(ticket_id, question, "/flag"), {}).status == 401
    assert flags(shared.desk) == before


def test_whoever_sees_an_article_has_seen_what_they_were_told_of_its_ticket(otrs7: Client) -> None:
    ticket_id, other = asked(otrs7.desk), opened(otrs7.desk)
    [article_id] = article_ids(otrs7.desk, ticket_id)
    told = [
        ("c1", "Ticket", ticket_id),
        ("c1", "Ticket", other),
        ("c1", "Chat", ticket_id),
        ("c2", "Ticket", ticket_id),
    ]
    with otrs7.desk.work() as work:
        for login, kind, object_id in told:
            work.connection.execute(
                insert(NotificationView).values(**_view(login, kind, object_id), create_time=work.now)
            )
    cora = otrs7.of(CORA)
    for value, seen in (("0", []), ("1", [told[0]])):
        cora.post(article_path(ticket_id, article_id, "/flag"), {"Flag": "Seen", "Value": value})
        with otrs7.desk.look() as look:
            rows = look.connection.execute(select(NotificationView.__table__).where(NotificationView.seen == 1)).all()
        assert [(row.subject, row.object_type, int(row.object_id)) for row in rows] == seen


def _view(login: str, kind: str, object_id: int) -> dict[str, object]:
    texts = dict.fromkeys(("name", "comment", "title", "body", "object_reference"), "")
    return {
        **texts,
        "subject_kind": "customer",
        "subject": login,
        "object_type": kind,
        "object_id": str(object_id),
        "seen": 0,
    }


def test_b13_a_flag_is_set_by_a_header_never_by_a_cookie(shared: Client) -> None:
    ticket_id = asked(shared.desk)
    [article_id] = article_ids(shared.desk, ticket_id)
    cookie = {"cookie": f"AuthenticationCustomer={shared.token_of(CustomerActor('c1', ('acme',)))}"}
    assert shared.post(article_path(ticket_id, article_id, "/flag"), SEEN, headers=cookie).status == 401
    assert shared.get(article_path(ticket_id, article_id), headers=cookie).status == 401
    assert shared.get(article_path(ticket_id, article_id, "/body"), headers=cookie).status == 200
