# ---
# jupyter:
#   course:
#     title: Batch normalization, further
#     question: Which values share a mean, and what is left of each promise at its own best rate?
#     about: batches of one and two, layer, group, instance and RMS norm, before or after, does it regularize, 34 layers
#     needs: ["07"]
#     kind: claims
#     running: [5, 10, 10, 10, 25, 0, 95, 0, 0, 15]
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 07b · Batch normalization, further
#
# **Batch norm leans on the batch. Take the batch away, and see what is left; then choose other values to share a mean;
# then hold three promises of batch norm against it, each contender at its own best learning rate.**
#
# After this notebook you can
#
# * say why batches of one teach a dense network with batch norm nothing, and of two little, and mend it,
# * write down which values share a mean in batch, layer, group and instance norm (계층·그룹·인스턴스 정규화), for images and for
#   a transformer's tokens, and write the norm,
# * compare two contenders that want different learning rates,
# * make 34 layers learn.
#
# Time: {minutes} minutes, exercises included. You need: notebook 07.

# %% [markdown]
# **Two questions first.** Write your answers down, and keep them: you will need them at the end.
#
# 1. Only two examples at a time fit into memory. Is batch norm still a good idea in dense layers? And in convolutions?
# 2. Two papers try batch norm against nothing. One finds that it regularizes, the other that it overfits. Can both have
#    measured well?

# %%
try:
    import course_lib
except ImportError:
    print("This kernel does not know the course. Close JupyterLab and start it with: make lab")
else:
    print(f"course_lib {course_lib.__version__} is ready")

# %%
import warnings
from dataclasses import replace
from functools import partial

import numpy as np

from course_lib import checks, engine, plots
from course_lib.chapters.batch_normalization_further import (
    check,
    check_answers,
    check_own,
    drawing,
    gradients,
)
from course_lib.chapters.batch_normalization_further.measured import drift
from course_lib.chapters.batch_normalization_further.neighbours_dashboard import (
    neighbours_dashboard,
)
from course_lib.chapters.batch_normalization_further.nets import Setting, build, right
from course_lib.chapters.batch_normalization_further.norms import WrittenGroupNorm
from course_lib.chapters.batch_normalization_further.small_batches_dashboard import (
    small_batches_dashboard,
)
from course_lib.dashboards import again, claims_table, predict
from course_lib.datasets import digits, load_sweep
from course_lib.engine import BatchNorm, LayerNorm, Optimizer, cross_entropy, evaluate, fit, mlp
from course_lib.experiments import paired_change
from course_lib.guide import how_right

# %% [markdown] minutes=12 lesson=true ask="One digit at a time, with batch norm: how many new digits will it get right?" answers="A little worse than without, most say. It is a guess. The reason comes when somebody computes x_hat of a single number."
# ## 1 · A batch of one
#
# 1000 digits of 14 x 14 pixels, two hidden layers of 50 ReLU units, 1000 updates with *one digit* each. Without batch
# norm:

# %%
training, new = digits(1000, side=14), digits(2000, 1000, side=14)


def trained(norm, batch_size, updates=1000, lr=0.03):
    rng = np.random.default_rng(0)
    network = mlp([196, 50, 50, 10], rng=rng, normalization=norm)
    recipe = {"epochs": updates * batch_size // 1000, "batch_size": batch_size, "rng": rng}
    fit(network, cross_entropy, Optimizer(lr=lr), training, every=100, **recipe)
    return network


def percent(network):
    return 100 * evaluate(network, cross_entropy, new)[1]


print(f"without batch norm: {percent(trained(None, 1)):.0f} % of 2000 new digits")

# %%
predict(
    "batch_normalization_further", "one",
    "The same with batch norm between each layer and its ReLU. Right on new digits?",
    ["more: it learns faster", "a few points less", "10 %, a guess"],
    answer="10 %, a guess",
    because="A single number is its own mean: x_hat is 0, whatever the digit. Nothing comes "
    "through, forward or back.",
)  # fmt: skip

# %%
with warnings.catch_warnings(action="ignore"):  # the engine warns of a batch of one
    alone = trained(BatchNorm, 1)
rng = np.random.default_rng(0)
before = mlp([196, 50, 50, 10], rng=rng, normalization=BatchNorm)
moved = np.abs(alone["hidden 1"].W - before["hidden 1"].W).max()
print(f"with batch norm: {percent(alone):.0f} %; hidden 1 moved by {moved:.1g}")

# %% [markdown]
# No error, 1000 updates, and the first layer is where it began. (The engine warns; here that is hidden. PyTorch refuses such a batch.) So in dense
# layers batch norm needs two examples. Are two enough? In
# notebook 07 the gradient g by x_hat lost two parts on its way back to x:
#
# $$\frac{\partial\,\text{loss}}{\partial x} = \frac{1}{\text{std}}\Big(g - \text{mean}(g) - \hat x\cdot\text{mean}(g\,\hat x)\Big)$$
#
# What is the same for all examples is gone, and what goes in proportion to $\hat x$. For a batch of m, g has m numbers; two directions
# (방향) of the m are taken out.

# %%
predict(
    "batch_normalization_further", "directions",
    "A random g, and an x that is drawn. Which share of its squares is left, in batches of 4?",
    ["a quarter", "half", "three quarters", "nearly all"], answer="half",
    because="Two of four directions are left. From 2 on it is 1 - 2/m.",
)  # fmt: skip

# %% folded=true alt="Share of a random gradient that is left behind batch norm, by batch size: nothing at 1 and 2, a third at 3, half at 4, three quarters at 8, nearly all at 128; the dots lie on the line 1 - 2/m."
shares = {m: gradients.left_of(m) for m in (1, 2, 3, 4, 8, 32, 128)}
figure, ax = plots.new_figure(6.5, 2.8)
drawing.draw_left(ax, shares)
ax.legend(loc="lower right")
figure

# %% [markdown]
# At 1 *and at 2* nothing is left. A third at 3, of a random g. In an image m counts the positions, too: two pictures of
# 56 x 56 make m = 6272, and hardly anything is lost. What small batches cost there is noise in mean and std (Wu and He,
# 2018). Six channels, one digit at a time:

# %%
positions = [engine.Conv2D((14, 14, 1), 6, padding=1), BatchNorm((14, 14, 6)), engine.ReLU()]
rng = np.random.default_rng(0)
pictures = engine.Network([*positions, engine.Dense(14 * 14 * 6, 10)], rng=rng)
one_by_one = {"epochs": 1, "batch_size": 1, "rng": rng}
fit(pictures, cross_entropy, Optimizer(lr=0.01), training, every=100, **one_by_one)
print(f"a convolution with batch norm, batches of one: {percent(pictures):.0f} %")
print(f"two pictures of 56 x 56: m = {2 * 56 * 56}, left {1 - 2 / (2 * 56 * 56):.4f}")

# %% [markdown]
# ### Checking the way back
#
# Whoever writes this way back checks it against differences of the loss (notebook 01). A well-known book
# (K. Saito, 2016) does so on a batch of *one* example. Here is a way back with a bug: it forgets that the variance depends on x.

# %%
predict(
    "batch_normalization_further", "check",
    "The gradient check of the wrong way back, on a batch of one. What does it say?",
    ["wrong, by a little", "wrong, by far", "nothing found"], answer="nothing found",
    because="The missing term is multiplied by x_hat, and x_hat is 0.",
)  # fmt: skip

# %%
for rows in (1, 8):
    suspect = mlp([196, 20, 10], rng=rng, normalization=gradients.WithoutVariance)
    few = training[0][:rows], training[1][:rows]
    with warnings.catch_warnings(action="ignore"):
        report = engine.check_gradients(suspect, cross_entropy, few, rng=np.random.default_rng(1))
    print(f"batch of {rows}:", "nothing found" if report.error < 1e-6 else "wrong")

# %% [markdown]
# A check must be made where the term in question matters. That can go wrong in batches of any size:
#
# ### Exercise 1: a gradient that sees nothing
#
# Given is the x_hat of one unit, a flat array of m different numbers with mean 0 and mean square 1, m at least 3. Return a
# g, not 0, with which even somebody who takes mean *and* variance for constants, $\partial\,\text{loss}/\partial x = g/\text{std}$, is right.
#
# <details><summary>Hint</summary>
#
# Both terms that the formula takes away must be 0. Begin with any g, and take out of it what is the same for all, and what goes with
# x_hat. (Why not begin with x_hat, or with ones?)
#
# </details>


# %% exercise=6
def unseen(x_hat):
    """Return a g of the shape of x_hat, not 0, of which batch norm takes nothing away."""
    # BEGIN SOLUTION
    g = x_hat**2
    g = g - g.mean()
    return g - x_hat * (g @ x_hat) / (x_hat @ x_hat)
    # END SOLUTION


# %%
check.unseen(unseen)

# %% [markdown]
# Three wrong ways back, and a batch of eight that meets four different g:

# %% folded=true alt="How far three wrong ways back are off, for four g. A random g finds all three. With g the same for all, the way without the variance is not found; with g like x_hat, the way without the mean is not. With the g of the exercise none of the three is found."
blind = checks.yours_or_ours(unseen, check.unseen, check_answers.unseen)
x_hat = gradients.standardized(8, 0)
some_g = {
    "random": np.random.default_rng(1).standard_normal(8),
    "the same for all": np.ones(8),
    "x_hat": x_hat,
    f"unseen: {blind.whose}": blind(x_hat),
}
figure, ax = plots.new_figure(8.5, 3)
drawing.draw_found(ax, {name: gradients.found_wrong(g, x_hat) for name, g in some_g.items()})
ax.legend(loc="upper center", ncols=3, fontsize=11)
figure

# %% [markdown]
# That is why gradient checks draw their directions at random, and why a hand-made example with a round g may bless a bug.

# %% [markdown] minutes=11 lesson=true ask="In a batch of two x_hat is +1 and -1. Where can a gradient come from, and in how many of the units?" answers="From eps; in all units a little, most guess. It is nearly all in one of a hundred. The slider at 2 and eps 0.1 shows what eps mends."
# ## 2 · Batches of two, and eps
#
# In a dense layer, with two examples, x_hat is +1 and -1, whatever they are. But for eps: it stands under the root, and softens the corner.

# %% folded=true alt="x_hat of the first of two examples against their distance. With eps 1e-5 it is a step from -1 to +1 at distance zero; with eps 0.1 and 1 it is a soft ramp."
figure, ax = plots.new_figure(6.5, 2.8)
drawing.draw_steps(ax, (1e-5, 0.1, 1.0))
ax.legend(loc="lower right")
figure

# %% [markdown]
# A step (계단 함수): flat nearly everywhere, and where two examples happen to agree almost straight up. So a gradient does
# come.

# %%
predict(
    "batch_normalization_further", "top",
    "All units of layer 1, in 500 batches of two: 25 000 gradients. What do the largest 250 "
    "hold of the sum of squares?",
    ["5 %", "about half", "more than 99 %"], answer="more than 99 %",
    because="Where two examples nearly agree, the slope is 1 / sqrt(eps), about 300; elsewhere "
    "it is next to 0.",
)  # fmt: skip

# %%
for batch_size in (2, 3, 4, 8, 32):
    pull = gradients.pulls(training, batch_size, kind=BatchNorm)
    held = int(100 * gradients.top_share(pull, 0.01))
    print(f"batches of {batch_size:2d}: the largest 1 % hold at least {held} % of the sum")

# %% [markdown]
# Chance decides which weights move, and by how much. What would help? Let us try before we argue: no norm, layer norm (which
# comes in section 3) and others, in batches of 1 to 32, at six learning rates, 1000 updates and three seeds each (stored). A
# rate is chosen by 1000 dev digits, and judged by 2000 others.

# %% [markdown]
# **Task 1.** a) Batches of 2, eps 1e-5: how many points is batch norm behind no norm, each at its best? b) Which eps mends most of
# it, and how many points does it bring? What does it bring in batches of 32? c) At 32: by how many points does the best contender lead
# the worst?

# %% alt="Left: right answers over learning rates in batches of 32; all contenders reach about 90 at their best. Right: each at its best over batch sizes; batch norm falls to a guess at 1 and to 43 at 2, and meets the others from 8 on."
small = small_batches_dashboard(load_sweep("batch_normalization_further_small_batches"))
small

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# a) 42. b) An eps of 1, just before 0.1: 33 and 32 points. So the step, or the way back through it; the next cell parts them. In batches of 32 it brings half a point, which is nothing. c) 1.2
# points: no norm, layer norm, group norm and renormalization lie within 0.3 of each other, batch norm behind them. In two layers, from
# a good start (He's), nobody needs a norm.
#
# </details>

# %%
in_twos = Setting(batch_size=2, updates=1000)
_, on_dev, on_new = right(in_twos, [0.03, 0.1, 0.3], range(3), norm=gradients.SoftWayBack)
chosen = on_dev.mean(axis=1).argmax()
print(f"the step forward, only the way back softened (eps 1): {on_new[chosen].mean():.0f} %")

# %% [markdown]
# It is the way back: softened alone, it brings most of what the larger eps brings.

# %% folded=true
in_eights = load_sweep("batch_normalization_further_small_batches")
for name in ("none", "batch norm, eps 1e-05"):
    at_rates = [
        np.mean(
            [in_eights.at(contender=name, batch_size=8, lr=lr, seed=s)["test"] for s in (0, 1, 2)]
        )
        for lr in in_eights.axes["lr"]
    ]
    print(f"batches of 8, {name:22s}", " ".join(f"{each:3.0f} %" for each in at_rates))

# %% [markdown]
# Somebody who compares at *one* rate sees something else: at 0.003 and at 1, the ends of these rows, batch norm is far ahead. That is tolerance, and worth something. It
# is not the same as being better.
#
# **Renormalization.** *Batch renormalization* (S. Ioffe, 2017; `BatchRenorm`) corrects x_hat towards the running averages: $r\,\hat x + d$, with r = batch std /
# running std and d = (batch mean - running mean) / running std, both kept within limits and taken for constants on the way back. In batches
# of two it brings 12 points of the 42: forward it tells the examples apart, but back the step is still there. From 3 on it does nearly what eps does.
#
# **What the averages remember.** Small batches have one more trap, in inference. A batch of eight from a distribution of std 1:

# %%
eights = np.random.default_rng(0).standard_normal((200_000, 8))
print(f"root of the mean of variance * 8/7: {np.sqrt(eights.var(axis=1).mean() * 8 / 7):.2f}")
print(f"root of the mean of variance:       {np.sqrt(eights.var(axis=1).mean()):.2f}")
print(f"mean of the standard deviation:     {eights.std(axis=1).mean():.2f}")

# %% [markdown]
# The first is right: $m/(m-1)$, as in the paper and in PyTorch. Who averages standard deviations, as is sometimes written, divides by a
# number that is a tenth too small at m = 8; at 100 nobody would notice.

# %% [markdown] minutes=12 lesson=true ask="Images of shape (N, C, H, W). Batch norm: how many means? Layer norm? And in a transformer?" answers="C comes quickly for batch norm. For layer norm many say H x W; it is N, or one for each token in a transformer."
# ## 3 · Which values share a mean?
#
# Who does not want to lean on the batch takes other values together. Four tables of examples (rows) and channels; the dark
# values share one mean.

# %% folded=true alt="Four small tables of examples by channels. Batch norm: one whole column is dark. Layer norm: one whole row. Group norm: half a row. Instance norm: a single cell."
figure, four = plots.new_figure(10, 2.2, panels=4)
drawing.draw_sharing(four)
figure

# %% [markdown]
# In a dense layer a cell is one number. In an image it holds all positions of a channel, and they share the mean, too. (In a
# dense layer, instance norm would take the mean of one number; you know how that ends.) In code, for images of shape (N, C, H, W), the
# only difference is `axis`:

# %%
images = np.random.default_rng(0).standard_normal((8, 6, 5, 5))
means = {
    "batch norm": images.mean(axis=(0, 2, 3)),
    "layer norm": images.mean(axis=(1, 2, 3)),
    "instance norm": images.mean(axis=(2, 3)),
    "group norm, 2": images.reshape(8, 2, 3, 5, 5).mean(axis=(2, 3, 4)),
}

# %%
predict(
    "batch_normalization_further", "means",
    "8 images, 6 channels, 5 x 5 pixels. How many means does batch norm have, and instance norm?",
    ["6 and 48", "8 and 48", "150 and 8", "6 and 8"], answer="6 and 48",
    because="Batch norm: one for each channel. Instance norm: one for each channel of each image.",
)  # fmt: skip

# %%
print({name: mean.size for name, mean in means.items()})

# %%
tokens = np.random.default_rng(0).standard_normal((8, 10, 6))  # sentences, tokens, features
print("layer norm in a transformer:", tokens.mean(axis=-1).size, "means, one for each token")

# %% [markdown]
# **In a transformer** values have the shape (N, tokens, features), and *layer norm* takes one mean for each token (토큰), over its features:
# `axis=-1`. So no token feels another one, sentences may have any length, and a single one can be written on, token by token, in
# inference exactly as in training. A block is $x + f(\text{norm}(x))$, as in section 6. Large models often use *RMSNorm*, which divides by
# the root mean square and leaves the mean where it is: one pass less over the values.
#
# Who feels whom? Below, one batch of 4 examples, 6 channels, 4 positions. On the left, who shares with the marked value; on the right, which
# x_hat change when something is changed.

# %% [markdown]
# **Task 2.** a) Raise one value: under which norms does another *example* change? b) Raise all of the second example (a brighter
# picture), then stretch it to twice its values (more contrast): which norms feel neither? And RMSNorm? c) One example in the batch: which other norm
# has batch norm become?

# %% alt="Two tables of 4 examples by 6 channels of 4 positions. Batch norm: on the left all positions of channel 3 in all examples share with the marked value; on the right the same values change when one of them is raised."
neighbours = neighbours_dashboard()
neighbours

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# a) Batch norm alone. b) Layer norm (both), group norm and instance norm. RMSNorm feels the first, not the second: it takes no mean away. c) Instance
# norm: 6 means of 4 values either way.
#
# </details>

# %% [markdown]
# ### Exercise 2: group norm
#
# `x` has the shape (examples, positions, channels); neighbouring channels form a group. Return x_hat. With one group this is layer
# norm over all positions; with a group for each channel, instance norm.
#
# <details><summary>Hint</summary>
#
# `x.reshape(examples, positions, groups, -1)` cuts the channels into groups. Over which two axes go mean and variance? Reshape back at
# the end.
#
# </details>


# %% exercise=5
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
# Now it trains where batch norm could not: batches of two, 1000 updates, three seeds, five groups of ten units. (Forward it is your function; the
# way back is the engine's.)

# %% folded=true alt="Right answers on new digits in batches of two, three seeds each. Batch norm lies near 40; layer norm, group norm by the exercise's function and no norm lie near 84."
written = checks.yours_or_ours(group_norm, check.group_norm, check_answers.group_norm)
in_pairs = Setting(batch_size=2, updates=1000)
kinds = {
    "no norm": None,
    "batch norm": BatchNorm,
    "layer norm": LayerNorm,
    f"group norm: {written.whose}": partial(WrittenGroupNorm, function=written),
}
at_two = {name: right(in_pairs, [0.03], range(3), norm=kind)[2][0] for name, kind in kinds.items()}
figure, ax = plots.new_figure(8, 2.6)
drawing.draw_contenders(ax, at_two)
figure

# %% [markdown] minutes=6 lesson=true ask="One says: it regularizes, drop dropout. Another: keep both. Who is right on 300 digits?" answers="Most believe that it regularizes. At one rate they can be shown right, at another wrong."
# ## 4 · Does it regularize?
#
# *Often said: batch norm regularizes a little, so that one may leave out dropout; or: it reduces noise.* The second is wrong. Each batch
# has another mean, about $1/\sqrt m$ standard deviations off, and that *adds* noise:

# %% folded=true
one_unit = training[0] @ mlp([196, 50, 10], rng=np.random.default_rng(0))["hidden 1"].W[:, 0]
for m in (8, 32, 128):
    picks = np.random.default_rng(0).integers(0, 1000, (2000, m))
    off = one_unit[picks].mean(axis=1).std() / one_unit.std()
    print(f"batches of {m:3d}: a unit's mean is off by {off:.2f} std; 1 / root m is {m**-0.5:.2f}")

# %% [markdown]
# Does the noise help? 300 digits, batches of 30, 400 updates, five rates, five seeds; plain, batch norm, dropout of 0.2, both.

# %%
rates = [0.03, 0.1, 0.3, 1.0, 3.0]
few_digits = {"examples": 300, "batch_size": 30, "updates": 400}
remedies = {
    "plain": Setting(**few_digits),
    "batch norm": Setting("batch norm", **few_digits),
    "dropout": Setting(drop_rate=0.2, **few_digits),
    "both": Setting("batch norm", drop_rate=0.2, **few_digits),
}
scores = {name: right(setting, rates, range(5)) for name, setting in remedies.items()}

# %% [markdown]
# ### Exercise 3: each at its own best
#
# `dev` and `test` have the shape (rates, seeds). Choose *one* rate for all seeds, by their mean on the dev digits, and return what the seeds have on test at that
# rate.
#
# <details><summary>Hint</summary>
#
# Mean over the seeds first: `dev.mean(axis=1)`. The place of its largest number chooses a row of `test`.
#
# </details>


# %% exercise=3
def fair_scores(dev, test):
    """Return the row of test at the rate that is best on dev.

    >>> fair_scores(np.array([[60.0], [70.0]]), np.array([[66.0], [64.0]]))
    array([64.])
    """
    # BEGIN SOLUTION
    return test[dev.mean(axis=1).argmax()]
    # END SOLUTION


# %%
check.fair_scores(fair_scores)

# %%
predict(
    "batch_normalization_further", "regularizes",
    "All of them end with all 300 training digits right. On new digits, each at its own best "
    "rate: batch norm against plain?",
    ["2 points ahead or more", "within 2 points", "2 points behind or more"],
    answer="within 2 points",
    because="At a rate of 0.1 it is 3 points behind, at 1 it is 5 ahead. At their best they hardly "
    "differ.",
)  # fmt: skip

# %% folded=true alt="Right answers on new digits over five learning rates. Plain and dropout peak at 0.3 near 82 and fall beyond; batch norm and both rise slowly to about 81 at 1. The peaks, ringed, lie within two points."
fairly = checks.yours_or_ours(fair_scores, check.fair_scores, check_answers.fair_scores)
on_test = {name: three[2] for name, three in scores.items()}
peaks = {name: int(three[1].mean(axis=1).argmax()) for name, three in scores.items()}
figure, ax = plots.new_figure(8, 3.2)
drawing.draw_rates(ax, rates, on_test, peaks)
ax.set_ylim(60, 86)
ax.legend(loc="lower center", ncols=4, fontsize=11)
figure

# %%
plain = fairly(scores["plain"][1], on_test["plain"])
print(f"each at its best rate (chosen by fair_scores: {fairly.whose}), against plain:")
for name in ("batch norm", "dropout", "both"):
    points, its_error = paired_change(fairly(scores[name][1], on_test[name]), plain)
    print(f"{name:10s} {points:+.1f} ± {its_error:.1f} points")

# %% [markdown]
# Two papers, one at a rate of 0.1, one at 1: both measure well, and contradict each other. The lines cross. *A verdict at one rate is a verdict about
# the rate.* At their best, nothing here regularizes: neither batch norm nor dropout of 0.2 gains a point on these digits, and *instead of* and *always both*
# are no laws. (03 has a network and a budget where dropout does help.)

# %% [markdown] minutes=2 lesson=false
# ## 5 · Before or after the activation?
#
# The paper puts batch norm before the activation; *often said: after is better*, as it hands the next layer what is centred. Its best rate is often the
# smaller one, so a single rate may favour either. Each at its own best (stored, four seeds, 320 updates):

# %%
predict(
    "batch_normalization_further", "place",
    "Ten layers of 50 units, each at its best rate. On new digits, after against before?",
    ["ahead by 2 points or more", "level within 2 points", "behind by 2 points or more"],
    answer="behind by 2 points or more",
    because="By 6 ± 2 here. In two layers and in five the two are level.",
)  # fmt: skip

# %% folded=true
places = load_sweep("batch_normalization_further_places")
print(f"each at its best rate, chosen by fair_scores: {fairly.whose}")
for k, depth in enumerate(places.axes["depth"]):
    dev, test = (places.values[name][:, k] for name in ("dev", "test"))
    points, its_error = paired_change(fairly(dev[1], test[1]), fairly(dev[0], test[0]))
    own = [places.axes["lr"][each.mean(axis=1).argmax()] for each in dev]
    print(f"{depth:2d} layers: after {points:+.1f} ± {its_error:.1f} points", end="; ")
    print(f"best rates {own[0]:g} (before), {own[1]:g} (after)")

# %% [markdown]
# In two layers it hardly matters; in ten *before* is ahead in 320 updates (why, we cannot say), and nowhere behind. *Before* folds into the layer before it (notebook 07); *after* into the next one, in convolutions only where nothing is padded.

# %% [markdown] minutes=7 lesson=true ask="34 layers with batch norm, before training. The gradient at the first layer, against the last?" answers="Smaller, nearly all say: gradients vanish. It is a thousand times larger."
# ## 6 · How deep?
#
# A famous figure (K. He et al., 2016, figure 3) draws three stacks side by side: 19 layers, 34 layers, and 34 layers with ways around (*skip connections*, 잔차 연결). Why
# the ways, if batch norm keeps every layer's outputs at mean 0 and std 1? Stacks of dense layers, 30 units, before training:

# %%
predict(
    "batch_normalization_further", "back",
    "34 layers with batch norm, He's start. The gradient at layer 1, against that at layer 34, "
    "is about ...",
    ["a thousandth", "the same: all is normalized", "a thousand times"],
    answer="a thousand times",
    because="Each layer with its ReLU enlarges it by a factor of about 1.24, and 1.24 to the "
    "power of 33 is over a thousand.",
)  # fmt: skip

# %% folded=true alt="The gradient at each of 34 layers, over that at the last, on a log axis. From He's start alone it stays near 1; with batch norm it rises steeply to about a thousand at the first layer; with batch norm and skips it rises late and to about thirty."
stacks = {
    "He's start alone": check_own.deep(),
    "batch norm": check_own.deep("batch norm"),
    "batch norm and skip": check_own.deep("batch norm", skip=True),
}
figure, ax = plots.new_figure(7.5, 3.2)
ways_back = {name: gradients.way_back(each) for name, each in stacks.items()}
drawing.draw_way_back(ax, ways_back)
ax.legend(loc="upper right")
times = ways_back["batch norm"][0]
print(f"batch norm: {times:.0f} times at layer 1; {times ** (1 / 33):.2f} a layer")
figure

# %% [markdown]
# Forward all is well, by construction. Backward each layer multiplies by its weights and divides by the std of its sums. ReLU lets half of the gradient's squares
# through, 1/2. Of the squares of $\hat x$ it lets half through, too; but part of that half is ReLU's mean, which the next batch norm takes away, so its std counts
# only $1/2 - 1/(2\pi)$. It divides by too little: the factor is $\sqrt{\pi/(\pi - 1)} = 1.21$ for wide layers (G. Yang et al., 2019). (Twice the weights
# change nothing: batch norm divides them away.) So no learning rate suits all layers. With a way around, $y = x + f(x)$, most of the gradient goes past $f$.
#
# In the famous figure the layers are convolutions. There the plain 34 do learn, a few points worse, and the authors find healthy
# gradients; the explosion here is of dense layers.

# %% [markdown]
# ### Exercise 4: make 34 layers learn
#
# Choose `norm` ("none", "batch norm", "layer norm", "group norm", "RMSNorm", "renorm"), `skip` (True or False) and `lr`. With batches of 50 the stack must have 75 % of
# the new digits right after 200 updates, mean of two seeds nobody has seen. The check says how many yours has; three tries are usual.


# %% exercise=5
def thirty_four():
    """Return a dict with norm, skip and lr, such as {"norm": "none", "skip": False, "lr": 0.1}."""
    # BEGIN SOLUTION
    return {"norm": "batch norm", "skip": True, "lr": 0.1}
    # END SOLUTION


# %%
check.thirty_four(thirty_four)

# %% folded=true alt="Right answers on new digits after 200 updates, by depth. With 5 layers all three kinds learn. With 19 He's start alone falls behind batch norm; with 34 both are near a guess, and batch norm with skips stays above 80."
mine = checks.yours_or_ours(thirty_four, check.thirty_four, check_answers.thirty_four)
deep_ones = load_sweep("batch_normalization_further_stacks")
by_depth = {
    int(depth): {
        kind: fairly(deep_ones.values["dev"][i, k], deep_ones.values["test"][i, k])
        for i, kind in enumerate(deep_ones.axes["kind"])
    }
    for k, depth in enumerate(deep_ones.axes["depth"])
}
figure, ax = plots.new_figure(8, 3.2)
drawing.draw_stacks(ax, by_depth)
gained = by_depth[19]["batch norm"] - by_depth[19]["he"]
print("19 layers, batch norm over He's start:", " and ".join(f"{each:.0f}" for each in gained))
reached = check_own.outcome(mine())
ax.set_title(
    f"34 layers with the settings of exercise 4 ({mine.whose}): {reached:.0f} %", fontsize=12
)
ax.legend(loc="upper center", ncols=3, fontsize=11)
figure

# %% [markdown]
# Each at its own best rate. At 5 layers nobody needs help. At 19 batch norm alone is worth 17 and 33 points over He's start alone, in two runs; at 34 neither learns in this time.

# %%
x = training[0].astype(np.float32)
for shrink in (1.0, 0.17):
    around = replace(check_own.deep(skip=True), shrink=shrink)
    size = build(around, np.random.default_rng(0)).forward(x).std()
    have = right(around, [0.03], (0, 1))[2].mean()
    print(f"no norm, ways, He's weights x {shrink:g}: scores {size:.2g}, {have:.0f} % right")
for words, norm, lr in (("He's start", "none", 0.01), ("batch norm", "batch norm", 0.3)):
    ten_times = replace(check_own.deep(norm), updates=2000)
    have = right(ten_times, [lr], (0, 1))[2].mean()
    print(f"{words} alone, 2000 updates: {'over' if have > 50 else 'under'} 50 %")

# %% [markdown]
# With He's weights the ways need a norm, too: each block doubles the variance, and after 33 the scores are about
# 100 000. Smaller first weights in the blocks do it without a norm (83 % at 34; Zhang et al., 2019, *Fixup*; De and Smith, 2020). With ten times
# the updates He's start alone comes over 50 % at a rate of 0.01: slow, not stuck; batch norm alone does not, at any of four rates from 0.01 to 0.3 (one is run here). (With tanh either alone comes some way.) Notebook 11 builds such networks for images.

# %% [markdown] minutes=2 lesson=true ask="Back to the two questions: two images at a time; two papers." answers="In dense layers no: another norm, or a larger eps; in convolutions the positions count, too, and noise is the cost. And yes: at two rates."
# ## What remains
#
# Would you answer the two questions differently now?

# %% [markdown]
# * In dense layers, in batches of one, batch norm and batch renormalization let no gradient of the loss through to the
#   layers before them; layer norm does.
# * In batches of two, batch norm with an eps of 1e-5 is more than 20 points behind layer norm, each at its best rate;
#   an eps of 0.1 mends more than half of that.
# * In batches of 3 batch norm is behind layer norm, each at its best rate; in batches of 32 the two are level within
#   3 points.
# * In training, which values share a mean is all that tells batch, layer, group and instance norm apart; batch norm
#   alone needs running averages in inference. <!-- definition -->

# %% [markdown]
# * In two layers, after 320 updates, it is all the same, within 3 points, whether batch norm stands before or after
#   the activation, each at its best rate; and after is not ahead in ten.
# * On 300 digits batch norm at its best rate leads the plain network at its own by less than a point of right
#   answers on new digits.
# * In untrained stacks each ReLU layer with batch norm enlarges the gradient on its way back by a factor of 1.2 to
#   1.45, whatever the size of the weights.
# * 34 dense ReLU layers learn digits in 200 updates with a way around each layer and batch norm, or smaller first
#   weights, in it; from He's start alone, or with batch norm alone, they hardly do.
# * Haze over the new digits costs a network with batch renormalization no less than one with batch norm (with 100
#   units a layer, and of half the contrast, four seeds cannot tell); statistics estimated anew give both back what
#   they lost.
#
# (The last is shown under "Going further".)

# %% tags=["nbval-ignore-output"]
print(how_right("batch_normalization_further"))

# %% [markdown]
# **What people get wrong**
#
# * They keep batch norm in dense layers when memory forces them down to batches of two. (In convolutions it is noise
#   that small batches cost.)
# * They compare norms at one learning rate, and report a property of the rate.
# * They take the wrong axis: layer norm over the batch, or over all tokens.
# * They check a way back on one example, or with a g of ones.
#
# **Exercises here:** 1 a gradient that sees nothing · 2 group norm · 3 each at its own best · 4 34 layers

# %% [markdown] minutes=2 lesson=false
# ## How far this holds
#
# Every conclusion was tried under other conditions, one changed at a time: other digits and seeds, widths, depths, rules, budgets, sizes of the
# batch (stored: `make claims NB=07b`).

# %%
claims_table("batch_normalization_further")

# %%
again("batch_normalization_further", "growth")

# %% [markdown]
# ## Going further
#
# ### Is renormalization a cure for drift?
#
# *Often said: it is one, for a model that is used for two years while the images change.* Both are trained in batches of 8; then *haze* (every
# pixel mixed with grey) lies over the new digits, and then the statistics are estimated anew from these, without labels (four seeds):

# %% folded=true
for haze in (0.4, 0.6):
    costs = drift(haze=haze, lr=0.1, seeds=0, contrast=1.0, batch_size=8, updates=625)
    for name in ("batch norm", "renorm"):
        lost, anew = (np.mean(costs[f"{name}, {what}"]) for what in ("lost", "anew"))
        print(f"haze {haze}: {name:10s} loses {lost:.0f} points; with statistics anew {anew:.1f}")

# %% [markdown]
# No. Renormalization makes training agree with inference; when the world changes, inference is what fails. Statistics anew mend *this* drift, a stretch and
# a shift of all pixels. For others one has to train again.
#
# ### Scaling inputs, four ways
#
# Batch norm does between layers what one has always done with inputs. Min-max scaling to [0, 1]; standardization (표준화), feature by feature; *whitening*
# (화이트닝), which also removes the correlation, by PCA (turned onto the main axes) or ZCA (turned back afterwards).

# %%
predict(
    "batch_normalization_further", "covariance",
    "Standardize a cloud of two correlated features. Its covariance matrix is ...",
    ["the unit matrix", "1, 1 on the diagonal, not 0 beside it", "unchanged"],
    answer="1, 1 on the diagonal, not 0 beside it",
    because="Each feature is scaled by itself; how they go together stays.",
)  # fmt: skip

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

# %% folded=true alt="Five panels of the same cloud: raw and min-max are tilted ellipses, the standardized one is a tilted ellipse within a square, both whitened ones are round."
figure, five = plots.new_figure(12, 2.7, panels=5)
drawing.draw_clouds(five, clouds)
figure

# %% folded=true
for name, points in clouds.items():
    (first, shared), (_, second) = np.cov(points.T, bias=True) + 0.0
    print(f"{name:13s} variances {first:5.2f} {second:5.2f}, covariance {abs(shared):5.2f}")
spread = np.linalg.eigvalsh(np.cov(training[0].T))[::-1]  # of 196 axes, largest first
share = spread.cumsum() / spread.sum()
print("main axes of the digits -> variance:", end=" ")
print(", ".join(f"{kept}: {100 * share[kept - 1]:.0f} %" for kept in (2, 10, 50, 100)))
batch = training[0][:32] @ mlp([196, 100, 10], rng=rng)["hidden 1"].W
print(f"100 units, a batch of 32: rank of the covariance {np.linalg.matrix_rank(np.cov(batch.T))}")

# %% [markdown]
# The main axes have another use (*PCA*, 주성분 분석): sorted by variance, the first few are enough. And why not whiten every layer? A batch of 32 cannot say how to scale
# 100 units: 31 directions are known. So batch norm standardizes each unit by itself.
#
# ### What scale and shift are for
#
# The sigmoid (시그모이드) is known for its bend. On inputs of mean 0 and spread 1, what share of it does a straight line explain?

# %%
inputs = rng.standard_normal(100_000)
for stretch in (1, 4):
    z = stretch * inputs
    bent = engine.sigmoid(z) - 0.5
    line = z * (z * bent).mean() / (z * z).mean()
    print(f"scale {stretch}: a line explains {100 * (1 - (bent - line).var() / bent.var()):.0f} %")

# %% [markdown]
# Layers of such units would hardly be more than one linear layer; with a larger scale, which it can learn, the unit bends again. Scale and shift are learned, not set: ten of each, in
# 20 epochs:

# %% folded=true alt="Learned scales of ten units start at 1 and drift apart slowly; learned shifts start at 0 and spread to both sides."
watched = mlp([196, 50, 50, 10], rng=rng, normalization=BatchNorm)
path = engine.History(
    scale=lambda step: step.network["batchnorm 1"].gamma[0, :10],
    shift=lambda step: step.network["batchnorm 1"].beta[0, :10],
)
recipe = {"epochs": 20, "batch_size": 32, "rng": rng, "history": path}
fit(watched, cross_entropy, Optimizer(lr=0.1), training, **recipe)
figure, axes = plots.new_figure(9, 2.6, panels=2)
for ax, name in zip(axes, ("scale", "shift"), strict=True):
    ax.plot(path.epochs, path[name], color=plots.BLUE, alpha=0.7)
    ax.set(xlabel="epochs", ylabel=name)
figure

# %% [markdown]
# ### Another way to collect statistics
#
# The paper goes through the training data once more when training is over, and takes plain averages. In place of the running ones, in the network just trained:

# %%
anew = watched.copy()
engine.estimate_population(anew, training[0], batch_size=100)
answers = [network.forward(training[0]).argmax(axis=1) for network in (watched, anew)]
print(f"other answers to fewer than 20 of 1000: {np.sum(answers[0] != answers[1]) < 20}")
ratio = watched["batchnorm 2"].std / anew["batchnorm 2"].std
print(f"running std / std of all digits: {ratio.mean():.2f} on average")

# %% [markdown]
# Nothing, here: the running averages have arrived. They lag behind where weights move fast, or training is short.
#
# ### The ends of a published picture
#
# Notebook 07 repeats sixteen spreads of first weights (K. Saito, 2016). At 0.29 batch norm is behind: are the running averages to blame? The five networks in training
# mode, all digits as one batch (stored); and the left end, where weights are tiny:

# %%
scales = load_sweep("batch_normalization_scales")
running = 100 * scales.values["train_accuracy"][2, 1, :, -1].mean()
own = 100 * scales.values["training_mode_accuracy"][2, 1].mean()
print(f"std 0.29: running averages {running:.0f} %, training mode {own:.0f} %")
big, tiny = digits(1000), engine.normal(1e-4)
first_layer = mlp([784, 100, 10], rng=np.random.default_rng(0), initializer=tiny)["hidden 1"].W
print(f"std 1e-4: variance of the first sums {np.var(big[0] @ first_layer):.0e}, eps 1e-05")

# %% [markdown]
# The averages are not to blame (large weights are slow: 07). On the left `eps`, meant as a guard, is larger than the variance, and rules the division.
#
# All curves of that picture, training accuracy over 20 epochs, at every second spread (five seeds; solid with, dashed without batch norm):

# %% folded=true alt="Eight panels of accuracy over epochs, for spreads from 1 down to about 0.0002: batch norm rises in all, the network without only near 0.29."
figure, eight = plots.new_figure(12, 2.4, panels=8)
for i, ax in enumerate(eight):
    curves = 100 * scales.values["train_accuracy"][2 * i]
    for k, style in enumerate((plots.DEV, plots.TRAIN)):
        plots.draw_band(ax, scales.fixed["epochs"], curves[k].T, label="", **style)
    ax.set(title=f"std {scales.axes['std'][2 * i]:.2g}", ylim=(0, 102), xticks=[0, 20])
    ax.tick_params(labelleft=i == 0)
eight[0].set(ylabel="accuracy (%)", xlabel="epochs")
figure

# %% [markdown]
# And the map of 07: along which line does its border to *too slow* run? Weights ten times as long need steps a hundred times as large, which suggests rate / std². But
# these networks have one std for all layers, the last one too: no batch norm follows it, and it sends back a gradient that grows with std. What remains is rate / std
# (mean of five seeds):

# %%
stored = load_sweep("batch_normalization_rates")
stds = (0.03, 0.1, 0.3, 1.0)
for name, at in (("0.01", [0.01] * 4), ("std/10", (0.003, 0.01, 0.03, 0.1))):
    row = [
        100
        * np.mean(
            [stored.at(std=s, lr=lr, batch_norm=1, seed=k)["train_accuracy"] for k in range(5)]
        )
        for s, lr in zip(stds, at, strict=True)
    ]
    print(f"std 0.03, 0.1, 0.3, 1; rate {name:6s}:", " ".join(f"{each:.0f} %" for each in row))

# %% [markdown]
# Along the row it falls by two thirds; along the diagonal it does not. (Further left the output layer soon outgrows its start, and the rule ends.)
#
# **References**
#
# * S. Ioffe, C. Szegedy (2015), *Batch normalization*, ICML. S. Ioffe (2017), *Batch renormalization*, NIPS: it averages standard deviations; this course averages variances.
# * J. Ba, J. Kiros, G. Hinton (2016), *Layer normalization*. D. Ulyanov, A. Vedaldi, V. Lempitsky (2016), *Instance normalization*.
# * Y. Wu, K. He (2018), *Group normalization*, ECCV: batches of two, on images.
# * B. Zhang, R. Sennrich (2019), *Root mean square layer normalization*, NeurIPS. R. Xiong et al. (2020), *On layer normalization in the transformer architecture*, ICML.
# * K. He, X. Zhang, S. Ren, J. Sun (2016), *Deep residual learning for image recognition*, CVPR: figure 3, 19 and 34 layers. H. Zhang, Y. Dauphin, T. Ma (2019), *Fixup initialization*, ICLR. S. De, S. Smith (2020), *Batch normalization biases residual blocks towards the identity function in deep networks*, NeurIPS.
# * G. Yang et al. (2019), *A mean field theory of batch normalization*, ICLR: gradients of deep stacks.
# * D. Mishkin, N. Sergievskiy, J. Matas (2017), *Systematic evaluation of convolution neural network advances on ImageNet*: before and after.
# * P. Luo et al. (2019), *Towards understanding regularization in batch normalization*, ICLR.
# * K. Saito (2016), *Deep Learning from Scratch*, chapter 6: sixteen spreads.
#
# Back to [07](07_batch_normalization.ipynb). The next notebook is 08, hyperparameter search.
