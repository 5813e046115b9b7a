"""One page, whichever of the site's generations made it."""

from __future__ import annotations

import re
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from dwcrawler.identity import STORY_KINDS, Address, address_of, is_index, short_url
from dwcrawler.items import TYPES_WITH_TEXT, Image, Layout, Link, Story, Teaser
from dwcrawler.pages import archived, checks, json_ld, metadata, selectors
from dwcrawler.pages.encoding import in_utf_8, repaired
from dwcrawler.pages.html import classic, further, rendered
from dwcrawler.pages.markup import Element, document, without_amp, without_drawings
from dwcrawler.pages.media import add_shared_file, with_player
from dwcrawler.pages.pictures import with_lead
from dwcrawler.pages.problems import Problem
from dwcrawler.pages.relations import relation_of_tracking_name
from dwcrawler.pages.state import embedded, listing, related, story
from dwcrawler.pages.state.content import Content
from dwcrawler.pages.state.decoding import StateError

# Captured pages have 70 to 330 KB. Beyond this a page is an accident or an attack.
MAX_BYTES: Final = 16 * 1024 * 1024
_NO_STORY: Final = Problem("no_content", "no story on the page of one")
_NO_KNOWN_TEXT: Final = Problem(
    "other_page_shape", "nothing on the page is known as the text of the story"
)
# For these no tree is built.
_NOT_SHOWN: Final = frozenset({"url"})
_CLASSIC_CONTENT: Final = selectors.CLASSIC_CONTENT.encode()
_AFTER_LABEL: Final = re.compile(r"\s*[:：]\s*")
# What a page that shows something has. After a damaged tag in the head the parser knows no `body`.
_SHOWN: Final = ("body", "article", "div", "h1")


@dataclass(slots=True, kw_only=True)
class Page:
    """What one page says.

    address:  what its URL says of it; None where that is no address of content (headlines, topics
              from A to Z)
    story:    the raw story (pipelines clean it); None where the page is no story or not a whole one
    teasers:  of a listing (section, topic, programme, person): the stories it lists, in order
    links:    of a listing: the site's own navigation, sections and then topics in focus; of an
              index (headlines, topics A to Z): the listings in it
    indexes:  of a listing: URLs of the pages of topics from A to Z
    headlines: of a listing: URLs of the pages of headlines
    unknown:  of a listing: URLs of numbered pages of DW's whose kind is not known
    layout:   which generation the story or listing was read from; None where none fits
    problems: what was wrong; empty for a sound page.
              Codes: empty, too_large, not_html, truncated, no_content, unknown_type, bad_state,
              lenient_state, other_state_shape, other_page_shape, bad_field, bad_date, bad_json_ld, bad_encoding, other_short_url, internal_error
    """

    address: Address | None = field(default=None, compare=False)
    story: Story | None = None
    teasers: list[Teaser] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    indexes: list[str] = field(default_factory=list)
    headlines: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    layout: Layout | None = None
    problems: list[Problem] = field(default_factory=list)

    def __str__(self) -> str:
        """In a line, as for the banner of `scrapy shell`."""
        what = "a story" if self.story is not None else f"{len(self.teasers)} teasers"
        problems = f"; {'; '.join(self.problems)}" if self.problems else ""
        return f"<{what}, layout {self.layout}{problems}>"

    @property
    def is_truncated(self) -> bool:
        return any(problem.code == "truncated" for problem in self.problems)


def parse(body: bytes | str, url: str, content_type: str | bytes | None = None) -> Page:
    """Never raises, whatever the bytes; never gives a part of a story as the whole.

    body:         as it came or was saved, in the encoding that it declares, or decoded already; a
                  page, or what the site's own interface answers, JSON
    content_type: the HTTP header, for its charset, where there is one

    Sources in the order in which they are trusted: the embedded state, JSON-LD, metas, the rendered
    page, Open Graph; of each field the first whose value passes its check (`checks`). The tree of
    the whole page is built only where the first ones do not tell it all.
    """
    if isinstance(body, str):
        body, content_type = _encoded(body), "text/html; charset=utf-8"
    if not isinstance(body, bytes):
        raise TypeError(f"a page's body is bytes or str, not {type(body).__name__}")
    address = address_of(url)
    try:
        return _parse(body, url, address, content_type)
    except Exception as error:  # a fault of ours, which is to cost one page and not a crawl
        return _useless(address, Problem("internal_error", _with_place(error)))


def _parse(
    body: bytes, url: str, address: Address | None, content_type: str | bytes | None
) -> Page:
    if not body or body.isspace():
        return _useless(address, Problem("empty", "the page has no content"))
    if len(body) > MAX_BYTES:
        problem = Problem("too_large", f"{len(body)} bytes, at most {MAX_BYTES} are read")
        return _useless(address, problem)
    body, lost = in_utf_8(body, content_type)
    try:
        page = _read(body, url, address)
    except UnicodeDecodeError:  # found where it is read: to look for it before costs too much
        body, also_lost = repaired(body)
        page = _read(body, url, address)
        lost += also_lost
    if lost:
        page.problems.append(bad_encoding(lost))
    return page


def bad_encoding(lost: int) -> Problem:
    return Problem("bad_encoding", f"{lost} characters cannot be decoded; U+FFFD stands for each")


def _useless(address: Address | None, problem: Problem) -> Page:
    return Page(address=address, problems=[problem])


def _read(body: bytes, url: str, address: Address | None) -> Page:
    """Raises UnicodeDecodeError where what is read is no UTF-8."""
    page = Page(address=address)
    reader = _Reader(archived.unwrapped(body), page)
    reader.read_index() if is_index(url) else reader.read()
    if page.story is not None:
        page.story.provenance.layout = page.layout
        if page.story.type in TYPES_WITH_TEXT and not (page.story.body or page.story.posts):
            page.problems.append(_NO_KNOWN_TEXT)
    return page


def _encoded(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:  # half a surrogate pair, which the decoder of UTF-16 replaces
        return text.encode("utf-16", "surrogatepass")


def _with_place(error: Exception) -> str:
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} ({Path(place.filename).name}, line {place.lineno})"


class _Reader:
    """Reads one page into `page`, keeping the whole page's tree once it had to be built."""

    def __init__(self, body: bytes, page: Page) -> None:
        self._body = body
        self._address = page.address
        self._page = page
        self._metadata = metadata.Metadata(body, page.problems)
        self._found = embedded.find(body)
        self._tree: Element | None = None
        self._is_parsed = False
        self._is_state_useless = False

    def read(self) -> None:
        if embedded.is_answer(self._body):
            self._read_answer()
        elif not self._read_state():
            self._read_rendered()
            if self._page.story is not None and self._is_state_useless:
                self._problem(Problem("bad_state", "the state has no content of this page"))
        if self._page.layout is None and not self._page.problems:
            self._problem(Problem("no_content", "no story and no teasers on the page"))

    def read_index(self) -> None:
        """Headlines, topics from A to Z: whatever links to content in the page's own part."""
        tree = self._parsed()
        if tree is not None:
            self._page.teasers, self._page.links = rendered.entries_of(tree, self._page.problems)
            self._page.indexes = rendered.indexes_of(self._body)
        if self._page.teasers or self._page.links:
            self._page.layout = "dom"
        elif archived.has_end(self._body):
            self._problem(Problem("no_content", "no entries on the page"))
        else:
            self._problem(Problem("truncated", "the page has no end"))

    def _problem(self, problem: Problem) -> None:
        self._page.problems.append(problem)

    def _read_state(self) -> bool:
        """Whether the state told what this page is."""
        try:
            state = embedded.state_in(
                self._body, self._found, self._content_id(), self._page.problems
            )
        except StateError as error:
            self._problem(Problem("bad_state", str(error)))
            if not archived.has_end(self._body, self._found.end() if self._found else 0):
                self._problem(Problem("truncated", "the page ends within its state"))
            return False
        self._is_state_useless = state is not None and state.content is None
        return state is not None and self._read_content(state)

    def _read_answer(self) -> None:
        """Of the site's own interface, which tells all that a page's state does."""
        try:
            answered = embedded.answered(self._body, self._content_id(), self._page.problems)
        except StateError as error:
            is_cut = not self._body.rstrip().endswith((b"}", b"]"))
            self._problem(
                Problem("truncated", str(error)) if is_cut else Problem("bad_state", str(error))
            )
            return
        if answered is not None:
            self._read_content(answered)

    def _content_id(self) -> int | None:
        """That of the page's URL, or else of the one that the page states."""
        if self._address is not None:
            return self._address.id
        return next((own.id for _, own in self._metadata.addresses()), None)

    def _read_content(self, state: embedded.EmbeddedState) -> bool:
        content = state.content
        if content is None:
            return False
        kind = story.kind_of(content, self._address)
        if kind is None:
            self._problem(Problem("unknown_type", str(content.text("__typename"))))
            return True
        self._page.layout = state.layout
        self._report_other_short_url(content.text("permaLinkUrl"), story.number_of(content))
        if kind not in story.STORY_TYPES:
            self._read_listing(content)
            return True
        told, missing = story.story_of(content, self._address)
        if state.layout == "api":  # nothing is around it
            if told is not None:
                self._take(told, missing, story.localized_dates(content, told.language))
        elif told is not None:
            if missing:
                self._fill(told, missing, content)
            self._read_below(told)
            add_shared_file(told, lambda name: self._metadata.head.metas.get(name, ()))
        if told is not None and any(image is not told.lead_image for image in told.images):
            _without_label(told.images, self._body)
        if told is not None and not checks.is_text(told.headline):
            told, self._page.layout = None, None
        self._page.story = told
        return told is not None

    def _read_listing(self, content: Content) -> None:
        """What its state does not list, the rendered page may."""
        page = self._page
        page.teasers, page.links = listing.teasers_of(content), listing.menu_of(content)
        if page.layout == "api":
            return
        self._read_further()
        if not (page.teasers and page.links) and (tree := self._parsed()) is not None:
            page.links = page.links or rendered.menu_of(tree)
            if not page.teasers:
                page.teasers = rendered.teasers_of(tree, page.problems)

    def _read_further(self) -> None:
        self._page.indexes = rendered.indexes_of(self._body)
        self._page.headlines = further.headlines_of(self._body)
        self._page.unknown = further.unknown_of(self._body)

    def _report_other_short_url(self, stated: str | None, content_id: int | None) -> None:
        is_own = content_id is not None and stated == short_url(content_id)
        address = address_of(stated) if stated and not is_own else None
        if address is not None and content_id is not None and address.id != content_id:
            self._problem(Problem("other_short_url", f"the page of {content_id} states {stated}"))
        elif content_id is not None and self._address and self._address.id != content_id:
            self._problem(
                Problem("other_short_url", f"asked for {self._address.id}, got {content_id}")
            )

    def _fill(self, told: Story, missing: set[str], content: Content) -> None:
        """Fields that the state does not tell, from the next source that does."""
        self._body.decode()  # raises for what the state has not shown: these sources do not
        page = self._metadata
        described = page.json_ld(told)
        described.pop("lead_image", None)  # without its caption: the rendered page tells more
        self._take(told, missing, described)
        self._take(told, missing, page.dates(told.language))
        self._take(told, missing, story.localized_dates(content, told.language))
        self._take(told, missing, {"url": page.url_of(told.id)})
        if "player" in missing and (player := page.player(told)) is not None:
            with_player(told, player)
            missing.discard("player")
        if missing - _NOT_SHOWN and (tree := self._parsed()) is not None:
            self._take_rendered(told, missing, tree)
        if missing:
            self._take(told, missing, page.open_graph(told.language))
        if told.lead_image is not None:
            told.images = with_lead(told.lead_image, told.images)

    def _take_rendered(self, told: Story, missing: set[str], tree: Element) -> None:
        shown = rendered.story_of(tree, self._metadata, self._address)
        if shown is None or not rendered.is_whole(self._body, self._start()):
            return
        if "kicker" in missing:  # it begins with a category
            told.categories = list(dict.fromkeys([*shown.categories, *told.categories]))
        fields = {name: getattr(shown, name) for name in missing - _NOT_SHOWN - {"player"}}
        self._take(told, missing, fields)
        own = next((media for media in shown.media if media.id == told.id), None)
        if "player" in missing and own is not None:
            with_player(told, own)

    def _take(self, told: Story, missing: set[str], fields: json_ld.Fields) -> None:
        """What passes its check; readers note what does not."""
        for name in [name for name in missing if fields.get(name)]:
            if checks.accepts(name, fields[name], told.language):
                setattr(told, name, fields[name])
                missing.discard(name)

    def _read_below(self, told: Story) -> None:
        """The headings of the state's blocks of stories, and the blocks that only the page shows."""
        relations = {teaser.relation for teaser in told.related}
        if relations:
            related.set_headings(told.related, related.labels_of(self._body), told.kicker)
        if relations and self._page.layout == "apollo":  # showed but these (seen): saves a tenth
            return
        shown = rendered.below_in(self._body, self._start())
        told.is_advertorial = told.is_advertorial or shown.is_advertorial
        missing = {relation_of_tracking_name(name) for name in shown.blocks} - relations
        if not missing or (tree := self._parsed()) is None:
            return
        known = {teaser.id for teaser in told.related}
        told.related += [
            teaser
            for teaser in rendered.related_of(tree, told.id, self._page.problems)
            if teaser.relation in missing and teaser.id not in known
        ]

    def _start(self) -> int | None:
        return self._found.start() if self._found else None

    def _parsed(self, is_classic: bool = False) -> Element | None:
        """Raises UnicodeDecodeError where the parser would replace bytes without a word."""
        if not self._is_parsed:
            self._body.decode()
            # The classic layout has no drawings (seen), so to look for them would be in vain.
            page = without_amp(self._body)
            self._tree = document(page if is_classic else without_drawings(page))
            self._is_parsed = True
            if self._tree is not None and archived.keeps_addresses(self._metadata.head):
                archived.restore(self._tree)
        return self._tree

    def _read_rendered(self) -> None:
        is_classic = self._body.rfind(_CLASSIC_CONTENT) >= 0
        tree = self._parsed(is_classic)
        if tree is None or next(tree.iter(*_SHOWN), None) is None:
            self._problem(Problem("not_html", "nothing in it can be read as HTML"))
            return
        if is_classic and classic.content_of(tree) is not None:
            self._page.layout = "classic"
            found = classic.story_of(tree, self._metadata, self._address)
            whole = classic.is_whole(self._body)
        else:
            found = rendered.story_of(tree, self._metadata, self._address)
            whole = rendered.is_whole(self._body, self._start())
            self._page.layout = "dom"
            if found is None:
                self._read_shown_listing(tree)
        if found is not None and not whole:
            self._problem(Problem("truncated", "the page ends within the story"))
            found = None
        is_story = self._address is not None and self._address.kind in STORY_KINDS
        if found is None and not (self._page.teasers or self._is_bare_listing()):
            self._page.layout = None
            if not archived.has_end(self._body) and not self._page.is_truncated:
                self._problem(Problem("truncated", "the page has no end"))
        elif found is None and is_story and not self._page.is_truncated:
            self._problem(_NO_STORY)
        if found is not None:
            add_shared_file(found, lambda name: self._metadata.head.metas.get(name, ()))
            found.is_advertorial = found.is_advertorial or rendered.is_advertorial(tree, self._body)
        self._page.story = found

    def _read_shown_listing(self, tree: Element) -> None:
        page = self._page
        page.teasers = rendered.teasers_of(tree, page.problems)
        is_listing = self._address is not None and self._address.is_listing
        if not page.teasers and is_listing and archived.has_end(self._body):
            page.teasers = rendered.unnamed_teasers_of(tree, page.problems)
        page.links = rendered.menu_of(tree)
        self._read_further()

    def _is_bare_listing(self) -> bool:
        """A listing with the site's menu and nothing to list; a consent page has no menu."""
        is_listing = self._address is not None and self._address.is_listing
        return is_listing and bool(self._page.links) and archived.has_end(self._body)


def _without_label(images: list[Image], body: bytes) -> None:
    """Credits in the body's HTML have the page's own label before them."""
    label = embedded.credit_label(body)
    if label is None:
        return
    for image in images:
        if image.credit and image.credit.startswith(label):
            rest = _AFTER_LABEL.match(image.credit, len(label))
            image.credit = image.credit[rest.end() :] if rest else image.credit
