# ---
# jupyter:
#   course:
#     title: Gradients
#     question: How does a network know which way to move a weight?
#     about: gradient descent with one weight, the chain rule on a graph, dense layers, the gradient check, a two-layer net of your own
#     needs: []
#     kind: claims
#     running: [0, 0, 0, 0, 0, 0, 0, 0]
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 01 · Gradients
#
# **How does a network know which way to move a weight? From its gradient (기울기, 그래디언트). You compute it by hand,
# find bugs in it, and train a network that is yours from the first line to the last.**
#
# After this notebook you can
#
# * say what gradient descent (경사하강법) does, step by step,
# * send a gradient back through any graph, and write the backward pass (역전파) of a network with two layers,
# * check a gradient, and say when the check's verdict is worth nothing.
#
# Time: {minutes} minutes, exercises included. You need: derivatives and the chain rule, matrix products, NumPy.
#
# Two questions go along with you. *A network trains well. Is its gradient right?* And: *a derivative is what a
# difference becomes as epsilon goes to 0. You check a gradient with such a difference. How small an epsilon is best?*

# %%
try:
    import course_lib
except ImportError:
    print("This kernel does not know the course. Close JupyterLab and start it with: make lab")
else:
    print(f"course_lib {course_lib.__version__} is ready")

# %%
import numpy as np

from course_lib import checks, plots
from course_lib.chapters.gradients import (
    check,
    check_answers,
    drawing,
    own_network,
    published_check,
    worked,
)
from course_lib.chapters.gradients.backprop_stepper_dashboard import backprop_stepper
from course_lib.chapters.gradients.gradient_check_dashboard import gradient_check_dashboard
from course_lib.chapters.gradients.one_weight_dashboard import one_weight_dashboard
from course_lib.chapters.gradients.wrong_passes import WRONG, forward
from course_lib.claims import load_results
from course_lib.dashboards import again, claims_table, predict
from course_lib.datasets import published_moons
from course_lib.engine import sigmoid
from course_lib.guide import how_right

# %% [markdown] minutes=11 lesson=true ask="Before the slider moves: w is -2, the curve falls to the right. Which way should w go? How far? Then steps one at a time at rate 1, and the vote; then 8 and 128." answers="The way is clear to all; most want to jump to the bottom at once. That the rate alone is chosen, and the slope is not, comes with the second step."
# ## 1 · One neuron learns
#
# 300 points in two classes, circles (0) and triangles (1). A *neuron* multiplies each input by a *weight* (가중치), adds
# a *bias* (편향), and puts the sum through a *sigmoid* (시그모이드), which makes an answer between 0 and 1 of it.

# %% folded=true alt="Left: two interleaved half moons of points, circles above, triangles below. Right: a neuron; two inputs are multiplied by weights and summed to z, with a bias; a sigmoid makes the answer a of it."
points, labels = published_moons()
figure, (left, right) = plots.new_figure(9, 2.8, panels=2)
plots.draw_points(left, points, labels)
left.set(xlabel="first coordinate", ylabel="second coordinate")
drawing.draw_neuron(right)
figure

# %% [markdown]
# We begin with a single weight. The neuron sees one number of each point, its *depth*: how far its second coordinate
# lies below the middle, in standard deviations. Triangles lie deeper. Its answer is
#
# $$a = \sigma(w x), \qquad \sigma(z) = \frac{1}{1 + e^{-z}}$$
#
# How wrong it is, the *loss* (손실) says, the mean over all points of the *cross-entropy* (교차 엔트로피)
#
# $$L = -y \log a - (1 - y) \log (1 - a)$$
#
# (in *nats*, the unit of the natural logarithm). It is $-\log$ of the share that went to the right class.

# %% [markdown]
# The weight starts at $w = -2$, which is wrong: it takes deep points for circles. How can it find out, without looking at
# the whole curve? From the slope under its feet:
#
# $$w \;\leftarrow\; w - \text{lr} \cdot \frac{dL}{dw}$$
#
# *Against* the slope, since we want to go down; lr is the *learning rate* (학습률). That is **gradient descent**. A step
# is one such change.

# %%
predict(
    "gradients", "rate_eight",
    "The bottom is at w = 2.3. At lr = 1 the first step ends at -1.3. And at lr = 8?",
    ["short of the bottom, too", "past it, and never back", "past it, and back from there"],
    answer="past it, and back from there",
    because="It lands on the other side, where the slope is positive and sends it back.",
)  # fmt: skip

# %% [markdown]
# **Task 1.** One step at a time. a) At lr 1: why do the steps become shorter, although lr stays? b) Which is the
# largest lr of the slider that never goes past the bottom? c) What happens at 128?

# %% folded=true alt="Left: the loss over one weight, a valley with its bottom near 2.3; one step has led from -2, high on the left, to -1.3. Right: points of two classes by their depth, and the neuron's answer, which falls from 1 to 0 the wrong way."
one_weight = one_weight_dashboard()
one_weight

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# a) The slope becomes smaller on the way down. b) 4. (At 8 the first step lands at 3.4, the following ones
# come back.) c) It is thrown far out to the right, where the curve is a straight line with a small slope, walks back
# with long steps, and is thrown out again.
#
# </details>

# %% [markdown] minutes=8 lesson=true ask="Cover the last line of the three factors: what is dz/dw? Then the product; then ask what is left of it for a neuron that is right and sure." answers="Most find x. That the first two factors collapse to a - y surprises those who have computed them."
# ## 2 · The slope, factor by factor
#
# Where does the slope come from? $w$ moves $z = wx$, $z$ moves $a = \sigma(z)$, $a$ moves $L$. Each link has a slope of
# its own, and along a chain slopes are *multiplied*: the chain rule. That of the sigmoid is
#
# $$\sigma'(z) = \frac{e^{-z}}{(1 + e^{-z})^2} = \frac{1}{1 + e^{-z}} \cdot \frac{e^{-z}}{1 + e^{-z}} = a\,(1 - a)$$
#
# One point, a triangle that the neuron takes for a circle:

# %%
x, y, w = 1.5, 1, -2.0
z = w * x
a = sigmoid(z)
loss_by_a = -y / a + (1 - y) / (1 - a)  # how much L changes when a moves a hair
a_by_z = a * (1 - a)  # the slope of the sigmoid at z
z_by_w = x
product = loss_by_a * a_by_z * z_by_w
print(f"dL/da {loss_by_a:.2f}, da/dz {a_by_z:.4f}, dz/dw {z_by_w}: product {product:.4f}")

# %%
hair = 1e-4
loss_at = [-np.log(sigmoid(each * x)) for each in (w, w + hair)]
print(f"moving w by a hair moves the loss by {(loss_at[1] - loss_at[0]) / hair:.4f} hairs")
print(
    f"and the first two factors together are {loss_by_a * a_by_z:.4f}, which is a - y: {a - y:.4f}"
)

# %% [markdown]
# The first two factors collapse. With $y = 1$ they are $-\frac1a \cdot a(1-a) = a - 1$; with $y = 0$ the same rule
# gives $a$. So $\frac{dL}{dz} = a - y$: what the neuron said, less what it should have said.
#
# A bias moves $z$ as much as it moves itself ($dz/db = 1$). And the loss is a mean over $n$ points, so its slope is the
# mean of theirs.
#
# ### Exercise 1: a neuron's gradient
#
# Now with all inputs, all points, and the bias. The slopes by all weights together are the **gradient**.
#
# <details><summary>Hint</summary>
#
# `a = sigmoid(x @ w + b)` has one answer a point. Point by point the slope by weight $j$ is $(a - y)\, x_j$: which product
# of `x` and `a - y` sums that over the points?
#
# </details>


# %% exercise=5
def neuron_gradients(x, y, w, b):
    """Return (grad_w, grad_b) of the mean cross-entropy.

    x has the shape (points, inputs), y (points,), w (inputs,); b is a number.

    >>> x = np.array([[2.0, 4.0], [0.0, 2.0]])
    >>> neuron_gradients(x, np.array([1.0, 0.0]), np.array([0.0, 0.0]), 0.0)
    (array([-0.5, -0.5]), np.float64(0.0))
    """
    # BEGIN SOLUTION
    error = sigmoid(x @ w + b) - y
    return x.T @ error / len(y), error.mean()
    # END SOLUTION


# %%
check.neuron_gradients(neuron_gradients)

# %% [markdown]
# Your gradient trains the neuron, both coordinates and the bias, 500 steps at lr = 1.

# %%
predict(
    "gradients", "straight",
    "A neuron with two inputs, trained for long. What does its border look like?",
    ["it follows the moons", "a straight line", "a curve with one bend"],
    answer="a straight line",
    because="The border is where w1 x1 + w2 x2 + b = 0, and that is a line.",
)  # fmt: skip

# %% folded=true alt="The moons and the neuron's answer over the plane: a straight border, with parts of both moons on the wrong side."
own_gradients = checks.yours_or_ours(
    neuron_gradients, check.neuron_gradients, check_answers.neuron_gradients
)
neuron_w, neuron_b = np.zeros(2), 0.0
for _ in range(500):
    grad_w, grad_b = own_gradients(points, labels, neuron_w, neuron_b)
    neuron_w, neuron_b = neuron_w - grad_w, neuron_b - grad_b
straight_right = np.mean((points @ neuron_w + neuron_b > 0) == labels)
figure, ax = plots.new_figure(5, 3.2)
neuron_title = f"one neuron ({own_gradients.whose}): {100 * straight_right:.0f} % right on these"
drawing.draw_border(
    ax, lambda x: (x @ neuron_w + neuron_b)[:, None], points, labels, title=neuron_title
)
figure

# %% [markdown] minutes=16 lesson=true ask="Fill in the first graph together, the room calls the numbers. In two units, two examples, go to the gradients and stop at w11 (two examples) and at x1 (two units): what now? Which entries of W are these, a row or a column?" answers="Many multiply the two paths. Nearly nobody sees the transpose before it is pointed at: the way back reads W along its rows."
# ## 3 · Back through a graph
#
# Neurons side by side are a *layer* (층), each of them a *unit* (유닛); the answers of one layer are the inputs of the
# next. 2-5-2-1 means: two inputs, layers of five and two units, one output. Between the layers stands mostly not a
# sigmoid but a *ReLU*, $\max(0, z)$: it lets through what is positive, with the slope 1, and else nothing.
#
# So a network is a graph: numbers flow forward along its edges to the loss. And slopes flow back, from the loss to every
# weight: that is *backpropagation* (역전파). Each edge has a factor: how much what it leads to moves when what it comes
# from moves. Along an edge, what comes back is multiplied by its factor.

# %%
predict(
    "gradients", "two_paths",
    "A number goes into two units. From them come back 0.3 and -0.5. What is the slope by it?",
    ["-0.15, the product", "-0.2, the sum", "-0.5, the larger one", "-0.1, the mean"],
    answer="-0.2, the sum",
    because="Moved by a hair, it changes the loss along both paths, and the changes add up.",
)  # fmt: skip

# %% [markdown]
# Two rules are all there is: **multiply** along an edge, **add** where several edges leave a number.

# %% [markdown]
# **Task 2.** Fill in each number before it appears (*to gradients* skips the way forward; the two larger graphs end in
# half the squared error, so that their numbers stay short). a) *One neuron*: where do you meet $a - y$ again? b) *A
# chain of two units*: which factors does the gradient of the first weight hold? c) *Two units, two examples*: which
# gradients are sums over the two examples, and which over the two units?

# %% folded=true alt="A graph of one neuron: boxes with numbers for the inputs, weights, sum, answer and loss. The first number to fill in is marked, and the edges that lead to it are drawn dark with their factors."
stepper = backprop_stepper()
stepper

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# a) At z: what comes back to it is a − y. b) All on its way: the error at the output, each weight and each slope that it
# passes, and the input. c) Weights and biases serve every example, so theirs are sums over the *examples*. An input
# belongs to one example, but goes to both units: its gradient is a sum over the *units*.
#
# </details>
#
# ### The same in matrices
#
# A *dense* layer, examples in rows: $z_{eu} = \sum_i x_{ei} W_{iu} + b_u$ for example $e$ and unit $u$. Let
# $dz_{eu}$ be what comes back to that sum. $W_{iu}$ goes into the sums of unit $u$, once in each example, with the factor
# $x_{ei}$; $x_{ei}$ goes into all sums of its example, with the factors $W_{iu}$. So, by the two rules,
#
# $$dW_{iu} = \sum_e x_{ei}\, dz_{eu} \qquad\qquad dx_{ei} = \sum_u dz_{eu}\, W_{iu}$$
#
# (As products of matrices they run ten to thousands of times faster than as loops, with their size: Python pays for each
# multiplication by itself. A bias is one more weight, of an input that is always 1. In the course's library, the *engine*, such a layer is a `Dense`.)
#
# ### Exercise 2: a dense layer's way back
#
# Write these two sums, and that of the bias, as products of matrices. (The 1/n of the mean is in `grad_y` already.)
#
# <details><summary>Hint</summary>
#
# A product of matrices, $(PQ)_{iu} = \sum_e P_{ie} Q_{eu}$, sums over the index *in the middle*. Which one has to be
# transposed, so that the index that is summed over stands there? What is the bias's factor?
#
# </details>


# %% exercise=6
def dense_backward(x, W, grad_y):
    """Return (grad_W, grad_b, grad_x); grad_b has the shape (1, units).

    x has the shape (examples, inputs), W (inputs, units), grad_y (examples, units).

    >>> dense_backward(np.array([[2.0]]), np.array([[3.0]]), np.array([[0.5]]))
    (array([[1.]]), array([[0.5]]), array([[1.5]]))
    """
    # BEGIN SOLUTION
    return x.T @ grad_y, grad_y.sum(axis=0, keepdims=True), grad_y @ W.T
    # END SOLUTION


# %%
check.dense_backward(dense_backward)

# %% [markdown]
# A lecture has worked out a network 2-5-2-1 on thirty of the points, and printed the gradient of the first unit's two
# weights: at the start, and after 18 and 29 steps. Your layer goes through the same network, three times a step:

# %% folded=true
dense = checks.yours_or_ours(dense_backward, check.dense_backward, check_answers.dense_backward)
for updates, found in worked.first_unit_by(dense).items():
    printed = worked.PUBLISHED[updates]
    print(f"after {updates:2d} steps, {dense.whose}: {found[0]:.8f} {found[1]:.8f}", end="")
    print(f"   printed: {printed[0]:.8f} {printed[1]:.8f}")

# %% [markdown] minutes=13 lesson=true ask="Vote on the best epsilon before the curve. Then the microscope: which of the four directions find the bias's bug? Last: ReLU, all parameters, no bug." answers="About half say the smallest. The staircase on the left of the microscope convinces them. That a right gradient can fail is the surprise."
# ## 4 · Is it right? The gradient check
#
# A wrong gradient raises no error. So we compare it with what a derivative *is*: move a parameter, and see what the
# loss does (gradient check, 기울기 검사).
#
# $$\text{one-sided: } \frac{L(\theta + \varepsilon) - L(\theta)}{\varepsilon} \qquad
# \text{two-sided: } \frac{L(\theta + \varepsilon) - L(\theta - \varepsilon)}{2\varepsilon}$$
#
# Their *relative error* is $\frac{|g - d|}{|g| + |d|}$, with $g$ from backpropagation and $d$ the difference. Of whole
# vectors, take the lengths.

# %%
predict(
    "gradients", "epsilon",
    "With which epsilon is the two-sided difference most exact?",
    ["0.01", "0.00001", "0.000000000001", "the smaller, the better"],
    answer="0.00001",
    because="Larger ones see the bend of the loss; smaller ones leave ever fewer right digits.",
)  # fmt: skip

# %% folded=true alt="Both errors against epsilon form a V on log axes. The two-sided one falls faster and reaches 1e-11 near epsilon 1e-5; the one-sided reaches 1e-8 near 1e-7. Both rise again to the left."
thirty, thirty_labels = points[list(worked.PUBLISHED_THIRTY)], labels[list(worked.PUBLISHED_THIRTY)]


def errors_at(epsilon, one_sided):
    """Median of thirty points, each with a loss of its own; by the first input's weight."""

    def loss(w1):  # the cross-entropy in one piece, which loses no digits
        z = thirty @ [w1, 0.4]
        return np.logaddexp(0, z) - thirty_labels * z

    exact = (sigmoid(thirty @ [1.8, 0.4]) - thirty_labels) * thirty[:, 0]
    low = 1.8 if one_sided else 1.8 - epsilon
    numeric = (loss(1.8 + epsilon) - loss(low)) / (epsilon if one_sided else 2 * epsilon)
    return np.median(np.abs(numeric - exact) / (np.abs(numeric) + np.abs(exact)))


epsilons = np.array([float(f"1e-{k}") for k in range(1, 16)])
figure, ax = plots.new_figure(6.5, 3)
for name, style in (("one-sided", plots.DEV_POINTS), ("two-sided", plots.TRAIN | {"marker": "o"})):
    heights = [errors_at(epsilon, name == "one-sided") for epsilon in epsilons]
    ax.loglog(epsilons, heights, **style, label=name)
ax.set(xlabel="epsilon", ylabel="relative error")
ax.legend(loc="lower left")
figure

# %% [markdown]
# A V, not a slope. On the right, *truncation*: the loss is curved, and the error falls with $\varepsilon$ one-sided, with
# $\varepsilon^2$ two-sided. On the left, *rounding*: the two losses agree in their first 10 or 15 digits, the computer
# keeps 16, and what is left after the subtraction is noise, divided by a tiny number.
#
# A rule of thumb for 64-bit numbers and an epsilon of $10^{-5}$: an error below $10^{-7}$ is good, above $10^{-3}$ it is
# a bug, in between look closer. The microscope looks closer, at the network 2-5-2-1, with its ReLU or with *tanh*, a
# smooth S from -1 to 1. You move one weight, one bias, or all parameters at once, each by its own random amount: a
# *direction*.

# %% [markdown]
# **Task 3.** a) Why is 1e-15 so bad (see left)? Then, at 1e-5: b) Bug in b's gradient: which directions miss it? c)
# *ReLU*, one weight of layer 2, and the bug in *W's gradient of layer 2*: what does the check say, and what is that
# worth? d) ReLU, no bug, all parameters: at which epsilons does it pass, below 1e-7?

# %% folded=true alt="Left: with epsilon 1 the loss along a random direction bends, and the line through the two ends is less steep than backpropagation says. Right: the relative error is a V over epsilon, with its lowest point near 1e-5."
microscope = gradient_check_dashboard()
microscope

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# a) The loss is a staircase there, of steps 1e-16 high, and the difference measures one of them. b) The single weights: they know nothing of b. c) Error 0, passed: but both sides are 0, since this unit is never
# on. 0 against 0 is no verdict. d) None, although backpropagation is right. Read on.
#
# </details>
#
# For some of these points all of layer 1 is off, and the biases are 0: so both sums of layer 2 are *exactly* 0, and the
# network stands on the kink of ReLU. To one side its slope is 1, to the other 0; backpropagation takes 0, the
# difference the mean. A good check notices, moves the biases a little, and tries again, as the engine's
# `check_gradients` does. (Where a network draws random numbers, as dropout does in notebook 03, it draws the same again.)
#
# **A published verdict.** An online course (deeplearning.ai, 2017) plants two bugs into a network 4-5-3-1, and checks
# with $\varepsilon = 10^{-7}$: 0.2851 with the bugs, 1.19e-07 without. In its first edition, 1e-7 was the limit, so the right
# gradient failed. Is it the gradient?

# %% folded=true
network, x_course, y_course = published_check.published_point()


def published_loss():  # -log(a) and -log(1 - a), as the online course has it
    return published_check.plain_cross_entropy(network.forward(x_course), y_course)


published_check.right_gradient(network, x_course, y_course)  # left in the network
bugs_error = published_check.error_of(network, published_loss, 1e-7, bugs=True)
print(f"with the bugs: {bugs_error:.4f}")
for epsilon in (1e-7, 1e-5):
    error = published_check.error_of(network, published_loss, epsilon)
    print(f"without, epsilon {epsilon:.0e}: {error:.0e}")

# %% [markdown]
# It is the check: with $10^{-5}$ the "mistake" is gone. (In one example $a$ is close to 1, so $1 - a$, and its log, have
# lost digits; dividing by $2 \cdot 10^{-7}$ blows that up. Later editions raised the limit.)
#
# ### Exercise 3: your own check
#
# The two-sided difference for every entry of `theta`. `f` is a function of the whole array that returns one number.
#
# <details><summary>Hint</summary>
#
# Loop over the entries. `up = theta.copy()`, then `up[i] += epsilon`; the same downwards. Mind the brackets around
# what you divide by.
#
# </details>


# %% exercise=5
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

# %% [markdown] minutes=12 lesson=false ask="Show the picture of ten mistakes without its numbers: in which row does the mistake lie near the output, in which near the input? Then the vote on how many of them train." answers="That the error spreads from the mistake towards the input is found quickly. Nearly all expect that wrong gradients cannot train."
# ## 5 · A network of your own
#
# One neuron draws a line. Sixteen of them with ReLUs, $\max(0, z)$, and one more that listens to them, can bend it:
#
# $$Z_1 = x W_1 + b_1 \qquad A_1 = \max(0, Z_1) \qquad z = A_1 W_2 + b_2 \qquad p = \sigma(z)$$
#
# ### Exercise 4: its backward pass
#
# Write it from your own pieces: forward, the error at the output (with the 1/n of the mean), back through the output
# layer, through the ReLU, through the first layer. `y` has the shape (points, 1).
#
# <details><summary>Hint</summary>
#
# 1. Forward: keep `Z1` and `A1`, the way back needs both.
# 2. What comes back to $z$ is `(p - y) / len(x)`.
# 3. `dense_backward` of the output layer: what are its inputs, what its weights?
# 4. Its third result comes back to `A1`. The factor of a ReLU is 1 where `Z1 > 0`, else 0.
# 5. `dense_backward` once more.
#
# </details>


# %% exercise=8
def network_gradients(x, y, W1, b1, W2, b2):
    """Return (grad_W1, grad_b1, grad_W2, grad_b2) of the mean cross-entropy."""
    # BEGIN SOLUTION
    Z1 = x @ W1 + b1
    A1 = np.maximum(Z1, 0)
    p = sigmoid(A1 @ W2 + b2)
    grad_W2, grad_b2, grad_A1 = dense_backward(A1, W2, (p - y) / len(x))
    grad_W1, grad_b1, _ = dense_backward(x, W1, grad_A1 * (Z1 > 0))
    return grad_W1, grad_b1, grad_W2, grad_b2
    # END SOLUTION


# %%
check.network_gradients(network_gradients)

# %% [markdown]
# Now your own check judges your own network, block by block:

# %% folded=true alt="Bars on a log axis, the relative error of the four blocks of gradients: all far below 1e-7, good."
own_network_gradients = checks.yours_or_ours(
    network_gradients, check.network_gradients, check_answers.network_gradients
)
own_check = checks.yours_or_ours(
    numeric_gradient, check.numeric_gradient, check_answers.numeric_gradient
)
moons = points, labels[:, None].astype(float)
few = moons[0][:30], moons[1][:30]
first = own_network.first_parameters()
figure, ax = plots.new_figure(6, 3)
judged = own_network_gradients.both()
written = "yours" if "yours" in judged else "the course's"
errors = own_network.errors_by_block(judged[written], own_check, few, first)
if written == "yours" and judged[written].whose != "yours":
    written = "the course's (yours could not run)"
drawing.draw_blocks(ax, errors, title=f"network: {written}, check: {own_check.whose}")
figure

# %% [markdown]
# Now that the gradient is right: does it point the best way? We take one short step against it, and a thousand steps of
# the same length in random directions.

# %%
predict(
    "gradients", "straight_down",
    "How many of the thousand lower the loss more than the one against the gradient?",
    ["none", "about ten", "about half"],
    answer="none",
    because="A short step changes the loss by gradient @ step: most where both lie on one line.",
)  # fmt: skip

# %% folded=true alt="A histogram of the change of the loss by a thousand random steps: a bell around 0, half of them uphill. The step against the gradient lies far to the left of all of them."
start_data = {"x": few[0], "y": few[1], "parameters": first}
random_changes, against = own_network.short_steps(own_network_gradients, **start_data)
figure, ax = plots.new_figure(7, 2.6)
ax.hist(random_changes, 40, color=plots.GREY)
ax.axvline(against, color=plots.BLUE, linewidth=3)
ax.text(against, ax.get_ylim()[1], " against the gradient", color=plots.BLUE, va="top")
ax.set(xlabel="change of the loss by a step of length 0.01", ylabel="random steps")
figure

# %% [markdown]
# The best of them gets less than half as far: in 65 dimensions nearly every random direction is nearly level. (A *short*
# step: at length 10 the one against the gradient climbs, since the loss is curved, and some random ones fall.)
#
# Would your check have found a mistake? Here are ten that people make, planted one by one into a right backward pass, and judged
# by the same check:

# %% folded=true alt="Ten rows, a mistake each; four columns, a block of gradients each. Four mistakes at the output spoil all blocks; a forgotten ReLU slope or W2 spoils the first layer alone; others a single block."
found_in = {
    name: own_network.errors_by_block(own_network.planted(factors), own_check, few, first)
    for name, factors in WRONG.items()
}
figure, ax = plots.new_figure(8, 4.2)
drawing.draw_mistakes(ax, found_in)
figure

# %% [markdown]
# All ten are found, and *where* tells what: a mistake spoils what lies behind it on the way back. Wrong in all four
# blocks: look at the output. In the first layer alone: look between the layers. In a single block, or in both biases:
# look at its line.
#
# Now imagine that nobody had checked.

# %%
predict(
    "gradients", "mistakes_train",
    "Each of the ten is trained, at the best of 15 rates. How many beat a coin on new points?",
    ["none", "two or three", "about half", "all but one"],
    answer="all but one",
    because="It is enough that most steps go roughly downhill. Only the reversed sign climbs.",
)  # fmt: skip

# %% folded=true alt="Right answers on new points, ten seeds a row. The right pass 96 percent; four mistakes as high; one at 94; four at 87 to 88 percent, where the control ends whose first layer is never trained; the reversed sign below a coin."
ends = load_results("gradients").outcomes["no_check"][0].numbers
figure, ax = plots.new_figure(8, 3.8)
drawing.draw_trained(
    ax, {name: ends[name] for name in ("right", *WRONG, "first layer never trained")}
)
figure

# %% [markdown]
# Nine of ten learn. Four end as high as the right one: two only rescale the step, one doubles a block, and one is the
# gradient of another loss, the squared error. Four end about where a network ends whose first layer is *never* trained
# (last row, for comparison; its last layer alone gets there): two send the wrong thing back to it, and two train its
# biases not at all, or three hundred times too slowly, so that every ReLU bends near the origin. Nobody would look for a mistake there; one would say *88 %, the data are hard*. That is why one checks.
#
# And yours? 1000 steps at lr = 1 on the moons, beside the course's engine from the same start:

# %% folded=true alt="Two maps of the plane that look alike: the border follows both moons. Both 94 percent right."
ended, losses = own_network.trained(own_network_gradients, moons, first)
engines = own_network.trained_by_the_engine(moons, first)
own_score = lambda x: forward(x, np.zeros((len(x), 1)), ended).score  # noqa: E731
figure, (left_map, right_map) = plots.new_figure(9, 3.2, panels=2)
for ax, score, who in (
    (left_map, own_score, own_network_gradients.whose),
    (right_map, engines.forward, "the engine's"),
):
    percent = 100 * own_network.accuracy(score(points), labels)
    drawing.draw_border(ax, score, points, labels, title=f"{who}: {percent:.1f} % right on these")
figure

# %% [markdown] minutes=2 lesson=true ask="A network of yours trains, to 88 %. What do you do first?" answers="Check the gradient: a random direction, at an epsilon of 1e-5, before any other setting."
# ## What remains
#
# * A step of gradient descent goes against the gradient: w - lr * dL/dw. <!-- definition -->
# * A short step against the gradient lowers the loss more than any of a thousand random steps of its length; how
#   short is short, the curvature decides.
# * Back through a graph: multiply along an edge, add where paths meet. For a dense layer, dW = x.T @ dz, db = the sum
#   of dz, dx = dz @ W.T. <!-- definition -->
# * On moons of noise 0.2 or less, from 100 points on, sixteen ReLUs err on less than half as many new points as a
#   single neuron, however long that is trained.
# * A network that trains well may have a wrong gradient: from 100 points and 8 units on, at least four of our ten
#   mistakes end less than a point below the right one, each at its own rate; on moons only the reversed sign does not
#   beat a coin.

# %% [markdown]
# * On inputs of a spread near 1, off the kinks, and at an epsilon from 1e-9 to 1e-5, one random direction through all
#   parameters finds each of the ten in 95 of 100 draws or more, and hardly ever cries wolf.
# * In 64-bit numbers a two-sided check of a smooth network is most exact near an epsilon of 1e-5: a larger one bends,
#   a smaller one rounds.
# * In 64-bit numbers the smallest error of a two-sided check of a smooth network is a hundred times smaller than of a
#   one-sided one, or better.
# * Where a ReLU's sum is exactly 0 for some points, a right gradient passes along a random direction at no epsilon,
#   unless these points (nearly) cancel out; with the biases moved by a hair it passes.

# %% tags=["nbval-ignore-output"]
print(how_right("gradients"))

# %% [markdown] minutes=2 lesson=false
# ## How far this holds
#
# Each sentence was tried again with other points, first weights, widths, noise and activations. A mark is one of these
# conditions; a cross is one that the sentence excludes.

# %%
claims_table("gradients")

# %%
again("gradients", "direction")

# %% [markdown]
# **What people get wrong**
#
# * They take a smaller epsilon for a more exact check, and a check of one weight for one of all.
# * They divide by n twice, in the loss and in the layer, or forget the bias's sum over the examples.
# * They take 0 against 0 for a pass: a unit that is off for all points tells nothing.
# * They believe a gradient because the loss falls.
#
# **Exercises here:** 1 a neuron's gradient · 2 a dense layer's way back · 3 your own check · 4 a network of your own

# %% [markdown]
# **References**
#
# * A. Cauchy (1847), *Méthode générale pour la résolution des systèmes d'équations simultanées*: steepest descent.
# * S. Linnainmaa (1970), on accumulated rounding errors: the chain rule on a graph, backwards.
# * D. Rumelhart, G. Hinton, R. Williams (1986), *Learning representations by back-propagating errors*, Nature 323.
# * deeplearning.ai (2017), *Improving deep neural networks*, gradient checking: the two bugs.
#
# 01b goes on: which activation functions let the gradient through, and what the last layer says. The next notebook of the
# main line is 02, bias and variance.
