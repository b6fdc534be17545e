"""The numbers of the method, all shown and all changeable in ``route.yaml``."""

from __future__ import annotations

from dataclasses import dataclass, field


def _default_costs() -> dict[str, float]:
    return {
        "main_road": 1.0,
        "minor_road": 1.6,
        "track": 2.5,
        "roadless": 4.0,
        "river": 400.0,
        "lake": 400.0,
        "closed": 10_000.0,
    }


def _default_speeds() -> dict[str, tuple[float, float]]:
    return {
        "main_road": (30.0, 80.0),
        "minor_road": (20.0, 60.0),
        "track": (8.0, 30.0),
        "roadless": (4.0, 20.0),
    }


def _default_manner_costs() -> dict[str, dict[str, float]]:
    return {
        "main_road": {"minor_road": 2.5, "track": 5.0, "roadless": 10.0},
        "minor_road": {"main_road": 2.5, "minor_road": 1.0, "track": 2.5, "roadless": 6.0},
        "road": {"minor_road": 1.2, "track": 4.0, "roadless": 8.0},
        "track": {"main_road": 5.0, "minor_road": 3.0, "track": 1.5, "roadless": 2.5},
        "desert": {"main_road": 6.0, "minor_road": 4.0, "track": 1.5, "roadless": 1.8},
        "on_foot": {"main_road": 1.0, "minor_road": 1.0, "track": 1.0, "roadless": 1.2},
    }


@dataclass(frozen=True, slots=True)
class Parameters:
    """Parameters of one case.

    Parameters
    ----------
    seed : int
        Seed of everything random.
    use_drafts : bool
        Whether what the machine read and no person has judged counts as
        evidence (it is marked as unreviewed wherever it shows).
    cell_size_m : float
        Raster cell of the cost field.
    near_m : float
        Scale of "near" and "not far from" for a settlement.
    near_line_m : float
        Scale of "near" and "not far from" for a border, road or river.
    direction_distance_median_m, direction_distance_log_sd : float
        Prior of the distance when only a direction is stated ("north of X").
    between_width_fraction : float
        Softness of "between A and B", as a share of |AB|.
    along_sigma_m, edge_sigma_m : float
        Softness of lines and of the edges of areas.
    p_wrong : float
        Prior probability that a statement does not fit its journey.
    costs : dict of str to float
        Cost of a metre of each surface, in main-road metres.
    manner_costs : dict of str to dict of str to float
        Costs that replace ``costs`` on a leg whose manner is told.
    speeds_kmh : dict of str to (float, float)
        Slowest and fastest plausible speed on each surface.
    n_surfaces, n_particles : int
        K and M of the sampled posterior.
    surface_log_sd, surface_range_m : float
        Perturbation of the cost field.
    class_log_sd : float
        How far the cost of a whole class of surface may be off (log scale).
    taste_range : (float, float)
        Travellers' care for good roads: ``costs`` are raised to powers from this
        range (0 cares for none, 1 as given), little care more often than much.
    river_width_m : float
        Crossing a river away from a bridge costs ``costs["river"]`` over this width.
    p_road_missing, p_road_ghost : float
        Share of the real roads that the map lacks, and share of the mapped
        stretches that cannot be used: the map isn't the ground.
    p_unknown_crossing : float
        Share of a river's length where it can be crossed though no bridge is known.
    nats_per_leg : float
        How strongly short journeys are preferred: what an average leg costs.
    p_unmentioned_stop, unmentioned_stop_rate : float
        Probability, a leg, of a detour that nobody mentioned, and the rate at
        which longer ones grow rarer (per main-road km of detour).
    corridor_masses : tuple of float
        Levels at which corridors are drawn.
    """

    seed: int = 20171012
    use_drafts: bool = True
    cell_size_m: float = 1000.0
    near_m: float = 3000.0
    near_line_m: float = 15000.0
    direction_distance_median_m: float = 6000.0
    direction_distance_log_sd: float = 0.7
    between_width_fraction: float = 0.12
    along_sigma_m: float = 1000.0
    edge_sigma_m: float = 3000.0
    p_wrong: float = 0.05
    costs: dict[str, float] = field(default_factory=_default_costs)
    manner_costs: dict[str, dict[str, float]] = field(default_factory=_default_manner_costs)
    speeds_kmh: dict[str, tuple[float, float]] = field(default_factory=_default_speeds)
    n_surfaces: int = 12
    n_particles: int = 64
    surface_log_sd: float = 0.4
    surface_range_m: float = 25000.0
    class_log_sd: float = 0.35
    taste_range: tuple[float, float] = (0.0, 1.2)
    river_width_m: float = 250.0
    p_road_missing: float = 0.15
    p_road_ghost: float = 0.08
    p_unknown_crossing: float = 0.1
    nats_per_leg: float = 1.3
    p_unmentioned_stop: float = 0.4
    unmentioned_stop_rate: float = 0.04
    corridor_masses: tuple[float, ...] = (0.5, 0.9)
