# ---
# jupyter:
#   course:
#     title: Learning-rate schedules
#     question: How large a step, and when a smaller one?
#     about: too high and too low, the range test, why decay helps, the lectures' schedules, warm-up, a fair comparison
#     needs: ["05"]
#     minutes: 90
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 06 · Learning-rate schedules
#
# **The learning rate (학습률) that is right at the beginning of a run is wrong at its end. A schedule changes it on the
# way. You find out when that helps, how much, and when it does harm.**
#
# After this notebook you can
#
# * tell from a loss curve whether its learning rate is too high or too low, and find a usable one in one short run,
# * say why lowering the rate makes a loss drop, and when it does not,
# * write the lectures' schedules (decay, 학습률 감쇠; warm-up, 워밍업; cosine) from memory,
# * compare schedules fairly: same budget, each with its own peak, paired seeds.
#
# Time: 65 minutes, and 25 for the exercises. You need: gradient descent on mini-batches (notebook 05).

# %% [markdown]
# *The lectures* below are Korean course notes. *The lecture*, in section 4, is one of them that passes on a
# professor's own schedule.
#
# **Two questions first.** Write your answers on a piece of paper; you will need them at the end.
#
# 1. You have found the best constant learning rate. Now you let it decay, from that same rate down to almost 0. Will
#    the loss at the end be lower, the same, or higher?
# 2. The moment somebody divides the learning rate by ten, the loss drops sharply. Why?

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
from course_lib.chapters.learning_rate_schedules import check, runs
from course_lib.chapters.learning_rate_schedules.composer import best_constant, chosen
from course_lib.chapters.learning_rate_schedules.composer_dashboard import composer_dashboard
from course_lib.chapters.learning_rate_schedules.drawing import (
    FORM_LOOKS,
    draw_descent,
    draw_schedule,
    epoch_axis,
    loss_axis,
    rate_axis,
)
from course_lib.chapters.learning_rate_schedules.forms import FORMS, composed
from course_lib.chapters.learning_rate_schedules.rate_dashboard import rate_dashboard
from course_lib.chapters.learning_rate_schedules.starts import FAILED, dead_after
from course_lib.datasets import load_sweep
from course_lib.engine import Optimizer, binary_cross_entropy, evaluate, fit
from course_lib.experiments import paired_change

# %% [markdown]
# ## 1 · A run that fails
#
# 500 points in two classes that overlap a little. A network with two hidden layers of 16 ReLU units, gradient descent
# on batches of 10. One pass over the points (an epoch, 에포크) is 50 updates. To compare with: a *coin*, which says one
# half for every point, has the loss $\ln 2$.

# %% alt="Two interleaved half moons of points, circles and triangles, which overlap a little in the middle."
training, _ = runs.load_points()
figure, ax = plots.new_figure(5, 2.6)
plots.draw_points(ax, *training)
ax.set(xlabel="first coordinate", ylabel="second coordinate")
figure


# %%
def trained(lr, seed=0, epochs=20):
    network, rng = runs.first_network(seed), np.random.default_rng([seed, 1])
    loss = engine.History(
        loss=lambda step: evaluate(step.network, binary_cross_entropy, training)[0]
    )
    before = evaluate(network, binary_cross_entropy, training)[0]
    recipe = {"epochs": epochs, "batch_size": 10, "rng": rng}
    fit(network, binary_cross_entropy, Optimizer(lr=lr), training, history=loss, **recipe)
    return np.array([before, *loss["loss"]])


# %%
coin = np.log(2)
failed = trained(3.2)
print(f"a coin's loss: {coin:.2f}; the network's before training: {failed[0]:.2f}")
print("better after 1000 updates:", bool(failed[-1] < failed[0]))

# %% [markdown]
# 1000 updates, and it has learned nothing. No error, no NaN. The code is right, the data are easy; only the rate,
# 3.2, is not. Two more rates: the same first weights, the same batches.
#
# **Predict first.** Sketch the loss over 20 epochs for a rate of 0.01, and for 0.2.

# %% alt="Three loss curves. The rate 0.01 falls slowly and is still falling; 0.2 falls fast and levels off low, jittering; 3.2 jumps above the coin's loss at the first epoch, marked with a cross, and stays there."
figure, ax = plots.new_figure()
looks = {0.01: (plots.GREEN, "-.", "too low"), 0.2: (plots.BLUE, "-", "good")}
for lr, (color, line, words) in looks.items():
    draw_descent(ax, range(21), trained(lr), color=color, linestyle=line, label=f"{lr:g}: {words}")
draw_descent(ax, range(21), failed, color=plots.ORANGE, linestyle="--", label="3.2: too high")
lost_at = np.argmax(failed > coin)
ax.plot(lost_at, failed[lost_at], "X", color=plots.ORANGE, markersize=12, label="lost")
ax.axhline(coin, **plots.REFERENCE, label="a coin: ln 2")
epoch_axis(ax, 20)
ax.legend(loc="lower left", bbox_to_anchor=(1, 0.2), frameon=False)
figure

# %% [markdown]
# **What we saw.** Too low is safe and slow: after 20 epochs it is still on its way. Too high is lost within the first epoch, at
# the cross, and never comes back: *diverged*, although every number is finite. A good rate falls fast. Then it levels
# off and trembles.
#
# Is there one best rate? The dashboard has ten of them, five random starts (seeds) each. They are stored runs. A run
# is *lost* when it ends no better than a coin.
#
# **Predict first.** The rate that is ahead after 2 epochs: is it also the one with the lowest loss after 20?

# %% [markdown]
# **Task 1.** a) Which rate has the lowest loss after 2 epochs? b) Which one at the end? c) Find the smallest
# rate at which a seed is lost. How many times the rate of b) is it?

# %% alt="Left: the loss of a constant rate along the run. Right: the loss at the end against the rate, a valley with a slow slope on the left and a cliff on the right."
sweep = load_sweep("learning_rate_schedules_composer")
constant_rate = rate_dashboard(sweep)
constant_rate

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# a) At 0.8. b) At 0.2, with 0.4 close behind. c) At 2.4, where two of five seeds are lost: twelve times the best
# rate. At 3.2 all five are.
#
# The best rate depends on when you ask: the one that is ahead early is not the one that is lowest at the end.
#
# </details>

# %% [markdown]
# ## 2 · One run instead of ten: the range test
#
# Ten rates and five seeds are fifty runs. The *range test* takes one short run: let the rate rise at every update,
# from far too small to far too large, and watch the loss.
#
# **Predict first.** What will the curve look like, from left to right? And which rate would you take: the one where
# the loss is *lowest*?

# %% alt="The loss during a range test: flat for small rates, falling from about 0.02 on, lowest near 1, then turning up. Two vertical lines: steepest, and lowest."
rising = {"low": 1e-3, "high": 30, "steps": 200, "batch_size": 10}
test = engine.range_test(
    runs.first_network(), binary_cross_entropy, Optimizer(), training,
    rng=np.random.default_rng(0), **rising,
)  # fmt: skip
figure, ax = plots.new_figure()
ax.plot(test.rates, test.losses, ".", color=plots.GREY, markersize=4, label="one batch")
ax.plot(test.rates, test.smoothed, color=plots.BLUE, linewidth=2, label="smoothed")
ax.axvline(test.steepest, color=plots.GREEN, linestyle="-.", label="falls fastest")
ax.axvline(test.lowest, color=plots.ORANGE, linestyle="--", label="lowest")
ax.set(xscale="log", ylim=(0, 1.4), xlabel="learning rate", ylabel="loss of the batch (nats)")
ax.legend(loc="upper left", ncols=2)
figure

# %% [markdown]
# Nothing happens; then the loss falls; then it turns up, and the test ends itself. Where the loss is *lowest*, the
# rate already begins to undo what smaller ones have learned: in the valley of section 1 this is the right half,
# towards the cliff. The habit is to take a few times less, towards the place where the loss *falls fastest*.
#
# The curve is one run, and noisy. Does it say the same from other starts?

# %%
for seed in range(4):
    repeated = engine.range_test(
        runs.first_network(seed), binary_cross_entropy, Optimizer(), training,
        rng=np.random.default_rng(seed), **rising,
    )  # fmt: skip
    print(f"seed {seed}: falls fastest at {repeated.steepest:.1g}, ", end="")
    print(f"lowest at {repeated.lowest:.1g}")

# %% [markdown]
# The *lowest* place agrees within a factor of three; *fastest* is a guess, and one seed is far off. The test gives
# the order of magnitude, for the *beginning* of a run. Look at the curve before you believe a number.
#
# ### Exercise 1: the rates to try
#
# A range test goes from `low` to `high` in `steps` rates, each the same multiple of the one before.
#
# <details><summary>Hint</summary>
#
# From the first of `steps` rates to the last there are `steps - 1` strides. All strides together multiply by `high /
# low`.
#
# </details>


# %%
def rates_to_try(low, high, steps):
    """Return an array of `steps` rates, the first `low`, the last `high`.

    >>> rates_to_try(0.01, 1.0, 3)
    array([0.01, 0.1 , 1.  ])
    """
    # BEGIN SOLUTION
    stride = (high / low) ** (1 / (steps - 1))
    return low * stride ** np.arange(steps)
    # END SOLUTION


# %%
check.rates_to_try(rates_to_try)

# %% [markdown]
# ## 3 · Why a good rate stops getting better
#
# One lecture says: with a fixed rate one comes near the minimum, but does not converge. Why should that be? In
# notebook 05 gradient descent in a bowl did converge, at any rate that is not too large.
#
# The difference is the noise. A batch of 10 points has a gradient of its own, and at the minimum, where the gradient
# of all points is 0, a batch still pulls. The simplest model of it: a bowl $\frac12\theta^2$, and a gradient with
# noise, $\theta + \text{noise}$.
#
# **Predict first.** With a tenth of the rate, how much closer to the minimum does $\theta$ stay, in the long run?

# %%
rng = np.random.default_rng(0)
for lr in (0.5, 0.05, 0.005):
    theta = np.full(2000, 3.0)  # two thousand balls in the same bowl
    for _ in range(2000):
        theta = theta - lr * (theta + rng.normal(size=theta.size))
    print(
        f"lr {lr:5g}: typical distance {theta.std():.2f}, loss {0.5 * np.mean(theta**2):.4f}",
        end="",
    )
    print(f"   (formula {0.5 * lr / (2 - lr):.4f})")

# %% [markdown]
# The distance falls with the root of the rate, the *loss* about in proportion to it. Each step shrinks the distance
# and adds fresh noise; where the two balance, the mean square $v$ of the distance is the same after a step as before:
# $v = (1 - \text{lr})^2\, v + \text{lr}^2$. So the loss is
# $\frac{v}{2} = \frac12 \cdot \frac{\text{lr}}{2 - \text{lr}}$, the formula in the output.
#
# A constant rate has a floor of its own. A smaller rate has a lower floor, and takes longer to get there.
#
# So: fast first, slow later. By hand (*manual decay*, as one lecture calls it), in the middle of a run:


# %%
def drop_by_hand(batch_size, epochs, drop_at):
    network, rng = runs.first_network(), np.random.default_rng([0, 1])
    optimizer = Optimizer(lr=0.4)
    losses = []
    recipe = {"epochs": epochs, "batch_size": batch_size, "rng": rng}
    for step in engine.train(network, binary_cross_entropy, optimizer, training, **recipe):
        if step.number == drop_at:
            optimizer.lr = 0.04
        if step.number % 25 == 0:
            losses.append(evaluate(network, binary_cross_entropy, training)[0])
    return losses


# %% [markdown]
# **Predict first.** 1000 updates at 0.4; after 500 of them a tenth. What does the loss do, at that moment, in batches
# of 10? And what with all 500 points in every batch?

# %% alt="Left, batches of 10: the loss trembles; where the rate drops it falls at once and becomes smooth, below the run without a drop. Right, full batch: no fall where the rate drops."
figure, axes = plots.new_figure(panels=2)
updates = np.arange(25, 1001, 25)
for ax, size, epochs in zip(axes, (10, 500), (20, 1000), strict=True):
    draw_descent(
        ax, updates, drop_by_hand(size, epochs, None), **plots.REFERENCE, label="0.4 all along"
    )
    draw_descent(
        ax, updates, drop_by_hand(size, epochs, 500), color=plots.BLUE, label="0.04 from 500 on"
    )
    ax.axvline(500, color=plots.GREY, linewidth=0.8)
    ax.set(xlabel="updates", ylim=(0.06, 0.5), title=f"batches of {size}")
axes[0].legend()
figure

# %% [markdown]
# **What we saw.** With batches the loss drops at once: the network was already in a good place, and only the noise
# kept it from settling. With all points in a batch there is no noise, and nothing drops. From there on the small rate
# can only be slower.
#
# *A drop after a lower rate shows noise that was there, not learning that was lacking.*

# %% [markdown]
# ## 4 · The lecture's schedule
#
# A professor's habit, which the lecture passes on, and calls arbitrary: let the rate rise in a straight line for 10 %
# of the run (the warm-up), hold the peak for 40 %, a tenth of it for 25 %, and a tenth of that for 25 %.
#
# ### Exercise 2: write it
#
# `step` counts updates from 0 to `steps - 1`. The rise is `(step + 1) / (steps / 10)` of the peak, so that the first
# update already moves. A boundary belongs to the piece that it begins.
#
# <details><summary>Hint</summary>
#
# Add the shares up first: 10 %, 50 %, 75 %. Then `if step < ...: return ...`, three times, and a last return.
#
# </details>


# %%
def lecture_rate(step, steps, peak):
    """Return the rate of one update.

    >>> lecture_rate(0, 100, 0.5), lecture_rate(9, 100, 0.5), lecture_rate(60, 100, 0.5)
    (0.05, 0.5, 0.05)
    """
    # BEGIN SOLUTION
    if step < 0.1 * steps:
        return (step + 1) / (steps / 10) * peak
    if step < 0.5 * steps:
        return peak
    return peak / 10 if step < 0.75 * steps else peak / 100
    # END SOLUTION


# %%
check.lecture_rate(lecture_rate)

# %% [markdown]
# In the engine it is composed of two parts. `warm_up(schedule, steps)` rises to where a schedule begins; that one
# counts its own steps from there on.

# %%
staircase = engine.piecewise([400, 650], [0.8, 0.08, 0.008])
lecture_schedule = engine.warm_up(staircase, steps=100)
for step in (0, 99, 100, 499, 500, 749, 750, 999):
    print(f"update {step:3d}: {lecture_schedule(step):.3f}")

# %% [markdown]
# `runs.run` trains a list of schedules, each from five seeds. The lecture reports: at the first drop the training
# loss fell more steeply, at the second *even more* steeply.
#
# **Predict first.** Will it, at the second?

# %% alt="Left: the rate, rising, then three stairs. Right: the loss of five seeds; it falls clearly where the rate drops first, at epoch 10, and hardly at the second drop, at epoch 15."
lecture_losses = runs.run([lecture_schedule])[0][0]
figure, (left, right) = plots.new_figure(panels=2)
draw_schedule(left, lecture_schedule, 1000, color=plots.BLUE)
for one_seed in lecture_losses:
    draw_descent(right, range(21), one_seed, color=plots.BLUE, linewidth=0.8)
for drop in (10, 15):
    right.axvline(drop, color=plots.GREY, linewidth=0.8)
epoch_axis(right, 20)
right.set_title("five seeds")
figure

# %%
stored = sweep.at(form="staircase", peak=0.8, warm=0.1, final=0.01)["mean"].astype(float)
for drop in (10, 15):
    before, after = stored[drop - 2 : drop + 1].mean(), stored[drop + 1 : drop + 4].mean()
    print(f"drop at epoch {drop}: loss {before:.3f} in the three epochs before,", end=" ")
    print(f"{after:.3f} in the three after ({100 * (after / before - 1):.0f} %)")

# %% [markdown]
# (These are stored runs of the same schedule, the mean of five seeds.) The first drop is there. The second is hardly
# one: most of the noise is gone already, and at a hundredth of the peak the network almost stands still. How much a
# drop gives depends on how much noise is left to remove.

# %% [markdown]
# ## 5 · Forms of decay
#
# The lectures name many forms of decay. From a first rate $\alpha_0$, at epoch $e$:
#
# $$\frac{\alpha_0}{1 + e} \qquad 0.95^e\,\alpha_0 \qquad 0.99^e\,\alpha_0 \qquad \frac{k}{\sqrt{e}}\,\alpha_0$$
#
# and besides: halve it now and then; go down on a line, or on a cosine. Here $\alpha_0 = 0.8$, in a run of 20 epochs.
#
# **Predict first.** One of them does not work as it is written, and one hardly decays in this run. Which?

# %%
epoch = np.array([0, 1, 2, 4, 10, 19])
with np.errstate(divide="ignore"):
    root = 0.8 * 2 / np.sqrt(epoch)
table = {
    "1 / (1 + e)": engine.inverse_time_decay(0.8, decay=1.0)(epoch),
    "0.95 ** e": engine.exponential_decay(0.8, decay=0.95)(epoch),
    "1 % per epoch": engine.exponential_decay(0.8, decay=0.99)(epoch),
    "k / root e, k = 2": root,
    "halved every 5": engine.step_decay(0.8, factor=0.5, every=5)(epoch),
    "linear": engine.linear_decay(0.8, steps=20)(epoch),
    "cosine": engine.cosine_decay(0.8, steps=20)(epoch),
}
print(f"{'epoch':18s}", *(f"{e:6d}" for e in epoch))
for name, rates in table.items():
    print(f"{name:18s}", *(f"{rate:6.3f}" for rate in rates))

# %% [markdown]
# Three things to see in the table.
#
# * $k/\sqrt{e}$ is infinite at epoch 0, and with $k = 2$ it is above $\alpha_0$ until epoch 4.
# * $0.99^e$, *1 % per epoch*, is hardly a decay in a run of 20 epochs. It is made for hundreds: always ask how many.
# * *Linear* and *cosine* have an end, and know the budget. They reach it at step `steps`; the last update is one step
#   short of it.
#
# A schedule of epochs becomes one of updates by `per_epoch`: `per_epoch(exponential_decay(0.8, decay=0.95),
# steps_per_epoch=50)`.
#
# ### Exercise 3: mend the root
#
# Find a rate that is `lr` at epoch 0, falls from there on, and late in a run comes as close to `lr * k / sqrt(epoch)`
# as you like. One more number under a root does it.
#
# <details><summary>Hint</summary>
#
# $\frac{k}{\sqrt e} = \frac{1}{\sqrt{e / k^2}}$. What must be added under the root, so that it is 1 at epoch 0?
#
# </details>


# %%
def root_decay(epoch, lr, k):
    """Return the rates of an array of epochs.

    >>> root_decay(np.array([0.0, 12.0]), 0.4, 2)
    array([0.4, 0.2])
    """
    # BEGIN SOLUTION
    return lr / np.sqrt(1 + epoch / k**2)
    # END SOLUTION


# %%
check.root_decay(root_decay)

# %% [markdown]
# To compare the *forms* and nothing else, give all of them the same beginning and the same end, after the same 1000
# updates. `composed` builds such schedules: a form, its peak, the share of the run that is warm-up, and the end as a
# share of the peak.
#
# **Predict first.** From 0.8 to 0.008: which form holds the rate up longest, and which lets it go first?

# %% alt="Six forms from 0.8 to 0.008 over 1000 updates. Cosine, staircase and linear stay high for long; exponential falls soon, 1 over root t and 1 over t collapse within the first hundred updates."
figure, (left, right) = plots.new_figure(9.5, 3.4, panels=2)
for ax in (left, right):
    for form in list(FORMS)[1:]:
        schedule = composed(form, peak=0.8, warm=0, final=0.01, steps=1000)
        draw_schedule(ax, schedule, 1000, label=form, **FORM_LOOKS[form])
right.set(yscale="log", ylim=(0.006, 1), ylabel="the same on a log axis")
left.legend(loc="upper right")
figure

# %%
for form in list(FORMS)[1:]:
    rates = composed(form, peak=0.8, warm=0, final=0.01, steps=1000)(np.array([100, 500, 1000]))
    print(f"{form:12s} after 100, 500 and 1000 updates:", *(f"{rate:.3f}" for rate in rates))

# %% [markdown]
# The names hide how different they are. Half way, cosine and line still have half of the peak; $1/t$ and $1/\sqrt t$
# have lost nine tenths of it within the first hundred updates. $1/\sqrt t$, known as the slow one, is the first to go:
# because it is slow at the end, it must hurry at the beginning to arrive at the same place.

# %% [markdown]
# ## 6 · Does it pay?
#
# Question 1 on your paper. The best constant rate of section 1, and every form, *beginning at that rate*, down to a
# hundredth of it. Five seeds, paired: each run against the constant run with the same first weights and the same
# batches. (Stored: the sweep holds 11 200 runs, of ten seeds; `±` is one standard error.)

# %%
best_rate, best_loss = best_constant(sweep)
print(f"best constant rate {best_rate:g}: loss {best_loss:.4f} (mean of five seeds)")
at_rest = {"warm": 0, "final": 0.01}
constant_losses = sweep.at(form="constant", peak=best_rate, **at_rest)["loss"][:5]
for form in list(FORMS)[1:]:
    losses = sweep.at(form=form, peak=best_rate, **at_rest)["loss"][:5]
    change, error = np.array(paired_change(losses, constant_losses)) / best_loss * 100
    print(f"{form:12s} from {best_rate:g}: {change:+5.0f} ± {error:.0f} %")

# %% [markdown]
# None is better. Line, cosine and staircase are within their errors; the forms that let go early end far above. All
# of them trade speed for rest, and at this peak there is no speed to spare: the budget is over before they arrive.
#
# But the comparison is unfair. The peak was tuned for the constant rate. Do it yourself:

# %% [markdown]
# **Task 2.** a) A cosine from the best constant rate: is it better? b) Find the smallest peak at which it beats
# the constant rate by 10 %. c) Which other forms do so at that peak? d) *1 / t* seems hopeless. Make it beat
# the constant rate by 10 %, too.

# %% alt="Left: the schedule. Right: the loss it gives, beside that of the best constant rate, with a line at 10 % less."
composer = composer_dashboard(sweep)
composer

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# a) No: 4 % more. b) 0.4; it does so up to 1.6. At 0.4 the constant rate itself was no better than at 0.2: the decay made
# room for it. c) Line and staircase. d) With a higher end, a tenth of the peak, and a peak of 0.8 to 1.6:
# then it falls less steeply at first.
#
# </details>

# %% [markdown]
# ### Exercise 4: cosine with a warm-up
#
# After `warm` updates of warm-up, the rate goes from `peak` to `end` along half a wave: with $t$ from 0 to 1 over the
# updates that are left,
#
# $$s = \frac{1 + \cos(\pi t)}{2} \qquad \text{rate} = s \cdot \text{peak} + (1 - s) \cdot \text{end}$$
#
# so that `end` would be reached at update `steps`.
#
# <details><summary>Hint</summary>
#
# How many updates are left after the warm-up? $t$ is `(step - warm)` divided by that number.
#
# </details>


# %%
def warm_cosine(step, steps, warm, peak, end):
    """Return the rate of one update.

    >>> warm_cosine(4, 110, 10, 0.8, 0.0), warm_cosine(60, 110, 10, 0.8, 0.0)
    (0.4, 0.4)
    """
    # BEGIN SOLUTION
    if step < warm:
        return (step + 1) / warm * peak
    t = (step - warm) / (steps - warm)
    s = (1 + np.cos(np.pi * t)) / 2
    return s * peak + (1 - s) * end
    # END SOLUTION


# %%
check.warm_cosine(warm_cosine)

# %% [markdown]
# ### A fair comparison
#
# Same budget for all: 1000 updates. Every form gets its own peak and end, without warm-up, chosen by seeds 0 to 4
# (`chosen`). Who chooses the best of forty settings (ten, for the constant rate) also chooses luck, the winner's curse; so
# the verdict is left to *five new seeds*, 5 to 9. The dev loss is that of 2000 other points.
#
# **Predict first.** How much lower than the best constant rate does the best schedule end: 2 %, 10 %, 20 %? And how
# far apart are the forms?

# %%
new = slice(5, 10)
judge = sweep.at(form="constant", **chosen(sweep, "constant", warm=0))
print("form          peak   end    training loss, change, lower in    dev loss, change, lower in")
for form in FORMS:
    setting = chosen(sweep, form, warm=0)
    end = 1 if form == "constant" else setting["final"]
    print(f"{form:12s} {setting['peak']:5g} {setting['peak'] * end:6.2g}", end="  ")
    for name in ("loss", "dev_loss"):
        ours, theirs = sweep.at(form=form, **setting)[name][new], judge[name][new]
        change, error = 100 * np.array(paired_change(ours, theirs)) / theirs.mean()
        print(
            f"  {ours.mean():.4f} {change:+4.0f} ± {error:2.0f} %, {(ours < theirs).sum()} of 5",
            end="",
        )
    print()
print("the constant rate, by seed:", judge["loss"][new].round(3))

# %% [markdown]
# **What we saw.** With a peak of its own, every form ends below the best constant rate, in each of the five new
# seeds, and on dev points almost as clearly. (The errors are large, because one constant run of the five is unlucky.
# Look at the seeds, too.) The peaks are four to six times the best constant rate.
#
# Line, cosine, exponential and staircase are as good as one another; $1/t$ and $1/\sqrt t$, which let go early, get
# about half of the gain. *Peak and end matter more than the name.*

# %% [markdown]
# One of these runs again, trained now. It will not agree in every digit: at such rates rounding errors grow, and
# another processor rounds differently. So we ask for the mean of five seeds.

# %%
setting = chosen(sweep, "cosine", warm=0)
now = runs.run([composed("cosine", **setting, steps=runs.STEPS)])[0][0, :, -1]
then = sweep.at(form="cosine", **setting)["loss"][:5]
print(f"stored: {then.mean():.4f}; trained now within 0.005 of it:", end=" ")
print(bool(abs(now.mean() - then.mean()) < 0.005))

# %% [markdown]
# ## 7 · When does a warm-up matter?
#
# The lecture advises to begin near zero and rise, or else the first steps may go astray; an option, to be chosen by the
# problem. So we try two problems: the network as it was, and the same with first weights *three times as large*,
# as a careless initialization (notebook 04) gives them. Cosine to a hundredth, with and without a warm-up of 10 %,
# ten seeds (stored).
#
# **Predict first.** At which peaks will the curves with and without part, left and right?

# %% alt="Loss at the end against the peak, with and without warm-up. Left, usual weights: the curves lie on each other up to 1.6 and part only at 2.4 and 3.2, where runs fail with and without. Right, weights three times too large: from 0.8 on the cold start fails, the warm one works up to 1.2."
starts = load_sweep("learning_rate_schedules_starts")
peaks = starts.axes["peak"]
styles = {0: plots.DEV_POINTS, 0.1: plots.TRAIN | {"marker": "o"}}
figure, axes = plots.new_figure(9.5, 3.4, panels=2)
for ax, start in zip(axes, starts.axes["start"], strict=False):
    for warm, look in styles.items():
        ends = np.array([starts.at(start=start, peak=p, warm=warm)["loss"] for p in peaks])
        ax.plot(peaks, ends, ".", color=look["color"], markersize=4)
        ax.plot(peaks, ends.mean(axis=1), **look, label=f"warm-up {100 * warm:.0f} %")
    loss_axis(ax)
    rate_axis(ax, peaks[[0, 1, 2, 4, 6]], name="peak (a dot a seed)")
    ax.set_title(start)
axes[0].legend()
figure

# %% [markdown]
# The change that the warm-up makes, and how many of ten runs *fail*: end with a loss above 0.15, twice the usual one.

# %%
for start in starts.axes["start"][:2]:
    for peak in peaks[2:]:
        cold, warm = (starts.at(start=start, peak=peak, warm=w)["loss"] for w in (0, 0.1))
        change, error = paired_change(warm, cold)
        counts = f"failed without {(cold > FAILED).sum():2d}, with {(warm > FAILED).sum():2d}"
        print(f"{start:20s} peak {peak:g}: {change:+.3f} ± {error:.3f}, {counts}")

# %% [markdown]
# **What we saw.** With the usual weights a warm-up changes nothing where the peak is usable. Where it is not, it
# saves some of the runs: at 3.2, three of ten. With weights that are too large it makes the difference: at a peak of
# 1.2 most cold runs fail, and none of the warm ones. It matters where the *beginning* is harder than the rest of the
# run. (Here the better remedy is the initialization. A warm-up is for beginnings that you cannot mend.)
#
# One of these points again, trained now. What has the warm-up, two epochs, done to the loss?

# %%
warm_start = composed("cosine", 1.2, warm=0.1, final=0.01, steps=1000)
descents = runs.run([warm_start], seeds=range(10), gain=3)[0][0]
at_first, after_two = descents.mean(axis=0)[[0, 2]]
print(f"mean loss of ten seeds: {at_first:.1f} at first, {after_two:.2f} after two epochs")
end_then = starts.at(start="weights 3 times He's", peak=1.2, warm=0.1)["loss"].mean()
print(f"stored, at the end: {end_then:.3f}; trained now within 0.005 of it:", end=" ")
print(bool(abs(descents[:, -1].mean() - end_then) < 0.005))

# %% [markdown]
# The first errors are huge, and so are the first gradients. At the full rate they can throw a unit out: it is off for
# all 500 points, gets no gradient, and is dead (notebook 01).
#
# **Predict first.** How many of the 32 hidden units are dead after the first 20 of 1000 updates, when the weights are
# three times too large and the peak, 1.2, comes at once?

# %%
for updates in (20, 120):
    print(f"dead of 32 units after {updates} updates, by seed:")
    for gain, warm in ((1, 0), (1, 0.1), (3, 0), (3, 0.1)):
        schedule = composed("cosine", 1.2, warm, 0.01, steps=1000)
        dead = [dead_after(schedule, seed=seed, updates=updates, gain=gain) for seed in range(5)]
        print(f"  weights x {gain}, warm-up {100 * warm:2.0f} %: {dead}")

# %% [markdown]
# So that is how first steps go astray: with the large weights about half of the units are thrown out before anything
# is learned, and few of them come back. With a warm-up the peak comes at update 100, when the errors are small:
# at update 120 it has killed a few, and the others learn.

# %% [markdown]
# ## What remains
#
# Take your paper. Would you answer the two questions differently now?
#
# * Too high is lost at once, too low is slow; in between, the best rate depends on when you ask.
# * A constant rate has a floor, in proportion to the rate, because batches are noisy. Lower the rate and the loss
#   drops to the next floor; without noise nothing drops.
# * A decay needs a higher peak than a constant rate. Added to a rate that was tuned without one, it does
#   not help, and the early forms do harm.
# * Well-tuned forms hardly differ. That there is a decay matters, and its peak; its name does not.
# * A warm-up helps where the beginning is harder than the rest; elsewhere it does nothing.

# %% [markdown]
# **What people get wrong**
#
# * They add a schedule and keep the rate, or compare a tuned schedule with an untuned constant.
# * They take "1 % per epoch" from a long run into a short one; they count epochs where the schedule counts updates.
# * They begin a warm-up at a rate of 0, and the first update does nothing.
# * They let the decay run during the warm-up, and never reach the peak.
#
# **Exercises here:** 1 the rates to try · 2 the lecture's schedule · 3 the mended root · 4 cosine with a warm-up

# %% [markdown]
# ## Going further
#
# **A larger batch instead of a smaller rate.** If it is all about noise, there is another way to lower it: ten times
# the batch (S. Smith et al., 2018). First 10 epochs alike, then either a tenth of the rate, or ten times the batch at
# the full rate.
#
# **Predict first.** The same loss? And how many updates does each need?

# %% alt="Two loss curves, decay and batch growth, lie on each other all along, falling together at epoch 10."
decayed = runs.run([engine.piecewise([500], [0.8, 0.08])])[0][0]
grown = engine.stack([runs.first_network(seed) for seed in runs.SEEDS])
rngs = [np.random.default_rng([seed, 1]) for seed in runs.SEEDS]
optimizer = Optimizer(lr=0.8)
growth = engine.History(loss=lambda step: evaluate(step.network, binary_cross_entropy, training)[0])
for size in (10, 100):
    recipe = {"epochs": 10, "batch_size": size, "rng": rngs}
    fit(grown, binary_cross_entropy, optimizer, training, history=growth, **recipe)
figure, ax = plots.new_figure()
draw_descent(ax, range(21), decayed.mean(axis=0), color=plots.BLUE, label="a tenth of the rate")
draw_descent(
    ax, range(1, 21), growth["loss"].mean(axis=1), **plots.DEV, label="ten times the batch"
)
epoch_axis(ax, 20)
ax.set_title("mean of 5 seeds")
ax.legend()
print(f"updates: 1000 with decay, {optimizer.steps} with the growing batch")
figure

# %% [markdown]
# The curves lie on each other. The growing batch needs little more than half of the updates; on a machine that
# computes 100 points as fast as 10, that is time.
#
# **Warm-up for large batches** is where it became famous (P. Goyal et al., 2017). The stored sweep of section 7 has a
# third problem: batches of 100 (60 epochs, 300 updates) and high peaks.

# %%
for peak in peaks[2:]:
    cold, warm = (starts.at(start="batches of 100", peak=peak, warm=w)["loss"] for w in (0, 0.1))
    change, error = paired_change(warm, cold)
    print(
        f"peak {peak:g}: loss with a warm-up {warm.mean():.3f}, {change:+.3f} ± {error:.3f};",
        end=" ",
    )
    print(f"lower with it in {(warm < cold).sum()} of 10 seeds")

# %% [markdown]
# With less noise, peaks of 2.4 and 3.2 are usable, where runs with batches of 10 failed; and there a warm-up
# begins to show.
#
# **A schedule belongs to its budget.** Take a cosine made for 40 epochs and stop it after 20, where its rate, and so the
# noise, is still high.

# %%
for_forty = composed("cosine", 0.8, 0, 0.01, steps=2000)
for_twenty = composed("cosine", 0.8, 0, 0.01, steps=1000)
cut, whole = runs.run([for_forty, for_twenty])[0][:, :, -1]
print("after 20 epochs, is the one made for 20 lower by a tenth (mean of 5 seeds)?", end=" ")
print(bool(whole.mean() < 0.9 * cut.mean()))

# %% [markdown]
# So one cannot read from the middle of a run how good a schedule is, nor stop it early and compare. Search budgets
# (notebook 08) have to know that.
#
# **Warm-up and Adam.** It is often said that Adam needs a warm-up. Here, at three peaks:

# %%
adam = [
    composed("cosine", peak, warm, 0.01, steps=1000)
    for peak in (0.01, 0.03, 0.1)
    for warm in (0, 0.1)
]
ends_adam = runs.run(adam, rule=engine.Adam(), every=20)[0][:, :, -1]
for peak, cold, warm in zip((0.01, 0.03, 0.1), ends_adam[::2], ends_adam[1::2], strict=True):
    alike = bool(abs(warm.mean() - cold.mean()) < 0.01)
    print(f"Adam, peak {peak:g}: mean loss with and without warm-up within 0.01: {alike}")

# %% [markdown]
# It does not show on this small net. Large transformers are where the claim comes from (R. Xiong et al., 2020, trace
# it to where layer norm stands). An option, as the lecture says: try it.
#
# **References**
#
# * H. Robbins, S. Monro (1951), *A stochastic approximation method*: why the rate must fall, and not too fast.
# * L. Smith (2017), *Cyclical learning rates for training neural networks*: the range test.
# * I. Loshchilov, F. Hutter (2017), *SGDR: stochastic gradient descent with warm restarts*: the cosine.
# * P. Goyal et al. (2017), *Accurate, large minibatch SGD*: warm-up for large batches.
# * S. Smith, P. Kindermans, C. Ying, Q. Le (2018), *Don't decay the learning rate, increase the batch size*.
# * R. Xiong et al. (2020), *On layer normalization in the transformer architecture*.
#
# The next notebook is 07, batch normalization.
