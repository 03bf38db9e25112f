"""The tags and the field template."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.template import engines
from django.template.loader import render_to_string

from lerendnetwerk.forms import ClockInput, DayInput, Scale
from lerendnetwerk.templatetags import look


def shown(source: str, **context: object) -> str:
    return engines["django"].from_string(source).render(context)


def test_dates_and_hours_are_written_as_people_say_them() -> None:
    at = datetime(2027, 3, 4, 12, 30, tzinfo=ZoneInfo("UTC"))
    assert (look.day(at), look.clock(at), look.moment(at)) == (
        "donderdag 4 maart 2027",
        "13.30",
        "donderdag 4 maart 2027, 13.30 uur",
    )
    assert (look.day(date(2027, 3, 4)), look.clock(time(9, 5))) == ("donderdag 4 maart 2027", "09.05")


def test_the_text_between_block_tags_is_escaped_once() -> None:
    assert "<h2>Jan &amp; An</h2><p>&lt;b&gt;</p>" in shown(
        "{% next_step title %}<p>{{ text }}</p>{% endnext_step %}", title="Jan & An", text="<b>"
    )


def test_a_chip_has_a_sign_and_a_word() -> None:
    chip = shown('{% chip "ok" text %}', text="<verzonden>")
    assert chip.startswith('<span class="chip chip-ok"><svg')
    assert chip.endswith("&lt;verzonden&gt;</span>")


def test_names_are_joined_as_one_says_them() -> None:
    assert [look.in_words(names) for names in ([], ["An"], [4, 5], ["An", "Bart, de oude", "Wim"])] == [
        "",
        "An",
        "4 en 5",
        "An, Bart, de oude en Wim",
    ]


def test_a_title_becomes_a_sentence() -> None:
    assert (look.sentence("Wat nu?"), look.sentence("De val")) == ("Wat nu?", "De val.")


def test_a_figure_in_a_drawing_never_has_a_comma() -> None:
    assert shown("{{ x|u }} {{ x|add_u:-2 }}", x=12.5) == "12.5 10.5"


class SmallForm(forms.Form):
    place = forms.CharField(label="Waar?", help_text="Straat en plaats.")
    day = forms.DateField(label="Dag", widget=DayInput, initial=date(2027, 3, 4))
    start = forms.TimeField(label="Van", widget=ClockInput, initial=time(13, 30))
    score = forms.ChoiceField(
        label="Cijfer",
        choices=[*((str(n), str(n)) for n in range(11)), ("none", "geen mening")],
        widget=Scale(low="slecht", high="goed"),
    )
    extra = forms.CharField(label="Meer", required=False)


def test_a_field_that_is_wrong_says_so_above_the_control_and_keeps_what_was_typed() -> None:
    form = SmallForm({"place": "", "extra": "<dit>"})
    assert not form.is_valid()
    field = form["place"].as_field_group()
    assert field.index("Straat en plaats.") < field.index('id="id_place_error"') < field.index("<input")
    assert 'aria-describedby="id_place_helptext id_place_error"' in field
    assert 'value="&lt;dit&gt;"' in form["extra"].as_field_group()


def test_what_may_stay_empty_says_so() -> None:
    form = SmallForm()
    assert "(mag leeg blijven)" in form["extra"].as_field_group()
    assert "(mag leeg blijven)" not in form["place"].as_field_group()


def test_the_browser_gets_dates_and_hours_as_it_understands_them() -> None:
    form = SmallForm()
    assert 'type="date" name="day" value="2027-03-04"' in form["day"].as_field_group()
    assert 'type="time" name="start" value="13:30"' in form["start"].as_field_group()


def test_a_scale_is_a_group_of_eleven_radio_buttons_and_a_word() -> None:
    scale = SmallForm()["score"].as_field_group()
    assert scale.count('type="radio"') == 12
    assert scale.index("10</label>") < scale.index("slecht") < scale.index("geen mening")


def test_the_summary_of_errors_leads_to_each_field() -> None:
    summary = render_to_string("look/errors.html", {"form": SmallForm({"day": "ooit"})})
    assert "5 dingen kloppen" not in summary
    assert "4 dingen kloppen nog niet" in summary
    assert [f'href="#{target}"' in summary for target in ("id_place", "id_day", "id_start", "id_score_0")] == [True] * 4


def test_nothing_wrong_shows_no_summary() -> None:
    assert render_to_string("look/errors.html", {"form": SmallForm()}).strip() == ""


@pytest.mark.parametrize("name", ["400", "403", "404", "500", "csrf", "no_link", "closed_page"])
def test_a_page_about_what_went_wrong_needs_no_request(name: str) -> None:
    page = render_to_string(f"errors/{name}.html")
    assert page.count("<h1>") == 1
    assert 'class="system-font"' in page
