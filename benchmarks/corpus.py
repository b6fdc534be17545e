"""A large corpus in bounded memory: `python benchmarks/corpus.py [--mb 100] [--line-mb 50]`.

Makes a corpus of its own (sentences written for it, names drawn from the world
gazetteer, the same bytes every time): many files of about 20 kB, and one file that
is a single line. Reads both in processes of their own with `read_corpus`, and a
share of the files with the command line, which also looks every name up. Prints
megabytes a second and the resident memory on the way and at its peak.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from random import Random

from convoy_map.gazetteer import open_gazetteer
from convoy_map.mentions import read_corpus
from convoy_map.model import Citation, Passage, Region, SourceDocument

SENTENCES = (
    "The lorries left {a} before dawn and reached {b} on the evening of {d}.",
    "About {n} people in {a} were told to boil their water, the council said on {d}.",
    "{p} said the road between {a} and {b} had been closed for {n} days.",
    "A second group went by way of {c}, some {n} kilometres north of {a}.",
    "Nobody had expected rain, and the market stayed open until the afternoon.",
    "The minister, who arrived from {a}, declined to say how much the bridge would cost.",
    "“We slept in a village near {b},” {p} recalled. “In the morning the river was high.”",
    "Prices rose by {n} per cent, more than the bank had forecast in the spring.",
    "Further along the track they passed the last checkpoint and turned left towards {c}.",
    "{p} was born in {a} and studied engineering before the family moved to {b}.",
    "The report does not say who ordered the search or what was found.",
    "Officials in {a} denied that the convoy had ever crossed the border with its cargo.",
    "It had been planned that the buses would go on to {c}, but they never did.",
    "After {n} hours of hard driving they stopped at a farm east of {b} and waited there.",
    "The club has won {n} of its matches this season and hopes to play in {a} next year.",
    "In {b} the school was used as a hospital; its yard held {n} tents.",
    "By noon the wind had dropped, and the tents were dry enough to be folded and packed away.",
    "Nobody at the meeting could say why the letter had taken so long, or who had opened it.",
    "The engine was old, the tyres were worn, and there was no spare wheel on any of the carts.",
    "It is a question of money, the report says, and of the patience of those who have to wait.",
    "They talked about the harvest, about the price of flour, and about a cousin who had married.",
    "What had seemed a small matter in the autumn had become, by the winter, a serious dispute.",
    "A new law allows the courts to hear such cases without a jury if both parties agree to it.",
    "Most of the money was spent on pumps and pipes; the rest is still held in a bank account.",
    "The study followed several hundred patients over three years and found no lasting effect.",
    "We counted the boxes twice, wrote the number down, and put the book back into the drawer.",
    "Children who had never seen snow ran out in their shirts and came back with red hands.",
    "Such errors are common in old registers, where one clerk often copied from another.",
)
PEOPLE = "Maria Okoye|Tomas Hale|Ada Lindqvist|Yusuf Karimi|Dr Elena Petrov|Captain Ruiz|Li Wen"
MONTHS = "January February March April May June July August September October November".split()
FILE_BYTES = 20_000


def some_names() -> list[str]:
    """Names of 4,000 towns, evenly drawn from the world gazetteer."""
    gazetteer = open_gazetteer(("world",), places_tsv=None)
    towns = [
        place.title
        for place in gazetteer.within(Region(-180.0, -60.0, 180.0, 75.0))
        if place.feature_class == "P" and (place.population or 0) >= 15_000
    ]
    return towns[:: max(1, len(towns) // 4_000)]


def prose(random: Random, names: list[str]) -> Iterator[str]:
    """Sentences without end."""
    people = PEOPLE.split("|")
    while True:
        a, b, c = random.sample(names, 3)
        day = f"{random.randint(1, 28)} {random.choice(MONTHS)} 20{random.randint(10, 24)}"
        yield random.choice(SENTENCES).format(
            a=a, b=b, c=c, d=day, n=random.randint(2, 90), p=random.choice(people)
        )


def write_corpus(folder: Path, megabytes: int, line_megabytes: int) -> None:
    """Write the files ``part-00000.txt`` … and ``line.txt``."""
    random, names = Random(20), some_names()
    told = prose(random, names)
    for number in range(megabytes * 1_000_000 // FILE_BYTES):
        paragraphs, size = [], 0
        while size < FILE_BYTES:
            paragraphs.append(" ".join(next(told) for _ in range(random.randint(2, 6))))
            size += len(paragraphs[-1].encode()) + 2
        text = "\n\n".join(paragraphs)
        (folder / f"part-{number:05d}.txt").write_text(text, encoding="utf-8")
    with (folder / "line.txt").open("w", encoding="utf-8") as line:
        size = 0
        while size < line_megabytes * 1_000_000:
            size += line.write(next(told) + " ")


def resident_mb() -> float:
    """Resident memory of this process now, in megabytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def documents(files: list[Path]) -> Iterator[SourceDocument]:
    """The files as documents, one in memory at a time."""
    for file in files:
        text = file.read_text(encoding="utf-8")
        yield SourceDocument(
            file.name, "en", sha256(text.encode()).hexdigest(), len(text),
            (Passage(0, len(text), text),), Citation(published="2025-01-01"),
        )  # fmt: skip


def read(files: list[Path]) -> None:
    """Read files as a corpus and print a row of the table; run in a process of its own."""
    total = sum(file.stat().st_size for file in files)
    gazetteer = open_gazetteer(("world",), places_tsv=None)
    begun, spent_before = time.perf_counter(), time.process_time()
    mentions, done = 0, 0.0
    seen: list[float] = []

    def tell(share: float, name: str) -> None:
        nonlocal done
        done = share
        while len(seen) < 10 and done * 10 >= len(seen) + 1:
            seen.append(resident_mb())

    for _, found in read_corpus(documents(files), gazetteer, progress=tell, total_chars=total):
        mentions += len(found)
    wall, cpu = time.perf_counter() - begun, time.process_time() - spent_before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    size, each = f"{total / 1e6:7.1f} MB in {len(files):5} files", total / cpu / 1e6
    on_the_way = " ".join(f"{mb:.0f}" for mb in seen)
    print(
        f"  {size}: {each:5.2f} MB a CPU second, {wall:6.1f} s, {mentions:,} mentions, "
        f"peak {peak:.0f} MB\n"
        f"    resident after each tenth: {on_the_way} MB",
        flush=True,
    )


def command_line(files: list[Path]) -> None:
    """Run the command on files and print its peak memory."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "convoy_map", "mentions", *map(str, files)]
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, stdout=out)
        _, status, usage = os.wait4(process.pid, 0)
        if status:
            raise SystemExit(f"convoy-map mentions ended with {os.waitstatus_to_exitcode(status)}")
        written = out.tell()
    wall, cpu = time.perf_counter() - begun, usage.ru_utime + usage.ru_stime
    peak = usage.ru_maxrss * 1024 / 1e6
    total = sum(file.stat().st_size for file in files) / 1e6
    print(
        f"  {total:7.1f} MB in {len(files):5} files: {total / cpu:5.2f} MB a CPU second with "
        f"places, {wall:.1f} s, {written / 1e6:.0f} MB written, peak {peak:.0f} MB"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mb", type=int, default=100, help="megabytes of many files")
    parser.add_argument("--line-mb", type=int, default=50, help="megabytes of one line")
    parser.add_argument("--command-mb", type=int, default=5, help="megabytes for the command line")
    parser.add_argument("--read", nargs="+", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.read:
        files = [f for p in given.read for f in (sorted(p.glob("part-*")) if p.is_dir() else [p])]
        read(files)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_corpus(folder, given.mb, given.line_mb)
        print("read_corpus", flush=True)
        for target in (folder, folder / "line.txt"):
            subprocess.run([sys.executable, __file__, "--read", str(target)], check=True)
        print("convoy-map mentions", flush=True)
        command_line(sorted(folder.glob("part-*"))[: given.command_mb * 1_000_000 // FILE_BYTES])


if __name__ == "__main__":
    main()
