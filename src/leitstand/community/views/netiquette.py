"""The netiquette for everybody outside: readable and printable, with its version and day."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leitstand.community.models import Netiquette


@require_safe
def public(request: HttpRequest, key: str) -> HttpResponse:
    """Show the newest version."""
    found = Netiquette.objects.filter(key=key).select_related("workspace").first()
    if found is None:
        raise Http404
    return render(request, "community/public_netiquette.html", {"netiquette": found})
