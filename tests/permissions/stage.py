"""A prepared desk whose people are signed in already, copied for each plan; and what everybody sees on it."""

import asyncio
import itertools
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from polydesk.desk.access.api_tokens import create_api_token
from polydesk.desk.desk import Desk
from polydesk.desk.people.directory import Directory
from polydesk.desk.people.sessions import new_token, open_session
from polydesk.kernel.actors import AgentActor, CustomerActor
from tests.api.client import Client as GenericInterface
from tests.api.gotrs.client import Client as Gotrs
from tests.api.otrs7.client import Client as Otrs7
from tests.conftest import Place, Templates
from tests.permissions import readers_generic_interface, readers_gotrs, readers_otrs7
from tests.permissions.building import Built, build, prepare
from tests.permissions.desks import AGENTS, CUSTOMERS, NOBODY, Plan
from tests.permissions.oracle import Oracle
from tests.permissions.reading import Findings
from tests.postgres import Cluster
from tests.world.tickets import named

PEOPLE = (NOBODY, *AGENTS, *CUSTOMERS)
_ADDRESS = "192.0.2.1"


@dataclass
class SignedIn:
    """One person's way into each dialect; osTicket's API has nothing to read, so it has none."""

    session: str
    api_token: str
    otrs7_token: str = ""


@dataclass
class Stage:
    """On SQLite, or on PostgreSQL where there is a cluster."""

    templates: Templates
    folder: Path
    loop: asyncio.Runner
    cluster: Cluster | None = None
    _copies: Iterator[int] = field(default_factory=itertools.count)
    _people: dict[str, SignedIn] = field(default_factory=dict)

    @contextmanager
    def built(self, plan: Plan) -> Iterator[tuple[Desk, Built]]:
        with self._copy() as place:
            opened = contextmanager(self.templates.opened)
            with opened(self._name, place) as desk:
                yield desk, build(desk, plan)

    @property
    def _name(self) -> str:
        return "permissions"

    @contextmanager
    def _copy(self) -> Iterator[Place]:
        data, url = self.folder / f"{next(self._copies)}", None
        try:
            if self.cluster is None:
                self.templates.sqlite(self._name, self._prepare, data)
            else:
                url = self.templates.postgres(self._name, self._prepare, self.cluster)
            yield Place(data, url)
        finally:
            shutil.rmtree(data)
            if self.cluster and url:
                self.cluster.drop_database(url)

    def _prepare(self, desk: Desk) -> None:
        prepare(desk)
        self._people = {login: _signed_in(desk, login) for login in PEOPLE}

    def findings(self, desk: Desk, built: Built, plan: Plan) -> Iterator[tuple[str, Findings]]:
        """By person, one dialect after the other."""
        for read in (self._read_generic_interface, self._read_gotrs, self._read_otrs7):
            for person in plan.readers:
                findings = Findings(built)
                read(desk, plan, person, findings)
                yield person, findings

    def _read_generic_interface(self, desk: Desk, _plan: Plan, person: str, findings: Findings) -> None:
        findings.dialect = "Generic Interface"
        client = GenericInterface(desk, address=_ADDRESS)
        readers_generic_interface.read(client, self._people[person].session, findings)

    def _read_gotrs(self, desk: Desk, _plan: Plan, person: str, findings: Findings) -> None:
        findings.dialect = "GOTRS"
        client = Gotrs(desk, self._people[person].api_token, loop=self.loop)
        readers_gotrs.Reader(client, findings, is_agent=person not in CUSTOMERS).read()

    def _read_otrs7(self, desk: Desk, plan: Plan, person: str, findings: Findings) -> None:
        """There are customers only, so far."""
        if person in CUSTOMERS:
            findings.dialect = "OTRS 7"
            client = Otrs7(desk, loop=self.loop).with_token(self._people[person].otrs7_token)
            own_only = plan.settings.own_tickets_only
            readers_otrs7.Reader(client, findings, own_tickets_only=own_only).read()


def _signed_in(desk: Desk, login: str) -> SignedIn:
    if login in CUSTOMERS:
        customer = CustomerActor(login)
        return SignedIn(*_opened(desk, customer), Otrs7(desk).token_of(customer))
    with desk.look() as look:
        agent = AgentActor(named(look.config(Directory).agents, login), login)
    return SignedIn(*_opened(desk, agent))


def _opened(desk: Desk, actor: AgentActor | CustomerActor) -> tuple[str, str]:
    """A session of the Generic Interface, and a token for GOTRS."""
    with desk.work() as work:
        session = new_token()
        open_session(work, actor, token=session, remote_address=_ADDRESS, client="test")
        _id, api_token = create_api_token(work, actor, name="test")
    return session, api_token


def differences(stage: Stage, plan: Plan) -> list[str]:
    """What somebody sees otherwise than is due, in one line each."""
    with stage.built(plan) as (desk, built):
        return list(differences_on(stage, desk, built, plan))


def differences_on(stage: Stage, desk: Desk, built: Built, plan: Plan) -> Iterator[str]:
    """The same on a desk that is there."""
    for person, findings in stage.findings(desk, built, plan):
        yield from (f"{person}: {line}" for line in _differences(Oracle(plan, person), findings))


def _differences(oracle: Oracle, findings: Findings) -> Iterator[str]:
    for way, (view, seen) in findings.seen.items():
        due = oracle.sees(view)
        if seen != due:
            yield f"{way} shows {sorted(seen)} instead of {sorted(due)}: {view.value}"
    for way, (view, number) in findings.counted.items():
        due_number = len(oracle.sees(view))
        if number != due_number:
            yield f"{way} counts {number} instead of {due_number}: {view.value}"
    for way, names in findings.heard.items():
        if not names <= oracle.may_hear:
            yield f"{way} tells of {sorted(names - oracle.may_hear)}"
