"""Memory that work has freed goes back to the machine."""

import platform
import sys
from pathlib import Path

import pytest

from convoy_map.app.memory import give_memory_back


def resident_bytes() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc keeps what was freed")
def test_what_was_freed_is_given_back() -> None:
    many = [bytes(1000) for _ in range(100_000)]
    kept = many[-1]
    del many
    before = resident_bytes()
    assert give_memory_back()
    assert before - resident_bytes() > 20_000_000
    assert kept == bytes(1000)


def test_other_systems_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert give_memory_back() is False
