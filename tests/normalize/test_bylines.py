"""Last lines of stories in every edition: which are bylines, and whom they name. All are our own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dwcrawler.editions import editions
from dwcrawler.items import Block, Story
from dwcrawler.normalize import bylines
from dwcrawler.normalize.byline_words import EDITED_BY
from dwcrawler.pipelines.bylines import Bylines

# Each edition's, as it writes them: line, editors, agencies.
OF_EDITIONS: dict[str, tuple[str, list[str], list[str]]] = {
    "sq": ("gj/ab (dpa, AFP)", ["gj", "ab"], ["dpa", "AFP"]),
    "am": ("ሰ.ወ/አ.ድ (ሮይተርስ)", ["ሰ.ወ", "አ.ድ"], ["ሮይተርስ"]),
    "ar": ("ع.ش/أ.ح (د ب أ، رويترز)", ["ع.ش", "أ.ح"], ["د ب أ", "رويترز"]),
    "bn": ("এসজি/এসিবি(ডিপিএ)", ["এসজি", "এসিবি"], ["ডিপিএ"]),
    "bs": ("md/sv (Fena, dpa)", ["md", "sv"], ["Fena", "dpa"]),
    "bg": ("(АФП, ДПА, БГНЕС)", [], ["АФП", "ДПА", "БГНЕС"]),
    "zh": ("李鱼/文木 （法新社、路透社）", ["李鱼", "文木"], ["法新社", "路透社"]),
    "zh-hant": ("（美聯社、法新社）", [], ["美聯社", "法新社"]),
    "hr": ("nk/žl (Hina, dpa)", ["nk", "žl"], ["Hina", "dpa"]),
    "fa-af": ("ع.ن/م.ک (رویترز، پژواک)", ["ع.ن", "م.ک"], ["رویترز", "پژواک"]),
    "en": ("zc/wmr (Reuters, AFP)", ["zc", "wmr"], ["Reuters", "AFP"]),
    "fr": ("nb (AFP, Reuters)", ["nb"], ["AFP", "Reuters"]),
    "de": ("cwo/fab (dpa, afp)", ["cwo", "fab"], ["dpa", "afp"]),
    "el": ("ΣΜ/ΓΠ (Ρόιτερς, dpa)", ["ΣΜ", "ΓΠ"], ["Ρόιτερς", "dpa"]),
    "ha": ("Edita: Aisha Gada", ["Aisha Gada"], []),
    "hi": ("एए/सीके (एएफपी, रॉयटर्स)", ["एए", "सीके"], ["एएफपी", "रॉयटर्स"]),
    "id": ("rs/hp (AP, AFP)", ["rs", "hp"], ["AP", "AFP"]),
    "sw": ("Mhariri: Ada Mtoni", ["Ada Mtoni"], []),
    "mk": ("(дпа, афп)", [], ["дпа", "афп"]),
    "ps": ("ن.ک/ع.ب (روټرز)", ["ن.ک", "ع.ب"], ["روټرز"]),
    "fa-ir": ("ح.ب (رویترز)", ["ح.ب"], ["رویترز"]),
    "pl": ("(DPA, AFP / du)", ["du"], ["DPA", "AFP"]),
    "pt-002": ("gcs/mc (Lusa, AFP)", ["gcs", "mc"], ["Lusa", "AFP"]),
    "pt-br": ("md/cn (DPA, AFP, Reuters)", ["md", "cn"], ["DPA", "AFP", "Reuters"]),
    "ro": ("V.C. (dpa, rtr)", ["V.C."], ["dpa", "rtr"]),
    "ru": ("(Рейтер, АФП)", [], ["Рейтер", "АФП"]),
    "sr": ("(Beta, Tanjug, dpa / nj)", ["nj"], ["Beta", "Tanjug", "dpa"]),
    "es": ("(gg/rml)", ["gg", "rml"], []),
    "tr": ("DW, AFP, dpa / JD, ET", ["JD", "ET"], ["DW", "AFP", "dpa"]),
    "uk": ("аб/вг (Укрінформ, дпа)", ["аб", "вг"], ["Укрінформ", "дпа"]),
    "ur": ("ع ا / ع ب (روئٹرز، اے ایف پی)", ["ع ا", "ع ب"], ["روئٹرز", "اے ایف پی"]),
}
MORE: list[tuple[str, list[str], list[str]]] = [
    ("(dpa, rtr)", [], ["dpa", "rtr"]),
    ("AS/mm", ["AS", "mm"], []),
    ("cwo / fab", ["cwo", "fab"], []),
    ("cwo⁄fab", ["cwo", "fab"], []),
    ("ع.ش/أ.ح", ["ع.ش", "أ.ح"], []),
    ("cwo/fab (dpa, Le Monde, France 24)", ["cwo", "fab"], ["dpa", "Le Monde", "France 24"]),
    ("cwo/fab (dpa, AFP and Reuters)", ["cwo", "fab"], ["dpa", "AFP", "Reuters"]),
    ("cwo/fab (dpa, Trinidad and Tobago)", ["cwo", "fab"], ["dpa", "Trinidad and Tobago"]),
    ("cwo/fab (wdr5)", ["cwo", "fab"], ["wdr5"]),
    ("jov (efe, Reuters)", ["jov"], ["efe", "Reuters"]),
    ("dpa,AFP/EC,HS", ["EC", "HS"], ["dpa", "AFP"]),
    ("AFP/stas", ["stas"], ["AFP"]),
    ("(dpa, afp, du)", ["du"], ["dpa", "afp"]),
    ("ARD/ZDF", [], ["ARD", "ZDF"]),
    ("DPA/AFP", [], ["DPA", "AFP"]),
    ("(路透社、法新社；德新社)", [], ["路透社", "法新社", "德新社"]),
    # Agencies have the same letters as some initials; these are told apart by where they stand.
    ("aa/ap (efe, AP)", ["aa", "ap"], ["efe", "AP"]),
    ("أ.ب/ع.ش (أ ب)", ["أ.ب", "ع.ش"], ["أ ب"]),
    ("DW (AFP)", [], ["DW", "AFP"]),
    # Spelt otherwise, the same agency.
    ("(د.ب.أ، أ.ف.ب)", [], ["د.ب.أ", "أ.ف.ب"]),
    ("(اےایفپی)", [], ["اےایفپی"]),
    ("Edited by Ada Miller and Tom B. Baker", ["Ada Miller", "Tom B. Baker"], []),
    ("Edited by: Ada Miller (Reuters, AFP)", ["Ada Miller"], ["Reuters", "AFP"]),
    ("Edited by: Ada Miller, wmr", ["Ada Miller", "wmr"], []),
    ("(责编：王桥)", ["王桥"], []),
    ("संपादनः मीरा नदीवाल", ["मीरा नदीवाल"], []),
    ("रिपोर्टः एए/एएफपी संपादनः मीरा नदीवाल", ["एए", "मीरा नदीवाल"], ["एएफपी"]),
    ("Mwandishi: Ada Mtoni/AFPE Mhariri: Tom Daraja", ["Ada Mtoni", "Tom Daraja"], ["AFPE"]),
    # who wrote, alone or before who edited
    ("Autorin: Ada Moor", ["Ada Moor"], []),
    ("Autorin: Ada Moor / Redaktion: Tom Bach", ["Ada Moor", "Tom Bach"], []),
    ("Author: Ada Moor, Editor: Tom Bach", ["Ada Moor", "Tom Bach"], []),
    ("Written by: Ada Moor and Tom Bach", ["Ada Moor", "Tom Bach"], []),
    (
        "Edited by: Ada Moor, Tom Bach, Lena de la Cruz",
        ["Ada Moor", "Tom Bach", "Lena de la Cruz"],
        [],
    ),
    ("Written by Ada Moor, edited by Tom Bach", ["Ada Moor", "Tom Bach"], []),
    ("Reporting by Ada Moor; editing by: Tom Bach", ["Ada Moor", "Tom Bach"], []),
    ("Written by Ada Moor. Edited by Tom Bach.", ["Ada Moor", "Tom Bach"], []),
    ("Translated and edited by Ada Moor", ["Ada Moor"], []),
    # as a sentence
    ("Edited by Ada Moor.", ["Ada Moor"], []),
    ("Edited by: Ada Moor and Tom B. Bach.", ["Ada Moor", "Tom B. Bach"], []),
    ("Редактор: Ада Мур.", ["Ада Мур"], []),
    # brackets as they look on a page written from the right, forgotten ones, other ones
    ("(ms/qn (dpa", ["ms", "qn"], ["dpa"]),
    ("ms/qn (dpa", ["ms", "qn"], ["dpa"]),
    ("ms/qn )dpa, AFP(", ["ms", "qn"], ["dpa", "AFP"]),
    ("(dpa, AFP) ms/qn", ["ms", "qn"], ["dpa", "AFP"]),
    ("(ن.ک/ع.ب (روټرز", ["ن.ک", "ع.ب"], ["روټرز"]),
    ("zc/wmr [AFP, dpa]", ["zc", "wmr"], ["AFP", "dpa"]),
    ("– zc/wmr (AFP).", ["zc", "wmr"], ["AFP"]),
    # with whose material
    ("zc/wmr (with agency material)", ["zc", "wmr"], []),
    ("zc/wmr (mit Agenturen)", ["zc", "wmr"], []),
    ("zc/wmr (with material from AFP, dpa)", ["zc", "wmr"], ["AFP", "dpa"]),
    ("zc/wmr (mit dpa, AFP)", ["zc", "wmr"], ["dpa", "AFP"]),
    ("gg (con EFE)", ["gg"], ["EFE"]),
]


def test_every_edition_is_in_the_tables() -> None:
    assert OF_EDITIONS.keys() == EDITED_BY.keys() == editions().keys()


@pytest.mark.parametrize(("line", "editors", "agencies"), [*OF_EDITIONS.values(), *MORE])
def test_bylines(line: str, editors: list[str], agencies: list[str]) -> None:
    byline = bylines.read(line)
    assert byline is not None
    assert (byline.raw, byline.editors, byline.agencies) == (line, editors, agencies)


@pytest.mark.parametrize(
    "line", [f"{label}: Ada Miller" for labels in EDITED_BY.values() for label in labels]
)
def test_a_name_after_the_label_of_every_edition(line: str) -> None:
    byline = bylines.read(f"\u200f{line}\u00a0")
    assert byline is not None
    assert (byline.raw, byline.editors, byline.agencies) == (line, ["Ada Miller"], [])


@pytest.mark.parametrize(
    "line",
    [
        "",
        "No",
        "md",
        "He said so.",
        "“We go on.”",
        "(2018)",
        "(2018/19)",
        "Stand: 12.3.",
        "Stand: 12.3., 14 Uhr (MEZ)",
        "(Fortsetzung folgt)",
        "(mehr)",
        "To be continued ...",
        # places and people, with agencies or without
        "Paris (France)",
        "Paris (AFP)",
        "Rom (dpa)",
        "Ada Miller (AFP)",
        "Olaf Brücke (SPD)",
        "Rio/São Paulo (Brasilien)",
        "باريس (فرنسا)",
        "باريس (رويترز)",
        "दिल्ली (भारत)",
        "दिल्ली (एएफपी)",
        "北京（中国）",
        "Москва (Россия)",
        # pairs that people write, units, parties
        *("and/or", "und/oder", "ja/nein", "yes/no", "y/o", "e/ou", "ve/veya", "да/нет", "так/ні"),
        *("ναι/όχι", "نعم/لا", "हाँ/नहीं", "হ্যাঁ/না", "是/否", "አዎ/አይ", "evet/hayır", "ndiyo/hapana"),
        *("km/h", "m/s", "mg/dl", "(km/h)", "(und/oder)", "EU/US", "CDU/CSU", "(CDU/CSU)", "9/11"),
        "and/or nothing else at all",
        # what begins like a label
        "Editor in chief",
        "Editor: no one knows why",
        "Redaktion: 12 Köpfe",
        "Redaktion: Nein!",
        "Autor: no one knows",
        "Haber: Köprü kapalı",
        "记者：您怎么看待这座桥的未来",
        "Author: “The bridge”",
        "(mit Freunden)",
        "Rom (mit Freunden)",
        "(Paris) (AFP)",
        "Paris (AFP",
        "(AFP) Paris",
        "Edición: No.",
        "Edited by hand.",
        "Edited by the mayor of the town.",
        "Written by Ada Moor",
        "Editorial: Ada Miller",
        "Edited by people who never slept and then went home to the river again.",
        "تحرير المدينة: بعد شتاء طويل عاد الناس إلى الجسر والسوق",
        "संपादन: नदी पुल के नीचे से चुपचाप बहती रही",
        # short last sentences
        "Так сказала она.",
        "Y así fue.",
        "Das war's.",
        "هكذا قال.",
        "他说完了。",
        "वह चला गया।",
        "ወንዙ ሄደ።",
        "dpa, said she, is an agency (of news).",
        "She works for AFP/Reuters (and others, since 2018).",
        "cwo/fab (dpa, afp) " + "x" * 160,
    ],
)
def test_what_is_no_byline(line: str) -> None:
    assert bylines.read(line) is None


def test_several_lines_are_one_byline() -> None:
    read = [bylines.read(line) for line in ("zc/wmr (AFP)", "Edited by: Ada Moor, zc")]
    merged = bylines.merged([byline for byline in read if byline is not None])
    assert merged is not None
    assert merged.raw == "zc/wmr (AFP); Edited by: Ada Moor, zc"
    assert (merged.editors, merged.agencies) == (["zc", "wmr", "Ada Moor"], ["AFP"])
    assert bylines.merged([]) is None


@given(st.text(alphabet=st.sampled_from("abÄA/,()（）、:： .دबি桥1"), max_size=40))
def test_no_line_is_too_strange(line: str) -> None:
    byline = bylines.read(line)
    assert byline is None or (byline.raw and (byline.editors or byline.agencies))


def _after(blocks: list[Block]) -> Story:
    story = Story(
        short_url="https://p.dw.com/p/1",
        id=1,
        url="https://www.dw.com/en/a/a-1",
        type="article",
        language="en",
        headline="A river",
        body=blocks,
    )
    return Bylines().process_item(story)


def test_a_byline_before_text_of_the_story_stays() -> None:
    first, last = (Block(kind="paragraph", text="zc/wmr (AFP)") for _ in range(2))
    river = Block(kind="paragraph", text="The river rose.")
    player, blank = Block(kind="video", ref=2), Block(kind="paragraph", text=" \u00a0")
    story = _after([first, river, last, blank, player])
    assert story.byline is not None
    assert story.byline.editors == ["zc", "wmr"]
    assert story.body == [first, river, blank, player]


@pytest.mark.parametrize("kind", ["heading", "list", "quote"])
def test_a_story_that_ends_otherwise_has_none(kind: str) -> None:
    end = Block(kind=kind, text="The end")  # type: ignore[arg-type]
    story = _after([Block(kind="paragraph", text="zc/wmr (AFP)"), end])
    assert story.byline is None
    assert len(story.body) == 2
