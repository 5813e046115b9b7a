"""Pages and feeds with random damage: nothing raises, and what is not read may be as it likes.

`make fuzz` runs it for as many mutations as wanted; `test_damage` runs a part with Hypothesis.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import re
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import msgspec
from scrapy.exceptions import DropItem
from scrapy.utils.project import get_project_settings

from dwcrawler.commands.extract import build_pipelines
from dwcrawler.items import Story
from dwcrawler.minisite.site import Site
from dwcrawler.minisite.world import World
from dwcrawler.pages import Page, parse, parse_feed

CAPTURED = Path(__file__).parents[3] / "shared/pages"
KINDS = ("replace", "insert", "remove", "flip", "double", "cut")
# What does the most harm to HTML, JSON and UTF-8, besides bytes of any value.
HARMFUL = (
    *(b"\xff", b"\xc3", b"\xed\xa0\xbd", b"\xf0\x9f\x98", b"\x00", b"\x1b", b"\r", b"\\", b"\\u"),
    *(rb"\ud83d", rb"\ude00", b'"', b"'", b"{", b"}", b"[", b"]", b"<", b">", b"</", b"<!--", b"&"),
    *(b"&#xd83d;", b"<p>", b"</script", b"null", b"1e999", b"-", b"9" * 4400, b":", b",", b" "),
)
LONGEST_BLOCK = 4000
SEED = 20_240_130


class Sample(NamedTuple):
    """A page, or a feed, which has no URL."""

    name: str
    body: bytes
    url: str | None


class Damage(NamedTuple):
    """What is done at a place; `at` counts from the start of where damage may be, modulo its size."""

    kind: str
    at: int
    put: bytes = b""
    length: int = 1

    def __repr__(self) -> str:
        put = self.put if len(self.put) < 20 else self.put[:20] + b"..."
        return f"{self.kind} {self.at} {put!r} {self.length}"


class Span(NamedTuple):
    start: int
    end: int


def captured() -> list[Sample]:
    """The captured pages and feeds; none where they are absent."""
    if not CAPTURED.is_dir():
        return []
    index = json.loads((CAPTURED / "index.json").read_text())
    urls = {entry["file"]: entry["url"] for entry in index}
    files = sorted(file for file in CAPTURED.iterdir() if file.suffix in (".html", ".rdf"))
    return [
        Sample(file.name, file.read_bytes(), urls[file.name] if file.suffix == ".html" else None)
        for file in files
    ]


@lru_cache(maxsize=1)
def made() -> list[Sample]:
    """Pages of every layout and type, listings and feeds, of the miniature site."""
    samples = []
    for layout in ("app_state", "apollo", "dom", "classic"):
        site = Site(World(stories=25, languages=("en",), layout=layout))
        first_of_type = {site.world.type_of(n): n for n in reversed(range(25))}
        if layout == "classic":
            first_of_type = {"article": first_of_type["article"]}
        for kind, n in sorted(first_of_type.items()):
            url = site.truths.of(n).story.url
            samples.append(Sample(f"{layout} {kind}", site._story_page(n), url))
        if layout != "classic":
            path = site.world.edition("en").start_path
            body = site.answer("www.dw.com", path).body
            samples.append(Sample(f"{layout} start page", body, f"https://www.dw.com{path}"))
    headlines = "/en/headlines/headlines-en"
    body = site.answer("www.dw.com", headlines).body
    samples.append(Sample("headlines", body, f"https://www.dw.com{headlines}"))
    for form in ("rdf", "xml"):
        feed = site.answer("rss.dw.com", f"/{form}/rss-en-all").body
        samples.append(Sample(f"feed {form}", feed, None))
    sitemap = site.answer("www.dw.com", "/en/news-sitemap.xml").body
    samples.append(Sample("news sitemap", sitemap, None))
    return samples


def damaged(body: bytes, damages: list[Damage], where: Span | None = None) -> bytes:
    """The body after all of the damage, which stays within `where`."""
    start, end = where or Span(0, len(body))
    before, part, after = body[:start], bytearray(body[start:end]), body[end:]
    for damage in damages:
        at = damage.at % (len(part) + 1)
        block = part[at : at + damage.length]
        if damage.kind == "replace":
            part[at : at + len(damage.put)] = damage.put
        elif damage.kind == "insert":
            part[at:at] = damage.put
        elif damage.kind == "remove":
            del part[at : at + len(damage.put)]
        elif damage.kind == "flip" and block:
            part[at] ^= 1 << (damage.length % 8)
        elif damage.kind == "double":
            part[at:at] = block
        elif damage.kind == "cut":
            del part[at : at + damage.length]
    return b"".join((before, part, after))


def random_damage(random: Random) -> list[Damage]:
    return [
        Damage(
            random.choice(KINDS),
            random.getrandbits(32),
            random.choice(HARMFUL) if random.random() < 0.6 else random.randbytes(1),
            random.randrange(1, LONGEST_BLOCK),
        )
        for _ in range(random.choice((1, 1, 1, 2, 3, 8)))
    ]


# What is not read


_UNREAD = (
    re.compile(rb"<!--(?![\[<>-])(.*?)-->", re.DOTALL),
    re.compile(rb"<style[^>]*>(.*?)</style", re.DOTALL),
    re.compile(rb"<script(?![^>]*ld\+json)[^>]*>(.*?)</script", re.DOTALL),
)
_STATE = re.compile(rb"__(?:APP|APOLLO)_STATE__\s*=\s*(?=\{)")
# Of the page's labels those of credits and of the blocks below a story are read.
_LABELS = re.compile(rb".{0,100}copyright_prefix.{0,200}|content_block_detail.{0,3000}", re.DOTALL)


def unread(sample: Sample) -> list[Span]:
    """Parts of a page that do not tell its story: it is the same whatever is in them."""
    assert sample.url is not None
    story = parse(sample.body, sample.url).story
    if story is None:
        return []
    spans = []
    for span, *others in _candidates(sample.body):
        pages = (sample.body[: span.start] + other + sample.body[span.end :] for other in others)
        if span.end - span.start > 8:
            if all(parse(page, sample.url).story == story for page in pages):
                spans.append(span)
    return spans


def _candidates(body: bytes) -> Iterator[tuple[Span, *tuple[bytes, ...]]]:
    """Each with what could stand in its place."""
    for pattern in _UNREAD:
        for match in pattern.finditer(body):
            if not _STATE.search(match[0]):
                yield Span(*match.span(1)), b""
    state = _STATE.search(body)
    for name, span in _members(body, state.end() if state else len(body)):
        value = json.loads(body[span.start : span.end])
        others = (_changed(value), _changed(value, texts_only=True))
        yield span, b"{}", *(json.dumps(other).encode() for other in others)
        if name == "ROOT_QUERY":
            for _, inner in _members(body, span.start):
                yield from (
                    (part, body[part.start : part.end]) for part in _around_labels(body, inner)
                )


def _changed(value: Any, *, texts_only: bool = False) -> Any:
    """The same JSON with every value, or every text, another."""
    if isinstance(value, dict):
        return {name: _changed(inner, texts_only=texts_only) for name, inner in value.items()}
    if isinstance(value, list):
        return [_changed(inner, texts_only=texts_only) for inner in value]
    if isinstance(value, str):
        return value.swapcase()
    if texts_only:
        return value
    return not value if isinstance(value, bool) else (value or 0) + 1


def _members(body: bytes, start: int) -> Iterator[tuple[str, Span]]:
    """The names of a JSON object and where their values stand."""
    text = body.decode("latin-1")  # one letter a byte
    decoder = json.JSONDecoder(strict=False)
    at = start
    while (name := re.compile(r'[{,]\s*(?=")').match(text, at)) is not None:
        key, at = decoder.raw_decode(text, name.end())
        value = re.compile(r"\s*:\s*").match(text, at)
        assert value is not None
        _, at = decoder.raw_decode(text, value.end())
        yield key, Span(value.end(), at)
        at = re.compile(r"\s*").match(text, at).end()  # type: ignore[union-attr]


def _around_labels(body: bytes, span: Span) -> Iterator[Span]:
    """Some of the page's labels are read where they stand, amid others that are not."""
    if span.end - span.start < 1000:
        return
    start = span.start
    for label in _LABELS.finditer(body, span.start, span.end):
        yield Span(start, label.start())
        start = label.end()
    yield Span(start, span.end)


# The run


@dataclass(slots=True)
class Tally:
    mutations: int = 0
    stories: int = 0
    problems: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        self.mutations += other.mutations
        self.stories += other.stories
        self.problems += other.problems
        self.faults += other.faults


def faults_of(sample: Sample, damages: list[Damage], where: Span | None) -> tuple[list[str], Page]:
    """What is wrong with what came of a damaged page, or feed; and that."""
    body = damaged(sample.body, damages, where)
    page = Page()
    try:
        if sample.url is None:
            page.problems = parse_feed(body).problems
        else:
            page = parse(body, sample.url)
            msgspec.json.encode((page.story, page.teasers, page.links, page.indexes))
    except Exception:
        return [traceback.format_exc(limit=-3)], page
    faults = [problem for problem in page.problems if problem.startswith("internal_error")]
    if sample.url is not None and page.story is None and page.layout is None and not page.problems:
        faults.append("nothing is read and no problem told")
    return faults, page


def clean(story: Story) -> str | None:
    """What the pipelines fail with, if they do."""
    try:
        for pipeline in _pipelines():
            story = pipeline.process_item(story)  # type: ignore[assignment]
        msgspec.json.encode(story)
    except DropItem:
        return None
    except Exception:
        return traceback.format_exc(limit=-3)
    return None


@lru_cache(maxsize=1)
def _pipelines() -> list:  # type: ignore[type-arg]
    return build_pipelines(get_project_settings())


def run(sample: Sample, mutations: int, seed: int) -> Tally:
    """Half of the damage is anywhere; of a story's page, half is where nothing is read."""
    logging.disable()  # what the pipelines cannot read
    random = Random(f"{sample.name} {seed}")
    spans = unread(sample) if sample.url else []
    story = parse(sample.body, sample.url).story if sample.url else None
    tally = Tally()
    for number in range(mutations):
        where = random.choice(spans) if spans and number % 2 else None
        damages = random_damage(random)
        faults, page = faults_of(sample, damages, where)
        if where is not None and page.story != story:
            faults.append("the story is another one, though only what is not read was damaged")
        elif page.story is not None and number % 10 == 0 and (failure := clean(page.story)):
            faults.append(failure)
        tally.mutations += 1
        tally.stories += page.story is not None
        tally.problems.update({problem.partition(":")[0] for problem in page.problems})
        tally.faults += [f"{sample.name}, {damages}, {where}: {fault}" for fault in faults]
    return tally


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mutations", type=int, default=20_000, help="in all")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--only", default="", help="samples with this in their names")
    options = parser.parse_args()
    samples = [sample for sample in captured() + made() if options.only in sample.name]
    each = -(-options.mutations // len(samples))
    began = time.monotonic()
    total = Tally()
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        runs = [pool.submit(run, sample, each, options.seed) for sample in samples]
        for sample, running in zip(samples, runs, strict=True):
            tally = running.result()
            total.add(tally)
            told = ", ".join(f"{code} {n}" for code, n in tally.problems.most_common())
            print(
                f"{sample.name}: {tally.mutations} mutations, {tally.stories} stories; {told}",
                flush=True,
            )
    for fault in total.faults[:20]:
        print(fault, file=sys.stderr)
    seconds = time.monotonic() - began
    print(
        f"{len(samples)} pages and feeds, {total.mutations} mutations, "
        f"{len(total.faults)} exceptions and other faults, {seconds:.0f} s"
    )
    return 1 if total.faults else 0


if __name__ == "__main__":
    sys.exit(main())
