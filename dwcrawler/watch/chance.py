"""How likely a count is by chance: exact tails, so that small runs give no false alarms."""

from __future__ import annotations

from math import exp, lgamma, log, log1p


def at_most(count: int, of: int, share: float) -> float:
    """P(X <= count), X being how many `of` things have what each has with probability `share`.

    Where the things have different probabilities with the mean `share`, and `count` is below the
    expected number, the result is an upper bound (Hoeffding 1956).
    """
    if count >= of or share <= 0:
        return 1.0
    if share >= 1:
        return 0.0
    return min(1.0, sum(exp(_log_term(k, of, share)) for k in range(count + 1)))


def at_least(count: int, of: int, share: float) -> float:
    """P(X >= count), as `at_most`."""
    return at_most(of - count, of, 1 - share)


def _log_term(k: int, of: int, share: float) -> float:
    choices = lgamma(of + 1) - lgamma(k + 1) - lgamma(of - k + 1)
    return choices + k * log(share) + (of - k) * log1p(-share)
