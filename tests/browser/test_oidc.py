"""To an OpenID provider on another site and back, with the cookies as a browser sends them."""

from collections.abc import Iterator

import pytest

from polydesk.desk.access.oidc import keep_client_secret
from tests.browser.browsing import Complaints, Open
from tests.browser.conftest import Served
from tests.oidc.provider import CLIENT, SECRET, Provider, providing
from tests.world.tickets import configured


@pytest.fixture
def provider(served: Served) -> Iterator[Provider]:
    with providing() as running:
        settings = {"OIDC::Issuer": running.issuer, "OIDC::ClientID": CLIENT, "OIDC::Name": "ACME", "FQDN": "localhost"}
        configured(served.desk, settings=settings)
        with served.desk.work() as work:
            keep_client_secret(work, SECRET)
        yield running
    configured(served.desk, settings={"OIDC::Issuer": "", "FQDN": "otobo.example.test"})


@pytest.fixture
def complaints(served: Served) -> Complaints:
    """The provider's address is another site than this one."""
    return Complaints(served.url.replace("127.0.0.1", "localhost"))


def test_who_comes_from_a_provider_is_in_and_is_offered_to_leave_there(
    open_tab: Open, provider: Provider, complaints: Complaints
) -> None:
    home = complaints.home
    complaints.expect(f"request to {provider.issuer}/authorize")

    page = open_tab(None)
    page.goto(f"{home}/login?next=/account")
    page.click("text=Sign in with ACME")
    page.wait_for_url("**/account")
    page.click("summary:has-text('Ada')")
    page.click("text=Sign out")
    page.wait_for_selector("text=Sign out at ACME, too")
