"""What the rounds in the room bring to the group's report."""

import pytest

from reports.composing import activities
from reports.material import gather
from sessions.activities.check_round.models import CheckWord
from sessions.activities.table_round.models import RoundAnswer
from sessions.models import Activity, ActivityLine, Place
from tests.reports.stage import NOW, hold_session

pytestmark = pytest.mark.django_db


def test_a_round_is_in_the_report_as_far_as_it_may_be() -> None:
    session = hold_session().session
    Place.objects.settle(session)
    [place, *_] = Place.objects.in_room(session)
    closing = Activity.objects.start(session, "slotrondje", key="a", question="Hoe ga je?", now=NOW)
    CheckWord.objects.say(closing, place, key="k", word="opgelucht", now=NOW)
    # Still hidden: not in a draft either.
    closing.put_in_report(on=True)
    assert activities(gather(session)).data == []
    closing.close(now=NOW)
    scores = Activity.objects.start(session, "aankomstrondje", key="b", options={"asks": "cijfer"}, now=NOW)
    CheckWord.objects.type_in(scores, "typ", [("", score) for score in (4, 4, 5, 3, 4)], now=NOW)
    scores.close(now=NOW)
    reception = Activity.objects.start(session, "receptie", key="c", options={"questions": ["Wat zoek je?"]}, now=NOW)
    ActivityLine.objects.write_down(reception, "kring", ["Els zoekt een stagiair"], key="typ")
    reception.close(now=NOW)
    table = Activity.objects.start(
        session, "tafelronde", key="d", options={"questions": ["Wat wil ik leren?"], "names": "ja"}, now=NOW
    )
    RoundAnswer.objects.say(table.round_questions.all()[0], place, "Durven vragen", key="k")
    table.close(now=NOW)

    parts = activities(gather(session)).data
    assert [(part["title"], part["shape"], part["data"]) for part in parts] == [
        ("Slotrondje: Hoe ga je?", "list", ["opgelucht"]),
        ("Waarover we het hadden aan de receptie", "list", ["Wat zoek je?"]),
        ("Wat we daar hoorden", "list", ["Els zoekt een stagiair"]),
        ("Wat wil ik leren?", "list", [f"{place.full_name}: Durven vragen"]),
    ]
    # What is personal is off by itself; switched on, scores are a spread.
    scores.put_in_report(on=True)
    [spread] = [part for part in activities(gather(session)).data if part["title"] == "Aankomstrondje"]
    assert spread["data"]["rows"] == [["1", "0"], ["2", "0"], ["3", "1"], ["4", "3"], ["5", "1"]]
