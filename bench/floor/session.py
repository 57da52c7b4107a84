"""Who is asking: the session row of the token."""

import hashlib

from bench.floor.driver import Driver

_SESSION = """
SELECT a.id FROM access_token t JOIN agent a ON a.login = t.subject WHERE t.token_hash = ?
"""

_CUSTOMER = """
SELECT lower(c.login) FROM access_token t JOIN customer_user c ON lower(c.login) = lower(t.subject)
WHERE t.token_hash = ?
"""


def agent_of(driver: Driver, token: str) -> int:
    agent: int = driver.rows(_SESSION, (hashlib.sha256(token.encode()).hexdigest(),))[0][0]
    return agent


def customer_of(driver: Driver, handle: str) -> str:
    login: str = driver.rows(_CUSTOMER, (hashlib.sha256(handle.encode()).hexdigest(),))[0][0]
    return login
