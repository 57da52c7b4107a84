import base64
import hashlib
import time
from collections.abc import Callable

import bcrypt
import pytest
from passlib.hash import apr_md5_crypt, des_crypt, md5_crypt

from polydesk.desk.people import passwords
from polydesk.desk.people.passwords import (
    VerifiedPasswords,
    dummy_verify,
    hash_password,
    needs_upgrade,
    verify_password,
)
from polydesk.kernel.errors import Invalid
from tests.quick_passwords import AS_SHIPPED


@pytest.fixture(autouse=True)
def as_shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in AS_SHIPPED.items():
        monkeypatch.setattr(passwords, name, value)


def otrs_bcrypt(password: str, *, cost: int = 4, salt: str = "Qa9zLk3_x7!PqRs#") -> str:
    """As Perl's Crypt::Eksblowfish writes it: radix-64 in bcrypt's own alphabet."""
    standard = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    bcrypts = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    salted = base64.b64encode(salt.encode()).decode().rstrip("=").translate(str.maketrans(standard, bcrypts))
    digest = bcrypt.hashpw(password.encode()[:72], f"$2a${cost:02d}${salted}".encode()).decode()[-31:]
    return f"BCRYPT:{cost}:{salt}:{digest}"


LEGACY = {
    "sha256": hashlib.sha256("pässword".encode()).hexdigest(),
    "sha1": hashlib.sha1("pässword".encode()).hexdigest(),
    "sha512": hashlib.sha512("pässword".encode()).hexdigest(),
    "sha256 upper case": hashlib.sha256("pässword".encode()).hexdigest().upper(),
    "otrs bcrypt": otrs_bcrypt("pässword"),
    "md5 crypt": md5_crypt.hash("pässword"),
    "apache md5": apr_md5_crypt.hash("pässword"),
    "des crypt": des_crypt.hash("pässword"),
    "sha256 crypt": "$5$rounds=1000$saltsalt$k0ylRWLHVlBxnL.QHEV.f8gDch7ScqF5//h.mx1WAa9",
    "sha512 crypt": "$6$rounds=1000$saltsalt$GRg0cJEHso4LJZYmvs6cl1YziCrkl3pvdLeF"
    "58R.fERGV/fOgD8w6F4Ljko0wttVnHPN.v.Sy4JUmYierjxw6/",
    "modular bcrypt": bcrypt.hashpw("pässword".encode(), bcrypt.gensalt(4)).decode(),
}


def test_new_passwords_are_argon2id_with_19_mib_two_passes() -> None:
    stored = hash_password("secret")
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert verify_password("secret", stored)
    assert not verify_password("Secret", stored)
    assert not needs_upgrade(stored)


@pytest.mark.parametrize("stored", LEGACY.values(), ids=LEGACY)
def test_passwords_of_otrs_relatives_still_open(stored: str) -> None:
    assert verify_password("pässword", stored)
    assert not verify_password("other", stored)
    assert needs_upgrade(stored)


def test_a_password_of_a_real_otobo_opens() -> None:
    stored = "d3b6591f9a9d34a0821276f71f7c37f5f3ac75088f7817e254af246bb33a977a"
    assert verify_password("agent1-pw", stored)


def test_bcrypt_looks_at_72_octets_only_as_perl_does() -> None:
    assert verify_password("x" * 90, otrs_bcrypt("x" * 72))


def test_weaker_argon2_needs_upgrade_stronger_does_not() -> None:
    assert needs_upgrade("$argon2id$v=19$m=8192,t=2,p=1$c29tZXNhbHRzb21l$" + "A" * 43)
    assert needs_upgrade("$argon2i$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21l$" + "A" * 43)
    assert not needs_upgrade("$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzb21l$" + "A" * 43)


@pytest.mark.parametrize(
    "stored",
    ["", "secret", "$argon2id$damaged", "$1$", "$5$x", "$6$rounds=999999999$salt$x", "BCRYPT:31:x:y", "*" * 64],
)
def test_b6_empty_plain_and_damaged_hashes_fit_nothing(stored: str) -> None:
    assert not verify_password("secret", stored)
    assert not verify_password("", stored)
    assert needs_upgrade(stored)


@pytest.mark.parametrize("stored", [*LEGACY.values(), hash_password("pässword")], ids=[*LEGACY, "argon2"])
@pytest.mark.parametrize("password", ["a\0b", "\ud800", "", "pässword\0"])
def test_hostile_passwords_are_only_wrong(password: str, stored: str) -> None:
    assert not verify_password(password, stored)


def test_b8_overlong_passwords_are_refused_before_any_hashing() -> None:
    with pytest.raises(Invalid):
        hash_password("x" * 1025)
    assert not verify_password("x" * 1025, hashlib.sha256(b"x" * 1025).hexdigest())


def cost_of(action: Callable[[], object]) -> float:
    """Seconds of processor time, the least of three."""
    costs = []
    for _ in range(3):
        started = time.process_time()
        action()
        costs.append(time.process_time() - started)
    return min(costs)


def test_b7_an_unknown_login_costs_a_real_verification() -> None:
    stored = hash_password("secret")
    real = cost_of(lambda: verify_password("wrong", stored))
    assert real / 3 < cost_of(lambda: dummy_verify("wrong")) < real * 3


def test_a_right_password_is_remembered_and_a_wrong_one_never() -> None:
    memory, stored = VerifiedPasswords(), hash_password("secret")
    assert not memory.verify("wrong", stored)
    assert len(memory) == 0
    assert memory.verify("secret", stored)
    assert memory.verify("secret", stored)
    assert not memory.verify("wrong", stored)
    assert len(memory) == 1


def test_b3_changing_the_password_forgets_the_old_one() -> None:
    memory = VerifiedPasswords()
    assert memory.verify("secret", hash_password("secret"))
    assert not memory.verify("secret", hash_password("changed"))


def test_what_is_remembered_costs_nothing_until_it_runs_out() -> None:
    now = iter([0.0, 299.0, 300.0, 300.0])
    memory, stored = VerifiedPasswords(clock=lambda: next(now)), hash_password("secret")
    costs = []
    for _ in range(3):
        started = time.process_time()
        assert memory.verify("secret", stored)
        costs.append(time.process_time() - started)
    assert costs[1] < costs[0] / 3
    assert costs[1] < costs[2] / 3


def test_the_least_recently_used_is_forgotten_first() -> None:
    memory = VerifiedPasswords(size=2)
    hashes = [hash_password("secret") for _ in range(3)]
    for stored in (hashes[0], hashes[1], hashes[0], hashes[2]):
        assert memory.verify("secret", stored)
    assert len(memory) == 2


def test_legacy_hashes_are_not_remembered_as_they_are_replaced_at_once() -> None:
    memory = VerifiedPasswords()
    assert memory.verify("pässword", LEGACY["sha256"])
    assert len(memory) == 0
