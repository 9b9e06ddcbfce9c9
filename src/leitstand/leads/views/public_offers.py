"""The public page of an offer: what it is good for, the form, and the file once the address is confirmed."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.compliance.downloads import as_download
from leitstand.house import clock
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.forms import put_errors
from leitstand.house.limits import too_often
from leitstand.leads.actions.count_visit import count_visit
from leitstand.leads.actions.hand_out import download_by
from leitstand.leads.actions.keep_magnet import file_of
from leitstand.leads.actions.sign_up import SignUp, sign_up
from leitstand.leads.magnet_forms import SignUpForm
from leitstand.leads.models import LeadMagnet
from leitstand.leads.visitors import NO_SESSION, came_by, is_program, stamp


@csrf_exempt  # the page knows no session and sets no cookie: there is nothing a strange page could misuse
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def offer(request: HttpRequest, key: str) -> HttpResponse:
    """Show the page and count the visit; by POST ask them by mail to confirm. The answer is the same for everybody."""
    slower = too_often(request, "offer_sent" if request.method == "POST" else "offer_page")
    if slower is not None:
        return slower
    rows = LeadMagnet.objects.select_related("workspace", "text", "asset")
    found = rows.filter(key=key, is_open=True).first()
    if found is None or file_of(found) is None:
        return render(request, "leads/public_closed.html", NO_SESSION, status=404)
    form = SignUpForm(request.POST if request.method == "POST" else None).asking(
        words=found.text.wording, organisation=found.asks_organisation, phone=found.asks_phone
    )
    now = clock.now()
    came = came_by(found.workspace, request.GET)
    context = {**NO_SESSION, "magnet": found, "form": form, "company": found.text.controller, "since": stamp(now)}
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            if not is_program(request, now=now):  # a program learns nothing, and nothing is kept
                wish = SignUp(told["name"], told["email"], told.get("organisation", ""), told.get("phone", ""))
                sign_up(found, wish, came, now=now)
        except Invalid as invalid:
            put_errors(form, invalid)
        except Impossible as why:
            form.add_error(None, why.message)
        else:
            return render(request, "leads/public_asked.html", context)
    if request.method == "GET":
        count_visit(found.workspace, f"magnet:{found.pk}", came, now=now)
    return render(request, "leads/public_offer.html", context, status=422 if form.errors else 200)


@require_safe
@never_cache
def download(request: HttpRequest, token: str) -> HttpResponseBase:
    """Hand out the file to whoever has the personal link."""
    slower = too_often(request, "offer_page")
    if slower is not None:
        return slower
    found = download_by(token, now=clock.now())
    held = file_of(found.magnet) if found else None
    if held is None:
        return render(request, "leads/public_closed.html", NO_SESSION, status=404)
    return as_download(*held)
