import pytest
from django.core.exceptions import ValidationError

from networks.models import Expectation, GroundRule
from sessions.activities.wall.models import Wall, WallCluster, WallDot, WallMove, WallNote
from sessions.activities.wall.outcomes import ClusterOutcome
from sessions.models import Activity, Question, Session
from sessions.models.notes import SavedElsewhere
from tests import factories
from tests.factories import NOW
from tests.sessions.wall.walls import hang, put

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(db: None) -> Session:
    return factories.create_session(factories.create_network())


def test_a_wall_starts_open_or_hidden_and_is_in_the_report(session: Session) -> None:
    wall = hang(session)
    assert (wall.step, wall.with_names, wall.activity.in_report) == ("schrijven", False, True)
    wall.activity.close(now=NOW)
    assert hang(session, hidden=True).step == "verborgen"


def test_the_same_key_is_the_same_note_with_the_last_text(session: Session) -> None:
    wall = hang(session)
    wall.write("k1", "Niemand neemt de tijd")
    wall.write("k1", "Niemand neemt er de tijd voor")
    assert [note.text for note in wall.notes.all()] == ["Niemand neemt er de tijd voor"]


def test_an_anonymous_note_keeps_no_writer_and_a_named_one_does(session: Session) -> None:
    place = factories.create_place(session)
    wall = hang(session)
    assert wall.write("k1", "Ik durf niet", author=place).author is None
    wall.activity.close(now=NOW)
    named = hang(session, with_names=True)
    assert named.write("k2", "Ik durf niet", author=place).author == place


@pytest.mark.slow
def test_the_three_hundred_and_first_note_is_refused_and_a_repeat_is_not(session: Session) -> None:
    wall = hang(session)
    wall.type_in("papier", [f"Briefje {n}" for n in range(300)])
    with pytest.raises(ValidationError, match="De wand hangt vol"):
        wall.write("k301", "Nog een")
    wall.type_in("papier", [f"Briefje {n}" for n in range(300)])
    assert wall.notes.count() == 300


def test_what_is_written_in_secret_has_no_order(session: Session) -> None:
    wall = hang(session, hidden=True)
    for n in range(12):
        wall.write(f"k{n}", f"{n}")
    assert {note.position for note in wall.notes.all()} == {0}
    # The keys are random: that they came in order has a chance of one in 479 million.
    assert [note.text for note in WallNote.objects.for_wall(wall)] != [str(n) for n in range(12)]


def test_taking_back_a_note_with_reactions_only_takes_its_words(session: Session) -> None:
    wall = hang(session)
    note = wall.write("k1", "Fout")
    wall.write("k2", "Ik ook", parent=note)
    alone = wall.write("k3", "Weg")
    note.take_back()
    alone.take_back()
    assert [(one.text, one.parent_id) for one in wall.notes.all()] == [("", None), ("Ik ook", note.pk)]


def test_two_people_sort_at_once_and_both_keep_what_they_did(session: Session) -> None:
    wall = hang(session)
    one, two, three = (wall.write(f"k{n}", f"{n}") for n in range(3))
    hers, his = Wall.objects.of(wall.activity), Wall.objects.of(wall.activity)
    hers.sort("a", [one.pk], None, name="")
    his.sort("b", [two.pk, three.pk], None, name="")
    hers.sort("a", [one.pk], None, name="")  # the same tap again
    first, second = wall.clusters.all()
    assert {note.text: note.cluster_id for note in wall.notes.all()} == {"0": first.pk, "1": second.pk, "2": second.pk}
    assert str(first) == "Groepje 1"


def test_undo_leaves_alone_what_somebody_moved_since(session: Session) -> None:
    wall = hang(session)
    one, two = wall.write("k1", "een"), wall.write("k2", "twee")
    time, words = put(wall, "Tijd", "rust"), put(wall, "Woorden", "zin")
    wall.sort("a", [one.pk, two.pk], time)
    wall.sort("b", [two.pk], words)
    assert wall.undo("a") == 1
    assert wall.undo("a") == 0
    assert {note.text: note.cluster for note in wall.notes.filter(text__in=["een", "twee"])} == {
        "een": None,
        "twee": words,
    }
    assert wall.undo("b") == 1
    two.refresh_from_db()
    assert two.cluster == time


def test_undo_of_a_new_group_takes_the_group_away_unless_it_was_named(session: Session) -> None:
    wall = hang(session)
    note = wall.write("k1", "een")
    wall.sort("a", [note.pk], None, name="")
    wall.undo("a")
    assert not wall.clusters.exists()
    wall.sort("b", [note.pk], None, name="")
    wall.clusters.get().call("Tijd", version=1)
    wall.undo("b")
    assert str(wall.clusters.get()) == "Tijd"


def test_only_the_last_thirty_moves_can_be_taken_back(session: Session) -> None:
    wall = hang(session)
    note, cluster = wall.write("k1", "een"), put(wall, "Tijd", "rust")
    for n in range(35):
        wall.sort(f"m{n}", [note.pk], None if n % 2 else cluster)
    assert WallMove.objects.filter(wall=wall).values("batch").distinct().count() == 30


def test_a_name_that_somebody_else_gave_meanwhile_is_not_lost(session: Session) -> None:
    cluster = put(hang(session), "Tijd", "rust")
    WallCluster.objects.get(pk=cluster.pk).call("Tijd en rust", version=1)
    with pytest.raises(SavedElsewhere) as other:
        cluster.call("Geen tijd", version=1)
    assert (other.value.theirs, other.value.version) == ("Tijd en rust", 2)


def test_dots_are_secret_until_counted_and_then_nobody_gave_them(session: Session) -> None:
    wall = hang(session)
    time, words = put(wall, "Tijd", "rust"), put(wall, "Woorden", "zin")
    joris, fatma = factories.create_place(session), factories.create_place(session)
    wall.activity.go_to("clusteren", now=NOW)
    wall.give_each(2)
    wall.activity.go_to("stippen", now=NOW)
    assert wall.give_dots(joris, time, 2) is True
    assert wall.give_dots(joris, words, 1) is False
    assert wall.give_dots(joris, time, 1) is True
    assert wall.give_dots(joris, words, 1) is True
    assert wall.give_dots(fatma, time, 1) is True
    assert Wall.objects.have_chosen(wall.activity) == (1, 2)
    assert [cluster.dots for cluster in wall.clusters.all()] == [0, 0]
    wall.activity.go_to("klaar", now=NOW)
    assert [cluster.dots for cluster in wall.clusters.all()] == [2, 1]
    assert not WallDot.objects.exists()
    assert wall.give_dots(fatma, words, 1) is False
    assert wall.activity.go_to("stippen", now=NOW) is False


def test_the_suggestion_is_given_unless_the_facilitator_chose(session: Session) -> None:
    wall = hang(session)
    for n in range(7):
        put(wall, f"Groepje {n}", f"tekst {n}")
    wall.activity.go_to("clusteren", now=NOW)
    wall.activity.go_to("stippen", now=NOW)
    wall.refresh_from_db()
    assert wall.dots_each == 3


def test_closing_the_activity_counts_the_dots_that_lie_open(session: Session) -> None:
    wall = hang(session)
    time = put(wall, "Tijd", "rust")
    wall.activity.go_to("clusteren", now=NOW)
    wall.activity.go_to("stippen", now=NOW)
    wall.give_dots(factories.create_place(session), time, 1)
    wall.activity.close(now=NOW)
    time.refresh_from_db()
    assert (time.dots, Activity.objects.get().step, WallDot.objects.count()) == (1, "klaar", 0)


def test_a_group_becomes_something_once(session: Session) -> None:
    cluster = put(hang(session), "Tijd en rust", "rust")
    for what in ("verwachting", "vraag", "spelregel") * 2:
        ClusterOutcome.objects.make(cluster, what, session)
    ClusterOutcome.objects.make_theme(cluster, session)
    session.refresh_from_db()
    assert [str(one) for one in (*Expectation.objects.all(), *Question.objects.all(), *GroundRule.objects.all())] == [
        "Tijd en rust"
    ] * 3
    assert session.theme == "Tijd en rust"
    _wall, clusters = Wall.objects.with_groups(cluster.wall.activity)
    assert clusters[0].became == {"verwachting", "vraag", "spelregel", "thema"}
    # Whoever removes the expectation may make it again.
    Expectation.objects.all().delete()
    assert ClusterOutcome.objects.make(cluster, "verwachting", session).expectation == Expectation.objects.get()


def test_only_an_empty_group_is_removed(session: Session) -> None:
    wall = hang(session)
    cluster = put(wall, "Tijd", "rust")
    assert cluster.clear_away() is False
    wall.sort("los", [wall.notes.get().pk], None)
    assert cluster.clear_away() is True


def test_the_wall_with_its_groups_is_one_query(session: Session, django_assert_num_queries: object) -> None:
    wall = hang(session)
    for n in range(5):
        put(wall, f"Groepje {n}", f"tekst {n}")
    with django_assert_num_queries(1):  # type: ignore[operator]
        found, clusters = Wall.objects.with_groups(wall.activity)
    assert [str(one) for one in clusters] == [f"Groepje {n}" for n in range(5)]
    assert found.last_batch == "batch-Groepje 4"  # type: ignore[attr-defined]
