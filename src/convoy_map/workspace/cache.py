"""Results kept in the user's own cache folder, keyed by the hash of all inputs.

A cache entry is only ever written by this program into the user's cache folder,
never read from a case folder: a case that somebody sends is data, and pickles
are code.
"""

from __future__ import annotations

import hashlib
import logging
import pickle
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from convoy_map import __version__
from convoy_map.errors import ConvoyMapError
from convoy_map.model import CaseResult
from convoy_map.store.derived import write_atomically

_log = logging.getLogger(__name__)

KEEP = 12
"""Results kept per user; the oldest go first."""


def result_key(hashes: Iterable[tuple[str, str]]) -> str:
    """One hash for all inputs of a result, the program itself among them."""
    digest = hashlib.sha256(_program_hash().encode())
    for name, value in sorted(hashes):
        digest.update(f"{name}={value}".encode() + b"\0")
    return digest.hexdigest()


@lru_cache(maxsize=1)
def _program_hash() -> str:
    """Hash of the package's own modules: another version never meets an old result."""
    package = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256(__version__.encode())
    for path in sorted(package.rglob("*.py")):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def load_result(cache_dir: Path, key: str) -> CaseResult | None:
    """Return the cached result, or None where there is none that can be read."""
    path = cache_dir / "results" / f"{key}.pickle"
    try:
        with path.open("rb") as stream:
            result = pickle.load(stream)
    except FileNotFoundError:
        return None
    except (pickle.UnpicklingError, EOFError, AttributeError, ImportError, TypeError) as error:
        path.unlink(missing_ok=True)
        raise ConvoyMapError(
            f"the cached result is unreadable and was removed ({error})",
            where=str(path),
            mend="run the command again",
        ) from error
    return result if isinstance(result, CaseResult) else None


def save_result(cache_dir: Path, key: str, result: CaseResult) -> None:
    """Keep a result, and drop the oldest beyond the number that is kept."""
    folder = cache_dir / "results"
    write_atomically(folder / f"{key}.pickle", pickle.dumps(result, protocol=5))
    entries = sorted(folder.glob("*.pickle"), key=lambda p: p.stat().st_mtime, reverse=True)
    for path in entries[KEEP:]:
        path.unlink(missing_ok=True)


@dataclass(slots=True)
class ResultShelf:
    """The one result that a workspace holds in memory, and the cache behind it.

    A result is kept under the hash of what it was made from: one that was being made
    while somebody judged is never taken for the new one.
    """

    cache_dir: Path
    kept: dict[str, CaseResult] = field(default_factory=dict)

    def find(self, key: str) -> CaseResult | None:
        """Return the result from memory or from the cache; None where it is in neither."""
        if key not in self.kept:
            result = load_result(self.cache_dir, key)
            if result is not None:
                self.remember(key, result)
        return self.kept.get(key)

    def remember(self, key: str, result: CaseResult) -> None:
        """Hold a result in memory, in the place of the one held before."""
        self.kept = {key: result}

    def keep(self, key: str, result: CaseResult) -> None:
        """Hold a result, and write it to the cache; where that fails, it is logged."""
        self.remember(key, result)
        try:
            save_result(self.cache_dir, key, result)
        except OSError as error:
            _log.warning("the result was not kept in %s: %s", self.cache_dir, error)
