"""Forms of this room. They only gather; what is right or wrong is decided by the actions."""

from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from leitstand.house.models import Workspace
from leitstand.listening.actions.keep_alarm import AlarmFields
from leitstand.listening.actions.keep_search import SearchFields
from leitstand.listening.models import ALARM_KINDS, PURPOSES, TONES, Search, Source
from leitstand.listening.models.searches import SPEECHES
from leitstand.listening.queries.mentions import Wish

_TONES_READ = [(value, label) for value, label in TONES if value]


class SearchForm(forms.Form):
    """A search."""

    name = forms.CharField(label=_("Name"), max_length=80)
    query = forms.CharField(
        label=_("What is looked for"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "autocomplete": "off"}),
        help_text=_(
            "AND, OR, NOT or a minus, NEAR/5 for words close to each other, “phrases”, word* for any ending, #hashtag, "
            "@handle, =word for exactly this spelling, brackets. UND, ODER, NICHT, NAHE work as well."
        ),
    )
    misspellings = forms.BooleanField(label=_("Find misspellings too"), required=False)
    purpose = forms.ChoiceField(label=_("What for"), choices=PURPOSES)
    subject = forms.CharField(
        label=_("About"),
        max_length=80,
        required=False,
        help_text=_("Product, campaign or person, where several searches belong together."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Only in these languages"),
        choices=SPEECHES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen means: in any."),
    )
    overlap = forms.IntegerField(
        label=_("Overlap of followers in percent"),
        min_value=0,
        max_value=100,
        required=False,
        help_text=_(
            "The part of sharers' followers who follow the author as well; it is taken off the potential reach."
        ),
    )

    def told(self) -> SearchFields:
        """Return what was filled in."""
        told = {name: self.cleaned_data[name] for name in SearchFields.__annotations__}
        return cast("SearchFields", {**told, "overlap": told["overlap"] or 0})


class WishForm(forms.Form):
    """What a list of mentions is narrowed to."""

    ton = forms.ChoiceField(label=_("Tone"), required=False)
    quelle = forms.ChoiceField(label=_("Source"), required=False)
    nur = forms.ChoiceField(label=_("Only"), required=False)

    def for_workspace(self, workspace: Workspace) -> "WishForm":
        """Offer the sources of a workspace."""
        self.fields["ton"].choices = [("", _("Every tone")), *_TONES_READ]  # type: ignore[attr-defined]
        rows = Source.objects.filter(workspace=workspace).values_list("pk", "name")
        self.fields["quelle"].choices = [("", _("Every source")), *rows]  # type: ignore[attr-defined]
        self.fields["nur"].choices = [  # type: ignore[attr-defined]
            ("", _("All mentions")),
            ("misspelt", _("Spelt otherwise")),
            ("untagged", _("Without naming us by # or @")),
            ("mine", _("Given to me")),
        ]
        return self

    def wish(self, person: int | None = None) -> Wish:
        """Return what was chosen by a person; what is no choice counts as none."""
        told = self.cleaned_data if self.is_valid() else {}
        source = str(told.get("quelle") or "")
        return Wish(
            tone=told.get("ton", ""),
            source=int(source) if source.isdecimal() else None,
            misspelt=told.get("nur") == "misspelt",
            untagged=told.get("nur") == "untagged",
            owner=person if told.get("nur") == "mine" else None,
        )


class ImportForm(forms.Form):
    """A file of another listening tool."""

    file = forms.FileField(label=_("File"), widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"}))
    name = forms.CharField(
        label=_("Name of the source"),
        max_length=100,
        help_text=_("The same name again adds to it; rows that are known are not stored twice."),
    )


class _SearchField(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django cannot subscript it at run time
    """A search by its name; what the trail calls it is a number."""

    def label_from_instance(self, obj: Search) -> str:
        return obj.name


class AlarmForm(forms.Form):
    """An alarm."""

    search = _SearchField(queryset=Search.objects.none(), label=pgettext_lazy("what is looked for", "Search"))
    kind = forms.ChoiceField(label=_("At what"), choices=ALARM_KINDS)
    threshold = forms.FloatField(
        label=pgettext_lazy("alarm", "From"),
        localize=True,
        initial=3,
        help_text=_("Volume and tone: how many times the usual. Many followers: from how many on."),
    )
    least = forms.IntegerField(
        label=_("At least so many mentions"), initial=5, help_text=_("A handful is no alarm, however unusual.")
    )
    words = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=4000,
        help_text=_("For the alarm at a word: written like a search, such as Rückruf OR Warnung."),
    )
    pause_hours = forms.IntegerField(label=_("Hours of quiet after an alarm"), initial=6)
    by_mail = forms.BooleanField(label=_("By e-mail as well"), required=False)

    def for_workspace(self, workspace: Workspace) -> "AlarmForm":
        """Offer the searches of this workspace."""
        cast("forms.ModelChoiceField[Search]", self.fields["search"]).queryset = Search.objects.filter(
            workspace=workspace
        ).order_by("name")
        return self

    def told(self) -> AlarmFields:
        """Return what was filled in."""
        return cast("AlarmFields", {name: self.cleaned_data[name] for name in AlarmFields.__annotations__})
