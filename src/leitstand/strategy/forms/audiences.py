"""Forms of target groups, personas, the journey, instruments, facts and pillars."""

from django import forms
from django.utils.translation import gettext_lazy as _

from leitstand.channels.core.platforms import platforms
from leitstand.house.forms import AmountField
from leitstand.house.models import Person, Workspace
from leitstand.strategy.models import JourneyStage, TargetGroup
from leitstand.strategy.models.audience import ADDRESSES, CONTEXTS, EMOJI_USES, FORMALITIES, JARGON_LEVELS, MOTIVES


def words_in(text: str) -> list[str]:
    """Return the words of a field that holds one in each line, or several behind commas."""
    return list(dict.fromkeys(word for part in text.replace(",", "\n").splitlines() if (word := part.strip()[:60])))


def glossary_in(text: str) -> dict[str, str]:
    """Return terms and explanations of a field with one "term: explanation" in each line."""
    pairs = (line.partition(":") for line in text.splitlines() if line.strip())
    return {term.strip()[:80]: told.strip()[:300] for term, _sign, told in pairs if term.strip()}


def _long(rows: int = 2) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class GroupForm(forms.Form):
    """A target group with its tone sheet."""

    name = forms.CharField(label=_("Name"), max_length=120)
    description = forms.CharField(label=_("Who they are"), required=False, max_length=2000, widget=_long())
    concerns = forms.CharField(
        label=_("What concerns them"),
        required=False,
        max_length=2000,
        widget=_long(),
        help_text=_("Their questions, what they speak about among themselves."),
    )
    platforms = forms.MultipleChoiceField(
        label=_("Networks they use"),
        required=False,
        choices=lambda: [(known.id, known.name) for known in platforms()],
        widget=forms.CheckboxSelectMultiple,
    )
    address = forms.ChoiceField(label=_("Form of address"), choices=ADDRESSES)
    formality = forms.ChoiceField(label=_("Tone"), choices=FORMALITIES, initial="plain")
    emoji = forms.ChoiceField(label=_("Emoji"), choices=EMOJI_USES, initial="few")
    jargon = forms.ChoiceField(label=_("Trade terms"), choices=JARGON_LEVELS, initial="explained")
    words_to_use = forms.CharField(
        label=_("Words to use"), required=False, widget=_long(), help_text=_("One in each line.")
    )
    words_to_avoid = forms.CharField(
        label=_("Words to avoid"), required=False, widget=_long(), help_text=_("One in each line.")
    )
    glossary = forms.CharField(
        label=_("Trade terms with their explanation"),
        required=False,
        widget=_long(3),
        help_text=_("One in each line: term, colon, explanation."),
    )


class PersonaForm(forms.Form):
    """A persona."""

    name = forms.CharField(label=_("Name"), max_length=80)
    role = forms.CharField(label=_("Position"), max_length=120, required=False)
    age = forms.IntegerField(label=_("Age"), required=False)
    motives = forms.MultipleChoiceField(
        label=_("Why they use networks"), required=False, choices=MOTIVES, widget=forms.CheckboxSelectMultiple
    )
    context = forms.ChoiceField(label=_("Context"), choices=CONTEXTS, initial="professional")
    goals = forms.CharField(label=_("What they want"), required=False, max_length=1000, widget=_long())
    worries = forms.CharField(label=_("What keeps them"), required=False, max_length=1000, widget=_long())


class StagesForm(forms.Form):
    """The stages of the journey."""

    stages = forms.CharField(label=_("Stages"), widget=_long(5), help_text=_("One in each line, in order."))


class TouchpointForm(forms.Form):
    """A touchpoint."""

    stage = forms.ModelChoiceField(label=_("Journey stage"), queryset=JourneyStage.objects.none())
    group = forms.ModelChoiceField(label=_("Target group"), queryset=TargetGroup.objects.none())
    name = forms.CharField(label=_("Where they meet you"), max_length=120)
    question = forms.CharField(label=_("What they ask there"), max_length=300, required=False)
    interaction = forms.CharField(label=_("How you interact"), max_length=300, required=False)
    call_to_action = forms.CharField(label=_("What they may do next"), max_length=200, required=False)

    def for_workspace(self, workspace: Workspace) -> "TouchpointForm":
        """Offer stages and groups of a workspace."""
        stages = JourneyStage.objects.filter(workspace=workspace)
        self.fields["stage"].queryset = stages  # type: ignore[attr-defined]
        groups = TargetGroup.objects.filter(workspace=workspace, ended_at=None)
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]
        return self


class InstrumentForm(forms.Form):
    """A marketing instrument."""

    name = forms.CharField(
        label=_("Instrument"),
        max_length=120,
        help_text=_("Such as search ads, newsletter, search optimisation, fairs."),
    )
    stage = forms.ModelChoiceField(
        label=_("Stage of the customer journey"), queryset=JourneyStage.objects.none(), required=False
    )
    owner = forms.ModelChoiceField(label=_("Responsible"), queryset=Person.objects.none(), required=False)
    monthly_cost = AmountField(
        label=_("Cost per month in euro"), required=False, localize=True, max_digits=9, decimal_places=2
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def for_workspace(self, workspace: Workspace) -> "InstrumentForm":
        """Offer stages and people of a workspace."""
        stages = JourneyStage.objects.filter(workspace=workspace)
        self.fields["stage"].queryset = stages  # type: ignore[attr-defined]
        people = Person.objects.filter(memberships__workspace=workspace).order_by("name")
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]
        return self


class FactForm(forms.Form):
    """A fact."""

    statement = forms.CharField(label=_("What it says"), max_length=500, widget=_long())
    value = forms.CharField(label=_("Figure"), max_length=60)
    unit = forms.CharField(label=_("Unit"), max_length=40, required=False)
    population = forms.CharField(label=_("Who was asked"), max_length=200, required=False)
    period = forms.CharField(label=_("Period"), max_length=60, required=False)
    source = forms.CharField(label=_("Source"), max_length=300)
    link = forms.CharField(label=_("Link"), max_length=500, required=False)
    retrieved_on = forms.DateField(
        label=_("Looked up on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    stale_after = forms.DateField(
        label=_("Old from"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("From this day on whoever uses it is warned."),
    )
