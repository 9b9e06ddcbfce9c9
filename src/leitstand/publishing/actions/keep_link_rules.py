"""Keep the rules for what stands in links, and which pages are the company's own."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.publishing.actions.tag_links import tag_drafts
from leitstand.publishing.core.tracking import FIELDS, NEEDED, SIGNS, Rules, domain_of, unknown_placeholders
from leitstand.publishing.models import LinkRules

MOST_DOMAINS: Final = 50


@transaction.atomic
def keep_link_rules(
    actor: Actor, rules: Rules, *, is_demanded: bool, typed_domains: Sequence[str], now: datetime
) -> int:
    """Keep the rules and tag every draft by them; returns how many drafts changed. What was approved stays as it is.

    Raises Invalid where a domain is none, a placeholder is unknown, or one of source, medium and campaign stays empty.
    """
    actor.require(Permission.MANAGE_WORKSPACE)
    errors = _faults(rules)
    domains = [(typed, domain_of(typed)) for typed in typed_domains if typed.strip()]
    wrong = [typed for typed, domain in domains if domain is None]
    if wrong:
        errors["domains"] = _("“%(text)s” is no domain. Write it like firma.de.") % {"text": wrong[0][:60]}
    elif len(domains) > MOST_DOMAINS:
        errors["domains"] = _("At most %(count)s domains, please.") % {"count": MOST_DOMAINS}
    if errors:
        raise Invalid(errors)
    kept = replace(rules, domains=tuple(dict.fromkeys(domain for _typed, domain in domains if domain)))
    LinkRules.objects.update_or_create(
        workspace=actor.workspace,
        defaults={
            **{name: getattr(kept, name).strip() for name in (*FIELDS, "without")},
            "domains": list(kept.domains),
            "is_lower": kept.is_lower,
            "signs": kept.signs,
            "is_demanded": is_demanded,
        },
    )
    changed = tag_drafts(actor, now=now)
    audit.record(actor, "publishing.keep_link_rules", None, now=now, details={"posts": changed})
    return changed


def _faults(rules: Rules) -> dict[str, str]:
    errors = {}
    for name in (*FIELDS, "without"):
        value = getattr(rules, name)
        unknown = unknown_placeholders(value)
        if unknown:
            errors[name] = _("There is no placeholder “%(name)s”.") % {"name": unknown[0]}
        elif name in (*NEEDED, "without") and not value.strip():
            errors[name] = _("This must not stay empty; statistics tell visits apart by it.")
        elif len(value) > 100:
            errors[name] = _("At most 100 characters, please.")
    if set(rules.signs) - set(SIGNS):
        errors["signs"] = _("Only these characters can be allowed besides: - _ .")
    return errors
