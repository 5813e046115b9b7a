"""What stands on pages beside the stories, in each edition's words: what is above the blocks below a
story, closing notes in italics, the word in the address of the headlines."""

from __future__ import annotations

import json
from typing import Final, NamedTuple


class Labels(NamedTuple):
    """`explore_more`, `region` and `world` stand above the three blocks below a story.

    notes: closing lines that are no part of a story: how it was translated, and that it goes on
    pitch: one with a link at its end, to the newsletter
    """

    explore_more: str
    region: str
    world: str
    notes: tuple[str, str]
    pitch: tuple[str, str]


LABELS: Final[dict[str, Labels]] = {
    "en": Labels(
        "Explore more",
        "More on {focus} from {region}",
        "More on {focus} from around the world",
        ("This article was originally written in German.", "More to follow..."),
        ("Sign up for our weekly newsletter:", "Lantern Letters"),
    ),
    "de": Labels(
        "Mehr zum Thema",
        "Mehr zu {focus} aus {region}",
        "Mehr zu {focus} aus aller Welt",
        ("Dieser Artikel wurde aus dem Englischen adaptiert.", "Weitere Informationen folgen..."),
        ("Abonnieren Sie unseren Newsletter:", "Laternenpost"),
    ),
    "es": Labels(
        "Más sobre el tema",
        "Más sobre {focus} de {region}",
        "Más sobre {focus} en el mundo",
        ("Este artículo fue escrito originalmente en alemán.", "Más información en breve..."),
        ("Suscríbase a nuestro boletín:", "Cartas del farol"),
    ),
    "ar": Labels(
        "المزيد حول الموضوع",
        "المزيد عن {focus} من {region}",
        "المزيد عن {focus} من العالم",
        ("هذا المقال كُتب في الأصل باللغة الألمانية.", "المزيد لاحقًا..."),
        ("اشترك في نشرتنا الإخبارية:", "رسائل الفانوس"),
    ),
    "fa-ir": Labels(
        "بیشتر در این باره",
        "بیشتر درباره {focus} از {region}",
        "بیشتر درباره {focus} از سراسر جهان",
        ("این مطلب در اصل به زبان آلمانی نوشته شده است.", "این خبر تکمیل می‌شود..."),
        ("در خبرنامه ما مشترک شوید:", "نامه‌های فانوس"),
    ),
    "zh": Labels(
        "深入了解",
        "更多{region}的{focus}",
        "更多世界各地的{focus}",
        ("本文最初以德文写成。", "更多消息稍后……"),
        ("订阅我们的电子报：", "灯笼来信"),
    ),
    "ru": Labels(
        "Ещё по теме",
        "Ещё: {focus}, {region}",
        "Ещё: {focus} во всём мире",
        ("Эта статья была первоначально написана на немецком языке.", "Подробности следуют..."),
        ("Подпишитесь на нашу рассылку:", "Письма фонаря"),
    ),
    "hi": Labels(
        "इस विषय पर और",
        "{region} से {focus} पर और",
        "दुनिया भर से {focus} पर और",
        ("यह लेख मूल रूप से जर्मन में लिखा गया था।", "विस्तृत जानकारी जल्द..."),
        ("हमारे न्यूज़लेटर की सदस्यता लें:", "लालटेन की चिट्ठियाँ"),
    ),
    "am": Labels(
        "ተጨማሪ በዚህ ርዕስ",
        "ተጨማሪ ስለ {focus} ከ{region}",
        "ተጨማሪ ስለ {focus} ከዓለም",
        ("ይህ ጽሑፍ መጀመሪያ የተጻፈው በጀርመንኛ ነው።", "ተጨማሪ መረጃ ይቀጥላል..."),
        ("ለ DW ኒውስሌተር ይመዝገቡ፦", "የፋኖስ ደብዳቤዎች"),
    ),
    "pt-br": Labels(
        "Mais sobre o tema",
        "Mais sobre {focus}: {region}",
        "Mais sobre {focus} no mundo",
        ("Este artigo foi escrito originalmente em alemão.", "Mais informações em breve..."),
        ("Assine nossa newsletter:", "Cartas do lampião"),
    ),
}
# The word before `headlines-XX`, where it is not that one (seen of pt-br).
_HEADLINES: Final = {"pt-br": "manchetes"}
# The words before `index-XX` (seen of en, in 2024).
_INDEXES: Final = {"en": "a-z-index"}


def headlines_path(language: str) -> str:
    return f"/{language}/{_HEADLINES.get(language, 'headlines')}/headlines-{language}"


def index_folder(language: str) -> str:
    """Of the pages of topics from A to Z."""
    return f"/{language}/{_INDEXES.get(language, 'topics-a-z')}/index-{language}"


def of_the_state(language: str, credit_label: str) -> str:
    """The page's own labels, as a state carries them: JSON in a text, in places as captured."""
    labels = LABELS[language]
    focus, region = "${firstThematicFocus}", "${regionOfFirstRegionalReference}"
    in_region = labels.region.format(focus=focus, region=region)
    return json.dumps(
        {
            "general": {"image": {"copyright_prefix": f"{credit_label}:"}},
            "content_block_detail": {
                "more_on_topic": {"headline": labels.explore_more},
                "related_videos_thematic_focus_region": {"headline": in_region},
                "related_videos_thematic_focus_global": {
                    "headline": labels.world.format(focus=focus)
                },
                "related_topics": {"headline": "Related topics"},
            },
        },
        ensure_ascii=False,
    )
