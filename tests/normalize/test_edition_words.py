"""Every edition has its words in every table, and one that is added without them fails at once."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from dwcrawler import editions as module
from dwcrawler.discovery.arguments import WrongArguments, checked
from dwcrawler.editions import Edition, editions
from dwcrawler.normalize import edition_words

WITHOUT = [
    "the edition cs has no words for its name: write them into NAMES in dwcrawler/normalize/edition_names.py",
    "the edition cs has no words for dates: write them into WORDS in "
    "dwcrawler/normalize/dates/date_words.py",
    "the edition cs has no words for months and days: write them into dwcrawler/data/cldr.json, by "
    "python -m dwcrawler.normalize.dates.cldr",
    "the edition cs has no words for bylines: write them into EDITED_BY in "
    "dwcrawler/normalize/byline_words.py",
    "the edition cs has no words for agencies: write them into NAMES in "
    "dwcrawler/normalize/agencies.py",
    "the edition cs has no words for closing notes: write them into WORDS in "
    "dwcrawler/normalize/note_words.py",
]


def czech(label: str = "Foto") -> Edition:
    return dataclasses.replace(
        editions()["pl"], code="cs", dw_language="CZECH", image_credit_label=label
    )


def test_every_edition_has_all_its_words() -> None:
    assert not (missing := [*edition_words.missing(editions())]), "\n".join(missing)


def test_no_words_are_of_an_edition_that_is_none() -> None:
    assert not (unknown := [*edition_words.unknown()]), "\n".join(unknown)


def test_an_edition_without_words_is_told_table_by_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(editions(), "cs", czech())
    assert [*edition_words.missing(["de", "cs"])] == WITHOUT


def test_an_edition_without_a_label_for_credits_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(editions(), "cs", czech(label=" "))
    (first, *others) = edition_words.missing(["cs"])
    assert first.endswith(
        "captions: write them into image_credit_label in dwcrawler/data/editions.json"
    )
    assert others == WITHOUT


@pytest.mark.parametrize("languages", ["all", "cs", "de,cs"])
def test_a_crawl_of_it_does_not_begin(languages: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(editions(), "cs", czech())
    with pytest.raises(WrongArguments) as refused:
        checked({"languages": languages})
    assert all(line in str(refused.value) for line in WITHOUT)


def test_a_crawl_of_the_other_editions_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(editions(), "cs", czech())
    assert checked({"languages": "de,en"}).languages == ["de", "en"]


def test_words_of_no_edition_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(editions(), "pl")
    assert "dwcrawler/normalize/agencies.py has words for pl, which is no edition" in [
        *edition_words.unknown()
    ]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (
            {"image_credit_label": None},
            "missing 1 required positional argument: 'image_credit_label'",
        ),
        ({"colour": "red"}, "got an unexpected keyword argument 'colour'"),
    ],
)
def test_an_entry_that_is_not_whole_is_told(
    change: dict[str, str | None], reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = {**dataclasses.asdict(editions()["pl"]), "code": "cs", **change}
    entry = {key: value for key, value in entry.items() if value is not None or key not in change}
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "editions.json").write_text(json.dumps([entry]), encoding="utf-8")
    monkeypatch.setattr(module, "files", lambda _: tmp_path)
    with pytest.raises(ValueError, match=r"^data/editions\.json: cs: ") as refused:
        editions.__wrapped__()
    assert reason in str(refused.value)
