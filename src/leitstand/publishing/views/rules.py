"""What posts should have: checklists beside the text, and the rules a workspace gives itself for each channel."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from leitstand.channels.models import Channel
from leitstand.channels.queries import sources
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.publishing.actions.keep_checks import keep_basics, require_lists, tick
from leitstand.publishing.checking import basics_of, lists, own_basics, required, said
from leitstand.publishing.core.checklists import Basics
from leitstand.publishing.networks import network_name
from leitstand.publishing.queries import item_of


class BasicsForm(forms.Form):
    """What a channel's posts should have."""

    action = forms.BooleanField(label=gettext_lazy("A call to action"), required=False)
    hashtags = forms.BooleanField(label=gettext_lazy("At least one hashtag"), required=False)
    hashtags_most = forms.IntegerField(label=gettext_lazy("Hashtags at most"), required=False)
    words_between_headings = forms.IntegerField(label=gettext_lazy("A heading after so many words"), required=False)
    own_text = forms.BooleanField(label=gettext_lazy("A text of its own, not the shared one"), required=False)


@post_only
@allow(Permission.WRITE)
def answer(request: WorkRequest, item: UUID) -> HttpResponse:
    """Tick a question of a checklist."""
    found = item_of(request.actor, item)
    try:
        tick(request.actor, found, request.POST.get("name", ""), is_met=request.POST.get("met") == "1", now=clock.now())
    except Invalid as wrong:
        return HttpResponse(" ".join(wrong.errors.values()), status=422)
    return HttpResponse(status=204)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.MANAGE_WORKSPACE)
def rules(request: WorkRequest) -> HttpResponse:
    """Show the rules of all channels; by POST keep which lists approval needs."""
    if request.method == "POST":
        require_lists(request.actor, request.POST.getlist("required"), now=clock.now())
        messages.success(request, _("Saved."))
        return redirect("publishing_rules", request.workspace.slug)
    own = own_basics(request.workspace)
    channels = Channel.objects.filter(workspace=request.workspace).exclude(network__in=sources()).order_by("position")
    needed = required(request.workspace)
    context = {
        "channels": [(channel, basics_of(channel, own), channel.pk in own) for channel in channels],
        "lists": [
            (one.id, said(one.title), one.section, [said(each.text) for each in one.questions], one.id in needed)
            for one in lists()
            if one.can_be_required
        ],
        "may_manage": request.actor.may(Permission.MANAGE_WORKSPACE),
    }
    return render(request, "publishing/rules.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.MANAGE_WORKSPACE)
def basics(request: WorkRequest, channel: int) -> HttpResponse:
    """Change what a channel's posts should have."""
    found = get_object_or_404(Channel, pk=channel, workspace=request.workspace)
    now_so = basics_of(found)
    first = {name: getattr(now_so, name) for name in BasicsForm.base_fields}
    form = BasicsForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            keep_basics(request.actor, found, Basics(**form.cleaned_data), now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("Saved."))
            return redirect("publishing_rules", request.workspace.slug)
    context = {"form": form, "channel": found, "network": network_name(found)}
    return render(request, "publishing/basics.html", context, status=422 if form.errors else 200)
