"""What every page of a workspace must show: that nothing goes out while the stop switch is pulled."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from leitstand.publishing.queue import active_stop


def sending(request: HttpRequest) -> dict[str, object]:
    """Give templates the active stop; asked only where the frame is drawn."""
    workspace = getattr(request, "workspace", None)
    if workspace is None or getattr(request, "htmx", False):
        return {}
    return {"sending_stop": SimpleLazyObject(lambda: active_stop(workspace))}
