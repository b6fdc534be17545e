"""Fits the weights of the candidate score: a conditional logit with shrinkage.

Each mention is a choice among its candidates and "none of these"; right are the
candidates within 161 km of the gold position (an area: within its radius, for
gazetteers differ in where they put the point of a country), or none where there is
no such candidate. Weights shrink towards the current ones (ridge), the temperature stays
at 1 because the likelihood sets the scale. Used by ``resolution.py --fit``.
"""

from __future__ import annotations

import numpy as np
from scipy.optimize import minimize

from convoy_map.candidates import features as table
from convoy_map.candidates import finding
from resolution import is_right

FITTED = (
    "preferred name", "country", "first-order division", "second-order division", "capital",
    "region or water", "population",
    "people of the division", "shares its name with its town", "near the other names",
    "in a country of the other names", "in a place that is named", "named with its division",
)  # fmt: skip
RIDGE = 2.0
FOLDS = 5


def choices(data, gazetteer):
    """Per mention: article, feature values (candidates x fitted), rest of the score, right."""
    rows = []
    for number, found in enumerate(data):
        groups, group_of, features = finding.scored_groups(
            [mention for mention, _ in found], gazetteer, None, frozenset()
        )
        for mention, gold in found:
            group, reasons = groups[group_of[mention.id]], features[group_of[mention.id]]
            values = np.zeros((len(reasons) + 1, len(FITTED)))
            rest = np.zeros(len(reasons) + 1)
            for i, own in enumerate(reasons):
                for feature in own:
                    if feature.name in FITTED:
                        values[i, FITTED.index(feature.name)] += feature.value
                    else:
                        rest[i] += feature.value * feature.weight
            right = [is_right(match.place, gold) for match in group.matches]
            right = np.array([*right, not any(right)])
            none = np.zeros((len(reasons) + 1, 2))
            heard = table.none_score(group.matches) != table.NONE_SCORE
            none[-1, int(heard)] = 1
            rows.append((number, values, rest, none, right))
    return rows


def loss(parameters, rows, start):
    weights, none_scores = parameters[:-2], parameters[-2:]
    value = RIDGE * np.sum((parameters - start) ** 2) / 2
    slope = RIDGE * (parameters - start)
    for _, values, rest, none, right in rows:
        scores = values @ weights + rest + none @ none_scores
        p = np.exp(scores - scores.max())
        p /= p.sum()
        chosen = p * right
        whole = max(chosen.sum(), 1e-12)
        value -= np.log(whole)
        difference = p - chosen / whole
        slope[:-2] += values.T @ difference
        slope[-2:] += none.T @ difference
    return value, slope


def share_right(parameters, rows):
    hits = 0
    for _, values, rest, none, right in rows:
        scores = values @ parameters[:-2] + rest + none @ parameters[-2:]
        best = int(np.argmax(scores[:-1])) if len(scores) > 1 else 0
        hits += bool(right[best]) and len(scores) > 1
    return hits / len(rows)


def fit(data, gazetteer):
    rows = choices(data, gazetteer)
    start = np.array(
        [*(table.WEIGHTS[name] for name in FITTED), table.NONE_SCORE, table.NONE_SCORE_HEARD]
    )
    held_out = []
    for fold in range(FOLDS):
        train = [row for row in rows if row[0] % FOLDS != fold]
        test = [row for row in rows if row[0] % FOLDS == fold]
        found = minimize(loss, start, args=(train, start), jac=True, method="L-BFGS-B").x
        held_out.append(share_right(found, test))
    print("Acc@161 held out, by fold:", np.round(held_out, 3), "mean", round(np.mean(held_out), 3))
    found = minimize(loss, start, args=(rows, start), jac=True, method="L-BFGS-B").x
    for name, old, new in zip(
        [*FITTED, "NONE_SCORE", "NONE_SCORE_HEARD"], start, found, strict=True
    ):
        print(f"{name:<34} {old:7.2f} -> {new:7.2f}")
