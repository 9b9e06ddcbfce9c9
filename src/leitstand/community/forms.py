"""Forms of the inbox. They only gather; what is right or wrong is decided by the actions."""

from collections.abc import Mapping, Sequence
from datetime import time

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from leitstand.channels.models import Channel
from leitstand.community.inquiry_words import LANGUAGE_NAMES, TONE_NAMES, intent_choices, kind_choices
from leitstand.community.models.automatic import LANGUAGES
from leitstand.community.models.cases import URGENCIES
from leitstand.community.outgoing import Told
from leitstand.community.queries.inbox import Wish
from leitstand.community.words import KINDS, MORE_STATES, STATES
from leitstand.compliance.core.outbound import Purpose
from leitstand.compliance.outbound_words import purposes

WHOSE = [("", _("Everybody’s")), ("mine", _("Mine")), ("nobody", _("Nobody’s"))]


class InboxForm(forms.Form):
    """What narrows the inbox."""

    stand = forms.ChoiceField(
        choices=[("alle", ""), *((state, "") for state in (*STATES, *MORE_STATES) if state)], required=False
    )
    kanal = forms.TypedChoiceField(label=_("Channel"), coerce=int, empty_value=None, required=False)
    art = forms.ChoiceField(
        label=_("Kind"), choices=[("", pgettext_lazy("kinds", "All kinds")), *KINDS.items()], required=False
    )
    wer = forms.ChoiceField(label=_("Whose"), choices=WHOSE, required=False)
    wort = forms.CharField(label=_("Words"), max_length=100, required=False)

    anliegen = forms.ChoiceField(label=_("Inquiry"), required=False)
    eile = forms.ChoiceField(
        label=_("Urgency"), choices=[("", pgettext_lazy("urgency", "Any urgency")), *URGENCIES], required=False
    )
    absicht = forms.ChoiceField(label=_("Talks about"), required=False)
    ton = forms.ChoiceField(label=_("Tone"), required=False)
    sprache = forms.ChoiceField(
        label=_("Language"), choices=[("", _("Any language")), *LANGUAGE_NAMES.items()], required=False
    )

    def __init__(self, data: object, channels: Sequence[Channel]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # the query of a request
        tones = [(name or "none", label) for name, label in TONE_NAMES.items()]
        for name, choices in {
            "anliegen": [("", _("Any inquiry")), *kind_choices(), ("none", _("Not placed yet"))],
            "absicht": [("", _("Whatever it talks about")), *intent_choices()[1:]],
            "ton": [("", _("Any tone")), *tones],
        }.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        self.fields["kanal"].choices = [  # type: ignore[attr-defined]
            ("", pgettext_lazy("channels", "All channels")),
            *((channel.pk, str(channel)) for channel in channels),
        ]

    @property
    def further(self) -> list[tuple[forms.BoundField, str]]:
        """Return the filters that stand behind "more", with what was chosen."""
        wish = self.wish()
        told = {"eile": wish.urgency, "absicht": wish.intent, "ton": wish.tone, "sprache": wish.language}
        return [(self[name], value) for name, value in told.items()]

    def wish(self) -> Wish:
        """Return what was asked for; a value nobody offers narrows nothing."""
        told = self.cleaned_data if self.is_valid() or self.is_bound else {}
        state = told.get("stand") or "open"
        return Wish(
            state="" if state == "alle" else state,
            channel=told.get("kanal"),
            kind=told.get("art", ""),
            whose=told.get("wer", ""),
            words=told.get("wort", "").replace("\x00", ""),
            inquiry=told.get("anliegen", ""),
            urgency=told.get("eile", ""),
            intent=told.get("absicht", ""),
            tone=told.get("ton", ""),
            language=told.get("sprache", ""),
        )


class AnswerForm(forms.Form):
    """The answer box: `once` makes that the form is sent once, `seen` is the last answer on the screen."""

    text = forms.CharField(
        label=_("Your answer"),
        widget=forms.Textarea(attrs={"rows": 4, "data-key": "r", "data-key-label": _("Answer")}),
    )
    purpose = forms.ChoiceField(label=_("What it is for"), required=False)
    contract = forms.CharField(
        label=_("Needed for which contract"),
        max_length=200,
        required=False,
        help_text=_("Order, contract or appointment."),
    )
    waive = forms.CharField(
        label=_("Why it is no advertising"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("If it only reads like advertising: the reason stands under your name, for these words only."),
    )
    once = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: object = None, initial: Mapping[str, object] | None = None) -> None:
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # the data of a request
        told = [(name, words) for name, words, _examples in purposes()]
        self.fields["purpose"].choices = told  # type: ignore[attr-defined]
        self.fields["purpose"].initial = told[0][0]

    def told(self) -> Told:
        """Return what the answer is for; a choice left out is service, for they began the conversation."""
        told = self.cleaned_data
        return Told(told.get("purpose") or Purpose.SERVICE.value, told.get("contract", ""), waive=told.get("waive", ""))


def lines_in(text: str) -> tuple[str, ...]:
    """Return the words of a field: one in each line, or behind commas."""
    return tuple(dict.fromkeys(word for part in text.replace(",", "\n").splitlines() if (word := part.strip()[:60])))


class AnsweringForm(forms.Form):
    """How a channel answers by itself; its rules stand beside it."""

    is_on = forms.BooleanField(label=_("Answer by itself"), required=False)
    answers_in_public = forms.BooleanField(
        label=_("Under posts too, where everybody reads it"),
        required=False,
        help_text=_("Otherwise only in private messages."),
    )
    language = forms.ChoiceField(label=_("Language of the notice"), choices=LANGUAGES)
    human_words = forms.CharField(
        label=_("Words that call for a person"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=_("One in each line; a * at the end stands for any ending."),
    )
    complaint_words = forms.CharField(
        label=_("Words that hand over at once"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=_("Complaints, accidents, law: a person answers these."),
    )
    hand_over_text = forms.CharField(
        label=_("What is said when a person takes over"), widget=forms.Textarea(attrs={"rows": 2}), required=False
    )


class HoursForm(forms.Form):
    """The week in which people answer; a day without times has none."""

    def __init__(self, data: object = None, initial: Mapping[str, object] | None = None) -> None:
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # the query of a request
        for day in range(7):
            for name, label in (("opens", _("from")), ("closes", _("to"))):
                widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
                self.fields[f"{name}-{day}"] = forms.TimeField(label=label, required=False, widget=widget)

    def clean(self) -> dict[str, object]:
        """See that both times of a day are there, or none."""
        told = super().clean() or {}
        for day in range(7):
            opens, closes = told.get(f"opens-{day}"), told.get(f"closes-{day}")
            if (opens is None) != (closes is None):
                self.add_error(f"closes-{day}", _("Please enter both times, or none."))
        return told

    def spans(self) -> dict[int, tuple[time, time]]:
        """Return the days that have hours."""
        told = self.cleaned_data
        return {
            day: (told[f"opens-{day}"], told[f"closes-{day}"])
            for day in range(7)
            if told.get(f"opens-{day}") is not None and told.get(f"closes-{day}") is not None
        }

    def of_day(self, day: int) -> tuple[forms.BoundField, forms.BoundField]:
        """Return a day's two fields."""
        return self[f"opens-{day}"], self[f"closes-{day}"]
