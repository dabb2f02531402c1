# ---
# jupyter:
#   course:
#     title: Batch normalization
#     question: Why does it train so easily, and fail so oddly later?
#     about: the algorithm line by line, training and inference, where it wins and loses, its relatives
#     needs: ["04"]
#     minutes: 75
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 07 · Batch normalization (배치 정규화)
#
# **A layer that gives every unit mean 0 and standard deviation 1, batch by batch: how it is computed, what
# it does in inference, and where it helps or harms.**
#
# After this notebook you can
#
# * write batch norm forward and backward from memory, and its running averages,
# * say what changes between training and inference, and recognise a forgotten switch,
# * name settings in which batch norm loses, and say why.
#
# Time: 75 minutes, with exercises 1 to 4. You need: notebook 04 (why deep networks do not start), gradient
# descent, backpropagation.

# %% [markdown]
# **Two questions first.** Write your answers on a piece of paper; you will need them at the end.
#
# 1. A network with batch norm looks at a photograph. Can its answer depend on which other photographs
#    are in the same batch?
# 2. A lecture says: with batch norm a network learns fast, whatever its first weights are. Is it, then, always
#    at least as good to have it as not?

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

from course_lib import engine, plots
from course_lib.chapters.batch_normalization import check, laboratory, runs, surface
from course_lib.chapters.batch_normalization.laboratory_dashboard import laboratory_dashboard
from course_lib.chapters.batch_normalization.rates_dashboard import rates_dashboard
from course_lib.chapters.batch_normalization.stepper_dashboard import stepper_dashboard
from course_lib.datasets import load_sweep
from course_lib.engine import BatchNorm, GradientDescent, Optimizer, cross_entropy, fit, mlp, trace

# %% [markdown]
# ## 1 · A network that does not start
#
# 1000 digits, five hidden layers of 100 units, 20 passes over the data (epochs, 에포크) of plain gradient
# descent on batches of 100. The weights start small: standard deviation 0.01, which sounds reasonable.
#
# **Predict first.** How many percent of its 1000 training digits does it get right at the end?

# %%
digits = runs.load_digits()
sizes = [784, 100, 100, 100, 100, 100, 10]
recipe = {"epochs": 20, "batch_size": 100, "sampling": "replacement", "every": 20}
rng = np.random.default_rng(0)
plain = mlp(sizes, rng=rng, initializer=engine.normal(0.01))
fit(plain, cross_entropy, Optimizer(GradientDescent(), lr=0.01), digits, rng=rng, **recipe)
print(f"training accuracy: {100 * engine.evaluate(plain, cross_entropy, digits)[1]:.0f} %")
said = np.unique(plain.forward(digits[0]).argmax(axis=1))
print(f"different answers to 1000 digits: {len(said)}")

# %% [markdown]
# It gives the same answer to every digit. What arrives in its layers? `trace` sends the
# digits through a fresh network, forward and back.

# %% alt="On a log scale the standard deviation of the outputs falls tenfold from layer to layer, and so does that of the gradient on its way back."
fresh = mlp(sizes, rng=np.random.default_rng(0), initializer=engine.normal(0.01))
inside = trace(fresh, cross_entropy, digits)
dense = [f"hidden {k}" for k in range(1, 6)]
figure, ax = plots.new_figure(7, 3)
plots.draw_spread(
    ax,
    dense,
    [inside.outputs[name].std() for name in dense],
    [inside.gradients[name].std() for name in dense],
)
ax.set_ylim(1e-12, 10)
ax.legend(loc="lower right")
figure

# %% [markdown]
# Each layer passes on less than a tenth of what it gets, forward and backward. After five layers one digit looks like the
# other. Notebook 04 chooses the first weights so that this does not happen.
#
# *Batch normalization* (Ioffe and Szegedy, 2015), batch norm for short, takes another way: in each layer, measure the mean and
# the spread of every unit over the batch; subtract the one, divide by the other. That is what one has always done with the
# *inputs* of a network (standardization, 표준화), now between the layers
# (four ways to scale inputs stand under "Going further"). We put it between each dense layer and its ReLU, and
# start from the same weights.
#
# **Predict first.** And now, how many percent?

# %%
rng = np.random.default_rng(0)
normed = mlp(sizes, rng=rng, initializer=engine.normal(0.01), normalization=BatchNorm)
fit(normed, cross_entropy, Optimizer(GradientDescent(), lr=0.01), digits, rng=rng, **recipe)
print(f"training accuracy: {100 * engine.evaluate(normed, cross_entropy, digits)[1]:.0f} %")

# %% [markdown]
# From "nothing" to "all of them", with one kind of layer more. The rest of this notebook asks what that layer does, what it
# costs, and what it does not do.

# %% [markdown]
# ## 2 · The algorithm, one line a cell
#
# Four examples (rows) of two features (columns). Each feature is treated by itself, over the examples of the batch.

# %%
x = np.array([[3.0, 2.7], [9.0, 1.9], [11.0, 1.3], [17.0, 2.1]])
m = len(x)

# %%
mean = x.sum(axis=0) / m
print(mean)

# %%
variance = ((x - mean) ** 2).sum(axis=0) / m
print(variance)

# %%
x_hat = (x - mean) / np.sqrt(variance + 1e-5)
print(x_hat.round(2))

# %% [markdown]
# Feature 1 ran from 3 to 17, feature 2 from 1.3 to 2.7; now both run from -1.4 to 1.4. What stays is which example is above the
# others, and by how much. (`1e-5`, called eps, keeps the division safe where all examples are equal.)
#
# **Predict first.** Keep only the first two of the four examples. What will their x_hat be?

# %%
pair = x[:2]
print(((pair - pair.mean(axis=0)) / np.sqrt(pair.var(axis=0) + 1e-5)).round(2))

# %% [markdown]
# +1 and -1, for both features, and so for *any* two examples: how far they lie apart is gone. Remember it when batches are small.
#
# The last line gives the network a way back. Every unit has a `scale` and a `shift`, *learned* like weights; the papers call them
# gamma and beta, and so does `layer.gamma`. They start at 1 and 0:
#
# $$y = \text{scale}\cdot\hat x + \text{shift}$$

# %%
scale, shift = np.sqrt(variance + 1e-5), mean
y = scale * x_hat + shift
print(f"largest distance from x: {np.abs(y - x).max():.1g}")

# %% [markdown]
# With scale = standard deviation and shift = mean, the layer gives x back: what a network could represent without batch norm,
# it can represent with it.

# %% [markdown]
# ### Turn the knobs

# %% [markdown]
# **Task 1.** Step through the lines. a) From which line on do the two features look alike? b) In line 4: which
# scale and shift give feature 1 back exactly as it came? c) Add b = 10 to feature 1. Which of the numbers in
# the table change?

# %% alt="Four examples of two features on number lines, the lines of the algorithm with an arrow at the present one, and the table that they fill in."
stepper = stepper_dashboard()
stepper

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# a) From line 3 on. b) Scale 5 and shift 10, the feature's own standard deviation and mean. c) Only x and its mean.
# x_hat and y do not change: the mean takes b away again. So a bias in the dense layer before batch norm does nothing; the
# shift does its work, and many networks leave that bias out.
#
# </details>

# %% [markdown]
# ### Exercise 1: batch norm in training
#
# <details><summary>Hint</summary>
#
# Four lines, those above. `np.var` divides by m, as we want it here. Which axis are the examples on?
#
# </details>


# %%
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

# %% [markdown]
# ### "It makes the values normally distributed"
#
# So two of the lectures have it. Take a feature that is far from a normal distribution: most values small, a few large.
#
# **Predict first.** Of a standard normal variable, 0.1 % lie above 3, and just as many below -3. And of this one, after batch norm?

# %%
rng = np.random.default_rng(0)
skewed = rng.exponential(size=(100_000, 1))
skewed_hat = (skewed - skewed.mean()) / skewed.std()
print(f"above 3: {100 * np.mean(skewed_hat > 3):.1f} %, below -1: {np.sum(skewed_hat < -1)} values")

# %% [markdown]
# Batch norm sets mean and variance. The shape stays: it is a shift and a stretch, no more. And then scale and shift move mean and
# variance again, and ReLU cuts off all that is negative: "zero-mean in every layer" holds in one place only.

# %% [markdown]
# ## 3 · The way back
#
# Let g be the gradient of the loss by x_hat. Each x moves its own x_hat, and, through mean and variance, those of *all other
# examples*.
#
# **Predict first.** Suppose the loss wants all examples of a unit moved the same way: g is 1 everywhere. What is the gradient by x?

# %%
layer = engine.Network([BatchNorm(2)], rng=np.random.default_rng(0))
layer.forward(x, training=True)
for name, g in (("the same for all", np.ones((4, 2))), ("in proportion to x_hat", x_hat)):
    grad_x = layer.backward(g, input_gradient=True)
    print(f"g {name}: largest gradient by x {np.abs(grad_x).max():.3f}")

# %% [markdown]
# Zero, for both (but for `eps`): moving all examples together changes nothing (the mean takes it away), nor does stretching
# them (the variance takes it away). What is left of g has lost these two parts:
#
# $$\frac{\partial\,\text{loss}}{\partial x} = \frac{1}{\text{std}}\Big(g - \text{mean}(g) - \hat x\cdot\text{mean}(g\,\hat x)\Big)
# \qquad g = \frac{\partial\,\text{loss}}{\partial y}\cdot\text{scale}$$
#
# The first term is x's own way; the second goes through the mean, the third through the variance.
#
# <details><summary>Where it comes from</summary>
#
# One feature, $\hat x_i = (x_i - \mu)/s$ with $s = \sqrt{v + \varepsilon}$. Since $\partial\mu/\partial x_j = 1/m$ and
# $\partial v/\partial x_j = 2(x_j - \mu)/m$, also $\partial s/\partial x_j = (x_j - \mu)/(m s) = \hat x_j/m$. Hence
# $\partial\hat x_i/\partial x_j = \frac1s\big([i = j] - \frac1m - \frac{\hat x_i \hat x_j}{m}\big)$. Multiply by $g_i$ and add
# up over $i$.
#
# </details>

# %% [markdown]
# ### Exercise 2: backward
#
# `grad_y` is the gradient of the loss by y; `std` is $\sqrt{\text{variance} + \varepsilon}$. Return the gradients by x, scale and shift.
#
# <details><summary>Hint</summary>
#
# First `g = grad_y * scale`; the means are over the batch. Every example's y contains the same scale and shift: their
# gradients add up over the examples.
#
# </details>


# %%
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
# ### A check that cannot fail
#
# Whoever writes a backward pass checks it against differences of the loss (notebook 01). Here is one with a bug: the way through the
# variance is missing. A well-known implementation was once checked on a batch of *one* example.
#
# **Predict first.** Does the check find the bug there? And on a batch of eight?


# %%
class Buggy(BatchNorm):
    def backward(self, grad_y, *, input_gradient=True):
        super().backward(grad_y)  # scale and shift are right
        g = grad_y * self.gamma
        return (g - g.mean(axis=-2, keepdims=True)) / self._saved.std


# %%
for rows in (1, 8):
    suspect = mlp([784, 20, 10], rng=np.random.default_rng(0), normalization=Buggy)
    some = digits[0][:rows], digits[1][:rows]
    with warnings.catch_warnings(action="ignore"):  # the engine warns of a batch of one
        report = engine.check_gradients(suspect, cross_entropy, some, rng=np.random.default_rng(1))
    verdict = "nothing found" if report.error < 1e-6 else "wrong"
    print(f"batch of {rows}: {verdict}")

# %% [markdown]
# In a batch of one, x is its own mean: x_hat is 0, whatever x is. The missing term is multiplied by x_hat. A check must be made where
# the term in question matters.

# %% [markdown]
# ## 4 · One digit at a time
#
# In training, mean and variance are those of the batch. What if one forgets to change that when the network is used? Take one
# digit and put it into 300 batches, each with nine other digits.
#
# **Predict first.** The network from section 1 gets all its training digits right. How sure is it of this one, in the 300 batches?

# %%
rng = np.random.default_rng(0)
x_digits, labels = digits
forgetful = normed.copy()  # training mode moves the running averages, too: keep the original
in_company = []
for _ in range(300):
    others = rng.choice(np.arange(1, 1000), 9, replace=False)
    company = np.concatenate([x_digits[:1], x_digits[others]])
    in_company.append(engine.softmax(forgetful.forward(company, training=True))[0])
right = np.array(in_company)[:, labels[0]]
print(f"probability of its true label: from {right.min():.1f} to {right.max():.1f}")
print(f"other answers: in about {100 * np.mean(np.argmax(in_company, 1) != labels[0]):.0f} %")

# %% alt="Histogram of the probability of the true label of one digit in 300 batches: it spreads from near 0 to near 1; a dotted line marks the single value of inference."
inference = engine.softmax(normed.forward(x_digits[:1]))[0, labels[0]]
figure, ax = plots.new_figure(7, 2.6)
ax.hist(right, bins=np.linspace(0, 1, 26), color=plots.BLUE, label="in 300 batches")
ax.axvline(inference, **plots.REFERENCE, linewidth=2, label="in inference")
ax.set(xlabel="probability of the true label, one and the same digit", ylabel="batches")
ax.legend(loc="upper left")
figure

# %% [markdown]
# The same digit, the same weights: the answer depends on the company. A photograph should not look different because
# of its neighbours in a queue. One lecture's listing does just that: it never calls `model.eval()`, PyTorch's switch from training mode to
# inference (추론). In this course the mode is an argument, `training=True`, and inference is the default.
#
# **Predict first.** The same mistake, with one digit alone. Which digits does it answer?

# %%
with warnings.catch_warnings(action="ignore"):
    alone = [forgetful.forward(x_digits[i : i + 1], training=True) for i in range(100)]
print(f"different answers to 100 digits: {len({int(scores.argmax()) for scores in alone})}")

# %% [markdown]
# ### Running averages
#
# One answer to all: alone, every x_hat is 0, and nothing of the digit is left.
#
# So in inference the layer needs a mean and a variance that do not depend on the batch. It collects them in training, as
# exponentially weighted averages (지수 가중 평균):
#
# $$\text{running mean} \leftarrow \text{keep}\cdot\text{running mean} + (1 - \text{keep})\cdot\text{mean}$$
# $$\text{running variance} \leftarrow \text{keep}\cdot\text{running variance} + (1 - \text{keep})\cdot\text{variance}\cdot\tfrac{m}{m-1}$$
#
# (Keras calls `keep` *momentum*; PyTorch calls $1 - $ `keep` *momentum*. Hence the plain word here.)
#
# One lecture averages the standard deviations instead, without $m/(m-1)$. Does it matter?
#
# **Predict first.** Draw many batches of m = 8 from a distribution whose standard deviation is 1. What is the average of their
# standard deviations: 1, more, or less?

# %%
rng = np.random.default_rng(0)
eights = rng.standard_normal((200_000, 8))
print(f"root of the mean of variance * 8/7: {np.sqrt(eights.var(axis=1).mean() * 8 / 7):.2f}")
print(f"root of the mean of variance:       {np.sqrt(eights.var(axis=1).mean()):.2f}")
print(f"mean of the standard deviation:     {eights.std(axis=1).mean():.2f}")

# %% [markdown]
# The lecture's way divides by a number that is a tenth too small at m = 8; at m = 100 nobody would notice. *Choices differ here:* the paper and PyTorch
# use $m/(m-1)$, other code does not. For m = 1 it is not defined; our layer then leaves its averages alone.
#
# ### Exercise 3: the running averages
#
# <details><summary>Hint</summary>
#
# `batch.var(axis=0, ddof=1)` divides by m - 1. What if the batch has one row?
#
# </details>


# %%
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
# (The paper takes one more pass over the training data instead: see "Going further".)
#
# ### It folds away
#
# In inference all of it is fixed: subtract a number, divide by a number, multiply, add. The dense layer before it also multiplies and adds.
#
# ### Exercise 4: fold
#
# Give new W and b, so that `x @ W + b` alone does what dense layer and batch norm did together in inference; `mean` and `variance` are the running ones.
#
# <details><summary>Hint</summary>
#
# Call `factor = scale / sqrt(variance + eps)`, one number for each unit. Put `x @ W + b` into
# `factor * (... - mean) + shift` and sort the terms. W has the shape (inputs, units).
#
# </details>


# %%
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

# %%
folded = engine.fold(normed)
apart = np.abs(folded.forward(x_digits) - normed.forward(x_digits)).max()
print(f"layers: {len(normed.layers)} before, {len(folded.layers)} after folding")
print(f"outputs agree: {apart < 1e-9}")

# %% [markdown]
# A network that is done pays nothing for its batch norms.

# %% [markdown]
# ### The laboratory
#
# Networks with two hidden layers of 50 units, trained on 1000 digits of 14 x 14 pixels, 5 epochs, with batches of 2 to 128. Judged on 2000 new digits,
# by three sets of statistics: the **running** averages, each batch's **own** (as in training), or **anew**: estimated from
# the new images themselves, without their labels. 35 networks, five seeds each, stored.
#
# *Haze* mixes grey into the new digits only. Training and new images are then no longer drawn alike, though a 3 is still a 3: *covariate shift* (공변량 변화).
#
# **Predict first.** With batches of 8: which is better on new digits, the running averages or each batch's own?

# %% [markdown]
# **Task 2.** a) Haze 0, keep 0.9: find the smallest batch for which inference (running) is within one point of
# training mode (own). Which of the two is better below it? b) Batch 128: which keep ruins inference, and what
# do the last numbers below the picture say about it? c) Batch 32, haze 0.4: which statistics do not mind the
# haze, and what does it take to use them?

# %% alt="Left: accuracy on new digits over batch size; running averages lie above each batch's own for small batches, both meet at 64. Right: over haze, all three are level without haze, and only running averages fall with it."
lab_sweep = load_sweep("batch_normalization_laboratory")
lab = laboratory_dashboard(lab_sweep)
lab

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# a) 64. Below it, inference is *better* than the mode in which the network was trained: a batch of 8 is a noisy ruler, and the running averages are a
# steady one. (And in batches of 2, where x_hat is +1 or -1, hardly anything is learned.) b) 0.99 and 0.999: 40 updates are too few for them, they still contain their start, mean 0 and variance 1; the running
# std is more than twice the true one. c) *Own* and *anew* do not mind at all, to the digit. But they need a whole batch of hazy images.
#
# Why not at all? Haze multiplies every pixel by one number and adds another. The dense layer turns that into a stretch and a shift of each unit, and
# those are what batch norm takes away. One lecture says that with batch norm only the relative positions of the data count. For the batch's own statistics, and for
# changes of this kind, that is so.
#
# </details>
#
# Stored results are only as good as their repetition. One point again, trained now:

# %%
again = laboratory.trained_members(32, keeps=[0.9], seeds=[0])
new_digits = runs.load_digits(2000, 1000, halved=True)
now = laboratory.scores(again, new_digits, 32)["running"][0]
stored = lab_sweep.at(batch_size=32, keep=0.9, haze=0, seed=0)["running"]
print(
    f"stored {100 * stored:.0f} %, trained now within one point of it: {abs(now - stored) < 0.01}"
)

# %% [markdown]
# ## 5 · Does it always win?
#
# The lectures took their pictures from a book (K. Saito, *Deep Learning from Scratch*, chapter 6). It trains the network of section 1
# from 16 spreads of the first weights, from 1 down to 0.0001, at learning rate 0.01, with batch norm and without.
#
# **Predict first.** At which spreads is the network *without* batch norm ahead after 20 epochs?

# %% alt="Training accuracy over the spread of the first weights: with batch norm high over three decades, falling for large weights; without it only a narrow peak near 0.2 to 0.3, which stands above batch norm there."
scale_sweep = load_sweep("batch_normalization_scales")
final = 100 * scale_sweep.values["train_accuracy"][..., -1]
figure, ax = plots.new_figure(8, 3.4)
styles = (plots.DEV_POINTS, plots.TRAIN | {"marker": "o", "markersize": 5})
for k, label in enumerate(("without", "with batch norm")):
    plots.draw_band(ax, scale_sweep.axes["std"], final[:, k], label=label, **styles[k])
    book = {std: 100 * values[k] for std, values in runs.PUBLISHED.items()}
    marks = {"marker": "x+"[k], "linestyle": "none", "markersize": 10, "color": styles[k]["color"]}
    ax.plot(book.keys(), book.values(), **marks, label=f"book: {label}")
ax.set(
    xscale="log", xlabel="standard deviation of the first weights", ylabel="training accuracy (%)"
)
figure.legend(loc="outside right")
figure

# %%
print("  std    without: book  ours    with: book  ours   (ours: mean of 5 seeds, stored)")
for std, (book_without, book_with) in runs.PUBLISHED.items():
    place = np.abs(np.log(scale_sweep.axes["std"] / std)).argmin()
    ours = final[place].mean(axis=-1)
    print(
        f"{std:6g} {100 * book_without:14.0f} {ours[0]:5.0f} {100 * book_with:12.0f} {ours[1]:5.0f}"
    )

# %% [markdown]
# The book's picture holds, and also the part of it that the lectures leave out: at 0.29 and 0.16 the network without batch norm is
# ahead. (The book shows single runs.) One of these spreads again, trained now:

# %%
std = scale_sweep.axes["std"][2]
for name, setting in zip(("without", "with"), runs.with_and_without(std=std), strict=True):
    network, curve = runs.train_digits(setting, digits, seeds=[0])
    k = int(name == "with")
    near = abs(100 * curve[-1, 0] - final[2, k, 0]) < 2
    print(f"std {std:.2f}, {name:7s}: stored {final[2, k, 0]:.0f} %, within two points: {near}")

# %% [markdown]
# Why does it lose there? Multiply the weights before a batch norm by 10.
#
# **Predict first.** By what factor does the output change? And the gradient of these weights?

# %%
small, large = (mlp(sizes, rng=np.random.default_rng(0), normalization=BatchNorm) for _ in range(2))
large["hidden 2"].W[...] *= 10
seen = [trace(network, cross_entropy, digits) for network in (small, large)]
outputs = [inside.outputs["output"] for inside in seen]
same = np.allclose(*outputs, rtol=1e-3, atol=1e-3)
print(f"outputs the same to a thousandth: {same}")

# %%
lengths = []
for network in (small, large):
    _, grad = cross_entropy(network.forward(x_digits, training=True), labels)
    network.backward(grad)
    lengths.append(np.linalg.norm(network["hidden 2"].gradients["W"]))
print(f"gradient of the larger weights: {lengths[1] / lengths[0]:.2f} times that of the smaller")

# %% [markdown]
# The output does not change: batch norm divides the 10 away. So the *size* of the weights means nothing any more. But the gradient is a
# tenth, and the weights it must move are ten times as long: relative to them, a step is a **hundredth**. Large first weights do
# not spoil the signal; they make the network slow.

# %% [markdown]
# ### The map
#
# Learning rate by spread, 14 x 14 pixels, five hidden layers of 50, 20 epochs, five seeds a cell: 720 runs, stored.
#
# **Predict first.** The picture above is much like one row of this map, that of learning rate 0.01. Where will batch norm lose more: above
# that row, at larger rates, or below it?

# %% [markdown]
# **Task 3.** a) Find a cell in which batch norm loses by more than 10 points. b) From there, which way must the
# learning rate go so that batch norm reaches 95 %? c) At std 0.2: with how many of the learning rates does each
# of the two reach 90 %? d) At std 0.2 and learning rate 0.1: is batch norm ahead on the dev digits, too?

# %% alt="Three maps of accuracy over learning rate and spread of the weights: without batch norm a small island of high accuracy, with batch norm a broad area; in the difference a few cells favour the network without."
rate_sweep = load_sweep("batch_normalization_rates")
walk = rates_dashboard(rate_sweep)
walk

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# a) For instance std 0.5 with learning rate 0.003, or 0.3 with 0.001. All lie at large weights and small rates. b) Up: at std 0.5, 0.3 will do. c) Two
# and four. At std 0.2, which is He's choice for 50 units, both can learn all of it; batch norm forgives more. d) No: there the network without
# is ahead on new digits, by two points. It learned fewer training digits, and more about digits.
#
# </details>
#
# One cell again, trained now (all five seeds):

# %%
for k, setting in enumerate(runs.with_and_without(std=0.3, lr=0.001, sizes=runs.SMALL)):
    _, curve_now = runs.train_digits(setting, runs.load_digits(halved=True), seeds=range(5))
    was = 100 * rate_sweep.values["train_accuracy"][6, 0, k].mean()
    close = abs(100 * curve_now[-1].mean() - was) < 2
    print(f"{('without', 'with')[k]:8s} stored {was:.0f} %, within two points: {close}")

# %% [markdown]
# ## 6 · Why does it help?
#
# The paper's reason: while a network learns, the inputs of each layer keep changing, because the layers before it change. The authors call this
# *internal covariate shift* (내부 공변량 변화; two of the lectures write *covariance* shift, a slip), and batch norm reduces it. Does it, and is that why it helps?
#
# Three networks: without, with, and with a batch norm that is *disturbed*: in every training step each unit's output is stretched and pushed at random,
# so that the next layer never sees the same thing twice. (After Santurkar et al., 2018.)
#
# **Predict first.** Put the three in order, by training accuracy.

# %%
small_digits = runs.load_digits(halved=True)
kinds = {"without": None, "batch norm": BatchNorm, "disturbed": surface.NoisyBatchNorm}
for name, kind in kinds.items():
    setting = runs.Recipe(std=0.1, lr=0.1, normalization=kind, sizes=runs.SMALL)
    moved = surface.watch(setting, small_digits, every=20).moved.mean(axis=0)
    reached = 100 * runs.train_digits(setting, small_digits, seeds=range(5))[1][-1]
    print(f"{name:10s} inputs of layers 1, 3, 5 move by", end=" ")
    print(f"{moved[0]:.1f}, {moved[2]:.1f}, {moved[4]:.1f} std;", end=" ")
    print(f"accuracy about {5 * round(reached.mean() / 5):.0f} %")

# %% [markdown]
# (How far each unit's mean input moves in 20 steps, in its standard deviations.) Batch norm does hold the inputs still. But the disturbed network,
# whose inputs move more than those of any other, learns almost as well; and the one without, whose inputs move less than
# that, learns little. The shift cannot be the whole story.
#
# **Another reason.** Gradient descent trusts the gradient for the length of a step. How far is it to be trusted? Look ahead along
# the gradient, four steps far: does the loss fall, and is the gradient there still the same? At std 0.2, where both networks learn:

# %%
seen_along = {
    name: surface.watch(
        runs.Recipe(std=0.2, lr=0.1, normalization=kinds[name], sizes=runs.SMALL),
        small_digits,
        every=10,
    )
    for name in ("without", "batch norm")
}

# %% alt="Left: the change of the loss four steps ahead, far above zero without batch norm, always below zero with it. Right: the gradient there differs from the present one by several times its length without batch norm, by less than its length with it."
figure, (left, right_panel) = plots.new_figure(panels=2)
looks = {"without": plots.DEV, "batch norm": plots.TRAIN}
for name, seen_there in seen_along.items():
    left.plot(seen_there.steps, seen_there.along[:, -1], **looks[name], label=name)
    right_panel.plot(seen_there.steps, seen_there.turned[:, -1], **looks[name], label=name)
left.axhline(0, **plots.REFERENCE)
left.set_yscale("symlog", linthresh=0.1)
left.set(xlabel="step", ylabel="loss four steps ahead - here")
right_panel.set(xlabel="step", ylabel="change of the gradient / its length", yscale="log")
right_panel.legend()
figure

# %%
for name, seen_there in seen_along.items():
    higher = np.sum(seen_there.along[:, -1] > 0)
    turned = np.sum(seen_there.turned[:, -1] > 1)
    print(f"{name:10s} of {len(seen_there.steps)} looks: loss higher in {higher},", end=" ")
    print(f"gradient changed by more than its length in {turned}")

# %% [markdown]
# With batch norm the loss is lower even four steps ahead; without, it is nearly always *higher* there, and the gradient has
# nothing to do with the one here. The surface is smoother: larger steps are safe. That fits the map, where batch norm allows larger learning rates.
#
# Why it is smoother is still argued about. "It makes larger steps safe" is a measurement; "it reduces covariate shift" is an explanation that did not hold.

# %% [markdown]
# ## What remains
#
# Take your paper. Would you answer the two questions differently now?
#
# * In training every unit is standardized over the batch, then scaled and shifted by what it has learned.
# * So in training an answer depends on the company; inference uses running averages, and folds into the layer before.
# * The gradient loses two parts: moving all examples together, and stretching them.
# * The size of the weights no longer matters for the output; it sets the pace: large weights learn slowly.
# * It loses where that pace is too slow, where batches are tiny, and where the running averages do not fit.
#
# *Teach it back:* explain to someone, in five sentences and without a formula, what the layer does on Monday (training) and on Tuesday (use).

# %% [markdown]
# **What people get wrong**
#
# * They forget the switch to inference, or average standard deviations.
# * They check the backward pass on a batch of one, or treat mean and variance as constants.
# * They keep the bias before it.
# * They believe that it makes the values normal, or that it always wins.
#
# **Exercises here:** 1 forward · 2 backward · 3 running averages · 4 folding · 5 group norm (below)

# %% [markdown]
# ## Going further
#
# ### Scaling inputs, four ways
#
# Min-max scaling to [0, 1]; standardization to mean 0 and standard deviation 1 feature by feature; and *whitening* (화이트닝),
# which also removes the correlation, in two variants. PCA whitening turns the cloud onto its main axes and scales them; ZCA whitening
# turns it back afterwards.
#
# **Predict first.** Standardize a cloud of two correlated features. What is its covariance matrix?

# %%
rng = np.random.default_rng(0)
cloud = rng.standard_normal((400, 2)) @ np.array([[3.0, 1.0], [0.0, 0.5]]) + [5.0, 2.0]
centred = cloud - cloud.mean(axis=0)
variances, main_axes = np.linalg.eigh(np.cov(centred.T, bias=True))
by_pca = centred @ main_axes / np.sqrt(variances)
clouds = {
    "raw": cloud,
    "min-max": (cloud - cloud.min(axis=0)) / (cloud.max(axis=0) - cloud.min(axis=0)),
    "standardized": centred / cloud.std(axis=0),
    "PCA whitened": by_pca,
    "ZCA whitened": by_pca @ main_axes.T,
}

# %% alt="Five panels of the same cloud: raw and min-max are tilted ellipses, the standardized one is a tilted ellipse within a square, both whitened ones are round."
figure, axes = plots.new_figure(12, 2.7, panels=5)
for ax, (name, points) in zip(axes, clouds.items(), strict=True):
    ax.scatter(*points.T, s=3, color=plots.BLUE)
    ax.set_title(name, fontsize=11)
    ax.set_aspect("equal", adjustable="datalim")
figure

# %%
for name, points in clouds.items():
    (first, shared), (_, second) = np.cov(points.T, bias=True) + 0.0
    print(f"{name:13s} variances {first:5.2f} {second:5.2f}, covariance {abs(shared):5.2f}")

# %% [markdown]
# Standardization leaves the correlation; only whitening makes the cloud round. The main axes have another use (*PCA*, 주성분 분석): sorted by
# variance, the first few may be enough.
#
# **Predict first.** The digits have 784 pixels. How many main axes hold 90 % of their variance?

# %%
spread_of_axes = np.linalg.eigvalsh(np.cov(digits[0].T))[::-1]  # largest first
share = spread_of_axes.cumsum() / spread_of_axes.sum()
print({axes_kept: f"{100 * share[axes_kept - 1]:.0f} %" for axes_kept in (2, 10, 50, 100, 200)})

# %% [markdown]
# Neighbouring pixels say nearly the same, so about a tenth of the axes is enough. But whitening would blow up the
# others, which hold the last few percent, to the same size. And why not whiten every layer?
#
# **Predict first.** 100 units, a batch of 32 digits. The covariance matrix has 100 rows. What is its rank?

# %%
batch = digits[0][:32] @ fresh["hidden 1"].W
print(f"rank: {np.linalg.matrix_rank(np.cov(batch.T))}")

# %% [markdown]
# At most 31: a batch cannot say how to scale the other directions. And the gradient would have to go through an inverse root of
# a 100 x 100 matrix in every step. Batch norm settles for standardization: each unit by itself,
# over the examples of the batch.

# %% [markdown]
# ### What scale and shift are for
#
# **Predict first.** The sigmoid (시그모이드) is known for its bend. On inputs of mean 0 and spread 1, what share of its output does a
# straight line explain?

# %%
rng = np.random.default_rng(0)
inputs = rng.standard_normal(100_000)
for stretch in (1, 4):
    z = stretch * inputs
    slope = (z * (engine.sigmoid(z) - 0.5)).mean() / (z * z).mean()
    rest = engine.sigmoid(z) - 0.5 - slope * z
    print(
        f"scale {stretch}: a line explains {100 * (1 - rest.var() / engine.sigmoid(z).var()):.0f} %"
    )

# %% [markdown]
# A network of such layers would hardly be more than one linear layer. With a larger scale, which it can learn, the unit bends again.
#
# Scale and shift are learned, not set. How ten of them move, in a network with two hidden layers of 50 units on the small digits:

# %% alt="Learned scales of ten units start at 1 and drift apart slowly; learned shifts start at 0 and spread to both sides."
rng = np.random.default_rng(0)
watched = mlp([196, 50, 50, 10], rng=rng, normalization=BatchNorm)
path = engine.History(
    scale=lambda step: step.network["batchnorm 1"].gamma[0, :10],
    shift=lambda step: step.network["batchnorm 1"].beta[0, :10],
)
optimizer = Optimizer(GradientDescent(), lr=0.1)
fit(
    watched, cross_entropy, optimizer, small_digits, epochs=20, batch_size=32, rng=rng, history=path
)
figure, axes = plots.new_figure(9, 2.6, panels=2)
for ax, name in zip(axes, ("scale", "shift"), strict=True):
    ax.plot(path.epochs, path[name], color=plots.BLUE, alpha=0.7)
    ax.set(xlabel="epochs", ylabel=name)
figure

# %% [markdown]
# ### Another way to collect statistics
#
# The paper does it otherwise: when training is over, it goes through the training data once more and takes plain averages. How much would
# that change in the network of section 1?

# %%
anew = normed.copy()
engine.estimate_population(anew, x_digits, batch_size=100)
answers = [net.forward(x_digits).argmax(axis=1) for net in (normed, anew)]
print(f"other answers to fewer than 10 of 1000 digits: {np.sum(answers[0] != answers[1]) < 10}")
std_ratio = normed["batchnorm 3"].std / anew["batchnorm 3"].std
print(f"running std / std of all digits: {std_ratio.mean():.1f} on average")

# %% [markdown]
# Nothing, here: the running averages have arrived. They lag behind when weights move fast, or training is short.
#
# ### The ends of the picture
#
# At the right end of section 5's picture batch norm is behind. Is it the running averages that fail there, as in small batches? Judge the five
# networks of standard deviation 0.29 in training mode instead, all 1000 digits as one batch (stored):

# %%
in_training_mode = 100 * scale_sweep.values["training_mode_accuracy"][2, 1].mean()
print(f"running averages {final[2, 1].mean():.0f} %, training mode {in_training_mode:.0f} %")

# %% [markdown]
# No: both are the same. And the left end, where the first weights are tiny and batch norm fails as well?

# %%
tiny = mlp(sizes, rng=np.random.default_rng(0), initializer=engine.normal(1e-4))["hidden 1"].W
eps = normed["batchnorm 1"].eps
print(f"variance of the first layer's units: about {np.var(x_digits @ tiny):.0e}; eps {eps:.0e}")

# %% [markdown]
# There `eps`, meant as a guard, is larger than the variance, and rules the division.
#
# And on the map, does the border to "too slow" run along learning rate / std²? Section 5 suggests it: weights ten times as long need steps a hundred
# times as large. But in these networks *all* weights have the same std, those of the output layer too. No batch norm follows
# them, and they send back a gradient that grows with std. What remains is learning rate / std, a diagonal of the map:

# %%
some_stds = (0.03, 0.1, 0.3, 1.0)
for name, some_rates in (("0.01", [0.01] * 4), ("std/10", (0.003, 0.01, 0.03, 0.1))):
    shown = [
        100 * rate_sweep.at(std=std, lr=lr, batch_norm=1, seed=0)["train_accuracy"]
        for std, lr in zip(some_stds, some_rates, strict=True)
    ]
    print(f"std 0.03, 0.1, 0.3, 1; learning rate {name:6s}:", " ".join(f"{v:.0f} %" for v in shown))

# %% [markdown]
# Along the row the accuracy falls by two thirds; along the diagonal it holds. (Further left, with tiny weights, the output layer's weights soon outgrow their
# start, and the rule ends.)
#
# The book's curves, training accuracy over 20 epochs, at every second of the sixteen spreads (stored, five seeds):

# %% alt="Eight panels of accuracy over epochs, for spreads from 1 down to about 0.0002: batch norm rises in all, the network without only near 0.29."
figure, axes = plots.new_figure(12, 2.4, panels=8)
for i, ax in enumerate(axes):
    panel_curves = 100 * scale_sweep.values["train_accuracy"][2 * i]
    for k, style in enumerate((plots.DEV, plots.TRAIN)):
        plots.draw_band(ax, scale_sweep.fixed["epochs"], panel_curves[k].T, label="", **style)
    ax.set(title=f"std {scale_sweep.axes['std'][2 * i]:.2g}", ylim=(0, 102), xticks=[0, 20])
    ax.tick_params(labelleft=i == 0)
axes[0].set_ylabel("accuracy (%)")
axes[0].set_xlabel("epochs")
figure

# %% [markdown]
# (Solid: with batch norm; dashed: without.)
#
# ### Before or after the activation?
#
# Everything from here on uses networks with two hidden layers of 50 units on the small digits, five seeds each, trained side by side.


# %%
def trained(make, data, *, epochs, batch_size):
    rngs = [np.random.default_rng(seed) for seed in range(5)]
    networks = engine.stack([make(rng) for rng in rngs])
    optimizer = Optimizer(GradientDescent(), lr=0.1)
    settings = {"epochs": epochs, "batch_size": batch_size, "every": epochs}
    fit(networks, cross_entropy, optimizer, data, rng=rngs, **settings)
    return networks


def two_layers(**parts):
    return lambda rng: mlp([196, 50, 50, 10], rng=rng, **parts)


def percent(networks, data):
    return 100 * engine.evaluate(networks, cross_entropy, data)[1]


# %% [markdown]
# The paper puts it before, and so do the lectures ("so that the activation receives zero-centred values").
# Five epochs, batches of 32, new digits:


# %%
def norm_after(rng):
    hidden = [
        engine.Dense(196, 50),
        engine.ReLU(),
        BatchNorm(50),
        engine.Dense(50, 50),
        engine.ReLU(),
        BatchNorm(50),
    ]
    return engine.Network([*hidden, engine.Dense(50, 10)], rng=rng)


# %%
placed = [
    percent(trained(make, small_digits, epochs=5, batch_size=32), new_digits)
    for make in (two_layers(normalization=BatchNorm), norm_after, two_layers())
]
close = (np.abs(placed[0] - placed[1]) < 2).sum()
print(f"before and after: less than 2 points apart in {close} of 5 seeds")
print(f"after ahead of none in {(placed[1] > placed[2]).sum()} of 5 seeds")

# %% [markdown]
# Here the place hardly matters; having one does. *After* has a practical drawback: it cannot be folded into the layer before.
#
# ### Relatives: which values share a mean?
#
# Batch norm needs the batch. Its relatives need one example only, and so are the same in training and inference. They differ in the axes over which mean and variance
# are taken. Each picture has four examples (rows) of six channels; the dark values share one mean.

# %% alt="Four small tables of examples by channels. Batch norm: one whole column is dark. Layer norm: one whole row. Group norm: half a row. Instance norm: a single cell."
shared_by = {
    "batch norm": (slice(None), 1),
    "layer norm": (1, slice(None)),
    "group norm, 2 groups": (1, slice(0, 3)),
    "instance norm": (1, 1),
}
figure, axes = plots.new_figure(10, 2.2, panels=4)
for ax, (name, together) in zip(axes, shared_by.items(), strict=True):
    cells = np.zeros((4, 6))
    cells[together] = 1
    ax.pcolormesh(cells, cmap="Blues", vmin=-0.15, vmax=1.4, edgecolor="white", linewidth=2)
    ax.set(title=name, xlabel="channels", ylabel="examples", xticks=[], yticks=[])
    ax.invert_yaxis()
figure

# %% [markdown]
# For images each cell of the picture holds all positions of a channel, and they share the mean, too. (In a dense network there is one position; instance norm then
# has nothing to take a mean of.)
#
# ### Exercise 5: group norm
#
# `x` has the shape (examples, positions, channels); neighbouring channels form a group. Return x_hat. With one group this is layer norm over all
# positions; with a group for each channel, instance norm.
#
# <details><summary>Hint</summary>
#
# `x.reshape(examples, positions, groups, -1)` cuts the channels into groups. Over which two axes go mean and variance? Reshape back at the end.
#
# </details>


# %%
def group_norm(x, groups, eps):
    """Return x_hat of the shape of x, (examples, positions, channels).

    >>> group_norm(np.array([[[1.0, 3.0, 50.0, 10.0]]]), 2, 0.0)
    array([[[-1.,  1.,  1., -1.]]])
    """
    # BEGIN SOLUTION
    grouped = x.reshape(*x.shape[:2], groups, -1)
    mean = grouped.mean(axis=(1, 3), keepdims=True)
    variance = grouped.var(axis=(1, 3), keepdims=True)
    return ((grouped - mean) / np.sqrt(variance + eps)).reshape(x.shape)
    # END SOLUTION


# %%
check.group_norm(group_norm)

# %% [markdown]
# ### Small batches
#
# Batch renormalization (Ioffe, 2017) keeps the batch's gradient, but corrects its output towards the running averages: with
# r = batch std / running std and d = (batch mean - running mean) / running std, both held within limits, x_hat becomes r x_hat + d. One epoch (dots: five seeds, bars: their mean):

# %%
norms = {"none": None, "batch": BatchNorm, "renorm": engine.BatchRenorm, "layer": engine.LayerNorm}
by_size = {
    size: [
        percent(trained(make, small_digits, epochs=1, batch_size=size), new_digits)
        for make in (two_layers(normalization=norm) for norm in norms.values())
    ]
    for size in (2, 4, 32)
}

# %% alt="Accuracy on new digits at batch sizes 2, 4 and 32 for no norm, batch norm, renorm and layer norm: at 2 batch norm is far below all others, at 32 it is among the best."
figure, axes = plots.new_figure(9, 2.6, panels=3)
for ax, (size, columns) in zip(axes, by_size.items(), strict=True):
    ax.plot(list(norms), columns, ".", color=plots.GREY)
    ax.plot(list(norms), np.mean(columns, axis=1), "_", color=plots.BLUE, markersize=22)
    ax.set(title=f"batches of {size}", xlim=(-0.5, 3.5), ylim=(0, 100))
axes[0].set_ylabel("accuracy on new digits (%)")
figure

# %%
mean_score = {
    size: dict(zip(norms, np.mean(columns, axis=1), strict=True))
    for size, columns in by_size.items()
}
two, four, many = (mean_score[size] for size in (2, 4, 32))
print(
    f"batches of 2, layer norm ahead of batch norm by 10 points: {two['layer'] > two['batch'] + 10}"
)
print(f"batches of 4, renorm ahead of batch norm: {four['renorm'] > four['batch']}")
print(f"batches of 32, batch norm ahead of all: {many['batch'] == max(many.values())}")

# %% [markdown]
# At 2 batch norm is far behind all others: its x_hat is +1 or -1. (By how much, differs from one processor to
# another: a division by so small a spread enlarges even rounding errors, step after step.) At 4 renormalization is ahead. Layer norm does not look at the batch. At 32 batch norm is ahead of all.
#
# ### Is renormalization a cure for drift?
#
# A lecture offers it for a model that is used for two years while the images change. Train both with batches of 8, and add haze to the new digits:

# %%
hazy = laboratory.haze(new_digits[0], 0.4), new_digits[1]
for name, norm in (("batch norm", BatchNorm), ("renorm", engine.BatchRenorm)):
    stacked = trained(two_layers(normalization=norm), small_digits, epochs=5, batch_size=8)
    clear, drifted = percent(stacked, new_digits), percent(stacked, hazy)
    engine.estimate_population(stacked, hazy[0], batch_size=2000)
    mended = percent(stacked, hazy)
    print(f"{name:10s} haze costs more than 5 points in", end=" ")
    print(f"{(clear - drifted > 5).sum()} of 5 seeds, with statistics", end=" ")
    print(f"estimated anew in {(clear - mended > 5).sum()}")

# %% [markdown]
# No. It makes training agree with inference; when the world changes, inference is what fails. Statistics estimated anew mend this drift, which is a stretch and a shift
# of all pixels. For others one has to train again.
#
# ### Does it regularize?
#
# One lecture says that batch norm reduces noise; another, that it replaces dropout; a third, that both belong to every network. The first is wrong:
# each batch has another mean, and that *adds* noise, about 1/√m standard deviations of it.

# %%
unit = small_digits[0] @ watched["hidden 1"].W[:, 0]
for m_now in (8, 128):
    picks = np.random.default_rng(0).integers(0, 1000, (500, m_now))
    spread_of_means = unit[picks].mean(axis=1).std() / unit.std()
    print(f"batches of {m_now:3d}: their means spread by {spread_of_means:.1f} std")

# %% [markdown]
# **Predict first.** 300 digits, 40 epochs, batches of 30; all networks end with (nearly) all training digits right. Which is best on new digits: plain, batch norm,
# dropout 0.2, or both?

# %%
few = runs.load_digits(300, halved=True)
remedies = {
    "batch norm": {"normalization": BatchNorm},
    "dropout": {"drop_rate": 0.2},
    "both": {"normalization": BatchNorm, "drop_rate": 0.2},
}
bare_scores = percent(trained(two_layers(), few, epochs=40, batch_size=30), new_digits)
for name, parts in remedies.items():
    remedied = trained(two_layers(**parts), few, epochs=40, batch_size=30)
    change = percent(remedied, new_digits) - bare_scores
    print(f"{name:10s} ahead of plain in {(change > 0).sum()} of 5 seeds,", end=" ")
    print(f"on average {round(2 * change.mean()) / 2:+.1f} points;", end=" ")
    print(f"over 97 % of the training digits right: {percent(remedied, few).min() > 97}")

# %% [markdown]
# Here it does not regularize; it costs points. Its noise is a side effect that may help or not. Adding dropout takes back a part. Neither "instead of" nor "always both" is a law.
#
# ### How deep?
#
# The famous picture of 19 and 34 layers is of image networks. A plain stack of dense layers with batch norm, before training:

# %%
for depth in (5, 19, 34):
    deep = mlp([196, *[30] * depth, 10], rng=np.random.default_rng(0), normalization=BatchNorm)
    back = trace(deep, cross_entropy, small_digits).gradients
    ratio_back = back["hidden 1"].std() / back[f"hidden {depth}"].std()
    print(f"{depth:2d} layers: gradient at the first layer about 10 to the", end=" ")
    print(f"{np.log10(ratio_back):.0f} times that at the last")

# %% [markdown]
# Forward all is well, by construction. Backward, each batch norm with its ReLU *enlarges* the gradient a little, and 34 of them a great deal. Batch norm alone does not make depth possible;
# residual connections do (notebook 11).
#
# **References**
#
# * S. Ioffe, C. Szegedy (2015), *Batch normalization: accelerating deep network training by reducing internal covariate shift*, ICML.
# * S. Ioffe (2017), *Batch renormalization*, NIPS. It averages standard deviations; this course averages variances everywhere.
# * S. Santurkar, D. Tsipras, A. Ilyas, A. Madry (2018), *How does batch normalization help optimization?*, NeurIPS.
# * J. Ba, J. Kiros, G. Hinton (2016), *Layer normalization*. D. Ulyanov et al. (2016), *Instance normalization*. Y. Wu, K. He (2018), *Group normalization*, ECCV.
# * G. Yang et al. (2019), *A mean field theory of batch normalization*, ICLR: the gradients of deep stacks.
# * K. Saito (2016), *Deep Learning from Scratch*, chapter 6: the sixteen spreads.
#
# The next notebook is 08, hyperparameter search.
