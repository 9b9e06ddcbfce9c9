"""An answer changes its state by a guarded update that counts its rows."""

from typing import Final

from django.utils.translation import gettext as _

from leitstand.community.core.answers import WAYS, Sent
from leitstand.community.models import Answer
from leitstand.house.errors import Impossible, Stale

_CLEAN: Final = {"claimed_by": "", "lease_until": None, "try_at": None, "reason": "", "reason_text": ""}


def change(answer: Answer, to: Sent, **fields: object) -> Answer:
    """Move an answer to another state; the sender's notes are cleared. Raises Stale where it is not what was seen."""
    before = Sent(answer.state)
    if before is not to and to not in WAYS[before]:
        raise Impossible(_("This is not possible in the present state of the answer."), code=before.value)
    values = {**_CLEAN, "state": to.value, **fields}
    changed = Answer.objects.filter(pk=answer.pk, state=before.value, claimed_by=answer.claimed_by).update(**values)
    if changed != 1:
        raise Stale(_("The answer has moved on meanwhile. Please look at it again."))
    for name, value in values.items():
        setattr(answer, name, value)
    return answer
