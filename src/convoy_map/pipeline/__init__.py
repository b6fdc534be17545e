"""The stages in their order, pure from sources to route.

``build`` runs them; ``judged`` lays place judgements over the candidates.
"""

from convoy_map.model import Stage
from convoy_map.pipeline.build import (
    STAGES,
    CaseInputs,
    Reading,
    derive_from,
    read_testimony,
    run_pipeline,
)

__all__ = [
    "STAGES",
    "CaseInputs",
    "Reading",
    "Stage",
    "derive_from",
    "read_testimony",
    "run_pipeline",
]
