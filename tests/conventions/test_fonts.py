from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from lerendnetwerk import fonts

NAMES = "Koen Dehaene, Zoë Çelik-Şahin, İpek Yıldız, Łukasz Żółć, Ștefan Țurcanu, Žofie Dvořáková, Jānis, Œuvre à €12 — „zo”"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("fonts")
    return [fonts.make(weight, folder) for weight in fonts.WEIGHTS]


@pytest.fixture
def opened(made: list[Path]) -> Iterator[list[TTFont]]:
    with ExitStack() as stack:
        yield [stack.enter_context(TTFont(path)) for path in made]


@pytest.mark.slow
def test_the_fonts_weigh_at_most_50_kb_together(made: list[Path]) -> None:
    assert sum(path.stat().st_size for path in made) <= 50_000


@pytest.mark.slow
def test_each_weight_has_the_letters_of_names_on_a_belgian_list(opened: list[TTFont]) -> None:
    missing = [{letter for letter in NAMES if ord(letter) not in font.getBestCmap()} for font in opened]
    assert missing == [set(), set(), set()]


def test_figures_are_equally_wide_so_that_times_stand_in_line(opened: list[TTFont]) -> None:
    widths = [{font["hmtx"][font.getBestCmap()[ord(figure)]][0] for figure in "0123456789"} for font in opened]
    assert [len(each) for each in widths] == [1, 1, 1]


def test_pairs_are_still_kerned(opened: list[TTFont]) -> None:
    tags = [{record.FeatureTag for record in font["GPOS"].table.FeatureList.FeatureRecord} for font in opened]
    assert tags == [{"kern"}, {"kern"}, {"kern"}]
