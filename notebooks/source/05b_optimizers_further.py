# ---
# jupyter:
#   course:
#     title: Optimizers, further
#     question: Which rule is the best, and what would show it?
#     about: two published tables, a fair comparison, saddles and plateaus, rare words, two problems built against Adam
#     needs: ["05"]
#     kind: claims
#     running: [5, 0, 5, 0, 10, 20, 25, 0, 0]
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 05b · Optimizers, further
#
# **Tables name the best optimizer, and each names another. You find the hole in two of them, compare four rules so
# that it means something, and hold to the same measure what is said of saddles and plateaus.**
#
# After this notebook you can
#
# * judge a comparison of update rules: rates, seeds, pairs,
# * tell a saddle (안장점), a plateau (고원) and a minimum apart, and say what helps at each,
# * name cases in which the choice of the rule does matter, and why.
#
# Time: {minutes} minutes, exercises included. You need: momentum and Adam (notebook 05).
#
# Two questions go along with you. *A book trains one network with four rules; losses at the end: gradient descent
# 0.150, momentum 0.050, Adam 0.032, AdaGrad 0.016. Which rule do you take?* And: *the loss has not moved for a long
# time, and the gradient is almost 0. "A local minimum", says somebody. How would you find out?*

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
from course_lib.chapters.optimizers_further import (
    built,
    check,
    check_answers,
    drawing,
    fair_rates,
    four_rules,
    own_rule,
    small_network,
)
from course_lib.chapters.optimizers_further.measured import RATES
from course_lib.chapters.optimizers_further.one_rate_dashboard import one_rate_dashboard
from course_lib.chapters.optimizers_further.saddle_dashboard import saddle_dashboard
from course_lib.chapters.optimizers_further.standing import (
    leaving,
    steep_saddle,
    turned_walk,
    two_weights,
)
from course_lib.chapters.optimizers_further.words import (
    FALLING_GRID,
    GRID,
    RULES,
    Language,
    excess,
)
from course_lib.dashboards import again, claims_table, predict
from course_lib.datasets import load_sweep, published_moons
from course_lib.engine import Adam, GradientDescent, Momentum, Optimizer
from course_lib.experiments.descents import descend
from course_lib.experiments.surfaces import SURFACES
from course_lib.experiments.worked_matrices import LR, lecture_batches, lecture_network
from course_lib.guide import how_right
from course_lib.plots.surfaces import METHODS, draw_contours, draw_path

# %% [markdown] minutes=7 lesson=true ask="Show the two rows of the table. What can have happened between the 18th and the 30th gradient of the lower one?" answers="'It has converged' is the usual answer. Somebody says: nothing happened. That one is right."
# ## 1 · A table, computed again
#
# A lecture trains a small network, 2-5-2-1, on 30 of the moons, all in every step. It prints gradients of the first
# layer, once with gradient descent, once "with Adam", and concludes that *Adam reaches the optimum faster and more
# precisely*. Two of them, of the first hidden unit:
#
# | | the 18th | the 30th |
# |---|---|---|
# | gradient descent | (-0.0150322, 0.01431915) | (-0.01502195, 0.01430952) |
# | "Adam" | (-0.015049, 0.01433494) | (-0.015049, 0.01433494) |

# %%
predict(
    "optimizers_further", "lower_row",
    "Look at the lower row. What happened between the 18th and the 30th gradient?",
    ["Adam had arrived", "it met a saddle", "there was no update", "it went round once"],
    answer="there was no update",
    because="At an optimum a gradient is near 0, and a short step still moves the eighth digit.",
)  # fmt: skip

# %% [markdown]
# A guess so far. With batches of 32 the lecture's numbers do change; it prints those of the first batch of epochs 15 and
# 39. Its data, first weights and order of batches are known, so run it yourself.


# %%
def first_gradients(rule, lr=LR):
    """Gradients of hidden unit 1 on the first batch of every epoch."""
    network, optimizer, seen = lecture_network(), Optimizer(rule, lr=lr), []
    x, labels = published_moons()
    for epoch in range(40):
        for number, batch in enumerate(lecture_batches(epoch)):
            scores = network.forward(x[batch], training=True)
            network.backward(engine.binary_cross_entropy(scores, labels[batch])[1])
            if number == 0:
                seen.append(network["hidden 1"].gradients["W"][:, 0].copy())
            optimizer.step(network)
    return seen


# %% folded=true
lecture_says = {
    "gradient descent": {15: [-0.0217046, 0.02061243], 39: [-0.01099443, 0.01261449]},
    "Adam": {15: [-0.02181807, 0.0207153], 39: [-0.01113395, 0.01274288]},
}
runs_again = (
    ("gradient descent", GradientDescent(), LR, "gradient descent"),
    ("Adam", Adam(), LR, "Adam"),
    ("a rate of 0", GradientDescent(), 0.0, "Adam"),
)
for words, rule, lr, row in runs_again:
    ours = first_gradients(rule, lr)
    for epoch, printed in lecture_says[row].items():
        same = np.allclose(ours[epoch], printed, rtol=0, atol=1e-8)
        print(f'{words:16s} epoch {epoch}: {ours[epoch].round(4)}; the lecture\'s "{row}"', end=" ")
        print(f"{np.round(printed, 4)}, equal in 8 digits: {same}")

# %% [markdown]
# Gradient descent is right in every digit. Adam is not even close. The last two lines are a run with a rate of 0: to all
# eight digits these are the lecture's "Adam". Its network was **never updated**; only the batch changed from row to row.
#
# It is an easy slip. Perhaps one line was missing; the numbers looked plausible, and the conclusion was known
# beforehand. What would have shown it? A loss that does not fall. Gradients of single batches are no measure of it.

# %% [markdown] minutes=16 lesson=true ask="The picture of the rates with the book's crosses: which row of the table is about a rule, and which about a rate? Then vote: what is left between tuned rules?" answers="They see gradient descent's cross far up its valley. Most expect Adam to stay ahead; on the finer grid it is level with AdaGrad."
# ## 2 · Four rules on digits
#
# K. Saito's *Deep Learning from Scratch* (2016) compares four rules on MNIST: four hidden layers of 100, batches of 128, 1900
# iterations; rates of 0.01, for Adam 0.001. It prints the loss of *one* batch of one run. Five runs of each
# (stored), that same batch, and the mean of the last 50:

# %% folded=true
comparison = load_sweep("optimizers_further_comparison")
curve = comparison.values["curve"]
print("rule              book  ours, iteration 1900, five seeds   mean of the last 50")
for k, (name, published) in enumerate(four_rules.BOOK_LOSSES.items()):
    single = " ".join(f"{loss:.3f}" for loss in comparison.values["last_loss"][0, k])
    tail = curve[0, k, :, -1]
    print(f"{name:16s} {published:.3f}  {single}      {tail.mean():.3f} ± {tail.std(ddof=1):.3f}")

# %% [markdown]
# Rules of one seed saw the same batches, so columns tell: in the second all four numbers are low, as in the book; in
# the fourth all are high. One batch says as much about its 128 digits as about the rule. In means of 50, gradient descent is
# far behind, in the book and here. But it got 0.01, and so did momentum, in whose sum 0.01 acts like 0.1 (notebook 05).
# The forty runs took minutes; here are the first 100 iterations of one of them again:

# %% folded=true
losses_100, _ = four_rules.losses_of("gradient descent", 0.01, seed=0, iterations=100)
stored_100 = comparison.at(rates="book", rule="gradient descent", seed=0)["curve"][:2]
for words, now, then in zip(
    ("1 to 50", "51 to 100"), four_rules.block_means(losses_100), stored_100, strict=True
):
    print(f"iterations {words}: mean loss {now:.2f}, stored {then:.2f}")

# %% [markdown]
# **Task 1.** Choose *one* rate for all four, any you like, and with it the winner. a) Make Adam win. b) Make AdaGrad win.
# c) Make momentum win. d) Make gradient descent win.

# %% folded=true alt="Points for the training loss of four rules at one rate for all, 0.01: AdaGrad is lowest, then momentum and Adam, and gradient descent is three times as high."
one_rate = one_rate_dashboard(load_sweep("optimizers_further_tuning"))
one_rate

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# a) 0.0003 to 0.003. b) 0.01 or 0.03. c) 0.1, just. d) 0.3, where the others explode. Whoever chooses the
# rate chooses the winner, without a single false number in the table.
#
# </details>

# %%
predict(
    "optimizers_further", "own_rates",
    "Each rule now gets the best rate of many for itself. The losses of 0.150 to 0.016 become ...",
    ["as far apart, same order", "as far apart, another order", "close, within a third", "equal"],
    answer="close, within a third",
    because=(
        "The table was mostly one of learning rates: Adam and AdaGrad had good ones, the other two "
        "a tenth of theirs or less."
    ),
)  # fmt: skip

# %% folded=true alt="Training loss against learning rate for four rules, each a valley with a flat floor near 0.07, gradient descent's at 0.3, Adam's near 0.001. Crosses mark the book's rates: at the floor for AdaGrad and Adam, near it for momentum, far up the slope for gradient descent."
tuning, finer = (load_sweep(f"optimizers_further_{name}") for name in ("tuning", "finer"))
tried = fair_rates.all_rates(tuning, finer)
figure, ax = plots.new_figure(8, 3.4)
drawing.draw_rates(ax, tried, METHODS, four_rules.BOOK_RATES)
figure

# %% folded=true
for name, means in tried.items():
    told = [(lr, loss) for lr, loss in means.items() if loss < 1.25 * min(means.values())]
    print(f"{name:16s} lowest at {min(means, key=means.get):g};", end=" ")
    print("within a quarter: " + ", ".join(f"{lr:g} ({loss:.3f})" for lr, loss in told))

# %% [markdown]
# Eight rates, the same for all, and four more around each rule's best: every best point has a worse one on both
# sides, none is the end of the grid. (A line ends where the next rate explodes.) The floors are flat: two seeds cannot
# say which of the rates there is the best.
#
# That is not only so on digits. A. Ng et al. (2017) train the moons for 10 000 epochs at one rate, 0.0007, and report
# 79.7 % for gradient descent, 79.7 % for momentum (with the factor $1 - \beta$) and 94.0 % for Adam. Those runs again, and two more:

# %% folded=true
moons_runs = load_sweep("optimizers_further_moons")
for name in moons_runs.axes["rule"][:5]:
    row = moons_runs.at(rule=name)
    print(f"{name:26s} {100 * row['accuracy'][-1]:.1f} %, loss {row['loss'][-1]:.3f}")

# %% [markdown]
# ### Exercise 1: a verdict
#
# Runs of one seed share the first weights and all batches, so they are compared as *pairs*: the mean of the
# differences, beside its standard error, $\text{std}/\sqrt n$ with $n - 1$ in the std. In this course a mean counts from three of its
# standard errors on. Return `"lower"` where `ours` is lower, `"higher"` where it is higher, else `"not told apart"`.
#
# <details><summary>Hint</summary>
#
# One array, `ours - theirs`, is all you need. Do not divide: where all differences are alike, the error is 0.
#
# </details>


# %% exercise=5
def verdict(ours, theirs):
    """Return "lower", "higher" or "not told apart" for two arrays, seed by seed.

    >>> verdict(np.array([1.0, 2.0, 3.0]), np.array([1.5, 2.6, 3.4]))
    'lower'
    """
    # BEGIN SOLUTION
    apart = ours - theirs
    error = apart.std(ddof=1) / np.sqrt(len(apart))
    if apart.mean() == 0 or abs(apart.mean()) < 3 * error:
        return "not told apart"
    return "lower" if apart.mean() < 0 else "higher"
    # END SOLUTION


# %%
check.verdict(verdict)

# %% [markdown]
# It sits in judgement now: Adam against each other rule, first at the best rates of the coarse grid with five seeds, then at
# those of the finer grid with ten fresh ones; and, to take the two apart, at the coarse rates with the fresh ones.

# %%
predict(
    "optimizers_further", "adam_ahead",
    "Coarse grid: Adam is lowest in 5 of 5 seeds. Finer grid, ten fresh seeds: it is ...",
    ["lower than all three", "lower than some", "lower than none", "higher than all"],
    answer="lower than some",
    because="Two seeds picked 0.002 for it; had they picked 0.001, it would be lower than two.",
)  # fmt: skip

# %% folded=true
judge = checks.yours_or_ours(verdict, check.verdict, check_answers.verdict)
coarse, judged = (load_sweep(f"optimizers_further_{name}") for name in ("coarse", "judged"))
at_coarse, at_finer = coarse.values["loss"], judged.values["loss"]
trials = {
    "training loss, coarse rates, five seeds": curve[1, :, :, -1],
    "training loss, finer rates, ten fresh seeds": at_finer,
    "training loss, coarse rates, ten fresh seeds": at_coarse,
    "test errors, finer rates, ten fresh seeds": 1 - judged.values["test_accuracy"],
}
print(f"judged by: {judge.whose}")
for words, losses in trials.items():
    print(f"{words}: Adam {losses[3].mean():.4f}")
    for k, name in enumerate(list(four_rules.RULES)[:3]):
        pairs = f"{(losses[3] < losses[k]).sum()} of {len(losses[k])} pairs lower"
        print(f"   {name:16s} {losses[k].mean():.4f}: {pairs}, {judge(losses[3], losses[k])}")

# %% folded=true
print("coarse rate against finer rate, the same ten seeds:")
for k, name in enumerate(four_rules.RULES):
    rates = [each.about["settings"]["lr"][name] for each in (coarse, judged)]
    apart = at_coarse[k] - at_finer[k]
    error = apart.std(ddof=1) / np.sqrt(apart.size)
    told = f"{apart.mean() / error:+.1f} errors" if error else "the same runs"
    print(f"   {name:16s} {rates[0]:g} ({at_coarse[k].mean():.4f}), {rates[1]:g}", end=" ")
    print(f"({at_finer[k].mean():.4f}): first lower in {(apart < 0).sum()} of 10, {told}")
print(f"Adam at 0.001 against AdaGrad at its finer rate: {judge(at_coarse[3], at_finer[2])}")

# %% [markdown]
# A finer grid helped AdaGrad (0.062 to 0.056), which draws level. Adam it did not help: two seeds chose 0.002, and on ten fresh
# ones 0.001 is lower in 8 of 10 pairs (0.054 against 0.058; by 2.9 errors, so just short of our measure). With 0.001 Adam is
# again lower than gradient descent and momentum. Gradient descent had 0.3 both times. The verdict hangs on which rate two
# seeds picked. On the test set nothing can be told apart.
#
# *Which rule is best* has no answer without *at which rate, after how many tries, on what, for how long*. (D. Choi et al.,
# 2019: with more to tune, rankings turn round.) Adam is good at its default, which saves tries. That is worth something.

# %% [markdown] minutes=9 lesson=true ask="Two weights, 40 steps, a flat loss: stop or go on? And what tells a saddle from a minimum?" answers="Most stop. The gradient is named first; the curvatures need a hint."
# ## 3 · Two weights in a row
#
# The smallest network with something hidden: two weights in a row, $y = w_1 w_2 x$. It shall learn $y = x$, so the
# loss is $\frac12 (w_1 w_2 - 1)^2$. We start at $(1, -0.999)$ and make 40 steps at a rate of 0.1.

# %%
predict(
    "optimizers_further", "go_on",
    "The last 15 of the 40 steps changed the loss by less than 1 %. And the next 80?",
    ["no change", "a slow decline", "a fall to 0", "a rise"], answer="a fall to 0",
    because="It stands beside a saddle, and each step takes it a tenth further away.",
)  # fmt: skip

# %% folded=true alt="Left: the loss falls to one half, stays flat for forty steps, then falls to zero. Right: contours of the loss over two weights; the path comes from below right to a saddle in the centre, turns by a right angle and runs to the minimum above right."
ground = two_weights()
path = descend(ground, GradientDescent(), 0.1, steps=120)
figure, (loss_ax, map_ax) = plots.new_figure(9.5, 3.2, panels=2)
loss_ax.plot(ground.value(path), **plots.TRAIN)
loss_ax.plot(ground.value(path[:41]), color="black", linewidth=3, label="the first 40 steps")
loss_ax.set(xlabel="step", ylabel="loss")
loss_ax.legend()
draw_contours(map_ax, *ground.grid(), levels=25)
draw_path(map_ax, path, **METHODS["gradient descent"])
map_ax.plot(0, 0, "kx", markersize=10, markeredgewidth=2)
map_ax.plot(*np.transpose(ground.minima), "k*", markersize=12)
map_ax.annotate("start", path[0], (8, -6), textcoords="offset points")
map_ax.set(xlabel="w1", ylabel="w2", aspect="equal")
figure

# %% [markdown]
# A **saddle**: down to it on one side, down from it on another. Whoever stops at step 40 throws away a network that was about to
# learn everything. What tells a saddle from other flat places? Not the gradient, which is tiny at all of them, but the
# *curvatures*: the eigenvalues of the *Hessian* (헤시안), the matrix of all second derivatives. At this saddle they are -1 and 1.
#
# ### Exercise 2: a diagnosis
#
# A number counts as 0 when its size is at most `small`. Return `"slope"` where the gradient is longer than that, whatever the
# curvatures. Else: `"minimum"` if all curvatures are positive, `"maximum"` if all are negative, `"saddle"` if some are positive
# and some negative, `"plateau"` if all are 0, and `"cannot tell"` for the rest, where second derivatives are silent.
#
# <details><summary>Hint</summary>
#
# Two arrays of True and False, `up = curvatures > small` and `down = curvatures < -small`; `np.all`, `np.any`.
#
# </details>


# %% exercise=5
def diagnose(gradient, curvatures, small):
    """Return one of the six words; gradient and curvatures are arrays.

    >>> diagnose(np.array([0.0, 0.0]), np.array([1.0, -2.0]), small=0.01)
    'saddle'
    """
    # BEGIN SOLUTION
    up, down = curvatures > small, curvatures < -small
    if np.linalg.norm(gradient) > small:
        return "slope"
    if up.all() or down.all():
        return "minimum" if up.all() else "maximum"
    if up.any() and down.any():
        return "saddle"
    return "cannot tell" if up.any() or down.any() else "plateau"
    # END SOLUTION


# %%
check.diagnose(diagnose)

# %% folded=true
doctor = checks.yours_or_ours(diagnose, check.diagnose, check_answers.diagnose)
plain, valleys = SURFACES["plateau"], SURFACES["two valleys"]
deep, shallow = valleys.minima
places = {
    "beside the saddle above": (ground, (0.001, -0.001)),
    "far out on a plain": (plain, (-4.0, 0.0)),
    "in a shallow valley": (valleys, (shallow[0] + 0.001, 0.0)),
    "in the deepest valley": (valleys, (deep[0] + 0.001, 0.0)),
}
print(f"diagnosed by: {doctor.whose}")
for words, (surface, at) in places.items():
    slope, bends = surface.gradient(np.array(at)), np.linalg.eigvalsh(surface.hessian(np.array(at)))
    told = doctor(slope, bends, 0.01)
    print(f"{words:24s} gradient {np.linalg.norm(slope):.3f}, {bends.round(2) + 0.0}: {told}")

# %% [markdown]
# Whether there is a deeper minimum elsewhere, no curvature tells. In $n$ dimensions a minimum needs $n$ positive curvatures, a
# saddle only one of each sign: if signs were like coins, nearly all flat places of a large network were saddles; Y. Dauphin et al. (2014)
# measured that at high losses. At a rate below 1 / steepest curvature gradient descent leaves saddles like this one from almost
# every start (J. Lee et al., 2016). The question is how soon.

# %% [markdown] minutes=14 lesson=true ask="At the same rate momentum leaves a saddle first. What must be asked before one believes that it passes saddles?" answers="'At which rate' comes at once by now. That another direction forbids the larger rate has to be found with the slider."
# ## 4 · Leaving a saddle
#
# *Momentum passes saddles* is often said. At one rate for both it is true. The picture's ridge is the line $y = 0$; *steepness* is the curvature
# across the saddle's walls, 1 at first.

# %%
predict(
    "optimizers_further", "ten_times",
    "At a rate of 0.05 momentum 0.9 leaves after 53 steps. Gradient descent at 0.5 leaves ...",
    ["later", "at the same step", "sooner", "never"], answer="sooner",
    because="Momentum 0.9 adds up to ten times the rate, but it must first get going.",
)  # fmt: skip

# %% [markdown]
# **Task 2.** Start 0.0001 beside the ridge. a) Gradient descent at 0.05 and at 0.5: when does it leave? b) Steepness 20: the
# soonest at which gradient descent leaves, and momentum 0.9? c) Start ever nearer, 0.000001: which rule needs no more
# steps than before? d) Start 0, on the ridge: which rule leaves?

# %% folded=true alt="Left: a walk runs along the ridge into the saddle and leaves it to a minimum. Right: its distance from the ridge grows as a straight line on a log scale and passes the mark for having left after some fifty steps."
saddle = saddle_dashboard()
saddle

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# a) At 192 and at 23. b) At 98, with a rate of 0.1 (there it bounces, and never arrives; beyond, it explodes). Momentum at 28, with
# 0.15. (At 3, each at its best: 19 and 10.) That is the ravine of notebook 05 again: the steepest direction limits the rate. c) RMSProp,
# Adam and AdaGrad: they divide by the size of the gradient. Only because the ridge lies along an axis: they divide number by number.
# The cell below turns it. d) None: where a gradient is exactly 0, no rule moves. (In practice batches are noisy: noise of
# 0.000001 is enough for Adam to leave, and with noise gradient descent leaves soon, too, C. Jin et al., 2017.)
#
# </details>

# %% folded=true
offsets = (1e-2, 1e-4, 1e-6, 1e-8)
print("steps to leave, started 1e-2, 1e-4, 1e-6, 1e-8 beside the ridge")
dividing = {"gradient descent": (GradientDescent(), 0.5), "Adam": (Adam(), 0.05)}
for name, (rule, lr) in (dividing | {"AdaGrad": (engine.AdaGrad(), 0.3)}).items():
    for degrees in (0, 45):
        walks = [turned_walk(rule, lr, offset, degrees=degrees, steps=400) for offset in offsets]
        left = "  ".join(f"{leaving(walk)}" for walk in walks)
        print(f"{name:16s} {lr:4g}, saddle turned by {degrees:2d} degrees: {left}")

# %% [markdown]
# ### A local minimum
#
# Another belief: momentum rolls through a shallow valley, Adam stays. Two valleys, the deep one on the left; started on
# the right, above the shallow one:

# %% folded=true
rates = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7)
print(f"{'rate':18s}", *(f"{lr:7g}" for lr in rates))
rows = {"gradient descent": GradientDescent(), "momentum 0.9": Momentum(0.9), "Adam": Adam()}
for name, rule in rows.items():
    ends = [descend(valleys, rule, lr, steps=2000)[-1, 0] for lr in rates]
    words = ["lost" if np.isnan(x) else "deep" if x < 0 else "shallow" for x in ends]
    print(f"{name:18s}", *(f"{word:>7s}" for word in words))
many = descend(valleys, rows["gradient descent"], RATES[:, None, None], steps=2000)
carried = descend(valleys, rows["momentum 0.9"], RATES[:, None, None], steps=2000)
crossed = [int((paths[:, -50:, 0].mean(axis=1) < 0).sum()) for paths in (many, carried)]
print(f"deep, of {RATES.size} rates from 0.002 to 2: descent {crossed[0]}, momentum {crossed[1]}")

# %% [markdown]
# Each rule crosses at some rate, and stays at another; momentum, by its run-up, at more: 15 of 31 rates, gradient descent at 4. No rule knows where the deep valley is; a long step does not see a
# shallow one.
#
# ### Exercise 3: a rule of your own
#
# Write a rule that is out of every one of these saddles (all along the axes) within 40 steps: no rate lets gradient descent or momentum do so.
# `memory` is a dict that you get back at the next step, empty at first. From starts $10^{-8}$ to 0.01 beside the
# ridge, steepness 1 to 20, the saddle's place and the distance of its minima drawn anew, the walk must be within 0.05 of a minimum
# after 40 steps, and stay.
#
# <details><summary>Hint</summary>
#
# The sign of a gradient does not fade beside the ridge. But steps of one length never come to rest: let a parameter's
# own step grow while its gradient keeps its sign, and shrink when the sign changes.
#
# </details>


# %% exercise=8
def my_step(theta, grad, memory):
    """Return the new theta and the memory for the next step."""
    # BEGIN SOLUTION
    length = memory.get("length", np.full(theta.shape, 0.1))
    turned = grad * memory.get("grad", 0 * grad) < 0
    length = np.minimum(length * np.where(turned, 0.5, 1.2), 1.0)
    return theta - length * np.sign(grad), {"length": length, "grad": grad}
    # END SOLUTION


# %%
check.my_step(my_step)

# %% folded=true
own = checks.yours_or_ours(my_step, check.my_step, check_answers.my_step)
for steepness in (1, 20):
    for offset in (1e-2, 1e-8):
        step = own_rule.arrives(own, steep_saddle(steepness), (-3.0, offset))
        others = own_rule.soonest(steepness, offset)
        print(
            f"steepness {steepness:2d}, start {offset:g}: {own.whose} there after {step};", end=" "
        )
        print(", ".join(f"{name} at its best rate {best}" for name, best in others.items()))

# %% [markdown]
# Ours is *Rprop* (M. Riedmiller, H. Braun, 1993), which RMSProp (T. Tieleman, G. Hinton, 2012) was made after. Is it any good on a
# network? Section 5 tries it.

# %% [markdown] minutes=10 lesson=false ask="Vote: from weights that are far too small, does any rate let gradient descent learn the rings in 1000 updates?" answers="After the saddle nearly all say yes, ten times the rate. Here it is no."
# ## 5 · First weights that are too small
#
# The two rings of notebook 04, a network 2-6-6-1 with tanh, and first weights that are far too small: a std of
# 0.05, where 0.6 would be usual. All 300 points in every step.

# %%
predict(
    "optimizers_further", "any_rate",
    "Gradient descent, 1000 updates, rates from 0.3 to 10. Does it learn from small weights?",
    ["at most rates", "at the largest rates only", "at none of them"],
    answer="at none of them",
    because="The gradient is a product of small numbers: flatter than the saddle, then steep.",
)  # fmt: skip

# %% folded=true alt="Lowest loss so far against updates in two panels. From small weights gradient descent stays at a coin's loss for a thousand updates, momentum leaves after some five hundred, Adam falls within 40, a rule of one's own within 100. From usual weights Adam is first below 0.1, then a rule of one's own and momentum, gradient descent last."
data = small_network.points()
sets = {"weights far too small": small_network.TINY, "usual weights": small_network.USUAL}
figure, axes = plots.new_figure(10.5, 4.2, panels=2)
for ax, (words, std) in zip(axes, sets.items(), strict=True):
    first = small_network.started(std)
    for name, (rule, grid) in drawing.CONTENDERS.items():
        losses = small_network.losses_at(rule, grid, first, data, 1000)
        best = drawing.best_column(losses)
        label = drawing.told_first(f"{name}, {grid[best]:.2g}", losses[:, best])
        print(f"{words}: {label}")
        drawing.draw_standing(ax, losses[:, best], label=label, **METHODS[name])
    mine = np.array(list(small_network.with_own_step(own, first, data, 1000)))
    label = drawing.told_first(f"my_step ({own.whose})", mine)
    drawing.draw_standing(ax, mine, label=label, color=plots.PURPLE)
    ax.set_xlabel(f"updates, from {words}")
    heading = "rate: first below 0.35, 0.1"
    plots.legend_above(ax, title=heading, ncols=1, fontsize=10, alignment="left")
figure

# %% folded=true
network, optimizer = small_network.started(), Optimizer(GradientDescent(), lr=4.0)
print(f"gradient descent at 4, diagnosed by: {doctor.whose}")
for update in range(1001):
    loss, gradient = small_network.slope(network, data)
    if update in (0, 500, 1000):
        gradient = gradient.ravel().copy()
        bends = small_network.curvatures(network, data)
        told = doctor(gradient, bends, 0.002)
        print(
            f"update {update:4d}: loss {loss:.4f}, gradient {np.linalg.norm(gradient):.1e},",
            end=" ",
        )
        print(f"curvatures {bends[0]:.4f} to {bends[-1]:.2f},", end=" ")
        print(f"{(np.abs(bends) <= 0.002).sum()} of {bends.size} zero: {told}")
        if update == 0:
            growth = (1 - 4 * bends[0]) ** 1000
            print(f"   along the lowest, 1000 updates grow a distance {growth:.0f}-fold")
        small_network.slope(network, data)
    optimizer.step(network)

# %% folded=true
longer = small_network.losses_at(GradientDescent(), (1.2, 5.0), small_network.started(), data, 6000)
print("6000 updates, rates 1.2 and 5: below 0.35 at", small_network.first_below(longer))

# %% [markdown]
# At the start 66 of 67 curvatures are at most 0.002; the lowest, -0.0006, leads down, but so little that 1000 updates at 4 grow a
# distance some eleven times (section 3's saddle: -1). With two hidden layers the slope is a product of two small numbers, and the
# curvature still holds one of them: a flatter place than a saddle. A rate that moves there is far too large for the place where the run
# comes out. In 1000 updates no rate helps gradient descent (in 6000 rates from 1.2 to 5 do); momentum leaves at few, and
# late; Adam, which divides, is out in 40.
#
# From usual weights momentum learns, too: below 0.1 it is here after some three times Adam's updates, gradient descent after thirteen
# times as many, each at its best rate for that; the better remedy is the initialization. The plateau was made by the start, and so are many.

# %% [markdown] minutes=14 lesson=false ask="Rare words first: for which word does a rule that divides by the size help, the frequent or the rare one? And where all are as frequent?" answers="The rare one is found. That the division does harm where nothing is rare is not expected."
# ## 6 · Where the choice does matter
#
# ### Rare words
#
# AdaGrad was made for gradients that are mostly 0 (J. Duchi et al., 2011). A language of 40 words: each has one successor, except for
# one time in five, when any may follow. Word $k$ comes with a share of $1/k$ (Zipf's law). The model is a table of scores, a row
# a word: a row has a gradient only where its word is in the batch of 32. Then the same with all words as frequent.

# %%
predict(
    "optimizers_further", "words",
    "AdaGrad and Adam against gradient descent, each at its best constant rate. They end ...",
    ["lower with rare words, else higher", "higher with rare words, else lower",
     "lower with rare words, else level", "lower in both languages"],
    answer="lower with rare words, else higher",
    because="Dividing gives each row a rate of its own; where all need the same, it adds noise.",
)  # fmt: skip

# %% folded=true alt="Excess loss against rate, relative to each rule's scale, in three panels. With rare words and a constant rate the floors of AdaGrad and Adam lie below those of gradient descent and momentum; with equally frequent words they lie ten times above; with rare words and a falling rate gradient descent is the lowest again."
figure, axes = plots.new_figure(12, 3.5, panels=3)
cases = {
    "rare words, constant rate": (1.0, False),
    "all as frequent, constant rate": (0.0, False),
    "rare words, rate falls to 0": (1.0, True),
}
for ax, (words, (zipf, falling)) in zip(axes, cases.items(), strict=True):
    language, grid = Language(zipf=zipf), FALLING_GRID if falling else GRID
    for name in ("gradient descent", "momentum", "AdaGrad", "Adam"):
        rule, scale = RULES[name]
        ends = excess(rule, grid * scale, language, falling=falling) @ language.shares
        label = f"{name}: {np.nanmin(ends):.3f}"
        drawing.draw_excess(ax, grid, ends, label=label, **METHODS[name])
    ax.set_title(words)
    ax.legend(fontsize=10, loc="upper center")
figure

# %% [markdown]
# (The rates of the rules are multiplied by 1, 0.1, 0.1 and 0.01, so that one axis serves all.) At one constant rate gradient
# descent must choose: large for the rare rows, or small to come to rest on the frequent ones. Dividing gives each row its own. A
# falling rate (06) solves that conflict here: in the panel on the right gradient descent ends lowest (on other seeds level with Adam).
#
# In language most words are rare. That is one of the reasons given for Adam's large lead over gradient descent on transformers (트랜스포머; J. Zhang
# et al., 2020; F. Kunstner et al., 2024): they are trained with AdamW, hardly ever without a rule of this family. But their rates fall, too,
# so it is not this small model's mechanism.

# %% [markdown]
# ### A problem that Adam cannot end
#
# One gradient in three is 3, the others are -1, so the mean pulls to the left, and the best place between -1 and 1 is -1.
# S. Reddi et al. (2018) let Adam walk there, with $\beta_1 = 0$ and a short memory, $\beta_2 = 0.1$: it goes to 1, the worst. The large
# gradient is divided by itself, the small ones by what is left of it. Their remedy, *AMSGrad*, divides by the largest $v$ there ever was.
#
# ### Exercise 4: AMSGrad's one line
#
# The line that is missing is the one in which `longest` becomes the largest $v$ so far, number by number. Then divide by
# its root.
#
# <details><summary>Hint</summary>
#
# `np.maximum` of two arrays takes the larger of each pair; `np.max` gives one number.
#
# </details>


# %% exercise=3
def amsgrad_step(theta, m, v, longest, grad, lr, beta1, beta2, eps):
    """Return the new theta, m, v and longest; there is no correction."""
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    # BEGIN SOLUTION
    longest = np.maximum(longest, v)
    return theta - lr * m / (np.sqrt(longest) + eps), m, v, longest
    # END SOLUTION


# %%
check.amsgrad_step(amsgrad_step)

# %% folded=true alt="Where theta is against updates: Adam with a short memory climbs to 1, the worst place; AMSGrad falls to -1, and so does Adam with beta2 0.9."
ams = checks.yours_or_ours(amsgrad_step, check.amsgrad_step, check_answers.amsgrad_step)
figure, ax = plots.new_figure(7.5, 3)
walks = {
    "Adam, beta2 0.1": (built.adam_step, 0.1, METHODS["Adam"]),
    f"AMSGrad, beta2 0.1: {ams.whose}": (ams, 0.1, METHODS["momentum"]),
    "Adam, beta2 0.9": (built.adam_step, 0.9, METHODS["RMSProp"]),
}
for label, (step, beta2, look) in walks.items():
    line = {key: look[key] for key in ("color", "linestyle")}
    thetas = built.reddi(step, beta2=beta2)[::3]
    ax.plot(np.arange(0, 3000, 3), thetas, label=label, linewidth=2, **line)
ax.axhline(-1, **plots.REFERENCE)
ax.set(xlabel="update", ylabel="theta (best: -1)", ylim=(-1.1, 1.1))
ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
figure

# %% [markdown]
# So no theorem can say that Adam arrives for any $\beta_2$; for one that is large enough for the problem there are some (Y. Zhang et al.,
# 2022). 0.9 is enough for one in three; for one in 11, of size 10.5, it is not:

# %% folded=true
for beta2 in (0.9, 0.999):
    rare = built.reddi(built.adam_step, beta2=beta2, large=10.5, period=11, updates=20_000)
    print(f"one gradient in 11 is 10.5, beta2 {beta2}: Adam ends at {rare[-100:].mean():+.2f}")

# %% [markdown]
# ### A problem that Adam learns by heart
#
# Does Adam generalize worse? A. Wilson et al. (2017) said so of it, AdaGrad and RMSProp, and built a case. The first feature *is* the label, 1 or
# -1; two are always 1; all others mark single examples, five for each example of label -1 and one for label 1. More features than
# examples: many weights fit. Which ones are found?

# %% folded=true
x, labels = built.wilson(40, share=0.7, seed=0)
for name, rule, grid in (
    ("gradient descent", GradientDescent(), (0.03, 0.3)),
    ("momentum", Momentum(0.9), (0.003, 0.03)),
    ("Adam", Adam(), (0.001, 0.01)),
):
    weights = built.fitted(rule, grid, x, labels)
    for lr, right, kept in zip(grid, np.transpose(built.on_new(weights)), weights, strict=True):
        off = np.abs(kept @ x.T - labels).max()
        print(f"{name:16s} {lr:5g}: largest training error {off:.2f};", end=" ")
        print(f"new ones right: label 1 {100 * right[0]:.0f} %, label -1 {100 * right[1]:.0f} %")

# %% [markdown]
# All fit. Gradient descent finds the feature that matters. Adam steps as far along a mark that one example has as along what all share,
# and calls everything 1, at any rate. The case is built; on the digits of section 2 nothing could be told apart on test, and with rates and
# decay tuned Adam often generalizes as well (D. Choi et al., 2019). Both sides of that debate have a point: the rule chooses *among* the
# weights that fit.

# %% [markdown] minutes=2 lesson=true ask="Which rule do you take for your own work?" answers="By now: which rates did you try, and how many seeds? Adam's default for a start; it saves tries."
# ## What remains
#
# * On digits four rules end a factor of two and more apart in training loss at one rate for all; each at a rate of its
#   own, within half of one another (5000 digits are fitted soon: there Adam is further ahead).
# * At a saddle gradient descent at 1 / (1 - beta) times the rate leaves sooner than momentum does, unless another
#   direction is so steep that it explodes at that rate.
# * Rules that divide by the size of the gradient leave a saddle in about as many steps from any start beside its ridge,
#   where the way down lies along a parameter; askew to the parameters Adam and AdaGrad need the more, the nearer it is,
#   as gradient descent and momentum do everywhere.
# * Started on its slope, gradient descent, momentum and Adam each cross a shallow valley at some rate, and stay in it
#   at another; started in it, gradient descent stays at any.

# %% [markdown]
# * On two rings and four corners (on moons not) a tanh network stands still at weights that are far too small:
#   within 1000 updates Adam is at half of a coin's loss there in a third of the updates of descent or momentum at
#   most, each at its best rate; from usual weights momentum gets there within three times Adam's.
# * Where some words are rare, and the rate stays constant, AdaGrad and Adam end lower than gradient descent, each at its
#   best rate; where all words are as frequent, gradient descent ends lower; with a rate that falls to 0 they lose their
#   lead among rare words, too.
# * Adam without momentum runs to the worst point where one gradient in a few is large and its average of squares
#   forgets it in between; AMSGrad does not, nor does Adam with a beta2 that remembers over several of the large ones.
# * In a problem that was built for it, gradient descent and momentum learn the one feature that says the label, and
#   Adam the examples by heart, at every rate that fits them; without features that mark single examples of one label
#   more, Adam is right, too.

# %% tags=["nbval-ignore-output"]
print(how_right("optimizers_further"))

# %% [markdown] minutes=2 lesson=false
# ## How far this holds
#
# Each sentence was tried again under other conditions. A mark is one of them; a cross is one that the sentence excludes.
# (The first is tried on a smaller network, digits of 14 x 14 pixels, with rates chosen anew each time.)

# %%
claims_table("optimizers_further")

# %%
again("optimizers_further", "larger_rate")

# %% [markdown]
# **What people get wrong**
#
# * They compare two rules at one rate, or a tuned rule with a default, or by the loss of one batch.
# * They tune on a grid whose best point is its end.
# * They call every flat place a local minimum.
# * They believe a table because it says what they expect.
#
# **Exercises here:** 1 a verdict · 2 a diagnosis · 3 a rule of your own · 4 AMSGrad

# %% [markdown]
# **References**
#
# * M. Riedmiller, H. Braun (1993), *A direct adaptive method for faster backpropagation learning*: Rprop.
# * J. Duchi, E. Hazan, Y. Singer (2011), *Adaptive subgradient methods*: AdaGrad.
# * Y. Dauphin et al. (2014), *Identifying and attacking the saddle point problem*.
# * K. Saito (2016), *Deep Learning from Scratch*, chapter 6; A. Ng et al. (2017), *Improving deep neural networks*.
# * J. Lee et al. (2016), *Gradient descent only converges to minimizers*.
# * A. Wilson et al. (2017), *The marginal value of adaptive gradient methods*.
# * S. Reddi, S. Kale, S. Kumar (2018), *On the convergence of Adam and beyond*.
# * C. Jin et al. (2017), *How to escape saddle points efficiently*; Y. Zhang et al. (2022), *Adam can converge without any modification*.
# * D. Choi et al. (2019), *On empirical comparisons of optimizers for deep learning*.
# * J. Zhang et al. (2020), *Why are adaptive methods good for attention models?* F. Kunstner et al. (2024), *Heavy-tailed class imbalance and why Adam outperforms gradient descent on language models*.
#
# 05c goes on: batch size, clipping, decay under Adam, Nesterov. The main line goes on with 06, schedules.
