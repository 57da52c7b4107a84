from typing import Any

import pytest
from sqlalchemy import insert, select

from polydesk.api.otrs7 import preferences
from polydesk.desk.people.account_models import SecondFactor
from polydesk.desk.people.models import Preference
from tests.api.otrs7.client import Client
from tests.conformance.one_time_code import code_of
from tests.world.cast import CORA
from tests.world.tickets import configured

SAVE, ACCOUNT = "/api/customer/account/personal-preferences", "/api/customer/account"
FORM = "/api/frontend/external/form/personal-preferences"
SECRET = "JBSWY3DPEHPK3PXP"
CHANGE = {"CurrentPassword": "c1-pw", "Password": "Other-pw-1", "PasswordRepeat": "Other-pw-1"}
VALIDATE = {"x-otrs-api-validateformdata": "1"}


@pytest.fixture
def cora(otrs7: Client) -> Client:
    return otrs7.of(CORA)


def test_an_account_is_texts_and_holds_no_secret(cora: Client) -> None:
    configured(cora.desk, customer_users=[{"login": "c1", "preferences": {"UserToken": "x", "UserLastPw": "y"}}])
    account = cora.get(ACCOUNT).json
    assert account["UserMailString"] == '"Cora Customer" <c1@acme.example>'
    assert account["CustomerCompanyName"] == "ACME Ltd."
    assert account["CustomerCompanyValidID"] == "1"
    assert all(isinstance(value, str) for value in account.values())
    assert not [name for name in account if "Token" in name or "Pw" in name or "assword" in name]


def test_without_a_company_its_validity_is_null(cora: Client) -> None:
    configured(cora.desk, customer_users=[{"login": "c1", "customer_id": "none"}])
    assert cora.get(ACCOUNT).json["CustomerCompanyValidID"] is None


def test_categories_and_their_forms(cora: Client) -> None:
    listed = cora.get("/api/frontend/external/personal-preferences/categories").json["Categories"]
    assert [one["Category"] for one in listed] == ["UserProfile", "TicketList", "Security"]
    for one in listed:
        assert cora.post(f"{FORM}/{one['Category']}", {}).json["Schema"]["Fields"]
    assert set(cora.post(f"{FORM}/Nothing", {}).errors) == {"Category"}
    assert set(cora.post(FORM, {}).errors) == {"Category"}


def test_what_is_saved_shows_in_the_account_and_in_the_form(cora: Client) -> None:
    assert cora.post(SAVE, {"UserLanguage": "de", "TicketListTicketsPerPage": 25, "Unknown": "x"}).json == {}
    account = cora.get(ACCOUNT).json
    assert (account["UserLanguage"], account["TicketListTicketsPerPage"]) == ("de", "25")
    fields = {one["Name"]: one for one in cora.post(f"{FORM}/TicketList", {}).json["Schema"]["Fields"]}
    assert fields["TicketListTicketsPerPage"]["Default"] == "25"
    assert fields["TicketListTicketsPerPage"]["Label"] == "Tickets je Seite"


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"UserLanguage": "xx"}, "UserLanguage"),
        ({"UserLanguage": ""}, "UserLanguage"),
        ({"UserTimeZone": "Mars/Base"}, "UserTimeZone"),
        ({"TicketListTicketsPerPage": "11"}, "TicketListTicketsPerPage"),
        ({"TicketListSortBy": "Password"}, "TicketListSortBy"),
        ({"MultipleArticlesView": {}}, "MultipleArticlesView"),
        ({"UserGoogleAuthenticatorSecretKey": "short"}, "UserGoogleAuthenticatorSecretKey"),
    ],
)
def test_one_bad_value_and_nothing_is_saved(cora: Client, sent: dict[str, Any], wrong: str) -> None:
    reply = cora.post(SAVE, {**sent, "UserRefreshTime": "5"})
    assert set(reply.errors) == {wrong}
    assert isinstance(reply.errors[wrong]["Message"], str) and isinstance(reply.errors[wrong]["Data"], list)
    assert cora.get(ACCOUNT).json["UserRefreshTime"] == "0"


def test_the_form_refuses_what_saving_refuses_and_stores_nothing(cora: Client) -> None:
    assert set(cora.post(f"{FORM}/UserProfile", {"UserLanguage": "xx"}, VALIDATE).errors) == {"UserLanguage"}
    assert cora.post(f"{FORM}/UserProfile", {"UserLanguage": "de"}, VALIDATE).status == 200
    assert cora.get(ACCOUNT).json["UserLanguage"] == "en"


class TestANewPassword:
    def test_it_ends_all_other_sessions_and_keeps_this_one(self, otrs7: Client, cora: Client) -> None:
        other = otrs7.of(CORA)
        assert cora.post(SAVE, CHANGE).json == {}
        assert cora.get(ACCOUNT).status == 200
        assert other.get(ACCOUNT).status == 401
        assert otrs7.post("/api/customer/auth/login", {"Username": "c1", "Password": "Other-pw-1"}).status == 200

    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"CurrentPassword": ""}, "CurrentPassword"),
            ({"CurrentPassword": "wrong"}, "CurrentPassword"),
            ({"PasswordRepeat": "Other-pw-2"}, "PasswordRepeat"),
            ({"Password": "Short-1", "PasswordRepeat": "Short-1"}, "Password"),
            ({"Password": "c1-pw", "PasswordRepeat": "c1-pw"}, "Password"),
            ({"Password": "x" * 2000, "PasswordRepeat": "x" * 2000}, "Password"),
        ],
    )
    def test_each_rule_speaks_of_its_field(self, cora: Client, changed: dict[str, str], field: str) -> None:
        assert set(cora.post(SAVE, {**CHANGE, **changed}).errors) == {field}
        assert set(cora.post(f"{FORM}/Security", {**CHANGE, **changed}, VALIDATE).errors) == {field}

    def test_too_short_says_how_long_it_must_be(self, cora: Client) -> None:
        sent = {**CHANGE, "Password": "ab1", "PasswordRepeat": "ab1"}
        wanted = {"Message": "Password must have at least %d character(s).", "Data": ["8"]}
        assert cora.post(SAVE, sent).errors == {"Password": wanted}

    @pytest.mark.parametrize(
        ("setting", "bad", "good"),
        [
            ("PasswordNeedDigit", "no-digits-here", "one-digit-1"),
            ("PasswordMin2Lower2UpperCharacters", "ONLYONe-LOW", "TWo-loWer"),
            ("PasswordMin2Characters", "1234567a", "123456ab"),
            ("PasswordMin3Of4Kinds", "onlylower1", "Three-kinds"),
        ],
    )
    def test_the_desk_may_ask_for_kinds_of_characters(self, cora: Client, setting: str, bad: str, good: str) -> None:
        configured(cora.desk, settings={f"Customer::{setting}": True})
        assert set(cora.post(SAVE, {**CHANGE, "Password": bad, "PasswordRepeat": bad}).errors) == {"Password"}
        assert cora.post(SAVE, {**CHANGE, "Password": good, "PasswordRepeat": good}).json == {}

    def test_a_pattern_of_the_desk(self, cora: Client) -> None:
        configured(cora.desk, settings={"Customer::PasswordRegExp": "[a-z]+"})
        assert set(cora.post(SAVE, CHANGE).errors) == {"Password"}
        sent = {**CHANGE, "Password": "lowercase", "PasswordRepeat": "lowercase"}
        assert cora.post(SAVE, sent).json == {}

    def test_one_of_the_last_three_may_not_come_back(self, cora: Client) -> None:
        passwords = ["Other-pw-1", "Other-pw-2", "Other-pw-3"]
        current = "c1-pw"
        for new in passwords:
            assert _change(cora, current, new).status == 200
            current = new
        for old in passwords:
            assert set(_change(cora, current, old).errors) == {"Password"}
        configured(cora.desk, settings={"Customer::PasswordMinSize": 1})
        assert _change(cora, current, "c1-pw").status == 200

    def test_the_second_factor_is_part_of_the_current_password(self, cora: Client) -> None:
        with cora.desk.work() as work:
            row = insert(SecondFactor).values(subject_kind="customer", subject="c1", secret=SECRET, last_step=0)
            work.connection.execute(row)
        assert set(cora.post(SAVE, CHANGE).errors) == {"TwoFactorToken"}
        assert cora.post(SAVE, {**CHANGE, "TwoFactorToken": code_of(SECRET)}).json == {}

    def test_guessing_the_current_one_is_slowed_down(self, cora: Client) -> None:
        configured(cora.desk, settings={"SignIn::MostFailures": 1})
        cora.post(SAVE, {**CHANGE, "CurrentPassword": "wrong"})
        assert set(cora.post(SAVE, CHANGE).errors) == {"CurrentPassword"}


def _change(cora: Client, old: str, new: str) -> Any:
    return cora.post(SAVE, {"CurrentPassword": old, "Password": new, "PasswordRepeat": new})


def test_a_secret_can_be_set_and_taken_away(cora: Client) -> None:
    key = "UserGoogleAuthenticatorSecretKey"
    with cora.desk.look() as look:
        rows = select(SecondFactor.secret)
    cora.post(SAVE, {key: SECRET})
    with cora.desk.look() as look:
        assert look.connection.execute(rows).scalar_one() == SECRET
        assert look.connection.execute(select(Preference.id).where(Preference.name == key)).first() is None
    cora.post(SAVE, {key: ""})
    with cora.desk.look() as look:
        assert look.connection.execute(rows).first() is None


def test_a_fault_of_the_storage_saves_nothing(cora: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(preferences, "set_secret", broken)
    sent = {"UserLanguage": "de", "UserGoogleAuthenticatorSecretKey": SECRET}
    assert cora.post(SAVE, sent).failure == "CouldNotSaveUserPreference"
    assert cora.get(ACCOUNT).json["UserLanguage"] == "en"
