"""How often somebody may try what strangers can reach."""

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse


def too_often(request: HttpRequest, what: str) -> HttpResponse | None:
    """Return the answer 429 where one address has tried too often; the rates stand in the settings (ACCOUNT_RATE_LIMITS)."""
    answer: HttpResponse | None = ratelimit.consume_or_429(request, action=what)
    return answer
