"""Cases of the contract: accounts, sign-in, preferences, notifications."""

from polydesk.api.otrs7 import auth_operations, preferences, registration
from tests.api.otrs7.contract import Case, but
from tests.api.otrs7.contract_stage import THEO
from tests.api.otrs7.documented import HALF

_ACCOUNT, _AUTH = "POST /api/customer/account", "/api/customer/auth"
_NOTIFICATIONS = "/api/customer/personal-notifications"
_FORM = "POST /api/frontend/external/form"
_NEWCOMER = {"EmailAddress": "newcomer@acme.example", "FirstName": "Nika", "LastName": "New"}

SAVE = Case(key=f"{_ACCOUNT}/personal-preferences", body={"UserLanguage": "en"})
RECOVER = Case(key=f"{_ACCOUNT}/recover", body={"EmailAddress": "c1@acme.example"}, who=None)
REGISTER = Case(key=f"{_ACCOUNT}/register", body=_NEWCOMER, who=None)
RESET = Case(key=f"{_ACCOUNT}/reset", body=lambda stage: {"Token": stage.reset_token}, who=None)
LOGIN = Case(key=f"POST {_AUTH}/login", body={"Username": "c1", "Password": "c1-pw"}, who=None)
LISTED = Case(key=f"GET {_NOTIFICATIONS}/list", at={}, prepare=lambda stage: stage.ArticleID)
SEEN = Case(key=f"POST {_NOTIFICATIONS}/seen-set", body={"Filter": "All"})
PREFERENCES = Case(key=f"{_FORM}/personal-preferences/{{Category}}", body={})
_ENTRY = HALF[LISTED.key].answer(200).example["List"][0]
_LISTED = {"TotalNotifications": 1, "List": [{**_ENTRY, "Content": {**_ENTRY["Content"], "UserID": "c1"}}]}
"""As published, but for the customer's id, which is a login here as in the published account."""


def _newcomer(name: str) -> dict[str, str]:
    return {**_NEWCOMER, "EmailAddress": f"{name}@acme.example"}


CASES = (
    Case(key="GET /api/customer/account", who=THEO),
    SAVE,
    but(SAVE, 422, body={"UserLanguage": "xx"}),
    but(SAVE, 900, "CouldNotSaveUserPreference", breaks=(preferences, "set_preferences")),
    RECOVER,
    but(RECOVER, 422, body={}),
    but(RECOVER, 900, "EmailSendingFailed", breaks=(registration, "mail_reset_token")),
    but(RECOVER, 900, "MultipleAccountsFound", body={"EmailAddress": "twin@acme.example"}),
    REGISTER,
    but(REGISTER, 422, body={"EmailAddress": "x"}),
    but(REGISTER, 900, "AddingCustomerFailed", body=_newcomer("a"), breaks=(registration, "register_customer")),
    but(REGISTER, 900, "EmailAddressAlreadyExists", body={**_NEWCOMER, "EmailAddress": "C1@acme.example"}),
    but(
        REGISTER,
        900,
        "EmailAddressBlacklisted",
        settings={"CustomerPanelCreateAccount::MailRestrictions::Blacklist": ["^newcomer@"]},
    ),
    but(REGISTER, 900, "EmailSendingFailed", body=_newcomer("b"), breaks=(registration, "mail_reset_token")),
    RESET,
    but(RESET, 422, body={}),
    but(RESET, 900, "EmailSendingFailed", breaks=(registration, "mail_new_password")),
    but(RESET, 900, "PasswordResetFailed", breaks=(registration, "change_customer_password")),
    but(RESET, 900, "PasswordResetTokenInvalid", body={"Token": "unknown"}),
    Case(key=f"GET {_AUTH}/check"),
    Case(key=f"GET {_AUTH}/cookie"),
    LOGIN,
    but(LOGIN, 422, body={"Username": "c1", "Password": "wrong"}),
    but(LOGIN, 900, "CouldNotGenerateToken", breaks=(auth_operations, "key_for_signing")),
    but(
        LOGIN,
        900,
        "SessionLimitPerUserReached",
        prepare=lambda stage: stage.client,
        settings={"CustomerSessionPerUserLimit": 1},
    ),
    but(LOGIN, 900, "SessionLimitReached", prepare=lambda stage: stage.client, settings={"CustomerSessionLimit": 1}),
    Case(key=f"POST {_AUTH}/logout"),
    but(LISTED, 200, like=_LISTED),
    but(LISTED, 422, query={"Page": "0", "Seen": "x"}),
    SEEN,
    but(SEEN, 422, body={}),
    *(Case(key=f"{_FORM}/{name}", body={}, who=None) for name in ("account/recover", "account/register", "auth/login")),
    PREFERENCES,
    but(PREFERENCES, 422, at={"Category": "unknown"}),
    Case(key="GET /api/frontend/external/personal-preferences/categories"),
)
