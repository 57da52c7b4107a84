"""Mail about somebody's own account: the way to a new password, and the new password."""

from sqlalchemy import func, select

from polydesk.desk.people.models import CustomerUser
from polydesk.desk.people.preferences import read_preferences
from polydesk.desk.sending.auto_respond import AUTO_HEADERS
from polydesk.desk.sending.content import Content
from polydesk.desk.sending.message_ids import TO_CUSTOMER, new_message_id
from polydesk.desk.sending.queue_mail import NewMail, queue_mail
from polydesk.desk.sending.registry import MailAddress
from polydesk.desk.sending.senders import automatic_envelope, desk_sender
from polydesk.kernel.actors import CustomerActor
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look, Work

KIND = "account"
_TOKEN = {
    "en": (
        "Your new password",
        "Hello {name},\n\nsomebody, most likely you, asked for a new password for your account at {product}."
        "\n\n{way}\n\nThis works once and for a day. If you did not ask for it, there is nothing to do.\n",
    ),
    "de": (
        "Ihr neues Passwort",
        "Hallo {name},\n\njemand, vermutlich Sie, hat für Ihr Konto bei {product} ein neues Passwort angefordert."
        "\n\n{way}\n\nDas geht einmal und einen Tag lang. Wenn Sie das nicht waren, ist nichts zu tun.\n",
    ),
}
_WELCOME = {
    "en": (
        "Your account",
        "Hello {name},\n\nan account was opened for you at {product}. Its login is {login}.\n\n{way}\n\n"
        "This works once and for a day. If you did not ask for it, there is nothing to do.\n",
    ),
    "de": (
        "Ihr Konto",
        "Hallo {name},\n\nbei {product} wurde ein Konto für Sie eröffnet. Der Login ist {login}.\n\n{way}\n\n"
        "Das geht einmal und einen Tag lang. Wenn Sie das nicht waren, ist nichts zu tun.\n",
    ),
}
_PASSWORD = {
    "en": (
        "Your new password",
        "Hello {name},\n\nyour new password at {product} is: {password}\n\n"
        "Please change it after you have signed in.\n",
    ),
    "de": (
        "Ihr neues Passwort",
        "Hallo {name},\n\nIhr neues Passwort bei {product} lautet: {password}\n\n"
        "Bitte ändern Sie es, wenn Sie sich angemeldet haben.\n",
    ),
}
_WAY = {"en": "Your token: {token}", "de": "Ihr Token: {token}"}


def mail_reset_token(work: Work, login: str, token: str, *, is_new: bool = False) -> None:
    """`is_new` tells of an account that was just opened."""
    way = work.config(Settings)["WebApp::API::Customer::Account::ResetURL"]
    language = _language(work, login)
    text = (way or _WAY[language]).replace("{token}", token)
    _mail(work, login, (_WELCOME if is_new else _TOKEN)[language], {"{way}": text})


def mail_new_password(work: Work, login: str, password: str) -> None:
    _mail(work, login, _PASSWORD[_language(work, login)], {"{password}": password})


def _mail(work: Work, login: str, texts: tuple[str, str], facts: dict[str, str]) -> None:
    """Facts go in at last, so that nobody's name is taken for a place to fill."""
    person = _person(work, login)
    name = f"{person.first_name} {person.last_name}".strip()
    known = {"{product}": work.config(Settings)["ProductName"], "{login}": login, **facts, "{name}": name}
    subject, text = texts
    for place, fact in known.items():
        text = text.replace(place, fact)
    content = Content(
        sender=desk_sender(work), to=[MailAddress(name, person.email)], text=text, headers=dict(AUTO_HEADERS)
    )
    message_id = new_message_id(work, 0, 0, TO_CUSTOMER, person_id=person.id)
    queue_mail(
        work,
        NewMail(
            recipient=person.email,
            kind=KIND,
            subject=subject,
            message_id=message_id,
            content=content,
            envelope_sender=automatic_envelope(work),
        ),
    )


def _person(look: Look, login: str) -> CustomerUser:
    return look.session.execute(
        select(CustomerUser).where(func.lower(CustomerUser.login) == login.lower())
    ).scalar_one()


def _language(look: Look, login: str) -> str:
    wanted = read_preferences(look, CustomerActor(login), prefix="UserLanguage").get("")
    wanted = wanted or look.config(Settings)["DefaultLanguage"]
    return wanted if wanted in _WAY else "en"
