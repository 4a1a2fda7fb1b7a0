"""Logistic regression as the fits of this folder use it: Newton's steps, a Gaussian prior of mean 0 on each weight."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
STEPS = 50


def fit(x: Vector, y: Vector, precision: Vector) -> Vector:
    """The most probable weights. x: a row for each case; y: 0 or 1; precision: of the prior of each weight."""
    weights = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = probability(x @ weights)
        slope = x.T @ (y - p) - precision * weights
        curve = (x * (p * (1 - p))[:, None]).T @ x + np.diag(precision)
        step = np.linalg.solve(curve, slope)
        weights += step
        if np.abs(step).max() < 1e-10:
            break
    return weights


def probability(log_odds: Vector) -> Vector:
    return np.asarray(1 / (1 + np.exp(-log_odds)))
