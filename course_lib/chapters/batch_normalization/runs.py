"""Experiments on batch normalization: weight scales, a map, a laboratory, the loss's surface.

``digits`` trains; ``scales``, ``rates`` and ``laboratory`` are stored sweeps of it; ``surface``
measures how far a gradient can be trusted.
"""

from course_lib.chapters.batch_normalization.digits import (
    SMALL,
    Setting,
    load_digits,
    train_digits,
    with_and_without,
)
from course_lib.chapters.batch_normalization.laboratory import haze, scores, trained_members
from course_lib.chapters.batch_normalization.rates import RATES, STDS
from course_lib.chapters.batch_normalization.scales import PUBLISHED
from course_lib.chapters.batch_normalization.surface import NoisyBatchNorm, watch

__all__ = [
    "PUBLISHED",
    "RATES",
    "SMALL",
    "STDS",
    "NoisyBatchNorm",
    "Setting",
    "haze",
    "load_digits",
    "scores",
    "train_digits",
    "trained_members",
    "watch",
    "with_and_without",
]
