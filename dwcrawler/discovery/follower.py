"""What a crawl follows: from its beginnings, from listings, from stories, and from what is known.

Whatever is to be asked for goes into the frontier. A story that the store knows, and that is not
worth another request, is not fetched: the links that it had when it was are followed in its place.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from dwcrawler.console.readable import readable
from dwcrawler.discovery import lists
from dwcrawler.discovery.arguments import Arguments
from dwcrawler.discovery.decisions import (
    DecisionLog,
    Decisions,
    Sighting,
    exclusion_of,
    sighting_of,
)
from dwcrawler.discovery.filters import Filters, Shown
from dwcrawler.discovery.frontier import Frontier
from dwcrawler.discovery.paging import Paging
from dwcrawler.discovery.reasons import Reason, Rule, too_deep
from dwcrawler.discovery.revisit import Revisit
from dwcrawler.discovery.sections import WantedSections
from dwcrawler.discovery.sitemaps import Sitemap, Sitemaps, name_of
from dwcrawler.discovery.trail import DepthChange, Discovery, SeenDepths
from dwcrawler.discovery.yields import Yields
from dwcrawler.editions import Edition, editions
from dwcrawler.identity import (
    address_of,
    content_at,
    is_index,
    language_of,
    short_url,
    unknown_kind,
)
from dwcrawler.items import FoundBy, Link, Story, Teaser
from dwcrawler.normalize import dates
from dwcrawler.pages.syndication.feeds import Entry, Feed
from dwcrawler.store import StoredLink, StoryState
from dwcrawler.store.journal import Journal
from dwcrawler.store.records import DAY

logger = logging.getLogger(__name__)

# Ways that begin at the start pages.
_BY_MENU: Final = frozenset({"sections", "topics"})
# What a listing found in a menu or an index belongs to.
WAY_TO: Final = {"section": "sections", "program": "sections", "topic": "topics"}
# Pages of unknown kinds that a crawl looks at.
_MOST_UNKNOWN: Final = 50
# The way that a link from a story belongs to.
WAY_BY_KIND: Final[dict[FoundBy, str]] = {"explore_more": "explore_more", "link": "links"}


class Follower:
    """Stats: `dw/stories/found`, `dw/stories/found_again`, `dw/stories/known`,
    `dw/stories/left_over`; `dw/unknown_kind/<word>`, pages of kinds that are not known."""

    def __init__(
        self,
        arguments: Arguments,
        sections: WantedSections,
        frontier: Frontier,
        journal: Journal,
        revisit: Revisit,
        log: DecisionLog,
    ) -> None:
        self._args = arguments
        self._sections = sections
        self._frontier = frontier
        self._journal = journal
        self._log = log
        self._stats = log.stats
        self.seen = SeenDepths()
        self.filters = Filters(arguments, log.stats)
        self._decisions = Decisions(arguments, self.filters, revisit, self.seen, journal.known)
        self.yields = Yields(arguments.discover, arguments.languages)
        self._paging = Paging(arguments.max_pages, by_date=arguments.since is not None)
        self._sitemaps = Sitemaps(arguments.languages, arguments.types)
        # Editions whose page of headlines is asked for when their start page has told where it is.
        self._headlines_wait: set[str] = set()
        self._unknown_words: set[str] = set()
        self._unknown_left = _MOST_UNKNOWN
        self._lists: set[str] = set()
        # Of stories that are known and asked for again, what is known.
        self.revisited: dict[int, StoryState] = {}

    # From where the crawl begins

    def begin(self, sitemaps: Iterable[str] = ()) -> None:
        """Start pages, feeds, sitemaps; or only the sections and URLs that were asked for.

        `sitemaps`: those that robots.txt names.
        """
        arguments = self._args
        topics = self.filters.topics
        for url in (*arguments.urls, *self._sections.urls(), *topics.urls()):
            address = address_of(url)
            if address is not None:
                self.filters.ask_for(address)
        for url in arguments.urls:
            self.url(url, Discovery("start", None, 0))
        for url in self._sections.urls():
            self.listing(url, "section")
        for url in topics.urls():
            self.listing(url, "topic")
        if self._sections.names or topics.names or self._begins_at_start_pages():
            for code in arguments.languages:
                self.listing(editions()[code].start_url, "start")
            self._headlines_wait.update(arguments.languages)
        for code in arguments.languages:
            self._lists_of(editions()[code])
        if "sitemap" in arguments.discover:
            self._sitemap_files(self._sitemaps.begin(sitemaps))
        if arguments.resume == "yes":
            self._left_over()

    def _begins_at_start_pages(self) -> bool:
        arguments = self._args
        is_narrowed = arguments.urls or arguments.sections or arguments.topics
        return not is_narrowed and not _BY_MENU.isdisjoint(arguments.discover)

    def _lists_of(self, edition: Edition) -> None:
        """The lists of a whole edition, as far as they were asked for."""
        url = lists.rss_url(edition)
        if "rss" in self._args.discover and url is not None:
            self.feed(url, "rss", edition.code)
        if edition.code not in self._headlines_wait:
            self._headlines(lists.headlines_url(edition))

    def _headlines(self, url: str) -> None:
        if "headlines" in self._args.discover:
            self.index(url, "headlines")

    def _sitemap_files(self, sitemaps: Iterable[Sitemap]) -> None:
        for url, language in sitemaps:
            self.feed(url, "sitemap", language or self._args.languages[0])

    def _left_over(self) -> None:
        """What earlier crawls found, and did not come to fetch, as far as this one wants it."""
        kinds = [kind for kind, way in WAY_BY_KIND.items() if way in self._args.discover]
        before = len(self._frontier)
        for link in self._journal.left_over(kinds, self._args.max_depth):
            on = link.listing if link.source is None else short_url(link.source)
            found = Discovery(link.kind, on, link.depth)
            self._follow_all(sighting_of(link, found, is_left_over=True))
        count = len(self._frontier) - before
        if count:
            self._stats.inc_value("dw/stories/left_over", count)
            logger.info("Resuming %d stories left over from earlier crawls", count)

    # From listings

    def menu(self, links: Iterable[Link]) -> None:
        """Sections and programmes of the menu, topics in focus."""
        for link in links:
            address = address_of(link.url)
            way = WAY_TO.get(address.kind) if address is not None and address.kind else None
            if address is None or way is None or way not in self._args.discover:
                continue
            if address.page > 1:  # found by `next_page`, where it is wanted
                continue
            if self.filters.has_language(address.language):
                self.listing(link.url, "topic" if way == "topics" else "section")

    def start_page(self, language: str, headlines: Iterable[str], unknown: Iterable[str]) -> None:
        """What a start page tells besides its menu, or, with nothing, that it cannot be read."""
        told = [url for url in headlines if language_of(url) == language]
        if language in self._headlines_wait or told:
            self._headlines_wait.discard(language)
            self._headlines(told[0] if told else lists.headlines_url(editions()[language]))
        is_narrowed = self._sections.names or self._args.topics
        if "sections" in self._args.discover and not is_narrowed:
            for url in unknown:
                self._of_unknown_kind(url, editions()[language])

    def start_pages_done(self) -> bool:
        """When nothing more comes: of editions whose start page never did. Whether there were any."""
        waiting = sorted(self._headlines_wait)
        for language in waiting:
            self.start_page(language, (), ())
        return bool(waiting)

    def look_for_headlines(self, url: str) -> None:
        """They are not at `url`, which was guessed: an edition's start page may say where."""
        edition = editions().get(language_of(url) or "")
        if edition is None or url != lists.headlines_url(edition):
            return
        address = address_of(edition.start_url)
        if address is not None and self._is_new_list(address.key):
            self._frontier.add_listing(edition.start_url, Discovery("headlines", None, 0))

    def _of_unknown_kind(self, url: str, edition: Edition) -> None:
        """The next new kind of listing must not hide its stories: it is looked at, once."""
        word = unknown_kind(url)
        if word is None or language_of(url) != edition.code or not self._is_new_list(url):
            return
        self._stats.inc_value(f"dw/unknown_kind/{word}")
        if word not in self._unknown_words:
            self._unknown_words.add(word)
            logger.info(
                "%s- is a kind of page that is not known: %s is looked at", word, readable(url)
            )
        self._unknown_left -= 1
        if self._unknown_left == -1:
            logger.warning(
                "Skipping further pages of unknown kinds: %d were fetched", _MOST_UNKNOWN
            )
        if self._unknown_left >= 0:
            self._frontier.add_listing(url, Discovery("section", edition.start_url, 0))

    def next_page(
        self, url: str, teasers: list[Teaser], language: str, made_at: datetime, way: FoundBy
    ) -> None:
        """A listing that was read goes on at its next page, where that is wanted."""
        address = address_of(url)
        if address is None:
            return

        def is_any_recent(shown: Iterable[Teaser]) -> bool | None:
            return self.filters.is_any_recent(shown, language, made_at)

        after = self._paging.next_of(address, url, teasers, is_any_recent)
        following = address_of(after) if after is not None else None
        if after is not None and following is not None and self._is_new_list(following.key):
            self._frontier.add_listing(after, Discovery(way, url, 0))

    def teasers(
        self, teasers: Iterable[Teaser], language: str, made_at: datetime, found: Discovery
    ) -> None:
        for teaser in teasers:
            listed = dates.read(teaser.date_published or "", language, made_at)
            shown = Shown(teaser.type, teaser.date_published, listed, teaser.headline)
            self._follow_all(Sighting(teaser.url, found, listed, shown))

    def entry(self, entry: Entry, language: str, made_at: datetime, found: Discovery) -> None:
        """Of a feed or sitemap: it may also tell when a story changed."""
        teaser, modified = entry
        if not self.filters.changed(modified, language, made_at, teaser):
            self._log.tell(teaser.url, Reason(Rule.UNWANTED_DATE, False, detail=modified))
            return
        published = dates.read(teaser.date_published or "", language, made_at)
        changed = dates.read(modified or "", language, made_at)
        shown = Shown(teaser.type, teaser.date_published, published, teaser.headline)
        self._follow_all(Sighting(teaser.url, found, changed or published, shown))

    def feed_read(
        self, feed: Feed, url: str, found: Discovery, language: str, made_at: datetime
    ) -> None:
        """With `since`, parts of a sitemap that cannot hold a newer story are not asked for."""
        if feed.entries:
            self.yields.gave(found.by)
        if found.by == "sitemap":
            parts = {part.url: part.modified for part in feed.parts}
            sitemap = Sitemap(url, name_of(url).language)
            for part in self._sitemaps.came(sitemap, parts, bool(feed.entries)):
                if self.filters.changed(parts[part.url], language, made_at):
                    self._sitemap_files([part])
        for entry in feed.entries:
            self.entry(entry, language, made_at, Discovery(found.by, url, 0))
        self.feed_done(url)

    def feed_done(self, url: str) -> None:
        """A feed or sitemap was read, or cannot be."""
        self._sitemap_files(self._sitemaps.done(url))

    def indexes(self, urls: Iterable[str]) -> None:
        if "topics" in self._args.discover:
            for url in urls:
                self.index(url, "topic")

    # Topics by name

    def look_up_topics(self, url: str, links: Iterable[Link], indexes: Iterable[str]) -> None:
        """On a start page or one of the topics from A to Z: those asked for, and where to look on."""
        topics, language = self.filters.topics, language_of(url) or ""
        for link in topics.choose(links):
            self.listing(link.url, "topic")
        for index in topics.lookup.indexes(language, indexes, topics.names):
            self.index(index, "topic")

    def lookup_page_done(self, url: str, *, is_read: bool) -> None:
        """Such a page was read, or cannot be. If names are still unknown, all others are read."""
        topics, language = self.filters.topics, language_of(url) or ""
        if is_index(url):
            topics.lookup.index_done(url, language if is_read else None)
        else:
            topics.lookup.start_page_done(language)
        if topics.unknown():
            for index in topics.lookup.others():
                self.index(index, "topic")

    # From stories

    def story(self, story: Story, made_at: datetime, depth: int) -> None:
        """A story that came."""
        for topic in self.filters.topics.carried_by(story.topics):
            self.listing(topic.url, "topic")
        if "topics" in self._args.discover:
            for topic in story.topics:
                if self.filters.has_language(language_of(topic.url)):
                    self.listing(topic.url, "topic")
        if depth >= self._args.max_depth:
            self._not_followed(story, depth)
            return
        if "explore_more" in self._args.discover:
            found = Discovery("explore_more", story.short_url, depth + 1)
            self.teasers(story.related, story.language, made_at, found)
        if "links" in self._args.discover:
            for link in story.links:
                if link.id is not None:
                    self.url(link.url, Discovery("link", story.short_url, depth + 1))

    def _not_followed(self, story: Story, depth: int) -> None:
        """Links that lead further than the crawl goes, to stories not found so far."""
        linked: list[Teaser | Link] = []
        if "explore_more" in self._args.discover:
            linked += story.related
        if "links" in self._args.discover:
            linked += story.links
        urls = [link.url for link in linked if link.id is not None and not self.seen.has(link.id)]
        self._log.tell_all(urls, too_deep(depth + 1, self._args.max_depth))

    def url(self, url: str, found: Discovery) -> None:
        """A link to anything, of which nothing more is known."""
        self._follow_all(Sighting(url, found))

    def _follow_all(self, link: Sighting) -> None:
        """Iterates where stories that are known lead to others like them."""
        links = [link]
        while links:
            links += self._follow(links.pop())

    def known_story(self, story_id: int, depth: int) -> None:
        """A story that turned out to be as it is known: its links are followed."""
        for link in self._links_of_known(story_id, depth):
            self._follow_all(link)

    def _follow(self, link: Sighting) -> list[Sighting]:
        """Puts a story into the frontier, or gives the links of one that need not be fetched."""
        content = content_at(link.url)
        if content is None:
            return []
        target, address = content
        found = link.found
        if address.is_listing:
            in_index = found.by == "topic" and "topics" in self._args.discover
            in_index = in_index and self.filters.has_language(address.language)
            in_index = in_index and address.page == 1
            if found.is_asked_for or in_index:
                self.listing(target, found.by)
            return []
        reason = self._decisions.decide(link, address)
        self._log.tell(target, reason)
        is_found_again = reason.rule is Rule.FOUND_ALREADY
        if not is_found_again and (why_not := exclusion_of(reason)) is not None:
            if not link.is_left_over:
                self.filters.leave_out(address, why_not, link.shown)
            return []
        news = self.seen.find(address.id, found)
        nearer = self._nearer(address.id, found.depth) if news is DepthChange.NEARER else []
        if is_found_again:
            self._stats.inc_value("dw/stories/found_again")
            return nearer
        known = reason.known
        if known is not None and not reason.asks:
            self.filters.leave_out_known(known, reason.rule)
            return self._instead_of(known, found) if news is DepthChange.NEW else nearer
        self._decisions.passed_over.discard(address.id)
        if known is not None and known.revision:
            self.revisited[address.id] = known
        self._stats.inc_value("dw/stories/found")
        self._frontier.add_story(address.id, target, found, _as_listed(link.listed))
        if found.on is not None and found.depth == 0 and (known is None or not known.revision):
            self._keep_listed(address.id, target, link)
        return nearer

    def _keep_listed(self, story_id: int, url: str, link: Sighting) -> None:
        """A list may not show it any more when a later crawl looks."""
        by, on, _ = link.found
        kind, date = link.shown[:2] if link.shown is not None else (None, None)
        self._journal.listed(StoredLink.on_list(story_id, url, by, on, kind, date))

    def _instead_of(self, known: StoryState, found: Discovery) -> list[Sighting]:
        self._stats.inc_value("dw/stories/known")
        self._decisions.passed_over.add(known.id)
        self._journal.passed(known, found.depth)
        self.seen.reached(known.id, found)
        return self._links_of_known(known.id, found.depth)

    def _nearer(self, story_id: int, depth: int) -> list[Sighting]:
        self._journal.nearer(story_id, depth)
        return self._links_of_known(story_id, depth)

    def _links_of_known(self, story_id: int, depth: int) -> list[Sighting]:
        if depth >= self._args.max_depth:
            return []
        return [
            sighting_of(link, Discovery(link.kind, short_url(story_id), depth + 1))
            for link in self._journal.links_from(story_id)
            if WAY_BY_KIND.get(link.kind) in self._args.discover
        ]

    # Lists

    def listing(self, url: str, way: FoundBy) -> None:
        address = address_of(url)
        if address is not None and self._is_new_list(address.key):
            self._frontier.add_listing(url, Discovery(way, None, 0))

    def index(self, url: str, way: FoundBy) -> None:
        if self.filters.has_language(language_of(url)) and self._is_new_list(url):
            self._frontier.add_listing(url, Discovery(way, None, 0))

    def feed(self, url: str, way: FoundBy, language: str) -> None:
        if self._is_new_list(url):
            self._frontier.add_listing(url, Discovery(way, None, 0), feed_of=language)

    def feed_in_other_form(self, url: str, language: str) -> bool:
        """What RDF could not tell, RSS 2.0 may. Whether there is another form."""
        other = lists.other_rss_url(url)
        if other is not None:
            self.feed(other, "rss", language)
        return other is not None

    def _is_new_list(self, key: str) -> bool:
        if key in self._lists:
            return False
        self._lists.add(key)
        return True


def _as_listed(moment: dates.Moment | None) -> str | None:
    """The date under which a list shows a story: a time, or only a day; nothing that is vaguer."""
    if moment is None or moment.precision is None:
        return None
    return moment.value if moment.precision == "second" else moment.value[:DAY]
