# ---
# jupyter:
#   course:
#     title: Onward to frameworks
#     question: What do the frameworks do behind my back?
#     about: one net in two engines, defaults that differ, automatic differentiation of your own, a PyTorch listing with five slips, choosing a framework
#     needs: ["05"]
#     kind: claims
#     running: [5, 0, 0, 10, 0, 20, 0, 0, 0]
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 11 · Onward to frameworks
#
# **You know what training does, line by line. A framework (프레임워크) does it in five lines, faster, and on other
# machines. What does it take over, what does it decide for you, and what does it not notice?**
#
# After this notebook you can
#
# * carry a recipe from one engine into another, and prove that both do the same,
# * build automatic differentiation (자동 미분), the heart of every framework, and train with it,
# * read a training loop in PyTorch, and find what is wrong with it though no error comes.
#
# Time: {minutes} minutes, exercises included. You need: notebook 05; batch norm (07) helps. PyTorch is *not* needed.
#
# Two questions go along with you. *You type the numbers of a recipe that works into a framework, and it fails. Who is
# wrong?* And: *a loop runs through without an error, and the loss falls. Is it right?*

# %%
try:
    import course_lib
except ImportError:
    print("This kernel does not know the course. Close JupyterLab and start it with: make lab")
else:
    print(f"course_lib {course_lib.__version__} is ready")

# %% folded=true
import inspect

import numpy as np

from course_lib import checks, plots
from course_lib.chapters.onward_to_frameworks import (
    check,
    check_answers,
    drawing,
    listing,
    measured,
    peer,
    side_by_side,
    slips,
)
from course_lib.chapters.onward_to_frameworks.forms_dashboard import forms_dashboard
from course_lib.chapters.onward_to_frameworks.slips import Training, with_slips
from course_lib.dashboards import again, claims_table, predict
from course_lib.engine import Adam, BatchNorm, Network, Optimizer, cross_entropy, mlp
from course_lib.guide import how_right

try:
    import torch
except ImportError:
    torch = None

# %% [markdown] minutes=7 lesson=true ask="Momentum 0.9 and a rate of 1 work in the lecture's form. Typed into a framework they end at a guess. Vote: what differs?" answers="Many suspect the framework's precision or its gradient; the formula comes late."
# ## 1 · The same numbers, another engine
#
# A lecture's recipe: momentum with $\beta = 0.9$, $v = \beta v + (1 - \beta) g$, and a rate of 1. A thousand digits of
# 7 x 7 pixels, two hidden layers of 32. It works. Then the two numbers are typed into a framework: `SGD(lr=1,
# momentum=0.9)`. The second run does what PyTorch's manual says of these, from the same start, in the same batches.

# %%
plain = {"batch_norm": False, "gamma": 1.0}
lecture = slips.train(Training(rule="damped momentum", lr=1.0, **plain))
typed = slips.train(Training(rule="momentum", lr=1.0, **plain))
for name, run in {"the lecture's": lecture, "typed": typed}.items():
    right = 100 * slips.rights(run)[0]
    print(f"{name:13s} loss of the last ten batches {run.printed[0, -10:].mean():.2f},", end=" ")
    print(f"{right:.0f} % of new digits right")

# %%
predict(
    "onward_to_frameworks", "what_differs",
    "Same net, same digits, same first weights and batches, the same two numbers. What differs?",
    ["the framework rounds to float32", "another rule goes by that name",
     "its ε is another", "its gradient has a mistake"],
    answer="another rule goes by that name",
    because="PyTorch's velocity is v = βv + g, without (1 - β).",
)  # fmt: skip

# %%
predict(
    "onward_to_frameworks", "which_rate",
    "So which rate gives the lecture's run in PyTorch?",
    ["10", "0.9", "0.1", "none does"],
    answer="0.1",
    because="Without (1 - β) every velocity is ten times as long, at every step.",
)  # fmt: skip

# %%
tenth = slips.train(Training(rule="momentum", lr=0.1, **plain))
apart = side_by_side.farthest(tenth.printed, lecture.printed)
print("all 200 losses are equal to rounding:", apart < 1e-8)

# %% [markdown]
# Nobody was wrong. "Momentum 0.9, rate 1" is no recipe as long as nobody says which momentum. That is the first thing
# to know of frameworks: *the name of a thing is not its formula*. Keras and scikit-learn have a third form, with the
# rate inside the velocity (05); it parts from PyTorch's when the rate changes on the way. PyTorch's own option
# `dampening=0.9` brings the $(1 - \beta)$ back, but for the first gradient, which it takes whole: near, and not equal.

# %% [markdown] minutes=9 lesson=true ask="Two engines, written by strangers, 200 steps in float64. How far apart are their losses?" answers="Most say a thousandth, since errors add up; some say exactly 0."
# ## 2 · Until every loss is equal
#
# How do you know that you have translated a recipe? Train in both engines from one start (here a net of 49-32-10), in
# the same batches, and compare *every* loss. This is PyTorch's half; the names are new, the lines are old friends.

# %% folded=true
print(inspect.getsource(peer.losses_there))

# %% [markdown]
# | PyTorch | here |
# |---|---|
# | `model(x)` | `network.forward(x, training=True)` |
# | `loss.backward()` | the loss's gradient, `network.backward(gradient)` |
# | `optimizer.step()` | `optimizer.step(network)` |
# | `optimizer.zero_grad()` | not needed: `backward` writes over the old gradient, PyTorch's *adds* to it |
# | `model.train()`, `model.eval()` | `training=True`, `False` |

# %%
predict(
    "onward_to_frameworks", "how_equal",
    "Five recipes (descent, momentum, Adam, batch norm, L2), 200 steps each, float64. "
    "The largest difference of two losses is ...",
    ["exactly 0", "not 0, but below 1e-8", "about 1e-4", "growing to 0.1 and more"],
    answer="not 0, but below 1e-8",
    because="Sums are taken in another order, so the last digits differ; here they stay small.",
)  # fmt: skip

# %% folded=true
stored = side_by_side.stored()
print(f"PyTorch {stored['versions']['torch']}, stored; the course's engine, now:")
for name, recipe in side_by_side.RECIPES.items():
    ours, theirs = side_by_side.losses_here(recipe), stored["losses"][name]
    close = side_by_side.farthest(ours, theirs) < 1e-8
    print(f"{name:17s} loss {ours[0]:.3f} to {ours[-10:].mean():.3f};", end=" ")
    print(f"equal in every digit: {np.array_equal(ours, theirs)}; apart below 1e-8: {close}")
print(f"in float32 (stored): apart by {max(stored['apart in float32'].values()):.0e} at most")

# %% [markdown]
# float32 is PyTorch's default. In it the losses part from the first on, and where a real difference begins is hard to see:
# so compare in float64, and train in float32.
#
# PyTorch is not part of the course. In its folder, `.venv/bin/python -m pip install -e ".[peer]"` (Windows:
# `.venv\Scripts\python`) gets it, a large download; restart the kernel after it. Without it this notebook shows PyTorch's
# numbers as they were stored. Where it is installed, the next cell runs it:

# %% tags=["nbval-ignore-output"]
if torch is None:
    print("PyTorch is not installed here.")
else:
    for name, recipe in side_by_side.RECIPES.items():
        theirs = peer.losses_there(torch, recipe)
        distance = side_by_side.farthest(theirs, side_by_side.losses_here(recipe))
        print(f"{name:17s} PyTorch {torch.__version__}, here and now: apart by {distance:.0e}")

# %%
predict(
    "onward_to_frameworks", "what_is_penalized",
    "For L2 that was PyTorch's weight_decay, for the weights alone. Its default takes all "
    "parameters. Then the losses are ...",
    ["equal all the same", "equal at first, then apart", "apart from the first on"],
    answer="equal at first, then apart",
    because="Biases begin at 0, where a penalty does nothing.",
)  # fmt: skip

# %%
all_penalized = np.abs(
    side_by_side.losses_here(side_by_side.RECIPES["L2"]) - stored["losses, all penalized"]
)
print(f"equal to 1e-12 in the first {np.argmax(all_penalized > 1e-12)} losses,", end=" ")
print(f"{all_penalized.max():.3f} apart at most")

# %% [markdown]
# A difference of thousandths is no rounding. It is the smallest sign of another recipe, and where the first
# difference stands tells what to look for.

# %% [markdown] minutes=13 lesson=true ask="The dashboard: (1 - β), then the rate times 10. Then the sum, and a tenth of the rate: do they coincide? Who knows why not?" answers="Nearly all expect that a tenth mends the sum. The penalty was not summed."
# ## 3 · What the defaults decide
#
# A framework is used with its defaults. Four of them, each by a small experiment.
#
# **The start.** `Linear(3, 5)` keeps W as (5, 3), the transpose of ours, and computes $x W^\top + b$. Its first weights
# come from `kaiming_uniform_(a=sqrt(5))`: evenly between plus and minus $\sqrt{6 / ((1 + a^2)\, n)}$, with $n$
# inputs. Kaiming is He's first name. (A number drawn evenly between $-c$ and $c$ has the variance $c^2 / 3$.)

# %%
predict(
    "onward_to_frameworks", "kaiming",
    "He's variance is 2 / n. What is that of Linear's first weights?",
    ["2 / n, as the name says", "1 / n", "1 / (3 n)"],
    answer="1 / (3 n)",
    because="With a² = 5 the bound is the root of 1 / n, and a third of its square the variance.",
)  # fmt: skip

# %% folded=true
for n, numbers in stored["starts"].items():
    print(f"PyTorch's Linear, n = {n:3s}: variance times n is", end=" ")
    print(
        f"{numbers['variance times n']:.3f}, of the biases {numbers['bias, variance times n']:.2f}"
    )

# %% [markdown]
# A sixth of He's, and random biases. Through one or two layers that is harmless; through eight of ReLU gradient descent
# does not get started from it (04).
#
# **The loss.** `CrossEntropyLoss` takes *logits* and gives the *mean* over the batch. Some loops say
# `reduction="sum"`: with 50 in a batch every gradient is 50 times as long. Adam at its rate of 0.01 and gradient descent at
# one of 0.5, both of which suit the mean:

# %%
predict(
    "onward_to_frameworks", "sum",
    "The sum in place of the mean, nothing else changed. Who learns less?",
    ["Adam", "gradient descent", "both", "neither"],
    answer="gradient descent",
    because="Adam divides by the gradient's own size. For descent it is a rate 50 times as high.",
)  # fmt: skip

# %% folded=true
eight = {"seeds": 0, "runs": 8}
for name, rights in measured.sum_or_mean(descent_lr=0.5, **eight).items():
    print(f"{name:14s} {np.mean(rights):.0f} % of new digits right (eight seeds)")

# %% [markdown]
# At a fiftieth of its rate, 0.01, descent with the sum is the run with the mean again. A rate belongs to its reduction.
#
# **Batch norm.** In training both engines divide by the batch's variance, $\frac1m \sum (x - \mu)^2$. For the running one, which
# the test uses, PyTorch and the paper take $\frac1{m-1}$ (others do not).

# %%
predict(
    "onward_to_frameworks", "variance",
    "One batch holds 2 and 4. The running variance begins at 1 and takes in a tenth. Now it is ...",
    ["0.9", "1.0", "1.1"],
    answer="1.1",
    because="The unbiased variance of 2 and 4 is 2; 0.9 · 1 + 0.1 · 2 = 1.1. The biased is 1.",
)  # fmt: skip

# %%
tiny = Network([BatchNorm(1)], rng=np.random.default_rng(0))
tiny.forward(np.array([[2.0], [4.0]]), training=True)
print(f"ours {tiny['batchnorm 1'].variance.item():.2f},", end=" ")
print(f"PyTorch's {stored['running variance of 2 and 4']:.2f} (stored)")

# %% [markdown]
# Now all together: momentum, batches of 10, an L2 penalty of 0.01, batch norm. PyTorch's SGD adds the penalty to the
# gradient, so that it goes through the velocity; *decoupled* means that the weights shrink beside it. (PyTorch's Adam
# does the former, AdamW the latter: 05c.) Blue is PyTorch's forms (λ on the weights alone, as
# in section 2), orange is what you set.

# %% [markdown]
# **Task 1.** It opens with the lecture's momentum, $(1 - \beta) g$. a) At which rate do the curves coincide? b) Back to
# PyTorch's momentum and 1 times the rate. Which one switch moves the loss of new digits and leaves the losses of the
# batches as they are? c) Set that one back, and take the sum. Does a tenth of the rate make it equal to rounding?

# %% folded=true alt="Two panels with two curves each, the loss of the batches and that of new digits. Both runs coincide as long as no switch is moved; with the lecture's momentum at the same rate the orange one falls far more slowly."
defaults = forms_dashboard(momentum="βv + (1 - β)g")
defaults

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# a) At ten times the rate. b) The running variance: training does not use it. The biased one ends a little *lower* here; with
# batches of ten it is a tenth smaller, with batches of 50 a fiftieth. c) No, up to 0.17 apart. The loss was summed,
# and the penalty was not: next to it λ is now a tenth of what it was. A sum wants λ ten times as large, too.
#
# </details>

# %% [markdown] minutes=25 lesson=false ask="A framework differentiates any program. Does it know calculus? What does it have to know of each operation?" answers="Some think of symbolic formulas, some of small differences. It knows one way back for each operation."
# ## 4 · Automatic differentiation in forty lines
#
# In notebook 01 you wrote the way back by hand, for one network. A framework finds it for *any* program: each operation
# notes what its result was made of, and how a gradient comes back through it. The notes make a graph (계산 그래프);
# `backward` walks it from its end. That is all. You write the three parts that need thought.


# %%
class Tensor:
    """An array that remembers what it was made of, and the way back."""

    def __init__(self, value, parents=(), back=lambda g: ()):
        self.value, self.grad = np.asarray(value, float), 0.0
        self.parents, self.back = parents, back


def matmul(a, b):
    return Tensor(a.value @ b.value, (a, b), lambda g: (g @ b.value.T, a.value.T @ g))


def relu(a):
    return Tensor(np.maximum(a.value, 0), (a,), lambda g: [g * (a.value > 0)])


# %% [markdown]
# An operation is one line: its value, its parents, and a function from the gradient `g` by its value to those by its
# parents. (`matmul`'s are the two of notebook 01.)
#
# ### Exercise 1: one way back
#
# The cross-entropy of logits $a$ is $\log \sum_k e^{a_k} - a_{\text{label}}$. Take its first half: $y = \log \sum_k
# e^{a_k}$, one number for each row. `grad` is the gradient by $y$, of shape (n, 1). What is that by $a$?
#
# <details><summary>Hint</summary>
#
# $\partial y / \partial a_j$: the derivative of a log is 1 over what is in it, times the derivative of that. Do you know
# the result by name? And then: $e^{1000}$ is no number; what may be taken off a row without changing anything?
#
# </details>


# %% exercise=4
def lse_back(grad, a):
    """Return the gradient by a, of a's shape.

    >>> lse_back(np.array([[2.0]]), np.zeros((1, 4)))
    array([[0.5, 0.5, 0.5, 0.5]])
    """
    # BEGIN SOLUTION
    p = np.exp(a - a.max(axis=1, keepdims=True))
    return grad * p / p.sum(axis=1, keepdims=True)
    # END SOLUTION


# %%
check.lse_back(lse_back)

# %%
lse_way = checks.yours_or_ours(lse_back, check.lse_back, check_answers.lse_back)


def lse(a):
    top = a.value.max(axis=1, keepdims=True)
    value = top + np.log(np.exp(a.value - top).sum(axis=1, keepdims=True))
    return Tensor(value, (a,), lambda g: [lse_way(g, a.value)])


def minus_label(a, labels):
    chosen = np.eye(a.value.shape[1])[labels]
    return Tensor(-(a.value * chosen).sum(1, keepdims=True), (a,), lambda g: [-g * chosen])


def mean(a):
    return Tensor(a.value.mean(), (a,), lambda g: [np.full(a.value.shape, g / a.value.size)])


# %% [markdown]
# ### Exercise 2: broadcasting undone
#
# `z + b` with $z$ of (50, 32) and $b$ of (1, 32): NumPy repeats $b$ fifty times. So fifty gradients come back to one
# $b$, and a gradient must have the shape of what it belongs to. `grad` has the shape of the sum; `shape` is that of one
# part, with axes of length 1 where it was repeated, or with fewer axes, since NumPy puts new ones in front.
#
# <details><summary>Hint</summary>
#
# What is used fifty times has fifty effects: do you add them or average them? First sum the axes that were put in front
# (`grad.ndim - len(shape)` of them), then those of length 1, with `keepdims=True`.
#
# </details>


# %% exercise=5
def unbroadcast(grad, shape):
    """Return the gradient by a part of this shape.

    >>> unbroadcast(np.ones((5, 3)), (1, 3))
    array([[5., 5., 5.]])
    >>> unbroadcast(np.ones((5, 3)), (3,))
    array([5., 5., 5.])
    """
    # BEGIN SOLUTION
    grad = grad.sum(axis=tuple(range(grad.ndim - len(shape))))
    return grad.sum(axis=tuple(k for k, n in enumerate(shape) if n == 1), keepdims=True)
    # END SOLUTION


# %%
check.unbroadcast(unbroadcast)

# %%
undo = checks.yours_or_ours(unbroadcast, check.unbroadcast, check_answers.unbroadcast)


def add(a, b):
    shapes = a.value.shape, b.value.shape
    return Tensor(a.value + b.value, (a, b), lambda g: [undo(g, shape) for shape in shapes])


# %%
predict(
    "onward_to_frameworks", "used_twice",
    "A tensor is used in two places, as x in x · w + x. What is its gradient?",
    ["that of the last use", "the mean of both", "the sum of both", "that of the longer way"],
    answer="the sum of both",
    because="A change of x acts through both; so backward adds. That is why PyTorch adds, too.",
)  # fmt: skip

# %% [markdown]
# ### Exercise 3: the order
#
# A node may hand on its gradient only when *all* of it has come together: after everything that was made of it. So
# `backward` needs an order in which parts come first, and walks it from the end. `last.parents` are the nodes of which
# `last` was made, each with `parents` of its own; a leaf has none.
#
# <details><summary>Hint</summary>
#
# "First all my parts, then I": a function that calls itself for each parent and then appends the node, unless it has
# been there before. Why does "first I, then my parts", turned around, fail where a short way and a long one meet?
#
# </details>


# %% exercise=6
def order(last):
    """Return a list of all nodes, each once, parts before what was made of them.

    >>> x = Tensor(1.0)
    >>> y = relu(x)
    >>> order(y) == [x, y]
    True
    """
    # BEGIN SOLUTION
    found = []

    def visit(node):
        if node not in found:
            for part in node.parents:
                visit(part)
            found.append(node)

    visit(last)
    return found
    # END SOLUTION


# %%
check.order(order)

# %%
parts_first = checks.yours_or_ours(order, check.order, check_answers.order)


def backward(loss):
    loss.grad = loss.grad + 1.0
    for node in reversed(parts_first(loss)):
        for part, grad in zip(node.parents, node.back(node.grad), strict=True):
            part.grad = part.grad + grad


# %% [markdown]
# Done. `backward` knows no network, no layer and no loss. Does it agree with the engine, whose way back was written by
# hand, layer by layer?


# %%
def loss_of(x, labels, parameters):
    a = Tensor(x)
    for k, (weight, bias) in enumerate(parameters):
        z = add(matmul(a, weight), bias)
        a = relu(z) if k < len(parameters) - 1 else z
    return mean(add(lse(a), minus_label(a, labels)))


x, labels = side_by_side.data()
network = mlp([49, 32, 32, 10], rng=np.random.default_rng(0))
network.backward(cross_entropy(network.forward(x), labels)[1])
dense = [network["hidden 1"], network["hidden 2"], network["output"]]
parameters = [(Tensor(layer.W.copy()), Tensor(layer.b.copy())) for layer in dense]
backward(loss_of(x, labels, parameters))

# %% folded=true
print(f"lse_back: {lse_way.whose}, unbroadcast: {undo.whose}, order: {parts_first.whose}")
for layer, (weight, bias) in zip(dense, parameters, strict=True):
    far_w = side_by_side.farthest(weight.grad, layer.gradients["W"])
    far_b = side_by_side.farthest(bias.grad, layer.gradients["b"])
    print(f"{layer.name}: the gradients of W and b agree to 1e-12:", far_w < 1e-12, far_b < 1e-12)

# %% [markdown]
# To rounding. And it trains: 200 steps of gradient descent, in the batches of section 2, beside the engine.

# %%
losses = []
recipe_gd = side_by_side.RECIPES["gradient descent"]
first = side_by_side.first_network(recipe_gd)
layers = [first["hidden 1"], first["output"]]
learned = [(Tensor(layer.W.copy()), Tensor(layer.b.copy())) for layer in layers]
for chosen in side_by_side.batches():
    loss = loss_of(x[chosen], labels[chosen], learned)
    backward(loss)
    losses.append(float(loss.value))
    for pair in learned:
        for each in pair:
            each.value, each.grad = each.value - recipe_gd.lr * each.grad, 0.0

# %% folded=true alt="The loss of 200 batches, averaged by ten: the course's engine as a line, automatic differentiation as circles that lie on it, PyTorch's stored losses as crosses in the circles."
figure, ax = plots.new_figure(7, 3)
engine_losses = side_by_side.losses_here(recipe_gd)
drawing.draw_averaged(ax, engine_losses, color=plots.GREY, label="the course's engine")
drawing.draw_averaged(
    ax, losses, color=plots.ORANGE, linestyle="", marker="o", markersize=9, fillstyle="none",
    label="forty lines",
)  # fmt: skip
drawing.draw_averaged(
    ax, stored["losses"]["gradient descent"], color=plots.BLUE, linestyle="", marker="x",
    label="PyTorch (stored)",
)  # fmt: skip
ax.set(xlabel="updates", ylabel="loss of the batches (nats)")
ax.legend()
figure

# %%
print("largest difference to the engine below 1e-8:", end=" ")
print(side_by_side.farthest(losses, engine_losses) < 1e-8)

# %% [markdown]
# The end of the loop's last line sets `each.grad` to 0.0. Since `backward` adds, the old gradients must go before the
# next ones come. In PyTorch this line is `optimizer.zero_grad()`; where it is missing, nothing complains.

# %% [markdown] minutes=13 lesson=true ask="The listing, two minutes in pairs: which lines are wrong? Then the five runs, one after the other." answers="Softmax and zero_grad are found; the scheduler by some. eval() and the new optimizer hardly ever."
# ## 5 · A listing without an error
#
# A training loop in PyTorch, with five slips of kinds that stand in lectures' listings. It runs through. Read it.

# %% folded=true
print(listing.numbered())

# %% [markdown]
# In words: ten epochs; the rate is to fall to 0.8 of itself after each; batch norm, Adam. Each run below has *one* of
# the slips (in the course's engine; the dotted curve has none). The title says what its test says, four digits at a
# time as in line 20.

# %% folded=true alt="Five panels of losses with the healthy run dotted. A stays at 1.7 after a short fall, 48 % right; B lies on the healthy curve, but only 61 % are right; C falls to 1.55 and stays there, 89 % right; D lies on the healthy curve and is as good; E falls less and swings, 81 % right."
healthy = slips.train(Training())
runs = {name: slips.train(with_slips(Training(), [slip])) for name, slip in listing.RUNS.items()}
told = {}
for name, run in runs.items():
    evaluating = listing.RUNS[name] != slips.EVAL
    told[name] = run.printed[0], slips.rights(run, at_once=4, evaluating=evaluating)[0]
figure, axes = plots.new_figure(12, 2.7, panels=5)
drawing.draw_runs(axes, healthy.printed[0], told)
figure

# %% folded=true
print(f"the healthy run: {100 * slips.rights(healthy)[0]:.0f} % right")

# %% [markdown]
# ### Exercise 4: which line is behind which run?
#
# For each run the number of its line: the one that is wrong, or, where a line is missing, the one *before* which it
# belongs.
#
# <details><summary>Hint</summary>
#
# Is it the training that is ill, or the test? Does the loss fall at all, and when does it stop? What is the least that a
# cross-entropy of probabilities can be, if a softmax is taken of them once more?
#
# </details>


# %% exercise=7
def behind():
    """Return a line for each run, such as {"A": 4, "B": 4, "C": 4, "D": 4, "E": 4}."""
    # BEGIN SOLUTION
    return {"A": 14, "B": 20, "C": 3, "D": 8, "E": 11}
    # END SOLUTION


# %%
check.behind(behind)

# %% [markdown]
# Now the listing as it stands, with all five; then your lines are mended, one more for each bar, in the order of the
# runs.

# %% folded=true alt="Bars of right answers. With all slips 31 %; the first two lines mended add most, the fourth takes a little away, and only with all five mended is the healthy run reached."
found = checks.yours_or_ours(behind, check.behind, check_answers.behind)
remaining, shares = list(slips.SLIPS), {}
for name, line in [("as it stands", 0), *found().items()]:
    remaining = [slip for slip in remaining if slip != listing.slip_at(line, name)]
    mended = slips.train(with_slips(Training(), remaining))
    test = slips.rights(mended, at_once=4, evaluating=slips.EVAL not in remaining)[0]
    shares[f"{name}: line {line}" if line else name] = test
figure, ax = plots.new_figure(7.5, 2.8)
drawing.draw_mended(ax, shares, healthy=slips.rights(healthy)[0])
ax.set_title(f"lines: {found.whose}")
figure

# %% [markdown]
# Slips hide each other: here the line of D costs a little to mend, as long as that of E is there. A mended line that
# does not help was still wrong.
#
# <details><summary>The five, one by one (open it after the exercise)</summary>
#
# * **A, line 14** stands in the loop over batches: twenty times the decay in each epoch.
# * **B, before line 20**, `model.eval()`: batch norm takes the mean and variance of the four images at hand. Mixed
#   batches of 50 hide it. (And the test's images get into the running averages. After `eval()`, `model.train()`
#   belongs before the next epoch.)
# * **C, line 3**: `CrossEntropyLoss` takes logits. Softmax of probabilities can never say more than $e / (e + 9)$, so the
#   loss stays above $\ln(1 + 9 / e)$. Its gradients are shorter, too: Adam does not mind, descent wants a higher rate.
# * **D, line 8** makes a new Adam each epoch, without its averages.
# * **E, before line 12** (or 11, or 14), `optimizer.zero_grad()`: the sum of all gradients since the start is a momentum that never forgets.
#
# </details>

# %%
predict(
    "onward_to_frameworks", "zero_grad",
    "A lecture says of zero_grad() that it resets the gradient that Adam has accumulated. "
    "It clears ...",
    ["Adam's two averages", "the parameters' gradients", "both", "the rate as well"],
    answer="the parameters' gradients",
    because="Adam's averages live in the optimizer; only a new optimizer is without them. "
    "(Since PyTorch 2.0 the gradients become None, not 0.)",
)  # fmt: skip

# %%
optimizer = Optimizer(Adam(), lr=0.01)
optimizer.step(network)
network.gradient[...] = 0  # what zero_grad() does
print(f"the gradient's largest entry: {np.abs(network.gradient).max():g};", end=" ")
print("Adam's average is 0 everywhere:", bool((optimizer.state["m"] == 0).all()))

# %%
predict(
    "onward_to_frameworks", "too_slow",
    "Run E again at a tenth of the rate, 0.001; eight seeds, with and without zero_grad. "
    "Where it is missing, the net reads ...",
    ["fewer digits", "as many", "more digits"],
    answer="more digits",
    because="0.001 is too low for 200 updates. Adam divides a sum's length away, but a sum hardly "
    "changes its direction from batch to batch, so each step is a full one: three times as long "
    "here.",
)  # fmt: skip

# %% folded=true
adam = {"rule": "Adam", "gamma": 0.8}
for lr in (0.01, 0.001):
    uncleared = measured.one_slip(slips.CLEAR, lr=lr, **eight, **adam)
    print(f"rate {lr:g}: with zero_grad {np.mean(uncleared['without']):.0f} %,", end=" ")
    print(f"without it {np.mean(uncleared['with']):.0f} % right")
full = measured.steps(slips.CLEAR, lr=0.001, **eight, **adam)
print(f"at 0.001 a step is {full['without']:.1f} of the rate (root mean square),", end=" ")
print(f"and {full['with']:.1f} of it without zero_grad")
memory = measured.one_slip(slips.ONE_OPTIMIZER, lr=0.01, **eight, **adam)
print(f"line 8: one optimizer {np.mean(memory['without']):.0f} %,", end=" ")
print(f"a new one each epoch {np.mean(memory['with']):.0f} % right")

# %% [markdown]
# *It got better* does not show that a line is right; it may show that something else is wrong. And a slip need not hurt,
# as line 8. (A second call of a `train(epochs=5)` that makes its own optimizer, in order to *lower the rate by ten*, as
# in a lecture's listing, is this one: nearly harmless, and not what one thinks.) All five are *silent*.
#
# **The rest of such listings.** The same lecture's network (convolution, batch norm, leaky ReLU; then residual blocks: 11b) and its
# loops have *loud* slips, too: `Train` for `train`, `trainloader` here and `train_loader` there, a `return` that is outdented out of
# its function, a block's number of channels that is updated after the loop instead of in it, so that shapes do not fit. A run stops
# at each, and says where. One more is silent: right answers by class are counted *after* the loop over the test set, so in
# four images of its last batch. Python checks names, a framework most shapes (not
# those that broadcast). What a line means, you check: with a number that must come out.

# %% [markdown] minutes=4 lesson=false ask="Which framework, and why that one?" answers="The one that the code at hand is written in; which is often the best reason."
# ## 6 · What you buy, and which one
#
# **You buy** the forty lines with many more operations in them; the same code on a GPU; and what others have written:
# data loaders, trained networks (10), people who can be asked. **You pay** with decisions that you do not see: section 3. So
# whoever knows the formulas reads a framework's manual for its *forms*: which momentum, mean of what, decay of what.
#
# **Often said: choose by ease, by speed, by openness.** These criteria are as good as when a lecture named them; the
# candidates were not. Theano ended in 2017, Caffe2 went into PyTorch in 2018, CNTK and Chainer came to rest in 2019,
# MXNet was retired in 2023: each was somebody's easy, fast and open choice.

# %% [markdown]
# In 2026, as far as we know, three are what you meet most: **PyTorch** (2017; most published code), **JAX** (2018;
# functions in, gradients out; large machines), **TensorFlow** (2015) with **Keras**, which since version 3 (2023) runs on all
# three. Others live beside them (PaddlePaddle and MindSpore in China, MLX on Apple's machines). A fourth criterion has outlived all tables: *what do the
# people around you use, and when was the last release?* The second framework is soon learned, if you know what is
# behind it.

# %% [markdown] minutes=2 lesson=true ask="You get a recipe from a paper, and another framework than the author's. What do you compare first?" answers="By now: the loss of the first batches from the same start, in float64."
# ## What remains
#
# * A rate that suits momentum with (1 - beta) reads over 5 points fewer digits when it is typed unchanged into momentum
#   without it (beta 0.9, rates of 0.5 and more); a tenth of it gives the same run.
# * Without a penalty Adam trains with the sum of a batch's losses as it does with their mean; gradient descent, at the
#   rate that suits the mean, loses over 20 points.
# * Forty lines that know six operations give the gradients of the engine's hand-written way back, to rounding: 1e-12
#   of the largest.
# * Gradients that are never set to zero cost 2 points and more of the right answers, at a rate that suits the run where
#   they are; at one that is too low they may help.

# %% [markdown]
# * A softmax before a cross-entropy that takes logits keeps the printed loss of ten classes above 1.46; with batch norm
#   Adam hides it otherwise (within 5 points), and gradient descent loses over 5, at rates up to 1 (at higher ones
#   less).
# * A decay to 0.9 and less, meant for each epoch and made at each batch, costs 2 points and more.
# * An Adam made anew at each epoch, its memory lost, costs a point and a half of the right answers at most; where
#   updates are few or the rate is low, it may even gain.
# * Batch norm that is tested without eval() costs 3 points at most in mixed batches of 50, over 10 points in batches of
#   4, and most answers where a batch holds one class.

# %% tags=["nbval-ignore-output"]
print(how_right("onward_to_frameworks"))

# %% [markdown] minutes=2 lesson=false
# ## How far this holds
#
# Each sentence was tried again with other digits, clothes in place of digits, other widths, batches and budgets. A mark
# is one of these conditions; a cross is one that the sentence excludes. PyTorch itself has no part in them: that its
# losses are ours, step by step, is what section 2 shows.

# %%
claims_table("onward_to_frameworks")

# %%
again("onward_to_frameworks", "eval")

# %% [markdown]
# **What people get wrong**
#
# * They carry numbers over, and not forms.
# * They believe a run because its loss falls.
# * They compare two engines by their end, and not from the first batch on.
# * They set `eval()` for the test, and never go back to `train()`.
#
# **Exercises here:** 1 one way back · 2 broadcasting undone · 3 the order · 4 the line behind a run

# %% [markdown]
# **References**
#
# * S. Linnainmaa (1976), *Taylor expansion of the accumulated rounding error*: the reverse mode, from his thesis of 1970.
# * S. Ioffe, C. Szegedy (2015), *Batch normalization*: the unbiased variance for the test.
# * D. Maclaurin, D. Duvenaud, R. Adams (2015), *Autograd: effortless gradients in NumPy*.
# * A. Baydin et al. (2018), *Automatic differentiation in machine learning: a survey*.
# * I. Loshchilov, F. Hutter (2019), *Decoupled weight decay regularization*.
# * A. Paszke et al. (2019), *PyTorch: an imperative style, high-performance deep learning library*.
#
# Convolutions and residual nets, in NumPy, are in 11b.
