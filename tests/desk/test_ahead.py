"""Wat de groep vroeg: everything that was said and has no place yet, one tap each, the way back, and undo."""

from datetime import timedelta

import pytest

from evaluations.models import LEAST_ANSWERS, Answer, Round
from networks.models import Network, Participation
from sessions.models import (
    AgendaItem,
    Case,
    Contribution,
    ExpectationReview,
    Note,
    PickedUp,
    Question,
    Session,
    SummaryPoint,
)
from tests import factories
from tests.factories import NOW
from tests.world import client_of_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> Network:
    return factories.create_network(facilitator=factories.create_user())


@pytest.fixture
def held(network: Network) -> Session:
    return factories.create_session(network, 1, starts_at=NOW - timedelta(days=20))


@pytest.fixture
def coming(held: Session) -> Session:
    return factories.create_session(held.network, 2, starts_at=NOW + timedelta(days=7))


def evaluated(session: Session, *answers: dict[str, str], state: str = "gesloten") -> None:
    times = {"opened_at": NOW, "closes_at": NOW, "closed_at": NOW}
    round = Round.objects.create(
        network=session.network, session=session, state=state, invited_count=len(answers), **times
    )
    Answer.objects.bulk_create(Answer(round=round, **words) for words in answers)


def page(session: Session) -> str:
    client = client_of_staff(session.network.facilitators.get().user)
    return client.get(f"/sessies/{session.pk}/vooruit/").content.decode()


def choose(session: Session, key: str, became: str, **more: str) -> int:
    client = client_of_staff(session.network.facilitators.get().user)
    data = {"key": key, "became": became, **more}
    return client.post(f"/sessies/{session.pk}/vooruit/kies/", data).status_code


def undo(row: PickedUp) -> int:
    client = client_of_staff(row.session.network.facilitators.get().user)
    return client.post(f"/sessies/{row.session_id}/vooruit/{row.pk}/ongedaan/").status_code


def theme_key(session: Session) -> str:
    from desk.ahead import ahead_of

    return next(said.key for heap in ahead_of(session).heaps for said in heap.said if said.kind == "thema")


def test_the_same_theme_in_other_capitals_is_one_theme_and_says_how_often(coming: Session, held: Session) -> None:
    four = [{"themes": "Feedback geven"}, {"themes": "feedback geven!"}, {"themes": "Burn-out"}, {}]
    evaluated(held, *four, {})
    html = page(coming)
    assert ("2 keer gevraagd" in html, html.count("eedback geven</b>") + html.count("eedback geven!</b>")) == (True, 1)
    assert "Burn-out" in html


@pytest.mark.parametrize(("answers", "state"), [(LEAST_ANSWERS - 1, "gesloten"), (LEAST_ANSWERS, "open")])
def test_an_evaluation_that_may_not_be_shown_gives_no_sentence(
    coming: Session, held: Session, answers: int, state: str
) -> None:
    evaluated(held, *[{"themes": "Feedback geven", "should_differ": "Korter"}] * answers, state=state)
    assert [word in page(coming) for word in ("Feedback geven", "Korter")] == [False, False]


def test_a_last_evaluation_below_the_minimum_leaves_the_one_before_it(coming: Session, held: Session) -> None:
    evaluated(held, *[{"themes": "Feedback geven"}] * LEAST_ANSWERS)
    between = factories.create_session(held.network, 3, starts_at=NOW)
    evaluated(between, {"themes": "Alleen van mij"})
    last = factories.create_session(held.network, 4, starts_at=NOW + timedelta(days=30))
    assert ["Feedback geven" in page(last), "Alleen van mij" in page(last)] == [True, False]


def test_all_that_waits_is_there_and_nothing_that_is_settled(coming: Session, held: Session) -> None:
    SummaryPoint.objects.create(session=held, text="Parkeren maar", outcome="geparkeerd")
    SummaryPoint.objects.create(session=held, text="Dat is rond", outcome="rond")
    Question.objects.create(session=held, text="Wie betaalt dit?")
    Question.objects.create(session=held, text="Al lang geweten", answered_in=held)
    for kind, text in (("agenda", "Een bezoek"), ("spreker", "De bankier"), ("anders", "Meer pauze"), ("tip", "Bel")):
        Note.objects.create(session=held, kind=kind, text=text)
    for text, state in (("Horen hoe", "deels"), ("Lachen", "ingelost"), ("Oefenen", "")):
        line = factories.create_expectation(held.network, text)
        if state:
            ExpectationReview.objects.create(session=held, expectation=line, state=state)
    html = page(coming)
    waiting = ("Parkeren maar", "Wie betaalt dit?", "Een bezoek", "De bankier", "Meer pauze", "Horen hoe", "Oefenen")
    assert [text for text in waiting if text not in html] == []
    assert [text for text in ("Dat is rond", "Al lang geweten", "<b>Bel", "Lachen") if text in html] == []


def test_one_tap_puts_it_in_the_run_sheet_before_the_closing_and_says_why_it_is_there(
    coming: Session, held: Session
) -> None:
    factories.create_agenda_item(coming, "Slot", kind="afsluiting")
    question = Question.objects.create(session=held, text="Wie betaalt dit?")
    assert {choose(coming, f"vraag:{question.pk}", "onderdeel") for _ in "twice"} == {302}
    item = AgendaItem.objects.exclude(kind="afsluiting").get()
    assert (item.title, item.position, PickedUp.objects.count()) == ("Wie betaalt dit?", 0, 1)
    client = client_of_staff(coming.network.facilitators.get().user)
    why = client.get(f"/sessies/{coming.pk}/draaiboek/{item.pk}/").content.decode()
    assert ["Waarom staat dit op de agenda?" in why, "Open vraag uit sessie 1" in why] == [True, True]
    assert "open vraag, sessie 1" in client.get(f"/sessies/{coming.pk}/draaiboek/").content.decode()


def test_each_tap_says_what_became_of_it_where_the_page_script_reads_it_too(coming: Session, held: Session) -> None:
    question = Question.objects.create(session=held, text="Wie betaalt dit?")
    client = client_of_staff(coming.network.facilitators.get().user)
    tap = {"key": f"vraag:{question.pk}", "became": "onderdeel"}
    for said in ("Een onderdeel: Wie betaalt dit?", "Dit kreeg intussen al een plaats."):
        html = client.post(f"/sessies/{coming.pk}/vooruit/kies/", tap, follow=True).content.decode()
        assert [said in html, 'hx-select-oob="#melding:innerHTML"' in html] == [True, True]


def test_undo_takes_the_block_away_and_lays_the_words_on_the_table_again(coming: Session, held: Session) -> None:
    note = Note.objects.create(session=held, kind="agenda", text="Een bezoek")
    choose(coming, f"voorstel:{note.pk}", "case")
    assert AgendaItem.objects.get().title == "Case: Een bezoek"
    row = PickedUp.objects.get()
    assert {undo(row) for _ in "twice"} == {302}
    assert (AgendaItem.objects.count(), f"voorstel:{note.pk}" in page(coming)) == (0, True)


def test_what_began_is_not_undone(coming: Session, held: Session) -> None:
    note = Note.objects.create(session=held, kind="agenda", text="Een bezoek")
    choose(coming, f"voorstel:{note.pk}", "onderdeel")
    AgendaItem.objects.update(began_at=NOW)
    undo(PickedUp.objects.get())
    assert (AgendaItem.objects.count(), PickedUp.objects.count()) == (1, 1)


def test_a_block_that_is_taken_out_and_put_back_still_knows_why_it_is_there(coming: Session, held: Session) -> None:
    note = Note.objects.create(session=held, kind="agenda", text="Een bezoek")
    choose(coming, f"voorstel:{note.pk}", "onderdeel")
    client = client_of_staff(coming.network.facilitators.get().user)
    client.post(f"/sessies/{coming.pk}/draaiboek/{AgendaItem.objects.get().pk}/weg/")
    assert PickedUp.objects.count() == 0
    client.post(f"/sessies/{coming.pk}/draaiboek/terugzetten/")
    assert PickedUp.objects.get().item == AgendaItem.objects.get()


def test_for_an_expert_it_becomes_a_question_without_an_asker_and_undo_takes_that_away(
    coming: Session, held: Session
) -> None:
    evaluated(held, *[{"themes": "Stikstof"}] * LEAST_ANSWERS)
    asked = Question.objects.create(session=held, text="Wie betaalt dit?")
    choose(coming, theme_key(coming), "expert")
    choose(coming, f"vraag:{asked.pk}", "expert")
    made = Question.objects.get(text="Stikstof")
    asked.refresh_from_db()
    assert (made.for_expert, made.asked_by, asked.for_expert) == (True, None, True)
    for row in PickedUp.objects.all():
        undo(row)
    assert list(Question.objects.values_list("text", "for_expert")) == [("Wie betaalt dit?", False)]


def test_setting_aside_asks_for_a_reason_keeps_what_was_typed_and_tells_it_next_time(
    coming: Session, held: Session
) -> None:
    question = Question.objects.create(session=held, text="Wie betaalt dit?")
    key = f"vraag:{question.pk}"
    assert (choose(coming, key, "opzij"), choose(coming, key, "opzij", reason="x" * 301)) == (422, 422)
    assert choose(coming, key, "opzij", short_reason="past nu niet") == 302
    later = factories.create_session(held.network, 3, starts_at=NOW + timedelta(days=40))
    assert "voor sessie 2 opzij gelegd: past nu niet" in page(later)


def test_a_sentence_about_how_we_work_becomes_a_title_or_a_question_for_nobody(coming: Session, held: Session) -> None:
    evaluated(held, *[{"should_differ": "Karel praat te veel"}] * LEAST_ANSWERS)
    from desk.ahead import ahead_of

    key = ahead_of(coming).heaps[0].said[0].key
    choose(coming, key, "expert")
    assert Question.objects.count() == 0
    choose(coming, key, "onderdeel")
    item = AgendaItem.objects.get()
    assert (item.title, item.notes) == ("Wat we deze keer anders doen", "Karel praat te veel")


def test_what_participants_bring_lies_there_too_and_goes_the_same_way(coming: Session, held: Session) -> None:
    anna = factories.create_participation(held.network, first_name="Anna")
    Participation.objects.filter(pk=anna.pk).update(learning_question="Hoe begin ik?")
    Contribution.objects.bring(anna, "voorstel", "Een wandeling", key="a", now=NOW)
    hidden = {"title": "Mijn ploeg", "question": "Wat nu?", "story": ""}
    Case.bring(anna, hidden, key="b", now=NOW)
    html = page(coming)
    assert [text in html for text in ("Hoe begin ik?", "Een wandeling", "Mijn ploeg")] == [True, True, False]
    assert choose(coming, f"inbreng:vooraf-{anna.pk}", "onderdeel") == 302
    brought = Contribution.objects.get(kind="voorstel")
    assert choose(coming, f"inbreng:{brought.pk}", "opzij", short_reason="past nu niet") == 302
    item = AgendaItem.objects.get()
    assert (item.title, item.comes_from.participation, item.picked_up.kind) == ("Hoe begin ik?", anna, "inbreng")
    later = page(factories.create_session(held.network, 3, starts_at=NOW + timedelta(days=40)))
    assert ["Hoe begin ik?" in later, "voor sessie 2 opzij gelegd" in later] == [False, True]


def test_a_session_of_which_only_the_plan_was_picked_up_may_be_taken_away(coming: Session, held: Session) -> None:
    note = Note.objects.create(session=held, kind="agenda", text="Een bezoek")
    choose(coming, f"voorstel:{note.pk}", "onderdeel")
    assert coming.remove(by=coming.network.facilitators.get().user, now=NOW)


def test_somebody_elses_choice_is_not_there(coming: Session, held: Session) -> None:
    note = Note.objects.create(session=held, kind="agenda", text="Een bezoek")
    choose(coming, f"voorstel:{note.pk}", "onderdeel")
    row = PickedUp.objects.get()
    other = factories.create_session(factories.create_network(facilitator=factories.create_user()))
    client = client_of_staff(other.network.facilitators.get().user)
    assert client.post(f"/sessies/{other.pk}/vooruit/{row.pk}/ongedaan/").status_code == 404
