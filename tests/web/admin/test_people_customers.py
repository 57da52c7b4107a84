"""Companies and customer users on the administrators' pages."""

from urllib.parse import urlencode

from polydesk.desk.configuration.entries import Entry, find_entry, list_entries
from polydesk.desk.desk import Desk
from polydesk.desk.people.customers import find_customer_by_address
from polydesk.desk.people.second_factor import has_secret, set_secret
from tests.web.agent.client import Browser
from tests.world.cast import CORA
from tests.world.tickets import configured, opened

FORM = {"first_name": "Nora", "last_name": "New", "email": "nora@acme.example", "customer_id": "acme", "valid": "valid"}


def named(desk: Desk, section: str, key: str) -> Entry:
    with desk.look() as look:
        return next(one for one in list_entries(look, section, text=key).entries if key in one.values())


def test_a_customer_user_is_made_and_found_by_any_address(root: Browser, world: Desk) -> None:
    form = {**FORM, "login": "nora", "further_emails": "n.new@acme.example\n\n", "password": "Sensible-12345"}
    assert root.post("/admin/customer-users/new", form).status_code == 303
    with world.look() as look:
        found = find_customer_by_address(look, "n.new@acme.example")
    assert found and found.login == "nora"


def test_the_rules_for_passwords_of_customers_hold_here_too(root: Browser, world: Desk) -> None:
    configured(world, settings={"Customer::PasswordMinSize": 12})
    page = root.post("/admin/customer-users/new", {**FORM, "login": "nora", "password": "short"})
    assert page.status_code == 422 and "at least 12" in page.text and 'value="Nora"' in page.text
    form = {**FORM, "login": "nora", "password": "short"}
    root.post("/account/looks", {"language": "de"})
    assert "mindestens 12" in root.post("/admin/customer-users/new", form).text


def test_an_address_of_somebody_else_is_not_taken(root: Browser, world: Desk) -> None:
    page = root.post("/admin/customer-users/new", {**FORM, "login": "nora", "email": "c1@acme.example"})
    assert page.status_code == 422 and "belongs to c1" in page.text


def test_a_customer_users_page_leads_to_the_tickets(root: Browser, world: Desk) -> None:
    ticket = opened(world, customer_user="c1")
    assert (
        f'href="/tickets/{ticket}"'
        in root.get(f"/admin/customer-users/{named(world, 'customer_users', 'c1')['id']}").text
    )


def test_a_company_lists_its_people(root: Browser, world: Desk) -> None:
    company = named(world, "companies", "acme")
    person = named(world, "customer_users", "c1")
    assert f'href="/admin/customer-users/{person["id"]}"' in root.get(f"/admin/companies/{company['id']}").text


def test_domains_and_rights_of_a_company_are_saved(root: Browser, world: Desk) -> None:
    company = named(world, "companies", "acme")
    form = {"name": "ACME", "valid": "valid", "collaborators": "members", "domains": "acme.example\nacme.test"}
    assert root.post(f"/admin/companies/{company['id']}", {**form, "rights/ro/users": "on"}).status_code == 303
    with world.look() as look:
        saved = find_entry(look, "companies", company["id"])
    assert (saved["domains"], saved["rights"]) == (["acme.example", "acme.test"], {"users": ["ro"]})
    assert saved["collaborators"] == "members"


def test_companies_are_offered_by_number_or_name_while_somebody_types(root: Browser, world: Desk) -> None:
    configured(world, companies=[{"customer_id": "4711", "name": "Öl & Co"}])
    assert 'value="acme"' in root.get("/admin/names/companies?of=customer_id&customer_id=acm").text
    assert 'value="4711"' in root.get("/admin/names/companies?of=q&q=%C3%B6l").text


def test_an_administrator_forgets_the_second_factor_of_a_customer(root: Browser, world: Desk) -> None:
    with world.work() as work:
        set_secret(work, CORA, "A" * 16)
    page = f"/admin/customer-users/{named(world, 'customer_users', 'c1')['id']}"
    assert "Forget the second factor" in root.get(page).text
    assert root.post(f"{page}/forget-second-factor").status_code == 303
    with world.look() as look:
        assert not has_secret(look, CORA)


def test_stored_cross_site_scripting(root: Browser, world: Desk) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    configured(
        world,
        companies=[{"customer_id": hostile, "name": hostile}],
        customer_users=[{"login": hostile, "first_name": hostile, "customer_id": hostile}],
    )
    person, company = named(world, "customer_users", hostile), named(world, "companies", hostile)
    for path in ("companies", "customer-users", f"customer-users/{person['id']}", f"companies/{company['id']}"):
        assert "<img src=x" not in root.get(f"/admin/{path}").text
    assert "<img src=x" not in root.get("/admin/names/companies?of=q&q=img").text


def test_letters_of_all_kinds_are_found_in_any_case(root: Browser, world: Desk) -> None:
    configured(world, customer_users=[{"login": "jörg", "last_name": "Çelik_50%"}])
    for text in ("JÖRG", "çELIK", "elik_50%", "ELIK_5"):
        assert "jörg" in root.get(f"/admin/customer-users?{urlencode({'q': text})}").text, text
    assert "jörg" not in root.get(f"/admin/customer-users?{urlencode({'q': 'elik%50'})}").text
