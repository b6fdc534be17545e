"""From mentions and candidates to evidence: where, when, and why there.

``book`` what is at hand, and how anchors are found in it; ``constraints`` one
mention's words as a constraint; ``lines`` borders, rivers and roads; ``grouping``
which mentions speak of one waypoint; ``merging`` several made into one;
``stated`` the fragment's own area by the point-radius method; ``reasons`` and
``phrases`` the plain words; ``legs`` what is said of the way; ``derive`` the stage.
"""

from convoy_map.evidence.derive import derive_evidence
from convoy_map.evidence.stated import stated_area

__all__ = ["derive_evidence", "stated_area"]
