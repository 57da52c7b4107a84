"""What an agent has begun as a new ticket is kept until there is one, with its files, and is nobody else's."""

import re
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from polydesk.desk.desk import Desk
from polydesk.desk.tickets.models import Article
from polydesk.desk.tickets.new_ticket_drafts import NewTicketDraft, list_new_ticket_drafts
from polydesk.desk.tickets.queries import list_articles, list_attachments
from tests.api.generic_interface.test_statement_budget import counted
from tests.web.agent.client import HOST, Browser
from tests.web.agent.test_new_ticket import PATH, form, made
from tests.world.cast import ADA, BO
from tests.world.tickets import configured, opened

DRAFT = f"{PATH}/draft"
KEY = "0123456789abcdef"
OTHER_KEY = "f" * 16
KEPT = re.compile(r'name="kept" value="(\w+)"')


def typed(desk: Desk, **changed: Any) -> dict[str, Any]:
    return form(desk, **{"draft": KEY, **changed})


def drafts(desk: Desk, actor: Any = ADA) -> list[NewTicketDraft]:
    with desk.look(actor) as look:
        return list_new_ticket_drafts(look)


def with_files(browser: Browser, to: str, sent: dict[str, Any], *files: tuple[str, bytes]) -> httpx.Response:
    parts = [("files", (*one, "text/plain")) for one in files]
    request = httpx.Request("POST", HOST, data=sent, files=parts)
    headers = {"origin": HOST, "content-type": request.headers["content-type"], "x-csrf-token": browser.csrf}
    return browser.send("POST", to, request.read(), headers)


def uploaded(browser: Browser, *files: tuple[str, bytes], **changed: Any) -> list[str]:
    reply = with_files(browser, f"{DRAFT}/files", typed(browser.desk, **changed), *files)
    assert reply.status_code == 200
    return KEPT.findall(reply.text)


def attached(desk: Desk, ticket_id: int) -> list[tuple[str, bytes]]:
    with desk.look(ADA) as look:
        [article] = list_articles(look, [ticket_id])[ticket_id]
        files = list_attachments(look, [article.id])[article.id]
        return [(one.filename, look.files.get(one.file_hash)) for one in files]


def tickets(desk: Desk) -> int:
    with desk.look() as look:
        return len(look.connection.execute(select(Article.ticket_id)).all())


class TestText:
    def test_is_kept_while_typing_and_taken_up_again(self, ada: Browser) -> None:
        reply = ada.post(DRAFT, typed(ada.desk, Title="Half a <b>", Body="Precious"))
        assert "Draft saved" in reply.text
        page = ada.get(PATH).text
        for text in ('value="Half a &lt;b&gt;"', "Precious", 'value="c1"', f'value="{KEY}"', "Draft from"):
            assert text in page, text
        assert "Draft from" not in ada.get(f"{PATH}?kind=email").text

    def test_a_draft_is_gone_once_the_ticket_is_there(self, ada: Browser) -> None:
        ada.post(DRAFT, typed(ada.desk))
        made(ada.post(PATH, typed(ada.desk)))
        assert drafts(ada.desk) == [] and "Draft from" not in ada.get(PATH).text

    def test_a_draft_stays_with_a_ticket_that_failed(self, ada: Browser) -> None:
        before = tickets(ada.desk)
        ada.post(DRAFT, typed(ada.desk, customer="nobody"))
        assert ada.post(PATH, typed(ada.desk, customer="nobody")).status_code == 422
        assert len(drafts(ada.desk)) == 1 and tickets(ada.desk) == before

    def test_discarding_leads_to_an_empty_form(self, ada: Browser) -> None:
        ada.post(DRAFT, typed(ada.desk, kind="email"))
        reply = ada.post(f"{DRAFT}/discard", {"draft": KEY, "kind": "email", "again": "1"})
        assert reply.headers["location"] == f"{PATH}?kind=email" and drafts(ada.desk) == []

    def test_nothing_typed_is_no_draft(self, ada: Browser) -> None:
        ada.post(DRAFT, typed(ada.desk))
        nothing = typed(ada.desk, customer="", Title=" ", Body="")
        ada.post(DRAFT, nothing)
        assert drafts(ada.desk) == []
        assert ada.post(PATH, {**nothing, "step": "keep"}).headers["location"] == "/"
        assert drafts(ada.desk) == []

    def test_a_call_that_becomes_a_mail_takes_its_draft_along(self, ada: Browser) -> None:
        ada.post(DRAFT, typed(ada.desk))
        ada.post(DRAFT, typed(ada.desk, kind="email", cc="x@zulu.test"))
        [draft] = drafts(ada.desk)
        assert (draft.kind, draft.text("cc")) == ("email", "x@zulu.test")
        assert 'value="x@zulu.test"' in ada.get(f"{PATH}?kind=email").text

    def test_a_call_that_becomes_a_mail_leaves_another_mail_alone(self, ada: Browser) -> None:
        ada.post(DRAFT, typed(ada.desk, kind="email", draft=OTHER_KEY, Title="The mail"))
        for kind in ("phone", "email"):
            ada.post(DRAFT, typed(ada.desk, kind=kind, Title="The call"))
        assert [(one.kind, one.text("Title")) for one in drafts(ada.desk)] == [
            ("email", "The mail"),
            ("phone", "The call"),
        ]
        page = ada.get(PATH).text
        assert 'value="The call"' in page and 'value="email" checked' in page and "The mail" in page

    def test_a_form_that_was_replaced_removes_nothing_of_the_new_one(self, ada: Browser) -> None:
        ada.post(DRAFT, typed(ada.desk))
        ada.post(DRAFT, typed(ada.desk, draft=OTHER_KEY, Title="Newer"))
        ada.post(f"{DRAFT}/discard", {"draft": KEY})
        made(ada.post(PATH, typed(ada.desk)))
        assert [one.text("Title") for one in drafts(ada.desk)] == ["Newer"]

    def test_what_another_page_asked_for_is_shown_beside_a_draft(self, ada: Browser) -> None:
        ada.post(DRAFT, typed(ada.desk, Title="Something else"))
        page = ada.get(f"{PATH}?customer=c2").text
        assert 'name="customer" value="c2"' in page and "takes its place" in page and "Something else" in page
        ada.post(DRAFT, typed(ada.desk, draft=OTHER_KEY, customer="c2", began="c2", Title="Theirs"))
        assert 'value="Theirs"' in ada.get(f"{PATH}?customer=c2").text

    def test_a_split_goes_on_and_forgets_an_origin_it_may_not_see_any_more(self, ada: Browser) -> None:
        ticket_id = opened(ada.desk, title="Origin", customer_user="c1")
        with ada.desk.look(ADA) as look:
            [article] = list_articles(look, [ticket_id])[ticket_id]
        ada.post(DRAFT, typed(ada.desk, from_article=article.id, began=article.id))
        assert "Split from ticket" in ada.get(f"{PATH}?from_article={article.id}").text
        ada.post(DRAFT, typed(ada.desk, from_article=10**9, Title="Kept"))
        page = ada.get(PATH)
        assert page.status_code == 200 and 'value="Kept"' in page.text

    def test_what_is_too_long_to_be_kept_is_refused_and_shown_again(self, ada: Browser) -> None:
        sent = typed(ada.desk, Body="x" * 1_000_001)
        assert ada.post(DRAFT, sent).status_code == 422
        reply = ada.post(PATH, sent)
        assert reply.status_code == 422 and 'id="field-Body-error"' in reply.text

    def test_sql_and_characters_no_database_holds_are_texts_like_others(self, ada: Browser) -> None:
        evil = "'; DROP TABLE draft; --\0 \u202e"
        ada.post(DRAFT, typed(ada.desk, Title=evil, **{evil: evil}))
        assert drafts(ada.desk)[0].text("Title") == evil.replace("\0", "")
        assert ada.get(PATH).status_code == 200

    def test_cross_site_scripting_by_what_was_begun(self, ada: Browser) -> None:
        evil = '</textarea>"><script>alert(1)</script>'
        for key, kind in ((KEY, "phone"), (OTHER_KEY, "email")):
            ada.post(
                DRAFT, typed(ada.desk, draft=key, kind=kind, Title=evil, Body=evil, customer=evil, began=evil, cc=evil)
            )
        for query in ("", "?kind=email", "?customer=c1", "?customer=%22%3E%3Cscript%3Ealert"):
            assert "<script>alert" not in ada.get(f"{PATH}{query}").text


class TestFiles:
    def test_come_before_the_ticket_and_go_along_with_it(self, ada: Browser) -> None:
        [first, second] = uploaded(ada, ("a.txt", b"A"), ("b.txt", b"B"))
        assert KEPT.findall(ada.get(PATH).text) == [first, second]
        assert attached(ada.desk, made(ada.post(PATH, typed(ada.desk, kept=[second])))) == [("b.txt", b"B")]
        assert drafts(ada.desk) == []

    def test_of_a_form_that_could_not_be_saved_need_not_be_chosen_again(self, ada: Browser) -> None:
        reply = with_files(ada, PATH, typed(ada.desk, customer="nobody"), ("a.txt", b"A"))
        assert reply.status_code == 422
        kept = KEPT.findall(reply.text)
        assert attached(ada.desk, made(ada.post(PATH, typed(ada.desk, kept=kept)))) == [("a.txt", b"A")]

    def test_are_kept_by_a_step_without_scripts(self, ada: Browser) -> None:
        reply = with_files(ada, PATH, typed(ada.desk, step="look-up", customer="acme"), ("a.txt", b"A"))
        assert reply.status_code == 200 and "a.txt" in reply.text
        reply = with_files(ada, PATH, typed(ada.desk, step="keep", kept=KEPT.findall(reply.text)), ("b.txt", b"B"))
        assert reply.headers["location"] == "/"
        assert [one["name"] for one in drafts(ada.desk)[0].files] == ["a.txt", "b.txt"]

    @pytest.mark.parametrize(
        "name",
        [
            "..",
            "../../etc/passwd",
            "a\u202egpj.exe",
            "\u200b.htaccess",
            "x" * 4000 + ".txt",
            "CON",
            "a\\b",
            "<img src=x>",
        ],
    )
    def test_a5_have_names_that_do_no_harm(self, ada: Browser, name: str) -> None:
        kept = uploaded(ada, (name, b"A"))
        assert "<img" not in ada.get(PATH).text
        [(stored, _content)] = attached(ada.desk, made(ada.post(PATH, typed(ada.desk, kept=kept))))
        assert stored and len(stored) <= 250 and not stored.startswith(".") and not set("/\\\u202e\u200b") & set(stored)

    def test_with_an_endless_type_are_taken(self, ada: Browser) -> None:
        parts = {"files": ("a.txt", b"A", "text/" + "x" * 900)}
        request = httpx.Request("POST", HOST, data=typed(ada.desk), files=parts)
        headers = {"origin": HOST, "content-type": request.headers["content-type"], "x-csrf-token": ada.csrf}
        kept = KEPT.findall(ada.send("POST", f"{DRAFT}/files", request.read(), headers).text)
        made(ada.post(PATH, typed(ada.desk, kept=kept)))

    def test_that_are_too_large_are_refused_at_once_and_together(self, ada: Browser) -> None:
        configured(ada.desk, settings={"WebMaxFileUpload": 3})
        kept = uploaded(ada, ("a", b"12"))
        assert with_files(ada, f"{DRAFT}/files", typed(ada.desk), ("b", b"34")).status_code == 422
        reply = with_files(ada, PATH, typed(ada.desk, kept=kept, Body="Precious"), ("b", b"34"))
        assert reply.status_code == 422 and "Precious" in reply.text and "larger than this desk takes" in reply.text
        assert KEPT.findall(reply.text) == kept

    def test_that_are_gone_are_asked_for_again_and_nothing_is_saved(self, ada: Browser) -> None:
        """Another form has taken the place of the draft they were of."""
        before = tickets(ada.desk)
        kept = uploaded(ada, ("a.txt", b"A"))
        ada.post(DRAFT, typed(ada.desk, draft=OTHER_KEY))
        reply = ada.post(PATH, typed(ada.desk, kept=kept))
        assert reply.status_code == 422 and "Please choose them again" in reply.text
        assert tickets(ada.desk) == before


class TestOthers:
    def test_c1_nobody_reads_or_changes_the_draft_of_another_agent(self, ada: Browser, browser: Browser) -> None:
        [key] = uploaded(ada, ("secret.txt", b"A"), Body="Precious")
        bo = browser.of("agent2", "agent2-pw")
        for address in (PATH, f"{PATH}?kind=email", f"{PATH}?customer=c1"):
            assert not {"Precious", "secret.txt", KEY} & set(re.findall(r"[\w.]+", bo.get(address).text))
        bo.post(f"{DRAFT}/discard", {"draft": KEY})
        bo.post(DRAFT, typed(bo.desk, Body="Bo's"))
        stolen = drafts(ada.desk)[0].files[0]["hash"]
        assert bo.post(PATH, typed(bo.desk, Body="Bo's", kept=[key, stolen])).status_code == 422
        [mine], [theirs] = drafts(ada.desk), drafts(ada.desk, BO)
        assert (mine.text("Body"), theirs.text("Body"), theirs.files) == ("Precious", "Bo's", ())

    @pytest.mark.parametrize("path", [DRAFT, f"{DRAFT}/discard", f"{DRAFT}/files"])
    def test_cross_site_request_forgery_keeps_and_discards_nothing(self, ada: Browser, path: str) -> None:
        ada.post(DRAFT, typed(ada.desk))
        assert ada.post(path, typed(ada.desk, Title="Evil"), csrf=False).status_code == 403
        assert ada.post(path, typed(ada.desk, Title="Evil"), origin="http://evil.test").status_code == 403
        assert drafts(ada.desk)[0].text("Title") == "No toner"

    @pytest.mark.parametrize("key", ["", "x", "../..", "0" * 400, "é" * 16])
    def test_a_key_of_another_shape_is_none(self, ada: Browser, key: str) -> None:
        assert ada.post(DRAFT, typed(ada.desk, draft=key)).status_code == 200
        assert re.fullmatch("[0-9a-f]{16}", drafts(ada.desk)[0].key)


def test_a_draft_costs_the_same_however_many_files_it_has(ada: Browser) -> None:
    costs = []
    for names in (["a"], list("bcdefgh")):
        uploaded(ada, *((name, b"A") for name in names))
        with counted(ada.desk) as shown:
            ada.get(PATH)
        with counted(ada.desk) as kept:
            ada.post(DRAFT, typed(ada.desk))
        costs.append((len(shown), len(kept)))
    assert costs[0] == costs[1]
    assert costs[0][0] <= 9, costs
