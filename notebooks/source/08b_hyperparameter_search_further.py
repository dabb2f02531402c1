# ---
# jupyter:
#   course:
#     title: Hyperparameter search, further
#     question: What do the trials made so far know about the next one?
#     about: a Gaussian process and expected improvement by hand, what the rule is worth, a race with its errors, many workers and an interrupted night, panda or caviar
#     needs: ["08"]
#     kind: claims
#     running: [5, 5, 0, 10, 25, 15, 0, 0, 10, 20]
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 08b · Hyperparameter search, further
#
# **A search that looks at its own trials. You write what it guesses and how it chooses, let it race, and find out what
# that is worth, and where it is worth nothing.**
#
# After this notebook you can
#
# * compute what a Gaussian process (가우시안 프로세스) expects at a place, and how sure it is,
# * write the rule by which a Bayesian search (베이지안 탐색) chooses, and say why a search stands still,
# * say how many trials it saves, and where it saves none,
# * run a search on many workers, through an interrupted night.
#
# Time: {minutes} minutes, exercises included. You need: notebook 08.
#
# Two questions go along with you. *30 trials of a search that learns: how many would random search need to be as good?*
# And: *three trials are known. Is it wise to go next where the best score is expected?*

# %%
try:
    import course_lib
except ImportError:
    print("This kernel does not know the course. Close JupyterLab and start it with: make lab")
else:
    print(f"course_lib {course_lib.__version__} is ready")

# %% folded=true
import logging
import math
import tempfile
from pathlib import Path

import numpy as np

from course_lib import checks, claims, experiments, plots, search
from course_lib.chapters.hyperparameter_search_further import check, digit_runs, drawing, guided
from course_lib.chapters.hyperparameter_search_further.measured import DIFFERENT, PLACES, at
from course_lib.chapters.hyperparameter_search_further.process_dashboard import process_dashboard
from course_lib.chapters.hyperparameter_search_further.table import SPACE, line, table
from course_lib.dashboards import again, claims_table, predict, progress
from course_lib.datasets import Cutout, Flip, Rotate, Shift, Sometimes, load_mnist
from course_lib.engine import GradientDescent, Optimizer, cross_entropy, evaluate, fit, mlp
from course_lib.guide import how_right
from course_lib.search import Listed, LogUniform, Space, random_settings, run

try:
    import optuna
    from distributed import Client, LocalCluster
except ImportError:
    optuna = None

# %% [markdown] minutes=5 lesson=true ask="Thirty random trials: in which half are more of them wasted?" answers="As many in both; some say fewer later, since by then one knows. Who is one?"
# ## 1 · Thirty random trials
#
# The small network of notebook 08: 400 digits of 7 x 7 pixels to learn from, 200 dev images to choose by. Four
# hyperparameters, each on its scale: learning rate, beta, weight decay, hidden units. Random search, thirty trials. A
# trial is *wasted* when it reads less than 60 % of the dev images.

# %%
predict(
    "hyperparameter_search_further", "wasted",
    "Some of the first fifteen trials are wasted. Of the last fifteen, ...",
    ["fewer", "about as many", "hardly any"],
    answer="about as many",
    because="Random search never looks at a score. What the first trials showed is lost on it.",
)  # fmt: skip

# %%
rng = np.random.default_rng(3)
thirty = list(run(digit_runs.train_once, Listed(random_settings(SPACE, 30, rng=rng))))
wasted = np.array([trial.score < 0.6 for trial in thirty])
print(f"wasted: {wasted[:15].sum()} of the first 15, {wasted[15:].sum()} of the last 15")

# %% folded=true alt="Dev accuracy of thirty random trials against the learning rate. The last fifteen, as triangles, fall where the first fifteen, as discs, have already failed: at very small rates and above 1."
figure, ax = plots.new_figure(7.5, 3)
where = [SPACE.distributions["lr"].place(trial.settings["lr"]) for trial in thirty]
shown = 100 * np.array([trial.score for trial in thirty])
ax.plot(where[:15], shown[:15], "o", color=plots.BLUE, label="first 15")
ax.plot(where[15:], shown[15:], "^", color=plots.ORANGE, label="last 15")
ax.axhline(60, **plots.REFERENCE)
drawing.rate_axis(ax)
ax.set(ylabel="dev accuracy (%)", ylim=(0, 90))
ax.legend(loc="lower left", bbox_to_anchor=(1, 0.4), frameon=False)
figure

# %% [markdown]
# You saw after fifteen trials where not to go. The search did not, and went there again. What would it have to know, to use
# its own trials?

# %% [markdown] minutes=14 lesson=true ask="Three scores are known. Where between them is one least sure? Does that depend on the scores?" answers="In the largest gap. To the second nearly all say yes; it depends on the places alone."
# ## 2 · A guess about everywhere
#
# A *Gaussian process* (as a stand-in for the objective, a *surrogate*) answers with two curves: what to expect at each
# place, and how sure it is. A *place* $u$ is where a setting stands on its scale, from 0 to 1: for a learning rate from
# 0.001 to 10, the rate 0.1 is at $u = 0.5$. It assumes one thing: near places have like scores. How alike two places
# are, says the *kernel* (커널)
#
# $$k(u, u') = \left(1 + \sqrt5\,r + \tfrac53 r^2\right) e^{-\sqrt5\,r}, \qquad r = \frac{|u - u'|}{\text{length}}$$
#
# 1 for the same place, and near 0 from three lengths on. (This one is called Matérn 5/2. With several hyperparameters
# $r^2$ is the sum over them, each with a length of its own.)


# %%
def kernel(a, b, length):
    """How alike the places of a, shape (m, d), are to those of b, shape (n, d): shape (m, n)."""
    r = np.sqrt((((a[:, None] - b[None]) / length) ** 2).sum(axis=-1))
    return (1 + np.sqrt(5) * r + 5 / 3 * r**2) * np.exp(-np.sqrt(5) * r)


X = np.array([[0.1], [0.45], [0.95]])  # places of three trials: rates 0.0025, 0.063 and 6.3
print("a place at 0.4, beside the three trials:", kernel(np.array([[0.4]]), X, 0.25).round(3)[0])

# %% [markdown]
# (By hand, with length 0.25: from 0.4 to the first trial it is $0.3 = 1.2$ lengths; $\sqrt5 \cdot 1.2 = 2.68$, and
# $(1 + 2.68 + 2.40)\, e^{-2.68} = 0.42$.)
#
# The trials at the places $X$ have scores $y$, counted from their mean, in units of their spread. $K$ is the kernel of
# the trials with each other, plus the *noise* on its diagonal: the variance of a score when a setting is tried again.
# For a place $u$, with its row $k = k(u, X)$,
#
# $$\text{mean}(u) = k\,K^{-1} y \qquad \text{std}(u)^2 = 1 - k\,K^{-1} k^T$$
#
# Far from all trials $k$ is 0: the mean is that of the scores, the std is theirs. With one trial it is
# $\text{mean} = k\,y / (1 + \text{noise})$ and $\text{std}^2 = 1 - k^2 / (1 + \text{noise})$: beside the trial at 0.45,
# $k = 0.968$ and a noise of 0.01 leave a std of 0.27.

# %%
predict(
    "hyperparameter_search_further", "least_sure",
    "With length and noise given, and trials at 0.1, 0.45 and 0.95: where is it least sure?",
    ["at 0.4", "at 0.7", "at 1.0", "it depends on the scores"],
    answer="at 0.7",
    because="The std follows from the places alone: 0.7 is a length from any trial, and y is not "
    "in it.",
)  # fmt: skip

# %% [markdown]
# ### Exercise 1: the guess
#
# Write both, for several places at once. `kernel` stands above; `length` is one number, or one for each hyperparameter.
#
# <details><summary>Hint</summary>
#
# `k = kernel(places, X, length)` has a row for each place. `np.linalg.solve(K, y)` is $K^{-1}y$. For the std,
# `np.linalg.solve(K, k.T)` has a *column* for each place; multiply it with `k.T` number by number, and sum.
#
# </details>


# %% exercise=7
def guess(places, X, y, length, noise):
    """Return (mean, std), two arrays of shape (m,), at places of shape (m, d).

    >>> X, y = np.array([[0.2], [0.8]]), np.array([-1, 1])
    >>> mean, std = guess(np.array([[0.5]]), X, y, length=0.3, noise=0.01)
    >>> mean.round(3), std.round(3)
    (array([0.]), array([0.721]))
    """
    # BEGIN SOLUTION
    K = kernel(X, X, length) + noise * np.eye(len(X))
    k = kernel(places, X, length)
    mean = k @ np.linalg.solve(K, y)
    variance = 1 - (k.T * np.linalg.solve(K, k.T)).sum(axis=0)
    return mean, np.sqrt(np.maximum(variance, 0))
    # END SOLUTION


# %%
check.guess(guess)

# %% [markdown]
# Here length (0.25) and noise (0.01) are fixed. In the race below they are *fitted* before every trial: of five lengths
# for each hyperparameter and three noises, one after the other, that which makes the scores most likely.

# %%
guessed = checks.yours_or_ours(guess, check.guess, check.answers.guess)
known = at(line(), X[:, 0])
units = (known - known.mean()) / known.std()
three = np.array([[0.4], [0.7], [1.0]])
for u, m, s in zip(three[:, 0], *guessed(three, X, units, 0.25, 0.01), strict=True):
    print(f"at {u}: expected {known.mean() + known.std() * m:.2f} ± {known.std() * s:.2f}")
alone_std = guessed(three[:1], X[1:2], np.zeros(1), 0.25, 0.01)[1][0]
print(f"at 0.4, from the trial at 0.45 alone: std {alone_std:.2f} (guessed by: {guessed.whose})")

# %% [markdown] minutes=17 lesson=true ask="Vote: a place a little below the best and sure, or one further below and unsure. Then: always go where most is expected. Wise?" answers="Most take the unsure one, once somebody has drawn both, with their spread, on the board. To the second about half say yes."
# ## 3 · Where next?
#
# High expectation is good, and so is little knowledge: there may be more. *Expected improvement* (기대 향상; J. Mockus,
# 1978; D. Jones et al., 1998) weighs both (a rule for where to go next is called an *acquisition function*). It is the
# mean of $\max(\text{score} - \text{best}, 0)$ over all scores that the guess holds possible. With the best so far,
# $z = (\text{mean} - \text{best}) / \text{std}$, the bell curve $\varphi$, and the area $\Phi$ under it up to $z$:
#
# $$EI = (\text{mean} - \text{best})\,\Phi(z) + \text{std}\,\varphi(z)$$

# %%
predict(
    "hyperparameter_search_further", "sure_or_not",
    "A: expected 0.02 below the best, std 0.001. B: expected 0.05 below, std 0.1. Whose EI is "
    "higher?",
    ["A's", "B's", "both are 0, as both lie below the best"],
    answer="B's",
    because="A cannot reach the best: it would need 20 std. B is above it in three of ten cases.",
)  # fmt: skip

# %% [markdown]
# (By hand, for B: $z = -0.5$, and $-0.05 \cdot 0.309 + 0.1 \cdot 0.352 = 0.0198$.)
#
# ### Exercise 2: expected improvement
#
# By the formula, or as the mean it stands for, summed over ten thousand scores, evenly spaced: both pass. `bell` ($\varphi$) and `below`
# ($\Phi$) are given. All arguments but `best` are arrays.
#
# <details><summary>Hint</summary>
#
# Give `mean - best` a name of its own. `z` is that, divided by `std`.
#
# </details>


# %% exercise=4
def bell(z):
    return np.exp(-(z**2) / 2) / math.sqrt(2 * math.pi)


def below(z):
    return np.array([math.erfc(-each / math.sqrt(2)) / 2 for each in z])


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
check.improvement(improvement)

# %% [markdown]
# Both functions at work: from three poor trials (rates of 0.0012, 0.0025 and 4), five steps. Each time the
# place with the highest EI is tried next.

# %%
gained = checks.yours_or_ours(improvement, check.improvement, check.answers.improvement)
print(f"EI of B: {gained(np.array([-0.05]), np.array([0.1]), 0.0)[0]:.4f}")


def step_from(tried):
    """The guess from the trials, in units of accuracy, and what each place promises."""
    seen = at(line(), tried)
    units = (seen - seen.mean()) / seen.std()
    mean, std = guessed(PLACES, tried[:, None], units, 0.25, 0.01)
    promise = gained(mean, std, units.max())
    return seen, seen.mean() + seen.std() * mean, seen.std() * std, promise


steps = [np.array([0.02, 0.1, 0.9])]
for _ in range(5):
    *_, promise = step_from(steps[-1])
    steps.append(np.append(steps[-1], PLACES[search.first_best(promise), 0]))
print("tried:", steps[-1].round(2))

# %% folded=true alt="Two panels of a Gaussian process over the learning rate. After three trials the band is wide in the large gap and the star stands in it, next to the better trial. After seven the process follows the truth's plateau, and the band is narrow where it was tried."
figure, panels_steps = plots.new_figure(12, 4.4, panels=2)
for ax, tried in zip(panels_steps, (steps[0], steps[4]), strict=True):
    seen, mean, std, promise = step_from(tried)
    drawing.draw_step(ax, tried, seen, (PLACES[:, 0], mean, std), promise)
    ax.set(title=f"after {len(tried)} trials", ylabel="dev accuracy")
panels_steps[0].legend(loc="upper right", fontsize=10, ncols=2, frameon=False)
panels_steps[1].set_title(f"after 7 trials (guess: {guessed.whose}, EI: {gained.whose})")
figure

# %% [markdown]
# The process looks where the band is wide *and* high, and comes back to what is good. It can be wrong and sure: after
# three trials the truth between 0.03 and 1 lies above the band. The band holds as far as the assumption does, that a
# quarter of the axis away little is alike. (One sometimes reads that Bayesian search narrows the range. It does not:
# it guesses, and asks where.)
#
# Below you choose the rule yourself. *The mean alone* goes where most is expected; *the spread alone* where least is
# known. From 3 trials, step by step; the numbers say in which order.

# %%
predict(
    "hyperparameter_search_further", "mean_alone",
    "The mean alone, length 0.25, from the same three trials to twelve. What becomes of it?",
    ["it finds the best sooner", "it stands still below the best", "it tries all places evenly"],
    answer="it stands still below the best",
    because="Its best guess is next to its best trial; trying that again teaches it nothing.",
)  # fmt: skip

# %% [markdown]
# **Task 1.** a) The mean alone, 12 trials, length 0.25: how many points below the best there is does it end? At how many
# different places was it? b) Expected improvement, 8 trials: length 0.05, then 0.5. Which comes closer, and by how many
# points? c) The spread alone, length 0.25: after 12 trials, how far below the best is it?

# %% folded=true alt="Left: accuracy against the learning rate, the truth dotted, the process expected with its band, three numbered trials. Right: what each place promises, with a star at the next trial."
guided_search = process_dashboard()
guided_search

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# a) 12.8 points below, at 6 places: it does not leave the neighbourhood of its best trial. With length 0.5 it
# finds the best: how it stands still depends on the length. b) 0.5 ends at the best there is,
# 0.05 stays 4.3 points below: with a length that is too short nothing is known between two trials, and it creeps along
# beside what it knows. c) 0.8 points, as far as EI with this length: on one axis twelve trials cover all.
#
# </details>
#
# ### Exercise 3: a rule of your own
#
# Any rule but expected improvement. The check lets it search twice: along the learning rate from three trials, where it
# must not fall behind EI; and all four hyperparameters, in runs of 4 epochs only (24 trials), where it must beat random
# search by three errors. `mean`, `std` and `best` are in units of the scores' spread; the place with the largest number
# is tried next.
#
# <details><summary>Hint</summary>
#
# What is it about the mean alone that stands still, and what about the spread alone that is wasteful? A mixture has to
# be chosen: how many std is hope worth to you?
#
# </details>


# %% exercise=6
def my_rule(mean, std, best):
    """Return one number for each place: the larger, the sooner it is tried."""
    # BEGIN SOLUTION
    return mean + 1.5 * std
    # END SOLUTION


# %%
check.my_rule(my_rule)

# %% [markdown] minutes=11 lesson=true ask="Vote before the race: 30 trials each, four hyperparameters. By how many points is Bayesian search ahead? And how many random trials are as good?" answers="Guesses go from 2 to 20 points; it is one. Nearly nobody says four times as many."
# ## 4 · The race
#
# All four hyperparameters, 30 trials each. All 2975 settings of a grid have been trained five times and stored, so that
# a search costs nothing; a setting between the points gets the nearest. What the best so far is *worth* is the mean of
# its five runs. Here each trial shows that mean, too: no noise. Bayesian search begins with 8 random trials, the
# same as those of random search; then your guess and your EI choose among 500 random places each time. As
# best counts what the process expects at its best trial, since a single score may be luck.

# %%
predict(
    "hyperparameter_search_further", "by_how_much",
    "After 30 trials, by how many points is Bayesian search ahead of random search, on average?",
    ["not at all", "about 1", "about 5", "about 10"],
    answer="about 1",
    because="Thirty random trials have found a decent setting, too. What is left is little.",
)  # fmt: skip

# %%
seeds, found = range(12), {"Bayesian": [], "your rule": [], "random": []}
own = checks.yours_or_ours(my_rule, check.my_rule, check.answers.my_rule)
quiet = table(noise=False)
for seed in progress(seeds, of="searches"):
    draws = [np.random.default_rng([seed, 0]) for _ in range(3)]
    bayesian = guided.Guided(SPACE, count=30, rng=draws[0], guess=guessed, rule=gained)
    with_yours = guided.Guided(SPACE, count=30, rng=draws[1], rule=own)
    found["Bayesian"].append(guided.worth(quiet, bayesian, seed))
    found["your rule"].append(guided.worth(quiet, with_yours, seed))
    found["random"].append(guided.worth(quiet, guided.random_search(SPACE, 30, draws[2]), seed))

# %% folded=true alt="Left: worth of the best so far against trials, the mean of twelve searches: from the ninth trial on both Bayesian searches lie above random search, and both level off near the best. Right: the lead over random search at 15 to 30 trials, about a point, with bars of three standard errors."
figure, (ax, ax_lead) = plots.new_figure(11, 3.6, panels=2)
for (name, curves), look in zip(found.items(), drawing.LOOKS, strict=False):
    way = {"color": look["color"], "linestyle": look["linestyle"], "linewidth": 2}
    ax.plot(range(1, 31), np.mean(curves, axis=0), label=name, **way)
ax.axhline(100 * quiet.best, **plots.REFERENCE, label="the best there is")
ax.set(xlabel="trials", ylabel="worth of the best so far (%)", xlim=(8, 30.5), ylim=(72, 80.5))
ax.set(xticks=range(10, 31, 5), title=f"EI: {gained.whose}; your rule: {own.whose}")
ax.legend(loc="lower right", fontsize=10)
counts = (15, 20, 25, 30)
picked = {name: np.array(curves)[:, [n - 1 for n in counts]] for name, curves in found.items()}
leads = {name: (picked[name], picked["random"]) for name in ("Bayesian", "your rule")}
drawing.draw_leads(ax_lead, counts, leads)
ax_lead.set(xlabel="trials", ylabel="lead (points)", xticks=counts, title="over random search")
ax_lead.set_ylim(top=1.5 * ax_lead.get_ylim()[1])
ax_lead.legend(loc="upper right", fontsize=10)
figure

# %% [markdown]
# Twelve searches; a bar is three standard errors. Forty of them are stored, and under other conditions, too. There a ± is
# one standard error:

# %% folded=true
stored = {
    each.words: each.numbers
    for each in claims.load_results("hyperparameter_search_further").outcomes["lead"]
}
print("Bayesian search, its lead over random search with as many trials, twice and 4 times as many")
for words, numbers in stored.items():
    leads_of = [
        experiments.paired_change(numbers["Bayesian"], numbers[name])
        for name in ("once", "twice", "4 times")
    ]
    text = ", ".join(f"{change:+5.1f} ± {error:.1f}" for change, error in leads_of)
    print(f"{words:26s} ({len(numbers['once'])} searches): {text}", end="")
    print(f"; ends at {np.mean(numbers['Bayesian']):.0f} %")

# %% [markdown]
# One point; here four times as many random trials are as good, after 4 epochs not quite. That is much where a trial takes
# a day, and nothing where it takes a second. Where the lead ends, or cannot be seen:
#
# * *Shuffled scores* stand at random places. Nothing near is alike, and nothing can be learned from a trial: a control.
# * *Rate and beta alone*: with two hyperparameters random search covers the plane by itself in thirty trials.
# * *On an even scale* searches differ so much that 40 decide nothing about the lead. What they show: it ends at 73 %, and
#   on the right scale at 78 %. A method does not mend a scale.
# * *One run a trial*: each score has the luck of one run. The lead is hardly smaller, but 40 searches did not show it on
#   these digits, and you will make one. (On other problems the lead is clear, too: R. Turner et al., 2021, in a contest
#   of 65 teams.)
#
# ### Does the rule matter?

# %%
predict(
    "hyperparameter_search_further", "which_rule",
    "Four rules, 24 trials, 24 searches each. Which of them ends clearly behind the others?",
    ["the mean alone", "the spread alone", "mean + 2 std", "all but EI"],
    answer="the spread alone",
    because="It never comes back to what is good. The mean alone does not stand still here: it "
    "chooses among 500 places that are drawn anew each time.",
)  # fmt: skip

# %% folded=true
by_rule = {
    each.words: each.numbers
    for each in claims.load_results("hyperparameter_search_further").outcomes["rules"]
}
rows = (
    "as in the notebook",
    "64 searches",
    "8000 places, 64 searches",
    "the rate on an even scale",
)
for words in rows:
    numbers = by_rule[words]
    print(words)
    for name in guided.RULES:
        ends = np.array(numbers[name])
        text = f"{ends.mean():.1f} ± {ends.std(ddof=1) / math.sqrt(len(ends)):.1f} %"
        counts_of = numbers.get(f"{name}, {DIFFERENT}")
        many = f", {np.mean(counts_of):.1f} different settings of 24" if counts_of else ""
        print(f"   {name:22s} {text}{many}")

# %% folded=true
by_chance = []
for seed in range(24):
    chance = guided.random_search(SPACE, 24, np.random.default_rng([seed, 0]))
    by_chance.append(guided.worth(quiet, chance, seed)[-1])
change, error = experiments.paired_change(by_rule[rows[0]]["the spread alone"], by_chance)
print(f"random search, 24 trials, 24 searches: {np.mean(by_chance):.1f} %; ", end="")
print(f"the spread alone is ahead of it by {change:.2f} ± {error:.2f}")
ends_of = [by_rule[rows[2]][name] for name in ("expected improvement", "the mean alone")]
change, error = experiments.paired_change(*ends_of)
print(f"8000 places: EI is ahead of the mean alone by {change:.2f} ± {error:.2f}")

# %% [markdown]
# Here the famous formula is worth no more than *take the best guess*, or than the mean + 2 std (an *upper confidence
# bound*). A likely reason: 500 random places hardly ever offer the one that is known, so whoever wants to stand still
# cannot. With 8000 the mean alone tries 16.8 different settings of 24 (20.4 with 500; EI 23.3), and ends 0.6 points below
# EI, by not quite three errors: a hint, not more. On the even scale single searches differ so much that 24 of them decide nothing. Most of
# the gain comes from going back to where the guess is high; the spread alone has the same guess and is no better than
# random search (77.2 and 77.4 %).

# %% [markdown] minutes=6 lesson=false ask="A search of eight trials is killed after three. Started again: how many are run?" answers="Five, if results were written down as they came; nearly all know it, few do it."
# ## 5 · Many workers, and an interrupted night
#
# Random trials do not depend on each other, so they can run side by side. Three things make that safe. Each trial has
# *its own seed*, made from the search's seed and its number, so that results do not depend on who ran it. Each is
# *written as it ends*, one line. And the search *goes on where it stopped*. (The objective must live in a module: other
# processes cannot see a notebook's cells.)

# %%
folder = tempfile.TemporaryDirectory()
path = Path(folder.name) / "trials.jsonl"
by_magnitude = Space(lr=LogUniform(0.001, 10.0))
eight = list(random_settings(by_magnitude, 8, rng=np.random.default_rng(0)))
two = {"executor": search.processes(2), "path": path}
for done, _ in enumerate(run(digit_runs.train_once, Listed(eight), **two), 1):
    if done == 3:
        break  # the night is over
print(f"at least three trials are in the file: {len(path.read_text().splitlines()) >= 3}")

# %%
predict(
    "hyperparameter_search_further", "night",
    "The search was stopped after three trials. Started again, how many of the eight does it run?",
    ["all eight", "exactly five", "five or fewer", "none"],
    answer="five or fewer",
    because="What is in the file is not run again; and the two workers end what they have begun, "
    "so that a fourth trial may be in it.",
)  # fmt: skip

# %%
rest = list(run(digit_runs.train_once, Listed(eight), **two))
alone = list(run(digit_runs.train_once, Listed(eight)))
print(f"trials {sorted(trial.number for trial in rest)}, each once")
in_order = sorted(rest, key=lambda trial: trial.number)
apart = max(abs(a.score - b.score) for a, b in zip(in_order, alone, strict=True))
print(f"two processes or none, the same scores to a digit of 200: {apart < 0.006}")
folder.cleanup()

# %% [markdown]
# A worker that is killed takes nothing with it but the trial under way: `processes(2)` starts another, and that trial
# runs again. `async for trial in progress(run(...), total=100)` has a bar and a stop button. Any executor of
# `concurrent.futures` will do, also that of a cluster.
#
# A search that learns has a difficulty: the second worker asks before the first has an answer. The usual way out:
# it takes its own guess for the score that is missing, and goes on (*kriging believer*; D. Ginsbourger et al., 2010).
# `search.Bayesian(SPACE, count=32, together=8, rng=rng)` asks for eight at a time.

# %% [markdown] minutes=6 lesson=false ask="One machine, one run that takes two weeks. What do you do every morning?" answers="Look at the curve; some would start a second run, for which there is no machine."
# ## 6 · Panda or caviar?
#
# So A. Ng calls two ways to live (*Deep Learning Specialization*, course 2, 2017). Pandas have one cub and watch over
# it: *one* run, for which there is just enough machine, looked at every day, its rate nudged up while all goes well;
# when it does not, he goes back to the previous day's model. Caviar is thousands of eggs: as many runs side by side as
# there are machines, each left alone. (It is often retold as trying one setting after another, each in a whole new run.
# That is manual search. Within one cub's life nothing is started anew; Ng allows the next cub weeks later.)
#
# A run of 16 "days" (epochs). After each day: the dev loss is lower than ever, then the rate times 1.3; else back to the
# best day's weights (after a bad first day: to the start), with a third of the rate.

# %% folded=true alt="A watched run that begins at a rate of 1. Left: its rate climbs for some days, drops to a third, climbs again, and ends near 0.02. Right: its dev loss falls over the days; after each bad day the run goes back."
figure, (ax, ax_loss) = plots.new_figure(10, 2.8, panels=2)
right, rates, losses = digit_runs.watched(1.0, seed=1)
ax.plot(range(1, 17), rates, "o-", color=plots.BLUE)
ax.set(yscale="log", xlabel="day", ylabel="learning rate")
ax_loss.plot(range(1, 17), losses, "o-", color=plots.ORANGE)
ax_loss.set(xlabel="day", ylabel="dev loss (nats)")
figure

# %%
predict(
    "hyperparameter_search_further", "panda",
    "Rates drawn from 0.001 to 10. In which order, from few right answers on new digits to many?",
    ["left alone, watched, best of eight", "left alone, best of eight, watched",
     "watched, left alone, best of eight"],
    answer="left alone, watched, best of eight",
    because="Watching mends many a poor start. A large rate can still kill the units on day 3 to "
    "5, at a loss just below that of the start: then it counts as a good day, and is kept. Eight "
    "eggs hold a good start by themselves.",
)  # fmt: skip

# %% folded=true
cubs = claims.load_results("hyperparameter_search_further").outcomes["panda"]
for words in ("as in the notebook", "the rate never changed", "a rate from 0.01 to 1"):
    numbers = next(each.numbers for each in cubs if each.words == words)
    print(words)
    for name, values in numbers.items():
        print(f"   {name:12s} {np.mean(values):.0f} % of new digits, worst {min(values):.0f} %")

# %% [markdown]
# Going back to the best day does not do it: where the rate is never changed, the watched run ends no better than the
# one left alone. Eight eggs cost eight times as much, and the panda is for those who cannot pay. Between the two live methods that
# watch many runs at once. *Median stopping* (D. Golovin et al., 2017) ends a run that is below the median of the others
# at the same age. *Population-based training* (M. Jaderberg et al., 2017) lets the worst runs take over weights and
# settings of the best, with a nudge: pandas that learn from each other.

# %% [markdown] minutes=2 lesson=true ask="A colleague wants Bayesian search for two hyperparameters and a model that trains in a minute. What do you say?" answers="By now: put them on their scales, draw thirty at random, and look."
# ## What remains
#
# * With four hyperparameters on scales that suit them, and where neighbours have like scores, Bayesian search with
#   20 to 30 trials finds a better setting of the table than random search with as many, and is not clearly
#   (3 errors) ahead of random search with four times as many; where a score is one run, 40 searches did not show it on
#   these digits, 120 did; on other digits 40 were enough.
# * With four hyperparameters on scales that suit them, scores without noise, and 500 to 8000 random places to choose
#   from, expected improvement, the mean alone and the mean + 2 std find settings of the table within a point of each other;
#   the spread alone is behind.
# * Along the learning rate alone, from three random trials, the mean alone is behind expected improvement
#   after eight trials.
# * From a rate drawn over four decades, a run that is watched, its rate corrected up and down, ends with more right
#   answers than the same run left alone, and the best of eight that are left alone with more than either.

# %% tags=["nbval-ignore-output"]
print(how_right("hyperparameter_search_further"))

# %% [markdown] minutes=2 lesson=false
# ## How far this holds
#
# Each sentence was tried again with other draws, other digits, scores of one run, other budgets and scales. A mark is
# one of these conditions; a cross is one that the sentence excludes.

# %%
claims_table("hyperparameter_search_further")

# %%
again("hyperparameter_search_further", "stuck")

# %% [markdown]
# **What people get wrong**
#
# * They choose a clever method for a range on the wrong scale.
# * They compare two methods by one search each.
# * They take the best single score for the best setting (notebook 08), and let a search run on it.
# * They let the seed depend on the worker, so that nobody can repeat the search.
#
# **Exercises here:** 1 the guess · 2 expected improvement · 3 a rule of your own

# %% [markdown]
# ## Going further
#
# **Searching for augmentation.** A *policy* says which distortion of the images, how often, how strongly. AutoAugment
# (E. Cubuk et al., 2019) trains a second network to propose policies. It is often listed among the methods of
# hyperparameter search; it is a search *space*. A year later three of the authors, with J. Shlens, found that two
# numbers, how many distortions and how strong, do as well (RandAugment, 2020). A space of our own, 300 digits, three
# random policies of each kind:

# %%
policies = Space(
    kind=search.Choice(["shift", "rotate", "cutout", "flip"]),
    probability=search.Uniform(0.2, 1.0),
    amount=search.Uniform(0.2, 1.0),
)
few, few_dev = (load_mnist(start=a, count=n, dtype=np.float32) for a, n in ((0, 300), (300, 1000)))


def distortion(kind, amount):
    shape = (28, 28)
    return {
        "shift": lambda: Shift(shape, round(4 * amount)),
        "rotate": lambda: Rotate(shape, 40 * amount),
        "cutout": lambda: Cutout(shape, round(14 * amount)),
        "flip": lambda: Flip(shape),
    }[kind]()


# %%
def with_policy(settings, seed):
    rng = np.random.default_rng(0)  # the same start and batches for all
    model = mlp([784, 32, 10], rng=rng, dtype=np.float32)
    change = None
    if settings["kind"] != "none":
        change = Sometimes(
            distortion(settings["kind"], settings["amount"]), settings["probability"]
        )
    recipe = {"epochs": 40, "batch_size": 50, "rng": rng, "augment": change, "every": 40}
    fit(model, cross_entropy, Optimizer(GradientDescent(), lr=0.1), few, **recipe)
    return float(evaluate(model, cross_entropy, few_dev)[1])


# %% folded=true alt="Dev accuracy of twelve augmentation policies against their strength, with a line for none: rotations lie above it, flips below."
drawn = random_settings(policies, 12, rng=np.random.default_rng(0))
kinds = ("shift", "rotate", "cutout", "flip")  # three of each
tried = list(run(with_policy, Listed(p | {"kind": kinds[n % 4]} for n, p in enumerate(drawn))))
none = with_policy({"kind": "none"}, 0)
figure, ax = plots.new_figure(7, 3)
for kind, marker in zip(kinds, "os^x", strict=True):
    of_kind = [trial for trial in tried if trial.settings["kind"] == kind]
    strength = [t.settings["probability"] * t.settings["amount"] for t in of_kind]
    ax.plot(strength, [100 * t.score for t in of_kind], marker, label=kind)
ax.axhline(100 * none, **plots.REFERENCE, label="none")
ax.set(xlabel="probability x amount", ylabel="dev accuracy (%)")
ax.legend(ncols=5, loc="lower center", bbox_to_anchor=(0.5, 1))
figure

# %% [markdown]
# One run each, so the best of twelve is partly lucky (notebook 08). That flips hurt is beyond luck: most flipped
# digits are no digits.
#
# **A cluster.** `LocalCluster` stands for many machines; only the address would change. Its two workers are threads of
# this kernel here. This and the next run need two packages more: `make search` in a terminal, in the folder of the
# course, gets them (in an environment of your own: `python -m pip install -e ".[search]"`); then restart the kernel.
# Without them, the notebook runs as well.

# %% tags=["nbval-ignore-output"]
if optuna is not None:
    logging.disable(logging.CRITICAL)  # a cluster that ends may log harmless words of it
    threads = {"n_workers": 2, "threads_per_worker": 1, "processes": False}
    cluster = LocalCluster(**threads, dashboard_address=None)
    with cluster, Client(cluster) as client:
        trials = list(run(digit_runs.train_once, Listed(eight), executor=client.get_executor()))
    on_cluster = sorted(trials, key=lambda trial: trial.number)

# %%
if optuna is None:
    print("Dask and Optuna are not installed here.")
else:
    far = max(abs(a.score - b.score) for a, b in zip(on_cluster, alone, strict=True))
    print(f"on the cluster, the same scores to a digit of 200: {far < 0.006}")

# %% [markdown]
# **What one would use.** Optuna (T. Akiba et al., 2019) has the methods of this notebook and more. Its default (TPE, a
# *tree-structured Parzen estimator*) models where good settings are dense, in place of the score itself. Five seeds, 30
# trials, scores of one run; so few are no comparison:


# %%
def study_worth(seed):
    def ask_and_look(trial):
        settings = {
            "lr": trial.suggest_float("lr", 1e-3, 10.0, log=True),
            "beta": 1 - trial.suggest_float("one_minus_beta", 0.01, 1.0, log=True),
            "strength": trial.suggest_float("strength", 1e-5, 1e-1, log=True),
            "hidden": trial.suggest_int("hidden", 4, 64, log=True),
        }
        told = table()(settings, search.trial_seed(seed, trial.number))
        trial.set_user_attr("mean", told["mean"])
        return told["score"]

    sampler = optuna.samplers.TPESampler(seed=seed)
    study = optuna.create_study(direction="maximize", sampler=sampler)
    study.optimize(ask_and_look, n_trials=30)
    return 100 * study.best_trial.user_attrs["mean"]


# %%
if optuna is None:
    print("Dask and Optuna are not installed here.")
else:
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    theirs = np.mean([study_worth(seed) for seed in range(5)])
    draws = (np.random.default_rng([seed, 0]) for seed in range(5))
    methods = (guided.Guided(SPACE, count=30, rng=rng) for rng in draws)
    ours = np.mean([guided.worth(table(), method, seed)[-1] for seed, method in enumerate(methods)])
    print(f"Optuna {theirs:.0f} %, our Gaussian process {ours:.0f} % (five seeds, with noise)")

# %% [markdown]
# **References**
#
# * J. Mockus, V. Tiesis, A. Zilinskas (1978), *The application of Bayesian methods for seeking the extremum*.
# * D. Jones, M. Schonlau, W. Welch (1998), *Efficient global optimization of expensive black-box functions*.
# * C. Rasmussen, C. Williams (2006), *Gaussian Processes for Machine Learning*: algorithm 2.1.
# * D. Ginsbourger, R. Le Riche, L. Carraro (2010), *Kriging is well-suited to parallelize optimization*.
# * J. Snoek, H. Larochelle, R. Adams (2012), *Practical Bayesian optimization of machine learning algorithms*.
# * A. Ng (2017), *Improving Deep Neural Networks*, course 2 of the Deep Learning Specialization: panda and caviar.
# * D. Golovin et al. (2017), *Google Vizier*: median stopping; M. Jaderberg et al. (2017), *Population based training*.
# * E. Cubuk et al. (2019), *AutoAugment*; E. Cubuk et al. (2020), *RandAugment*.
# * T. Akiba et al. (2019), *Optuna: a next-generation hyperparameter optimization framework*.
# * R. Turner et al. (2021), *Bayesian optimization is superior to random search for machine learning hyperparameter tuning*.
#
# The next notebook will be 09, the training clinic.
