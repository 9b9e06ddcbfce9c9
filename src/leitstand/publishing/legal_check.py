"""The legal check in three blocks: shown at approval, and kept with it, so that one sees later what was known.

What is kept holds no words of people outside: answers, findings with their paragraphs, who let what pass, hashes of proofs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leitstand.compliance.check import asked_of_every_post, blocks, facts_of
from leitstand.compliance.core.blocks import block_of
from leitstand.compliance.core.dossier import question_of, said_facts
from leitstand.compliance.labelling import tree
from leitstand.compliance.models import Proof
from leitstand.compliance.queries import law_here, open_questions_stop
from leitstand.compliance.subjects import item_subject
from leitstand.house.errors import Impossible
from leitstand.kernel.post import PostPlan
from leitstand.publishing.labelling import walk_of
from leitstand.publishing.lawful import Judged, Told, accounts_in, thing_of, told_of_file
from leitstand.publishing.models import Publication

Kept = dict[str, Any]


def check_of(publication: Publication, found: Sequence[Judged], told: Told, *, on: date) -> Kept:
    """Return what is known of a post on a day: answers, findings and proofs, in blocks; to be shown, or to be kept."""
    plan = PostPlan.from_json(publication.content)
    subject = item_subject(publication.item_id)
    files = list(dict.fromkeys(map(thing_of, plan.media)))
    walk = walk_of(subject, told, on=on)
    # A proof has told its fact: where none was told there is none.
    proofs = (
        Proof.objects.filter(workspace_id=publication.workspace_id, subject=subject)
        if {"post.consideration", "foreign.contained"} & set(told.get(subject, {}))
        else ()
    )
    return {
        "on": on.isoformat(),
        "digest": publication.content_digest,
        "law": law_here().mark,
        "post": dict(told.get(subject, {})),
        "accounts": accounts_in(told),
        "files": [
            dict(told_of_file(told, one, network=publication.channel.network, on=on, post=told.get(subject, {})))
            for one in files
        ],
        "label": {
            "result": walk.result.id if walk.result else "",
            "answer": walk.result.answer if walk.result else "",
            "open": walk.open.fact if walk.open else "",
        },
        "proofs": [
            {"about": one.about, "kind": one.kind, "on": one.on.isoformat(), "sha256": one.sha256} for one in proofs
        ],
        "blocks": {
            block.id: [_finding(one) for one in found if block_of(blocks(), one.id).id == block.id]
            for block in blocks()
        },
    }


def _finding(one: Judged) -> Kept:
    rule = one.finding.rule
    waiver = one.waiver
    return {
        "rule": one.id,
        "title": {"en": rule.title.en, "de": rule.title.de},
        "law": rule.law,
        "read_on": rule.read_on.isoformat(),
        "level": one.level,
        "asks": list(one.asks),
        "file": one.file,
        "waived": {
            "waiver": waiver.pk, "until": waiver.ends.isoformat(), "reason": waiver.reason
        } if waiver else None,
    }  # fmt: skip


def must_be_answered(publication: Publication, check: Kept) -> None:
    """Raise Impossible where the workspace is strict and a question that every post must answer is open."""
    is_open = [name for name in asked_of_every_post() if name not in check["post"]]
    if (is_open or check["label"]["open"]) and open_questions_stop(publication.workspace_id):
        raise Impossible(
            _("%(channel)s: Answer the questions of the legal check first: “What the law says”, beside the text.")
            % {"channel": publication.channel},
            code="law_open",
        )


@dataclass(frozen=True, slots=True)
class SeenFinding:
    """A finding as it is, or was, known."""

    rule: str
    title: str
    law: str
    read_on: date
    level: str
    is_open: bool
    waived: str

    @property
    def tone(self) -> str:
        """Its colour."""
        if self.waived:
            return "grey"
        return {"block": "red", "warn": "amber"}.get(self.level, "blue")


@dataclass(frozen=True, slots=True)
class SeenBlock:
    """A block with its answers and findings; `open` are the questions that every post must answer."""

    id: str
    title: str
    answers: Sequence[tuple[str, str]]
    open: Sequence[str]
    findings: Sequence[SeenFinding]
    notes: Sequence[str] = ()

    @property
    def tone(self) -> str:
        """Its colour: that of the heaviest thing in it."""
        if any(one.level == "block" and not one.is_open and not one.waived for one in self.findings):
            return "red"
        return (
            "amber" if self.open or any(not one.waived and one.level != "remind" for one in self.findings) else "green"
        )


def shown(kept: Mapping[str, Any]) -> list[SeenBlock]:
    """Return a check for the eye, in the reader's language; "" of it where nothing was kept."""
    if not kept:
        return []
    language, vocabulary = get_language() or "de", law_here().vocabulary
    seen = []
    for block in blocks():
        wanted = facts_of(block.id)
        answers = [
            line
            for told in (kept["post"], *kept["accounts"], *kept["files"])
            for line in said_facts(
                {name: value for name, value in told.items() if name in wanted},
                vocabulary, language, yes=_("yes"), no=_("no"),
            )
        ]  # fmt: skip
        seen.append(
            SeenBlock(
                block.id,
                block.title.said(language),
                list(dict.fromkeys(answers)),
                [question_of(name, vocabulary, language) for name in block.ask if name not in kept["post"]],
                [_seen(one, language) for one in kept["blocks"].get(block.id, [])],
                _notes(kept, block.id, language),
            )
        )
    return seen


def _seen(one: Mapping[str, Any], language: str) -> SeenFinding:
    waived = one["waived"]
    told = (
        _("Let pass until %(until)s: %(reason)s") % {"until": waived["until"], "reason": waived["reason"]}
        if waived
        else ""
    )
    title = one["title"]["de" if language.startswith("de") else "en"]
    read_on = date.fromisoformat(one["read_on"])
    return SeenFinding(one["rule"], title, one["law"], read_on, one["level"], bool(one["asks"]), told)


def _notes(kept: Mapping[str, Any], block: str, language: str) -> list[str]:
    if block == "competition":
        name = kept["label"]["result"]
        result = next((one for one in tree().results if one.id == name), None)
        told = result.says.said(language) if result else _("the questions are not answered to the end")
        lines = [_("Advertising label: %(result)s") % {"result": told}]
        return lines + _proofs(kept, "consideration")
    return _proofs(kept, "permission") if block == "copyright" else []


def _proofs(kept: Mapping[str, Any], about: str) -> list[str]:
    names = {"consideration": _("Proof of what was given, %(day)s"), "permission": _("Proof of permission, %(day)s")}
    lines = []
    for one in kept["proofs"]:
        if one["about"] == about:
            told = names[about] % {"day": one["on"]}
            lines.append(f"{told} (SHA-256 {one['sha256'][:12]}…)" if one["sha256"] else told)
    return lines
