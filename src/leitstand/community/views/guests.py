"""For people without an account: say how they found our help, and see what becomes of their wish."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.community.actions.rate_case import rate_case, rated_by
from leitstand.community.models import FeedbackItem
from leitstand.house import clock
from leitstand.house.limits import too_often


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def rating(request: HttpRequest, key: str) -> HttpResponse:
    """Ask for one to five stars; only the button keeps them, for programs follow links too."""
    slower = too_often(request, "idea_sent" if request.method == "POST" else "idea_page")
    if slower is not None:
        return slower
    now = clock.now()
    case = rated_by(key, now=now)
    if case is None:
        return render(request, "community/public_closed.html", status=404)
    context = {"company": case.workspace.name, "chosen": case.rating, "stars": range(1, 6)}
    if request.method == "POST":
        told = request.POST.get("stars", "")
        if told.isdecimal() and len(told) == 1 and rate_case(case, int(told), now=now):
            return render(request, "community/public_rated.html", context)
        return render(request, "community/public_rating.html", {**context, "is_missing": True}, status=422)
    return render(request, "community/public_rating.html", context)


@require_safe
@never_cache
def wish(request: HttpRequest, key: str) -> HttpResponse:
    """Show what becomes of what somebody told us; nobody is named."""
    slower = too_often(request, "idea_page")
    if slower is not None:
        return slower
    rows = FeedbackItem.objects.select_related("workspace", "reply")
    found = rows.filter(public_key=key, is_public=True).first()
    if found is None:
        return render(request, "community/public_closed.html", status=404)
    return render(request, "community/public_wish.html", {"item": found, "company": found.workspace.name})
