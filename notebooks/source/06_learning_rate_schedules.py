# ---
# jupyter:
#   course:
#     title: Learning-rate schedules
#     question: How large a step, and when a smaller one?
#     about: too high and too low, the range test, noise and bouncing, averages, why decay helps, warm-up, a fair comparison
#     needs: ["05"]
#     kind: claims
#     running: [0, 0, 0, 5, 0, 5, 0, 0, 0, 0]
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 06 · Learning-rate schedules
#
# **How large a step? And should it stay the same, from the first update to the last? A schedule changes the learning
# rate (학습률) on the way. You find out when that helps, how much, and when it does harm.**
#
# After this notebook you can
#
# * tell from a loss curve what is wrong with its learning rate, and mend it,
# * say why a loss drops where the rate is lowered, and when it does not,
# * write a schedule with a warm-up (워밍업) and a decay (학습률 감쇠), and judge it fairly.
#
# Time: {minutes} minutes, exercises included. You need: gradient descent on mini-batches (notebook 05).
#
# Two questions go along with you. *You have found the best constant rate. Now you let it decay, from there down to
# almost 0: will the loss end lower?* And: *whenever somebody divides the rate by ten, the loss drops. Why?*

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
from course_lib.chapters.learning_rate_schedules import (
    average_runs,
    check,
    check_answers,
    four_runs,
    judging,
    runs,
)
from course_lib.chapters.learning_rate_schedules.composer import chosen
from course_lib.chapters.learning_rate_schedules.composer_dashboard import composer_dashboard
from course_lib.chapters.learning_rate_schedules.drawing import (
    FORM_LOOKS,
    draw_changes,
    draw_descent,
    draw_schedule,
    epoch_axis,
)
from course_lib.chapters.learning_rate_schedules.rate_dashboard import rate_dashboard
from course_lib.chapters.learning_rate_schedules.starts import dead_after
from course_lib.dashboards import again, claims_table, predict
from course_lib.datasets import load_sweep
from course_lib.engine import Optimizer, binary_cross_entropy, evaluate, train
from course_lib.experiments import paired_change
from course_lib.experiments.curvature import largest_curvature
from course_lib.experiments.decay_forms import FORMS, composed
from course_lib.experiments.schedule_problem import Problem
from course_lib.guide import how_right

# %% [markdown] minutes=11 lesson=true ask="Vote before the run at 3.2 is explained: what is wrong? Then three curves, the second vote, and the slider at 0.8, 0.2 and 3.2." answers="Many look for a bug in the code; some want more updates. In the second vote about half stay with the rate that is ahead; it is a smaller one."
# ## 1 · A run that fails
#
# 500 points in two classes that overlap a little. A network with two hidden layers of 16 ReLU units, gradient descent
# on batches of 10. One pass over the points (an epoch, 에포크) is 50 updates.

# %% folded=true alt="Two interleaved half moons of points, circles and triangles, which overlap a little in the middle."
training, _ = runs.load_points()
figure, ax = plots.new_figure(5, 2.6)
plots.draw_points(ax, *training)
ax.set(xlabel="first coordinate", ylabel="second coordinate")
figure


# %%
def trained(lr, batch_size=10, updates=1000, drop_at=None):
    """The training loss before the first and after every 50th update."""
    network, rng = runs.first_network(), np.random.default_rng([0, 1])
    optimizer, losses = Optimizer(lr=lr), [evaluate(network, binary_cross_entropy, training)[0]]
    recipe = {"epochs": updates * batch_size // 500, "batch_size": batch_size, "rng": rng}
    for step in train(network, binary_cross_entropy, optimizer, training, **recipe):
        if step.number == drop_at:
            optimizer.lr = lr / 10
        if step.number % 50 == 0:
            losses.append(evaluate(network, binary_cross_entropy, training)[0])
    return np.array(losses)


failed = trained(3.2)
print(f"loss before training {failed[0]:.2f}, after 1000 updates: {failed[-1]:.2f}")

# %%
predict(
    "learning_rate_schedules", "what_is_wrong",
    "1000 updates, no error, no NaN, and the loss is higher than before. What is wrong?",
    ["a mistake in the code", "the points are too hard", "too few updates", "the learning rate"],
    answer="the learning rate",
    because="Nothing is learned at 3.2. 0.69 is ln 2: the loss of saying one half.",
)  # fmt: skip

# %% [markdown]
# Two more rates, from the same first weights, in the same batches. The dotted line is a *coin*, which says one half for
# every point: its loss is $\ln 2 = 0.69$.

# %% folded=true alt="Three loss curves. The rate 0.01 falls slowly and is still falling; 0.2 falls fast and levels off low, jittering; 3.2 jumps to the coin's loss at the first epoch and stays there."
figure, ax = plots.new_figure()
looks = {0.01: (plots.GREEN, "-.", "too low"), 0.2: (plots.BLUE, "-", "good")}
for lr, (color, line, words) in looks.items():
    draw_descent(ax, range(21), trained(lr), color=color, linestyle=line, label=f"{lr:g}: {words}")
draw_descent(ax, range(21), failed, color=plots.ORANGE, linestyle="--", label="3.2: too high")
ax.axhline(np.log(2), **plots.REFERENCE, label="a coin: ln 2")
epoch_axis(ax, 20)
ax.legend(loc="lower left", bbox_to_anchor=(1, 0.2), frameon=False)
figure

# %% [markdown]
# Too low is safe and slow: after 20 epochs it is still on its way. Too high is lost within the first epoch. A good
# rate falls fast; then it levels off and trembles. Is there *one* best rate? Ten of them, five random starts (seeds)
# each, are stored. A run is *lost* when it ends above 0.35, half of a coin's loss.

# %%
predict(
    "learning_rate_schedules", "ahead_early",
    "One rate is ahead after 2 epochs. Will it also have the lowest loss after 20?",
    ["yes, it stays ahead", "no, a smaller one will", "no, a larger one will"],
    answer="no, a smaller one will",
    because="At first long steps pay; later they hold the loss up.",
)  # fmt: skip

# %% [markdown]
# **Task 1.** a) Which rate has the lowest loss after 2 epochs? b) Which one at the end, and is there a second that is
# as good? c) At which rate are all seeds lost? How many times the rate of b) is it?

# %% folded=true alt="Left: the loss of a constant rate along the run. Right: the loss at the end against the rate, a valley with a slow slope on the left and a cliff on the right."
sweep = load_sweep("learning_rate_schedules_composer")
constant_rate = rate_dashboard(sweep)
constant_rate

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# a) At 0.8. b) At 0.2, with 0.4 close behind: the valley is flat at its bottom. c) At 3.2, sixteen times the rate of b).
#
# </details>

# %% [markdown] minutes=6 lesson=false ask="Which rate would you take from this curve: where the loss is lowest?" answers="About half say the lowest point; it is several times the best constant rate."
# ## 2 · One run instead of fifty: the range test
#
# Ten rates and five seeds are fifty runs. The *range test* (L. Smith, 2017) takes one short run: let the rate rise at
# every update, from far too small to far too large, and watch the loss. (Smith's rises in a line; here, as is usual
# today, each rate is the same multiple of the one before.)

# %%
predict(
    "learning_rate_schedules", "range_test",
    "The loss falls, reaches a lowest point, then turns up. Which constant rate would you take?",
    ["where the loss is lowest", "a few times less than that", "where it turns up"],
    answer="a few times less than that",
    because="Where it is lowest the rate already undoes what smaller rates have learned.",
)  # fmt: skip

# %%
rising = {"low": 1e-3, "high": 30, "steps": 200, "batch_size": 10}
tests = [
    engine.range_test(
        runs.first_network(seed), binary_cross_entropy, Optimizer(), training,
        rng=np.random.default_rng(seed), **rising,
    )
    for seed in range(4)
]  # fmt: skip

# %% folded=true alt="The loss during a range test: flat for small rates, falling from about 0.02 on, lowest near 1, then turning up. Two vertical lines: steepest, and lowest."
figure, ax = plots.new_figure()
ax.plot(tests[0].rates, tests[0].losses, ".", color=plots.GREY, markersize=4, label="one batch")
ax.plot(tests[0].rates, tests[0].smoothed, color=plots.BLUE, linewidth=2, label="smoothed")
ax.axvline(tests[0].steepest, color=plots.GREEN, linestyle="-.", label="falls fastest")
ax.axvline(tests[0].lowest, color=plots.ORANGE, linestyle="--", label="lowest")
ax.set(xscale="log", ylim=(0, 1.4), xlabel="learning rate", ylabel="loss of the batch (nats)")
ax.legend(loc="upper left", ncols=2)
figure

# %% folded=true
for seed, test in enumerate(tests):
    print(f"seed {seed}: falls fastest at {test.steepest:.1g}, lowest at {test.lowest:.1g}")

# %% [markdown]
# From four starts, the place where the loss is *lowest* agrees within a factor of three, and lies one and a half to
# five times above the best rate of section 1. Where it *falls fastest* is a guess: one seed is far off. (The test ends
# itself once the loss has clearly risen, before 30.) So it gives an order of magnitude, and for the
# *beginning* of a run. Look at the curve before you believe a number.

# %% [markdown] minutes=13 lesson=true ask="Show the bowl without its algebra and its prediction. Then two votes: does the loss drop with batches, with all points at 0.4; and with all points at 2?" answers="The first: nearly all say with batches only, and are right. The second surprises nearly everybody."
# ## 3 · Why a good rate stops getting better
#
# In notebook 05 gradient descent in a bowl came to rest at any rate that is not too large. Here a good rate trembles
# for ever. The difference is the noise: at the minimum, where the gradient of all points is 0, a batch still pulls.
# The simplest model of it is a bowl $\frac12\theta^2$ with a gradient of $\theta + \text{noise}$.

# %%
predict(
    "learning_rate_schedules", "tenth_of_the_rate",
    "With a tenth of the rate, how far from the minimum does θ stay in the long run?",
    ["as far", "about a third as far", "a tenth as far"],
    answer="about a third as far",
    because="The distance goes with the root of the rate; the loss, its square, with the rate.",
)  # fmt: skip

# %%
rng = np.random.default_rng(0)
for lr in (0.5, 0.05, 0.005):
    theta = np.full(2000, 3.0)  # two thousand balls in the same bowl
    for _ in range(2000):
        theta = theta - lr * (theta + rng.normal(size=theta.size))
    print(f"lr {lr:5g}: distance {theta.std():.2f}, loss {0.5 * np.mean(theta**2):.4f}", end="")
    print(f"   (formula {0.5 * lr / (2 - lr):.4f})")

# %% [markdown]
# Each step shrinks the distance and adds fresh noise; where the two balance, its mean square $v$ is the same after a
# step as before, $v = (1 - \text{lr})^2\, v + \text{lr}^2$, so the loss is $\frac v2 = \frac12 \cdot
# \frac{\text{lr}}{2 - \text{lr}}$. A constant rate has a *floor*. A smaller rate has a lower one, and takes longer to
# get there. (That is a bowl; a network's floor is less sharp.)
#
# So: fast first, slow later. In the middle of a run of the network, 1000 updates, we divide the rate by ten:

# %%
predict(
    "learning_rate_schedules", "drop",
    "At 0.4, then 0.04. Does the loss drop at that moment: in batches of 10, with all 500 points?",
    ["with both", "only with batches of 10", "only with all 500", "with neither"],
    answer="only with batches of 10",
    because="The noise of the batches held the loss up. All points in a batch have none.",
)  # fmt: skip

# %%
predict(
    "learning_rate_schedules", "drop_without_noise",
    "All 500 points in every batch, no noise, but a rate of 2, then 0.2. Does the loss drop?",
    ["at once", "no: there is no noise to remove", "no: it rises"],
    answer="at once",
    because="At 2 the run bounces between the walls of a ravine. A smaller rate lets it fall in.",
)  # fmt: skip

# %% folded=true alt="Three panels. Batches of 10 at 0.4: the loss trembles, and falls at once where the rate drops. All 500 points at 0.4: no fall where the rate drops. All 500 points at 2: the loss falls at once where the rate drops, without any noise."
figure, axes = plots.new_figure(11, 3.2, panels=3)
updates = np.arange(0, 1001, 50)
cases = [(0.4, 10, "batches of 10"), (0.4, 500, "all 500"), (2.0, 500, "all 500")]
for ax, (lr, size, words) in zip(axes, cases, strict=True):
    kept, dropped = trained(lr, size), trained(lr, size, drop_at=500)
    draw_descent(ax, updates, kept, low=0.05, **plots.REFERENCE, label=f"{lr:g} all along")
    draw_descent(ax, updates, dropped, low=0.05, color=plots.BLUE, label=f"{lr / 10:g} from 500 on")
    ax.axvline(500, color=plots.GREY, linewidth=0.8)
    ax.set(xlabel="updates", ylim=(0.05, 0.5), title=f"{words}, {lr:g}")
    ax.legend(loc="upper right", fontsize=10)
figure

# %% folded=true
for lr in (0.4, 2.0):
    network, optimizer, losses, curvatures = runs.first_network(), Optimizer(lr=lr), [], []
    rng = np.random.default_rng([0, 1])
    recipe = {"epochs": 520, "batch_size": 500, "rng": rng}
    for step in train(network, binary_cross_entropy, optimizer, training, **recipe):
        losses.append(evaluate(network, binary_cross_entropy, training)[0])
        if step.number in (200, 300, 400, 500):
            curvatures.append(largest_curvature(network, training))
        if step.number == 500:
            optimizer.lr = lr / 10
    rises = 100 * np.mean(np.diff(losses[400:500]) > 0)
    print(f"rate {lr:g}, no noise: the loss rises in {rises:.0f} of 100 updates before the drop;")
    print(f"   at 500 it is {losses[499]:.4f}, five updates later {losses[504]:.4f}")
    print(f"   2 / rate is {2 / lr:g}; largest curvature along the run", end=" ")
    print(", ".join(f"{each:.1f}" for each in curvatures))

# %% [markdown]
# Left, the network was in a good place already, and only noise kept it from settling. In the middle there is no noise.
# The largest curvature stays below 2 / rate; the loss still rises by a hair now and then, since the slope of a ReLU
# network jumps where a unit switches. Half a percent is all that can be gained, and from there on the small rate is
# only slower. On the right there is no noise either, and yet it drops: at a rate of 2 the loss rises in every second
# update. Remember the ravine of notebook 05: where the curvature is above 2 / rate, a step lands higher on the other
# wall. A bowl throws such a run out. A network has flatter places: the run has moved to where its largest curvature is
# about 2 / rate, and jumps on from wall to wall (the *edge of stability*, J. Cohen et al., 2021).
#
# *A drop after a lower rate shows noise, or bouncing: something that held the loss up. It does not show that learning
# was lacking.*

# %% [markdown] minutes=5 lesson=false ask="No smaller rate at all: could we still get rid of the noise?" answers="A few think of larger batches; averaging the weights comes late, and then at once to all."
# ## 4 · Another way to be rid of noise
#
# So keep the rate, and keep besides an exponential average of the weights, as momentum does with gradients (notebook
# 05). It costs a copy of the weights and does not touch the training at all (B. Polyak and A. Juditsky, 1992; in deep
# learning often *EMA* or *SWA*). For comparison a decay: a *cosine*, half a wave from 0.8 down to 0.

# %%
predict(
    "learning_rate_schedules", "averaged",
    "A constant rate; at the end the average of the weights, not the last ones. The loss is ...",
    ["higher: no network was ever there", "about the same", "lower", "lower than with any decay"],
    answer="lower",
    because="The noise averages out. A tuned decay ends lower still, by a little.",
)  # fmt: skip


# %%
def averaged(lr, beta=0.97, seeds=range(10)):
    """Last and averaged weights of a run, ten seeds side by side: their training losses."""
    networks = engine.stack([runs.first_network(seed) for seed in seeds])
    rngs = [np.random.default_rng([seed, 1]) for seed in seeds]
    average = networks.weights.copy()
    recipe = {"epochs": 20, "batch_size": 10, "rng": rngs}
    for _ in train(networks, binary_cross_entropy, Optimizer(lr=lr), training, **recipe):
        average = beta * average + (1 - beta) * networks.weights
    last = evaluate(networks, binary_cross_entropy, training)[0]
    networks.weights[...] = average
    return last, evaluate(networks, binary_cross_entropy, training)[0]


# %% folded=true
for name, lr in {
    "constant 0.2": 0.2,
    "constant 0.4": 0.4,
    "cosine, 0.8 to 0": engine.cosine_decay(0.8, steps=1000),
}.items():
    last, mean = averaged(lr)
    print(f"{name:17s} last weights {last.mean():.3f}, averaged {mean.mean():.3f}", end="   ")
    print(f"(lower in {(mean < last).sum()} of 10 seeds)")

# %% [markdown]
# One run of them, looked at along the way:

# %% folded=true alt="Three losses along 1000 updates from one start. The constant rate trembles between 0.09 and 0.2; the average of its weights lies smoothly below it; the cosine ends lowest."
figure, ax = plots.new_figure(7, 3.2)
along = average_runs.beside(Problem(), 0.4, 0.8, seeds=(0,), at=updates[1:], beta=0.97)
three = {
    "constant": plots.REFERENCE | {"label": "constant 0.4"},
    "averaged": {"color": plots.BLUE, "label": "the average of its weights"},
    "cosine": {"color": plots.ORANGE, "linestyle": "--", "label": "cosine from 0.8"},
}
for name, look in three.items():
    draw_descent(ax, updates[1:], along[name][0], **look)
ax.set(xlabel="updates", ylim=(0.06, 0.6))
ax.legend()
figure

# %% [markdown]
# If the weights tremble around a good place, their mean is there. The average takes away most of what the noise has
# added, in every seed, and the rate was never lowered. Where a decay has removed the noise already, it adds nothing.

# %% [markdown] minutes=8 lesson=false ask="The rate falls to a tenth twice. Will the loss drop as much the second time?" answers="Most expect it. The first drop took nearly all of the noise."
# ## 5 · A schedule in four pieces
#
# A professor's habit, passed on in a lecture that calls it arbitrary: rise in a straight line for 10 % of the run (the
# *warm-up*), hold the peak for 40 %, then a tenth of it for 25 %, and a tenth of that for 25 %.
#
# ### Exercise 1: write it
#
# `step` counts updates from 0 to `steps - 1`. The rise is `(step + 1) / (steps / 10)` of the peak, so that the first
# update already moves, and never more than the peak. A boundary belongs to the piece that it begins.
#
# <details><summary>Hint</summary>
#
# Add the shares up first: 10 %, 50 %, 75 %. Then `if step < ...: return ...`, three times, and a last return.
#
# </details>


# %% exercise=5
def lecture_rate(step, steps, peak):
    """Return the rate of one update.

    >>> lecture_rate(0, 100, 0.5), lecture_rate(9, 100, 0.5), lecture_rate(60, 100, 0.5)
    (0.05, 0.5, 0.05)
    """
    # BEGIN SOLUTION
    if step < 0.1 * steps:
        return min(1, (step + 1) / (steps / 10)) * peak
    if step < 0.5 * steps:
        return peak
    return peak / 10 if step < 0.75 * steps else peak / 100
    # END SOLUTION


# %%
check.lecture_rate(lecture_rate)

# %% [markdown]
# (The engine composes such things: `warm_up(piecewise([400, 650], [0.8, 0.08, 0.008]), steps=100)` is the same for 1000
# updates.) Now it trains: your schedule if it passes, else the course's. The lecture reports that the training loss fell
# more steeply at the first drop, and at the second *even more* steeply.

# %%
predict(
    "learning_rate_schedules", "second_drop",
    "The second time the rate falls to a tenth, the loss drops ...",
    ["more than the first time", "as much", "much less"],
    answer="much less",
    because="The first drop has taken nearly all of the noise.",
)  # fmt: skip

# %% folded=true alt="Left: the rate, rising, then three stairs. Right: the loss of five seeds; it falls clearly where the rate drops first, at epoch 10, and hardly at the second drop, at epoch 15."
lecture = checks.yours_or_ours(lecture_rate, check.lecture_rate, check_answers.lecture_rate)
schedule = judging.update_by_update(lecture, 1000, 0.8)
lecture_losses = runs.run([schedule])[0][0]
figure, (left, right) = plots.new_figure(panels=2)
draw_schedule(left, schedule, 1000, color=plots.BLUE)
left.set_title(f"the schedule: {lecture.whose}")
for one_seed in lecture_losses:
    draw_descent(right, range(21), one_seed, color=plots.BLUE, linewidth=0.8)
for drop in (10, 15):
    right.axvline(drop, color=plots.GREY, linewidth=0.8)
epoch_axis(right, 20)
right.set_title("five seeds")
figure

# %% [markdown]
# The first drop is there. The second is hardly one. How much a drop gives depends on how much there is left to remove.
# (The professor's own network is not ours: there the second rate may still have been too high.)
#
# ### Exercise 2: four runs, four remedies
#
# Four runs that all end too high. For each choose *one* remedy: `"raise"` (ten times the rate), `"lower"` (a tenth),
# `"decay"` (the same rate, but down to 0 in a straight line), or `"later"` (it falls ten times as slowly). The pictures
# show one seed each; the check asks five.

# %% folded=true alt="Four losses by epoch. A falls slowly and smoothly all along. B lies at the coin's loss from the first epoch on, trembling. C falls fast, then trembles at about 0.1. D falls within two epochs, then lies smooth and flat at about 0.2."
figure, panels = plots.new_figure(11, 2.8, panels=4)
for ax, name in zip(panels, four_runs.FOUR, strict=True):
    draw_descent(ax, range(21), four_runs.losses()[name, "none"][0], color=plots.BLUE)
    ax.axhline(np.log(2), **plots.REFERENCE)
    epoch_axis(ax, 20)
    ax.set_title(f"run {name}")
figure


# %% exercise=5
def remedies():
    """Return a remedy for each run, such as {"A": "later", "B": "later", ...}."""
    # BEGIN SOLUTION
    return {"A": "raise", "B": "lower", "C": "decay", "D": "later"}
    # END SOLUTION


# %%
check.remedies(remedies)

# %% folded=true alt="The same four losses, before and after the remedy: all four end near or below 0.1."
remedied = checks.yours_or_ours(remedies, check.remedies, check_answers.remedies)
figure, pairs = plots.new_figure(11, 2.6, panels=4)
for ax, (name, remedy) in zip(pairs, remedied().items(), strict=True):
    before, after = four_runs.losses()[name, "none"][0], four_runs.losses()[name, remedy][0]
    draw_descent(ax, range(21), before, **plots.REFERENCE, label="before")
    draw_descent(ax, range(21), after, color=plots.BLUE, label="after")
    epoch_axis(ax, 20)
    ax.set_title(f"{name}: {remedy} ({remedied.whose})", fontsize=11)
pairs[0].legend(fontsize=10)
figure

# %% [markdown] minutes=14 lesson=true ask="Vote: a cosine from the best constant rate, and from twice that. Then the slider of the composer: cosine at 0.2, 0.4, 0.8, 1.2; and the picture of the fair comparison. Leave out the second prediction and the exercise." answers="Nearly all: lower from both. From the best rate it is higher here, and depends elsewhere; from twice that rate it is lower nearly everywhere."
# ## 6 · Does a decay pay?
#
# The first of your two questions. The best constant rate of section 1 is 0.2, with 0.4 close behind. From each we let a
# cosine fall to a hundredth of it, and divide each run's loss by that of the *best constant rate* with the same first
# weights and the same batches. Twenty new seeds; a bar is three standard errors, from which on, in this course, a mean
# counts.

# %%
predict(
    "learning_rate_schedules", "same_peak",
    "The loss at the end, compared with the best constant rate, 0.2. A cosine ends ...",
    ["lower from both", "higher from 0.2, lower from 0.4", "lower from 0.2, not from 0.4",
     "higher from both"],
    answer="higher from 0.2, lower from 0.4",
    because="A decay trades speed for rest. At 0.2 there is no speed to spare.",
)  # fmt: skip

# %% folded=true alt="Change of the loss against the constant rate 0.2. Constant 0.4 and 0.8 lie 8 percent above. A cosine from 0.2 lies 17 percent above, from 0.4 15 percent below, from 0.8 18 percent below."
judged = load_sweep("learning_rate_schedules_judged")
best_constant = judged.at(schedule="constant 0.2")["loss"]
names = ["constant 0.4", "constant 0.8", "cosine 0.2", "cosine 0.4", "cosine 0.8"]
figure, ax = plots.new_figure(8, 2.8)
draw_changes(ax, {name: judged.at(schedule=name)["loss"] / best_constant for name in names})
ax.set_xlabel("change of the loss against constant 0.2")
figure

# %% [markdown]
# From 0.2 the decay comes too early: the budget is over before the run has arrived. Held, 0.4 and 0.8 are no
# better than 0.2; with a decay both end below it. A decay pays from a rate at which noise, and not
# time, is what holds the loss up. So it wants a *higher rate* than a constant run does. (From the best constant rate itself
# it depends: of the nineteen conditions in the table at the end, five are lower and five higher by three errors. From
# twice that rate, all but two are lower.)
#
# ### Six ways down
#
# *Linear* is a straight line, *cosine* half a wave; *exponential* loses the same share at each update, a *staircase* a
# tenth now and then. $\frac1t$ (H. Robbins and S. Monro, 1951) and $\frac1{\sqrt t}$ are those of the theory, here
# stretched so that all arrive at the same end: $\frac1{\sqrt t}$, slow at its end, must hurry at the beginning.

# %% folded=true alt="Six forms from 0.8 to 0.008 over 1000 updates. Cosine, staircase and linear stay high for long; exponential falls soon, 1 over root t and 1 over t collapse within the first hundred updates."
figure, ax = plots.new_figure(6.5, 3.2)
for form in list(FORMS)[1:]:
    form_schedule = composed(form, peak=0.8, warm=0, final=0.01, steps=1000)
    draw_schedule(ax, form_schedule, 1000, label=form, **FORM_LOOKS[form])
ax.legend(loc="upper right")
figure

# %%
predict(
    "learning_rate_schedules", "forms",
    "Each form gets the peak and the end that are best for it. How far apart do the six end?",
    ["the cosine wins clearly", "all within 2 %", "four within 4 %, two behind", "all far apart"],
    answer="four within 4 %, two behind",
    because="Where they begin and end matters, not their name; but two let go too early.",
)  # fmt: skip

# %% [markdown]
# **Task 2.** a) With the cosine, find the peak at which it ends lowest. How many times the best constant rate is it? b)
# Which other forms come within a few percent of it, each at a peak of its own? c) *1 / t* seems hopeless. Make it
# beat the constant rate by 10 %.

# %% folded=true alt="Left: the schedule. Right: the loss it gives, beside that of the best constant rate, with a line at 10 % less."
composer = composer_dashboard(sweep)
composer

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# a) At 0.8 to 1.2, four to six times. b) Line, exponential and staircase. c) With a higher end, a tenth of the
# peak, and a peak of 0.8 to 1.6: then it falls less steeply at first.
#
# </details>
#
# ### A fair comparison
#
# Same budget for all: 1000 updates. Every form gets the peak and the end that are best for it on seeds 0 to 4. Who
# chooses the best of forty settings also chooses luck, so the verdict is left to *twenty new seeds*. The dev loss is
# that of 2000 other points.

# %% folded=true alt="Change of the loss against the tuned cosine, on training points and on dev points. Linear, exponential and staircase within 3 percent; 1 over t 8 and 1 over root t 13 percent above on training points, 2 and 3 on dev points; the constant rate 25 and 11 percent above."
figure, axes = plots.new_figure(11, 3.2, panels=2)
for ax, loss, words in zip(axes, ("loss", "dev_loss"), ("training", "dev"), strict=True):
    cosine = judged.at(schedule="cosine")[loss]
    others = [form for form in FORMS if form != "cosine"]
    draw_changes(ax, {form: judged.at(schedule=form)[loss] / cosine for form in others})
    ax.set(xlabel=f"{words} loss against the tuned cosine", xlim=(-0.1, 0.5))
figure

# %% folded=true
for form in FORMS:
    setting = chosen(sweep, form, warm=0)
    end = "" if form == "constant" else f", end {setting['peak'] * setting['final']:.2g}"
    print(f"{form:12s} peak {setting['peak']:g}{end}")

# %% [markdown]
# Linear, exponential and staircase lie within a few percent of the cosine. $\frac1t$ and $\frac1{\sqrt t}$ end higher,
# even tuned; on dev points that can hardly be told. *That* the rate falls matters, and from which peak; which of the
# four names it has hardly does.
#
# **Where it does not pay.** A decay removes noise, or bouncing. On 300 digits all are fitted long before the end: the
# batches agree, the noise goes away by itself (S. Ma, R. Bassily, M. Belkin, 2018), and a smaller rate is only slower.
# There the best cosine ends at nearly four times the training loss of the best constant rate. (Moons that hardly
# overlap are fitted, too, but late: there a decay pays.)
#
# ### Exercise 3: half of the time
#
# Write a schedule of your own, any shape, any peak, with which *500* updates end lower than the best constant rate
# after *1000*. `step` goes from 0 to `steps - 1`. The check trains it from twenty seeds, and asks for three standard
# errors.
#
# <details><summary>Hint</summary>
#
# Half of the time asks for larger steps at first, and for rest at the end. How large can a peak be, in the composer,
# before runs are lost?
#
# </details>


# %% exercise=8
def my_schedule(step, steps):
    """Return the rate of one update: a number, not negative."""
    # BEGIN SOLUTION
    return 1.2 * (1 - step / steps)
    # END SOLUTION


# %%
check.my_schedule(my_schedule)

# %% [markdown]
# Now beat the cosine in 500 updates. Each `attempt` has seeds that no attempt before has seen: raise it each time
# you change something.

# %% tags=["nbval-ignore-output"]
attempt = 1
own = checks.yours_or_ours(my_schedule, check.my_schedule, check_answers.my_schedule)
for came in judging.judge(judging.update_by_update(own, 500), attempt=attempt):
    print(f"{own.whose}: {came}")

# %% [markdown]
# Half of the time is enough: that is what a schedule is for. Did you beat the cosine, too? If an attempt looks like a
# win, ask the next seeds before you believe it.

# %% [markdown] minutes=10 lesson=true ask="Vote: a peak of 1.2, usual weights and weights three times too large: where does a warm-up change the end? After the picture: what did the first updates do at full rate? Leave out the exercise." answers="Half say both. To the second question: it explodes; dead units are the surprise."
# ## 7 · When does a warm-up matter?
#
# It is often said: begin near zero and rise, or else the first steps may go astray. We try it on two problems: the
# network as it was, and the same with first weights *three times as large*, as a careless initialization (notebook 04)
# gives them. Cosine to a hundredth, ten seeds, with and without a warm-up of 10 %.
#
# ### Exercise 4: a warm-up for any schedule
#
# Rise over `warm` updates in a straight line to the rate at which `schedule` begins; then follow the schedule from *its*
# beginning. `schedule` is a function of a step. The first update already moves: it gets one part of the rise.
#
# <details><summary>Hint</summary>
#
# The last update of the rise, `warm - 1`, gets `schedule(0)`, and so does the one after it.
#
# </details>


# %% exercise=5
def warmed(step, warm, schedule):
    """Return the rate of one update.

    >>> halving = lambda step: 0.5**step
    >>> [warmed(step, 2, halving) for step in range(5)]
    [0.5, 1.0, 1.0, 0.5, 0.25]
    """
    # BEGIN SOLUTION
    if step < warm:
        return (step + 1) / warm * schedule(0)
    return schedule(step - warm)
    # END SOLUTION


# %%
check.warmed(warmed)

# %%
predict(
    "learning_rate_schedules", "warm_up",
    "A peak of 1.2. Where will the warm-up change the loss at the end?",
    ["with both weights", "only with the large ones", "only with the usual ones", "with neither"],
    answer="only with the large ones",
    because="It helps where the beginning is harder than the rest of the run.",
)  # fmt: skip

# %% folded=true alt="The loss of ten seeds with and without a warm-up, and their median. Usual weights: both end alike. Weights three times too large: without a warm-up most runs end far up, with it all come down."
rise = checks.yours_or_ours(warmed, check.warmed, check_answers.warmed)
at_once, falling = (engine.cosine_decay(1.2, steps=steps, end=0.012) for steps in (1000, 900))
schedules = {"no warm-up": at_once, "warm-up": judging.update_by_update(rise, 100, falling)}
figure, axes = plots.new_figure(9.5, 3.2, panels=2)
for ax, gain in zip(axes, (1, 3), strict=True):
    losses = runs.run(list(schedules.values()), seeds=range(10), gain=gain)[0]
    runs_of = zip(schedules, losses, (plots.ORANGE, plots.BLUE), strict=True)
    for name, curves, color in runs_of:
        for one in curves:
            draw_descent(ax, range(21), one, color=color, linewidth=0.5, alpha=0.5)
        lost = f"{(curves[:, -1] > runs.LOST).sum()} of 10 lost"
        middle = np.median(curves, axis=0)
        draw_descent(ax, range(21), middle, color=color, linewidth=2.5, label=f"{name}: {lost}")
    epoch_axis(ax, 20)
    ax.set_title(f"first weights x {gain} (warm-up: {rise.whose})")
    ax.legend(fontsize=10)
figure

# %% [markdown]
# The same at other peaks (stored), the change that the warm-up makes, and how many runs of ten are lost:

# %% folded=true
starts = load_sweep("learning_rate_schedules_starts")
for start in starts.axes["start"][:2]:
    for peak in starts.axes["peak"][2:]:
        cold, warm = (starts.at(start=start, peak=peak, warm=w)["loss"] for w in (0, 0.1))
        change, error = paired_change(warm, cold)
        counts = f"lost without {(cold > runs.LOST).sum():2d}, with {(warm > runs.LOST).sum():2d}"
        print(f"{start:20s} peak {peak:g}: {change:+.3f} ± {error:.3f}, {counts}")

# %% [markdown]
# With the usual weights it changes nothing where the peak is usable. Where it is not, it saves some of the runs. With
# weights that are too large half of the cold runs are lost at a peak of 1.2, and none of the warm ones. Why? The first
# errors are huge, and so are the first gradients. At full rate they throw units out: off for all 500 points, without
# a gradient, dead (notebook 01b).

# %% folded=true
for gain, warm in ((1, 0), (3, 0), (3, 0.1)):
    cosine_at = composed("cosine", 1.2, warm, 0.01, steps=1000)
    dead = [dead_after(cosine_at, seed=seed, updates=20, gain=gain) for seed in range(5)]
    print(f"weights x {gain}, warm-up {100 * warm:2.0f} %: of 32 dead after 20: {dead}")

# %% [markdown]
# About half of the units are gone before anything is learned. (Here the better remedy is the initialization. A warm-up
# is for beginnings that you cannot mend. What it does for large batches and for Adam is in 06b.)

# %% [markdown] minutes=2 lesson=true ask="You have found the best constant rate. What do you change to make use of a decay?" answers="By now: the peak, upwards, and then any of the four forms."
# ## What remains
#
# * In batches, the loss drops at once when the rate falls to a tenth, unless the rate was small, or the batches
#   tiny.
# * Without noise it drops, too, where the rate was so high that the run bounced.
# * Where there is neither noise nor bouncing, nothing drops.
# * The noise can be averaged away, too: the mean of the weights over the last part of a constant run ends below the
#   best constant rate, and, where the classes overlap, at most an eighth above the best cosine.

# %% [markdown]
# * A decay with a peak of its own ends lower than the best constant rate (not on 300 digits, which are fitted long
#   before the end).
# * A decay wants a higher rate: from twice the best constant rate a cosine ends lower than any rate that is held
#   (not on 300 digits, nor where runs are lost at that rate).
# * Line, exponential and staircase end within 10 % of the cosine, each at its best, and 1 / root t higher (with
#   tanh, and where the classes hardly overlap, that cannot be told).
# * A warm-up to a high peak helps where the beginning is harder than the rest: with weights that are too large for
#   ReLU, unless it is too hard even so.

# %% tags=["nbval-ignore-output"]
print(how_right("learning_rate_schedules"))

# %% [markdown] minutes=2 lesson=false
# ## How far this holds
#
# Each sentence was tried again with other seeds, other data, budgets, widths and noise. A mark is one of these
# conditions; a cross is one that the sentence excludes: two rings, for example, bounce at 0.2. In a row's numbers a
# change is a share (-0.2: 20 % lower), and its *errors* say how many of its standard errors it is; from 3 on it counts.

# %%
claims_table("learning_rate_schedules")

# %%
again("learning_rate_schedules", "drop_without_noise")

# %% [markdown]
# **What people get wrong**
#
# * They add a schedule and keep the rate, or compare a tuned schedule with an untuned constant.
# * They count epochs where the schedule counts updates, or take a schedule made for a long run into a short one.
# * They begin a warm-up at a rate of 0, and the first update does nothing.
# * They let the decay run during the warm-up, and never reach the peak.
#
# **Exercises here:** 1 a schedule in four pieces · 2 four remedies · 3 half of the time · 4 a warm-up

# %% [markdown]
# **References**
#
# * H. Robbins, S. Monro (1951), *A stochastic approximation method*: why the rate must fall, and not too fast.
# * B. Polyak, A. Juditsky (1992), *Acceleration of stochastic approximation by averaging*.
# * L. Smith (2017), *Cyclical learning rates for training neural networks*: the range test.
# * I. Loshchilov, F. Hutter (2017), *SGDR: stochastic gradient descent with warm restarts*: the cosine.
# * P. Izmailov et al. (2018), *Averaging weights leads to wider optima and better generalization*: SWA.
# * S. Ma, R. Bassily, M. Belkin (2018), *The power of interpolation*: when the noise goes away by itself.
# * J. Cohen et al. (2021), *Gradient descent on neural networks typically occurs at the edge of stability*.
#
# 06b goes further: the lectures' forms one by one, plateaus, restarts, one cycle, large batches, Adam. The next
# notebook of the main line is 07, batch normalization.
