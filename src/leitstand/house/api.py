"""The API under /api/v1/: how a program is recognised, and how our errors are told to it.

Rooms write routers and `leitstand.config.api` joins them. A workspace's routes begin with its slug:

    router = Router(tags=["planning"])

    @router.get("/items", response=list[ItemOut])
    @allowed(Permission.SEE)
    def list_items(request: ApiRequest, workspace: str) -> …: …  # request.actor, request.workspace are there

A program signs in by `Authorization: Bearer ls_…`; a browser by its session, and then the CSRF token is asked for.
"""

import json
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from http import HTTPStatus
from inspect import Parameter, Signature, signature
from typing import Any, Concatenate, Final, ParamSpec, TypeVar, cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Path
from ninja.errors import HttpError, ValidationError
from ninja.security import HttpBearer, SessionAuth

from leitstand.house.actor import Actor, Foreign, NotAllowed
from leitstand.house.clock import now
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.language import language_for
from leitstand.house.models import ApiToken, Person, Workspace
from leitstand.house.tokens import hash_of

P = ParamSpec("P")
R = TypeVar("R")
PROBLEM: Final = "application/problem+json"


class ApiRequest(HttpRequest):
    """A request to a workspace's route: who acts, and where."""

    actor: Actor
    workspace: Workspace
    auth: object


class BearerToken(HttpBearer):
    """A program by its token; the token is good for its own workspace only."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        """Return the token's entry, None where it is unknown, ended or too old."""
        moment = now()
        found = (
            ApiToken.objects.filter(token_hash=hash_of(token), revoked_at=None, person__is_active=True)
            .select_related("person", "workspace")
            .first()
        )
        if found is None or (found.expires_at is not None and found.expires_at <= moment):
            return None
        if found.last_used_at is None or moment - found.last_used_at > timedelta(minutes=1):
            ApiToken.objects.filter(pk=found.pk).update(last_used_at=moment)
        _enter(request, found.person, found.workspace_id)
        return found


class Browser(SessionAuth):
    """A person by the session of their browser; whatever changes something carries the CSRF token."""

    def __call__(self, request: HttpRequest) -> Person | None:
        """Ask for the CSRF token only of those who are signed in; the others hear 401."""
        if not isinstance(request.user, Person):
            return None
        signed_in: Person | None = super().__call__(request)
        return signed_in

    def authenticate(self, request: HttpRequest, key: str | None) -> Person | None:
        """Return the person who is signed in."""
        if not isinstance(request.user, Person):
            return None
        _enter(request, request.user, None)
        return request.user


def allowed(
    permission: Permission,
) -> Callable[[Callable[Concatenate[ApiRequest, str, P], R]], Callable[Concatenate[ApiRequest, str, P], R]]:
    """Let only those in whose role in the workspace of the address includes the permission."""

    def decorate(
        operation: Callable[Concatenate[ApiRequest, str, P], R],
    ) -> Callable[Concatenate[ApiRequest, str, P], R]:
        @wraps(operation)
        def guarded(request: ApiRequest, workspace: str, *args: P.args, **kwargs: P.kwargs) -> R:
            request.actor.require(permission)
            return operation(request, workspace, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        guarded.__signature__ = _with_slug(signature(operation))  # type: ignore[attr-defined]
        return cast("Callable[Concatenate[ApiRequest, str, P], R]", guarded)

    return decorate


def _with_slug(told: Signature) -> Signature:
    """Say that `workspace` comes from the address: the prefix that holds it is put before the router's own routes."""
    request, *others = told.parameters.values()
    slug = Path(..., description="The workspace's short name, as in its address.")  # type: ignore[type-arg]
    named = [
        parameter.replace(
            kind=Parameter.KEYWORD_ONLY, default=slug if parameter.name == "workspace" else parameter.default
        )
        for parameter in others
    ]
    return told.replace(parameters=[request, *named])


def _enter(request: HttpRequest, person: Person, only: int | None) -> None:
    """Put actor and workspace on a request to a workspace's route.

    Raises Foreign for whoever is no member, or whose token is for another workspace (`only`): before anything of the
    request is read, so that a stranger learns nothing, not even what a route wants to be sent.
    """
    match = request.resolver_match
    slug = match.kwargs.get("workspace") if match else None
    if slug is None:
        return
    workspace = Workspace.objects.filter(slug=slug).first()
    if workspace is None or (only is not None and only != workspace.pk):
        raise Foreign(str(slug))
    request.actor = Actor.of(person, workspace, via="api")  # type: ignore[attr-defined]
    request.workspace = workspace  # type: ignore[attr-defined]
    translation.activate(language_for(person, workspace))


def _problem(status: HTTPStatus, title: str, *, code: str, detail: str = "", **more: object) -> HttpResponse:
    body: dict[str, object] = {"type": "about:blank", "title": title, "status": status.value, "code": code, **more}
    if detail:
        body["detail"] = detail
    return HttpResponse(
        json.dumps(body, ensure_ascii=False),
        status=status,
        content_type=PROBLEM,
    )


def _foreign(request: HttpRequest, problem: Any) -> HttpResponse:
    return _problem(HTTPStatus.NOT_FOUND, _("There is nothing here"), code="not_found")


def _not_allowed(request: HttpRequest, problem: Any) -> HttpResponse:
    missing = problem.permission.value if isinstance(problem, NotAllowed) else ""
    return _problem(HTTPStatus.FORBIDDEN, _("Your role does not include this"), code="not_allowed", permission=missing)


def _invalid(request: HttpRequest, problem: Any) -> HttpResponse:
    return _problem(
        HTTPStatus.UNPROCESSABLE_ENTITY, _("Something is wrong in what was sent"), code="invalid", errors=problem.errors
    )


def _impossible(request: HttpRequest, problem: Any) -> HttpResponse:
    return _problem(
        HTTPStatus.CONFLICT, _("This is not possible at the moment"), code=problem.code, detail=problem.message
    )


def _unreadable(request: HttpRequest, problem: Any) -> HttpResponse:
    errors = {".".join(str(part) for part in one["loc"][1:]): one["msg"] for one in problem.errors}
    return _problem(
        HTTPStatus.UNPROCESSABLE_ENTITY, _("Something is wrong in what was sent"), code="invalid", errors=errors
    )


def _refused(request: HttpRequest, problem: Any) -> HttpResponse:
    status = HTTPStatus(problem.status_code)
    return _problem(status, _("Not signed in") if status == HTTPStatus.UNAUTHORIZED else str(problem), code="refused")


def tell_problems(to: NinjaAPI) -> None:
    """Have an API tell our errors as problems (RFC 9457)."""
    for kind, answer in (
        (Foreign, _foreign),
        (Http404, _foreign),
        (NotAllowed, _not_allowed),
        (Invalid, _invalid),
        (Impossible, _impossible),
        (ValidationError, _unreadable),
        (HttpError, _refused),
    ):
        to.add_exception_handler(kind, answer)


api = NinjaAPI(
    title="Leitstand",
    version="1",
    urls_namespace="api",
    docs_url="/docs",
    docs_decorator=login_required,
    auth=[BearerToken(), Browser()],
    description="Plan, write, approve and publish, as the pages do: through the same verbs, with the same permissions.",
)
tell_problems(api)
