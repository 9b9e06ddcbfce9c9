"""What the law says of a profile: the company's facts and imprint, and what was told of the profile itself."""

from collections.abc import Mapping, Sequence
from datetime import date

from leitstand.compliance.core.imprint import compose
from leitstand.compliance.core.rules import Finding
from leitstand.compliance.models import Imprint
from leitstand.compliance.queries import law_here, told_about
from leitstand.compliance.reading import Law
from leitstand.compliance.subjects import COMPANY

# Asked of the company once, and of each profile.
OF_COMPANY = ("entity.",)
OF_PROFILE = ("profile.", "account.")


def asked(prefixes: Sequence[str]) -> tuple[str, ...]:
    """Return the facts people are asked for whose names begin so, in the order of the vocabulary."""
    facts = law_here().vocabulary.facts.values()
    return tuple(fact.name for fact in facts if fact.ask is not None and fact.name.startswith(tuple(prefixes)))


def imprint_text(workspace: int) -> str:
    """Return the imprint as it reads; "" where none was kept."""
    kept = Imprint.objects.filter(pk=workspace).first()
    return compose(kept.details) if kept else ""


def findings_of_profile(
    company: Mapping[str, object],
    profile: Mapping[str, object],
    *,
    text: str,
    network: str,
    on: date,
    law: Law | None = None,
) -> tuple[Finding, ...]:
    """Judge one profile with the company behind it; `law` is that of the workspace, with its own rules."""
    declared = {"profile.kind": "company", **company, **profile}
    return (law or law_here()).judge(declared, kind="profile", on=on, text=text, network=network)


def company_facts(workspace: int) -> Mapping[str, object]:
    """Return what was told of the company."""
    return told_about(workspace, [COMPANY]).get(COMPANY, {})
