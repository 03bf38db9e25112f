from typing import Any

from django import forms

from lerendnetwerk.forms import ClockInput
from sessions.experts import Choices
from sessions.models import Expert, ExpertVisit, Question


class ExpertForm(forms.ModelForm):
    class Meta:
        model = Expert
        fields = ["name", "organisation_name", "email", "topic"]
        labels = {"topic": "Waarover wil de groep deze gast horen?"}
        help_texts = {"email": "Zonder adres bel je zelf; de tekst van de uitnodiging kan je overnemen."}


class VisitForm(forms.Form):
    """What is asked, what is said beforehand, and what goes along."""

    questions = forms.MultipleChoiceField(
        label="Wat vraagt de groep?", required=False, widget=forms.CheckboxSelectMultiple
    )
    briefing = forms.CharField(
        label="Wat vertel je vooraf?", max_length=6000, required=False, widget=forms.Textarea(attrs={"rows": 10})
    )
    documents = forms.MultipleChoiceField(
        label="Welke documenten gaan mee?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Alleen wat de groep ook mag lezen.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)

    def __init__(self, *args: Any, visit: ExpertVisit, choices: Choices, draft: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.visit = visit
        asked: Any = self.fields["questions"]
        asked.choices = [(str(one.pk), _words_of(one)) for one in choices.questions]
        documents: Any = self.fields["documents"]
        documents.choices = [(str(one.pk), one.title) for one in choices.documents]
        self.initial.update(
            {
                "version": visit.version,
                "briefing": visit.briefing or draft,
                "questions": [str(one.pk) for one in choices.questions if vars(one)["asked"]],
                "documents": [str(one.pk) for one in choices.documents if vars(one)["goes_along"]],
            }
        )

    def keep(self) -> bool:
        """False when somebody else saved something else in between."""
        kept = self.visit.save_words(self.cleaned_data["version"], {"briefing": self.cleaned_data["briefing"]})
        if kept:
            self.visit.questions.set(self.cleaned_data["questions"])
            self.visit.documents.set(self.cleaned_data["documents"])
        return kept


def _words_of(question: Question) -> str:
    where = f"sessie {vars(question)['session_number']}"
    return f"{question.text} ({where}{', voor een expert' if question.for_expert else ''})"


class LetterForm(forms.Form):
    text = forms.CharField(label="Tekst", max_length=10_000, widget=forms.Textarea(attrs={"rows": 16}))
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)


class PlanGuestForm(forms.Form):
    starts_at = forms.TimeField(
        label="Om hoe laat?", required=False, widget=ClockInput, help_text="Leeg: waar het in het draaiboek staat."
    )
    minutes = forms.IntegerField(label="Minuten", min_value=1, max_value=480)
