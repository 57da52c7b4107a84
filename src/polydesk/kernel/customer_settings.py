"""The settings of the customers' interface and of OTRS 7's API, under OTRS' names."""

from polydesk.kernel.setting_kinds import Setting

CUSTOMER_SETTINGS = (
    Setting("DefaultLanguage", "en", "The language of whoever has chosen none."),
    Setting("DefaultUsedLanguages", ["en", "de"], "The languages people may choose."),
    Setting("ProductName", "Polydesk", "What this desk calls itself."),
    Setting("CustomerPanelUserID", 1, "The agent who creates and owns the tickets customers make."),
    Setting(
        "CustomerGroupSupport", False, "Customers see only the queues of groups that they or their company belong to."
    ),
    Setting(
        "CustomerGroupAlwaysGroups", ["users"], "Groups every customer user belongs to where groups count for them."
    ),
    Setting("WebApp::API::Customer::Account::Register", False, "Strangers may open a customer account."),
    Setting("WebApp::API::Customer::Account::Recover", True, "Customers may ask for a new password by mail."),
    Setting(
        "WebApp::API::Customer::Account::ResetURL",
        "",
        "The page where a reset token is entered; `{token}` stands for the token. Empty: the mail has the token alone.",
    ),
    Setting(
        "CustomerPanelCreateAccount::MailRestrictions::Whitelist",
        [],
        "Patterns of addresses that may register; empty: all that no other pattern forbids.",
    ),
    Setting(
        "CustomerPanelCreateAccount::MailRestrictions::Blacklist", [], "Patterns of addresses that may not register."
    ),
    Setting("CustomerSessionLimit", 1000, "Sessions of all customers together (0: no limit)."),
    Setting("CustomerSessionPerUserLimit", 20, "Sessions of one customer user (0: no limit)."),
    Setting("Customer::AuthTwoFactorModule", "TOTP", "The second factor of customers who have a secret.", ("", "TOTP")),
    Setting(
        "Customer::AuthTwoFactorModule::AllowEmptySecret", True, "Customers without a secret need no second factor."
    ),
    Setting(
        "Customer::AuthTwoFactorModule::AllowPreviousToken", True, "The code of the half minute before is good as well."
    ),
    Setting("Customer::PasswordRegExp", "", "The pattern a customer's new password must match; empty: any."),
    Setting("Customer::PasswordMinSize", 8, "Characters a customer's new password must have."),
    Setting(
        "Customer::PasswordMin2Lower2UpperCharacters", False, "A new password needs two small and two big letters."
    ),
    Setting("Customer::PasswordNeedDigit", False, "A new password needs a digit."),
    Setting("Customer::PasswordMin2Characters", False, "A new password needs two letters."),
    Setting("Customer::PasswordMin3Of4Kinds", False, "A new password needs three kinds of characters."),
    Setting("Customer::PasswordHistory", 3, "Last passwords a customer may not take again."),
    Setting("Process::DefaultQueue", "Raw", "The queue of a process ticket where its dialog names none."),
    Setting("Process::DefaultState", "new", "The state of a process ticket where its dialog names none."),
    Setting("Process::DefaultPriority", "3 normal", "The priority of a process ticket where its dialog names none."),
    Setting("Frontend::RichText", True, "What customers write in forms is HTML, not plain text."),
    Setting("WebMaxFileUpload", 24000000, "Bytes of all files of one form together."),
    Setting("Customer::MailsPerHour", 5, "Reset and registration mails an hour to one address (0: no limit)."),
    Setting(
        "Customer::AttemptsPerHour", 60, "Registrations and resets an hour from one network address (0: no limit)."
    ),
    Setting("OTRS7::EnableDebuggerSQLTrace", False, "Answers name their SQL statements to callers who may ask."),
    Setting("OTRS7::EnableDebuggerSTDERRLog", False, "Answers repeat what was logged to callers who may ask."),
    Setting("OTRS7::DebuggerNetworks", ["127.0.0.0/8", "::1"], "Addresses or networks of callers who may ask."),
    Setting("OTRS7::RemoteContent", False, "Bodies of articles may load pictures from other hosts."),
)
