# ---
# jupyter:
#   course:
#     title: Regularization in practice
#     question: When do I stop, which weights may go, and which lambda did they mean?
#     about: early stopping and its referees, pruning with a control, four spellings of lambda, two sentences about large weights
#     needs: ["03"]
#     kind: claims
#     running: [5, 15, 0, 10, 25, 0, 25, 0, 0, 10]
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 03c · Regularization in practice
#
# **You have the remedies of notebook 03. Now come the questions of the second day: when to stop, which weights may go,
# and what somebody else's lambda is in your own code.**
#
# After this notebook you can
#
# * end a run by early stopping (조기 종료), and say what your referee costs,
# * say which weight decay a stop resembles, and when it does not,
# * prune (가지치기) a network, and compare it with a control,
# * translate a lambda from one formula into another.
#
# Time: {minutes} minutes, exercises included. You need: notebook 03.

# %% [markdown]
# **Two questions first.** Write your answers down, and keep them: you will need them at the end.
#
# 1. The loss on new digits has begun to rise. Will the network that you stop here make fewer errors than the one that
#    goes on?
# 2. A paper has good results with $\lambda = 0.1$. What do you need to know before you type 0.1?

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
from course_lib.chapters.regularization_in_practice import (
    check,
    check_answers,
    drawing,
    pruning,
    relatives,
)
from course_lib.chapters.regularization_in_practice import networks as small
from course_lib.chapters.regularization_in_practice.early_stopping_dashboard import (
    early_stopping_dashboard,
)
from course_lib.claims import load_results
from course_lib.dashboards import again, claims_table, predict
from course_lib.datasets import load_sweep
from course_lib.engine import GradientDescent, Optimizer, cross_entropy, evaluate, mlp, train
from course_lib.experiments import curves, mnist300, paired_change
from course_lib.guide import how_right

# %% [markdown] minutes=13 lesson=true ask="The dev loss turns and rises. Is the network at the turn better than the one at the end?" answers="Nearly all: yes, that is what early stopping is for."
# ## 1 · A run that you end
#
# The network of notebook 03: six layers, 300 digits. Its loss on the dev set falls, turns and rises. *Early stopping* ends
# the run when so many looks in a row (the *patience*, 인내) have brought nothing lower, and goes back to the best look.
#
# ### Exercise 1: early stopping
#
# `losses` has one number for each look so far. `kept` is the look with the lowest loss, `stopped` the first at which
# `patience` looks in a row have brought nothing lower, or else the last.
#
# <details><summary>Hint</summary>
#
# Go through the losses one by one, as if you did not know the rest. Remember the index of the lowest. How many looks
# have passed since?
#
# </details>


# %% exercise=5
def early_stop(losses, patience):
    """Return (kept, stopped), two indices into losses, counted from 0.

    >>> early_stop(np.array([3.0, 2.0, 2.5, 2.2, 1.0]), patience=2)
    (1, 3)
    """
    # BEGIN SOLUTION
    kept = 0
    for look, loss in enumerate(losses):
        if loss < losses[kept]:
            kept = look
        if look - kept == patience:
            return kept, look
    return kept, len(losses) - 1
    # END SOLUTION


# %%
check.early_stop(early_stop)

# %% [markdown]
# Now it ends a real run: a look every 7 epochs, a patience of 4 looks, 28 epochs. (If it does not pass yet, the course's
# own steps in, and the picture says whose it is.)

# %%
stop = checks.yours_or_ours(early_stop, check.early_stop, check_answers.early_stop)
sets, rng = mnist300.load_sets(), np.random.default_rng(0)
network = mlp(mnist300.SIZES, rng=rng)
first = network.weights.copy()
descent, recipe = Optimizer(GradientDescent(), lr=0.01), {"batch_size": 100, "epochs": 301}
losses, looks, patience = [], [], 4
for step in train(
    network, cross_entropy, descent, sets.train, rng=rng, sampling="replacement", **recipe
):
    if step.ends_epoch and step.epoch % 7 == 0:
        losses.append(evaluate(network, cross_entropy, sets.dev)[0])
        looks.append(network.copy())
        kept, stopped = stop(np.array(losses), patience)
        if stopped - kept == patience:
            break
stopped_net = looks[kept]
print(f"stopped at epoch {step.epoch:.0f}, back to epoch {7 * (kept + 1)}")

# %% [markdown]
# The engine's own does the same, and puts the best weights back:

# %%
rng = np.random.default_rng(0)
same_net = mlp(mnist300.SIZES, rng=rng)
judge = engine.EarlyStopping(
    lambda step: evaluate(step.network, cross_entropy, sets.dev)[0], patience=4
)
engine.fit(
    same_net, cross_entropy, descent, sets.train, rng=rng, sampling="replacement",
    stopping=judge, every=7, **recipe,
)  # fmt: skip
print(f"stopped at epoch {judge.stopped_epoch:.0f}, back to epoch {judge.best_epoch:.0f}")

# %%
predict(
    "regularization_in_practice", "at_the_turn",
    "Without the stop it would have run for 301 epochs. On 10 000 new digits, the stopped "
    "network has, against that one ...",
    ["a lower loss and more right answers", "a lower loss and fewer right answers",
     "a higher loss and fewer right answers"],
    answer="a lower loss and fewer right answers",
    because="The loss counts how sure the errors are made; that gets worse long before their "
    "number does.",
)  # fmt: skip

# %% folded=true alt="Dev loss against epochs: the ended run falls to 0.92 at epoch 112, marked by a disc, and stops at epoch 140, marked by a bar; the run without a stop goes on rising to 1.12 at epoch 301."
whole = mnist300.Run(mnist300.Setting(epochs=301, every=7)).finish()
figure, ax = plots.new_figure(7.5, 3)
drawing.draw_stop(ax, whole.curves()["dev_loss"], losses, (kept, stopped), every=7)
ax.set(title=f"ended by early_stop: {stop.whose}")
figure

# %%
for name, model in (("stopped", stopped_net), ("to the end", whole.network)):
    loss, right = evaluate(model, cross_entropy, sets.test)
    print(f"{name:10s} loss on new digits {loss:.2f}, {100 * right:.1f} % right")

# %% [markdown]
# A lower loss, and *fewer* right answers. Is it this run alone? Six runs, each with digits, first weights and batches of
# its own (stored), judged by 2000 new digits:

# %% folded=true
stored = {
    each.words: each.numbers
    for each in load_results("regularization_in_practice").outcomes["stops"]
}
print("stopped, against the end                 right answers     loss")
for words in ("as in the notebook", "patience 70", "300 dev digits"):
    numbers = stored[words]
    for name in ("loss", "accuracy"):
        points, its_error = paired_change(numbers[f"{name}, right"], numbers["end, right"])
        nats, nats_error = paired_change(numbers[f"{name}, loss"], numbers["end, loss"])
        print(f"{words:18s} by dev {name:8s}: {points:+.1f} ± {its_error:.1f} points,", end=" ")
        print(f"{nats:+.2f} ± {nats_error:.2f}")

# %% [markdown]
# The loss as referee costs more than a point. With 1000 dev digits accuracy costs less in these six runs (on 14 x 14 pixels it costs as much), and with a patience
# of 70 less still; it gains less loss in exchange. With 300 dev digits it bounces, and costs the most, by the mean. (With three layers, tanh or a third of the rate the loss has
# hardly turned by epoch 301. There a stop by the loss costs and gains nothing; one by accuracy may still cost a point.) So *stop here*
# is no advice before you have said by which of the two you will be judged.

# %% [markdown] minutes=12 lesson=true ask="Two referees watch one run, dev loss and dev accuracy. Which of them stops first?" answers="The loss; some: both at the same epoch."
# ## 2 · Which number is the referee?
#
# Below, dev loss and dev accuracy judge the same stored runs, a look every 7 epochs. The disc is what is kept, the bar is where it
# stops. *Smoothing* judges a running average in place of the bouncing values. The last runs of the menu repeat a published one (M.
# Nielsen, 2015): one layer of 30 units, 1000 digits; there *dev* is the test set, looked at.

# %% [markdown]
# **Task 1.** a) 300 digits, seed 0, no smoothing: find the smallest patience for which loss and accuracy stop
# more than 20 epochs apart. b) Patience 28: what does smoothing do to the distance? c) Nielsen, seed 0, no
# smoothing, patience 28: how many points of accuracy does one lose by stopping at the loss?

# %% alt="Dev loss with its minimum near epoch 112 and a stop soon after; dev accuracy that goes on creeping up and stops later."
published = load_sweep("regularization_in_practice_nielsen")
referee = early_stopping_dashboard(load_sweep("regularization_drop_rate_long"), published)
referee

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# a) 14; then the stops are 35 epochs apart. (It differs from run to run: with seed 2 both stop at the same epoch, for every
# patience up to 140.) b) At 0.5 nothing; at 0.8 it grows from 35 epochs to 105, at 0.9 to 301:
# smoothed, the slow creep of accuracy counts as progress. It buys nothing here: accuracy's lead over the loss falls from 1.2 points to
# -0.4 and 0.1. c) A little over 3 points, 79.9 % in place of 83.2 % (with seed 1 half as many).
#
# </details>

# %% [markdown]
# **A best epoch, or a valley?** Our run is lowest at epoch 112, looked at every 7 epochs. Looked at every 3 epochs, the same run is lowest at
# 87; the two losses differ by 0.003. And Nielsen's run:

# %%
predict(
    "regularization_in_practice", "plateau",
    "Nielsen's run, two seeds, 400 epochs. The two epochs with the highest accuracy on the "
    "test set lie ...",
    ["within 10 epochs", "20 to 50 epochs apart", "about 100 epochs apart"],
    answer="about 100 epochs apart",
    because="Both curves are nearly flat for a hundred epochs and more: a dozen images of 10 000 "
    "decide where the highest point lies. A plateau has no best epoch.",
)  # fmt: skip

# %%
for seed in published.axes["seed"]:
    loss_curve, right_curve = (published.at(seed=seed)[f"dev_{n}"] for n in ("loss", "accuracy"))
    last_below = np.flatnonzero(right_curve < right_curve.max() - 0.002 - 1e-6)[-1]
    print(f"seed {seed}: loss turns at epoch {loss_curve.argmin() + 1};", end=" ")
    print(f"accuracy is highest at {right_curve.argmax() + 1},", end=" ")
    print(f"never more than 0.2 points below that from epoch {last_below + 2} on")

# %% [markdown]
# The loss turns in a narrow, noisy valley: lowest at 14, 15, and 15 in the book, and within 1 % of that now and then between 12 and 24 (seed 0),
# 11 and 16 (seed 1). Of accuracy only a wide plateau can be told: never more than 0.2 points below its best from epoch 243 and 264 on; the book says that it "pretty much stops improving"
# at about 280. Wherever a curve is flat, say *from ... on*, not *at*.

# %% [markdown]
# **Why not on the test set?** Choosing an epoch is choosing. Take the looks of your run and 100 of the 1000 dev images, keep the look that does
# best on *these*, and believe the accuracy that it has on them. The other 900 know better. (500 picks of 100 images, to see more than luck.)

# %%
predict(
    "regularization_in_practice", "flattery",
    "Nothing was trained on those 100 images. By how many points do they flatter the look "
    "that they chose?",
    ["not at all", "about 2", "about 5"],
    answer="about 2",
    because="Of many looks the best on 100 images is partly good, partly lucky on these.",
)  # fmt: skip

# %%
x_dev, labels_dev = sets.dev
right = np.array([net.forward(x_dev).argmax(axis=1) == labels_dev for net in looks])
rng, flattery = np.random.default_rng(1), []
for _ in range(500):
    images = rng.permutation(1000)
    chosen_by, others = right[:, images[:100]], right[:, images[100:]]
    best_look = chosen_by.mean(axis=1).argmax()
    flattery.append(chosen_by[best_look].mean() - others[best_look].mean())
print(f"the images that chose promise {100 * np.mean(flattery):.1f} points too many, on average")

# %% [markdown]
# So an epoch is chosen on the dev set, and the test set is opened afterwards.

# %% [markdown] minutes=9 lesson=true ask="Is stopping early a kind of weight decay?" answers="Yes: the weights have no time to grow."
# ## 3 · One knob for two things
#
# *Often said: early stopping acts like weight decay, because the weights have no time to grow.* In least squares one can
# compute it. Each direction goes its own way. Where the loss has the curvature (곡률) $c$, descent from zero with rate $\alpha$ has
# after $t$ steps reached a share of the solution, and a penalty $\frac\lambda2\sum w^2$ leaves a share:
#
# $$\text{stopped: } 1 - (1 - \alpha c)^t \qquad \text{penalized: } \frac{c}{c + \lambda}$$
#
# ### Exercise 2: which lambda is a stop?
#
# A steep direction is kept by both. The flat ones matter: find the $\lambda$ for which both keep the *same small share* of a
# very flat direction ($c \to 0$). No formula for it stands on this page.
#
# <details><summary>Hint</summary>
#
# For small $c$, $(1 - \alpha c)^t \approx 1 - \alpha c t$, and $c + \lambda \approx \lambda$. Set the two small shares equal.
#
# </details>


# %% exercise=5
def equal_strength(lr, steps):
    """Return the lambda that keeps as much of a very flat direction as a stop after these steps."""
    # BEGIN SOLUTION
    return 1 / (lr * steps)
    # END SOLUTION


# %%
check.equal_strength(equal_strength)

# %% folded=true alt="Shares kept against curvature on a log axis. The line of stopping after 50 steps and the line of the lambda from exercise 2 rise together from 0 to 1, at most 0.21 apart; a ten times larger and a ten times smaller lambda lie far to either side."
equal = checks.yours_or_ours(equal_strength, check.equal_strength, check_answers.equal_strength)
figure, ax = plots.new_figure(7.5, 3)
drawing.draw_shares(ax, equal(lr=0.5, steps=50), lr=0.5, steps=50)
ax.set(title=f"stopped after 50 steps of rate 0.5; lambda: {equal.whose}")
figure

# %% [markdown]
# Not one curve, but two alike (farthest apart at $c = 0.1$: 0.92 and 0.71): the steps are the knob of the penalty, turned backwards. Forty
# studies, 50 examples of 40 features, each with its best stop and its best ridge, both chosen with the truth known (stored):

# %% folded=true
paths = {
    each.words: each.numbers for each in load_results("regularization_in_practice").outcomes["path"]
}
for words in ("as in the notebook", "from a start as long as the truth"):
    ratio = np.log(np.divide(paths[words]["stopped"], paths[words]["ridge"]))
    mean, low, high = 100 * np.expm1([ratio.mean(), ratio.min(), ratio.max()])
    print(f"{words}: the best stop's error against ridge's {mean:+.0f} % (", end="")
    print(f"single studies {low:+.0f} to {high:+.0f} %)")

# %% [markdown]
# From zero the two are as good as each other, on average. From a start elsewhere they are not: L2 pulls to *zero*, a stop holds near the *start*. And
# networks do not start at zero.

# %%
predict(
    "regularization_in_practice", "length",
    "Our six layers: the weights at epoch 301 are longer than in the stopped network by ...",
    ["0.3 %", "5 %", "30 %"],
    answer="0.3 %",
    because="Nearly all of their length is the random start, and training changes little of "
    "it.",
)  # fmt: skip

# %% folded=true alt="Two panels of three bars: stopped, to the end, L2 to the end. Length of all weights: 35.3, 35.4 and 29.7. Distance from the first weights: 2.1, 2.5 and 6.1."
shrunk = mnist300.Run(mnist300.Setting(epochs=301, every=301, strength=0.02)).finish().network
ends = {"stopped": stopped_net, "to the end": whole.network, "L2, to the end": shrunk}
figure, length_axes = plots.new_figure(9, 2.4, panels=2)
drawing.draw_lengths(length_axes, {name: model.weights for name, model in ends.items()}, first)
figure

# %% [markdown]
# The *length* of the weights says nothing here: both are as long as the start. The *distance from the start* does: in this run the stopped weights have gone a fifth
# less far. L2 of 0.02 does the opposite of holding: it carries the weights away, towards zero, and that is nearly arithmetic. In 903 steps $(1 - 0.01 \cdot
# 0.02)^{903} = 0.835$ of the start is left; the bar says 0.84 of it. (0.001 carries them nowhere.)
#
# So early stopping is a penalty on the way from the start, *and* it ends the minimizing before it is done: one knob for two things. With a penalty one can train to the
# end and turn one at a time. That is the case against it; for it speaks that it costs no second run.

# %% [markdown] minutes=10 lesson=true ask="After training, set the smallest 60 % of all weights to zero. How much is lost?" answers="From almost nothing to everything; L1 is expected to lose least."
# ## 4 · Which weights may go?
#
# *Often said: L1 sorts the weights into those that are needed and those that are not.* A test: after training, set the smallest ones to exactly
# zero (*pruning*), and count right answers. Also of the networks *without* L1: that is the control.

# %%
sparse = mnist300.Run(mnist300.Setting(epochs=301, every=301, l1=0.003)).finish().network
three = {"no penalty": whole.network, "L2": shrunk, "L1": sparse}
black = sets.train[0].max(axis=0) == 0  # pixels that are 0 in all 300 images

# %%
predict(
    "regularization_in_practice", "zeros",
    "L1 is said to set weights to exactly zero. Of these 129 400 weights, how many are "
    "exactly zero after training with L1?",
    ["hardly any", "about a fifth", "more than half"],
    answer="hardly any",
    because="A step of L1 always has the same length: a weight that has come close jumps over "
    "zero and back, for ever. Exact zeros take another rule than gradient descent "
    "(03b).",
)  # fmt: skip

# %%
for name, model in three.items():
    near = np.mean(np.abs(model.weights) < 0.001)
    print(f"{name:10s} exactly zero: {(model.weights == 0).sum()},", end=" ")
    print(f"nearer to it than 0.001: {100 * near:.0f} %")

# %% [markdown]
# ### Exercise 3: prune
#
# Return a new array in which the given share of all weights, those nearest to zero, is 0. (No two have the same size. Where the share times
# their number is not whole, round it up or down, as you like.)
#
# <details><summary>Hint</summary>
#
# `np.argsort(np.abs(weights), axis=None)` gives the places in the flat array, the smallest first. A copy's `ravel()` is a view of it.
#
# </details>


# %% exercise=4
def prune(weights, share):
    """Return a copy of weights without the smallest share of them.

    >>> prune(np.array([[3.0, -1.0], [0.5, -2.0]]), 0.5)
    array([[ 3.,  0.],
           [ 0., -2.]])
    """
    # BEGIN SOLUTION
    gone = round(share * weights.size)
    pruned = weights.copy()
    pruned.ravel()[np.argsort(np.abs(weights), axis=None)[:gone]] = 0
    return pruned
    # END SOLUTION


# %%
check.prune(prune)

# %%
predict(
    "regularization_in_practice", "control",
    "40 % of the weights go, the smallest. Which of the three networks loses less than a "
    "point, on average over four seeds: no penalty, L2, L1?",
    ["all three", "L2 and L1", "L1 alone", "none"],
    answer="L1 alone",
    because="L1 has brought many weights next to zero, where the cut changes nothing; without it "
    "the small ones still carry something.",
)  # fmt: skip

# %% folded=true alt="Right answers on new digits against the share of weights set to zero, for three networks; thick lines with marks to 60 %, thin ones of one run to 90 %. Up to 20 % nothing is lost by any. By the marks of four seeds L1 loses nothing at 40 %, L2 two points, no penalty three; at 60 % L1 is at 70 %, L2 at 64, no penalty at 59. At 80 % all three have lost most."
cut = checks.yours_or_ours(prune, check.prune, check_answers.prune)
figure, ax = plots.new_figure(8, 3.6)
found = {
    name: [
        evaluate(pruning.pruned(model, share, by=cut), cross_entropy, sets.test)[1]
        for share in pruning.SHARES
    ]
    for name, model in three.items()
}
(pruned_runs,) = (
    each.numbers
    for each in load_results("regularization_in_practice").outcomes["pruned"]
    if each.words == "as in the notebook"
)
drawing.draw_pruned(ax, found, pruned_runs)
ax.set(title=f"thick: mean of four seeds; thin: this run, cut by prune: {cut.whose}")
figure

# %% folded=true
for name, model in three.items():
    fifth, fifths = (pruning.pruned(model, share, by=cut) for share in (0.2, 0.4))
    in_first = 100 * (fifth["hidden 1"].W == 0).sum() / (fifth.weights == 0).sum()
    at_black, elsewhere = (
        100 * (fifths["hidden 1"].W[pixels] == 0).mean() for pixels in (black, ~black)
    )
    print(f"{name + ':':11s} of the first fifth {in_first:.0f} % lie in the first layer;", end=" ")
    print(f"with 40 % gone: {at_black:.0f} % of those at black pixels, {elsewhere:.0f} % beside")

# %% [markdown]
# *A fifth may go from any of them*; without the control one would have praised L1 for it. Four of five that go lie in the wide first layer, where He's start makes
# weights small (0.05 against 0.14). Cut of *each* layer the same share, and without a penalty a fifth costs over a point.
#
# *From there on L1 stands the cut better*: at 60 % it is six points ahead of L2, eleven of no penalty. But after 301 epochs it has not sorted the needed from the others: nobody
# needs the weights at pixels that are black in all 300 images, and they go hardly sooner than the rest of their layer. It had no time: 903 steps of $0.01\cdot0.003$ are 0.027,
# and the weights there are about 0.05. With four times the epochs (one run, measured once) it begins to: with 60 % gone, 90 % of those at black pixels are gone and 63 % beside, and
# no right answer is lost; without a penalty it is 78 and 77 %. The saying needs a time beside its lambda.
#
# And that is L1 of 0.003 against L2 of 0.02, neither chosen by a dev set: L1 of 0.001 has no more right answers than L2 of 0.02 (64 % both, at 60 % gone), and L2 of 0.05
# has 68 %, two errors from L1's 70. (With twice the epochs, a third of the rate, or the same share of each layer, L1 leads in each of four runs, but not
# always by three errors.) Whoever needs a small network trains on after the cut.

# %% [markdown] minutes=7 lesson=false
# ## 5 · One penalty, four spellings
#
# What minimizes a function also minimizes twice the function. So bring each form to *mean loss + something*, and compare what stands before $\sum w^2$:
#
# | where | loss | penalty | our 0.1: cross-entropy | our 0.1: squared error |
# |---|---|---|---|---|
# | this course | mean, squares halved | $\frac\lambda2\sum w^2$ | 0.1 | 0.1 |
# | PyTorch (`weight_decay`, SGD) | mean | $\frac\lambda2\sum w^2$ | 0.1 | 0.2 |
# | many courses | mean, squares halved | $\frac\lambda{2m}\sum w^2$ | 30 | 30 |
# | least squares, scikit-learn's `Ridge` | sum, halved or not | $\frac\lambda2\sum w^2$, halved likewise | | 30 |
# | Keras (`regularizers.l2`) | mean | $\lambda\sum w^2$ | 0.05 | 0.1 |
#
# With $m = 300$. Squares that are not halved weigh twice: so must the penalty. PyTorch's takes the biases, too, unless told otherwise. A summed loss
# has an $m$ times longer gradient: the rate must be $m$ times smaller. With mini-batches $m$ is the number of *all* examples: divided by a batch of 100 in
# place of 300, a penalty acts three times as strongly. (An L1 divided by $2m$ is one more spelling.)

# %% [markdown]
# ### Exercise 4: translate
#
# Return the course's lambda for a number in another form: `"lambda/2"` (ours), `"lambda/2m"`, `"summed"` (summed loss, λ/2) or `"no half"` (mean loss, λ).
#
# <details><summary>Hint</summary>
#
# Where the loss is summed, divide all of it by m first. Then what stands before the sum of squares, times 2, is our lambda.
#
# </details>


# %% exercise=4
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

# %%
predict(
    "regularization_in_practice", "typed",
    "Somebody types 0.01 into each of the four, to fit a polynomial of degree 9 to 300 noisy "
    "points (every third is drawn). Into how many groups do the four curves fall?",
    ["one: 0.01 is small anyway", "two: two penalized, two hardly", "four"],
    answer="two: two penalized, two hardly",
    because="Two of them are divided by m = 300, and coincide. A factor of 2 is a small step; a "
    "factor of 300 is another model.",
)  # fmt: skip

# %% folded=true alt="Left: 0.01 typed into four forms; two fits lie near the truth and two are visibly flatter. Right: the four numbers 0.01, 3, 3 and 0.005, translated by to_ours; all four curves lie on one another."
ours = checks.yours_or_ours(to_ours, check.to_ours, check_answers.to_ours)
x, y = curves.draw_sample(300, 0.3, rng=np.random.default_rng(0))
forms = {"lambda/2": 0.01, "lambda/2m": 3.0, "summed": 3.0, "no half": 0.005}
figure, form_axes = plots.new_figure(9, 3.2, panels=2)
typed = {name: check_answers.to_ours(0.01, name, 300) for name in forms}
meant = {name: ours(number=number, form=name, m=300) for name, number in forms.items()}
for ax, strengths in zip(form_axes, (typed, meant), strict=True):
    drawing.draw_spellings(ax, (x, y), strengths)
form_axes[0].set(title="0.01 typed into all four")
form_axes[1].set(title=f"0.01, 3, 3, 0.005 translated: {ours.whose}")
figure

# %% [markdown]
# On the right four spellings, one curve. So a lambda without its formula is no number that one can take over.
#
# One more trap has the same name. *Weight decay* and an *L2 penalty* are the same step under plain gradient descent. Under Adam they are not, and their lambdas live in ranges
# of their own (notebook 05b, section 5).

# %% [markdown] minutes=6 lesson=false
# ## 6 · Two sentences about large weights
#
# **"The larger the weights, the more overfitting."** 40 noisy points of two moons, a network 2-30-30-1, seven lambdas from 0 to 0.3, medians of eight draws; with and without
# batch norm (배치 정규화, notebook 07: each unit's sum is brought to mean 0 and variance 1 over the batch).

# %%
predict(
    "regularization_in_practice", "gap",
    "Gap: loss on new points less loss on the 40. Without batch norm, is the lambda with the "
    "smallest gap the one with the lowest loss on new points?",
    ["yes, by and large", "no, another one"],
    answer="no, another one",
    because="The gap is smallest where nothing has been learned: then old points are as hard "
    "as new.",
)  # fmt: skip

# %%
lambdas = [0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3]
families = {
    name: small.sizes_and_gaps(small.Border(normalization=name), lambdas, range(8))
    for name in ("none", "batch norm")
}

# %% folded=true alt="Two panels against the length of all weights, one line without and one with batch norm. Gap: both rise with length, the line of batch norm lies above up to a length of 9, and below at 12. Loss on new points: plain it is lowest in the middle, at lengths of 3 to 5, and rises on both sides; with batch norm it falls all the way to the shortest weights."
figure, family_axes = plots.new_figure(9, 3.2, panels=2)
drawing.draw_families(family_axes, families)
figure

# %% [markdown]
# On the left the sentence looks right, along *one* network's lambda. But at the same length the two networks have different gaps, so the length alone tells little. And on the right: the
# plain network with the smallest gap has nearly twice the lowest loss on new points. (With batch norm these seven lambdas are all too small to
# get there.) *A smaller gap is not a better network.*
#
# Going together is not causing, either. Multiply a ReLU layer's weights and biases by 10, and divide the next layer's weights by 10:

# %%
net, known, new = small.first_border()
before, length = net.forward(new[0]), np.sqrt((net.weights**2).sum())
net["hidden 1"].W[...] *= 10
net["hidden 1"].b[...] *= 10
net["hidden 2"].W[...] /= 10
print("same answers:", np.allclose(net.forward(new[0]), before))
print(f"the weights became {np.sqrt((net.weights**2).sum()) / length:.1f} times as long")

# %% [markdown]
# Same function, same gap, longer weights: $\max(0, 10z) = 10\max(0, z)$.
#
# **"A larger lambda makes a network nearly linear."** The reason given: small weights give small $z$, and near zero tanh is almost a straight line. A ReLU has its
# kink *at* zero, however small $z$ is. So what becomes of $|x| + x$, level on the left and rising on the right, under a growing penalty?

# %%
predict(
    "regularization_in_practice", "kink",
    "|x| + x, one hidden layer of 30, L2 from 0.01 to 0.15. Which network keeps its bend?",
    ["ReLU at all four", "both lose it, tanh first", "both lose it, ReLU first",
     "both, at all four"],
    answer="both lose it, tanh first",
    because="A bend costs weight in either. tanh needs larger weights for it, and pays more.",
)  # fmt: skip

# %% folded=true alt="Four panels of fits to a hinge, level and then rising, lambda 0.01, 0.06, 0.1 and 0.15. tanh: a rounded bend at 0.01, a slight one at 0.06, a straight rising line from 0.1 on. ReLU: a bend that gets weaker, and at 0.15 the same straight rising line."
four, hinge = [0.01, 0.06, 0.1, 0.15], small.Curve(slope=1.0)
fits = {name: small.fitted(hinge, name, four, range(5)) for name in ("tanh", "ReLU")}
figure, vee_axes = plots.new_figure(10, 2.8, panels=4)
drawing.draw_vees(vee_axes, fits, four)
figure

# %% folded=true
for name, (x, _, outputs) in fits.items():
    shares = 100 * small.bend(x, outputs[..., None]).mean(axis=1)
    print(f"{name}: of its curve no line explains", ", ".join(f"{each:.1f} %" for each in shares))

# %% [markdown]
# Five starts each, drawn one over the other: they agree. tanh is straight at 0.1, ReLU at 0.15, and both still rise: *nearly linear*, not *dead*. (Of $|x|$ alone
# the best line is level: there one could not tell the two.) At 0.1 alone one would conclude "ReLU keeps its bend", at 0.01 "both do". The *outcome* of the sentence
# holds for both, and the *reason* for tanh alone: for a ReLU the bend costs less, but it costs. (Trained to the end, 1500 epochs of Adam; with a tenth of the rate
# they are too few.)

# %% [markdown] minutes=3 lesson=true ask="Would you answer the two questions differently now?" answers="It depends on what one is judged by; and I would ask for the formula."
# ## What remains
#
# Would you answer the two questions differently now?

# %% [markdown]
# * Six ReLU layers learn 300 digits, and go on after their dev loss has turned: stopped by that loss they have a lower
#   loss on new digits, and fewer right answers, than at the end.
# * Least squares by gradient descent from zero: the best stop and the best ridge, both chosen with the truth known,
#   have errors on new examples within 10 % of each other, on average over 40 studies.
# * Stopped by a dev loss that has turned, six ReLU layers of 100 units that learn 300 digits are at least a tenth
#   nearer to their start than at the end, and as long within 1 %; L2 of 0.02 makes them shorter, and carries them
#   farther away.
# * Of six layers of 100 units that have learnt digits for 301 epochs at a rate of 0.01 a fifth of the weights, the
#   smallest of all layers together, may go at a cost below a point, with L1, with L2 and without a penalty; with three
#   fifths gone the network of L1 of 0.003 has more right answers than those of L2 of 0.02 and of no penalty.
#
# (L1 is not done after 301 epochs: section 4.)

# %% [markdown]
# * A lambda means something only beside its formula: mean or sum, with $m$ or without, with the half or without. <!-- definition -->
# * On moons without batch norm, of seven lambdas the one with the smallest gap has a higher loss on new points than
#   the one that is best on other draws: a smaller gap is not a better network.
# * One hidden layer fits |x| + x under a growing L2 penalty: trained to the end, tanh becomes straight at a smaller
#   lambda than ReLU, and at a larger one ReLU becomes straight, too, and still rises.

# %% tags=["nbval-ignore-output"]
print(how_right("regularization_in_practice"))

# %% [markdown]
# **What people get wrong**
#
# * They stop by the loss and are judged by errors, or forget to go back to the best weights.
# * They prune the network with the remedy alone, and try a saying at one lambda.
#
# **Exercises here:** 1 early stopping · 2 which lambda is a stop? · 3 prune · 4 translate lambda

# %% [markdown] minutes=3 lesson=false
# ## How far this holds
#
# Every conclusion was tried under other conditions, one changed at a time: other draws, digits, depths, rates, strengths,
# budgets, noise (stored: `make claims NB=03c`).

# %%
claims_table("regularization_in_practice")

# %% [markdown]
# The cheapest of them, measured again now (`product` is best lambda times rate times steps; by exercise 2 it would be 1):

# %%
again("regularization_in_practice", "path")

# %% [markdown]
# ## Going further

# %% [markdown]
# **The reason, tried.** Five tanh networks and five ReLU networks are trained on a wave; then all weights and biases of the hidden layer are multiplied by 0.1. *Bend* is the share of the
# curve's variance that no straight line explains.

# %%
line = np.linspace(-1, 1, 41)[:, None]
wave = np.sin(np.pi * line)
for layer in (engine.Tanh, engine.ReLU):
    starts = [mlp([1, 30, 1], rng=np.random.default_rng(s), activation=layer) for s in range(5)]
    models, rng = engine.stack(starts), np.random.default_rng(0)
    adam = Optimizer(engine.Adam(), lr=0.01)
    engine.fit(models, engine.squared_error, adam, (line, wave), epochs=500, batch_size=41, rng=rng)
    bends = []
    for model in engine.unstack(models):
        bends.append(small.bend(line, model.forward(line)))
        model["hidden 1"].W[...] *= 0.1
        model["hidden 1"].b[...] *= 0.1
        bends.append(small.bend(line, model.forward(line)))
    bent, flattened = 100 * np.reshape(bends, (5, 2)).mean(axis=0)
    print(f"{layer.__name__}: bend {bent:.0f} % before, {flattened:.1f} % after")

# %% [markdown]
# The argument holds for tanh. A ReLU's curve gets lower and keeps its shape.
#
# **L2 under batch norm.** Multiply a layer before batch norm by 10: no counterweight is needed, because batch norm divides by the scale anyway.

# %%
rng = np.random.default_rng(0)
bn_net = mlp([2, 30, 30, 1], rng=rng, normalization=engine.BatchNorm)


def scores_and_gradient(model):
    scores = model.forward(known[0], training=True)
    model.backward(engine.binary_cross_entropy(scores, known[1])[1])
    return scores, np.sqrt((model["hidden 2"].gradients["W"] ** 2).sum())


scores_before, gradient_before = scores_and_gradient(bn_net)
bn_net["hidden 2"].W[...] *= 10
scores_after, gradient_after = scores_and_gradient(bn_net)
print("same scores:", np.allclose(scores_after, scores_before, atol=1e-3))
print(f"the gradient became {gradient_after / gradient_before:.2f} times as large")

# %% [markdown]
# The gradient is a tenth, the weights are ten times as long: a step of gradient descent turns them a hundred times less. There L2 does not keep the function simple; it keeps the
# weights short, and thereby the steps large. (It still acts on the output layer, which has no batch norm.)
#
# **Dropout as an ensemble.** Dropping units at random trains many thinned networks that share weights. With ten hidden units there are 1024: few enough to ask them all. Is inference
# with all units on the *average* of the 1024?

# %%
thin, rng = mlp([2, 10, 1], rng=np.random.default_rng(0), drop_rate=0.5), np.random.default_rng(0)
adam = Optimizer(engine.Adam(), lr=0.01)
engine.fit(
    thin, engine.binary_cross_entropy, adam, known, epochs=500, batch_size=40, rng=rng
)  # fmt: skip
hidden = np.maximum(new[0] @ thin["hidden 1"].W + thin["hidden 1"].b, 0)
masks = (np.arange(1024)[:, None, None] >> np.arange(10)) & 1  # every pattern of ten switches
each = (hidden * masks / 0.5) @ thin["output"].W + thin["output"].b
whole_net = thin.forward(new[0])
print("mean score = inference:", np.allclose(each.mean(axis=0), whole_net))
losses_each = [engine.binary_cross_entropy(scores, new[1])[0] for scores in each]
print(f"loss of a thinned network, on average: {np.mean(losses_each):.2f}", end=", ")
together = engine.binary_cross_entropy(whole_net, new[1])[0]
print(f"of their average: {together:.2f}; {np.sum(losses_each < together)} of 1024 are better")

# %% [markdown]
# Exactly the average, of *scores*, with one layer of dropout before a linear output; and better than its members are on average, as ensembles are. With several layers it
# holds only about.
#
# **Two relatives.** *DropConnect* switches off weights instead of units. *Max-norm* is no penalty: after each step, a unit whose incoming weights are longer than a limit is scaled
# back to it. Eight seeds, each with 40 moons of its own.


# %%
def ordinary(rng, drop_rate=None):
    return mlp([2, 50, 50, 1], rng=rng, drop_rate=drop_rate)


def dropped_weights(rng):
    half = [engine.DropConnect(50, 50, 0.5), engine.ReLU(), engine.DropConnect(50, 1, 0.5)]
    return engine.Network([engine.Dense(2, 50), engine.ReLU(), *half], rng=rng)


bare = relatives.trained(ordinary, range(8))
remedies = {
    "L2, lambda 0.01": relatives.trained(ordinary, range(8), regularizer=engine.L2(0.01)),
    "dropout 0.5": relatives.trained(lambda rng: ordinary(rng, 0.5), range(8)),
    "DropConnect 0.5": relatives.trained(dropped_weights, range(8)),
    "max-norm 1": relatives.trained(ordinary, range(8), constraint=engine.MaxNorm(1.0)),
}
for name, (losses_8, accuracies_8) in remedies.items():
    points, its_error = paired_change(100 * accuracies_8, 100 * bare[1])
    nats, nats_error = paired_change(losses_8, bare[0])
    print(f"{name:15s} accuracy {points:+.0f} ± {its_error:.0f} points,", end=" ")
    print(f"loss {nats:+.1f} ± {nats_error:.1f}")

# %% [markdown]
# All of them bring the loss down; L2 and max-norm help most here. Another problem may rank them otherwise: what you can take along is the comparison.
#
# **References**
#
# * L. Prechelt (1998), *Early stopping, but when?*, in *Neural Networks: Tricks of the Trade*.
# * A. Ali, J. Z. Kolter, R. Tibshirani (2019), *A continuous-time view of early stopping for least squares regression*, AISTATS: section 3.
# * I. Goodfellow, Y. Bengio, A. Courville (2016), *Deep Learning*, section 7.8: early stopping and L2.
# * M. Nielsen (2015), *Neural Networks and Deep Learning*, chapter 3: the run of section 2.
# * S. Han, J. Pool, J. Tran, W. Dally (2015), *Learning both weights and connections for efficient neural networks*, NIPS: pruning, and training on.
# * P. Savarese et al. (2019), *How do infinite width bounded norm networks look in function space?*, COLT: what a kink costs.
# * T. van Laarhoven (2017), *L2 regularization versus batch and weight normalization*, arXiv 1706.05350.
# * N. Srivastava et al. (2014), *Dropout: a simple way to prevent neural networks from overfitting*, JMLR 15: max-norm, too.
# * L. Wan et al. (2013), *Regularization of neural networks using DropConnect*, ICML.
#
# Back to [03](03_regularization.ipynb), the remedies on digits. The next notebook is 04, initialization.
