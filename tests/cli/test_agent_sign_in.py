"""What administrators do about signing in at the terminal."""

from sqlalchemy import insert, select

from polydesk.desk.access.oidc import SECRET
from polydesk.desk.people.account_models import SecondFactor
from polydesk.kernel.secrets import find_secret
from polydesk.wiring import open_desk
from tests.cli.running import Commands


def test_who_has_lost_the_second_factor_is_let_in_without(polydesk: Commands) -> None:
    row = insert(SecondFactor).values(subject_kind="agent", subject="root@localhost", secret="A" * 16, last_step=0)
    desk = open_desk(polydesk.data)
    with desk.work() as work:
        work.connection.execute(row)
    polydesk.output("agent", "forget-factors", "Root@localhost")
    with desk.look() as look:
        assert look.connection.execute(select(SecondFactor)).first() is None
    desk.database.dispose()
    assert "nobody" in polydesk.refusal("agent", "forget-factors", "nobody")


def test_the_secret_of_a_provider_is_stored_and_not_shown(polydesk: Commands) -> None:
    polydesk.output("agent", "oidc-secret", typed="open sesame\n")
    desk = open_desk(polydesk.data)
    with desk.look() as look:
        assert find_secret(look, SECRET) == b"open sesame"
    desk.database.dispose()
    assert "open sesame" not in polydesk.output("dump")
