"""The web services that come with the desk, to begin a new one from."""

from functools import cache
from pathlib import Path

from polydesk.desk.configuration.document import read_text

_FOLDER = Path(__file__).parent / "webservices"


@cache
def ready_services() -> dict[str, str]:
    """Their definitions by name."""
    return {path.stem: read_text(path) for path in sorted(_FOLDER.glob("*.yml"))}
