# ---
# jupyter:
#   course:
#     title: Optimizers
#     question: The gradient is known. What is a good step?
#     about: learning rate and curvature, the edge of stability, normalized inputs, averages, momentum, AdaGrad, RMSProp, Adam, a fair race
#     needs: ["01"]
#     kind: claims
#     running: [5, 0, 0, 5, 5, 5, 10, 5, 20, 15, 0, 0, 0]
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 05 · Optimizers (최적화)
#
# **The gradient says which way is down. How far to go, and what to remember of the steps before: that decides
# whether a run crawls, arrives or explodes.**
#
# After this notebook you can
#
# * compute from the data the learning rate (학습률) at which a line explodes, and say what a network does above it,
# * write an average that forgets, momentum (모멘텀) and Adam, and put them to work,
# * race optimizers fairly, each at its own rate, and see what is left of their fame.
#
# Time: {minutes} minutes, exercises included. You need: gradients and backpropagation (notebook 01).
#
# Two questions go along with you. *A run explodes. Somebody says: "Your batches are too noisy. With all examples in
# every step the loss can only fall." Right?* And: *you add momentum to gradient descent, keep the rate, and the curve
# does not change. Is momentum useless here?*

# %%
try:
    import course_lib
except ImportError:
    print("This kernel does not know the course. Close JupyterLab and start it with: make lab")
else:
    print(f"course_lib {course_lib.__version__} is ready")

# %%
import numpy as np

from course_lib import checks, engine, plots
from course_lib.chapters.optimizers import (
    check,
    check_answers,
    drawing,
    measured_training,
    noisy,
    own_race,
)
from course_lib.chapters.optimizers.adam_step_dashboard import adam_step_dashboard
from course_lib.chapters.optimizers.average_lens_dashboard import average_lens_dashboard
from course_lib.chapters.optimizers.edge import edge_run
from course_lib.chapters.optimizers.line import curvatures, line_surface
from course_lib.chapters.optimizers.momenta import at_best_rate, best_settings, ravine_of
from course_lib.chapters.optimizers.race_dashboard import race_dashboard
from course_lib.claims import load_results
from course_lib.dashboards import again, claims_table, predict
from course_lib.datasets import load_weather, published_moons
from course_lib.engine import Adam, GradientDescent, Momentum, Optimizer, binary_cross_entropy
from course_lib.experiments.contests import compared, height
from course_lib.experiments.descents import arrival, descend
from course_lib.experiments.schedule_problem import Problem
from course_lib.experiments.surfaces import RAVINE, SURFACES
from course_lib.experiments.worked_matrices import LR, lecture_batches, lecture_network
from course_lib.guide import how_right
from course_lib.plots.surfaces import METHODS, draw_contours

# %% [markdown] minutes=6 lesson=true ask="0.001 crawls. What do 20 times the rate give, and 30 times?" answers="Most expect 20 times to be fine, and 30 times to be a little better or worse. Nobody expects 26 digits."
# ## 1 · One line, three rates
#
# How warm will the day be, after a night of so many degrees? We have four years of weather in Seattle, and fit a
# line, $\text{day} = w \cdot \text{night} + b$, to the first three. The fourth is our dev set.

# %% folded=true alt="A cloud of points rising to the right: warm nights are followed by warm days."
dates, high = load_weather("high")
_, low = load_weather("low")
is_train = dates < np.datetime64("2015-01-01")
x_train, y_train, x_dev, y_dev = low[is_train], high[is_train], low[~is_train], high[~is_train]
figure, ax = plots.new_figure(5, 2.7)
ax.plot(x_train, y_train, ".", color=plots.BLUE, markersize=3)
ax.set(xlabel="lowest temperature of the night (°C)", ylabel="highest of the day (°C)")
figure

# %% [markdown]
# Gradient descent (경사하강법) on the mean of $\frac12(\text{error})^2$, with all days in every step, at the learning
# rate $\alpha$, in code `lr`:
#
# $$w \leftarrow w - \alpha \, \overline{e\,x} \qquad b \leftarrow b - \alpha \, \overline{e} \qquad e = w x + b - y$$
#
# The bar is the mean over the days.


# %%
@np.errstate(all="ignore")  # a run may explode
def fit_line(x, y, lr, steps):
    w, b = 0.0, 0.0
    path = [(w, b)]
    for _ in range(steps):
        error = w * x + b - y
        w, b = w - lr * np.mean(error * x), b - lr * np.mean(error)
        path.append((w, b))
    return np.array(path)


# %% folded=true
def typical_error(path, x=x_train, y=y_train):
    """The root of the mean squared error of each line (w, b) of a path; inf where it exploded."""
    with np.errstate(all="ignore"):
        w, b = path[..., :1], path[..., 1:]
        return np.nan_to_num(np.sqrt(np.mean((w * x + b - y) ** 2, axis=-1)), nan=np.inf)


best_error = typical_error(np.polyfit(x_train, y_train, 1))
crawls = typical_error(fit_line(x_train, y_train, 0.001, steps=100))[-1]
print(f"the best line is off by {best_error:.2f} °C")
print(f"lr 0.001: after 100 steps off by {crawls:.2f} °C")

# %%
predict(
    "optimizers", "rates",
    "Arrived: within 0.01 °C of the best line. Where are runs at 0.02 and 0.03 after 100 steps?",
    ["both have arrived", "0.02 has arrived, 0.03 explodes", "0.02 is on its way, 0.03 explodes",
     "both explode"],
    answer="0.02 is on its way, 0.03 explodes",
    because="Between too slow and too fast there is no room for a good rate, on this ground.",
)  # fmt: skip

# %%
for lr in (0.02, 0.03):
    path = fit_line(x_train, y_train, lr, steps=100)
    print(f"lr {lr:g}: after 100 steps off by {typical_error(path)[-1]:.3g} °C")

# %% [markdown]
# One run crawls. The next is better, and not there yet. A little more, and the error has 26 digits. Nothing is wrong
# with the code, and nothing is noisy: two parameters, all days in every step. So what is it?

# %% [markdown] minutes=12 lesson=true ask="Is 2 / L a soft border? 1 % below, 1 % above?" answers="Most expect two similar curves. Let a pair compute L first; the eigenvalue is found quickly, the matrix not."
# ## 2 · The ravine
#
# The loss over the plane of $(w, b)$ is a surface, here from above, $b$ to the right and $w$ up. From its start, the
# open circle, 15 steps at 0.02:

# %% folded=true alt="A narrow ravine from above, almost level from left to right. From the open circle at the left the path jumps from wall to wall in a narrowing zigzag and hardly moves along the floor; the minimum, a star, is far to the right."
ground = line_surface(x_train, y_train)
figure, ax = plots.new_figure(7.6, 3.4)
drawing.draw_lying(ax, ground)
zigzag = fit_line(x_train, y_train, 0.02, steps=15)
drawing.draw_steps(ax, zigzag, **METHODS["gradient descent"])
drawing.mark(ax, "start", zigzag[0], (-0.6, -0.4))
drawing.mark(ax, "after 15 steps", zigzag[-1], (1.6, 0.3))
figure

# %% [markdown]
# Across the ravine the ground is steep, along its floor almost flat. One rate must do for both.
#
# How steep is told by the *curvature* (곡률) $c$, the second derivative in a direction. This loss is a **quadratic**: its
# curvatures are the same everywhere. So in two directions, the axes of the ellipses, the gradient is $c$ times the
# distance from the minimum, and a step multiplies this distance by $1 - \alpha c$. It shrinks as long as $|1 - \alpha
# c| < 1$:
#
# $$\text{a quadratic explodes} \iff \alpha > \frac{2}{L}, \qquad L = \text{the largest curvature}$$
#
# ### Exercise 1: the largest rate
#
# Multiply out the gradient of section 1. Its two parts are, but for a constant, sums of numbers times $w$ and $b$. These
# four numbers make a matrix, whose eigenvalues are the curvatures of the valley. Compute the rate $2/L$ from the data.
#
# <details><summary>Hint</summary>
#
# $\overline{e\,x} = \overline{x^2}\, w + \overline{x}\, b - \dots$, and $\overline{e}$ likewise. For a symmetric matrix
# `np.linalg.eigvalsh` gives the eigenvalues, the largest last.
#
# </details>


# %% exercise=5
def largest_rate(x):
    """Return 2 / L of a line that is fitted to inputs x, of shape (examples,).

    >>> largest_rate(np.array([-1.0, 1.0]))
    2.0
    """
    # BEGIN SOLUTION
    matrix = [[np.mean(x**2), np.mean(x)], [np.mean(x), 1.0]]
    return 2 / np.linalg.eigvalsh(matrix)[-1]
    # END SOLUTION


# %%
check.largest_rate(largest_rate)

# %% [markdown]
# Often said: *with all examples in a step the loss can only fall.*

# %%
predict(
    "optimizers", "border",
    "At 1 % above 2 / L: how many times its first size is the error after 400 steps?",
    ["1.5 times", "50 times", "about 3000 times", "10^25 times"],
    answer="about 3000 times",
    because="Across, a step multiplies the distance by -1.02 (1 % below: -0.98), 400 times.",
)  # fmt: skip

# %%
own_limit = checks.yours_or_ours(largest_rate, check.largest_rate, check_answers.largest_rate)
limit = own_limit(x_train)
print(f"2 / L = {limit:.4f} ({own_limit.whose})")
for factor in (0.99, 1.01):
    errors = typical_error(fit_line(x_train, y_train, factor * limit, steps=400))
    first, last = errors[[0, -1]]
    print(f"lr {factor:.2f} * 2 / L: off by {first:.1f} °C, after 400 steps {last:.3g} °C")

# %% [markdown]
# A cliff, and no noise anywhere: so much for the first question. Along the floor the same rate must do, and there it
# is far too small:

# %% folded=true
flattest, L = curvatures(ground)
print(f"curvature: largest {L:.1f}, smallest {flattest:.2f}; condition number {L / flattest:.0f}")
print(f"along the floor a step at 0.02 makes {100 * 0.02 * flattest:.1f} % of the way")

# %% [markdown]
# The *condition number* (조건수) is the ratio of the two. The larger, the more steps: the rate must suit the largest
# curvature, and the smallest has to live with it.

# %% [markdown] minutes=6 lesson=false ask="Divide by sigma, or by sigma squared: does it matter?" answers="Half say that w adapts. It does, but the ravine stays."
# ## 3 · Normalize the inputs (입력 정규화)
#
# The ravine comes from the data. Most nights lie well above 0 °C, so a little more $w$ raises nearly all predictions,
# and $b$ does the same: each can stand in for the other. A change of units mends it:
#
# $$z = \frac{x - \mu}{\sigma} \qquad \mu, \sigma: \text{mean and standard deviation of the training set}$$
#
# ### Exercise 2: normalize two sets
#
# Training and dev set come as arrays of shape (examples, features).
#
# <details><summary>Hint</summary>
#
# `x.mean(axis=0)` gives one mean for each feature. Which set do you take it from, for the dev set?
#
# </details>


# %% exercise=3
def normalize(x_train, x_dev):
    """Return both sets, each feature less the training mean, over the training standard deviation.

    >>> normalize(np.array([[1.0], [3.0]]), np.array([[5.0]]))
    (array([[-1.],
           [ 1.]]), array([[3.]]))
    """
    # BEGIN SOLUTION
    mean, std = x_train.mean(axis=0), x_train.std(axis=0)
    return (x_train - mean) / std, (x_dev - mean) / std
    # END SOLUTION


# %%
check.normalize(normalize)

# %% [markdown]
# Sometimes printed: divide by $\sigma^2$. It is only another constant, and $w$ can adapt. Does it matter?

# %% folded=true alt="Three contour plots with equal axes: raw inputs give a long narrow ravine, division by sigma squared a shorter one along an axis, division by sigma circles."
scaled = checks.yours_or_ours(normalize, check.normalize, check_answers.normalize)
z_train, z_dev = (z[:, 0] for z in scaled(x_train[:, None], x_dev[:, None]))
std = x_train.std()
inputs = {"as measured": x_train, "(x - μ) / σ²": z_train / std, "(x - μ) / σ": z_train}
figure, axes = plots.new_figure(7.2, 2.2, panels=3)
for ax, (name, x) in zip(axes, inputs.items(), strict=True):
    w, b = np.polyfit(x, y_train, 1)
    grid_w, grid_b, values = line_surface(x, y_train, view=(w - 10, w + 10, b - 10, b + 10)).grid()
    draw_contours(ax, grid_b, grid_w, values.T, levels=7)
    ax.set(xlabel="b", ylabel="w", title=name, aspect="equal")
figure

# %% folded=true
print(f"normalized by: {scaled.whose}")
for name, x in inputs.items():
    c_low, c_high = curvatures(line_surface(x, y_train))
    path = fit_line(x, y_train, lr=1 / c_high, steps=3000)
    needed = np.argmax(typical_error(path, x) < best_error + 0.01)
    print(f"{name:14s} condition number {c_high / c_low:5.1f}, at lr 1 / L {needed} steps", end=" ")
    print("until within 0.01 °C of the best")
print(f"nights of the fourth year: {x_dev.mean() - x_train.mean():+.1f} °C against the first three")
w, b = np.polyfit(z_train, y_train, 1)
for name, z in (("training", z_dev), ("its own", (x_dev - x_dev.mean()) / x_dev.std())):
    print(f"fourth year with {name} mean and σ: {np.mean(y_dev - w * z - b):.1f} °C too cold")

# %% [markdown]
# The round bowl takes one step. Dividing by $\sigma^2$ over-corrects: a feature with $\sigma = 5$ comes out with a
# spread of 1/5, one with $\sigma = 0.1$ with a spread of 10.
#
# The last lines: why not the fourth year's own mean? A night of 10 °C must mean the same to the line in every year.
# Normalized by its own statistics, the warm year loses just what makes it warm.

# %% [markdown] minutes=7 lesson=true ask="A network at a rate far above 2 / L: does it explode?" answers="After section 2 nearly all say so. That it trains, with a loss that jumps in every second update, surprises."
# ## 4 · And a network?
#
# First three words. An **update** (one *iteration*, 반복): one step of the parameters. An **epoch** (에포크): every
# example has been used once. A **mini-batch** (미니배치): the examples of one update; with all of them it is *full-batch*
# descent, with few *stochastic* gradient descent (SGD). The last batch of an epoch may be short; it is an update, too:

# %%
for batch_size in (300, 64, 1):
    updates = -(-300 // batch_size)  # rounded up
    print(f"300 examples in batches of {batch_size}: {updates} updates an epoch")

# %% [markdown]
# What another batch size does is the subject of 05c. Here all points are in every update, and there is no noise. The
# network of notebook 06, two hidden layers of 16 ReLU units, learns 500 points of two classes. Its loss is no
# quadratic: its largest curvature changes on the way. We look at it every 50 updates.

# %%
predict(
    "optimizers", "network",
    "Its largest curvature at the start is 3.3. What do 1000 updates at a rate of 2 do?",
    ["the loss explodes", "the loss falls in every update",
     "the loss jumps, and falls all the same", "the loss swings for ever and stays where it was"],
    answer="the loss jumps, and falls all the same",
    because="2 / rate is 1. Where it is steeper the run is thrown out, to where it is flatter.",
)  # fmt: skip

# %%
edges = {lr: edge_run(lr, updates=1000, every=50) for lr in (1.0, 2.0)}
edges[0.5] = edge_run(0.5, seed=1, updates=1000, every=50)  # another start, in a flatter place

# %% folded=true alt="Left: the largest curvature begins at 3.3 and comes down to about 2 at a rate of 1, to about 1 at a rate of 2, as the dotted lines say; at 0.5, from another start, it rises from 1.3 to 4. Right: all losses fall over 1000 updates, with a jagged band around their mean."
figure, panels = plots.new_figure(8.6, 2.8, panels=2)
drawing.draw_edges(panels, edges)
figure

# %% folded=true
for lr, run in edges.items():
    print(f"rate {lr:g}, 2 / rate {2 / lr:g}: curvature {run.curvatures[0]:.1f} at first,", end=" ")
    print(f"{np.median(run.curvatures[-5:]):.2f} in the end;", end=" ")
    print(f"the loss ends at {run.losses[-20:].mean():.3f},", end=" ")
    print(f"and rises in {100 * run.rises:.0f} of 100 updates of the second half")

# %% [markdown]
# A bowl has nowhere to go. A network has flatter places, and a run that is thrown from wall to wall ends up in one
# whose largest curvature is about $2/\alpha$. There it stays, at the *edge of stability* (J. Cohen et al., 2021), and
# goes on learning. From below it comes to the same place: the curvature rises as the network learns (*progressive
# sharpening*), until $2/\alpha$ stops it. At rates of 1 and 2 it sinks a little below the line late in the run, and the
# swinging goes on: $2/L$ is the border of a quadratic, and this is none. So for a network nobody computes $2/L$ before the run: the rate
# chooses the $L$. (Up to a point: notebook 06 has rates at which all is lost. And where all points come to be fitted,
# or at a small rate, the curvature goes its own way; the table at the end says where.)

# %% [markdown] minutes=7 lesson=false ask="beta 0.98: what will be wrong with the curve?" answers="The lag is expected. The cold January is not."
# ## 5 · Averages that forget
#
# Batches bring noise, and noise can be averaged away *over time*. Take a noisy series: the highest temperature of each
# day. An **exponentially weighted average** (지수 가중 평균) keeps one number and lets the past fade:
#
# $$v \leftarrow \beta v + (1 - \beta)\,\text{value} \qquad v = 0 \text{ at the start}$$
#
# Written out, the value $k$ days back has the weight $(1-\beta)\beta^k$. On day $t$ the weights so far add up to $1 -
# \beta^t$, which is less than 1: the curve starts far too low. The **bias correction** (편향 보정) divides by it:
#
# $$\hat v = \frac{v}{1 - \beta^t} \qquad t = 1, 2, \dots$$
#
# ### Exercise 3: a corrected average
#
# <details><summary>Hint</summary>
#
# Two names: the running $v$ goes on uncorrected, $\hat v$ is only read off. `enumerate(values, start=1)` counts
# from 1.
#
# </details>


# %% exercise=3
def average(values, beta):
    """Return the corrected average after each value, as an array.

    >>> average(np.array([8.0, 2.0]), 0.5)
    array([8., 4.])
    """
    # BEGIN SOLUTION
    v, averages = 0.0, []
    for t, value in enumerate(values, start=1):
        v = beta * v + (1 - beta) * value
        averages.append(v / (1 - beta**t))
    return np.array(averages)
    # END SOLUTION


# %%
check.average(average)

# %% folded=true alt="Temperatures of a year as dots. The uncorrected average with beta 0.98 starts near zero and takes two months to arrive; the corrected one starts at the first day's value; both lag weeks behind the seasons."
forgetting = checks.yours_or_ours(average, check.average, check_answers.average)
figure, ax = plots.new_figure(8, 3)
days = np.arange(1, 366)
ax.plot(days, high[:365], ".", color=plots.GREY, markersize=3, label="each day")
plain = engine.exponential_average(high[:365], 0.98)
ax.plot(days, plain, color=plots.ORANGE, linestyle="--", linewidth=2, label="uncorrected")
whose = f"corrected ({forgetting.whose})"
ax.plot(days, forgetting(high[:365], 0.98), color=plots.BLUE, linewidth=2, label=whose)
ax.set(xlabel="day of 2012", ylabel="highest of the day (°C)", title="beta 0.98")
ax.legend(loc="upper left", fontsize=10)
figure

# %% [markdown]
# It is late by weeks, too. Often said: it is the average of the last $1/(1-\beta)$ values. They hold two thirds of the
# weight; a third is older.

# %% folded=true
for beta in (0.9, 0.98, 0.99):
    window = round(1 / (1 - beta))
    held = engine.window_weights(beta, window).sum()
    print(f"beta {beta}: the last {window:3d} values hold {100 * held:.0f} %,", end=" ")
    print(f"the weight {window} back is {beta**window:.2f} of the newest")

# %% [markdown]
# **Task 1.** Find the smallest beta with which the curve never changes by more than 2 °C from one day to the next, over
# all four years.

# %% folded=true alt="Left: daily temperatures and their average over the first 60 days. Right: the weights of the last 60 days as stems, fading, with the window marked."
lens = average_lens_dashboard(high)
lens

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# 0.84 (1.92 °C). At 0.98 the curve shows 0.3 °C on day 1 without the correction, 12.8 with it. Choose *first year* and
# tick the box a few times: the correction fades with $\beta^t$ and is gone by summer.
#
# </details>

# %% [markdown] minutes=9 lesson=true ask="In the ravine, same rate: how many times as fast is momentum? Then: the published table without the factor?" answers="Guesses for the first go from twice to ten times. To the second nearly nobody says: as ten times the rate."
# ## 6 · Momentum (모멘텀)
#
# Across the ravine the gradient changes its sign in every step; along the floor it always points the same way. A sum
# that forgets lets the first cancel and the second grow (B. Polyak, 1964):
#
# $$\text{velocity} \leftarrow \beta\,\text{velocity} + \text{grad} \qquad \theta \leftarrow \theta - \alpha\,\text{velocity}$$
#
# $\theta$ stands for all parameters. Think of a ball that rolls: $\beta$ is what friction leaves of its speed.
#
# ### Exercise 4: one step of momentum
#
# <details><summary>Hint</summary>
#
# Two lines, in the order of the formula. Make new arrays: `velocity *= beta` would change the caller's.
#
# </details>


# %% exercise=3
def momentum_step(theta, velocity, grad, lr, beta):
    """Return the new theta and the new velocity.

    >>> momentum_step(np.array([1.0]), np.array([2.0]), np.array([1.0]), lr=0.1, beta=0.5)
    (array([0.8]), array([2.]))
    """
    # BEGIN SOLUTION
    velocity = beta * velocity + grad
    return theta - lr * velocity, velocity
    # END SOLUTION


# %%
check.momentum_step(momentum_step)

# %% [markdown]
# Back to the raw temperatures. Gradient descent gets nearly the best rate there is for it from this start, 1 % below
# $2/L$; your momentum, with $\beta = 0.9$, gets the same.

# %%
predict(
    "optimizers", "momentum_steps",
    "Descent needs 398 steps to within 0.01 °C of the best line. Momentum, at the same rate?",
    ["about 400", "about 200", "about 80", "it explodes"],
    answer="about 80",
    because="Along the floor its steps add up, and across it damps the swinging.",
)  # fmt: skip

# %%
rolls = checks.yours_or_ours(momentum_step, check.momentum_step, check_answers.momentum_step)


def roll(lr, beta, steps):
    theta, velocity, path = np.zeros(2), np.zeros(2), [np.zeros(2)]
    for _ in range(steps):
        theta, velocity = rolls(theta, velocity, ground.gradient(theta), lr, beta)
        path.append(theta)
    return np.array(path)


# %% folded=true alt="Left: in the lying ravine 12 steps of descent jump from wall to wall at the left end, while 12 steps of momentum swing to the right along the ravine. Right: the error above the best, on a log scale: momentum's falls in waves to nothing within 150 steps, descent's slowly, to 0.01 after 398."
near_limit = 0.99 * 2 / L
figure, (plane, curve_ax) = plots.new_figure(9.2, 2.8, panels=2)
drawing.draw_lying(plane, ground, top=4.0, levels=6)
walks = {
    "gradient descent": descend(ground, GradientDescent(), near_limit, steps=1000),
    "momentum": roll(near_limit, 0.9, steps=420),
}
for name, walk in walks.items():
    drawing.draw_steps(plane, walk[:13], **METHODS[name] | {"linewidth": 0.9})
    off = typical_error(walk) - best_error
    look = METHODS[name] | {"marker": None, "linestyle": "-", "linewidth": 1.6}
    curve_ax.plot(np.maximum(off[:-1], off[1:]), label=name, **look)  # it swings: the larger of two
    print(f"{name:16s} {np.flatnonzero(off > 0.01)[-1] + 1} steps")
plane.set_title("the first 12 steps")
curve_ax.axhline(0.01, **plots.REFERENCE)
curve_ax.set(xlabel="step", ylabel="error above the best (°C)", yscale="log", ylim=(1e-4, 30))
curve_ax.set(xlim=(0, 420), title=f"momentum: {rolls.whose}")
curve_ax.legend(loc="upper right", fontsize=10)
figure

# %% [markdown]
# ### "Momentum makes no difference"
#
# An assignment of the *Deep Learning Specialization* (A. Ng et al., 2017) trains a small network on the *moons*, 10 000
# epochs at a rate of 0.0007, and reports 79.7 % for gradient descent, 79.7 % for momentum, 94.0 % for Adam. Below the
# table it says: *"Momentum usually helps, but given the small learning rate and the simplistic dataset, its impact is
# almost negligeable."*
#
# There momentum is written with one more factor: $\text{velocity} \leftarrow \beta\,\text{velocity} + (1-\beta)\,\text{grad}$.

# %%
predict(
    "optimizers", "factor",
    "Same network, same rate, without that factor. Momentum's loss curve is that of ...",
    ["descent", "descent at ten times the rate", "Adam", "no other rule"],
    answer="descent at ten times the rate",
    because="The weights 1, 0.9, 0.81, ... add up to 10; at a small rate gradients hardly change.",
)  # fmt: skip

# %% folded=true
moons = published_moons()


def moons_losses(rule, lr, epochs=800):
    """The loss after every 20th epoch, in the published order of batches of 64."""
    network, optimizer, losses = lecture_network(), Optimizer(rule, lr=lr), []
    for epoch in range(epochs):
        for batch in lecture_batches(epoch, size=64):
            scores = network.forward(moons[0][batch], training=True)
            network.backward(binary_cross_entropy(scores, moons[1][batch])[1])
            optimizer.step(network)
        if epoch % 20 == 19:
            losses.append(engine.evaluate(network, binary_cross_entropy, moons)[0])
    return np.array(losses)


# %% folded=true alt="Training loss over 800 epochs, four curves that are two: descent and momentum with the factor lie on each other, falling slowly; momentum without it and descent at ten times the rate lie on each other, much lower."
entries = {
    "descent": (GradientDescent(), LR, "#333333", "-", 2),
    "momentum with (1 - beta)": (engine.DampedMomentum(0.9), LR, plots.GREEN, ":", 4),
    "descent, 10 times the rate": (GradientDescent(), 10 * LR, plots.PURPLE, "-", 2),
    "momentum": (Momentum(0.9), LR, plots.BLUE, ":", 4),
}
figure, ax = plots.new_figure(9, 2.9)
for name, (rule, lr, color, line, width) in entries.items():
    losses = moons_losses(rule, lr)
    ax.plot(range(20, 801, 20), losses, color=color, linestyle=line, linewidth=width, label=name)
    print(f"{name:27s} loss {losses[-1]:.3f} after 800 epochs")
ax.set(xlabel="epochs", ylabel="training loss (nats)")
ax.legend(loc="center left", bbox_to_anchor=(1, 0.5), fontsize=10)
figure

# %% [markdown]
# So the quoted sentence is half right. *The small rate*: yes. With the factor, momentum is descent, a little late;
# without it, descent with ten times the rate. Nobody had given momentum its rate. *The simplistic dataset*: let us see,
# on the 500 points of section 4, 200 updates (in batches of 10 four epochs). Each rule gets its own best rate, and 24
# new starts compare them (stored; one of the sentences in the table at the end):

# %% folded=true
stored = {trial.words: trial.numbers for trial in load_results("optimizers").outcomes["own_rates"]}
for trial in ("as in the notebook", "another draw"):
    came = stored[trial]
    for words, size in (("small", 10), ("large", 500)):
        told = {key.removeprefix(f"{words}, "): number for key, number in came.items()}
        print(f"{trial}, batches of {size}: momentum at {told['momentum, rate']:g},", end=" ")
        print(f"descent at {told['descent, rate']:g}: lower from {told['wins']}", end=" ")
        print(f"of {told['starts']} starts; {told['middle']:.2f} of its loss,", end=" ")
        print(f"at worst {told['worst']:.1f}")

# %% [markdown]
# With all points in every update momentum ends lower from nearly every start, as in the ravine. (At its fastest rate
# single runs are lost: in another draw one ends above five times descent's loss.) In batches of 10 noise holds both up,
# and momentum is a larger rate by another name.

# %% [markdown] minutes=5 lesson=false ask="AdaGrad's sum grows for ever. Each at its own rate, who stays nearer to the minimum?" answers="RMSProp, says nearly everybody, since AdaGrad stalls."
# ## 7 · A rate for each parameter
#
# Another idea against the ravine: divide each parameter's gradient by its usual size.
#
# $$\text{AdaGrad:}\; s \leftarrow s + \text{grad}^2 \qquad \text{RMSProp:}\; s \leftarrow \beta s + (1-\beta)\,\text{grad}^2 \qquad \theta \leftarrow \theta - \alpha\,\frac{\text{grad}}{\sqrt{s} + \varepsilon}$$
#
# All of it number by number. AdaGrad's sum (J. Duchi et al., 2011) never shrinks; RMSProp's (T. Tieleman and G. Hinton, 2012)
# is the average of section 5, which forgets. The tiny $\varepsilon$ keeps the divisor above 0. Often said: AdaGrad's steps
# shrink for ever, so it stalls. We take a ravine with curvatures 1 and 20 and noisy gradients. After 500 steps we put
# the walker back at the start, so that the rule must move once more.

# %%
predict(
    "optimizers", "adagrad",
    "Each at its own best rate, RMSProp's beta 0.9. Which one is nearer, on average over the walk?",
    ["AdaGrad", "RMSProp", "AdaGrad before step 500, RMSProp after it"],
    answer="AdaGrad",
    because="What stalls is a rate that was too small. Its own is more than ten times RMSProp's.",
)  # fmt: skip

# %% folded=true alt="Distance from the minimum in three panels. At one rate of 0.1 AdaGrad comes down slowly, before and after step 500. Each at its own rate, AdaGrad lies below RMSProp nearly throughout. Where gradients fade after step 500, AdaGrad at a rate of 46 stays far off before it and comes down more slowly after it; at the end it lies below."
figure, axes = plots.new_figure(10, 2.9, panels=3)
both = {"AdaGrad": engine.AdaGrad(), "RMSProp": engine.RMSProp(0.9)}
for name, rule in both.items():
    curves = [("both at 0.1", 0.1, noisy.distances(rule, (0.1,))[0])]
    curves.append(("each at its own", *noisy.at_own(rule)))
    curves.append(("gradients / 100 from 500 on", *noisy.at_own(rule, fades=100.0)))
    for ax, (title, rate, curve) in zip(axes, curves, strict=True):
        middle = curve.reshape(-1, 50).mean(axis=1)
        label = f"{name}, {rate:g}"
        ax.plot(range(25, 1500, 50), middle, **METHODS[name] | {"marker": None}, label=label)
        ax.set(title=title, xlabel="step", yscale="log", ylim=(0.03, 9))
        print(f"{title:28s} {name} at {rate:g}: mean distance {curve.mean():.2f},", end=" ")
        print(f"in thirds {curve.reshape(3, 500).mean(axis=1).round(2)}")
for ax in axes:
    ax.legend(fontsize=10, loc="upper right")
axes[0].set_ylabel("distance, mean of 50 steps")
figure

# %% [markdown]
# On the left, the usual picture: one rate for both. In the middle each has its own, and AdaGrad is nearer nearly
# throughout. AdaGrad's steps shrink; RMSProp's do not, and it keeps hopping, noise or none. On the right all gradients
# are a hundred times smaller from the return on. AdaGrad's sum still holds the large ones, so one rate cannot suit both
# parts: at 46 it hops about at first, and pays on the way: 0.95 to 0.69 over the 500 steps after the return; at the
# end it is nearer again, 0.05 to 0.24. So it is not a sum that grows for ever that makes AdaGrad slow, but gradients
# that fade while there is still a way to go.

# %% [markdown] minutes=10 lesson=false ask="Without the correction, is Adam's first step too long or too short?" answers="Most say too short, since both averages start at 0. The divisor is what they forget."
# ## 8 · Adam, step by step
#
# **Adam** (D. Kingma and J. Ba, 2015) takes the average of the gradients *and* divides by their size, both corrected:
#
# $$m \leftarrow \beta_1 m + (1-\beta_1)\,\text{grad} \qquad v \leftarrow \beta_2 v + (1-\beta_2)\,\text{grad}^2$$
#
# $$\hat m = \frac{m}{1-\beta_1^t} \qquad \hat v = \frac{v}{1-\beta_2^t} \qquad \theta \leftarrow \theta - \alpha\,\frac{\hat m}{\sqrt{\hat v} + \varepsilon}$$
#
# Customary: $\beta_1 = 0.9$, $\beta_2 = 0.999$, $\varepsilon = 10^{-8}$. $t$ counts the updates from 1.
# (Here $v$ is the average of the squares, RMSProp's $s$.)
#
# ### Exercise 5: one step of Adam
#
# <details><summary>Hint</summary>
#
# Five lines, in the order of the formulas. Return `m` and `v` as they run on, not their corrected copies.
#
# </details>


# %% exercise=3
def adam_step(theta, m, v, grad, t, lr, beta1, beta2, eps):
    """Return the new theta, m and v.

    >>> zero, one = np.array([0.0]), np.array([1.0])
    >>> adam_step(zero, zero, zero, one, t=1, lr=0.1, beta1=0.5, beta2=0.75, eps=0.0)
    (array([-0.1]), array([0.5]), array([0.25]))
    """
    # BEGIN SOLUTION
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return theta - lr * m_hat / (np.sqrt(v_hat) + eps), m, v
    # END SOLUTION


# %%
check.adam_step(adam_step)

# %% [markdown]
# It trains the network of the moons now, all 30 parameters in one array:

# %%
own_adam = checks.yours_or_ours(adam_step, check.adam_step, check_answers.adam_step)
network = lecture_network()
m, v = np.zeros_like(network.theta), np.zeros_like(network.theta)
for t in range(1, 301):
    scores = network.forward(moons[0], training=True)
    network.backward(binary_cross_entropy(scores, moons[1])[1])
    new = own_adam(network.theta, m, v, network.gradient, t, 0.03, 0.9, 0.999, 1e-8)
    network.theta[...], m, v = new
loss, right = engine.evaluate(network, binary_cross_entropy, moons)
print(f"Adam ({own_adam.whose}), 300 updates: loss {loss:.3f}, {100 * right:.0f} % right")

# %%
predict(
    "optimizers", "first_step",
    "Without the correction of m and v, Adam's first step is ...",
    ["a tenth as long: m starts at 0", "about three times as long", "as long: both cancel",
     "infinitely long"],
    answer="about three times as long",
    because="m is a tenth of the gradient, but the root of v only a thirtieth: 0.1 / 0.0316.",
)  # fmt: skip

# %% [markdown]
# **Task 2.** a) Switch the correction off. Find the step at which the missing correction hurts most, and its
# factor. b) With the correction, choose *changes sign*. How long are the steps in the end, in units of lr?

# %% folded=true alt="Left: the quantities of one Adam step as bars on a log scale. Right: the length of the steps so far, 1 in units of the rate."
stepper = adam_step_dashboard()
stepper

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# a) Step 12: 6.57 times too long. Both averages start at 0, but $m$ has caught up after ten steps, and $v$, which
# stands below, only after a thousand. b) 0.053: one rate is about the most, and far from the rule. Where gradients
# change their sign, $m$ is small and its divisor is not. (With gradients of 1e-6 and an eps of 1e-4 the step all but
# vanishes, too.)
#
# </details>
#
# It is often said that the correction can be left out. On the 500 points, twelve starts, batches of 10:

# %% folded=true alt="Change of the loss without the correction against the learning rate. After 200 updates it is a third lower at small rates and far higher at 0.1. After 2000 updates it is near zero from 0.003 to 0.03, still lower at 0.001 and higher at 0.1."
figure, ax = plots.new_figure(7, 3)
adam_rates = [0.001, 0.003, 0.01, 0.02, 0.03, 0.1]
recipe = {"seeds": tuple(range(12)), "at": (200, 2000)}
with_it, without = (
    measured_training.ends(Problem(updates=2000), rule, adam_rates, **recipe)
    for rule in (Adam(), engine.AdamUncorrected())
)
marks = {200: (plots.ORANGE, "s", "--"), 2000: (plots.BLUE, "o", "-")}
for k, (updates, (color, mark, line)) in enumerate(marks.items()):
    pairs = [compared(b, a) for a, b in zip(with_it[k], without[k], strict=True)]
    change = np.array([100 * each.change for each in pairs])
    error = [abs(value / each.errors) for value, each in zip(change, pairs, strict=True)]
    look = {"color": color, "marker": mark, "linestyle": line, "capsize": 3}
    ax.errorbar(adam_rates, change, yerr=error, label=f"after {updates} updates", **look)
    print(f"after {updates}:", ", ".join(f"{value:+.0f} %" for value in change))
ax.axhline(0, color=plots.GREY, linewidth=0.8)
ax.set(xscale="log", xlabel="learning rate", ylabel="loss without it (%)", ylim=(-60, 150))
ax.legend(loc="upper left")
figure

# %% folded=true
for k, updates in enumerate(marks):
    ours, theirs = (height(losses[k]).argmin() for losses in (without, with_it))
    rates = f"{adam_rates[ours]:g} against {adam_rates[theirs]:g} with it"
    gap = compared(without[k][ours], with_it[k][theirs])
    print(f"after {updates}, each at its own rate, {rates}: loss {gap} (one standard error)")

# %% [markdown]
# On these overlapping points a missing correction acts like a larger rate for the first thousand updates. A run of 200
# lies wholly within them: at a rate that is too small this even helps. Over ten times as many little of it is left, at
# a usable rate. At a rate that is already high the harm done at the beginning stays. Each at its own rate the two
# cannot be told apart (three standard errors count). So it is nearly right that it can be left out; but then there is a
# second learning rate that nobody set.

# %% [markdown] minutes=14 lesson=true ask="Before task a: momentum at 0.9 loses to plain descent here. Why? Then the vote on RMSProp's correction. Leave out the exercise." answers="Too few steps, too small a rate. That 0.9 is simply too much for a ravine of 20 is found with the slider."
# ## 9 · The race
#
# Five rules on one ground. Left their paths, from the open circle; right how high they still are. A rule has arrived
# when it stays within 0.05 of a minimum. The panel below opens with one rate for all: momentum and Adam lose to plain
# descent. And RMSProp is far ahead; at a rate of 0.1 it arrives at step 24. As published it has no correction.

# %%
predict(
    "optimizers", "rms_corrected",
    "RMSProp (beta 0.99 here) at lr 0.1, and its average corrected as Adam's is. It arrives ...",
    ["sooner, before step 20", "at step 24, as before", "later, near step 50",
     "much later, near step 100"],
    answer="much later, near step 100",
    because="Its average began at 0: first steps ten rates long, a rate that nobody set.",
)  # fmt: skip

# %% [markdown]
# **Task 3.** a) On the *ravine*, one rate for all: find a beta1 and an lr with which momentum needs fewer than 30 steps. b)
# *Each its own best*, RMSProp corrected: who is first? Now *ravine, turned*: who falls back, and who does not? c) The *bent
# valley*, each its own best, beta1 0.9: who arrives within 100 steps?

# %% folded=true alt="Left: paths of five update rules on the contours of a ravine. Right: their height above the minimum against steps, on a log scale; RMSProp is first, then descent, momentum and Adam."
race = race_dashboard(lr=0.07)
race

# %%
print(await race.finished())

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# a) For example 0.5 at 0.1: 14 steps; 0.7 at 0.07: 22. b) AdaGrad, in 4 steps, at a rate of 5: as long as the whole
# way, and its steps shrink at once. In the turned ravine it needs 53, RMSProp 76 instead of 32; descent and momentum do
# as before. Dividing number by number helps where the ravine lies along the parameters' axes. c) Only momentum (91, at
# 0.01) and Adam (81, at 1.9). In 300 steps others arrive, too:
#
# </details>

# %% folded=true
valley = SURFACES["bent valley"]
late = {"gradient descent": (GradientDescent(), 0.02), "AdaGrad": (engine.AdaGrad(), 1.9)}
for name, (rule, lr) in late.items():
    long_walk = descend(valley, rule, lr, steps=300)
    print(f"bent valley, {name} at {lr:g}: arrives at step {arrival(long_walk, valley)} of 300")
corrected = descend(RAVINE, Adam(0, 0.99), 0.1, steps=100)
print(f"ravine, RMSProp corrected at 0.1: arrives at step {arrival(corrected, RAVINE)}")

# %% [markdown]
# ### Exercise 6: settings for any ravine
#
# Which rate and which beta are good depends on the ravine. In a direction of curvature $c$ momentum shrinks the distance by
# $\sqrt\beta$ a step in the long run (on the borders themselves it first lags), as long as
#
# $$(1-\sqrt\beta)^2 \;\le\; \alpha c \;\le\; (1+\sqrt\beta)^2$$
#
# and more slowly beside it. Choose $\alpha$ and $\beta$ so that both curvatures, the smallest and the largest, lie
# within, with a $\beta$ as small as possible. The check looks at the borders, and races your settings in ravines with
# condition numbers from 3 to 1000.
#
# <details><summary>Hint</summary>
#
# Put the smallest curvature on the left border and the largest on the right one. Divide the two equations, and take the
# root.
#
# </details>


# %% exercise=6
def settings(low, high):
    """Return lr and beta for momentum in a ravine with these curvatures.

    >>> np.round(settings(1.0, 9.0), 2)
    array([0.25, 0.25])
    """
    # BEGIN SOLUTION
    k = np.sqrt(high / low)
    root = (k - 1) / (k + 1)
    return (1 + root) ** 2 / high, root**2
    # END SOLUTION


# %%
check.settings(settings)

# %% [markdown]
# <details><summary>The beta, as a formula (open it after the exercise)</summary>
#
# $\beta = \left(\frac{\sqrt k - 1}{\sqrt k + 1}\right)^2$ with the condition number $k$: 0.40 in the ravine of the race,
# 0.80 in that of the temperatures.
#
# </details>
#
# The stars are at your beta:

# %% folded=true alt="Steps at the best rate against beta for condition numbers 20, 100 and 350, on a log scale. Each curve has a valley, further right the larger the condition number; the stars lie in the valleys, near 0.4, 0.67 and 0.8. At 0.9 the curve for 20 lies above its own left end."
own_settings = checks.yours_or_ours(settings, check.settings, best_settings)
numbers, beta_grid = (20.0, 100.0, 350.0), [0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95]
stars = {k: float(own_settings(1.0, k)[1]) for k in numbers}
found = {
    k: {
        beta: at_best_rate(ravine_of(1.0, k), beta, k, most=round(2.5 * k) + 150)
        for beta in (*beta_grid, stars[k])
    }
    for k in numbers
}
figure, ax = plots.new_figure(7, 3.2)
drawing.draw_betas(ax, found, stars, beta_grid)
ax.set_title(f"stars: settings ({own_settings.whose})", loc="left")
figure

# %% [markdown]
# The star is the beta of the fastest rate in the long run; to 0.05 a slightly larger one is sooner. So 0.9 is no law.
# In a ravine of 20 it loses to plain descent, in the other two it wins; a network with much noise may want neither. At last all together, each at its own rate, with your rules and your beta:

# %% folded=true alt="Bars of steps. In the ravine AdaGrad needs 4, momentum and Adam with beta 0.40 about 15, RMSProp corrected 32, descent 45, momentum and Adam with 0.9 about 75. Turned, AdaGrad needs 53, RMSProp 76, Adam with 0.40 34; descent and momentum as before."
figure, axes = plots.new_figure(11, 3.4, panels=2)
runners = {"momentum": rolls, "adam": own_adam, "beta": stars[20.0], "whose": rolls.whose}
for ax, where in zip(axes, ("ravine", "ravine, turned"), strict=True):
    drawing.draw_bars(ax, own_race.race_of(where, **runners), most=100)
    ax.set_title(where)
axes[1].set_yticklabels([])
figure

# %% [markdown]
# No rule wins everywhere. Momentum with a beta that suits the ground is hard to beat, and one has to know the ground.
# Rules that divide are good where parameters have quite different scales, each for itself. With one rate for all, and a
# ground and betas of one's choice, any of the five can be made to win. The usual advice is to begin with Adam and to try
# momentum with a rate of its own; 05b holds that against networks, tables and seeds.

# %% [markdown] minutes=2 lesson=true ask="You add momentum, keep the rate, and nothing changes. What do you ask first?" answers="By now: with the factor or without, and whether it was given a rate of its own."
# ## What remains
#
# * On a quadratic, gradient descent with all examples in every step explodes above 2 / L and arrives below it.
# * A ReLU network of two hidden layers, trained by gradient descent with all points of overlapping classes in every
#   update, at a rate from 0.7 to 3, moves to where its largest curvature is about 2 / rate: its loss rises in every
#   fourth update or more often, and falls all the same.
# * Normalizing the inputs of a line takes its condition number to 1. <!-- definition -->
# * An exponential average holds about two thirds of its weight in the last 1 / (1 - beta) values. <!-- definition -->

# %% [markdown]
# * At a small rate momentum ends, within 5 %, with the loss of gradient descent at 1 / (1 - beta) times the rate; in
#   the form with the factor (1 - beta), of gradient descent at the same.
# * Each at its own rate, momentum (0.9) ends 200 updates with a lower loss than gradient descent from at least four of
#   five starts where all points are in every update of a ReLU network; in batches of 10, on the moons, from about half of
#   them. At its fastest rate single runs are lost.
# * Without noise the best beta depends on the condition number k: 0.9 loses to gradient descent at k = 20 and wins
#   from 50 on; at k from 20 to 350, each at its own rate, ((root k - 1) / (root k + 1))^2 beats both.
# * AdaGrad at its own rate needs few steps in a ravine along the axes, and several times as many in one that is
#   turned against them.

# %% [markdown]
# * Each at its own rate, AdaGrad stays nearer to the minimum of a noisy ravine than RMSProp, on average over a walk;
#   farther by a quarter or more where, after a third of the walk, gradients are a hundred times smaller and there is
#   still a way to go, and RMSProp forgets fast (beta 0.9).
# * RMSProp's quick start with a beta of 0.99 is its missing correction, where the ground is neither bent nor turned:
#   corrected it needs twice the steps or more, each at its own rate.
# * With beta2 of 0.999 and overlapping classes, in a network of two hidden layers of 16, Adam's missing correction
#   changes the loss after 200 updates by a tenth or more, and after 2000 by less than a tenth, at rates near 0.003 to
#   0.01; where the points come to be fitted it is felt longer, as at 0.001, and at 0.1 its harm stays.
# * With beta1 of 0.9 Adam's steps are hardly ever longer than one rate in any parameter, and a third of it or less
#   once gradients change their sign.

# %% tags=["nbval-ignore-output"]
print(how_right("optimizers"))

# %% [markdown] minutes=2 lesson=false
# ## How far this holds
#
# Each sentence was tried again with other data, starts, rates and budgets. A mark is one of these conditions; a cross is
# one that the sentence excludes: momentum, for example, stands 2 / L and more.

# %%
claims_table("optimizers")

# %%
again("optimizers", "best_beta")

# %% [markdown]
# **What people get wrong**
#
# * They divide by $\sigma^2$, or normalize the dev set with its own statistics.
# * They write the corrected average back into the running one, or count $t$ from 0.
# * They compare two rules at one learning rate, and two forms of momentum as if they were one.
# * They take 2 / L for a border of networks, or a first step that is too long for a virtue.
#
# **Exercises here:** 1 the largest rate · 2 normalize · 3 the corrected average · 4 momentum · 5 Adam · 6 settings

# %% [markdown]
# ## Going further
#
# **"Momentum is direction, RMSProp is speed."** A popular slogan. Both change both: compare the first steps of each rule
# in the ravine, as angle and length.

# %% folded=true
downhill = -RAVINE.gradient(np.array(RAVINE.start))
rules = {"descent": GradientDescent(), "momentum": Momentum(), "RMSProp": engine.RMSProp()}
for name, rule in rules.items():
    moves = np.diff(descend(RAVINE, rule, 0.01, steps=4), axis=0)
    turn = np.degrees(np.arctan2(moves[:, 1], moves[:, 0]) - np.arctan2(downhill[1], downhill[0]))
    print(f"{name:9s} degrees off the first gradient {turn.round(0) + 0.0}", end=", ")
    print(f"length {np.linalg.norm(moves, axis=1).round(2)}")

# %% [markdown]
# **Names.** Adam is *adaptive moment estimation*, not "adaptive momentum". Slides titled *Nesterov* sometimes show plain
# momentum, and slides on Adam call Nesterov's update "momentum"; Nesterov's takes the gradient one step ahead (05c); Adam with it would be Nadam. RMSProp's customary
# $\beta$ is 0.9 or 0.99; 0.999 is Adam's $\beta_2$.

# %% [markdown]
# **References**
#
# * A. Cauchy (1847), *Méthode générale pour la résolution des systèmes d'équations simultanées*: gradient descent.
# * B. Polyak (1964), *Some methods of speeding up the convergence of iteration methods*: momentum.
# * J. Duchi, E. Hazan, Y. Singer (2011), *Adaptive subgradient methods*, JMLR 12: AdaGrad.
# * T. Tieleman, G. Hinton (2012), *Lecture 6.5: RMSProp*, Neural Networks for Machine Learning.
# * D. Kingma, J. Ba (2015), *Adam: a method for stochastic optimization*, ICLR.
# * A. Ng et al. (2017), *Improving deep neural networks*, deeplearning.ai: the moons table, which 05b computes again.
# * G. Goh (2017), *Why momentum really works*, Distill: momentum on quadratics, with sliders.
# * J. Cohen et al. (2021), *Gradient descent on neural networks typically occurs at the edge of stability*, ICLR.
# * National Oceanic and Atmospheric Administration: the weather in Seattle, 2012 to 2015.
#
# 05b compares the rules on networks, 05c has batch sizes, clipping and weight decay. The next notebook of the main line
# is 06, learning-rate schedules.
