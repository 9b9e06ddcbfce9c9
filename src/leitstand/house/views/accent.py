"""The workspace's colour as a small stylesheet: cacheable, and no page needs a style of its own."""

from django.http import HttpRequest, HttpResponse
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from leitstand.house.core.colour import DEFAULT_ACCENT, accent_for, tidy

A_DAY = 24 * 3600


@require_safe
def accent_css(_request: HttpRequest, colour: str) -> HttpResponse:
    """Serve the stylesheet of one colour; its address names the colour, so it may be kept for long."""
    wished = tidy(f"#{colour}") or DEFAULT_ACCENT
    light, dark = accent_for(wished, dark=False), accent_for(wished, dark=True)
    body = (
        "@layer tokens{:root{"
        f"--accent-light:{light.ground};--on-accent-light:{light.on_ground};--accent-text-light:{light.text};"
        f"--accent-dark:{dark.ground};--on-accent-dark:{dark.on_ground};--accent-text-dark:{dark.text}"
        "}}"
    )
    response = HttpResponse(body, content_type="text/css; charset=utf-8")
    response["Cache-Control"] = f"public, max-age={30 * A_DAY}, immutable"
    response["ETag"] = quote_etag(wished)
    return response
