import json

import pytest

from networks.models import Phase
from reports import drafting
from reports.editions import freeze, group_edition, programme_edition, withheld_from_programme, would_change
from reports.material import gather
from reports.models import Edition
from reports.names import names_in
from sessions.models import Decision, Note, Question
from tests import factories
from tests.reports.stage import NOW, SAID, SHARED, Held, hold_session


@pytest.fixture
def held(db: None) -> Held:
    return hold_session()


def frozen_for_group(held: Held) -> dict:
    material = gather(held.session)
    return group_edition(material, drafting.sections_of(drafting.draft_of(held.session), material))


def test_the_group_reads_all_that_was_noted(held: Held) -> None:
    text = json.dumps(frozen_for_group(held), ensure_ascii=False)
    said = {key: sentence for key, sentence in SAID.items() if key not in ("reason", "proposal")}
    assert {key for key, sentence in (said | SHARED).items() if sentence not in text} == set()


def test_the_reason_of_an_absence_is_in_no_edition(held: Held) -> None:
    assert SAID["reason"] not in json.dumps(frozen_for_group(held), ensure_ascii=False)


def test_the_programme_reads_nothing_that_was_said_in_the_group(held: Held) -> None:
    text = json.dumps(programme_edition(gather(held.session)), ensure_ascii=False)
    assert {key for key, sentence in SAID.items() if sentence in text} == set()
    assert [sentence for sentence in SHARED.values() if sentence not in text] == []


def test_the_programme_reads_no_participants_name(held: Held) -> None:
    text = json.dumps(programme_edition(gather(held.session)), ensure_ascii=False)
    people = [*held.present, held.absent]
    assert [p.name for p in people if p.person.last_name in text] == []


def test_a_decision_that_names_somebody_stays_in_the_group(held: Held) -> None:
    Decision.objects.create(session=held.session, text="Griet vraagt het aan haar zaakvoerder.")
    Note.objects.create(
        session=held.session, kind="leerpunt", text="Luister zoals mevrouw MAERTENS.", for_programme=True
    )
    material = gather(held.session)
    text = json.dumps(programme_edition(material), ensure_ascii=False)
    assert "zaakvoerder" not in text
    assert "MAERTENS" not in text
    assert withheld_from_programme(material) == [
        "Griet vraagt het aan haar zaakvoerder.",
        "Luister zoals mevrouw MAERTENS.",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We vragen het aan Griet.", True),
        ("we vragen het aan griet", True),
        ("Griets ploeg doet het anders", True),
        ("Dat is Griet's idee", True),
        ("Een grietje is geen naam", False),
        ("Maertens levert het materiaal", True),
        ("Iedere ploeg begint op tijd", False),
    ],
)
def test_names_are_found_as_whole_words(held: Held, text: str, expected: bool) -> None:
    assert names_in(text, [held.absent.name]) is expected


def test_a_name_of_who_stopped_or_came_instead_stays_in_the_group(held: Held) -> None:
    factories.create_participation(held.world.network, first_name="Oscar", last_name="Peeters", from_session=1).leave(
        now=NOW
    )
    factories.create_substitute(held.session, held.absent, "Tine Smet")
    for text in ("Oscar had gelijk.", "Tine vraagt het na."):
        Decision.objects.create(session=held.session, text=text)
    assert withheld_from_programme(gather(held.session)) == ["Oscar had gelijk.", "Tine vraagt het na."]


def test_what_the_network_does_after_the_report_is_no_correction(held: Held) -> None:
    network = held.world.network
    second = factories.create_session(network, number=2)
    report = drafting.report_of(held.session)
    freeze(report, frozen_for_group(held), by=held.world.facilitator, now=NOW)
    network.move_to_phase(Phase.ONDERHOUD, by=held.world.facilitator, now=NOW)
    factories.create_ground_rule(network, "We spreken vanuit onszelf")
    Question.objects.update(answered_in=second)
    held.session.network.refresh_from_db()
    frozen = frozen_for_group(held)
    assert [section["data"] for section in frozen["sections"] if section["key"] == "vragen"] == [[SAID["question"]]]
    assert would_change(report.editions.get(), frozen) is False


def test_the_group_reads_which_questions_got_an_answer_in_this_session(held: Held) -> None:
    """Also one of an earlier session, and one that the group lets rest; not what stays open or was settled later."""
    second = factories.create_session(held.world.network, number=2)
    Question.objects.update(answered_in=second, answer="Alleen als hij het zelf vertelt.", answered_by="Fatma")
    Question.objects.create(session=second, text="Wat kost een fiche?", answered_in=second)
    Question.objects.create(session=second, text="Wie leest dat?")
    second.network = held.session.network
    draft, material = drafting.draft_of(second), gather(second)
    told = {one.key: one.content for one in drafting.sections_of(draft, material)}
    assert told["antwoorden"].data == {
        "head": ["Vraag", "Antwoord", "Van wie"],
        "rows": [
            [SAID["question"], "Alleen als hij het zelf vertelt.", "Fatma"],
            ["Wat kost een fiche?", "We laten ze rusten.", ""],
        ],
    }
    assert told["vragen"].data == ["Wie leest dat?"]
    assert SAID["question"] not in str(programme_edition(material))
    first = drafting.sections_of(drafting.draft_of(held.session), gather(held.session))
    assert [one.content.data for one in first if one.key == "antwoorden"] == [{}]


def test_freezing_twice_makes_one_version(held: Held) -> None:
    report = drafting.report_of(held.session)
    first = freeze(report, frozen_for_group(held), by=held.world.facilitator, now=NOW)
    again = freeze(report, frozen_for_group(held), by=held.world.facilitator, now=NOW)
    assert (first.pk, first.version) == (again.pk, 1)


def test_a_correction_makes_the_next_version(held: Held) -> None:
    report = drafting.report_of(held.session)
    freeze(report, frozen_for_group(held), by=held.world.facilitator, now=NOW)
    Note.objects.filter(kind="tip").update(text="Bel de dag nadien.")
    assert freeze(report, frozen_for_group(held), by=held.world.facilitator, now=NOW).version == 2


def test_figures_that_come_later_are_no_correction(held: Held) -> None:
    report = drafting.report_of(held.session)
    frozen = frozen_for_group(held)
    freeze(report, frozen, by=held.world.facilitator, now=NOW)
    scores = {"key": "evaluatie", "title": "Evaluatie", "shape": "scores", "data": {"count": 5}}
    later = frozen | {"sections": [*frozen["sections"], scores]}
    freeze(report, later, by=held.world.facilitator, now=NOW)
    assert Edition.objects.count() == 1


def test_the_line_for_the_outside_stands_on_both_editions(held: Held) -> None:
    programme = programme_edition(gather(held.session))
    assert programme["header"]["outside_line"] == "De tips wel, de namen niet."
    assert frozen_for_group(held)["header"]["outside_line"] == "De tips wel, de namen niet."


def test_a_line_for_the_outside_that_names_somebody_stays_inside(held: Held) -> None:
    held.session.network.outside_line = "Alles, behalve wat Griet vertelde."
    assert programme_edition(gather(held.session))["header"]["outside_line"] == ""
