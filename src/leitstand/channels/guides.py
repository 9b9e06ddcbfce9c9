"""A connector's set-up guide as a page says it: every sentence in the language that is active."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from leitstand.channels.webhooks import verify_token, webhook_url
from leitstand.connector_kit.guides import SetUpStep
from leitstand.connector_kit.manifest import Manifest
from leitstand.house.models import Workspace


@dataclass(frozen=True, slots=True)
class SaidStep:
    """One step in one language; `copy` says what it shows ready to copy ("": nothing), `value` is that."""

    title: str
    text: str
    link: str = ""
    copy: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class SaidGuide:
    """A guide in one language; `rights` are pairs of the network's own name and what it is for."""

    steps: tuple[SaidStep, ...]
    rights: tuple[tuple[str, str], ...]
    review: str
    silent: tuple[str, ...]
    read_on: date
    source: str

    @property
    def shows_return_url(self) -> bool:
        """Whether a step shows the address to come back to."""
        return any(step.copy == "return_url" for step in self.steps)


def guide_of(known: Manifest, workspace: Workspace, *, return_url: str) -> SaidGuide | None:
    """Return the guide of a network with what a workspace copies from it; None where it needs none.

    Steps about calls are left out for a network that is not heard.
    """
    guide = known.guide
    if guide is None:
        return None
    values = {
        "return_url": return_url,
        "webhook_url": webhook_url(workspace, known.slug) if known.webhook else "",
        "verify_token": verify_token(workspace, known.slug) if known.webhook else "",
    }
    return SaidGuide(
        tuple(_said(step, values) for step in guide.steps if not step.copy or values[step.copy]),
        tuple((right.name, gettext(right.purpose)) for right in guide.rights),
        gettext(guide.review) if guide.review else "",
        tuple(gettext(words) for words in guide.silent),
        guide.read_on,
        guide.source,
    )


def _said(step: SetUpStep, values: Mapping[str, str]) -> SaidStep:
    return SaidStep(gettext(step.title), gettext(step.text), step.link, step.copy, values.get(step.copy, ""))
