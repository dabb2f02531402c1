# ---
# jupyter:
#   course:
#     title: Optimizers
#     question: The gradient is known. What is a good step?
#     about: learning rate and curvature, normalized inputs, batch size, averages, momentum, AdaGrad, RMSProp, Adam
#     needs: ["01"]
#     minutes: 100
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 05 · Optimizers (최적화)
#
# **The gradient says which way is down. How far to go, on how many examples, and what to remember of the steps
# before: that decides whether a run crawls, arrives or explodes.**
#
# After this notebook you can
#
# * tell from the curvature of a loss which learning rates (학습률) explode, and mend it by normalizing the inputs,
# * count epochs and updates, and say what a larger batch buys,
# * write an exponentially weighted average, momentum and Adam from memory,
# * see through two published results about optimizers that are not what they seem.
#
# Time: 70 minutes, and 30 for the exercises. You need: gradients and backpropagation (notebook 01).

# %% [markdown]
# *The lectures* below are Korean course notes and slides on training networks; two of them follow Andrew Ng's online
# course, whose experiments we repeat.
#
# **Two questions first.** Write your answers on a piece of paper; you will need them at the end.
#
# 1. A run explodes. Somebody says: "Your batches are too noisy. With all examples in every step the loss can only
#    fall." Right?
# 2. You add momentum to gradient descent, keep the learning rate, and the curve does not change at all. Is momentum
#    useless on your problem?

# %%
try:
    import course_lib
except ImportError:
    print("This kernel does not know the course. Close JupyterLab and start it with: make lab")
else:
    print(f"course_lib {course_lib.__version__} is ready")

# %%
import time

import numpy as np

from course_lib import engine, plots
from course_lib.chapters.optimizers import check, moons_table
from course_lib.chapters.optimizers.adam_step_dashboard import adam_step_dashboard
from course_lib.chapters.optimizers.average_lens_dashboard import average_lens_dashboard
from course_lib.chapters.optimizers.batch_size_dashboard import batch_size_dashboard
from course_lib.chapters.optimizers.line import curvatures, line_surface
from course_lib.chapters.optimizers.race_dashboard import race_dashboard
from course_lib.datasets import load_sweep, load_weather, published_moons
from course_lib.engine import Adam, GradientDescent, Momentum, Optimizer, evaluate, fit, stack
from course_lib.experiments.descents import arrival, descend
from course_lib.experiments.surfaces import RAVINE
from course_lib.experiments.worked_matrices import LR, lecture_batches, lecture_network
from course_lib.plots.surfaces import METHODS, draw_contours, draw_path

# %% [markdown]
# ## 1 · A run that crawls and one that explodes
#
# How warm will the day be, after a night of so many degrees? We have four years of weather in Seattle, and fit a
# line, $\text{day} = w \cdot \text{night} + b$, to the first three. The fourth is our dev set.

# %% alt="A cloud of points rising to the right: warm nights are followed by warm days."
dates, high = load_weather("high")
_, low = load_weather("low")
is_train = dates < np.datetime64("2015-01-01")
x_train, y_train, x_dev, y_dev = low[is_train], high[is_train], low[~is_train], high[~is_train]
figure, ax = plots.new_figure(5, 3)
ax.plot(x_train, y_train, ".", color=plots.BLUE, markersize=3)
ax.set(xlabel="lowest temperature of the night (°C)", ylabel="highest of the day (°C)")
figure

# %% [markdown]
# Gradient descent (경사하강법) on the mean of $\frac12(\text{error})^2$, with all days in every step:
#
# $$w \leftarrow w - \alpha \, \overline{e\,x} \qquad b \leftarrow b - \alpha \, \overline{e} \qquad e = w x + b - y$$
#
# $\alpha$ is the learning rate, `lr`; the bar is the mean over the days.


# %%
def fit_line(x, y, lr, steps):
    w, b = 0.0, 0.0
    path = [(w, b)]
    for _ in range(steps):
        error = w * x + b - y
        w, b = w - lr * np.mean(error * x), b - lr * np.mean(error)
        path.append((w, b))
    return np.array(path)


def typical_error(path, x, y):
    w, b = path[..., :1], path[..., 1:]
    return np.sqrt(np.mean((w * x + b - y) ** 2, axis=-1))


# %% [markdown]
# After 100 steps at a rate of 0.001 the typical error is still more than a degree above that of the best line.
#
# **Predict first.** What do 20 times the rate give, and 30 times?

# %%
best_error = typical_error(np.polyfit(x_train, y_train, 1), x_train, y_train)
print(f"the best line is off by {best_error:.2f} °C")
for lr in (0.001, 0.02, 0.03):
    path = fit_line(x_train, y_train, lr, steps=100)
    print(f"lr {lr:5g}: after 100 steps off by {typical_error(path, x_train, y_train)[-1]:.3g} °C")

# %% [markdown]
# One run crawls. The next is better, and not there yet. A little more, and the error has 26 digits. Between *slow*
# and *explodes* there is no room for *fast*.
#
# Nothing is wrong with the code, and nothing is noisy: two parameters, all days in every step. So what is it?

# %% [markdown]
# ## 2 · The ravine
#
# The loss over the plane of $(w, b)$ is a surface. (`line_surface` has its formula, so that we can draw it.)
# Here are 300 steps at 0.02:

# %% alt="Contours of a very long, narrow, slanted ravine. The path jumps across it from wall to wall many times before it creeps along the floor towards the star, the minimum."
ground = line_surface(x_train, y_train, view=(-0.5, 3.5, -3, 14))
figure, ax = plots.new_figure(6, 3.2)
draw_contours(ax, *ground.grid(), levels=20)
style = METHODS["gradient descent"] | {"linewidth": 0.8}
draw_path(ax, fit_line(x_train, y_train, 0.02, steps=300), **style)
ax.plot(*ground.minima[0], "*", color="black", markersize=14)
ax.set(xlabel="w (°C per °C)", ylabel="b (°C)", title="gradient descent, lr 0.02")
figure

# %% [markdown]
# Across the ravine the ground is steep, along its floor almost flat. One rate must do for both.
#
# How steep is told by the *curvature* $c$: the second derivative in a direction. Along a direction of curvature
# $c$ the gradient is $c$ times the distance from the minimum, so a step multiplies the distance by $1 - \alpha c$. It
# shrinks where $|1 - \alpha c| < 1$:
#
# $$\text{explodes} \iff \alpha > \frac{2}{L}, \qquad L = \text{the largest curvature}$$

# %%
flattest, L = curvatures(ground)
print(f"curvature: largest {L:.1f}, smallest {flattest:.2f}, condition number {L / flattest:.0f}")
print(f"explodes above 2 / L = {2 / L:.4f}; along the floor a step at 0.02 makes", end=" ")
print(f"{100 * 0.02 * flattest:.1f} % of the way")

# %% [markdown]
# The *condition number* (조건수) is the ratio of the two. The larger, the more steps: the rate must suit the largest curvature, and
# the smallest has to live with it.
#
# Three of the lectures say that with all examples in a step the loss can only fall.
#
# **Predict first.** Is $2/L$ a soft border? What happens 1 % below it, and 1 % above?

# %%
for factor in (0.99, 1.01):
    path = fit_line(x_train, y_train, factor * 2 / L, steps=400)
    first, last = typical_error(path, x_train, y_train)[[0, -1]]
    print(f"lr {factor:.2f} * 2 / L: off by {first:.1f} °C at the start, {last:.3g} °C at the end")

# %% [markdown]
# It is a cliff. The loss falls in every step only while $\alpha < 2/L$, full batch or not.

# %% [markdown]
# ## 3 · Normalize the inputs (입력 정규화)
#
# The ravine comes from the data. Most nights lie well above 0 °C, so a little more $w$ raises nearly all predictions, much
# more than a little more $b$, and each can stand in for the other. A change of units mends it:
#
# $$z = \frac{x - \mu}{\sigma} \qquad \mu, \sigma: \text{mean and standard deviation of the training set}$$
#
# ### Exercise 1: normalize two sets
#
# Training and dev set come as arrays of shape (examples, features).
#
# <details><summary>Hint</summary>
#
# `x.mean(axis=0)` gives one mean for each feature. Which set do you take it from, for the dev set?
#
# </details>


# %%
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
# A lecture slide divides by $\sigma^2$ instead.
#
# **Predict first.** Does that matter? It is only a constant, and $w$ can adapt.

# %% alt="Three contour plots: raw inputs give a narrow slanted ravine, division by sigma squared gives an upright ellipse, division by sigma gives circles."
mean, std = x_train.mean(), x_train.std()
inputs = {
    "as measured": x_train,
    "(x - mean) / σ²": (x_train - mean) / std**2,
    "(x - mean) / σ": (x_train - mean) / std,
}
figure, axes = plots.new_figure(9, 3, panels=3)
for ax, (name, x) in zip(axes, inputs.items(), strict=True):
    w, b = np.polyfit(x, y_train, 1)
    near = line_surface(x, y_train, view=(w - 10, w + 10, b - 10, b + 10))
    draw_contours(ax, *near.grid())
    ax.set(xlabel="w", ylabel="b", title=name, aspect="equal")
figure

# %%
for name, x in inputs.items():
    c_low, c_high = curvatures(line_surface(x, y_train))
    path = fit_line(x, y_train, lr=1 / c_high, steps=3000)
    needed = np.argmax(typical_error(path, x, y_train) < best_error + 0.01)
    print(f"{name:16s} condition number {c_high / c_low:5.1f}, at lr 1 / L {needed} steps", end=" ")
    print("until within 0.01 °C of the best")

# %% [markdown]
# The round bowl takes one step. Dividing by $\sigma^2$ over-corrects: a feature with $\sigma = 5$ comes out with a
# spread of 1/5, one with $\sigma = 0.1$ with a spread of 10. (The slide's formula for $\sigma^2$ also holds only
# after the mean is subtracted.)
#
# **Predict first.** The fourth year was warmer. Why not normalize it with its own mean and $\sigma$?

# %%
print(f"nights of the fourth year: {x_dev.mean() - mean:+.1f} °C against the first three")
w, b = np.polyfit((x_train - mean) / std, y_train, 1)
for name, mu, sigma in (("training", mean, std), ("its own", x_dev.mean(), x_dev.std())):
    off = w * (x_dev - mu) / sigma + b - y_dev
    print(f"fourth year with {name} mean and σ: {-off.mean():.1f} °C too cold on average")

# %% [markdown]
# A night of 10 °C must mean the same to the line in every year. Normalized by its own statistics, the warm year loses
# just what makes it warm. And a single new day has no $\sigma$ at all.

# %% [markdown]
# ## 4 · How many examples in a step?
#
# So far every step looked at all days. Three words, which the lectures mix up:
#
# * an **update** (one **iteration**, 반복): one step of the parameters,
# * an **epoch** (에포크): every example has been used once,
# * a **mini-batch** (미니배치): the examples of one update. All of them: *batch* or *full-batch* gradient descent; one of
#   them: *stochastic* gradient descent (SGD), today said of small batches too.
#
# ### Exercise 2: count the updates
#
# The last batch of an epoch may be short. It is used too.
#
# <details><summary>Hint</summary>
#
# `n // batch_size` rounds down. How do you round up? (`-(-7 // 2)` is 4.)
#
# </details>


# %%
def count_updates(n, batch_size, epochs):
    """Return how many updates a run makes on n examples.

    >>> count_updates(10, 5, 3)
    6
    """
    # BEGIN SOLUTION
    return -(-n // batch_size) * epochs
    # END SOLUTION


# %%
check.count_updates(count_updates)

# %% [markdown]
# Now a network: two inputs, hidden layers of 5 and 2 ReLU units, one output, for two classes of 300 points, the *moons*.
# (The lectures' 2-5-2-1, with their first weights.) Three batch sizes, one learning rate, 3000 updates each.
#
# **Predict first.** After the same number of updates: which batch size has the lowest loss?

# %%
data = published_moons()
runs = {}
for size, epochs in ((300, 3000), (30, 300), (1, 10)):
    runs[size] = engine.History(
        loss=lambda step: evaluate(step.network, engine.binary_cross_entropy, data)[0],
        seconds=lambda step: time.perf_counter(),
    )
    recipe = {"epochs": epochs, "batch_size": size, "rng": np.random.default_rng(0)}
    network, optimizer = lecture_network(), Optimizer(lr=0.03)
    for step in engine.train(network, engine.binary_cross_entropy, optimizer, data, **recipe):
        if step.number % 50 == 0:
            runs[size].record(step)

# %% alt="Loss of three batch sizes. Against epochs the single example is far ahead; against updates the three curves lie almost on each other."
figure, axes = plots.new_figure(9, 3.2, panels=2)
looks = {300: (plots.BLUE, "-"), 30: (plots.GREEN, "--"), 1: (plots.ORANGE, ":")}
for size, (color, line) in looks.items():
    run = runs[size]
    updates = run.epochs * (300 // size)
    for ax, x in zip(axes, (run.epochs, updates), strict=True):
        ax.plot(x, run["loss"], color=color, linestyle=line, linewidth=2, label=f"batch {size}")
for ax, name in zip(axes, ("epochs", "updates"), strict=True):
    ax.set(xlabel=name, ylabel="training loss (nats)", ylim=(0, 0.75))
axes[0].set_xscale("log")
axes[1].legend()
figure

# %% tags=["nbval-ignore-output"]
for size, run in runs.items():
    seconds = run["seconds"] - run["seconds"][0]
    below = seconds[run["loss"] < 0.4][0]
    print(f"batch {size:3d}: loss below 0.4 in {below:.1f} s, all updates in {seconds[-1]:.1f} s")

# %% [markdown]
# **What we saw.** Against *epochs* one example at a time wins by far: it makes 300 updates where the full batch makes
# one. Against *updates* the three are nearly alike: an update from one example brings almost as much as one from 300. In
# *seconds* (yours will differ) they are not far apart either: a batch of 30 costs the machine hardly more than a single
# example, and one of 300 nowhere near 300 times as much.
#
# So what does a larger batch buy? Less *noise*: its gradient lies closer to that of all examples.

# %% [markdown]
# **Task 1.** a) Find the smallest batch whose noise is shorter than the gradient itself. b) The noise is to be
# halved: how many times as large must the batch be?

# %% alt="Left: gradients of 200 batches scatter around the full gradient. Right: their typical distance from it falls as one over the square root of the batch size."
batches = batch_size_dashboard(rng=np.random.default_rng(0))
batches

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# a) 64. Below it most of a batch's gradient is noise, and yet small batches train. b) Four times: the noise falls as
# $1/\sqrt{B}$, the cost grows as $B$. (For batches drawn with replacement. A shuffled epoch has a little less
# noise, and the full batch has none.)
#
# </details>

# %% [markdown]
# ### Batch size and learning rate belong together
#
# Less noise allows longer steps.
#
# **Predict first.** 20 epochs at a rate of 0.3: which batch sizes learn?

# %% alt="Loss after 20 epochs against the learning rate, one curve for each batch size. The smaller the batch, the further left lies the lowest point, and the earlier the curve turns up."
rates = np.array([0.003, 0.01, 0.03, 0.1, 0.3, 1, 3])
figure, ax = plots.new_figure(7.5, 3.2)
for size, look, color in (
    (300, "o-", plots.BLUE),
    (64, "s-", plots.GREEN),
    (8, "^-", plots.PURPLE),
    (1, "D-", plots.ORANGE),
):
    side_by_side = stack([lecture_network() for _ in rates])
    optimizer = Optimizer(lr=rates[:, None, None])
    recipe = {"epochs": 20, "batch_size": size, "rng": np.random.default_rng(0)}
    fit(side_by_side, engine.binary_cross_entropy, optimizer, data, **recipe)
    losses = evaluate(side_by_side, engine.binary_cross_entropy, data)[0]
    ax.plot(rates, losses, look, color=color, label=f"batch {size}")
    print(f"lr {rates[4]}, batch {size:3d}: loss {losses[4]:.1f} after 20 epochs")
ax.axhline(np.log(2), **plots.REFERENCE, label="guessing, ln 2")
ax.set(xscale="log", xlabel="learning rate", ylabel="training loss (nats)", ylim=(0, 0.9))
ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
figure

# %% [markdown]
# At this rate the full batch has hardly begun, and the single example has been thrown out: ln 2 is what guessing costs. Each
# batch size has a range of rates of its own, and it moves up with the batch. Whoever changes the batch size and
# keeps the rate compares two things at once.

# %% [markdown]
# ## 5 · Averages that forget
#
# Noise can also be averaged away *over time*. Take a noisy series: the highest temperature of each day. (The lectures
# use London's.) An **exponentially weighted average** (지수 가중 평균) keeps one number and lets the past fade:
#
# $$v \leftarrow \beta v + (1 - \beta)\,\text{value} \qquad v = 0 \text{ at the start}$$
#
# **Predict first.** $\beta = 0.98$: what will be wrong with the curve, in January and in autumn?

# %% alt="Temperatures of a year with three averages. With beta 0.98 the curve starts near zero, far too cold, and lags weeks behind the seasons."
days = np.arange(1, 366)
figure, ax = plots.new_figure()
ax.plot(days, high[:365], ".", color=plots.GREY, markersize=3, label="each day")
for beta, color, line in (
    (0.5, plots.GREEN, ":"),
    (0.9, plots.BLUE, "-"),
    (0.98, plots.ORANGE, "--"),
):
    curve = engine.exponential_average(high[:365], beta)
    ax.plot(days, curve, color=color, linestyle=line, linewidth=2, label=f"beta {beta}")
ax.set(xlabel="day of 2012", ylabel="highest temperature (°C)", ylim=(-3, 36))
ax.legend(ncols=4, loc="upper center", fontsize=9)
figure

# %% [markdown]
# It starts far too cold, because $v$ started at 0; and it is late, by weeks.
#
# How long does it remember? Written out, the value $k$ days back has the weight $(1-\beta)\beta^k$. *"It is the
# average of the last $1/(1-\beta)$ days"*, says one lecture; *"what is older has no influence"*, another.
#
# **Predict first.** How much of the weight do the last $1/(1-\beta)$ days hold?

# %%
for beta in (0.9, 0.98, 0.99):
    window = round(1 / (1 - beta))
    held = engine.window_weights(beta, window).sum()
    print(f"beta {beta}: the last {window:3d} days hold {100 * held:.0f} % of the weight,", end=" ")
    print(f"the weight {window} days back is {beta**window:.2f} of the newest")

# %% [markdown]
# About a third is older. The window is where a weight has fallen to about $1/e = 0.37$ of the newest, not where it ends.
#
# **Bias correction** (편향 보정). On day $t$ the weights so far add up to $1 - \beta^t$, which is less than 1. Divide by it:
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


# %%
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

# %% [markdown]
# **Task 2.** a) Find the smallest beta that keeps the curve within 2 degrees of its neighbour days, over all
# four years. b) Set beta to 0.98: what does the curve show on day 1, without and with the correction?

# %% alt="Left: daily temperatures and their average over the first 60 days. Right: the weights of the last 60 days as stems, fading, with the window marked."
lens = average_lens_dashboard(high)
lens

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# a) 0.84. b) 0.3 °C without, 12.8 with. Choose *first year* and tick the box a few times: the correction fades with
# $\beta^t$ and is gone by summer.
#
# </details>

# %%
for beta in (0.83, 0.84):
    change = np.abs(np.diff(engine.exponential_average(high, beta))).max()
    print(f"beta {beta}: largest change from one day to the next {change:.2f} °C")

# %% [markdown]
# ## 6 · Momentum (모멘텀)
#
# Across the ravine the gradient changes its sign in every step; along the floor it always points the same way. A sum
# that forgets lets the first cancel and the second grow:
#
# $$\text{velocity} \leftarrow \beta\,\text{velocity} + \text{grad} \qquad \theta \leftarrow \theta - \alpha\,\text{velocity}$$
#
# $\theta$ stands for all parameters. Think of a ball that rolls: $\beta$ is what friction leaves of its speed. (In physics momentum is
# mass times velocity, and inertia what keeps a body moving. Here the mass is 1.)
#
# ### Exercise 4: one step of momentum
#
# <details><summary>Hint</summary>
#
# Two lines, in the order of the formula. Make new arrays: `velocity *= beta` would change the caller's.
#
# </details>


# %%
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
# Back to the raw temperatures and their ravine. Gradient descent gets the best rate that there is for it,
# $2/(L + \text{smallest curvature})$; momentum gets the same.
#
# **Predict first.** How many steps does each need until the line is within 0.01 °C of the best?

# %% alt="Left: the path of momentum swings in wide curves but moves along the ravine to the minimum. Right: the error of momentum reaches its floor many times sooner than that of gradient descent."
best_lr = 2 / (L + flattest)
figure, (plane, curve_ax) = plots.new_figure(9, 3.4, panels=2)
draw_contours(plane, *ground.grid(), levels=20)
for name, rule in (("gradient descent", GradientDescent()), ("momentum", Momentum(0.9))):
    walk = descend(ground, rule, best_lr, steps=1000)
    off = typical_error(walk, x_train, y_train)
    draw_path(plane, walk[:60], **METHODS[name] | {"linewidth": 1})
    curve_ax.plot(off, label=name, **METHODS[name] | {"marker": None})
    print(f"{name:16s} {np.flatnonzero(off > best_error + 0.01)[-1] + 1} steps")
plane.set(xlabel="w", ylabel="b", title="the first 60 steps")
curve_ax.set(xlabel="step", ylabel="typical error (°C)", ylim=(3.4, 6), xlim=(0, 600))
curve_ax.legend()
figure

# %% [markdown]
# ### "Momentum makes no difference"
#
# Andrew Ng's course compares on the moons, 10 000 epochs at a rate of 0.0007. It reports 79.7 % for gradient descent, 79.7 %
# for momentum, 94.0 % for Adam: with momentum, not a tenth of a percent more. (One of the lectures has it that momentum is
# almost always better.)
#
# Course and lectures write momentum with one more factor: $\text{velocity} \leftarrow \beta\,\text{velocity} +
# (1-\beta)\,\text{grad}$. Ours has none.
#
# **Predict first.** What would the table show without that factor? And gradient descent with ten times the rate?

# %%
table = load_sweep("optimizers_moons")
published = {"gradient descent": "79.7", "momentum with (1 - beta)": "79.7", "Adam": "94.0"}
for name in table.axes["rule"][:5]:
    row = table.at(rule=name)
    print(f"{name:26s} {100 * row['accuracy'][-1]:5.1f} %, loss {row['loss'][-1]:.3f}", end="")
    print(f"   published {published[name]} %" if name in published else "")

# %% [markdown]
# (Stored: 10 000 epochs take 20 seconds a row, in the published order of batches. The first 300 again, here:)

# %%
for name in ("momentum with (1 - beta)", "momentum"):
    loss, _ = moons_table.table_curves(name, epochs=300)
    apart = np.abs(loss - table.at(rule=name)["loss"][:3]).max()
    print(f"{name}: loss {loss[-1]:.4f} after 300 epochs; equals the stored: {apart < 1e-6}")

# %% alt="Training loss over 10 000 epochs. Gradient descent and momentum with the factor lie on each other; momentum without it and gradient descent with ten times the rate lie on each other, much lower; Adam is lowest."
figure, ax = plots.new_figure(9, 3.2)
entries = [
    ("gradient descent", "#333333", "-", 2), ("momentum with (1 - beta)", plots.GREEN, ":", 4),
    ("gradient descent, 10 lr", plots.PURPLE, "-", 2), ("momentum", plots.BLUE, ":", 4),
    ("Adam", plots.ORANGE, "--", 2),
]  # fmt: skip
for name, color, line, width in entries:
    loss = table.at(rule=name)["loss"]
    ax.plot(table.fixed["epochs"], loss, color=color, linestyle=line, linewidth=width, label=name)
ax.set(xlabel="epochs", ylabel="training loss (nats)", ylim=(0, 0.75))
ax.legend(loc="center left", bbox_to_anchor=(1, 0.5), fontsize=9)
figure

# %% [markdown]
# **What we saw.** The weights $1, \beta, \beta^2, \dots$ add up to $1/(1-\beta) = 10$, not to 1: our velocity is a sum, not
# the average that a lecture calls it. Where the gradient stays the same for
# many steps, a velocity without the factor grows to ten gradients, and one with it to a single one. So at an equal rate
# the first is gradient descent with ten times the rate, and the second is gradient descent, a little late.
#
# "No difference" was the factor, not momentum. And on the moons momentum is worth no more than a larger rate.
# In the ravine it is worth more: gradient descent cannot take ten times the rate there.

# %%
for name, rule, lr in (
    ("gradient descent, 10 times the rate", GradientDescent(), 10 * best_lr),
    ("momentum", Momentum(0.9), best_lr),
    ("momentum with (1 - beta), 10 times the rate", engine.DampedMomentum(0.9), 10 * best_lr),
):
    off = typical_error(descend(ground, rule, lr, steps=300)[-1], x_train, y_train)
    print(f"{name:44s}", "exploded" if np.isnan(off) else f"{off:.3f} °C")

# %% [markdown]
# ## 7 · A rate for each parameter
#
# Another idea against the ravine: divide each parameter's gradient by its usual size.
#
# $$\text{AdaGrad:}\quad s \leftarrow s + \text{grad}^2 \qquad \text{RMSProp:}\quad s \leftarrow \beta s + (1-\beta)\,\text{grad}^2 \qquad \theta \leftarrow \theta - \alpha\,\frac{\text{grad}}{\sqrt{s} + \varepsilon}$$
#
# All of it number by number. AdaGrad's sum never shrinks; RMSProp's *leaks*: it is the average of section 5. The tiny
# $\varepsilon$ keeps the divisor above 0.
#
# **Predict first.** A ravine with curvatures 1 and 20, and gradients with noise, as batches have it. What becomes of
# each in the long run?

# %% alt="Left: AdaGrad's distance from the minimum falls slowly throughout; RMSProp's falls at once and then stays level. Right: AdaGrad's steps get shorter throughout; RMSProp's stay as long as they were."
figure, (distance_ax, length_ax) = plots.new_figure(panels=2)
for name, rule in (("AdaGrad", engine.AdaGrad()), ("RMSProp", engine.RMSProp(0.9))):
    rng = np.random.default_rng(0)
    walk = descend(RAVINE, rule, 0.1, steps=2000, noise=1, rng=rng)
    distance = np.linalg.norm(walk[1:], axis=1)
    length = np.abs(np.diff(walk[:, 0]))
    for ax, series in ((distance_ax, distance), (length_ax, length)):
        means = series.reshape(-1, 50).mean(axis=1)  # of 50 steps each
        ax.plot(np.arange(25, 2000, 50), means, label=name, **METHODS[name] | {"markersize": 4})
    print(f"{name}: distance {distance[:50].mean():.1f} in the first 50 steps,", end=" ")
    print(f"{distance[200:250].mean():.1f} after 200, {distance[-50:].mean():.1f} at the end")
distance_ax.set(xlabel="step", ylabel="distance from the minimum", yscale="log")
length_ax.set(xlabel="step", ylabel="length of a step along the floor", yscale="log")
distance_ax.legend()
figure

# %% [markdown]
# AdaGrad slows down for ever: every gradient, noise included, adds to its sum. It comes to rest, but if it has far to go, it
# stalls on the way. RMSProp forgets and keeps its pace. It is near the minimum at once, and then hops around it,
# because it divides small gradients by their small size.
#
# (One lecture gives RMSProp a $\beta$ of 0.999. That is Adam's $\beta_2$; the custom for RMSProp is 0.9 or 0.99.)

# %% [markdown]
# ## 8 · Adam, step by step
#
# **Adam** (*adaptive moment estimation*) takes the average of the gradients *and* divides by their size, both
# corrected:
#
# $$m \leftarrow \beta_1 m + (1-\beta_1)\,\text{grad} \qquad v \leftarrow \beta_2 v + (1-\beta_2)\,\text{grad}^2$$
#
# $$\hat m = \frac{m}{1-\beta_1^t} \qquad \hat v = \frac{v}{1-\beta_2^t} \qquad \theta \leftarrow \theta - \alpha\,\frac{\hat m}{\sqrt{\hat v} + \varepsilon}$$
#
# Customary: $\beta_1 = 0.9$, $\beta_2 = 0.999$, $\varepsilon = 10^{-8}$. $t$ counts the updates from 1.
#
# ### Exercise 5: one step of Adam
#
# <details><summary>Hint</summary>
#
# Five lines, in the order of the formulas. Return `m` and `v` as they run on, not their corrected copies.
#
# </details>


# %%
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
# The first step of Adam is $\alpha \cdot \text{sign}(\text{grad})$, whatever the size of the gradient. A lecture prints
# these formulas, and beside them code without the correction.
#
# **Predict first.** Without it, is the first step too long or too short? When is it worst?

# %% [markdown]
# **Task 3.** a) Switch the correction off. Find the step at which the missing correction hurts most, and its
# factor. b) With the correction, choose *always 1e-6* and the larger eps. What has become of the step?

# %% alt="Left: the quantities of one Adam step as bars on a log scale. Right: the length of the steps so far."
stepper = adam_step_dashboard()
stepper

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# a) Step 12: 6.57 times too long. Both averages start at 0, but $m$ has caught up after ten steps, and $v$, which
# stands below, only after a thousand. b) With $\varepsilon$ far above the gradients the step nearly vanishes: Adam
# has become slow gradient descent.
#
# </details>

# %%
t = np.arange(1, 1001)
too_long = (1 - 0.9**t) / np.sqrt(1 - 0.999**t)
worst = too_long.argmax()
print(
    f"too long by {too_long[0]:.2f} at step 1, {too_long[worst]:.2f} at step {t[worst]},", end=" "
)
print(f"{too_long[-1]:.2f} at step 1000")

# %% [markdown]
# Does it do harm? A lecture says that the correction is "usually ignored". For momentum alone that is true: there it only
# starts gently. For Adam, 20 networks for each rate, 40 epochs:

# %% alt="Median loss of 20 networks against the learning rate, Adam with and without correction. Without it the curve is lower at small rates and turns up earlier at large ones."
adam_rates = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1)
seeds = range(20)
medians = {}
for name, rule in (("Adam", Adam()), ("without correction", engine.AdamUncorrected())):
    for lr in adam_rates:
        nets = stack([engine.mlp([2, 5, 2, 1], rng=np.random.default_rng(seed)) for seed in seeds])
        streams = [np.random.default_rng(100 + seed) for seed in seeds]
        recipe = {"epochs": 40, "batch_size": 64, "rng": streams}
        fit(nets, engine.binary_cross_entropy, Optimizer(rule, lr=lr), data, **recipe)
        medians[name, lr] = np.median(evaluate(nets, engine.binary_cross_entropy, data)[0])
figure, ax = plots.new_figure(6.5, 3.2)
for name, look in (("Adam", "-P"), ("without correction", "--s")):
    losses = [medians[name, lr] for lr in adam_rates]
    color = plots.ORANGE if name == "Adam" else plots.PURPLE
    ax.plot(adam_rates, losses, look, color=color, label=name)
ax.set(xscale="log", xlabel="learning rate", ylabel="loss, median of 20", ylim=(0, 0.75))
ax.legend()
figure

# %% [markdown]
# A missing correction acts like a larger rate for the first thousand updates. Where the rate was too small, that even
# helps; where it was near the limit, it does harm. So it is neither ignorable nor a disaster: it is a second
# learning rate that nobody set.

# %% [markdown]
# ## 9 · The race
#
# Five rules, one start, one learning rate. Left: their paths; right: how high they still are.

# %% [markdown]
# **Task 4.** On the ravine: a) Find the largest lr at which plain gradient descent still arrives. What does
# $2/L$ say, with $L = 20$? b) And momentum with beta1 0.9? c) On the plateau: which rules arrive at lr 0.05,
# and why just these?

# %% alt="Left: paths of five update rules on the contours of a ravine. Right: their height above the minimum against steps, on a log scale."
race = race_dashboard(lr=0.07)
race

# %%
print(await race.finished())

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# a) 0.095; at $2/L = 0.1$ it swings between the walls for ever. b) 0.15: momentum's limit is $2(1+\beta)/L = 0.19$.
# c) RMSProp and Adam: they divide by the size of the gradient, so a plateau, where all gradients are tiny, is ground
# like any other. AdaGrad does so too, but its steps shrink.
#
# Does one rule win everywhere? Try the bent valley at 0.01, and the saddle. The usual advice is to begin with Adam, which
# forgives a rough rate, and to try momentum with a rate tuned for it: 05b compares them fairly.
#
# </details>

# %%
for lr in (0.095, 0.1):
    walk = descend(RAVINE, GradientDescent(), lr, steps=100)
    print(f"lr {lr}: arrives at step {arrival(walk, RAVINE)}")

# %% [markdown]
# ## 10 · A table, computed again
#
# A lecture trains the 2-5-2-1 network on 30 of the moons, all in every step, and prints gradients of the first layer, once
# with gradient descent, once "with Adam". It concludes that *Adam reaches the optimum faster and more precisely*. Two of
# its gradients, of the first hidden unit:
#
# | | the 18th | the 30th |
# |---|---|---|
# | gradient descent | (-0.0150322, 0.01431915) | (-0.01502195, 0.01430952) |
# | "Adam" | (-0.015049, 0.01433494) | (-0.015049, 0.01433494) |
#
# **Predict first.** Look at the lower row. What can have happened between the 18th and the 30th gradient?
#
# With batches of 32, the lecture's numbers do change: here are the first batches of epochs 15 and 39. We have its data,
# its first weights and its order of batches, so we can run it.


# %%
def first_gradients(rule, lr=LR):
    """Gradients of hidden unit 1 on the first batch of every epoch."""
    network, optimizer, seen = lecture_network(), Optimizer(rule, lr=lr), []
    for epoch in range(40):
        for number, batch in enumerate(lecture_batches(epoch)):
            scores = network.forward(data[0][batch], training=True)
            network.backward(engine.binary_cross_entropy(scores, data[1][batch])[1])
            if number == 0:
                seen.append(network["hidden 1"].gradients["W"][:, 0].copy())
            optimizer.step(network)
    return seen


# %%
lecture_says = {
    "gradient descent": {15: [-0.0217046, 0.02061243], 39: [-0.01099443, 0.01261449]},
    "Adam": {15: [-0.02181807, 0.0207153], 39: [-0.01113395, 0.01274288]},
}
for name, rule in (("gradient descent", GradientDescent()), ("Adam", Adam())):
    ours = first_gradients(rule)
    for epoch, row in lecture_says[name].items():
        same = np.allclose(ours[epoch], row, rtol=0, atol=1e-8)
        print(f"{name:16s} epoch {epoch}: ours {ours[epoch].round(4)}, the lecture's", end=" ")
        print(f"{np.round(row, 4)}, equal in 8 digits: {same}")

# %% [markdown]
# Gradient descent is right in every digit. Adam is not even close.
#
# Your guess from the full batch was perhaps: nothing happened. Try it here: a rate of zero.

# %%
ours = first_gradients(GradientDescent(), lr=0.0)
for epoch, row in lecture_says["Adam"].items():
    same = np.allclose(ours[epoch], row, rtol=0, atol=1e-8)
    print(f"rate 0, epoch {epoch}: {ours[epoch].round(4)}, equals the lecture's 'Adam': {same}")

# %% [markdown]
# The network of the "Adam" rows was **never updated**. What changed from row to row was only the batch. To all eight
# digits these are gradients at the first weights.
#
# It is an easy slip. Perhaps one line was missing; the numbers looked plausible, and the conclusion was known beforehand.
# What would have shown it? A loss that does not fall. Gradients of single batches are no measure of convergence.

# %% [markdown]
# ## What remains
#
# Take your paper. Would you answer the two questions differently now?
#
# * A rate above $2/L$ explodes, full batch or not; the larger the condition number, the more steps it takes. Normalize.
# * A batch four times as large halves the noise. Batch size and rate belong together.
# * An exponential average holds two thirds of its weight in $1/(1-\beta)$ values, and starts at 0: correct it.
# * Momentum adds up what agrees and cancels what does not. The $(1-\beta)$ form needs $1/(1-\beta)$ times the rate.
# * Adam's steps are about one rate long, whatever the size of the gradients.

# %% [markdown]
# **What people get wrong**
#
# * They divide by $\sigma^2$, or normalize the dev set with its own statistics.
# * They call an epoch an iteration, or a mini-batch a batch.
# * They write the corrected average back into the running one (some lectures print it so), or count $t$ from 0.
# * They compare two rules at one learning rate, and two forms of momentum as if they were one.
# * They believe a table because it says what they expect.
#
# **Exercises here:** 1 normalize · 2 count the updates · 3 the corrected average · 4 momentum · 5 Adam

# %% [markdown]
# ## Going further
#
# **What batch size?** The lectures advise 8 to 16, 32, 64 to 512, and "below 2000 examples all of them". They cannot all be
# right, and need not be: noise falls as $1/\sqrt B$ whatever the problem, but how much noise hurts depends on the rate, and what
# a batch costs on the machine. It must also fit into memory: a lecture is left with 8 to 16, and with more noise than one would
# choose. A power of two is a habit, no rule. On yours, microseconds an example:

# %% tags=["nbval-ignore-output"]
wide, x_many = engine.mlp([100, 100, 100, 1], rng=np.random.default_rng(0)), np.ones((4096, 100))
for size in (1, 8, 64, 512, 4096):
    tries = []
    for _ in range(10):
        begun = time.perf_counter()
        wide.backward(np.ones_like(wide.forward(x_many[:size], training=True)))
        tries.append(time.perf_counter() - begun)
    print(f"batch {size:4d}: {1e6 * np.median(tries) / size:8.2f}")

# %% [markdown]
# (One lecture says that stochastic gradient descent "cannot be vectorised". Not over examples; over the units of a layer it
# is. What is lost is what you see above.)
#
# **A loss that jumps.** The moons again, batches of 30. The loss of the batch at hand, noted at each step, jumps up and down.
#
# **Predict first.** In how many of a hundred steps is it higher than in the step before? And the loss on all 300 examples?

# %% alt="Grey dots, the loss of each batch, scatter in a band that falls slowly; the loss on all examples is a smooth falling line through its middle."
jumping, own, whole = lecture_network(), [], []
recipe = {"epochs": 40, "batch_size": 30, "rng": np.random.default_rng(0)}
for step in engine.train(jumping, engine.binary_cross_entropy, Optimizer(lr=0.03), data, **recipe):
    own.append(float(step.loss))
    whole.append(evaluate(jumping, engine.binary_cross_entropy, data)[0])
figure, ax = plots.new_figure(8, 2.8)
ax.plot(own, ".", color=plots.GREY, label="its own batch")
ax.plot(whole, color=plots.BLUE, linewidth=2, label="all 300")
ax.set(xlabel="update", ylabel="loss (nats)")
ax.legend()
figure

# %%
rises = [100 * np.mean(np.diff(losses) > 0) for losses in (own, whole)]
print(f"its own batch: higher in {rises[0]:.0f} % of the steps")
print(f"all examples: in fewer than 2 %: {rises[1] < 2}")

# %% [markdown]
# Two batches in a row are different examples; of their losses nothing follows about the step between them. Whoever watches batches needs an
# average (section 5), or now and then the loss on all.
#
# **"Momentum is direction, RMSProp is speed."** A popular slogan. Both change both: compare the first steps of each rule in the
# ravine, as angle and length.

# %%
downhill = -RAVINE.gradient(np.array(RAVINE.start))
rules = {"descent": GradientDescent(), "momentum": Momentum(), "RMSProp": engine.RMSProp()}
for name, rule in rules.items():
    walk = descend(RAVINE, rule, 0.01, steps=4)
    moves = np.diff(walk, axis=0)
    turn = np.degrees(np.arctan2(moves[:, 1], moves[:, 0]) - np.arctan2(downhill[1], downhill[0]))
    print(f"{name:9s} degrees off the first gradient {turn.round(0) + 0.0}", end=", ")
    print(f"length {np.linalg.norm(moves, axis=1).round(2)}")

# %% [markdown]
# **Names.** Adam is *adaptive moment estimation*, not "adaptive momentum". Two slides of a lecture that are titled
# *Nesterov* show plain momentum, and its Adam slide calls Nesterov's update "momentum"; Adam with Nesterov's would be
# Nadam. Notebook 05b has Nesterov's two forms, $\varepsilon$ in its three places, weight decay under Adam, saddles and
# Newton's method.

# %% [markdown]
# **References**
#
# * A. Cauchy (1847), *Méthode générale pour la résolution des systèmes d'équations simultanées*: gradient descent.
# * B. Polyak (1964), *Some methods of speeding up the convergence of iteration methods*: momentum.
# * J. Duchi, E. Hazan, Y. Singer (2011), *Adaptive subgradient methods*, JMLR 12: AdaGrad.
# * T. Tieleman, G. Hinton (2012), *Lecture 6.5: RMSProp*, Neural Networks for Machine Learning.
# * D. Kingma, J. Ba (2015), *Adam: a method for stochastic optimization*, ICLR.
# * A. Ng et al. (2017), *Improving deep neural networks*, deeplearning.ai: the moons table.
# * G. Goh (2017), *Why momentum really works*, Distill: momentum on quadratics, with sliders.
# * National Oceanic and Atmospheric Administration: the weather in Seattle, 2012 to 2015.
#
# The next notebook is 05b, optimizers, further; then 06, learning-rate schedules.
