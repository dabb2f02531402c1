# ---
# jupyter:
#   course:
#     title: Hyperparameter search
#     question: How do I choose settings without fooling myself?
#     about: scales, grid or random, halving, Bayesian by hand, what a winner is worth, many workers
#     needs: ["03", "05"]
#     minutes: 90
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 08 · Hyperparameter search (하이퍼파라미터 탐색)
#
# **Where to look for good settings, in which order, by which method, and how much of what a search
# promises you may believe.**
#
# After this notebook you can
#
# * draw a learning rate, or a beta, on the scale on which it acts,
# * say when random search beats a grid, and when it does not,
# * write expected improvement, and follow a Bayesian search step by step,
# * estimate what the winner of a search will be worth on new data.
#
# Time: 60 minutes, and 30 for the exercises. You need: momentum, weight decay, training, dev and test set.

# %% [markdown]
# **Two questions first.** Write your answers on a piece of paper; you will need them at the end.
#
# 1. A search tries 100 settings. The best network gets 84 of 100 dev images right. Of 100 new images, will it get
#    more right, as many, or fewer?
# 2. Three hyperparameters, 27 trials. A tidy 3 x 3 x 3 grid, or 27 random draws? Always?

# %%
try:
    import course_lib
except ImportError:
    print("This kernel does not know the course. Close JupyterLab and start it with: make lab")
else:
    print(f"course_lib {course_lib.__version__} is ready")

# %%
import logging
import math
import tempfile
from pathlib import Path

import numpy as np

from course_lib import plots, search
from course_lib.chapters.hyperparameter_search import check, digits, lecture, race, stored, table
from course_lib.chapters.hyperparameter_search.budget_game_dashboard import budget_game_dashboard
from course_lib.chapters.hyperparameter_search.drawing import (
    draw_parallel,
    draw_process,
    draw_ranges,
)
from course_lib.chapters.hyperparameter_search.sampler_dashboard import sampler_dashboard
from course_lib.dashboards import progress
from course_lib.datasets import Cutout, Flip, Rotate, Shift, Sometimes, load_mnist, load_sweep
from course_lib.engine import GradientDescent, Optimizer, cross_entropy, evaluate, fit, mlp
from course_lib.experiments import paired_change
from course_lib.search import Listed, LogUniform, Space, random_settings, run

try:
    import optuna
    from distributed import Client, LocalCluster
except ImportError:
    optuna = None

# %% [markdown]
# ## 1 · Twelve trials, and almost nothing found
#
# What you set before training starts, and training does not change, is a hyperparameter (초매개변수): the learning
# rate, the number of layers. Weights are not, and neither are batch norm's scale and shift: those are learned.
#
# Our network has one hidden layer. It reads digits of 7 x 7 pixels: 400 to learn from, 200 dev images to choose by.
# A run is over in a moment. Somewhere between 0.001 and 10 there is a good learning rate. Draw twelve.

# %%
evenly = Space(lr=search.Uniform(0.001, 10.0))
rng = np.random.default_rng(1)
twelve = list(run(digits.train_once, Listed(random_settings(evenly, 12, rng=rng))))
good = sum(trial.score > 0.65 for trial in twelve)
print(f"{good} of {len(twelve)} trials read more than 65 % of the dev images")

# %% [markdown]
# A guess gets 10 %. Eleven of twelve runs were wasted, and nothing is wrong with the network.
#
# **Predict first.** The range has four orders of magnitude, two of them below 0.1. Of 1000 such draws, how many lie there?

# %%
rng = np.random.default_rng(0)
lr_even = np.array([evenly.sample(rng=rng)["lr"] for _ in range(1000)])
print(f"{np.sum(lr_even < 0.1)} of 1000 below 0.1, {np.sum(lr_even > 1)} above 1")

# %% [markdown]
# A learning rate acts by its *order of magnitude*: the step from 0.01 to 0.1 matters as much as that from 1 to 10. But nine in ten of all numbers up to 10
# lie above 1. So draw the exponent evenly. (The lecture's pseudocode draws the number; its own search, further below, the exponent.) Same network, same number of trials:

# %%
by_magnitude = Space(lr=LogUniform(0.001, 10.0))
rng = np.random.default_rng(1)
twelve_log = list(run(digits.train_once, Listed(random_settings(by_magnitude, 12, rng=rng))))
good_log = sum(trial.score > 0.65 for trial in twelve_log)
print(f"{good_log} of {len(twelve_log)} trials read more than 65 % of the dev images")

# %% alt="Histograms of 1000 draws over four decades: drawn evenly nearly all lie in the last decade, drawn on a log scale each decade has a quarter."
rng = np.random.default_rng(0)
lr_log = np.array([by_magnitude.sample(rng=rng)["lr"] for _ in range(1000)])
figure, panels_scales = plots.new_figure(9, 2.6, panels=2)
edges = np.logspace(-3, 1, 17)
for ax, values, title in zip(
    panels_scales, (lr_even, lr_log), ("uniform", "log-uniform"), strict=True
):
    ax.hist(values, edges, color=plots.BLUE, alpha=0.6)
    ax.set(xscale="log", xlabel="learning rate", ylabel="draws", ylim=(0, 500), title=title)
figure

# %% [markdown]
# ### Exercise 1: the log scale
#
# `u` holds numbers drawn evenly from 0 to 1. Turn them into learning rates from `low` to `high` whose exponents are spread evenly.
#
# <details><summary>Hint</summary>
#
# The exponents of the ends are `np.log10(low)` and `np.log10(high)`. Go from one to the other as `u` goes from 0 to 1; then
# raise 10 to what you have.
#
# </details>


# %%
def log_uniform(u, low, high):
    """Return values from low (u = 0) to high (u = 1), evenly spread in orders of magnitude.

    >>> log_uniform(np.array([0.0, 0.5, 1.0]), 0.01, 1.0)
    array([0.01, 0.1 , 1.  ])
    """
    # BEGIN SOLUTION
    exponents = np.log10(low) + u * (np.log10(high) - np.log10(low))
    return 10**exponents
    # END SOLUTION


# %%
check.log_uniform(log_uniform)

# %% [markdown]
# **And beta?** Momentum with $\beta$ looks back about $1/(1-\beta)$ steps. From 0.9 to 0.999 that is from 10 to 1000 steps.
#
# **Predict first.** Drawn evenly from 0.9 to 0.999, what share of the betas looks back more than 100 steps?

# %%
rng = np.random.default_rng(0)
u = rng.random(1000)
for name, scale in (
    ("uniform", search.Uniform(0.9, 0.999)),
    ("1 - beta log", search.OneMinusLog(0.9, 0.999)),
):
    steps_back = 1 / (1 - np.array([scale.at(each) for each in u]))
    print(f"{name:13s} {100 * np.mean(steps_back > 100):.0f} % look back more than 100 steps")

# %% [markdown]
# ### Exercise 2: through 1 - beta
#
# Betas act by the order of magnitude of $1 - \beta$. Draw that on a log scale, then go back to beta.
#
# <details><summary>Hint</summary>
#
# `1 - beta` goes from `1 - low` to `1 - high`. Exercise 1 does the rest.
#
# </details>


# %%
def one_minus_log(u, low, high):
    """Return betas from low (u = 0) to high (u = 1), with 1 - beta evenly spread in orders.

    >>> one_minus_log(np.array([0.0, 0.5, 1.0]), 0.9, 0.999)
    array([0.9  , 0.99 , 0.999])
    """
    # BEGIN SOLUTION
    start, end = np.log10(1 - low), np.log10(1 - high)
    return 1 - 10 ** (start + u * (end - start))
    # END SOLUTION


# %%
check.one_minus_log(one_minus_log)

# %% [markdown]
# ### Where draws land
#
# Training every setting on a grid once, with five seeds each, gives a table: 17 learning rates, 7 betas, 5 strengths of weight
# decay, 5 sizes of the hidden layer, 14 875 runs. It is stored, so searches over it cost nothing. One point of it, trained again:

# %%
point = {"lr": 0.1, "beta": 0.9, "strength": 1e-3, "hidden": 32}
stored_run = 100 * stored.look_up(point, seed=2)["score"]
live_run = 100 * digits.train_once(point, seed=2)["score"]
print(f"one point of the table: {stored_run:.1f} %;", end=" ")
print(f"trained now, within 2 points of it: {abs(live_run - stored_run) < 2}")

# %% [markdown]
# Now walk from this point along one hyperparameter. Above: the table's accuracy, shaded where it is within 3 points of the best. Below: where
# draws land.

# %% [markdown]
# **Task 1.** a) Scale *uniform*: the smallest number of draws of which one lands in the shaded range? b) Scale
# *log*: the smallest number of which at least five land there? c) Choose *beta*: does the scale decide as much?

# %% alt="Draws of a learning rate on an even scale: nearly all lie far right of the shaded range, in which accuracy is near its best."
sampler_dashboard()

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# a) 170 draws. b) 15. c) No: from 0 to 0.99 either scale puts about half of the draws into the shaded range, which is wide.
# It decides where you search close to 1.
#
# </details>
#
# Whole numbers from a short range, such as 2 to 5 layers, are drawn evenly. Where they span orders, as the 16 to 256 units do here, a log
# scale suits them too.

# %% [markdown]
# ## 2 · Which ones matter?
#
# The lecture lists kinds: of the *network* (layers, hidden units, dropout, initialization) and of *training* (learning rate,
# momentum, batch size, epochs, loss function, penalty). An epoch is one pass over the training set, made of one iteration for each batch. Another lecture passes on Andrew Ng's order for
# tuning: first the learning rate; then hidden units, batch size and momentum; then layers and learning-rate decay; Adam's own settings never.
#
# Which of eight matter for our network? Start from one good setting:

# %%
print(digits.DEFAULTS)
ranges = {
    "lr": [0.001, 0.01, 0.1, 1.0],
    "hidden": [4, 16, 64, 128],
    "batch_size": [8, 32, 128, 400],
    "beta": [0, 0.5, 0.9, 0.99],
    "layers": [1, 2, 3, 4],
    "lr_decay": [0, 0.1, 0.3, 1.0],
    "strength": [1e-5, 1e-3, 1e-2, 1e-1],
    "drop_rate": [0, 0.1, 0.3, 0.5],
}

# %% [markdown]
# **Predict first.** Move one of the eight at a time through its four values, the others as printed. Which three move the accuracy furthest?


# %%
def three_seeds(settings):
    return 100 * np.mean([digits.train_once(settings, seed)["score"] for seed in range(3)])


one_by_one = [
    [three_seeds({name: value}) for value in ranges[name]] for name in progress(list(ranges))
]

# %% alt="One bar per hyperparameter from its worst to its best accuracy, with the value that gave the worst. Learning rate and weight decay have the longest bars; drop rate the shortest."
figure, ax = plots.new_figure(9, 3.6)
draw_ranges(ax, ranges, one_by_one)
ax.set(xlabel="dev accuracy (%), mean of three seeds", xlim=(0, 105))
figure

# %% [markdown]
# Each bar reaches from the worst value, written beside it, to the best. The learning rate leads, and batch size and hidden units follow, as Ng says.
# (The lecture wants a first hidden layer larger than the input, here 49. All but 4 units do nearly the same.) But look
# at `strength`, weight decay's: its bar is almost as long as the first, and one value makes it so. Leave 0.1 out and it shrinks to nothing. **A bar says as much about the range you chose as about the hyperparameter.** A range
# covers what you would seriously try.

# %% [markdown]
# There is a second catch: everything else stood still. The table can do better. How much of the spread of *all* scores does one
# hyperparameter explain alone, averaged over the others?
#
# $$\text{share} = \frac{\operatorname{var}(\text{means along one axis})}{\operatorname{var}(\text{all scores})}$$
#
# ### Exercise 3: the main effect
#
# Write this share. `scores` has one axis for each hyperparameter; average over all axes but the one that is asked for.
#
# <details><summary>Hint</summary>
#
# `scores.mean(axis=others)` takes a tuple: all axes but `axis`.
#
# </details>


# %%
def main_effect(scores, axis):
    """Return the share of the variance of scores that the means along one axis have.

    >>> main_effect(np.array([[1.0, 1.0], [3.0, 3.0]]), 0)
    1.0
    """
    # BEGIN SOLUTION
    others = tuple(k for k in range(scores.ndim) if k != axis)
    return float(scores.mean(axis=others).var() / scores.var())
    # END SOLUTION


# %%
check.main_effect(main_effect)

# %% [markdown]
# **Predict first.** For beta: 1 %, 10 %, or 30 %? (*Alone* is this share. *Together with others*: how much of the spread is left to this one
# once all others are set, on average over their settings.)

# %%
scores = stored.dev_accuracy()[..., -1].mean(axis=-1)  # after the last epoch, mean of five seeds
for name, (alone, with_others) in stored.shares_of_variance(scores).items():
    print(f"{name:9s} alone {100 * alone:4.1f} %, together with others {100 * with_others:4.1f} %")

# %% alt="Map of accuracy over learning rate and beta: the good settings form a slanting band, small rates with large betas."
figure, ax = plots.new_figure(7, 3.2)
mean_over_others = 100 * scores.mean(axis=(2, 3))
image = ax.imshow(mean_over_others.T, origin="lower", aspect="auto", cmap="cividis")
ax.set_xticks(range(0, 17, 4), [f"{lr:g}" for lr in table.AXES["lr"][::4]])
ax.set_yticks(range(7), [f"{beta:.3g}" for beta in table.AXES["beta"]])
ax.set(xlabel="learning rate", ylabel="beta")
ax.grid(visible=False)
figure.colorbar(image, label="dev accuracy (%)")
figure

# %% [markdown]
# **What we saw.** Averaged over all learning rates, beta explains next to nothing: at a small rate a large beta helps, at a
# large one it hurts, and the average hides both. Together they matter: the good settings lie along a slanting band, where
# $\alpha/(1-\beta)$, the size of momentum's steps, stays about the same. Who tunes one hyperparameter after the other walks across
# that band.

# %% [markdown]
# ## 3 · Grid (격자) or random (무작위)?
#
# The lecture's pseudocode: a *grid* tries all combinations of a few values of each hyperparameter; *random* search draws each trial
# afresh. (One of its slides defines grid search and manual search by the same sentence. Manual search is you, looking at results;
# you will play it below.)

# %% alt="Nine trials of two hyperparameters, as a grid and at random, with their projections on the learning rate: the grid has three different values, random nine."
figure, panels_nine = plots.new_figure(8, 2.8, panels=2)
rng = np.random.default_rng(4)
two = Space(lr=search.Uniform(0, 1), other=search.Uniform(0, 1))
grid_nine, random_nine = race.shifted_grid(two, 3, rng=rng), random_settings(two, 9, rng=rng)
for ax, nine, title in zip(panels_nine, (grid_nine, random_nine), ("grid", "random"), strict=True):
    x, y = np.array([list(each.values()) for each in nine]).T
    ax.plot(x, y, "o", color=plots.BLUE)
    ax.plot(x, np.zeros(9), "|", color=plots.ORANGE, markersize=18, markeredgewidth=2)
    ax.set(xlabel="learning rate", ylabel="the other", xlim=(0, 1), ylim=(0, 1), title=title)
figure

# %% [markdown]
# The orange marks: a grid of nine tries three learning rates, each three times; random search tries nine. If only the learning rate
# matters, six of the grid's trials are repetitions.
#
# Now over the table, 200 times each, every time with the grid moved a little, so that no lucky column decides. A score is the mean of five runs: no noise.
#
# * *Few matter*: learning rate, weight decay where it is harmless, hidden units from 16; 3 x 3 x 3 or 27 draws.
# * *All matter*: learning rate and beta; 3 x 3 or 9 draws.
#
# **Predict first.** How often of 200 is random search ahead, in each?


# %%
def grid_and_random(space, points, seed):
    rng = np.random.default_rng(seed)
    grid = race.shifted_grid(space, points, rng=rng)
    drawn = random_settings(space, len(grid), rng=rng)
    both = (run(stored.look_up_mean, Listed(settings)) for settings in (grid, drawn))
    return [100 * search.best_trial(trials).score for trials in both]


# %%
lr_range, harmless = LogUniform(1e-3, 10.0), LogUniform(1e-5, 1e-3)
few = Space(lr=lr_range, strength=harmless, hidden=search.Integer(16, 64, log=True))
tied = Space(lr=lr_range, beta=search.OneMinusLog(0.0, 0.99))
for name, space, points in (("few matter", few, 3), ("all matter", tied, 3)):
    by_grid, by_draws = np.array([grid_and_random(space, points, k) for k in range(200)]).T
    wins, losses = np.sum(by_draws > by_grid), np.sum(by_draws < by_grid)
    print(f"{name}: grid {by_grid.mean():.1f} %, random {by_draws.mean():.1f} %,", end=" ")
    print(f"random ahead {wins} times, behind {losses} times")

# %% [markdown]
# **What we saw.** Random search is ahead where few hyperparameters matter. Where all do, the grid covers the plane more evenly
# than luck. *Random beats grid* is a bet that some of your hyperparameters do not matter; with five or six, a safe one. And random search
# may be stopped, or go on, at any number of trials.

# %% [markdown]
# ## 4 · Learning from the trials made so far
#
# Grid and random search never look at a result. Three ideas that do:
#
# * **coarse to fine**, the lecture's procedure: draw ten, keep the box around the best three, draw ten in it, and again;
# * **successive halving**: start many runs, stop most of them early, spend the time on the rest;
# * **Bayesian search** (베이지안 탐색): keep a guess about the whole objective, try where it promises most.
#
# ### Successive halving
#
# Rank all settings of the table after a few epochs, and after all sixteen. A *rank correlation* of 1 means the same order, 0 no likeness.
#
# **Predict first.** What is it after one epoch, and after four?


# %%
def ranks(values):
    return values.argsort(kind="stable").argsort(kind="stable")


# %%
runs = stored.dev_accuracy()[:, :, :, :, 0]  # seed 0, after 1, 2, 4, 8, 16 epochs
final = ranks(runs[..., -1].ravel())
for k, epochs in enumerate(table.EPOCHS[:-1]):
    early = ranks(runs[..., k].ravel())
    print(f"after {epochs} of 16 epochs: rank correlation {np.corrcoef(early, final)[0, 1]:.2f}")

# %%
gained = []
for seed in range(100):
    rng = np.random.default_rng(seed)
    rungs = search.Halving(random_settings(stored.SPACE, 96, rng=rng), budgets=(1, 4, 16), factor=4)
    halved = [t for t in run(stored.look_up, rungs, seed=seed) if t.settings["epochs"] == 16]
    same_cost = Listed(random_settings(stored.SPACE, 18, rng=rng))
    plain_best = search.best_trial(run(stored.look_up, same_cost, seed=seed))
    gained.append([100 * search.best_trial(halved).more["mean"], 100 * plain_best.more["mean"]])
by_halving, same_cost_random = np.transpose(gained)
lead, its_error = paired_change(by_halving, same_cost_random)
cost = (96 * 1 + 24 * 4 + 6 * 16) / 16
print(f"96 settings for 1 epoch, 24 for 4, 6 for 16: as dear as {cost:.0f} full runs")
print(f"halving {by_halving.mean():.1f} %, random {same_cost_random.mean():.1f} %:", end=" ")
print(f"{lead:+.1f} ± {its_error:.1f} points over {len(gained)} seeds")

# %% [markdown]
# A bad setting shows early; only the best few need the full time. It would fail where good settings start slowly: think of small learning
# rates, or strong dropout.
#
# ### A guess about everywhere
#
# Three scores are known. What do they say about the places between? A *Gaussian process* (가우시안 프로세스) answers with two curves: what
# to expect, and how sure it is. It assumes one thing: places closer than about a `length` have similar scores.
#
# $$\text{mean}(z) = k(z, X)\,K^{-1} y \qquad \text{var}(z) = 1 - k(z, X)\,K^{-1} k(X, z)$$
#
# $k$ is the likeness of two places, 1 for the same and 0 for distant ones. $k(z, X)$ compares a new place with each trial; $K$ the trials with each
# other, plus the noise on its diagonal. Scores $y$ count from their mean, in units of their spread.
# (One lecture says that Bayesian search narrows the range. It does not: it guesses, and asks where.)
#
# **Predict first.** Rates are places from 0 (0.001) to 1 (10). Known: 0.1, 0.45, 0.95. Where is it least sure: at 0.4, 0.7, or 1?

# %%
X = np.array([[0.1], [0.45], [0.95]])
three = np.array([stored.look_up_mean(by_magnitude.at(each), 0)["score"] for each in X])
y = (three - three.mean()) / three.std()
K = search.kernel(X, X, 0.25) + 0.01 * np.eye(3)
for z in (0.4, 0.7, 1.0):
    k = search.kernel(np.array([[z]]), X, 0.25)[0]
    expected, variance = k @ np.linalg.solve(K, y), 1 - k @ np.linalg.solve(K, k)
    print(f"at {z}: k {k.round(2)},", end=" ")
    print(f"score {three.mean() + three.std() * expected:.2f}", end=" ")
    print(f"± {three.std() * math.sqrt(variance):.2f}")

# %% [markdown]
# Where next? High mean is good, and so is little knowledge: there may be more. **Expected improvement** weighs both. With
# the best so far, $z = (\text{mean} - \text{best})/\text{std}$, the bell curve $\varphi$ and the area $\Phi$ under it up to $z$:
#
# $$EI = (\text{mean} - \text{best})\,\Phi(z) + \text{std}\,\varphi(z)$$
#
# **Predict first.** Two places: expected 0.02 below the best and sure to 0.001, or 0.05 below and sure to 0.1 only. Which has the higher EI?

# %%
pair = search.expected_improvement(np.array([-0.02, -0.05]), np.array([0.001, 0.1]), 0.0)
print(f"sure, a little below: {pair[0]:.4f}; unsure, further below: {pair[1]:.4f}")

# %% [markdown]
# ### Exercise 4: expected improvement
#
# `bell` ($\varphi$) and `below` ($\Phi$) are given. All arguments but `best` are arrays.
#
# <details><summary>Hint</summary>
#
# Give `mean - best` a name of its own. `z` is that, divided by `std`.
#
# </details>


# %%
def bell(z):
    return np.exp(-(z**2) / 2) / math.sqrt(2 * math.pi)


def below(z):
    return np.array([(1 + math.erf(each / math.sqrt(2))) / 2 for each in z])


def improvement(mean, std, best):
    """Return the expected improvement over best, one number for each mean and std.

    >>> improvement(np.array([0.5]), np.array([1.0]), 0.5).round(3)
    array([0.399])
    """
    # BEGIN SOLUTION
    gain = mean - best
    z = gain / std
    return gain * below(z) + std * bell(z)
    # END SOLUTION


# %%
check.expected_improvement(improvement)

# %% [markdown]
# Step by step, from the same three trials. Each panel's star is the next panel's trial.
#
# **Predict first.** Where will the first star stand: at the best point so far, between two points, or at an end?

# %% alt="Four panels of a Gaussian process over the learning rate: the band is narrow at trials and wide between them; each next trial is at the peak of expected improvement, and the last ones gather near the best rate."
places = np.linspace(0, 1, 201)[:, None]
x_tried = X
figure, panels_steps = plots.new_figure(11, 3.2, panels=4)
for ax in panels_steps:
    y_tried = np.array([stored.look_up_mean(by_magnitude.at(u), 0)["score"] for u in x_tried])
    known = search.GaussianProcess(x_tried, y_tried, length=0.25, noise=0.01)
    mean, std = known.predict(places)
    gain = search.expected_improvement(mean, std, y_tried.max())
    draw_process(ax, places[:, 0], mean, std)
    ax.plot(x_tried[:, 0], y_tried, "o", color="black")
    ax.plot(places[:, 0], 0.4 * gain / gain.max() - 0.42, "--", color=plots.ORANGE)
    ax.plot(places[search.first_best(gain), 0], -0.02, "*", color=plots.ORANGE, markersize=14)
    ax.set(ylim=(-0.45, 1.3), xlabel="learning rate", title=f"{len(x_tried)} trials")
    ax.set_xticks([0, 0.5, 1], ["0.001", "0.1", "10"])
    ax.set_yticks([0, 0.25, 0.5, 0.75, 1])
    x_tried = np.concatenate([x_tried, places[search.first_best(gain)][None]])
panels_steps[0].set_ylabel("dev accuracy")
figure

# %% [markdown]
# Blue: expected, with a band of two standard deviations. Orange: expected improvement, below and on its own scale in each panel. The process looks
# where the band is wide *and* high, and comes back to the neighbourhood of what is good.
#
# ### The race
#
# Four hyperparameters, 30 trials, 20 seeds for each method. After every trial: what is the best so far *worth*, as the mean of its five
# runs? Left the search sees that mean. Right it sees one run, as you would. (The grid has two values of each hyperparameter; then a second, shifted one follows.)
#
# **Predict first.** How many points lie between the best and the worst method at the end, on the left, and on the right?

# %%
worth = {}
for way in progress(race.METHODS, of="methods"):
    worth[way] = [
        np.array([100 * race.found(way, seed, objective) for seed in race.SEEDS])
        for objective in (stored.look_up_mean, stored.look_up)
    ]

# %% alt="Best so far against trials with bands over 20 seeds. Without noise Bayesian search ends highest and surest; with noise all methods end lower and closer together."
figure, panels_races = plots.new_figure(10, 3.6, panels=2)
styles = [(plots.GREY, ":"), (plots.BLUE, "-"), (plots.GREEN, "-."), (plots.ORANGE, "--")]
for ax, k, title in zip(
    panels_races, (0, 1), ("scores without noise", "scores of one run"), strict=True
):
    for (name, curves), (color, line) in zip(worth.items(), styles, strict=True):
        counted, middle = np.arange(1, race.BUDGET + 1), curves[k].mean(axis=0)
        error = curves[k].std(axis=0, ddof=1) / math.sqrt(len(race.SEEDS))
        ax.plot(counted, middle, label=name, color=color, linestyle=line)
        ax.fill_between(counted, middle - error, middle + error, color=color, alpha=0.2, lw=0)
    ax.set(xlabel="trials", ylabel="worth of the best so far (%)", title=title)
    ax.set(xlim=(8, 30), ylim=(74, 79), xticks=range(10, 31, 5))
panels_races[0].legend(loc="lower right")
figure

# %%
print(f"the best setting of the table: {100 * scores.max():.1f} %; ± over 20 seeds:")
for name, (quiet, noisy) in worth.items():
    print(
        f"{name:15s} without noise {quiet[:, -1].mean():.1f} ± {quiet[:, -1].std(ddof=1):.1f} %,",
        end=" ",
    )
    print(f"with noise {noisy[:, -1].mean():.1f} ± {noisy[:, -1].std(ddof=1):.1f} %")

# %%
for k, seen in enumerate(("without noise", "with noise")):
    difference, error = paired_change(worth["Bayesian"][k][:, -1], worth["random"][k][:, -1])
    print(f"Bayesian minus random, {seen}: {difference:+.1f} ± {error:.1f} points")

# %% [markdown]
# **What we saw.** The bands are one standard error. Without noise, Bayesian search leads random search by a point, four times its error. With noise the lead is as large, but
# twenty searches hardly suffice to see it, and you will make one. The noise costs every method about as much as the methods differ: whoever mistakes luck for quality is not helped by
# choosing cleverly. Your first hours belong to the scale, the range and the noise; then comes the method.
#
# ### Play it
#
# Fifteen trials of a learning rate and a beta. Choose each point yourself (manual search), or let a method choose; mix them as you
# like. The square is your point, the star where the method would go. The map, and what your best is worth, show when the trials are spent.

# %% [markdown]
# **Task 2.** a) Untick the noise. By hand, with 15 trials: beat more than half of the random searches. b) Tick
# it again, and spend your trials on the same points, in three games. By how much does the share that you beat
# vary? c) Untick the log scale, then *random* and *grid* to the end, a few games each: which of the two is hurt
# more?

# %% alt="An empty plane of learning rate and beta with the reader's point and a method's proposal; on the right what random search finds within fifteen trials."
game = budget_game_dashboard()
game

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# a) A way that works: beta 0.9 and rates 0.01, 0.032, 0.1, 0.32 first; then along the slanting band. b) The same points beat anything
# from a seventh to four fifths of the searches: good points differ less than two runs of one of them, so luck decides which of them you believe. c) Random search: of 15 even draws hardly any is below 0.5. On average it ends near 64 %; the grid, whose first column lies at a rate
# of 1, near 73 %, but only because that column happens to touch the band.
#
# </details>

# %% [markdown]
# ## 5 · What a winner is worth
#
# Now the lecture's own search, first published in Saito's book. 400 digits to learn from, 100 to choose by, six hidden layers of 100; 50 epochs; 100 random
# trials. Learning rate $10^{U(-6,-2)}$, weight decay $10^{U(-8,-4)}$, where $U$ is an even draw. We made it twice and stored it; its winner, trained again:

# %%
searches = load_sweep("hyperparameter_search_lecture")
winner = int(np.argmax(searches.values["dev"][0, 0, :, -1]))
again = lecture.train_lecture(lecture.asked("lecture", 0)[winner], search.trial_seed(0, winner))
there = searches.at(space="lecture", search=0, trial=winner)
print(f"the winner, stored: {100 * there['dev'][-1]:.0f} % of the dev images;", end=" ")
print(f"trained now, within 2 points on test: {abs(again['test'] - there['test']) < 0.02}")

# %% alt="Dev and training accuracy over 50 epochs of 100 trials, the best twenty in orange: all twenty are still rising at the end."
dev_curves, train_curves = (searches.values[part][0, 0] for part in ("dev", "train"))
order = np.argsort(-dev_curves[:, -1], kind="stable")
figure, panels_curves = plots.new_figure(panels=2)
for ax, curves, title in zip(
    panels_curves, (dev_curves, train_curves), ("dev", "training"), strict=True
):
    ax.plot(searches.fixed["epochs"], 100 * curves[order[20:]].T, color=plots.GREY, alpha=0.25)
    ax.plot(searches.fixed["epochs"], 100 * curves[order[:20]].T, color=plots.ORANGE, linewidth=1)
    ax.set(
        xlabel="epochs", ylabel="accuracy (%)", ylim=(0, 100), title=f"{title}, best 20 in orange"
    )
figure

# %%
print("published, best dev accuracies: 84, 81, 78, 77 %")
for search_number in lecture.SEARCHES:
    last = np.sort(searches.values["dev"][0, search_number, :, -1])[::-1]
    print(f"ours, search {search_number}: {', '.join(f'{100 * each:.0f}' for each in last[:4])} %")

# %% [markdown]
# **Predict first.** The five best by dev accuracy, opened on 10 000 test images. More, as many, or fewer right?

# %%
for search_number in lecture.SEARCHES:
    on_dev = 100 * searches.values["dev"][0, search_number, :, -1]
    on_test = 100 * searches.values["test"][0, search_number]
    by_dev, by_test = (np.argsort(-each, kind="stable") for each in (on_dev, on_test))
    picks = {"winner": by_dev[:1], "five best": by_dev[:5], "best 20 on test": by_test[:20]}
    for name, chosen in picks.items():
        means = on_dev[chosen].mean(), on_test[chosen].mean()
        print(f"search {search_number}, {name:15s}: dev {means[0]:.0f} %, test {means[1]:.0f} %")
print(f"chance alone, 80 of 100 images: ± {100 * math.sqrt(0.8 * 0.2 / 100):.0f} points")

# %% [markdown]
# Fewer, but for two reasons. The 20 best on test were not chosen by dev accuracy, and fall too: these 100 dev images are a little easier than the test
# images, whoever chooses. What the winner and the five best lose beyond that is the **winner's curse**. A score is quality plus luck; who picks the highest of many scores picks luck too.
#
# More trials should make the curse worse, and an easy dev set not. Random searches over the table, 200 of each length:

# %%
counts, rows = (1, 3, 10, 30, 100), []
for seed in range(200):
    rng = np.random.default_rng(seed)
    hundred = list(
        run(stored.look_up, Listed(random_settings(stored.SPACE, 100, rng=rng)), seed=seed)
    )
    winners = [max(hundred[:n], key=lambda trial: trial.score) for n in counts]
    rows.append([(100 * w.score, 100 * w.more["mean"], 100 * w.more["test"]) for w in winners])
promise, mean_of_five, new_images = np.mean(rows, axis=0).T

# %% alt="Left: score, mean of five runs and test accuracy of the winner all rise with the number of trials. Right: the gap between score and mean grows from nothing; that between mean and test stays the same from three trials on."
figure, (ax, ax_gaps) = plots.new_figure(10, 3.2, panels=2)
ax.plot(counts, promise, "s--", color=plots.ORANGE, label="score of the winner")
ax.plot(counts, mean_of_five, "D-", color=plots.PURPLE, label="mean of its five runs")
ax.plot(counts, new_images, "o-", color=plots.GREEN, label="its test accuracy")
ax.set(xscale="log", xlabel="trials", ylabel="accuracy (%)", ylim=(30, 85))
ax_gaps.plot(counts, promise - mean_of_five, "s--", color=plots.ORANGE, label="score - mean")
ax_gaps.plot(counts, mean_of_five - new_images, "o-", color=plots.GREEN, label="mean - test")
ax_gaps.axhline(0, **plots.REFERENCE)
ax_gaps.set(xscale="log", xlabel="trials", ylabel="gap (points)", ylim=(-1, 4))
for each in (ax, ax_gaps):
    each.set_xticks(counts, [str(count) for count in counts])
    each.legend(loc="lower right" if each is ax else "upper left")
figure

# %%
for k in (2, 4):
    print(f"{counts[k]} trials: score {promise[k]:.1f}, mean {mean_of_five[k]:.1f},", end=" ")
    print(f"test {new_images[k]:.1f} %")
decent = scores > 0.7
gap = 100 * (scores - stored.mean_test_accuracy())[decent]
print(f"all settings above 70 %: mean - test {gap.mean():.1f} points on average")

# %% [markdown]
# Score minus mean is the curse, the luck of single runs. It grows from nothing with the number of trials, and other seeds reveal it. Mean minus test does
# not grow once the winners read at all, from three trials on, and the decent settings of the table have it on average, chosen or not: these 200 dev images are easier too. No seed reveals that, only new images do. So
# train the best few again with other seeds before you choose, and open the test set once, for the one that you chose.
#
# ### The best at the border
#
# Each line is one trial of the lecture's search, from learning rate to weight decay to dev accuracy; the best twenty are thick and orange.
#
# **Predict first.** Where on the learning rate's axis will the orange lines start?

# %% alt="Parallel coordinates: the best twenty trials all start at the very top of the learning-rate axis, and anywhere on the axis of weight decay."
spaces = lecture.SPACES["lecture"].distributions
lr_place = [spaces["lr"].place(lr) for lr in searches.values["lr"][0, 0]]
strength_place = [spaces["strength"].place(each) for each in searches.values["strength"][0, 0]]
lines = np.column_stack([lr_place, strength_place, dev_curves[:, -1]])
figure, ax = plots.new_figure(8, 3.4)
names = ["learning rate\n1e-6 to 1e-2", "weight decay\n1e-8 to 1e-4", "dev accuracy\n0 to 100 %"]
draw_parallel(ax, names, lines, np.isin(np.arange(100), order[:20]))
ax.set_yticks([])
figure

# %% [markdown]
# ### Exercise 5: a border?
#
# A best value near the end of its range says that the range was wrong. `near_border` tells whether `value` lies in the outermost `share` of the range,
# at either end, counted in orders of magnitude.
#
# <details><summary>Hint</summary>
#
# Compute the place of the value between 0 (low) and 1 (high) on the log scale. It is near a border below `share` and above `1 - share`.
#
# </details>


# %%
def near_border(value, low, high, share=0.1):
    """Return whether value lies in the outermost share of the log range from low to high.

    >>> near_border(0.9, 0.001, 1.0), near_border(0.03, 0.001, 1.0)
    (True, False)
    """
    # BEGIN SOLUTION
    place = math.log(value / low) / math.log(high / low)
    return place < share or place > 1 - share
    # END SOLUTION


# %%
check.near_border(near_border)

# %%
for k, name in enumerate(lecture.SPACES):
    best = [each.argmax() for each in searches.values["dev"][k, :, :, -1]]
    rates = ", ".join(f"{searches.values['lr'][k, s, b]:.1g}" for s, b in enumerate(best))
    tests = ", ".join(f"{100 * searches.values['test'][k, s, b]:.0f}" for s, b in enumerate(best))
    print(f"{name:8s} learning rate of the winners {rates}; test {tests} %")

# %% [markdown]
# The lecture's range ends at 0.01, and all that is good lies there; weight decay, in its range, may be anything: the orange lines cross its axis everywhere. The wider ranges (rate to 1, decay to
# 0.1) find better networks with the same number of trials. No method finds what its space leaves out.

# %% [markdown]
# ## 6 · Many workers, and an interrupted night
#
# Trials do not depend on each other, so they can run side by side. Three things make that safe. Each trial has *its own seed*, made from the search's seed and
# its number, so results do not depend on who ran it. Each is *written as it ends*, one line. And the search *goes on where it stopped*. The objective must live in a module: other processes
# cannot see a notebook's cells.

# %%
folder = tempfile.TemporaryDirectory()
path = Path(folder.name) / "trials.jsonl"
rng = np.random.default_rng(0)
eight = list(random_settings(by_magnitude, 8, rng=rng))
for done, _ in enumerate(
    run(digits.train_once, Listed(eight), executor=search.processes(2), path=path), 1
):
    if done == 3:
        break  # the night is over
print(f"at least three trials are in the file: {len(path.read_text().splitlines()) >= 3}")

# %%
rest = list(run(digits.train_once, Listed(eight), executor=search.processes(2), path=path))
alone = list(run(digits.train_once, Listed(eight)))
numbers = sorted(trial.number for trial in rest)
in_order = sorted(rest, key=lambda trial: trial.number)
apart = max(abs(a.score - b.score) for a, b in zip(in_order, alone, strict=True))
print(f"trials {numbers}, each once")
print(f"two processes or none, the same scores to a digit of 200: {apart < 0.006}")
folder.cleanup()

# %% [markdown]
# A worker that is killed takes nothing with it but the trial under way: `processes(2)` starts another, and that trial runs again. Around `run` you write an ordinary
# loop: `async for trial in progress(run(...), total=100)` has a bar and a stop button. Any executor of Python's `concurrent.futures` will do, also that of a cluster (see below).

# %% [markdown]
# ## What remains
#
# Take your paper. Would you answer the two questions differently now?
#
# * Draw what acts by its order of magnitude on a log scale, and beta through $1-\beta$. This decides more than the method.
# * Random search wins where few hyperparameters matter; a grid covers a plane where all do.
# * Hyperparameters work together: learning rate and beta share one slanting band.
# * Halving and Bayesian search help by a point, coarse to fine by less; noise takes as much.
# * The winner's score is too good, and the more so the more trials there were. A best value at the border means: move the border.

# %% [markdown]
# **What people get wrong**
#
# * They draw learning rates evenly, or beta evenly near 1.
# * They report the dev score of the winner as its accuracy, or choose by the test set.
# * They rank hyperparameters by a range that nobody would use, or one at a time.
# * They compare two methods by one search each.
# * They let the seed depend on the worker, so that nobody can repeat the search.
#
# **Exercises here:** 1 the log scale · 2 through 1 - beta · 3 the main effect · 4 expected improvement · 5 a border?

# %% [markdown]
# ## Going further
#
# **Panda or caviar.** Pandas have one cub and watch over it; caviar is thousands of eggs. The *panda* trains one network at a time, looks, and moves one
# hyperparameter one step. *Caviar* starts as many runs as there are machines. Ten rounds, 20 seeds:


# %%
def panda(seed, start=None, rounds=10):
    rng = np.random.default_rng(seed)
    here = rng.random(4) if start is None else np.array(start)
    best = stored.look_up(stored.SPACE.at(here), search.trial_seed(seed, 0))
    for number in range(1, rounds):
        step = np.zeros(4)
        step[rng.integers(4)] = rng.choice([-0.15, 0.15])
        there = np.clip(here + step, 0, 1)
        tried = stored.look_up(stored.SPACE.at(there), search.trial_seed(seed, number))
        if tried["score"] > best["score"]:
            here, best = there, tried
    return 100 * best["mean"]


def caviar(seed, machines, rounds=10):
    rng = np.random.default_rng(seed)
    eggs = Listed(random_settings(stored.SPACE, machines * rounds, rng=rng))
    return 100 * search.best_trial(run(stored.look_up, eggs, seed=seed)).more["mean"]


# %%
for begins, start in (("anywhere", None), ("in the middle", [0.5] * 4)):
    cubs = np.array([panda(seed, start) for seed in range(20)])
    print(f"panda that begins {begins}: {cubs.mean():.0f} % (worst {cubs.min():.0f} %)")
for machines in (1, 8):
    eggs = np.array([caviar(seed, machines) for seed in range(20)])
    print(f"caviar, {machines} machine(s): {eggs.mean():.0f} % (worst {eggs.min():.0f} %)")

# %% [markdown]
# The panda is as good as its first guess: it sees ten neighbours, while the eggs lie everywhere. Eight machines give eight times the eggs and cannot make the panda faster. Pandas are for those
# who know where to begin, and whose runs take weeks.
#
# **Searching for augmentation: the idea of AutoAugment.** A *policy* says which distortion of the images, how often, how strongly. AutoAugment (2018) trains a
# second network to propose policies; random search does nearly as well. (One lecture lists it among the methods of hyperparameter search; it is a search space.) Fifteen random policies
# for 300 digits:

# %%
policies = Space(
    kind=search.Choice(["shift", "rotate", "cutout", "flip"]),
    probability=search.Uniform(0.2, 1.0),
    amount=search.Uniform(0.2, 1.0),
)


def distortion(kind, amount):
    shape = (28, 28)
    return {
        "shift": lambda: Shift(shape, round(4 * amount)),
        "rotate": lambda: Rotate(shape, 40 * amount),
        "cutout": lambda: Cutout(shape, round(14 * amount)),
        "flip": lambda: Flip(shape),
    }[kind]()


# %%
x_few, labels_few = load_mnist(count=300, dtype=np.float32)
few_dev = load_mnist(start=300, count=1000, dtype=np.float32)


def with_policy(settings, seed):
    rng = np.random.default_rng(0)  # the same start and batches for all
    model = mlp([784, 64, 10], rng=rng, dtype=np.float32)
    augment = None
    if settings["kind"] != "none":
        change = distortion(settings["kind"], settings["amount"])
        augment = Sometimes(change, settings["probability"])
    gently = Optimizer(GradientDescent(), lr=0.1)
    longer = {"epochs": 60, "batch_size": 50, "rng": rng, "augment": augment}
    fit(model, cross_entropy, gently, (x_few, labels_few), **longer)
    return float(evaluate(model, cross_entropy, few_dev)[1])


# %% alt="Dev accuracy of fifteen augmentation policies against their strength, with a line for none: rotations lie above it, flips far below."
rng = np.random.default_rng(0)
tried = list(run(with_policy, Listed(random_settings(policies, 15, rng=rng))))
none = with_policy({"kind": "none"}, 0)
figure, ax = plots.new_figure(7, 3)
for kind, marker in (("shift", "o"), ("rotate", "s"), ("cutout", "^"), ("flip", "x")):
    of_kind = [trial for trial in tried if trial.settings["kind"] == kind]
    strength_of = [t.settings["probability"] * t.settings["amount"] for t in of_kind]
    ax.plot(strength_of, [100 * t.score for t in of_kind], marker, label=kind)
ax.axhline(100 * none, **plots.REFERENCE, label="none")
ax.set(xlabel="probability x amount", ylabel="dev accuracy (%)")
ax.legend(ncols=5, loc="lower center", bbox_to_anchor=(0.5, 1))
figure

# %% [markdown]
# Rotations helped, flips made digits unreadable, and shifts of up to four pixels cost more than they gave. One run each: section 5 says how far to trust the best of fifteen.
#
# **A cluster.** `LocalCluster` stands for many machines; only the address would change. Its two workers are threads of this kernel here (with `processes=True` they are programs of
# their own). The trials are the same. This and the next run need two packages more: `make search` in a terminal, in the folder of the course, gets them (in an environment of your own:
# `python -m pip install -e ".[search]"`); then restart the kernel. Without them, the notebook runs as well.

# %% tags=["nbval-ignore-output"]
if optuna is not None:
    logging.disable(logging.CRITICAL)  # a cluster that ends may log harmless words of it
    threads = {"n_workers": 2, "threads_per_worker": 1, "processes": False}
    cluster = LocalCluster(**threads, dashboard_address=None)
    with cluster, Client(cluster) as client:
        trials = list(run(digits.train_once, Listed(eight), executor=client.get_executor()))
    on_cluster = sorted(trials, key=lambda trial: trial.number)

# %%
if optuna is None:
    print("Dask and Optuna are not installed here.")
else:
    far = max(abs(a.score - b.score) for a, b in zip(on_cluster, alone, strict=True))
    print(f"on the cluster, the same scores to a digit of 200: {far < 0.006}")

# %% [markdown]
# **What one would use.** Optuna has the methods of this notebook and more. Its default models where good settings are dense, in place of the score itself. Five seeds, the race's objective and
# budget:


# %%
def study_worth(seed):
    def ask_and_look(trial):
        settings = {
            "lr": trial.suggest_float("lr", 1e-3, 10.0, log=True),
            "beta": 1 - trial.suggest_float("one_minus_beta", 0.01, 1.0, log=True),
            "strength": trial.suggest_float("strength", 1e-5, 1e-1, log=True),
            "hidden": trial.suggest_int("hidden", 4, 64, log=True),
        }
        told = stored.look_up(settings, search.trial_seed(seed, trial.number))
        trial.set_user_attr("mean", told["mean"])
        return told["score"]

    sampler = optuna.samplers.TPESampler(seed=seed)
    study = optuna.create_study(direction="maximize", sampler=sampler)
    study.optimize(ask_and_look, n_trials=race.BUDGET)
    return 100 * study.best_trial.user_attrs["mean"]


# %%
if optuna is None:
    print("Dask and Optuna are not installed here.")
else:
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    by_optuna = np.mean([study_worth(seed) for seed in range(5)])
    ours = np.mean([worth["Bayesian"][1][seed, -1] for seed in range(5)])
    print(f"Optuna {by_optuna:.0f} %, our Gaussian process {ours:.0f} % (five seeds, with noise)")

# %% [markdown]
# **References**
#
# * D. Jones, M. Schonlau, W. Welch (1998), *Efficient global optimization of expensive black-box functions*, J. Global Optimization 13.
# * C. Rasmussen, C. Williams (2006), *Gaussian Processes for Machine Learning*, MIT Press: algorithm 2.1.
# * J. Bergstra, Y. Bengio (2012), *Random search for hyper-parameter optimization*, JMLR 13.
# * K. Jamieson, A. Talwalkar (2016), *Non-stochastic best arm identification and hyperparameter optimization*, AISTATS: successive halving.
# * K. Saito (2016), *Deep Learning from Scratch*, chapter 6: the published search.
# * E. Cubuk et al. (2018), *AutoAugment: learning augmentation policies from data*.
# * T. Akiba et al. (2019), *Optuna: a next-generation hyperparameter optimization framework*, KDD.
#
# The next notebook will be 09, the training clinic.
