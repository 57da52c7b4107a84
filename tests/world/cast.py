"""The fixed cast: agents with each kind of right, customers of two companies, queues, services, fields."""

from pathlib import Path

from polydesk.desk.configuration.document import read_document
from polydesk.desk.configuration.load import load_configuration
from polydesk.desk.desk import Desk
from polydesk.kernel.actors import AgentActor, CustomerActor

CAST = Path(__file__).parents[1] / "conformance" / "desks" / "otobo.yaml"
"""The people and queues the recordings were made with; the web services stay those of a fresh desk."""

ROOT = AgentActor(1, "root@localhost")
ADA = AgentActor(2, "agent1")
"""May do everything in users, sales and support."""
BO = AgentActor(3, "agent2")
"""May do everything in users and sales."""
RAE = AgentActor(4, "ro1")
"""May only read, in users and sales."""
NELL = AgentActor(10, "nogroup1")
"""Is in no group at all."""
CORA = CustomerActor("c1", ("acme",))
CLEO = CustomerActor("c2", ("acme",))
CATO = CustomerActor("c3", ("globex",))


def build_world(desk: Desk) -> None:
    document = read_document(CAST)
    document.pop("web_services")
    with desk.work() as work:
        load_configuration(work, document)
