"""IncludeTicketData: create and update answer with the whole ticket, in a shape of its own."""

import pytest

from tests.api.client import ADA, ARTICLE, TICKET, Client

FILE = {"Content": "SGVsbG8=", "ContentType": "text/plain", "Filename": "b.txt"}
REDUCED = {
    "ArticleID", "ArticleNumber", "TicketID", "SenderType", "SenderTypeID", "CommunicationChannelID",
    "IsVisibleForCustomer", "CreateBy", "CreateTime", "ChangeBy", "ChangeTime",
}  # fmt: skip


@pytest.fixture
def otobo(client: Client) -> Client:
    """A stock web service that includes ticket data."""
    return Client(client.desk, "OTOBO")


def test_create_answers_with_the_ticket_and_one_article(client: Client, otobo: Client) -> None:
    field = {"Name": "Urgency", "Value": "high"}
    made = otobo.send("POST", "/ticket", {**ADA, "Ticket": TICKET, "Article": ARTICLE, "DynamicField": field}).json
    ticket = made["Ticket"]
    assert (str(ticket["TicketID"]), ticket["TicketNumber"]) == (made["TicketID"], made["TicketNumber"])
    assert field in ticket["DynamicField"]
    assert ticket["Article"]["ArticleID"] == made["ArticleID"]
    assert ticket["Article"]["DynamicField"] == [{"Name": "CallRef", "Value": None}]
    assert not {"TimeUnit", "Attachment"} & {*ticket, *ticket["Article"]}


def test_it_shows_what_ticket_get_shows_besides(client: Client, otobo: Client) -> None:
    made = otobo.send("POST", "/ticket", {**ADA, "Ticket": TICKET, "Article": ARTICLE}).json["Ticket"]
    got = client.ticket(made["TicketID"], DynamicFields=1, AllArticles=1)
    article = got.pop("Article")[0]
    for shape in (got, article):
        shape.pop("TimeUnit")
    assert {**got, "Age": 0, "Article": article} == {**made, "Age": 0}


def test_attachments_have_no_number_and_the_html_body_is_among_them(otobo: Client) -> None:
    article = {**ARTICLE, "Body": "<b>x</b>", "ContentType": "text/html; charset=utf-8"}
    made = otobo.send("POST", "/ticket", {**ADA, "Ticket": TICKET, "Article": article, "Attachment": FILE}).json
    files = made["Ticket"]["Article"]["Attachment"]
    assert [one["Filename"] for one in files] == ["b.txt", "file-2"]
    assert not any("FileID" in one for one in files)


def test_an_update_without_an_article_shows_the_last_one_reduced(client: Client, otobo: Client) -> None:
    ticket_id = client.open()
    article_id = client.update(ticket_id, Article=ARTICLE).json["ArticleID"]
    sent = {**ADA, "TicketID": ticket_id, "Ticket": {"Title": "New"}}
    answer = otobo.send("PUT", "/ticket", sent).json
    assert (answer["ArticleID"], answer["TicketID"]) == (article_id, ticket_id)
    assert set(answer["Ticket"]["Article"]) == REDUCED
    assert answer["Ticket"]["Title"] == "New"


def test_an_update_with_an_article_shows_it_in_full(client: Client, otobo: Client) -> None:
    ticket_id = client.open()
    sent = {**ADA, "TicketID": ticket_id, "Ticket": {"State": "open"}, "Article": {**ARTICLE, "Body": "Second"}}
    answer = otobo.send("PUT", "/ticket", sent).json
    assert (answer["Ticket"]["State"], answer["Ticket"]["Article"]["Body"]) == ("open", "Second")


def test_without_it_the_answer_is_three_ids(client: Client) -> None:
    assert set(client.create().json) == {"TicketID", "TicketNumber", "ArticleID"}
    assert set(client.update(client.open(), Ticket={"Title": "New"}).json) == {"TicketID", "TicketNumber"}
