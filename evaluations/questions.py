"""The questions of the source's form, in its order; one list for the form, the paper and the results."""

from typing import NamedTuple


class ScoreQuestion(NamedTuple):
    name: str
    title: str
    question: str
    low: str
    high: str

    @property
    def about(self) -> str:
        """ "de inhoud": the word with its article."""
        return self.question.split(":")[0].split(" in de groep")[0].lower()

    @property
    def comment_name(self) -> str:
        return f"{self.name}_comment"


class TextQuestion(NamedTuple):
    name: str
    title: str
    question: str


SCORES = (
    ScoreQuestion("content", "Inhoud", "De inhoud: wat vond je ervan?", "niets aan", "heel sterk"),
    ScoreQuestion("discussion", "Gesprek", "Het gesprek in de groep: hoe was dat?", "stroef", "heel goed"),
    ScoreQuestion("guidance", "Begeleiding", "De begeleiding: hoe was die?", "zwak", "heel goed"),
)
TEXTS = (
    TextQuestion("went_well", "Wat liep goed", "Wat liep goed?"),
    TextQuestion("should_differ", "Wat moet anders", "Wat moet anders de volgende keer?"),
    TextQuestion("learning_points", "Wat nemen jullie mee", "Wat neem je mee naar je werk?"),
    TextQuestion("themes", "Thema's voor een volgende sessie", "Welk thema wil je een volgende keer behandelen?"),
)


# In the last session there is no next time. The answers stay under the same names.
TEXTS_AT_THE_END = (
    TEXTS[0],
    TextQuestion("should_differ", "Wat mocht anders", "Wat mocht vandaag anders?"),
    TEXTS[2],
    TextQuestion("themes", "Wat een vervolg verdient", "Welk thema verdient nog een vervolg?"),
)


def texts_for(*, is_final: bool) -> tuple[TextQuestion, ...]:
    return TEXTS_AT_THE_END if is_final else TEXTS
