"""What each network lets programs do, and by what it was proved: read from the connectors' own promises."""

from dataclasses import dataclass
from functools import cache
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from leitstand.connector_kit.manifest import Manifest
from leitstand.connector_kit.quality import load_quality
from leitstand.connector_kit.registry import manifest, packages
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.requests import WorkRequest

# A promise of the connectors: what people call it.
ABILITIES: Final[dict[str, "str | Promise"]] = {
    "says_once": _("Posts once"),
    "sends_pictures_with_alt_text": _("Alternative texts"),
    "sends_threads": _("Threads"),
    "sends_first_comment": _("First comment"),
    "edits": _("Change"),
    "deletes": _("Take back"),
    "measures": _("Figures"),
    "reads_replies": _("Answers under posts"),
    "reads_its_inbox": _("Inbox"),
    "answers": _("Answer"),
    "hides": _("Hide"),
    "hears_webhooks": _("Is told at once"),
    "reads_its_source": _("Source"),
    "hears_live": _("Live"),
}


@dataclass(frozen=True, slots=True)
class NetworkRow:
    """One network: what it can by ability, and whether a real server or a stand-in proved it."""

    manifest: Manifest
    cells: tuple[bool, ...]
    is_real: bool
    is_by_hand: bool


@require_safe
@allow(Permission.SEE)
def abilities(request: WorkRequest) -> HttpResponse:
    """Show the table."""
    context = {"rows": _rows(), "heads": list(ABILITIES.values())}
    return render(request, "channels/abilities.html", context)


@cache
def _rows() -> tuple[NetworkRow, ...]:
    found = []
    for slug, package in packages().items():
        known, kept = manifest(slug), load_quality(package)
        found.append(
            NetworkRow(
                known,
                tuple(kept[name].state == "done" for name in ABILITIES),
                is_real=kept["proved_on_a_real_server"].state == "done",
                # A source is read; a network whose length nobody counts is written to by hand.
                is_by_hand=not known.is_source and kept["counts_as_the_network"].state == "exempt",
            )
        )
    return tuple(found)
