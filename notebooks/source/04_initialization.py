# ---
# jupyter:
#   course:
#     title: Initialization
#     question: Why do the first random weights decide whether it learns?
#     about: symmetry, vanishing and exploding signals, LeCun, Glorot, He, luck, libraries' defaults, the usable valley, reading a start
#     needs: ["01"]
#     kind: claims
#     running: [5, 20, 5, 5, 20, 10, 0, 5, 0, 0]
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 04 · Initialization (가중치 초기화)
#
# **Before the first step of training, the first weights decide whether there is anything to learn from. You see
# networks that cannot start, find out why, choose first weights that work, and tell sick ones by their instruments.**
#
# After this notebook you can
#
# * say why units that begin equal stay as good as one unit,
# * derive the std (표준편차) of LeCun, Glorot (Xavier) and He from one line, and the one of a new activation,
# * predict whether signals vanish or explode in a deep network, forward and backward, and how much of it is luck.
#
# Time: {minutes} minutes, exercises included. You need: the forward and backward pass (01), and what saturated and dead units are (01b).
#
# Two questions go along with you. *Fifty ReLU layers, all weights 10 % too large: by how much is the output too large?*
# And: *two of three sigmoids are saturated (포화), their slopes almost 0. Is the gradient gone?*

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
from course_lib.chapters.initialization import check, check_answers, digits, drawing, rings, sick
from course_lib.chapters.initialization.histograms_dashboard import histograms_dashboard
from course_lib.chapters.initialization.measured import through_sigmoids
from course_lib.chapters.initialization.own import FUNCTIONS, last_sizes, mending, through_fifty
from course_lib.chapters.initialization.signal_flow_dashboard import signal_flow_dashboard
from course_lib.chapters.initialization.signals import Signals, rms
from course_lib.chapters.initialization.valley import usable_starts
from course_lib.chapters.initialization.valley_dashboard import valley_dashboard
from course_lib.dashboards import again, claims_table, predict, progress
from course_lib.datasets import load_sweep, published_circles
from course_lib.engine import binary_cross_entropy, evaluate, fit, mlp
from course_lib.experiments.gradient_gain import sigmoid_chain
from course_lib.guide import how_right

# %% [markdown] minutes=9 lesson=true ask="All weights 0: what will the loss be? And all weights 0.5: how many different units?" answers="Most see that 0 is bad, and think that 0 is the problem. That 0.5 leaves one unit surprises."
# ## 1 · A network that cannot start
#
# Two rings of points, and a network with two hidden layers of 10 and 5 units that is to tell them apart.

# %% folded=true alt="Two rings of points, one inside the other, noisy, circles outside and triangles inside."
training_points, test_points = published_circles()
figure, ax = plots.new_figure(3.6, 3.0)
plots.draw_points(ax, *training_points)
ax.set(xlabel="first coordinate", ylabel="second coordinate", aspect="equal")
figure


# %%
def train_rings(initializer, lr=0.1, epochs=500):
    rng = np.random.default_rng(0)
    network = mlp([2, 10, 5, 1], rng=rng, initializer=initializer)
    recipe = {"epochs": epochs, "batch_size": 300, "rng": rng, "every": epochs}
    fit(network, binary_cross_entropy, engine.Optimizer(lr=lr), training_points, **recipe)
    return network


# %%
predict(
    "initialization", "zeros",
    "All weights start at 0: no direction is preferred. The loss after 500 steps?",
    ["near 0", "falling, slowly", "0.69, as at the start"], answer="0.69, as at the start",
    because="Outputs inside are 0, so no weight gets a gradient. 0.69 is ln 2: saying one half.",
)  # fmt: skip

# %%
from_zeros = train_rings(engine.zeros)
zeros_loss, zeros_right = evaluate(from_zeros, binary_cross_entropy, training_points)
print(f"loss {zeros_loss:.4f} (ln 2 = {np.log(2):.4f}), {100 * zeros_right:.0f} % right")

# %% [markdown]
# Nothing has happened, and nothing will. Every hidden output is 0, so no weight behind it gets a gradient ($\partial W = x^T
# \partial y$ with $x = 0$), and on its way back the gradient is multiplied by weights of 0. So is 0 the problem?

# %%
predict(
    "initialization", "halves",
    "All weights start at 0.5 instead. How many different units has the layer of 10, trained?",
    ["1", "5", "10"], answer="1",
    because="Equal units give the same, get the same gradient, and so stay equal.",
)  # fmt: skip

# %%
from_halves = train_rings(engine.filled(0.5), epochs=3000)
halves_loss, halves_right = evaluate(from_halves, binary_cross_entropy, training_points)
print(f"loss {halves_loss:.2f}, {100 * halves_right:.0f} % right; weights into the 10 units:")
print(from_halves["hidden 1"].W.round(3))

# %% [markdown]
# Ten units, one column of weights. This is *symmetry* (대칭): equal weights *into* the units make them put out the same, equal
# weights *out of* them pull them the same way. So the layer is one unit, ten times, whatever the number; 0 is the most extreme.
# (Equal into them alone would not do it: with random weights further on, all ten part, and 98 % come out right.)
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


# %% exercise=3
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
# It looks at real gradients now. Often asked: may the *biases* be equal, then, or 0?

# %% folded=true
counted = checks.yours_or_ours(distinct_units, check.distinct_units, check_answers.distinct_units)
random_one = mlp([2, 10, 5, 1], rng=np.random.default_rng(0))
equal_one = mlp([2, 10, 5, 1], rng=np.random.default_rng(0), initializer=engine.filled(0.5))
for name in ("hidden 1", "hidden 2"):
    equal_one[name].b[...] = np.random.default_rng(1).normal(size=equal_one[name].b.shape)
networks_here = {
    "all weights 0, trained": from_zeros,
    "all weights 0.5, trained": from_halves,
    "random weights, biases 0": random_one,
    "weights 0.5, random biases": equal_one,
}
print(f"different units of 10 and of 5, counted by: {counted.whose}")
for words, network in networks_here.items():
    counts = [counted(rings.gradient_into(network, name)) for name in ("hidden 1", "hidden 2")]
    print(f"{words:27s} {counts[0]:3d} {counts[1]:3d}")

# %% [markdown]
# One source of difference is enough. Random weights make every unit see something else, so biases may begin at 0, and
# usually do. Random biases alone are a poor source: units that are on for the same points are pulled alike, which leaves 9
# and 2 here. They part in a few steps, but stay similar, and learn badly (62 % right after 3000).
#
# ### Any random numbers, then?
#
# A published experiment (an assignment of the *Deep Learning Specialization*) compares three starts on these very
# points: zeros, normal numbers times 10, and *He's*, to which we come. 15 000 steps, all three side by side.

# %%
networks, losses = rings.published_networks(), []
for step in progress(rings.steps(networks), total=rings.ITERATIONS, of="steps"):
    if step.number % 100 == 1:
        losses.append(step.loss)

# %% folded=true alt="Loss against steps for three starts: zeros stay at 0.69; ten times too large weights begin far above and come down to 0.4; He's start falls to below 0.1."
figure, ax = plots.new_figure(7, 3)
drawing.draw_rings(ax, dict(zip(rings.PUBLISHED, np.array(losses).T, strict=True)), 100)
ax.set_ylim(0, 1)
ax.legend(loc="upper right")
figure

# %% folded=true
on_training, on_test = (
    100 * evaluate(networks, binary_cross_entropy, data)[1]
    for data in (training_points, test_points)
)
print("% right          training        test")
for k, (name, (train_there, test_there)) in enumerate(rings.PUBLISHED.items()):
    print(f"{name:10s} ours {on_training[k]:9.1f} {on_test[k]:11.1f}")
    print(f"      published {train_there:9.1f} {test_there:11.1f}")
print(f"with randn x 10 the loss began at {losses[0][1]:.0f}")

# %% [markdown]
# The published table, to the decimal. Random is not enough. Weights that are too large began wrong and *very sure*; from step 800 to 5000
# they were even ahead, but from about 7500 on they are stuck near 0.4. Too large is bad; too small was 0. Where between, and what does it depend on?

# %% [markdown] minutes=8 lesson=true ask="0.9 and 1.1 to the power of 50? Then the slider: find a std that brings the signal through." answers="Guesses for 1.1 go from 5 to 20; it is 117. One position of the slider is right, and its eight draws still differ sixfold."
# ## 2 · Fifty layers
#
# Without biases and activations a deep network is a product, $x W_1 W_2 \cdots W_L$. That holds for linear layers only, but it
# shows the point: each layer multiplies.

# %%
predict(
    "initialization", "tenth",
    "Each of 50 layers multiplies by 1.1. A signal of size 1 comes out as about ...",
    ["1.5", "5", "50", "100 or more"], answer="100 or more",
    because="1.1 to the power of 50 is 117; and 0.9 to the power of 50 is 0.005.",
)  # fmt: skip

# %% [markdown]
# Now a real network: 50 layers of 100 ReLU units. A signal goes in on the left, with a root mean square (rms) of 1; then a gradient of the
# same size goes in on the right. Weights are random numbers of one std, `normal(std)`. Eight networks are drawn.

# %% folded=true alt="Two panels on a log scale, straight lines. With std 0.1 outputs shrink from layer to layer to about 1e-8, and the gradient as far on its way back; with std 0.2 both grow to about 1e7."
figure, panels = plots.new_figure(10, 3.2, panels=2)
eight = Signals(50, 100, draws=8, examples=8)
for ax, std_here in zip(panels, (0.1, 0.2), strict=True):
    flow = eight.through(50, std_here, "ReLU")
    drawing.draw_flow(ax, flow.forward, flow.backward, reach=1e9)
    ax.set_title(f"std of the weights {std_here}")
panels[0].legend(loc="upper right")
figure

# %% [markdown]
# Straight lines on a log scale (one that leaves a picture goes on outside): every layer multiplies by the same factor. At 0.1 outputs vanish going right, and the
# gradient vanishes going left (기울기 소실). At 0.2, only twice as much, both explode (기울기 폭주).
# (Sometimes copied wrongly: weights that are too large make outputs *small*. They make them large.)
#
# *With ReLU an error of a factor f in all weights is f to the power of the number of layers.*

# %% [markdown]
# **Task 1.** (Thin: one draw; thick: the median; how far a line goes that leaves the picture, the numbers say.) a) ReLU, width 100: at how many positions of the slider is the median of
# layer 50 between .5 and 2? How far apart are its eight draws there? b) Now width 30 and width 200: which std? Where do
# draws lie further apart? c) tanh, width 100: which stds keep the outputs in the band now? For which of them is the
# gradient at layer 1 between .1 and 10, too?

# %% folded=true alt="With ReLU, 50 layers of 100 units and std 0.1, outputs fall on the way right and leave the picture below 1e-4 about half way, the gradient as far on the way left; eight thin lines and a thick one each."
flow_board = signal_flow_dashboard()
flow_board

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# a) One, 0.141; its draws go from 0.23 to 1.5. b) 0.269 and 0.1: wider layers need smaller weights. (The formula of section 3 gives 0.258 for width 30: the *median* lies below the mean.) At width 30 the draws lie
# fiftyfold apart, at 200 fourfold. c) From 0.135 on, *everything*: tanh cannot put out more than 1, so forward it looks healthy at
# any size. The gradient does not share that: above 0.138 it explodes. Looking forward only, you would not notice.
#
# </details>

# %% [markdown] minutes=9 lesson=true ask="Derive 1/n at the board, then ask for ReLU. Then: He's exact std in a single network, how far will it be off?" answers="The 2 is found quickly. That a single network strays twofold is not expected; many look for a bug."
# ## 3 · Which std?
#
# The window is narrow, and depends on the width: there must be a formula. One unit adds up $n_{in}$ products, $z = \sum x_i
# w_i$. Let the weights be independent, with mean 0 and std $s$, and write $E$ for the mean. In the mean of $z^2$ all
# mixed terms cancel:
#
# $$E[z^2] = n_{in} \cdot E[x^2] \cdot s^2$$

# %% [markdown]
# 1. To keep the size, $E[z^2] = E[x^2]$: $s^2 = 1 / n_{in}$. This is **LeCun**'s (1998).
# 2. ReLU throws away one half, and with it half of the mean square: $s^2 = 2 / n_{in}$. This is **He**'s (2015).
# 3. Backward, a unit adds up $n_{out}$ gradients: $s^2 = 1/n_{out}$, and $2/n_{out}$ with ReLU, whose slope is 0 for one half.
# 4. Both ways at once is impossible where $n_{in} \neq n_{out}$. The mean of the two numbers gives $s^2 = 2 / (n_{in} +
#    n_{out})$, **Glorot**'s (2010). It assumes slopes of about 1, as tanh has near 0: it is not for ReLU.
#
# It is the mean square that is kept, not the variance: outputs of ReLU have a mean. So pictures here show the rms.

# %% [markdown]
# ### Exercise 2: a std for a target
#
# Inputs `x` are given, of shape (examples, n_in), of any size and with any mean. Which std must the weights have, for
# `x @ W` to have the rms `target`?
#
# <details><summary>Hint</summary>
#
# Solve $E[z^2] = n_{in} E[x^2] s^2$ for $s$. The mean of `x**2` is not the variance of `x`, unless its mean is 0.
#
# </details>


# %% exercise=4
def weight_std(target, x):
    """Return the std of W for which x @ W has the rms target.

    >>> weight_std(1.0, np.ones((3, 4)))
    0.5
    """
    # BEGIN SOLUTION
    return target / np.sqrt(x.shape[1] * np.mean(x**2))
    # END SOLUTION


# %%
check.weight_std(weight_std)

# %% [markdown]
# With it, one can start a network from *data*: layer by layer, look at what arrives, and choose (D. Mishkin, J. Matas, 2016).
# It needs no formula, whatever the activation is.

# %%
own_weights = checks.yours_or_ours(weight_std, check.weight_std, check_answers.weight_std)


def started_by_looking(f, layers=50, width=100):
    """The rms of every layer's sums, and the std chosen for the last layer."""
    rng, sizes = np.random.default_rng(0), []
    a = 3 * rng.random((64, width))  # from 0 to 3: neither normal nor centred
    for _ in range(layers):
        std = float(own_weights(1.0, a))
        z = a @ (std * rng.standard_normal((width, width)))
        sizes.append(rms(z))
        a = f(z)
    return np.array(sizes), std


# %% folded=true
print(f"50 layers started with weight_std: {own_weights.whose}")
for name in ("ReLU", "2 tanh", "GELU"):
    sizes, std = started_by_looking(FUNCTIONS[name])
    print(
        f"{name:7s} rms of z in layers 1, 10, 50: {sizes[0]:.2f}, {sizes[9]:.2f}, {sizes[-1]:.2f}"
    )

# %% [markdown]
# ### A root too many, and a name too many
#
# Often written: $Var(W) = \sqrt{2/n_{in}}$. The root belongs to the std: as a variance it makes outputs of ten layers of 100 nearly
# twenty thousand times too large. And *Xavier* (자비에, not 세이버; Glorot's first name) is $1/n_{in}$ to
# some, $2/(n_{in} + n_{out})$ to others. Here `lecun` and `glorot`; where $n_{in} = n_{out}$, they agree.
#
# ### Luck
#
# In task 1 even the right std missed the band in some draws. What does the formula promise?

# %%
predict(
    "initialization", "luck",
    "50 ReLU layers of 100, exactly He's std. A single network's output is typically off by ...",
    ["a few percent", "a factor of 2, mostly downward", "a factor of 2, up as often as down"],
    answer="a factor of 2, mostly downward",
    because="The mean over networks is kept, carried by a few large ones; most are smaller.",
)  # fmt: skip

# %% folded=true alt="Sixteen networks for each of four widths, the size of layer 50 on a log axis. At width 10 the dots lie far below 1, some beyond the left edge, where an arrow counts them; at 30 from 0.004 to 2; at 100 from 0.1 to 3; at 200 around the band from 0.4 to 3."
figure, ax = plots.new_figure(8, 3)
sizes_of = {
    f"width {width}": last_sizes(FUNCTIONS["ReLU"], (2 / width) ** 0.5, width=width, draws=16)
    for width in (10, 30, 100, 200)
}
drawing.draw_draws(ax, sizes_of)
ax.set(xlabel="rms of layer 50, a dot a network, a bar at the median", xlim=(1e-4, 20))
figure

# %% folded=true
print("            median: found, exp(-5L/4n)    scatter about it: found, exp(sqrt(5L/4n))")
for name, sizes in sizes_of.items():
    share, logs = 5 * 50 / (4 * int(name.split()[1])), np.log(sizes)
    print(f"{name:10s} {np.exp(np.median(logs)):15.2g} {np.exp(-share):14.2g}", end="")
    print(f" {np.exp(logs.std(ddof=1)):22.2f} {np.exp(share**0.5):18.2f}")

# %% [markdown]
# With He's std a unit's share $2\,\text{relu}(z)^2$ has mean 1 and variance 5, and a layer's mean square is the mean of $n$ such. So layers multiply
# by random numbers near 1, and the logarithm makes a random walk: the rms has its median at about $e^{-5L/4n}$, with a scatter of about
# $e^{\sqrt{5L/4n}}$ (B. Hanin, M. Nica, 2018). With 16 draws, and where $n$ is 10, only about.
#
# *He's std is right on average. Most single networks lie lower, and depth over width says how far.*

# %% [markdown] minutes=12 lesson=false ask="GELU with its own, exactly right std through 50 layers: nearer to 1 than ReLU, or further away?" answers="Nearer, since it is smooth. It strays a hundredfold."
# ## 4 · Another activation, and what libraries do
#
# ### Exercise 3: a start of your own
#
# Nobody has written down a formula for your new activation. `f` is given as a function of an array. Return the std at which
# inputs of mean square 1 come out of `f(x @ W)` with mean square 1. The sums $z$ are normal, with std $s \sqrt{n_{in}}$. The
# check asks with ReLU, with slopes that are drawn, with softplus, 2 tanh (tanh stays below 1: it has no such std) and GELU, and
# sends signals through 50 layers.
#
# <details><summary>Hint</summary>
#
# Draw many normal numbers once (some 100 000). Call $g = s \sqrt{n_{in}}$: the mean of `f(g * z)**2` grows with $g$, so halve an
# interval, or repeat `g = g / rms of f(g * z)` until it stands still.
#
# </details>


# %% exercise=8
def own_std(f, n_in):
    """Return the std of the weights before f that keeps a mean square of 1.

    >>> round(own_std(np.abs, 100), 2)
    0.1
    """
    # BEGIN SOLUTION
    z, g = np.random.default_rng(0).standard_normal(100_000), 1.0
    for _ in range(60):
        g = g / np.sqrt(np.mean(f(g * z) ** 2)) ** 0.7
    return g / np.sqrt(n_in)
    # END SOLUTION


# %%
check.own_std(own_std)

# %%
predict(
    "initialization", "gelu",
    "GELU (01b) with its right std, 50 layers of 100. Beside ReLU, the draws lie ...",
    ["nearer to 1: it is smooth", "about the same", "much further away"],
    answer="much further away",
    because="A layer of GELU makes an error of size grow by 8 %, and fifty layers some fifty-fold.",
)  # fmt: skip

# %% folded=true alt="Seven activations, twelve networks each, size of layer 50 on a log axis. ELU and 2 tanh lie close to 1; the absolute value, leaky ReLU and ReLU spread up to tenfold; GELU spreads from 0.5 to above 10 and SiLU from 10 to above 100, each with one draw beyond the left edge, where an arrow counts it."
own = checks.yours_or_ours(own_std, check.own_std, check_answers.own_std)
figure, ax = plots.new_figure(8, 3.6)
drawing.draw_draws(ax, through_fifty(own))
ax.set(xlabel="rms of layer 50 (arrow: so many draws beyond)")
ax.set_title(f"each with its own std ({own.whose})")
figure

# %% folded=true
print("An error of 10 % in the size becomes, one layer later:")
print(", ".join(f"{name} {10 * mending(f):.1f} %" for name, f in FUNCTIONS.items()))

# %% [markdown]
# What comes in too large leaves ELU and tanh less too large: they bend. ReLU, leaky ReLU and $|z|$ pass an error on as it is. GELU and
# SiLU let a larger share of large inputs through than of small ones: they *add* to it, and no std helps. Deep networks use
# them all the same, with layers that set the size anew: normalization (notebook 07).
#
# *The right std is where the size stands still; whether it stays there is a matter of the function.*

# %% [markdown]
# ### What a library does when you say nothing
#
# | | variance | biases |
# |---|---|---|
# | PyTorch, `Linear` | $1/(3n_{in})$, uniform within $\pm 1/\sqrt{n_{in}}$ | as the weights |
# | Keras, `Dense` | Glorot's, uniform | 0 |
# | Flax, `Dense` | LeCun's | 0 |
#
# None of them is He's. PyTorch's loses a factor of $\sqrt6$ a layer with ReLU.
#
# **For those with time.** Two more that you may meet: a *gain*, a factor on LeCun's std ($5/3$ for tanh in PyTorch), and
# *orthogonal* weights, columns at right angles (A. Saxe et al., 2013).

# %% folded=true alt="Size of layer 50 and of the gradient at layer 1 for six starts. PyTorch's default with ReLU lies beyond the left edge, all eight draws; He and orthogonal with ReLU spread about the band; tanh with gain 1 lies at 0.1, normal spread a little, orthogonal not at all; tanh with gain 5/3 has outputs in the band and a gradient near 100."
starts = {
    "ReLU, PyTorch's": ("ReLU", (1 / 3) ** 0.5, False), "ReLU, He's": ("ReLU", 2**0.5, False),
    "ReLU, orthogonal": ("ReLU", 2**0.5, True), "tanh, LeCun's": ("tanh", 1, False),
    "tanh, orthogonal": ("tanh", 1, True), "tanh, gain 5/3": ("tanh", 5 / 3, False),
}  # fmt: skip
both = {o: Signals(50, 100, draws=8, examples=8, orthogonal=o) for o in (False, True)}
flows = {name: both[o].through(50, g / 10, kind) for name, (kind, g, o) in starts.items()}
figure, (left, right) = plots.new_figure(11, 3.4, panels=2)
drawing.draw_draws(left, {name: flow.forward[:, -1] for name, flow in flows.items()})
drawing.draw_draws(right, {name: flow.backward[:, 0] for name, flow in flows.items()})
left.set_xlabel("rms of layer 50 (arrow: so many draws beyond)")
right.set_xlabel("rms of the gradient at layer 1")
right.set_yticklabels([])
figure

# %% [markdown]
# Orthogonal weights take the luck away with tanh, hardly with ReLU, which cuts through the right angles. A gain of 5/3 keeps tanh's
# outputs up and lets the gradient of fifty layers explode.

# %% [markdown] minutes=7 lesson=true ask="Ten layers of 100 sigmoids, 89 % saturated: the gradient at the first layer?" answers="Almost all: gone. It is 94 times larger."
# ## 5 · Saturated, and yet exploding
#
# Often said of the sigmoid: weights too large push outputs to 0 and 1, *and so* the gradient explodes; weights too small
# leave $z$ near 0, *and so* it vanishes. Hold that against the slope, $\sigma(1-\sigma)$: almost 0 near 0 and 1, largest at $z = 0$.

# %%
predict(
    "initialization", "saturated",
    "Ten layers of 100 sigmoids, std 3: 89 % are saturated. From layer 10 to 1 the gradient ...",
    ["vanishes", "stays about as large", "grows"], answer="grows",
    because="A few units are always in the middle, and weights of 3 times those few win.",
)  # fmt: skip

# %%
share, gain, _ = sigmoid_chain(100, 3.0)
print(f"width 100: {100 * share:.0f} % saturated, the gradient is multiplied by {gain:.0f}")

# %% [markdown]
# A layer multiplies the gradient by about
#
# $$s \cdot \sqrt n \cdot \text{rms}(\sigma')$$
#
# Saturation is in the last factor only. Pre-activations grow with $s \sqrt n$, so networks of different width are
# compared at the same $s \sqrt n$.

# %% folded=true alt="Left: the saturated share against s root n, rising alike for widths 30 to 200, lower for 3 and 1. Right: the gradient's gain from layer 10 to layer 1: widths 100 and 200 rise together from below 1e-4 to nearly 1000, width 30 a little below; widths 3 and 1 stay far below 1, fall, and leave the picture below 1e-6."
products, widths = (1, 2, 4, 10, 20, 30, 50), (1, 3, 30, 100, 200)
found = np.array([[through_sigmoids(p, w, 10, draws=9)[:2] for p in products] for w in widths])
figure, (left, right) = plots.new_figure(11, 3.4, panels=2)
names = [f"width {width}" for width in widths]
saturated, gains = (dict(zip(names, found[..., k], strict=True)) for k in (1, 0))
narrow = {"width 1": "width 1", "width 3": "width 3"}
ends = (
    {"width 30": "30 to 200"},
    {"width 30": "30", "width 200": "100, 200", "width 3": "3", "width 1": "1"},
)
drawing.draw_gains(left, products, saturated, labels=narrow | ends[0])
drawing.draw_gains(right, products, gains, labels=ends[1], lowest=1e-6)
for ax in (left, right):
    ax.set(xscale="log", xlabel="s √n", xlim=(0.9, 130))
left.set(ylabel="share that is saturated", ylim=(0, 1))
right.set(yscale="log", ylabel="gradient, layer 1 / layer 10", ylim=(1e-6, 3e3))
right.axhline(1, **plots.REFERENCE)
figure

# %% [markdown]
# From 100 units on width does not matter, and at 30 little: the gradient grows along with saturation, past 1 at about $s \sqrt n = 10$, which is a
# variance of about $100/n$, the sigmoid's own scale with zero biases (01b). Only very narrow networks are different. One unit's gradient is a single product $\sigma'(z_1)
# w_2 \sigma'(z_2) \cdots$, in which each small factor counts; there saturation does what its name says.
#
# So *which start suits the sigmoid?* We send signals through 50 layers of 100.

# %% folded=true
for words, product in (("1/n, LeCun's", 1), ("2/n, He's", 2**0.5), ("16/n", 4), ("100/n", 10)):
    carried, flat, through = through_sigmoids(product, 100, 50)
    last = through.outputs[-1]
    apart = np.sqrt(np.mean(last.var(axis=-2)))
    print(f"{words:12s} gradient x {carried:7.2g}, {100 * flat:2.0f} % saturated;", end=" ")
    print(f"outputs of one unit differ by {apart:.2g} from input to input")

# %% [markdown]
# A variance of $100/n$ brings the gradient through, with two of three units saturated. Yet all inputs have become nearly alike: their
# differences shrink on the way, to rounding (1e-16) with small weights (B. Poole et al., 2016). *Keeping a size is necessary, and not enough.* (In ten layers it is
# enough: in 01b they learn.)

# %% [markdown]
# **Task 2.** Outputs of five layers of 100 sigmoids. At which std is the gradient as large at layer 1 as at layer 5, and how many
# units are saturated there?

# %% folded=true alt="Histograms of the outputs of five sigmoid layers at std 1: two peaks at 0 and 1 in each layer."
histograms = histograms_dashboard()
histograms

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# Between 1.0 and 1.2, where $s \sqrt n$ is 10 to 12, with about seven of ten. (With tanh the histograms of layers 1 and 5 look alike around 0.12, near
# LeCun's 0.1; below, the deeper layers shrink to a spike at 0; above, peaks grow at the ends.)
#
# </details>

# %% [markdown] minutes=9 lesson=true ask="Eight ReLU layers: by which factor may He's std be missed? And one layer?" answers="Guesses for eight go to 10; not even 1.4 upward is sure. For one layer everything goes."
# ## 6 · Does it matter, once it trains?
#
# So far nothing was trained. K. Saito (*Deep Learning from Scratch*, 2016, chapter 6) trains four hidden layers of 100 ReLU units on MNIST from
# three starts, at a learning rate of 0.01; ours, with Glorot's added, are stored.

# %% folded=true
digit_runs = load_sweep("initialization_digits")
print("loss around step 1900: mean of 150 batches (nine of ten lie from, to) · one, published")
for name in digits.STARTS:
    batches = digits.last_batches(digit_runs, name)
    low, high = np.percentile(batches, [5, 95])
    print(f"{name:9s} {batches.mean():.2f} ({low:.2f}, {high:.2f})", end=" · ")
    print(digits.PUBLISHED.get(name, "none"))

# %% [markdown]
# Std 0.01 learns nothing. (The book calls LeCun's *Xavier*; its single batches lie among ours.) Four layers forgive a factor of $\sqrt2$.
#
# ### The usable valley
#
# Is it touchy or forgiving? 1 to 30 hidden layers of 64 units on 1000 digits; every layer starts with a factor times *its own* He's std: the first layer, with
# 784 inputs, has smaller weights. Gradient descent at two rates, the better one counts; three seeds. *Usable* is 60 % right on dev images.

# %%
predict(
    "initialization", "valley",
    "Eight ReLU layers, ten epochs of gradient descent. Which starts are usable?",
    ["a quarter of He's to four times", "half to twice", "He's, and hardly another"],
    answer="He's, and hardly another",
    because="A factor of 2 in every layer is 2 to the power of 9 at the end.",
)  # fmt: skip

# %% [markdown]
# **Task 3.** a) ReLU, 10 epochs: divide the largest usable start by the smallest, with 1 and with 8 hidden layers. b) How deep can ReLU
# networks be? And after 40 epochs? c) Is He's usable wherever any start is? Which is better for tanh, and where does PyTorch's lie?

# %% folded=true alt="A map of dev accuracy over depth and start for ReLU after ten epochs: a triangle of usable networks, as wide as the map with one layer, narrowing to He's start with twelve layers, and empty above."
valley_runs = load_sweep("initialization_valley")
valley_board = valley_dashboard(valley_runs)
valley_board

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# a) With 1 layer all that was tried, from a quarter to four times: 16 and more. With 8 from 1 to 1.4. b) 12 layers; after
# 40 epochs 30, the deepest tried. c) Yes. For tanh LeCun's and He's both do, to 30 layers, He's a little better here. PyTorch's
# factor, 0.41, does with two layers of ReLU in ten epochs, hardly with three, and not with eight, even in 40.
#
# </details>

# %% folded=true
for name, epochs in (("ReLU", 10), ("ReLU", 40), ("tanh", 10), ("tanh", 40)):
    print(f"{name}, {epochs} epochs:", end=" ")
    for depth in (1, 3, 8, 20, 30):
        usable = usable_starts(valley_runs, name, depth, epochs)
        span = f"{usable.min():g} to {usable.max():g}" if usable.size else "none"
        print(f"{depth}: {span}", end="; ")
    print()

# %% [markdown]
# The valley is a triangle around He's start. With one layer nearly any start will do, and who calls first weights *no hyperparameter of high priority* is right.
# With eight it is one, only with a known answer. And the deepest are *slower, not impossible*: 20 and 30 layers of ReLU do train, without normalization (07) or skip
# connections, from He's start and in four times the time.
#
# That is gradient descent on 1000 digits. Adam (05) sets the size of its steps itself and forgives more: it trains eight layers
# from half of He's std, too, and from PyTorch's, where gradient descent stays at a guess; in ten epochs He's is still ahead.

# %% [markdown] minutes=11 lesson=false ask="A first loss of exactly 2.303 with ten classes: is all well?" answers="Most say yes. Weights that are far too small, and dead units, begin there, too; equal ones at any size."
# ## 7 · Reading a start
#
# Before you train for an hour, read the instruments for a second. First the loss: ten classes, nothing known, $\ln 10 = 2.303$.
#
# ### Exercise 4: units that are off
#
# A ReLU whose input is *above 0 for no example* puts out 0, and gets no gradient: a dead unit (01b). `z` is what goes into
# the ReLU, of shape (examples, units). Count the dead ones.
#
# <details><summary>Hint</summary>
#
# `(z <= 0)` says where a unit is off. For how many examples must it be off? Which axis are the examples?
#
# </details>


# %% exercise=3
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
# Five networks of eight hidden layers (64 ReLU units), and what they show on 300 digits before the first step. (The pixels' own rms
# is 0.3.) Your two functions read the units: different ones by what pulls them, as a share of the largest pull.

# %% folded=true
dead = checks.yours_or_ours(dead_units, check.dead_units, check_answers.dead_units)
print(f"different units in layer 2 ({counted.whose}), dead units in layer 4 ({dead.whose})")
print("   first loss    outputs of 1, 4, 8           gradient at 1, 4, 8    different   dead")
for name in sick.FAULTS:
    seen = sick.read(sick.started(name))
    sizes, back = (
        " ".join(f"{value:8.2g}" for value in of[[0, 3, 7]])
        for of in (seen.outputs, seen.gradients)
    )
    units = f"{counted(seen.pull) if seen.pull.any() else 'no pull':>9} {dead(seen.z):6d}"
    print(f"{name} {seen.loss:11.4g} {sizes} {back} {units}")

# %%
predict(
    "initialization", "first_loss",
    "A first loss of exactly ln 10. What does it rule out?",
    ["weights that are too large", "weights that are too small", "dead units", "none of these"],
    answer="none of these",
    because="Ten equal outputs cost ln 10, whatever made them equal. Two examples follow.",
)  # fmt: skip

# %% folded=true
for words, name, layers, times in (
    ("E, all weights x 10", "E", sick.ALL, 10), ("D, output weights 0", "D", ("output",), 0),
):  # fmt: skip
    network = sick.started(name)
    for layer in layers:
        network[layer].W[...] *= times
    seen = sick.read(network)
    print(f"{words}: first loss {seen.loss:.4f}, outputs of layer 8: {seen.outputs[-1]:.2g}")

# %% [markdown]
# A *high* first loss tells of weights that are too large, as D's. A loss of ln 10 alone tells nothing; ask the other instruments.

# %% [markdown]
# ### Exercise 5: five starts, five remedies
#
# Choose *one* remedy for each: `"larger"` (2.5 times the weights), `"smaller"` (a third), `"redraw"` (He's weights, drawn
# anew), `"biases"` (all set to 0), `"leave"`. Each is right once: where two would do, think of who needs it more.


# %% exercise=5
def treatments():
    """Return a remedy for each start, such as {"A": "leave", "B": "leave", ...}."""
    # BEGIN SOLUTION
    return {"A": "larger", "B": "biases", "C": "leave", "D": "smaller", "E": "redraw"}
    # END SOLUTION


# %%
check.treatments(treatments)

# %% folded=true alt="Training loss of five starts over ten epochs, before and after the remedy. Before, A and B stay at ln 10, E falls a little, D begins at 5816 and diverges, and C falls; after it all five fall below 1."
chosen = checks.yours_or_ours(treatments, check.treatments, check_answers.treatments)
figure, five = plots.new_figure(12, 2.8, panels=5)
drawing.draw_treated(five, sick.treated(chosen()))
figure.suptitle(f"remedies: {chosen.whose}", fontsize=12)
figure

# %% [markdown]
# Why did E learn at all, with a gradient of 1e-20? Its output weights are equal, so what comes back is one weight times gradients of ten
# classes, whose sum is 0: the 1e-20 is rounding. One step later the output weights differ, and a gradient comes. Yet each layer
# is one unit still, and 1.8 is what that can do. D diverged at once.
#
# *Loss, sizes forward and backward, different units, dead units:* five numbers, before the first step.

# %% [markdown] minutes=3 lesson=true ask="Back to the two questions: fifty layers 10 % too large; two of three sigmoids saturated?" answers="117 times; not gone: s root n decides along with the slopes."
# ## What remains
#
# Fifty ReLU layers, 10 % too much: 117 times. Two of three sigmoids saturated: the gradient may be there in full.
#
# * Units of a layer that begin with equal weights into them and out of them stay equal, whatever the number (as
#   long as dropout does not tell them apart); from random weights all units differ, though all biases begin at 0.
# * In L layers of ReLU without biases, weights that are all larger by a factor f make the outputs f^L times as
#   large, and the gradient too.
# * He's 2/n keeps the mean square on average over networks of ReLU; most single ones of L layers and n units lie
#   lower, with a median rms of about exp(-5L/4n), and scatter about that by a factor of about exp(sqrt(5L/4n)).
# * Orthogonal weights take the luck away with tanh or no activation at 1/n, hardly with ReLU at 2/n.
# * Through many layers an activation mends the luck of its start (ELU, 2 tanh), keeps it (ReLU), or adds to it
#   (GELU, SiLU): there even the right std strays.

# %% [markdown]
# * At equal s sqrt(n) sigmoid layers of 100 units and of 300 multiply the gradient alike, as long as several units
#   of each are not saturated; the narrower, the smaller the factor, and with 1 to 3 units next to nothing is left.
# * With a variance near 100/n and zero biases sigmoids carry the gradient through 50 layers of 100 or more, though
#   two thirds are saturated; but inputs become alike.
# * A high first loss tells of weights that are too large (eight ReLU layers of twice He's, drawn at random up to the
#   last layer, begin far above ln 10); one of ln 10 does not tell that they are too small: these begin there, like healthy ones.
# * With one hidden layer half of He's std, He's and twice He's all learn 1000 digits in ten epochs; with eight
#   layers of ReLU, by gradient descent, only He's of these three does.
# * Twenty ReLU layers from He's start learn digits without any further help, only slower: by gradient descent, at
#   the better of two rates, they gain 10 points or more from epoch 10 to 40.
# * By gradient descent on 1000 to 5000 digits eight ReLU layers from PyTorch's default start, biases included,
#   stay at a guess for ten epochs, and from He's they come past 60 % of other digits.

# %% tags=["nbval-ignore-output"]
print(how_right("initialization"))

# %% [markdown] minutes=2 lesson=false
# ## How far this holds
#
# Each sentence was tried again with other seeds, other data, depths, widths, rates and budgets. A mark is one of
# these conditions; a cross is one that the sentence excludes.

# %%
claims_table("initialization")

# %%
again("initialization", "power")

# %% [markdown]
# **What people get wrong**
#
# * They take a variance for a std: $\sqrt{2/n}$ is the std.
# * They say *Xavier*, and do not say which of two.
# * They look at outputs only; with tanh these look fine while the gradient explodes.
# * They think 0 is the problem; it is equality.
# * They build a deep ReLU network, and do not ask what the library draws.
# * They take a first loss of ln 10 for a sign of health.
#
# **Exercises here:** 1 distinct units · 2 a std for a target · 3 a start of your own · 4 units that are off · 5 five remedies

# %% [markdown]
# **References**
#
# * Y. LeCun, L. Bottou, G. Orr, K.-R. Müller (1998), *Efficient backprop*.
# * X. Glorot, Y. Bengio (2010), *Understanding the difficulty of training deep feedforward neural networks*.
# * A. Saxe, J. McClelland, S. Ganguli (2013), *Exact solutions to the nonlinear dynamics of learning in deep linear networks*.
# * K. He, X. Zhang, S. Ren, J. Sun (2015), *Delving deep into rectifiers*.
# * D. Mishkin, J. Matas (2016), *All you need is a good init*. B. Poole et al. (2016), *Exponential expressivity*.
# * B. Hanin, M. Nica (2018), *Products of many large random matrices and gradients in deep neural networks*: luck.
# * K. Saito (2016), *Deep Learning from Scratch*, chapter 6. Deep Learning Specialization, course 2: the rings.
#
# The next notebook, 05, is about optimizers: what to do with the gradient once it arrives.
