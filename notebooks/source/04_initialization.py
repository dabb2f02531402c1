# ---
# jupyter:
#   course:
#     title: Initialization
#     question: Why do the first random weights decide whether it learns?
#     about: symmetry, vanishing and exploding signals, Xavier, LeCun, He, the usable valley over depth, dead units
#     needs: ["01"]
#     minutes: 80
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 04 · Initialization (가중치 초기화)
#
# **Before the first step of training, the first weights decide whether there is anything to learn from:
# you will see networks that cannot start, find out why, and choose first weights that work.**
#
# After this notebook you can
#
# * say why equal first weights make a layer as good as one unit,
# * derive the std of LeCun, Glorot (Xavier) and He from one line, and choose among them,
# * predict whether signals vanish or explode in a deep network, forward and backward, and check it.
#
# Time: 60 minutes, and 20 for the exercises. You need: the forward and backward pass, ReLU, tanh and
# sigmoid, gradient descent.

# %% [markdown]
# We hold three Korean lectures, *the lectures* below, against measurement, and repeat two
# published experiments.
#
# **Two questions first.** Write your answers on a piece of paper; you will need them at the end.
#
# 1. A network has 50 ReLU layers, without biases. All its weights are 10 % larger than they should be. By how
#    much is the output too large?
# 2. In a deep network with sigmoids nine units of ten are saturated (포화), so that their slope is
#    almost 0. Is the gradient at the first layer smaller than at the last, about equal, or larger?

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
from course_lib.chapters.initialization import check, digits, rings, valley
from course_lib.chapters.initialization.drawing import draw_flow
from course_lib.chapters.initialization.histograms_dashboard import histograms_dashboard
from course_lib.chapters.initialization.signal_flow_dashboard import signal_flow_dashboard
from course_lib.chapters.initialization.signals import Signals
from course_lib.chapters.initialization.valley_dashboard import valley_dashboard
from course_lib.dashboards import progress
from course_lib.datasets import load_mnist, load_sweep, published_circles
from course_lib.engine import binary_cross_entropy, cross_entropy, evaluate, fit, mlp, normal, trace
from course_lib.experiments import paired_change

# %% [markdown]
# ## 1 · A network that cannot start
#
# Two rings of points, and a network with two hidden layers of 10 and 5 units that is to tell them apart.

# %% alt="Two rings of points, one inside the other, noisy, circles outside and triangles inside."
training_points, test_points = published_circles()
figure, ax = plots.new_figure(4, 3.4)
plots.draw_points(ax, *training_points)
ax.set(xlabel="x1", ylabel="x2", title="300 points to train on", aspect="equal")
figure

# %% [markdown]
# **Predict first.** All weights start at 0, which looks neutral: no direction is preferred. What will the loss be
# after 500 steps?


# %%
def train_rings(initializer, lr=0.1, epochs=500):
    rng = np.random.default_rng(0)
    network = mlp([2, 10, 5, 1], rng=rng, initializer=initializer)
    optimizer = engine.Optimizer(engine.GradientDescent(), lr=lr)
    recipe = {"epochs": epochs, "batch_size": 300}
    fit(network, binary_cross_entropy, optimizer, training_points, rng=rng, every=epochs, **recipe)
    return network


# %%
from_zeros = train_rings(engine.zeros)
loss, right = evaluate(from_zeros, binary_cross_entropy, training_points)
print(f"loss {loss:.4f} (ln 2 = {np.log(2):.4f}), {100 * right:.0f} % right")
print(f"every gradient is 0: {np.abs(from_zeros.gradient).max() < 1e-12}")

# %% [markdown]
# Nothing has happened, and nothing ever will. Every hidden output is 0, so no weight after it gets a gradient
# ($\partial W = x^T \partial y$ with $x = 0$), and the gradient on its way back is multiplied by weights of 0.
# Only the output's bias could move; with as many points of one class as of the other it has no reason to.
#
# So is 0 the problem? **Predict first.** Start *all* weights at 0.5. Does it learn now? How many different units has
# the first hidden layer, of 10, after training?

# %%
from_halves = train_rings(engine.filled(0.5), epochs=3000)
loss_halves, right_halves = evaluate(from_halves, binary_cross_entropy, training_points)
print(f"loss {loss_halves:.2f}, {100 * right_halves:.0f} % right")
print("weights into the 10 units, rounded:")
print(from_halves["hidden 1"].W.round(3))

# %% [markdown]
# It learns a little, and more epochs hardly help (try 9000). Ten units, one column of weights. They began equal, so they put out the same, so
# they got the same gradient, so they stay equal, for ever. This is *symmetry* (대칭), and no number of steps
# breaks it: the layer is one unit, ten times. 0 is only its most extreme case.
#
# ### Exercise 1: how many units are there really?
#
# Column $k$ of `grad_W` is the gradient by the weights *into* unit $k$. Count the different columns; columns that
# agree to nine decimals are equal.
#
# <details><summary>Hint</summary>
#
# `np.unique(array, axis=1)` gives the different columns. Round first: sums taken in another order differ in the
# last digits.
#
# </details>


# %%
def distinct_units(grad_W):
    """Return how many different columns grad_W, of shape (inputs, units), has.

    >>> distinct_units(np.array([[1.0, 2.0, 1.0], [3.0, 4.0, 3.0]]))
    2
    """
    # BEGIN SOLUTION
    return np.unique(grad_W.round(9), axis=1).shape[1]
    # END SOLUTION


# %%
check.distinct_units(distinct_units)

# %% [markdown]
# ### Any random numbers, then?
#
# Random weights break the symmetry. A published experiment (an assignment of the *Deep Learning Specialization*)
# compares three starts on these very points: zeros, normal numbers times 10, and He's, which we come to.
# 15 000 steps with learning rate 0.01, all three side by side: some seconds.
#
# **Predict first.** All three have the same network and recipe. Which will be best, and does the second learn at all?

# %%
networks, losses = rings.published_networks(), []
for step in progress(rings.steps(networks), total=rings.ITERATIONS, of="steps"):
    if step.number % 100 == 1:
        losses.append(step.loss)

# %% alt="Loss against steps for three starts: zeros stay at 0.69; ten times too large weights begin far above and come down to 0.4; He's start falls to below 0.1."
figure, ax = plots.new_figure()
styles = ((plots.GREY, ":"), (plots.ORANGE, "--"), (plots.BLUE, "-"))
for name, curve, (color, line) in zip(rings.PUBLISHED, np.array(losses).T, styles, strict=True):
    ax.plot(np.arange(len(curve)) * 100, curve, color=color, linestyle=line, label=name)
ax.set(xlabel="steps", ylabel="loss (nats)", ylim=(0, 1))
ax.legend(loc="upper right")
figure

# %%
on_training, on_test = (
    100 * evaluate(networks, binary_cross_entropy, data)[1]
    for data in (training_points, test_points)
)
print("accuracy in %     training       test")
for k, (name, (train_there, test_there)) in enumerate(rings.PUBLISHED.items()):
    print(f"{name:10s} ours {on_training[k]:8.1f} {on_test[k]:10.1f}")
    print(f"      published {train_there:8.1f} {test_there:10.1f}")
print(f"with zeros the loss ends at {losses[-1][0]:.4f}")
print(f"with randn x 10 it began at {losses[0][1]:.0f}")

# %% [markdown]
# **What we saw.** The published table, to the decimal. Random is not enough: weights ten times too large, or more, leave the
# network far behind. Its loss began far off the picture: it was wrong and *very sure*. That was unlearned within a
# thousand steps, and until about step 5000 it was even ahead; then it got stuck. After 3000 steps one would have
# picked the wrong start.
#
# Too large is bad. And too small? 0 was. Where is the border, and what does it depend on?

# %% [markdown]
# ## 2 · Fifty layers
#
# A lecture writes a deep network as a product: $W^{[L]} \cdots W^{[2]} W^{[1]} x$. That holds without biases and without
# activations only, but it shows the point: each layer multiplies.
#
# **Predict first, without a calculator.** What is left of a signal of 1 after 50 layers that each multiply it by 0.5? By 1.5? By 0.9
# and by 1.1?

# %%
for factor in (0.5, 0.9, 1.1, 1.5):
    print(f"{factor} to the power of 50: {factor**50:.3g}")

# %% [markdown]
# A tenth too much in each layer is a factor of more than a hundred in the end. Now a real network: 50 hidden layers of 100 ReLU units.
# `trace` sends a batch through and back, and keeps what every layer puts out, and the gradient of the loss by it.
#
# **Predict first.** Weights with a standard deviation (std) of 0.1, or 0.2: does the signal grow or shrink? And the gradient,
# on its way back from layer 50 to layer 1?


# %%
def through_fifty(std):
    rng = np.random.default_rng(0)
    network = mlp([100] * 52, rng=rng, initializer=normal(std))
    x = rng.standard_normal((32, 100))
    inside = trace(network, engine.squared_error, (x, np.zeros((32, 100))))
    layers = [f"relu {number}" for number in range(1, 51)]
    forward = np.array([inside.outputs[name].std() for name in layers])
    backward = np.array([inside.gradients[name].std() for name in layers])
    return forward, backward / backward[-1]


# %% alt="Two panels on a log scale. With std 0.1 outputs shrink from layer to layer and the gradient shrinks on its way back; with std 0.2 both grow by many powers of ten."
figure, panels = plots.new_figure(panels=2)
for ax, weight_std_here in zip(panels, (0.1, 0.2), strict=True):
    draw_flow(ax, *through_fifty(weight_std_here))
    ax.set_title(f"std of the weights {weight_std_here}")
panels[0].legend(loc="upper center")
figure

# %% [markdown]
# **What we saw.** Straight lines on a log scale: every layer multiplies by the same factor. At 0.1 the outputs vanish
# going right, and the gradient vanishes going left (기울기 소실). At 0.2, only twice as much, both explode (기울기 폭주).
#
# One lecture says of weights that are too large that outputs become *small* and the gradient explodes: a slip of
# copying. Large weights make outputs large; the right panel shows it.

# %% [markdown]
# ### Turn the knob
#
# A signal of std 1 goes in on the left, a gradient of std 1 on the right. Between .5 and 2 lies the grey band; what is beyond the
# axis is drawn at its edge.

# %% [markdown]
# **Task 1.** a) Find a std that keeps the outputs of layer 50 between .5 and 2 (ReLU, width 100). How many
# positions of the slider do it? b) Now width 30 and width 200: which std? c) tanh, width 100: which stds keep
# the outputs in the band now? For which of them is the gradient at layer 1 between .1 and 10, too?

# %% alt="With ReLU, 50 layers of 100 units and std 0.1, outputs fall from 1 to about 1e-7 on the way right and the gradient as far on the way left."
flow_board = signal_flow_dashboard()
flow_board

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# a) 0.138 and 0.141; two positions, 2.5 % apart. b) About 0.26, and about 0.1: wider layers need smaller weights.
# c) From 0.135 on, *everything*: tanh cannot put out more than 1, so forward it looks healthy at any size. The gradient does not
# share that: above about 0.145 it explodes. Looking forward only, you would not notice.
#
# </details>

# %% [markdown]
# The window is narrow, and it depends on the width. There must be a formula.

# %% [markdown]
# ## 3 · Which std?
#
# One unit adds up $n_{in}$ products: $z = \sum x_i w_i$. Let the weights be independent, with mean 0 and std $s$, and write $E$ for
# the mean. Then in the mean of $z^2$ all mixed terms cancel, and
#
# $$E[z^2] = n_{in} \cdot E[x^2] \cdot s^2$$
#
# Four lines follow.
#
# 1. To keep the size, $E[z^2] = E[x^2]$: $s^2 = 1 / n_{in}$. This is **LeCun**'s (1998).
# 2. ReLU throws away the negative half, and with it half of the mean square: $s^2 = 2 / n_{in}$. This is **He**'s (2015).
# 3. Backward, a unit adds up $n_{out}$ gradients: to keep their size, $s^2 = 1 / n_{out}$.
# 4. Both at once is impossible where $n_{in} \neq n_{out}$; the mean of the two numbers gives $s^2 = 2 / (n_{in} + n_{out})$. This is **Glorot**'s (2010).

# %%
rng = np.random.default_rng(0)
x_any = 3 * rng.random((2000, 400))  # not even normal: uniform from 0 to 3
z_lecun = x_any @ engine.lecun_normal((400, 300), rng=rng)
z_he = x_any @ engine.he_normal((400, 300), rng=rng)
print(
    f"mean square of the inputs {np.mean(x_any**2):.1f}, of z with LeCun {np.mean(z_lecun**2):.1f}"
)
print(f"of z with He {np.mean(z_he**2):.1f}, after ReLU {np.mean(np.maximum(z_he, 0) ** 2):.1f}")

# %% [markdown]
# Only the mean square of the inputs counts, whatever else they are like; with He's weights it is still there after ReLU.
#
# ### Exercise 2: a std for a target
#
# Inputs `x` are given, of shape (examples, n_in), of any size and with any mean. Which std must the weights have, for `x @ W` to have
# the std `target`? (The mean of $z$ is 0, so its std is the root of $E[z^2]$.)
#
# <details><summary>Hint</summary>
#
# Solve $E[z^2] = n_{in} E[x^2] s^2$ for $s$. The mean of `x**2` is not the variance of `x`, unless its mean is 0.
#
# </details>


# %%
def weight_std(target, x):
    """Return the std of W for which x @ W has the std target.

    >>> weight_std(1.0, np.ones((3, 4)))
    0.5
    """
    # BEGIN SOLUTION
    return target / np.sqrt(x.shape[1] * np.mean(x**2))
    # END SOLUTION


# %%
check.weight_std(weight_std)

# %% [markdown]
# ### Exercise 3: the three names
#
# Put the four lines to work: which std belongs to which name?
#
# <details><summary>Hint</summary>
#
# The four lines give $s^2$, the variance. A std is its root.
#
# </details>


# %%
def initial_std(name, n_in, n_out):
    """Return the std of the weights for the name "lecun", "glorot" or "he".

    >>> initial_std("lecun", 4, 100)
    0.5
    """
    # BEGIN SOLUTION
    variances = {"lecun": 1 / n_in, "glorot": 2 / (n_in + n_out), "he": 2 / n_in}
    return variances[name] ** 0.5
    # END SOLUTION


# %%
check.initial_std(initial_std)

# %% [markdown]
# ### A root too many
#
# One lecture writes $Var(W) = \sqrt{2 / n_{in}}$: the root belongs to the std. **Predict first.** Take the
# formula at its word, as a variance. Ten ReLU layers of 100: how large are the outputs of the last?

# %%
readings = (("std      = sqrt(2/n)", (2 / 100) ** 0.5), ("variance = sqrt(2/n)", (2 / 100) ** 0.25))
for words, std in readings:
    stds = Signals(10, 100, rng=np.random.default_rng(0)).through(10, std, "ReLU").forward
    print(f"{words}: std of layers 1, 5, 10: {stds[0]:.1f}, {stds[4]:.3g}, {stds[9]:.3g}")

# %% [markdown]
# A variance of $\sqrt{2/n}$ in place of $2/n$ makes each layer's outputs $(n/2)^{1/4}$ times too large, and ten layers raise that to its tenth power.
#
# Names deceive, too: what the *Deep Learning Specialization* and the book in section 5 call *Xavier* (after Xavier
# Glorot; 자비에, not 세이버, as one lecture has it) is $1/n_{in}$, LeCun's; one of the lectures means $2/(n_{in} + n_{out})$. In this course the first is
# `lecun` and the second `glorot`. Where $n_{in} = n_{out}$ the two agree.
#
# ### One table
#
# **Predict first.** LeCun's start with ReLU, 50 layers: what do you expect? And which start suits the sigmoid?
# We call a gradient *fine* that has changed by no more than a factor of 20.


# %%
def verdict(value):
    return "vanishes" if value < 1 / 20 else "explodes" if value > 20 else "fine"


# %%
chains = Signals(50, 100, rng=np.random.default_rng(0))
stds_of_100 = {"0.01": 0.01, "LeCun, Glorot": (1 / 100) ** 0.5, "He": (2 / 100) ** 0.5}
print("width 100: gradient at layer 1 with  5, 20 and 50 layers")
for activation in ("linear", "ReLU", "tanh", "sigmoid"):
    for name, std in stds_of_100.items():
        ends = [chains.through(depth, std, activation).backward[0] for depth in (5, 20, 50)]
        print(f"{activation:8s} {name:14s}", "  ".join(f"{verdict(end):9s}" for end in ends))

# %% [markdown]
# **What we saw.** He for ReLU, LeCun or Glorot for tanh, where He is just bearable, too. LeCun's missing 2 costs ReLU a factor of
# $\sqrt 2$ a layer. And the sigmoid? None of the three: its slope is at most 1/4, so with zero biases it asks for a std of about 1
# here, ten times LeCun's (01b §3).

# %% [markdown]
# ## 4 · Saturated, and yet exploding
#
# A lecture explains with the sigmoid: weights too large push the outputs to 0 and 1, *and so* the gradient explodes. Weights
# too small leave $z$ near 0, *and so* it vanishes.
#
# Hold that against the slope $\sigma' = \sigma (1 - \sigma)$: near 0 and 1 it is almost 0, and at $z = 0$ it has its maximum. **Predict
# first.** Ten layers of 100 sigmoids, std 3. How many units are saturated (beyond .05 or .95), and what happens to the gradient
# on its way from layer 10 to layer 1?


# %%
def sigmoid_chain(width, std, draws=9):
    nets = [
        mlp([width] * 11 + [1], rng=np.random.default_rng(seed), activation=engine.Sigmoid,
            initializer=normal(std))
        for seed in range(draws)
    ]  # fmt: skip
    x = np.random.default_rng(99).standard_normal((100, width))
    inside = trace(engine.stack(nets), binary_cross_entropy, (x, np.arange(100) % 2))
    a = np.array([inside.outputs[f"sigmoid {k}"] for k in range(1, 11)])
    g = np.array([inside.gradients[f"sigmoid {k}"] for k in range(1, 11)])
    size = np.sqrt((g**2).mean(axis=(-2, -1)))  # root mean square, for each layer and draw
    return np.mean(np.abs(a - 0.5) > 0.45), np.median(size[0] / size[-1]), a


# %%
for wide in (1, 100):
    flat, gain, _ = sigmoid_chain(wide, 3)
    print(f"width {wide:3d}: {100 * flat:.0f} % saturated,", end=" ")
    print(f"the gradient is multiplied by {gain:.2g} from layer 10 to layer 1")

# %% [markdown]
# With 100 units almost all are saturated, their slopes almost 0, and the gradient *grows* about a hundredfold. With one unit, at the same std,
# little is saturated, and it vanishes. So saturation does not decide. All widths and stds, the median of nine draws each:

# %%
stds_tried, widths_tried = (0.01, 0.1, 0.3, 1, 3, 10), (1, 3, 10, 100, 300)
measured = np.array(
    [[sigmoid_chain(width, std)[:2] for std in stds_tried] for width in widths_tried]
)

# %% alt="Left: the saturated share rises with the std at every width. Right: the gradient's gain from layer 10 to layer 1 rises with the std in wide networks to far above 1, and stays below 1 at widths 1 and 3, where it turns down at the largest std."
figure, (left, right) = plots.new_figure(panels=2)
colors = (plots.GREY, plots.ORANGE, plots.GREEN, plots.BLUE, plots.PURPLE)
for width, rows, marker, color in zip(widths_tried, measured, "ovs^D", colors, strict=True):
    look = {"marker": marker, "color": color}
    left.plot(stds_tried, 100 * rows[:, 0], **look, label=f"width {width}")
    right.plot(stds_tried, rows[:, 1], **look)
left.set(xscale="log", xlabel="std of the weights", ylabel="saturated (%)", ylim=(0, 100))
right.set(xscale="log", yscale="log", xlabel="std of the weights")
right.set_ylabel("gradient, layer 1 / layer 10")
right.axhline(1, **plots.REFERENCE)
left.legend(loc="upper left", fontsize=9)
figure

# %% [markdown]
# **What we saw.** Saturation rises with the std everywhere (left). The gradient rises along with it, in wide networks, past 1 (right); the lecture's
# outcome holds there. In the narrowest it turns down at the end: there saturation does what its name says.
#
# Why? A layer multiplies the gradient by about $s \cdot \sqrt n \cdot \text{rms}(\sigma')$, with rms the root mean square. Does the last factor fall as fast as $s$ grows?

# %%
for std in (0.01, 1, 3, 10):
    _, gain, a = sigmoid_chain(100, std)
    slope = np.sqrt(np.mean((a * (1 - a)) ** 2))
    product, per_layer = std * np.sqrt(100) * slope, gain ** (1 / 9)
    print(f"std {std:4g}: rms of the slope {slope:.3f}, product {product:.3f},", end=" ")
    print(f"measured {per_layer:.3f} a layer")

# %% [markdown]
# No. From 1 to 10 the std grows tenfold, and the slope's rms falls to about a third: among 100 units a few are always in the middle, and large weights times those few
# win. One unit has no such company: its gradient is a single product $\sigma'(z_1) w_2 \sigma'(z_2) w_3 \cdots$ (as one lecture writes it), and each small factor counts. And for small weights the slope is 0.25, its best; what makes the gradient vanish is the small $s$ itself.
#
# So: *vanishing and exploding is a product of three factors, and saturation is only one of them.*

# %% [markdown]
# ### See it in the outputs
#
# The outputs of five layers of 100 units. Whatever lies beyond an axis stands in its last bar.

# %% [markdown]
# **Task 2.** a) Sigmoid: find the smallest std at which more than half of layer 5 is below .05 or above .95.
# Move on to the right: does the gradient shrink or grow as saturation rises? From which std on is it larger at
# layer 1 than at layer 5? b) tanh: where do the histograms of layers 1 and 5 look alike, with no peaks at the
# ends? c) ReLU: which share is the same at every std?

# %% alt="Histograms of the outputs of five sigmoid layers at std 1: two peaks at 0 and 1 in each layer."
histograms = histograms_dashboard()
histograms

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# a) At 0.68; the gradient grows with every step to the right, and from 1.2 on, with about three quarters saturated, it is larger at layer 1 than at
# layer 5. b) Around 0.12, near LeCun's 0.1, where the std goes from 0.7 only down to 0.5; below, the deeper layers shrink to a spike at 0; above, peaks grow at the ends. c) Half of the outputs
# are zero, at every std: ReLU does not know how large its input is.
#
# </details>

# %% [markdown]
# ## 5 · Does it matter, once it trains?
#
# So far nothing was trained. A book (K. Saito, *Deep Learning from Scratch*, chapter 6) trains four hidden layers of 100 ReLU units on MNIST from three
# starts: gradient descent with learning rate 0.01, batches of 128.
#
# **Predict first.** Std 0.01 for all weights, 2000 steps. Guessing among ten digits costs ln 10 = 2.303. Where does the loss end?
# And He and LeCun differ by a factor of $\sqrt 2$ only: will one see it with four layers?

# %% alt="Loss over 2000 steps on a smoothed scale: std 0.01 stays flat at 2.3; LeCun, Glorot and He fall, He fastest."
digit_runs = load_sweep("initialization_digits")
figure, ax = plots.new_figure()
looks = ((plots.GREY, ":"), (plots.ORANGE, "--"), (plots.PURPLE, "-."), (plots.BLUE, "-"))
for name, (color, line) in zip(digits.STARTS, looks, strict=True):
    smooth = digit_runs.at(start=name, seed=0)["loss"].reshape(-1, 20).mean(axis=1)
    ax.plot(np.arange(10, 2000, 20), smooth, color=color, linestyle=line, label=name)
ax.set(xlabel="steps (stored runs, seed 0)", ylabel="loss, means of 20 batches", ylim=(0, 2.5))
ax.legend(loc="upper right")
figure

# %%
print("loss around step 1900, mean of 50 batches, three seeds (stored) · one batch, published")
for name in digits.STARTS:
    seeds_there = [digit_runs.at(start=name, seed=seed)["loss"] for seed in (0, 1, 2)]
    means = [digits.mean_of_last(curve) for curve in seeds_there]
    one = np.concatenate([curve[1850:1900] for curve in seeds_there])
    published = digits.PUBLISHED.get(name, "none")
    ours = ", ".join(f"{mean:.2f}" for mean in means)
    print(f"{name:9s} {ours}; single batches {one.min():.2f} to {one.max():.2f} · {published}")

# %%
again = digits.mean_of_last(digits.losses("He", 1, updates=digits.AT))
stored_he = digits.mean_of_last(digit_runs.at(start="He", seed=1)["loss"])
print(f"He, seed 1, trained now: {again:.2f}, as stored to 0.01: {abs(again - stored_he) < 0.01}")

# %% [markdown]
# **What we saw.** With 0.01 it has learned nothing: four hidden layers, and the product is almost 0. What the book calls Xavier is our LeCun, and He is
# ahead of it, most of all in the first 500 steps. The published figures are losses of *one* batch each, and lie within what single batches gave us; the means are
# steadier, and lower.

# %% [markdown]
# ### The usable valley
#
# Is this touchy or forgiving? Networks of 1 to 30 hidden layers (64 units), one std for all weights and 19 of them tried, on 1000 digits for ten epochs, three seeds (stored, 912 runs). We call
# a network *usable* where it reaches 60 % on dev images. One lecture remarks that the first weights are *no hyperparameter of high
# priority*.
#
# **Predict first.** With one hidden layer, how many times larger may the largest usable std be than the smallest? With 30 layers?

# %%
valley_runs = load_sweep("initialization_valley")
point_again = valley.run("tanh", 3, 0.177)["accuracy"][:, -1]
point_stored = valley_runs.at(activation="tanh", depth=3, std=0.177)["accuracy"][:, -1]
print("tanh, 3 layers, std 0.177: trained now", (100 * point_again).round(), "%")
print(f"at most 1 point from the stored runs: {np.abs(point_again - point_stored).max() < 0.0101}")

# %% [markdown]
# **Task 3.** a) ReLU: divide the largest usable std by the smallest, with 1 hidden layer and with 8. b) How
# deep can ReLU networks go before no std is usable? And tanh? c) Is He's std for 64 inputs (dashed) usable
# wherever any is?

# %% alt="A map of dev accuracy over depth and std for ReLU: a triangle of usable networks, as wide as the map with one layer, narrowing to a point at He's std with twelve, and empty above."
valley_board = valley_dashboard(valley_runs)
valley_board

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# a) With 1 layer from 0.022 to 1.41, all that was tried: at least 64. With 8 layers from 0.14 to 0.223: 1.6. b) ReLU
# up to 12 layers, tanh up to 30, the deepest tried (with this learning rate and ten epochs). c) Yes, with both. For tanh 0.14 is a little better, close
# to LeCun's 0.125.
#
# </details>

# %%
for name in ("ReLU", "tanh"):
    for depth in (1, 2, 8, 30):
        usable = valley.usable_stds(valley_runs, name, depth)
        ends = f"{usable.min():g} to {usable.max():g}" if usable.size else "none"
        factor = f", a factor of {usable.max() / usable.min():.1f}" if usable.size else ""
        print(f"{name}, depth {depth:2d}: usable stds {ends}{factor}")

# %% [markdown]
# **What we saw.** The valley is a triangle. With one layer nearly any start will do, with two there is still a factor of ten, and the lecture is right: other knobs come first. With
# eight ReLU layers, half of He's std learns next to nothing, and twice of it diverges. It *is* a knob of high priority there, only one with a known answer. On the map He's column is
# usable wherever any is. And the deepest ReLU networks stay out of reach even so, at least with this recipe; batch normalization (07) and skip connections (11) are for them.

# %% [markdown]
# ## 6 · Dead units
#
# A ReLU unit whose input is negative *for every example* puts out 0, and gets no gradient: a dead unit. A lecture says that a unit that begins
# in the negative *stays dead for ever*.
#
# ### Exercise 4: count them
#
# `z` is what goes into the ReLU, of shape (examples, units).
#
# <details><summary>Hint</summary>
#
# `(z <= 0)` says where a unit is off. For how many examples must it be off? Which axis are the examples?
#
# </details>


# %%
def dead_units(z):
    """Return how many units no example switches on.

    >>> dead_units(np.array([[-1.0, 2.0, -1.0], [-3.0, -1.0, 0.0]]))
    2
    """
    # BEGIN SOLUTION
    return int((z <= 0).all(axis=0).sum())
    # END SOLUTION


# %%
check.dead_units(dead_units)

# %% [markdown]
# We push units below zero by hand, with a negative bias: in the first hidden layer of a network, and in the second layer of another.
#
# **Predict first.** After ten epochs, how many of the dead have come back to life, in each?


# %%
some_digits, other_digits = load_mnist(count=1000), load_mnist(start=1000, count=1000)


def train_with_bias(biases, seed=0):
    rng = np.random.default_rng(seed)
    network = mlp([784, 100, 100, 10], rng=rng)
    for name, bias in biases.items():
        network[name].b[...] = bias
    start = network.copy()
    recipe = {"epochs": 10, "batch_size": 50}
    optimizer = engine.Optimizer(engine.GradientDescent(), lr=0.05)
    fit(network, cross_entropy, optimizer, some_digits, rng=rng, every=10, **recipe)
    return start, network


def is_dead(network, name):
    z = trace(network, cross_entropy, some_digits).outputs[name]
    return (z <= 0).all(axis=0)


# %%
for name, bias in (("hidden 1", -1.0), ("hidden 2", -1.5)):
    dead_before, dead_after = (is_dead(net, name) for net in train_with_bias({name: bias}))
    back = (dead_before & ~dead_after).sum()
    print(f"{name}, bias {bias}: {dead_before.sum()} of 100 dead, {back} of these came back")

# %% [markdown]
# **What we saw.** In the first layer the lecture is right: inputs do not change, the unit gets no gradient, plain gradient descent cannot move it. In the second
# layer, units come back: the layer before goes on learning, and one day it sends them something positive. And one negative *example* kills
# nobody: it takes all of them. (The lecture's remedy, a slightly positive bias, is tried below.)

# %% [markdown]
# ## What remains
#
# Take your paper. Would you answer the two questions differently now?
#
# <details><summary>Our answers</summary>
#
# 1: $1.1^{50}$, more than a hundred times. 2: saturation alone does not say; among 100 units of std 3 the gradient at the first layer is large, in a narrow
# network small.
#
# </details>
#
# * Equal weights stay equal: random first weights are there to make units different.
# * Each layer multiplies the signal, forward and backward. Over $L$ layers of ReLU an error of a factor $f$ becomes $f^L$.
# * $E[z^2] = n_{in} E[x^2] s^2$. From it: LeCun $1/n_{in}$, He $2/n_{in}$ for ReLU, Glorot $2/(n_{in} + n_{out})$.
# * The gradient's factor is $s \sqrt n \,\text{rms}(f')$. Saturation is one of three parts; width decides who wins.
# * In shallow networks first weights forgive much, in deep ones little. Look at both directions.

# %% [markdown]
# **What people get wrong**
#
# * They take a variance for a std: $\sqrt{2/n}$ is the std.
# * They say *Xavier* and mean $1/n_{in}$, or $2/(n_{in} + n_{out})$, and do not say which.
# * They look at activations only; with tanh these look fine while the gradient explodes.
# * They blame saturation for every vanishing gradient.
# * They think 0 is the problem; it is equality.
#
# **Exercises here:** 1 distinct units · 2 a std for a target · 3 the three names · 4 dead units

# %% [markdown]
# ## Going further
#
# **A slightly positive bias.** The lecture advises it against dead units. Five paired seeds, bias 0.1 in both hidden layers, against 0:


# %%
def accuracies(bias):
    both = {"hidden 1": bias, "hidden 2": bias}
    runs = [train_with_bias(both, seed)[1] for seed in range(5)]
    return np.array([100 * evaluate(network, cross_entropy, other_digits)[1] for network in runs])


# %%
bias_change, bias_error = paired_change(accuracies(0.1), accuracies(0.0))
print(f"bias 0.1: dev accuracy {bias_change:+.1f} ± {bias_error:.1f} points")
fresh, _ = train_with_bias({})
counts = [is_dead(fresh, name).sum() for name in ("hidden 1", "hidden 2")]
print(f"dead at the start with bias 0: {counts[0]} and {counts[1]} of 100")

# %% [markdown]
# No change that five seeds could tell from 0. With He's start hardly a unit is dead, so there is nothing to mend.
#
# **A std can deceive.** The std over everything mixes two things: how much *units* differ, and how much *examples* differ in one unit. Only
# the second carries information about the input. Split it, 50 layers of 100:

# %%
for activation, std in (("ReLU", (2 / 100) ** 0.5), ("tanh", (1 / 100) ** 0.5), ("sigmoid", 0.1)):
    last = chains.through(50, std, activation).outputs[-1]
    between = np.sqrt(np.mean(last.var(axis=0)))
    print(f"{activation:8s} std {last.std():.2f}, of examples in one unit {between:.3f}")

# %% [markdown]
# The sigmoid's outputs differ from unit to unit only: every input gives the same answer. With ReLU and He the size is kept, but inputs have become
# alike. Keeping the size is necessary, and not enough (Poole et al., 2016; Schoenholz et al., 2017).
#
# **Uniform or normal?** Only the variance matters here: a uniform draw within $\pm\sqrt{3}\,s$ has the std $s$.
#
# **Where the sides differ.** With 100 inputs and 400 outputs, Glorot gives up a little on either side:

# %%
rng = np.random.default_rng(0)
x_wide, g_wide = rng.standard_normal((500, 100)), rng.standard_normal((500, 400))
for name, draw in (("LeCun", engine.lecun_normal), ("Glorot", engine.glorot_normal)):
    W = draw((100, 400), rng=np.random.default_rng(1))
    print(f"{name:6s} forward x {(x_wide @ W).std():.2f}, backward x {(g_wide @ W.T).std():.2f}")

# %% [markdown]
# **Luck in narrow networks.** Twenty draws of 50 ReLU layers with He's std. The mean square is kept *on average over draws*; a typical narrow network
# lies far below it. (What is smaller than $10^{-6}$ is drawn there.)

# %% alt="Twenty networks at each width: at width 10 the outputs of layer 50 spread over many powers of ten, and lie far below the band; at widths 100 and 200 they spread over about one, around it."
figure, ax = plots.new_figure()
for place, width in enumerate((10, 30, 100, 200)):
    seeds = range(20)
    chains_here = [
        Signals(50, width, rng=np.random.default_rng(seed), examples=8) for seed in seeds
    ]
    last_stds = [c.through(50, (2 / width) ** 0.5, "ReLU").forward[-1] for c in chains_here]
    ax.plot(np.full(20, place), np.maximum(last_stds, 1e-6), "o", color=plots.BLUE, alpha=0.5)
ax.axhspan(0.5, 2, color=plots.GREY, alpha=0.3)
ax.set_xticks(range(4), ("width 10", "width 30", "width 100", "width 200"))
ax.set(yscale="log", ylabel="std of the outputs of layer 50")
figure

# %% [markdown]
# **References**
#
# * Y. LeCun, L. Bottou, G. Orr, K.-R. Müller (1998), *Efficient backprop*.
# * X. Glorot, Y. Bengio (2010), *Understanding the difficulty of training deep feedforward neural networks*, AISTATS.
# * K. He, X. Zhang, S. Ren, J. Sun (2015), *Delving deep into rectifiers*, ICCV.
# * B. Poole et al. (2016), *Exponential expressivity in deep neural networks through transient chaos*, NIPS 29.
# * S. Schoenholz et al. (2017), *Deep information propagation*, ICLR.
# * K. Saito (2016), *Deep Learning from Scratch*, chapter 6: the digits. Deep Learning Specialization, course 2: the rings.
#
# The next notebook, 05, is about optimizers: what to do with the gradient once it arrives.
