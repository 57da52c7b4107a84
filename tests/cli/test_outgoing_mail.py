from polydesk.desk.configuration.load import load_configuration
from polydesk.desk.sending.budgets import OVER_BUDGET
from polydesk.desk.sending.content import Content
from polydesk.desk.sending.queue_mail import NewMail, queue_mail
from polydesk.desk.sending.registry import MailAddress
from polydesk.wiring import open_desk
from tests.cli.running import Commands


def queued(polydesk: Commands, subject: str, held: str = "") -> int:
    content = Content(sender=MailAddress("", "desk@kiwi.test"), to=(), text="")
    new = NewMail(
        recipient="kim@kiwi.test", kind="reply", subject=subject, message_id="m@desk", content=content, held=held
    )
    with open_desk(polydesk.data).work() as work:
        return queue_mail(work, new)


def test_unsent_mail_is_listed_with_its_reason_and_can_be_queued_anew(polydesk: Commands) -> None:
    mail_id = queued(polydesk, "Hello\x1b[31m")
    shown = polydesk.output("mail", "queue")
    assert "kim@kiwi.test" in shown
    assert "held" in shown
    assert "SendmailModule" in shown
    assert "\x1b" not in shown
    assert polydesk.output("mail", "resend", str(mail_id)) == "1 queued\n"
    assert polydesk.output("mail", "queue", "--state", "held") == ""
    assert "queued" in polydesk.output("mail", "queue")


def test_notifications_over_an_hours_budget_are_counted_and_listed_when_asked_for(polydesk: Commands) -> None:
    with open_desk(polydesk.data).work() as work:
        load_configuration(work, {"settings": {"SendmailModule": "SMTP"}})
    for _ in range(3):
        queued(polydesk, "Storm", held=OVER_BUDGET)
    shown = polydesk.output("mail", "queue")
    assert shown.startswith("3 held for kim@kiwi.test, the last ")
    assert shown.count("\n") == 1
    assert polydesk.output("mail", "queue", "--state", "held").count("Storm") == 3


def test_a_mail_that_is_not_there_cannot_be_sent(polydesk: Commands) -> None:
    assert "mail" in polydesk.refusal("mail", "resend", "99")


def test_the_password_is_kept_in_a_file_for_the_account_only(polydesk: Commands) -> None:
    polydesk.output("mail", "smtp-password", typed="s3cret\n")
    [file] = (polydesk.data / "secrets").iterdir()
    assert (file.read_text(), file.stat().st_mode & 0o777) == ("s3cret", 0o600)
    assert "s3cret" not in polydesk.output("dump")
