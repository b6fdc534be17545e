"""What every question starts from, worked out beside the page before anybody asks.

A question compares the map with what it would be; the map with all the evidence, in
the quick method, is the same for all questions. It is worked out in a thread while
the person still chooses, and dropped at once when a question is asked, so that the
two do not share the processor.
"""

from __future__ import annotations

import logging
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING

from convoy_map.app.memory import give_memory_back
from convoy_map.errors import ConvoyMapError
from convoy_map.workspace.questions import route_before

if TYPE_CHECKING:
    from convoy_map.model import CaseResult
    from convoy_map.pipeline import CaseInputs

_log = logging.getLogger(__name__)
_PATIENCE_S = 10.0


class _Stopped(Exception):  # noqa: N818 (no error: somebody asked to stop)
    """The person asked a question, or left for another case."""


class Foresight:
    """Works out the routes of a case, one journey after the other, until it is stopped.

    Parameters
    ----------
    result : CaseResult
        The case up to the order of its evidence.
    inputs : CaseInputs
        Its inputs.
    """

    def __init__(self, result: CaseResult, inputs: CaseInputs) -> None:
        self.about = result.run.inputs
        self._result, self._inputs = result, inputs
        self._stop = Event()
        self._thread = Thread(target=self._work, daemon=True)
        self._thread.start()

    def _work(self) -> None:
        try:
            for ordering in self._result.orderings:
                self._heed(0.0, "")
                route_before(self._result, self._inputs, ordering.itinerary, self._heed)
        except _Stopped:
            return
        except ConvoyMapError as error:
            _log.warning("a route could not be worked out beforehand: %s", error)
        finally:
            give_memory_back()

    def _heed(self, _share: float, _step: str) -> None:
        if self._stop.is_set():
            raise _Stopped

    def stop(self) -> None:
        """Stop at the next step, and wait for it."""
        self._stop.set()
        self._thread.join(_PATIENCE_S)

    def wait(self, timeout_s: float) -> bool:
        """Whether everything is worked out, after waiting so long at most."""
        self._thread.join(timeout_s)
        return not self._thread.is_alive() and not self._stop.is_set()


_lock = Lock()
_now: dict[str, Foresight] = {}


def foresee(result: CaseResult, inputs: CaseInputs) -> Foresight:
    """Begin to work out what questions about a case start from, if nobody did yet."""
    with _lock:
        known = _now.get("now")
        if known is None or known.about != result.run.inputs or known._stop.is_set():
            if known is not None:
                known.stop()
            _now["now"] = Foresight(result, inputs)
        return _now["now"]


def stop_foreseeing() -> None:
    """Leave the processor to a question that was asked."""
    with _lock:
        known = _now.get("now")
        if known is not None:
            known.stop()
