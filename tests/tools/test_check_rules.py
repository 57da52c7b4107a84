import pytest

from tools.check_rules import RULES, Rule, broken_rules

BROKEN = [
    ("edges-know-no-sql", "api/osticket/app.py", "from sqlalchemy import select"),
    ("edges-know-no-sql", "cli/serve.py", "import sqlalchemy.orm"),
    ("desk-opens-no-connections", "desk/services/fetch.py", "import urllib.request"),
    ("desk-opens-no-connections", "kernel/jobs.py", "from urllib.request import urlopen"),
    ("desk-opens-no-connections", "kernel/jobs.py", "from urllib import request"),
    ("print-belongs-to-cli", "desk/tickets/close.py", "print('closed')"),
    ("sql-text-is-constant", "desk/search/find.py", "text(f'SELECT {name}')"),
    ("sql-text-is-constant", "desk/search/find.py", "sa.text('SELECT %s' % name)"),
    ("sql-text-is-constant", "desk/search/find.py", "text('SELECT ' + name)"),
    ("sql-text-is-constant", "kernel/db.py", "connection.exec_driver_sql('DROP {}'.format(name))"),
    ("yaml-is-safe", "cli/load.py", "yaml.load(text, Loader=yaml.Loader)"),
    ("nothing-runs-data", "kernel/jobs.py", "import pickle"),
    ("nothing-runs-data", "kernel/jobs.py", "from marshal import loads"),
    ("nothing-runs-data", "kernel/jobs.py", "eval(expression)"),
    ("nothing-runs-data", "kernel/jobs.py", "exec(code)"),
    ("no-shell", "kernel/files.py", "os.system(command)"),
    ("no-shell", "kernel/files.py", "subprocess.run(command, shell=True)"),
    ("secrets-compare-in-constant-time", "desk/people/sign_in.py", "session.token_hash == given"),
    ("secrets-compare-in-constant-time", "desk/people/sign_in.py", "if given != password: pass"),
]

FINE = [
    ("desk/tickets/close.py", "from sqlalchemy import select"),
    ("desk/services/wadl.py", "from urllib.parse import quote"),
    ("cli/serve.py", "print('http://127.0.0.1:8080')"),
    ("desk/search/find.py", "text('SELECT :name ' + 'FROM ticket')"),
    ("cli/load.py", "yaml.safe_load(text)"),
    ("cli/load.py", "class Texts(SafeLoader): ...\nyaml.load(text, Loader=Texts)"),
    ("kernel/files.py", "subprocess.run(['gzip', name], shell=False)"),
    ("desk/people/sign_in.py", "hmac.compare_digest(token, given)"),
    ("desk/people/sign_in.py", "select(Session).where(Session.token == wanted)"),
    ("desk/people/sign_in.py", "password == ''"),
]


@pytest.mark.parametrize(("rule", "path", "source"), BROKEN)
def test_a_rule_catches(rule: str, path: str, source: str) -> None:
    assert [line.split(": ")[1] for line in broken_rules(path, source)] == [rule]


@pytest.mark.parametrize(("path", "source"), FINE)
def test_what_is_fine_passes(path: str, source: str) -> None:
    assert list(broken_rules(path, source)) == []


def test_every_rule_is_shown_to_fail() -> None:
    assert {rule for rule, _, _ in BROKEN} == {rule.name for rule in RULES}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_message_is_one_sentence(rule: Rule) -> None:
    assert rule.message.endswith(".")
    assert rule.message.count(". ") == 0
