"""The networks: layers, losses, update rules and training, in NumPy alone.

Every array ends in (examples, features); anything in front is the model axis, so the same code
trains one model or many side by side. Read ``network``, ``layers.dense``, ``rules.rule`` and
``training.loop`` first.

* ``layers``: what computes forward and sends gradients back; containers
* ``activations``: layers without weights, element by element; ``initializers``: the first weights
* ``normalization``: batch norm and its relatives; ``images``: layers that look at neighbours
* ``losses``: value and gradient by the output; weights of examples and classes
* ``network``: layers around one vector of parameters; ``vectors``: where each of them lies in it
* ``mlp``: the usual network in one call; ``stack``: many models side by side
* ``rules``: how a gradient becomes a change; ``schedules``: the learning rate by step
* ``regularizers``, ``clipping``, ``constraints``: what else shapes a step
* ``training``: batches in, steps out; optimizer, history, early stopping, range test
* ``gradient_check``: is a derivative right; ``gradient_comparison``: the numbers behind it
* ``tracing``: a look inside; ``transfer``: weights from one network to another; ``saving``: files
* ``averages``: exponentially weighted, as a curve; ``least_squares``: ridge and lasso
* ``arrays``: shapes, types and ranges; ``floating``: what networks compute in
* ``settings``: values that know their range
* ``warn``: warnings that point at the reader's line
"""

from course_lib.engine.activations.functions import sigmoid, softmax
from course_lib.engine.activations.rectifiers import Identity, LeakyReLU, ReLU
from course_lib.engine.activations.saturating import ELU, Sigmoid, Tanh
from course_lib.engine.activations.slopes import PReLU, RReLU
from course_lib.engine.activations.smooth import GELU, SiLU
from course_lib.engine.arrays import per_model
from course_lib.engine.averages import exponential_average, window_weights
from course_lib.engine.clipping import ClipByNorm, ClipByValue
from course_lib.engine.constraints import MaxNorm
from course_lib.engine.gradient_check import GradientReport, check_gradients
from course_lib.engine.images.convolution import Conv2D
from course_lib.engine.images.group_norm import GroupNorm, InstanceNorm
from course_lib.engine.images.pooling import AveragePool2D, MaxPool2D
from course_lib.engine.initializers import (
    VarianceScaling,
    filled,
    glorot_normal,
    he_normal,
    lecun_normal,
    normal,
    zeros,
)
from course_lib.engine.layers.dense import Dense
from course_lib.engine.layers.drop_connect import DropConnect
from course_lib.engine.layers.dropout import Dropout
from course_lib.engine.layers.layer import Layer
from course_lib.engine.layers.residual import Residual
from course_lib.engine.layers.sequential import Sequential
from course_lib.engine.least_squares.descent import soft_threshold
from course_lib.engine.least_squares.lasso import lasso
from course_lib.engine.least_squares.problem import LinearFit, polynomial_features
from course_lib.engine.least_squares.ridge import effective_degrees_of_freedom, ridge
from course_lib.engine.losses.accuracy import accuracy
from course_lib.engine.losses.binary_cross_entropy import binary_cross_entropy
from course_lib.engine.losses.cross_entropy import cross_entropy
from course_lib.engine.losses.squared_error import squared_error
from course_lib.engine.mlp import mlp
from course_lib.engine.network import Network
from course_lib.engine.normalization.batch_norm import BatchNorm
from course_lib.engine.normalization.batch_renorm import BatchRenorm
from course_lib.engine.normalization.folding import fold
from course_lib.engine.normalization.layer_norm import LayerNorm
from course_lib.engine.normalization.population import estimate_population
from course_lib.engine.regularizers import L1, L2, ElasticNet
from course_lib.engine.rules.adam import Adam, AdamW
from course_lib.engine.rules.adaptive import AdaGrad, RMSProp
from course_lib.engine.rules.momentum import Momentum, Nesterov
from course_lib.engine.rules.newton import Newton
from course_lib.engine.rules.rectified import RAdam, rectification
from course_lib.engine.rules.rivals import (
    AdamEpsilonFolded,
    AdamEpsilonInRoot,
    AdamUncorrected,
    DampedMomentum,
    MomentumOfSteps,
)
from course_lib.engine.rules.rule import GradientDescent
from course_lib.engine.saving.files import load, save
from course_lib.engine.saving.runs import load_run, save_run
from course_lib.engine.schedules.annealing import cosine_decay, linear_decay
from course_lib.engine.schedules.composed import per_epoch, piecewise, warm_up
from course_lib.engine.schedules.decays import (
    constant,
    exponential_decay,
    inverse_square_root_decay,
    inverse_time_decay,
    step_decay,
)
from course_lib.engine.stack import stack, unstack
from course_lib.engine.tracing import Trace, trace
from course_lib.engine.training.early_stopping import EarlyStopping
from course_lib.engine.training.evaluation import evaluate, predict
from course_lib.engine.training.fit import fit
from course_lib.engine.training.history import History
from course_lib.engine.training.loop import train
from course_lib.engine.training.optimizer import Optimizer
from course_lib.engine.training.range_test import RangeTest, range_test
from course_lib.engine.training.step import Step
from course_lib.engine.transfer import copy_layers

__all__ = [
    "ELU",
    "GELU",
    "L1",
    "L2",
    "AdaGrad",
    "Adam",
    "AdamEpsilonFolded",
    "AdamEpsilonInRoot",
    "AdamUncorrected",
    "AdamW",
    "AveragePool2D",
    "BatchNorm",
    "BatchRenorm",
    "ClipByNorm",
    "ClipByValue",
    "Conv2D",
    "DampedMomentum",
    "Dense",
    "DropConnect",
    "Dropout",
    "EarlyStopping",
    "ElasticNet",
    "GradientDescent",
    "GradientReport",
    "GroupNorm",
    "History",
    "Identity",
    "InstanceNorm",
    "Layer",
    "LayerNorm",
    "LeakyReLU",
    "LinearFit",
    "MaxNorm",
    "MaxPool2D",
    "Momentum",
    "MomentumOfSteps",
    "Nesterov",
    "Network",
    "Newton",
    "Optimizer",
    "PReLU",
    "RAdam",
    "RMSProp",
    "RReLU",
    "RangeTest",
    "ReLU",
    "Residual",
    "Sequential",
    "SiLU",
    "Sigmoid",
    "Step",
    "Tanh",
    "Trace",
    "VarianceScaling",
    "accuracy",
    "binary_cross_entropy",
    "check_gradients",
    "constant",
    "copy_layers",
    "cosine_decay",
    "cross_entropy",
    "effective_degrees_of_freedom",
    "estimate_population",
    "evaluate",
    "exponential_average",
    "exponential_decay",
    "filled",
    "fit",
    "fold",
    "glorot_normal",
    "he_normal",
    "inverse_square_root_decay",
    "inverse_time_decay",
    "lasso",
    "lecun_normal",
    "linear_decay",
    "load",
    "load_run",
    "mlp",
    "normal",
    "per_epoch",
    "per_model",
    "piecewise",
    "polynomial_features",
    "predict",
    "range_test",
    "rectification",
    "ridge",
    "save",
    "save_run",
    "sigmoid",
    "soft_threshold",
    "softmax",
    "squared_error",
    "stack",
    "step_decay",
    "trace",
    "train",
    "unstack",
    "warm_up",
    "window_weights",
    "zeros",
]
