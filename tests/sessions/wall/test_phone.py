"""The wall on a phone: write, react, change, take back, put dots. And what no phone may see."""

from http.cookies import SimpleCookie

import pytest
from django.test import Client
from django.urls import reverse

from sessions.activities.wall.models import Wall, WallDot, WallNote
from sessions.models import Activity, Place, Run, Session
from tests import factories
from tests.queries import count_queries
from tests.sessions.wall.walls import hang, put
from tests.world import World, client_of_staff, client_with_seat

NOW_PAGE = "sessions:phone"


@pytest.fixture
def session(world: World) -> Session:
    return world.session


def phone(session: Session, name: str = "Fatma") -> tuple[Client, Place]:
    place = factories.create_place(session, factories.create_participation(session.network, first_name=name))
    return client_with_seat(factories.create_seat(place)), place


def write(client: Client, activity: Activity, text: str, key: str, **more: object) -> object:
    return client.post(reverse("sessions:wall_write", args=[activity.pk]), {"text": text, "key": key, **more})


def screen(client: Client) -> str:
    response = client.get(reverse(NOW_PAGE))
    assert response.status_code == 200
    return response.content.decode()


def revisions(session: Session) -> tuple[int, int, int]:
    run = Run.objects.get(session=session)
    return run.regie_revision, run.scherm_revision, run.gsm_revision


def test_a_note_hangs_at_once_and_the_label_says_what_is_kept(session: Session) -> None:
    wall = hang(session)
    one, _ = phone(session)
    other, _ = phone(session, "Bart")
    assert "je naam wordt niet bewaard" in screen(one)
    before = revisions(session)
    response = write(one, wall.activity, "Niemand neemt de tijd", "k1")
    assert (response.status_code, response.url) == (302, reverse(NOW_PAGE))
    assert revisions(session) == tuple(number + 1 for number in before)
    assert "Niemand neemt de tijd" in screen(other)
    assert "Jij hing al op" in screen(one)
    assert "Jij hing al op" not in screen(other)
    # The same write again, as a phone does whose answer got lost.
    write(one, wall.activity, "Niemand neemt de tijd", "k1")
    assert WallNote.objects.count() == 1


def test_a_hidden_note_is_nowhere_until_it_is_revealed(session: Session, world: World) -> None:
    wall = hang(session, hidden=True)
    one, _ = phone(session)
    other, _ = phone(session, "Bart")
    facilitator = client_of_staff(world.facilitator)
    assert "Niemand leest je briefje voor het onthuld wordt" in screen(one)
    before = revisions(session)
    key = "de-sleutel-van-dit-briefje"  # long: two letters may stand in any random token of a page
    write(one, wall.activity, "Ik ben bang", key)
    assert revisions(session) == (before[0] + 1, before[1], before[2])
    assert "Ik ben bang" in screen(one)  # the own one
    note = WallNote.objects.get()
    bodies = [
        screen(other),
        facilitator.get(reverse("sessions:regie", args=[session.pk])).content.decode(),
        facilitator.get(reverse("sessions:scherm", args=[session.pk])).content.decode(),
        other.get(reverse("sessions:wall_read", args=[wall.activity.pk])).content.decode(),
        other.get(reverse("sessions:wall_react", args=[wall.activity.pk, note.pk])).content.decode(),
        facilitator.get(
            reverse("sessions:wall_correct", args=[session.pk, wall.activity.pk, note.pk])
        ).content.decode(),
    ]
    assert [("Ik ben bang" in body, key in body) for body in bodies] == [(False, False)] * 6
    assert "1 briefje" in bodies[1]
    wall.activity.go_to("onthuld", now=factories.NOW)
    assert "Ik ben bang" in screen(other)


def test_a_reaction_hangs_below_its_note(session: Session) -> None:
    wall = hang(session)
    one, _ = phone(session)
    note = wall.write("k0", "Niemand neemt de tijd")
    page = one.get(reverse("sessions:wall_react", args=[wall.activity.pk, note.pk]))
    assert (page.status_code, "Niemand neemt de tijd" in page.content.decode()) == (200, True)
    write(one, wall.activity, "Bij ons wel", "k1", parent=note.pk)
    assert WallNote.objects.get(key="k1").parent == note
    # What it reacted to was taken away meanwhile: nothing is lost.
    write(one, wall.activity, "En toch", "k2", parent=12345)
    assert WallNote.objects.get(key="k2").parent is None


def test_only_the_phone_that_wrote_a_note_may_change_it(session: Session) -> None:
    wall = hang(session)
    one, _ = phone(session)
    other, _ = phone(session, "Bart")
    write(one, wall.activity, "Nimand", "k1")
    note = WallNote.objects.get()
    change = reverse("sessions:wall_change", args=[wall.activity.pk, note.pk])
    back = reverse("sessions:wall_take_back", args=[wall.activity.pk, note.pk])
    assert [other.get(change).status_code, other.post(back).status_code] == [404, 404]
    assert "Nimand" in one.get(change).content.decode()
    assert one.post(change, {"text": ""}).status_code == 422
    assert one.post(change, {"text": "Niemand"}).status_code == 302
    assert WallNote.objects.get().text == "Niemand"
    assert one.post(back).status_code == 302
    assert one.post(back).status_code == 302
    assert not WallNote.objects.exists()


def test_the_cookie_of_a_phone_is_of_one_person_and_one_wall(session: Session) -> None:
    wall = hang(session)
    one, place = phone(session)
    response = write(one, wall.activity, "Een", "k1")
    cookies: SimpleCookie = response.cookies
    cookie = cookies[f"wand-{wall.activity.pk}-{place.pk}"]
    assert (cookie.value, cookie["path"], cookie["httponly"], cookie["samesite"]) == ("k1", "/zaal/", True, "Lax")


def test_a_wall_on_paper_leaves_the_phones_dark_until_the_dots(session: Session) -> None:
    activity = factories.create_activity(session, "wand", on_paper=True)
    wall = Wall.objects.of(activity)
    put(wall, "Tijd", "rust")
    one, _ = phone(session)
    assert "Dit doen we op papier." in screen(one)
    for step in ("clusteren", "stippen"):
        activity.go_to(step, now=factories.NOW)
    assert "Eén stip meer op Tijd" in screen(one)


def test_names_only_when_chosen_beforehand(session: Session) -> None:
    wall = hang(session, with_names=True)
    one, place = phone(session)
    other, _ = phone(session, "Bart")
    assert "Je naam staat bij je briefje" in screen(one)
    write(one, wall.activity, "Ik durf niet", "k1")
    assert place.full_name in screen(other)


@pytest.mark.parametrize("text", ["", "   ", "x" * 501])
def test_a_note_that_cannot_hang_comes_back_with_what_was_typed(session: Session, text: str) -> None:
    wall = hang(session)
    one, _ = phone(session)
    response = write(one, wall.activity, text, "k1")
    assert response.status_code == 422
    assert text.strip() in response.content.decode()
    assert not WallNote.objects.exists()


@pytest.mark.slow
def test_a_full_wall_keeps_the_text_on_the_phone(session: Session) -> None:
    wall = hang(session)
    wall.type_in("papier", [f"Briefje {n}" for n in range(300)])
    one, _ = phone(session)
    response = write(one, wall.activity, "Nog een", "k1")
    assert response.status_code == 422
    page = response.content.decode()
    assert ("De wand hangt vol" in page, "Nog een" in page) == (True, True)


def test_a_note_that_was_under_way_still_arrives_after_closing(session: Session) -> None:
    wall = hang(session)
    one, _ = phone(session)
    wall.activity.close(now=factories.NOW)
    assert write(one, wall.activity, "Nog onderweg", "k1").status_code == 302
    assert WallNote.objects.get().text == "Nog onderweg"


@pytest.mark.slow
def test_dots_are_on_no_other_screen_before_they_are_counted(session: Session, world: World) -> None:
    wall = hang(session)
    time, _ = put(wall, "Tijd en rust", "rust"), put(wall, "Woorden vinden", "zin")
    one, _ = phone(session)
    other, _ = phone(session, "Bart")
    wall.activity.go_to("clusteren", now=factories.NOW)
    wall.give_each(2)
    wall.activity.go_to("stippen", now=factories.NOW)
    facilitator = client_of_staff(world.facilitator)
    pages = [reverse("sessions:regie", args=[session.pk]), reverse("sessions:scherm", args=[session.pk])]
    bodies = [facilitator.get(page).content.decode() for page in pages]
    before = revisions(session)
    dots = reverse("sessions:wall_dots", args=[wall.activity.pk, time.pk])
    assert one.post(dots, {"count": 2}).status_code == 302
    assert one.post(dots, {"count": 2}).status_code == 302
    assert revisions(session)[1:] == before[1:]
    assert "Jij gaf 2 stippen" in screen(one)
    assert "Jij gaf 2 stippen" not in screen(other)
    assert "Nog 2 stippen" in screen(other)
    # One more than there are, and nonsense: nothing changes.
    assert one.post(dots, {"count": 3}).status_code == 302
    assert one.post(dots, {"count": "veel"}).status_code == 302
    assert [(dot.count, dot.cluster) for dot in WallDot.objects.all()] == [(2, time)]
    after = [facilitator.get(page).content.decode() for page in pages]
    assert [body.count(" stip") for body in after] == [body.count(" stip") for body in bodies]
    wall.activity.go_to("klaar", now=factories.NOW)
    assert not WallDot.objects.exists()
    assert one.post(dots, {"count": 1}).status_code == 302
    assert not WallDot.objects.exists()


@pytest.mark.slow
def test_three_hundred_notes_need_as_many_queries_as_one(session: Session) -> None:
    wall = hang(session)
    one, _ = phone(session)
    write(one, wall.activity, "Een", "k1")
    note = wall.write("k0", "Nul")
    names = {"read": [], "react": [note.pk]}
    pages = [reverse(f"sessions:wall_{name}", args=[wall.activity.pk, *more]) for name, more in names.items()]
    pages.append(reverse(NOW_PAGE))
    counts = [count_queries(one, page) for page in pages]
    wall.type_in("papier", [f"Briefje {n}" for n in range(298)])
    assert [count_queries(one, page) for page in pages] == counts
    assert max(counts) <= 5
    # The phone shows the newest; the others are one tap away.
    assert "Lees ook de andere 270" in screen(one)
    assert Wall.objects.get().notes.count() == 300
