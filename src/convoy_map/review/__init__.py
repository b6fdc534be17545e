"""Judgements of people over the reading of the machine.

``active`` which judgements hold; ``language`` how they write relations and times;
``overlay`` one judgement on one mention; ``apply`` all of them; ``queue`` what
needs a person next.
"""

from convoy_map.review.apply import Reviewed, apply_judgements, reanchor_mentions

__all__ = ["Reviewed", "apply_judgements", "reanchor_mentions"]
