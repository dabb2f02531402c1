# ---
# jupyter:
#   course:
#     title: Gradients and activations
#     question: How does a network know which way to move a weight?
#     about: backpropagation by hand, the gradient check, activations and output layers
#     needs: []
#     minutes: 95
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 01 · Gradients and activations
#
# **A network learns from its gradient (기울기, 그래디언트). You compute it by hand, find bugs in it, and see which
# activation functions (활성화 함수) let it through to the first layer.**
#
# After this notebook you can
#
# * write the gradient of a neuron and of a dense layer from memory,
# * check any backward pass, choose epsilon, and say when the check's verdict is worth nothing,
# * tell from function and depth how much gradient reaches the first layer,
# * choose output layer and loss for a task.
#
# Time: 70 minutes, and 25 for the exercises. You need: derivatives and the chain rule, matrix products, NumPy.

# %% [markdown]
# We test what several Korean lectures say; one of them works its matrices out in full. Below, *the lecture* is
# that one, and *the online course* is the one on deeplearning.ai that another lecture follows.
#
# **Two questions first.** Write your answers on a piece of paper; you will need them at the end.
#
# 1. A network has ten hidden layers of sigmoids. How much of the gradient in its last hidden layer arrives in its
#    first: a tenth, a thousandth, a millionth?
# 2. A derivative is what a difference becomes as epsilon goes to zero. You check a gradient with such a difference.
#    Which epsilon is best: 0.01, 0.00001, or the smallest that your computer knows?

# %%
try:
    import course_lib
except ImportError:
    print("This kernel does not know the course. Close JupyterLab and start it with: make lab")
else:
    print(f"course_lib {course_lib.__version__} is ready")

# %%
import warnings
from timeit import repeat, timeit

import numpy as np

from course_lib import engine, plots
from course_lib.chapters.gradients import check, published_check, ranking
from course_lib.chapters.gradients.activation_dashboard import activation_dashboard
from course_lib.chapters.gradients.drawing import draw_function, draw_shares
from course_lib.chapters.gradients.functions import with_slope
from course_lib.chapters.gradients.gradient_check_dashboard import (
    gradient_check_dashboard,
)
from course_lib.chapters.gradients.microscope import relative_error
from course_lib.datasets import PUBLISHED_THIRTY, load_sweep, published_moons
from course_lib.engine import History, Optimizer, binary_cross_entropy, evaluate, fit, mlp, sigmoid
from course_lib.experiments import dying, mnist300, paired_change
from course_lib.experiments.worked_matrices import LR, lecture_batches, lecture_network

# %% [markdown]
# ## 1 · One hidden layer, or ten?
#
# 300 points in two classes. Both the lecture and the online course use exactly these.

# %% alt="Two interleaved half moons of points: circles of class 0 above, triangles of class 1 below."
points, labels = published_moons()
figure, ax = plots.new_figure(5, 2.6)
plots.draw_points(ax, points, labels)
ax.set(xlabel="first coordinate", ylabel="second coordinate")
figure

# %% [markdown]
# A network with **one** hidden layer of ten sigmoids, and one with **ten** of them. Same learning rate, same 100
# passes over the data (epochs, 에포크). (`mlp` builds a network of dense layers with random weights, of the usual size for
# sigmoids; `fit` trains it in batches of 32, and `History` writes down loss and accuracy on the way.)
#
# **Predict first.** The deep one can do all that the shallow one can, and more. How many percent of the 300 points
# will each get right?


# %%
def trained(hidden_layers, activation):
    rng = np.random.default_rng(0)
    sizes = [2, *[10] * hidden_layers, 1]
    network = mlp(sizes, rng=rng, activation=activation, initializer=engine.lecun_normal)
    moons = (points, labels)
    history = History(scores=lambda step: evaluate(step.network, binary_cross_entropy, moons))
    recipe = {"epochs": 100, "batch_size": 32, "rng": rng, "every": 5}
    fit(network, binary_cross_entropy, Optimizer(lr=0.1), moons, history=history, **recipe)
    return network, history


# %% alt="The loss of the shallow network falls; that of the deep one stays on the dotted line of a coin's loss for all 100 epochs."
shallow, shallow_history = trained(1, engine.Sigmoid)
deep, deep_history = trained(10, engine.Sigmoid)
figure, ax = plots.new_figure()
ax.plot(shallow_history.epochs, shallow_history["scores"][:, 0], **plots.TRAIN)
ax.plot(deep_history.epochs, deep_history["scores"][:, 0], **plots.DEV)
ax.axhline(np.log(2), **plots.REFERENCE)
ax.set(xlabel="epochs", ylabel="training loss (nats)", ylim=(0, 0.8))
ax.legend(ax.lines, ["one hidden layer", "ten hidden layers", "a coin: ln 2"], loc="lower left")
figure

# %%
for name, history in (
    ("one hidden layer: ", shallow_history),
    ("ten hidden layers:", deep_history),
):
    print(f"{name} {100 * history['scores'][-1, 1]:.0f} % right")

# %% [markdown]
# **What we saw.** Ten layers do no better than a coin. Nothing is broken: no error, no NaN, every number is finite. They do
# not learn.
#
# All that a weight is ever told is its entry of the gradient: how much the loss rises if this weight rises. To find out why the ten
# layers fail, we follow the gradient from the loss to the first layer: through one neuron (section 2), through a
# layer and a network (3), with a check that it is right (4). In section 5 we know enough to look into these ten layers.

# %% [markdown]
# ## 2 · One neuron, factor by factor
#
# A neuron with two inputs, a sigmoid and the cross-entropy loss:
#
# $$z = w \cdot x + b \qquad a = \sigma(z) = \frac{1}{1 + e^{-z}} \qquad L = -y\log a - (1-y)\log(1-a)$$
#
# This is forward propagation (순전파). We take the first point that the lecture works with, and its first two weights.

# %%
first = PUBLISHED_THIRTY[0]
x, y = points[first], labels[first]
w, b = np.array([1.78862847, 0.43650985]), 0.0
z = x @ w + b
a = 1 / (1 + np.exp(-z))
loss = -y * np.log(a) - (1 - y) * np.log(1 - a)
print(f"x = {x.round(4)}, y = {y}, z = {z:.4f}, a = {a:.4f}, loss = {loss:.4f}")
print(f"the slide's way: {1.78 * 0.54 + 0.43 * 0.60:.2f}")

# %% [markdown]
# The slide computes this very $z$ by hand, as $1.78 \times 0.54 + 0.43 \times 0.60$. The first coordinate is
# *minus* 0.54: a sign got lost. (Another slide writes $w = [w^{(1)} \dots w^{(m)}]$, one weight for each of $m$ examples. There is
# one for each *input*: two here, however many examples come.)
#
# How does the loss change when $w$ moves a hair? $w$ moves $z$, $z$ moves $a$, $a$ moves $L$: multiply the three effects. Back from
# the loss, one factor at a time (backpropagation, 역전파):

# %%
dl_da = -y / a + (1 - y) / (1 - a)
print(f"dL/da = {dl_da:.4f}   raise a, and the loss rises")

# %%
da_dz = a * (1 - a)
print(f"da/dz = {da_dz:.4f}   the slope of the sigmoid at z")

# %%
dz_dw, dz_db = x, 1.0
print(f"dL/dz = {dl_da * da_dz:.4f}, and a - y = {a - y:.4f}")
print(f"dL/dw = {(dl_da * da_dz * dz_dw).round(4)}, dL/db = {dl_da * da_dz * dz_db:.4f}")

# %% [markdown]
# The first two factors collapse into $a - y$: what the neuron said minus what it should have said.
#
# Several slides of the lecture write $\frac{dL}{db} = \frac{dL}{dz}\frac{dw}{db}$; one has $\frac{dz}{db}$ at the end. Only one can be right. $w$ does
# not depend on $b$, so $dw/db = 0$, and no bias would ever learn. Move $b$ a hair and look:

# %%
hair = 1e-5
moved = sigmoid(z + hair)  # b + hair moves z by a hair
change = -y * np.log(moved) - (1 - y) * np.log(1 - moved) - loss
print(f"moving b by a hair changes the loss by {change / hair:.4f} hairs")

# %% [markdown]
# **Predict first.** A neuron is *badly wrong and very sure*: $z = -7$, $y = 1$. The sigmoid is almost flat there. Does the neuron
# learn fast, or hardly at all?

# %%
print("   z    slope   cross-entropy   squared error")
for z_now in (-7, -2, 0, 2):
    a_now = sigmoid(z_now)
    slope = a_now * (1 - a_now)
    print(f"{z_now:4d}  {slope:7.4f}  {a_now - 1:14.4f}  {(a_now - 1) * slope:14.4f}")

# %% [markdown]
# It depends on the loss. The last two columns are $dL/dz$ for $y = 1$. With cross-entropy, $dL/da = -1/a$ becomes as large as the slope
# becomes small: full speed. With the squared error $\frac12(a-y)^2$ the slope stays in, and the worst neuron learns slowest.
# (The lecture begins with the one loss, $2(a-y)$, and goes on with the other without saying so.)
#
# Keep this in mind: at the *output* a good loss cancels the flat sigmoid. In *hidden* layers nothing does.

# %% [markdown]
# ### Exercise 1: a neuron's gradients
#
# One example `x` of shape (inputs,), its label `y` (0 or 1), weights `w` and bias `b`. Return the gradients of the cross-entropy.
#
# <details><summary>Hint</summary>
#
# Compute `a` first. What did the first two factors collapse into? Then one product for `w`, and what for `b`?
#
# </details>


# %%
def neuron_gradients(x, y, w, b):
    """Return (grad_w, grad_b): an array of the shape of w, and a number.

    >>> neuron_gradients(np.array([2.0, 4.0]), 1.0, np.array([0.0, 0.0]), 0.0)
    (array([-1., -2.]), np.float64(-0.5))
    """
    # BEGIN SOLUTION
    error = sigmoid(x @ w + b) - y
    return error * x, error
    # END SOLUTION


# %%
check.neuron_gradients(neuron_gradients)

# %% [markdown]
# ## 3 · All at once
#
# Now five neurons and 300 points. A loop says what happens; a matrix product says the same in one line. Our examples
# stand in *rows*: `x` is (examples, inputs), `W` is (inputs, units). (The lecture puts examples in columns: its matrices are ours, transposed.)


# %%
def sums_in_a_loop(x, W, b):
    sums = np.zeros((len(x), W.shape[1]))
    for i in range(len(x)):
        for j in range(W.shape[1]):
            sums[i, j] = sum(x[i, k] * W[k, j] for k in range(len(W))) + b[0, j]
    return sums


# %% [markdown]
# **Predict first.** How many times faster is `points @ W + b`?

# %%
# NBVAL_IGNORE_OUTPUT
lecture = lecture_network()
W1, b1 = lecture["hidden 1"].W, lecture["hidden 1"].b
assert np.allclose(sums_in_a_loop(points, W1, b1), points @ W1 + b1)
seconds = timeit(lambda: sums_in_a_loop(points, W1, b1), number=3) / 3
seconds_at_once = timeit(lambda: points @ W1 + b1, number=300) / 300
print(f"{seconds / seconds_at_once:.0f} times")

# %% [markdown]
# Hundreds or thousands of times, by computer: Python pays for each of the 3000 multiplications by itself, the product pays once. One lecture also folds the bias in, as one more
# input that is always 1: `np.column_stack([np.ones(300), points]) @ np.vstack([b1, W1])` gives the same.
#
# ### A whole network, by hand
#
# The lecture works a small network out: 2-5-2-1, two ReLUs and a sigmoid, 30 points. (ReLU is $\max(0, z)$: what is negative becomes 0.)
#
# **Predict first.** After the second ReLU there are 30 × 2 numbers. How many of them are not 0?

# %%
thirty = list(PUBLISHED_THIRTY)
X, Y = points[thirty], labels[thirty][:, None]
W2, b2 = lecture["hidden 2"].W, lecture["hidden 2"].b
W3, b3 = lecture["output"].W, lecture["output"].b
Z1 = X @ W1 + b1
A1 = np.maximum(Z1, 0)
Z2 = A1 @ W2 + b2
A2 = np.maximum(Z2, 0)
A3 = sigmoid(A2 @ W3 + b3)
print(f"Z1[0, 0] = {Z1[0, 0]:.8f}, published -0.70421226")

# %%
print(f"not 0 after the first ReLU:  {(A1 > 0).sum()} of {A1.size}")
print(f"not 0 after the second ReLU: {(A2 > 0).sum()} of {A2.size}, by unit {(A2 > 0).sum(axis=0)}")
print(f"points that all get the same answer: {(A3 == 0.5).sum()} of 30")

# %% [markdown]
# The lecture notes that many numbers are 0, "because it is ReLU". Look closer: its second unit of layer 2 is off for *every* point. It is **dead**:
# no point gives it a gradient. Most points get the answer 0.5, whatever they are. We come back to dead units in section 5.
#
# Now back. Each line is the chain rule, for all examples at once:
#
# $$dZ = \frac{A - Y}{n} \qquad dW = A_{\text{before}}^T\, dZ \qquad db = \sum_{\text{examples}} dZ \qquad dA_{\text{before}} = dZ\, W^T$$

# %%
dZ3 = (A3 - Y) / 30
dW3, db3 = A2.T @ dZ3, dZ3.sum(axis=0, keepdims=True)
dZ2 = (dZ3 @ W3.T) * (Z2 > 0)  # ReLU lets through what was on
dW2, db2 = A1.T @ dZ2, dZ2.sum(axis=0, keepdims=True)
dZ1 = (dZ2 @ W2.T) * (Z1 > 0)
dW1, db1 = X.T @ dZ1, dZ1.sum(axis=0, keepdims=True)

# %%
published = [[-0.015049, 0.01013246, 0.02630837, 0.01958144, 0.00057308],
             [0.01433494, -0.00965168, -0.01634069, -0.01865232, -0.00054589]]  # fmt: skip
print("dW1, ours:     ", dW1.round(8)[0], "\n               ", dW1.round(8)[1])
print("dW1, published:", np.array(published)[0], "\n               ", np.array(published)[1])

# %% [markdown]
# Every decimal. The engine of this course does the same six lines, layer by layer; here it is:

# %%
loss_30, grad_30 = binary_cross_entropy(lecture.forward(X), labels[thirty])
lecture.backward(grad_30)
print("the engine agrees:", np.allclose(lecture["hidden 1"].gradients["W"], dW1))

# %% [markdown]
# ### Exercise 2: a dense layer's way back
#
# `y = x @ W + b`. You get `grad_y`, the gradient of the loss by `y` (with the 1/n of the mean already in it). Return all three gradients.
#
# <details><summary>Hint</summary>
#
# They stand above, with dZ for `grad_y`. If you forget them: a gradient has the shape of what it belongs to, and mostly
# one product alone fits.
#
# </details>


# %%
def dense_backward(x, W, grad_y):
    """Return (grad_W, grad_b, grad_x); grad_b has the shape (1, units).

    >>> dense_backward(np.array([[2.0]]), np.array([[3.0]]), np.array([[0.5]]))
    (array([[1.]]), array([[0.5]]), array([[1.5]]))
    """
    # BEGIN SOLUTION
    return x.T @ grad_y, grad_y.sum(axis=0, keepdims=True), grad_y @ W.T
    # END SOLUTION


# %%
check.dense_backward(dense_backward)

# %% [markdown]
# ## 4 · Is it right? The gradient check (기울기 검사)
#
# A wrong gradient raises no error; the network only learns a little worse. So we compare it with what a derivative *is*: move a
# parameter, and see what the loss does.
#
# $$\text{one-sided: } \frac{L(\theta + \varepsilon) - L(\theta)}{\varepsilon} \qquad
# \text{two-sided: } \frac{L(\theta + \varepsilon) - L(\theta - \varepsilon)}{2\varepsilon}$$
#
# and look at the relative error $\frac{|g - d|}{|g| + |d|}$, with $g$ from backpropagation and $d$ the difference. (For whole vectors, lengths take the place of $|\cdot|$: of
# *each* vector. One lecture has a bracket in the wrong place there.) We take the neuron of section 2, one of its weights, and thirty points, so that no single point's luck decides.
#
# **Predict first.** Sketch the error of each form as epsilon goes from $10^{-1}$ down to $10^{-15}$.

# %%
w1, w2 = w
exact = (sigmoid(X @ w) - Y[:, 0]) * X[:, 0]  # by the chain rule, one number for each point


def losses_at(w1):
    a = sigmoid(X[:, 0] * w1 + X[:, 1] * w2)
    return -Y[:, 0] * np.log(a) - (1 - Y[:, 0]) * np.log(1 - a)


def typical_error(numeric):
    return np.median(np.abs(numeric - exact) / (np.abs(numeric) + np.abs(exact)))


# %% alt="Both errors against epsilon form a V on log axes. The two-sided one falls faster and reaches 1e-11 near epsilon 1e-5; the one-sided reaches 1e-8 near 1e-7. Both rise again to the left."
epsilons = np.array([float(f"1e-{k}") for k in range(1, 16)])
one_sided, two_sided = [], []
for eps in epsilons:
    one_sided.append(typical_error((losses_at(w1 + eps) - losses_at(w1)) / eps))
    two_sided.append(typical_error((losses_at(w1 + eps) - losses_at(w1 - eps)) / (2 * eps)))
figure, ax = plots.new_figure()
ax.loglog(epsilons, one_sided, **plots.DEV_POINTS, label="one-sided")
ax.loglog(epsilons, two_sided, **plots.TRAIN, marker="o", label="two-sided")
ax.set(xlabel="epsilon", ylabel="relative error (median of 30 points)")
ax.legend(loc="lower left")
for name, errors in (("one-sided", one_sided), ("two-sided", two_sided)):
    best = np.argmin(errors)
    print(f"{name}: smallest error {errors[best]:.0e} at epsilon {epsilons[best]:.0e}")
figure

# %% [markdown]
# **What we saw.** A V, not a slope. On the right, *truncation*: the curve is not straight; the error falls with $\varepsilon$ one-sided, with
# $\varepsilon^2$ two-sided. On the left, *rounding*: the losses agree in their first 10 or 15 digits, the computer keeps 16, and what is left after
# the subtraction is noise, divided by a tiny number: it grows with $1/\varepsilon$. So the best epsilon is in between.
#
# ### A published check, and its verdict
#
# The online course plants two bugs into a network 4-5-3-1, checks with $\varepsilon = 10^{-7}$, and calls the gradient right if the error is below
# $10^{-7}$. It printed 0.2851 with the bugs. And without them: 1.19e-07. *Not* below.
#
# **Predict first.** Its backward pass without the bugs is right. So where does that error come from?

# %%
network, x_course, y_course = published_check.published_point()
network.backward(binary_cross_entropy(network.forward(x_course), y_course)[1])
right = network.gradient.copy()
published_check.plant_bugs(network)
buggy = network.gradient.copy()


def textbook_loss():  # -log(a) and -log(1 - a), as the online course has it
    return published_check.plain_cross_entropy(network.forward(x_course), y_course)


def careful_loss():  # the engine's, from z directly
    return float(binary_cross_entropy(network.forward(x_course), y_course)[0])


# %%
def error_of(loss, epsilon, gradient):
    return relative_error(published_check.all_differences(network, loss, epsilon), gradient)


print(f"with the bugs, epsilon 1e-7: {error_of(textbook_loss, 1e-7, buggy):.4f}, published 0.2851")
print(f"without, epsilon 1e-7: {error_of(textbook_loss, 1e-7, right):.0e}, published 1.19e-07")
for name, f, eps in (("textbook", textbook_loss, 1e-5), ("careful", careful_loss, 1e-7)):
    passes = error_of(f, eps, right) < 1e-8
    print(f"without, epsilon {eps:.0e}, {name} loss: error below 1e-8: {passes}")
a_course = sigmoid(network.forward(x_course))[:, 0]
print(f"1 - a of the three examples: {(1 - a_course).round(4)}, labels {y_course}")

# %% [markdown]
# From the check itself. In the third example (label 0) $a$ is close to 1. There $1 - a$ has lost digits, and so has $\log(1 - a)$; dividing by
# $2 \cdot 10^{-7}$ blows that up. A larger epsilon, or a loss that is computed with care, and the "mistake" is gone.
#
# A rule of thumb in float64, with epsilon near $10^{-5}$: below $10^{-7}$ good, above $10^{-3}$ a bug, in between look closer.

# %% [markdown]
# Here is a microscope to look closer with. It stands over the lecture's network, with tanh or with its ReLU. You move one weight, one bias, or all parameters at once, each by
# its own random amount: that is a *direction*. Left: the loss along it, 2 epsilon to either side. Right: the error at each epsilon; a check passes below $10^{-7}$.

# %% [markdown]
# **Task 1.** a) Find the epsilon with the smallest error. Why not 1e-15 (see left)? b) Bug in b's gradient:
# which directions miss it? c) No bug, all parameters, *ReLU*: which epsilons pass?

# %% alt="Left: with epsilon 1 the loss along a random direction bends, and the line through the two ends is less steep than backpropagation says. Right: the relative error is a V over epsilon, with its lowest point near 1e-5."
microscope = gradient_check_dashboard()
microscope

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# a) 1e-5, or a neighbour of it. At 1e-15 the loss is a staircase: it can only take values that lie about 1e-16 apart, and the difference measures one stair. b) A
# single weight, of either layer: it knows nothing of b. One bias sees the bug at once, and so does a random direction through all parameters: one number, all of them
# tested. c) At none. The next cells tell why.
#
# </details>

# %%
print(f"points for which all of layer 1 is off: {(A1 == 0).all(axis=1).sum()}")
print(f"sums that are exactly 0: {(Z1 == 0).sum()} in layer 1, {(Z2 == 0).sum()} in layer 2")

# %% [markdown]
# The backward pass is right, and the check fails at *every* epsilon. For these four points all of layer 1 is off, and the biases are 0: so both sums in layer 2 are exactly 0,
# and the network stands *on the kink* of ReLU. To one side the slope is 1, to the other 0; backpropagation takes 0, the difference takes the mean.
#
# A good check notices that a unit changed sides, moves the parameters a little, and tries again. The engine's check does so:

# %%
rng = np.random.default_rng(0)
report = engine.check_gradients(
    lecture_network(), binary_cross_entropy, (X, labels[thirty]), rng=rng
)
print(f"error below 1e-7: {report.error < 1e-7}; moved away from kinks: {report.kinks > 0}")

# %% [markdown]
# ### Exercise 3: your own check
#
# Write the two-sided difference for every entry of `theta`. `f` is a function of the whole array that returns one number.
#
# <details><summary>Hint</summary>
#
# Loop over the entries. `up = theta.copy()`, then `up[i] += epsilon`; the same downwards. Mind the brackets around what you divide by.
#
# </details>


# %%
def numeric_gradient(f, theta, epsilon):
    """Return the gradient of f at theta, an array of shape (entries,), by two-sided differences.

    >>> numeric_gradient(lambda t: t[0] * t[1], np.array([3.0, 5.0]), 0.5)
    array([5., 3.])
    """
    # BEGIN SOLUTION
    grad = np.zeros_like(theta)
    for i in range(len(theta)):
        up, down = theta.copy(), theta.copy()
        up[i] += epsilon
        down[i] -= epsilon
        grad[i] = (f(up) - f(down)) / (2 * epsilon)
    return grad
    # END SOLUTION


# %%
check.numeric_gradient(numeric_gradient)

# %% [markdown]
# ## 5 · Where the gradient goes
#
# Back to the ten layers. On its way back the gradient meets, in every layer, the weights and the slope of the sigmoid. In a chain of single neurons:
#
# $$\frac{\partial L}{\partial b_1} = \sigma'(z_1)\, w_2\, \sigma'(z_2)\, w_3\, \sigma'(z_3) \cdots w_{10}\, \sigma'(z_{10})\, \frac{\partial L}{\partial a_{10}}$$
#
# ($b_1$ is the first *bias*; the lecture's caption calls the b's hidden units.)
#
# The table of section 2 has the largest slope of a sigmoid. **Predict first.** What is its tenth power? And which slope can tanh reach?

# %% alt="The sigmoid rises from 0 to 1; its slope is a low hill of height one quarter. Tanh rises from minus 1 to 1; its slope reaches 1."
figure, (left, right_panel) = plots.new_figure(9, 2.6, panels=2)
draw_function(left, *with_slope(engine.Sigmoid()), title="sigmoid")
draw_function(right_panel, *with_slope(engine.Tanh()), title="tanh")
steep = sigmoid(0.0) * (1 - sigmoid(0.0))
print(f"largest slope of the sigmoid {steep}, its tenth power {steep**10:.0e}")
print("tanh z = 2 sigmoid(2z) - 1:", np.allclose(np.tanh(Z1), 2 * sigmoid(2 * Z1) - 1))
figure

# %% [markdown]
# Tanh is the same curve, twice as high and twice as fast: four times the slope, $1 - \tanh^2$. Does that decide? We build the network that did not learn anew, send the points forward and back,
# and measure the gradient in each layer, in shares of that in the last (`trace` keeps what passes; its size is the root of the mean square). Tanh and ReLU stand beside it, ReLU with
# somewhat larger weights, as usual for it.
#
# **Predict first.** Only at 0 has tanh the slope 1, and a ReLU lets nothing through where it is off. What share reaches layer 1, with each of the three?


# %%
def shares_by_layer(activation, initializer=engine.lecun_normal):
    rng = np.random.default_rng(0)
    fresh = mlp([2, *[10] * 10, 1], rng=rng, activation=activation, initializer=initializer)
    inside = engine.trace(fresh, binary_cross_entropy, (points, labels))
    sizes = [np.sqrt(np.mean(inside.gradients[f"hidden {k}"] ** 2)) for k in range(1, 11)]
    return np.array(sizes) / sizes[-1]


# %% alt="On a log scale the sigmoid network's gradient falls in a straight line to about a millionth in layer 1; tanh and ReLU stay within a factor of ten."
kinds = {"sigmoid": shares_by_layer(engine.Sigmoid), "tanh": shares_by_layer(engine.Tanh),
         "ReLU": shares_by_layer(engine.ReLU, engine.he_normal)}  # fmt: skip
figure, ax = plots.new_figure()
draw_shares(ax, kinds)
for name, shares in kinds.items():
    print(f"{name}: layer 1 gets {100 * shares[0]:.2g} % of the gradient of layer 10")
figure

# %% [markdown]
# There is the failure of section 1: the last layer is told what to do, the first hears a millionth of it. This is the **vanishing gradient** (기울기 소실).
#
# **Predict first.** By what share of its size has the first layer of sigmoids moved in its 100 epochs? And do ten layers of tanh learn?

# %%
with_tanh, tanh_history = trained(10, engine.Tanh)
start = mlp([2, *[10] * 10, 1], rng=np.random.default_rng(0), initializer=engine.lecun_normal)
for name, model in (("sigmoids", deep), ("tanh", with_tanh)):
    W_start, W_end = start["hidden 1"].W, model["hidden 1"].W
    moved_by = np.linalg.norm(W_end - W_start) / np.linalg.norm(W_start)
    percent = float(f"{100 * moved_by:.1g}")  # to one digit
    print(f"ten layers of {name}: layer 1 moved by {percent:g} % of its size")
print(f"ten layers of tanh: {100 * tanh_history['scores'][-1, 1]:.0f} % right")

# %% [markdown]
# The first sigmoids still have their random weights. Another function, and the ten layers learn.
#
# ### The family
#
# | function | for $z > 0$ | for $z \le 0$ | slope for $z \le 0$ |
# |---|---|---|---|
# | ReLU | $z$ | 0 | 0 |
# | Leaky ReLU | $z$ | $sz$, with $s$ fixed (0.01) | $s$ |
# | PReLU | $z$ | $sz$, with $s$ *learnt* | $s$ |
# | RReLU | $z$ | $sz$, with $s$ *drawn* anew in each training pass | $s$ |
# | ELU | $z$ | $\alpha(e^z - 1)$ | $\alpha e^z$ |
#
# To the right of 0 all have slope 1: nothing vanishes there. They differ in what they do with the left side. ReLU makes many exact zeros (sparse, and cheap).
#
# Explore them. The dashboard shows the mean of five untrained networks, 50 units wide.

# %% [markdown]
# **Task 2.** a) Find the deepest sigmoid network whose first layer still gets 1 % of the gradient. b) And with
# tanh? c) ELU with alpha 0 has the formula of ReLU. Compare both with 20 layers. What else differs? (Read the
# last words under the picture.)

# %% alt="Left: the sigmoid and its slope, never above one quarter. Right: the gradient falls in a straight line on a log scale, from 100 % in layer 10 far below 1 % in layer 1."
explorer = activation_dashboard()
explorer

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# a) Four layers. b) With tanh even twenty layers keep more than 1 %. c) ReLU keeps most of it, ELU a thousandth: the weights differ. A ReLU switches half of its units off, and
# weights of variance 2/n_in make up for that (n_in inputs); ELU is meant to have weights of 1/n_in. Function and first weights belong together: notebook 04 is about that.
#
# </details>

# %% [markdown]
# ### Dead for ever?
#
# A ReLU that is off for *every* point has gradient 0 from every point: it is dead. One lecture: a unit that starts on the negative side "dies for ever", and the remedy is a slightly
# positive bias.
#
# We do the opposite of the remedy and start all biases at $-1$: networks 2-20-20-1, five seeds, 100 epochs.
#
# **Predict first.** Of the units that are dead at the start, how many will be alive at the end: in layer 1, and in layer 2?

# %%
runs = [dying.train_with_bias(-1.0, lr=0.1, seed=seed) for seed in range(5)]
dead, revived, _ = sum(run.counts() for run in runs).T
for layer in (0, 1):
    print(f"layer {layer + 1}: {dead[layer]} of 100 dead at the start, {revived[layer]} revived")
print("right:", ", ".join(f"{100 * run.accuracy:.0f} %" for run in runs))

# %% [markdown]
# In layer 1 the sentence holds: the points never change, and no gradient comes, so nothing ever will. In layer 2 some come back, although *they* get no gradient: the units before them
# learn, and send them other inputs. And the networks work: those that live are enough. (Whether a positive start helps: see *Going further*.)
#
# ### The ranking
#
# The lecture passes a ranking on: **ELU > Leaky ReLU > ReLU > tanh > sigmoid** (and says that nothing is settled). We put it to the test: 300 digits, two or six hidden layers of 100,
# five learning rates, five seeds, each function with weights that suit it. 250 runs, stored. One of them again, now:

# %%
sweep = load_sweep("gradients_ranking")
again = ranking.scores("tanh", 2, 0.1, 0, sets=mnist300.load_sets())
stored = sweep.at(function="tanh", hidden=2, lr=0.1, seed=0)["test_accuracy"]
print(f"test accuracy now {100 * again[2]:.0f} %, stored {100 * stored:.0f} %")

# %% [markdown]
# **Predict first.** Two hidden layers. All five functions at learning rate 0.1; then each at *its own* best learning rate, chosen on 1000 digits kept aside for such choices (dev set). Where is the sigmoid?

# %%
functions, rates = list(sweep.axes["function"]), list(sweep.axes["lr"])
dev, test = (100 * sweep.values[name] for name in ("dev_accuracy", "test_accuracy"))
chosen = dev.mean(axis=-1).argmax(axis=-1)  # (functions, depths): the best of the rates
for depth, hidden in enumerate(sweep.axes["hidden"]):
    print(f"{hidden} hidden layers     at 0.1    at its best rate    minus ReLU, seed by seed")
    own = [test[k, depth, chosen[k, depth]] for k in range(len(functions))]
    for k, name in enumerate(functions):
        at_same, best_rate = test[k, depth, rates.index(0.1)].mean(), rates[chosen[k, depth]]
        difference, error = paired_change(own[k], own[functions.index("ReLU")])
        print(f"  {name:12s}  {at_same:10.1f} %  {own[k].mean():8.1f} %  ({best_rate:4g})", end="")
        print(f"  {difference:+8.1f} ± {error:.1f}")

# %% [markdown]
# **What we saw.** At one and the same learning rate the sigmoid looks hopeless. With *its own* it comes within about a point, in a shallow net. With six layers it learns nothing at any of the five rates: the gradient again.
#
# Among the others the ranking does not hold. (The last column compares networks of the same seed; ± is one standard error. Believe what is about three times as large.) With two layers ReLU and Leaky ReLU are in front and ELU is not; with six layers **tanh** is first.
# The differences are a point; the right learning rate is worth far more. One data set and one width prove no rule, but they are enough to stop one. So: ReLU or a relative of it as a start, no sigmoid in a deep
# stack of hidden layers, and tune the learning rate before the function.

# %% [markdown]
# ## 6 · The last layer
#
# The output is another matter: here the function says what the answer *means*.
#
# | the answer | last function | loss | gradient by the scores |
# |---|---|---|---|
# | one of several classes | softmax: sums to 1 | cross-entropy | $(p - \text{one-hot})/n$ |
# | several labels at once | sigmoid, for each | binary cross-entropy | $(a - y)/n$ |
# | a number | none (linear) | squared error | $(\hat y - y)/n$ |
#
# Softmax turns scores into probabilities, $p_k = e^{s_k} / \sum_j e^{s_j}$; the *one-hot* label has a 1 at the right class and 0 elsewhere. Look at the last column: each loss suits its function, and the slope cancels
# as it did in section 2.
#
# **Predict first.** A picture shows a cat *and* a dog; the scores are 3 (cat), 3 (dog), −4 (boat). How sure is softmax of the cat? And the sigmoid?

# %%
scores = np.array([[3.0, 3.0, -4.0]])
print("softmax:", engine.softmax(scores).round(2)[0], " sigmoid:", sigmoid(scores).round(2)[0])

# %% [markdown]
# Softmax makes them compete: it says "cat *or* dog". Sigmoids answer each question by itself.
#
# Ratings from 0 to 5 are numbers, so no function at the end: a sigmoid could never say more than 1. Scale such targets to a size of about 1, which suits weights that start small, and
# scale the predictions *back* before you read them (an example is in *Going further*). For an image as output, the last function must be able to say what the pixels can be: a sigmoid for 0 to 1,
# a tanh for −1 to 1.
#
# ### Exercise 4: softmax and cross-entropy
#
# Return the gradient of the mean cross-entropy by the scores. Subtract each row's largest score before `np.exp`: that changes nothing in the probabilities, and $e^{10000}$ is too large for a computer.
#
# <details><summary>Hint</summary>
#
# `np.eye(classes)[labels]` gives the one-hot rows. The mean is over the examples, the rows.
#
# </details>


# %%
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
# ## What remains
#
# Take your paper. Would you answer the two questions differently now?
#
# * Backpropagation is the chain rule, from the loss backwards; at the output the factors collapse into $a - y$.
# * A dense layer: $dW = x^T dZ$, $db = \sum dZ$, $dx = dZ\,W^T$.
# * A check has a best epsilon, near $10^{-5}$: larger ones truncate, smaller ones round. On a kink no epsilon helps.
# * A sigmoid passes on at most a quarter; ten of them a millionth. Functions with slope 1 let the gradient through.
# * Compare functions at their own learning rates: most of a ranking is the learning rate.

# %% [markdown]
# **What people get wrong**
#
# * They take a smaller epsilon for a more exact check, and a check that passes on one weight for one of all.
# * They divide by n twice (in the loss and in the layer), or forget the bias's sum over examples.
# * They put a softmax where several answers are right, or a sigmoid where a number is asked for.
# * They say "dead ReLU" of a unit that is off for *some* points. That is what a ReLU is for.
# * They compare two functions at a learning rate that suits one of them.
#
# **Exercises here:** 1 a neuron's gradients · 2 a dense layer's way back · 3 your own check · 4 softmax and cross-entropy

# %% [markdown]
# ## Going further
#
# **The lecture's steps.** It goes on with gradient descent (경사하강법), learning rate 0.0007, all 30 points at each step. **Predict first.** After 29 updates, how large is
# the gradient, compared with the first: half, nine tenths, or hardly changed?

# %%
descending = lecture_network()
for update in range(30):
    descending.backward(binary_cross_entropy(descending.forward(X), labels[thirty])[1])
    if update in (0, 18, 29):
        now = descending["hidden 1"].gradients["W"][:, 0]
        print(f"after {update:2d} updates: {now[0]:.8f} {now[1]:.8f}")
    Optimizer(lr=LR).step(descending)
print("published:        -0.01503220 0.01431915 (18), -0.01502195 0.01430952 (29)")

# %% [markdown]
# Hardly changed: a fifth of a percent. At this learning rate the worked example shows how a step is *computed*; nothing is learnt in it. Then it takes mini-batches: 300 points, batches of 32 (the last has 12), a new order in each epoch. The gradient of the first batch of three epochs:

# %%
walking = lecture_network()
for epoch in range(40):
    for number, batch in enumerate(lecture_batches(epoch)):
        _, grad = binary_cross_entropy(walking.forward(points[batch]), labels[batch])
        walking.backward(grad)
        if number == 0 and epoch in (0, 15, 39):
            row = walking["hidden 1"].gradients["W"][:, 0]
            print(f"epoch {epoch:2d}: {row[0]:.8f} {row[1]:.8f}")
        Optimizer(lr=LR).step(walking)
print("published: -0.02258159 0.02325530, -0.02170460 0.02061243, -0.01099443 0.01261449")

# %% [markdown]
# Again every decimal. The lecture's next rows carry the caption "Adam". Adam does not give them: they are the gradients of a network that never took a step. Notebook 05 shows it.
#
# **Not centred on zero.** What a sigmoid puts out is positive. One lecture: then the gradients of all weights of the next neuron have the same sign, and it can only walk up-right
# or down-left, in a zig-zag. A neuron with two such inputs has to find the weights (1, −1).
#
# **Predict first.** Does that hold for one point at a time? For a batch of 30?

# %%
outputs = sigmoid(points)  # all positive
wanted = np.array([1.0, -1.0])


def walk(batch_size, lr=1.0, steps=60):
    rng = np.random.default_rng(0)
    place, path, locked = np.zeros(2), [np.zeros(2)], 0
    for _ in range(steps):
        batch = outputs[rng.integers(0, 300, batch_size)]
        gradient = batch.T @ (batch @ (place - wanted)) / batch_size
        locked += gradient.prod() > 0
        place = place - lr * gradient
        path.append(place)
    return np.array(path), locked / steps


# %% alt="Left: with one point at a time the path goes in many short zig-zags, all of them up-right or down-left. Right: with 30 points it goes smoothly to the target."
figure, panels_of_walks = plots.new_figure(9, 3.2, panels=2)
for ax, size in zip(panels_of_walks, (1, 30), strict=True):
    path, locked = walk(size)
    ax.plot(*path.T, **plots.TRAIN, marker=".", markersize=4)
    ax.plot(*wanted, "X", color=plots.ORANGE, markersize=10)
    ax.set(xlabel="weight 1", ylabel="weight 2", title=f"batch of {size}")
    print(f"batch of {size:2d}: both of one sign in {100 * locked:.0f} % of the steps")
figure

# %%
for name, inputs in (("sigmoid's outputs", outputs), ("centred", outputs - outputs.mean(axis=0))):
    print(f"{name}: condition number {np.linalg.cond(inputs.T @ inputs):.0f}")

# %% [markdown]
# For a single point the sentence is exact; in a batch, errors of both signs meet, and the lock opens. What remains for a batch is the *condition number*, the steepest curvature over the flattest: with inputs that are all positive the loss is a long narrow valley. Notebook 05
# shows what that costs.
#
# **A slightly positive bias.** Does it keep ReLUs alive? The dead of layer 2 after training:

# %%
for bias in (0.0, 0.1, 1.0):
    ends = [dying.train_with_bias(bias, lr=0.1, seed=seed) for seed in range(5)]
    print(f"bias {bias:3g}: dead at the end, by seed: {[int(end.counts()[1, 2]) for end in ends]}")
large = sum(dying.train_with_bias(0.0, lr=3.0, seed=seed).counts()[1, 2] for seed in range(5))
print(f"bias 0, learning rate 3 instead of 0.1: more than 30 of 100 dead: {large > 30}")

# %% [markdown]
# A little positive is no better than 0 here. Far more units die of a large learning rate.
#
# **No upper bound, so overfitting?** So the lecture says of ReLU. From the stored runs, at each function's best rate: training accuracy minus test accuracy, in points.

# %%
train = 100 * sweep.values["train_accuracy"]
for k, name in enumerate(functions):
    gap = [(train - test)[k, depth, chosen[k, depth]].mean() for depth in (0, 1)]
    print(f"{name:12s} two layers {gap[0]:5.1f}, six layers {gap[1]:5.1f}")

# %% [markdown]
# With two layers the bounded ones overfit no less than the others. With six, tanh has a point less; the sigmoid has no gap because it learnt nothing. What overfitting is: notebooks 02 and 03.
#
# **The cost of the exponential.** Microseconds for 100 × 100 numbers, beside the matrix product that comes before each of them:

# %%
# NBVAL_IGNORE_OUTPUT
rng = np.random.default_rng(0)
block = rng.standard_normal((100, 100))
layers = (engine.Sigmoid(), engine.Tanh(), engine.ReLU(), engine.LeakyReLU(), engine.ELU())
for layer in layers:
    costs = repeat(lambda layer=layer: layer.forward(block), number=50, repeat=9)
    print(f"{type(layer).__name__:10s} {1e6 * min(costs) / 50:5.0f}")
costs_of_product = repeat(lambda: block @ block, number=50, repeat=9)
print(f"product    {1e6 * min(costs_of_product) / 50:5.0f}")

# %% [markdown]
# On the computer that made this page ReLU is the cheapest by far. But Leaky ReLU has no exponential either, and costs about as much as the sigmoid; and beside the matrix products (three for each layer and step) it is the smaller part. This reason against the sigmoid is the weakest of the three.
#
# **Half the range, or the standard deviation?** One lecture prepares ratings as $(y - 2.5)/2.5$ and calls 2.5 the standard deviation. 200 ratings from 0 to 5, made up:

# %%
rng = np.random.default_rng(0)
features = rng.standard_normal((200, 3))
ratings = np.clip(np.round(3.5 + features @ [0.8, -0.5, 0.3]), 0, 5)
scaled = (ratings - 2.5) / 2.5
print(f"ratings: mean {ratings.mean():.2f}, standard deviation {ratings.std():.2f}")
print(f"scaled by 2.5: from {scaled.min():.1f} to {scaled.max():.1f}, deviation {scaled.std():.2f}")
print("scaled back, they are the ratings:", np.allclose(2.5 * scaled + 2.5, ratings))

# %% [markdown]
# It is half the range. Both will do: what counts is that the targets have a size of about 1.
#
# **Slopes that are learnt, slopes that are drawn.** PReLU starts at a slope of 0.25. Nothing keeps it below 1:

# %%
learning, learning_history = trained(2, engine.PReLU)
learnt = learning["prelu 1"].slope[0, 0]
print(f"slope of layer 1 after training: {learnt:.1f}")
rng = np.random.default_rng(0)
passes = [engine.RReLU().forward(np.full((1, 4), -1.0), training=True, rng=rng) for _ in range(2)]
print("RReLU of -1, two training passes:", *(drawn.round(2)[0] for drawn in passes))

# %% [markdown]
# **A misprint, found without the data.** A lecture trains four features and three classes with softmax and prints the 4 x 3 weights five times, at the start and after each 1000 steps. One of its 20 rows is
# misprinted. **Predict first.** By exercise 4, what do the three numbers of a row of $x^T(p - \text{one-hot})$ add up to? Then what never changes?

# %%
on_the_slide = np.array([
    -8.74615472e-05, 3.03732950e-05, 4.65428693e-05,
    -3.23668516e-05, 4.42560055e-06, -2.56037962e-05,
    -2.43068233e-05, 9.68563102e-05, -6.81574199e-05,
    -1.63824136e-04, 2.12286420e-04, 7.43973291e-05,
    -0.00321581, 0.00061467, 0.0025906, 0.02404027, -0.01065741, -0.01343641,
    -0.05779136, 0.01472877, 0.04306699, -0.0255728, 0.00370264, 0.02199303,
    0.00861248, -0.00040284, -0.00822019, 0.05412096, -0.02178615, -0.03238836,
    -0.10186908, 0.02754678, 0.07432669, -0.04607576, 0.00652109, 0.03967753,
    0.02155924, -0.00163555, -0.01993423, 0.08324693, -0.03262187, -0.0506786,
    -0.1418079, 0.03937622, 0.10243607, 0.06481271, 0.00882456, 0.05601101,
    0.03370442, -0.00258894, -0.03112603, 0.11051824, -0.0428869, -0.06768488,
    -0.17908648, 0.05050046, 0.12859041, -0.08228968, 0.01100061, 0.07141193,
]).reshape(5, 4, 3)  # fmt: skip
for steps, sums in zip(range(0, 5000, 1000), on_the_slide.sum(axis=2), strict=True):
    print(f"after {steps:4d} steps, sums in 1e-5:", *(f"{1e5 * each:8.1f}" for each in sums))

# %%
rng = np.random.default_rng(0)
kinds_of_three = np.repeat(np.arange(3), 50)
flowers = rng.standard_normal((150, 4)) + np.eye(3, 4)[kinds_of_three]
softmax_net = engine.Network([engine.Dense(4, 3)], rng=rng)
for steps in range(5001):
    _, grad = engine.cross_entropy(softmax_net.forward(flowers), kinds_of_three)
    softmax_net.backward(grad)
    if steps % 1000 == 0:
        W = softmax_net["output"].W
        print(f"{steps:4d}: first row {W[0].round(3)}, sum {W[0].sum():.6f}")
    Optimizer(lr=0.01).step(softmax_net)

# %% [markdown]
# The gradient of every row adds up to 0, because each row of $p$ and each one-hot row add up to 1. So the sums stay where chance put them, in 150 made-up flowers as on the slide, to the last printed digit. In the fourth
# row after 3000 steps 0.0648 should be −0.0647: a sign and a digit. What no step can change is a check that costs one line.
#
# **Dropout and batch norm under a check.** Dropout draws a new mask at each evaluation, so the two losses of a difference belong to two different networks. The engine repeats the draw:

# %%
rng = np.random.default_rng(0)
noisy = mlp([2, 5, 1], rng=rng, activation=engine.Tanh, drop_rate=0.5)


def noisy_loss():
    scores_now = noisy.forward(points, training=True, rng=rng)
    loss_now, grad = binary_cross_entropy(scores_now, labels)
    noisy.backward(grad)
    return float(loss_now)


noisy_loss()
backward = noisy.gradient.copy()
naive = relative_error(published_check.all_differences(noisy, noisy_loss, 1e-5), backward)
replayed = engine.check_gradients(noisy, binary_cross_entropy, (points, labels), rng=rng).error
print(f"new masks: error above 0.9: {naive > 0.9}; the same mask: below 1e-7: {replayed < 1e-7}")

# %%
one_point = (points[:1], labels[:1])
for name, data in (("300 points", (points, labels)), ("one point", one_point)):
    rng = np.random.default_rng(0)
    normed = mlp([2, 5, 1], rng=rng, activation=engine.Tanh, normalization=engine.BatchNorm)
    with warnings.catch_warnings(action="ignore"):  # the engine warns of a batch of one
        _, grad = binary_cross_entropy(normed.forward(data[0], training=True), data[1])
    normed.backward(grad)
    reached = np.abs(normed["hidden 1"].gradients["W"]).max() > 0
    print(f"batch norm, {name}: gradient reaches layer 1: {reached}")

# %% [markdown]
# A batch of one minus its own mean is 0, whatever the weights: no gradient passes, and a check of 0 against 0 passes with any bug. Check batch norm with several examples.
#
# **References**
#
# * S. Linnainmaa (1970), and D. Rumelhart, G. Hinton, R. Williams (1986), *Learning representations by back-propagating errors*, Nature 323.
# * X. Glorot, Y. Bengio (2010), *Understanding the difficulty of training deep feedforward neural networks*, AISTATS.
# * V. Nair, G. Hinton (2010): ReLU. A. Maas, A. Hannun, A. Ng (2013): Leaky ReLU. K. He et al. (2015): PReLU.
# * B. Xu et al. (2015): RReLU. D.-A. Clevert, T. Unterthiner, S. Hochreiter (2016): ELU.
# * A. Géron (2017), *Hands-On Machine Learning*: the ranking that the lecture passes on.
# * deeplearning.ai (2017), *Improving deep neural networks*, gradient checking: the two bugs.
#
# Next notebook: 02, bias and variance. How the first weights keep gradients alive: 04, initialization.
