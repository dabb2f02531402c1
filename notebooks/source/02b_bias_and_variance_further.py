# ---
# jupyter:
#   course:
#     title: Bias and variance, further
#     question: Why does a model with ten times as many weights as examples work at all?
#     about: why small weights mean simple, the curse of dimensionality, features that say nothing, double descent with and without a penalty
#     needs: ["02"]
#     kind: claims
#     running: [5, 0, 5, 0, 10, 15, 10, 0, 0, 0, 0]
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 02b · Bias and variance, further
#
# **More weights than examples, more pixels than anybody could fill: by the book, nothing should be learnt there. You find
# out when the book is right, and what saves those who do it all the same.**
#
# After this notebook you can
#
# * say why small weights make a curve simple, and in which sense of small,
# * measure how many dimensions (차원) data really have,
# * predict at how many units a least-squares fit is at its worst (double descent, 이중 하강),
# * choose a penalty from the training set alone.
#
# Time: {minutes} minutes, exercises included. You need: notebook 02.

# %% [markdown]
# **Two questions first.** Write your answers down, and keep them: you will need them at the end.
#
# 1. A model has ten times as many weights as examples, and makes no error on any of them. What do you expect of it on
#    new ones?
# 2. An image of a digit has 784 pixels. A space of 784 dimensions can never be filled with examples. Why do a thousand
#    digits suffice to learn something?

# %%
try:
    import course_lib
except ImportError:
    print("This kernel does not know the course. Close JupyterLab and start it with: make lab")
else:
    print(f"course_lib {course_lib.__version__} is ready")

# %%
from dataclasses import replace

import numpy as np

from course_lib import checks, plots
from course_lib.chapters.bias_and_variance_further import (
    check,
    check_answers,
    double_descent,
    features,
    neighbours,
    small_weights,
)
from course_lib.chapters.bias_and_variance_further.descents_dashboard import descents_dashboard
from course_lib.chapters.bias_and_variance_further.trained import WIDTHS as TRAINED_WIDTHS
from course_lib.claims import load_results
from course_lib.dashboards import again, claims_table, predict
from course_lib.datasets import digits, load_sweep
from course_lib.engine import ridge
from course_lib.experiments import curves
from course_lib.experiments.contests import compared
from course_lib.guide import how_right

# %% [markdown] minutes=7 lesson=true ask="Degree 9 through ten points: how large is its largest coefficient?" answers="Most: a few units, as y lies between -1 and 1."
# ## 1 · Why small weights mean simple
#
# Ten noisy points of a curve, and a polynomial of degree 9, as in notebook 02. It goes through all of them. A *penalty*
# (벌점) makes large coefficients (계수) cost something: `ridge` minimizes the mean squared error / 2 plus
# $\frac\lambda2\sum w^2$.

# %%
predict(
    "bias_and_variance_further", "largest", "The points lie between -1.5 and 1.5, x between -1 and "
    "1. How large is the largest coefficient of degree 9 without a penalty?",
    ["about 1", "about 10", "some hundreds"], answer="some hundreds",
    because="Nine large terms of opposite signs nearly cancel at the points, and only there.",
)  # fmt: skip

# %%
x, y = curves.draw_sample(10, 0.3, rng=np.random.default_rng([5, 1]))
through_all = curves.fit_polynomial(x, y, 9)
penalized = curves.fit_polynomial(x, y, 9, strength=0.0003)

# %% folded=true alt="Left: nine coefficients. Without a penalty they reach hundreds with alternating signs; with a small penalty they stay below ten. Right: the curve without a penalty swings far above and below the truth at the ends, the one with it follows the truth."
figure, (bars, ax) = plots.new_figure(panels=2)
PENALIZED = plots.BLUE
grid = np.linspace(-1, 1, 201)[:, None]
plots.draw_fit(ax, (x, y), grid, curves.predict_curve(penalized, grid), curves.truth(grid))
ax.plot(grid, curves.predict_curve(through_all, grid), color=plots.PURPLE, label="no penalty")
powers = np.arange(1, 10)
for shift, fit, color, words in (
    (-0.2, through_all, plots.PURPLE, "no penalty"), (0.2, penalized, PENALIZED, "penalty 0.0003"),
):  # fmt: skip
    bars.bar(powers + shift, fit.weights[:, 0], 0.4, color=color, label=words)
bars.set(xlabel="power of x", ylabel="coefficient", yscale="symlog", xticks=powers)
ax.set_xticks([-1, -0.5, 0, 0.5, 1])
for panel in (bars, ax):
    plots.legend_above(panel, fontsize=10, ncols=2)
figure

# %% [markdown]
# To pass through ten noisy points the curve must turn sharply, and that takes large terms which nearly cancel at the points
# and do not in between. Small coefficients of these powers, on this stretch, cannot do it: *the curve is smooth because it may not be otherwise.*
#
# Is it this data set alone? Two hundred others, each with noise of its own; the penalty was chosen on two hundred more:

# %%
contest = small_weights.contest(0)
for what in ("error", "largest"):
    ours, theirs = (contest[f"{what}, {which} penalty"] for which in ("a", "no"))
    print(
        f"{what:8s} no penalty {np.median(theirs):7.2f}, a penalty {np.median(ours):5.2f}", end=""
    )
    print(f" (medians); set by set {compared(ours, theirs)}")

# %% [markdown]
# By the medians, the error against the true curve shrinks to about a sixth, the largest coefficient to about a fortieth.
# (*Set by set*: the ratio of the two in the same set, averaged over the sets; ± is its standard error.) With degree 5, on
# the other hand, ten points leave little to swing, and the penalty has next to nothing to do.
#
# *Small* has no meaning by itself, though. Let x run from -10 to 10, and the same curves have coefficients of $w_9$ a
# billion times smaller; written in Legendre's polynomials they have others again. A penalty helps there, too, but it is
# another penalty, and its best strength another number (*How far this holds*). What it forbids is to use a feature *for
# more than it can do*: so inputs are brought to one scale first (notebook 05). With networks, size and gap go together
# less strictly (notebook 03b).

# %% [markdown] minutes=9 lesson=true ask="1000 random points in 100 dimensions: is the nearest much closer than the others?" answers="About half: of course, that is what nearest means."
# ## 2 · The curse of dimensionality
#
# *Often said: in many dimensions everything is far away* (the curse of dimensionality, 차원의 저주; R. Bellman, 1957).
# A thousand random points in a cube with sides of 1:

# %%
predict(
    "bias_and_variance_further", "nearest", "100 dimensions. The nearest of the 999 other points "
    "lies at which share of the average distance?",
    ["3 %", "20 %", "80 %"], answer="80 %",
    because="A distance is a sum of 100 differences: none is small by luck in all of them.",
)  # fmt: skip

# %% folded=true alt="Three histograms of distances in 2, 10 and 100 dimensions, as a share of the average. In 2 dimensions they spread from 0 to 2 and the nearest neighbours lie at 0.03; in 100 dimensions all lie between 0.75 and 1.25, the nearest at 0.8."
figure, axes = plots.new_figure(9.5, 2.8, panels=3)
for ax, d in zip(axes, (2, 10, 100), strict=True):
    apart = neighbours.distances(np.random.default_rng(d).random((1000, d)))
    average = apart[np.isfinite(apart)].mean()
    all_of_them, nearest = apart[np.isfinite(apart)] / average, apart.min(axis=1) / average
    bins = np.linspace(0, 2.2, 56)
    ax.hist(all_of_them, bins, density=True, color=plots.GREY, alpha=0.6, label="all")
    ax.hist(nearest, bins, density=True, color=plots.ORANGE, alpha=0.8, label="nearest")
    ax.set(title=f"{d} dimensions", xlabel="distance / average", yticks=[])
axes[0].legend(fontsize=10)
figure

# %% [markdown]
# In 100 dimensions the nearest neighbour lies at four fifths of the average distance. And how many points would it take to have one
# within 0.1? One over the volume of a ball:

# %%
for d in (1, 2, 3, 10, 100):
    print(f"{d:3d} dimensions: {neighbours.points_needed(d, 0.1):.2g} points")

# %% [markdown]
# That is more than there are atoms. Nobody ever has enough examples.
#
# **So why does it work?** Name a new digit as its nearest one among n known digits, 784 pixels each:

# %% folded=true alt="Left: errors of naming a new digit as its nearest neighbour fall from 42 percent with 30 known digits to 13 percent with 1000 and 6 percent with 10000. Right: the distance to that neighbour falls only from 7.4 to 4.6."
sizes = (30, 100, 300, 1000, 3000, 10_000)
far, missed = neighbours.by_neighbour(sizes)
figure, (left, right) = plots.new_figure(9, 2.8, panels=2)
left.plot(sizes, 100 * missed, **plots.DEV_POINTS)
right.plot(sizes, far, color=plots.BLUE, marker="o")
for ax, words, top in ((left, "errors on new digits (%)", 45), (right, "distance to it", 9)):
    ax.set(xscale="log", xlabel="known digits", ylabel=words, ylim=(0, top))
figure

# %% [markdown]
# A thousand known digits are enough to name seven new ones of eight. The curse is that of data *without structure*: of a cube that is
# filled everywhere. Neighbouring pixels of a digit go together, and a stroke has few ways to vary. How few?

# %% [markdown] minutes=10 lesson=false
# ## 3 · How many dimensions do data have?
#
# The neighbours themselves can tell (E. Facco et al., 2017). Look at one point. Its second nearest neighbour lies at a
# distance $s$; the nearest one, at $r$, is somewhere in the ball of radius $s$, each place as likely as any other. In $d$
# dimensions the share of this ball that lies within a radius $r$ is
#
# $$\left(\frac r s\right)^d$$
#
# ### Exercise 1: the dimension of data
#
# From $r$ and $s$ of many points find $d$. No formula for it stands on this page: derive one that uses *all* points.
#
# <details><summary>Hint</summary>
#
# The share $u = (r/s)^d$ is a random number, each value between 0 and 1 as likely as any other. Its logarithm has the mean
# -1: $\operatorname{mean}(\ln u) = -1$. Put $(r/s)^d$ in for $u$, and solve for $d$.
#
# </details>


# %% exercise=7
def dimension(first, second):
    """Return the dimension, from arrays of distances to the nearest and second nearest.

    >>> round(dimension(np.array([1.0, 2.0]), np.array([2.0, 8.0])), 3)
    0.962
    """
    # BEGIN SOLUTION
    return 1 / np.log(second / first).mean()
    # END SOLUTION


# %%
check.dimension(dimension)

# %% [markdown]
# Yours measures: cubes first, of which you know the answer; then digits. Where your function is not there yet, the
# course's own steps in, and the picture says whose it is. As a *control*, three kinds of spoiled digits: each image with its
# pixels dealt out among all images (`shuffled`: every pixel keeps its values, the strokes are gone); random images with
# the mean and all correlations of digits; and digits with noise.

# %%
predict(
    "bias_and_variance_further", "dimension", "1000 digits of 28 x 28 pixels: how many dimensions "
    "will their neighbours show?",
    ["about 2", "about 12", "about 100", "784"], answer="about 12",
    because="Slant, width, which digit: few things vary. That it is a dozen, only measuring tells.",
)  # fmt: skip

# %%
rng = np.random.default_rng(0)
some = neighbours.some_digits(1000, rng)
clouds = {f"a cube, {d}": rng.random((1000, d)) for d in (2, 5, 10, 20)} | {
    "digits": some,
    "with noise of 0.1": some + 0.1 * rng.standard_normal(some.shape),
    "same correlations": rng.multivariate_normal(some.mean(axis=0), np.cov(some.T), 1000),
    "pixels shuffled": neighbours.shuffled(some, rng),
}

# %% folded=true alt="Bars of measured dimensions: cubes of 2, 5, 10 and 20 dimensions show 2, 5, 8 and 16; digits 12; digits with noise 20; random images with the same correlations 36; digits with shuffled pixels 91."
measure = checks.yours_or_ours(dimension, check.dimension, check_answers.dimension)
figure, ax = plots.new_figure(8, 3.2)
shown = [measure(*neighbours.nearest_two(cloud)) for cloud in clouds.values()]
colors = [plots.GREY] * 4 + [plots.BLUE] + [plots.ORANGE] * 3
labels = ax.bar_label(ax.barh(list(clouds), shown, color=colors), fmt="%.0f", padding=3)
ax.invert_yaxis()
ax.set(
    xlabel="dimensions", xlim=(0, 110), title=f"1000 points each; the formula is {measure.whose}"
)
figure

# %% [markdown]
# Of 784 dimensions digits use about a dozen. (The measure reads too low where there are many, as the cube of 20 shows:
# near its faces a ball is cut. So *91* says *many*.) Correlated pixels explain a part of it, as the random images
# show; the rest is what correlations do not hold, strokes above all. And noise has dimensions of its own: a little of it,
# and the digits show 20.
#
# A dozen is not few: it suffices where near digits mostly have the same name. That is a good part of the answer to *why
# can one learn at all*: not that the curse is wrong, but that images are not spread out.

# %% [markdown] minutes=6 lesson=true ask="40 examples, ever more features that say nothing. What happens to the error on the 40, and on new ones, and past 40 features?" answers="Training falls, new rises; past 40: no solution, or it gets even worse."
# ## 4 · Features that say nothing
#
# The curse has a second half: *in many dimensions one overfits more*. 40 examples whose target follows one feature, with
# noise of variance 0.25; all further features say nothing. The best straight fit, by least squares (최소제곱):

# %% folded=true alt="Mean errors of a straight fit against the number of features from 2 to 34: on the 40 examples it falls from 0.23 towards 0, on new ones it rises from 0.27 to above 2, along a dotted line of a formula; noise alone is 0.25."
counts = (2, 7, 12, 17, 22, 27, 32, 34)
on_them, on_new = features.studies(counts, range(300))
figure, ax = plots.new_figure(6.5, 3)
ax.plot(counts, on_them.mean(axis=1), **plots.TRAIN, marker="o", label="on the 40")
ax.plot(counts, on_new.mean(axis=1), **plots.DEV_POINTS, label="on new examples")
ax.plot(counts, [features.expected(d) for d in counts], **plots.REFERENCE, label="formula")
ax.axhline(0.25, color=plots.GREY, linewidth=0.8)
ax.set(xlabel="features", ylabel="mean squared error", ylim=(0, 2.5), title="means of 300 studies")
ax.legend()
figure

# %% [markdown]
# Every added direction is one more way to follow the noise: both errors leave 0.25, in opposite directions. For normal
# features the mean is known: noise times about $1 + \frac{d}{n - d - 2}$ (with an intercept). From $d = n - 2$ to $n$ it has no bound:
# a *mean* over studies is then ruled by the worst of them, so from here on we show *medians*.
#
# And past 40? Then many fits have no error at all on the 40. Least squares alone does not say which; we take the
# one with the smallest weights, as NumPy's `lstsq` does.

# %%
predict(
    "bias_and_variance_further", "past_forty", "With 400 features, of which one says something, "
    "the error on new examples is, against that at 40 ...",
    ["higher", "about the same", "lower"], answer="lower",
    because="At 40 one fit is left, whatever it costs; at 400 there is a choice, and the "
    "smallest weights do little harm.",
)  # fmt: skip

# %% folded=true alt="Median error on new examples against features from 2 to 400, both axes logarithmic: it rises from 0.3 to a peak above 10 at about 40 features, then falls to 1.0 at 80, and rises a little, to 1.2 at 400."
wide_counts = (2, 7, 12, 22, 32, 36, 39, 42, 50, 60, 80, 120, 200, 400)
_, on_new_wide = features.studies(wide_counts, range(100))
figure, ax = plots.new_figure(6.5, 3)
ax.plot(wide_counts, np.median(on_new_wide, axis=1), **plots.DEV_POINTS)
ax.axvline(40, **plots.REFERENCE)
ax.text(44, 7, "as many features as examples", color="#555555")
ax.set(xscale="log", yscale="log", xlabel="features", ylabel="error on new examples (median)")
figure

# %% [markdown]
# It comes down: past the peak it is lowest near 80 features, at 1.0 (with 2 it was 0.3), then slowly up again towards 1.25, what the fit that always says zero
# would have, 1 for the signal and 0.25 for the noise. Little is gained by it: what can be known is one feature, and 399
# hide it. But the wall at 40 is a *peak*, no end. The
# next section looks at features that all say a little.

# %% [markdown] minutes=13 lesson=true ask="200 random units know 200 digits by heart. With 2000 units: better or worse on new digits?" answers="Most: worse, it overfits more."
# ## 5 · Past the point of learning by heart
#
# The U of notebook 02 suggests: past the best capacity (용량) it only gets worse. Is that so? A
# hidden layer of random ReLU units that are *never trained*; only the output is fitted, by least squares, to
# 200 digits.

# %%
images, answers = digits(200)
hidden = np.random.default_rng(0).standard_normal((784, 1000)) / np.sqrt(784)
units = np.maximum(images @ hidden, 0) / np.sqrt(1000)
output = ridge(units, np.eye(10)[answers])  # no penalty: of all fits without error the smallest
said = units @ output.weights + output.intercept
known = (said.argmax(axis=1) == answers).mean()
new_images, new_answers = digits(500, 10_500)  # those that judge in the pictures, too
new_units = np.maximum(new_images @ hidden, 0) / np.sqrt(1000)
said_of_new = new_units @ output.weights + output.intercept
right_on_new = (said_of_new.argmax(axis=1) == new_answers).mean()
print(f"1000 units: {100 * known:.0f} % of the 200 right, {100 * right_on_new:.0f} % of new digits")

# %%
predict(
    "bias_and_variance_further", "descent", "From 200 units on every target is just met exactly. "
    "From there to 2000 units, what do the errors on new digits do?",
    ["they rise", "they stay", "they fall a little", "they fall below all that was before"],
    answer="they fall below all that was before",
    because="At 200 one fit is left, with huge weights; with 2000 there are many, and the smallest "
    "needs no huge ones.",
)  # fmt: skip

# %%
problem, widths = double_descent.Problem(examples=200), double_descent.WIDTHS
descent = double_descent.curve(problem, range(5), widths, double_descent.STRENGTHS)

# %% folded=true alt="Errors on new digits against the number of random units on a log axis: they fall to about 40 % at 60 to 100 units, peak above 80 % at 200, where units equal examples, and fall to about 19 % at 2000; training error is zero from 150 on. Right: the length of the weights has a peak at the same place."
figure, (left, right) = plots.new_figure(panels=2)
plots.draw_band(left, widths, 100 * descent.train[:, 0], label="training", **plots.TRAIN)
plots.draw_band(left, widths, 100 * descent.test[:, 0], label="new digits", **plots.DEV_POINTS)
right.plot(widths, np.median(descent.length[:, 0], axis=1), color=plots.PURPLE, marker="o")
for ax in (left, right):
    ax.axvline(200, **plots.REFERENCE)
    ax.set(xscale="log", xlabel="random hidden units")
left.set(ylabel="error (%)", ylim=(-2, 100), title="no penalty, 5 draws of digits and units")
right.set(yscale="log", ylabel="length of the weights (median)", title="dotted: units = examples")
left.legend()
figure

# %% [markdown]
# This is *double descent* (M. Belkin et al., 2019). At 200 units one single fit is left, whatever it costs: huge weights,
# as in section 1. With 2000 there are many, and the smallest has weights a thirtieth as long. (At 100 they are as short:
# that it ends *below* all before takes the many units, too.) The *classes* are known earlier, from 100 or
# 150 units on; what reaches zero at 200 is the squared error. So for this model the worst place is where it can *just* meet
# its targets. Whether that is so of a network that is trained, section 7 asks. (500 digits judge, from 10 500 on, easier
# ones than most. The curve is of other draws than the first cell.)
#
# Section 1 had a remedy for huge weights. The same units, and at each width the penalty that is best on some digits, judged
# by others:

# %%
predict(
    "bias_and_variance_further", "ridge_peak", "With the best penalty for each width, what is left "
    "of the peak of more than 80 %?",
    ["a peak half as high", "a small peak", "none: it falls, or nearly stays"],
    answer="none: it falls, or nearly stays",
    because="The peak is made of huge weights, and those are what a penalty forbids.",
)  # fmt: skip

# %% folded=true alt="Errors on new digits against the number of random units: without a penalty with a peak above 80 % at 200; with the best penalty for each width they fall, but for a tick at 200, from 60 % to 17 %."
figure, ax = plots.new_figure(7, 3.3)
plots.draw_band(ax, widths, 100 * descent.test[:, 0], label="no penalty", **plots.DEV_POINTS)
tuned_look = {"color": plots.GREEN, "marker": "o"}
plots.draw_band(ax, widths, 100 * descent.tuned(), label="best penalty for each", **tuned_look)
ax.axvline(200, **plots.REFERENCE)
ax.set(xscale="log", xlabel="random hidden units", ylabel="error on new digits (%)", ylim=(0, 100))
ax.legend()
figure

# %% [markdown]
# At 200 units little more than a quarter of the errors is left. So the peak is no law of large models: it belongs to fits
# by least squares *without* a penalty (P. Nakkiran et al., 2021). And with a penalty that fits there is no U here, either.
#
# Squared error is a part of it, perhaps. The same units without a penalty, but fitted by *cross-entropy* (교차 엔트로피) with
# 3000 steps from zero, have no peak: 21 % at 200 units, 17 % at 2000 (stored). Whether the loss does it, or the stop, this
# does not separate.

# %% [markdown]
# ### Exercise 2: where will the peak be?
#
# Three new cases, all fitted by least squares without a penalty. From the images and the number of outputs say with how
# many random units the errors will be highest:
#
# * 100 digits, ten outputs (one for each kind),
# * 200 digits, one output (odd or even),
# * 200 images, made of 100 digits that are there twice.
#
# A unit more or less makes no difference: the check takes either.
#
# <details><summary>Hint</summary>
#
# Each output has weights of its own, one for each unit, and an equation to meet for each image. When are there just as
# many weights as equations? And what does a second copy of an equation ask for?
#
# </details>


# %% exercise=5
def units_at_peak(images, outputs):
    """Return the number of units at which the errors on new digits are highest.

    `images` has an image in each row.

    >>> units_at_peak(np.array([[0.0, 1.0], [1.0, 0.0], [0.5, 0.5]]), 10)
    3
    """
    # BEGIN SOLUTION
    return len(np.unique(images, axis=0))
    # END SOLUTION


# %%
check.units_at_peak(units_at_peak)

# %% [markdown]
# Your places, drawn into curves that were measured just now:

# %%
place = checks.yours_or_ours(units_at_peak, check.units_at_peak, check_answers.units_at_peak)
cases = {
    "100 digits, ten outputs": replace(problem, examples=100),
    "200 digits, one output": replace(problem, question="odd or even"),
    "100 digits, each twice": replace(problem, copies=2),
}
tried = (20, 40, 60, 80, 100, 120, 150, 180, 200, 220, 260, 400, 800)
measured = {name: double_descent.curve(case, range(3), tried) for name, case in cases.items()}

# %% folded=true alt="Three panels of errors against units, with a dotted line at the place that was said. The peaks are at 100, 200 and 100 units, on the lines."
figure, axes = plots.new_figure(9.5, 2.9, panels=3)
for ax, (name, case) in zip(axes, cases.items(), strict=True):
    drawn, wanted = case.draw(np.random.default_rng(0))
    ax.plot(tried, 100 * measured[name].test[:, 0].mean(axis=1), **plots.DEV_POINTS)
    ax.axvline(place(drawn, wanted.shape[1]), **plots.REFERENCE)
    ax.set(xscale="log", xlabel="random units", title=name, ylim=(0, 100))
    ax.set_xticks([20, 50, 100, 200, 800], ["20", "50", "100", "200", "800"])
    ax.set_xticks([], minor=True)
axes[0].set_ylabel(f"error (%); the place is {place.whose}")
figure

# %% [markdown]
# The first and the third are the same curve: a second copy of an image asks for nothing new.

# %% [markdown] minutes=17 lesson=false
# ## 6 · More data
#
# So far the units changed; now the examples do.

# %%
predict(
    "bias_and_variance_further", "more_data", "200 random units, no penalty. You double the "
    "examples, from 100 to 200. The errors on new digits ...",
    ["fall to about half", "fall a little", "rise to about twice"], answer="rise to about twice",
    because="With 100 examples there is a choice among fits; with 200 only one is left.",
)  # fmt: skip

# %% [markdown]
# **Task 1.** Label noise (라벨 노이즈) means: a share of the training labels is wrong. a) 200 units, no penalty: go
# through 50, 100, 200, 400 examples. Where are most errors?
# b) 200 examples, no penalty, and 40 % wrong labels: are 2000 units still better than every number below 200?
# c) 200 examples, 20 % wrong labels: which *one* penalty for all widths leaves no peak, and has the fewest errors at 2000
# units?

# %% folded=true alt="Left: errors on training and new digits against the number of random units, with a dotted line where units equal examples. Right: the length of the weights, with a peak at the same place."
stored_descents = load_sweep("bias_and_variance_further_descents")
descents = descents_dashboard(stored_descents)
descents

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# a) At 200: 85 %, against 42 % with 100 examples, and 28 % with 400. b) Yes: 53 % against 59 %,
# at 50 units. At 200 units it is 90 %, a guess. c) 0.0001: 25 % at 2000 units. With a tenth of it the errors do not fall at the old
# peak: 41, 42, 42, 40 % at 100, 140, 200 and 280 units; ten times as much costs 3 points.
#
# </details>
#
# *More data help* is true of a model that is tuned anew, and false for this one, with its squared error and no penalty. P. Nakkiran et al. (2019)
# show it for deep networks, too. These are stored runs, means of five draws, errors on the same 500 digits; one of them,
# computed now:

# %%
now = double_descent.curve(replace(problem, examples=100), range(5), [200]).test[0, 0]
k_200 = list(stored_descents.fixed["width"]).index(200)
then = stored_descents.at(examples=100, noise=0.0, penalty="none")["test"][k_200]
print(f"100 examples, 200 units: {100 * now.mean():.1f} % now, {100 * then:.1f} % stored")

# %% [markdown]
# ### Exercise 3: a penalty of your own
#
# Up to here the best penalty was chosen with five hundred extra digits. You have none: only the training set, `h` (examples,
# units) and `t` (examples, outputs; numbers, no labels), and a list of strengths. Decide which one to take. How you do it is
# up to you. The cost is the *mean squared error* on new examples, over all outputs; the check asks what your choice costs: at
# most 1.4 times what the best strength of the list costs, on small problems of its own.
# `ridge(h, t, strength=...)` and its `predict` are yours to use. (A check has ten seconds.)
#
# <details><summary>Hint</summary>
#
# On the examples that were fitted, no penalty always wins (notebook 02). Keep some out, fit the others with each strength,
# and compare on those kept out. Few of them make a shaky judge: let each part be kept out once.
#
# </details>


# %% exercise=8
def choose_penalty(h, t, strengths):
    """Return one of the strengths: the one that will do best on new examples."""
    # BEGIN SOLUTION
    folds = np.arange(len(h)) % 4
    costs = np.zeros(len(strengths))
    for fold in range(4):
        out = folds == fold
        for k, strength in enumerate(strengths):
            fit = ridge(h[~out], t[~out], strength=strength)
            costs[k] += ((fit.predict(h[out]) - t[out]) ** 2).sum()
    return strengths[np.argmin(costs)]
    # END SOLUTION


# %%
check.choose_penalty(choose_penalty)

# %% [markdown]
# Yours takes the peak away, or does not: 200 digits, a fifth of the labels wrong, at each width the penalty that it chose.

# %%
choice = checks.yours_or_ours(choose_penalty, check.choose_penalty, check_answers.choose_penalty)
noisy, chosen_widths = replace(problem, noise=0.2), (30, 60, 100, 150, 200, 300, 600)
strengths = (0.0, 1e-6, 1e-4, 1e-2)
noisy_curve = double_descent.curve(noisy, range(2), chosen_widths, strengths)
picked = double_descent.chosen(noisy, range(2), chosen_widths, strengths, choice)

# %% folded=true alt="Errors on new digits against units with a fifth of the labels wrong: without a penalty a peak above 80 % at 200; with the chosen penalty a fall from above 50 % to 32 % at 200 and 26 % at 600."
figure, ax = plots.new_figure(7, 3.2)
none = noisy_curve.test[:, 0].mean(axis=1)
ax.plot(chosen_widths, 100 * none, **plots.DEV_POINTS, label="no penalty")
ax.plot(chosen_widths, 100 * picked.mean(axis=1), **tuned_look, label=f"choice: {choice.whose}")
ax.axvline(200, **plots.REFERENCE)
ax.set(xscale="log", xlabel="random hidden units", ylabel="error on new digits (%)", ylim=(0, 100))
ax.set_xticks(chosen_widths, [str(width) for width in chosen_widths])
ax.set_xticks([], minor=True)
ax.legend()
figure

# %% [markdown]
# **Is a penalty needed at all, when ten times as many units do so well without?** The stored runs, at 2000 units:

# %%
for share in (0.0, 0.2):
    both = [
        100 * stored_descents.at(examples=200, noise=share, penalty=penalty)["test"][-1]
        for penalty in ("none", "best for each")
    ]
    print(
        f"{100 * share:2.0f} % wrong labels: {both[0]:.0f} % errors without, {both[1]:.0f} % with"
    )

# %% [markdown]
# Where all labels are right, hardly. With a fifth of them wrong it is: without a penalty the wrong labels are known by
# heart, too.

# %% [markdown] minutes=4 lesson=false
# ## 7 · A layer that is trained
#
# Random units and least squares are a laboratory. Does a network that is *trained* have the peak, too? One hidden layer,
# Adam, 200 digits of 7 x 7 pixels, a fifth of the labels wrong (stored: six seeds each). Two losses, all else equal:
# *cross-entropy*, as one trains classifiers, and *squared error*, as in section 5. With 33 units the network has as many
# weights as there are equations, 200 digits times 10 outputs.

# %%
predict(
    "bias_and_variance_further", "trained", "From 4 trained units to 100: with which loss do the "
    "errors on new digits go through a peak?",
    ["with neither: training avoids it", "with squared error alone", "with both"],
    answer="with squared error alone",
    because="Squared error must meet each target exactly, wrong ones too; cross-entropy only asks "
    "that the label wins, and by how much is left open.",
)  # fmt: skip

# %% folded=true alt="Left: errors on new digits against trained units. With cross-entropy they fall from 62 to 41 %; with squared error they fall to 61 % at 8 to 28 units, rise to 66 % at 40, near the dotted line at 33, and fall to 58 % at 100. Right: errors on the 200 themselves; with cross-entropy zero from 16 units on, with squared error from 28 to 40."
outcomes = load_results("bias_and_variance_further").outcomes["trained"]
layers = {each.words: each.numbers for each in outcomes}
figure, axes = plots.new_figure(9, 3.1, panels=2)
trained_looks = {"squared error": plots.PURPLE, "cross-entropy": plots.GREEN}
lines = {"squared error": "squared error, to the end", "cross-entropy": "standardized, to the end"}
kinds = {"new digits": " units", "the 200 themselves": " units, on the examples"}
for ax, (kind, ending) in zip(axes, kinds.items(), strict=True):
    for loss, words in lines.items():
        shares = [100 * np.mean(layers[words][f"{width}{ending}"]) for width in TRAINED_WIDTHS]
        ax.plot(TRAINED_WIDTHS, shares, color=trained_looks[loss], marker="o", label=loss)
    ax.axvline(2000 / 60, **plots.REFERENCE)
    ax.set(xscale="log", xlabel="trained units", ylabel="error (%)", ylim=(-2, 90), title=kind)
    ax.set_xticks(TRAINED_WIDTHS, [str(width) for width in TRAINED_WIDTHS])
    ax.set_xticks([], minor=True)
axes[0].legend(loc="upper right", fontsize=10)
figure

# %% [markdown]
# *Here the loss decides* (one setting, one rate for both). Cross-entropy: no peak, also past learning by heart. Squared
# error shows one, a low one: 61 % at
# 8 to 28 units, 66 % at 40, where weights have just outnumbered equations, 58 % at 100. Deep networks trained with
# cross-entropy can have one, too, with wrong labels and at the width that just fits them (Nakkiran et al., 2019); it went
# away with early stopping (notebook 03). So: expect the peak from squared error without a penalty, look for it elsewhere,
# and before you blame width, try a width well past it.

# %% [markdown] minutes=3 lesson=true ask="Would you answer the two questions differently now?" answers="It depends on whether the fit is the smallest of many; and data have structure."
# ## What remains
#
# Would you answer the two questions differently now?

# %% [markdown]
# * Through ten noisy points, degree 9 with a penalty ends nearer to the true curve than without one, and its
#   largest coefficient is smaller.
# * Among 1000 random points with independent coordinates the nearest neighbour lies at less than a tenth of the
#   average distance in 2 dimensions, and at more than a half in 100.
# * Where targets are noisy: the more features say nothing, up to four fifths of the number of examples, the lower
#   is on average the error of least squares on these, and the higher on new ones.
# * The two nearest neighbours show fewer than 20 dimensions in 1000 clean digits of 784 pixels, and over three
#   times as many once each pixel is shuffled among the images.

# %% [markdown]
# * Random units fitted by least squares without a penalty make most errors on new digits where they are about as
#   many as the different examples; a third and ten times as many are better.
# * Fitted by least squares with the penalty that is best on other digits for each number of random units, the
#   peak is gone: more units never make over 10 % more errors.
# * Ten times as many random units as examples, fitted by least squares without a penalty, lose more against the
#   best penalty if a fifth of the labels is wrong than if all are right.
# * A hidden layer trained with cross-entropy until 16 units know at least 98 % of 200 digits by heart, a fifth of
#   them with wrong labels, shows no peak: more units never make over 5 % more errors.

# %% tags=["nbval-ignore-output"]
print(how_right("bias_and_variance_further"))

# %% [markdown]
# **What people get wrong**
#
# * They take *more weights than examples* for overfitting. By least squares the worst is *as many*; ten times as many can be
#   the best.
# * They take double descent for a law of large models, and never tried a penalty, or another loss.
# * They count pixels where they should count the ways in which data vary.
# * They take the mean of errors that have no bound, or a median without saying so.
#
# **Exercises here:** 1 the dimension of data · 2 the place of the peak · 3 a penalty of your own

# %% [markdown] minutes=3 lesson=false
# ## How far this holds
#
# Every conclusion was tried under other conditions, one changed at a time: other draws, noise, numbers of points and pixels,
# other units, questions, distances, rules (stored: `make claims NB=02b`).

# %%
claims_table("bias_and_variance_further")

# %% [markdown]
# The cheapest of them, measured again now:

# %%
again("bias_and_variance_further", "small_weights")

# %% [markdown]
# ## Going further
#
# * *Where does the peak go with noise in the images?* `Problem` has no such switch yet: add noise to `draw`'s images.
# * *How many digits does a nearest neighbour need for 1 % errors?* Extend the line of section 2 by eye, then try 50 000.
# * *Dimensions of one kind of digit.* `some_digits(500, rng, only=1)`: are ones simpler than eights?

# %% [markdown]
# **References**
#
# * R. Bellman (1957), *Dynamic programming*: the curse of dimensionality.
# * A. Hoerl, R. Kennard (1970), *Ridge regression: biased estimation for nonorthogonal problems*, Technometrics 12.
# * E. Facco, M. d'Errico, A. Rodriguez, A. Laio (2017), *Estimating the intrinsic dimension of datasets by a minimal
#   neighborhood information*, Scientific Reports 7.
# * M. Belkin, D. Hsu, S. Ma, S. Mandal (2019), *Reconciling modern machine-learning practice and the classical
#   bias-variance trade-off*, PNAS 116.
# * P. Nakkiran et al. (2019), *Deep double descent: where bigger models and more data hurt*.
# * P. Nakkiran, P. Venkat, S. Kakade, T. Ma (2021), *Optimal regularization can mitigate double descent*, ICLR.
# * T. Hastie, A. Montanari, S. Rosset, R. Tibshirani (2022), *Surprises in high-dimensional ridgeless least squares
#   interpolation*, Annals of Statistics 50.
#
# The next notebook is 03, regularization.
