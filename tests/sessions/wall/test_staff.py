"""The facilitator at the wall: paper, groups, dots, and what becomes of a group."""

import pytest
from django.test import Client
from django.urls import reverse

from networks.models import Expectation, GroundRule
from reports.composing import activities
from reports.material import gather
from sessions.activities.wall.models import Wall, WallNote
from sessions.models import Question, Session
from tests import factories
from tests.queries import count_queries
from tests.sessions.wall.walls import hang, put
from tests.world import World, client_of_staff


@pytest.fixture
def session(world: World) -> Session:
    return world.session


@pytest.fixture
def facilitator(world: World) -> Client:
    return client_of_staff(world.facilitator)


def url(name: str, wall: Wall, *more: object) -> str:
    return reverse(f"sessions:wall_{name}", args=[wall.activity.session_id, wall.activity.pk, *more])


def regie(client: Client, session: Session) -> str:
    return client.get(reverse("sessions:regie", args=[session.pk])).content.decode()


def texts(wall: Wall) -> list[str]:
    return [note.text for note in WallNote.objects.for_wall(wall)]


def test_paper_is_typed_one_note_per_line_and_once(facilitator: Client, session: Session) -> None:
    wall = hang(session)
    typed = {"key": "k", "lines": "- Niemand neemt de tijd\r\n\r\nWat zeg je de dag erna?"}
    for _ in range(2):
        assert facilitator.post(url("paper_notes", wall), typed).status_code == 302
    assert texts(wall) == ["Niemand neemt de tijd", "Wat zeg je de dag erna?"]


def test_paper_may_still_be_typed_after_closing(facilitator: Client, session: Session) -> None:
    wall = hang(session)
    wall.activity.close(now=factories.NOW)
    response = facilitator.post(url("paper_notes", wall), {"key": "k", "lines": "Nog een"})
    assert response.url == reverse("sessions:activity", args=[session.pk, wall.activity.pk])
    assert "Nog een" in facilitator.get(response.url).content.decode()


def test_a_closed_wall_may_still_be_sorted_and_taken_along(facilitator: Client, session: Session) -> None:
    wall = hang(session)
    put(wall, "Tijd en rust", "rust")
    wall.activity.close(now=factories.NOW)
    page = facilitator.get(reverse("sessions:activity", args=[session.pk, wall.activity.pk])).content.decode()
    assert ("Maak van Tijd en rust" in page, "Hierheen" in page, "Stippen per persoon" in page) == (True, True, False)


def test_what_was_never_revealed_stays_hidden_after_closing(facilitator: Client, session: Session) -> None:
    wall = hang(session, hidden=True)
    wall.write("k1", "geheim")
    wall.activity.close(now=factories.NOW)
    page = facilitator.get(reverse("sessions:activity", args=[session.pk, wall.activity.pk])).content.decode()
    assert ("geheim" in page, "Open de wand opnieuw" in page) == (False, True)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (" \n - ", "Typ eerst een briefje"),
        ("Een\n" + "x" * 501, "Regel 2 is te lang"),
        ("x\n" * 301, "plaats voor 300 briefjes"),
    ],
)
def test_paper_that_does_not_fit_comes_back(facilitator: Client, session: Session, lines: str, said: str) -> None:
    wall = hang(session)
    response = facilitator.post(url("paper_notes", wall), {"key": "k", "lines": lines})
    page = response.content.decode()
    assert (response.status_code, said in page, lines.strip()[:20] in page) == (422, True, True)


def test_notes_are_put_in_a_new_group_in_another_and_loose_and_back(facilitator: Client, session: Session) -> None:
    wall = hang(session)
    one, two = wall.write("k1", "een"), wall.write("k2", "twee")
    data = {"key": "a", "notes": [one.pk, two.pk], "into": "nieuw"}
    for _ in range(2):
        assert facilitator.post(url("sort", wall), data).status_code == 302
    cluster = wall.clusters.get()
    assert set(cluster.notes.all()) == {one, two}
    facilitator.post(url("sort", wall), {"key": "b", "notes": [two.pk], "into": "los"})
    assert set(cluster.notes.all()) == {one}
    assert 'name="move" value="b"' in regie(facilitator, session)
    facilitator.post(url("undo", wall), {"move": "b"})
    assert set(cluster.notes.all()) == {one, two}
    facilitator.post(url("sort", wall), {"key": "c", "notes": [one.pk, two.pk], "into": "los"})
    facilitator.post(url("remove_cluster", wall, cluster.pk))
    assert not wall.clusters.exists()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"into": "nieuw"}, "Tik eerst een briefje aan."),
        ({"notes": ["1"], "into": "999"}, "Tik eerst een briefje aan."),
    ],
)
def test_what_cannot_be_sorted_is_said(
    facilitator: Client, session: Session, data: dict[str, object], said: str
) -> None:
    wall = hang(session)
    wall.write("k1", "een")
    assert facilitator.post(url("sort", wall), {"key": "a", **data}).status_code == 302
    assert said in regie(facilitator, session)


def test_a_name_over_another_name_gives_both(facilitator: Client, session: Session) -> None:
    wall = hang(session)
    cluster = put(wall, "Tijd", "rust")
    assert facilitator.post(url("cluster", wall, cluster.pk), {"name": "Tijd en rust", "version": 1}).status_code == 302
    response = facilitator.post(url("cluster", wall, cluster.pk), {"name": "Geen tijd", "version": 1})
    page = response.content.decode()
    assert (response.status_code, "Tijd en rust" in page, "Geen tijd" in page) == (409, True, True)
    assert facilitator.post(url("cluster", wall, cluster.pk), {"name": "x" * 121, "version": 2}).status_code == 422


def test_a_note_is_corrected_or_taken_off_the_wall(facilitator: Client, session: Session) -> None:
    wall = hang(session)
    note = wall.write("k1", "Pieter durft niet")
    page = url("correct", wall, note.pk)
    assert facilitator.post(page, {"text": "Wie durft niet?", "seen": "Pieter durft niet"}).status_code == 302
    response = facilitator.post(page, {"text": "Niemand", "seen": "Pieter durft niet"})
    assert (response.status_code, "Wie durft niet?" in response.content.decode()) == (409, True)
    assert facilitator.post(page, {"text": "", "seen": ""}).status_code == 422
    assert texts(wall) == ["Wie durft niet?"]
    for _ in range(2):
        assert facilitator.post(url("remove_note", wall, note.pk)).status_code == 302
    assert texts(wall) == []


def test_a_group_becomes_something_with_one_tap_and_once(facilitator: Client, session: Session) -> None:
    wall = hang(session)
    cluster = put(wall, "Tijd en rust", "rust")
    for what in ("verwachting", "vraag", "spelregel") * 2:
        assert facilitator.post(url("becomes", wall, cluster.pk, what)).status_code == 302
    made = [*Expectation.objects.all(), *Question.objects.all(), *GroundRule.objects.all()]
    assert [str(one) for one in made] == ["Tijd en rust"] * 3
    assert facilitator.post(url("becomes", wall, cluster.pk, "thema")).status_code == 404
    nameless = put(wall, "", "zin")
    response = facilitator.post(url("becomes", wall, nameless.pk, "vraag"))
    assert response.url == url("cluster", wall, nameless.pk)


def test_a_theme_passes_two_checks_first(facilitator: Client, session: Session) -> None:
    wall = hang(session)
    cluster = put(wall, "Tijd en rust", "rust")
    later = factories.create_session(session.network)
    page = url("theme", wall, cluster.pk)
    assert facilitator.get(page).status_code == 200
    response = facilitator.post(page, {"own_experience": "on", "session": later.pk})
    assert (response.status_code, "Zonder koerskaart" in response.content.decode()) == (422, True)
    full = {"own_experience": "on", "fits_koerskaart": "on", "session": later.pk}
    assert facilitator.post(page, full).status_code == 302
    later.refresh_from_db()
    session.refresh_from_db()
    assert (later.theme, session.theme) == ("Tijd en rust", "Wat doen we de eerste drie dagen?")


@pytest.mark.slow
def test_dots_on_paper_count_with_the_others(facilitator: Client, session: Session) -> None:
    wall = hang(session)
    cluster = put(wall, "Tijd en rust", "rust")
    wall.activity.go_to("clusteren", now=factories.NOW)
    assert facilitator.post(url("dots_each", wall), {"dots_each": 4}).status_code == 302
    assert facilitator.post(url("dots_each", wall), {"dots_each": 40}).status_code == 302
    wall.activity.go_to("stippen", now=factories.NOW)
    assert "Iedereen geeft 4 stippen" in regie(facilitator, session)
    place = factories.create_place(session)
    wall.refresh_from_db()
    wall.give_dots(place, cluster, 3)
    assert facilitator.post(url("paper_dots", wall, cluster.pk), {"paper_dots": "-1"}).status_code == 422
    assert facilitator.post(url("paper_dots", wall, cluster.pk), {"paper_dots": 2}).status_code == 302
    wall.activity.go_to("klaar", now=factories.NOW)
    facilitator.post(url("goes_on", wall, cluster.pk), {"verder": "ja"})
    assert "5 stippen" in regie(facilitator, session)
    [part] = activities(gather(session)).data
    assert part["data"] == [{"title": "Tijd en rust (5 stippen), verder mee", "items": ["rust"]}]


def test_the_report_has_no_names_no_hidden_notes_and_reactions_with_their_note(session: Session) -> None:
    hidden = hang(session, hidden=True)
    hidden.write("k0", "geheim")
    hidden.activity.close(now=factories.NOW)
    wall = hang(session, with_names=True)
    place = factories.create_place(session)
    note = wall.write("k1", "een", author=place)
    wall.write("k2", "ja, maar", parent=note, author=place)
    put(wall, "Tijd", "rust")
    [part] = activities(gather(session)).data
    assert part["title"] == "Wat maakt praten moeilijk?"
    assert part["data"] == [
        {"title": "Tijd", "items": ["rust"]},
        {"title": "Nog niet gegroepeerd", "items": ["een (reactie: ja, maar)"]},
    ]


@pytest.mark.slow
def test_three_hundred_notes_need_as_many_queries_as_one(facilitator: Client, session: Session) -> None:
    wall = hang(session)
    put(wall, "Tijd", "rust")
    wall.activity.go_to("clusteren", now=factories.NOW)
    cluster = wall.clusters.get()
    pages = [reverse(f"sessions:{name}", args=[session.pk]) for name in ("regie", "scherm")]
    pages += [url("paper_notes", wall), url("correct", wall, cluster.notes.get().pk)]
    pages += [url(name, wall, cluster.pk) for name in ("cluster", "paper_dots", "theme")]
    counts = [count_queries(facilitator, page) for page in pages]
    for n in range(12):
        put(wall, f"Groepje {n}", f"Briefje {n}")
    wall.type_in("papier", [f"Briefje {n}" for n in range(287)])
    assert [count_queries(facilitator, page) for page in pages] == counts
    assert max(counts) <= 8
    screen = facilitator.get(pages[1]).content.decode()
    # At most four groups of three; the rest is counted.
    assert (screen.count('class="note"'), "Nog 287 los." in screen) == (4, True)
