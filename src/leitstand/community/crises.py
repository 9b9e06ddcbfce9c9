"""Whether a crisis holds at present: automatic answers and others ask here."""

from leitstand.community.models import Crisis


def active_crisis(workspace_id: int) -> Crisis | None:
    """Return the crisis that runs; an exercise is none."""
    return Crisis.objects.filter(workspace=workspace_id, ended_at=None, is_drill=False).first()
