"""Bodies that are no JSON. FastAPI finds that out before it asks who calls, and strangers shall hear of that first."""

from collections.abc import Callable
from typing import Any, cast

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError

from polydesk.api.gotrs.call import knock
from polydesk.api.gotrs.errors import Refused, refusal


def refuse_strangers_first(app: FastAPI) -> None:
    """Stands before the handler that says what is wrong with a request."""
    otherwise = cast(Callable[[Request, Any], Response], app.exception_handlers[RequestValidationError])

    async def answer(request: Request, error: RequestValidationError) -> Response:
        if error.errors()[0]["type"] == "json_invalid":
            try:
                await knock(request)
            except Refused as refused:
                return refusal(request, refused)
        return otherwise(request, error)

    app.add_exception_handler(RequestValidationError, cast(Any, answer))
