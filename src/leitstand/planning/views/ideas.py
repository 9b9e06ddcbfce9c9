"""The inbox of ideas: what came in, what becomes of it, and the way from the idea to the post."""

from typing import Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.planning.actions.answer_about_idea import answer_about_idea
from leitstand.planning.actions.ask_about_idea import ask_about_idea
from leitstand.planning.actions.decline_idea import decline_idea
from leitstand.planning.actions.forget_contributor import forget_contributor
from leitstand.planning.actions.hand_in_idea import hand_in_idea
from leitstand.planning.actions.take_over_idea import take_over_idea
from leitstand.planning.contributors import Told, can_be_told
from leitstand.planning.idea_forms import IdeaForm, TakeOverForm, WordsForm
from leitstand.planning.models import IDEA_SOURCES, Idea
from leitstand.planning.queries.ideas import counts_of, ideas_of, way_of

PAGE: Final = 30
TABS: Final[dict[str, "str | Promise"]] = {
    "open": gettext_lazy("To decide"),
    "taken": gettext_lazy("Taken over"),
    "declined": gettext_lazy("Declined"),
}
STEP_NAMES: Final[dict[str, "str | Promise"]] = {
    "idea": gettext_lazy("Idea"),
    "holder": gettext_lazy("Knowledge holder"),
    "owner": gettext_lazy("Responsible"),
    "draft": gettext_lazy("Draft"),
    "post": gettext_lazy("Post"),
}
TOLD: Final[dict[Told, "str | Promise"]] = {
    "mail": gettext_lazy("A mail about it is on its way to whoever brought the idea."),
    "notice": gettext_lazy("Whoever brought the idea finds a notice about it."),
    "failed": gettext_lazy("The mail about it could not be sent; please tell them yourself."),
    "blocked": gettext_lazy("No mail went out: they want no messages, or its wording reads like advertising."),
    "nobody": gettext_lazy("Whoever brought the idea left no address."),
}


@require_safe
@allow(Permission.SEE)
def ideas(request: WorkRequest) -> HttpResponse:
    """List the ideas of one tab."""
    tab = request.GET.get("stand", "open")
    tab = tab if tab in TABS else "open"
    counts = counts_of(request.workspace)
    context = {
        "tab": tab,
        "tabs": [(name, label, counts[name]) for name, label in TABS.items()],
        "page": Paginator(ideas_of(request.workspace, tab), PAGE).get_page(request.GET.get("page")),
        "may_tell": request.actor.may(Permission.COMMENT),
    }
    return render(request, "planning/ideas.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.COMMENT)
def new_idea(request: WorkRequest) -> HttpResponse:
    """Show the form for members; by POST hand the idea in."""
    form = IdeaForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        told = {"title": clean["title"], "text": clean["text"]}
        try:
            idea = hand_in_idea(request.actor, told, source="member", now=clock.now())  # type: ignore[arg-type]
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("Thank you. The idea is in the inbox; you hear what becomes of it."))
            return redirect("planning_idea", request.workspace.slug, idea.pk)
    return render(request, "planning/new_idea.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@allow(Permission.SEE)
def idea(request: WorkRequest, idea: int) -> HttpResponse:
    """Show one idea."""
    return _page(request, _idea(request, idea))


@post_only
@allow(Permission.PLAN)
def take_over(request: WorkRequest, idea: int) -> HttpResponse:
    """Make an item of an idea."""
    found = _idea(request, idea)
    form = TakeOverForm(request.POST).for_workspace(request.workspace)
    if not form.is_valid():
        return _page(request, found, status=422)
    owner = form.cleaned_data["owner"]
    taken, told = take_over_idea(
        request.actor, found, holder=form.cleaned_data["holder"], owner_id=owner.pk if owner else None, now=clock.now()
    )
    messages.success(request, _("The idea is on the plan. %(told)s") % {"told": TOLD[told]})
    return redirect("planning_idea", request.workspace.slug, taken.pk)


@post_only
@allow(Permission.PLAN)
def ask(request: WorkRequest, idea: int) -> HttpResponse:
    """Ask back."""
    found = _idea(request, idea)
    try:
        _note, told = ask_about_idea(request.actor, found, request.POST.get("words", ""), now=clock.now())
    except Invalid as invalid:
        return _page(request, found, problem=str(invalid), status=422)
    messages.success(request, _("The question is asked. %(told)s") % {"told": TOLD[told]})
    return redirect("planning_idea", request.workspace.slug, found.pk)


@post_only
@allow(Permission.PLAN)
def decline(request: WorkRequest, idea: int) -> HttpResponse:
    """Decline with a kind word."""
    found = _idea(request, idea)
    try:
        _declined, told = decline_idea(request.actor, found, request.POST.get("words", ""), now=clock.now())
    except Invalid as invalid:
        return _page(request, found, problem=str(invalid), status=422)
    messages.success(request, _("The idea is declined. %(told)s") % {"told": TOLD[told]})
    return redirect("planning_ideas", request.workspace.slug)


@post_only
@allow(Permission.COMMENT)
def answer(request: WorkRequest, idea: int) -> HttpResponse:
    """Answer as the member who brought the idea."""
    found = _idea(request, idea)
    try:
        answer_about_idea(request.actor, found, request.POST.get("words", ""), now=clock.now())
    except Invalid as invalid:
        return _page(request, found, problem=str(invalid), status=422)
    messages.success(request, _("Thank you, the team has your answer."))
    return redirect("planning_idea", request.workspace.slug, found.pk)


@post_only
@allow(Permission.PLAN)
def forget(request: WorkRequest, idea: int) -> HttpResponse:
    """Forget who brought an idea."""
    found = _idea(request, idea)
    forget_contributor(request.actor, found, now=clock.now())
    messages.success(request, _("Name and address are erased; the idea stays."))
    return redirect("planning_idea", request.workspace.slug, found.pk)


def _idea(request: WorkRequest, number: int) -> Idea:
    found = Idea.objects.select_related("person", "holder", "item__owner", "decided_by")
    return get_object_or_404(found, pk=number, workspace=request.workspace)


def _page(request: WorkRequest, found: Idea, *, problem: str = "", status: int = 200) -> HttpResponse:
    first = {"holder": found.holder_id, "owner": request.actor.person.pk if request.actor.person else None}
    item = found.item if found.item is not None and found.item.deleted_at is None else None
    details = {
        "idea": found.contributor or _("unnamed"),
        "holder": str(found.holder or ""),
        "owner": str(item.owner) if item and item.owner else "",
        "draft": "",
        "post": "",
    }
    context = {
        "idea": found,
        "item": item,
        "source": dict(IDEA_SOURCES)[found.source],
        "notes": found.notes.select_related("person"),
        "files": found.files.filter(deleted_at=None),
        "steps": [(STEP_NAMES[name], state, details[name]) for name, state in way_of(found)],
        "take": TakeOverForm(initial=first).for_workspace(request.workspace),
        "words": WordsForm(auto_id="ask-%s"),
        "kind_words": WordsForm(auto_id="decline-%s"),
        "can_be_told": can_be_told(found),
        "is_open": found.state in ("new", "asked"),
        "is_mine": found.person_id is not None and found.person_id == request.user.pk,
        "may_plan": request.actor.may(Permission.PLAN),
        "problem": problem,
    }
    return render(request, "planning/idea.html", context, status=status)
