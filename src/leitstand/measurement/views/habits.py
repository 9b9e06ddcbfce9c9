"""Checklists beside results: what the better posts have in common."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format

from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.requests import WorkRequest
from leitstand.measurement.core.habits import FEWEST, habits
from leitstand.measurement.queries import answered_posts
from leitstand.publishing.checking import names_of_questions


@allow(Permission.SEE_FIGURES)
def habits_page(request: WorkRequest) -> HttpResponse:
    """Show every question of the checklists with the results of posts that met it and of those that did not."""
    posts = answered_posts(request.workspace)
    names = names_of_questions()
    rows = [
        (*names[one.question], one, _percent(one.met), _percent(one.open), _points(one.difference))
        for one in habits(posts)
        if one.question in names
    ]
    context = {"rows": rows, "posts": len(posts), "fewest": FEWEST}
    return render(request, "measurement/habits.html", context)


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{number_format(round(value * 100))} %"


def _points(value: float | None) -> str:
    """Return a difference with its sign, "" where nothing can be said."""
    if value is None:
        return ""
    number = round(value * 100)
    return f"{'−' if number < 0 else '+'}{number_format(abs(number))}"
