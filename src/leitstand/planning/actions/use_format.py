"""Begin a post from a format: what was answered becomes its first text, and how it is adapted is kept with it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house.actor import Actor
from leitstand.house.errors import Impossible, Invalid
from leitstand.planning.actions.create_item import create_item
from leitstand.planning.changes import Done, ItemFields
from leitstand.planning.core.post_formats import PostFormat, text_of
from leitstand.planning.models import FormatUse, OwnFormat
from leitstand.planning.post_formats import said

ADAPTATION_MAX = 1000
ANSWER_MAX = 2000


@transaction.atomic
def use_format(
    actor: Actor, chosen: PostFormat, fields: ItemFields, *, adaptation: str, answers: Sequence[str], now: datetime
) -> Done:
    """Put a post on the plan; raises Invalid where nobody said how the format is adapted to the target group."""
    if chosen.own is not None and not OwnFormat.objects.filter(workspace=actor.workspace, pk=chosen.own).exists():
        raise Impossible(_("This format is no longer there."))
    adaptation = adaptation.strip()
    errors: dict[str, str] = {}
    if not adaptation:
        errors["adaptation"] = _("Say in a sentence how you adapt the format; a copied one reaches nobody.")
    elif len(adaptation) > ADAPTATION_MAX:
        errors["adaptation"] = _("At most %(count)d characters, please.") % {"count": ADAPTATION_MAX}
    for place, answer in enumerate(answers):
        if len(answer) > ANSWER_MAX:
            errors[f"answer_{place}"] = _("At most %(count)d characters, please.") % {"count": ANSWER_MAX}
    if errors:
        raise Invalid(errors)
    done = create_item(
        actor,
        {
            **fields,
            "title": fields.get("title", "").strip() or said(chosen.name),
            "text": text_of(answers),
            "kind": chosen.kind,
            "category": chosen.category,
            "post_format": chosen.id,
        },
        now=now,
    )
    kept = [answer.strip() for answer in answers]
    FormatUse.objects.create(item=done.item, workspace=actor.workspace, adaptation=adaptation, answers=kept)
    return done
