"""`Idempotency-Key`: a POST that is sent again, because its answer got lost, is answered again and not done again.

Not heard where answers hold secrets, which are kept nowhere: at sign-in, for API tokens and for secrets of
webhooks. Nor where nothing is done but to look: what a saved search finds is found again.
"""

import hashlib
import re
from collections.abc import Awaitable, Callable, MutableMapping
from hmac import compare_digest
from typing import Any

from fastapi import Request, Response
from starlette.concurrency import run_in_threadpool

from polydesk.api.gotrs.answers import MEDIA_TYPE, failure
from polydesk.api.gotrs.auth import Caller, find_caller
from polydesk.api.gotrs.call import CLAIM, desk_of, reading, spend_request
from polydesk.api.gotrs.errors import Refused, answer_of, refusal
from polydesk.desk.access.repeated import REPEATED, UNANSWERED, Claim, KeptAnswer, find_answer, keep_answer
from polydesk.kernel.actors import AgentActor
from polydesk.kernel.errors import Conflict

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

HEADER, REPLAYED = b"idempotency-key", "Idempotent-Replayed"
LONGEST_KEY = 255
KEY = f"[!-~]{{1,{LONGEST_KEY}}}"
"""What a key looks like, as a regular expression."""
_KEY = re.compile(KEY.encode())
_WITHOUT_KEYS = frozenset(("auth", "tokens", "execute"))
_SHOW_SECRETS = ("/admin/webhooks", "/rotate-secret")


class Idempotent:
    """Stands before an application and answers repeated requests for it."""

    def __init__(self, app: Application) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        key = _key(scope)
        if key is None:
            await self._app(scope, receive, send)
            return
        body = await _whole(receive)
        answer = await self._answer(Request(scope), key, body, send)
        if answer is not None:
            await answer(scope, receive, send)

    async def _answer(self, request: Request, key: bytes, body: bytes, send: Send) -> Response | None:
        """None once the application has answered."""
        try:
            claim, kept = await _claim(request, key, body)
        except Refused as refused:
            return refusal(request, refused)
        if kept is None:
            await self._carry_out(request, claim, body, send)
            return None
        if not compare_digest(kept.request_hash, claim.request_hash):
            return failure(422, "Idempotency-Key was used for another request", code="core:idempotency_key_reused")
        return answer_of(Conflict(REPEATED)) if kept.status == UNANSWERED else _again(kept)

    async def _carry_out(self, request: Request, claim: Claim, body: bytes, send: Send) -> None:
        """The answer is kept before it is sent: who asks again at once shall get it, too."""
        sent: list[Message] = []

        async def gather(message: Message) -> None:
            sent.append(message)

        request.scope[CLAIM] = claim
        try:
            await self._app(request.scope, _replaying(body), gather)
            if claim.is_taken:
                await run_in_threadpool(_keep, request, claim, sent)
        finally:
            for message in sent:
                await send(message)


async def _claim(request: Request, key: bytes, body: bytes) -> tuple[Claim, KeptAnswer | None]:
    """The claim of this request, and the answer to the one it repeats. Raises Refused with 400, 401 or 429."""
    caller: Caller = await reading(request, find_caller)
    if not _KEY.fullmatch(key):
        raise Refused(400, f"Invalid Idempotency-Key: 1 to {LONGEST_KEY} visible characters")
    claim = Claim(_key_hash(request, caller, key), _request_hash(request, body))
    kept: KeptAnswer | None = await reading(request, lambda look, _request: find_answer(look, claim.key_hash))
    if kept:
        spend_request(request, caller)
    return claim, kept


def _key_hash(request: Request, caller: Caller, key: bytes) -> str:
    kind = "agent" if isinstance(caller.actor, AgentActor) else "customer"
    way = "" if caller.token_id is None else str(caller.token_id)
    return _hash(kind.encode(), caller.actor.login.encode(), way.encode(), request.scope["path"].encode(), key)


def _request_hash(request: Request, body: bytes) -> str:
    kind = request.headers.get("content-type", "").encode()
    return _hash(request.scope["query_string"], kind, body)


def _hash(*parts: bytes) -> str:
    """Of all parts, so that none can pass for a piece of its neighbour."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(hashlib.sha256(part).digest())
    return whole.hexdigest()


def _again(kept: KeptAnswer) -> Response:
    return Response(kept.body, kept.status, {REPLAYED: "true"}, MEDIA_TYPE)


def _keep(request: Request, claim: Claim, sent: list[Message]) -> None:
    body = b"".join(message.get("body", b"") for message in sent[1:])
    with desk_of(request).work() as work:
        keep_answer(work, claim, sent[0]["status"], body.decode())


def is_heard(path: str) -> bool:
    """Whether a POST to this path may have a key."""
    return not _WITHOUT_KEYS & set(path.split("/")) and not path.endswith(_SHOW_SECRETS)


def _key(scope: Scope) -> bytes | None:
    if scope["method"] != "POST" or not is_heard(scope["path"]):
        return None
    return next((value for name, value in scope["headers"] if name == HEADER), None)


async def _whole(receive: Receive) -> bytes:
    body, more = bytearray(), True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return bytes(body)


def _replaying(body: bytes) -> Receive:
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        return waiting.pop() if waiting else {"type": "http.disconnect"}

    return receive
