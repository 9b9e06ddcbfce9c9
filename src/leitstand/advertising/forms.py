"""Forms of this room. They only gather; what is right or wrong is decided by the actions."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from leitstand.advertising.actions.keep_paid import PaidFields
from leitstand.advertising.actions.keep_ready import SupplierFields, UseFields
from leitstand.advertising.actions.keep_test import CellFields, TestFields
from leitstand.advertising.core.objectives import objectives
from leitstand.advertising.core.targeting import Criterion, lines, targeting
from leitstand.advertising.models import AdTest, DataUse, PaidCampaign, PracticeLesson, Segment, Supplier
from leitstand.advertising.models.trials import QUESTIONS
from leitstand.advertising.words import choices, said
from leitstand.house.forms import AmountField
from leitstand.house.models import Workspace
from leitstand.planning.models import Campaign


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class GatherForm(forms.ModelForm):  # type: ignore[type-arg]  # Django cannot subscript it at run time
    """A form after the fields of a table; what the table itself thinks of them is the action's to say."""

    def _post_clean(self) -> None:
        """Leave the row alone: the action sets the fields and says what is wrong."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for field in self.fields.values():
            field.label = str(field.label)[:1].upper() + str(field.label)[1:]


def network_choices() -> list[tuple[str, str]]:
    """Return the ads managers to choose from."""
    return [("", str(_("Please choose"))), *((one.id, one.name) for one in objectives().networks)]


class PaidForm(GatherForm):
    """A paid campaign."""

    network = forms.ChoiceField(label=_("Ads manager"))
    objective = forms.ChoiceField(label=_("Objective"))
    kpi = forms.ChoiceField(
        label=_("Leading figure"), help_text=_("The one figure that decides whether the campaign succeeded.")
    )
    segments = forms.ModelMultipleChoiceField(
        label=_("Segments"),
        queryset=Segment.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(),
    )

    class Meta:
        model = PaidCampaign
        fields = (
            "name", "campaign", "network", "account", "number", "objective", "kpi", "target", "total_budget",
            "daily_budget", "bid_kind", "bid", "starts", "ends", "reach_low", "reach_high", "reach_day", "reach_source",
            "ceiling", "is_practice",
        )  # fmt: skip
        field_classes = dict.fromkeys(("target", "total_budget", "daily_budget", "bid", "ceiling"), AmountField)
        localized_fields = ("target", "total_budget", "daily_budget", "bid", "ceiling")
        widgets = {name: _day() for name in ("starts", "ends", "reach_day")}
        help_texts = {
            "account": _("Name or number, so that everybody books in the same one."),
            "number": _("By it, reports find this campaign even if it is renamed."),
            "reach_source": _("For instance: ads manager, agency, own estimate."),
            "ceiling": _("Passing it gives a warning here."),
        }

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        known = objectives()
        self.fields["network"].choices = network_choices()  # type: ignore[attr-defined]
        self.fields["objective"].choices = [("", str(_("Please choose")))] + [  # type: ignore[attr-defined]
            (said(stage.words), choices((one.id, one.words) for one in known.objectives if one.stage == stage.id))
            for stage in known.stages
        ]
        self.fields["kpi"].choices = [  # type: ignore[attr-defined]
            ("", str(_("Please choose"))),
            *choices((one.id, one.words) for one in known.kpis),
        ]

    def for_workspace(self, workspace: Workspace) -> "PaidForm":
        """Offer campaigns and segments of a workspace."""
        campaigns = cast("forms.ModelChoiceField[Campaign]", self.fields["campaign"])
        campaigns.queryset = Campaign.objects.filter(workspace=workspace)
        campaigns.empty_label = str(_("Not chosen"))
        segments = cast("forms.ModelMultipleChoiceField[Segment]", self.fields["segments"])
        segments.queryset = Segment.objects.filter(workspace=workspace)
        if not segments.queryset.exists():
            del self.fields["segments"]
        return self

    def told(self) -> PaidFields:
        """Return what was filled in."""
        return cast("PaidFields", {name: self.cleaned_data[name] for name in PaidFields.__annotations__})


class CapForm(forms.Form):
    """The cap of a month of practising."""

    cap = AmountField(label=_("A month, in euro"), max_digits=8, decimal_places=2, localize=True)


class LessonForm(GatherForm):
    """What was learnt."""

    class Meta:
        model = PracticeLesson
        fields = ("day", "learned", "spent", "paid")
        field_classes = {"spent": AmountField}
        localized_fields = ("spent",)
        widgets = {"day": _day(), "learned": forms.Textarea(attrs={"rows": 3})}

    def for_workspace(self, workspace: Workspace) -> "LessonForm":
        """Offer the campaigns to practise with."""
        field = cast("forms.ModelChoiceField[PaidCampaign]", self.fields["paid"])
        field.queryset = PaidCampaign.objects.filter(workspace=workspace, is_practice=True)
        field.empty_label = str(_("None"))
        return self


class SegmentForm(GatherForm):
    """A segment: name, estimate, and a field for each criterion and placeholder of the data file."""

    network = forms.ChoiceField(label=_("Ads manager"))

    class Meta:
        model = Segment
        fields = ("name", "network", "audience", "audience_day", "audience_source")
        widgets = {"audience_day": _day()}
        help_texts = {
            "audience": _("As the ads manager shows it. Leitstand does not guess."),
            "audience_source": _("For instance: ads manager, agency."),
        }

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["network"].choices = network_choices()  # type: ignore[attr-defined]
        for criterion in targeting().criteria:
            self._add(criterion)
        for placeholder in targeting().placeholders:
            for language, name in (("de", _("in German")), ("en", _("in English"))):
                self.fields[f"word_{placeholder.id}_{language}"] = forms.CharField(
                    label=f"[{said(placeholder.words)}] {name}",
                    max_length=120,
                    required=False,
                    initial=(self.instance.words or {}).get(placeholder.id, {}).get(language, ""),
                )

    def _add(self, criterion: Criterion) -> None:
        value = (self.instance.criteria or {}).get(criterion.id) or []
        label, helps = said(criterion.words), said(criterion.help)
        if criterion.kind == "words":
            self.fields[criterion.id] = forms.CharField(
                label=label,
                help_text=helps,
                required=False,
                max_length=15_000,
                widget=forms.Textarea(attrs={"rows": 2}),
                initial="\n".join(map(str, value)),
            )
            return
        for place, end in enumerate((_("from"), _("to"))):
            self.fields[f"{criterion.id}_{place}" if place else criterion.id] = forms.IntegerField(
                label=f"{label}, {end}",
                help_text="" if place else helps,
                required=False,
                min_value=0,
                max_value=2_000_000_000,
                initial=value[place] if len(value) > place else None,
            )

    @property
    def criteria_fields(self) -> list[forms.BoundField]:
        """The fields of the criteria, in the order of the data file."""
        return [
            self[name]
            for criterion in targeting().criteria
            for name in ((criterion.id,) if criterion.kind == "words" else (criterion.id, f"{criterion.id}_1"))
        ]

    @property
    def word_fields(self) -> list[forms.BoundField]:
        """The fields of the placeholders."""
        return [self[name] for name in self.fields if name.startswith("word_")]

    def criteria(self) -> dict[str, list[object]]:
        """Return what was chosen by criterion."""
        found: dict[str, list[object]] = {}
        for criterion in targeting().criteria:
            told = self.cleaned_data[criterion.id]
            if criterion.kind == "words":
                found[criterion.id] = list(lines(told))
            else:
                high = self.cleaned_data[f"{criterion.id}_1"]
                low = told if told is not None or high is None else criterion.least
                found[criterion.id] = [] if low is None else [low, high]
        return found

    def words(self) -> dict[str, dict[str, str]]:
        """Return the words of each placeholder by language."""
        return {
            placeholder.id: {
                language: " ".join(self.cleaned_data[f"word_{placeholder.id}_{language}"].split())
                for language in ("de", "en")
            }
            for placeholder in targeting().placeholders
        }


class CreativeForm(forms.Form):
    """A creative with its texts in both languages."""

    name = forms.CharField(label=_("Name"), max_length=120)
    link = forms.URLField(label=_("Where it leads"), max_length=500, required=False, assume_scheme="https")
    headline_de = forms.CharField(label=_("Headline in German"), max_length=300, required=False)
    body_de = forms.CharField(
        label=_("Text in German"), max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    headline_en = forms.CharField(label=_("Headline in English"), max_length=300, required=False)
    body_en = forms.CharField(
        label=_("Text in English"), max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def texts(self) -> dict[str, tuple[str, str]]:
        """Return headline and text by language."""
        told = self.cleaned_data
        return {language: (told[f"headline_{language}"], told[f"body_{language}"]) for language in ("de", "en")}


class ReportForm(forms.Form):
    """A report of an ads manager."""

    network = forms.ChoiceField(label=_("Ads manager"))
    file = forms.FileField(label=_("Report (CSV or Excel)"))
    sign = forms.ChoiceField(
        label=_("How decimals are written"),
        required=False,
        choices=[("", _("as the file shows")), (",", _("1.234,56 (German)")), (".", _("1,234.56 (English)"))],
    )
    first = forms.DateField(
        label=_("First day"),
        required=False,
        widget=_day(),
        help_text=_("Only where the report itself tells no days."),
    )
    last = forms.DateField(label=_("Last day"), required=False, widget=_day())

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["network"].choices = network_choices()  # type: ignore[attr-defined]


class CustomersForm(forms.Form):
    """A list of own customers, and whom of them is meant."""

    file = forms.FileField(
        label=_("List of customers (CSV or Excel)"),
        help_text=_("With columns for e-mail, consent and purpose; if wanted also status, product, basket, interval."),
    )
    purpose = forms.CharField(
        label=_("Purpose"), max_length=120, help_text=_("As the consent names it, for instance “personal advertising”.")
    )
    status = forms.CharField(label=_("Stage of buying"), max_length=80, required=False)
    product = forms.CharField(label=_("Preferred product"), max_length=80, required=False)
    least_basket = AmountField(
        label=_("Basket, at least in euro"), max_digits=10, decimal_places=2, required=False, localize=True
    )
    longest_interval = AmountField(
        label=_("Days between purchases, at most"), max_digits=6, decimal_places=0, required=False, localize=True
    )


class LeadsForm(forms.Form):
    """The export of a lead form."""

    file = forms.FileField(label=_("Lead forms (CSV or Excel)"))


class TestForm(GatherForm):
    """The plan of a test."""

    __test__ = False  # no test of ours: pytest would collect it by its name

    class Meta:
        model = AdTest
        fields = ("kind", "name", "paid", "starts", "ends", "base_rate", "least_effect")
        widgets = {name: _day() for name in ("starts", "ends")}
        field_classes = dict.fromkeys(("base_rate", "least_effect"), AmountField)
        localized_fields = ("base_rate", "least_effect")
        help_texts = {
            "base_rate": _("For instance the click or conversion rate so far. Not needed for an uplift."),
            "least_effect": _("1 means: from 2 % to 3 %. The smaller, the more people it takes."),
        }

    def for_workspace(self, workspace: Workspace) -> "TestForm":
        """Offer the paid campaigns of a workspace."""
        field = cast("forms.ModelChoiceField[PaidCampaign]", self.fields["paid"])
        field.queryset = PaidCampaign.objects.filter(workspace=workspace)
        field.empty_label = str(_("None"))
        return self

    def told(self) -> TestFields:
        """Return what was filled in."""
        told = dict(self.cleaned_data)
        for name in ("base_rate", "least_effect"):
            told[name] = None if told[name] is None else float(told[name])
        return cast("TestFields", told)


class SurveyForm(forms.Form):
    """The answers of an own survey."""

    file = forms.FileField(label=_("Answers (CSV or Excel)"))


class LearnedForm(forms.Form):
    """What a test taught."""

    learned = forms.CharField(
        label=_("What we learnt"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class UseForm(GatherForm):
    """Which data a campaign uses."""

    class Meta:
        model = DataUse
        fields = (
            "why_seen", "platform_data", "own_data", "purpose", "consent", "consent_where", "deleted_after",
        )  # fmt: skip
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in ("why_seen", "own_data", "platform_data")}
        help_texts = {
            "why_seen": _("As one would say it to somebody who asks: “You see this because …”"),
            "own_data": _("For instance lists of customers, events of the site. Empty means: none."),
        }

    def told(self) -> UseFields:
        """Return what was filled in."""
        return cast("UseFields", dict(self.cleaned_data))


class SupplierForm(GatherForm):
    """A supplier."""

    class Meta:
        model = Supplier
        fields = (
            "name", "service", "certificate", "certificate_until", "link", "checked_on", "contract", "note",
        )  # fmt: skip
        widgets = {name: _day() for name in ("certificate_until", "checked_on")}

    link = forms.URLField(label=_("Where it can be looked up"), max_length=500, required=False, assume_scheme="https")

    def told(self) -> SupplierFields:
        """Return what was filled in."""
        return cast("SupplierFields", dict(self.cleaned_data))


class CellForm(forms.Form):
    """What was counted of one comparison; which fields are asked depends on the kind of test."""

    name = forms.CharField(label=_("Cell"), max_length=80, required=False)
    question = forms.ChoiceField(label=_("Question"), choices=[("", "–"), *QUESTIONS], required=False)
    control_n = forms.IntegerField(label=_("Without: how many"), min_value=0, max_value=2_000_000_000, required=False)
    control_hits = forms.IntegerField(
        label=_("Without: how many did it"), min_value=0, max_value=2_000_000_000, required=False
    )
    test_n = forms.IntegerField(label=_("With: how many"), min_value=0, max_value=2_000_000_000, required=False)
    test_hits = forms.IntegerField(
        label=_("With: how many did it"), min_value=0, max_value=2_000_000_000, required=False
    )
    spend = AmountField(label=_("Spent in euro"), max_digits=12, decimal_places=2, required=False, localize=True)
    control_value = AmountField(
        label=_("Without: revenue in euro"), max_digits=14, decimal_places=2, required=False, localize=True
    )
    test_value = AmountField(
        label=_("With: revenue in euro"), max_digits=14, decimal_places=2, required=False, localize=True
    )

    def ask(self, kind: str) -> "CellForm":
        """Ask only what this kind of test needs, in its words."""
        counts = ("control_n", "control_hits", "test_n", "test_hits")
        wanted = {
            "ab": counts,
            "conversion_lift": ("name", *counts, "spend", "control_value", "test_value"),
            "brand_lift": ("question", *counts),
            "uplift": ("control_value", "test_value"),
        }[kind]
        for name in [one for one in self.fields if one not in wanted]:
            del self.fields[name]
        labels = {
            "ab": {
                "control_n": _("Variant A: how many saw it"),
                "control_hits": _("Variant A: how many did it"),
                "test_n": _("Variant B: how many saw it"),
                "test_hits": _("Variant B: how many did it"),
            },
            "brand_lift": {
                "control_n": _("Control group: how many answered"),
                "control_hits": _("Control group: how many said yes"),
                "test_n": _("Saw it: how many answered"),
                "test_hits": _("Saw it: how many said yes"),
            },
            "uplift": {
                "control_value": _("Level before, or without, in euro"),
                "test_value": _("Sales with advertising, in euro"),
            },
        }.get(kind, {})
        for name, label in labels.items():
            self.fields[name].label = label
        return self

    @property
    def is_blank(self) -> bool:
        """Whether nothing was counted in it."""
        return not any(value for name, value in self.cleaned_data.items() if name not in {"name", "question"})

    def told(self) -> CellFields:
        """Return what was filled in; what was not asked is not told."""
        blank: dict[str, object] = {"name": "", "question": ""}
        return cast(
            "CellFields", {name: self.cleaned_data.get(name, blank.get(name)) for name in CellFields.__annotations__}
        )
