"""Keep the words people agree to: each version once, and never rewritten."""

import re
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Final

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from leitstand.compliance.core.consents import Way
from leitstand.compliance.models import ConsentText, MessageSetting
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.house.models import Workspace

MOST = 4000
_WITHDRAWAL: Final = re.compile(r"widerruf|widerrief|withdraw", re.IGNORECASE)


@transaction.atomic
def keep_consent_text(
    actor: Actor,
    *,
    name: str,
    wording: str,
    ways: Sequence[str],
    controller: str,
    privacy_notice: str,
    now: datetime,
) -> ConsentText:
    """Keep a new version of these words; raises Invalid at the field where they would carry no consent."""
    actor.require(Permission.APPROVE)
    tidy = {"name": " ".join(name.split()), "controller": " ".join(controller.split())}
    words = wording.replace("\r\n", "\n").replace("\x00", "").strip()
    errors = _faults(tidy, words, ways, privacy_notice)
    digest = sha256(" ".join(words.split()).encode()).hexdigest()
    # One after the other, so that no version is given twice.
    Workspace.objects.select_for_update().get(pk=actor.workspace.pk)
    if words and ConsentText.objects.filter(workspace=actor.workspace, sha256=digest).exists():
        errors["wording"] = _("Exactly these words are kept already.")
    if errors:
        raise Invalid(errors)
    same = ConsentText.objects.filter(workspace=actor.workspace, name__iexact=tidy["name"])
    last = same.aggregate(most=Max("version"))["most"] or 0
    made = ConsentText.objects.create(
        workspace=actor.workspace,
        name=same.values_list("name", flat=True).first() or tidy["name"],
        version=last + 1,
        wording=words,
        sha256=digest,
        ways=sorted(set(ways)),
        controller=tidy["controller"],
        privacy_notice=privacy_notice.strip(),
        tells_withdrawal=True,
        made_at=now,
        made_by=actor.person,
    )
    same.filter(retired_at=None).exclude(pk=made.pk).update(retired_at=now)
    MessageSetting.objects.update_or_create(
        workspace=actor.workspace,
        defaults={"controller": made.controller, "privacy_notice": made.privacy_notice},
    )
    audit.record(actor, "compliance.keep_consent_text", made, now=now, details={"version": made.version})
    return made


def _faults(tidy: dict[str, str], words: str, ways: Sequence[str], notice: str) -> dict[str, str]:
    errors: dict[str, str] = {}
    if not tidy["name"] or len(tidy["name"]) > 120:
        errors["name"] = _("Say in at most %(count)d characters what it is for.") % {"count": 120}
    if not ways or not set(ways) <= {way.value for way in Way}:
        errors["ways"] = _("Choose by which ways you may write or call then; the words must name them.")
    if not tidy["controller"] or len(tidy["controller"]) > 200:
        errors["controller"] = _("Name the company that will write.")
    if not 40 <= len(words) <= MOST:
        errors["wording"] = _("Write the whole declaration, %(least)d to %(most)d characters.") % {
            "least": 40,
            "most": MOST,
        }
    elif tidy["controller"] and tidy["controller"].casefold() not in words.casefold():
        errors["wording"] = _("The words must name who will write: %(name)s.") % {"name": tidy["controller"]}
    elif not _WITHDRAWAL.search(words):
        errors["wording"] = _("The words must say that the consent can be withdrawn at any time.")
    if (notice.strip() and not notice.strip().startswith(("https://", "http://"))) or len(notice) > 300:
        errors["privacy_notice"] = _("Please enter the whole address, beginning with https.")
    return errors


@transaction.atomic
def retire_consent_text(actor: Actor, text: ConsentText, *, now: datetime) -> None:
    """Let nobody agree to these words any more; consents given to them stay as they are."""
    actor.require(Permission.APPROVE)
    actor.own(text)
    if text.retired_at is not None:
        return
    text.retired_at = now
    text.save(update_fields=["retired_at"])
    audit.record(actor, "compliance.retire_consent_text", text, now=now, details={"version": text.version})
