"""Tokens with which a customer user who cannot sign in gets a new password: good once, and for a day."""

import re
import secrets
import string
from datetime import timedelta

from sqlalchemy import delete, func, insert, select

from polydesk.desk.columns import VALID
from polydesk.desk.desk import Desk
from polydesk.desk.people.account_models import ResetToken
from polydesk.desk.people.models import CustomerUser
from polydesk.desk.people.sessions import token_hash
from polydesk.kernel.errors import NotFound
from polydesk.kernel.work import Work

AGE = timedelta(days=1)
_LETTERS = string.ascii_letters + string.digits
_FORM = re.compile(r"[A-Za-z0-9]{1,200}")
_TABLE = ResetToken.metadata.tables["reset_token"]


def make_reset_token(work: Work, login: str) -> str:
    """Older ones of the same person are good no more."""
    work.connection.execute(delete(_TABLE).where(_TABLE.c.customer_login == login))
    token = "".join(secrets.choice(_LETTERS) for _ in range(40))
    row = insert(_TABLE).values(token_hash=token_hash(token), customer_login=login, create_time=work.now)
    work.connection.execute(row)
    return token


def use_up_reset_token(work: Work, token: str) -> str:
    """Whose it was. Raises NotFound for one that never was, was used, is too old, or whose person may not come in.

    It is found by its hash, so how long that takes tells nothing about tokens there are.
    """
    if not _FORM.fullmatch(token):
        raise NotFound("reset_token")
    row = delete(_TABLE).where(_TABLE.c.token_hash == token_hash(token), _TABLE.c.create_time > work.now - AGE)
    login = work.connection.execute(row.returning(_TABLE.c.customer_login)).scalar()
    person = select(CustomerUser.login).where(func.lower(CustomerUser.login) == (login or "").lower())
    if not login or work.connection.execute(person.where(CustomerUser.valid == VALID)).first() is None:
        raise NotFound("reset_token")
    return str(login)


def expire_reset_tokens(desk: Desk) -> None:
    with desk.work() as work:
        work.connection.execute(delete(_TABLE).where(_TABLE.c.create_time <= work.now - AGE))
