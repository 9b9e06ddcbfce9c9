"""Replies the team says often."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.community.actions.keep_reply import ReplyFields, drop_reply, keep_reply
from leitstand.community.core.inquiries import book
from leitstand.community.core.replies import VARIABLES
from leitstand.community.inquiry_words import intent_name, kind_name
from leitstand.community.models import SavedReply
from leitstand.community.rule_forms import ReplyForm
from leitstand.community.views.rules import rights
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest


@require_safe
@allow(Permission.ANSWER)
def replies(request: WorkRequest) -> HttpResponse:
    """List the team's own replies, and under them those the house brings along."""
    told, language = book(), get_language() or "de"
    rows = [
        (one, kind_name(one.inquiry) if one.inquiry else "", intent_name(one.intent))
        for one in SavedReply.objects.filter(workspace=request.workspace)
    ]
    house = [
        *((kind.name.said(language), words.said(language)) for kind in told.kinds.values() for words in kind.replies),
        *((one.name.said(language), one.reply.said(language)) for one in told.intents.values()),
        *((_("Thanks"), words.said(language)) for words in told.thanks.values()),
    ]
    context = {"here": "replies", "rows": rows, "house": house, **rights(request)}
    return render(request, "community/replies.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.ANSWER)
def reply(request: WorkRequest, reply: int | None = None) -> HttpResponse:
    """Show a reply to change, or a new one; by POST keep it."""
    found = get_object_or_404(SavedReply, pk=reply, workspace=request.workspace) if reply is not None else None
    form = ReplyForm(request.POST or None, found)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        fields = ReplyFields(**{name: told[name] for name in ReplyFields.__annotations__})  # type: ignore[typeddict-item]
        try:
            keep_reply(request.actor, fields, reply=found, now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("The reply is saved."))
            return redirect("community_replies", request.workspace.slug)
    context = {"here": "replies", "form": form, "reply": found, "variables": VARIABLES, **rights(request)}
    return render(request, "community/reply.html", context, status=422 if form.errors else 200)


@post_only
@allow(Permission.ANSWER)
def remove(request: WorkRequest, reply: int) -> HttpResponse:
    """Take a reply away."""
    found = get_object_or_404(SavedReply, pk=reply, workspace=request.workspace)
    drop_reply(request.actor, found, now=clock.now())
    messages.success(request, _("The reply is gone."))
    return redirect("community_replies", request.workspace.slug)
