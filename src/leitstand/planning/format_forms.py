"""Forms of the library of formats. They only gather; what is right or wrong is decided by the actions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from leitstand.planning.actions.keep_format import FormatFields
from leitstand.planning.core.post_formats import PostFormat
from leitstand.planning.models import CATEGORIES, CONTENT_KINDS, OwnFormat
from leitstand.planning.post_formats import adaptation_question, said


class UseForm(forms.Form):
    """What a format asks before a post begins from it."""

    title = forms.CharField(label=_("What is it about?"), max_length=200)

    def ask(self, chosen: PostFormat) -> "UseForm":
        """Ask what this format asks."""
        for place, question in enumerate(chosen.questions):
            area = forms.Textarea(attrs={"rows": 2})
            self.fields[f"answer_{place}"] = forms.CharField(label=said(question), required=False, widget=area)
        self.fields["adaptation"] = forms.CharField(
            label=adaptation_question(),
            help_text=_("Words, pictures, examples: what is different for them than in the model?"),
            widget=forms.Textarea(attrs={"rows": 2}),
        )
        return self

    @property
    def answers(self) -> list[str]:
        """What was answered, in the order of the questions."""
        return [self.cleaned_data[name] for name in self.fields if name.startswith("answer_")]


class OwnFormatForm(forms.Form):
    """A format of one's own."""

    name = forms.CharField(label=_("Name"), max_length=80)
    purpose = forms.CharField(
        label=_("Purpose"), max_length=300, help_text=_("What it is for, and for whom it is right.")
    )
    questions = forms.CharField(
        label=_("Questions a post in this format answers"),
        help_text=_("One a line, up to eight."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    kind = forms.ChoiceField(label=_("Content"), choices=CONTENT_KINDS)
    category = forms.ChoiceField(label=_("Whose content"), required=False, choices=[("", _("Open")), *CATEGORIES])

    @staticmethod
    def first(found: OwnFormat | None) -> dict[str, object]:
        """Return what stands in the form at first."""
        if found is None:
            return {"kind": "text", "category": "own"}
        return {
            "name": found.name,
            "purpose": found.purpose,
            "questions": "\n".join(found.questions),
            "kind": found.kind,
            "category": found.category,
        }

    def told(self) -> FormatFields:
        """Return what was typed."""
        clean = self.cleaned_data
        return {
            "name": clean["name"],
            "purpose": clean["purpose"],
            "questions": clean["questions"],
            "kind": clean["kind"],
            "category": clean["category"],
        }
