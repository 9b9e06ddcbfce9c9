"""Tokens by which programs act for a person."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitstand.house.actions.make_api_token import make_api_token
from leitstand.house.actions.revoke_api_token import revoke_api_token
from leitstand.house.clock import now
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Invalid
from leitstand.house.forms import TokenForm, put_errors
from leitstand.house.models import ApiToken
from leitstand.house.requests import WorkRequest

_FRESH = "fresh_token"


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE)
def tokens(request: WorkRequest) -> HttpResponse:
    """List one's tokens (an owner sees all) and make new ones; the secret is shown once."""
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        days = int(form.cleaned_data["days"]) or None
        try:
            token, secret = make_api_token(request.actor, name=form.cleaned_data["name"], days=days, now=now())
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            request.session[_FRESH] = {"name": token.name, "secret": secret}
            return redirect("house_tokens", request.workspace.slug)
    listed = ApiToken.objects.filter(workspace=request.workspace, revoked_at=None).select_related("person")
    if not request.actor.may(Permission.MANAGE_PEOPLE):
        listed = listed.filter(person=request.user)
    context = {
        "form": form,
        "tokens": listed.order_by("-created_at"),
        "moment": now(),
        "fresh": request.session.pop(_FRESH, None) if request.method == "GET" else None,
    }
    return render(request, "house/tokens.html", context, status=422 if form.errors else 200)


@post_only
@allow(Permission.SEE)
def revoke(request: WorkRequest, pk: int) -> HttpResponse:
    """End a token; the action knows whose one may end."""
    token = get_object_or_404(ApiToken, pk=pk, workspace=request.workspace)
    revoke_api_token(request.actor, token, now=now())
    messages.success(request, _("The token “%(name)s” no longer opens anything.") % {"name": token.name})
    return redirect("house_tokens", request.workspace.slug)
