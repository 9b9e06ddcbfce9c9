"""Bring in the export of another listening tool: choose the file, see what is read, then store it."""

from collections.abc import Callable
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.requests import WorkRequest
from leitstand.listening.actions.import_file import Imported, Preview, import_file, preview
from leitstand.listening.actions.take_in import Full
from leitstand.listening.core.imports import Column, NotATable, Table, guess, read_table
from leitstand.listening.forms import ImportForm

PROBLEMS_SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.ANSWER)
def bring(request: WorkRequest) -> HttpResponse:
    """Ask for a file; by POST show what would be stored, and with `store` store it."""
    form = ImportForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {"here": "sources", "form": form, "most": PROBLEMS_SHOWN}
    if request.method == "POST" and form.is_valid():
        try:
            table = read_table(form.cleaned_data["file"].read())
            columns = _columns(request, table)
            if "store" in request.POST:
                context["imported"] = _stored(request, form, table, columns)
            else:
                context |= {
                    "preview": _shown(request, table, columns),
                    "table": table,
                    "columns": _named(table, columns),
                }
        except NotATable as error:
            form.add_error("file", _WHY[error.why]())
        except Full:
            form.add_error(None, _("A lot is waiting to be worked off already. Please try again in a few minutes."))
    return render(request, "listening/import.html", context, status=422 if form.errors else 200)


def _columns(request: WorkRequest, table: Table) -> dict[Column, int]:
    """Return what the headers say, with what a person has chosen instead."""
    found = guess(table.headers)
    for column in _NAMES:
        chosen = request.POST.get(f"column_{column}")
        if chosen is not None:
            found.pop(column, None)
            if chosen.isdecimal() and int(chosen) < len(table.headers):
                found[column] = int(chosen)
    return found


def _shown(request: WorkRequest, table: Table, columns: dict[Column, int]) -> Preview:
    return preview(request.actor, table, columns)


def _stored(request: WorkRequest, form: ImportForm, table: Table, columns: dict[Column, int]) -> Imported:
    return import_file(request.actor, table, columns, name=form.cleaned_data["name"], now=clock.now())


def _named(table: Table, columns: dict[Column, int]) -> list[tuple[str, str, int | None, list[tuple[int, str]]]]:
    choices = [(place, header or str(place + 1)) for place, header in enumerate(table.headers)]
    return [(f"column_{column}", label(), columns.get(column), choices) for column, label in _NAMES.items()]


_NAMES: Final[dict[Column, Callable[[], str]]] = {
    "text": lambda: _("Text"),
    "at": lambda: _("When"),
    "title": lambda: _("Title"),
    "url": lambda: _("Address"),
    "id": lambda: _("Its own number"),
    "network": lambda: _("Where it was said"),
    "author_name": lambda: _("Who said it"),
    "author_handle": lambda: _("Handle"),
    "likes": lambda: _("Likes"),
    "comments": lambda: _("Comments"),
    "shares": lambda: _("Shares"),
    "followers": lambda: _("Followers of the author"),
    "sharers_followers": lambda: _("Followers of those who shared"),
    "tone": lambda: _("Tone"),
    "language": lambda: _("Language"),
}
_WHY = {
    "empty": lambda: _("The file is empty."),
    "large": lambda: _("The file is larger than 200 MB; export a shorter period."),
    "one_column": lambda: _("There is no table in this file: no line has two columns."),
    "binary": lambda: _("This is no text file; export as CSV."),
}
