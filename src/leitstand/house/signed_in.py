"""Sign somebody in by other means than the form, and keep the list of sessions up to date."""

from datetime import datetime, timedelta
from typing import Final

from allauth.account.utils import perform_login
from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponseBase

from leitstand.house.clock import now
from leitstand.house.models import Person, Workspace

EVERY: Final = timedelta(minutes=10)
_KEY: Final = "session_noted"


def sign_in(request: HttpRequest, person: Person, *, to: str = "/") -> HttpResponseBase:
    """Sign a person in and lead them on; who has a second factor is asked for it first."""
    answer: HttpResponseBase = perform_login(request, person, email_verification="none", redirect_url=to)
    return answer


def begin_session(request: HttpRequest) -> None:
    """Remember that a session has just begun, so that it is listed."""
    request.session[_KEY] = now().isoformat()


def note_session(request: HttpRequest, *, at_once: bool = False) -> None:
    """Keep when and from where a session was last used; writes at most every ten minutes unless `at_once`."""
    noted = request.session.get(_KEY)
    if not isinstance(noted, str) and not at_once:
        return
    moment = now()
    if isinstance(noted, str) and not at_once and moment - datetime.fromisoformat(noted) < EVERY:
        return
    if request.user.is_authenticated:
        request.session[_KEY] = moment.isoformat()
        UserSession.objects.create_from_request(request)


def note_workspace(request: HttpRequest, workspace: Workspace) -> None:
    """Remember where somebody works, so that "/" leads there; writes only when they switch."""
    person = request.user
    if isinstance(person, Person) and _KEY in request.session and person.last_workspace_id != workspace.pk:
        Person.objects.filter(pk=person.pk).update(last_workspace=workspace)
