"""How often a crawl begins: periods that divide a day or an hour, as schedulers can say them."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_FORM: Final = re.compile(r"([1-9][0-9]{0,3}) ?(min|h|d)")
_MINUTES: Final = {"min": 1, "h": 60, "d": 1440}
_LONGEST_DELAY: Final = 600  # seconds


class Period(NamedTuple):
    minutes: int

    @property
    def seconds(self) -> int:
        return self.minutes * 60

    @property
    def short(self) -> str:
        """`30min`, `3h`, `1d`."""
        if self.minutes % 1440 == 0:
            return f"{self.minutes // 1440}d"
        return f"{self.minutes // 60}h" if self.minutes % 60 == 0 else f"{self.minutes}min"

    @property
    def words(self) -> str:
        if self.minutes == 1440:
            return "day"
        if self.minutes % 60:
            return f"{self.minutes} minutes"
        return "hour" if self.minutes == 60 else f"{self.minutes // 60} hours"

    @property
    def calendar(self) -> str:
        """systemd's, in the machine's time; once a day is at 5 in the morning."""
        if self.minutes == 1440:
            return "*-*-* 05:00:00"
        if self.minutes < 60:
            return f"*-*-* *:00/{self.minutes}:00"
        return f"*-*-* 00/{self.minutes // 60}:00:00"

    @property
    def cron(self) -> str:
        if self.minutes == 1440:
            return "0 5 * * *"
        if self.minutes < 60:
            return f"*/{self.minutes} * * * *"
        return f"0 */{self.minutes // 60} * * *"

    @property
    def most_delay(self) -> int:
        """Seconds that a start may be put off by chance."""
        return min(_LONGEST_DELAY, self.seconds // 6)


def period_of(text: str) -> Period:
    """Raises ValueError, which says what may be given."""
    match = _FORM.fullmatch(text.strip())
    minutes = int(match[1]) * _MINUTES[match[2]] if match else 0
    fits_hour = 10 <= minutes < 60 and 60 % minutes == 0
    fits_day = minutes >= 60 and minutes % 60 == 0 and 1440 % minutes == 0
    if not fits_hour and not fits_day:
        raise ValueError(
            f"{text!r} is no period: give minutes that divide an hour (10min, 15min, 20min, 30min), "
            "hours that divide a day (1h, 2h, 3h, 4h, 6h, 8h, 12h) or 1d"
        )
    return Period(minutes)
