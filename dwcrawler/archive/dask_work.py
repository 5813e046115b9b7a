"""Units by many processes, on this machine or on others: a task each, on Dask distributed.

A worker that dies loses its task, which another one does again; parts are whole or not there, so
nothing is in them twice. Machines share nothing but the folder of the feed, by a network disk.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any, Final

import dask
import msgspec
from distributed import Client, LocalCluster, as_completed
from distributed.scheduler import KilledWorker

from dwcrawler import __version__
from dwcrawler.archive.sources import Unit
from dwcrawler.archive.tally import Tally
from dwcrawler.archive.work import CannotWork, Order, Outcome, do
from dwcrawler.archive.workspace import Workspace

logger = logging.getLogger(__name__)

# Tasks that are known to the scheduler, for each worker: more would only take memory there.
_WAITING: Final = 4
# So often a unit is given to another worker before it is held to be what kills them.
_MOST_DEATHS: Final = 5
# Of a cluster that is started here. Nobody looks at the profiles of its workers, which take time.
_CONFIGURATION: Final = {
    "distributed.scheduler.allowed-failures": 10,
    "distributed.worker.profile.enabled": False,
    "distributed.admin.system-monitor.interval": "5s",
    # How late a worker's loop is, and how much memory it takes. At Dask's own intervals each worker is
    # interrupted sixty times a second.
    "distributed.admin.tick.interval": "500ms",
    "distributed.worker.memory.monitor-interval": "500ms",
    # Memory of a page that was read serves for the next one. Dask's own value gives it back to the
    # system after each: a third of a millisecond of system time a page.
    "distributed.nanny.pre-spawn-environ.MALLOC_TRIM_THRESHOLD_": 64 << 20,
    "distributed.nanny.pre-spawn-environ.MALLOC_MMAP_THRESHOLD_": 16 << 20,
}
_NO_ANSWER: Final = 10  # seconds
_NOT_SHARED: Final = (
    "a worker wrote its part, and it is not here: the feed's folder has to be on a disk that all "
    "machines share, under the same path"
)


def do_by_dask(
    order: Order, units: Iterable[Unit], scheduler: str | None, workers: int
) -> Iterator[Outcome]:
    """In the order in which they are done. `scheduler`: its URL; without one, `workers` processes
    are started here. Raises CannotWork."""
    with _client(scheduler, workers) as client:
        window = _WAITING * max(1, len(client.scheduler_info(n_workers=-1)["workers"]))
        rest = iter(units)
        deaths: dict[str, int] = {}
        waiting = as_completed([_submit(client, order, unit) for unit in islice(rest, window)])
        for future in waiting:
            unit: Unit = future.unit
            outcome = _outcome(future, unit, order, deaths)
            if outcome is None:
                waiting.add(_submit(client, order, unit, deaths[unit.key]))
                continue
            if (following := next(rest, None)) is not None:
                waiting.add(_submit(client, order, following))
            yield outcome


def _submit(client: Client, order: Order, unit: Unit, times_before: int = 0) -> Any:
    name = f"dwcrawler-{unit.key}-{times_before}"
    future: Any = client.submit(do, order, unit, key=name, pure=False, retries=2)
    future.unit = unit
    return future


def _outcome(future: Any, unit: Unit, order: Order, deaths: dict[str, int]) -> Outcome | None:
    """None where the unit is to be done once more."""
    try:
        outcome: Outcome = future.result()
    except KilledWorker:
        deaths[unit.key] = deaths.get(unit.key, 0) + 1
        if deaths[unit.key] < _MOST_DEATHS:
            return None
        return _failed(unit, "the workers that read it died, again and again: is it too large?")
    except Exception as error:  # of whatever a worker has, and this machine may not know
        return _failed(unit, f"{type(error).__name__}: {error}")
    finally:
        future.release()
    if not outcome.failure and not Workspace(Path(order.feed)).has(unit):
        return _failed(unit, _NOT_SHARED)
    return Outcome(*outcome)


def _failed(unit: Unit, why: str) -> Outcome:
    return Outcome(unit.key, unit.name, unit.size, why, msgspec.json.encode(Tally()))


@contextmanager
def _client(scheduler: str | None, workers: int) -> Iterator[Client]:
    with ExitStack() as stack:
        stack.enter_context(_quiet())
        if scheduler is None:
            cluster = stack.enter_context(
                LocalCluster(
                    n_workers=workers,
                    threads_per_worker=1,
                    host="127.0.0.1",
                    dashboard_address="127.0.0.1:0" if find_spec("bokeh") else None,
                    silence_logs=logging.CRITICAL,
                )
            )
            client = stack.enter_context(Client(cluster))
        else:
            try:
                client = stack.enter_context(Client(scheduler, timeout=_NO_ANSWER))
            except (OSError, TimeoutError, ValueError) as error:
                raise CannotWork(f"--dask {scheduler}: {error}") from None
            _check(client, scheduler)
        if find_spec("bokeh"):
            logger.info("Dask's dashboard: %s", client.dashboard_link)
        yield client


@contextmanager
def _quiet() -> Iterator[None]:
    """A worker that dies is replaced; it need not fill the screen."""
    with dask.config.set(_CONFIGURATION):
        for name in ("distributed", "distributed.nanny", "distributed.scheduler"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        yield


def _check(client: Client, scheduler: str) -> None:
    """Raises CannotWork: none there, or workers with another version of this program."""
    try:
        client.wait_for_workers(1, timeout=_NO_ANSWER)
        versions: dict[str, Any] = client.run(_version)
    except TimeoutError:
        raise CannotWork(f"--dask {scheduler}: it has no workers") from None
    except ModuleNotFoundError as error:
        raise CannotWork(
            f"--dask {scheduler}: its workers have no {error.name}: install it there"
        ) from None
    if others := sorted(set(versions.values()) - {__version__}):
        raise CannotWork(
            f"--dask {scheduler}: its workers have dwcrawler {', '.join(others)}, here it is "
            f"{__version__}: install the same version everywhere"
        )


def _version() -> str:
    return __version__
