"""In which order the fragments of a journey were passed.

``constraints`` what each ground says (analyst, time, relation, role, narrative);
``cycles`` circular orders taken apart, weakest ground first, and named;
``temporal`` stated times and durations that cannot all be true;
``sequences`` the orders that survive, ranked; ``partial_order`` the whole stage.
"""

from convoy_map.ordering.partial_order import order_evidence

__all__ = ["order_evidence"]
