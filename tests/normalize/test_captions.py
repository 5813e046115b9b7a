"""What pages write below pictures, in every edition: which is caption, which credit. All our own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dwcrawler.editions import editions
from dwcrawler.items import Image, Provenance, Story, Teaser
from dwcrawler.normalize import captions
from dwcrawler.pipelines.captions import Captions


@pytest.mark.parametrize(
    ("credit", "language", "expected"),
    [
        ("Image: Ada/dpa", "en", "Ada/dpa"),
        ("Bild: Ada/dpa ", "de", "Ada/dpa"),
        ("Bild:Ada/dpa", "de", "Ada/dpa"),
        ("Bild Ada/dpa", "de", "Ada/dpa"),
        ("(Bild: Ada/dpa)", "de", "Ada/dpa"),
        ("(Bild Ada/dpa)", "de", "Ada/dpa"),
        ("Foto: Ada/dpa", "de", "Ada/dpa"),
        ("صورة من: Ada/dpa", "ar", "Ada/dpa"),
        ("صورة من Ada/dpa", "ar", "Ada/dpa"),
        ("صورة منAda/dpa", "ar", "Ada/dpa"),
        ("图像来源: Ada/dpa", "zh", "Ada/dpa"),
        ("图像来源：Ada/dpa", "zh", "Ada/dpa"),
        ("图像来源Ada/dpa", "zh", "Ada/dpa"),
        ("Ada (Reuters)", "en", "Ada (Reuters)"),
        # agencies named like labels
        ("Image Source/imago", "en", "Image Source/imago"),
        ("Bildagentur Fluss/imago", "de", "Bildagentur Fluss/imago"),
        ("Fotostand/imago", "bs", "Fotostand/imago"),
        ("Bild am Sonntag/Ada", "de", "Bild am Sonntag/Ada"),
        ("Bild:", "de", None),
    ],
)
def test_credits_lose_their_label(credit: str, language: str, expected: str | None) -> None:
    assert tuple(captions.split("A man", credit, language)) == ("A man", expected)


@pytest.mark.parametrize("code", sorted(editions()))
def test_the_label_of_every_edition(code: str) -> None:
    label = editions()[code].image_credit_label
    for written in (f"{label}: Ada/dpa", f"{label}:Ada/dpa", f"{label} : Ada/dpa"):
        assert captions.split("x", written, code).credit == "Ada/dpa"
        assert captions.split(written, None, code) == (None, "Ada/dpa")
        assert captions.split(f"x | {written}", None, code) == ("x", "Ada/dpa")
        assert captions.split(f"x ({written})", None, code) == ("x", "Ada/dpa")
        assert captions.split(f"x in 2018{written}", None, code) == ("x in 2018", "Ada/dpa")
    assert captions.split("x", f"{label} Ada/dpa", code).credit == "Ada/dpa"


@pytest.mark.parametrize(
    ("caption", "language", "expected"),
    [
        ("A man in 2018Image: Ada/REUTERS", "en", ("A man in 2018", "Ada/REUTERS")),
        ("A man in 2018Image Ada/REUTERS", "en", ("A man in 2018", "Ada/REUTERS")),
        ("A man in 2018ImageAda/REUTERS", "en", ("A man in 2018", "Ada/REUTERS")),
        ("河上的桥图像来源：王新村", "zh", ("河上的桥", "王新村")),
        ("河上的桥图像来源Ada/dpa", "zh", ("河上的桥", "Ada/dpa")),
        ("نهر وجسرصورة من: Ada/dpa", "ar", ("نهر وجسر", "Ada/dpa")),
        ("نهر وجسر. صورة من Ada/dpa", "ar", ("نهر وجسر.", "Ada/dpa")),
        ("نهر وجسر، صورة من: رويترز", "ar", ("نهر وجسر", "رويترز")),
        ("A man | Foto: Ada", "es", ("A man", "Ada")),
        ("A man - foto: Ada", "es", ("A man", "Ada")),
        ("Am Fluss. Foto: privat", "de", ("Am Fluss.", "privat")),
        ("Am Fluss.\nFoto: privat", "de", ("Am Fluss.", "privat")),
        ("Am Fluss\nFoto: Ada Baker", "de", ("Am Fluss", "Ada Baker")),
        ("Am Fluss (Bild: X)", "de", ("Am Fluss", "X")),
        ("Am Fluss （Bild: X）", "de", ("Am Fluss", "X")),
        ("Am Fluss [Bild: Ada/dpa].", "de", ("Am Fluss", "Ada/dpa")),
        ("Am Fluss (Bild: Ada/dpa (M))", "de", ("Am Fluss", "Ada/dpa (M)")),
        ("Am Fluss (Bild: Ada/dpa", "de", ("Am Fluss", "Ada/dpa")),
        ("Image: Ada/dpa", "en", (None, "Ada/dpa")),
        ("图像来源：王新村", "zh", (None, "王新村")),
        ("A\u00a0man \u200f\n by  a\triver -", "en", ("A man by a river", None)),
    ],
)
def test_captions_with_a_credit_in_them(
    caption: str, language: str, expected: tuple[str | None, str | None]
) -> None:
    assert tuple(captions.split(caption, None, language)) == expected


@pytest.mark.parametrize(
    ("caption", "language"),
    [
        ("The Image of a man", "en"),
        ("Im Bild: Soldaten bei Bachmut", "de"),
        ("Links im Bild: Ada von ARD/ZDF", "de"),
        ("Am Fluss, im Bild: Ada Baker", "de"),
        ("Ein Foto: so schön wie nie", "de"),
        ("Ein Foto. Foto: so schön wie nie", "de"),
        ("Bild: So war es. Und so blieb es.", "de"),
        ("Foto: Soldaten auf dem Weg zum Fluss", "de"),
        ("Das dpa-Bild: Ada am Fluss", "de"),
        ("Das Titelfoto: Ada/dpa", "de"),
        ("Am Fluss (Bild: Ada) und am Berg", "de"),
        ("The PhotoImages of Ada/Tom", "en"),
        ("صورة من الأرشيف للرئيس", "ar"),
        ("صورة من: نهر يمر تحت جسر قديم في قرية بعيدة بين جبلين", "ar"),
        ("برعکس: او آمد", "fa-ir"),
        ("የምስል: ወንዝ ድልድይ ገበያ", "am"),
        ("तस्वीर: नदी पुल के नीचे से चुपचाप बहती रही और गाँव सोता रहा", "hi"),
        ("桥的图像: 河上的桥", "zh"),
        ("pressefoto_korb/picture alliance", "de"),
        ("A man in a city: so it was", "en"),
    ],
)
def test_captions_that_speak_of_pictures_themselves(caption: str, language: str) -> None:
    assert tuple(captions.split(caption, None, language)) == (caption, None)


@pytest.mark.parametrize(
    ("caption", "credit", "expected"),
    [
        ("Ada/dpa", "Image: Ada/dpa", (None, "Ada/dpa")),
        ("Bild: Ada/dpa", "Ada/dpa", (None, "Ada/dpa")),
        ("(Ada/dpa)", "Ada/dpa", (None, "Ada/dpa")),
        ("A man. Image: Ada/dpa", "Ada/dpa", ("A man.", "Ada/dpa")),
        ("A man Image: Ada/dpa", "Ada/dpa", ("A man", "Ada/dpa")),
        ("A man (Ada/dpa)", "Ada/dpa", ("A man", "Ada/dpa")),
        ("A man (Bild: Ada/dpa)", "Ada/dpa", ("A man", "Ada/dpa")),
        ("Ein Bild: so war es", "Ada", ("Ein Bild: so war es", "Ada")),
        ("Foto der dpa", "dpa", ("Foto der dpa", "dpa")),
        (None, None, (None, None)),
        ("", " \u200f", (None, None)),
    ],
)
def test_captions_that_repeat_the_credit(
    caption: str | None, credit: str | None, expected: tuple[str | None, str | None]
) -> None:
    assert tuple(captions.split(caption, credit, "de")) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Ada Baker (picture-alliance/dpa/A. B.)", ("Ada Baker", "picture-alliance/dpa/A. B.")),
        ("A town (picture-alliance/TSP/A. B-C )", ("A town", "picture-alliance/TSP/A. B-C")),
        ("A town (picture-alliance/dpa (M))", ("A town", "picture-alliance/dpa (M)")),
        ("A town (Getty Images)", ("A town", "Getty Images")),
        ("A town (imago)", ("A town", "imago")),
        ("A town (colourbox.com)", ("A town", "colourbox.com")),
        ("A town (© Ada)", ("A town", "© Ada")),
        ("A town (AP)", ("A town", "AP")),
        ("A town (privat)", ("A town", "privat")),
        ("A town (Ada Baker)", ("A town", "Ada Baker")),
        ("A town (A. Baker)", ("A town", "A. Baker")),
        ("A town (Foto: Ada)", ("A town", "Ada")),
        ("A town (Youtube/River4You Channel)", ("A town", "Youtube/River4You Channel")),
        ("A town (Archiv) (dpa)", ("A town (Archiv)", "dpa")),
        ("جسر (رويترز)", ("جسر", "رويترز")),
        ("(dpa)", (None, "dpa")),
        ("", (None, None)),
    ],
)
def test_classic_titles(title: str, expected: tuple[str | None, str | None]) -> None:
    assert tuple(captions.split_title(title, "en")) == expected


@pytest.mark.parametrize(
    "title",
    [
        "Just a title",
        "A fever (Symbolbild)",
        "Ada (Archivbild)",
        "Ada Baker (SPD)",
        "(SPD)",
        "Ada Baker (CDU/CSU)",
        "Ada Baker (Bündnis 90/Die Grünen)",
        "Ada Baker (EU/USA)",
        "A season (2018/19)",
        "A town (Berlin)",
        "Ada (rechts)",
        "Ada (2. v. r.)",
        "Ada (im Hintergrund links)",
        "Ada (questioned by the dpa)",
        "جسر (صورة أرشيفية)",
        "A film (1958) by Ada",
    ],
)
def test_what_is_no_credit_in_a_title(title: str) -> None:
    assert tuple(captions.split_title(title, "en")) == (title, None)


@pytest.mark.heavy
@given(st.text(max_size=60), st.text(max_size=30) | st.none(), st.sampled_from(sorted(editions())))
def test_no_caption_is_too_strange(caption: str, credit: str | None, language: str) -> None:
    captions.split(caption, credit, language)
    captions.split(f"{caption} Image: {credit}", None, language)
    captions.split_title(f"{caption} ({credit})", language)


def _clean(layout: str, image: Image, of_teaser: Image) -> Story:
    story = Story(
        short_url="https://p.dw.com/p/1",
        id=1,
        url="https://www.dw.com/de/a/a-1",
        type="article",
        language="de",
        headline="A river",
        lead_image=image,
        images=[image],
        provenance=Provenance(layout=layout),  # type: ignore[arg-type]
    )
    url = "https://www.dw.com/de/a/a-2"
    story.related = [Teaser(id=2, short_url="https://p.dw.com/p/2", url=url, image=of_teaser)]
    return Captions().process_item(story)


def test_classic_pages_have_credits_in_titles_and_nowhere_else() -> None:
    title = "A bridge (picture-alliance/dpa/A. Baker)"
    story = _clean(
        "classic",
        Image(caption="At a river. Foto: Ada Baker", credit=title, alt=title),
        Image(alt="A market (imago/A. Baker)"),
    )
    assert story.lead_image == Image(
        caption="At a river. Foto: Ada Baker",
        credit="picture-alliance/dpa/A. Baker",
        alt="A bridge",
    )
    assert story.related[0].image == Image(credit="imago/A. Baker", alt="A market")


def test_a_title_without_a_credit_gives_none() -> None:
    title = "Ada Baker (SPD)"
    image = Image(caption="At a river", credit=title, alt=title)
    story = _clean("classic", image, Image(alt=title))
    assert story.lead_image == Image(caption="At a river", alt=title)
    assert story.related[0].image == Image(alt=title)


def test_other_layouts_keep_brackets_in_alternative_texts() -> None:
    alt = "A market (imago/A. Baker)"
    image = Image(caption="At a river", credit="Bild: Ada/dpa", alt=alt)
    story = _clean("app_state", image, Image(alt=alt))
    assert story.images == [Image(caption="At a river", credit="Ada/dpa", alt=alt)]
    assert story.related[0].image == Image(alt=alt)
