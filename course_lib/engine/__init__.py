"""The networks: layers, losses, update rules and training, in NumPy alone.

Every array ends in (examples, features); anything in front is the model axis, so the same code
trains one model or many side by side. Read ``network``, ``dense`` and ``training`` first.
"""

from course_lib.engine.activations.functions import sigmoid, softmax
from course_lib.engine.activations.rectifiers import ReLU
from course_lib.engine.activations.saturating import Sigmoid, Tanh
from course_lib.engine.arrays import per_model
from course_lib.engine.gradient_check import GradientReport, check_gradients
from course_lib.engine.initializers import (
    VarianceScaling,
    glorot_normal,
    glorot_uniform,
    he_normal,
    he_uniform,
)
from course_lib.engine.layers.dense import Dense
from course_lib.engine.layers.dropout import Dropout
from course_lib.engine.layers.layer import Layer
from course_lib.engine.layers.sequential import Sequential
from course_lib.engine.losses.accuracy import accuracy
from course_lib.engine.losses.binary_cross_entropy import binary_cross_entropy
from course_lib.engine.losses.cross_entropy import cross_entropy
from course_lib.engine.mlp import mlp
from course_lib.engine.network import Network
from course_lib.engine.regularizers import L2
from course_lib.engine.rules.adam import Adam
from course_lib.engine.rules.gradient_descent import GradientDescent
from course_lib.engine.rules.momentum import Momentum
from course_lib.engine.schedules import constant
from course_lib.engine.stack import stack, unstack
from course_lib.engine.training.evaluation import evaluate
from course_lib.engine.training.history import History
from course_lib.engine.training.loop import fit, train
from course_lib.engine.training.optimizer import Optimizer
from course_lib.engine.training.step import Step

__all__ = [
    "L2",
    "Adam",
    "Dense",
    "Dropout",
    "GradientDescent",
    "GradientReport",
    "History",
    "Layer",
    "Momentum",
    "Network",
    "Optimizer",
    "ReLU",
    "Sequential",
    "Sigmoid",
    "Step",
    "Tanh",
    "VarianceScaling",
    "accuracy",
    "binary_cross_entropy",
    "check_gradients",
    "constant",
    "cross_entropy",
    "evaluate",
    "fit",
    "glorot_normal",
    "glorot_uniform",
    "he_normal",
    "he_uniform",
    "mlp",
    "per_model",
    "sigmoid",
    "softmax",
    "stack",
    "train",
    "unstack",
]
