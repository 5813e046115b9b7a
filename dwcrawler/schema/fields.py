"""What each field of a story and of its parts is: how it is cleaned, whether a change of it makes a
new revision, and what it means in words.

By the names of the classes in `items.py` and of their fields. The words are for the JSON Schema, the
README and `docs/data.md`: Markdown, one line each. Every field stands here, or the schema is not
generated and a test fails (`tests/schema/`). A text is cleaned as it says here:
`normalize/cleaning.py` reads this table, and tests send a story with dirty texts through the
pipelines. That the hash of a story follows the table is tested by changing each field.
"""

from __future__ import annotations

from enum import Enum
from typing import Final, NamedTuple


class Cleaning(Enum):
    """What a field holds, and so how it is cleaned."""

    LINE = "text on one line, or a list of such texts"
    WORDS = "a list of words or short texts, each once"
    LINES = "text of several lines, as of a table; on one line elsewhere"
    CAPTION = "a picture's caption, credit or alternative text, set apart by normalize/captions.py"
    DATE = "a date, read by normalize/dates"
    URL = "an address, made whole where it is read"
    PARTS = "parts of their own, whose fields stand below"
    NO_TEXT = "a number, true or false, a word of a fixed list or the site's own sign"
    OURS = "made by dwcrawler, from what is clean"


class Revision(Enum):
    """Whether a reader would notice a change, so that the story gets a new revision.

    `normalize/revisions.py` makes the hash. A part of a story counts where its field counts: a person
    as an author, not as the author of an entry of a live blog.
    """

    NOTICED = True
    UNNOTICED = False


class Field(NamedTuple):
    cleaning: Cleaning
    revision: Revision
    meaning: str


LINE, WORDS, LINES = Cleaning.LINE, Cleaning.WORDS, Cleaning.LINES
CAPTION, DATE, URL = Cleaning.CAPTION, Cleaning.DATE, Cleaning.URL
PARTS, NO_TEXT, OURS = Cleaning.PARTS, Cleaning.NO_TEXT, Cleaning.OURS
NOTICED, UNNOTICED = Revision.NOTICED, Revision.UNNOTICED

FIELDS: Final[dict[str, dict[str, Field]]] = {
    "Story": {
        "schema_version": Field(
            OURS, UNNOTICED, "version of this schema; 1 until a field changes its meaning"
        ),
        "short_url": Field(
            URL, UNNOTICED, "DW's short URL: the id in base 62. Identifies the story"
        ),
        "id": Field(NO_TEXT, UNNOTICED, "DW's number for the story. Identifies the story, too"),
        "url": Field(URL, UNNOTICED, "canonical URL, without query and fragment"),
        "type": Field(NO_TEXT, NOTICED, "article, video, audio, gallery or liveblog"),
        "language": Field(NO_TEXT, UNNOTICED, "edition, as in its URLs: `en`, `pt-br`, `fa-ir`"),
        "direction": Field(OURS, UNNOTICED, "writing direction, `ltr` or `rtl`"),
        "headline": Field(LINE, NOTICED, "headline"),
        "description": Field(LINE, NOTICED, "teaser text below the headline"),
        "kicker": Field(WORDS, NOTICED, "the words above the headline: category, then region"),
        "date_published": Field(
            DATE, UNNOTICED, "first publication, UTC: `2026-01-10T22:26:00Z`; null if unknown"
        ),
        "date_modified": Field(DATE, UNNOTICED, "last change, UTC; null if unknown"),
        "date_precision": Field(
            OURS, UNNOTICED, "of `date_published`: `second`, or `day` (its time is then `00:00:00`)"
        ),
        "authors": Field(PARTS, NOTICED, "people: `name`, `url` of their page on dw.com"),
        "byline": Field(
            PARTS,
            NOTICED,
            "closing line such as `zc/wmr (Reuters, AFP)`: `raw`, `editors`, `agencies`",
        ),
        "lead_image": Field(
            PARTS, UNNOTICED, "main picture: `id`, `url`, `caption`, `credit`, `alt`, `file`"
        ),
        "images": Field(PARTS, NOTICED, "all pictures in order, each once, the lead image first"),
        "body": Field(
            PARTS,
            NOTICED,
            "the text as blocks: paragraphs, headings, lists, quotes, pictures, embeds, …",
        ),
        "text": Field(
            OURS,
            UNNOTICED,
            "plain text of `body` (and `posts`), without captions, credits and notes",
        ),
        "word_count": Field(
            OURS, UNNOTICED, "words in `text`; of Chinese, Japanese and Thai, characters"
        ),
        "media": Field(PARTS, NOTICED, "videos and audios: the own one first, then embedded ones"),
        "topics": Field(PARTS, UNNOTICED, "topic pages of the story: `id`, `name`, `url`"),
        "keywords": Field(
            WORDS,
            UNNOTICED,
            "DW's words for counting visits (German on English pages, too), and subjects",
        ),
        "categories": Field(WORDS, UNNOTICED, "main category, then further ones and departments"),
        "regions": Field(WORDS, UNNOTICED, "regions, in the language of the page"),
        "section": Field(WORDS, UNNOTICED, "path of sections, the widest first"),
        "is_opinion": Field(
            NO_TEXT, UNNOTICED, "true for opinion pieces; only pages with an embedded state tell it"
        ),
        "related": Field(
            PARTS,
            UNNOTICED,
            "teasers below the story; `relation` is `explore_more` for those that editors chose",
        ),
        "links": Field(
            PARTS, NOTICED, "links in the text: `url`, `text`, and `id` if they lead to DW content"
        ),
        "posts": Field(PARTS, NOTICED, "entries of a live blog"),
        "revision": Field(
            OURS, UNNOTICED, "1, and one more each time that a crawl finds the story changed"
        ),
        "content_hash": Field(OURS, UNNOTICED, "SHA-256 of what a reader would notice"),
        "provenance": Field(
            PARTS, UNNOTICED, "how and when this line was made: date, layout, what led to the story"
        ),
        "notes": Field(
            WORDS,
            UNNOTICED,
            "notes that are not part of the text: corrections, translations, newsletters",
        ),
        "program": Field(PARTS, UNNOTICED, "the programme of an episode: `id`, `name`, `url`"),
        "is_advertorial": Field(
            NO_TEXT, UNNOTICED, "true for advertisements in the form of a story"
        ),
        "extra": Field(NO_TEXT, UNNOTICED, "fields added by your own pipelines; empty otherwise"),
    },
    "Person": {
        "name": Field(LINE, NOTICED, "name, without role or place"),
        "url": Field(URL, UNNOTICED, "the person's page on dw.com"),
    },
    "Byline": {
        "raw": Field(OURS, NOTICED, "the line as it stands: `zc/wmr (Reuters, AFP)`"),
        "editors": Field(OURS, NOTICED, "initials or names of writers and editors"),
        "agencies": Field(OURS, NOTICED, "news agencies whose material the story uses"),
    },
    "Image": {
        "id": Field(NO_TEXT, NOTICED, "DW's number for the picture"),
        "url": Field(URL, NOTICED, "a JPEG or PNG, the widest version that the site makes"),
        "caption": Field(CAPTION, NOTICED, "caption, without the credit"),
        "credit": Field(CAPTION, NOTICED, "photographer and agency, as the site writes them"),
        "alt": Field(CAPTION, NOTICED, "alternative text for screen readers"),
        "file": Field(
            OURS,
            UNNOTICED,
            "the downloaded file (`-a download=images`), a path below `output/files/`",
        ),
    },
    "Block": {
        "kind": Field(
            NO_TEXT,
            NOTICED,
            "paragraph, heading, list, quote, image, video, audio, gallery, embed or table",
        ),
        "text": Field(
            LINES,
            NOTICED,
            "text of a paragraph, heading, quote or table (one line a row); URL of an embed",
        ),
        "level": Field(NO_TEXT, NOTICED, "level of a heading, 1 to 6"),
        "items": Field(LINE, NOTICED, "items of a list"),
        "ref": Field(
            NO_TEXT, NOTICED, "id of the image, media or gallery that this block stands for"
        ),
        "url": Field(URL, UNNOTICED, "URL of what an embed shows"),
        "provider": Field(
            OURS, UNNOTICED, "provider of an embed: `x`, `youtube`, `datawrapper`, …"
        ),
    },
    "Media": {
        "kind": Field(NO_TEXT, NOTICED, "`video` or `audio`"),
        "id": Field(
            NO_TEXT,
            NOTICED,
            "DW's number for it; the story's own id if the story is a video or an audio",
        ),
        "short_url": Field(URL, UNNOTICED, "its short URL"),
        "headline": Field(LINE, NOTICED, "its title"),
        "duration": Field(NO_TEXT, NOTICED, "length in seconds"),
        "poster_url": Field(URL, UNNOTICED, "the picture that the player shows before it starts"),
        "sources": Field(PARTS, NOTICED, "files and streams"),
        "file": Field(
            OURS,
            UNNOTICED,
            "the downloaded file (`-a download=media`), a path below `output/files/`",
        ),
        "subtitles": Field(PARTS, UNNOTICED, "subtitle files"),
    },
    "Source": {
        "url": Field(URL, NOTICED, "address of the file or stream"),
        "type": Field(
            LINE, UNNOTICED, "MIME type: `video/mp4`, `application/x-mpegURL` (HLS), `audio/mpeg`"
        ),
    },
    "Subtitles": {
        "url": Field(URL, UNNOTICED, "address of a WebVTT file"),
        "language": Field(LINE, UNNOTICED, "language, as the site writes it"),
    },
    "Topic": {
        "id": Field(NO_TEXT, UNNOTICED, "the topic page's number"),
        "name": Field(LINE, UNNOTICED, "name, in the language of the page"),
        "url": Field(URL, UNNOTICED, "the topic page"),
    },
    "Program": {
        "id": Field(NO_TEXT, UNNOTICED, "the programme's number"),
        "name": Field(LINE, UNNOTICED, "name"),
        "url": Field(URL, UNNOTICED, "the programme's page"),
    },
    "Link": {
        "url": Field(URL, NOTICED, "where it leads"),
        "text": Field(LINE, UNNOTICED, "the linked words"),
        "id": Field(NO_TEXT, NOTICED, "the content's id, if it leads to DW content"),
    },
    "Teaser": {
        "id": Field(NO_TEXT, UNNOTICED, "the other story's id"),
        "short_url": Field(URL, UNNOTICED, "its short URL"),
        "url": Field(URL, UNNOTICED, "its URL"),
        "type": Field(NO_TEXT, UNNOTICED, "its type; null if the teaser does not say it"),
        "headline": Field(LINE, UNNOTICED, "its headline, as the teaser shows it"),
        "description": Field(LINE, UNNOTICED, "its teaser text"),
        "kicker": Field(LINE, UNNOTICED, "the words above its headline"),
        "date_published": Field(DATE, UNNOTICED, "its date, as the teaser shows it"),
        "duration": Field(NO_TEXT, UNNOTICED, "length of its video or audio in seconds"),
        "image": Field(PARTS, UNNOTICED, "the teaser's picture"),
        "relation": Field(
            OURS,
            UNNOTICED,
            "the block that shows it: `explore_more` (chosen by editors), else a word from the block's name (`thematic_focus_region`)",
        ),
        "heading": Field(LINE, UNNOTICED, "the heading above the block"),
    },
    "Post": {
        "headline": Field(LINE, NOTICED, "headline"),
        "date_published": Field(DATE, UNNOTICED, "date and time"),
        "authors": Field(PARTS, UNNOTICED, "authors"),
        "body": Field(PARTS, NOTICED, "blocks, as in `body` of the story"),
        "text": Field(OURS, UNNOTICED, "plain text of `body`"),
    },
    "Provenance": {
        "crawled_at": Field(OURS, UNNOTICED, "when the page was made (the server's `Date`), UTC"),
        "source": Field(
            OURS,
            UNNOTICED,
            "`crawl`, or `file` for saved pages (`dwcrawler extract`); `archive` is reserved",
        ),
        "layout": Field(OURS, UNNOTICED, "the page layout that the story was read from"),
        "found_by": Field(OURS, UNNOTICED, "what led to the story first"),
        "found_on": Field(OURS, UNNOTICED, "the page that led to it: a short URL or a URL"),
        "depth": Field(OURS, UNNOTICED, "hops from a listing"),
        "requested_url": Field(OURS, UNNOTICED, "the URL that was requested, before redirects"),
        "http_status": Field(OURS, UNNOTICED, "HTTP status of the answer"),
        "rendered": Field(OURS, UNNOTICED, "true if headless Chromium rendered the page"),
    },
}
