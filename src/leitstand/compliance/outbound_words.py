"""What is said of the outbound gate: why a message stays, what to do, and both grounds of law."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from leitstand.compliance.consenting import consent_register
from leitstand.compliance.core.outbound import Gdpr, Uwg, Why
from leitstand.compliance.queries.outbound import WORDING, Verdict

Text = str | Promise

WHYS: Final[dict[Why, Text]] = {
    Why.NO_PURPOSE: gettext_lazy("Say what the message is for: service, a contract or advertising."),
    Why.SUPPRESSED: gettext_lazy(
        "This person wants no advertising. Do not write to them; only if they ask something by themselves may you answer."
    ),
    Why.NO_CONSENT: gettext_lazy(
        "It is advertising, and there is no recorded consent for this way. Do not send it; get the consent first."
    ),
    Why.NOT_CONFIRMED: gettext_lazy(
        "It is advertising, and the consent is not confirmed yet. Wait for the click in the confirmation mail."
    ),
    Why.OVER: gettext_lazy("It is advertising, and the consent is withdrawn or over. Do not send it."),
    Why.CUSTOMER_OPEN: gettext_lazy(
        "The exception for existing customers needs all four conditions with their proof. Record them, or get consent."
    ),
    Why.CUSTOMER_WAY: gettext_lazy(
        "The exception for existing customers counts for e-mail alone, not for this way. Get consent."
    ),
    Why.BALANCING_NOT_ENOUGH: gettext_lazy(
        "Weighed interests (Art. 6(1)(f) GDPR) open no advertising by electronic mail: § 7 UWG needs consent all the same."
    ),
    Why.BALANCING_OPEN: gettext_lazy(
        "This weighing of interests is not whole, does not speak for you, or is due for a second look. Finish it first."
    ),
    Why.NO_CONTRACT: gettext_lazy("Name the contract it is needed for; without one it is not covered."),
    Why.NO_GROUND: gettext_lazy(
        "There is no ground for writing to them unasked: name the contract it is needed for, or choose a weighing of interests."
    ),
}
GDPR: Final[dict[Gdpr, Text]] = {
    Gdpr.CONSENT: gettext_lazy("consent (Art. 6(1)(a) GDPR)"),
    Gdpr.CONTRACT: gettext_lazy("needed for the contract (Art. 6(1)(b) GDPR)"),
    Gdpr.ASKED: gettext_lazy("an answer to what they asked (Art. 6(1)(b) or (f) GDPR)"),
    Gdpr.INTERESTS: gettext_lazy("weighed interests (Art. 6(1)(f) GDPR)"),
    Gdpr.CUSTOMER: gettext_lazy("existing customer; no further ground needed (ECJ C-654/23)"),
    Gdpr.NONE: gettext_lazy("none: the data may not be used for it (Art. 6 GDPR)"),
}
UWG: Final[dict[Uwg, Text]] = {
    Uwg.NO_ADVERTISING: gettext_lazy("no advertising, so § 7 UWG does not stand against it"),
    Uwg.CONSENT: gettext_lazy("prior express consent (§ 7 Abs. 2 Nr. 2 UWG)"),
    Uwg.CUSTOMER: gettext_lazy("existing customer (§ 7 Abs. 3 UWG)"),
    Uwg.MISSING: gettext_lazy(
        "unreasonable harassment without consent (§ 7 Abs. 2 Nr. 2 UWG, until 27 May 2022 Nr. 3)"
    ),
}


def reasons(verdict: Verdict) -> list[str]:
    """Say why it does not go out, each with what to do; the words that gave it away are named."""
    language = get_language() or "de"
    told = [f"{WHYS[why]}" for why in verdict.whys]
    for one in verdict.stops:
        if one.rule.id in verdict.decision.rules:
            continue
        words = f"{one.rule.title.said(language)} ({one.rule.id})"
        if one.rule.id == WORDING and verdict.words:
            words = _("This reads like advertising because of: %(words)s (%(rule)s)") % {
                "words": ", ".join(verdict.words),
                "rule": one.rule.id,
            }
        told.append(f"{words}. {one.rule.mend.said(language)}")
    return told


def warnings(verdict: Verdict) -> list[str]:
    """Say what is to be thought of although it may go out."""
    language = get_language() or "de"
    return [f"{one.rule.title.said(language)} ({one.rule.id}). {one.rule.mend.said(language)}" for one in verdict.warns]


def purposes() -> list[tuple[str, str, list[str]]]:
    """Return what a message can be for, each with examples."""
    language = get_language() or "de"
    return [
        (one.id, one.words.said(language), [each.said(language) for each in one.examples])
        for one in consent_register().purposes
    ]
