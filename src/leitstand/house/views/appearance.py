"""Keep how a person likes their screens, so that the next device knows."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.views.decorators.http import require_POST

from leitstand.house.actions.set_appearance import set_appearance
from leitstand.house.models import THEMES, Person


@login_required
@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    """Take `theme` (auto, light, dark) or `rail` (open, folded)."""
    person = request.user
    theme, rail = request.POST.get("theme"), request.POST.get("rail")
    if not isinstance(person, Person) or theme not in {None, *dict(THEMES)} or rail not in {None, "open", "folded"}:
        return HttpResponseBadRequest()
    set_appearance(person, theme=theme, rail_folded=None if rail is None else rail == "folded")
    return HttpResponse(status=204)
