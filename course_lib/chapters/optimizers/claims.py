"""What notebook 05 concludes, each with what it rests on; see ``course_lib.claims``."""

from typing import Any

from course_lib.chapters.optimizers import measured, measured_training
from course_lib.claims import Claim

RAVINE: dict[str, Any] = {"angle": 0.5, "k": 20.0, "start": (-4.0, 1.0), "rule": "AdaGrad",
                          "beta2": 0.99, "steps": 300}  # fmt: skip
MOONS: dict[str, Any] = {"draw": 0, "noise": 0.2, "hidden": (16, 16), "activation": "relu",
                         "data": "moons", "batch_size": 10, "points": 500}  # fmt: skip
AROUND_MOONS: dict[str, dict[str, Any]] = {
    "another draw": {"draw": 1},
    "more overlap": {"noise": 0.3},
    "two rings": {"data": "circles", "noise": 0.1},
    "tanh": {"activation": "tanh"},
}
DIGITS: dict[str, Any] = {"data": "digits", "points": 3000, "hidden": (32,)}

CLAIMS = (
    Claim(
        "limit",
        "On a quadratic, gradient descent with all examples in every step explodes above 2 / L "
        "and arrives below it.",
        measure=measured.limit, holds=measured.shrinks_and_grows,
        needs="less than a tenth of the way left below; ten times as far away above",
        base={"years": 2012, "start": (0.0, 0.0), "inputs": "nights", "beside": 0.01,
              "steps": 1000, "beta": 0.0, "batch": 0},
        variations={
            "other years": {"years": 2014}, "years between": {"years": 2013},
            "another start": {"start": (5.0, -5.0)}, "normalized": {"inputs": "normalized"},
            "rain for nights": {"inputs": "rain"}, "10 % beside": {"beside": 0.1},
            "0.1 % beside": {"beside": 0.001, "steps": 10_000}, "500 steps": {"steps": 500},
            "momentum": {"beta": 0.9}, "batches of 30": {"batch": 30},
        },
        limits={"momentum": "gradient descent",
                "batches of 30": "with all examples in every step"},
    ),
    Claim(
        "edge",
        "A ReLU network of two hidden layers, trained by gradient descent with all points of "
        "overlapping classes in every update, at a rate from 0.7 to 3, moves to where its largest "
        "curvature is about 2 / rate: its loss rises in every fourth update or more often, and "
        "falls all the same.",
        measure=measured_training.edge, holds=measured_training.at_the_edge,
        needs="0.6 to 1.4 times 2 / rate; rises in a quarter; ends below half of its start",
        base={"lr": 1.0, "seeds": 0, "updates": 1000, "momentum": 0.0} | MOONS | {"batch_size": 0},
        variations=AROUND_MOONS | {
            "rate 0.7": {"lr": 0.7}, "rate 2": {"lr": 2.0}, "rate 3": {"lr": 3.0},
            "rate 0.1": {"lr": 0.1}, "other seeds": {"seeds": 3}, "width 32": {"hidden": (32, 32)},
            "one layer of 64": {"hidden": (64,)}, "no overlap": {"noise": 0.1},
            "twice the updates": {"updates": 2000}, "batches of 10": {"batch_size": 10},
            "momentum 0.5": {"momentum": 0.5},
        },
        limits={"rate 0.1": "at a rate from 0.7 to 3", "tanh": "A ReLU network",
                "one layer of 64": "of two hidden layers", "no overlap": "of overlapping classes",
                "batches of 10": "with all points", "momentum 0.5": "by gradient descent"},
    ),
    Claim(
        "factor",
        "At a small rate momentum ends, within 5 %, with the loss of gradient descent at 1 / "
        "(1 - beta) times the rate; in the form with the factor (1 - beta), of gradient descent at "
        "the same.",
        measure=measured_training.factor, holds=measured_training.only_a_rate,
        needs="losses within 5 %, and a tenth lower without the factor than descent's",
        base={"beta": 0.9, "lr": 0.003, "group": 0, "updates": 1000} | MOONS,
        variations=AROUND_MOONS | {
            "other seeds": {"group": 1}, "rate 0.01": {"lr": 0.01}, "rate 0.1": {"lr": 0.1},
            "beta 0.95": {"beta": 0.95}, "beta 0.5": {"beta": 0.5},
            "batches of 50": {"batch_size": 50}, "twice the updates": {"updates": 2000},
        },
        limits={"rate 0.1": "At a small rate"},
    ),
    Claim(
        "own_rates",
        "Each at its own rate, momentum (0.9) ends 200 updates with a lower loss than gradient "
        "descent from at least four of five starts where all points are in every update of a ReLU "
        "network; in batches of 10, on the moons, from about half of them. At its fastest rate "
        "single runs are lost.",
        measure=measured_training.own_rates, holds=measured_training.wins_without_noise,
        needs="lower from 20 of 24 new starts in large batches, from 6 to 18 in small ones",
        base={"beta": 0.9, "group": 0, "small": 10, "large": 500, "updates": 200}
        | {key: value for key, value in MOONS.items() if key != "batch_size"},
        variations=AROUND_MOONS | {
            "a third draw": {"draw": 3}, "other seeds": {"group": 1}, "seeds again": {"group": 2},
            "beta 0.8": {"beta": 0.8}, "100 updates": {"updates": 100},
            "no overlap": {"noise": 0.1}, "batches of 2": {"small": 2},
            "one layer of 64": {"hidden": (64,)},
        },
        limits={"tanh": "of a ReLU network", "two rings": "on the moons"},
    ),
    Claim(
        "best_beta",
        "Without noise the best beta depends on the condition number k: 0.9 loses to gradient "
        "descent at k = 20 and wins from 50 on; at k from 20 to 350, each at its own rate, "
        "((root k - 1) / (root k + 1))^2 beats both.",
        measure=measured.best_beta, holds=measured.depends_on_the_ravine,
        needs="fewer steps; of the formula no more than of 0.9",
        base={"flat": 20.0, "steep": 100.0, "angle": 0.5, "start": (-4.0, 1.0), "scale": 1.0,
              "noise": 0.0, "seed": 0},
        variations={
            "k = 4": {"flat": 4.0}, "k = 10": {"flat": 10.0}, "k = 50": {"steep": 50.0},
            "k = 350": {"steep": 350.0}, "not turned": {"angle": 0.0},
            "another start": {"start": (1.0, 3.0)}, "a near start": {"start": (-0.5, 0.2)},
            "a hundredth as steep": {"scale": 0.01}, "a little noise": {"noise": 0.01},
            "much noise": {"noise": 0.3}, "k = 200": {"flat": 200.0, "steep": 350.0},
            "k = 1000": {"steep": 1000.0},
        },
        limits={"much noise": "Without noise",
                "k = 200": "0.9 loses to gradient descent at k = 20",
                "k = 1000": "at k from 20 to 350"},
    ),
    Claim(
        "turned",
        "AdaGrad at its own rate needs few steps in a ravine along the axes, and several times "
        "as many in one that is turned against them.",
        measure=measured.turned, holds=measured.loses_when_turned,
        needs="half as many more at least; the others within two steps",
        base=RAVINE,
        variations={
            "a tenth of a turn": {"angle": 0.2}, "half way": {"angle": 0.785},
            "a quarter turn": {"angle": 1.5708}, "k = 5": {"k": 5.0}, "k = 100": {"k": 100.0},
            "another start": {"start": (-1.0, 3.0)}, "a third start": {"start": (4.0, 0.5)},
            "a near start": {"start": (0.5, -2.0)}, "RMSProp": {"rule": "RMSProp"},
            "Adam": {"rule": "Adam"}, "Adam, a third start": {"rule": "Adam", "start": (4.0, 0.5)},
        },
        limits={"a quarter turn": "turned against them",
                "Adam, a third start": "AdaGrad at its own rate"},
    ),
    Claim(
        "forgets",
        "Each at its own rate, AdaGrad stays nearer to the minimum of a noisy ravine than "
        "RMSProp, on average over a walk; farther by a quarter or more where, after a third of "
        "the walk, gradients are a hundred times smaller and there is still a way to go, and "
        "RMSProp forgets fast (beta 0.9).",
        measure=measured.forgets, holds=measured.stalls_only_when_fading,
        needs="mean distance no larger while steady, a quarter larger where they fade",
        base={"noise": 1.0, "fades": 100.0, "after": 500, "seeds": 0, "steps": 1500,
              "beta": 0.9, "k": 20.0, "moved": 1.0},
        variations={
            "other noise": {"seeds": 100}, "noise again": {"seeds": 200},
            "a third of the noise": {"noise": 0.3}, "three times the noise": {"noise": 3.0},
            "a thousand times smaller": {"fades": 1000.0}, "thirty times": {"fades": 30.0},
            "twice as long": {"after": 1000, "steps": 3000}, "early": {"after": 200},
            "beta 0.99": {"beta": 0.99}, "k = 5": {"k": 5.0}, "k = 100": {"k": 100.0},
            "three times as far": {"moved": 3.0},
        },
        limits={"thirty times": "a hundred times smaller", "early": "after a third of the walk",
                "beta 0.99": "RMSProp forgets fast (beta 0.9)"},
    ),
    Claim(
        "correction",
        "With beta2 of 0.999 and overlapping classes, in a network of two hidden layers of 16, "
        "Adam's missing correction changes the loss after 200 updates by a tenth or more, and "
        "after 2000 by less than a tenth, at rates near 0.003 to 0.01; where the points come to "
        "be fitted it is felt longer, as at 0.001, and at 0.1 its harm stays.",
        measure=measured_training.correction, holds=measured_training.soon_forgotten,
        needs="above a tenth, then below it, and half at most",
        base={"lr": 0.003, "few": 200, "many": 2000, "group": 0, "beta2": 0.999} | MOONS,
        variations=AROUND_MOONS | {
            "other seeds": {"group": 1}, "batches of 50": {"batch_size": 50},
            "rate 0.01": {"lr": 0.01}, "rate 0.005": {"lr": 0.005}, "rate 0.001": {"lr": 0.001},
            "rate 0.1": {"lr": 0.1}, "beta2 0.99": {"beta2": 0.99},
            "1000 updates": {"many": 1000}, "4000 updates": {"many": 4000},
            "no overlap": {"noise": 0.1}, "one layer of 64": {"hidden": (64,)},
        },
        limits={"rate 0.001": "as at 0.001", "rate 0.1": "at 0.1 its harm stays",
                "no overlap": "overlapping classes", "one layer of 64": "two hidden layers of 16",
                "beta2 0.99": "With beta2 of 0.999", "1000 updates": "after 2000"},
    ),
    Claim(
        "quick_start",
        "RMSProp's quick start with a beta of 0.99 is its missing correction, where the ground "
        "is neither bent nor turned: corrected it needs twice the steps or more, each at its own "
        "rate.",
        measure=measured.quick_start, holds=measured.several_times_slower,
        needs="twice the steps or more",
        base={"surface": "ravine", "beta2": 0.99, "start": None, "within": 0.05, "steps": 100},
        variations={
            "bowl": {"surface": "bowl"}, "saddle": {"surface": "saddle"},
            "plateau": {"surface": "plateau"}, "two valleys": {"surface": "two valleys"},
            "bent valley": {"surface": "bent valley"}, "turned": {"surface": "ravine, turned"},
            "beta 0.999": {"beta2": 0.999}, "beta 0.9": {"beta2": 0.9},
            "another start": {"start": (-2.0, -2.0)}, "a third start": {"start": (4.0, 0.1)},
            "nearer": {"within": 0.01}, "300 steps": {"steps": 300},
        },
        limits={"bent valley": "neither bent nor turned", "turned": "neither bent nor turned",
                "beta 0.9": "with a beta of 0.99"},
    ),
    Claim(
        "step_length",
        "With beta1 of 0.9 Adam's steps are hardly ever longer than one rate in any parameter, "
        "and a third of it or less once gradients change their sign.",
        measure=measured_training.step_lengths, holds=measured_training.at_most_a_rate,
        needs="one rate at first, below 1.5 in 99 of 100, a third at most late",
        base={"lr": 0.01, "seed": 0, "beta1": 0.9, "beta2": 0.999, "updates": 1000} | MOONS,
        variations=AROUND_MOONS | {
            "another start": {"seed": 1}, "rate 0.003": {"lr": 0.003}, "rate 0.03": {"lr": 0.03},
            "beta1 0.5": {"beta1": 0.5}, "beta2 0.99": {"beta2": 0.99},
            "batches of 50": {"batch_size": 50}, "3000 updates": {"updates": 3000},
            "3000 digits": DIGITS,
        },
        limits={"beta1 0.5": "With beta1 of 0.9"},
    ),
)  # fmt: skip
