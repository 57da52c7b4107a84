from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from polydesk.api.otrs7 import registration
from polydesk.desk.desk import Desk
from polydesk.desk.people.account_models import ResetToken
from polydesk.desk.people.models import CustomerUser
from polydesk.desk.people.reset_tokens import make_reset_token
from polydesk.desk.sending.models import OutgoingMail
from polydesk.kernel import clock
from polydesk.kernel.counting import counter
from tests.api.otrs7.client import Client
from tests.redis_server import RedisServer
from tests.world.cast import CORA
from tests.world.tickets import at, configured

REGISTER, RECOVER, RESET = (f"/api/customer/account/{name}" for name in ("register", "recover", "reset"))
LOGIN = "/api/customer/auth/login"
NEWCOMER = {"EmailAddress": "new.one@acme.example", "FirstName": "Nika", "LastName": "Newcomer"}
SWITCH = "WebApp::API::Customer::Account::"


@pytest.fixture(autouse=True)
def switched_on(otrs7: Client) -> None:
    configured(otrs7.desk, settings={f"{SWITCH}Register": True})


def mails(desk: Desk) -> list[Any]:
    with desk.look() as look:
        return list(look.connection.execute(select(OutgoingMail.__table__).order_by(OutgoingMail.id)))


def token_in(mail: Any) -> str:
    return str(mail.content["text"].partition("Your token: ")[2].partition("\n")[0])


def test_a_stranger_becomes_a_customer_who_owns_the_address(otrs7: Client) -> None:
    assert otrs7.post(REGISTER, NEWCOMER).json == {"UserLogin": "new.one@acme.example"}
    [mail] = mails(otrs7.desk)
    assert mail.recipient == "new.one@acme.example"
    assert otrs7.post(RESET, {"Token": token_in(mail)}).status == 200
    password = mails(otrs7.desk)[1].content["text"].partition(" is: ")[2].partition("\n")[0]
    reply = otrs7.post(LOGIN, {"Username": "New.One@acme.example", "Password": password})
    account = otrs7.with_token(reply.json["Token"]).get("/api/customer/account").json
    assert account["UserFullname"] == "Nika Newcomer"
    assert account["UserCustomerID"] == "new.one@acme.example"


def test_nobody_signs_in_before_the_address_has_proved_to_be_theirs(otrs7: Client) -> None:
    otrs7.post(REGISTER, NEWCOMER)
    assert otrs7.post(LOGIN, {"Username": "new.one@acme.example", "Password": " "}).status == 422


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({}, {"EmailAddress", "FirstName", "LastName"}),
        ({**NEWCOMER, "EmailAddress": "no address"}, {"EmailAddress"}),
        ({**NEWCOMER, "EmailAddress": ["a@b.de"]}, {"EmailAddress"}),
        ({**NEWCOMER, "EmailAddress": "a@b.de\nBcc: x@y.de"}, {"EmailAddress"}),
        ({**NEWCOMER, "FirstName": "x" * 201, "LastName": " "}, {"FirstName", "LastName"}),
    ],
)
def test_all_that_is_wrong_is_said_at_once(otrs7: Client, sent: dict[str, Any], wrong: set[str]) -> None:
    assert set(otrs7.post(REGISTER, sent).errors) == wrong
    form = otrs7.post("/api/frontend/external/form/account/register", sent, {"x-otrs-api-validateformdata": "1"})
    assert set(form.errors) == wrong
    assert mails(otrs7.desk) == []


@pytest.mark.parametrize("address", ["c1@acme.example", "C1@ACME.EXAMPLE"])
def test_a_known_address_is_refused(otrs7: Client, address: str) -> None:
    assert otrs7.post(REGISTER, {**NEWCOMER, "EmailAddress": address}).failure == "EmailAddressAlreadyExists"


def test_an_unwanted_address_is_refused_before_it_is_looked_for(otrs7: Client) -> None:
    restrictions = "CustomerPanelCreateAccount::MailRestrictions::"
    configured(otrs7.desk, settings={f"{restrictions}Blacklist": [r"@acme\.example$"]})
    for address in ("c1@acme.example", "new.one@acme.example"):
        assert otrs7.post(REGISTER, {**NEWCOMER, "EmailAddress": address}).failure == "EmailAddressBlacklisted"
    configured(otrs7.desk, settings={f"{restrictions}Blacklist": [], f"{restrictions}Whitelist": ["@GLOBEX"]})
    assert otrs7.post(REGISTER, NEWCOMER).failure == "EmailAddressBlacklisted"
    assert otrs7.post(REGISTER, {**NEWCOMER, "EmailAddress": "n@globex.example"}).status == 200


def test_switched_off_there_is_nothing(otrs7: Client) -> None:
    configured(otrs7.desk, settings={f"{SWITCH}Register": False, f"{SWITCH}Recover": False})
    for path in (REGISTER, RECOVER, *(f"/api/frontend/external/form/account/{one}" for one in ("register", "recover"))):
        assert otrs7.post(path, NEWCOMER).status == 404


def test_a_lost_password_is_asked_for_by_address(otrs7: Client) -> None:
    cora = otrs7.of(CORA)
    assert otrs7.post(RECOVER, {"EmailAddress": "C1@acme.example"}).json == {}
    token = token_in(mails(otrs7.desk)[0])
    assert otrs7.post(RESET, {"Token": token}).json == {}
    assert cora.get("/api/customer/auth/check").status == 401
    assert otrs7.post(LOGIN, {"Username": "c1", "Password": "c1-pw"}).status == 422
    assert otrs7.post(RESET, {"Token": token}).failure == "PasswordResetTokenInvalid"


@pytest.mark.parametrize("address", ["nobody@acme.example", "cgone@acme.example"])
def test_whether_anybody_has_an_address_is_not_said(otrs7: Client, address: str) -> None:
    """Class: finding out who has an account."""
    assert otrs7.post(RECOVER, {"EmailAddress": address}).json == {}
    assert mails(otrs7.desk) == []


def test_two_accounts_of_one_address_are_for_an_administrator(otrs7: Client) -> None:
    configured(otrs7.desk, customer_users=[{"login": "twin", "email": "c1@acme.example"}])
    assert otrs7.post(RECOVER, {"EmailAddress": "c1@acme.example"}).failure == "MultipleAccountsFound"


@pytest.mark.parametrize("token", ["unknown1", "zoe%", "a b", "' OR 1=1", "x" * 500])
def test_a_token_that_is_none(otrs7: Client, token: str) -> None:
    assert otrs7.post(RESET, {"Token": token}).failure == "PasswordResetTokenInvalid"


def test_a_token_is_needed(otrs7: Client) -> None:
    assert set(otrs7.post(RESET, {}).errors) == {"Token"}


def test_a_token_is_good_for_a_day_and_the_newest_only(otrs7: Client) -> None:
    with otrs7.desk.work() as work:
        first, second = make_reset_token(work, "c1"), make_reset_token(work, "c1")
    assert otrs7.post(RESET, {"Token": first}).failure == "PasswordResetTokenInvalid"
    tomorrow = Client(at(otrs7.desk, clock.now() + timedelta(days=1, seconds=5)))
    assert tomorrow.post(RESET, {"Token": second}).failure == "PasswordResetTokenInvalid"


def test_only_the_hash_of_a_token_is_kept(otrs7: Client) -> None:
    with otrs7.desk.work() as work:
        token = make_reset_token(work, "c1")
        stored = work.connection.execute(select(ResetToken.token_hash)).scalar_one()
    assert token not in stored and len(stored) == 64


def test_mail_to_one_address_is_limited(otrs7: Client) -> None:
    """Class: using the desk to flood somebody's mailbox."""
    configured(otrs7.desk, settings={"Customer::MailsPerHour": 2})
    for _ in range(4):
        assert otrs7.post(RECOVER, {"EmailAddress": "c1@acme.example"}).json == {}
    assert len(mails(otrs7.desk)) == 2


@pytest.mark.parametrize("world_place", ["sqlite"], indirect=True)
def test_all_workers_count_together(otrs7: Client, redis: RedisServer) -> None:
    configured(otrs7.desk, settings={"Customer::MailsPerHour": 2, "GOTRS::RateLimitStorage": redis.url})
    for _ in range(3):
        assert otrs7.post(RECOVER, {"EmailAddress": "c1@acme.example"}).json == {}
        counter.cache_clear()  # the next worker
    assert len(mails(otrs7.desk)) == 2


def test_tries_from_one_place_are_limited(otrs7: Client) -> None:
    configured(otrs7.desk, settings={"Customer::AttemptsPerHour": 1})
    with otrs7.desk.work() as work:
        token = make_reset_token(work, "c1")
    assert otrs7.post(RESET, {"Token": "wrong"}).failure == "PasswordResetTokenInvalid"
    assert otrs7.post(RESET, {"Token": token}).failure == "PasswordResetTokenInvalid"


class TestFaults:
    """What the storage cannot do is one of the documented failures, and leaves nothing half done."""

    @pytest.fixture
    def no_mail(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def broken(*_: object, **__: object) -> None:
            raise OSError

        monkeypatch.setattr(registration, "mail_reset_token", broken)
        monkeypatch.setattr(registration, "mail_new_password", broken)

    @pytest.mark.usefixtures("no_mail")
    def test_the_account_stays_without_its_mail(self, otrs7: Client) -> None:
        assert otrs7.post(REGISTER, NEWCOMER).failure == "EmailSendingFailed"
        with otrs7.desk.look() as look:
            row = select(CustomerUser.id).where(CustomerUser.login == "new.one@acme.example")
            assert look.connection.execute(row).first()

    @pytest.mark.usefixtures("no_mail")
    def test_a_token_that_cannot_be_mailed_is_none(self, otrs7: Client) -> None:
        assert otrs7.post(RECOVER, {"EmailAddress": "c1@acme.example"}).failure == "EmailSendingFailed"
        with otrs7.desk.look() as look:
            assert look.connection.execute(select(ResetToken.id)).all() == []

    @pytest.mark.usefixtures("no_mail")
    def test_a_password_that_cannot_be_mailed_is_not_set(self, otrs7: Client) -> None:
        with otrs7.desk.work() as work:
            token = make_reset_token(work, "c1")
        assert otrs7.post(RESET, {"Token": token}).failure == "EmailSendingFailed"
        assert otrs7.post(LOGIN, {"Username": "c1", "Password": "c1-pw"}).status == 200

    def test_an_account_that_cannot_be_stored(self, otrs7: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        def broken(*_: object, **__: object) -> None:
            raise OSError

        monkeypatch.setattr(registration, "register_customer", broken)
        assert otrs7.post(REGISTER, NEWCOMER).failure == "AddingCustomerFailed"

    def test_a_password_that_cannot_be_stored(self, otrs7: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        def broken(*_: object, **__: object) -> None:
            raise OSError

        monkeypatch.setattr(registration, "change_customer_password", broken)
        with otrs7.desk.work() as work:
            token = make_reset_token(work, "c1")
        assert otrs7.post(RESET, {"Token": token}).failure == "PasswordResetFailed"


def test_forms_name_the_fields_of_the_calls(otrs7: Client) -> None:
    reply = otrs7.post("/api/frontend/external/form/account/register", {"FirstName": "Nika"})
    fields = reply.json["Schema"]["Fields"]
    assert [one["Name"] for one in fields] == ["EmailAddress", "FirstName", "LastName"]
    assert fields[1]["Default"] == "Nika"
    reply = otrs7.post("/api/frontend/external/form/account/recover", {}, {"accept-language": "de-DE,en;q=0.5"})
    assert [one["Label"] for one in reply.json["Schema"]["Fields"]] == ["E-Mail-Adresse"]
