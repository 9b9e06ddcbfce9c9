"""Ask before an answer is given where everybody reads it: what of the law stands against its words."""

from datetime import date

from django.utils.translation import get_language

from leitstand.compliance.queries import law_here


def public_reply_stops(workspace_id: int, text: str, *, network: str, on: date) -> list[str]:
    """Say why this must not be said in public by a company, each with what to do; nothing where it may."""
    facts = {"case.has_media": False, "author.role": "company"}
    found = law_here(workspace_id).judge(facts, kind="reply", on=on, text=text, network=network)
    language = get_language() or "de"
    stops = [one.rule for one in found if one.level == "block" and not one.asks]
    return [f"{rule.title.said(language)} ({rule.id}): {rule.mend.said(language)}" for rule in stops]
