"""From a request to its answer, in the order the original works: route, key, right, and only then the body."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import structlog

from polydesk.api.osticket.answer import COMPLETED, CRASHED, Answer
from polydesk.api.osticket.auth import HEADER, authenticate, client_address, logged_name
from polydesk.api.osticket.errors import KeyRefused, Unreadable, answer_of
from polydesk.api.osticket.refusals_log import may_log
from polydesk.api.osticket.routing import Route, find_route
from polydesk.api.osticket.wire import decode, read_submission
from polydesk.desk.intake.registry import KeyEntry
from polydesk.desk.intake.sender_domains import DomainExists, domains_to_ask, missing_among
from polydesk.desk.intake.submission import Refused, Submission
from polydesk.desk.intake.submit import submit
from polydesk.desk.intake.system_log import log, log_refusal
from polydesk.desk.intake.texts import as_text
from polydesk.desk.request import RequestDesk
from polydesk.kernel.errors import DeskError
from polydesk.kernel.work import Work


@dataclass(frozen=True, slots=True)
class Request:
    """`path` begins with `/api/` and is decoded; names of `headers` are in lower case."""

    method: str
    path: str
    query: bytes
    headers: Mapping[str, str]
    peer: str


@dataclass(frozen=True, slots=True)
class Admitted:
    """A request whose caller may do what its route does."""

    route: Route
    key: KeyEntry
    sent_key: str
    address: str


@dataclass(frozen=True, slots=True)
class TakenMail:
    """What became of a mail: the number of its ticket, or why there is none."""

    number: str = ""
    refused: DeskError | None = None


TakeMail = Callable[[bytes, KeyEntry, str], TakenMail]
"""Takes a raw mail that came with this key from this address."""
RunJobs = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Parts:
    """What the API needs of others."""

    run_jobs: RunJobs
    take_mail: TakeMail
    domain_exists: DomainExists


def admit(desk: RequestDesk, request: Request) -> Admitted | Answer:
    """Whether the request may go on; its body is not read yet."""
    route = find_route(request.method, request.path, request.query)
    if isinstance(route, Answer):
        return route
    look = desk.look()
    address = client_address(look, request.peer, request.headers)
    try:
        key = authenticate(look, route, request.headers, address)
    except KeyRefused as refused:
        return _refused_key(desk, refused, address)
    return Admitted(route, key, request.headers.get(HEADER, ""), address)


def answer(desk: RequestDesk, parts: Parts, admitted: Admitted, body: bytes) -> Answer:
    """Every admitted request gets an answer: what nobody foresaw is logged and answered like a crash."""
    try:
        if admitted.route is Route.CRON:
            return _run_jobs(desk, parts, admitted)
        if admitted.route is Route.EMAIL:
            desk.close()
            return _take_mail(desk, parts, admitted, body)
        return _create(desk, parts, admitted, body)
    except Exception:  # noqa: BLE001  the last line of defence
        structlog.get_logger().exception("request_crashed", route=admitted.route.value)
        return CRASHED


def _refused_key(desk: RequestDesk, refused: KeyRefused, address: str) -> Answer:
    result = answer_of(refused)
    if may_log():
        with desk.work() as work:
            _log_error(work, result, refused.key, address)
    return result


def _run_jobs(desk: RequestDesk, parts: Parts, admitted: Admitted) -> Answer:
    desk.close()
    parts.run_jobs()
    with desk.work() as work:
        log(work, "Debug", "Cron Job", f"Cron job executed [{admitted.address}]", remote_address=admitted.address)
    return COMPLETED


def _take_mail(desk: RequestDesk, parts: Parts, admitted: Admitted, body: bytes) -> Answer:
    desk.close()
    taken = parts.take_mail(body, admitted.key, admitted.address)
    return _failed(desk, admitted, taken.refused) if taken.refused else Answer(201, taken.number)


def _create(desk: RequestDesk, parts: Parts, admitted: Admitted, body: bytes) -> Answer:
    unexpected: list[str] = []
    try:
        data = decode(admitted.route, body)
        reading = read_submission(desk.look(), admitted.key, admitted.route, data, admitted.address)
        unexpected = reading.unexpected
        submission = _verified(desk, parts, reading.submission)
        with desk.work() as work:
            _log_unexpected(work, admitted, unexpected)
            submitted = submit(work, submission)
    except (DeskError, Unreadable) as error:
        return _failed(desk, admitted, error, unexpected)
    return Answer(201, submitted.number)


def _verified(desk: RequestDesk, parts: Parts, submission: Submission) -> Submission:
    """With what the DNS says of a newcomer's domain, where the desk wants that; nothing is open meanwhile."""
    domains = domains_to_ask(desk.look(), [as_text(submission.values.get("email")) or ""])
    if not domains:
        return submission
    desk.close()
    return replace(submission, missing_domains=missing_among(domains, parts.domain_exists))


def _failed(desk: RequestDesk, admitted: Admitted, error: Exception, unexpected: Sequence[str] = ()) -> Answer:
    """Logged in a work of its own, since the one that failed leaves nothing."""
    result = answer_of(error)
    with desk.work() as work:
        _log_unexpected(work, admitted, unexpected)
        if isinstance(error, Refused) and admitted.route is not Route.EMAIL:
            log_refusal(work, error)
        _log_error(work, result, logged_name(admitted.key, admitted.sent_key), admitted.address)
    return result


def _log_error(work: Work, result: Answer, key: str, address: str) -> None:
    text = f"{' '.join(result.text.split())} [{key}] "
    log(work, "Warning", f"API Error ({result.status})", text, remote_address=address)


def _log_unexpected(work: Work, admitted: Admitted, unexpected: Sequence[str]) -> None:
    shown = logged_name(admitted.key, admitted.sent_key)
    for name in unexpected:
        text = f"{name}: Unexpected data received in API request [{shown}] "
        log(work, "Error", "Unexpected Data (400)", text, remote_address=admitted.address)
