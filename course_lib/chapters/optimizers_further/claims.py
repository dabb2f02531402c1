"""What notebook 05b concludes, each with what it rests on; see ``course_lib.claims``."""

from course_lib.chapters.optimizers_further import measured, small_digits
from course_lib.claims import Claim

CLAIMS = (
    Claim(
        "rates_decide",
        "On digits four rules end a factor of two and more apart in training loss at one rate for "
        "all; each at a rate of its own, within half of one another (5000 digits are fitted soon: "
        "there Adam is further ahead).",
        measure=small_digits.compared, holds=small_digits.rates_decide,
        needs="over 2 times apart at 0.01, below 1.5 at their own",
        base={"first": 0, "count": 20_000, "width": 50, "activation": "ReLU", "batch": 128,
              "updates": 600, "seeds": 0, "draws": 2},
        variations={
            "other seeds": {"seeds": 100}, "other digits": {"first": 30_000},
            "5000 digits": {"count": 5000}, "width 30": {"width": 30}, "width 100": {"width": 100},
            "tanh": {"activation": "tanh"}, "batches of 64": {"batch": 64},
            "twice the updates": {"updates": 1200},
        },
        limits={"5000 digits": "5000 digits are fitted soon"},
    ),
    Claim(
        "larger_rate",
        "At a saddle gradient descent at 1 / (1 - beta) times the rate leaves sooner than "
        "momentum does, unless another direction is so steep that it explodes at that rate.",
        measure=measured.ten_times_the_rate, holds=measured.sooner_by_rate,
        needs="steps to leave: larger rate < momentum < same rate",
        base={"lr": 0.05, "beta": 0.9, "offset": 1e-4, "steepness": 1.0, "quartic": 1 / 16,
              "kind": "momentum"},
        variations={
            "rate 0.02": {"lr": 0.02}, "rate 0.1": {"lr": 0.1}, "beta 0.8": {"beta": 0.8},
            "beta 0.95": {"beta": 0.95, "lr": 0.02}, "start 1e-8": {"offset": 1e-8},
            "start 0.1": {"offset": 0.1}, "three times as steep": {"steepness": 3.0},
            "other ends": {"quartic": 1 / 8}, "Nesterov": {"kind": "Nesterov"},
            "20 times as steep": {"steepness": 20.0},
        },
        limits={"20 times as steep": "another direction is so steep that it explodes"},
    ),
    Claim(
        "any_start",
        "Rules that divide by the size of the gradient leave a saddle in about as many steps from "
        "any start beside its ridge, where the way down lies along a parameter; askew to the "
        "parameters Adam and AdaGrad need the more, the nearer it is, as gradient descent and "
        "momentum do everywhere.",
        measure=measured.from_any_start, holds=measured.hardly_depends,
        needs="at most 1.5 times the steps from nearby; descent at least twice",
        base={"rule": "Adam", "lr": 0.05, "beta": 0.9, "near": 1e-6, "far": 1e-2,
              "degrees": 0.0},
        variations={
            "rate 0.01": {"lr": 0.01}, "rate 0.3": {"lr": 0.3}, "beta1 0": {"beta": 0.0},
            "RMSProp": {"rule": "RMSProp"}, "RMSProp at 0.01": {"rule": "RMSProp", "lr": 0.01},
            "AdaGrad": {"rule": "AdaGrad"}, "AdaGrad at 0.3": {"rule": "AdaGrad", "lr": 0.3},
            "nearer": {"near": 1e-8}, "from 0.1": {"far": 0.1},
            "turned by 10 degrees": {"degrees": 10.0}, "turned by 45 degrees": {"degrees": 45.0},
            "AdaGrad, turned": {"rule": "AdaGrad", "lr": 0.3, "degrees": 45.0},
            "momentum": {"rule": "momentum"},
        },
        limits={"turned by 45 degrees": "askew to the parameters",
                "AdaGrad, turned": "askew to the parameters",
                "momentum": "as gradient descent and momentum do"},
    ),
    Claim(
        "valleys",
        "Started on its slope, gradient descent, momentum and Adam each cross a shallow valley at "
        "some rate, and stay in it at another; started in it, gradient descent stays at any.",
        measure=measured.valleys, holds=measured.cross_and_stay,
        needs="of 31 rates, some for either end, for each rule",
        base={"tilt": 0.2, "x": 1.7, "y": 1.0, "beta": 0.9, "beta1": 0.9, "steps": 2000},
        variations={
            "less tilted": {"tilt": 0.1}, "more tilted": {"tilt": 0.3}, "from 1.9": {"x": 1.9},
            "nearer to the floor": {"y": 0.3}, "beta 0.8": {"beta": 0.8},
            "beta 0.95": {"beta": 0.95}, "beta1 0": {"beta1": 0.0}, "5000 steps": {"steps": 5000},
            "started in it": {"x": 0.9},
        },
        limits={"started in it": "started in it, gradient descent stays at any"},
    ),
    Claim(
        "stands_still",
        "On two rings and four corners (on moons not) a tanh network stands still at weights "
        "that are far too small: within 1000 updates Adam is at half of a coin's loss there in a "
        "third of the updates of descent or momentum at most, each at its best rate; from usual "
        "weights momentum gets there within three times Adam's.",
        measure=measured.stands_still, holds=measured.adam_alone_leaves,
        needs="three times sooner in each seed (1000: not learned); usual weights within 3 times",
        base={"std": 0.05, "data": "rings", "seeds": 0, "width": 6, "hidden": 2,
              "activation": "tanh", "draws": 3},
        variations={
            "other seeds": {"seeds": 100}, "seeds again": {"seeds": 200},
            "four corners": {"data": "corners"}, "moons": {"data": "moons"},
            "width 12": {"width": 12}, "one hidden layer": {"hidden": 1},
            "three hidden layers": {"hidden": 3}, "std 0.1": {"std": 0.1},
            "usual weights": {"std": 0.6},
        },
        limits={"moons": "on moons not",
                "usual weights": "far too small"},
    ),
    Claim(
        "rare_words",
        "Where some words are rare, and the rate stays constant, AdaGrad and Adam end lower than "
        "gradient descent, each at its best rate; where all words are as frequent, gradient "
        "descent ends lower; with a rate that falls to 0 they lose their lead among rare words, "
        "too.",
        measure=measured.rare_words, holds=measured.lower_where_rare,
        needs="by three standard errors of the difference, both",
        base={"words": 40, "zipf": 1.0, "noise": 0.2, "seeds": 0, "updates": 1000, "batch": 32,
              "draws": 3, "falling": False},
        variations={
            "other seeds": {"seeds": 100}, "seeds again": {"seeds": 200}, "25 words": {"words": 25},
            "60 words": {"words": 60}, "half of the updates": {"updates": 500},
            "twice the updates": {"updates": 2000}, "batches of 16": {"batch": 16},
            "rarer": {"zipf": 1.3}, "hardly rare": {"zipf": 0.3}, "more noise": {"noise": 0.4},
            "falling rate": {"falling": True},
            "falling, other seeds": {"falling": True, "seeds": 100},
        },
        limits={"hardly rare": "Where some words are rare",
                "falling rate": "with a rate that falls to 0",
                "falling, other seeds": "with a rate that falls to 0"},
    ),
    Claim(
        "never_arrives",
        "Adam without momentum runs to the worst point where one gradient in a few is large and "
        "its average of squares forgets it in between; AMSGrad does not, nor does Adam with a "
        "beta2 that remembers over several of the large ones.",
        measure=measured.to_the_worst, holds=measured.only_adam_is_wrong,
        needs="Adam beyond 0.9, AMSGrad beyond -0.9",
        base={"lr": 0.01, "beta1": 0.0, "beta2": 0.1, "large": 3.0, "period": 3, "start": 0.0,
              "falling": False},
        variations={
            "rate 0.003": {"lr": 0.003}, "rate 0.05": {"lr": 0.05},
            "begun at -0.9": {"start": -0.9}, "begun at 0.9": {"start": 0.9},
            "large 2.5": {"large": 2.5}, "large 5": {"large": 5.0}, "beta2 0.3": {"beta2": 0.3},
            "falling rate": {"falling": True, "lr": 0.1},
            "one in 11": {"beta2": 0.9, "large": 10.5, "period": 11},
            "beta2 0.9": {"beta2": 0.9}, "beta1 0.9": {"beta1": 0.9},
        },
        limits={"beta2 0.9": "a beta2 that remembers", "beta1 0.9": "without momentum"},
    ),
    Claim(
        "by_heart",
        "In a problem that was built for it, gradient descent and momentum learn the one feature "
        "that says the label, and Adam the examples by heart, at every rate that fits them; "
        "without features that mark single examples of one label more, Adam is right, too.",
        measure=measured.by_heart, holds=measured.heart_and_head,
        needs="all fit; new examples of label -1: right by two, none by Adam",
        base={"count": 40, "share": 0.7, "seeds": 0, "own": (1, 5), "updates": 4000, "beta1": 0.9},
        variations={
            "another draw": {"seeds": 100}, "a draw again": {"seeds": 200},
            "20 examples": {"count": 20}, "80 examples": {"count": 80}, "half of each":
            {"share": 0.5}, "nine of ten": {"share": 0.9}, "2 and 5 features": {"own": (2, 5)},
            "beta1 0": {"beta1": 0.0}, "1 and 1 features": {"own": (1, 1)},
        },
        limits={"1 and 1 features": "without features that mark single examples"},
    ),
)  # fmt: skip
