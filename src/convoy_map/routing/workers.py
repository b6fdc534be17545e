"""Worker processes that start with nothing of the caller's script in them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType


@contextmanager
def without_main() -> Iterator[None]:
    """Hide the caller's main module while processes are started.

    A spawned process would run the script that its parent was started with once
    more: a page of the app, a notebook, a program without a guard. Our work
    needs none of it.

    Examples
    --------
    >>> import sys
    >>> with without_main():
    ...     getattr(sys.modules["__main__"], "__file__", None)
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main
