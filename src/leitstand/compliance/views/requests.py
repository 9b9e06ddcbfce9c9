"""Requests of people: what came in and by when it is answered; one search over every room, handed out or erased in one action."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.compliance.actions.follow_request import erase_outsider, hand_out, terms_of
from leitstand.compliance.actions.keep_request import answer_request, extend_request, keep_request
from leitstand.compliance.core.requests import Standing, deadline, standing
from leitstand.compliance.information import Part, as_file, parts_of, rights
from leitstand.compliance.models import PersonRequest
from leitstand.compliance.profiles import imprint_text
from leitstand.compliance.request_forms import AnswerForm, ExtendForm, RequestForm
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.core.taking_out import names
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.forms import put_errors
from leitstand.house.language import plain
from leitstand.house.outsiders import MOST, Hit, has_more, search
from leitstand.house.requests import WorkRequest
from leitstand.house.zones import day_in

TONES = {Standing.OPEN: "grey", Standing.SOON: "amber", Standing.LATE: "red", Standing.ANSWERED: "green"}


@require_safe
@allow(Permission.MANAGE_PEOPLE)
def requests(request: WorkRequest) -> HttpResponse:
    """List the requests, the open ones first, the most urgent of them on top."""
    today = day_in(request.workspace, clock.now())
    rows = []
    for one in PersonRequest.objects.filter(workspace=request.workspace).select_related("lead"):
        by = deadline(one.came_in_on, one.extended_until).by
        rows.append((one, by, TONES[standing(by, one.answered_on, today)], standing(by, one.answered_on, today)))
    rows.sort(key=lambda row: row[1])
    context = {
        "open": [row for row in rows if row[0].answered_on is None],
        "answered": [row for row in reversed(rows) if row[0].answered_on is not None],
    }
    return render(request, "compliance/requests.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.MANAGE_PEOPLE)
def one_request(request: WorkRequest, wish: int | None = None) -> HttpResponse:
    """Show a request with everything that is stored; by POST keep what is known of it."""
    found = _found(request, wish) if wish is not None else None
    form = RequestForm(request.POST or None, initial=_first(request, found)).for_workspace(request.workspace)
    if request.method == "POST" and form.is_valid():
        try:
            kept = keep_request(request.actor, form.told(), now=clock.now(), request=found)
        except Invalid as invalid:
            put_errors(form, invalid)
        except Impossible as impossible:
            messages.error(request, impossible.message)
            return _to(request, found or PersonRequest())
        else:
            messages.success(request, _("Saved."))
            return _to(request, kept)
    return _page(request, found, form=form)


def _first(request: WorkRequest, found: PersonRequest | None) -> dict[str, object]:
    if found is not None:
        return {name: getattr(found, name) for name in RequestForm.base_fields}
    return {"came_in_on": day_in(request.workspace, clock.now()), "lead": request.actor.person}


def _page(
    request: WorkRequest,
    found: PersonRequest | None,
    *,
    form: RequestForm | None = None,
    extend: ExtendForm | None = None,
    answer: AnswerForm | None = None,
) -> HttpResponse:
    today = day_in(request.workspace, clock.now())
    days = deadline(found.came_in_on, found.extended_until) if found else None
    parts = _parts(request, found) if found and found.answered_on is None else ()
    context = {
        "wish": found,
        "days": days,
        "standing": standing(days.by, found.answered_on, today) if found and days else None,
        "tone": TONES[standing(days.by, found.answered_on, today)] if found and days else "",
        "form": form or RequestForm(initial=_first(request, found)).for_workspace(request.workspace),
        "extend_form": extend or ExtendForm(auto_id="extend-%s", initial={"until": days.longest if days else None}),
        "may_extend": bool(found and days and found.extended_until is None and today <= days.first),
        "answer_form": answer or AnswerForm(auto_id="answer-%s", initial={"on": today}),
        "parts": parts,
        "count": sum(len(part.rows) for part, _checked in parts),
        "most": MOST,
        "earlier": _page_of(request) - 1 if _page_of(request) else None,
        "later": _page_of(request) + 1 if has_more(row.hit for part, _checked in parts for row in part.rows) else None,
    }
    is_wrong = any(one is not None and one.errors for one in (form, extend, answer))
    return render(request, "compliance/request.html", context, status=422 if is_wrong else 200)


def _parts(request: WorkRequest, found: PersonRequest) -> Sequence[tuple[Part, frozenset[str]]]:
    """Return what names the person, with the keys of what surely does: a whole name, not two words far apart."""
    whom = terms_of(found)
    hits = [hit for hit in search(request.workspace, whom, page=_page_of(request)) if not _is_itself(hit, found)]
    parts = parts_of(request.workspace, hits, translation.get_language() or "de")
    return [
        (part, frozenset(row.hit.key for row in part.rows if names(" | ".join(map(str, row.told.values())), whom)))
        for part in parts
    ]


def _page_of(request: WorkRequest) -> int:
    told = request.GET.get("seite", "")
    return min(int(told), 10_000) if told.isascii() and told.isdigit() else 0


def _is_itself(hit: Hit, found: PersonRequest) -> bool:
    return isinstance(hit.row, PersonRequest) and hit.row.pk == found.pk


@post_only
@allow(Permission.MANAGE_PEOPLE)
def give(request: WorkRequest, wish: int) -> HttpResponse:
    """Hand out what was chosen: a page to print or a file, in the person's language."""
    found = _found(request, wish)
    now = clock.now()
    try:
        hits = hand_out(request.actor, found, request.POST.getlist("hit"), now=now)
    except Impossible as impossible:
        messages.error(request, impossible.message)
        return _to(request, found)
    # People outside are spoken to formally, whatever the team says to each other.
    language = "en" if request.POST.get("language") == "en" else "de"
    with translation.override(language):
        parts = parts_of(request.workspace, hits, language)
        controller = imprint_text(request.workspace.pk)
        if request.POST.get("as") == "file":
            told = as_file(request.workspace, parts, now=now, controller=controller)
            answer = JsonResponse(told, json_dumps_params={"indent": 2, "ensure_ascii": False})
            answer["Content-Disposition"] = f'attachment; filename="auskunft-{found.pk}.json"'
            return answer
        context = {
            "wish": found,
            "parts": parts,
            "controller": controller,
            "rights": rights(),
            "today": day_in(request.workspace, now),
            "language": plain(language),
        }
        return render(request, "compliance/information.html", context)


@post_only
@allow(Permission.MANAGE_PEOPLE)
def erase(request: WorkRequest, wish: int) -> HttpResponse:
    """Let every room let go of what was chosen."""
    found = _found(request, wish)
    try:
        done = erase_outsider(request.actor, found, request.POST.getlist("hit"), now=clock.now())
    except Impossible as impossible:
        messages.error(request, impossible.message)
        return _to(request, found)
    messages.success(
        request,
        ngettext("%(count)d entry was erased.", "%(count)d entries were erased.", done.gone) % {"count": done.gone},
    )
    if done.stayed:
        messages.warning(
            request,
            ngettext(
                "%(count)d entry stays; the reason stands beside it.",
                "%(count)d entries stay; the reasons stand beside them.",
                len(done.stayed),
            )
            % {"count": len(done.stayed)},
        )
    return _to(request, found)


@post_only
@allow(Permission.MANAGE_PEOPLE)
def extend(request: WorkRequest, wish: int) -> HttpResponse:
    """Take more time, with the reason."""
    found = _found(request, wish)
    form = ExtendForm(request.POST, auto_id="extend-%s")
    if not form.is_valid():
        return _page(request, found, extend=form)
    try:
        extend_request(
            request.actor, found, until=form.cleaned_data["until"], why=form.cleaned_data["why"], now=clock.now()
        )
    except Invalid as invalid:
        put_errors(form, invalid)
        return _page(request, found, extend=form)
    except Impossible as impossible:
        messages.error(request, impossible.message)
    else:
        messages.success(request, _("The deadline is extended. Tell the person now, with the reason."))
    return _to(request, found)


@post_only
@allow(Permission.MANAGE_PEOPLE)
def answer(request: WorkRequest, wish: int) -> HttpResponse:
    """Close a request with how it was answered."""
    found = _found(request, wish)
    form = AnswerForm(request.POST, auto_id="answer-%s")
    if not form.is_valid():
        return _page(request, found, answer=form)
    told = form.cleaned_data
    try:
        answer_request(request.actor, found, on=told["on"], outcome=told["outcome"], note=told["note"], now=clock.now())
    except Invalid as invalid:
        put_errors(form, invalid)
        return _page(request, found, answer=form)
    except Impossible as impossible:
        messages.error(request, impossible.message)
    else:
        messages.success(request, _("The request is answered."))
    return _to(request, found)


def _found(request: WorkRequest, pk: int) -> PersonRequest:
    return get_object_or_404(PersonRequest.objects.select_related("lead"), pk=pk, workspace=request.workspace)


def _to(request: WorkRequest, found: PersonRequest) -> HttpResponse:
    return redirect("compliance_request", request.workspace.slug, found.pk)
