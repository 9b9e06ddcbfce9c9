"""For people without an account: confirm a consent, or withdraw it. Looking never changes anything, only the button does."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from leitstand.compliance.actions.confirm_consent import confirm_consent, consent_by
from leitstand.compliance.actions.withdraw_consent import withdraw_consent
from leitstand.compliance.core.consents import State
from leitstand.compliance.models import Consent
from leitstand.house import clock
from leitstand.house.actor import Actor
from leitstand.house.errors import Impossible
from leitstand.house.limits import too_often


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Show what is agreed to; by POST take the confirmation. Programs that follow links in mails confirm nothing."""
    slower = too_often(request, "consent_sent" if request.method == "POST" else "consent_page")
    if slower is not None:
        return slower
    found = consent_by(token, now=clock.now())
    if found is None:
        return render(request, "compliance/public_consent_over.html", status=404)
    said = _("I confirm: %(wording)s") % {"wording": found.text.wording}
    if request.method == "POST":
        ip = str(get_adapter().get_client_ip(request))
        try:
            confirm_consent(token, words=said, ip=ip, now=clock.now())
        except Impossible:
            return render(request, "compliance/public_consent_over.html", status=404)
        return render(request, "compliance/public_consent_done.html", {"consent": found, "is_given": True})
    return render(request, "compliance/public_consent.html", {"consent": found, "said": said})


@csrf_exempt  # the key in the address is the secret; mail programs stop with one POST of their own (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def stop(request: HttpRequest, key: str) -> HttpResponse:
    """Show what is withdrawn; by POST withdraw it, at once."""
    slower = too_often(request, "consent_sent" if request.method == "POST" else "consent_page")
    if slower is not None:
        return slower
    rows = Consent.objects.select_related("text", "workspace", "contact")
    found = rows.filter(stop_key=key).first()
    if found is None:
        return render(request, "compliance/public_consent_over.html", status=404)
    if request.method == "POST":
        withdraw_consent(Actor.house(found.workspace, via="page"), found, by="link", now=clock.now())
    if request.method == "POST" or found.state == State.WITHDRAWN.value:
        return render(request, "compliance/public_consent_done.html", {"consent": found, "is_given": False})
    return render(request, "compliance/public_stop.html", {"consent": found})
