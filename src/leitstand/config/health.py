"""Whether this process can answer: asked by the process tree and by load balancers."""

from django.db import connection
from django.http import HttpRequest, HttpResponse


def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 where the database answers; an error page says 500 by itself."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ready\n", content_type="text/plain")
