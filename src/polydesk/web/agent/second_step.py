"""After the password: the code of an authenticator, or one of the codes on paper."""

from starlette.responses import RedirectResponse, Response

from polydesk.desk.access.factors import use_up_any_code
from polydesk.desk.access.passkeys import has_passkey
from polydesk.desk.access.sign_in_steps import begin_step, find_step, take_step
from polydesk.desk.people.audit_sign_in import audit_failed_sign_in
from polydesk.desk.people.directory import Directory
from polydesk.desk.people.let_in import slowed_down
from polydesk.desk.people.second_factor import has_secret
from polydesk.desk.people.throttle import TooManyFailures
from polydesk.kernel.actors import AgentActor
from polydesk.kernel.work import Work
from polydesk.web.agent.own_address import own_path
from polydesk.web.agent.visit import Visit

PATH = "/login/code"
KIND = "second step"
LONGEST_CODE = 100


def begin(work: Work, agent: AgentActor, wanted: str) -> str:
    """What the browser shows to go on: worth nothing without a code, and nothing at all after a new password."""
    version = work.config(Directory).agents[agent.id].password_version
    return begin_step(work, KIND, {"next": wanted, "password_version": version}, agent_id=agent.id)


def halfway(visit: Visit) -> tuple[AgentActor, str] | None:
    """Whose password was right a moment ago in this browser, and where they want to go."""
    look = visit.desk.look()
    step = find_step(look, KIND, visit.step_token) if visit.step_token else None
    agent = look.config(Directory).agents.get(step.agent_id or 0) if step else None
    if step is None or agent is None or not agent.valid or step.data["password_version"] != agent.password_version:
        return None
    return AgentActor(agent.id, agent.login), own_path(step.data["next"])


def form(visit: Visit) -> Response:
    found = halfway(visit)
    return _shown(visit, *found) if found else RedirectResponse("/login", 303)


def prove(visit: Visit) -> Response:
    """Codes are counted per login from wherever they come: who gets here has the password, and is no mere stranger."""
    found = halfway(visit)
    if found is None:
        return RedirectResponse("/login", 303)
    agent, wanted = found
    code = visit.text("code")[:LONGEST_CODE]

    def ask() -> str | None:
        with visit.desk.work(agent) as work:
            by = use_up_any_code(work, agent, code)
            if by is None or take_step(work, KIND, visit.step_token) is None:
                return None
            return visit.enter(work, agent, by=by)

    try:
        token = slowed_down(
            visit.desk, f"code {agent.login}", "", ask, lambda work: audit_failed_sign_in(work, agent.login, by="code")
        )
    except TooManyFailures as refused:
        return _shown(visit, agent, wanted, wait=refused.seconds, status=429)
    return visit.entered(token, wanted) if token else _shown(visit, agent, wanted, is_wrong=True, status=401)


def _shown(
    visit: Visit, agent: AgentActor, wanted: str, *, is_wrong: bool = False, wait: int = 0, status: int = 200
) -> Response:
    look = visit.desk.look()
    return visit.show(
        "agent/login_code.html",
        status,
        wait=wait,
        login=agent.login,
        wanted=wanted,
        is_wrong=is_wrong,
        has_codes=has_secret(look, agent),
        has_passkey=has_passkey(look, agent),
    )


VISITS = (("GET", PATH, form), ("POST", PATH, prove))
