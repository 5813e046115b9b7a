"""Depths are right whatever the order in which stories are reached."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dwcrawler.discovery.frontier import Frontier
from dwcrawler.discovery.trail import DepthChange, Discovery, SeenDepths
from dwcrawler.items import FoundBy

BY: FoundBy = "explore_more"


def at(depth: int) -> Discovery:
    return Discovery(BY, None, depth)


@given(
    st.dictionaries(st.integers(0, 12), st.lists(st.integers(0, 12), max_size=4), max_size=13),
    st.randoms(use_true_random=False),
)
def test_everything_within_reach_is_reached(links: dict[int, list[int]], order: object) -> None:
    """Answers come in a random order; the shortest ways count in the end."""
    most = 3
    trail, reached = SeenDepths(), set()
    waiting = [(0, 0)]
    trail.find(0, at(0))
    while waiting:
        story, depth = waiting.pop(order.randrange(len(waiting)))  # type: ignore[attr-defined]
        depth = trail.reached(story, at(depth)).depth
        reached.add(story)
        following = [(target, depth + 1) for target in links.get(story, [])] if depth < most else []
        while following:
            target, far = following.pop()
            news = trail.find(target, at(far))
            if news is DepthChange.NEW:
                waiting.append((target, far))
            elif news is DepthChange.NEARER and far < most:
                following += [(other, far + 1) for other in links.get(target, [])]
    within, edge = {0}, {0}
    for _ in range(most):
        edge = {target for story in edge for target in links.get(story, [])}
        within |= edge
    assert reached == within


def test_how_a_story_was_found_agrees_with_how_far_it_lies() -> None:
    """It waits with the link that led to it first; a nearer one, found meanwhile, counts."""
    trail = SeenDepths()
    far, near = (
        Discovery("explore_more", "https://p.dw.com/p/1", 2),
        Discovery("section", "list", 0),
    )
    assert trail.find(7, far) is DepthChange.NEW
    assert trail.find(7, near) is DepthChange.NONE
    assert trail.reached(7, far) == near
    assert trail.find(8, near) is DepthChange.NEW and trail.reached(8, near) == near


def test_listings_come_first_then_the_nearest() -> None:
    frontier = Frontier(2)
    frontier.add_story(1, "far", Discovery(BY, None, 2), None)
    frontier.add_story(2, "near", Discovery(BY, None, 0), None)
    frontier.add_listing("list", Discovery("section", None, 0))
    first, second = frontier.next(), frontier.next()
    assert first is not None and second is not None
    assert (first.url, second.url) == ("list", "near")
    assert frontier.next() is None and len(frontier) == 1  # no more than two under way
    frontier.arrived()
    third = frontier.next()
    assert third is not None and third.url == "far"
