"""The form of an own rule. It only gathers; what is right or wrong is decided by the rule's own reader and examples."""

from collections.abc import Iterator

from django import forms
from django.utils.translation import gettext_lazy as _

from leitstand.compliance.core.composing import EXAMPLES, ROWS, Condition, Draft
from leitstand.compliance.words import KIND_NAMES, LEVEL_NAMES, SURE_NAMES, VERB_NAMES

JOINS = [("all", _("all of them hold")), ("any", _("at least one of them holds"))]


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class OwnRuleForm(forms.Form):
    """One rule, as somebody in marketing would write it down."""

    rule = forms.CharField(
        label=_("Id"), max_length=20, help_text=_("Begins with OWN-, such as OWN-HOLM. It stays for ever.")
    )
    kinds = forms.MultipleChoiceField(
        label=_("What it judges"), choices=list(KIND_NAMES.items()), widget=forms.CheckboxSelectMultiple
    )
    level = forms.ChoiceField(label=_("How heavily"), choices=list(LEVEL_NAMES.items()))
    title_de = forms.CharField(label=_("What is wrong, in German"), max_length=160)
    title_en = forms.CharField(
        label=_("What is wrong, in English"), max_length=160, required=False, help_text=_("Empty: the German words.")
    )
    demand_de = forms.CharField(label=_("What the rule asks, in German"), max_length=600, widget=_area(2))
    demand_en = forms.CharField(
        label=_("What the rule asks, in English"), max_length=600, required=False, widget=_area(2)
    )
    mend_de = forms.CharField(label=_("What to do, in German"), max_length=600, widget=_area(2))
    mend_en = forms.CharField(label=_("What to do, in English"), max_length=600, required=False, widget=_area(2))
    law = forms.CharField(
        label=_("Where it stands"), max_length=300, help_text=_("Paragraph, contract, decision of the board.")
    )
    source = forms.CharField(label=_("Source"), max_length=300, help_text=_("Address or file in which it can be read."))
    read_on = forms.DateField(label=_("Read on"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    sure = forms.ChoiceField(label=_("How sure"), choices=list(SURE_NAMES.items()))
    words = forms.CharField(
        label=_("Words in the text"),
        required=False,
        max_length=3000,
        widget=_area(4),
        help_text=_("One in each line; a star at the end stands for any ending: Garantie*"),
    )
    join = forms.ChoiceField(label=_("The rule finds something if"), choices=JOINS)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own
        for place in range(ROWS):
            self.fields[f"fact_{place}"] = forms.CharField(
                label=_("Fact (name)"),
                required=False,
                max_length=80,
                widget=forms.TextInput(attrs={"list": "facts", "autocomplete": "off"}),
            )
            self.fields[f"verb_{place}"] = forms.ChoiceField(
                label=_("Condition"), choices=list(VERB_NAMES.items()), required=False
            )
            self.fields[f"value_{place}"] = forms.CharField(label=_("Value"), required=False, max_length=400)
        for kind in ("bad", "good"):
            for place in range(EXAMPLES):
                self.fields[f"{kind}_text_{place}"] = forms.CharField(
                    label=_("Text"), required=False, max_length=2000, widget=_area(2)
                )
                self.fields[f"{kind}_facts_{place}"] = forms.CharField(
                    label=_("Facts, one in each line: name = value"), required=False, max_length=1000, widget=_area(2)
                )

    def conditions(self) -> Iterator[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        """Return the lines of conditions for the page."""
        for place in range(ROWS):
            yield self[f"fact_{place}"], self[f"verb_{place}"], self[f"value_{place}"]

    def bad_examples(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Return what must be found, for the page."""
        return [(self[f"bad_text_{place}"], self[f"bad_facts_{place}"]) for place in range(EXAMPLES)]

    def good_examples(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Return what must pass, for the page."""
        return [(self[f"good_text_{place}"], self[f"good_facts_{place}"]) for place in range(EXAMPLES)]

    def first_fields(self) -> list[forms.BoundField]:
        """Return what stands before the condition, for the page."""
        return [self[name] for name in self.base_fields if name not in ("words", "join")]

    def draft(self) -> Draft:
        """Return what was filled in; needs a valid form."""
        told = self.cleaned_data
        title, demand, mend = (
            {"de": told[f"{key}_de"], "en": told[f"{key}_en"]} for key in ("title", "demand", "mend")
        )
        return Draft(
            rule=told["rule"].strip(),
            kinds=told["kinds"],
            level=told["level"],
            title=title,
            demand=demand,
            mend=mend,
            law=told["law"].strip(),
            source=told["source"].strip(),
            read_on=told["read_on"],
            sure=told["sure"],
            words=[line for line in map(str.strip, told["words"].splitlines()) if line.strip("* ")],
            join=told["join"],
            conditions=[
                Condition(told[f"fact_{place}"].strip(), told[f"verb_{place}"], told[f"value_{place}"])
                for place in range(ROWS)
                if told[f"fact_{place}"].strip()
            ],
            bad=self._examples("bad"),
            good=self._examples("good"),
        )

    def _examples(self, kind: str) -> list[tuple[str, str]]:
        told = self.cleaned_data
        return [(told[f"{kind}_text_{place}"], told[f"{kind}_facts_{place}"]) for place in range(EXAMPLES)]


class RuleFileForm(forms.Form):
    """Rules as a file, typed or chosen."""

    toml = forms.CharField(
        label=_("Rules as TOML"), required=False, widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"})
    )
    file = forms.FileField(label=_("Or a file"), required=False)
