"""The conclusions of notebook 11b, each with what it rests on and what was varied around it."""

from course_lib.chapters.convolutions_and_skips import measured
from course_lib.claims import Claim
from course_lib.claims.claim import Conditions

AROUND: dict[str, Conditions] = {
    "other starts": {"seeds": 100},
    "other digits": {"start": 20_000},
}

CLAIMS = (
    Claim(
        "moved",
        "Moved to the side by two pixels of 14, new digits cost a dense network, and convolutions "
        "with batch norm under a dense layer, more than 30 points; the same convolutions under "
        "each channel's mean lose less than 10.",
        measure=measured.moved, holds=measured.pooled_stays,
        needs="more than 30 points, less than 10, each by 3 errors; pooled has 65 % right",
        base={"seeds": 0, "count": 3, "start": 0, "right": 2, "down": 0, "hidden": 50,
              "channels": 8, "kernel": 3, "norm": True, "examples": 600,
              "batch_size": 10, "pooled_lr": 0.2, "lr": 0.05, "epochs": 4, "new": 600},
        variations=AROUND | {
            "to the left": {"right": -2},
            "down": {"right": 0, "down": 2},
            "one pixel": {"right": 1},
            "windows of 5 x 5": {"kernel": 5},
            "no norm": {"norm": False},
            "4 channels": {"channels": 4},
        },
        limits={"down": "to the side", "one pixel": "by two pixels", "no norm": "with batch norm"},
    ),
    Claim(
        "slid",
        "The map that a convolution makes of something on wide background moves as that moves, "
        "by whole strides; moved by less than a stride, it is another map.",
        measure=measured.slid, holds=measured.map_moves, needs="the same but for a thousandth",
        base={"side": 16, "kernel": 3, "stride": 2, "padding": 1, "margin": 5, "by": 2,
              "channels": 4, "seeds": 0},
        variations={
            "other images and weights": {"seeds": 100},
            "stride 1": {"stride": 1},
            "stride 1, one pixel": {"stride": 1, "by": 1},
            "four pixels": {"by": 4},
            "windows of 5 x 5": {"kernel": 5, "padding": 2},
            "no padding": {"padding": 0},
            "one channel": {"channels": 1},
            "images of 28 x 28": {"side": 28},
            "stride 2, one pixel": {"by": 1},
            "up to the edge": {"margin": 1},
        },
        limits={"stride 2, one pixel": "by whole strides", "up to the edge": "on wide background"},
    ),
    Claim(
        "middle",
        "Of the square that ten untrained convolutions of 3 x 3 see, the middle quarter holds "
        "more than 70 % of the gradient's squares.",
        measure=measured.middle, holds=measured.mostly_middle, needs="above 0.7, each of 5 starts",
        base={"layers": 10, "kernel": 3, "channels": 8, "images": 20, "seeds": 0, "side": 23},
        variations={
            "other starts and images": {"seeds": 100},
            "and others again": {"seeds": 200},
            "4 channels": {"channels": 4},
            "16 channels": {"channels": 16},
            "5 images": {"images": 5},
            "40 images": {"images": 40},
            "15 layers": {"layers": 15, "side": 33},
            "windows of 5 x 5": {"kernel": 5, "side": 43},
            "three layers": {"layers": 3},
        },
        limits={"three layers": "ten"},
    ),
    Claim(
        "alike",
        "In untrained stacks of 33 convolutions with batch norm, the gradients by an image and by "
        "the same image with a little noise have a cosine below 0.15; with ways around the blocks "
        "it is above 0.3.",
        measure=measured.gradients_alike, holds=measured.ways_keep_them_alike,
        needs="below 0.15; above 0.3; means over eight starts",
        base={"noise": 0.03, "images": 50, "seeds": 0, "depth": 33, "start": 0, "channels": 8,
              "in_block": 1, "pooled": False},
        variations=AROUND | {
            "a third of the noise": {"noise": 0.01},
            "three times the noise": {"noise": 0.1},
            "4 channels": {"channels": 4},
            "12 channels": {"channels": 12},
            "blocks of two": {"in_block": 2},
            "49 convolutions": {"depth": 49},
            "9 convolutions": {"depth": 9},
            "pooled": {"pooled": True},
        },
        limits={"9 convolutions": "33"},
    ),
    Claim(
        "left_out",
        "Nine convolutions with batch norm and ways around them, on 300 digits: blocks left out "
        "at random, up to half of the time in the last, save a quarter of the work of an update; "
        "for the same work they cost less than 3 points.",
        measure=measured.left_out, holds=measured.no_worse,
        needs="a fifth of the work saved; for the same work less than 3 points lost, by 3 errors",
        base={"last": 0.5, "lr": 0.03, "seeds": 0, "count": 8, "depth": 9, "examples": 300,
              "updates": 150, "start": 0, "channels": 8, "drop_rate": 0.0, "batch_size": 20},
        variations=AROUND | {
            "150 digits": {"examples": 150},
            "1000 digits": {"examples": 1000},
            "three times the rate": {"lr": 0.1},
            "twice the updates": {"updates": 300},
            "4 channels": {"channels": 4},
            "dropout, too": {"drop_rate": 0.2},
            "down to a fifth": {"last": 0.2},
        },
    ),
    Claim(
        "twos",
        "In batches of two, three convolutions with batch norm and with group norm, each at its "
        "own best rate, end within 5 points of each other.",
        measure=measured.in_twos, holds=measured.level, needs="within 5 points, by 3 errors",
        base={"rates": (0.003, 0.01, 0.03), "seeds": 0, "count": 16, "skip": True, "depth": 3,
              "examples": 800, "batch_size": 2, "updates": 400, "start": 0, "channels": 8,
              "groups": 2, "pooled": False},
        variations=AROUND | {
            "4 groups": {"groups": 4},
            "one group": {"groups": 1},
            "no ways around": {"skip": False},
            "5 convolutions": {"depth": 5},
            "300 digits": {"examples": 300},
            "4 channels": {"channels": 4},
            "twice the updates": {"updates": 800},
        },
    ),
)  # fmt: skip
