"""Every kind of entry there is a page for, and the desk on which there is one of each."""

from collections.abc import Iterator
from pathlib import Path

import yaml

from polydesk.desk.configuration.demo import load_demo
from polydesk.desk.configuration.load import load_configuration
from polydesk.desk.desk import Desk
from polydesk.web.admin.kinds import Kind
from polydesk.web.admin.routes import PAGES
from tests.docs.pages import blocks

ODD = Path(__file__).parent / "odd.yaml"


def _kinds() -> Iterator[Kind]:
    """Those that the pages in the table are made from."""
    for _method, _path, guarded in PAGES:
        view = guarded.args[0]
        yield from (one for one in getattr(view, "args", ()) if isinstance(one, Kind))


KINDS = tuple({kind.path: kind for kind in _kinds()}.values())


def build_furnished(desk: Desk) -> None:
    """The demonstration desk, what docs/howto/configuration.md has examples of, and what forms could damage."""
    assert load_demo(desk)
    document = yaml.safe_load("\n".join(blocks("docs/howto/configuration.md", "yaml")))
    del document["web_services"]
    with desk.work() as work:
        load_configuration(work, document)
        load_configuration(work, yaml.safe_load(ODD.read_text("utf-8")))
