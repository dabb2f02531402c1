# ---
# jupyter:
#   course:
#     title: Regularization, further
#     question: What do the penalties do to the weights, in pictures?
#     about: the geometry of L1 and L2, degrees of freedom, L1 or L2, rival meanings of lambda, large weights
#     needs: ["03"]
#     minutes: 95
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 03b · Regularization, further (규제)
#
# **What a penalty on the weights does, looked at where nothing has to be trained: which weights shrink and which grow, why L1
# makes zeros and L2 does not, and which of the two to take. Then two sentences about large weights, tested.**
#
# After this notebook you can
#
# * write ridge regression in closed form, and say how many weights' worth of freedom a lambda leaves,
# * explain by a picture why L1 gives exact zeros, and why that is not always what you want,
# * translate a lambda from one source to another,
# * name a network whose weights say nothing about its gap.
#
# Time: 70 minutes, and 25 for the exercises. Between sections 4 and 5 is a good place to stop for the day. You need: notebook
# [03](03_regularization.ipynb), matrix products.

# %% [markdown]
# Several Korean lectures speak of penalties. Below, *the lecture* is the one that draws them as circle and diamond; the others are
# *another lecture*.
#
# **Two questions first.** Write your answers on a piece of paper; you will need them at the end.
#
# 1. A curve is fitted with an L2 penalty. You raise lambda. Does every weight come closer to zero?
# 2. You have 40 features, and do not know how many of them matter. L1 sets weights to exactly zero, L2 never does. Which
#    of the two predicts new data better?

# %%
try:
    import course_lib
except ImportError:
    print("This kernel does not know the course. Close JupyterLab and start it with: make lab")
else:
    print(f"course_lib {course_lib.__version__} is ready")

# %%
import numpy as np

from course_lib import engine, plots
from course_lib.chapters.regularization_further import check, networks, sparse
from course_lib.chapters.regularization_further.contour_and_ball_dashboard import (
    contour_and_ball_dashboard,
)
from course_lib.chapters.regularization_further.conventions import CONVENTIONS, translate
from course_lib.chapters.regularization_further.drawing import (
    L1_LOOK,
    L2_LOOK,
    draw_paths,
    square_plane,
)
from course_lib.chapters.regularization_further.lambda_translator_dashboard import (
    lambda_translator_dashboard,
)
from course_lib.chapters.regularization_further.plane import Plane, ball, nearest
from course_lib.chapters.regularization_further.polynomial import powers, wave
from course_lib.datasets import moons
from course_lib.engine import Adam, BatchNorm, Optimizer, binary_cross_entropy, fit, mlp, ridge
from course_lib.experiments import paired_change

# %% [markdown]
# ## 1 · Nine weights, twelve points
#
# Twelve noisy points on a wave, and the polynomial that the lecture has on its slide: nine powers of x, from $x$ to $x^9$, each with a weight.
# Finding the best weights is a *least squares* problem, and needs no training.
#
# **Predict first.** The wave stays between -1 and 1, and so does $x$. How large is the largest of the nine weights: about 1, 10, 100?

# %% alt="Twelve points near a dotted sine wave. The fitted polynomial passes near all points and swings far away from the wave between some of them."
x, t = wave(12, rng=np.random.default_rng(0))
x_new, t_new = wave(1000, rng=np.random.default_rng(1))
free = ridge(powers(x), t, strength=0.0)
grid = np.linspace(-1, 1, 201)[:, None]
figure, ax = plots.new_figure()
ax.plot(grid, np.sin(np.pi * grid), **plots.REFERENCE, label="the wave")
ax.plot(grid, free.predict(powers(grid)), **plots.DEV, label="fit, no penalty")
ax.plot(x, t, "o", color=plots.BLUE, label="12 points")
ax.set(xlabel="x", ylabel="t", ylim=(-3, 3))
ax.legend(loc="upper left")
figure


# %%
def error(model, x, t):
    return float(np.mean((model.predict(powers(x)) - t) ** 2))


print("weights:", free.weights[:, 0].round(1))
print(f"mean squared error: 12 points {error(free, x, t):.3f},", end=" ")
print(f"new points {error(free, x_new, t_new):.2f}")

# %% [markdown]
# **What we saw.** Weights up to 90, of both signs, which almost cancel each other at the twelve points, and not in between.
#
# So the lecture asks: what if large weights cost something? With $H$ the table of the nine powers ($n = 12$ rows; means taken off $H$ and $t$, so
# that the intercept drops out), the penalized loss (*ridge regression*, 릿지 회귀) and the place where its gradient is zero:
#
# $$\frac1{2n}\|Hw - t\|^2 + \frac\lambda2\|w\|^2 \qquad \Big(\frac{H^TH}n + \lambda I\Big)\,w = \frac{H^Tt}n$$

# %%
H, t_centred = powers(x) - powers(x).mean(axis=0), t - t.mean()
gram, moments = H.T @ H / 12, H.T @ t_centred / 12
w = np.linalg.solve(gram + 0.001 * np.eye(9), moments)
print("by hand:   ", w[:, 0].round(3))
print("the engine:", ridge(powers(x), t, strength=0.001).weights[:, 0].round(3))

# %% [markdown]
# ### Exercise 1: ridge in closed form
#
# `H` of shape (n, d) and `t` of shape (n, 1), means already taken off. Return the weights, shape (d, 1), for any strength.
#
# <details><summary>Hint</summary>
#
# It stands in the cell above, with n = 12 and d = 9. Both sides are divided by n. The penalty stands on the diagonal only.
#
# </details>


# %%
def ridge_weights(H, t, strength):
    """Return the w that minimizes mean((H @ w - t)**2) / 2 + strength / 2 * sum(w**2).

    >>> ridge_weights(np.array([[1.0], [-1.0]]), np.array([[2.0], [-2.0]]), 1.0)
    array([[1.]])
    """
    # BEGIN SOLUTION
    n, d = H.shape
    return np.linalg.solve(H.T @ H / n + strength * np.eye(d), H.T @ t / n)
    # END SOLUTION


# %%
check.ridge_weights(ridge_weights)

# %% [markdown]
# Now all lambdas at once (on the engine's model axis: one fit for each). **Predict first.** Draw, from left to right, how you expect
# nine weights to go as lambda grows.

# %% alt="Left: nine weights against lambda; several change sign or grow before all approach zero. Right: error on the 12 points rises with lambda; error on new points falls to a minimum near 0.0004 and rises again."
lambdas = np.geomspace(1e-6, 10, 57)
fits = ridge(powers(x), t, strength=engine.per_model(lambdas))
figure, (left, right) = plots.new_figure(panels=2)
draw_paths(left, lambdas, fits.weights[..., 0], [f"x^{k}" for k in range(1, 10)])
left.set(ylim=(-10, 10))  # some begin far outside
left.legend(ncols=3, fontsize=8, loc="lower right")
for points, targets, look, name in (
    (x, t, plots.TRAIN, "12 points"),
    (x_new, t_new, plots.DEV, "new"),
):
    missed = np.square(fits.predict(powers(points)) - targets).mean(axis=(1, 2))
    right.plot(lambdas, missed, **look, label=name)
right.set(xscale="log", xlabel="lambda", ylabel="mean squared error", ylim=(0, 0.6))
right.legend(loc="upper left")
figure

# %%
path = fits.weights[..., 0]
signs = (path[0] * path[-1] < 0).sum()
rises = (np.diff(np.abs(path), axis=0) > 0).any(axis=0).sum()
print(f"{signs} of 9 weights end with the other sign; {rises} of 9 grow on some stretch of the way")
shrinks = (np.diff((path**2).sum(axis=1)) < 0).all()
print(f"the sum of all squares falls at every step: {shrinks}")
squared = np.square(fits.predict(powers(x_new)) - t_new).mean(axis=(1, 2))
print(f"new points: smallest error {squared.min():.3f}, at lambda {lambdas[squared.argmin()]:.1g}")

# %% [markdown]
# **What we saw.** The *sum of squares* always falls; that is what is penalized. Single weights may do anything: pass through zero, or grow.
# And there is a best lambda for new points, between too wild and too stiff.
#
# The lecture says it thus: each weight shrinks *evenly* under L2. How can a weight grow under a penalty? For that, two weights suffice.

# %% [markdown]
# ## 2 · Where the loss meets the ball
#
# Four examples of two features that are *alike* (correlation 0.8). Without a penalty the best weights are 2 and 0.9.
#
# **Predict first.** With $\lambda = 0.2$: does the second weight go up or down? And if the features are unrelated?

# %%
alike, unrelated = Plane((2.0, 0.9), 0.8), Plane((2.0, 0.9), 0.0)
for name, plane in (("alike:    ", alike), ("unrelated:", unrelated)):
    both = ridge(plane.features, plane.targets, strength=0.2).weights[:, 0]
    print(f"{name} from 2 and 0.9 to {both[0]:.3f} and {both[1]:.3f}")

# %% [markdown]
# Of two features that are alike, either can stand in for the other. Sharing the work evenly costs fewer squares, so the penalty takes from the
# first weight and *gives* to the second.
#
# The lecture draws it: a circle of allowed weights, and the best point outside "comes to the nearest point of the circle".
#
# **Predict first.** Below, the circle goes through the ridge solution. Is that solution the point of the circle nearest to the best weights? With unrelated
# features, and with alike ones?

# %% alt="Two planes of weights. Left, round contours: the minimum on the circle is the point nearest to the unpenalized optimum. Right, tilted ellipses: the ellipse touches the circle elsewhere than at the nearest point."
figure, panels = plots.new_figure(9, 4.4, panels=2)
for ax, name, plane in zip(panels, ("unrelated", "alike"), (unrelated, alike), strict=True):
    found = plane.weights(2, [1.0])[0]
    circle = ball(np.sqrt((found**2).sum()), 2)
    square_plane(ax)
    ax.plot(*plane.contour(plane.loss(found)).T, color=plots.BLUE, label="contour of the loss")
    ax.plot(*circle.T, "--", color=plots.ORANGE, label="circle")
    ax.plot(*plane.best, "x", color=plots.BLUE, markersize=9, label="best without penalty")
    ax.plot(*nearest(circle, plane.best), "s", color=plots.GREEN, fillstyle="none",
            markersize=10, label="nearest point")  # fmt: skip
    ax.plot(*found, "o", color="black", label="ridge, lambda 1")
    ax.set_title(name)
panels[0].legend(loc="upper left", fontsize=8)
figure

# %%
found = alike.weights(2, [1.0])[0]
close = nearest(ball(np.sqrt((found**2).sum()), 2), alike.best)
print(f"nearest point: loss {alike.loss(close):.3f}")
print(f"ridge:         loss {alike.loss(found):.3f}, on the same circle")
print(f"slope of the loss {alike.slope(found).round(3)}, weights {found.round(3)}")

# %% [markdown]
# **What we saw.** Not the nearest point of the circle: the *cheapest* one. It lies where a contour of the loss **touches** the circle. There the loss's slope
# points straight along the weights, with $\lambda$ as the factor (here 1): $\nabla\text{loss} = -\lambda w$. Only where contours are circles is that the nearest point.
#
# Along which directions does the penalty shrink, then? Along the axes of the ellipse, each by a share of its own. The *singular value decomposition* of $H$ (`svd`) finds them,
# and for each a number $s$: the longer the data are along that axis, the larger.
#
# $$\text{kept} = \frac{s^2}{s^2 + n\lambda}\qquad\text{(}s^2/n\text{ is the mean square of the data along the axis)}$$

# %%
_, s, directions = np.linalg.svd(alike.features, full_matrices=False)
kept = s**2 / (s**2 + 4 * 0.2)  # n = 4 examples, lambda = 0.2
for direction, share in zip(directions, kept, strict=True):
    same_sign = direction[0] * direction[1] > 0
    print(f"{'sum' if same_sign else 'difference'} of the two weights: {100 * share:.0f} % kept")
rebuilt = directions.T @ (kept * (directions @ alike.best))
print(f"put together: {rebuilt.round(3)}")

# %% [markdown]
# Not evenly at all. The data say much about the *sum* of the two weights, and it stays. They say little about the *difference*, and half of it is
# gone. L2 shrinks most where the data know least: that is its whole point.
#
# Add up the shares, and you have the **effective degrees of freedom**: how many weights' worth of freedom is left.
#
# **Predict first.** The polynomial has nine weights. How many are left at its best lambda, 0.0004?

# %%
for value in (0.0, 1e-6, 0.0004, 0.01, 1.0):
    freedom = float(engine.effective_degrees_of_freedom(powers(x), value))
    print(f"lambda {value:g}: {freedom:.1f} of 9")

# %% [markdown]
# ### Exercise 2: count the freedom
#
# <details><summary>Hint</summary>
#
# `np.linalg.svd(H, compute_uv=False)` gives the s alone. What is kept along each axis stands above, in the cell with `kept`, for n = 4. Then add.
#
# </details>


# %%
def degrees_of_freedom(H, strength):
    """Return the sum of s**2 / (s**2 + n * strength); H of shape (n, d), means taken off.

    >>> float(degrees_of_freedom(np.array([[1.0], [-1.0]]), 1.0))
    0.5
    """
    # BEGIN SOLUTION
    s = np.linalg.svd(H, compute_uv=False)
    return np.sum(s**2 / (s**2 + len(H) * strength))
    # END SOLUTION


# %%
check.degrees_of_freedom(degrees_of_freedom)

# %% [markdown]
# ## 3 · Exact zeros
#
# The other penalty is $\lambda\sum|w|$: L1, in least squares the *lasso* (라쏘). Look at one weight alone. Without a penalty it would be $z$; minimize
# $\frac12(w - z)^2$ plus the penalty.
#
# **Predict first.** $\lambda = 0.5$. What becomes of $z = 0.3$, and of $z = 3$, under L2 and under L1?

# %% alt="The penalized weight against z. L2 is a straight line through zero with a smaller slope. L1 is zero between -0.5 and 0.5 and parallel to the diagonal outside."
z = np.linspace(-3, 3, 121)
figure, ax = plots.new_figure(6, 3.2)
ax.plot(z, z, **plots.REFERENCE, label="no penalty")
ax.plot(z, z / 1.5, color=plots.BLUE, label="L2: a factor")
ax.plot(z, engine.soft_threshold(z, 0.5), "--", color=plots.ORANGE, label="L1: a distance")
ax.set(xlabel="z", ylabel="weight, lambda = 0.5")
ax.legend(loc="upper left")
for value in (0.3, 3.0):
    print(f"z = {value}: L2 {value / 1.5:.2f}, L1 {float(engine.soft_threshold(value, 0.5)):.2f}")
figure

# %% [markdown]
# L2 takes a share: much of a large weight, ever less of a small one, and never all. L1 pulls with the same force $\lambda$ everywhere. A weight whose data pull less
# than that ends at zero, and *stays*: pulled from both sides, it is in a hollow.
#
# ### Exercise 3: soft thresholding
#
# Towards zero by `amount`, and no further. `z` is an array.
#
# <details><summary>Hint</summary>
#
# First the size: $|z|$ less amount, but at least 0 (`np.maximum`). Then give it back its sign.
#
# </details>


# %%
def soft_threshold(z, amount):
    """Return z pulled towards zero by amount, element by element; exactly 0 within amount.

    >>> soft_threshold(np.array([2.0, -0.25]), 0.5) + 0.0
    array([1.5, 0. ])
    """
    # BEGIN SOLUTION
    return np.sign(z) * np.maximum(np.abs(z) - amount, 0)
    # END SOLUTION


# %%
check.soft_threshold(soft_threshold)

# %% [markdown]
# With many weights there is no closed form. But each weight *given the others* is the case above, except that its feature $h$ has a mean square of its own, by which the result
# is divided. So bring one after the other to its best value, and go round until nothing moves. That is **coordinate descent**.


# %%
def sweep(w, strength):
    for j in range(len(w)):
        h = H[:, [j]]
        left_over = t_centred - H @ w + h * w[j]  # what the others do not explain
        w[j] = engine.soft_threshold(h.T @ left_over / 12, strength) / (h.T @ h / 12)


w_lasso = np.zeros((9, 1))
for _ in range(3000):
    sweep(w_lasso, 0.01)
print("by hand:   ", w_lasso[:, 0].round(2) + 0.0)
print("the engine:", engine.lasso(powers(x), t, strength=0.01).weights[:, 0].round(2) + 0.0)

# %% [markdown]
# **Predict first.** As lambda grows, a weight reaches zero. Can it come back?

# %% alt="Left: nine lasso weights against lambda; one after another is exactly zero, and some return. Right: the number of weights that are not zero falls unevenly from six to zero."
lambdas_l1 = np.geomspace(2e-4, 0.5, 60)
fits_l1 = engine.lasso(powers(x), t, strength=engine.per_model(lambdas_l1), tolerance=1e-8)
path_l1 = fits_l1.weights[..., 0]
figure, (left, right) = plots.new_figure(panels=2)
draw_paths(left, lambdas_l1, path_l1, [f"x^{k}" for k in range(1, 10)])
left.legend(ncols=2, fontsize=8, loc="lower right")
right.step(lambdas_l1, (path_l1 != 0).sum(axis=1), where="mid", color=plots.ORANGE)
right.set(xscale="log", xlabel="lambda", ylabel="weights that are not zero", ylim=(0, 9))
figure

# %%
zero = path_l1 == 0
returned = [f"x^{k + 1}" for k in range(9) if (np.diff(zero[:, k].astype(int)) == -1).any()]
print("zero at one lambda and not at a larger one:", ", ".join(returned) or "none")
squared_l1 = [np.mean((p - t_new) ** 2) for p in fits_l1.predict(powers(x_new))]
best = int(np.argmin(squared_l1))
names = [f"x^{k + 1}" for k in np.flatnonzero(~zero[best])]
print(f"best on new points: lambda {lambdas_l1[best]:.4f}, keeps {', '.join(names)}")

# %% [markdown]
# It can: $x^5$ is zero as long as $x^3$ does the work; where the penalty takes $x^3$, $x^5$ comes back in its place. The path is no list
# from least to most important. (The lecture hopes that the high powers vanish, and the curve gets simple. L1 did that; under L2 $x^9$ kept 0.87, in the first table.)
#
# ### Why corners?
#
# The picture again: the L1 ball is a diamond with corners on the axes. Here are 1000 data sets of the two alike features, each with other best weights.
#
# **Predict first.** Of how many does the solution lie exactly on an axis, with one weight 0, under L2 and under L1?

# %% alt="Two clouds of 1000 solutions. Under L2 a cloud that touches neither axis exactly. Under L1 many points lie exactly on the two axes and at the origin."
rng = np.random.default_rng(0)
bests = rng.normal(0, 1.5, (1000, 2, 1))
data_sets = alike.features @ bests  # one model for each
clouds = {
    "L2": ridge(alike.features, data_sets, strength=0.5).weights[..., 0],
    "L1": engine.lasso(alike.features, data_sets, strength=0.5).weights[..., 0],
}
figure, halves = plots.new_figure(8, 3.8, panels=2)
for ax, (name, cloud) in zip(halves, clouds.items(), strict=True):
    square_plane(ax, -3.5, 3.5)
    ax.plot(*cloud.T, ".", markersize=4, color=plots.BLUE)
    ax.set_title(f"{name}, lambda 0.5")
    print(f"{name}: {(cloud == 0).any(axis=1).sum()} of 1000 have a weight that is exactly 0")
figure

# %% [markdown]
# On a smooth ball each point is touched from *one* direction only. A corner can be touched from a whole range of them: the slope of the loss may be anything between $-\lambda$ and $\lambda$ there.
# So a corner collects many data sets, and a smooth point none in particular.
#
# Turn the knobs: the penalty is now $\frac\lambda p(|w_1|^p + |w_2|^p)$, which is L1 at $p = 1$ and L2 at $p = 2$. A larger lambda means a smaller ball.

# %% [markdown]
# **Task 1.** a) Find the smallest lambda for which the second weight is exactly zero, under $p = 1$ and under
# $p = 2$. b) Without a penalty choose (2, -0.4). What does the second weight do now, under $p = 2$? c) Under
# $p = 2$: for which features is the minimum the nearest point of the ball?

# %% alt="Left: a tilted ellipse of the loss touches the edge of the dashed diamond. Right: both weights against lambda under p = 1; the second reaches zero and stays there."
contour = contour_and_ball_dashboard(p=1)
contour

# %%
print(await contour.finished())

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# a) Under p = 1 at 1.7 on the slider (exactly: 1.62). Under p = 2 there is none: from 0.3 on the weight falls, and never arrives. (Under p = 1.25 neither, though it may look so: the ball is
# pointed, but still round.) b) Under p = 2 the second weight is negative at 0.1 and *positive* at 0.2. In between it passes through zero, at one single lambda (0.12),
# and does not stay. So "L2 never gives a zero" is not quite right; "L2 never holds a weight at zero" is. c) For unrelated ones, at every lambda: their contours are
# circles. (Under p = 1 it is so for both kinds, as long as both weights are above zero: an edge of the diamond happens to lie along the ellipses.)
#
# </details>

# %% [markdown]
# ## 4 · A penalty is an assumption
#
# Small weights and simple models belong together; this can be proved, the lecture says, and leaves the proof out. What can be proved begins with an assumption. Say that the true weights are drawn from a normal distribution with mean 0 and variance $u$, and the noise has variance $v$. The logarithm of a
# normal density is a square with a minus, divided by twice the variance. So the most probable weights *after* seeing the data minimize
#
# $$\frac{1}{2v}\|Hw - t\|^2 + \frac1{2u}\|w\|^2 \quad\text{: ridge, with }\ \lambda = \frac{v}{n\,u}$$
#
# (divide by $n/v$). **Predict first.** 500 data sets, $n = 20$, $u = 0.5$, $v = 1$, ten features. Which lambda comes closest to the true weights, on average?

# %%
rng = np.random.default_rng(0)
features = rng.standard_normal((500, 20, 10))
truth = rng.normal(0, np.sqrt(0.5), (500, 10, 1))
targets = features @ truth + rng.normal(0, 1, (500, 20, 1))
for value in (0.0, 0.02, 0.05, 0.1, 0.2, 0.5):
    apart = ridge(features, targets, strength=value).weights - truth
    distance = np.square(apart).sum(axis=(1, 2)).mean()
    print(f"lambda {value:4g}: mean squared distance {distance:.2f}")

# %% [markdown]
# $1/(20 \times 0.5) = 0.1$: read off, not searched for. (And 0.5 is worse than no penalty at all.) The formula also says when to penalize less: with more data ($n$), less noise ($v$), or if you expect large weights ($u$). (L1 is the same with another distribution,
# the Laplace: many weights tiny, a few large.)
#
# A penalty, then, is not magic against overfitting. It is a guess about the weights. Which leads to the next question.

# %% [markdown]
# ## 5 · L1 or L2?
#
# The lecture's notes ask it, and get no answer: when is the one better, when the other? 40 features, 50 examples, of which $k$ features matter, all equally, and together always
# equally much. Each penalty gets its own best lambda (chosen on 30 data sets, measured on 30 others; the band is their standard deviation).
#
# **Predict first.** From $k = 1$ to $k = 40$: up to which $k$ does L1 win?

# %%
relevant = (1, 2, 5, 10, 20, 40)
errors = {"L2": [], "L1": []}
for k in relevant:
    drawn = sparse.data_sets(k, 60, rng=np.random.default_rng(0))
    for name, path_of in (("L2", sparse.ridge_path), ("L1", sparse.lasso_path)):
        errors[name].append(sparse.chosen_and_measured(path_of, drawn)[1])

# %% alt="Error on new data against the number of relevant features. L2 stays level; L1 starts far below, rises, and crosses L2 between 10 and 20 of 40."
figure, ax = plots.new_figure()
for name, look in (("L2", L2_LOOK), ("L1", L1_LOOK)):
    plots.draw_settings(
        ax, relevant, errors[name], name="relevant features of 40", label=name, **look
    )  # fmt: skip
ax.set(ylabel="error on new data, beyond the noise", ylim=(0, 3.5))
ax.legend(loc="upper left")
figure

# %%
for k, l2_errors, l1_errors in zip(relevant, errors["L2"], errors["L1"], strict=True):
    mean, standard_error = paired_change(l1_errors, l2_errors)
    print(f"{k:2d} of 40 matter: L1 - L2 = {mean:+.2f} ± {standard_error:.2f}")

# %% [markdown]
# **What we saw.** L1 wins clearly up to ten relevant features, and loses as clearly from twenty on: to keep twenty weights it must shrink all twenty by the same distance. Its zeros are no gain by themselves; they are a guess that
# most weights *are* zero. (If you want the zeros for another reason, a smaller model, that is another matter. The crossing lies elsewhere with other noise, too. And one need not choose: both
# penalties together stand under *Going further*.)

# %% [markdown]
# ## 6 · One lambda, several spellings
#
# One lecture sets $\lambda = 0.1$ for 300 images. Would 0.1 do in the others, too? They write different things:
#
# | | loss | penalty |
# |---|---|---|
# | one lecture, PyTorch, this course | mean | $\frac\lambda2\sum w^2$ |
# | another lecture | mean | $\frac\lambda{2m}\sum w^2$, with $m$ examples |
# | a third | sum | $\frac\lambda2\sum w^2$ |
# | Keras | mean | $\lambda\sum w^2$ |

# %% [markdown]
# What minimizes a function also minimizes twice the function. So bring each form to *mean loss + something*, and compare what stands before $\sum w^2$.
#
# **Predict first.** You read $\lambda = 0.1$ in the first form, and your code has the second. What do you type, for $m = 300$?

# %% [markdown]
# **Task 2.** a) One lecture's 0.1 (mean loss + $\frac\lambda2\sum w^2$) in another lecture's form
# ($\frac\lambda{2m}$), at $m = 300$? b) In which two forms does a number keep its meaning when $m$ changes?
# c) On the right, 0.1 is typed into all four forms as it stands. Go from $m = 30$ to $m = 3000$: which two
# curves end on the wave, and why?

# %% alt="Left: the four numbers that mean the same as 0.1 at 300 examples: 0.1, 30, 30 and 0.05. Right: polynomial fits where 0.1 is typed into each form untranslated; two follow the wave, two are far too flat."
translator = lambda_translator_dashboard()
translator

# %%
print(await translator.finished())

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# a) 30. (In that lecture's formula the norm has lost its square, a slip; and its L1 is divided by $2m$ as well, where the 2 has no purpose.) b) In those without $m$ in the penalty *and* with a mean loss: the first and the last. In the other two the examples outvote the penalty
# as they become more. c) The same two, dashed and dotted: typed untranslated,
# their 0.1 is a three-thousandth of the penalty that was meant.
#
# </details>

# %% [markdown]
# The second and the third form have the same number, but not the same *learning rate*: a summed loss has gradients $m$ times as large. (For
# least squares another lecture writes $\sum e^2 + \lambda\sum w^2$, and $\lambda\sum|w|$ for L1. Divide by $2m$: its lambda is $m$ times ours, and for L1 $2m$ times.)
#
# **Which m, with mini-batches?** The batch's mean stands for the mean of all, so the penalty must not change with the batch. Code that divides by the number of examples *at hand* does change it:

# %%
typed = translate(0.1, "lambda/2", "lambda/2m", 300)
at_hand = CONVENTIONS["lambda/2m"].to_ours(typed, 100)
print(f"typed {typed:g}; divided by a batch of 100 it acts as {at_hand:g}, not as 0.1")

# %% [markdown]
# Three times the penalty. In notebook 03 that is the difference between a network that gets most of its training images right and one that learns nothing.
#
# ### Exercise 4: translate
#
# Return the course's lambda for a number in another form: `"lambda/2"` (ours), `"lambda/2m"`, `"summed"` (summed loss, λ/2) or `"no half"` (mean loss, λ).
#
# <details><summary>Hint</summary>
#
# Where the loss is summed, divide all of it by m first. Then what stands before the sum of squares, times 2, is our lambda.
#
# </details>


# %%
def to_ours(number, form, m):
    """Return the lambda of mean loss + lambda / 2 * sum(w**2).

    >>> to_ours(30.0, "lambda/2m", 300)
    0.1
    """
    # BEGIN SOLUTION
    if form in ("lambda/2m", "summed"):
        return number / m
    return 2 * number if form == "no half" else number
    # END SOLUTION


# %%
check.to_ours(to_ours)

# %% [markdown]
# ## 7 · Two sentences about large weights
#
# **"The larger the weights, the more overfitting"** is the basic assumption, another lecture says. 40 noisy points of two moons, a network 2-30-30-1, seven lambdas, three random starts each, with and without batch norm (배치 정규화: each
# unit's sum is brought to mean 0 and variance 1 over the batch; notebook 07).
#
# **Predict first.** The gap (loss on 2000 new points less training loss) against the length of all weights: rising? And will both networks lie on one line?

# %%
strengths = [0, 1e-4, 3e-4, 1e-3, 3e-3, 0.01, 0.03]
plain = networks.sizes_and_gaps(strengths)
normed = networks.sizes_and_gaps(strengths, BatchNorm)

# %% alt="Gap in loss against the length of all weights. Both networks' gaps rise with length, but with batch norm the gap is far larger at the same length."
figure, ax = plots.new_figure()
for name, sizes, look in (("plain", plain, L2_LOOK), ("batch norm", normed, L1_LOOK)):
    ax.plot(sizes.length, sizes.new_loss - sizes.train_loss, **look, label=name)
ax.set(xlabel="length of all weights (lambda grows to the left)", ylabel="gap (nats)")
ax.legend(loc="upper left")
figure

# %% [markdown]
# Along *one* line, by and large: the lambda that shrinks the weights also shrinks the gap. But the networks lie on different lines: where the weights are short, the gap with batch norm
# is several times as large as without, at the same length. So the length alone tells you little. And going together is not causing:
#
# **Predict first.** Take one trained network. Multiply the weights and biases of its first layer by 10, and divide the second layer's weights by 10. What happens to its answers?

# %%
known, new = networks.two_moons()
net = mlp([2, 30, 30, 1], rng=np.random.default_rng(0))
fit(net, binary_cross_entropy, Optimizer(Adam(), lr=0.01), known, epochs=200, batch_size=40,
    rng=np.random.default_rng(0))  # fmt: skip
before, length = net.forward(new[0]), np.sqrt((net.weights**2).sum())
net["hidden 1"].W[...] *= 10
net["hidden 1"].b[...] *= 10
net["hidden 2"].W[...] /= 10
print("same answers:", np.allclose(net.forward(new[0]), before))
print(f"the weights became {np.sqrt((net.weights**2).sum()) / length:.1f} times as long")

# %% [markdown]
# Same function, same gap, other weights: $\max(0, 10z) = 10\max(0, z)$. With batch norm it needs no counterweight, because it divides by the scale anyway:

# %%
bn_net = mlp([2, 30, 30, 1], rng=np.random.default_rng(0), normalization=BatchNorm)


def scores_and_gradient(model):
    scores = model.forward(known[0], training=True)
    model.backward(binary_cross_entropy(scores, known[1])[1])
    return scores, np.sqrt((model["hidden 2"].gradients["W"] ** 2).sum())


scores_before, gradient_before = scores_and_gradient(bn_net)
bn_net["hidden 2"].W[...] *= 10
scores_after, gradient_after = scores_and_gradient(bn_net)
print("same scores:", np.allclose(scores_after, scores_before, atol=1e-3))
print(f"the gradient became {gradient_after / gradient_before:.2f} times as large")

# %% [markdown]
# Under batch norm the length of these weights says *nothing* about the function. What it does change is the speed: the gradient is a tenth, the weights are ten times as long, so a step of gradient descent turns them a hundred times less. There an L2
# penalty does not keep the function simple; it keeps the weights short, and thereby the steps large. (It still acts on the output layer, which has no batch norm.)

# %% [markdown]
# ### Does a larger lambda make a network linear?
#
# **Yes**, another lecture says: small weights give small $z$, and near zero *tanh is almost a straight line*; so the network becomes simple. What of ReLU?
#
# **Predict first.** Take a trained tanh network and a trained ReLU network, and multiply all weights and biases of the hidden layer by 0.1. Which becomes straighter?

# %%
line = np.linspace(-1, 1, 41)[:, None]
curve = np.sin(np.pi * line)
lambdas_net = [0, 0.001, 0.01, 0.03, 0.1]
trained = {name: networks.curves(name, line, curve, lambdas_net) for name in ("tanh", "ReLU")}

# %%
for name, models in trained.items():
    model = engine.unstack(models)[0]  # the one with lambda 0
    whole = networks.bend(line, model.forward(line))
    model["hidden 1"].W[...] *= 0.1
    model["hidden 1"].b[...] *= 0.1
    small = networks.bend(line, model.forward(line))
    print(f"{name}: bend {100 * whole:.0f} % before, {100 * small:.0f} % after")

# %% [markdown]
# (*Bend* is the share of the curve's variance that no straight line explains.) The argument holds for tanh. A ReLU has its kink *at* zero, however small $z$ is: its curve gets lower and keeps its shape.
#
# So a penalty cannot make a ReLU network straight? **Predict first**, then look at networks *trained* with it.

# %% alt="Bend against lambda for trained tanh and ReLU networks: both fall from over 40 percent to nearly zero."
figure, ax = plots.new_figure()
for (name, models), look in zip(trained.items(), (L2_LOOK, L1_LOOK), strict=True):
    shares = 100 * networks.bend(line, models.forward(line))
    plots.draw_settings(ax, lambdas_net, shares, name="lambda", label=name, **look)
    print(f"{name}: bend {' '.join(f'{share:.0f}' for share in shares)} %")
ax.set(ylabel="bend (%)", ylim=(0, 50))
ax.legend(loc="upper right")
figure

# %% [markdown]
# Both become straight! The *outcome* holds for ReLU, the *reason* does not. For ReLU it is this: every kink in the curve costs weight, so training with a penalty makes fewer and flatter ones where the data let it.
#
# **Predict first.** And where only a kink will do? $|x|$ is one kink. Draw what each network makes of it under $\lambda = 0.03$.

# %% alt="Fits to the absolute value of x under lambda 0.03. ReLU keeps a lower V with its kink; tanh is a flat line."
vee = np.abs(line) - 0.5
figure, ax = plots.new_figure(6, 3)
ax.plot(line, vee, **plots.REFERENCE, label="|x| - 0.5")
for name, color, style in (("tanh", plots.BLUE, "-"), ("ReLU", plots.ORANGE, "--")):
    model = networks.curves(name, line, vee, [0.03])
    fitted = model.forward(line)[0]
    ax.plot(line, fitted, color=color, linestyle=style, label=name)
    print(f"{name}: from {fitted.min().round(1) + 0.0} to {fitted.max().round(1) + 0.0}")
ax.set(xlabel="x", ylabel="output")
ax.legend(loc="lower left")
figure

# %% [markdown]
# tanh has become a flat line, as the lecture says. ReLU made its kink flatter, and kept it.

# %% [markdown]
# ## What remains
#
# Take your paper. Would you answer the two questions differently now?
#
# * L2 keeps $s^2/(s^2 + n\lambda)$ along each axis: it shrinks most where the data know least. A single weight may grow.
# * The minimum lies where a contour *touches* the ball. Corners catch many data sets: that is where L1's zeros come from.
# * A penalty is a guess about the weights. L1 wins where few features matter, L2 where many do.
# * A lambda has no meaning without the formula beside it: with or without $m$, with or without the half.
# * Weights and gap go together along one network's lambda; across networks, or with batch norm, length says little.

# %% [markdown]
# **What people get wrong**
#
# * They penalize features of different size with one lambda: rescale a feature, and its penalty means something else.
# * They forget the $n$: scikit-learn's `Ridge` wants $n\lambda$, its `Lasso` wants $\lambda$.
# * They call a weight of $10^{-9}$ a zero. L2, and L1 under plain gradient descent, give small numbers, not zeros.
# * They read the survivors of L1 as "the features that matter". Of two that are alike it often picks one, by chance (*Going further* shows it).
#
# **Exercises here:** 1 ridge in closed form · 2 degrees of freedom · 3 soft thresholding · 4 translating lambda

# %% [markdown]
# ## Going further
#
# **Both penalties: the elastic net.** How brown does a loaf get? Two thermometers hang in one oven; eight further columns have nothing to do with it. 30 loaves, and the whole study is repeated 100 times.
#
# **Predict first.** L1 throws most of the eight columns out. In how many of the 100 studies does it keep *both* thermometers?

# %%
rng = np.random.default_rng(0)
heat = rng.standard_normal((100, 30, 1))
thermometers = heat + 0.1 * rng.standard_normal((100, 30, 2))
columns = np.concatenate([thermometers, rng.standard_normal((100, 30, 8))], axis=2)
columns -= columns.mean(axis=1, keepdims=True)
brownness = heat + 0.5 * rng.standard_normal((100, 30, 1))
brownness -= brownness.mean(axis=1, keepdims=True)


# %%
def elastic_net(l1, l2):
    w = np.zeros((100, 10, 1))
    for j in 500 * list(range(10)):
        h = columns[..., [j]]
        left_over = brownness - columns @ w + h * w[:, [j]]
        w[:, [j]] = engine.soft_threshold(h.mT @ left_over / 30, l1) / (h.mT @ h / 30 + l2)
    return w[..., 0]


# %% alt="Three clouds of 100 studies, weight of one thermometer against the other. L1: along a falling line, many points exactly on the axes. L2, and both together: a small cloud on the diagonal."
figure, thirds = plots.new_figure(9, 3.4, panels=3)
settings = {"L1": (0.15, 0), "L2": (0, 0.3), "both": (0.15, 0.3)}
for ax, (name, (l1, l2)) in zip(thirds, settings.items(), strict=True):
    studies = elastic_net(l1, l2)
    square_plane(ax, -0.4, 1.4)
    ax.plot(*studies[:, :2].T, ".", markersize=4, color=plots.BLUE)
    ax.set(title=name, xlabel="first thermometer", ylabel="second")
    kept_both = (studies[:, :2] != 0).all(axis=1).sum()
    gone = (studies[:, 2:] == 0).sum(axis=1).mean()
    print(f"{name}: keeps both in {kept_both} studies; of the eight, {gone:.1f} are exactly 0")
figure

# %% [markdown]
# L1 keeps both in fewer than half of the studies. In the others chance picks one of two thermometers that are equally good: whoever repeats the study may report the other as "the one that matters". With both penalties, L2's part
# shares between the two (section 2), and L1's part still throws the eight out. In the code that is one summand more than in section 3: first a distance, then a factor.
# The price is a second lambda to choose. For networks it is `engine.ElasticNet`.
#
# **One wrong example.** If one loss of a thousand is 10 and all others together are 5, that example has two thirds of the loss. Regularization, a lecture says, keeps an example from having so much influence. 30 points on the wave; one of them is put 4 too high.
#
# **Predict first.** As lambda rises, does the wrong point's share of the loss fall? And what of the distance by which it pulls the curve?

# %%
x_30, t_30 = wave(30, rng=np.random.default_rng(1))
wrong = np.abs(x_30 - 0.5).argmin()
spoilt = t_30.copy()
spoilt[wrong] += 4
for strength in (0.0, 0.0001, 0.001, 0.01, 0.1):
    misled, right = (ridge(powers(x_30), each, strength=strength) for each in (spoilt, t_30))
    losses_of_30 = (misled.predict(powers(x_30)) - spoilt) ** 2
    pull = np.abs(misled.predict(powers(grid)) - right.predict(powers(grid))).max()
    share = 100 * losses_of_30[wrong, 0] / losses_of_30.sum()
    print(f"lambda {strength:6g}: {share:.0f} % of the loss, pulls by {pull:.1f}")

# %% [markdown]
# Its share *rises*, until at 0.1 nothing fits well any more: a curve that no longer bends towards the wrong point leaves it with more loss. What falls is its pull, and that is meant by influence. The penalty does not see the example; it forbids the large weights
# that one point alone would need. (Against the share itself help losses that grow more slowly than the square.)
#
# **Dropout as an ensemble.** Dropping units at random trains many thinned networks that share weights. With ten hidden units there are 1024: few enough to ask them all. Is inference with all units on the *average* of the 1024?

# %%
thin = mlp([2, 10, 1], rng=np.random.default_rng(0), drop_rate=0.5)
fit(thin, binary_cross_entropy, Optimizer(Adam(), lr=0.01), known, epochs=500, batch_size=40,
    rng=np.random.default_rng(0))  # fmt: skip
hidden = np.maximum(new[0] @ thin["hidden 1"].W + thin["hidden 1"].b, 0)
masks = (np.arange(1024)[:, None, None] >> np.arange(10)) & 1  # every pattern of ten switches
each = (hidden * masks / 0.5) @ thin["output"].W + thin["output"].b
whole_net = thin.forward(new[0])
print("mean score = inference:", np.allclose(each.mean(axis=0), whole_net))

# %%
losses_each = [binary_cross_entropy(scores, new[1])[0] for scores in each]
print(f"loss of a thinned network, on average: {np.mean(losses_each):.2f}")
print(f"loss of their average: {binary_cross_entropy(whole_net, new[1])[0]:.2f}")
gap_p = np.abs(engine.sigmoid(each).mean(axis=0) - engine.sigmoid(whole_net)).max()
print(f"the mean of their probabilities is up to {gap_p:.1f} away from inference")

# %% [markdown]
# Exactly the average, of *scores*, with one layer of dropout before a linear output; and better than its members, as ensembles are. The probabilities are not averaged, and with several layers it holds only about.
#
# **Two relatives.** *DropConnect* switches off weights instead of units. *Max-norm* is no penalty: after each step, a unit whose incoming weights are longer than a limit is scaled back to it. Eight seeds, each with 40 moons of its own.


# %%
def dropped_weights(rng):
    dense = [
        engine.Dense(2, 50),
        engine.ReLU(),
        engine.DropConnect(50, 50, 0.5),
        engine.ReLU(),
        engine.DropConnect(50, 1, 0.5),
    ]
    return engine.Network(dense, rng=rng)


def eight_seeds(build, **extra):
    rngs = [np.random.default_rng(seed) for seed in range(8)]
    sets = [moons(40, noise=0.3, rng=rng) for rng in rngs]
    together = tuple(np.stack(part) for part in zip(*sets, strict=True))
    models = engine.stack([build(rng) for rng in rngs])
    optimizer = Optimizer(Adam(), lr=0.01, **extra)
    fit(models, binary_cross_entropy, optimizer, together, epochs=300, batch_size=40, rng=rngs)
    return engine.evaluate(models, binary_cross_entropy, new)


# %%
def ordinary(rng, drop_rate=None):
    return mlp([2, 50, 50, 1], rng=rng, drop_rate=drop_rate)


bare = eight_seeds(ordinary)
remedies = {
    "L2, lambda 0.01": eight_seeds(ordinary, regularizer=engine.L2(0.01)),
    "dropout 0.5": eight_seeds(lambda rng: ordinary(rng, 0.5)),
    "DropConnect 0.5": eight_seeds(dropped_weights),
    "max-norm 1": eight_seeds(ordinary, constraint=engine.MaxNorm(1.0)),
}
for name, (losses, accuracies) in remedies.items():
    points, its_error = paired_change(100 * accuracies, 100 * bare[1])
    mean, mean_error = paired_change(losses, bare[0])
    print(f"{name:15s} accuracy {points:+.0f} ± {its_error:.0f} points,", end=" ")
    print(f"loss {mean:+.1f} ± {mean_error:.1f}")

# %% [markdown]
# All of them help here, in loss above all; L2 and max-norm most. Another problem may rank them otherwise: what you can take along is the comparison.
#
# **References**
#
# * A. Hoerl, R. Kennard (1970), *Ridge regression: biased estimation for nonorthogonal problems*, Technometrics 12.
# * R. Tibshirani (1996), *Regression shrinkage and selection via the lasso*, J. Royal Statistical Society B 58.
# * J. Friedman, T. Hastie, R. Tibshirani (2010), *Regularization paths for generalized linear models via coordinate descent*, J. Statistical Software 33.
# * H. Zou, T. Hastie (2005), *Regularization and variable selection via the elastic net*, J. Royal Statistical Society B 67.
# * T. van Laarhoven (2017), *L2 regularization versus batch and weight normalization*, arXiv 1706.05350.
# * L. Wan et al. (2013), *Regularization of neural networks using DropConnect*, ICML.
# * N. Srivastava et al. (2014), *Dropout: a simple way to prevent neural networks from overfitting*, JMLR 15: max-norm, too.
# * P. Savarese et al. (2019), *How do infinite width bounded norm networks look in function space?*, COLT: what a kink costs.

# %% [markdown]
# Back to [03](03_regularization.ipynb), the remedies on digits. The next notebook is 04, initialization.
