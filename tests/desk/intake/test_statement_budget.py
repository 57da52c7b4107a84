"""How many statements a submission may send to the database."""

from polydesk.desk.desk import Desk
from polydesk.desk.intake.submit import submit
from tests.desk.intake.submissions import new_address, submission
from tests.desk.test_statement_budgets import at_most

KNOWN, NEWCOMER = 21, 26
"""With an auto-response and an alert queued and their budgets asked, beside BEGIN, COMMIT and the configuration."""


def test_a_newcomer_s_submission_stays_within_its_budget(intake: Desk) -> None:
    for _turn in range(2):  # the first ever makes the key of Message-IDs, the second reads the configuration with it
        _submit(intake, new_address())
    with at_most(intake, NEWCOMER):
        _submit(intake, new_address())


def test_a_known_person_s_submission_stays_within_its_budget(intake: Desk) -> None:
    email = new_address()
    for _turn in range(2):
        _submit(intake, email)
    with at_most(intake, KNOWN):
        _submit(intake, email)


def _submit(desk: Desk, email: str) -> None:
    with desk.work() as work:
        submit(work, submission({"email": email}))
