"""The account of the customer user who calls, every value as a text: specification, section 2.1."""

from typing import Any

from polydesk.api.otrs7.answers import Answer, ok
from polydesk.api.otrs7.call import Call
from polydesk.api.otrs7.preference_fields import DEFAULTS
from polydesk.api.otrs7.routing import Operation
from polydesk.desk.people.addresses import mail_string
from polydesk.desk.people.customer_account import CustomerAccount, read_account
from polydesk.kernel.clock import from_epoch
from polydesk.kernel.settings import Settings

SOURCE = "CustomerUser"


def account(call: Call) -> Answer:
    look = call.look()
    found = read_account(look, call.known.actor)
    settings = look.config(Settings)
    always = {"UserLanguage": settings["DefaultLanguage"], "UserTimeZone": settings["OTOBOTimeZone"], **DEFAULTS}
    return ok({**always, **found.preferences, **_person(found), **_company(found)})


def _person(found: CustomerAccount) -> dict[str, str]:
    row, login = found.person, found.person.login
    return {
        "UserID": login,
        "UserLogin": login,
        "UserTitle": row.title,
        "UserFirstname": row.first_name,
        "UserLastname": row.last_name,
        "UserFullname": f"{row.first_name} {row.last_name}".strip(),
        "UserEmail": row.email,
        "UserMailString": mail_string(row.first_name, row.last_name, row.email),
        "UserCustomerID": row.customer_id,
        "UserPhone": row.phone,
        "UserFax": row.fax,
        "UserMobile": row.mobile,
        "UserStreet": row.street,
        "UserZip": row.zip,
        "UserCity": row.city,
        "UserCountry": row.country,
        "UserComment": row.comment,
        "Source": SOURCE,
        "UserLastLogin": str(row.last_login),
        "UserLastLoginTimestamp": f"{from_epoch(row.last_login):%Y-%m-%d %H:%M:%S}",
        **_stamps(row),
    }


def _stamps(row: Any) -> dict[str, str]:
    return {
        "ValidID": str(row.valid),
        "CreateTime": f"{row.create_time:%Y-%m-%d %H:%M:%S}",
        "CreateBy": str(row.create_by),
        "ChangeTime": f"{row.change_time:%Y-%m-%d %H:%M:%S}",
        "ChangeBy": str(row.change_by),
    }


def _company(found: CustomerAccount) -> dict[str, str | None]:
    row = found.company
    if row is None:
        return {"CustomerCompanyValidID": None}
    return {
        "CustomerCompanyName": row.name,
        "CustomerCompanyStreet": row.street,
        "CustomerCompanyZIP": row.zip,
        "CustomerCompanyCity": row.city,
        "CustomerCompanyCountry": row.country,
        "CustomerCompanyURL": row.url,
        "CustomerCompanyComment": row.comment,
        "CustomerCompanyValidID": str(row.valid),
    }


OPERATIONS = (Operation("GET", "/api/customer/account", account),)
