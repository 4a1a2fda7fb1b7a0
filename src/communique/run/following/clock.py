"""The time that following goes by."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

_SLICE = 0.2


class SystemClock:
    """The machine's clock. `stop`: True once the user wants to end, which cuts waiting short."""

    def __init__(self, stop: Callable[[], bool] = lambda: False) -> None:
        self._stop = stop

    def now(self) -> datetime:
        """The time, UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds that only grow."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Waits, in slices, because a signal alone does not end a sleep."""
        end = self.monotonic() + seconds
        while not self._stop() and (left := end - self.monotonic()) > 0:
            time.sleep(min(left, _SLICE))


def iso(moment: datetime) -> str:
    """A time as the ledger keeps it: UTC, to the second, so that texts of times sort as times do."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
