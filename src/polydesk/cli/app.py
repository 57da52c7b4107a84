"""The command `polydesk`."""

from typing import Any

import typer
from typer.core import TyperGroup

from polydesk.cli.agent_factors import forget_factors
from polydesk.cli.agent_oidc_secret import oidc_secret
from polydesk.cli.agent_password import change_password
from polydesk.cli.apikey_create import create
from polydesk.cli.audit import verify
from polydesk.cli.dump import dump
from polydesk.cli.ldap_sync import sync
from polydesk.cli.ldap_test import test as test_ldap
from polydesk.cli.load import load
from polydesk.cli.mail_authorize import authorize
from polydesk.cli.mail_fetch import fetch
from polydesk.cli.mail_list import list_ as list_mail
from polydesk.cli.mail_password import password
from polydesk.cli.mail_queue import queue
from polydesk.cli.mail_resend import resend
from polydesk.cli.mail_retry import retry
from polydesk.cli.mail_show import show
from polydesk.cli.mail_smtp_password import smtp_password
from polydesk.cli.mail_test import test
from polydesk.cli.openapi import openapi
from polydesk.cli.pipe import pipe
from polydesk.cli.process_export import export as export_process
from polydesk.cli.process_import import import_ as import_process
from polydesk.cli.process_list import list_ as list_processes
from polydesk.cli.refusals import explain
from polydesk.cli.search_rebuild import rebuild as rebuild_search
from polydesk.cli.serve import serve
from polydesk.cli.settings import settings
from polydesk.cli.webservice_export import export
from polydesk.cli.webservice_import import import_
from polydesk.cli.webservice_list import list_
from polydesk.cli.webservice_log import log
from polydesk.cli.webservice_wadl import wadl
from polydesk.kernel.errors import DeskError


class _Commands(TyperGroup):
    """What the desk or the file system refuses is one line on the terminal, not a traceback."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except (DeskError, OSError) as error:
            typer.echo(f"polydesk: {explain(error)}", err=True)
            raise typer.Exit(1) from error


app = typer.Typer(
    cls=_Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="A self-hosted help desk.",
)
app.command()(serve)
app.command()(load)
app.command()(dump)
app.command()(settings)
app.command()(pipe)
app.command()(openapi)

agent = typer.Typer(no_args_is_help=True, help="Agents.")
agent.command("password")(change_password)
agent.command("forget-factors")(forget_factors)
agent.command("oidc-secret")(oidc_secret)
app.add_typer(agent, name="agent")

apikey = typer.Typer(no_args_is_help=True, help="Keys that act as an agent.")
apikey.command()(create)


@apikey.callback()
def _apikey() -> None:
    """Keys that act as an agent."""


app.add_typer(apikey, name="apikey")

audit = typer.Typer(no_args_is_help=True, help="Who changed what.")
audit.command()(verify)


@audit.callback()
def _audit() -> None:
    """Who changed what."""


app.add_typer(audit, name="audit")

webservice = typer.Typer(no_args_is_help=True, help="Web services of the Generic Interface.")
webservice.command("list")(list_)
webservice.command("import")(import_)
webservice.command("export")(export)
webservice.command("log")(log)
webservice.command("wadl")(wadl)
app.add_typer(webservice, name="webservice")

process = typer.Typer(no_args_is_help=True, help="Processes that tickets walk through.")
process.command("list")(list_processes)
process.command("import")(import_process)
process.command("export")(export_process)
app.add_typer(process, name="process")

search = typer.Typer(no_args_is_help=True, help="The index agents, customers and APIs search in.")
search.command("rebuild")(rebuild_search)
app.add_typer(search, name="search")

ldap = typer.Typer(no_args_is_help=True, help="The directory that people are taken from.")
ldap.command()(sync)
ldap.command("test")(test_ldap)
app.add_typer(ldap, name="ldap")

mail = typer.Typer(no_args_is_help=True, help="Mail that comes in and goes out.")
mail.command("list")(list_mail)
mail.command()(show)
mail.command()(retry)
mail.command()(queue)
mail.command()(resend)
mail.command("smtp-password")(smtp_password)
mail.command()(authorize)
mail.command()(fetch)
mail.command()(password)
mail.command()(test)
app.add_typer(mail, name="mail")
