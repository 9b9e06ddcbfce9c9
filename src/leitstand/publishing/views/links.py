"""Links with parameters: build one, see which were used, and the rules by which posts are tagged (guide 5.2)."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.planning.core.links import tag_of
from leitstand.planning.models import Campaign, CampaignPlan
from leitstand.publishing.actions.build_link import build_link
from leitstand.publishing.actions.keep_link_rules import keep_link_rules
from leitstand.publishing.actions.tag_links import leave_links
from leitstand.publishing.core.tracking import FIELDS, PLACEHOLDERS, Rules, doubled
from leitstand.publishing.link_forms import BuildForm, LinkRulesForm
from leitstand.publishing.models import BuiltLink
from leitstand.publishing.queries import item_of
from leitstand.publishing.tracking import rules_of
from leitstand.publishing.used_links import doubled_links, used_links


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.WRITE)
def links(request: WorkRequest) -> HttpResponse:
    """Show the builder and every link that was used; by POST build one."""
    rules = rules_of(request.workspace).rules or Rules()
    form = BuildForm(request.POST or None, initial={"medium": rules.medium}).offer(request.workspace)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        named = {**{name: told[name] for name in FIELDS}, "campaign": told["campaign"] or _tag(told["belongs"])}
        try:
            built = build_link(request.actor, rules, told["url"].strip(), named, told["belongs"], now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            return redirect(f"{reverse('publishing_links', args=[request.workspace.slug])}?gebaut={built.pk}")
    used = used_links(request.workspace)
    made = _made(request)
    name = (made.campaign.name if made.campaign else "") if made else ""
    twice = doubled_links(used)
    page = Paginator(used, 50).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "made": made,
        "clashes": doubled(made.url, name, [one.used for one in used]) if made else (),
        "page": page,
        "rows": [(one, one.used.url in twice) for one in page],
        "twice": len(twice),
        "rules": rules,
        "can_write": request.actor.may(Permission.WRITE),
    }
    return render(request, "publishing/links.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.MANAGE_WORKSPACE)
def rules(request: WorkRequest) -> HttpResponse:
    """Show how links are named and which pages are the own ones; by POST keep it."""
    form = LinkRulesForm(request.POST or None, initial=LinkRulesForm.first(rules_of(request.workspace)))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            changed = keep_link_rules(
                request.actor,
                form.told(),
                is_demanded=told["is_demanded"],
                typed_domains=told["domains"].splitlines(),
                now=clock.now(),
            )
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _said(changed))
            return redirect("publishing_link_rules", request.workspace.slug)
    context = {
        "form": form,
        "fields": [form[name] for name in FIELDS],
        "placeholders": [f"{{{name}}}" for name in PLACEHOLDERS],
        "may_manage": request.actor.may(Permission.MANAGE_WORKSPACE),
    }
    return render(request, "publishing/link_rules.html", context, status=422 if form.errors else 200)


@post_only
@allow(Permission.WRITE)
def leave(request: WorkRequest, item: UUID) -> HttpResponse:
    """Leave the links of a post as they were written, or tag them again."""
    found = item_of(request.actor, item)
    is_left = request.POST.get("left") == "1"
    leave_links(request.actor, found, is_left=is_left, now=clock.now())
    messages.success(
        request,
        _("The links of this post stay as they were written.")
        if is_left
        else _("The links of this post carry tracking parameters again."),
    )
    return redirect("composer_edit", request.workspace.slug, found.pk)


def _made(request: WorkRequest) -> BuiltLink | None:
    chosen = request.GET.get("gebaut", "")
    rows = BuiltLink.objects.filter(workspace=request.workspace).select_related("campaign")
    return rows.filter(pk=int(chosen)).first() if chosen.isascii() and chosen.isdigit() and len(chosen) < 16 else None


def _tag(campaign: Campaign | None) -> str:
    if campaign is None:
        return ""
    kept = CampaignPlan.objects.filter(pk=campaign.pk).values_list("utm_name", flat=True).first()
    return kept or tag_of(campaign.name)


def _said(changed: int) -> str:
    if not changed:
        return _("Saved.")
    return ngettext(
        "Saved. The links of %(count)s draft changed with it.",
        "Saved. The links of %(count)s drafts changed with it.",
        changed,
    ) % {"count": changed}
