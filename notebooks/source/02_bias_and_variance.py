# ---
# jupyter:
#   course:
#     title: Bias and variance
#     question: Too simple, stopped too early, too flexible, or too few examples?
#     about: dev sets and paired differences, cross-validation, four verdicts, bias² + variance + noise, remedies, learning curves
#     needs: ["01"]
#     kind: claims
#     running: [0, 0, 12, 6, 0, 15, 25, 0, 0, 0]
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 02 · Bias and variance (편향과 분산)
#
# **A model is wrong on new examples. Too simple, not trained enough, too flexible, too few examples, or simply noise?
# You find out which, and which remedy is worth your time.**
#
# After this notebook you can
#
# * say how far a dev error can be trusted, and whether one of two models is better or lucky,
# * choose a model by cross-validation (교차 검증) where examples are few,
# * split an error into bias, variance and noise, and treat a model for what it has,
# * read from a learning curve what more data would do, before they are paid for.
#
# Time: {minutes} minutes, exercises included. You need: a network, a loss and gradient descent (notebook 01).

# %% [markdown]
# **Two questions first.** Write your answers on a piece of paper; you will need them at the end.
#
# 1. A network is wrong on 36 % of its training examples and on 37 % of new ones. Would you collect more data?
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

from course_lib import checks, engine, plots
from course_lib.chapters.bias_and_variance import (
    check,
    check_answers,
    learning_curves,
    measured,
    measured_digits,
    patients,
    remedies,
)
from course_lib.chapters.bias_and_variance.capacity_dashboard import capacity_dashboard
from course_lib.chapters.bias_and_variance.decomposition import diagnose
from course_lib.chapters.bias_and_variance.drawing import draw_border, draw_changes, draw_remedies
from course_lib.chapters.bias_and_variance.validation import held_out
from course_lib.dashboards import again, claims_table, predict
from course_lib.datasets import Shift, load_mnist, load_sweep, moons
from course_lib.engine import Adam, Optimizer, cross_entropy, evaluate, fit, mlp, stack
from course_lib.experiments import paired_change
from course_lib.experiments.curves import (
    draw_sample,
    fit_polynomial,
    mean_squared,
    predict_curve,
    truth,
)
from course_lib.guide import how_right

# %%
sigma, degrees, x_grid = 0.3, range(10), np.linspace(-1, 1, 200)[:, None]

# %% [markdown] minutes=5 lesson=true ask="Show the training errors only: which degree would you take? Then the vote on a thousand new points." answers="Many take 9, because it is zero; some distrust the zero, and say 4 or 5 without being able to say why."
# ## 1 · The curve that fits best
#
# Ten measurements of an unknown curve, each with a little noise. We fit polynomials of degree 0 to 9: the higher the
# degree, the more shapes it can take. How many shapes a model can take is its *capacity* (용량). Choose a degree by the
# mean squared error (평균제곱오차) on the ten points:

# %%
x_train, y_train = draw_sample(10, sigma, rng=np.random.default_rng([5, 1]))
fits = [fit_polynomial(x_train, y_train, degree) for degree in degrees]
errors_seen = [mean_squared(predict_curve(each, x_train), y_train) for each in fits]
print("training error:", *(f"{error:.2f}" for error in errors_seen))

# %%
predict(
    "bias_and_variance", "degree_nine", "Degree 9 has a training error of zero. New points of the "
    "same curve, with the same noise: what is its typical error there, over a thousand such draws?",
    ["near zero", "about that of degree 4", "two to five times that of degree 4",
     "ten times that of degree 4, or more"],
    answer="two to five times that of degree 4",
    because="It goes through every point, noise and all, and pays between the points.",
)  # fmt: skip

# %% folded=true alt="Three fits to ten points, with their errors on new points. Degree 1 is a line that misses the wave; degree 4 follows the dotted truth; degree 9 passes through every point and swings far away between the outer ones."
x_new, y_new = draw_sample(1000, sigma, rng=np.random.default_rng(100))
figure, panels = plots.new_figure(11, 3.2, panels=3)
for ax, degree in zip(panels, (1, 4, 9), strict=True):
    curve = predict_curve(fits[degree], x_grid)
    plots.draw_fit(ax, (x_train, y_train), x_grid, curve, truth(x_grid))
    error_new = mean_squared(predict_curve(fits[degree], x_new), y_new)
    ax.set_title(f"degree {degree}: here {errors_seen[degree]:.2f}, new {error_new:.2f}")
figure.legend(*ax.get_legend_handles_labels(), loc="outside lower center", ncols=3)
figure

# %% folded=true
draws = draw_sample(10, sigma, sets=1000, rng=np.random.default_rng(0))
of_draws = {
    degree: mean_squared(predict_curve(fit_polynomial(*draws, degree), x_grid), truth(x_grid))
    + sigma**2
    for degree in (1, 4, 9)
}
typical = (f"degree {degree} {np.median(each):.2f}" for degree, each in of_draws.items())
print("1000 draws, median error on new points:", ", ".join(typical))
worse = np.mean(of_draws[9] > of_draws[1])
print(f"degree 9 is worse than the straight line in {100 * worse:.0f} % of the draws")

# %% [markdown]
# This draw is one of the wilder ones; typically degree 9 pays three times the error of degree 4.
#
# Here we know the truth (dotted), as one never does in practice. Degree 1 cannot bend: *underfitting* (과소적합). Degree
# 9 follows the noise, too, and pays on new points: *overfitting* (과대적합). Of *nested* models, where the larger one can do all that the smaller
# one can, the largest, fitted to its best, always has the lowest training error. It cannot tell you which one is good.

# %% [markdown] minutes=13 lesson=true ask="Two networks, 1000 dev images, nearly the same error: which one would you ship? After the paired difference: and how sure are you that the dev set asks what the app will ask?" answers="Most ship the one with the lower number, however small the difference. Nobody thinks of the app."
# ## 2 · A second set, and how far to trust it
#
# So keep some examples away from training. The *training set* (훈련 세트) fits the weights. The *development set*, dev
# set for short (개발 세트, also validation set, 검증 세트), chooses between models. The *test set* (테스트 세트) is opened
# once, at the end. Often the dev set is left out, and the test set chooses. An extreme case: fifty models that only
# toss a coin, right or wrong, and we take the best of them.

# %%
predict(
    "bias_and_variance", "best_coin",
    "The test set has 100 examples. What error does the best of fifty coins show there?",
    ["about 50 %", "about 45 %", "about 40 %"], answer="about 40 %",
    because="The more models, and the fewer examples, the better the best one looks.",
)  # fmt: skip

# %% folded=true
rng = np.random.default_rng(0)
for n in (100, 10_000):
    best = (rng.random((50, n)) < 0.5).mean(axis=1).min()
    print(f"{n:6d} examples: the best of 50 shows an error of {100 * best:.0f} %")

# %% [markdown]
# *What you choose by looks better than it is.* A set that has chosen nothing must say how good the choice is.
#
# Now digits: two networks learn from the same 1000 images, in 20 passes (*epochs*, 에포크), with an update after each
# *batch* (배치) of 50. Ten outputs, one for each digit; *softmax* makes probabilities of them, and the largest is the
# answer. A *seed* (시드) fixes what chance decides: first weights, order, shifts. The second network sees each image
# shifted by up to three pixels, differently in each pass. (*Adam*, here and below, is gradient descent with a step length of its own for each
# weight. Plain gradient descent gets there, too, in more updates; notebook 05 takes it apart.)

# %% folded=true alt="Left eight digits as they are, in the middle of their squares; right the same digits, each shifted by up to three pixels."
digits = load_mnist(count=1000)
figure, (left, right) = plots.new_figure(11, 1.3, panels=2)
plots.draw_digits(left, digits[0][:8])
plots.draw_digits(right, Shift((28, 28), 3)(digits[0][:8], rng=np.random.default_rng(5)))
left.set_title("plain")
right.set_title("shifted")
figure


# %%
def digit_network(augment, epochs=20):
    rng = np.random.default_rng(0)
    network = mlp([784, 64, 10], rng=rng)
    recipe = {"epochs": epochs, "batch_size": 50, "rng": rng, "augment": augment}
    fit(network, cross_entropy, Optimizer(Adam(), lr=0.002), digits, **recipe)
    return network


networks = {"plain": digit_network(None), "shifted": digit_network(Shift((28, 28), 3))}
images, labels = load_mnist(start=50_000, count=10_000)
wrong = {name: measured_digits.wrong(net, images, labels) for name, net in networks.items()}
for name, each in wrong.items():
    print(f"{name:8s} dev error on 1000 images {100 * each[:1000].mean():.1f} %")

# %% [markdown]
# Better, or lucky? Another 1000 images give another number. An error rate $p$ from $n$ examples has the *standard error*
# (표준오차) $\sqrt{p\,(1-p)/n}$: so far the measured rate typically lies from the true one, which all images in the world
# would give. We hold it against the spread of 2000 dev sets, drawn out of 10 000 images:

# %%
rng = np.random.default_rng(0)
for n in (100, 1000):
    rates = [rng.choice(wrong["plain"], n, replace=False).mean() for _ in range(2000)]
    rate = wrong["plain"].mean()
    formula = np.sqrt(rate * (1 - rate) / n)
    print(f"n {n:4d}: spread {100 * np.std(rates):.1f} points, formula {100 * formula:.1f}")
precise = (f"{n} examples ± {100 * np.sqrt(0.1 * 0.9 / n):.1f} points" for n in (200, 10_000))
print("an error of 10 %:", ", ".join(precise))

# %% [markdown]
# What counts is the *number* of dev examples, not their share: of a million, 10 000 are enough for ± 0.3 points,
# 98 : 1 : 1; 60 : 20 : 20 would take nearly two fifths of the training set for little. Half the standard error takes
# four times the examples.
#
# For two models there is something better than one standard error for each. Both see the *same* images: what is hard is hard for
# both. Only images on which they disagree can tell them apart (Q. McNemar, 1947).
#
# ### Exercise 1: the difference of two models
#
# Per image, $d$ is 1 where only a is wrong, −1 where only b is, and 0 where they agree. Give the mean of $d$, and its
# standard error: the standard deviation of $d$, divided by $\sqrt n$.
#
# <details><summary>Hint</summary>
#
# Booleans cannot be subtracted: `wrong_a.astype(float) - wrong_b`. Then `mean`, `std`, and `len`.
#
# </details>


# %% exercise=4
def paired_difference(wrong_a, wrong_b):
    """Return (difference of the error rates, its standard error), from two arrays of bools.

    >>> paired_difference(np.array([True, True, False, True]), np.array([True, False, False, True]))
    (0.25, 0.21650635094610965)
    """
    # BEGIN SOLUTION
    d = wrong_a.astype(float) - wrong_b
    return d.mean(), d.std() / np.sqrt(len(d))
    # END SOLUTION


# %%
check.paired_difference(paired_difference)

# %% [markdown]
# *One rule, in the whole course: a difference counts from three of its standard errors on.* By chance alone one in
# four hundred gets that far, if the mean is over a hundred examples or more. Of a few *runs* the standard error is itself
# a guess: with five seeds one in 25 gets that far, with eight one in 50, with twenty one in 136. (And of many differences,
# one of them will: the fifty coins.) Your function judges now: plain against shifted on 1000 images, on 10 000, and on
# images as an app may meet them, where hardly a digit lies in the middle.

# %%
predict(
    "bias_and_variance", "the_app",
    "The app's images are the dev images, each shifted by up to three of 28 pixels. What does that "
    "do to plain, which is wrong on one dev image in eight?",
    ["about one in eight again", "wrong on one in five", "wrong on more than half"],
    answer="wrong on more than half",
    because="The dev set was precise, about a question that the app does not ask.",
)  # fmt: skip

# %%
app = Shift((28, 28), 3)(images, rng=np.random.default_rng(1))
wrong_app = {name: measured_digits.wrong(net, app, labels) for name, net in networks.items()}
decide = checks.yours_or_ours(
    paired_difference, check.paired_difference, check_answers.paired_difference
)
decisions = {
    "1000 dev images": decide(wrong["plain"][:1000], wrong["shifted"][:1000]),
    "10 000 dev images": decide(wrong["plain"], wrong["shifted"]),
    "10 000 of the app": decide(wrong_app["plain"], wrong_app["shifted"]),
}

# %% folded=true alt="Plain minus shifted, with bars of three standard errors: on 1000 dev images the bar crosses zero, on 10 000 it is shorter, on the app's images the difference is some forty points and the bar hardly visible."
figure, ax = plots.new_figure(8, 2.2)
draw_changes(ax, {name: (100 * d, 100 * error) for name, (d, error) in decisions.items()})
ax.set(xlabel="error of plain minus shifted, points (bars: three standard errors)")
ax.set_title(f"the judge: {decide.whose}")
figure

# %% folded=true
for name, (difference, error) in decisions.items():
    print(f"{name:18s} {100 * difference:+5.1f} ± {100 * error:.1f} points", end=", ")
    print(f"{abs(difference) / error:.0f} standard errors")
both = np.sum(wrong["plain"][:1000] != wrong["shifted"][:1000])
apart = np.sqrt(sum(each[:1000].var() for each in wrong.values()) / 1000)
print(f"1000 images: they disagree on {both}; as two separate sets: ± {100 * apart:.1f} points")
later = {"plain": digit_network(None, 100), "shifted": digit_network(Shift((28, 28), 3), 100)}
for name in networks:
    print(f"{name:8s} 20 passes: dev {100 * wrong[name].mean():.1f} %", end=", ")
    print(f"app {100 * wrong_app[name].mean():.1f} %; 100 passes: dev", end=" ")
    each = [measured_digits.wrong(later[name], seen, labels).mean() for seen in (images, app)]
    print(f"{100 * each[0]:.0f} %, app {100 * each[1]:.0f} %")

# %% [markdown]
# Pairing gains little here: 1.2 points instead of 1.5, for the two often err on different images. After 20 passes the
# judge does not tell these two networks apart; with three of five other seeds plain is ahead, by 1.7 to 2.5 points: it
# judges two trained networks, not two recipes. After 100 passes, with this seed, shifted is ahead by three: it had been
# stopped too early (section 6). But no dev set of centred digits, however large, shows a gap of 40 points. Dev
# and test set must look like what the model will meet; the training set may differ, if that helps. *First ask whether
# the dev set asks the right question, then how precisely it answers.*

# %% [markdown] minutes=9 lesson=false ask="Twenty points are all there is. How many would you give to the dev set?" answers="Five, usually; then somebody says that five cannot judge anything, and that is the section."
# ## 3 · Where examples are few: every one takes a turn
#
# Twenty points, and a degree to choose. A few of them as a dev set judge badly; ten are missing in the training.
# *Cross-validation* (교차 검증; M. Stone, 1974; S. Geisser, 1975) lets every point do both. Deal the points into $k$
# *folds* (폴드). Each fold judges once, a model that was fitted to all the others; the mean of the $k$ errors
# chooses. At the end the chosen degree is fitted to all twenty.
#
# ### Exercise 2: the folds
#
# `order` holds the indices 0 to n − 1, shuffled. Deal them into `k` folds: each index in one of them, the sizes
# different by one at most.
#
# <details><summary>Hint</summary>
#
# Deal cards: the first fold gets `order[0::k]`. Or look up `np.array_split`.
#
# </details>


# %% exercise=3
def folds(order, k):
    """Return a list of k arrays of indices.

    >>> folds(np.array([3, 0, 4, 1, 2]), 2)
    [array([3, 4, 2]), array([0, 1])]
    """
    # BEGIN SOLUTION
    return [order[first::k] for first in range(k)]
    # END SOLUTION


# %%
check.folds(folds)

# %%
x_few, y_few = draw_sample(20, sigma, rng=np.random.default_rng(3))
deal = checks.yours_or_ours(folds, check.folds, check_answers.folds)
dealt = deal(np.random.default_rng(0).permutation(20), 5)
fold_errors = np.array([held_out(x_few, y_few, dealt, degree) for degree in degrees])
chosen = fold_errors.mean(axis=1).argmin()
print(f"each fold alone would choose {fold_errors.argmin(axis=0)}, all together {chosen}")

# %% folded=true alt="Left: the error of each of five folds against the degree, on a log axis; they differ widely, and their mean, orange, is lowest in the middle, where a black disc marks it. Right: the polynomial of the chosen degree through all twenty points follows the truth."
figure, (left, right) = plots.new_figure(panels=2)
left.plot(degrees, fold_errors, color=plots.GREY, linewidth=0.8)
left.lines[0].set_label("one fold each")
left.plot(degrees, fold_errors.mean(axis=1), **plots.DEV_POINTS, label="mean of five folds")
left.plot(chosen, fold_errors.mean(axis=1)[chosen], "o", color="black", markersize=9, zorder=0,
          label="lowest mean: chosen")  # fmt: skip
left.set(yscale="log", ylim=(0.01, 30), xlabel="degree", ylabel="error of a fold", xticks=degrees)
left.legend(loc="upper left")
fit_few = predict_curve(fit_polynomial(x_few, y_few, chosen), x_grid)
plots.draw_fit(right, (x_few, y_few), x_grid, fit_few, truth(x_grid))
right.set_title(f"degree {chosen} (folds: {deal.whose})")
figure

# %%
predict(
    "bias_and_variance", "folds_or_split",
    "400 data sets of 20 points. Which chooses the degree with the lower error on new points?",
    ["one fold alone, 16 to 4", "five folds, clearly", "they are equally good"],
    answer="five folds, clearly",
    because="Four points judge by luck; twenty judge, though each is used for training, too.",
)  # fmt: skip

# %% folded=true
for n, k in ((20, 5), (20, 20), (10, 5), (10, 10), (50, 5), (200, 5)):
    came = measured.chosen_by_folds(0, n, sigma, "sine", "even", k)
    print(f"{n:3d} points, {k:2d} folds: typical error {came['all folds']:.3f}", end=", ")
    print(f"one fold alone {came['one split']:.3f}", end=", ")
    print(f"difference {came['errors']:+.1f} standard errors")

# %% [markdown]
# (Typical: the geometric mean, so that no wild fit decides.) It is paid for with $k$ trainings for each candidate, and
# one more at the end. So: for hundreds of examples or fewer, and fast models. With ten points five folds do harm (a few
# wild errors rule the mean, it seems: it flees to degree 0 in 153 of 400 sets, one fold alone in 62), ten folds help. With 200 points the gain is sure, and one percent: one
# dev set is precise enough. Five or ten folds are usual. With a fold for every point each model is nearly the final one,
# at the price of $n$ trainings. Twenty points are too few where the noise is as large as the curve.
#
# What does the spread of the folds say? Roughly how precise their mean is, and no more: the folds share their training
# points, so their errors are not independent, and no formula makes an unbiased standard error of them (Y. Bengio, Y.
# Grandvalet, 2004). Compare two candidates fold by fold, as pairs. And the lowest mean of ten has *chosen*: a test
# set must say how good it is. Where a class is rare, deal each class by itself (*stratified*, 층화).

# %% [markdown] minutes=8 lesson=true ask="Two networks, both at 12 %. Do they need the same? Then the marked points: what did the second one have to learn from?" answers="Yes, say nearly all, more capacity for both. When the wrong labels are marked, most see it at once."
# ## 4 · Two errors, four verdicts
#
# Two networks with two classes of points in the plane. The first has no hidden layer: its border is a straight line. The
# second has 20 hidden units, but in *its* data one label in eight is wrong: turned over, at random.


# %%
def taught(hidden, flipped):
    """A network; its points, the labels it was given, and the true ones; half is for training."""
    rng = np.random.default_rng(0)
    points, true = moons(4000, noise=0.05, rng=rng)
    given = np.where(rng.random(4000) < flipped, 1 - true, true)
    tanh = {"activation": engine.Tanh, "initializer": engine.glorot_normal}
    network = mlp([2, *hidden, 2], rng=rng, **tanh)
    recipe = {"epochs": 20, "batch_size": 100, "rng": rng}
    optimizer = Optimizer(Adam(), lr=0.02)
    fit(network, cross_entropy, optimizer, (points[:2000], given[:2000]), **recipe)
    return network, points, given, true


def two_errors(network, points, answers):
    halves = [(points[:2000], answers[:2000]), (points[2000:], answers[2000:])]
    return [1 - evaluate(network, cross_entropy, half)[1] for half in halves]


both_taught = {"no hidden layer": taught([], 0.0), "20 units": taught([20], 0.125)}
for name, (net, points, given, _) in both_taught.items():
    training, new = two_errors(net, points, given)
    print(f"{name:16s} training {100 * training:.0f} %, dev {100 * new:.0f} %")

# %%
predict(
    "bias_and_variance", "same_numbers",
    "The second one learnt from labels of which one in eight is wrong. Measured against the true "
    "labels, how often is it wrong?",
    ["never, or nearly", "about 12 %, as on the dev set", "more than that"],
    answer="never, or nearly",
    because="It has understood everything, from a teacher who is wrong one time in eight.",
)  # fmt: skip

# %% folded=true alt="Two maps of two half moons. Left a straight border that cuts off the ends of both moons. Right a curved border between the moons; points with a turned label lie marked within the other colour."
figure, maps = plots.new_figure(10, 3.4, panels=2)
for ax, (name, (net, points, given, true)) in zip(maps, both_taught.items(), strict=True):
    draw_border(ax, net, points[:300], given[:300], wrong=(given != true)[:300])
    ax.set_title(f"{name}: {100 * two_errors(net, points, true)[1]:.0f} % by the true labels")
figure

# %% [markdown]
# (Ringed: the turned labels.) The labels are wrong, not the network, and no network in the world gets below 12.5 % on
# new labels like these. This floor is the *Bayes error* (베이즈 오류). For the first one the floor is zero, and it stands
# far above it. In practice the floor is not known; what a careful person reaches is often taken for it. So two
# differences count (A. Ng, 2018):
#
# * training error − Bayes error: what it cannot express, or has not learnt. Large: *high bias* (편향이 크다).
# * dev error − training error: what it learnt of its own examples only. Large: *high variance* (분산이 크다).
#
# That makes four verdicts: fine, high bias, high variance, or both.

# %%
for name, (net, points, given, true) in both_taught.items():
    floor = np.mean(given != true)
    verdict = diagnose(*two_errors(net, points, given), floor, tolerance=0.02)
    print(f"{name:16s} floor {100 * floor:.0f} %: {verdict}")

# %% [markdown]
# Back to the ten points. Now you choose the degree, the number of examples, the noise, and with *data set* another draw
# of the points. Errors are mean squared errors again, so the Bayes error is the noise's standard deviation, squared. A
# difference of more than 0.05 counts. On the right a disc marks the training error of your degree, a square the dev
# error. Leave the degree at 9 and take 50 examples instead of 10: where does the *training* error go, and why?

# %% [markdown]
# **Task 1.** a) Find three settings with three *different* verdicts whose dev errors all lie between 0.20 and 0.22. b)
# Which of the three could more examples help?

# %% alt="Left: a polynomial of degree 9 through ten points swings far off the dotted truth, verdict high variance. Right: training error falls with the degree to zero, dev error falls, then shoots up beyond the top at degree 9."
capacity = capacity_dashboard()
capacity

# %%
print(await capacity.finished())

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# a) For example, data set 1: degree 3, 50 examples, noise 0.30 (high bias); degree 5, 12 examples, noise 0.35 (high
# variance); degree 5, 50 examples, noise 0.40 (fine). b) The second. The first needs a higher degree; the third is at
# its floor. *A dev error alone does not say what to do.* With degree 9 and 50 examples the training error rises: ten
# points can be learnt by heart by degree 9, fifty cannot.
#
# </details>

# %% [markdown] minutes=9 lesson=false ask="Move the slider data set, at degree 9 and at degree 1: what changes, what does not?" answers="At 9 the whole curve; at 1 hardly anything. Most then say which of the two is wrong in the same places every time."
# ## 5 · Two hundred worlds
#
# Move the slider *data set* at degree 9: the points change a little, the curve changes wildly. At degree 1 it hardly
# moves, but is always wrong in the same places. That is where the names come from. Here they are not symptoms of one
# run, as in section 4, but quantities: repeat the experiment with 200 data sets (each network has its own first
# weights, too), side by side in one *stack*.


# %%
def two_hundred_networks(hidden):
    rng = np.random.default_rng(0)
    x, y = draw_sample(20, sigma, sets=200, rng=rng)  # shape (200, 20, 1)
    tanh = {"activation": engine.Tanh, "initializer": engine.glorot_normal}
    together = stack([mlp([1, *hidden, 1], rng=rng, **tanh) for _ in range(200)])
    optimizer = Optimizer(Adam(), lr=0.03)
    fit(together, engine.squared_error, optimizer, (x, y), epochs=1000, batch_size=20, rng=rng)
    return together.forward(x_grid)


networks_of = {"1 unit": [1], "3 units": [3], "20 + 20 units": [20, 20]}
curves_of = {name: two_hundred_networks(hidden) for name, hidden in networks_of.items()}

# %% folded=true alt="Twenty of 200 fitted curves each. One unit: every curve is a single step and misses the wave. Three units: all lie close to the truth. Two layers of 20: they scatter around the truth."
figure, worlds = plots.new_figure(11, 3.2, panels=3)
mean_look = {"color": plots.ORANGE, "linestyle": "--", "linewidth": 2}
for ax, (name, curves) in zip(worlds, curves_of.items(), strict=True):
    ax.plot(x_grid[:, 0], curves[:20, :, 0].T, color=plots.BLUE, alpha=0.25, linewidth=1)
    ax.plot(x_grid[:, 0], truth(x_grid)[:, 0], "k:", linewidth=2)
    ax.plot(x_grid[:, 0], curves.mean(axis=0)[:, 0], **mean_look)
    ax.set(title=name, xlabel="x", ylim=(-2.2, 2.2))
worlds[0].legend(worlds[0].lines[-3:], ["one network", "truth", "mean of 200"], fontsize=10)
figure

# %% [markdown]
# At each $x$, with $f$ the truth, $\hat y$ the answer of one network, and $\overline{y}$ the mean of all 200:
#
# $$\underbrace{(\overline{y} - f)^2}_{\text{bias}^2} \qquad \underbrace{\text{mean of } (\hat y - \overline{y})^2}_{\text{variance}} \qquad \underbrace{\sigma^2}_{\text{noise}}$$
#
# Bias is what is left when the chance of the data is averaged away. Variance is how far one network lies from that
# average. Noise, with its standard deviation $\sigma$, sits in the new targets themselves.
#
# ### Exercise 3: bias and variance
#
# `predictions` has the shape (K, n), one row for each of K models; `truth` the shape (n,). Give the squared bias and the
# variance, each averaged over the n places.
#
# <details><summary>Hint</summary>
#
# `predictions.mean(axis=0)` is the average model. How far is it from the truth? How far is each model from it?
#
# </details>


# %% exercise=4
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
# Your function draws now: all ten degrees, 200 data sets of 12 points and 200 of 120. The dots are the errors on *new
# noisy* points, measured separately.

# %%
predict(
    "bias_and_variance", "which_area",
    "Ten times as many points. Which of the two areas shrinks?",
    ["bias²", "variance", "both alike"], answer="variance",
    because="Data average chance away. They cannot teach a model what it cannot express.",
)  # fmt: skip

# %% folded=true alt="Stacked areas over the degree, for 12 and for 120 points. With 12 bias shrinks to nothing at degree 5, and variance then grows steeply; with 120 hardly any variance is left and the bias of low degrees is the same. Dots of measured errors lie on the top of the stacks."
split = checks.yours_or_ours(
    bias_and_variance, check.bias_and_variance, check_answers.bias_and_variance
)
new_noise = sigma * np.random.default_rng(2).standard_normal((200, *x_grid.shape))
figure, stacks = plots.new_figure(panels=2)
for ax, n in zip(stacks, (12, 120), strict=True):
    x_sets, y_sets = draw_sample(n, sigma, sets=200, rng=np.random.default_rng(0))
    of_degree = [predict_curve(fit_polynomial(x_sets, y_sets, d), x_grid) for d in degrees]
    parts = [split(curves[..., 0], truth(x_grid)[:, 0]) for curves in of_degree]
    plots.draw_parts(ax, degrees, *zip(*parts, strict=True), sigma**2)
    dots = [mean_squared(curves, truth(x_grid) + new_noise).mean() for curves in of_degree]
    ax.plot(degrees, dots, "ko", label="measured")
    ax.set(xlabel="degree", xticks=degrees, ylim=(0, 0.8), title=f"{n} points ({split.whose})")
stacks[0].legend(loc="upper right")
figure

# %% [markdown]
# The dots lie on the stack: averaged over data sets and noise, an error *is* the sum of the three (S. Geman, 1992).
# For these polynomials capacity trades one for the other (02b: not always); the best degree is where their sum is lowest. With more data that is further to the
# right.

# %% [markdown] minutes=12 lesson=true ask="A and B have nearly the same two errors. Vote for each: bigger network, train on, more data? After the picture: what would you always try first?" answers="Most give both the same remedy. Data gets many votes, because it is said to help always. To train on is cheapest: one hour tells them apart."
# ## 6 · Cannot, or not yet?
#
# Two spirals with one label in ten turned over (floor: 10 %), 300 points. Network A has no hidden layer, B has 8 hidden
# units. Both were trained for 300 updates, ten seeds each, which redraw points and start. (A third one, C, with 3 units,
# comes into the picture after your prediction.)

# %%
for name in ("A", "B"):
    training, new = patients.errors(name)
    print(f"{name}: training {100 * training:.0f} %, dev {100 * new:.0f} %")

# %%
predict(
    "bias_and_variance", "train_on",
    "Nearly the same two errors: high bias. Both are trained on, for twenty times as long. What "
    "happens?",
    ["both stay", "both come down", "only A comes down", "only B comes down"],
    answer="only B comes down",
    because="A cannot express a spiral. B could, and had not been given the time.",
)  # fmt: skip

# %% folded=true alt="Training and dev errors against updates on a log axis. A straight border stays at 36 percent from 100 to 6000 updates; three units level off at 20 in training and 23 on the dev set; eight units lie at 36 until 300 updates, then fall to 16."
figure, ax = plots.new_figure(9, 3.6)
marks = (30, 100, 300, 1000, 3000, 6000)
looks = {"A": ("no hidden layer (A)", plots.GREY, "o"), "C": ("3 units (C)", plots.PURPLE, "^"),
         "B": ("8 units (B)", plots.BLUE, "s")}  # fmt: skip
for name, (words, color, marker) in looks.items():
    seen = remedies.along(remedies.PATIENTS[name], marks)
    for part, line in (("train", "-"), ("dev", "--")):
        rates = [100 * getattr(each, f"{part}_error").mean() for each in seen]
        ax.plot(marks, rates, line, color=color, marker=marker, markersize=5,
                label=f"{words}: {'training' if part == 'train' else 'dev'}")  # fmt: skip
ax.axvline(300, color=plots.GREY, linewidth=0.8)
ax.axhline(10, **plots.REFERENCE)
ax.set(xscale="log", ylim=(0, 65), xlabel="updates", ylabel="error (%)")
ax.legend(loc="upper right", fontsize=10, ncols=3)
figure

# %% [markdown]
# At 300 updates (grey line) the two numbers do not tell A from B, and both curves are nearly flat. The straight border
# is at its end: its loss has a single valley (it is *convex*), there is no lower loss to find. Three units, with a higher rate, level off near
# 20 %: too few for a spiral. Eight units needed time (their rate is low, 0.002; a higher one would have been a remedy,
# too: notebook 06). *High bias means: cannot express, or was not given the time. Training on is the cheapest way to tell.*

# %% [markdown]
# ### Exercise 4: five patients, one procedure
#
# Write a procedure that treats *any* network. It gets the two errors and the floor, and may call `try_remedy(name)`,
# which gives both errors after a remedy. What is tried or taken is paid for, once, in hours:
#
# | `"nothing"` | `"train on"`: ten times the updates | `"bigger network"` | `"regularization"` | `"more data"`: ten times |
# |---|---|---|---|---|
# | 0 | 1 | 2 | 2 | 30 |
#
# *Regularization* adds a *penalty* on large weights to the loss: a *strength* times their squares (notebook 03). The
# function returns the name of *one* remedy: remedies do not combine here, and not all patients reach their floor. The
# check lets it treat five patients: each must end within 3 points of what the best remedy reaches, all together within
# 9 hours, and no hour is spent on one that is well.
#
# <details><summary>Hint</summary>
#
# Ask first for bias, then for variance: a model that cannot express the task has no use for anything else. What is the
# cheapest question that tells "cannot" from "not yet"?
#
# </details>


# %% exercise=7
def treat(train_error, dev_error, floor, try_remedy):
    """Return one of "nothing", "train on", "bigger network", "regularization", "more data".

    Two errors and the floor are shares: 0.36 is 36 %. `try_remedy(name)` gives (training, dev).
    """
    # BEGIN SOLUTION
    if train_error - floor > 0.03:
        trained_on, _ = try_remedy("train on")
        return "train on" if train_error - trained_on > 0.03 else "bigger network"
    return "regularization" if dev_error - train_error > 0.03 else "nothing"
    # END SOLUTION


# %%
check.treat(treat)

# %% folded=true alt="For each of five patients the training and dev error before and after the treatment, with the floor as a dotted line, and the remedy and its hours above."
treatment = checks.yours_or_ours(treat, check.treat, check_answers.treat)
figure, wards = plots.new_figure(11, 3.0, panels=5)
hours = 0
for ax, name in zip(wards, remedies.PATIENTS, strict=True):
    remedy, bill = patients.treated(treatment, name)
    hours += bill
    two = np.array([patients.errors(name), patients.errors(name, remedy)])
    ax.plot([0, 1], 100 * two[:, 0], **plots.TRAIN, marker="o", label="training")
    ax.plot([0, 1], 100 * two[:, 1], **plots.DEV_POINTS, label="dev")
    ax.axhline(100 * patients.floor(name), **plots.REFERENCE, label="floor")
    ax.set(xlim=(-0.3, 1.3), ylim=(0, 42), xticks=[0, 1], xticklabels=["before", "after"])
    ax.set_title(f"{name}: {remedy}\n{bill} h", fontsize=11)
wards[0].set_ylabel("error (%)")
wards[4].legend(loc="lower center", fontsize=10)
figure.suptitle(f"the procedure: {treatment.whose}; {hours} hours", fontsize=12)
figure

# %% [markdown]
# Who they were: A and C (3 units) too simple, B stopped too early, D (two layers of 20, 100 points) short of data, E
# well: three of ten of its labels are wrong. All remedies on all of them, ten seeds each, stored; strengths were chosen
# on other dev points than those that judge. (Purple: three standard errors or more; of ten seeds one in 67 gets so far
# by chance.)

# %% folded=true alt="For each patient the change of the dev error by four remedies, with bars of three standard errors. A and C gain from the bigger network alone; B from training on, and a little from the bigger network; D from regularization and more data; E from nothing. What counts is purple, the rest grey."
figure, changes = plots.new_figure(11, 2.6, panels=5)
draw_remedies(changes, patients.stored())
figure

# %% [markdown]
# Ten times the data, the dearest remedy, does nothing that counts for A, B and C, and most for D. The penalty takes four
# points instead of six, and costs only the search for its strength. A bigger network, often said to overfit more, changes
# next to nothing for D: perhaps because its hundred points are learnt by heart already. One gain is sure and still small: B with a
# bigger network, 0.8 points. *Sure and large are two questions.*

# %% [markdown] minutes=9 lesson=true ask="Show both curves up to 5000 images. For which of the two would you pay? Hands, then the right half." answers="Most look at the gap, and hesitate. The slope is named late: one curve has stopped falling, the other has not."
# ## 7 · Is it worth getting more data?
#
# The offer: ten times as many examples. A *learning curve* (학습 곡선) answers before you pay: train on a part of what you
# have, and look how the errors move as the part grows. MNIST, two networks: 3 hidden units and 30, 60 000 updates of
# plain gradient descent (after M. Nielsen, 2015). Five seeds, each with *images of its own*: so the bands hold what
# another draw of the data would change. (At 50 000 all share all: there start and order alone are left.) The 90 runs are
# stored. You own 5000 images; so much of the curves you can see:

# %%
sweep = load_sweep("bias_and_variance_learning_curves")
print(f"stored: {sweep.about['settings']['steps']} updates each, {sweep.about['seconds']:.0f} s")


# %% folded=true alt="Errors against the number of training images on a log axis, up to 5000. With 3 units the training error rises to 40 % and the dev error lies near 44 % with a broad band; with 30 units the training error stays at zero and the dev error falls from 26 to 6 %. The right part of both panels is empty."
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
    if count == len(sweep.axes["size"]):
        his = 100 - np.array(learning_curves.NIELSEN)
        halves[1].plot(sizes, his, "k+", markersize=9, label="dev, Nielsen")
        halves[1].legend(loc="upper right")
    return figure


draw_learning_curves(6)

# %%
predict(
    "bias_and_variance", "pay_for_data",
    "In both panels a gap is left at 5000. For which network would you pay for 50 000 images?",
    ["3 units", "30 units", "for both", "for neither"],
    answer="30 units",
    because="Its dev curve falls on. The other's has stopped, at a training error of 40 %.",
)  # fmt: skip

# %% folded=true alt="The same curves up to 50 000 images. With 3 units dev and training error meet near 38 to 44 %; with 30 units the dev error goes on falling to 4 %, and the training error rises to meet it at 50 000. Nielsen's published errors lie on the dev curve."
draw_learning_curves(9)

# %% folded=true
sizes, (owned, offered) = sweep.axes["size"], (5, 8)
dev_errors = 100 * sweep.values["dev_error"]
last_gap = (dev_errors - 100 * sweep.values["train_error"])[:, owned].mean(axis=-1)
for k, hidden in enumerate(sweep.axes["hidden"]):
    last = ", ".join(f"{error:.1f}" for error in dev_errors[k, 3:6].mean(axis=-1))
    gain, its_error = paired_change(dev_errors[k, offered], dev_errors[k, owned])
    print(f"{hidden:2d} units: {last} % at 1000, 2000, 5000, gap {last_gap[k]:.0f};", end=" ")
    print(f"50 000 change it by {gain:+.1f} ± {its_error:.1f} points")

# %% [markdown]
# *Look at the slope of the dev curve.* With 30 units the last two steps took a fifth and a quarter of the error, and it
# went on falling. With 3 units the training error of 40 % is the best reason not to pay: high bias. Its dev error goes up
# and down within the band, for each of the five seeds redraws the images, and three units end here or there. What the
# tenfold data gained is 2.2 of its standard errors; with five seeds that is no evidence either way. The gaps alone, 6
# and 4 points, could not have told. (The crosses: Nielsen's runs, one a size, 150 000 updates.)
#
# ### Exercise 5: a forecast
#
# On log axes the dev error of the 30 units is nearly a straight line: $\text{error} = a\, n^{-b}$. Draw it on: given two
# measured sizes and errors, give the error at a third size.
#
# <details><summary>Hint</summary>
#
# $b = -\log(e_2 / e_1) / \log(n_2 / n_1)$. Start from one of the two points: $e_1 \cdot (n / n_1)^{-b}$.
#
# </details>


# %% exercise=3
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

# %% folded=true alt="Dev error of 30 units against the number of images, both axes logarithmic: nearly straight up to 10 000, then above the dotted forecast, where the training error comes up from below. Three times the updates end a little nearer to it."
forecast = checks.yours_or_ours(forecast_error, check.forecast_error, check_answers.forecast_error)
mean_dev = dev_errors[1].mean(axis=-1)
late = 100 * sweep.values["train_error"][1, 6:].mean(axis=-1)
known = np.array([500.0, 5000.0])
drawn_on = [forecast(known, mean_dev[[2, 5]], float(n)) for n in (500, 5000, 50_000)]
longer = 100 * sweep.values["long_dev_error"][1, offered].mean()
figure, ax = plots.new_figure(8, 3.6)
ax.plot(sizes, mean_dev, **plots.DEV_POINTS, label="dev, mean of 5 seeds")
ax.plot(sizes[6:], late, **plots.TRAIN, marker="o", label="training (below 0.1 % before)")
ax.plot([500, 5000, 50_000], drawn_on, **plots.REFERENCE, linewidth=2,
        label=f"forecast ({forecast.whose})")  # fmt: skip
ax.plot(50_000, longer, "D", color=plots.PURPLE, label="dev, three times the updates")
ax.set(xscale="log", yscale="log", xlabel="training images", ylabel="error (%)", ylim=(0.5, 50))
ax.set_yticks([1, 3, 10, 30], ["1", "3", "10", "30"])
ax.legend(loc="lower left", fontsize=10)
figure

# %% folded=true
print(f"forecast for 50 000: {drawn_on[-1]:.1f} %; came: {mean_dev[offered]:.1f} %", end=", ")
print(f"with 180 000 updates {longer:.1f} %")
longer_train = 100 * sweep.values["long_train_error"][1, offered].mean()
print(f"training error there: {late[-1]:.1f} %, with 180 000 updates {longer_train:.1f} %")

# %% [markdown]
# From 500 and 5000 images, nothing else. It promised that half of the error would go; a third went. It errs on the hopeful
# side. At 50 000 images the training error has come up: partly the budget (60 000 updates are 12 passes there; three
# times as many bring the dev error down by half a point), partly, it seems, 30 units near their end. And where there is a
# floor, a power law knows nothing of it. But that a good part of the error would go
# was there to read before anything was paid.

# %% [markdown] minutes=3 lesson=true ask="Take your paper: would you answer the two questions differently now?" answers="To the first: it depends on the floor, and one trains on first. To the second: train on a half and on all, and look at the slope."
# ## What remains
#
# **Our answers.** 36 and 37 %: not yet. At a floor of 36 % nothing is wrong. Where the floor is lower, it is bias:
# train on, which is cheap; if the errors stay, a larger network. More data would do next to nothing. And before you pay for data: train on a part of
# what you have, and look whether the dev error still falls.
#
# * Of nested models, each fitted to its best, the largest has the lowest training error. <!-- definition -->
# * At ten points with noise of 0.1 or more, degree 9 typically errs on new points more than twice as much as degree 5;
#   at a thousand points it costs next to nothing.
# * Two models that saw the same dev images are compared by those on which they disagree: the standard error of the
#   paired difference is the smaller one where the two tend to err on the same images; where each errs on other images
#   it is not.
# * At this noise, from some twenty points of a smooth curve on, cross-validation with five folds or more chooses a
#   better degree than one of its folds alone.

# %% [markdown]
# * Over many data sets, the mean squared error on new points = bias² + variance + noise; for shares of wrong answers
#   the words name symptoms. <!-- definition -->
# * A model that is too simple keeps its bias: neither twice the time nor ten times the data takes two points from its
#   dev error, and a larger network takes five or more.
# * With some hundreds of points a network that was stopped too early shows the same two errors, high and alike;
#   training on takes five points or more, ten times the data in as many updates less than half of that.
# * High variance at 100 points falls by more data, and by a penalty whose strength other points chose; a larger network
#   takes less than two points, and may cost some.
# * With right labels, while the training error is near zero and with time enough, the dev curve drawn on as a power law
#   foretells that ten times the images help, and promises too much: from 1000 images on the error ends above the
#   forecast, by up to a half.

# %% tags=["nbval-ignore-output"]
print(how_right("bias_and_variance"))

# %% [markdown] minutes=2 lesson=false
# ## How far this holds
#
# Each sentence was tried again with other seeds, points, noise, widths, rates and budgets. A mark is one of these
# conditions; a cross is one that the sentence excludes. *Errors* say how many of its standard errors a change is.

# %%
claims_table("bias_and_variance")

# %%
again("bias_and_variance", "too_early")

# %% [markdown]
# **What people get wrong**
#
# * They see 15 % training error and speak of bias, without asking what a perfect model would reach.
# * They call a model too small that was only stopped too early, and collect data for one that cannot learn what it has.
# * They compare two models on the same images as if the images were different, or believe one standard error.
# * They take "variance" for the gap of one run. The gap is a symptom; variance is how much the model would change with other data.
# * They tune on the test set and report its error.
#
# **Exercises here:** 1 a paired difference · 2 folds · 3 bias and variance · 4 five patients · 5 a forecast

# %% [markdown]
# **References**
#
# * Q. McNemar (1947), *Note on the sampling error of the difference between correlated proportions or percentages*.
# * M. Stone (1974), *Cross-validatory choice and assessment of statistical predictions*; S. Geisser (1975), *The predictive sample reuse method*.
# * S. Geman, E. Bienenstock, R. Doursat (1992), *Neural networks and the bias/variance dilemma*, Neural Computation 4.
# * Y. Bengio, Y. Grandvalet (2004), *No unbiased estimator of the variance of k-fold cross-validation*, JMLR 5.
# * C. Bishop (2006), *Pattern Recognition and Machine Learning*, section 1.1: degree 9 through ten points.
# * M. Nielsen (2015), *Neural Networks and Deep Learning*, chapter 3: the nine training-set sizes.
# * A. Ng (2018), *Machine Learning Yearning*: dev sets, avoidable bias, learning curves.
# * Y. LeCun, L. Bottou, Y. Bengio, P. Haffner (1998), *Gradient-based learning applied to document recognition*: MNIST.
#
# 02b goes further: why small weights mean simple, many dimensions, and networks past the point of learning by heart.
# The next notebook of the main line is 03, regularization.
