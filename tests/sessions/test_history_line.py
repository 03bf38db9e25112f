"""A history line: hidden until it is shown, nobody's once it closes, and drawn in the report."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from lerendnetwerk.history_chart import TOP, Counted, draw_history
from reports.composing import activities
from reports.material import gather as gather_report
from reports.paper_pack.gathering import for_everybody
from reports.sections import Content
from reports.templatetags.report import shaped
from sessions.activities.history_line.kind import KIND
from sessions.activities.history_line.rules import (
    MOST_EACH,
    MOST_MOMENTS,
    Moment,
    dips,
    divided,
    gather,
    peaks,
    usual_moments,
)
from sessions.models import Activity, HistoryMark, Place, Run
from tests import factories
from tests.factories import NOW
from tests.queries import count_queries
from tests.world import World, client_of_staff, client_with_seat

MOMENTS = ["Vooraf", "Sessie 1", "Het bezoek"]


@pytest.fixture
def activity(world: World) -> Activity:
    return factories.create_activity(world.session, "historielijn", options={"moments": MOMENTS, "up": "succes"})


@pytest.fixture
def places(world: World) -> list[Place]:
    return [factories.create_place(world.session) for _ in range(3)]


def put(activity: Activity, place: Place, moment: int, word: str, *, high: bool = True, key: str = "") -> bool:
    return HistoryMark.objects.mark(activity, place, moment, word, is_high=high, key=key or f"{place.pk}-{word}")


def words(activity: Activity) -> list[str]:
    return sorted(HistoryMark.objects.filter(activity=activity).values_list("word", flat=True))


@pytest.mark.slow
@given(st.integers(1, 30))
def test_the_usual_moments_end_with_this_session_and_fit(sessions: int) -> None:
    moments = usual_moments(sessions)
    assert (moments[0], moments[-1]) == ("Vooraf", f"Sessie {sessions}")
    assert (len(set(moments)), len(moments) <= MOST_MOMENTS) == (len(moments), True)


@given(st.lists(st.tuples(st.integers(-1, 5), st.booleans(), st.sampled_from("abc")), max_size=30))
def test_each_mark_is_counted_once_and_peaks_stand_above_dips(marks: list[tuple[int, bool, str]]) -> None:
    moments = gather(["een", "twee", "drie"], marks)
    counted = sum(len(one.highs) + len(one.lows) for one in moments)
    assert counted == len([mark for mark in marks if 0 <= mark[0] < 3])
    assert all(high.net > 0 > low.net for high in peaks(moments) for low in dips(moments))
    # No moment that somebody marked stays unsaid.
    assert len([*peaks(moments), *dips(moments), *divided(moments)]) == len([one for one in moments if one.is_marked])


@pytest.mark.slow
@given(
    st.lists(st.tuples(st.text(min_size=1, max_size=22), st.integers(0, 15), st.integers(0, 15)), max_size=14),
    st.booleans(),
)
def test_the_drawing_stays_inside_its_frame_and_says_what_it_shows(
    given_moments: list[tuple[str, int, int]], flat: bool
) -> None:
    chart = draw_history([Counted(*one) for one in given_moments], "succes", flat=flat)
    assert all(TOP <= dot.y < chart.bottom and 0 < dot.x < 1000 for dot in chart.dots)
    assert all((dot.y < chart.middle) == (dot.net > 0) for dot in chart.dots if dot.net)
    assert len(chart.dots) == len([one for one in given_moments if one[1] or one[2]])
    assert all(y < chart.height + 10 for label in chart.labels for _, y in label.rows)
    assert chart.text.startswith("Historielijn, hoog betekent succes.")


@pytest.mark.django_db
def test_marks_stay_hidden_until_the_line_is_shown(world: World, activity: Activity, places: list[Place]) -> None:
    run = Run.objects.get(session=world.session)
    assert put(activity, places[0], 2, "lachen")
    assert put(activity, places[1], 0, "twijfel", high=False)
    after = Run.objects.get(session=world.session)
    assert (after.regie_revision, after.scherm_revision, after.gsm_revision) == (
        run.regie_revision + 2,
        run.scherm_revision,
        run.gsm_revision,
    )
    facilitator, phone = client_of_staff(world.facilitator), client_with_seat(world.room_seat)
    pages = [(facilitator, f"/sessies/{world.session.pk}/{page}/") for page in ("regie", "scherm")]
    shown = [client.get(url).content.decode() for client, url in [*pages, (phone, "/zaal/nu/")]]
    assert [word in page for page in shown for word in ("lachen", "twijfel")] == [False] * 6
    assert (
        activity.face.report(activity, {"lines": [activity.history_line], "marks": list(HistoryMark.objects.all())})
        == []
    )

    assert activity.go_to("lijn", now=NOW)
    shown = [client.get(url).content.decode() for client, url in pages]
    assert [word in page for page in shown for word in ("lachen", "twijfel")] == [True] * 4
    # What was seen stays seen; a phone that was late still brings its moment.
    assert not activity.go_to("tekenen", now=NOW)
    assert put(activity, places[2], 1, "drukte", high=False)
    assert "drukte" in facilitator.get(pages[1][1]).content.decode()
    assert max(count_queries(facilitator, url) for _, url in pages) <= 8


@pytest.mark.django_db
def test_a_moment_with_as_many_highs_as_lows_is_said_to_divide(
    world: World, activity: Activity, places: list[Place]
) -> None:
    put(activity, places[0], 2, "lachen om niets")
    put(activity, places[1], 2, "gezwegen over alles", high=False)
    activity.go_to("lijn", now=NOW)
    assert activity.face.scherm(activity)["divided"] == [
        Moment("Het bezoek", ["lachen om niets"], ["gezwegen over alles"])
    ]
    for page in ("regie", "scherm"):
        shown = client_of_staff(world.facilitator).get(f"/sessies/{world.session.pk}/{page}/").text
        said = shown.split('class="extremes', 1)[1].split("</section>")[0]
        assert [word in said for word in ("Verdeeld", "lachen om niets", "gezwegen over alles")] == [True] * 3


@pytest.mark.django_db
def test_a_mark_comes_once_and_may_be_taken_back_while_drawing(activity: Activity, places: list[Place]) -> None:
    for _ in range(2):
        assert put(activity, places[0], 0, "start", key="k")
    mine = HistoryMark.objects.get()
    HistoryMark.objects.take_back(activity, places[1], mine.pk)
    assert words(activity) == ["start"]
    HistoryMark.objects.take_back(activity, places[0], mine.pk)
    assert words(activity) == []
    given = [put(activity, places[0], 0, f"woord {number}") for number in range(MOST_EACH + 1)]
    assert (given.count(True), given[-1]) == (MOST_EACH, False)
    activity.go_to("lijn", now=NOW)
    HistoryMark.objects.take_back(activity, places[0], HistoryMark.objects.all()[0].pk)
    assert HistoryMark.objects.count() == MOST_EACH


@pytest.mark.django_db
def test_closing_forgets_whose_they_were_and_what_is_late_has_no_place(activity: Activity, places: list[Place]) -> None:
    put(activity, places[0], 0, "start", key="k")
    activity.close(now=NOW)
    assert put(activity, places[0], 0, "start", key="k")
    assert put(activity, places[1], 2, "laat maar wel", key="l")
    HistoryMark.objects.type_in(activity, [(1, True, "van papier")], key="p")
    HistoryMark.objects.type_in(activity, [(1, True, "van papier")], key="p")
    assert words(activity) == ["laat maar wel", "start", "van papier"]
    assert set(HistoryMark.objects.values_list("place", flat=True)) == {None}
    assert activity.reopen(now=NOW)


@pytest.mark.django_db(transaction=True)
def test_phones_that_write_at_once_all_stand_on_the_line(activity: Activity, places: list[Place]) -> None:
    def write(number: int) -> bool:
        try:
            return put(activity, places[number % 3], number % 2, f"woord {number}", key=f"k{number // 2}")
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(write, range(8)))
    assert HistoryMark.objects.count() == 4


@pytest.mark.django_db
def test_a_wrong_moment_comes_back_with_what_was_typed(world: World, activity: Activity) -> None:
    phone = client_with_seat(world.room_seat)
    url = reverse("sessions:historielijn_mark", args=[activity.pk])
    for wrong in ({"moment": 9}, {"height": "schuin"}, {"word": " "}):
        answer = phone.post(url, {"moment": 0, "height": "hoog", "word": "weten wie je belt", **wrong})
        assert answer.status_code == 422
        assert ("weten wie je belt" in answer.content.decode()) == ("word" not in wrong)
    facilitator = client_of_staff(world.facilitator)
    typing = reverse("sessions:historielijn_type", args=[world.session.pk, activity.pk])
    assert facilitator.post(typing, {"hoog_0": " "}).status_code == 422
    assert facilitator.post(typing, {"hoog_0": "een\ntwee", "laag_2": "x" * 61}).status_code == 422
    assert facilitator.post(typing, {"hoog_0": "een\ntwee", "laag_2": "drie"}).status_code == 302
    assert words(activity) == ["drie", "een", "twee"]


@pytest.mark.django_db
def test_the_report_has_the_drawing_with_its_words(world: World, activity: Activity, places: list[Place]) -> None:
    put(activity, places[0], 2, "lachen aan tafel")
    put(activity, places[1], 0, "geen tijd", high=False)
    activity.go_to("lijn", now=NOW)
    content = activities(gather_report(world.session))
    [part] = content.data
    assert part["shape"] == "moments"
    assert Content("moments", part["data"]).as_text() == "Vooraf, laag: geen tijd\nHet bezoek, hoog: lachen aan tafel"
    html = shaped("moments", part["data"], "Lijn", 3)
    assert "Historielijn, hoog betekent succes. Vooraf: 1 keer laag; Het bezoek: 1 keer hoog." in html
    assert ["lachen aan tafel" in html, "geen tijd" in html] == [True, True]


@pytest.mark.django_db
def test_a_blank_sheet_for_everybody(world: World) -> None:
    [sheet] = KIND.paper(world.session, None)
    for_nine = for_everybody(sheet, 9)
    assert (len(for_nine.context["pages"]), for_nine.context["moments"]) == (9, ["Vooraf", "Sessie 1"])


@pytest.mark.django_db
def test_the_sheet_of_a_line_that_runs_has_its_own_moments(world: World, activity: Activity) -> None:
    [sheet] = KIND.paper(world.session, None)
    assert sheet.context["moments"] == MOMENTS
