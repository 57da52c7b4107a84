"""How long a sign-in takes to fail, and what it asks the database, tells nobody who has an account."""

import hashlib
import math
import time
from itertools import product
from statistics import median

import pytest
from sqlalchemy import update

from polydesk.desk.people import passwords
from polydesk.desk.people.account_models import SecondFactor
from polydesk.desk.people.models import CustomerUser
from polydesk.desk.people.sign_in import sign_in_customer
from tests.api.generic_interface.test_statement_budget import counted
from tests.api.otrs7.client import Client
from tests.quick_passwords import AS_SHIPPED
from tests.world.tickets import configured

LOGIN = "/api/customer/auth/login"
FAILURES = {
    "wrong password": {"Username": "c1", "Password": "wrong"},
    "unknown": {"Username": "nobody", "Password": "c1-pw"},
    "invalid": {"Username": "cgone", "Password": "cgone-pw"},
    "wrong code": {"Username": "c2", "Password": "c2-pw", "TwoFactorToken": "x"},
    "wrong code beside an old hash": {"Username": "c3", "Password": "c3-pw", "TwoFactorToken": "x"},
}
SAMPLES = 12
SURE = 3.3
"""Standard deviations beyond which two rows of samples are of different kinds: once in a thousand by chance."""
NOTICEABLE = 0.15


@pytest.fixture
def door(otrs7: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A desk that hashes as one in use does; c2 and c3 have second factors, c3's password is from an old system."""
    for name, value in AS_SHIPPED.items():
        monkeypatch.setattr(passwords, name, value)
    configured(otrs7.desk, settings={"SignIn::MostFailures": 0})
    hashes = {login: passwords.hash_password(f"{login}-pw") for login in ("c1", "c2", "cgone")}
    hashes["c3"] = hashlib.sha256(b"c3-pw").hexdigest()
    with otrs7.desk.work() as work:
        for login in ("c2", "c3"):
            work.session.add(SecondFactor(subject_kind="customer", subject=login, secret="JBSWY3DPEHPK3PXP"))
        for login, stored in hashes.items():
            row = update(CustomerUser).where(CustomerUser.login == login)
            work.connection.execute(row.values(password_hash=stored))
    return otrs7


def failed(door: Client, kind: str) -> float:
    """Seconds of CPU: how much else the machine has to do is no part of them."""
    started = time.process_time()
    reply = door.post(LOGIN, FAILURES[kind])
    spent = time.process_time() - started
    assert set(reply.errors) == {"Password"}
    return spent


def difference(one: list[float], other: list[float]) -> float:
    """The rank test of Mann and Whitney, in standard deviations."""
    wins = sum((a > b) + (a == b) / 2 for a, b in product(one, other))
    pairs = len(one) * len(other)
    return abs(wins - pairs / 2) / math.sqrt(pairs * (len(one) + len(other) + 1) / 12)


@pytest.mark.parametrize("world_place", ["sqlite"], indirect=True)
def test_all_failures_take_the_same_time(door: Client) -> None:
    with door.desk.look() as look:
        assert sign_in_customer(look, "c2", "c2-pw"), "another dialect remembers that this was right"
    samples: dict[str, list[float]] = {kind: [] for kind in FAILURES}
    for kind in FAILURES:
        failed(door, kind)
    for _ in range(SAMPLES):
        for kind, spent in samples.items():
            spent.append(failed(door, kind))
    usual = samples.pop("wrong password")
    for kind, spent in samples.items():
        is_noticed = abs(median(spent) / median(usual) - 1) > NOTICEABLE
        assert not (is_noticed and difference(spent, usual) > SURE), (kind, median(spent), median(usual))


def test_the_rank_test_tells_what_differs() -> None:
    slow, quick = [0.02 + 0.0001 * n for n in range(SAMPLES)], [0.01 + 0.0001 * n for n in range(SAMPLES)]
    assert difference(slow, quick) > SURE
    assert difference(slow, slow) < 1


def test_all_failures_ask_the_database_the_same(door: Client) -> None:
    failed(door, "wrong password")  # which reads the configuration
    asked = {}
    for kind in FAILURES:
        with counted(door.desk) as sent:
            failed(door, kind)
        asked[kind] = sent
    usual = asked["wrong password"]
    assert len(usual) > 3
    assert {kind: sent for kind, sent in asked.items() if sent != usual} == {}
