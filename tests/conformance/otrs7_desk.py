"""Makes the desk of the OTRS 7 scenarios from their fixtures, in the variant a scenario names.

    python -m tests.conformance.otrs7_desk --data FOLDER --vars FILE [--fixtures FILE] [--variant NAME] [--database URL]

The variables a replay needs are written to the file as one flat JSON object. Nothing here is loaded by a real desk.
"""

import argparse
import json
from pathlib import Path
from typing import Any

from polydesk.desk.configuration.load import load_configuration
from polydesk.desk.desk import Desk
from polydesk.desk.people.directory import Directory
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.kernel.work import Work
from polydesk.wiring import open_desk
from tests.conformance.otrs7_rows import (
    RESET,
    SECRET,
    Variables,
    add_credentials,
    add_notifications,
    add_tickets,
)
from tests.conformance.otrs7_settings import screens_of, settings_of

FIXTURES = Path(__file__).parent / "desks" / "otrs7.fixtures.json"
_VALIDITY = {1: "valid", 2: "invalid"}


def build_desk(desk: Desk, fixtures: dict[str, Any], variant: str = "default") -> Variables:
    """Load everything into an empty desk; the variables the scenarios name come back."""
    variables: Variables = {}
    with desk.work() as work:
        load_configuration(work, _document(fixtures, variant))
        add_credentials(work, fixtures["customer_users"])
        _name_rows(work, fixtures, variables)
    add_tickets(desk, fixtures["tickets"], variables)
    add_notifications(desk, fixtures["notifications"], variables)
    return variables


def _document(fixtures: dict[str, Any], variant: str) -> dict[str, Any]:
    settings = fixtures["variants"]["default"]["settings"] | fixtures["variants"][variant]["settings"]
    return {
        "settings": settings_of(settings),
        "screens": screens_of(settings),
        "agents": [_agent(one) for one in fixtures["agents"]],
        "companies": [
            {"customer_id": one["CustomerID"], "name": one["CustomerCompanyName"]}
            for one in fixtures["customer_companies"]
        ],
        "services": [{"name": one["Name"]} for one in fixtures["services"]],
        "slas": [{"name": one["Name"], "services": one["Services"]} for one in fixtures["slas"]],
        "queues": [_queue(one) for one in fixtures["queues"]],
        "customer_users": [_customer(one, fixtures["services"]) for one in fixtures["customer_users"]],
        "dynamic_fields": [_field(one) for one in fixtures["dynamic_fields"]],
        "processes": [fixtures["process"]],
    }


def _agent(one: dict[str, Any]) -> dict[str, Any]:
    return {
        "login": one["UserLogin"],
        "password": one["UserPassword"],
        "first_name": one["UserFirstname"],
        "last_name": one["UserLastname"],
        "email": one["UserEmail"],
        "rights": dict.fromkeys(one["groups"], "rw"),
    }


def _customer(one: dict[str, Any], services: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "login": one["UserLogin"],
        "password": one["UserPassword"],
        "first_name": one["UserFirstname"],
        "last_name": one["UserLastname"],
        "email": one["UserEmail"],
        "customer_id": one["UserCustomerID"],
        "valid": _VALIDITY[one["ValidID"]],
        "services": [service["Name"] for service in services if one["UserLogin"] in service["customers"]],
        "preferences": {
            name: value for name, value in one.get("preferences", {}).items() if name not in (SECRET, RESET)
        },
    }


def _queue(one: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": one["Name"],
        "group": one["Group"],
        "follow_up": one["FollowUp"],
        "follow_up_lock": bool(one["FollowUpLock"]),
        "valid": _VALIDITY[one.get("ValidID", 1)],
    }


def _field(one: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": one["Name"],
        "label": one["Label"],
        "kind": one["FieldType"],
        "object": one["ObjectType"],
        "position": one["FieldOrder"],
        "config": one["Config"],
    }


def _name_rows(work: Work, fixtures: dict[str, Any], variables: Variables) -> None:
    catalogue, directory = work.config(Catalogue), work.config(Directory)
    entries: dict[str, tuple[Any, str]] = {
        "agents": (directory.agents, "UserLogin"),
        "queues": (catalogue.queues, "Name"),
        "services": (catalogue.services, "Name"),
        "slas": (catalogue.slas, "Name"),
    }
    for group, (lookup, key) in entries.items():
        for one in fixtures[group]:
            for variable in one.get("vars", {}):
                variables[variable] = lookup.named(one[key]).id


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--database")
    parser.add_argument("--fixtures", type=Path, default=FIXTURES)
    parser.add_argument("--variant", default="default")
    parser.add_argument("--vars", type=Path, required=True)
    wanted = parser.parse_args()
    desk = open_desk(wanted.data, wanted.database)
    variables = build_desk(desk, json.loads(wanted.fixtures.read_text()), wanted.variant)
    wanted.vars.write_text(json.dumps(variables))


if __name__ == "__main__":
    main()
