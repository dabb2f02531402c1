# ---
# jupyter:
#   course:
#     title: Batch normalization
#     question: Why does it train so easily, and fail so oddly later?
#     about: the algorithm and its way back, training and inference, where it wins and loses, weight decay under it, why it helps
#     needs: ["04"]
#     kind: claims
#     running: [5, 45, 10, 10, 10, 0, 10, 5, 0, 0, 0]
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 07 · Batch normalization (배치 정규화)
#
# **A layer that gives every unit mean 0 and standard deviation 1, batch by batch. You build it forward and backward,
# see it fail when the network is used, and find out where it helps, where it costs, and what is known of why.**
#
# After this notebook you can
#
# * write batch norm forward, derive its way back, and keep its running averages,
# * say what changes between training and inference (추론), and recognise a forgotten switch,
# * say what it forgives, what a good start does as well, and what weight decay does under it.
#
# Time: {minutes} minutes, exercises included. You need: why deep networks do not start (04), backpropagation (01).
#
# Two questions go along with you. *Can a network's answer to a photograph depend on which other photographs are in
# the same batch?* And: *with a good start a network learns without batch norm; what is it good for, then?*

# %%
try:
    import course_lib
except ImportError:
    print("This kernel does not know the course. Close JupyterLab and start it with: make lab")
else:
    print(f"course_lib {course_lib.__version__} is ready")

# %%
import warnings

import numpy as np

from course_lib import checks, engine, plots
from course_lib.chapters.batch_normalization import check, check_answers, own, runs, shrinking
from course_lib.chapters.batch_normalization.contest import KINDS, SHIFTED
from course_lib.chapters.batch_normalization.deep_dashboard import deep_dashboard
from course_lib.chapters.batch_normalization.laboratory_dashboard import laboratory_dashboard
from course_lib.chapters.batch_normalization.rates_dashboard import rates_dashboard
from course_lib.chapters.batch_normalization.stepper_dashboard import stepper_dashboard
from course_lib.claims import load_results
from course_lib.dashboards import again, claims_table, predict
from course_lib.datasets import load_sweep
from course_lib.engine import BatchNorm, Optimizer, cross_entropy, evaluate, fit, mlp, trace
from course_lib.guide import how_right

# %% [markdown] minutes=9 lesson=true ask="After the failure: vote on batch norm, then on He's start at ten times the rate. Then five layers, 0.1 times He's, live." answers="Most expect batch norm to help; few expect He's start to do as well."
# ## 1 · A network that does not start
#
# 1000 digits, five hidden layers of 100 units, 20 passes over the data (epochs, 에포크) of plain gradient descent on
# batches of 100. The weights start small: standard deviation (표준편차) 0.01, which sounds reasonable.

# %%
digits, new_digits = runs.load_digits(), runs.load_digits(2000, 1000)
sizes = [784, 100, 100, 100, 100, 100, 10]


def trained(initializer, lr, norm=None):
    rng = np.random.default_rng(0)
    network = mlp(sizes, rng=rng, initializer=initializer, normalization=norm)
    recipe = {"epochs": 20, "batch_size": 100, "rng": rng, "every": 20}
    with warnings.catch_warnings(action="ignore"):
        fit(network, cross_entropy, Optimizer(lr=lr), digits, **recipe)
    return network


def percent(network, data):
    return 100 * evaluate(network, cross_entropy, data)[1]


plain = trained(engine.normal(0.01), 0.01)
answers = np.unique(plain.forward(digits[0]).argmax(axis=1))
print(f"training digits right: {percent(plain, digits):.0f} %; different answers: {len(answers)}")

# %% [markdown]
# It gives the same answer to every digit: each layer passes on less than a tenth of what it gets (04).
# *Batch normalization* (S. Ioffe and C. Szegedy, 2015), batch norm for short, measures in each layer the mean and the
# spread of every unit over the batch, subtracts the one and divides by the other. With the *inputs* of a network one
# has always done that (standardization, 표준화). It stands between each dense layer and its ReLU.

# %%
predict(
    "batch_normalization", "with_it",
    "The same first weights, the same rate, with batch norm. Training digits right?",
    ["about 10 %", "about a half", "all of them"], answer="all of them",
    because="What the weights shrink, the division brings back, in each layer.",
)  # fmt: skip

# %%
normed = trained(engine.normal(0.01), 0.01, BatchNorm)
print(f"training digits right: {percent(normed, digits):.0f} %")

# %% folded=true alt="On a log scale, outputs and gradients of five layers before training. Without batch norm both fall tenfold from layer to layer; with it what leaves each norm stays at 1, and the gradient keeps its size."
figure, axes = plots.new_figure(10, 3, panels=2)
for ax, norm in zip(axes, (None, BatchNorm), strict=True):
    names = [f"{'hidden' if norm is None else 'batchnorm'} {k}" for k in range(1, 6)]
    setting = runs.Recipe(std=0.01, normalization=norm)
    fresh = runs.build(setting, np.random.default_rng(0))
    inside = trace(fresh, cross_entropy, digits)
    spreads = [[of[name].std() for name in names] for of in (inside.outputs, inside.gradients)]
    plots.draw_spread(ax, ["1", "2", "3", "4", "5"], *spreads)
    ax.set(ylim=(1e-12, 10), title="without" if norm is None else "with batch norm")
axes[1].legend(loc="lower left")
figure

# %% [markdown]
# From nothing to all of them, with one kind of layer more. But there is a third contestant, which needs no new layer:
# *He's* start, whose std of $\sqrt{2/\text{inputs}}$ was made for ReLU (04).

# %%
predict(
    "batch_normalization", "he_alone",
    "He's start, no batch norm, rate 0.01: 85 % after 20 epochs. And at ten times the rate?",
    ["a guess: it diverges", "85 % again", "all of them"], answer="all of them",
    because="It was only slow. With a good start a larger rate does the rest.",
)  # fmt: skip

# %% folded=true
contestants = {
    "std 0.01": (engine.normal(0.01), None),
    "He's": (engine.he_normal, None),
    "std 0.01, batch norm": (engine.normal(0.01), BatchNorm),
    "He's, batch norm": (engine.he_normal, BatchNorm),
}
print("% right: training / new       rate 0.01        rate 0.1    (one seed)")
first_scores = {}
for name, (start, norm) in contestants.items():
    ends = [trained(start, lr, norm) for lr in (0.01, 0.1)]
    first_scores[name] = [(percent(end, digits), percent(end, new_digits)) for end in ends]
    shown = "".join(f"{here:10.0f} / {there:.0f}" for here, there in first_scores[name])
    print(f"{name:22s}{shown}")

# %% [markdown]
# At this depth a good start and a larger rate do alone what batch norm does. Choose for yourself how deep, from which
# start, how fast: a smaller network (50 units, 14 x 14 pixels) trains before your eyes.

# %% [markdown]
# **Task 1.** a) Five layers, rate 0.1, no norm: from which multiples of He's std do 200 updates bring 90 %? b) And with batch norm? c) 19
# layers from He's std at 0.1: how many percent without, how many with?

# %% folded=true alt="Left: outputs and gradients of five layers fall tenfold from layer to layer before training. Right: grey, the accuracy of the same network from He's start, which rises above 90 percent."
deep = deep_dashboard()
deep

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# a) 1 and 1.4. b) All that there are, from 0.1 to 4. c) About 30 without (in other seeds less, or more), 89 with. (Look left, too: without batch norm only a start near He's
# keeps outputs and gradients at one size. Batch norm alone does not make any depth easy: with it the gradient grows from layer to layer on its way back; G. Yang et al., 2019.)
#
# </details>

# %% folded=true
deep_scores = load_sweep("batch_normalization_deep")
print("19 layers, He's start, % right: training / new (means of three seeds, stored)")
print(f"{'':10s}{'20 epochs: without':>20s}{'with':>14s}{'100 epochs: without':>24s}{'with':>14s}")
for i, lr in enumerate(deep_scores.axes["lr"]):
    line = f"rate {lr:<5g}"
    for j in (0, 1):
        for k, width in ((0, 20 + 4 * j), (1, 14)):
            both = [
                deep_scores.values[name][i, k, j].mean()
                for name in ("train_accuracy", "dev_accuracy")
            ]
            line += f"{' / '.join(f'{100 * each:.0f}' for each in both):>{width}s}"
    print(line)

# %% [markdown]
# With five times the epochs the plain one comes to 97 to 99 % as well; on new digits it ends 3 points behind (83 against 86). Batch norm buys time first.

# %% [markdown] minutes=9 lesson=true ask="Two examples in a batch: what will their x_hat be? And does the layer make values normal?" answers="Few see that any two examples become +1 and -1. About half believe in the normal distribution."
# ## 2 · The algorithm, one line a cell
#
# Four examples of *one* feature: what one unit gives for a batch of four.

# %%
x = np.array([3.0, 9.0, 11.0, 17.0])
mean = x.sum() / len(x)
variance = ((x - mean) ** 2).sum() / len(x)
x_hat = (x - mean) / np.sqrt(variance + 1e-5)
print(f"mean {mean}, variance {variance}, x_hat {x_hat.round(2)}")

# %% [markdown]
# What stays is which example is above the others, and in what proportion. (`1e-5`, called eps, keeps the division safe
# where all examples are equal.) The last line gives the network a way back: every unit has a `scale` and a `shift`, *learned* like weights.
# The papers call them gamma and beta. They start at 1 and 0:
#
# $$y = \text{scale}\cdot\hat x + \text{shift}$$
#
# With scale = standard deviation and shift = mean it gives x back. So in inference, where mean and variance are fixed,
# the network can represent all that it could without batch norm; in training each batch has its own.

# %%
predict(
    "batch_normalization", "pair",
    "Keep only the first two of the four examples. What will their x_hat be?",
    ["as above", "-1 and +1", "it depends on how far apart they lie"], answer="-1 and +1",
    because="Two values lie one std below and one std above their mean, always.",
)  # fmt: skip

# %%
pair = x[:2]
print(((pair - pair.mean()) / np.sqrt(pair.var() + 1e-5)).round(2))

# %% [markdown]
# How far they lie apart is gone. Remember it when batches are small.
#
# A batch of several features has a row for each example, a column for each feature, and each column is treated by itself.

# %% [markdown]
# **Task 2.** a) In line 4: which scale and shift give feature 1 back exactly as it came? b) Add b = 10 to feature 1. Which of the numbers
# in the table change?

# %% folded=true alt="Four examples of two features on number lines, the lines of the algorithm with an arrow at the present one, and the table that they fill in."
stepper = stepper_dashboard()
stepper

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# a) Scale 5 and shift 10, the feature's own std and mean. b) Only x and its mean: the mean takes b away again. So a bias in
# the dense layer before batch norm does nothing, and many networks leave it out. Ours keeps it, so that layers stay
# interchangeable.
#
# </details>

# %% [markdown]
# ### Exercise 1: batch norm in training
#
# Yours will train the network that did not start.
#
# <details><summary>Hint</summary>
#
# `np.var` divides by m, as we want it here. Which axis are the examples on?
#
# </details>


# %% exercise=3
def batch_norm(x, scale, shift, eps):
    """Return y for a batch x of shape (examples, features); scale and shift have (features,).

    >>> batch_norm(np.array([[1.0], [3.0]]), np.array([2.0]), np.array([5.0]), 0.0)
    array([[3.],
           [7.]])
    """
    # BEGIN SOLUTION
    mean, variance = x.mean(axis=0), x.var(axis=0)
    x_hat = (x - mean) / np.sqrt(variance + eps)
    return scale * x_hat + shift
    # END SOLUTION


# %%
check.batch_norm(batch_norm)

# %% folded=true
small_digits = runs.load_digits(halved=True)
forward = checks.yours_or_ours(batch_norm, check.batch_norm, check_answers.batch_norm)
small = {"std": 0.01, "lr": 0.1, "sizes": runs.SMALL}
for words, norm in (("without", None), (forward.whose, own.own_layer(forward))):
    _, curve = own.learned(small_digits, norm, **small)
    print(f"five layers of 50 units, {words}: {curve[-1]:.0f} % of the training digits right")

# %% [markdown]
# Often said: *it makes the values normally distributed.* Of a standard normal variable 0.1 % lie above 3, and as many below -3.
# Take one that is far from normal, most values small, a few large:

# %% folded=true
skewed = np.random.default_rng(0).exponential(size=(100_000, 1))
skewed_hat = (skewed - skewed.mean()) / skewed.std()
print(f"above 3: {100 * np.mean(skewed_hat > 3):.1f} %, below -1: {np.sum(skewed_hat < -1)} values")

# %% [markdown]
# Batch norm sets mean and variance; the shape stays. Then scale and shift move them again, and ReLU cuts off what is
# negative: *zero mean in every layer* holds in one place only.

# %% [markdown] minutes=9 lesson=false ask="The loss wants all examples of a unit moved up by the same amount. What reaches x?" answers="Most say the same gradient for all; it is none."
# ## 3 · The way back
#
# Let g be the gradient of the loss by x_hat. Each x moves its own x_hat, and, through mean and variance, those of *all
# other examples*.

# %%
predict(
    "batch_normalization", "all_alike",
    "The loss wants all examples of a unit moved alike: g is 1 everywhere. The gradient by x?",
    ["1 / std everywhere", "1 everywhere", "0 everywhere"], answer="0 everywhere",
    because="Moving all x together changes no x_hat: the mean takes it away.",
)  # fmt: skip

# %%
two = np.array([[3.0, 2.7], [9.0, 1.9], [11.0, 1.3], [17.0, 2.1]])  # features
two_hat = (two - two.mean(axis=0)) / two.std(axis=0)
layer = engine.Network([BatchNorm(2)], rng=np.random.default_rng(0))
layer.forward(two, training=True)
for name, g in (("the same for all", np.ones((4, 2))), ("in proportion to x_hat", two_hat)):
    grad_x = layer.backward(g, input_gradient=True)
    print(f"g {name}: largest gradient by x {np.abs(grad_x).max():.3f}")

# %% [markdown]
# Moving all together changes nothing, nor does stretching them (but for eps). These two directions are gone, whatever g is.
#
# ### Exercise 2: derive it
#
# How $\hat x_i$ of one feature feels $x_j$ (the first term is its own way, the second goes through the mean, the third through the
# variance):
#
# $$\frac{\partial\hat x_i}{\partial x_j} = \frac1{\text{std}}\Big([i = j] - \frac1m - \frac{\hat x_i\,\hat x_j}{m}\Big)$$
#
# Sum it over $i$, times $g_i$, on paper; then write `grad_x` with means over the batch, no loop. And what are the gradients by scale and
# shift, which stand in *every* example's y?
#
# <details><summary>Hint</summary>
#
# First `g = grad_y * scale`. Three sums: $\sum_i g_i\,[i = j]$ has one term; in the other two, take out what does not depend on $i$.
#
# </details>


# %% exercise=6
def batch_norm_backward(grad_y, x_hat, std, scale):
    """Return (grad_x, grad_scale, grad_shift), of the shapes of x, scale and shift."""
    # BEGIN SOLUTION
    g = grad_y * scale
    grad_x = (g - g.mean(axis=0) - x_hat * (g * x_hat).mean(axis=0)) / std
    return grad_x, (grad_y * x_hat).sum(axis=0), grad_y.sum(axis=0)
    # END SOLUTION


# %%
check.batch_norm_backward(batch_norm_backward)

# %% [markdown]
# <details><summary>The sum, and where the row comes from</summary>
#
# $\frac{\partial\,\text{loss}}{\partial x} = \frac1{\text{std}}\big(g - \text{mean}(g) - \hat x\cdot\text{mean}(g\,\hat x)\big)$. The row: with
# $s = \text{std}$, $\partial\mu/\partial x_j = 1/m$ and $\partial s/\partial x_j = \hat x_j/m$; now differentiate $\hat x_i = (x_i - \mu)/s$.
#
# </details>
#
# Does it matter? A race, against a way back that takes mean and variance for constants, $g/\text{std}$:

# %% folded=true alt="Training accuracy over 20 epochs from two starts. With the whole way back both networks come near 100 percent; with mean and variance as constants the one from std 0.01 stays near 30, the one from He's start near 70."
backward = checks.yours_or_ours(
    batch_norm_backward, check.batch_norm_backward, check_answers.batch_norm_backward
)
figure, axes = plots.new_figure(9, 2.8, panels=2)
for ax, (words, std) in zip(axes, {"std 0.01": 0.01, "He's start": None}.items(), strict=True):
    for name, way, look in (
        (f"the whole way: {backward.whose}", backward, plots.TRAIN),
        ("mean, variance constant", own.with_constants, plots.DEV),
    ):
        norm = own.own_layer(backward=way)
        _, curve = own.learned(small_digits, norm, std=std, lr=0.1, sizes=runs.SMALL)
        ax.plot(np.arange(0, 21, 2), curve, **look, label=name)
    ax.set(title=words, xlabel="epochs", ylim=(0, 102), xticks=range(0, 21, 5))
axes[0].set_ylabel("training digits right (%)")
axes[0].legend(loc="center right", bbox_to_anchor=(1, 0.58), fontsize=10)
figure

# %% [markdown] minutes=11 lesson=true ask="The network has all training digits right. How sure is it of one, in 300 batches?" answers="Nearly all say: sure, in each of them."
# ## 4 · One digit at a time
#
# In training, mean and variance are those of the batch. What if one forgets to change that when the network is used?
# Take one digit and put it into 300 batches, each with nine other digits.

# %%
predict(
    "batch_normalization", "company",
    "All training digits are right. The probability of this digit's label, in 300 batches?",
    ["above 0.9 in all", "from 0.5 to 1", "from near 0 to near 1"], answer="from near 0 to near 1",
    because="The nine others decide what its mean and its std are.",
)  # fmt: skip

# %%
rng = np.random.default_rng(0)
x_digits, labels = digits
company = [x_digits[rng.choice(np.arange(1, 1000), 9, replace=False)] for _ in range(300)]
in_company = own.answers_of(normed, x_digits, company)  # in training mode
right = in_company[:, labels[0]]
others = 100 * np.mean(in_company.argmax(axis=1) != labels[0])
print(f"its label: from {right.min():.1f} to {right.max():.1f}; other answers: {others:.0f} %")

# %% folded=true alt="Histogram of the probability of the true label of one digit in 300 batches: it spreads from near 0 to near 1; a dotted line marks the single value of inference."
inference = engine.softmax(normed.forward(x_digits[:1]))[0, labels[0]]
figure, ax = plots.new_figure(7, 2.4)
ax.hist(right, bins=np.linspace(0, 1, 26), color=plots.BLUE, label="in 300 batches")
ax.axvline(inference, **plots.REFERENCE, linewidth=2, label="in inference")
ax.set(xlabel="probability of the true label, one and the same digit", ylabel="batches")
ax.legend(loc="upper left")
figure

# %% folded=true
alone = {int(own.answers_of(normed, x_digits[i:], [x_digits[:0]]).argmax()) for i in range(100)}
words = "one and the same answer" if len(alone) == 1 else f"{len(alone)} different answers"
print(f"100 digits, each alone in training mode: {words}")

# %% [markdown]
# The answer depends on the company; and alone, every x_hat is 0, and nothing of the digit is left. That is what happens where
# `model.eval()` is never called, PyTorch's switch from training to inference (a single example its dense batch norm refuses: *Expected more than 1 value per channel when training*). In this course the mode is an argument, `training=True`, and
# inference is the default.
#
# ### Running averages
#
# In inference the layer needs a mean and a variance that do not depend on the batch. It collects them in training, as exponentially weighted averages (지수 가중 평균):
#
# $$\text{running} \leftarrow \text{keep}\cdot\text{running} + (1 - \text{keep})\cdot\text{the batch's}$$
#
# once with the batch's mean, once with its variance divided by $m - 1$ (as the paper and PyTorch have it). Keras calls `keep` *momentum*; PyTorch calls
# $1 - $ `keep` *momentum*; hence the plain word.
#
# ### Exercise 3: the running averages
#
# A batch of one row has no variance: both stay as they were.
#
# <details><summary>Hint</summary>
#
# `batch.var(axis=0, ddof=1)` divides by m - 1.
#
# </details>


# %% exercise=3
def running_averages(mean, variance, batch, keep):
    """Return the pair (mean, variance) after one more batch of shape (examples, features).

    >>> running_averages(np.array([0.0]), np.array([1.0]), np.array([[2.0], [4.0]]), 0.5)
    (array([1.5]), array([1.5]))
    """
    # BEGIN SOLUTION
    if len(batch) < 2:
        return mean, variance
    new_mean = keep * mean + (1 - keep) * batch.mean(axis=0)
    new_variance = keep * variance + (1 - keep) * batch.var(axis=0, ddof=1)
    return new_mean, new_variance
    # END SOLUTION


# %%
check.running_averages(running_averages)

# %% [markdown]
# The network of section 1 forgets its averages: mean 0, variance 1, as at the start. Its weights stay as they are, and it collects anew, batch by batch.

# %% folded=true alt="Accuracy in inference over the number of batches collected: a guess at first, then a steep rise to 100 percent, later with keep 0.9 than with 0.8."
averages = checks.yours_or_ours(
    running_averages, check.running_averages, check_answers.running_averages
)
figure, ax = plots.new_figure(7, 2.6)
batches_seen = range(0, 61, 3)
for keep, look in ((0.8, plots.TRAIN), (0.9, plots.DEV)):
    climbed = own.collected(normed, averages, digits, batches_seen, keep=keep)
    ax.plot(batches_seen, climbed, **look, label=f"keep {keep}")
ax.set(xlabel="batches collected", ylabel="in inference (%)", title=averages.whose, ylim=(0, 102))
ax.legend(loc="lower right")
figure

# %% [markdown]
# Until they have forgotten their start, inference is a guess, with weights that know all the digits.
#
# ### Exercise 4: fold
#
# In inference all of it is fixed: subtract, divide, multiply, add. Give new W and b, so that `x @ W + b` alone does what dense layer and batch norm did
# together; `mean` and `variance` are the running ones.
#
# <details><summary>Hint</summary>
#
# Call `factor = scale / sqrt(variance + eps)`, one number for each unit. Put `x @ W + b` into
# `factor * (... - mean) + shift` and sort the terms. W has the shape (inputs, units).
#
# </details>


# %% exercise=3
def fold(W, b, scale, shift, mean, variance, eps):
    """Return (W, b) of the dense layer that replaces both.

    >>> one = np.ones(1)
    >>> fold(np.array([[6.0]]), 5 * one, 2 * one, one, 3 * one, 4 * one, 0.0)
    (array([[6.]]), array([3.]))
    """
    # BEGIN SOLUTION
    factor = scale / np.sqrt(variance + eps)
    return W * factor, (b - mean) * factor + shift
    # END SOLUTION


# %%
check.fold(fold)

# %% folded=true
folding = checks.yours_or_ours(fold, check.fold, check_answers.fold)
folded = own.without_norms(normed, folding)
apart = np.abs(folded.forward(x_digits) - normed.forward(x_digits)).max()
print(f"layers: {len(normed.layers)} before, {len(folded.layers)} after folding ({folding.whose})")
print(f"outputs agree: {apart < 1e-9}")

# %% [markdown]
# A network that is done pays nothing for its batch norms.

# %% [markdown] minutes=9 lesson=false ask="Trained with batches of 8: which is better on new digits, running averages or each batch's own?" answers="Most say its own, as in training."
# ## 5 · The laboratory
#
# Two hidden layers of 50 units, trained on 1000 digits with batches of 2 to 128, *640 updates each* (80 epochs with 128, little more than one with 2; so pairs see 64 times
# fewer digits), rate 0.1. Judged on 2000 new digits by three sets of statistics: the **running** averages, each batch's
# **own** (as in training), or **anew**: estimated from the new images themselves, without their labels. Grey: the same networks *without* batch norm. Five seeds each, stored.
#
# *Haze* mixes grey into the new digits only: *covariate shift* (공변량 변화), images that are no longer drawn alike, though a 3 is still a 3.

# %%
predict(
    "batch_normalization", "eights",
    "Trained with batches of 8. Which statistics are better on new digits?",
    ["each batch's own, as in training", "the running averages", "both are equally good"],
    answer="the running averages",
    because="Eight digits are a noisy ruler; the averages are a steady one.",
)  # fmt: skip

# %% [markdown]
# **Task 3.** a) Batch 128, no haze: which keep ruins inference, and what do the last numbers of the words say about it? b) Batch 32, keep 0.9, haze
# 0.4: which statistics do not mind the haze, and what does it take to use them?

# %% folded=true alt="Left: accuracy on new digits over batch size; running averages lie above each batch's own for small batches, and both meet at 128; the grey line without batch norm is high in pairs, where batch norm fails. Right: over haze, all three are close without haze, and only running averages fall with it."
lab_sweep = load_sweep("batch_normalization_laboratory")
lab = laboratory_dashboard(lab_sweep, load_sweep("batch_normalization_control"))
lab

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# a) 0.999: 640 updates are too few, it still contains its start, and the running std is twice the true one. b) *Own* and *anew* do not mind at all. But they
# need a whole batch of hazy images.
#
# Why not at all? Haze multiplies every pixel by one number and adds another. The dense layer turns that into a stretch and a shift of each unit, and those are what batch
# norm takes away. Often said: with batch norm only relative positions count. For the batch's own statistics, and changes of this kind, that is so.
#
# </details>

# %% folded=true
control = load_sweep("batch_normalization_control").values["without"][:, 0].mean(axis=-1)
at_keep = list(lab_sweep.axes["keep"]).index(0.9)
for i, batch in enumerate(lab_sweep.axes["batch_size"][:3]):
    by = [100 * lab_sweep.values[name][i, at_keep, 0].mean() for name in ("running", "own")]
    with_it = f"{by[0]:.0f} (running), {by[1]:.0f} (own)"
    print(f"batch {batch}: without {100 * control[i]:.0f} %, with {with_it}")

# %% [markdown]
# In pairs it is the batch norm that fails: without it the same 640 updates bring 76 %.

# %% [markdown] minutes=8 lesson=true ask="At which first spreads is the network without batch norm ahead? Then the map: who has the best cell on dev digits?" answers="Most say: at none. On dev they expect a wide lead of batch norm."
# ## 6 · Does it always win?
#
# K. Saito (*Deep Learning from Scratch*, 2016, chapter 6) trains the network of section 1 from 16 spreads of the first weights, all layers alike, at a rate of 0.01.

# %%
predict(
    "batch_normalization", "ahead",
    "Is the network without batch norm ahead at some of these spreads, after 20 epochs?",
    ["at none", "at the smallest", "at some of the larger ones"],
    answer="at some of the larger ones",
    because="Near its own good start it learns; batch norm is slow with large weights.",
)  # fmt: skip

# %% folded=true alt="Training accuracy over the spread of the first weights: with batch norm high over three decades, falling for large weights; without it only a narrow peak near 0.2 to 0.3, which stands above batch norm there. A dotted line: He's start without batch norm, at 85 percent."
scale_sweep = load_sweep("batch_normalization_scales")
final = 100 * scale_sweep.values["train_accuracy"][..., -1]
figure, ax = plots.new_figure(8, 3.2)
styles = (plots.DEV_POINTS, plots.TRAIN | {"marker": "o", "markersize": 5})
for k, label in enumerate(("without", "with batch norm")):
    plots.draw_band(ax, scale_sweep.axes["std"], final[:, k], label=label, **styles[k])
    book = {std: 100 * values[k] for std, values in runs.PUBLISHED.items()}
    marks = {"marker": "x+"[k], "linestyle": "none", "markersize": 10, "color": styles[k]["color"]}
    ax.plot(book.keys(), book.values(), **marks, label=f"book: {label}")
ax.axhline(first_scores["He's"][0][0], **plots.REFERENCE, label="He's, without (rate 0.01)")
ax.set(xscale="log", xlabel="std of the first weights", ylabel="training digits right (%)")
figure.legend(loc="outside right")
figure

# %% folded=true
print("  std    without: book  ours    with: book  ours   (ours: mean of 5 seeds, stored)")
for std, (book_without, book_with) in runs.PUBLISHED.items():
    place = np.abs(np.log(scale_sweep.axes["std"] / std)).argmin()
    ours = final[place].mean(axis=-1)
    print(f"{std:6g} {100 * book_without:14.1f} {ours[0]:5.0f}", end=" ")
    print(f"{100 * book_with:12.1f} {ours[1]:5.0f}")

# %% [markdown]
# The book's picture holds, and also the part of it that is seldom shown: at 0.29 and 0.16 the network without batch norm is ahead. That is one rate. Here are eight, in the smaller network: 9 spreads
# and He's start, five seeds a cell, stored.

# %% [markdown]
# **Task 4.** a) Where on the map does batch norm lose by more than 10 points, at which weights and which rates? b) Press *dev*: who has the best cell of the map, and by how much?
# And in He's column?

# %% folded=true alt="Three maps of accuracy over learning rate and start: without batch norm a small island of high accuracy and a part of He's column, with batch norm a broad area; in the difference a few cells favour the network without."
rate_sweep, he_sweep = load_sweep("batch_normalization_rates"), load_sweep("batch_normalization_he")
walk = rates_dashboard(rate_sweep, he_sweep)
walk

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# a) At large weights (0.3 and more) with small rates. Go up from there: at std 0.5 a rate of 0.3 will do. b) With batch norm, 89.4 against 87.4, which is in He's column; there it has 88.5. With
# one std for all layers the best without is 85.8.
#
# </details>

# %% folded=true
for words, sweep in (("one std for all", rate_sweep), ("He's start", he_sweep)):
    trained_there = 100 * sweep.values["train_accuracy"].mean(axis=-1).reshape(-1, 2)
    dev_there = 100 * sweep.values["dev_accuracy"].mean(axis=-1).reshape(-1, 2)
    without, with_norm = (trained_there > 90).sum(axis=0)
    print(f"{words}: cells above 90 % of training: {without} without, {with_norm} with,", end=" ")
    print("of", len(trained_there), end="; ")
    print(f"best dev {dev_there[:, 0].max():.1f} without, {dev_there[:, 1].max():.1f} with")
longer = 100 * load_sweep("batch_normalization_longer").values["dev_accuracy"].mean(axis=-1)
print(f"60 epochs, dev: without (He's, 0.2) {longer[0]:.1f};", end=" ")
print(f"with (std 0.01, 0.1) {longer[1]:.1f}, (He's, 1) {longer[2]:.1f}")
pairs = load_results("batch_normalization").outcomes["tolerance"]
for each in (pairs[0], pairs[-1]):
    told, rule, rates = each.numbers, each.conditions["rule"], each.conditions["rates"]
    print(
        f"above 90 % of training, of nine pairs of std and rate: {told['without']} without,",
        end=" ",
    )
    print(f"{told['with']} with ({rule}, rates {rates[0]:g} to {rates[-1]:g})")

# %% [markdown]
# The plain one is not done after 20 epochs: after 60 it has 88.5 against 89.7.
#
# So what is it good for? At this depth: *tolerance*, much more than accuracy. It eases a search (08). But *Adam* (05) forgives much by itself: of nine pairs the plain
# network learns in 6, with batch norm in all. With 19 layers it is more: the table after Task 1.

# %% [markdown] minutes=11 lesson=false ask="Weights before a batch norm, times 10: the gradient? And weight decay on them: smaller answers, simpler network?" answers="The gradient is guessed right by a few; nearly all say that decay makes the network simpler."
# ## 7 · Large weights, and weight decay
#
# Why does it lose with large weights? Multiply those before one batch norm by 10.

# %%
predict(
    "batch_normalization", "ten_times",
    "Weights before a batch norm, times 10. Their gradient is ...",
    ["10 times as large", "as before", "a tenth"], answer="a tenth",
    because="The outputs are the same, and a change of these weights counts a tenth as much.",
)  # fmt: skip

# %%
network = mlp(runs.SMALL, rng=np.random.default_rng(0), normalization=BatchNorm)
lengths, outputs = [], []
for factor in (1, 10):
    W = network["hidden 2"].W
    W *= factor
    outputs.append(network.forward(small_digits[0], training=True).copy())
    network.backward(cross_entropy(outputs[-1], small_digits[1])[1])
    gradient = network["hidden 2"].gradients["W"]
    lengths.append(np.linalg.norm(gradient))
cosine = (W * gradient).sum() / np.linalg.norm(W) / lengths[1]
print(f"outputs the same: {np.allclose(*outputs, atol=1e-2)}")
print(f"gradient: {lengths[1] / lengths[0]:.2f} times; orthogonal to W: {abs(cosine) < 1e-3}")

# %% [markdown]
# The outputs are *invariant to scale*. Weights ten times as long with a gradient of a tenth: relative to them, a step is a **hundredth**. What counts is lr / ‖W‖², the *effective learning rate* (T. van Laarhoven,
# 2017). Large first weights do not spoil the signal; they make the network slow.
#
# And the gradient is orthogonal (직교) to W: no first-order change of the loss lies along W, since its size does nothing. So a step of plain gradient descent without decay can only lengthen W, as in a right triangle, and the pace falls by itself.
#
# ### Weight decay
#
# Without batch norm, weight decay (가중치 감소) makes weights small, and the function with them (03). Here we shrink the weights before the batch norms by 0.5 % after every step.

# %%
predict(
    "batch_normalization", "decay",
    "Compared with no decay, this network ...",
    ["has smaller outputs", "learns as if its rate grew", "stays the same"],
    answer="learns as if its rate grew",
    because="The size does nothing to the outputs; smaller weights take larger relative steps.",
)  # fmt: skip

# %% [markdown]
# ### Exercise 5: the rate that does the same
#
# After `step` steps the shrinking weights are `shrink**step` times those of a network that does not shrink, and both give the same answers. Which learning rate must the same weights of the other one have in this step, to stay so?
#
# <details><summary>Hint</summary>
#
# The shrinking network: W = c U, with c = shrink**step. Its gradient is that of U, divided by c. Its step is lr times that gradient; in terms of U, divide by c once more.
#
# </details>


# %% exercise=4
def same_pace(lr, shrink, step):
    """Return the learning rate of a step, counted from 0, that replaces shrinking.

    >>> same_pace(0.1, 1.0, 7)
    0.1
    """
    # BEGIN SOLUTION
    return lr / shrink ** (2 * step)
    # END SOLUTION


# %%
check.same_pace(same_pace)

# %% folded=true alt="Left: the loss of three runs over 200 updates. The run whose weights shrink and the run whose rate grows lie on each other, below the run with neither. Right: the size of the weights falls to a third where they shrink, and stays where the rate grows."
pace = checks.yours_or_ours(same_pace, check.same_pace, check_answers.same_pace)
runs_of = {"neither": {}, "weights shrink": {"shrink": 0.995}}
runs_of[f"rate grows: {pace.whose}"] = {"shrink": 0.995, "rate": pace}
paces = {name: shrinking.paced(small_digits, lr=0.03, **how) for name, how in runs_of.items()}
looks = (plots.REFERENCE, plots.TRAIN | {"linewidth": 5, "alpha": 0.4}, plots.DEV)
figure, (left, right_panel) = plots.new_figure(10, 3, panels=2)
for (name, run), look in zip(paces.items(), looks, strict=True):
    left.plot(np.convolve(run.loss, np.ones(10) / 10, "valid"), **look, label=name)
    right_panel.plot(run.size, **look)
left.set(xlabel="updates", ylabel="loss, mean of 10 batches", ylim=(0, None))
right_panel.set(xlabel="updates", ylabel="size of layer 3's weights", ylim=(0, None))
left.legend()
figure

# %% folded=true
of_answers = [run.network.forward(small_digits[0]).argmax(axis=1) for run in paces.values()]
same = 100 * np.mean(of_answers[1] == of_answers[2])
unlike = 100 * np.mean(of_answers[1] == of_answers[0])
print(f"equal answers to 1000 digits: shrinking and growing {same:.0f} %,", end=" ")
print(f"shrinking and neither {unlike:.0f} %")
print(f"after 200 steps the rate is {pace(1.0, 0.995, 200):.1f} times what it was")

# %% [markdown]
# Weight decay before a batch norm is a learning rate that grows (Z. Li and S. Arora, 2020). It makes no simpler function; where it helps, it does so through the pace (G. Zhang et al., 2019). With decay the length of W settles where
# growth and shrinking balance, and there lr and lambda together set the pace. The output layer has no batch norm behind it; there decay is what it was.

# %% [markdown] minutes=9 lesson=true ask="A batch norm that is disturbed at random in every step: how many training digits, from a start where the plain network comes to 29 %?" answers="Most say: no more than the plain one."
# ## 8 · Why does it help?
#
# The paper's reason: the inputs of each layer keep changing while it learns, because the layers before it change, *internal covariate shift* (내부 공변량 변화; sometimes written *covariance* shift, a slip), and batch norm reduces it. Does it, and is that why?
#
# After S. Santurkar et al. (2018) we add a *disturbed* batch norm: in every training step each unit's output is stretched and pushed at random, so that the next layer never sees the same thing twice.

# %%
predict(
    "batch_normalization", "disturbed",
    "From std 0.1 at rate 0.1 the plain network comes to 29 %. With a disturbed batch norm?",
    ["10 %, a guess", "about 30 %, as the plain one", "above 90 %"], answer="above 90 %",
    because="It is disturbed in every step, and starts all the same. Look at other starts, too.",
)  # fmt: skip

# %% folded=true
contest = load_sweep("batch_normalization_contest")
starts = [f"std {start:g}" if start else "He's" for start in contest.axes["start"]]
kinds = list(KINDS)
print("% right: training / new (rate 0.1, 20 epochs, five seeds, stored)")
print(f"{'':12s}" + "".join(f"{start:>10}" for start in starts))
for k, kind in enumerate(kinds):
    both = [
        100 * contest.values[name][:, k, 0].mean(axis=-1)
        for name in ("train_accuracy", "dev_accuracy")
    ]
    print(
        f"{kind:12s}"
        + "".join(f"{here:>5.0f} / {new:.0f}" for here, new in zip(*both, strict=True))
    )
fast = 100 * contest.values["train_accuracy"][-1, :, 1].mean(axis=-1)
at_rate_1 = ", ".join(f"{kind} {score:.0f}" for kind, score in zip(kinds, fast, strict=True))
print(f"He's start at rate 1, training: {at_rate_1}")

# %% [markdown]
# It starts where the plain one hardly does (with twice the updates that one starts, too). From std 0.1 and from He's start it gets fewer *training* digits right than batch norm; on new digits it does not lose (86 against 85).
# At 0.2 and 0.3 disturbance costs more than batch norm gives.
#
# Now the shift, at the third dense layer: how far the inputs *of each image* move in ten steps, in std (their mean over the images would be held by scale and shift); and how much its *gradient* changes when the layers before it take their step.

# %% folded=true
stored = load_sweep("batch_normalization_shift")
shown_rows = {f"{kind}, He's": (1, k) for k, kind in enumerate(SHIFTED)}
shown_rows["without, std 0.1"] = (0, 0)
print(f"(means of 3 seeds)           inputs move{'':12s}gradient changes")
print(f"{'rate':26s}" + 2 * f"{'0.01':>8s}{'0.1':>8s}{'':6s}")
for words, (i, k) in shown_rows.items():
    columns = [stored.values[name][i, :, k].mean(axis=-1) for name in ("moved", "turned")]
    print(f"{words:26s}" + "".join(f"{low:8.2f}{high:8.2f}{'':6s}" for low, high in columns))
for k, kind in enumerate(kinds[:2]):
    anew = stored.values["redrawn"][1, :, k].mean(axis=-1)
    print(f"{'all below drawn anew, ' + kind:34s}{anew[0]:.2f}{anew[1]:8.2f}")

# %% [markdown]
# At 0.1 batch norm makes both smaller. At 0.01 the gradient changes *more* with it (0.06 against 0.03): it is the plain network's large steps that shake its gradient.
#
# Of the disturbed one's 1.3 nearly all is the noise itself; what its layers' steps do is 0.13. It never sees the same twice, and starts; the gradient that changes least of all at 0.1 is that of the plain network from std 0.1, which hardly learns (29 %). Stillness is not what lets it start.
#
# **Another reason** (Santurkar; J. Bjorck et al., 2018): gradient descent trusts the gradient for the length of a step. How far can it? Is the loss higher one step and four steps ahead along the gradient? From He's start, 20 looks along a run:

# %% folded=true
ahead = load_sweep("batch_normalization_ahead")
print("loss higher ahead, of 20 looks:      one step    four steps")
for i, lr in enumerate(ahead.axes["lr"]):
    for k, kind in enumerate(kinds[:2]):
        along = ahead.values["along"][i, k]
        higher = (along > 0).sum(axis=0)
        told = f"{higher[0]:20d} {higher[1]:13d}" if np.isfinite(along[0]).all() else " diverged"
        print(f"rate {lr:4g}, {kind:10s} {told}")

# %% [markdown]
# At 0.01 there is no difference. At 0.1 the plain gradient is good for *one* step, which is why it learns, and not for four; with batch norm it is good for four. So larger steps are safe: that fits the map. The limit is moved, not gone: see rate 3.
# And at rate 1 the disturbed one learns 98 %, the plain one 11 %: large rates are not made safe by stillness either. One mechanism you know: too large a step lengthens W, and the pace falls (S. Arora et al., 2019). Whether it is the whole reason is argued about.
#
# "It makes larger steps safe" is a measurement; "it reduces covariate shift" is true here at large rates, and does not explain it.

# %% [markdown] minutes=3 lesson=true ask="Back to the two questions: the company, and what it is good for." answers="In training yes, in inference no; tolerance of starts and rates, and depth."
# ## What remains
#
# In training the answer depends on the company, in inference not. And with a good start batch norm is good for tolerance and depth.
#
# * In training every unit is standardized over the batch, then scaled and shifted by what it has learned; in
#   inference running averages take the batch's place, and all of it folds into the layer before. <!-- definition -->
# * Five to eight ReLU layers with weights of std 0.01 stay at a guess for 20 epochs of gradient descent without
#   batch norm, and learn nearly all training digits with it.
# * From He's start five layers learn without batch norm, too: each at its best rate, the two end within 5
#   points of each other on other digits (batch norm from 1 behind to 4 ahead after 200 updates, level after 400).
# * With 19 layers from He's start the network with batch norm is ahead on other digits after 200 updates, each
#   at the best of three rates.

# %% [markdown]
# * The gradient by what enters a batch norm has lost two parts: over the batch it sums to 0, and so does it
#   times x_hat (as long as the batch spreads more than eps).
# * Weights before a batch norm that are all multiplied by one number give the same answers in training mode;
#   their gradient is divided by it, and is orthogonal to them (unless they are so small that eps counts).
# * To shrink the weights before batch norms after every step does to the answers what a learning rate does that
#   grows by 1 / shrink^2 a step (as long as that rate can train).

# %% [markdown]
# * From large weights at a small rate batch norm learns more slowly: from std 0.3 at a rate of 0.01 the network
#   without it has more of the training digits right after 20 epochs.
# * Batch norm forgives in gradient descent: of nine pairs of a std (0.01, 0.1, 0.5) and a rate (0.03, 0.1, 0.3;
#   with momentum a tenth) at least twice as many bring 90 % of the training digits as without.
# * In training mode, by the statistics of batches of 8, a network with batch norm gets fewer new digits right
#   than by its running averages (not by those of batches of 128).

# %% [markdown]
# * In 200 updates a batch norm whose outputs are stretched and pushed at random in every step starts from
#   weights that are too small for the network without (std 0.1, five layers of 50 units or more layers); and it
#   gets fewer training digits right than an undisturbed one.
# * At a rate of 0.1 the loss four steps ahead along the gradient is higher at most looks without batch norm,
#   and lower with it (not one step ahead, and not at a rate of 0.01).
# * At a rate of 0.1 from He's start a layer deep inside is stiller with batch norm: its inputs move less for each
#   image, and its gradient changes less when the layers before it take their step (not at a rate of 0.01, where its
#   gradient changes more).

# %% [markdown]
# *Teach it back:* explain to someone, in five sentences and without a formula, what the layer does on Monday (training) and on Tuesday (use).

# %% tags=["nbval-ignore-output"]
print(how_right("batch_normalization"))

# %% [markdown] minutes=2 lesson=false
# ## How far this holds
#
# Each sentence was tried again with other seeds, other digits, depths, widths, rates and budgets. A mark is one of these conditions; a cross is one that the sentence excludes.

# %%
claims_table("batch_normalization")

# %%
again("batch_normalization", "size")

# %% [markdown]
# **What people get wrong**
#
# * They forget the switch to inference.
# * They take mean and variance for constants on the way back.
# * They compare it with a start that does not train, and not with a good one.
# * They believe that it makes the values normal, or that it always wins.
# * They expect weight decay before it to make the function simpler.
#
# **Exercises here:** 1 forward · 2 derive backward · 3 running averages · 4 folding · 5 the rate that does what decay does
#
# In 07b: batch norm for images (a mean for each channel, over all positions), *layer norm*, the norm of transformers, which needs no batch, small batches, and whether it regularizes.

# %% [markdown]
# **References**
#
# * S. Ioffe, C. Szegedy (2015), *Batch normalization: accelerating deep network training by reducing internal covariate shift*, ICML.
# * T. van Laarhoven (2017), *L2 regularization versus batch and weight normalization*.
# * S. Santurkar, D. Tsipras, A. Ilyas, A. Madry (2018), *How does batch normalization help optimization?*, NeurIPS.
# * J. Bjorck, C. Gomes, B. Selman, K. Weinberger (2018), *Understanding batch normalization*, NeurIPS.
# * S. Arora, Z. Li, K. Lyu (2019), *Theoretical analysis of auto rate-tuning by batch normalization*, ICLR.
# * G. Yang, J. Pennington, V. Rao, J. Sohl-Dickstein, S. Schoenholz (2019), *A mean field theory of batch normalization*, ICLR.
# * G. Zhang, C. Wang, B. Xu, R. Grosse (2019), *Three mechanisms of weight decay regularization*, ICLR.
# * Z. Li, S. Arora (2020), *An exponential learning rate schedule for deep learning*, ICLR.
# * K. Saito (2016), *Deep Learning from Scratch*, chapter 6: the sixteen spreads.
#
# The next notebook is 07b, or 08, hyperparameter search.
