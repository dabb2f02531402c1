# ---
# jupyter:
#   course:
#     title: Activations and output layers
#     question: Which function between the layers, and which one at the end?
#     about: slope times weights, weights that suit a function, a fair ranking, dead ReLUs, six problems and their last layers
#     needs: ["01"]
#     kind: claims
#     running: [5, 5, 5, 20, 0, 0, 0, 10, 0, 0]
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 01b · Activations and output layers
#
# **Between its layers a network needs a function that bends, an activation function (활성화 함수). At its end it needs one
# that can say the answer. You find out what each of them lets through, and what it cannot say.**
#
# After this notebook you can
#
# * say how much gradient (기울기, 그래디언트) reaches the first layer, from function, weights and depth,
# * find the weights with which a function learns in a deep network, and compare functions fairly,
# * choose last function and loss for a problem, and tell from its answers when they are wrong.
#
# Time: {minutes} minutes, exercises included. You need: backpropagation and gradient descent (notebook 01).
#
# Two questions go along with you. *Ten layers of sigmoids do not learn. Is it the sigmoid's fault?* And: *a neuron is
# wrong, and very sure. Will it learn fast, or hardly at all?*

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
from course_lib.chapters.activations_and_outputs import (
    check,
    check_answers,
    dead,
    drawing,
    outputs,
    ranking,
    scales,
    shown,
    sure,
)
from course_lib.chapters.activations_and_outputs.activation_dashboard import activation_dashboard
from course_lib.chapters.activations_and_outputs.functions import with_slope
from course_lib.dashboards import again, claims_table, predict
from course_lib.datasets import load_sweep
from course_lib.guide import how_right

# %% [markdown] minutes=4 lesson=true ask="What is in the way of the ten sigmoid layers?" answers="Almost all: the sigmoid, its slope is too small. Keep it on the board; section 3 takes it back."
# ## 1 · Ten layers that do not learn
#
# 300 points in two classes. Networks with *ten* hidden layers of ten units, plain gradient descent, the same rate, the same
# 100 passes over the data; ten random starts (seeds) each. One has sigmoids, one has tanh, both with weights of the usual
# size: variance $1/n$ for $n$ inputs of a layer (Y. LeCun, 1998). (In the engine `mlp` builds such a network, `fit` trains
# it, `evaluate` judges it, `History` writes down on the way.)

# %%
sigmoid_losses = shown.losses_of("sigmoid", scale=1)
tanh_losses = shown.losses_of("tanh", scale=1)

# %% folded=true alt="The loss of ten seeds along 100 epochs. All ten sigmoid networks stay on the dotted line of a coin; those with tanh fall."
figure, ax = plots.new_figure(8, 3)
drawing.draw_losses(ax, {"ten layers of sigmoids": sigmoid_losses, "ten of tanh": tanh_losses})
figure

# %% [markdown]
# The sigmoids do no better than a coin. No error, no NaN: they do not learn. Often said: *the sigmoid's slope is at
# most a quarter. In backpropagation ten such slopes are multiplied, and nothing is left.* Here are both functions with their
# slopes. (They are one curve: $\tanh z = 2\,\sigma(2z) - 1$, twice as high and twice as fast, so four times as steep.)

# %% folded=true alt="The sigmoid rises from 0 to 1; its slope is a low hill of height one quarter. Tanh rises from minus 1 to 1; its slope reaches 1."
figure, (left, right) = plots.new_figure(9, 2.6, panels=2)
drawing.draw_function(left, *with_slope(engine.Sigmoid()), title="sigmoid")
drawing.draw_function(right, *with_slope(engine.Tanh()), title="tanh")
figure

# %%
predict(
    "activations_and_outputs", "whose_fault",
    "The same ten layers of sigmoids, the same rate and time, other first weights. Can they learn?",
    ["no, the slope is too small", "yes, with smaller weights", "yes, with larger weights"],
    answer="yes, with larger weights",
    because="On its way back the gradient meets slopes and weights. Sections 2 and 3 show it.",
)  # fmt: skip

# %% [markdown] minutes=10 lesson=true ask="The explorer at ten sigmoid layers: where do we have to set the weights, so that layer 1 hears as much as layer 10?" answers="Guesses go from 2 to 16, as four times the slope is missing. With zero biases it takes about 100."
# ## 2 · Slope times weights
#
# In a chain of single neurons the chain rule gives
#
# $$\frac{\partial L}{\partial z_1} = \sigma'(z_1)\, w_2\, \sigma'(z_2)\, w_3 \cdots \sigma'(z_9)\, w_{10}\, \frac{\partial L}{\partial z_{10}}$$
#
# Between layer 10 and layer 1 there are nine slopes *and nine weights*. In a single chain with zero biases large weights cannot make
# up for small slopes: they drive the one neuron to where it is flat (04 §4). In a layer of ten units they can, nearly as the rule below
# says from 30 on: a few units are always in the middle. There each gradient is a sum of $n$ such terms, with weights of variance $c/n$; $c$ is called the
# **scale** here. We send the points through fresh networks and back, and measure the gradient's size in each layer (`engine.trace`).

# %% folded=true alt="On a log scale the gradient of sigmoids with scale 1 falls in a straight line to a millionth in layer 1; that of tanh and ReLU stays within a factor of four of layer 10."
kinds = {"sigmoid, 1/n": ("sigmoid", 1), "tanh, 1/n": ("tanh", 1), "ReLU, 2/n": ("ReLU", 2)}
figure, ax = plots.new_figure(8, 3.2)
drawing.draw_shares(ax, {words: scales.shares(*kind).shares for words, kind in kinds.items()})
figure

# %% [markdown]
# (The size is the root of the mean square; the geometric mean of ten networks.) With sigmoids layer 1 hears a
# millionth of what layer 10 hears: the **vanishing gradient** (기울기 소실; S. Hochreiter, 1991). ReLU is $\max(0, z)$.
# It got *larger* weights, as is usual: it is off half of the time, and twice the variance makes up for that (K. He et
# al., 2015). Here nobody made up for the sigmoid; the tutorials of Theano, an early library, did: weights 4 times as large.

# %%
predict(
    "activations_and_outputs", "per_layer",
    "The slope is at most 1/4. Which variance of the weights brings each layer's factor to 1?",
    ["4/n", "16/n", "more than 16/n"],
    answer="more than 16/n",
    because="16/n if all slopes were 1/4. Units that are not in the middle have less.",
)  # fmt: skip

# %% [markdown]
# Try it: five untrained networks, 50 units wide; their geometric mean.

# %% [markdown]
# **Task 1.** a) Scale 1: which is the deepest sigmoid network whose first layer still gets 1 %? b) Ten layers of
# sigmoids: at which scale does layer 1 get about as much as layer 10? c) Twenty layers of ReLU: what does layer 1 get at the
# scales 1, 2 and 4? And twenty of sigmoids at 64, 128 and 256? For which of the two does a wrong scale matter less?

# %% folded=true alt="Left: the sigmoid and its slope, never above one quarter. Right: the gradient falls in a straight line on a log scale, from 100 % in layer 10 far below 1 % in layer 1."
explorer = activation_dashboard()
explorer

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# a) Four layers. b) Between 64 (44 %) and 128 (170 %). c) ReLU: a thousandth, 72 %, five hundred times. A ReLU's slopes do
# not know how large the weights are, so each layer multiplies by $\sqrt{1/2}$ or $\sqrt 2$ more. Sigmoid: 7 %, 2.3 times, 34 times.
# Larger weights push more units to where the sigmoid is flat; the slopes fall while the weights grow. It matters less to the sigmoid.
#
# </details>

# %% [markdown] minutes=13 lesson=true ask="After exercise 1's picture: is it the sigmoid's fault?" answers="No: weights and biases did not suit it. Centred it starts as a tanh, and learns."
# ## 3 · The weights that suit a function
#
# The gradient of a unit is its slope $\sigma'$ times a sum over the $n$ units behind it, of weight $w_j$ times their gradient $g_j$.
# Weights of mean 0 that know nothing of the $g_j$: the sum's mean square is $n$ terms of $\frac{c}{n}$ times the mean of $g^2$, so
# it is $c$ times the mean of $g^2$. Then the slope: squares are multiplied by $c \cdot \text{mean}(\sigma'^2)$, *sizes* by its root.
#
# Two things in it are only nearly true: that slopes and gradients know nothing of each other, and that many units take part.
# Beside each other: this number, and what ten untrained layers of width 100 pass on.

# %% folded=true alt="Predicted factor per layer against the measured one, for five functions at four scales: all points lie close to the diagonal."
let_through = {
    name: [shown.law_at(name, scale) for scale in drawing.LAW_SCALES] for name in drawing.LAW
}
figure, ax = plots.new_figure(4.8, 3.8)
drawing.draw_law(ax, let_through)
figure

# %% [markdown]
# ### Exercise 1: weights that keep the gradient
#
# You are given the slopes of a network's units, measured, an array of any shape. Which scale brings the factor to 1? Find
# it from the words above; test it on a ReLU, whose slopes are 0 and 1.
#
# <details><summary>Hint</summary>
#
# The root of (scale times something) must be 1.
#
# </details>


# %% exercise=6
def scale_for(slopes):
    """Return one number, the scale with which the gradient keeps its size.

    >>> scale_for(np.array([0.25, 0.25]))
    np.float64(16.0)
    """
    # BEGIN SOLUTION
    return 1 / np.mean(slopes**2)
    # END SOLUTION


# %%
check.scale_for(scale_for)

# %% [markdown]
# With other weights the slopes are others. So ask again: weights of that scale, their slopes, your function, and so on, in layers of
# 30. One row is the sigmoid with other *biases*. As $\sigma(z) = \frac12 + \frac12 \tanh\frac z2$, its outputs lie around one
# half, and the next sum is moved by half the sum of its weights. Biases of $-\frac12 \sum_j w_j$ take that away: the sigmoid is **centred**.

# %% folded=true alt="Scale against the number of times asked. The sigmoid with zero biases rises from 1 to about 96; centred it ends near 30, tanh near 1.5, ReLU at 2."
own = checks.yours_or_ours(scale_for, check.scale_for, check_answers.scale_for)
asked = {name: scales.asked_again(name, own, width=30) for name in ("sigmoid", "tanh", "ReLU")}
asked["sigmoid, centred"] = scales.asked_again("sigmoid", own, width=30, centred=True)
figure, ax = plots.new_figure(8, 3)
drawing.draw_asked(ax, asked)
ax.set_title(f"scale_for: {own.whose}")
figure

# %%
predict(
    "activations_and_outputs", "centred",
    "Twenty layers of sigmoids, 16/n, centred by their biases. How many of five runs learn?",
    ["0, as with zero biases", "about half", "all five"], answer="all five",
    because="Centred with 16/n, at the start layers 2 to 20 compute what tanh with 1/n does.",
)  # fmt: skip

# %% [markdown]
# With zero biases the sigmoid's own scale is about 100; centred it is about 30. Most of the distance from 16 comes from the *positive
# outputs*: they push units to where they are flat. Twenty layers of sigmoids, 16/n, once with each bias, five seeds:

# %% folded=true alt="The loss of five seeds in twenty layers of sigmoids: with zero biases all stay on the coin's line; centred all five fall."
with_zero = shown.losses_of("sigmoid", scale=16, depth=20, seeds=range(5))
when_centred = shown.losses_of("sigmoid", scale=16, depth=20, seeds=range(5), centred=True)
figure, ax = plots.new_figure(8, 3)
drawing.draw_losses(ax, {"16/n, zero biases": with_zero, "16/n, centred": when_centred})
figure

# %% [markdown]
# And ten layers with zero biases and the weights that your function found; nothing else is changed:

# %% folded=true alt="The loss of ten seeds: with scale 1 all stay on the coin's line; with the scale from the exercise most fall, later than with tanh, and one or two stay."
with_own = shown.losses_of("sigmoid", scale=asked["sigmoid"][-1])
figure, ax = plots.new_figure(8, 3)
named = {"sigmoids, scale 1": sigmoid_losses, "tanh, scale 1": tanh_losses,
         f"sigmoids, scale {asked['sigmoid'][-1]:.0f} ({own.whose})": with_own}  # fmt: skip
drawing.draw_losses(ax, named)
figure

# %% [markdown]
# They learn. *"No sigmoid in a deep network"* was a sentence about weights *and biases* that it was given, and about plain gradient
# descent: Adam, which divides each gradient by its own usual size (notebook 05), learns with 1/n, too. Often said, as well: it may work,
# but it is fragile. How wide is the window (구간) of scales, with zero biases?

# %%
predict(
    "activations_and_outputs", "window",
    "Ten layers, all scales tried. Which function learns in the narrowest window of scales?",
    ["sigmoid", "tanh", "ReLU"], answer="ReLU",
    because="Its slopes do not give way: a scale too large by 4 explodes in each of ten layers.",
)  # fmt: skip

# %% folded=true alt="Share of points that are right against the scale, at the best of three rates. ReLU is high from 1 to 4, tanh from one quarter to 16, the sigmoid from 16 to 256."
figure, ax = plots.new_figure(8, 3.2)
drawing.draw_windows(ax, load_sweep("activations_and_outputs_scales"))
figure

# %% [markdown]
# (Medians of ten seeds, at the best of three rates; stored.) The sigmoid's window is no narrower, it lies elsewhere. What
# is left of the belief: with the usual weights, zero biases and plain descent it fails; at its best it ends two points behind tanh here,
# and up to three seeds of ten fail. (Of those with zero biases, only ReLU at 2/n still learns with twenty layers in this time.) *The
# exponential is slow*, it is said, too. ReLU is the fastest, true; but beside each function stands a matrix product.
#
# All weights of a neuron that hears positive outputs only go up together, or down, for a single point. For a batch that is what you
# saw: a start that lies off the middle, which biases mend (and a longer valley, see notebook 05).

# %% [markdown] minutes=5 lesson=true ask="Before the right-hand picture: who will be first?" answers="ReLU, or ELU for those who know the ranking. Few say: one cannot tell."
# ## 4 · Which function?
#
# | function | for $z > 0$ | for $z \le 0$ |
# |---|---|---|
# | ReLU | $z$ | 0 |
# | Leaky ReLU, PReLU | $z$ | $sz$, $s$ fixed (0.01), or learnt; RReLU draws it |
# | ELU | $z$ | $\alpha(e^z - 1)$ |
# | SiLU, also Swish | $z\,\sigma(z)$ | the same |
# | GELU | $z\,P(z)$, $P$: a normal number is below $z$ | the same |
#
# The last two have no corner, and dip below 0. Most language models have one of them. (In the engine they are layers:
# `ReLU`, `LeakyReLU`, `PReLU`, `RReLU`, `ELU`, `SiLU`, `GELU`.)

# %% folded=true alt="ReLU, ELU, SiLU and GELU between minus 4 and 4: the same to the right; ELU goes to minus 1, SiLU and GELU dip a little below 0."
figure, ax = plots.new_figure(6, 2.8)
drawing.draw_family(ax, ("ReLU", "ELU", "SiLU", "GELU"))
figure

# %% [markdown]
# Often said (A. Géron, 2017, as a rule of thumb): **ELU > Leaky ReLU > ReLU > tanh > sigmoid**. To the test: 300 digits, other
# ones for each seed; hidden layers of 50 units; weights as section 3 finds them (the sigmoid with 1/n and with 16/n).
# First all at *one* rate, 0.1. Then each at its own, chosen with four seeds on other digits (a dev set), judged with
# ten new seeds on others still.

# %%
predict(
    "activations_and_outputs", "ranking",
    "Two hidden layers. At rate 0.1 the sigmoid with 1/n is 42 points behind ReLU. At its own ...",
    ["as far behind", "half of it is left", "a point or two is left"],
    answer="a point or two is left",
    because="Its gradients are small, so it wants sixteen times the rate. At 0.1 it had no time.",
)  # fmt: skip

# %% folded=true alt="Test accuracy minus that of ReLU, two panels for two and six layers, at one rate and at rates of their own, bars of three standard errors. At one rate the sigmoids are far behind; at their own all but the sigmoid with 1/n in six layers lie within a few points."
ranked = load_sweep("activations_and_outputs_ranking")
figure, axes = plots.new_figure(11, 3.6, panels=2)
for ax, hidden in zip(axes, ranking.DEPTHS, strict=True):
    drawing.draw_ranking(ax, ranked, hidden)
figure

# %% [markdown]
# Most of the distance was the learning rate. A bar (three standard errors of the difference, seed by seed) that crosses
# the line cannot be told from ReLU. With two layers all but two lie there: ELU, first of the ranking, is a point
# behind, and the sigmoid with 1/n two. With six, *tanh* is two points in front. The sigmoid with 1/n learns nothing at any
# rate; with 16/n it is there. The ranking is not.
# (16/n or 32/n: 64/n, nearer to the scale that keeps the gradient, is *not* better on images. There is more to a start than the
# gradient's size.)
#
# So: take ReLU, or what your field takes; give it weights that suit it; tune the learning rate before the function.
# (*It has no upper bound, so it overfits* is said of ReLU, too; PReLU's slope, learnt, can even exceed 1.)

# %% [markdown] minutes=5 lesson=false ask="A unit is off for every point. Who could switch it on again?" answers="Many: nobody. In layer 2 the layer before can."
# ## 5 · Dead for ever?
#
# Where a ReLU is off it has slope 0. One that is off for *every* point gets no gradient at all: it is **dead**. Often
# said: for ever. (And the remedy: begin with a slightly positive bias.) We do the opposite, and begin with all biases
# at $-1$: two hidden layers of 20 ReLUs, five seeds.

# %%
predict(
    "activations_and_outputs", "dead",
    "Some units of both layers are dead at the start. After 100 epochs some are alive ...",
    ["in layer 1 only", "in layer 2 only", "in both", "in neither"],
    answer="in layer 2 only",
    because="The points never change; what layer 1 sends to layer 2 does.",
)  # fmt: skip

# %% folded=true alt="Bars for layer 1 and layer 2: dead at the start, and of these alive at the end. In layer 1 none revives, in layer 2 about a fifth."
figure, ax = plots.new_figure(6, 2.6)
drawing.draw_dead(ax, dead.revived(range(5)))
figure

# %% [markdown]
# In layer 1 the sentence is exact for plain descent: no gradient comes, and the points stay as they are. In layer 2 some come back
# although *they* get no gradient, either: the units before them learn, and send them something else. What moves weights without a
# gradient can wake layer 1, too: momentum in a unit that has just died, or weight decay, when its bias is positive. (A unit that is off for *some* points is
# not dead; that is what a ReLU is for. What kills units later is a rate that is too large, see notebook 06.)

# %% [markdown] minutes=6 lesson=true ask="z = -7, the label is 1, squared error behind a sigmoid: how fast? Leave out the exercise." answers="Half say fast, since the error is large."
# ## 6 · Wrong, and very sure
#
# At the end of a network the function says what an answer *means*. A sigmoid says yes with a probability. A neuron at
# $z = -7$ says "one in a thousand", and the label is 1.

# %%
predict(
    "activations_and_outputs", "sure",
    "Squared error behind the sigmoid, or cross-entropy. Which neuron learns faster?",
    ["squared error", "cross-entropy", "both alike"], answer="cross-entropy",
    because="Its gradient is a - y. With squared error the slope stays in: (a - y) a (1 - a).",
)  # fmt: skip

# %% folded=true alt="What the neuron answers, steps on a log scale. With cross-entropy it rises within ten steps; with squared error it stays near 0 for about a thousand steps and then rises."
figure, ax = plots.new_figure(8, 2.8)
for loss_name, style in drawing.LOSS_LOOKS.items():
    ax.plot(sure.path_of_a_neuron(loss_name, lr=1.0), **style, label=loss_name)
ax.set(xlabel="steps of gradient descent, rate 1", ylabel="answer", ylim=(-0.05, 1.05))
ax.set(xscale="log", xlim=(1, 2000))
ax.set_xticks([1, 10, 100, 1000], ["1", "10", "100", "1000"])
ax.legend(loc="upper left")
figure

# %% [markdown]
# $\frac{\partial L}{\partial a}$ of the cross-entropy, $-1/a$, grows as the slope shrinks, and their product is $a - y$. With squared error the flat
# sigmoid stays in the way, and the worst neuron learns slowest. A larger rate helps. In a network on the moons, with plain gradient
# descent, it takes 263 updates against 5 at the same rate, and 23 against 5 each at its best; with Adam, which divides the small
# gradients away, 5 against 6 at the same. In *hidden* layers no loss cancels a slope; there the weights have to.
#
# Several classes: **softmax**, $p_k = e^{s_k} / \sum_j e^{s_j}$, makes probabilities of scores. With cross-entropy the slopes
# cancel in the same way. (Each row of the gradient adds up to 0: what one class gains, the others lose. So no step of plain
# descent without decay changes the sum of a row of weights.) In the engine
# `binary_cross_entropy` and `cross_entropy` hold function and loss in one.
#
# ### Exercise 2: the gradient behind a softmax
#
# Return the gradient of the mean cross-entropy by the scores: $(p - \text{one-hot})/n$, a one-hot row being 1 at the
# right class and 0 elsewhere. Subtract first what keeps `np.exp` from overflow, and think of rows that lie far apart.
#
# <details><summary>Hint</summary>
#
# `np.eye(classes)[labels]` gives the one-hot rows. Scores that are all higher by the same number mean the same.
#
# </details>


# %% exercise=6
def softmax_gradient(logits, labels):
    """Return the gradient, of the shape of logits (examples, classes).

    >>> softmax_gradient(np.array([[0.0, 0.0]]), np.array([1]))
    array([[ 0.5, -0.5]])
    """
    # BEGIN SOLUTION
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = raised / raised.sum(axis=1, keepdims=True)
    return (p - np.eye(logits.shape[1])[labels]) / len(labels)
    # END SOLUTION


# %%
check.softmax_gradient(softmax_gradient)

# %% [markdown]
# It reads digits now: one layer of weights, 1000 images, gradient descent with *your* gradient.

# %% folded=true alt="Left: the accuracy on other digits along 200 steps, rising to about 80 %. Right: the weights of each class as a picture, in which the digits can be seen."
gradient = checks.yours_or_ours(
    softmax_gradient, check.softmax_gradient, check_answers.softmax_gradient
)
reader = shown.digits_with(gradient)
figure, panels = plots.new_figure(10, 2.8, panels=2)
drawing.draw_reader(panels, reader, whose=gradient.whose)
figure

# %% [markdown] minutes=10 lesson=true ask="One problem after another: last function, loss? Collect hands before the run." answers="Ratings get a sigmoid, labels a softmax; the count gets no function."
# ## 7 · Six problems
#
# | last function | says | loss that suits it | gradient by the scores |
# |---|---|---|---|
# | `none` | any number | `squared error` | $(s - y)/n$ |
# | `sigmoid` | yes or no, for each output by itself | `binary cross-entropy` | $(a - y)/n$ |
# | `sigmoid` | the same | `squared error` | $(a - y)\,a(1-a)/n$ |
# | `softmax` | one of several | `cross-entropy` | $(p - y)/n$; on labels $p$ times their number |
# | `exp` | a positive number | `Poisson`, $e^s - ys$ | $(e^s - y)/n$ |
#
# Where loss and function suit each other, the slope cancels each time.

# %% folded=true
for problem_name, problem_asked in outputs.PROBLEMS.items():
    print(f"{problem_name:10s} outputs: {problem_asked.outputs:2d}   {problem_asked.question}")

# %% [markdown]
# ### Exercise 3: six last layers
#
# Choose (function, loss) for each. There is nothing to copy: ask what the answer can be. *labels*: a point can be in
# two discs at once. *count*: there are 0 visitors, or 3, or 40. *pixels*: the network shall repeat its image. *rating*: the stars
# are not scaled; 3.5 is a fine prediction, and what lies beyond 0 or 5 may be cut off afterwards.
#
# A choice **fits** if its answers are possible (less than 1 % of them negative, above 1, ...; stars may be cut), and its error is
# within 10 % of the best choice's. Several can fit.
#
# <details><summary>Hint</summary>
#
# Which answers must be possible? Which must not? Two at a time, or one of many?
#
# </details>


# %% exercise=6
def last_layer(problem):
    """Return (function, loss), two names from the table."""
    # BEGIN SOLUTION
    return {
        "digit": ("softmax", "cross-entropy"),
        "labels": ("sigmoid", "binary cross-entropy"),
        "rating": ("none", "squared error"),
        "count": ("exp", "Poisson"),
        "pixels": ("sigmoid", "binary cross-entropy"),
        "yes or no": ("sigmoid", "binary cross-entropy"),
    }[problem]
    # END SOLUTION


# %%
predict(
    "activations_and_outputs", "softmax_on_labels",
    "A trained softmax on the labels; above 1/2 is read as yes. Which points get all three right?",
    ["almost all", "those in at most one disc", "only those in exactly one disc"],
    answer="only those in exactly one disc",
    because="In two discs it cannot be right. In none it could: but such points give no gradient.",
)  # fmt: skip

# %% folded=true
for in_discs, share in enumerate(shown.discs()):
    print(f"points in {in_discs} of the three discs: {100 * share:.0f} %")

# %% [markdown]
# Each choice is trained: 400 examples, 32 ReLUs, five seeds, at the rate that is best for the pair. What you chose
# beside all others (stored), in shares of the error that *one answer for all* has:

# %% folded=true alt="Six panels with five bars each, the error of each pair relative to one answer for all, the chosen pair in orange. A sigmoid on ratings and a softmax on labels are no better than one answer; where nothing follows the last layer a share of the counts and pixels is impossible."
choice = checks.yours_or_ours(last_layer, check.last_layer, check_answers.last_layer)
table = load_sweep("activations_and_outputs_outputs")
trained_now = shown.train_choices(last_layer, choice, table)
figure = drawing.draw_problems(table, trained_now)
figure

# %%
check.last_layer(last_layer)

# %% [markdown]
# *Cannot say it:* a sigmoid on unscaled stars (it never says 2), a softmax with a single output (it always says 1); both by
# definition. A softmax on labels, read at one half, gets the points in exactly one disc; a constant "in none" gets those in none,
# and that is as many. *Says what cannot be:* without a function one count in thirteen is negative, and the error on pixels is 0.58
# of one answer's, against 0.33 behind a sigmoid, which gets the many pixels that are exactly 0. *Fits, too:* squared error
# behind a sigmoid, given its own, larger rate; ten sigmoids on a digit; `exp` on stars.
#
# Targets of any size: divide them by about their range (half of it or the standard deviation, both will do), and multiply the
# predictions before you read them. For pixels from $-1$ to 1 the last function is tanh.

# %% [markdown] minutes=2 lesson=true ask="Back to the board: is it the sigmoid's fault?" answers="The weights and biases were wrong for it; a hidden sigmoid asks for its own."
# ## What remains
#
# *Is it the sigmoid's fault?* It is slope, weights and biases, and its weights and biases were another function's. *Wrong and sure:*
# with plain gradient descent it learns fast with cross-entropy, and hardly with squared error.

# %% [markdown]
# * In an untrained network, on its way back through a layer of at least 30 units, the gradient is multiplied by about
#   the root of the scale of the weights times the mean square of the slopes, if the scale is not huge: at most 900
#   for sigmoids, 16 for others.
# * By gradient descent on the moons ten layers of sigmoids learn nothing in 1000 updates with weights of variance
#   1/n_in, and most of them learn with 64/n_in.
# * On the moons twenty layers of sigmoids with weights of 16/n_in learn by gradient descent when their biases are minus
#   half the sum of the weights, and not when they are 0.
# * By gradient descent on the moons, at rates of 0.1 and 0.3, ten layers of sigmoids learn at no fewer scales than
#   ten of ReLU; they lie elsewhere.

# %% [markdown]
# * With weights of 16/n_in or 32/n_in and a rate of their own, six layers of sigmoids come within 4 points of ReLU on
#   digits of 28 x 28 pixels.
# * On digits, with two or three hidden layers, most of the lead that ReLU has over the sigmoid with 1/n_in at one
#   learning rate, 0.1, is the learning rate.
# * On 100 to 300 digits ReLU, ELU and SiLU, each with weights and a rate of its own, end within 4 points.
# * A ReLU of layer 1 that is dead at the start never comes back by descent without decay, as its gradient is 0; in
#   layer 2 some do.

# %% [markdown]
# * On the moons, with plain gradient descent, where the output is wrong and very sure (z = -7 or less), squared error
#   behind a sigmoid takes more than ten times as many updates as cross-entropy at the same rate, and more than twice as
#   many at its best.
# * A sigmoid on unscaled stars, and a softmax on several labels, read at one half, do no better than one answer for
#   all.
# * With nothing after the last layer more than one count in a hundred is negative, and on pixels, through at most 32
#   units, the error is more than half as large again as behind a sigmoid.

# %% tags=["nbval-ignore-output"]
print(how_right("activations_and_outputs"))

# %% [markdown] minutes=2 lesson=false
# ## How far this holds
#
# Each sentence was tried again with other seeds, other data, depths, widths, rates and budgets, one changed at a time
# (stored: `make claims NB=01b`). A mark is one of these conditions; a cross is one that the sentence excludes.

# %%
claims_table("activations_and_outputs")

# %%
again("activations_and_outputs", "law")

# %% [markdown]
# **What people get wrong**
#
# * They blame a function for weights that were made for another one.
# * They compare two functions at a learning rate that suits one of them.
# * They say "dead" of a unit that is off for *some* points.
# * They put a softmax where several answers are right, or a sigmoid where a number is asked for.
# * They take the largest score of *all* rows from each row, and get NaN in those far below.
#
# **Exercises here:** 1 weights that keep the gradient · 2 the gradient behind a softmax · 3 six last layers

# %% [markdown]
# **References**
#
# * S. Hochreiter (1991), thesis; Y. Bengio, P. Simard, P. Frasconi (1994): gradients that vanish.
# * Y. LeCun, L. Bottou, G. Orr, K.-R. Müller (1998), *Efficient backprop*: weights of 1/n, centred inputs.
# * X. Glorot, Y. Bengio (2010), *Understanding the difficulty of training deep feedforward neural networks*.
# * V. Nair, G. Hinton (2010); X. Glorot, A. Bordes, Y. Bengio (2011): ReLU. A. Maas et al. (2013): Leaky ReLU.
# * K. He et al. (2015): PReLU, weights of 2/n. B. Xu et al. (2015): RReLU. D.-A. Clevert et al. (2016): ELU.
# * D. Hendrycks, K. Gimpel (2016): GELU and SiLU. S. Elfwing et al. (2018): SiLU. P. Ramachandran et al. (2018): Swish.
# * A. Géron (2017), *Hands-On Machine Learning*: the ranking.
#
# The next notebook is 02, bias and variance. What first weights do, without and with this rule, is in 04.
