"""Own short links: which there are, how often they were followed, and by which way."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.leads.actions.keep_link import end_link, keep_link, revive_link
from leitstand.leads.brought import clicks_of, origins_of
from leitstand.leads.link_forms import LinkForm
from leitstand.leads.models import ORIGINS, TrackedLink


@require_safe
@allow(Permission.SEE)
def links(request: WorkRequest) -> HttpResponse:
    """Show the links with their clicks, the latest first."""
    rows = TrackedLink.objects.filter(workspace=request.workspace).select_related(
        "publication__item", "campaign", "channel"
    )
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    clicks = clicks_of(page.object_list)
    context = {
        "page": page,
        "rows": [(one, clicks.get(one.pk, 0)) for one in page],
        "begin": f"{settings.PUBLIC_URL}/l/",
        "can_write": request.actor.may(Permission.WRITE),
    }
    return render(request, "leads/links.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.WRITE)
def link(request: WorkRequest, link: int | None = None) -> HttpResponse:
    """Show a link with where its clicks came from; by POST keep what was typed."""
    found = _link(request, link) if link is not None else None
    form = LinkForm(request.POST or None, initial=_first(request, found))
    form.offer(request.workspace, found.publication if found else None)
    if found is not None:
        del form.fields["slug"]
    if request.method == "POST" and form.is_valid():
        try:
            kept = keep_link(request.actor, form.told(), now=clock.now(), link=found)
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("Saved."))
            return redirect("leads_link", request.workspace.slug, kept.pk)
    names = dict(ORIGINS)
    origins = origins_of(found) if found else {}
    context = {
        "link": found,
        "form": form,
        "address": f"{settings.PUBLIC_URL}/l/{found.slug}" if found else "",
        "origins": [(names[name], count) for name, count in origins.items()],
        "can_write": request.actor.may(Permission.WRITE),
    }
    return render(request, "leads/link.html", context, status=422 if form.errors else 200)


@post_only
@allow(Permission.WRITE)
def end(request: WorkRequest, link: int) -> HttpResponse:
    """Let a link lead nowhere any more."""
    end_link(request.actor, _link(request, link), now=clock.now())
    messages.success(request, _("The link is ended; whoever follows it is told so."))
    return redirect("leads_link", request.workspace.slug, link)


@post_only
@allow(Permission.WRITE)
def revive(request: WorkRequest, link: int) -> HttpResponse:
    """Let it lead on again."""
    revive_link(request.actor, _link(request, link), now=clock.now())
    messages.success(request, _("The link leads on again."))
    return redirect("leads_link", request.workspace.slug, link)


def _first(request: WorkRequest, found: TrackedLink | None) -> dict[str, object]:
    return LinkForm.first(found) if found else {"target": request.GET.get("ziel", "")[:2000]}


def _link(request: WorkRequest, pk: int) -> TrackedLink:
    rows = TrackedLink.objects.select_related(
        "publication__item__campaign", "publication__channel", "campaign", "channel"
    )
    return get_object_or_404(rows, pk=pk, workspace=request.workspace)
