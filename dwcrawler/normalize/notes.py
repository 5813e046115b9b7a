"""Which paragraphs are no text of a story: closing notes, and pitches for what else DW has.

`This article was originally written in German.`, `More to follow...`, a correction, where to find
help, a newsletter, "select us as your Preferred Source on Google". Known by their words
(`note_words`), for each edition. In doubt a paragraph is the story's: an upright line must say by
itself that it is a note, and one in italics still has to be about the article, or about DW. A
quotation, a poem, the name of a ship stay text, and so do disclaimers and questions.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final, NamedTuple

from dwcrawler.items import Link
from dwcrawler.normalize import bylines, note_words
from dwcrawler.normalize.folding import phrase
from dwcrawler.normalize.note_words import WORDS, Words

# Characters; none of either was seen to be longer.
_LONGEST_NOTE: Final = 900
LONGEST_PITCH: Final = 420
# Words that an upright line may have, beyond which it is in doubt.
_OF_A_LINE: Final = 8
_OF_A_SENTENCE: Final = 16
_OF_A_PITCH: Final = 30
# Characters in which it names the story that it is about.
_BEGINNING: Final = 60

_COLON: Final = "[:：፦]"
_SENTENCE_END: Final = re.compile(r"[.!?:;…।。！？：؟۔።፦—–]+")
_QUOTED: Final = re.compile('["“”„«»「『]')
# They write their verb at the end of the sentence.
_VERB_LAST: Final = frozenset({"am", "bn", "fa-af", "fa-ir", "hi", "ps", "tr", "ur"})
_ADDRESSES: Final = re.compile(
    r"https?://(?:www\.)?(?:"
    r"google\.[a-z.]{2,6}/preferences/source\b"
    r"|(?:instagram|facebook|twitter|x|t|youtube|tiktok|threads|linkedin|whatsapp)\.(?:com|me|net)/"
    r"[^?#]{0,80}\b(?:dw|deutsche-?welle)"
    r"|(?:apps\.apple\.com|play\.google\.com)/[^#]{0,120}\b(?:dw|deutsche-?welle)\b"
    r"|newsletter\.dw\.com\b|(?:[a-z0-9.-]{1,60}\.)?psiphon[a-z0-9]*\."
    r"|(?:www\.)?dw\.com/(?:[^?#]{0,80}/)?[^/?#]{0,40}(?:newsletter|psiphon)"
    r")",
    re.IGNORECASE,
)
# One of these is in each: looked for first, in all of a story's links at once.
_IN_ADDRESSES: Final = (
    *("preferences/source", "newsletter", "psiphon", "apps.apple", "play.google", "/x.", "/t.me"),
    *("instagram", "facebook", "twitter", "youtube", "tiktok", "threads", "linkedin", "whatsapp"),
)


class _Line(NamedTuple):
    """A paragraph as it is compared."""

    text: str
    folded: str
    """Words between single blanks, one at either end."""
    length: int
    """In words."""


def is_note(text: str, language: str, emphasized: bool) -> bool:
    """Whether a closing paragraph is none of the story's own. `text` is clean."""
    if len(text) > _LONGEST_NOTE:
        return False
    line = _line(text)
    return any(_is_note(line, words, emphasized) for words in _known(language)) or any(
        _is_pitch(line, words, language, emphasized) for words in _known(language)
    )


def is_pitch(text: str, language: str) -> bool:
    """Whether a paragraph anywhere in a text asks to follow, to subscribe, to choose DW."""
    if not may_be_pitch(text, language):
        return False
    line = _line(text)
    return any(_is_pitch(line, words, language, emphasized=False) for words in _known(language))


def is_pitch_for(text: str, url: str, link_text: str) -> bool:
    """The same in any language, by a link in the paragraph: the paragraph is hardly more.

    To choose the sources that a search prefers, one leads to a page of its own: it may be any part.
    """
    if len(text) > LONGEST_PITCH or not link_text or link_text not in text:
        return False
    match = _ADDRESSES.match(url)
    if match is None:
        return False
    if "/preferences/source" in match[0]:
        return _is_own_source(url)
    return 5 * len(link_text) >= 3 * len(text)


def of_pitches(links: Sequence[Link]) -> list[Link]:
    """Those that lead to what pitches are for."""
    all_urls = "\n".join([link.url for link in links]).lower()
    if not any(name in all_urls for name in _IN_ADDRESSES):
        return []
    return [link for link in links if _ADDRESSES.match(link.url)]


def _is_own_source(url: str) -> bool:
    return re.search(r"[?&]q=[^&#]*\bdw\b", url, re.IGNORECASE) is not None


def _is_note(line: _Line, words: Words, emphasized: bool) -> bool:
    patterns = _patterns(words)
    if patterns.whole.match(line.folded) or patterns.sure_starts.match(line.folded):
        return True
    if line.text.startswith("©"):
        return True
    if (emphasized or line.length <= _OF_A_LINE) and patterns.starts.match(line.folded):
        return not line.text.endswith(("?", "؟"))
    if emphasized and patterns.italic_starts.match(line.folded):
        return True
    if patterns.labels.match(line.text) or _names_people(line, patterns):
        return True
    if patterns.crisis.match(line.folded) and _HELP.search(line.folded):
        return True
    if _CONTRIBUTED.search(line.folded):
        return line.length <= _OF_A_SENTENCE
    names_story = patterns.this.search if emphasized else patterns.this.match
    if not names_story(line.folded[:_BEGINNING]) or _QUOTED.search(line.text):
        return False
    if patterns.origin.search(line.folded) and patterns.languages.search(line.folded):
        return line.length <= (2 * _OF_A_PITCH if emphasized else _OF_A_SENTENCE)
    return emphasized and patterns.changed.search(line.folded) is not None


def _names_people(line: _Line, patterns: _Patterns) -> bool:
    """`Translation: Ada Moor`, `Translated by Ada Moor`: names and nothing else."""
    match = patterns.people.match(line.text)
    return match is not None and bylines.are_names(match["names"])


def _is_pitch(line: _Line, words: Words, language: str, emphasized: bool) -> bool:
    """Upright, the request must begin a sentence, or end it where verbs stand last."""
    patterns = _patterns(words)
    if line.length > (2 * _OF_A_PITCH if emphasized else 1.5 * _OF_A_PITCH):
        return False
    if not emphasized and _QUOTED.search(line.text):
        return False
    folded = line.folded
    is_ours = bool(patterns.us.search(folded) or _SELF.search(folded))

    def asks_to(verbs: re.Pattern[str]) -> bool:
        if emphasized:
            return verbs.search(folded) is not None
        return _is_at_edge(line.text, verbs, language)

    if is_ours and patterns.newsletter.search(folded) and asks_to(patterns.subscribe):
        return True
    if emphasized and is_ours and patterns.subscribe.search(folded) and words.newsletter:
        return line.length <= _OF_A_PITCH and _is_at_edge(line.text, patterns.subscribe, language)
    if line.length > _OF_A_PITCH:
        return False
    if patterns.pitches.match(folded):
        return True
    if is_ours and _PLATFORM.search(folded) and asks_to(patterns.follow):
        return True
    if is_ours and patterns.app.search(folded) and asks_to(patterns.get):
        return True
    if _SELF.search(folded) and _PSIPHON.search(folded):
        return emphasized or (line.length <= 14 and not _SENTENCE_END.search(line.text))
    return _asks_for_preference(folded, patterns)


def _asks_for_preference(folded: str, patterns: _Patterns) -> bool:
    if patterns.preferred.search(folded) is None:
        return False
    if patterns is _patterns(WORDS["en"]):
        return _CHOOSE_US.search(folded) is not None
    return _GOOGLE.search(folded) is not None and _SELF.search(folded) is not None


def _is_at_edge(text: str, verbs: re.Pattern[str], language: str) -> bool:
    for sentence in _SENTENCE_END.split(text):
        folded = f" {phrase(sentence)} "
        for match in verbs.finditer(folded):
            if language in _VERB_LAST and match.end() >= len(folded) - 1:
                return True
            if language not in _VERB_LAST and match.start() == 0:
                return True
    return False


@lru_cache(maxsize=8)
def _line(text: str) -> _Line:
    folded = phrase(text)
    return _Line(text, f" {folded} ", folded.count(" ") + 1)


@cache
def _known(language: str) -> tuple[Words, ...]:
    """The edition's own words and the English ones."""
    own = WORDS.get(language)
    return (WORDS["en"],) if own is None or language == "en" else (own, WORDS["en"])


class _Patterns(NamedTuple):
    """`this`, the beginnings and `whole` match at the start; all but two are for folded text."""

    this: re.Pattern[str]
    origin: re.Pattern[str]
    languages: re.Pattern[str]
    changed: re.Pattern[str]
    starts: re.Pattern[str]
    sure_starts: re.Pattern[str]
    italic_starts: re.Pattern[str]
    whole: re.Pattern[str]
    labels: re.Pattern[str]
    people: re.Pattern[str]
    subscribe: re.Pattern[str]
    newsletter: re.Pattern[str]
    follow: re.Pattern[str]
    app: re.Pattern[str]
    get: re.Pattern[str]
    us: re.Pattern[str]
    preferred: re.Pattern[str]
    crisis: re.Pattern[str]
    pitches: re.Pattern[str]


@cache
def _patterns(words: Words) -> _Patterns:
    starts = words.starts.split("|")
    return _Patterns(
        this=_any_of(words.this),
        origin=_any_of(words.origin),
        languages=_any_of(words.languages),
        changed=_any_of(words.changed),
        starts=_any_of("|".join(start for start in starts if start[-1] != "!" and start[0] != "~")),
        sure_starts=_any_of("|".join(start[:-1] for start in starts if start[-1] == "!")),
        italic_starts=_any_of("|".join(start[1:] for start in starts if start[0] == "~")),
        whole=_any_of(words.whole, end=r" \Z"),
        labels=_label(words.labels, rf"[^:：፦\n]{{0,40}}{_COLON}\s*\S"),
        people=_people(words.people),
        subscribe=_any_of(words.subscribe),
        newsletter=_any_of(words.newsletter),
        follow=_any_of(words.follow),
        app=_any_of(words.app),
        get=_any_of(words.get),
        us=_any_of(words.us),
        preferred=_any_of(words.preferred),
        crisis=_any_of(words.crisis),
        pitches=_any_of(words.pitches),
    )


def _any_of(alternatives: str, end: str = r"(?= )") -> re.Pattern[str]:
    """For text folded like the words; a star stands for the rest of a word."""
    folded = [
        " ".join(_folded(word) for word in alternative.split())
        for alternative in alternatives.split("|")
        if alternative
    ]
    return re.compile(rf" (?:{'|'.join(folded)}){end}" if folded else r"(?!)")


def _folded(word: str) -> str:
    rest = r"[^ ]*" if word.endswith("*") else ""
    return re.escape(phrase(word.rstrip("*"))).replace(r"\ ", " ") + rest


def _label(alternatives: str, end: str) -> re.Pattern[str]:
    """For the text itself: folding takes the colon away."""
    return re.compile(rf"[\W_]*(?:{_spelt(alternatives.split('|'))}){end}", re.IGNORECASE)


def _people(alternatives: str) -> re.Pattern[str]:
    """After a label of several words (`translated by`) the colon may be missing."""
    rows = alternatives.split("|")
    several = _spelt([row for row in rows if " " in row]) or "(?!)"
    return re.compile(
        rf"[\W_]*(?:(?:{_spelt(rows)})\s*{_COLON}|(?:{several})(?=\s))"
        r"\s*(?P<names>[^\s:].{1,100})\Z",
        re.IGNORECASE,
    )


def _spelt(alternatives: list[str]) -> str:
    return "|".join(
        re.escape(row).replace(r"\*", r"\w*").replace(r"\ ", r"[\s.'’-]+")
        for row in sorted(alternatives, key=len, reverse=True)
    )


_SELF: Final = _any_of(note_words.SELF)
_PLATFORM: Final = _any_of(note_words.PLATFORMS)
_GOOGLE: Final = _any_of(note_words.GOOGLE)
_PSIPHON: Final = _any_of(note_words.PSIPHON)
_HELP: Final = _any_of(note_words.HELP)
_CONTRIBUTED: Final = re.compile(
    r" contribut(?:ed|ing) (?:to this (?:report|reporting|article|story|piece)"
    r"|(?:additional )?reporting(?: (?:for|from|in|to) [^.]*)?) \Z"
)
_CHOOSE_US: Final = re.compile(
    r" (?:select|choose|add|make|set|pick|mark|save|use) (?:us|our [^ ]+|dw[^ ]*|deutsche welle)"
    r"(?: [^ ]+){0,5} (?:preferred|favou?rite) sources? "
)


# A pattern that begins with a letter is found twenty times as fast as one that begins with `\b`.
_APP: Final = re.compile(r"app(?<=\bapp)s?\b")


def may_be_pitch(text: str, language: str) -> bool:
    """Quickly, before cleaning and folding: few paragraphs name anything of the kind."""
    return len(text) <= LONGEST_PITCH and names_pitch(text, language)


def names_pitch(text: str, language: str) -> bool:
    """Whether a text of any length names what pitches are for."""
    lowered = text.lower() if text.isascii() else unicodedata.normalize("NFC", text).lower()
    for name in _named_by_pitches(language):
        if name in lowered:
            return True
    return "app" in lowered and _APP.search(lowered) is not None


@cache
def _named_by_pitches(language: str) -> tuple[str, ...]:
    """The first word of each name, in Latin letters and those of the edition."""
    scripts = {"LATIN", *(_script_of(words.this) for words in _known(language))}
    rows = [note_words.PLATFORMS, note_words.PSIPHON]
    for words in _known(language):
        rows += [words.newsletter, words.app, words.preferred, words.pitches]
    firsts = {
        unicodedata.normalize("NFC", name.split()[0].rstrip("*")).lower()
        for row in rows
        for name in row.split("|")
        if name and _script_of(name) in scripts
    }
    # The X of the service would be found in every text; `app` in many words (`_APP`).
    names = {name for name in firsts if len(name) > 1 or not name.isascii()} - {"app", "apps"}
    names |= {"follow us", "follow dw"}
    return tuple(
        name for name in names if not any(other in name for other in names if other != name)
    )


def _script_of(text: str) -> str:
    return unicodedata.name(text[0], "").split(" ")[0]
