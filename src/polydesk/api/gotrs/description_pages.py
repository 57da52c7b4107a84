"""The description of this API for people: Swagger UI and Redoc, from files of our own."""

from pathlib import Path

from fastapi import APIRouter, Request
from starlette.responses import FileResponse, RedirectResponse, Response

from polydesk.api.gotrs.answers import failure

router = APIRouter(include_in_schema=False)
FOLDER = Path(__file__).with_name("pages")
FILES = {
    "": ("docs.html", "text/html; charset=utf-8"),
    "docs.js": ("docs.js", "text/javascript; charset=utf-8"),
    "redoc.html": ("redoc.html", "text/html; charset=utf-8"),
    "redoc.js": ("redoc.js", "text/javascript; charset=utf-8"),
    "redoc.standalone.js": ("redoc.standalone.js", "text/javascript; charset=utf-8"),
    "swagger-ui-bundle.js": ("swagger-ui-bundle.js", "text/javascript; charset=utf-8"),
    "swagger-ui.css": ("swagger-ui.css", "text/css; charset=utf-8"),
}
"""From the last part of the path to the file and its type. Nothing a caller sends names a file."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""Inline styles are what both pages draw with. No other origin is asked for anything."""
_HEADERS = {"Content-Security-Policy": POLICY, "Referrer-Policy": "no-referrer", "Cache-Control": "no-cache"}


@router.get("/api/v1/docs")
@router.get("/api/v1/redoc")
def to_the_page(request: Request) -> Response:
    """Below `docs/`, where what the pages load is beside them; relative, for proxies that serve us under a prefix."""
    page = "docs/" if request.url.path.endswith("docs") else "docs/redoc.html"
    return RedirectResponse(page, 307)


@router.get("/api/v1/docs/{name:path}")
def page(name: str) -> Response:
    if name not in FILES:
        return failure(404, "Not found")
    file, media_type = FILES[name]
    return FileResponse(FOLDER / file, media_type=media_type, headers=_HEADERS)
