"""Whether a mail domain exists, asked of a name server on loopback."""

from collections.abc import Iterator
from typing import Any

import dns.resolver
import pytest

from polydesk.desk.desk import Desk
from polydesk.mail.domains import MOST_FAILURES, PAUSE_SECONDS, Domains
from tests.mail.name_server import BROKEN, SILENT, name_server
from tests.mail.post import CORA, accepted, letter, steps, take
from tests.world.tickets import configured


@pytest.fixture(scope="module")
def resolver() -> Iterator[dns.resolver.Resolver]:
    with name_server() as found:
        yield found


@pytest.mark.parametrize(
    ("domain", "exists"),
    [
        ("mail.test", True),
        ("four.test", True),
        ("six.test", True),
        ("other.test", False),
        ("nowhere.test", False),
        (BROKEN, None),
        ("a..b", None),
        (f"{'x' * 70}.test", None),
    ],
)
def test_a_domain_exists_if_mail_can_be_sent_there(
    resolver: dns.resolver.Resolver, domain: str, exists: bool | None
) -> None:
    assert Domains(lambda: resolver).exists(domain) is exists


def test_a_silent_name_server_is_not_waited_for_long(
    resolver: dns.resolver.Resolver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("polydesk.mail.domains.SECONDS", 0.2)
    assert Domains(lambda: resolver).exists(SILENT) is None


def test_without_any_name_server_nothing_can_be_said() -> None:
    def none() -> dns.resolver.Resolver:
        raise dns.resolver.NoResolverConfiguration

    assert Domains(none).exists("mail.test") is None


def test_a_dns_that_keeps_failing_is_left_alone_for_a_while(resolver: dns.resolver.Resolver) -> None:
    now = [1000.0]
    domains = Domains(lambda: resolver, now=lambda: now[0])
    for _ in range(MOST_FAILURES):
        domains.exists(BROKEN)
    assert domains.exists("mail.test") is None
    now[0] += PAUSE_SECONDS
    assert domains.exists("mail.test") is True


@pytest.fixture
def verifying(post: Desk) -> Desk:
    configured(post, settings={"osTicket::verify_email_addrs": True})
    answers = {"nowhere.test": False, "mail.test": True}
    post.domain_exists = answers.get
    return post


def test_mail_of_a_newcomer_from_nowhere_is_rejected_and_can_be_retried(verifying: Desk) -> None:
    outcome = take(verifying, letter("eve@nowhere.test"))
    assert (outcome.state, steps(verifying, outcome)["domain"]) == ("rejected", "does not exist")


@pytest.mark.parametrize("sender", [CORA, "kim@mail.test", "kim@unknown.test"])
def test_known_people_and_what_the_dns_does_not_answer_pass(verifying: Desk, sender: str) -> None:
    accepted(verifying, letter(sender))


def test_nothing_is_asked_unless_the_desk_wants_it(post: Desk) -> None:
    def asked(_domain: str) -> Any:
        raise AssertionError

    post.domain_exists = asked
    accepted(post, letter("eve@nowhere.test"))
