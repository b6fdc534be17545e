"""Judgements of people over the reading of the machine.

``active`` which judgements hold; ``language`` how they write relations and times;
``overlay`` one judgement on one mention; ``apply`` all of them; ``queue`` what
needs a person next.
"""

from convoy_map.review.apply import Reviewed, apply_judgements, reanchor_mentions
from convoy_map.review.queue import ReviewItem, review_queue

__all__ = ["ReviewItem", "Reviewed", "apply_judgements", "reanchor_mentions", "review_queue"]
