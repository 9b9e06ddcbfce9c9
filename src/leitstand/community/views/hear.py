"""Where networks call: outside the workspaces, without a session, believed only by their proof."""

import logging
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from leitstand.channels.webhooks import workspace_heard
from leitstand.community.actions.hear import RawCall, challenge, hear
from leitstand.connector_kit.registry import UnknownNetwork, manifest
from leitstand.connector_kit.webhooks import NotGenuine
from leitstand.house import clock

log = logging.getLogger(__name__)

# Far above what networks send in one call, far below what would hurt.
BODY_MAX: Final = 1_000_000


@csrf_exempt
@require_http_methods(["GET", "POST"])
def webhook(request: HttpRequest, network: str, name: str) -> HttpResponse:
    """Answer the network's question whether this is us (GET), or take in its news (POST)."""
    workspace = workspace_heard(network, name)
    try:
        listens = manifest(network).webhook
    except UnknownNetwork:
        listens = None
    if workspace is None or listens is None:
        raise Http404
    body = _body(request)
    if body is None:
        return HttpResponse(status=413)
    call = RawCall(
        method=request.method or "GET",
        headers={key.lower(): value for key, value in request.headers.items()},
        query={key: str(value) for key, value in request.GET.items()},
        body=body,
    )
    now = clock.now()
    try:
        said = challenge(workspace, network, listens, call, now=now)
        if said:
            return _said(said)
        if request.method == "GET":
            raise Http404
        hear(workspace, network, listens, call, now=now)
    except NotGenuine:
        log.warning("A call for %s without the network's proof was turned away", network)
        return HttpResponse(status=403)
    except ValueError:
        # It is genuine and cannot be read: another encoding, no JSON. Nothing of it was stored.
        log.exception("A call for %s could not be read", network)
        return HttpResponse(status=400)
    return HttpResponse(status=200)


def _body(request: HttpRequest) -> bytes | None:
    """Return the body; None where it is too large. No more than that is ever read."""
    told = request.META.get("CONTENT_LENGTH") or "0"
    if not told.isdecimal() or int(told) > BODY_MAX:
        return None
    body = request.read(BODY_MAX + 1)
    return body if len(body) <= BODY_MAX else None


def _said(said: str) -> HttpResponse:
    kind = "application/json" if said.startswith("{") else "text/plain"
    answer = HttpResponse(said, content_type=f"{kind}; charset=utf-8")
    answer["Cache-Control"] = "no-store"
    return answer
