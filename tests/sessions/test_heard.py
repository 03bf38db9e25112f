"""What the facilitator types in the name of the group, for every kind that asks it."""

import pytest
from django.urls import reverse

from sessions.models import Activity, ActivityLine
from tests import factories
from tests.world import World, client_of_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def activity(world: World) -> Activity:
    return factories.create_activity(world.session, "speeddaten")


def test_lines_are_asked_in_their_step_and_after_closing_and_come_once(world: World, activity: Activity) -> None:
    client = client_of_staff(world.facilitator)
    regie = reverse("sessions:regie", args=[world.session.pk])
    write = reverse("sessions:write_heard", args=[world.session.pk, activity.pk, "kring"])
    assert "Typ wat de groep zegt" not in client.get(regie).content.decode()
    Activity.objects.filter(pk=activity.pk).update(step="napraten")
    assert "Typ wat de groep zegt" in client.get(regie).content.decode()
    for _ in range(2):
        assert client.post(write, {"heard": "Luisteren\n\nTijd nemen", "key": "k"})["Location"] == regie
    assert [line.text for line in activity.lines.all()] == ["Luisteren", "Tijd nemen"]
    scherm = client.get(reverse("sessions:scherm", args=[world.session.pk])).content.decode()
    assert [text in scherm for text in ("Luisteren", "Tijd nemen")] == [True, True]

    activity.close(now=factories.NOW)
    after = reverse("sessions:activity", args=[world.session.pk, activity.pk])
    page = client.get(after).content.decode()
    assert ["Typ wat de groep zegt" in page, "Luisteren" in page] == [True, True]
    first = activity.lines.first()
    for _ in range(2):
        gone = client.post(reverse("sessions:remove_heard", args=[world.session.pk, activity.pk, first.pk]))
        assert gone["Location"] == after
    assert [line.text for line in ActivityLine.objects.all()] == ["Tijd nemen"]


def test_a_line_that_is_too_long_stays_in_the_field_and_an_unknown_list_is_not_there(
    world: World, activity: Activity
) -> None:
    client = client_of_staff(world.facilitator)
    arguments = [world.session.pk, activity.pk]
    wrong = client.post(reverse("sessions:write_heard", args=[*arguments, "kring"]), {"heard": "x" * 501})
    assert (wrong.status_code, "Maak deze regel korter" in wrong.content.decode()) == (422, True)
    assert "x" * 501 in wrong.content.decode()
    assert client.get(reverse("sessions:write_heard", args=[*arguments, "iets"])).status_code == 404
