"""The feedback log: what people told us, who decided, what was changed, and the stories that can be told of it."""

import contextlib
from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.community.actions.keep_feedback import (
    decide_feedback,
    drop_feedback,
    finish_feedback,
    hand_over_feedback,
    note_feedback,
    tell_feedback,
)
from leitstand.community.followup_forms import ChangeForm, DecisionForm, FeedbackForm, HandOverForm, TellForm
from leitstand.community.models import Answer, FeedbackItem
from leitstand.community.models.followups import FEEDBACK_STATES
from leitstand.community.views.rules import rights
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.forms import put_errors
from leitstand.house.members import people_with
from leitstand.house.requests import WorkRequest
from leitstand.house.zones import day_in
from leitstand.kernel.text import first_words

SHOWN = 40
TONES = {"noted": "grey", "handed_over": "amber", "planned": "indigo", "declined": "grey", "done": "green"}


@require_safe
@allow(Permission.SEE)
def log(request: WorkRequest) -> HttpResponse:
    """List what people told us, by where it stands."""
    wanted, tag = request.GET.get("stand", ""), request.GET.get("wort", "")[:40]
    rows = FeedbackItem.objects.filter(workspace=request.workspace)
    counts = dict(rows.values_list("state").annotate(count=Count("pk")).order_by())
    if wanted in dict(FEEDBACK_STATES):
        rows = rows.filter(state=wanted)
    if tag:
        rows = rows.filter(tags__contains=[tag])
    rows = rows.select_related("receiver_person").annotate(count=Count("voices")).order_by("-noted_at", "pk")
    page = Paginator(rows, SHOWN).get_page(request.GET.get("page"))
    context = {
        "here": "feedback",
        "page": page,
        "rows": [(one, TONES[one.state]) for one in page],
        "states": [(name, label, counts.get(name, 0)) for name, label in FEEDBACK_STATES],
        "chosen": wanted,
        "tag": tag,
        "is_empty": not counts,
        **rights(request),
    }
    return render(request, "community/feedback.html", context)


@require_safe
@allow(Permission.SEE)
def stories(request: WorkRequest) -> HttpResponse:
    """List what was improved because somebody told us."""
    rows = FeedbackItem.objects.filter(workspace=request.workspace, is_story=True, state="done")
    rows = rows.select_related("reply").annotate(count=Count("voices")).order_by("-changed_on", "pk")
    context = {"here": "feedback", "rows": [(one, _address(one)) for one in rows[:200]], **rights(request)}
    return render(request, "community/stories.html", context)


def _address(item: FeedbackItem) -> str:
    return settings.PUBLIC_URL + reverse("community_public_wish", args=[item.public_key]) if item.is_public else ""


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.ANSWER)
def new(request: WorkRequest) -> HttpResponse:
    """Note what was told by another way: on the telephone, at a fair."""
    form = FeedbackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with contextlib.suppress(Invalid):
            made = _kept(request, form)
            return redirect("community_feedback_item", request.workspace.slug, made.pk)
    context = {"here": "feedback", "form": form, **rights(request)}
    return render(request, "community/feedback_new.html", context, status=422 if form.errors else 200)


def _kept(request: WorkRequest, form: FeedbackForm) -> FeedbackItem:
    try:
        return note_feedback(request.actor, form.told(), now=clock.now())
    except Invalid as invalid:
        put_errors(form, invalid)
        raise


def _item(request: WorkRequest, pk: UUID) -> FeedbackItem:
    rows = FeedbackItem.objects.select_related("receiver_person", "decided_by", "noted_by", "reply", "workspace")
    return get_object_or_404(rows, pk=pk, workspace=request.workspace)


def _answers(item: FeedbackItem) -> list[tuple[Answer, str]]:
    """Return the answers everybody can read in the conversations it comes from."""
    rows = Answer.objects.filter(conversation__came_of__feedback=item, state="sent").exclude(to__kind="message")
    return [(one, first_words(one.text, 80)) for one in rows.select_related("to").distinct().order_by("-sent_at")[:30]]


@require_safe
@allow(Permission.SEE)
def item(request: WorkRequest, item: UUID) -> HttpResponse:
    """Show one thing people told us, with all that was done about it and what can be done now."""
    return _shown(request, _item(request, item))


def _shown(request: WorkRequest, found: FeedbackItem, **forms: Form) -> HttpResponse:
    people = list(people_with(request.workspace, Permission.COMMENT))
    mine = request.actor.person is not None and found.receiver_person_id == request.actor.person.pk
    today = day_in(request.workspace, clock.now())
    context = {
        "here": "feedback",
        "item": found,
        "tone": TONES[found.state],
        "voices": list(found.voices.select_related("conversation__channel", "incoming", "by")),
        "address": _address(found),
        "may_decide": mine or request.actor.may(Permission.PLAN),
        "hand_over_form": HandOverForm(None, people, found),
        "decision_form": DecisionForm(),
        "change_form": ChangeForm(initial={"change": found.change, "result": found.result, "changed_on": today}),
        "tell_form": TellForm(None, found, _answers(found)),
        **rights(request),
        **forms,
    }
    status = 422 if any(form.errors for form in forms.values()) else 200
    return render(request, "community/feedback_item.html", context, status=status)


def _step(
    request: WorkRequest,
    pk: UUID,
    name: str,
    make: Callable[[FeedbackItem], Form],
    do: Callable[[FeedbackItem, Form], object],
) -> HttpResponse:
    """Take one step: what is wrong stays in its form."""
    found = _item(request, pk)
    form = make(found)
    if form.is_valid():
        try:
            do(found, form)
        except Invalid as invalid:
            put_errors(form, invalid)
        except Impossible as impossible:
            messages.error(request, impossible.message)
            return redirect("community_feedback_item", request.workspace.slug, pk)
    if form.errors:
        return _shown(request, _item(request, pk), **{name: form})
    messages.success(request, _("Saved."))
    return redirect("community_feedback_item", request.workspace.slug, pk)


@post_only
@allow(Permission.ANSWER)
def hand_over(request: WorkRequest, item: UUID) -> HttpResponse:
    """Give it to those who can change something."""
    people = list(people_with(request.workspace, Permission.COMMENT))
    return _step(
        request,
        item,
        "hand_over_form",
        lambda found: HandOverForm(request.POST, people, found),
        lambda found, form: hand_over_feedback(request.actor, found, **form.cleaned_data, now=clock.now()),
    )


@post_only
@allow(Permission.COMMENT)
def decide(request: WorkRequest, item: UUID) -> HttpResponse:
    """Say whether something is changed."""
    return _step(
        request,
        item,
        "decision_form",
        lambda _found: DecisionForm(request.POST),
        lambda found, form: decide_feedback(request.actor, found, **form.cleaned_data, now=clock.now()),
    )


@post_only
@allow(Permission.COMMENT)
def change(request: WorkRequest, item: UUID) -> HttpResponse:
    """Say what was changed and what came of it."""
    return _step(
        request,
        item,
        "change_form",
        lambda _found: ChangeForm(request.POST),
        lambda found, form: finish_feedback(request.actor, found, **form.cleaned_data, now=clock.now()),
    )


@post_only
@allow(Permission.ANSWER)
def tell(request: WorkRequest, item: UUID) -> HttpResponse:
    """Say how those who asked see what becomes of it."""
    return _step(
        request,
        item,
        "tell_form",
        lambda found: TellForm(request.POST, found, _answers(found)),
        lambda found, form: tell_feedback(request.actor, found, **form.cleaned_data, now=clock.now()),
    )


@post_only
@allow(Permission.PLAN)
def remove(request: WorkRequest, item: UUID) -> HttpResponse:
    """Delete it."""
    drop_feedback(request.actor, _item(request, item), now=clock.now())
    messages.success(request, _("It is deleted."))
    return redirect("community_feedback", request.workspace.slug)
