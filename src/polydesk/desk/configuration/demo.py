"""The demonstration desk, and who can sign in to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from polydesk.desk.configuration.document import read_document
from polydesk.desk.configuration.load import load_configuration
from polydesk.desk.configuration.report import Report
from polydesk.desk.desk import Desk
from polydesk.desk.people.models import Agent
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Work

DEMO_DESK = Path(__file__).parent / "demo.yaml"


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """`kind` is agent or customer user."""

    kind: str
    login: str
    password: str


def load_demo(work: Work) -> Report:
    return load_configuration(work, read_document(DEMO_DESK))


def offer_demo(desk: Desk) -> None:
    """Load it into a desk nobody has begun to use."""
    with desk.work() as work:
        if work.connection.execute(select(func.count()).select_from(Agent)).scalar_one() == 1:
            load_demo(work)


def is_demo(desk: Desk) -> bool:
    """Whether this desk says of itself that it is the demonstration desk."""
    with desk.look() as look:
        return bool(look.config(Settings)["DemonstrationDesk"])


def demo_logins() -> Iterator[DemoLogin]:
    """In the order of the file, for whoever prints them at the first start."""
    document = read_document(DEMO_DESK)
    for section, kind in (("agents", "agent"), ("customer_users", "customer user")):
        for entry in document[section]:
            yield DemoLogin(kind, entry["login"], entry["password"])
