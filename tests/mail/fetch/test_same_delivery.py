"""By what a message is known again, on servers that make it hard."""

import pytest

from tests.mail.fetch.conftest import Account, Fetching
from tests.mail.fetch.mails import mail, titles
from tests.mail.fetch.scripted_server import ScriptedServer

POP3 = [b"+OK ready\r\n", b"+OK\r\n", b"+OK\r\n"]
OK = b"+OK\r\n"
GREETING = b"* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready\r\n"
CAPABILITY = b"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\nTAG OK done\r\n"
TAGGED = b"TAG OK done\r\n"


def pop3(key: bytes | None, message: bytes) -> list[bytes]:
    """A session with one message, by a server that gives it that UIDL, or knows none."""
    keys = b"-ERR what?\r\n" if key is None else b"+OK\r\n1 " + key + b"\r\n.\r\n"
    return [*POP3, b"+OK\r\n1 9\r\n.\r\n", keys, OK + message + b".\r\n", OK, OK]


def fetch(fetching: Fetching, *conversations: list[bytes], protocol: str = "pop3", **more: object) -> list[bytes]:
    """What the server heard in a run for each conversation."""
    heard = []
    for conversation in conversations:
        with ScriptedServer(conversation) as server:
            given = {"port": server.port, "host": "127.0.0.1", "login": "cora", "insecure": True, **more}
            fetching.load(mailboxes=[{"name": "support", "protocol": protocol, **given}])
            fetching.run()
        heard.append(b"".join(server.heard))
    return heard


@pytest.fixture
def fetching(fetching: Fetching) -> Fetching:
    fetching.configure(protocol="pop3", host="127.0.0.1", login="cora", password="secret")
    return fetching


def test_a_key_that_comes_again_with_another_message_is_another_message(fetching: Fetching) -> None:
    runs = [pop3(b"1", mail("one")), pop3(b"1", mail("two")), pop3(b"1", mail("two"))]
    heard = fetch(fetching, *runs)
    assert titles(fetching.desk)[-2:] == ["one", "two"]
    assert titles(fetching.desk).count("two") == 1
    assert all(b"DELE 1" in said for said in heard)


def test_without_uidl_a_message_is_known_by_its_content(fetching: Fetching) -> None:
    fetch(fetching, pop3(None, mail("one")), pop3(None, mail("two")), pop3(None, mail("one")))
    assert [titles(fetching.desk).count(title) for title in ("one", "two")] == [1, 1]


def test_two_messages_with_one_key_are_two(fetching: Fetching) -> None:
    listed = [*POP3, b"+OK\r\n1 9\r\n2 9\r\n.\r\n", b"+OK\r\n1 x\r\n2 x\r\n.\r\n"]
    fetch(fetching, [*listed, OK + mail("one") + b".\r\n", OK, OK + mail("two") + b".\r\n", OK, OK])
    assert titles(fetching.desk)[-2:] == ["one", "two"]


def test_mail_is_not_kept_on_a_server_that_cannot_tell_it_apart(fetching: Fetching) -> None:
    with ScriptedServer(pop3(None, mail("one"))) as server:
        fetching.configure(
            protocol="pop3", port=server.port, host="127.0.0.1", login="cora", insecure=True, keep=True, password="x"
        )
        assert "UIDL" in fetching.run().error


def test_without_uidplus_the_whole_folder_is_expunged(fetching: Fetching) -> None:
    message = mail("old server")
    listed = [GREETING, CAPABILITY, b"+ \r\n", TAGGED, CAPABILITY, b"* 1 EXISTS\r\nTAG OK done\r\n"]
    found = [b"* SEARCH 5\r\n" + TAGGED, b"* SEARCH\r\n" + TAGGED, b"* 1 FETCH (UID 5 RFC822.SIZE 9)\r\n" + TAGGED]
    whole = b"* 1 FETCH (FLAGS (\\Recent) UID 5 BODY[] {%d}\r\n%b)\r\n" % (len(message), message) + TAGGED
    script = [*listed, *found, whole, TAGGED, TAGGED, b"* BYE\r\n" + TAGGED]
    [heard] = fetch(fetching, script, protocol="imap")
    assert b"UID STORE 5 +FLAGS.SILENT (\\Deleted)" in heard
    assert b" EXPUNGE\r\n" in heard
    assert b"UID EXPUNGE" not in heard
    assert titles(fetching.desk)[-1] == "old server"


def test_what_was_marked_but_not_expunged_is_cleared_away(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    account.configure("imaps")
    account.server.deliver(account.name, mail("marked"))
    with monkeypatch.context() as patched:
        patched.setattr("polydesk.mail.fetch.imap.ImapSource.close", lambda self: self.drop())
        account.fetching.run()
    assert len(account.server.remaining(account.name)) == 1
    assert account.fetching.run().taken == 0
    assert account.server.remaining(account.name) == []
    assert titles(account.fetching.desk).count("marked") == 1


def test_what_somebody_else_deleted_does_not_become_a_ticket(account: Account) -> None:
    account.configure("imaps")
    account.server.deliver(account.name, mail("thrown away"))
    account.server.mark(account.name, "ST")
    assert account.fetching.run().taken == 0
    assert len(account.server.remaining(account.name)) == 1
