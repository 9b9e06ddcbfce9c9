"""Creatives of a paid campaign: one text with placeholders, shown as every segment will see it."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.advertising.actions.keep_creative import drop_creative, keep_creative
from leitstand.advertising.core.creatives import Filled, fill
from leitstand.advertising.core.objectives import objectives
from leitstand.advertising.core.targeting import targeting
from leitstand.advertising.forms import CreativeForm
from leitstand.advertising.models import Creative, CreativeText, PaidCampaign, Segment
from leitstand.advertising.views.campaigns import paid_of
from leitstand.advertising.words import network_name
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest


@dataclass(frozen=True, slots=True)
class Preview:
    """A creative as one segment sees it in one language."""

    segment: Segment
    text: CreativeText
    headline: Filled
    body: Filled
    headline_max: int
    body_max: int

    @property
    def missing(self) -> list[str]:
        """Placeholders for which the segment has no words."""
        return list(dict.fromkeys((*self.headline.missing, *self.body.missing)))

    @property
    def unknown(self) -> list[str]:
        """What stands in brackets and is no placeholder."""
        return list(dict.fromkeys((*self.headline.unknown, *self.body.unknown)))

    @property
    def is_ready(self) -> bool:
        """Whether nothing is left open and nothing will be cut."""
        return not (
            self.missing or self.unknown or self.headline.length > self.headline_max or self.body.length > self.body_max
        )


@require_safe
@allow(Permission.SEE)
def creatives(request: WorkRequest, paid: int) -> HttpResponse:
    """Show every creative in every segment and language."""
    found = paid_of(request, paid)
    segments = list(found.segments.all())
    rows = list(found.creatives.prefetch_related("texts"))
    context = {
        "here": "creatives",
        "paid": found,
        "network": network_name(found.network),
        "segments": segments,
        "rows": [(one, previews(one, segments, found)) for one in rows],
        "placeholders": [f"[{one.words.de}] / [{one.words.en}]" for one in targeting().placeholders],
        "may_write": request.actor.may(Permission.WRITE),
        "may_plan": request.actor.may(Permission.PLAN),
    }
    return render(request, "advertising/creatives.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.WRITE)
def creative(request: WorkRequest, paid: int, creative: int | None = None) -> HttpResponse:
    """Write a creative or change it; by POST keep what was typed."""
    found = paid_of(request, paid)
    row = get_object_or_404(Creative, pk=creative, paid=found) if creative is not None else None
    form = CreativeForm(request.POST or None, initial=_first(row))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            keep_creative(
                request.actor,
                found,
                form.texts(),
                name=told["name"],
                link=told["link"],
                now=clock.now(),
                creative=row,
            )
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("Saved."))
            return redirect("advertising_creatives", request.workspace.slug, found.pk)
    network = objectives().network(found.network)
    context = {"here": "creatives", "paid": found, "creative": row, "form": form, "limits": network}
    return render(request, "advertising/creative.html", context, status=422 if form.errors else 200)


@post_only
@allow(Permission.WRITE)
def remove(request: WorkRequest, paid: int, creative: int) -> HttpResponse:
    """Delete a creative."""
    row = get_object_or_404(Creative, pk=creative, paid=paid, workspace=request.workspace)
    drop_creative(request.actor, row, now=clock.now())
    messages.success(request, _("The creative was deleted."))
    return redirect("advertising_creatives", request.workspace.slug, paid)


def previews(creative: Creative, segments: list[Segment], paid: PaidCampaign) -> list[Preview]:
    """Return a creative as each segment sees it in each language it is written in."""
    network = objectives().network(paid.network)
    known = {
        name.casefold(): one.id for one in targeting().placeholders for name in (one.id, one.words.en, one.words.de)
    }
    found = []
    for segment in segments:
        for text in creative.texts.all():
            words = {name: str(said.get(text.language, "")) for name, said in segment.words.items()}
            found.append(
                Preview(
                    segment,
                    text,
                    fill(text.headline, words, known),
                    fill(text.body, words, known),
                    network.headline if network else 70,
                    network.body if network else 150,
                )
            )
    return found


def _first(row: Creative | None) -> dict[str, str]:
    if row is None:
        return {}
    found = {"name": row.name, "link": row.link}
    for text in row.texts.all():
        found |= {f"headline_{text.language}": text.headline, f"body_{text.language}": text.body}
    return found
