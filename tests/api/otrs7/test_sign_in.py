from datetime import timedelta

import jwt
import pytest
from sqlalchemy import insert, select

from polydesk.api.otrs7 import auth_operations
from polydesk.api.otrs7.tokens import Claims, sign
from polydesk.desk.access.signing import key_for_signing
from polydesk.desk.desk import Desk
from polydesk.desk.people.account_models import SecondFactor
from polydesk.desk.people.models import AccessToken, CustomerUser, Preference
from polydesk.kernel import clock
from tests.api.otrs7.client import Client
from tests.conformance.one_time_code import code_of
from tests.world.cast import CORA
from tests.world.tickets import at, configured

LOGIN, CHECK, LOGOUT, COOKIE = (f"/api/customer/auth/{name}" for name in ("login", "check", "logout", "cookie"))
RIGHT = {"Username": "c1", "Password": "c1-pw"}
REFUSED = {"Errors": {"Password": {"Message": "Sign-in failed. Check user name and password."}}}
SECRET = "JBSWY3DPEHPK3PXP"


def signed_in(otrs7: Client, **more: str) -> Client:
    reply = otrs7.post(LOGIN, {**RIGHT, **more})
    assert reply.status == 200, reply.body
    return otrs7.with_token(reply.json["Token"])


def test_a_token_opens_what_is_secured(otrs7: Client) -> None:
    cora = signed_in(otrs7, FromClient="portal", IsInteractive="1")
    assert cora.get(CHECK).json == {}
    assert otrs7.get(CHECK).status == 401
    with otrs7.desk.look() as look:
        row = look.connection.execute(select(AccessToken.client, AccessToken.is_interactive)).one()
    assert row == ("portal", 1)


@pytest.mark.parametrize(
    "sent",
    [
        {"Username": "c1", "Password": "wrong"},
        {"Username": "nobody", "Password": "c1-pw"},
        {"Username": "agent1", "Password": "agent1-pw"},
        {"Username": "c1\0", "Password": "wrong"},
    ],
)
def test_whoever_may_not_come_in_hears_the_same(otrs7: Client, sent: dict[str, str]) -> None:
    reply = otrs7.post(LOGIN, sent)
    assert (reply.status, reply.json) == (422, REFUSED)


def test_an_invalid_customer_hears_the_same(otrs7: Client) -> None:
    configured(otrs7.desk, customer_users=[{"login": "c1", "valid": "invalid"}])
    reply = otrs7.post(LOGIN, RIGHT)
    assert (reply.status, reply.json) == (422, REFUSED)


def test_name_and_password_are_both_needed(otrs7: Client) -> None:
    assert set(otrs7.post(LOGIN, {}).errors) == {"Username", "Password"}
    form = otrs7.post("/api/frontend/external/form/auth/login", {}, {"x-otrs-api-validateformdata": "1"})
    assert set(form.errors) == {"Username", "Password"}


def test_failures_are_counted_until_somebody_comes_in(otrs7: Client) -> None:
    otrs7.post(LOGIN, {**RIGHT, "Password": "wrong"})
    otrs7.post(LOGIN, {**RIGHT, "Password": "wrong"})
    assert _failures(otrs7.desk) == "2"
    cora = signed_in(otrs7)
    assert cora.get("/api/customer/account").json["UserLoginFailed"] == "0"


def _failures(desk: Desk) -> str | None:
    with desk.look() as look:
        row = select(Preference.value).where(Preference.name == "UserLoginFailed", Preference.subject == "c1")
        return look.connection.execute(row).scalar()


def test_guessing_is_slowed_down_and_says_for_how_long(otrs7: Client) -> None:
    configured(otrs7.desk, settings={"SignIn::MostFailures": 2})
    for _ in range(2):
        otrs7.post(LOGIN, {**RIGHT, "Password": "wrong"})
    reply = otrs7.post(LOGIN, RIGHT)
    assert (reply.status, reply.json) == (422, REFUSED)
    assert int(reply.headers["retry-after"]) > 0


class TestSecondFactor:
    @pytest.fixture(autouse=True)
    def with_secret(self, otrs7: Client) -> None:
        with otrs7.desk.work() as work:
            row = insert(SecondFactor).values(subject_kind="customer", subject="c1", secret=SECRET, last_step=0)
            work.connection.execute(row)

    def test_a_code_works_once(self, otrs7: Client) -> None:
        sent = {**RIGHT, "TwoFactorToken": code_of(SECRET)}
        assert otrs7.post(LOGIN, sent).status == 200
        assert otrs7.post(LOGIN, sent).json == REFUSED

    def test_the_step_before_is_good_as_well_unless_a_later_one_was_used(self, otrs7: Client) -> None:
        now = clock.now()
        frozen = Client(at(otrs7.desk, now))
        epoch = clock.epoch(now)
        earlier, current = code_of(SECRET, steps_ago=1, at=epoch), code_of(SECRET, at=epoch)
        assert frozen.post(LOGIN, {**RIGHT, "TwoFactorToken": earlier}).status == 200
        assert frozen.post(LOGIN, {**RIGHT, "TwoFactorToken": current}).status == 200
        assert frozen.post(LOGIN, {**RIGHT, "TwoFactorToken": earlier}).status == 422

    @pytest.mark.parametrize("code", ["", "000000", "abcdef", "\u0661\u0662\u0663\u0664\u0665\u0666"])
    def test_without_the_code_a_right_password_is_a_wrong_one(self, otrs7: Client, code: str) -> None:
        reply = otrs7.post(LOGIN, {**RIGHT, "TwoFactorToken": code})
        assert (reply.status, reply.json) == (422, REFUSED)
        assert _failures(otrs7.desk) == "1"

    def test_who_has_no_secret_may_be_refused(self, otrs7: Client) -> None:
        configured(otrs7.desk, settings={"Customer::AuthTwoFactorModule::AllowEmptySecret": False})
        assert otrs7.post(LOGIN, {"Username": "c2", "Password": "c2-pw"}).json == REFUSED


def test_there_is_a_limit_of_sessions_for_all_and_for_each(otrs7: Client) -> None:
    configured(otrs7.desk, settings={"CustomerSessionPerUserLimit": 1})
    cora = signed_in(otrs7)
    assert otrs7.post(LOGIN, RIGHT).failure == "SessionLimitPerUserReached"
    configured(otrs7.desk, settings={"CustomerSessionLimit": 1})
    assert otrs7.post(LOGIN, RIGHT).failure == "SessionLimitReached"
    assert otrs7.post(LOGIN, {**RIGHT, "Password": "wrong"}).json == REFUSED
    cora.post(LOGOUT)
    signed_in(otrs7)


def test_sessions_that_have_run_out_do_not_count(otrs7: Client) -> None:
    configured(otrs7.desk, settings={"CustomerSessionPerUserLimit": 1})
    signed_in(otrs7)
    signed_in(Client(at(otrs7.desk, clock.now() + timedelta(hours=3))))


@pytest.mark.parametrize(("path", "still_good"), [("/api/customer/account", 200), (CHECK, 401)])
def test_a_session_ends_by_idling_and_to_ask_about_it_is_no_use_of_it(
    otrs7: Client, path: str, still_good: int
) -> None:
    cora, start = otrs7.of(CORA), clock.now()

    def later(minutes: int) -> Client:
        return Client(at(otrs7.desk, start + timedelta(minutes=minutes)), cora.headers)

    assert later(30).get(path).status == 200
    assert later(125).get(CHECK).status == still_good


class TestWhatEndsASession:
    def test_signing_out(self, otrs7: Client) -> None:
        cora = otrs7.of(CORA)
        assert cora.post(LOGOUT).status == 200
        assert cora.get(CHECK).status == 401
        assert cora.post(LOGOUT).status == 200

    def test_the_customer_going_out_of_use(self, otrs7: Client) -> None:
        cora = otrs7.of(CORA)
        configured(otrs7.desk, customer_users=[{"login": "c1", "valid": "invalid"}])
        assert cora.get(CHECK).status == 401

    def test_a_new_password(self, otrs7: Client) -> None:
        cora = otrs7.of(CORA)
        configured(otrs7.desk, customer_users=[{"login": "c1", "password": "other-pw-1"}])
        assert cora.get(CHECK).status == 401

    def test_another_address(self, otrs7: Client) -> None:
        cora = otrs7.of(CORA)
        assert Client(otrs7.desk, cora.headers, address="192.0.2.99").get(CHECK).status == 401


class TestForgedTokens:
    """Class: tokens that are not what they claim."""

    @pytest.mark.parametrize(
        "token",
        [
            "",
            "garbage",
            "a.b.c",
            "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJzdWIiOiJjMSIsImF1ZCI6ImN1c3RvbWVyIn0.",
            "\xff\xfe",
        ],
    )
    def test_what_was_not_signed_here(self, otrs7: Client, token: str) -> None:
        otrs7.of(CORA)
        assert otrs7.with_token(token).get(CHECK).status == 401

    def test_a_signature_without_a_session_behind_it(self, otrs7: Client) -> None:
        with otrs7.desk.work() as work:
            key = key_for_signing(work)
            token = sign(key, Claims("c1", "no such"), now=work.now, lifetime_seconds=60, address=otrs7.address)
        assert otrs7.with_token(token).get(CHECK).status == 401

    def test_another_ones_session(self, otrs7: Client) -> None:
        cora = otrs7.token_of(CORA)
        with otrs7.desk.work() as work:
            key = key_for_signing(work)
            claims = jwt.decode(cora, key, algorithms=["HS256"], audience="customer", options={"verify_exp": False})
            forged = sign(key, Claims("c2", claims["jti"]), now=work.now, lifetime_seconds=60, address=otrs7.address)
        assert otrs7.with_token(forged).get(CHECK).status == 401

    def test_a_token_of_another_dialect(self, otrs7: Client) -> None:
        with otrs7.desk.work() as work:
            key = key_for_signing(work)
        token = jwt.encode({"sub": "c1", "jti": "x", "iat": 1, "exp": 2**31, "iss": "gotrs"}, key, algorithm="HS256")
        assert otrs7.with_token(token).get(CHECK).status == 401


class TestWhereATokenMayStand:
    def test_the_scheme_is_needed_in_any_case(self, otrs7: Client) -> None:
        token = otrs7.token_of(CORA)
        for header in ("authentication", "authorization"):
            assert Client(otrs7.desk, {header: f"bEaReR {token}"}).get(CHECK).status == 200
            assert Client(otrs7.desk, {header: token}).get(CHECK).status == 401

    def test_a_bad_header_is_not_mended_by_a_good_one_or_a_cookie(self, otrs7: Client) -> None:
        token = otrs7.token_of(CORA)
        headers = {"authentication": "Bearer x", "authorization": f"Bearer {token}"}
        assert Client(otrs7.desk, headers).get(CHECK).status == 401

    def test_csrf_a_cookie_alone_signs_nothing_but_reading_files(self, otrs7: Client) -> None:
        token = otrs7.token_of(CORA)
        by_cookie = Client(otrs7.desk, {"cookie": f"AuthenticationCustomer={token}"})
        assert by_cookie.get(CHECK).status == 401
        assert by_cookie.post("/api/customer/account/personal-preferences", {"UserLanguage": "de"}).status == 401

    def test_the_development_header_is_dead(self, otrs7: Client) -> None:
        assert otrs7.get(CHECK, {"x-otrs-api-fakecustomerlogin": "c1"}).status == 401


def test_the_cookie_is_given_and_taken_away(otrs7: Client) -> None:
    given = otrs7.of(CORA).get(COOKIE).headers["set-cookie"]
    assert given.startswith("AuthenticationCustomer=ey")
    assert all(part in given for part in ("HttpOnly", "SameSite=Strict", "Path=/api"))
    assert "Max-Age=0" in otrs7.get(COOKIE).headers["set-cookie"]
    assert "Max-Age=0" in otrs7.with_token("x").get(COOKIE).headers["set-cookie"]


def test_a_fault_of_the_key_leaves_no_session(otrs7: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> bytes:
        raise OSError

    monkeypatch.setattr(auth_operations, "key_for_signing", broken)
    assert otrs7.post(LOGIN, RIGHT).failure == "CouldNotGenerateToken"
    with otrs7.desk.look() as look:
        assert look.connection.execute(select(AccessToken.id)).all() == []


def test_the_sign_in_is_written_down(otrs7: Client) -> None:
    signed_in(otrs7)
    with otrs7.desk.look() as look:
        last = look.connection.execute(select(CustomerUser.last_login).where(CustomerUser.login == "c1")).scalar_one()
    assert last > 0


@pytest.mark.parametrize("body", [b"[]", b"{", b'"x"', b"\xff", b'{"Username": ' + b"[" * 100000])
def test_a_body_that_is_no_object_is_named(otrs7: Client, body: bytes) -> None:
    assert set(otrs7.send("POST", LOGIN, body=body).errors) == {"_Body"}


def test_paths_and_methods(otrs7: Client) -> None:
    assert otrs7.get("/api/customer/nothing").status == 404
    reply = otrs7.delete(LOGIN)
    assert (reply.status, reply.headers["allow"]) == (405, "POST")
