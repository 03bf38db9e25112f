"""What the activities hand in to print: all of it comes out of the printer, on the paper that it is for."""

import pytest
from django.test import Client

from reports.paper_pack.gathering import MAKERS, gather, sheets_of
from sessions.activities.conversation_card.cards import CARDS
from sessions.activities.registry import kinds
from tests.reports.test_paper_pack import A4, add_block, made, sizes
from tests.world import World


def test_each_sheet_that_an_activity_hands_in_comes_out_of_the_printer(world: World) -> None:
    wanted = set()
    for kind in kinds().values():
        for slug in kind.method_slugs:
            item = add_block(world.session, slug)
            wanted |= {(sheet.title, sheet.on_wall) for sheet in kind.paper(world.session, item)}
    material = gather(world.session, 9)
    printed = {part: [(sheet.title, sheet.on_wall) for sheet in make(material)] for part, make in MAKERS.items()}

    assert wanted - {sheet for sheets in printed.values() for sheet in sheets} == set()
    # What hangs on the wall is an A3, behind all A4.
    assert {part for part, sheets in printed.items() if any(on_wall for _, on_wall in sheets)} == {"wand"}
    # Cards to take turns with come once, ballots for everybody in whole pages of eight.
    [talks] = [sheet for sheet in sheets_of(material, "kaartjes") if sheet.title == "Gesprekskaarten"]
    [ballots] = [sheet for sheet in sheets_of(material, "kaartjes") if sheet.title == "Stembriefjes"]
    assert (len(talks.context["cards"]), len(ballots.context["cards"])) == (len(CARDS), 16)


@pytest.mark.slow
def test_each_sheet_to_write_on_is_one_page(world: World) -> None:
    client: Client = world.client("facilitator")
    for slug in ("intervisie-tien-stappen", "tafelronde", "besluit-in-vier-stappen", "stellingen"):
        add_block(world.session, slug)
    # The steps, eight cards, and the own preparation.
    assert sizes(made(client, world.session, only="cases", people=8)) == [A4] * 3
    # One, six and one.
    assert sizes(made(client, world.session, only="bladen", people=8, key="twee")) == [A4] * 8
