"""After a verb: the screen the person is looking at, drawn anew, with a word about what happened and the way back."""

import json
from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from leitstand.house.errors import Impossible, Invalid
from leitstand.house.requests import WorkRequest
from leitstand.planning.changes import Done
from leitstand.planning.core.grid import week_named
from leitstand.planning.views import board, listing, month, week

Context = dict[str, object]


def _month(request: WorkRequest, params: QueryDict, **where: int) -> Context:
    return month.context(request, params, where.get("year"), where.get("number"))


def _week(request: WorkRequest, params: QueryDict, **where: int) -> Context:
    return week.context(request, params, week_named(where["year"], where["number"]) if where else None)


def _list(request: WorkRequest, params: QueryDict) -> Context:
    return listing.context(request, params)


def _board(request: WorkRequest, params: QueryDict) -> Context:
    return board.context(request, params)


SCREENS: Final[dict[str, tuple[str, Callable[..., Context]]]] = {
    "planning_month": ("planning/_month.html", _month),
    "planning_week": ("planning/_week.html", _week),
    "planning_list": ("planning/_list.html", _list),
    "planning_board": ("planning/_board.html", _board),
}


def screen_of(request: WorkRequest, address: str | None) -> tuple[str, QueryDict, dict[str, int]] | None:
    """Return which of our screens an address shows in this workspace: its name, its words, and where it stands."""
    parts = urlsplit(address or "")
    try:
        match = resolve(parts.path)
    except Resolver404:
        return None
    where = dict(match.kwargs)
    if where.pop("workspace", None) != request.workspace.slug or match.url_name not in SCREENS:
        return None
    return match.url_name, QueryDict(parts.query), where


def back_of(request: WorkRequest) -> str:
    """Return the screen of the plan the person came from, as an address; the month where nobody knows."""
    wished = request.POST.get("back") or request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(wished, allowed_hosts={request.get_host()}, require_https=False):
        parts = urlsplit(wished)
        local = parts.path + (f"?{parts.query}" if parts.query else "")
        if screen_of(request, local):
            return local
    return reverse("planning_month", kwargs={"workspace": request.workspace.slug})


def undo_url(request: WorkRequest, done: Done) -> str:
    """Return the address that takes a step back, or nothing."""
    if done.undo is None:
        return ""
    return reverse("planning_undo", kwargs={"workspace": request.workspace.slug, "step": done.undo})


def told(request: WorkRequest, done: Done, text: str) -> HttpResponse:
    """Answer a verb: scripts get the screen drawn anew and a word with the way back, others are led back to it."""
    undo = undo_url(request, done)
    if not request.htmx:
        messages.success(request, text, extra_tags=f"undo:{undo}" if undo else "")
        for note in done.notes:
            messages.warning(request, note)
        return redirect(back_of(request))
    toasts: list[dict[str, str]] = [{"text": note, "level": "warning"} for note in done.notes]
    toasts.insert(0, {"text": text, "level": "success", **({"undo": undo} if undo else {})})
    answer = _drawn(request) or HttpResponse(status=204)
    answer["HX-Trigger"] = json.dumps({"toast": toasts})
    return answer


def refused(request: WorkRequest, refusal: Impossible | Invalid) -> HttpResponse:
    """Answer a verb that could not be done, with the reason at the foot of the screen; nothing was changed."""
    sentence = refusal.message if isinstance(refusal, Impossible) else str(refusal)
    if not request.htmx:
        messages.error(request, sentence)
        return redirect(back_of(request))
    answer = HttpResponse(status=409 if isinstance(refusal, Impossible) else 422)
    answer["HX-Trigger"] = json.dumps({"toast": {"text": sentence, "level": "error"}})
    return answer


def _drawn(request: WorkRequest) -> HttpResponse | None:
    found = screen_of(request, request.htmx.current_url_abs_path)
    if found is None:
        return None
    name, params, where = found
    template, context = SCREENS[name]
    return render(request, template, context(request, params, **where))
