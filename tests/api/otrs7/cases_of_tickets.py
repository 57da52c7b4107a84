"""Cases of the contract: tickets, their articles and files."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import literal_column, select, text

from polydesk.api.otrs7 import uploads
from polydesk.desk.tickets import customer_articles
from polydesk.desk.tickets.events import ArticleAdded, FieldSet, TicketOpened
from polydesk.kernel.files import WaitingFiles
from tests.api.otrs7.contract import Case, but
from tests.api.otrs7.contract_stage import LARGEST_FORM
from tests.api.otrs7.portal import FORM_DATA, file_body
from tests.world.cast import CATO

_TICKET = "/api/customer/ticket"
_ARTICLE = f"{_TICKET}/{{TicketID}}/article/{{ArticleID}}"
_FILE = f"{_ARTICLE}/attachment/{{AttachmentID}}"
_UPLOAD = "/api/customer/upload/{FormID}"
_SCREENS = "/api/frontend/external"
_FIELD = {"DynamicField_Product": "web"}
_OWN_ONLY: Mapping[str, Any] = {
    "query": {"CompanyTickets": "1"},
    "settings": {"Ticket::Frontend::CustomerDisableCompanyTicketAccess": True},
}
_UNREADABLE = {
    (customer_articles, "_VISIBLE"): select(text("lost")),
    (customer_articles, "_HEAD"): (*customer_articles._HEAD, literal_column("lost")),
}
_FORM_DATA: Mapping[str, Any] = {"headers": FORM_DATA, "raw": file_body("a.txt", b"abc")}


def _full(_store: WaitingFiles, _content: bytes) -> None:
    raise OSError("no space left")


OPEN = Case(key=f"POST {_TICKET}", body={"Title": "Printer", "Body": "<p>Broken.</p>", **_FIELD})
COUNT, LIST = Case(key=f"GET {_TICKET}/count"), Case(key=f"GET {_TICKET}/list", query={"DynamicFields": "1"})
BY_ID = Case(key=f"GET {_TICKET}/id/{{TicketID}}")
BY_NUMBER = Case(key=f"GET {_TICKET}/number/{{TicketNumber}}")
ANSWER = Case(key=f"POST {_TICKET}/{{TicketID}}/article", body={"Subject": "Re", "Body": "Still.", **_FIELD})
ARTICLE, BODY = Case(key=f"GET {_ARTICLE}"), Case(key=f"GET {_ARTICLE}/body")
FLAG = Case(key=f"POST {_ARTICLE}/flag", body={"Flag": "Seen", "Value": "1"})
FILES = tuple(Case(key=f"{method} {path}") for path in (_FILE, f"{_FILE}/{{Download}}") for method in ("GET", "HEAD"))
UPLOAD = Case(key=f"POST {_UPLOAD}", at={"FormID": "yours"}, **_FORM_DATA)
FETCH = Case(key=f"GET {_UPLOAD}", query={"ContentID": lambda stage: stage.content_id})
REMOVE = Case(key=f"DELETE {_UPLOAD}", body={"Filename": "a.txt"}, prepare=lambda stage: stage.content_id)
DETAIL = Case(key=f"GET {_SCREENS}/ticket/detail-view/{{TicketNumber}}")
ANSWER_FORM = Case(key=f"POST {_SCREENS}/form/ticket/{{TicketID}}/article", body={})

CASES = (
    OPEN,
    but(OPEN, 422, body={}),
    but(OPEN, 900, "CouldNotCreateTicket", fails=TicketOpened),
    but(OPEN, 900, "CouldNotCreateArticle", fails=ArticleAdded),
    but(OPEN, 900, "CouldNotSetDynamicField", fails=FieldSet),
    COUNT,
    but(COUNT, 404, **_OWN_ONLY),
    but(COUNT, 422, query={"StateFilter": "?"}),
    but(LIST, 200, prepare=lambda stage: stage.ArticleID),
    but(LIST, 404, **_OWN_ONLY),
    but(LIST, 422, query={"StateFilter": "?", "Page": "0"}),
    *(
        case
        for good, bad in ((BY_ID, {"TicketID": "x"}), (BY_NUMBER, {"TicketNumber": "x"}), (ARTICLE, {"ArticleID": "x"}))
        for case in (
            good,
            but(good, 403, who=CATO),
            but(good, 422, at=bad),
            but(good, 900, "ArticleLoadingFailed", patched=_UNREADABLE),
        )
    ),
    ANSWER,
    but(ANSWER, 403, at={"TicketID": lambda stage: stage.closed_ticket}),
    but(ANSWER, 422, body={}),
    but(ANSWER, 900, "CouldNotCreateArticle", fails=ArticleAdded),
    but(ANSWER, 900, "CouldNotSetDynamicField", fails=FieldSet),
    BODY,
    but(BODY, 422, at={"ArticleID": "x"}),
    FLAG,
    but(FLAG, 422, body={}),
    *(
        case
        for good in FILES
        for case in (
            good,
            but(good, 403, who=CATO),
            but(good, 404, at={"AttachmentID": 2**40}),
            but(good, 422, at={"TicketID": "x"}),
        )
    ),
    UPLOAD,
    but(UPLOAD, 413, at={"FormID": "big"}, raw=file_body("a.bin", b"x" * (LARGEST_FORM + 1))),
    but(UPLOAD, 422, raw=b""),
    but(UPLOAD, 900, "CouldNotAddFile", patched={(WaitingFiles, "put"): _full}),
    FETCH,
    but(FETCH, 422, query={}),
    REMOVE,
    but(REMOVE, 404, body={"Filename": "other.txt"}),
    but(REMOVE, 422, body={}),
    but(REMOVE, 900, "CouldNotDeleteFile", breaks=(uploads, "remove_upload")),
    Case(key=f"POST {_SCREENS}/form/ticket", body={}),
    ANSWER_FORM,
    Case(key=f"GET {_SCREENS}/ticket/create"),
    DETAIL,
    Case(key=f"GET {_SCREENS}/ticketlist/config", who=None),
)
