from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from sessions.activities.conversation_card.cards import BY_SLUG, CARDS, PRINCIPLES, Card, card_of, choices
from sessions.activities.face import Heard, Kind, Part, Sheet, StartForm
from sessions.models import Activity, AgendaItem, Place, Session

MINUTES = 15


class ChooseCardForm(StartForm):
    """A card, or a question of the facilitator's own, which then comes first."""

    field_order = ("card", "question")
    card = forms.ChoiceField(label="Kies een kaart", choices=choices, required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["question"].label = "Of stel een eigen vraag"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        card, own = cleaned.get("card"), cleaned.get("question")
        if not card and not own and not self.errors:
            self.add_error("card", "Kies een kaart, of typ hieronder een eigen vraag.")
        elif card and not own:
            cleaned["question"] = BY_SLUG[card].question
        return cleaned


class ConversationCard(Kind):
    """A question about how the group learns, for a talk of a quarter of an hour. There is nothing to do on a phone."""

    slug = "gesprekskaart"
    title = "Gesprekskaart"
    icon = "message-circle-question-mark"
    method_slugs = ("gesprekskaart",)
    start_form = ChooseCardForm
    asks_phones = False
    in_library = "sessions/activities/conversation_card/in_library.html"
    heard = (
        Heard(
            "gesprek",
            button="Noteer wat de groep zegt",
            title="Wat de groep zei",
            in_report="Wat we over ons leren zeiden",
            label="Wat nemen we hiervan mee?",
        ),
    )

    @property
    def folder(self) -> str:
        return "sessions/activities/conversation_card"

    @property
    def by_principle(self) -> list[tuple[str, list[Card]]]:
        """To read and choose from at home."""
        return [(principle, [card for card in CARDS if card.principle == principle]) for principle in PRINCIPLES]

    def paper(self, session: Session, item: AgendaItem | None) -> list[Sheet]:
        title = "Gesprekskaarten"
        cards = [{"above": card.principle, "text": card.question, "below": f"{MINUTES} minuten"} for card in CARDS]
        return [Sheet(title, "paper/cards.html", {"title": title, "cards": cards}, is_one_set=True)]

    def regie(self, activity: Activity) -> dict[str, Any]:
        return {"card": card_of(activity.question), "minutes": MINUTES}

    def scherm(self, activity: Activity) -> dict[str, Any]:
        return {"card": card_of(activity.question)}

    def gsm(self, activity: Activity, place: Place) -> dict[str, Any] | None:
        return None

    def report(self, activity: Activity, rows: Mapping[str, Sequence[Any]]) -> list[Part]:
        """The question only; what was said follows, typed by the facilitator."""
        return [Part("Ons gesprek over leren", "text", activity.question)]


KIND = ConversationCard()
