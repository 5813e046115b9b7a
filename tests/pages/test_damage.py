"""Random damage, found by Hypothesis: `make fuzz` tries the same for longer."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dwcrawler.items import Story
from dwcrawler.pages import parse
from tests.pages import fuzzing
from tests.pages.fuzzing import HARMFUL, KINDS, LONGEST_BLOCK, Damage, Sample, Span

pytestmark = pytest.mark.heavy

DAMAGES = st.lists(
    st.builds(
        Damage,
        kind=st.sampled_from(KINDS),
        at=st.integers(0, 2**32),
        put=st.sampled_from(HARMFUL) | st.binary(min_size=1, max_size=8),
        length=st.integers(1, LONGEST_BLOCK),
    ),
    min_size=1,
    max_size=8,
)
CAPTURED = {sample.name: sample for sample in fuzzing.captured()}
MADE = {sample.name: sample for sample in fuzzing.made()}
# Pages of which much is not read: other entries of their states, scripts, styles.
WITH_UNREAD = ("app_state article", "apollo article", "dom liveblog")
CAPTURED_WITH_UNREAD = ("app_state-2024-10-13-en.html", "apollo-2023-06-13-de.html")

thorough = settings(max_examples=300, deadline=None, derandomize=True, database=None)
brief = settings(thorough, max_examples=40)
story_by_name: dict[str, tuple[Story | None, list[Span]]] = {}


def check(sample: Sample, damages: list[Damage]) -> None:
    faults, _ = fuzzing.faults_of(sample, damages, None)
    assert faults == []


def check_unread(sample: Sample, damages: list[Damage], number: int) -> None:
    assert sample.url is not None
    if sample.name not in story_by_name:
        story = parse(sample.body, sample.url).story
        story_by_name[sample.name] = story, fuzzing.unread(sample)
    story, spans = story_by_name[sample.name]
    where = spans[number % len(spans)]
    faults, page = fuzzing.faults_of(sample, damages, where)
    assert faults == []
    assert page.story == story, where


@pytest.mark.parametrize("name", CAPTURED or ["absent"])
@thorough
@given(damages=DAMAGES)
def test_a_captured_page_never_raises(name: str, damages: list[Damage], shared_pages: Path) -> None:
    check(CAPTURED[name], damages)


@pytest.mark.parametrize("name", MADE)
@brief
@given(damages=DAMAGES)
def test_a_page_of_any_layout_and_type_never_raises(name: str, damages: list[Damage]) -> None:
    check(MADE[name], damages)


@pytest.mark.parametrize("name", WITH_UNREAD)
@brief
@given(damages=DAMAGES, number=st.integers(0, 2**16))
def test_damage_to_what_is_not_read_leaves_the_story_as_it_is(
    name: str, damages: list[Damage], number: int
) -> None:
    check_unread(MADE[name], damages, number)


@pytest.mark.parametrize("name", CAPTURED_WITH_UNREAD)
@settings(thorough, max_examples=150)
@given(damages=DAMAGES, number=st.integers(0, 2**16))
def test_damage_to_what_is_not_read_of_a_captured_page(
    name: str, damages: list[Damage], number: int, shared_pages: Path
) -> None:
    check_unread(CAPTURED[name], damages, number)


@pytest.mark.parametrize(("name", "share"), [("app_state article", 0.1), ("apollo article", 0.1)])
def test_a_good_part_of_a_page_is_known_not_to_be_read(name: str, share: float) -> None:
    """So that the tests above look at something."""
    spans = fuzzing.unread(MADE[name])
    assert sum(span.end - span.start for span in spans) > share * len(MADE[name].body)
