"""What happens before every page: security headers, the person's language, the workspace of the address."""

from collections.abc import Callable
from typing import Final
from zoneinfo import ZoneInfo

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import ResolverMatch
from django.utils import timezone, translation

from leitstand.house.actor import Actor, Foreign
from leitstand.house.errors import Impossible
from leitstand.house.language import language_for, plain
from leitstand.house.models import Person, Workspace
from leitstand.house.signed_in import note_session, note_workspace
from leitstand.house.views import errors

GetResponse = Callable[[HttpRequest], HttpResponse]

CONTENT_SECURITY_POLICY: Final = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data: blob:",
        "media-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
    )
)


def security_headers(get_response: GetResponse) -> GetResponse:
    """Put the content security policy on every answer; a view may have set a stricter one."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        return response

    return middleware


def language(get_response: GetResponse) -> GetResponse:
    """Speak the person's language; before sign-in what was chosen, else the browser's, and German where that is neither."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if isinstance(request.user, Person):
            chosen = language_for(request.user, None)
        else:
            chosen = request.session.get("language") or translation.get_language_from_request(request)
        translation.activate(chosen)
        request.LANGUAGE_CODE = chosen
        response = get_response(request)
        response.headers.setdefault("Content-Language", plain(translation.get_language()))
        return response

    return middleware


class workspace:  # noqa: N801 - named like its function sisters in the settings
    """Put the actor on every request under /w/<slug>/: for a stranger there is nothing (404)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        timezone.deactivate()
        response = self.get_response(request)
        note_session(request)
        return response

    def process_view(
        self, request: HttpRequest, view: object, args: tuple[object, ...], kwargs: dict[str, object]
    ) -> HttpResponse | None:
        """Resolve the workspace of the address and the person's role in it."""
        match: ResolverMatch | None = request.resolver_match
        if match is None or not match.route.startswith("w/<slug:workspace>/"):
            return None
        slug = kwargs.pop("workspace")
        if not isinstance(request.user, Person):
            return redirect_to_login(request.get_full_path())
        found = Workspace.objects.filter(slug=slug).first()
        if found is None:
            return errors.not_found(request, Http404())
        try:
            request.actor = Actor.of(request.user, found)  # type: ignore[attr-defined]
        except Foreign:
            return errors.not_found(request, Http404())
        request.workspace = found  # type: ignore[attr-defined]
        note_workspace(request, found)
        translation.activate(language_for(request.user, found))
        # Times on the pages of a workspace are its own.
        timezone.activate(ZoneInfo(found.time_zone))
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn what actions answer into pages: nothing there (404), not now (409)."""
        if isinstance(exception, Foreign):
            return errors.not_found(request, exception)
        if isinstance(exception, Impossible):
            return errors.conflict(request, exception)
        return None
