from django import forms

from sessions.activities.case_talk.models import LONGEST_CARD, LONGEST_QUESTION, LONGEST_TRY
from sessions.activities.case_talk.ways import LEAST_MINUTES, MOST_MINUTES, WAYS
from sessions.activities.keyed import KEY, KeyedForm, new_key

WITHOUT_NAME, WITH_NAME = "zonder", "met"


class StartTalkForm(forms.Form):
    way = forms.ChoiceField(
        label="Hoe werken jullie met de case?",
        choices=[(way.slug, f"{way.title}: {way.goal}") for way in WAYS.values()],
        widget=forms.RadioSelect,
    )
    minutes = forms.IntegerField(
        label="Hoeveel minuten heb je?",
        min_value=LEAST_MINUTES,
        max_value=MOST_MINUTES,
        required=False,
        help_text="De stappen passen zich aan. Leeg: zo lang als deze vorm gewoonlijk duurt.",
    )


class ChooseForm(forms.Form):
    """Who brings a case, and which one where she prepared one."""

    participation = forms.IntegerField(min_value=1, max_value=2**53)
    case = forms.IntegerField(min_value=1, max_value=2**53, required=False)


class QuestionForm(forms.Form):
    question = forms.CharField(label="De vraag", max_length=LONGEST_QUESTION, required=False)


class CardForm(KeyedForm):
    """Advice for who brings the case. `to` is whom the page named: a card never goes to somebody else."""

    # The phone remembers it in a cookie.
    key = forms.CharField(max_length=32, required=False, initial=new_key, validators=[KEY], widget=forms.HiddenInput)
    to = forms.IntegerField(min_value=1, max_value=2**53, widget=forms.HiddenInput)
    text = forms.CharField(label="Jouw advies", max_length=LONGEST_CARD, widget=forms.Textarea(attrs={"rows": 5}))
    name = forms.ChoiceField(
        label="Jouw naam eronder?",
        choices=[(WITHOUT_NAME, "zonder naam"), (WITH_NAME, "met mijn naam")],
        initial=WITHOUT_NAME,
        widget=forms.RadioSelect,
    )

    @property
    def is_signed(self) -> bool:
        return bool(self.cleaned_data["name"] == WITH_NAME)


class ChangeCardForm(CardForm):
    """Other words on a card that this phone wrote. `card` is its key."""

    to = None  # type: ignore[assignment]
    card = forms.CharField(max_length=32, validators=[KEY], widget=forms.HiddenInput)


class TypeOverForm(KeyedForm):
    """Cards on paper, typed over by who got them: one per paragraph, because advice has several lines."""

    cards = forms.CharField(
        label="Kaarten van papier",
        max_length=20_000,
        help_text="Laat een lege regel tussen twee kaarten.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean_cards(self) -> list[str]:
        text = self.cleaned_data["cards"].replace("\r\n", "\n")
        cards = [card.strip() for card in text.split("\n\n") if card.strip()]
        if any(len(card) > LONGEST_CARD for card in cards):
            raise forms.ValidationError(f"Eén kaart is langer dan {LONGEST_CARD} tekens. Maak er twee van.")
        return cards


class TriedForm(forms.Form):
    """What came of it, for oneself or for the group."""

    text = forms.CharField(
        label="Wat heb je geprobeerd?",
        max_length=LONGEST_TRY,
        required=False,
        help_text="Eén kleine stap telt ook. En wat er toen gebeurde.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    share = forms.BooleanField(label="De facilitator en de groep mogen dit lezen", required=False)


class ToldForm(forms.Form):
    """What the group heard of it in the next session."""

    told = forms.CharField(label="Wat vertelde ze?", max_length=LONGEST_TRY, required=False)
    is_told = forms.BooleanField(label="Besproken", required=False)
    version = forms.IntegerField(required=False, min_value=0, max_value=2_000_000_000)
