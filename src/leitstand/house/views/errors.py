"""What a person sees when something cannot be shown: what happened, what it means, what to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from leitstand.house.errors import Impossible


def _page(request: HttpRequest, status: int, title: str, text: str, advice: str) -> HttpResponse:
    context = {"status": status, "title": title, "text": text, "advice": advice}
    if getattr(request, "htmx", False):
        response = render(request, "house/_error.html", context, status=status)
        response.headers["HX-Retarget"] = "#toasts"
        response.headers["HX-Reswap"] = "beforeend"
        return response
    return render(request, "house/error.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that makes no sense."""
    return _page(
        request,
        400,
        _("This request cannot be read"),
        _("The address or the form is incomplete."),
        _("Go back and try again."),
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer somebody whose role does not include what they tried."""
    return _page(
        request,
        403,
        _("Your role does not include this"),
        _("Nothing was changed."),
        _("Ask an owner of the workspace for the right to do it."),
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer where there is nothing, or nothing for this person."""
    return _page(
        request,
        404,
        _("There is nothing here"),
        _("The page was moved or deleted, or it belongs to a workspace you are not a member of."),
        _("Go back, or look for it with Ctrl+K."),
    )


def conflict(request: HttpRequest, exception: Impossible) -> HttpResponse:
    """Answer where something cannot be done now."""
    return _page(request, 409, _("This is not possible at the moment"), exception.message, _("Nothing was changed."))


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer when the house itself has failed; the page asks the database nothing, for that may be what has failed."""
    context = {
        "status": 500,
        "title": _("Leitstand made a mistake"),
        "text": _("What you did was not saved. The mistake stands in the log of the server."),
        "advice": _("Try again in a moment."),
    }
    return HttpResponse(render_to_string("house/error.html", context), status=500)
