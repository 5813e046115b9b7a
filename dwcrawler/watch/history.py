"""Earlier runs, as the store has them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TypeVar

import msgspec

from dwcrawler.store.runs import StoredRun
from dwcrawler.watch.figures import Coverage, Figures, RunRecord

_Part = TypeVar("_Part")
_figures: Final = msgspec.json.Decoder(Figures)
_coverage: Final = msgspec.json.Decoder(Coverage)


def records(runs: Iterable[StoredRun]) -> list[RunRecord]:
    """Measures that cannot be read, as of a later version, are None."""
    return [
        RunRecord(
            id=run.id,
            started=_as_time(run.started),
            scope=run.scope,
            reason=run.reason,
            ended=run.ended,
            status=run.status,
            figures=_decoded(_figures, run.figures),
            coverage=_decoded(_coverage, run.coverage),
        )
        for run in runs
    ]


def _as_time(name: str) -> str:
    """`2026-01-15T18-00-00Z`, as in names of files, with the colons of RFC 3339."""
    day, _, time = name.partition("T")
    return f"{day}T{time.replace('-', ':')}"


def _decoded(decoder: msgspec.json.Decoder[_Part], text: str | None) -> _Part | None:
    if text is None:
        return None
    try:
        return decoder.decode(text)
    except msgspec.DecodeError:
        return None
