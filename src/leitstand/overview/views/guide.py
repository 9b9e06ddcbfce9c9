"""The guide's map: every row, and where in the product it is answered."""

from functools import cache
from importlib.resources import files

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language

from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.requests import WorkRequest
from leitstand.overview.core.guide_rows import Section, narrow, read

BUILT = {"gebaut": True, "offen": False}


@cache
def sections() -> tuple[Section, ...]:
    """Return the rows the product carries."""
    folder = files("leitstand.overview").joinpath("guide")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return read(folder.joinpath(name).read_text(encoding="utf-8") for name in names)


@allow(Permission.SEE)
def guide_map(request: WorkRequest) -> HttpResponse:
    """Show the map, narrowed by `wort`, `abschnitt` and `stand`; a row with a place leads there."""
    language = get_language() or ""
    words = request.GET.get("wort", "").strip()[:100]
    number = request.GET.get("abschnitt", "")
    state = request.GET.get("stand", "")
    everything = sections()
    found = narrow(everything, words=words, number=number, is_built=BUILT.get(state))
    is_narrowed = bool(words or number or state in BUILT)
    totals = {section.number: section for section in everything}
    shown = [
        {
            "number": section.number,
            "title": section.title.speak(language),
            "answered": totals[section.number].answered,
            "total": len(totals[section.number].rows),
            "is_open": is_narrowed or bool(section.answered),
            "rows": [
                (row.id, row.asks.speak(language), _address(row.place, request.workspace.slug)) for row in section.rows
            ],
        }
        for section in found
    ]
    context = {
        "sections": shown,
        "choices": [(section.number, section.title.speak(language)) for section in everything],
        "words": words,
        "number": number,
        "state": state,
        "is_narrowed": is_narrowed,
        "count": sum(len(section.rows) for section in found),
        "total": sum(len(section.rows) for section in everything),
        "answered": sum(section.answered for section in everything),
    }
    return render(request, "overview/guide.html", context)


def _address(name: str, slug: str) -> str:
    try:
        return reverse(name, args=[slug]) if name else ""
    except NoReverseMatch:
        return ""
