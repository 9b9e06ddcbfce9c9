"""What strangers reach: a short link leads on and is counted without knowing anybody; the own website tells of conversions."""

from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from leitstand.house import clock
from leitstand.house.actor import Actor
from leitstand.house.errors import Invalid
from leitstand.house.limits import too_often
from leitstand.house.tokens import hash_of
from leitstand.leads.actions.hear_conversion import hear_conversion
from leitstand.leads.core.clicks import is_counted, origin_of
from leitstand.leads.core.told import STAMP, Unreadable, read_sent
from leitstand.leads.counting import count_click
from leitstand.leads.data import programs, referrers
from leitstand.leads.models import ConversionDoor, TrackedLink
from leitstand.publishing.core.tracking import tagged

BODY_MAX: Final = 20_000


@require_safe
@never_cache
def follow(request: HttpRequest, slug: str) -> HttpResponse:
    """Lead on to where the link goes. No cookie is set, and neither address nor browser is kept."""
    link = TrackedLink.objects.select_related("workspace").filter(slug=slug[:40].lower()).first()
    if link is None:
        return _gone(request, "", 404)
    if link.ended_at is not None:
        return _gone(request, link.workspace.name, 410)
    now = clock.now()
    is_program = programs().is_one(request.headers.get("User-Agent", ""))
    if is_counted(request.method or "", request.headers):
        origin = origin_of(request.headers.get("Referer", ""), referrers())
        count_click(link, origin, is_program=is_program, now=now)
    target = tagged(link.target, [(STAMP, str(int(now.timestamp())))]) if link.is_stamped else link.target
    answer = HttpResponseRedirect(target)
    answer["X-Robots-Tag"] = "noindex"
    return answer


@csrf_exempt  # the token is the secret; no browser's session is believed here
@require_POST
@never_cache
def tell(request: HttpRequest) -> HttpResponse:
    """Take one conversion as JSON: 201 new, 200 known already, 202 a program's and left out, 400, 403 and 413 refused."""
    slower = too_often(request, "conversion_sent")
    if slower is not None:
        return slower
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    doors = ConversionDoor.objects.select_related("workspace")
    door = doors.filter(token_hash=hash_of(token)).first() if kind == "Bearer" and token else None
    if door is None:
        return JsonResponse({"error": "token"}, status=403)
    body = _body(request)
    if body is None:
        return JsonResponse({"error": "too large"}, status=413)
    try:
        sent = read_sent(body)
        if sent.agent and programs().is_one(sent.agent):
            return JsonResponse({"ignored": "program"}, status=202)
        is_new = hear_conversion(Actor.house(door.workspace, via="api"), door, sent, now=clock.now())
    except Unreadable as wrong:
        return JsonResponse({"error": "unreadable", "field": wrong.field}, status=400)
    except Invalid as invalid:
        return JsonResponse({"error": "invalid", "fields": invalid.errors}, status=400)
    return JsonResponse({"id": sent.id}, status=201 if is_new else 200)


def _gone(request: HttpRequest, company: str, status: int) -> HttpResponse:
    """Say that a link leads nowhere; the page has no form, so its token is left out, which would set a cookie."""
    return render(request, "leads/link_gone.html", {"company": company, "csrf_token": ""}, status=status)


def _body(request: HttpRequest) -> bytes | None:
    told = request.META.get("CONTENT_LENGTH") or "0"
    if not told.isdecimal() or int(told) > BODY_MAX:
        return None
    body = request.read(BODY_MAX + 1)
    return body if len(body) <= BODY_MAX else None
