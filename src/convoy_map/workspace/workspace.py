"""An open case: everything the app and the command line do with it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from convoy_map import __version__
from convoy_map.errors import CaseError, ExportError, JudgementError
from convoy_map.exports import EXPORTS, to_geojson
from convoy_map.gazetteer import open_gazetteer
from convoy_map.model import (
    CaseDefinition,
    CaseResult,
    Finding,
    Gazetteer,
    Judgement,
    Progress,
    Region,
    SourceDocument,
    Terrain,
    Verdict,
)
from convoy_map.pipeline import CaseInputs, Stage, run_pipeline
from convoy_map.review import ReviewItem, review_queue
from convoy_map.store.casefile import CASE_FILE
from convoy_map.store.derived import (
    DERIVED,
    ROUTE_FILE,
    compare_derived,
    render_stages,
    write_derived,
)
from convoy_map.store.journal import append_judgement
from convoy_map.store.sources import SourceFiles, read_sources
from convoy_map.store.terrain import read_terrain
from convoy_map.workspace.cache import ResultShelf, result_key
from convoy_map.workspace.locations import data_root, default_cache_dir
from convoy_map.workspace.questions import Comparison, ask
from convoy_map.workspace.verifying import quote_findings, read_features, read_unmoved

CASE_GAZETTEER = "places.tsv"


@dataclass(slots=True, weakref_slot=True)
class Workspace:
    """A case that is open; use ``Workspace.open``.

    The definition is read once; ``reload`` reads it again after somebody (this
    program included) has added a judgement.
    """

    path: Path
    definition: CaseDefinition
    case_sha256: str
    sources: tuple[SourceFiles, ...]
    reading_findings: tuple[Finding, ...]
    cache_dir: Path
    sources_dir: Path | None = None
    _parts: dict[str, object] = field(default_factory=dict)
    _shelf: ResultShelf = field(init=False)

    def __post_init__(self) -> None:
        self._shelf = ResultShelf(self.cache_dir)

    @classmethod
    def open(
        cls, path: Path, *, sources_dir: Path | None = None, cache_dir: Path | None = None
    ) -> Workspace:
        """Open a case folder.

        Parameters
        ----------
        path : Path
            Folder with ``route.yaml``.
        sources_dir : Path, optional
            Folder with the whole documents, for verifying and showing quotes.
        cache_dir : Path, optional
            Where indexes and results are kept (default: the user's cache).

        Raises
        ------
        CaseError, SourceError
            If the case or the folder of documents cannot be read.
        """
        definition, case_sha256, told = read_unmoved(path)
        sources, more = read_sources(path, definition.sources, sources_dir)
        return cls(
            path=path,
            definition=definition,
            case_sha256=case_sha256,
            sources=sources,
            reading_findings=(*told, *more),
            cache_dir=cache_dir or default_cache_dir(),
            sources_dir=sources_dir,
        )

    @classmethod
    def create(
        cls,
        path: Path,
        files: Sequence[Path],
        *,
        title: str = "",
        question: str = "",
        countries: Sequence[str] = (),
        region: Region | None = None,
        cache_dir: Path | None = None,
        progress: Progress | None = None,
    ) -> tuple[Workspace, tuple[Finding, ...]]:
        """Make a case from documents and open it; see ``making.make_case``.

        The readers of Word, PDF and HTML are imported only here: an app that shows
        a case does not need them in memory.
        """
        from convoy_map.workspace.making import make_case

        findings = make_case(
            path,
            files,
            title=title,
            question=question,
            countries=countries,
            region=region,
            cache_dir=cache_dir or default_cache_dir(),
            progress=progress,
        )
        return cls.open(path, cache_dir=cache_dir), findings

    def reload(self) -> None:
        """Read ``route.yaml`` and the source records again."""
        definition, case_sha256, told = read_unmoved(self.path)
        sources, more = read_sources(self.path, definition.sources, self.sources_dir)
        self.definition, self.case_sha256, self.sources = definition, case_sha256, sources
        self.reading_findings = (*told, *more)

    @property
    def documents(self) -> tuple[SourceDocument, ...]:
        """The documents to show: whole where at hand, else their passages."""
        return tuple(s.whole or s.document for s in self.sources)

    @property
    def gazetteer(self) -> Gazetteer:
        """The case's gazetteers behind one index."""
        own = self.path / CASE_GAZETTEER
        if "gazetteer" not in self._parts:
            self._parts["gazetteer"] = open_gazetteer(
                self.definition.gazetteers,
                places_tsv=own if own.is_file() else data_root() / "gazetteer" / CASE_GAZETTEER,
                cache_dir=self.cache_dir / "gazetteer",
            )
        return self._parts["gazetteer"]  # type: ignore[return-value]

    @property
    def terrain(self) -> Terrain:
        """Roads, rivers and borders of the case's region."""
        if "terrain" not in self._parts:
            self._parts["terrain"] = read_terrain(
                self.definition.region,
                layers_dir=data_root() / "gazetteer" / "layers",
                extra=[self.path / "layers" / name for name in self.definition.layers],
            )
        return self._parts["terrain"]  # type: ignore[return-value]

    def hashes(self) -> tuple[tuple[str, str], ...]:
        """Content hashes of every input of the result, the case as it was last read."""
        pairs = [
            (CASE_FILE, self.case_sha256),
            ("gazetteer", self.gazetteer.version),
            ("terrain", self.terrain.version),
        ]
        pairs += [(f"source {s.document.id}", s.record_sha256) for s in self.sources]
        return tuple(sorted(pairs))

    def inputs(self) -> CaseInputs:
        """Everything the pipeline needs."""
        return CaseInputs(
            definition=self.definition,
            documents=tuple(s.document for s in self.sources),
            gazetteer=self.gazetteer,
            terrain=self.terrain,
            hashes=self.hashes(),
            findings=self.reading_findings,
        )

    def run(
        self,
        *,
        until: Stage = Stage.ROUTE,
        mode: str = "posterior",
        processes: int = 1,
        progress: Progress | None = None,
    ) -> CaseResult:
        """Run the pipeline without writing anything."""
        return run_pipeline(
            self.inputs(), until=until, mode=mode, processes=processes, progress=progress
        )

    def cached_result(self) -> CaseResult | None:
        """The full result of the case as it was last read, if it is at hand; else None."""
        return self._shelf.find(result_key(self.hashes()))

    def evidence(self, *, progress: Progress | None = None) -> CaseResult:
        """The result up to the order of the evidence, with routes if they are at hand.

        What needs a decision, and what a question starts from, needs no routes: it is
        there in a moment, and kept until the case changes.
        """
        key = f"evidence {result_key(self.hashes())}"
        known = self.cached_result() or self._shelf.kept.get(key)
        if known is None:
            known = self.run(until=Stage.ORDERING, progress=progress)
            self._shelf.remember(key, known)
        return known

    def result(self, *, processes: int = 1, progress: Progress | None = None) -> CaseResult:
        """The full result: from memory, from the cache, or computed now."""
        result = self.cached_result()
        if result is None:
            result = self.run(processes=processes, progress=progress)
            self._shelf.keep(result_key(result.run.inputs), result)
        return result

    def render(self, result: CaseResult, *, until: Stage = Stage.ROUTE) -> dict[str, bytes]:
        """Every derived file of a result, as bytes by name."""
        files = render_stages(result)
        if until is Stage.ROUTE:
            files[ROUTE_FILE] = to_geojson(result)
        return files

    def build(
        self,
        *,
        until: Stage = Stage.ROUTE,
        processes: int = 1,
        progress: Progress | None = None,
    ) -> CaseResult:
        """Run the pipeline and write ``derived/``.

        Raises
        ------
        CaseError
            If the folder cannot be written.
        """
        if until is Stage.ROUTE:
            result = self.result(processes=processes, progress=progress)
        else:
            result = self.run(until=until, processes=processes, progress=progress)
        try:
            write_derived(self.path, self.render(result, until=until))
        except OSError as error:
            raise CaseError(
                f"derived files cannot be written ({error.strerror})",
                where=str(self.path / DERIVED),
                mend="copy the case to a folder of your own, or free some space",
            ) from error
        return result

    def check(self, *, processes: int = 1, progress: Progress | None = None) -> tuple[Finding, ...]:
        """Rebuild, compare byte for byte, verify the quotes; list all that is wrong."""
        result = self.run(processes=processes, progress=progress)
        return (
            *result.run.findings,
            *compare_derived(self.path, self.render(result)),
            *quote_findings(self.documents, result),
        )

    def derived(self, name: str) -> bytes:
        """A derived file as it is on disk.

        Raises
        ------
        CaseError
            If it has not been built.
        """
        path = self.path / DERIVED / name
        if not path.is_file():
            raise CaseError(
                f"{DERIVED}/{name} has not been built",
                where=str(self.path),
                mend=f"run 'convoy-map build {self.path}'",
            )
        return path.read_bytes()

    def features(self) -> dict[str, object]:
        """The derived FeatureCollection.

        Raises
        ------
        CaseError
            If it has not been built, or was broken on disk.
        """
        return read_features(self.derived(ROUTE_FILE), self.path / DERIVED / ROUTE_FILE)

    def stale(self) -> bool:
        """Whether ``derived/`` was built from other inputs than those on disk now."""
        try:
            record = json.loads(self.derived("run.json"))
        except (CaseError, ValueError):
            return True
        built = (record.get("inputs"), record.get("version"))
        return built != (dict(self.hashes()), __version__)

    def judge(
        self, *, verdict: str, about: str, by: str, why: str, on: str | None = None, **more: object
    ) -> Judgement:
        """Append one judgement to ``route.yaml`` and return it with its id.

        Raises
        ------
        JudgementError
            If a field is unknown or faulty, or the file cannot be written; it is then
            as it was.
        """
        try:
            draft = Judgement(
                id=str(more.pop("id", "")),
                about=about,
                verdict=Verdict(verdict),
                by=by,
                on=on or date.today().isoformat(),
                why=why,
                **more,  # type: ignore[arg-type]
            )
        except (TypeError, ValueError) as error:
            raise JudgementError(
                f"the judgement cannot be understood ({error})", mend="correct the fields"
            ) from error
        try:
            judgement = append_judgement(self.path, draft)
        except OSError as error:
            raise JudgementError(
                f"the judgement could not be written ({error.strerror})",
                where=str(self.path / CASE_FILE),
                mend="free some space on the disk and record it again; the file is as it was",
            ) from error
        self.reload()
        return judgement

    def undo(self, judgement_id: str, *, by: str, why: str) -> Judgement:
        """Withdraw a judgement; the line stays, a new one says that it no longer holds.

        Raises
        ------
        JudgementError
            If there is no judgement with this id.
        """
        for one in self.definition.judgements:
            if one.id == judgement_id:
                return self.judge(
                    verdict="withdraw", about=one.about, by=by, why=why, replaces=judgement_id
                )
        raise JudgementError(
            f"there is no judgement '{judgement_id}'", where=CASE_FILE, mend="check the id"
        )

    def review_queue(self, result: CaseResult | None = None) -> tuple[ReviewItem, ...]:
        """What needs a person, most consequential first."""
        return review_queue(result or self.result())

    def export(self, fmt: str, *, profile: str = "full") -> bytes:
        """Export the result.

        Raises
        ------
        ExportError
            If the format is unknown.
        """
        exporter = EXPORTS.get(fmt)
        if exporter is None:
            raise ExportError(
                f"the format '{fmt}' is unknown", mend=f"use one of {', '.join(sorted(EXPORTS))}"
            )
        return exporter(self.result(), profile=profile)

    def question(
        self,
        *,
        without: Sequence[str] = (),
        places: Sequence[tuple[str, str]] = (),
        progress: Progress | None = None,
    ) -> Comparison:
        """Ask what the map would be without some evidence, or with other places.

        Parameters
        ----------
        without : sequence of str
            ``witness:NAME``, ``source:ID``, a waypoint id, or a text anchor.
        places : sequence of (str, str)
            Waypoint id and the place id to put it at.
        """
        return ask(self.result(), self.inputs(), without=without, places=places, progress=progress)
