# ---
# jupyter:
#   course:
#     title: Optimizers in practice
#     question: Another batch size, a run thrown off, L2 under Adam. What must I change along?
#     about: batch size at equal epochs and equal updates, linear scaling and its end, clipping, AdamW in two forms, Nesterov, epsilon
#     needs: ["05"]
#     kind: claims
#     running: [5, 5, 5, 30, 30, 10, 0, 0, 0, 5]
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 05c · Optimizers in practice
#
# **A recipe works. You change one thing in it, and it works no longer. Three such changes: the batch size, one
# gradient out of a thousand, and the name of the optimizer before an L2 penalty.**
#
# After this notebook you can
#
# * change a batch size, and say what happens to updates, noise and learning rate,
# * clip (자르기) a gradient over all parameters, at a limit that you read off the run,
# * carry a weight decay from Adam to AdamW, and from a paper to PyTorch.
#
# Time: {minutes} minutes, exercises included. You need: momentum and Adam (05).
#
# Two questions go along with you. *A recipe has batches of 32. Your machine takes 512 in the same time: what do you change, and
# how far does that carry?* And: *a paper decays by 0.0005. Which number do you type?*

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

from course_lib import checks, engine, plots
from course_lib.chapters.optimizers_in_practice import check, check_answers, drawing, recurrent
from course_lib.chapters.optimizers_in_practice import decay_sweep as decays
from course_lib.chapters.optimizers_in_practice.batch_runs import MOONS, curve, ends
from course_lib.chapters.optimizers_in_practice.batch_size_dashboard import batch_size_dashboard
from course_lib.chapters.optimizers_in_practice.check_own import plan_losses
from course_lib.chapters.optimizers_in_practice.cliff import cliff
from course_lib.chapters.optimizers_in_practice.decay_dashboard import decay_dashboard
from course_lib.claims import load_results
from course_lib.dashboards import again, claims_table, predict
from course_lib.datasets import load_sweep
from course_lib.engine import Momentum, Nesterov
from course_lib.experiments.descents import arrival, descend
from course_lib.experiments.surfaces import RAVINE, SURFACES
from course_lib.guide import how_right

# %% [markdown] minutes=9 lesson=true ask="Batches ten times as large, the same rate, the same 20 epochs: better, worse, the same?" answers="Better, say most: less noise. It is far worse: a tenth of the updates."
# ## 1 · The same recipe, larger batches
#
# 300 points, two moons; a network with two hidden layers of 16 ReLU units; gradient descent at a rate of 0.1, 20 epochs
# (에포크). The recipe says batches (미니배치) of 8. Larger batches have less noise, so let us take all 300 points.

# %%
predict(
    "optimizers_in_practice", "larger_batch",
    "Batches of 300 instead of 8; rate and epochs as they were. The loss after 20 epochs is ...",
    ["lower", "about the same", "much higher"], answer="much higher",
    because="An epoch is now one update instead of 38. The run has hardly begun.",
)  # fmt: skip

# %%
for size in (8, 300):
    updates, losses = curve(size, lr=0.1, epochs=20, every=20)
    print(f"batch {size:3d}: loss {losses[0]:.2f} at the start, {losses[-1]:.2f} after 20 epochs")

# %% [markdown]
# Nothing is broken. Three words, often mixed up: an **update** (one **iteration**, 반복) is one step of the parameters; an
# **epoch** is every example once; a **batch** is the examples of one update. One example: *stochastic* gradient descent (SGD),
# said of small batches, too. All of them: *full batch*.
#
# ### Exercise 1: count the updates
#
# The last batch of an epoch may be short. It is used, too.
#
# <details><summary>Hint</summary>
#
# `n // batch_size` rounds down. How do you round up? (`-(-7 // 2)` is 4.)
#
# </details>


# %% exercise=3
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
# Your function now says how long a run is. Three batch sizes, one rate, about 1500 updates each; drawn against
# epochs, and against updates.

# %%
predict(
    "optimizers_in_practice", "equal_updates",
    "After equally many updates, all at a rate of 0.03: which batch size has the lowest loss?",
    ["64, by far", "8, a little", "1, by far", "no clear difference"], answer="no clear difference",
    because="At a small rate the noise of many small steps averages out along the way.",
)  # fmt: skip

# %% folded=true alt="Two panels of loss for batches of 64, 8 and 1 at rate 0.03. Against epochs on a log axis batch 1 falls first, batch 64 last. Against updates the three curves lie on each other, that of batch 1 trembling a little."
counted = checks.yours_or_ours(count_updates, check.count_updates, check_answers.count_updates)
figure, pace_axes = plots.new_figure(9.5, 3, panels=2)
for size, epochs in ((64, 300), (8, 40), (1, 5)):
    updates, losses = curve(size, lr=0.03, epochs=epochs, every=25)
    per_epoch = counted(300, size, 1)
    look = {"label": f"batch {size}", "linewidth": 2} | drawing.SIZES[size] | {"marker": ""}
    pace_axes[0].plot(np.maximum(updates / per_epoch, 0.05), losses, **look)
    pace_axes[1].plot(updates, losses, **look)
    print(f"batch {size:2d}: {epochs:3d} epochs, {counted(300, size, epochs)} updates", end=", ")
    print(f"loss {losses[-1]:.3f}")
pace_axes[0].set(
    xscale="log", xlabel=f"epochs (updates counted by: {counted.whose})", ylim=(0, 0.9)
)
pace_axes[1].set(xlabel="updates", ylim=(0, 0.9))
pace_axes[0].set_ylabel("training loss")
pace_axes[1].legend(fontsize=11)
figure

# %% [markdown]
# *At a small rate, one update is one update, from however many examples.* So at equal epochs one compares numbers of updates. What, then,
# does a large batch buy?

# %% [markdown] minutes=8 lesson=true ask="Which batch size has a gradient that one can trust: 8, 64, 300?" answers="All name one number. It depends on when: at the start 4 will do, later 256 will not."
# ## 2 · Less noise
#
# A batch's gradient is that of all examples plus noise. In the picture, each dot is the gradient of one batch, the arrow that of all
# points, set to a length of 1; *across it* is, of the many directions at right angles to the arrow, that in which examples differ most. Noise shrinks as $1/\sqrt B$. Ten times less costs a hundred times the examples.

# %% [markdown]
# **Task 1.** a) Before training: the smallest batch whose noise is shorter than the gradient? b) The same after 30 updates, and
# after 1000? c) After 30 updates: how many batches of 1, of 4 and of 64 point uphill (위로)? Why not fewer for 4 than for 1?

# %% folded=true alt="Left: gradients of 250 batches of 8 lie around the tip of the full gradient's arrow, nearly all on its downhill side. Right: their typical distance falls as one over the root of the batch size, and crosses the line of the full gradient between batches of 2 and 4."
batches = batch_size_dashboard(rng=np.random.default_rng(0))
batches

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# a) 4. b) 256, and none up to that: the gradient becomes short, its noise does not. c) About 12, 20 and 1 %. After 30 updates the
# points that are on the right side pull little and agree; the few on the wrong side pull hard, the other way. One point is seldom one of
# them; a batch of 4 is more likely to hold one, which then outweighs the rest. Averages of many turn that round.
#
# </details>
#
# The batch at which noise and gradient are equally long is the *simple noise scale* (S. McCandlish et al., 2018),
# $B = \mathrm{tr}\,\Sigma \,/\, \lVert\text{grad}\rVert^2$ with the covariance $\Sigma$ of the single examples' gradients: far below it, twice the
# batch at a rate of its own saves half of the updates; far above, hardly any. It grows along a run.

# %% [markdown] minutes=14 lesson=true ask="Eight times the batch: what should happen to the rate?" answers="Some: nothing. Some: times the root of 8. Many have heard: times 8."
# ## 3 · Batch and rate belong together
#
# Less noise stands longer steps. So each batch size gets its own rates: eight of them, three draws of everything, medians.

# %%
predict(
    "optimizers_in_practice", "best_rates",
    "500 updates each. How does the best rate of single examples lie to that of all 300?",
    ["equal", "about ten times smaller", "1000 times smaller"], answer="about ten times smaller",
    because="Noise limits the small batches; the largest usable rate limits all of them.",
)  # fmt: skip

# %% folded=true alt="Two panels of loss against rate for batches 300, 64, 8 and 1. After 20 epochs the valleys lie side by side, the larger the batch the further right. After 500 updates all left flanks coincide, and only the right ends differ: batch 1 is stuck at 0.26 and turns up after 0.3, batches of 64 and 300 stay low up to 3."
rates = [0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10]
figure, valley_axes = plots.new_figure(9.5, 3.2, panels=2)
for ax, title, budget in (
    (valley_axes[0], "20 epochs", {"epochs": 20}),
    (valley_axes[1], "500 updates", {"updates": 500}),
):  # fmt: skip
    medians = {
        size: np.median(ends(size, rates, seeds=range(3), **budget), axis=0)
        for size in (300, 64, 8, 1)
    }
    drawing.draw_valleys(ax, rates, medians, title)
    for size, losses in medians.items():
        print(f"{title:11s} batch {size:3d}: best rate {rates[np.argmin(losses)]:g}", end="; ")
    print()
valley_axes[0].set_ylabel("training loss")
valley_axes[1].legend(fontsize=11, loc="center left", bbox_to_anchor=(1, 0.5))
figure

# %% folded=true
for size, finer in ((1, [0.05, 0.1, 0.2, 0.4]), (300, [1, 2, 4])):
    losses = np.median(ends(size, finer, seeds=range(10), updates=500), axis=0)
    found_at = finer[np.argmin(losses)]
    print(f"500 updates, ten draws, finer: batch {size:3d}: best rate {found_at:g}", end=", ")
    print("losses", ", ".join(f"{lr:g}: {x:.2f}" for lr, x in zip(finer, losses, strict=True)))

# %% [markdown]
# On the left two things move at once: updates (the left flanks) and noise (the right ends). On the right only noise is left.
# *Whoever changes the batch size and keeps the rate and the epochs changes three things.*
#
# **A rule.** *Often said: batch times k, rate times k* (P. Goyal et al., 2017: ImageNet with batches of 8192 in one hour). The
# reason: k small steps go about as far as one that is k times as long, as long as the gradient does not change much
# underway. We begin with single examples at 0.01, 20 epochs, six draws, and go up.

# %%
predict(
    "optimizers_in_practice", "linear_end",
    "Rate 0.01 times batch, 20 epochs. Up to which batch does the loss stay where it was?",
    ["2", "16", "128", "300"], answer="128",
    because="At 128 the rate is 1.28. At 300 it is 3: this network does not stand that.",
)  # fmt: skip

# %% folded=true alt="Loss after 20 epochs against batch size from 1 to 300. With the rate kept it rises steadily from 0.18 to 0.68, with the root of the batch more slowly to 0.33. With the rate times the batch it is level near 0.18 up to 128, and rises steeply to 300."
batch_sizes = [1, 4, 16, 64, 128, 300]
rules = {"rate kept at 0.01": 0, "rate times root of batch": 0.5, "rate times batch": 1}
scaled_runs = [
    ends(size, [0.01 * size**p for p in rules.values()], seeds=range(6), epochs=20)
    for size in batch_sizes
]
found = np.median(scaled_runs, axis=1)
figure, ax = plots.new_figure(7.5, 3.2)
drawing.draw_scaling(ax, batch_sizes, dict(zip(rules, found.T, strict=True)))
print(
    "rate times batch:",
    ", ".join(f"{b}: {x:.2f}" for b, x in zip(batch_sizes, found[:, 2], strict=True)),
)
print("its six draws at 128:", ", ".join(f"{x:.2f}" for x in sorted(scaled_runs[4][:, 2])))
figure

# %% folded=true
print("from 0.03, rate times batch:", end=" ")
for size in batch_sizes:
    from_best = ends(size, [0.03 * size], seeds=range(6), epochs=20)
    print(f"{size}: {np.median(from_best):.3f}", end=", " if size < 300 else "\n")

# %% [markdown]
# A hundredth of the updates, and the same loss, by the median of six; at 128 one of the six is already thrown up (0.59). Then it ends: here where the rate that the rule asks for is too large
# for the *surface*; with more data and less steep ground it ends where noise no longer limits the step, at the *critical batch size*
# (Goyal's recipe ends past 8192; McCandlish's estimates: thousands for images, millions for games). Goyal's recipe also rises slowly to its
# rate (warm-up, 06). For Adam people scale by the root instead: division by the noise has scaled part of it already.
#
# 0.01 is a third of the best rate of single examples. From 0.03 (loss 0.09) the rule holds up to 64 and is over at 128: what ends it is
# the rate, between 2 and 3 here, not the batch.
#
# Equal epochs, each at its own best rate: small batches win. Equal updates: large ones do. Which count is fair depends on what your
# machine charges for.
#
# ### Exercise 2: a plan of your own
#
# The slow plan: single points, 0.01, 20 epochs. Its 6000 updates end at 0.195, the mean of ten draws. Get below that in *at most
# 100 updates*. Return batch size, rate and number of updates.
#
# <details><summary>Hint</summary>
#
# In the right picture, which line goes lowest, and at which rates? It has 500 updates; you have a fifth.
#
# </details>


# %% exercise=5
def my_plan():
    """Return (batch_size, lr, updates)."""
    # BEGIN SOLUTION
    return 300, 1.0, 100
    # END SOLUTION


# %%
check.my_plan(my_plan)

# %% folded=true
plan = checks.yours_or_ours(my_plan, check.my_plan, check_answers.my_plan)
own_size, own_lr, made = plan()
print(f"my_plan ({plan.whose}): {made} updates of {own_size} at {own_lr:g}", end=", ")
print(f"{made * own_size / 300:.0f} epochs, loss {plan_losses(own_size, own_lr, made).mean():.3f}")

# %% [markdown]
# Few updates, many examples: that is what a large batch buys, *if* your machine takes it in the time of a small one.
# Sections 1 to 3 speak of training loss; on large batches and test error see N. S. Keskar et al. (2017) and C. J. Shallue et al. (2019: each batch size
# needs its own tuning).

# %% [markdown] minutes=16 lesson=true ask="One gradient in a thousand is a thousand times too long. What does one step with it do?" answers="A bad step, from which it recovers. It does not: the run is gone."
# ## 4 · One gradient out of a thousand
#
# A recurrent network uses the same weights again and again. The smallest: $h \leftarrow w h + b$, ten times, from $h = 0$; it shall
# arrive at 1. For $w < 1$ the ground is gentle. Above, the tenth power makes a wall.

# %%
predict(
    "optimizers_in_practice", "cliff",
    "We stand on the wall, at w = 1.2 and b = 0.5, with a careful rate of 0.01. Where is w after "
    "two steps?",
    ["near 1.1", "near 0", "farther than a million"], answer="farther than a million",
    because="The first step lands far behind the valley, where the wall is higher still.",
)  # fmt: skip

# %%
wall = cliff()
theta, thrown = np.array(wall.start), []
for step in range(3):
    size = np.abs(wall.gradient(theta)).max()
    print(f"step {step}: w = {theta[0]:.3g}, b = {theta[1]:.3g}, gradient up to {size:.1g}")
    thrown.append(theta)
    theta = theta - 0.01 * wall.gradient(theta)

# %% [markdown]
# The gradient is right about the direction and absurd about the distance. **Clipping** (기울기 클리핑; R. Pascanu, T. Mikolov, Y. Bengio,
# 2013) shortens it where it is longer than a limit:
#
# $$\text{grad} \leftarrow \text{grad} \cdot \min\!\left(1, \frac{\text{limit}}{\lVert \text{grad} \rVert}\right)$$

# %% folded=true alt="Levels of the loss of a cliff, steep on the right. Without clipping the walk leaves the picture in one step from its start on the wall. With clipping it comes down in short steps and ends in the valley."
clipped = [np.array(wall.start)]
for _ in range(100):
    clipped.append(clipped[-1] - 0.01 * engine.ClipByNorm(1.0)(wall.gradient(clipped[-1])))
figure, cliff_axes = plots.new_figure(9.5, 3.2, panels=2)
drawing.draw_cliff(cliff_axes[0], wall, thrown[:2], "without clipping")
drawing.draw_cliff(cliff_axes[1], wall, clipped, "clipped to 1, 100 steps")
print(
    f"clipped: loss {wall.value(clipped[0]):.0f} at the start,",
    f"{wall.value(clipped[-1]):.4f} at the end",
)
figure

# %% [markdown]
# Now a network: ten ReLU units read 20 numbers, one at a time, and put out their sum. It has three arrays of weights: into, again and
# out. The norm is that of **all parameters together**: clipped one by one, the arrays would change their shares, and the step its direction.
#
# ### Exercise 3: clip all together
#
# <details><summary>Hint</summary>
#
# Add up the squares of all entries of all arrays; take one root; multiply every array by one factor. Gradients of 0 must
# stay 0, without a division by 0.
#
# </details>


# %% exercise=5
def clip_all(grads, limit):
    """Return a list of arrays, shortened by one factor where they are longer, together, than limit.

    >>> clip_all([np.array([3.0]), np.array([-4.0])], 1.0)
    [array([0.6]), array([-0.8])]
    """
    # BEGIN SOLUTION
    norm = np.sqrt(sum(np.sum(grad**2) for grad in grads))
    return [grad * (limit / max(norm, limit)) for grad in grads]
    # END SOLUTION


# %%
check.clip_all(clip_all)

# %% [markdown]
# Four such networks, a rate of 0.03, 1000 updates. Yours clips at 3 (where from: below).

# %% folded=true alt="Two panels of loss on a log axis, four networks each. Without clipping all hang near 0.5, which is what always answering 0 costs, and jump now and then. With clip_all at 3 all four fall below 0.1."
clip = checks.yours_or_ours(clip_all, check.clip_all, check_answers.clip_all)
four = [3, 4, 6, 11]
free = recurrent.trained(four)
saved = recurrent.trained(four, limit=3.0, clip=clip)
figure, sum_axes = plots.new_figure(9.5, 3.2, panels=2)
drawing.draw_sums(sum_axes[0], free.losses, "not clipped")
drawing.draw_sums(sum_axes[1], saved.losses, f"clipped to 3, clip_all: {clip.whose}")
print(f"learned: {free.learned().sum()} of 4 without, {saved.learned().sum()} of 4 with clipping")
figure

# %% [markdown]
# Would a smaller rate do? Five rates from 0.01 to 0.1, other networks (stored; in the table at the end):

# %% folded=true
for trial in load_results("optimizers_in_practice").outcomes["clipping"]:
    if trial.words not in ("3 times", "10 times", "30 numbers", "10 numbers"):
        came = trial.numbers
        print(f"{trial.words:18s} {came['clipped']} of 8 learn with clipping,", end=" ")
        print(f"{came['not clipped, best rate']} without it at the best rate")

# %% [markdown]
# Yes, with time: in 2000 updates all do, and in 1000 as many as with clipping where there are 20 units, or batches of 40. With 10 units
# and batches of 20 fewer do. And the rate is then small all the time, for what happens a few times.
#
# **By value** is the second kind: each entry by itself. Its direction?

# %%
steep = np.array([30.0, 0.4])
for kind in (engine.ClipByNorm(1.0), engine.ClipByValue(1.0)):
    short = kind(steep)
    print(f"{kind}: {short.round(3)}, {np.degrees(np.arctan2(short[1], short[0])):.0f} degrees")

# %% [markdown]
# ### Which limit?
#
# Not from a book: look at the norms. Here those of the first of the four, not clipped, which knows nothing after 1000 updates.

# %% folded=true alt="Norms of the gradient along 1000 updates on a log axis: most lie within a factor of five around a dashed line at 1.6; some twelve spikes rise above 10, the highest, near update 480, above 100."
figure, ax = plots.new_figure(7.5, 3)
usual = np.median(free.norms[:100, 0])
drawing.draw_norms(ax, free.norms[:, 0], usual)
print(f"usual: {usual:.2f}; of the first 100 the longest {free.norms[:100, 0].max():.0f};", end=" ")
print(f"of all {free.norms[:, 0].max():.0f}")
figure

# %% [markdown]
# ### Exercise 4: read the limit off the norms
#
# `norms` are those of the first 100 updates, not clipped. Return a limit. Too high, and the run is thrown off; too low, and every step is
# cut: a smaller rate under another name (and a larger rate undoes that). Eight new networks train with it; seven must learn. No constant will do: a loss in other units has
# other norms.
#
# <details><summary>Hint</summary>
#
# Ordinary steps should pass, spikes not. Try a multiple of the median.
#
# </details>


# %% exercise=4
def my_limit(norms):
    """Return a limit for the norm, from an array of norms."""
    # BEGIN SOLUTION
    return 5 * np.median(norms)
    # END SOLUTION


# %%
check.my_limit(my_limit)

# %% folded=true
chosen = checks.yours_or_ours(my_limit, check.my_limit, check_answers.my_limit)
eight = range(30, 38)
first_norms = recurrent.trained(eight, updates=100).norms
typical = np.median(first_norms, axis=0)
for words, limits in (
    (f"my_limit ({chosen.whose})", np.array([chosen(norms) for norms in first_norms.T])),
    ("100 times the usual norm", 100 * typical),
):  # fmt: skip
    learned = recurrent.trained(eight, limit=limits).learned().sum()
    print(f"{words:27s} {learned} of 8 learn")

# %% [markdown]
# Under Adam a limit matters less: it divides by the size anyway, though one huge gradient then sits in its average of squares for a thousand
# steps. And clipping is no cure for gradients that *vanish*.

# %% [markdown] minutes=14 lesson=false ask="From Adam with L2 0.1 to AdamW with decay 0.1: what happens?" answers="Nothing, say most: weight decay is L2."
# ## 5 · The same lambda, another optimizer
#
# *Often said: L2 and weight decay (가중치 감쇠) are one thing.* Under gradient descent they are (03): each step multiplies a weight by
# $1 - \alpha\lambda$. Under Adam the penalty's gradient $\lambda\theta$ goes through the divisor like everything else.
# Four weights, all 1 at the start, that nothing needs: gradients $+s, -s, +s, \dots$ pull them to and fro.

# %%
predict(
    "optimizers_in_practice", "which_shrinks",
    "Adam with L2. Which of the four weights shrinks least?",
    ["that with gradients of 0.01", "that with gradients of 10", "all shrink alike"],
    answer="that with gradients of 10",
    because="Its large gradients stand in the divisor, and the penalty is divided by them.",
)  # fmt: skip

# %% [markdown]
# **Task 2.** a) lr 0.001: the smallest lambda at which Adam + L2 takes more than half of the weight with gradients of 1? What is left of the
# others? b) lambda 1 with lr 0.001, then 0.1 with 0.01: which panels stay (nearly) the same? c) Which lambda does in
# the *paper's* form what 1 does in PyTorch's, at lr 0.001? And at 0.01, for PyTorch's 0.1?

# %% folded=true alt="What is left of four weights against steps, in four panels, lambda 0.1 and lr 0.001. Under Adam with L2 they fan out: small gradients, fast shrinking. Descent with L2 and PyTorch's AdamW shrink all a little and alike; the paper's AdamW takes all to zero at once."
shrinking = decay_dashboard()
shrinking

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# a) 1. Of the weight with gradients of 10, 90 % are left; of the two with small ones about a quarter. It is lambda *divided by the size
# of the gradients* that counts. b) Descent and PyTorch's AdamW: there only the product of lr and lambda counts. c) 0.001 both times: the paper's
# form does not multiply by lr.
#
# </details>
#
# **AdamW** (I. Loshchilov, F. Hutter, 2019) takes the decay out of the gradient. The paper writes the first line, PyTorch computes the second:
#
# $$\theta \leftarrow \theta - \eta_t \left( \alpha \frac{\hat m}{\sqrt{\hat v} + \varepsilon} + \lambda' \theta \right) \qquad
# \theta \leftarrow \theta - \alpha_t \left( \frac{\hat m}{\sqrt{\hat v} + \varepsilon} + \lambda \theta \right)$$
#
# $\eta_t$ is the schedule (06), 1 without one. *Decoupled* is the paper's word: $\lambda'$ from the gradient, and from $\alpha$.

# %%
predict(
    "optimizers_in_practice", "translate",
    "A paper: AdamW, its own form, lambda' 0.0005, alpha 0.001. Which weight_decay in PyTorch?",
    ["0.0000005", "0.0005", "0.5"], answer="0.5",
    because="lambda = lambda' / alpha. Typed in as it stands, it would be 1000 times too weak.",
)  # fmt: skip

# %% [markdown]
# ### Exercise 5: one step of AdamW
#
# PyTorch's form. $m$, $v$ and their corrections are Adam's (05). `decay` is $\lambda$.
#
# <details><summary>Hint</summary>
#
# Adam's five lines, with one more term in the last. Where does the decay not belong: in $m$, in $v$, under the root?
# It takes the old $\theta$.
#
# </details>


# %% exercise=5
def adamw_step(theta, m, v, grad, t, lr, beta1, beta2, eps, decay):
    """Return the new theta, m and v.

    >>> zero, one = np.array([0.0]), np.array([1.0])
    >>> adamw_step(one, zero, zero, one, t=1, lr=0.1, beta1=0.5, beta2=0.75, eps=0.0, decay=0.5)
    (array([0.85]), array([0.5]), array([0.25]))
    """
    # BEGIN SOLUTION
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    change = m_hat / (np.sqrt(v_hat) + eps) + decay * theta
    return theta - lr * change, m, v
    # END SOLUTION


# %%
check.adamw_step(adamw_step)

# %% [markdown]
# It trains now: 300 digits of 14 x 14 pixels, 196-50-50-10, 100 epochs, judged by 2000 others. Lines are stored runs
# of the engine, five seeds; stars are your step, at 0.1 and at 10.

# %%
predict(
    "optimizers_in_practice", "swap",
    "81 % are right without a penalty. How many points does lambda 0.1 cost as L2 under Adam?",
    ["none", "about 3", "about 15"], answer="about 15",
    because="Divided by small gradients 0.1 is a strong penalty; as AdamW's decay, nearly none.",
)  # fmt: skip

# %% folded=true alt="Right answers against lambda from 0.001 to 10. Adam with L2 is level near 81 percent up to 0.01, and falls to a guess at 1. AdamW is level up to 3 and falls to 67 at 10. Two stars of adamw_step lie on the line of AdamW."
step = checks.yours_or_ours(adamw_step, check.adamw_step, check_answers.adamw_step)
stars = {}
for strength in (0.1, 10.0):
    net = decays.trained("decay", strength, [0], rule=decays.Stepped(step, strength))
    stars[strength] = 100 * float(decays.accuracy(net))
figure, ax = plots.new_figure(7.5, 3.2)
stored = load_sweep("optimizers_in_practice_decay")
drawing.draw_decays(ax, stored, stars, step.whose)
figure

# %% folded=true
for k, name in enumerate(("Adam + L2", "AdamW")):
    right, dev_loss = (
        stored.values[each][k].mean(axis=-1) for each in ("dev_accuracy", "dev_loss")
    )
    lams = stored.axes["strength"]
    print(
        f"{name:9s} {100 * right[0]:.1f} % right without, {100 * right[4]:.1f} % at 0.1;", end=" "
    )
    print(
        f"loss {dev_loss[0]:.2f} without,",
        f"lowest {dev_loss.min():.2f} at {lams[dev_loss.argmin()]:g}",
    )
print(f"AdamW at 0.1 alone: 300 steps of lr 0.001 remove {100 * (1 - (1 - 1e-4) ** 300):.1f} %")

# %% [markdown]
# At this lr AdamW at 0.1 removes only about 3 % of a weight in all its 300 steps. (PyTorch's default `weight_decay` of AdamW is 0.01.)
# The useful lambdas of the two lie a hundred times apart at this lr: *whoever swaps one for the other must search again.* Is AdamW the better one?
# Not here. Both bring the loss on other digits equally low, neither makes more answers right. What AdamW promises is an equal pull on all weights.

# %% [markdown] minutes=5 lesson=false ask="Nesterov looks ahead before it steps. Does it stand a higher rate?" answers="Yes, say most. It stands a lower one."
# ## 6 · Two small prints
#
# **Nesterov** (네스테로프, 1983): momentum will carry $\theta$ on by $-\alpha\beta\,\text{velocity}$ whatever comes, so ask for the
# gradient *there*. Libraries keep the look-ahead point as their $\theta$, which gives the form on the right:
#
# $$\text{velocity} \leftarrow \beta\,\text{velocity} + \text{grad}(\theta - \alpha\beta\,\text{velocity}) \qquad\qquad
# \theta \leftarrow \theta - \alpha\,(\text{grad} + \beta\,\text{velocity})$$
#
# (A lecture's two slides titled *Nesterov* compute `v = mu * v - learning_rate * dx` with the gradient *here*: that is momentum.)


# %%
def nesterov_look_ahead(slope, theta, lr, beta, steps):
    velocity, aheads = np.zeros_like(theta), []
    for _ in range(steps):
        ahead = theta - lr * beta * velocity
        velocity = beta * velocity + slope(ahead)
        theta = theta - lr * velocity
        aheads.append(ahead)
    return np.array(aheads)


aheads = nesterov_look_ahead(RAVINE.gradient, np.array(RAVINE.start), 0.05, 0.9, steps=50)
apart = np.abs(aheads - descend(RAVINE, Nesterov(0.9), 0.05, steps=49)).max()
print(f"the two forms are at most {apart:.6f} apart in 50 steps")

# %%
predict(
    "optimizers_in_practice", "nesterov",
    "Momentum 0.9 explodes in this ravine above a rate of 0.19. And Nesterov?",
    ["above 0.068", "above 0.19", "above 0.53"], answer="above 0.068",
    because="It brakes harder, and a brake that acts on a large step overshoots too: "
    "2 (1 + beta) / L becomes 2 (1 + beta) / ((1 + 2 beta) L).",
)  # fmt: skip

# %%
for lr in (0.05, 0.067, 0.07, 0.18):
    print(f"lr {lr:<5g}:", end=" ")
    for name, rule in (("momentum", Momentum(0.9)), ("Nesterov", Nesterov(0.9))):
        walk = descend(RAVINE, rule, lr, steps=1500)
        fate = "explodes" if np.isnan(walk[-1]).any() else f"arrives at {arrival(walk, RAVINE)}"
        print(f"{name} {fate:14s}", end="  ")
    print()

# %% [markdown]
# What is it good for? Its brake helps where $\beta$ is clearly larger than the ravine asks for, as here (0.9; it asks for 0.40): there it arrives sooner, each at
# its own best rate. Where $\beta$ fits, momentum does. Nesterov's theorem: for smooth convex functions the error falls as $1/k^2$, with a $\beta$ that grows along
# the run; for momentum no such promise. I. Sutskever et al. (2013) brought it to networks.
#
# **Epsilon**, Adam's $10^{-8}$ "against a division by zero", stands outside the root in the paper and in PyTorch, inside it in a lecture's formula, and
# in TensorFlow outside of a root that is not yet corrected (*folded*). On a plateau with gradients of about $10^{-6}$:

# %%
adams = {
    "outside": engine.Adam(),
    "inside": engine.AdamEpsilonInRoot(),
    "folded": engine.AdamEpsilonFolded(),
}
plain = SURFACES["plateau"]
for name, rule in (adams | {"gradient descent": engine.GradientDescent()}).items():
    origin = np.array([0.0])
    first, _ = rule.update(np.array([1e-6]), rule.init(origin), 1.0, origin)
    walk = descend(plain, rule, 0.05, steps=400, start=(-5.57, 0.0))
    print(
        f"{name:16s} first step {-first[0]:.2g} lr;",
        f"arrives at: {arrival(walk, plain) or 'not in 400'}",
    )

# %% [markdown]
# Inside, $10^{-8}$ is compared with the *square* of the gradient and does what $10^{-4}$ does outside. "Adam escapes plateaus" is true of one Adam and not of
# another.

# %% [markdown] minutes=3 lesson=true ask="Back to the two questions: batches of 512 for 32; a paper's 0.0005?" answers="Count the updates; rate up to 16 times, and look where it ends. 0.0005 divided by alpha, if it is the paper's form."
# ## What remains
#
# Batches of 512 for 32: the rate up to 16 times, and a look at where that ends; else as many updates as before. The paper's 0.0005: ask which form.

# %% [markdown]
# * At a small rate of gradient descent the number of updates decides, not the batch: after 500 updates at 0.03
#   batches of 8, 64 and 300 end at the same loss on moons, within 10 %; at 0.3 they do not.
# * On 300 moons, after equal epochs, batches of 64 at 16 times the rate end where batches of 4 do, within 15 %,
#   by the median of nine draws; all 300 at once, at 75 times the rate, do not get there: that rate, 3, is no
#   longer usable.
# * The batch size at which noise and full gradient are equally long grows at least fivefold in the first 300
#   updates.
# * Recurrent ReLU networks of 10 units that add up 20 numbers, in batches of 20: with a limit of five times the
#   usual norm at least seven of eight learn it in 1000 updates; without one, at the best of five rates, fewer do (in
#   2000 updates as many), and few or none with a tenth of that norm at the same rate; at a thirty times larger rate
#   nearly all do.

# %% [markdown]
# * Under Adam an L2 penalty spares the weights whose gradients are large; AdamW shrinks all alike. Of four weights
#   L2 leaves at least twice as much of that with the largest as of that with the smallest, after 1000 steps at
#   0.001; after as many at 0.0005 not yet.
# * A lambda of 0.1 costs more than five points of right answers as L2 under Adam, and nothing as AdamW: 300
#   digits, 30 epochs or more.
# * On a quadratic Nesterov explodes at a lower rate than momentum; each at its own best rate, it arrives sooner
#   where beta is clearly larger than the ravine asks for, ((sqrt k - 1) / (sqrt k + 1))^2 with the condition
#   number k, and later where it is not.
# * Epsilon inside the root does what its own root does outside: Adam's way is the same within a factor of the
#   root of 2, whatever the size of the gradients.
# * PyTorch's AdamW multiplies $\lambda$ by the learning rate, the paper's does not: $\lambda = \lambda' / \alpha$. <!-- definition -->

# %% tags=["nbval-ignore-output"]
print(how_right("optimizers_in_practice"))

# %% [markdown]
# **What people get wrong**
#
# * They compare batch sizes at equal epochs and one rate, and call the difference noise.
# * They clip each array or each entry, and wonder about the direction; or clip where gradients vanish.
# * They copy a limit from another network, or a lambda from L2 to AdamW.
# * They call plain momentum Nesterov, or swap the two at the same rate.
#
# **Exercises here:** 1 count the updates · 2 a plan of your own · 3 clip all together · 4 a limit from the norms · 5 AdamW's step

# %% [markdown] minutes=2 lesson=false
# ## How far this holds
#
# Every conclusion was tried under other conditions, one changed at a time: other draws, rates, sizes, budgets, rules. A cross is one that
# the sentence excludes.

# %%
claims_table("optimizers_in_practice")

# %%
again("optimizers_in_practice", "noise")

# %% [markdown]
# ## Going further
#
# ### What batch size?
#
# *Often advised: 8 to 16; 32; 64 to 512; below 2000 examples, all of them.* All cannot be right at once, and need not be:
# noise falls as $1/\sqrt B$ everywhere, but how much it hurts depends on the rate (section 3), and what a batch costs on the machine. A
# batch must also fit into its memory; with large images 8 to 16 may be all that does. A power of two is a habit, no rule. On your
# machine, forward and back, microseconds an example:

# %% tags=["nbval-ignore-output"]
wide, many = engine.mlp([100, 100, 100, 1], rng=np.random.default_rng(0)), np.ones((4096, 100))
for size in (1, 8, 50, 64, 512, 4096):
    tries = []
    for _ in range(10):
        begun = time.perf_counter()
        wide.backward(np.ones_like(wide.forward(many[:size], training=True)))
        tries.append(time.perf_counter() - begun)
    print(f"batch {size:4d}: {1e6 * min(tries) / size:8.2f}")

# %% [markdown]
# *Stochastic descent "cannot be vectorised", says a lecture.* Over examples it cannot; over the units of a layer it is. The first line of the table is what
# that loses.
#
# ### A loss that jumps
#
# The moons again, batches of 30, the rate of 0.03, which is careful. After each step we note the loss of the step's own batch, and that of all 300 points.

# %%
predict(
    "optimizers_in_practice", "jumps",
    "The loss of its own batch: in how many of 100 steps is it higher than in the step before?",
    ["about 5", "about 20", "about 50"], answer="about 50",
    because="Two batches in a row are different points: of their two losses nothing follows "
    "about the step between them.",
)  # fmt: skip

# %%
points, jumping = MOONS.drawn(0), MOONS.network(0)
recipe = {"epochs": 40, "batch_size": 30, "rng": np.random.default_rng(0)}
cost, slow_descent = engine.binary_cross_entropy, engine.Optimizer(lr=0.03)
own_losses, all_losses = [], []
for step in engine.train(jumping, cost, slow_descent, points, **recipe):
    own_losses.append(float(step.loss))
    all_losses.append(engine.evaluate(jumping, cost, points)[0])

# %% folded=true alt="Grey dots, the loss of each batch, scatter in a broad band that falls slowly; the loss on all 300 points is a nearly smooth falling line through its middle."
figure, ax = plots.new_figure(7.5, 2.8)
ax.plot(own_losses, ".", color=plots.GREY, label="its own batch")
ax.plot(all_losses, color=plots.BLUE, linewidth=2, label="all 300 points")
ax.set(xlabel="update", ylabel="loss (nats)", ylim=(0, None))
ax.legend(fontsize=11)
for name, losses in (("its own batch", own_losses), ("all 300", all_losses)):
    changes = np.diff(losses)
    print(
        f"{name:13s} higher in {100 * np.mean(changes > 0):.0f} of 100 steps;",
        f"typical change {np.median(np.abs(changes)):.4f}",
    )
figure

# %% [markdown]
# The loss on all points rises now and then, too, by next to nothing: a batch's step is not exactly downhill for all. Whoever watches batches needs an average over
# many, or from time to time the loss on all.
#
# ### Newton's five steps
#
# Gradient descent sees a slope. **Newton's method** also sees how the slope changes, fits a parabola and steps to *its* lowest point:
# $\theta \leftarrow \theta - H^{-1}\,\text{grad}$, with the Hessian (헤시안) $H$. A lecture says "5 steps instead of 100". The bent valley, from
# its usual start; and the saddle.

# %%
bend, seat = SURFACES["bent valley"], SURFACES["saddle"]
newton = engine.Newton(lambda theta: bend.hessian(theta[..., 0, :]))
walk = descend(bend, newton, 1.0, steps=6)
print("Newton's loss at steps 0 to 5:", ", ".join(f"{loss:.1f}" for loss in bend.value(walk[:6])))
slow = descend(bend, engine.GradientDescent(), 0.02, steps=400)
print(f"gradient descent, lr 0.02, arrives at step {arrival(slow, bend)}")
for damping in (0.0, 2.0):
    rule = engine.Newton(lambda theta: seat.hessian(theta[..., 0, :]), damping=damping)
    end = descend(seat, rule, 1.0, steps=20, start=(-3.0, 0.3))[-1]
    print(f"saddle, damping {damping:g}: ends at {end.round(2) + 0.0}")
for what, P in (("this valley", 2), ("784-100-100-10", 89_610), ("a large network", 10**8)):
    print(f"{what:15s} P = {P:11,d}: {8 * P**2 / 1e9:8.2g} GB, {P**3 / 1e11:8.2g} s a step")

# %% [markdown]
# Five steps against some three hundred; the second lands far above the start, and near the end each doubles the right digits. Beside a saddle it
# walks *into* it, unless a *damping* on the diagonal of $H$ turns every curvature positive. And $H$ has $P^2$ entries, solving takes
# about $P^3$ multiplications (here at $10^{11}$ a second): so nearly everyone stays with first derivatives.

# %% [markdown]
# **References**
#
# * Y. Nesterov (1983), *A method of solving a convex programming problem with convergence rate O(1/k²)*.
# * J. Martens (2010), *Deep learning via Hessian-free optimization*, ICML: Newton without the matrix.
# * R. Pascanu, T. Mikolov, Y. Bengio (2013), *On the difficulty of training recurrent neural networks*, ICML.
# * I. Sutskever, J. Martens, G. Dahl, G. Hinton (2013), *On the importance of initialization and momentum in deep learning*, ICML.
# * D. Kingma, J. Ba (2015), *Adam: a method for stochastic optimization*, ICLR: both places of epsilon.
# * P. Goyal et al. (2017), *Accurate, large minibatch SGD: training ImageNet in 1 hour*.
# * N. S. Keskar et al. (2017), *On large-batch training for deep learning: generalization gap and sharp minima*, ICLR.
# * S. McCandlish, J. Kaplan, D. Amodei et al. (2018), *An empirical model of large-batch training*.
# * C. J. Shallue et al. (2019), *Measuring the effects of data parallelism on neural network training*, JMLR.
# * I. Loshchilov, F. Hutter (2019), *Decoupled weight decay regularization*, ICLR: algorithm 2.
#
# The next notebook is 06, learning-rate schedules.
