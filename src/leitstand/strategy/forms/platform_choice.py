"""The form of the choice of a platform."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from leitstand.channels.core.platforms import platforms
from leitstand.channels.words import AUDIENCES, FORMATS, GOALS

CONTACTS = [("", _("not known")), ("0", _("none")), ("1", _("some")), ("2", _("many")), ("3", _("very many"))]


class PlatformChoiceForm(forms.Form):
    """The four questions; what is known of the networks is filled in."""

    candidates = forms.MultipleChoiceField(label=_("Candidates"), required=False, widget=forms.CheckboxSelectMultiple)
    goals = forms.MultipleChoiceField(
        label=_("Which goals do you have?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    audiences = forms.MultipleChoiceField(
        label=_("Where does your target group meet? Whom do you want to reach?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    interactions = forms.MultipleChoiceField(
        label=_("Which interactions and contents do you want to offer?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Mapping[str, object] | None = None, *, language: str, **more: object) -> None:
        super().__init__(data, **more)  # type: ignore[arg-type]
        for name, words in (("goals", GOALS), ("audiences", AUDIENCES), ("interactions", FORMATS)):
            told = [(key, word.said(language) if hasattr(word, "said") else str(word)) for key, word in words.items()]
            self.fields[name].choices = told  # type: ignore[attr-defined]
        self.fields["candidates"].choices = [(one.id, one.name) for one in platforms()]  # type: ignore[attr-defined]
        for one in platforms():
            self.fields[f"contacts-{one.id}"] = forms.ChoiceField(label=one.name, choices=CONTACTS, required=False)

    @property
    def contact_fields(self) -> list[forms.BoundField]:
        """The question for further valuable contacts, one for each candidate, all of them while none is chosen."""
        chosen = self["candidates"].value() or []
        return [self[f"contacts-{one.id}"] for one in platforms() if not chosen or one.id in chosen]

    def contacts(self) -> dict[str, int]:
        """Return what was told of further contacts."""
        told = {one.id: self.cleaned_data.get(f"contacts-{one.id}") for one in platforms()}
        return {name: int(number) for name, number in told.items() if number}


class PlatformDecisionForm(forms.Form):
    """Which one it is."""

    outcome = forms.CharField(label=_("We decide"), max_length=200)
    reason = forms.CharField(
        label=_("Because"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
