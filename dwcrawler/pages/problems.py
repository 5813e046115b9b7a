"""What was wrong with a page or a feed, for the log, the stats and whoever reads a story by itself."""

from __future__ import annotations


class Problem(str):
    """`code: detail`, a text that can be printed as it is.

    code:   one word of a fixed set, under which it is counted (`dw/problems/<code>`)
    detail: what, where, in words for a log
    """

    code: str
    detail: str

    __slots__ = ("code", "detail")

    def __new__(cls, code: str, detail: str) -> Problem:
        problem = super().__new__(cls, f"{code}: {detail}")
        problem.code = code
        problem.detail = detail
        return problem


def note(problems: list[Problem], problem: Problem) -> None:
    """Once, however often it is met."""
    if problem not in problems:
        problems.append(problem)


def note_unknown(typename: str, problems: list[Problem]) -> None:
    note(problems, Problem("unknown_type", typename))
