"""The guide: a page for each phase and each step of the road, and how the road leads to it."""

import pytest
from django.urls import reverse

from networks.guide_pages import ALSO, GUIDE_DIRECTORY, PHASE, STANCE, GuideFileError, guide_pages, read_guide
from networks.models import Phase
from networks.phase_guide import STEPS
from tests.sessions.source_runs import kept, shared
from tests.world import World, client_of_staff


def test_each_phase_and_step_of_the_road_has_a_page_and_the_stance_has_six() -> None:
    pages = guide_pages()
    assert {part: list(of) for part, of in pages.items() if part != STANCE} == {
        phase: [PHASE, *(step.key for step in STEPS[phase])] for phase in Phase.values
    }
    assert [page.key for part in Phase.values for page in pages[part].values() if not page.why] == []
    assert len(pages[STANCE]) == 6
    every = [page for of in pages.values() for page in of.values()]
    assert [page.key for page in every if not 2 <= len(page.matters) <= 4 or not 2 <= len(page.practice) <= 4] == []
    texts = [path.read_text() for path in GUIDE_DIRECTORY.glob("*.md")]
    assert [shared(text, kept()) for text in texts] == [[]] * 5


def test_each_page_on_ones_stance_is_named_where_it_matters() -> None:
    pages = guide_pages()
    # A key that is no page would raise; a page that none of them names was tied to nothing.
    named = {also.key for part, of in ALSO.items() for key in of for also in pages[part][key].also}
    assert named == set(pages[STANCE])
    assert [page.key for page in pages[STANCE].values() if page.also] == []


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("Zomaar\n# theme\n", "before the first page"),
        ("# theme\n## Wat telt\n- Iets\n", "must have"),
        ("# theme\n## Wat telt\nIets\n", "begin with a dash"),
        ("# theme\n## Wat nu\n- Iets\n", "unknown list"),
        ("# nieuw\n## Wat telt\n- a\n## Zo pak je het aan\n- b\n## Let op\n- c\n", "has no title"),
    ],
)
def test_a_page_that_is_not_right_is_named(text: str, complaint: str) -> None:
    part = STANCE if "nieuw" in text else "vooraf"
    with pytest.raises(GuideFileError, match=complaint):
        read_guide(part, text)


@pytest.mark.django_db
def test_the_road_leads_to_the_page_of_its_next_step(world: World) -> None:
    client = client_of_staff(world.facilitator)
    road = client.get(reverse("desk:network", args=[world.network.pk]))
    phase, key = road.context["next_step"].guide
    url = reverse("networks:guide_page", args=[phase, key])
    assert url in road.content.decode()
    page = client.get(url)
    assert (page.status_code, page.context["page"].key) == (200, key)
    assert client.get(reverse("networks:guide_page", args=["opstart", "theme"])).status_code == 404
    # The phase itself, and from there what of one's stance matters in it.
    whole = reverse("networks:guide_page", args=[world.network.phase, PHASE])
    assert whole in road.content.decode()
    also = client.get(reverse("networks:guide_page", args=["onderhoud", PHASE])).content.decode()
    for page in guide_pages()[STANCE].values():
        assert reverse("networks:guide_page", args=[STANCE, page.key]) in also
