"""The public page of an event: what it is about, the form, one's own registration, and the file for the calendar."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.house import clock
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.forms import put_errors
from leitstand.house.limits import too_often
from leitstand.leads.actions.count_visit import count_visit
from leitstand.leads.actions.register import (
    Wanted,
    cancel_registration,
    confirm_registration,
    left_of,
    mine,
    page_of,
    register,
)
from leitstand.leads.event_forms import RegisterForm
from leitstand.leads.event_ics import as_ics
from leitstand.leads.models import LeadEvent
from leitstand.leads.visitors import NO_SESSION, came_by, is_program, stamp


@csrf_exempt  # the page knows no session and sets no cookie: there is nothing a strange page could misuse
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def event(request: HttpRequest, key: str) -> HttpResponse:
    """Show the page and count the visit; by POST hold a place and ask them by mail to confirm."""
    slower = too_often(request, "offer_sent" if request.method == "POST" else "offer_page")
    if slower is not None:
        return slower
    found = _event(key)
    if found is None:
        return _closed(request)
    now = clock.now()
    came = came_by(found.workspace, request.GET)
    left = [(one, left_of(one, now=now)) for one in found.tickets.all()]
    offered = [(one.pk, _ticket(one.name, places, str(one.price))) for one, places in left if places != 0]
    form = RegisterForm(request.POST if request.method == "POST" else None)
    form.asking(offered, words=found.text.wording if found.text else "")
    is_over = found.starts is not None and found.starts <= now
    context = {
        **NO_SESSION,
        "event": found,
        "form": form,
        "is_over": is_over,
        "is_full": not offered,
        "since": stamp(now),
        "company": found.company or found.workspace.name,
    }
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            if not is_program(request, now=now):  # a program learns nothing, and nothing is kept
                wanted = Wanted(
                    told["name"], told["email"], told["organisation"], told["ticket"], bool(told.get("agree"))
                )
                register(found, wanted, came, now=now)
        except Invalid as invalid:
            put_errors(form, invalid)
        except Impossible as why:
            form.add_error(None, why.message)
        else:
            return render(request, "leads/public_asked.html", context)
    if request.method == "GET":
        count_visit(found.workspace, f"event:{found.pk}", came, now=now)
    return render(request, "leads/public_event.html", context, status=422 if form.errors else 200)


def _ticket(name: str, places: int | None, price: str) -> str:
    told = [name]
    if price not in ("0", "0.00"):
        told.append(f"{price.replace('.', ',')} €")
    if places is not None:
        told.append(_("%(count)d left") % {"count": places})
    return " · ".join(told)


@csrf_exempt  # the token in the address is the secret
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def registration(request: HttpRequest, key: str, token: str) -> HttpResponse:
    """Show one's own registration; by POST confirm or cancel it. Looking changes nothing: programs follow links in mails."""
    slower = too_often(request, "offer_page")
    if slower is not None:
        return slower
    found = _event(key, even_closed=True)
    held = mine(found, token) if found else None
    if found is None or held is None:
        return _closed(request)
    now = clock.now()
    context: dict[str, object] = {**NO_SESSION, "event": found, "registration": held, "token": token}
    if request.method == "POST":
        if request.POST.get("to") == "cancel":
            cancel_registration(found, token, now=now)
            return render(request, "leads/public_cancelled.html", context)
        try:
            context["registration"] = confirm_registration(found, token, now=now)
        except Impossible as why:
            return render(request, "leads/public_mine.html", {**context, "problem": why.message}, status=409)
    return render(request, "leads/public_mine.html", context)


@require_safe
@never_cache
def calendar(request: HttpRequest, key: str, token: str = "") -> HttpResponse:
    """Hand out the file for the calendar; with the link to take part for those who are registered."""
    slower = too_often(request, "offer_page")
    if slower is not None:
        return slower
    found = _event(key, even_closed=bool(token))
    held = mine(found, token) if found and token else None
    if found is None or (token and held is None):
        return _closed(request)
    is_in = held is not None and held.confirmed_at is not None
    body = as_ics(found, page=page_of(found), now=clock.now(), with_link=is_in)
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="termin.ics"'
    return answer


def _event(key: str, *, even_closed: bool = False) -> LeadEvent | None:
    rows = LeadEvent.objects.select_related("workspace", "text").filter(key=key)
    return (rows if even_closed else rows.filter(is_open=True)).first()


def _closed(request: HttpRequest) -> HttpResponse:
    return render(request, "leads/public_closed.html", NO_SESSION, status=404)
