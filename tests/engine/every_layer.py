"""One layer of every kind that the course has, on six features or on a small image."""

from course_lib.engine import (
    ELU,
    AveragePool2D,
    BatchNorm,
    BatchRenorm,
    Conv2D,
    Dense,
    DropConnect,
    Dropout,
    GroupNorm,
    Identity,
    InstanceNorm,
    LayerNorm,
    LeakyReLU,
    MaxPool2D,
    PReLU,
    ReLU,
    Residual,
    RReLU,
    Sequential,
    Sigmoid,
    Tanh,
)

IMAGE = (4, 4, 2)
FEATURES = 32

MAKERS = {
    "AveragePool2D": lambda: AveragePool2D(IMAGE, size=2, stride=1),
    "BatchNorm": lambda: BatchNorm(IMAGE, keep=0.7, eps=1e-3),
    "BatchRenorm": lambda: BatchRenorm(FEATURES, keep=0.7, r_max=2.0, d_max=1.0, eps=1e-3),
    "Conv2D": lambda: Conv2D(IMAGE, 3, kernel=3, stride=2, padding=1),
    "Dense": lambda: Dense(FEATURES, 5),
    "DropConnect": lambda: DropConnect(FEATURES, 5, 0.3),
    "Dropout": lambda: Dropout(0.3),
    "ELU": lambda: ELU(0.5),
    "GroupNorm": lambda: GroupNorm(IMAGE, 2, eps=1e-3),
    "Identity": Identity,
    "InstanceNorm": lambda: InstanceNorm(IMAGE, eps=1e-3),
    "LayerNorm": lambda: LayerNorm(FEATURES, eps=1e-3),
    "LeakyReLU": lambda: LeakyReLU(0.2),
    "MaxPool2D": lambda: MaxPool2D(IMAGE, size=3, stride=1),
    "PReLU": lambda: PReLU(FEATURES, start=0.4),
    "RReLU": lambda: RReLU(0.2, 0.3),
    "ReLU": ReLU,
    "Residual": lambda: Residual([Dense(FEATURES, FEATURES), Dropout(0.2)], drop_rate=0.4),
    "Sequential": lambda: Sequential([Dense(FEATURES, 3), Tanh()]),
    "Sigmoid": Sigmoid,
    "Tanh": Tanh,
}
