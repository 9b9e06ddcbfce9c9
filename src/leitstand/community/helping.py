"""What the playbooks say of one conversation: which fits and why, the turns, words to take over, and whom to call."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.urls import reverse
from django.utils.translation import get_language

from leitstand.community.actions.escalate import rung_of
from leitstand.community.core import escalation as ladder
from leitstand.community.core.playbooks import Fit, Signs, Template, fill, suggest
from leitstand.community.core.turns import Move, Said, suggested, turns
from leitstand.community.models import Conversation, Level, ModerationSettings, Netiquette
from leitstand.community.moderation import number, playbooks
from leitstand.community.outgoing import Told, verdict_on
from leitstand.community.shown import Talk
from leitstand.house.models import Workspace

DAY = timedelta(days=1)
LANGUAGES = (("de", "Sie"), ("de-du", "du"), ("en", "English"))


@dataclass(frozen=True, slots=True)
class Words:
    """A template filled in for this conversation, in one language."""

    label: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Offer:
    """One template with its versions; the first one is the workspace's own form of address."""

    template: Template
    versions: Sequence[Words]


def most_turns(workspace: Workspace) -> int:
    """Return after how many turns an end is suggested here."""
    kept = ModerationSettings.objects.filter(workspace=workspace).values_list("turns", flat=True).first()
    return kept or number("turns")


class Help:
    """What stands beside a conversation."""

    def __init__(self, talk: Talk, workspace: Workspace, now: datetime) -> None:
        self.talk, self.workspace, self.now = talk, workspace, now

    @cached_property
    def most(self) -> int:
        """After how many turns an end is suggested."""
        return most_turns(self.workspace)

    @cached_property
    def turns(self) -> int:
        """How often whoever wrote last has come back after an answer of ours."""
        person = self.talk.to
        if person is None or not person.author_key:
            return 0
        said = [
            Said(None if one.incoming is None else one.incoming.author_key or "?")
            for one in self.talk.said
            if one.incoming is not None or (one.answer is not None and one.answer.state == "sent")
        ]
        return turns(said, person.author_key)

    @cached_property
    def wave(self) -> int:
        """How many conversations under the same post wait since at most a day."""
        post = self.talk.conversation.publication_id
        if post is None:
            return 0
        rows = Conversation.objects.filter(publication_id=post, state="open", last_at__gte=self.now - DAY)
        return rows.count()

    @cached_property
    def fits(self) -> list[Fit]:
        """Which playbooks fit what was written last, the gravest first."""
        text = self.talk.to.text if self.talk.to is not None else ""
        signs = Signs(self.turns, self.most, self.wave, number("wave"))
        return suggest(playbooks().values(), text, signs)

    @cached_property
    def may_private(self) -> bool:
        """Whether this person may be written to in private: the gate of the law is asked, as for any private answer."""
        if self.talk.to is None:
            return False
        text = self._filled(playbooks()["endless"].templates[1], "de")
        return verdict_on(self.talk.to, text, Told(), now=self.now).goes

    @cached_property
    def move(self) -> Move:
        """What is suggested after so many turns."""
        if self.turns < self.most:
            return Move.GO_ON
        return suggested(self.turns, self.most, is_public=self.talk.is_public, may_private=self.may_private)

    @cached_property
    def closings(self) -> list[Offer]:
        """Words for the end, or for going on in private; none while there is no need."""
        if self.move is Move.GO_ON:
            return []
        return [self.offer(one) for one in playbooks()["endless"].templates if one.use == self.move.value]

    @cached_property
    def shown(self) -> list[tuple[Fit, list[Offer]]]:
        """The playbooks that fit, with what may be said; moving to private only where the gate lets it."""
        told = []
        for fit in self.fits[:3]:
            fitting = [
                one
                for one in fit.playbook.templates
                if one.use != "private" or (self.talk.is_public and self.may_private)
            ]
            told.append((fit, [self.offer(one) for one in fitting]))
        return told

    @cached_property
    def called(self) -> tuple[Level, str] | None:
        """Which level of the ladder this calls, and by what."""
        levels = {each.number: each for each in Level.objects.filter(workspace=self.workspace)}
        situation = ladder.Situation(
            negative=self.wave,
            reach=self.talk.to.author_followers if self.talk.to is not None else None,
            is_illegal=any(fit.playbook.id == "illegal" for fit in self.fits),
            text=self.talk.to.text if self.talk.to is not None else "",
        )
        found = ladder.called([rung_of(each) for each in levels.values()], situation)
        return (levels[found[0].number], found[1]) if found else None

    @property
    def spoken(self) -> str:
        """The language in which the page speaks of playbooks."""
        return get_language() or "de"

    def offer(self, template: Template) -> Offer:
        """Return a template in all languages, the workspace's own form first."""
        own = "de-du" if self.workspace.address_form == "du" else "de"
        order = sorted(LANGUAGES, key=lambda each: each[0] != own)
        return Offer(template, [Words(label, code, self._filled(template, code)) for code, label in order])

    def _filled(self, template: Template, language: str) -> str:
        person = self.talk.to
        values = {
            "name": person.author_name if person is not None else "",
            "company": self.workspace.name,
            "netiquette": self._netiquette if "{netiquette}" in template.words.de else "",
        }
        return fill(template.words.said(language), values)

    @cached_property
    def _netiquette(self) -> str:
        kept = Netiquette.objects.filter(workspace=self.workspace).first()
        return reverse("community_netiquette", args=[kept.key]) if kept else ""
