# ---
# jupyter:
#   course:
#     title: Bias and variance
#     question: Too simple, too flexible, or too few examples?
#     about: splits, under- and overfitting, four verdicts, bias² + variance + noise measured, learning curves
#     needs: ["01"]
#     minutes: 85
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 02 · Bias and variance (편향과 분산)
#
# **A model is wrong on new examples. Too simple, too flexible, too few examples, or simply noise? Two numbers tell
# you which, and which remedy is worth your time.**
#
# After this notebook you can
#
# * say how far a dev error can be trusted, and when it answers the wrong question,
# * name what is wrong with a model from its training and dev error, and choose the remedy that fits,
# * split an error into bias, variance and noise, and read a learning curve.
#
# Time: 60 minutes, and 25 for the exercises. You need: a network, a loss and gradient descent (notebook 01).

# %% [markdown]
# **Two questions first.** Write your answers on a piece of paper; you will need them at the end.
#
# 1. A network is wrong on 15 % of its training examples and on 16 % of new ones. Would you collect more data?
# 2. Somebody offers you ten times as many training examples, for a lot of money. How can you tell, before you
#    pay, whether they would help?

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
from course_lib.chapters.bias_and_variance import (
    check,
    double_descent,
    learning_curves,
    neighbours,
    remedies,
)
from course_lib.chapters.bias_and_variance.capacity_dashboard import capacity_dashboard
from course_lib.chapters.bias_and_variance.curves import (
    draw_sample,
    fit_polynomial,
    mean_squared,
    predict_curve,
    truth,
)
from course_lib.chapters.bias_and_variance.decomposition import decompose, diagnose
from course_lib.datasets import Shift, load_mnist, load_sweep, moons, stratified_split
from course_lib.engine import Adam, Optimizer, cross_entropy, evaluate, fit, mlp, predict, stack
from course_lib.experiments import paired_change

# %% [markdown]
# ## 1 · The curve that fits best
#
# Ten measurements of an unknown curve, each with a little noise. We fit polynomials of degree 0 to 9: the higher the
# degree, the more shapes it can take. How many shapes a model can take is its *capacity* (용량).
#
# **Do it.** Choose a degree by the error on the ten points (mean squared error, 평균제곱오차).

# %%
rng = np.random.default_rng([5, 1])
x_train, y_train = draw_sample(10, 0.3, rng=rng)
degrees = range(10)
fits = [fit_polynomial(x_train, y_train, degree) for degree in degrees]
for degree in degrees:
    error = mean_squared(predict_curve(fits[degree], x_train), y_train)
    print(f"degree {degree}: training error {error:.3f}")

# %% [markdown]
# Degree 9 has the smallest error there is: zero. So take degree 9.
#
# **Predict first.** A thousand new points of the same curve, with the same noise. What is the error of degree 9
# there? Near zero, about that of degree 4, or larger than that of a straight line?

# %%
x_new, y_new = draw_sample(1000, 0.3, rng=np.random.default_rng(100))
errors_new = [mean_squared(predict_curve(fits[degree], x_new), y_new) for degree in degrees]
for degree in (1, 4, 9):
    print(f"degree {degree}: error on new points {errors_new[degree]:.2f}")

# %% alt="Three fits to ten points. Degree 1 is a line that misses the wave; degree 4 follows the dotted truth; degree 9 passes through every point and swings far away between the outer ones."
x_grid = np.linspace(-1, 1, 200)[:, None]
figure, panels = plots.new_figure(panels=3)
for ax, degree in zip(panels, (1, 4, 9), strict=True):
    curve = predict_curve(fits[degree], x_grid)
    plots.draw_fit(ax, (x_train, y_train), x_grid, curve, truth(x_grid))
    ax.set_title(f"degree {degree}")
figure.legend(*ax.get_legend_handles_labels(), loc="outside lower center", ncols=3)
figure

# %% [markdown]
# **What we saw.** Here we know the truth (dotted), as one never does in practice. Degree 1 cannot bend: *underfitting*
# (과소적합). Degree 9 goes through every point, noise and all, and pays between them: *overfitting* (과대적합). By the
# training error the most flexible model always wins. It cannot tell you which one is good.

# %% [markdown]
# ## 2 · A second set, and how far to trust it
#
# So keep some examples away from training. The *training set* (훈련 세트) fits the weights. The *development set*, dev
# set for short (개발 세트, also validation set, 검증 세트), chooses between models. The *test set* (테스트 세트) is opened
# once, at the end.
#
# One of the lectures says that the dev set is sometimes omitted. Then the test set chooses. Does that do harm? Take an
# extreme case: fifty models that only toss a coin, right or wrong. We choose the best of them on a test set.
#
# **Predict first.** The test set has 100 examples. What error does the best of the fifty show there? And with 10 000?

# %%
rng = np.random.default_rng(0)
for n in (100, 10_000):
    tosses_wrong = rng.random((50, n)) < 0.5  # one row for each model
    best = tosses_wrong.mean(axis=1).min()
    print(f"{n:6d} test examples: the best of 50 shows an error of {100 * best:.0f} %")

# %% [markdown]
# **What we saw.** All fifty are wrong half of the time on new examples; the best one looks much better. *What you choose by looks better
# than it is*: the more models, and the fewer examples, the more. So the lecture's shortcut costs little where the test set is
# large and the models few. Otherwise a set that has chosen nothing must say how good the choice is.
#
# Now digits: two networks learn from the same 1000 images. The second one sees each image shifted by up
# to three pixels, differently in each pass.


# %%
def digit_network(augment):
    rng = np.random.default_rng(0)
    network = mlp([784, 64, 10], rng=rng)
    recipe = {"epochs": 20, "batch_size": 50, "rng": rng, "augment": augment}
    fit(network, cross_entropy, Optimizer(Adam(), lr=0.002), digits, **recipe)
    return network


# %%
digits = load_mnist(count=1000)
plain, shifted = digit_network(None), digit_network(Shift((28, 28), 3))
dev = load_mnist(start=1000, count=1000)
for name, network in (("plain", plain), ("shifted", shifted)):
    print(f"{name:8s} dev error {100 * (1 - evaluate(network, cross_entropy, dev)[1]):.1f} %")

# %% [markdown]
# **Predict first.** Which network would you take? If you drew another 1000 dev images, by how much would each of these
# numbers change: 0.1, 1 or 5 points? We draw 2000 dev sets of each size out of 10 000 images; a formula, explained below, stands beside.

# %%
images, labels = load_mnist(start=50_000, count=10_000)
wrong = predict(plain, images).argmax(axis=1) != labels
rng = np.random.default_rng(0)
for n in (100, 1000):
    rates = [rng.choice(wrong, n, replace=False).mean() for _ in range(2000)]
    formula = np.sqrt(wrong.mean() * (1 - wrong.mean()) / n)
    print(f"n {n:4d}: spread {100 * np.std(rates):.1f} points, formula {100 * formula:.1f}")

# %% [markdown]
# An error rate from $n$ examples is itself a random number. Its *standard error* (표준오차) is
#
# $$\sqrt{\frac{p\,(1-p)}{n}}$$
#
# with $p$ the error rate: the formula in the last column. On 1000 images it is about a point, so a difference of less than a point says little.
# To halve the standard error takes four times the examples.
#
# ### Exercise 1: an error rate, and how precise it is
#
# `wrong` holds one `True` or `False` for each dev example. Give the error rate and its standard error.
#
# <details><summary>Hint</summary>
#
# The mean of booleans is the share that is `True`. Everything else stands in the formula; `len(wrong)` is n.
#
# </details>


# %%
def error_rate(wrong):
    """Return (rate, standard error) for an array of bools, one for each example.

    >>> error_rate(np.array([True, False, True, False]))
    (0.5, 0.25)
    """
    # BEGIN SOLUTION
    rate = wrong.mean()
    return rate, np.sqrt(rate * (1 - rate) / len(wrong))
    # END SOLUTION


# %%
check.error_rate(error_rate)

# %% [markdown]
# How large should a dev set be, then? The lectures split 60 : 20 : 20. **Predict first.** With a million examples, what
# would you lose with 98 : 1 : 1?

# %%
for total, share in ((1000, 0.2), (10_000, 0.2), (1_000_000, 0.2), (1_000_000, 0.01)):
    n = int(total * share)
    precise = 100 * np.sqrt(0.1 * 0.9 / n)
    print(f"{total:9,d} examples, {100 * share:2.0f} % dev: {n:7,d}, ", end="")
    print(f"an error of 10 % is known to ±{precise:.2f} points")

# %% [markdown]
# What counts is the number of dev examples, not their share. Of a million, one percent is precise enough for most choices,
# and the other 19 percent are better used for training.
#
# Where a class is rare, draw it deliberately. Here 5 % of the labels are 1; the dev set takes 40 of 200:

# %%
rare = np.repeat([0, 1], [190, 10])
rng = np.random.default_rng(0)
at_random = [rare[rng.permutation(200)[:40]].sum() for _ in range(1000)]
stratified = [rare[stratified_split(rare, [160, 40], rng=rng)[1]].sum() for _ in range(100)]
print(f"at random:  {min(at_random)} to {max(at_random)} of the rare class in the dev set")
print(f"stratified: {min(stratified)} to {max(stratified)}")

# %% [markdown]
# A *stratified* split (층화 분할) gives every class its share in each part.
#
# ### The wrong question, answered precisely
#
# *Plain* and *shifted* did about equally well. Now imagine the app that will use them: people
# photograph digits, and hardly one is in the middle. The app's images are shifted by up to three pixels.
#
# **Predict first.** Both networks were wrong on about 12 % of the dev images. On how many of the app's?

# %%
rng = np.random.default_rng(1)
app = Shift((28, 28), 3)(images, rng=rng), labels
for name, network in (("plain", plain), ("shifted", shifted)):
    here, there = (
        1 - evaluate(network, cross_entropy, data)[1] for data in ((images, labels), app)
    )
    print(
        f"{name:8s} centred images {100 * here:.0f} % wrong, the app's images {100 * there:.0f} %"
    )

# %% [markdown]
# **What we saw.** A dev set ten times as large would not have helped: it answers precisely what nobody asked. Dev and test
# set must look like what the model will meet; the training set may differ, if that helps. *First ask whether the dev set
# asks the right question, then how precisely it answers.*

# %% [markdown]
# ## 3 · Two errors, four verdicts
#
# Two networks with two classes of points in the plane. The first has no hidden layer: its border is a straight line. The second
# has 20 hidden units, but in *its* data one label in eight is wrong: turned over, at random.


# %%
def three_errors(hidden, flipped):
    rng = np.random.default_rng(0)
    points, true = moons(4000, noise=0.05, rng=rng)
    given = np.where(rng.random(4000) < flipped, 1 - true, true)
    tanh = {"activation": engine.Tanh, "initializer": engine.glorot_normal}
    network = mlp([2, *hidden, 2], rng=rng, **tanh)
    half, rest = slice(0, 2000), slice(2000, 4000)
    recipe = {"epochs": 20, "batch_size": 100, "rng": rng}
    optimizer = Optimizer(Adam(), lr=0.02)
    fit(network, cross_entropy, optimizer, (points[half], given[half]), **recipe)
    pairs = ((half, given), (rest, given), (rest, true))
    return [1 - evaluate(network, cross_entropy, (points[p], t[p]))[1] for p, t in pairs]


# %%
line, curved = three_errors([], flipped=0.0), three_errors([20], flipped=0.125)
for name, errors in (("no hidden layer", line), ("20 units", curved)):
    print(f"{name:16s} training {100 * errors[0]:.0f} %, dev {100 * errors[1]:.0f} %")

# %% [markdown]
# **Predict first.** Nearly the same numbers. Would you treat both networks alike? The second one learnt from labels of which one in
# eight is wrong. We know the true ones: how often is it wrong when *they* are the measure? About 12 %, more, or less?

# %%
for name, errors in (("no hidden layer", line), ("20 units", curved)):
    print(f"{name:16s} dev error against the true labels {100 * errors[2]:.0f} %")

# %% [markdown]
# The second one has understood everything, from a teacher who is wrong one time in eight. The labels are wrong, not the network, and
# no network in the world gets below 12.5 % on new labels like these. This floor is the *Bayes error* (베이즈 오류). For the first one the floor is zero, and it stands
# far above it. In practice the floor is not known; what a careful person reaches is often taken for it.

# %% [markdown]
# So two differences count, and each has its name:
#
# * training error − Bayes error: what the model cannot express, or has not learnt. Large: *high bias* (편향이 크다).
# * dev error − training error: what it learnt of its own examples only. Large: *high variance* (분산이 크다).
#
# That makes four verdicts: fine, high bias, high variance, or both. The lectures look at the training error alone, and
# so call a network biased that only has noisy labels.

# %%
for name, errors, floor in (("no hidden layer", line, 0.0), ("20 units", curved, 0.125)):
    print(f"{name:16s} {diagnose(errors[0], errors[1], floor, tolerance=0.02)}")

# %% [markdown]
# ### Exercise 2: the verdict
#
# Write what `diagnose` did above yourself. A difference counts as large when it is *more* than `tolerance`. The answer is one of
# `"fine"`, `"high bias"`, `"high variance"`, `"high bias and high variance"`.
#
# <details><summary>Hint</summary>
#
# Two comparisons, each true or false, make four cases. A negative difference is not large.
#
# </details>


# %%
def verdict(train_error, dev_error, bayes_error, tolerance):
    """Return one of the four verdicts.

    >>> verdict(0.01, 0.11, 0.0, 0.02)
    'high variance'
    """
    # BEGIN SOLUTION
    bias = train_error - bayes_error > tolerance
    variance = dev_error - train_error > tolerance
    if bias and variance:
        return "high bias and high variance"
    return "high bias" if bias else "high variance" if variance else "fine"
    # END SOLUTION


# %%
check.verdict(verdict)

# %% [markdown]
# ### Turn the knobs
#
# Back to the ten points. Now you choose the degree (capacity), the number of examples, the noise, and with *data set* another
# draw of the points. Errors are mean squared errors again, so the Bayes error is the noise's standard deviation, squared. A difference of
# more than 0.05 counts.
#
# **Predict first.** Leave the degree at 9 and take 50 examples instead of 10. Does the *training* error fall or rise?

# %% [markdown]
# **Task 1.** Find three settings with three *different* verdicts whose dev errors all lie between 0.20 and
# 0.22. Which of the three could more examples help?

# %% alt="Left: a polynomial of degree 9 through ten points swings far off the dotted truth, verdict high variance. Right: training error falls with the degree to zero, dev error falls, then shoots up beyond the top at degree 9."
capacity = capacity_dashboard()
capacity

# %%
print(await capacity.finished())

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# With 50 examples the training error rises: ten points can be learnt by heart, fifty cannot. The dev error falls.
#
# Three settings, data set 1: degree 3, 50 examples, noise 0.30 (high bias); degree 5, 12 examples, noise 0.35 (high variance);
# degree 5, 200 examples, noise 0.45 (fine). More examples help the second. The first needs a higher degree; the
# third is at its floor. *A dev error alone does not say what to do.*
#
# </details>

# %% [markdown]
# ## 4 · Two hundred worlds
#
# Move the slider *data set* at degree 9: the points change a little, the curve changes wildly. At degree 1 it hardly moves, but is always
# wrong in the same places. That is where the names come from, and it can be measured: repeat the experiment
# with 200 data sets, which differ in their noise only.
#
# 200 networks with two hidden layers of 20 units, side by side in one *stack*. Each has its own data set of 20 points, so the data have the shape (200, 20, 1).


# %%
def two_hundred_networks(hidden):
    rng = np.random.default_rng(0)
    x, y = draw_sample(20, 0.3, sets=200, rng=rng)
    networks = [
        mlp([1, *hidden, 1], rng=rng, activation=engine.Tanh, initializer=engine.glorot_normal)
        for _ in range(200)
    ]
    together, optimizer = stack(networks), Optimizer(Adam(), lr=0.03)
    fit(together, engine.squared_error, optimizer, (x, y), epochs=1000, batch_size=20, rng=rng)
    return together.forward(x_grid)


# %%
networks_of = {"1 unit": [1], "3 units": [3], "20 + 20 units": [20, 20]}
answers = {name: two_hundred_networks(hidden) for name, hidden in networks_of.items()}
print(answers["3 units"].shape)

# %% alt="Thirty of 200 fitted curves each. One unit: every curve is a single step and misses the wave. Three units: all lie close to the truth. Two layers of 20: they scatter around the truth."
figure, panels = plots.new_figure(panels=3)
for ax, (name, curves) in zip(panels, answers.items(), strict=True):
    ax.plot(x_grid[:, 0], curves[:30, :, 0].T, color=plots.BLUE, alpha=0.25, linewidth=1)
    ax.plot(x_grid[:, 0], truth(x_grid)[:, 0], "k:", linewidth=2)
    ax.plot(
        x_grid[:, 0], curves.mean(axis=0)[:, 0], color=plots.ORANGE, linestyle="--", linewidth=2
    )
    ax.set(title=name, xlabel="x", ylim=(-2.2, 2.2))
panels[0].legend(panels[0].lines[-3:], ["one network", "truth", "mean of 200"], fontsize=9)
figure

# %% [markdown]
# At each $x$, with $f$ the truth, $\hat y$ the answer of one network, and $\overline{y}$ the mean of all 200:
#
# $$\underbrace{(\overline{y} - f)^2}_{\text{bias}^2} \qquad \underbrace{\text{mean of } (\hat y - \overline{y})^2}_{\text{variance}} \qquad \underbrace{\sigma^2}_{\text{noise}}$$
#
# Bias is what is left when the data sets' chance is averaged away. Variance is how far one network lies from that average. Noise, with
# its standard deviation $\sigma$, sits in the new targets themselves.
#
# **Predict first.** Add the three, and separately measure the error of all 200 on *new noisy* points. How well do the two agree?

# %%
sigma = 0.3
rng = np.random.default_rng(2)
noisy = truth(x_grid) + sigma * rng.standard_normal((200, *x_grid.shape))
print("                bias² + variance + noise =   sum    measured")
for name, curves in answers.items():
    bias_squared, variance = decompose(curves, truth(x_grid))
    total = bias_squared + variance + sigma**2
    test_errors = mean_squared(curves, noisy)  # one for each network
    mean, its_error = test_errors.mean(), test_errors.std(ddof=1) / np.sqrt(200)
    print(
        f"{name:13s}  {bias_squared:6.3f}   {variance:6.3f}    {sigma**2:.3f}   {total:6.3f}",
        end="",
    )
    within = abs(total - mean) < its_error
    print(f"    {mean:.3f} ± {its_error:.3f}   within one standard error: {within}")

# %% [markdown]
# **What we saw.** They agree to about a thousandth. It is not an approximation: averaged over data sets and noise, an error *is* the
# sum of the three. (The ± is the standard error of the mean over 200 networks. They agree even better, because the same
# networks stand on both sides: only the chance in the new noise is left.)
#
# One unit has mostly bias, two layers of 20 have variance and hardly any bias. Their remedies have nothing in common.

# %% [markdown]
# ### Exercise 3: bias and variance
#
# `predictions` has the shape (K, n), one row for each of K models; `truth` the shape (n,). Give the squared bias and the
# variance, each averaged over the n places.
#
# <details><summary>Hint</summary>
#
# `predictions.mean(axis=0)` is the average model. What is its distance from the truth? What is each model's distance from it?
#
# </details>


# %%
def bias_and_variance(predictions, truth):
    """Return (bias squared, variance), two numbers.

    >>> bias_and_variance(np.array([[1.0, 2.0], [3.0, 2.0]]), np.array([1.0, 2.0]))
    (0.5, 0.5)
    """
    # BEGIN SOLUTION
    average = predictions.mean(axis=0)
    return np.mean((average - truth) ** 2), np.mean((predictions - average) ** 2)
    # END SOLUTION


# %%
check.bias_and_variance(bias_and_variance)

# %% [markdown]
# And along the whole range of capacities? Polynomials need no training, so all ten degrees cost nothing: 200 data sets of 12 points each.

# %% alt="Stacked areas over the degree: bias shrinks from a tall area to nothing at degree 5, variance grows slowly and then steeply; measured errors, as points, lie on the top of the stack, lowest at degree 5."
x_sets, y_sets = draw_sample(12, sigma, sets=200, rng=np.random.default_rng(0))
curves_of = [predict_curve(fit_polynomial(x_sets, y_sets, d), x_grid) for d in degrees]
biases, variances = zip(*(decompose(curves, truth(x_grid)) for curves in curves_of), strict=True)
figure, ax = plots.new_figure()
plots.draw_parts(ax, degrees, biases, variances, sigma**2)
measured = [mean_squared(curves, noisy).mean() for curves in curves_of]
ax.plot(degrees, measured, "ko", label="measured")
ax.set(xlabel="degree", xticks=degrees)
ax.legend(loc="upper right")
figure

# %% [markdown]
# Capacity trades one for the other. The best degree is neither the one without bias nor the one without variance; it is where
# their sum is lowest.
#
# **Predict first.** Ten times as many points. Which of the two areas shrinks?

# %%
for n in (12, 120):
    x_more, y_more = draw_sample(n, sigma, sets=200, rng=np.random.default_rng(0))
    for degree in (3, 9):
        curves = predict_curve(fit_polynomial(x_more, y_more, degree), x_grid)
        bias_squared, variance = decompose(curves, truth(x_grid))
        print(f"{n:3d} points, degree {degree}: bias² {bias_squared:.2f}, variance {variance:.2f}")

# %% [markdown]
# The variance all but vanishes; the bias of degree 3 hardly moves. Data cannot teach a model what it cannot express.

# %% [markdown]
# ## 5 · The recipe table
#
# The lectures give a table. *High bias: a bigger network, longer training, another architecture. High variance: more data,
# regularization, another architecture.* Is it true, and does the wrong remedy do harm?
#
# Two spirals with one label in ten turned over (Bayes error: 10 %), and two ill networks: one with 4 hidden units, and one
# with two layers of 50 that has only 100 points. Between them one that is well. Orange: the network says triangle;
# light blue: circle; grey: it cannot tell.

# %% alt="Three maps of the plane with two spirals of points. Four units draw one soft, nearly straight border; two layers of 50 with 1000 points draw the spiral; with 100 points the border is ragged, with spikes that reach out for single points."
cases = {
    "4 units": remedies.SMALL,
    "50 + 50, 1000 points": remedies.ENOUGH,
    "50 + 50, 100 points": remedies.LARGE,
}
side = np.linspace(-2.4, 2.4, 90)
plane = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
figure, maps = plots.new_figure(9, 3.3, panels=3)
for ax, (name, case) in zip(maps, cases.items(), strict=True):
    result = remedies.attempt(case)
    first = engine.unstack(result.networks)[0]
    probability = engine.softmax(first.forward(plane))[:, 1].reshape(90, 90)
    plots.draw_plane(ax, probability, (-2.4, 2.4, -2.4, 2.4))
    plots.draw_points(ax, result.points[0][0][:300], result.points[1][0][:300])
    ax.set(title=name, xticks=[], yticks=[])
figure

# %% [markdown]
# Underfit, fit, overfit. Now every remedy on both networks, five seeds each: the mean change of the dev error, and whether *every* seed
# gains against the same network without the remedy.
#
# **Predict first.** a) The small network gets ten times the data. b) The large network gets twice as many units in each layer. What
# happens to the dev error in each case?

# %%
for illness, (case, tried) in remedies.REMEDIES.items():
    ill = remedies.attempt(case)
    print(f"{illness}: training {100 * ill.train_error.mean():.0f} %,", end=" ")
    print(f"dev {100 * ill.dev_error.mean():.0f} %")
    for name, other in tried.items():
        after = remedies.attempt(other)
        change, _ = paired_change(100 * after.dev_error, 100 * ill.dev_error)
        every = (after.dev_error < ill.dev_error).all()
        print(f"  {name:18s} training {100 * after.train_error.mean():2.0f} %,", end=" ")
        print(f"dev {100 * after.dev_error.mean():2.0f} %: {change:+4.0f} points,", end=" ")
        print(f"every seed gains: {every}")

# %% [markdown]
# **What we saw.** The table holds. For the small network, any remedy that lets it express more takes 18 points or more; ten times the
# data, the expensive one, takes one. For the large network more data and regularization (lambda 0.003, found by trying) gain most, in every
# seed, and the second costs only the search for its lambda. The other architecture, a single layer of 10 units, gains less, and not always.
#
# And the surprise: making the overfit network *larger* changes next to nothing, and training it twice as long costs a point. It has
# already learnt its hundred points by heart; more capacity has little left to spoil.

# %% [markdown]
# ## 6 · Is it worth getting more data?
#
# The offer: ten times as many examples. A *learning curve* (학습 곡선) answers before you pay: train on a part of what you
# have, and look how the errors move as the part grows.
#
# MNIST, nine sizes from 100 to 50 000 images, two networks: 3 hidden units and 30. Five seeds each. These 90 runs are
# stored (after M. Nielsen's book, chapter 3); here is one of them again, trained now, which takes some seconds.

# %%
sweep = load_sweep("bias_and_variance_learning_curves")
now = learning_curves.error_rates(1000, 30, [3])["dev_error"][0]
stored = sweep.at(hidden=30, size=1000, seed=3)["dev_error"]
print(f"30 units, 1000 images, seed 3: stored {100 * stored:.0f} % wrong on 10 000 dev images")
print(f"trained now, less than a point away: {abs(now - stored) < 0.01}")
print(f"the stored sweep took {sweep.about['seconds']:.0f} s, with {sweep.about['versions']}")


# %%
def draw_learning_curves(count):
    sizes = sweep.axes["size"][:count]
    figure, halves = plots.new_figure(9, 3.6, panels=2)
    for k, ax in enumerate(halves):
        for part, style in (("train", plots.TRAIN), ("dev", plots.DEV_POINTS)):
            rates = 100 * sweep.values[f"{part}_error"][k, :count]
            plots.draw_band(ax, sizes, rates, label=part, **style)
        ax.set(title=f"{sweep.axes['hidden'][k]} hidden units: mean ± std of 5 seeds")
        ax.set(xscale="log", xlim=(80, 70_000), xlabel="training images")
        ax.set(ylim=(-2, 70), ylabel="error (%)")
        ax.legend(loc="upper right")
    return figure


# %% [markdown]
# You own 5000 images. So this much of the curves you can see:

# %% alt="Errors against the number of training images on a log axis, up to 5000. With 3 units training error rises to 33 % and dev error falls to 38 %; with 30 units the training error stays at zero and dev error falls from 30 to 7 %. The right part of both panels is empty."
draw_learning_curves(6)

# %% [markdown]
# **Predict first.** In both panels a gap is left at 5000, of about the same size. For which of the two networks would you pay for
# 50 000 images? Draw both curves on, with a finger.

# %% alt="The same curves up to 50 000 images. With 3 units the dev error stays near 38 % and the training error has come up to it; with 30 units the dev error goes on falling to 4 %, and the training error rises to meet it only at 50 000."
draw_learning_curves(9)

# %%
sizes, (owned, offered) = sweep.axes["size"], (5, 8)
train_errors, dev_errors = (
    100 * sweep.values[f"{part}_error"].mean(-1) for part in ("train", "dev")
)
for k, hidden in enumerate(sweep.axes["hidden"]):
    for j in (owned, offered):
        print(
            f"{hidden:2d} units, {sizes[j]:5d} images: training {train_errors[k, j]:2.0f} %,",
            end=" ",
        )
        print(f"dev {dev_errors[k, j]:2.0f} %")

# %% [markdown]
# **What we saw.** Every gap closes, but from which side? More examples are harder to learn, so the training error rises, and the dev error
# ends *between* the two curves. With 3 units the training error did nearly all of the moving: they express no more. With 30
# it started from zero, and the dev error came down by more than a third. Before you pay, look at both: the gap says that something will
# move; today's training error is the best that you may hope for.
#
# Nielsen published one run for each size, with 30 units, measured on his validation images. Ours have the same recipe, but fewer
# steps (60 000, not 150 000):

# %%
for n, ours, his in zip(sizes, 100 - dev_errors[1], learning_curves.NIELSEN, strict=True):
    print(f"{n:6d} images: ours {ours:.0f} % right, Nielsen {his} %")

# %% [markdown]
# ### Exercise 4: a forecast
#
# On log axes the dev error of the 30 units is nearly a straight line: $\text{error} = a\, n^{-b}$. Draw it on: given two
# measured sizes and errors, give the error at a third size.
#
# <details><summary>Hint</summary>
#
# $b = -\log(e_2 / e_1) / \log(n_2 / n_1)$. Start from one of the two points: $e_1 \cdot (n / n_1)^{-b}$.
#
# </details>


# %%
def forecast_error(sizes, errors, size):
    """Return the error at size, on the power law through two points (two sizes, two errors).

    >>> forecast_error(np.array([1000.0, 4000.0]), np.array([0.16, 0.08]), 16000.0)
    0.04
    """
    # BEGIN SOLUTION
    exponent = np.log(errors[1] / errors[0]) / np.log(sizes[1] / sizes[0])
    return errors[0] * (size / sizes[0]) ** exponent
    # END SOLUTION


# %%
check.forecast_error(forecast_error)

# %% [markdown]
# How good is such a forecast? We know 500 and 5000 images, and pretend not to know the rest:

# %%
at_500, at_5000, at_50000 = dev_errors[1, [2, owned, offered]]
print(f"500 images: {at_500:.1f} % wrong, 5000: {at_5000:.1f} %")
forecast = at_5000 * (at_5000 / at_500)  # ten times the data, by the same factor once more
print(f"forecast for 50 000: {forecast:.1f} %, stored: {at_50000:.1f} %")

# %% alt="Dev error of 30 units against the number of images, both axes logarithmic: nearly straight up to 10 000, then bending away above the straight dotted forecast, where the training error comes up from below."
figure, ax = plots.new_figure()
ax.plot(sizes, dev_errors[1], **plots.DEV_POINTS, label="dev, mean of 5 seeds")
late = train_errors[1, -3:]
ax.plot(sizes[-3:], late, **plots.TRAIN, marker="o", label="training (below 0.1 % before)")
ax.plot([500, 50_000], [at_500, forecast], **plots.REFERENCE, linewidth=2, label="forecast")
ax.set(xscale="log", yscale="log", xlabel="training images", ylabel="error (%)", ylim=(0.5, 50))
ax.set_yticks([1, 3, 10, 30], ["1", "3", "10", "30"])
ax.legend(loc="lower left")
figure

# %% [markdown]
# The forecast is rough, and it errs on the hopeful side: at 50 000 images the training error has come up to the dev error, and
# 30 units are now at *their* end. A straight line does not know the floor. But its message, about half, was there before anything was paid.

# %% [markdown]
# ## What remains
#
# Take your paper. Would you answer the two questions differently now? (15 and 16 %: it depends on the floor. At a floor of 15 % nothing is
# wrong; at zero it is bias, and data will not help.)
#
# * The training error cannot choose: the most flexible model wins. A dev set of $n$ is precise to $\sqrt{p(1-p)/n}$, if it asks the right question.
# * Training error minus Bayes error points to bias, dev error minus training error to variance.
# * Over many data sets, error = bias² + variance + noise, and the sum is exact.
# * High bias needs capacity or time; high variance needs data or regularization. The wrong remedy is lost money.
# * A learning curve tells beforehand what more data would do: the dev error ends between today's two curves.

# %% [markdown]
# **What people get wrong**
#
# * They see 15 % training error and speak of bias, without asking what a perfect model would reach.
# * They compare two models whose difference is below the standard error of the dev set.
# * They collect data for a model that cannot even learn what it has.
# * They take "variance" for the gap of one run. The gap is a symptom; variance is how much the model would change with other data.
# * They tune on the test set and report its error.
#
# **Exercises here:** 1 the precision of an error rate · 2 the verdict · 3 bias and variance · 4 a forecast

# %% [markdown]
# ## Going further
#
# **Why small weights mean simple.** A lecture asks why small coefficients prevent overfitting. Look at those of degree 9 from section 1,
# without a penalty and with a small one (ridge, $\frac\lambda2\sum w^2$, which notebook 03 takes up).

# %% alt="Bars of nine coefficients. Without a penalty they reach hundreds with alternating signs; with lambda 0.001 they stay small. Right: the curve without a penalty swings, the one with it follows the truth."
figure, (bars, ax) = plots.new_figure(panels=2)
tame = fit_polynomial(x_train, y_train, 9, strength=0.001)
plots.draw_fit(ax, (x_train, y_train), x_grid, predict_curve(tame, x_grid), truth(x_grid))
ax.set_title("degree 9, lambda 0.001")
powers = np.arange(1, 10)
bars.bar(
    powers - 0.2, fits[9].weights[:, 0], 0.4, color=plots.ORANGE, hatch="//", label="no penalty"
)
bars.bar(powers + 0.2, tame.weights[:, 0], 0.4, color=plots.BLUE, label="lambda 0.001")
bars.set(xlabel="power of x", ylabel="coefficient", yscale="symlog", xticks=powers)
bars.legend(loc="upper left", fontsize=9)
figure

# %%
for name, polynomial in (("no penalty", fits[9]), ("lambda 0.001", tame)):
    largest = np.abs(polynomial.weights).max()
    error = mean_squared(predict_curve(polynomial, x_new), y_new)
    print(f"{name:12s} largest coefficient {largest:6.1f}, error on new points {error:.2f}")

# %% [markdown]
# To pass through ten noisy points the curve must turn sharply. Large terms with opposite signs nearly cancel at the
# points, and do not in between. Small coefficients cannot do that: the curve is smooth because it may not be otherwise. For this data set.
# In networks the weights' size and the gap go together less strictly (notebook 03b).
#
# **The curse of dimensionality (차원의 저주).** A thousand random points in a cube with sides of 1.
# **Predict first.** With 100 dimensions, is the nearest neighbour much closer than any other point?

# %%
rng = np.random.default_rng(0)
for d in (1, 2, 3, 10, 100):
    nearest, average = neighbours.nearest_and_mean(1000, d, rng=rng)
    needed = neighbours.points_needed(d, 0.1)
    print(f"d = {d:3d}: nearest at {nearest:.3f}, average {average:.2f},", end=" ")
    print(f"ratio {nearest / average:.2f}; points for one within 0.1: {needed:.0e}")

# %% [markdown]
# In 100 dimensions the nearest neighbour is almost as far as any other point, and covering the cube would take more points than there are atoms. The last column is
# one over the volume of a ball; where it can be tried, it holds:

# %%
for d in (1, 2, 3, 4):
    n = round(neighbours.points_needed(d, 0.1))
    nearest = neighbours.nearest_distance(n, d, rng=np.random.default_rng(0))
    print(f"d = {d}, {n:5d} points: nearest at {nearest:.2f} on average")

# %% [markdown]
# And overfitting? Another lecture: it is worse in high dimensions. 40 examples whose target follows one feature, with noise of variance 0.25; all further features
# say nothing. **Predict first.** The best straight fit, with 2 and with 32 features: its error on the 40, and on new examples?

# %%
rng = np.random.default_rng(0)
for features in (2, 7, 12, 22, 32):
    inputs = rng.standard_normal((200, 540, features))  # 200 studies, 40 + 500 examples
    followed = inputs @ np.eye(features, 1) + 0.5 * rng.standard_normal((200, 540, 1))
    fitted = np.linalg.pinv(inputs[:, :40]) @ followed[:, :40]
    squares = (inputs @ fitted - followed) ** 2
    on_40, on_new = np.median(squares[:, :40].mean(axis=1)), np.median(squares[:, 40:].mean(axis=1))
    print(f"{features:2d} features: on the 40 {on_40:.2f}, on new examples {on_new:.2f}")

# %% [markdown]
# Every added direction is one more way to follow the noise: both errors leave 0.25, in opposite directions.
#
# So why can a network learn from 60 000 images of 784 pixels at all? Because digits fill almost nothing of that cube: neighbouring pixels
# go together, and strokes have few ways to vary. The curse is that of data *without* structure.
#
# **Past the point of learning by heart.** The U of section 4 suggests: past the best capacity it only gets worse. Here is a model
# for which it does not end there. A hidden layer of random ReLU units that are never trained; the output is fitted by least squares to 200 digits,
# and where many solutions fit exactly, the smallest is taken.
#
# **Predict first.** With 200 units for 200 images the training error is zero. What does the dev error do from there to 2000 units?

# %% alt="Dev error against the number of random units on a log axis: it falls to about 45 % at 60 to 100 units, peaks above 80 % at 200, where units equal examples, and falls below 30 % at 2000; training error is zero from 150 on."
widths, seeds = double_descent.WIDTHS, range(3)
train_rates, dev_rates, lengths = double_descent.curve(seeds)
figure, ax = plots.new_figure()
plots.draw_band(ax, widths, 100 * train_rates, label="training", **plots.TRAIN)
plots.draw_band(ax, widths, 100 * dev_rates, label="dev", **plots.DEV_POINTS)
ax.axvline(200, **plots.REFERENCE)
ax.text(206, 3, "as many units as images", color=plots.GREY)
ax.set(xscale="log", xlabel="random hidden units", ylabel="error (%)", ylim=(-2, 100))
ax.legend(loc="upper right")
figure

# %%
for width in (60, 200, 2000):
    k = widths.index(width)
    print(f"{width:4d} units: dev error {100 * dev_rates[k].mean():.0f} %,", end=" ")
    print(f"length of the weights {lengths[k].mean():.1g}")

# %% [markdown]
# This is *double descent* (이중 하강). At 200 units exactly one solution fits, whatever it costs: huge weights. With 2000 there are many, and the smallest is smooth. So the lecture's
# "deep networks are prone to overfit" needs a caveat: most so where they can *just* learn their examples by heart. It is
# a caveat, not a rule: it takes least squares without a penalty to see the peak this high.
#
# **All 90 runs on your machine.** `make sweeps` repeats them, in five to twenty minutes.

# %% [markdown]
# **References**
#
# * S. Geman, E. Bienenstock, R. Doursat (1992), *Neural networks and the bias/variance dilemma*, Neural Computation 4.
# * C. Bishop (2006), *Pattern Recognition and Machine Learning*, section 1.1: degree 9 through ten points.
# * M. Nielsen (2015), *Neural Networks and Deep Learning*, chapter 3: the nine training-set sizes.
# * A. Ng (2018), *Machine Learning Yearning*: dev sets, avoidable bias, learning curves.
# * M. Belkin, D. Hsu, S. Ma, S. Mandal (2019), *Reconciling modern machine-learning practice and the bias-variance trade-off*, PNAS 116.
# * Y. LeCun, L. Bottou, Y. Bengio, P. Haffner (1998), *Gradient-based learning applied to document recognition*: MNIST.
#
# Next: 03, regularization.
