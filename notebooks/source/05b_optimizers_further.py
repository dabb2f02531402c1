# ---
# jupyter:
#   course:
#     title: Optimizers, further
#     question: Which refinement of a step is worth its place?
#     about: saddles and plateaus, epsilon, Nesterov, AdamW, clipping, a fair comparison
#     needs: ["05"]
#     minutes: 85
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 05b · Optimizers, further
#
# **Where runs stand still, what the small print of the update rules does, and how to compare rules so that
# the result means something.**
#
# After this notebook you can
#
# * tell a saddle (안장점), a plateau (고원) and a minimum apart, and say what helps at each,
# * write Nesterov's step, AdamW's step and gradient clipping from memory,
# * say what the place of one tiny number, $\varepsilon$, changes,
# * find the hole in a table that names the best optimizer.
#
# Time: 60 minutes, and 25 for the exercises. You need: momentum and Adam (notebook 05).

# %% [markdown]
# *The lectures* below are Korean course notes and slides on training networks; *the book* is K. Saito, *Deep Learning
# from Scratch*.
#
# **Two questions first.** Write your answers on a piece of paper; you will need them at the end.
#
# 1. The loss of a run has not moved for a long time, and the gradient is almost 0. "A local minimum", says somebody. How would
#    you find out?
# 2. A book trains one network with four rules. Losses at the end: gradient descent 0.150, momentum 0.050, Adam 0.032, AdaGrad
#    0.016. Which rule do you take for your own work?

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
from course_lib.chapters.optimizers_further import check, decay_sweep, four_rules
from course_lib.chapters.optimizers_further.decay_dashboard import decay_dashboard
from course_lib.chapters.optimizers_further.saddle_dashboard import saddle_dashboard
from course_lib.chapters.optimizers_further.surfaces import cliff, two_weights
from course_lib.datasets import load_sweep
from course_lib.engine import Adam, ClipByNorm, ClipByValue, GradientDescent, Momentum, Nesterov
from course_lib.experiments.descents import arrival, descend
from course_lib.experiments.surfaces import RAVINE, SURFACES
from course_lib.plots.surfaces import METHODS, draw_contours, draw_path

# %% [markdown]
# ## 1 · A run that stands still
#
# The smallest network with something hidden: two weights in a row, $y = w_1 w_2 x$. It shall learn $y = x$, so the loss is
# $\frac12 (w_1 w_2 - 1)^2$. We start at $(1, -0.999)$ and make 40 steps.


# %%
def train_two_weights(w1, w2, lr, steps):
    losses = []
    for _ in range(steps):
        error = w1 * w2 - 1
        losses.append(error**2 / 2)
        w1, w2 = w1 - lr * error * w2, w2 - lr * error * w1
    return np.array(losses)


losses_40 = train_two_weights(1.0, -0.999, lr=0.1, steps=40)
print("loss of every fifth step:", losses_40[::5].round(3))

# %% [markdown]
# It fell, and then it came to rest near 0.5. In the last 15 steps it changed by less than one percent.
#
# **Predict first.** You may let it run on, to 120 steps. What do you expect: no change, a slow decline, something else?

# %% alt="Loss against steps: a quick fall to one half, a flat stretch of forty steps, then a second fall to zero."
losses_120 = train_two_weights(1.0, -0.999, lr=0.1, steps=120)
figure, ax = plots.new_figure(6.5, 3)
ax.plot(losses_120, **plots.TRAIN)
ax.plot(losses_40, color="black", linewidth=3, label="the first 40 steps")
ax.set(xlabel="step", ylabel="loss", ylim=(-0.1, 2.1))
ax.legend()
figure

# %%
print(
    f"step 40: {losses_120[40]:.2f}, step 60: {losses_120[60]:.2f}, step 119: {losses_120[119]:.4f}"
)
never = train_two_weights(1.0, -1.0, lr=0.1, steps=1000)
print(f"started at (1, -1) instead: {never[-1]:.2f} after 1000 steps")

# %% [markdown]
# Whoever stops at step 40 throws away a network that was about to learn everything. And a change of a thousandth in one
# start weight decides whether it ever does. What is there at 0.5?

# %% alt="Contours of the loss over the two weights. The path comes from below right to the centre, turns by a right angle and runs to the minimum above right. The centre is a saddle."
ground = two_weights()
figure, ax = plots.new_figure(5.5, 3.6)
draw_contours(ax, *ground.grid(), levels=25)
path = descend(ground, GradientDescent(), 0.1, steps=120)
draw_path(ax, path, **METHODS["gradient descent"])
ax.plot(0, 0, "kx", markersize=10, markeredgewidth=2)
ax.plot(*np.transpose(ground.minima), "k*", markersize=12)
ax.set(xlabel="w1", ylabel="w2", aspect="equal")
figure

# %% [markdown]
# A **saddle**: down to it on one side, down from it on another, like the seat on a horse. On the ridge between the two
# ways down, the gradient leads straight into the seat. A hair beside it, the walk leaves again, slowly at first: near the seat
# each step multiplies the distance from the ridge by 1.1.

# %% [markdown]
# ## 2 · Three kinds of flat
#
# One lecture lists the *local optimum* as the trouble and describes a saddle; another names both, and says that Adam
# helps. They are different places. Here are four: a point beside the saddle above, one far out on a plateau, one in a local minimum and
# one in the deepest. At each one can measure the length of the gradient and the *curvatures*, the second derivatives along the two main
# directions (the eigenvalues of the *Hessian*, 헤시안, the matrix of all second derivatives).
#
# **Predict first.** Which of the four can you tell apart by the gradient? Which by the curvatures?

# %%
plain_far, valleys = SURFACES["plateau"], SURFACES["two valleys"]
deep, shallow = valleys.minima
places = {
    "saddle": (ground, (0.001, -0.001)),
    "plateau": (plain_far, (-4.0, 0.0)),
    "local minimum": (valleys, (shallow[0] + 0.001, 0.0)),
    "deepest minimum": (valleys, (deep[0] + 0.001, 0.0)),
}
for name, (surface, at) in places.items():
    slope = np.linalg.norm(surface.gradient(np.array(at)))
    bends = np.linalg.eigvalsh(surface.hessian(np.array(at)))
    print(f"{name:15s} gradient {slope:.3f}, curvatures {bends.round(2) + 0.0}")

# %% [markdown]
# All four gradients are tiny: a loss curve is flat at each. The curvatures differ.
#
# * **Minimum**: all positive. Every way leads up. Whether there is a deeper one elsewhere, nothing here tells.
# * **Saddle**: positive and negative. There is a way down, and it is hard to see.
# * **Plateau**: all nearly 0. The way down is long, not hidden.
#
# How often should we expect which? In $n$ dimensions a minimum needs $n$ positive curvatures. Suppose a flat place
# had a *random* Hessian.
#
# **Predict first.** Of random flat places in 2 dimensions, how many percent are minima? In 6 dimensions?

# %%
rng = np.random.default_rng(0)
for n in range(1, 7):
    random = rng.standard_normal((20_000, n, n))
    bends = np.linalg.eigvalsh(random + random.mT)
    minima, maxima = np.all(bends > 0, axis=1), np.all(bends < 0, axis=1)
    print(f"n = {n}: {100 * minima.mean():4.1f} % minima,", end=" ")
    print(f"{100 * np.mean(~minima & ~maxima):5.1f} % saddles")

# %% [markdown]
# Even fewer than with coins, of which two show heads in a quarter of all throws. A network has thousands of dimensions. Its Hessians are
# not random, and low down most curvatures are positive; but this is why today one worries about saddles and no longer about poor local
# minima (Dauphin et al., 2014).
#
# Nobody computes all curvatures of a large network. One tries what would carry the run away: patience, momentum, noise.
#
# ### Leaving a saddle
#
# A saddle with two ways out, up and down in the picture, at a rate of 0.05. With *noise* (as from batches) nine walks start at the
# same point, each with noise of its own. (For Adam, beta is $\beta_1$, for RMSProp the factor in its average of squares; gradient
# descent has none.)

# %% [markdown]
# **Task 1.** a) Momentum, no noise, start 0.0001 beside the ridge: the smallest beta that leaves within 100
# steps? b) Same start: how many steps does Adam need, and why? c) Start 0, on the ridge, no noise: which rules
# leave? d) The same, Adam: the least noise that helps?

# %% alt="Left: a walk runs along the ridge into the saddle and leaves it to a minimum. Right: its distance from the ridge grows as a straight line on a log scale and passes the mark for having left after step 100."
saddle = saddle_dashboard()
saddle

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# a) 0.55, with 99 steps; gradient descent needs 192. b) 13 to 24, by beta, and about as many from any start: it divides by the size of
# the gradient, so it does not matter how small that is. c) None. Where the gradient is exactly 0 in a direction, no rule
# moves in it. "Momentum passes saddles" holds only for a walk that is already moving that way.
# d) 0.000001. In practice nobody is exactly on a ridge: batches are noisy.
#
# </details>

# %%
for name, rule in (("gradient descent", GradientDescent()), ("momentum 0.55", Momentum(0.55))):
    walk = descend(SURFACES["saddle"], rule, 0.05, steps=200, start=(-3.0, 1e-4))
    print(f"{name}: leaves at step {np.argmax(np.abs(walk[:, 1]) >= 1)}")

# %% [markdown]
# ### A local minimum
#
# Two valleys, and all walks start on the right, above the shallower one: gradient descent, momentum 0.9 and Adam at a rate of 0.05, then
# momentum 0.95 at 0.05 and at 0.1.
#
# **Predict first.** Which of the five end in the deep valley, on the left?

# %% alt="Contours of two valleys. Gradient descent and Adam stop in the shallow one on the right; momentum rolls through it into the deep one on the left."
figure, ax = plots.new_figure(6.5, 3.2)
draw_contours(ax, *valleys.grid())
for name, rule in (
    ("gradient descent", GradientDescent()),
    ("momentum", Momentum(0.9)),
    ("Adam", Adam()),
):
    walk = descend(valleys, rule, 0.05, steps=500)
    trail, _ = draw_path(ax, walk, **METHODS[name])
    trail.set_label(name)
    print(f"{name:16s} ends at x = {walk[-1, 0]:.2f}")
for beta, lr in ((0.95, 0.05), (0.95, 0.1)):
    walk = descend(valleys, Momentum(beta), lr, steps=1000)
    print(f"momentum {beta}, lr {lr}: x = {walk[-1, 0]:.2f}, leftmost {walk[:, 0].min():.2f}")
ax.set(xlabel="x", ylabel="y")
ax.legend(loc="upper left")
figure

# %% [markdown]
# Momentum rolls through the shallow valley; the last walk rolls out and back in again. Adam stays, whatever it can do for a
# saddle. A rule has no idea where the deep valley is. Speed carries it out of a small valley, and luck decides where it comes to
# rest.

# %% [markdown]
# ## 3 · A plateau, and where $\varepsilon$ stands
#
# On a plateau gradients are tiny for a long way. Rules that divide by their size should not mind. Adam's divisor has one more
# part, $\varepsilon = 10^{-8}$, "to avoid a division by zero". Sources put it in three places:
#
# $$\text{outside: } \frac{\hat m}{\sqrt{\hat v} + \varepsilon} \qquad \text{inside: } \frac{\hat m}{\sqrt{\hat v + \varepsilon}} \qquad \text{folded: } \frac{\sqrt{1-\beta_2^t}}{1-\beta_1^t} \cdot \frac{m}{\sqrt v + \varepsilon}$$
#
# The paper and PyTorch have it outside, TensorFlow and scikit-learn folded; a lecture has it inside in its formulas and outside
# in the code beside them.
#
# **Predict first.** A gradient of $10^{-6}$, the first step ($\hat m$ is the gradient, $\hat v$ its square), $\varepsilon = 10^{-8}$:
# a hundredth of the gradient. How long is the step, in units of the learning rate, in each?

# %%
adams = {
    "outside": Adam(),
    "inside": engine.AdamEpsilonInRoot(),
    "folded": engine.AdamEpsilonFolded(),
}
for name, rule in adams.items():
    theta = np.array([0.0])
    change, _ = rule.update(np.array([1e-6]), rule.init(theta), 1.0, theta)
    print(f"{name:8s} {-change[0]:.2f}")

# %% [markdown]
# Inside, $\varepsilon$ is compared with the *square* of the gradient: $10^{-12}$ against $10^{-8}$. The step is a hundredth. Inside,
# $10^{-8}$ does what $10^{-4}$ does outside.
#
# Does it ever matter? A plateau whose gradient at the start is about $10^{-6}$:
#
# **Predict first.** Which of the three arrive within 400 steps?

# %% alt="Distance from the minimum against steps. Adam with epsilon outside and folded walk steadily to the minimum; with epsilon inside the root the distance shrinks very slowly, under gradient descent not at all."
figure, ax = plots.new_figure(7, 3.2)
looks = {"outside": "-", "inside": "--", "folded": ":"}
colors = {"outside": plots.ORANGE, "inside": plots.PURPLE, "folded": plots.BLUE}
for name, rule in (adams | {"gradient descent": GradientDescent()}).items():
    walk = descend(plain_far, rule, 0.05, steps=400, start=(-5.57, 0.0))
    look = {"color": colors.get(name, "#333333"), "linestyle": looks.get(name, "-.")}
    ax.plot(np.linalg.norm(walk, axis=1), linewidth=2, label=name, **look)
    print(f"{name:16s} arrives at: {arrival(walk, plain_far) or 'not yet'}")
ax.set(xlabel="step", ylabel="distance from the minimum", ylim=(-0.3, 6.5))
ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
figure

# %% [markdown]
# So "Adam escapes plateaus" is true of one Adam and not of another. In a network with gradients around $10^{-2}$ you would
# never notice. Where gradients are small (deep layers, a tiny loss, half precision) the place and size of $\varepsilon$ are a setting
# like any other: where gradients are far above it, Adam forgets their size; far below it, Adam is slow gradient descent.

# %% [markdown]
# ## 4 · Nesterov: look before you step
#
# Momentum will carry the parameters by $-\alpha\beta\,\text{velocity}$ whatever the new gradient says. So go there first, and ask for
# the gradient *there* (Nesterov, 1983; 네스테로프):
#
# $$\text{ahead} = \theta - \alpha\beta\,\text{velocity} \qquad \text{velocity} \leftarrow \beta\,\text{velocity} + \text{grad}(\text{ahead}) \qquad \theta \leftarrow \theta - \alpha\,\text{velocity}$$


# %%
def nesterov_look_ahead(slope, theta, lr, beta, steps):
    velocity, aheads = np.zeros_like(theta), []
    for _ in range(steps):
        ahead = theta - lr * beta * velocity
        velocity = beta * velocity + slope(ahead)
        theta = theta - lr * velocity
        aheads.append(ahead)
    return np.array(aheads)


# %% [markdown]
# Two slides of a lecture are titled *Nesterov*. Their code, where `x` are the parameters and `mu` is our $\beta$:
#
# ```python
# v = mu * v - learning_rate * dx
# x += v
# ```
#
# **Predict first.** Compare with the formula above. What is missing?

# %%
x, v, slide = np.array(RAVINE.start), np.zeros(2), []
for _ in range(50):
    v = 0.9 * v - 0.05 * RAVINE.gradient(x)
    x = x + v
    slide.append(x)
for name, rule in (("momentum", Momentum(0.9)), ("Nesterov", Nesterov(0.9))):
    apart = np.abs(slide - descend(RAVINE, rule, 0.05, steps=50)[1:]).max()
    print(f"the slide's path and {name}'s: at most {apart:.2f} apart")

# %% [markdown]
# `dx` is the gradient *here*, so the slide shows plain momentum. (Nesterov's formula does appear in that lecture, pages later,
# under the heading *Momentum*.)
#
# A network gives its gradient where its parameters stand; a gradient elsewhere means moving them there and back. So libraries
# keep the *look-ahead point* as their $\theta$:
#
# $$\text{velocity} \leftarrow \beta\,\text{velocity} + \text{grad} \qquad \theta \leftarrow \theta - \alpha\,(\text{grad} + \beta\,\text{velocity})$$
#
# ### Exercise 1: Nesterov, reformulated
#
# <details><summary>Hint</summary>
#
# Two lines, in this order. The velocity in the second is the new one.
#
# </details>


# %%
def nesterov_step(theta, velocity, grad, lr, beta):
    """Return the new theta and the new velocity.

    >>> nesterov_step(np.array([1.0]), np.array([2.0]), np.array([1.0]), lr=0.1, beta=0.5)
    (array([0.8]), array([2.]))
    """
    # BEGIN SOLUTION
    velocity = beta * velocity + grad
    return theta - lr * (grad + beta * velocity), velocity
    # END SOLUTION


# %%
check.nesterov_step(nesterov_step)

# %% [markdown]
# Are the two forms the same rule?

# %%
aheads = nesterov_look_ahead(RAVINE.gradient, np.array(RAVINE.start), 0.05, 0.9, steps=50)
reformulated = descend(RAVINE, Nesterov(0.9), 0.05, steps=49)
print(f"at most {np.abs(aheads - reformulated).max():.6f} apart in 50 steps")

# %% [markdown]
# The same points. What do we gain? Gradient descent in this ravine explodes above a rate of 0.1, momentum above 0.19.
#
# **Predict first.** Nesterov looks before it steps. Does it stand a higher rate than momentum?

# %%
beta, L = 0.9, 20
print(f"limits: momentum {2 * (1 + beta) / L:.3f}, ", end="")
print(f"Nesterov {2 * (1 + beta) / ((1 + 2 * beta) * L):.3f}")
for lr in (0.05, 0.067, 0.07, 0.18):
    print(f"lr {lr:<5g}:", end=" ")
    for name, rule in (("momentum", Momentum(0.9)), ("Nesterov", Nesterov(0.9))):
        walk = descend(RAVINE, rule, lr, steps=1500)
        fate = "explodes" if np.isnan(walk[-1]).any() else f"arrives at {arrival(walk, RAVINE)}"
        print(f"{name} {fate:14s}", end="  ")
    print()

# %% [markdown]
# The other way round. At 0.05 it is sooner there, but its limit is *lower*, $\frac{2(1+\beta)}{(1+2\beta)L}$ instead of
# $\frac{2(1+\beta)}{L}$, with $L$ the largest curvature. It brakes harder, and a brake that acts on a large step overshoots too. Whoever swaps one for the
# other at the same rate may meet an explosion.

# %% [markdown]
# ## 5 · L2 or decay? Under Adam they part
#
# Notebook 03: with gradient descent, an L2 penalty *is* weight decay. Each step multiplies a weight by $1 - \alpha\lambda$. All five
# lectures use the two words for one thing.
#
# Under Adam the penalty's gradient $\lambda w$ goes through the divisor like everything else. Four weights, all 1 at the
# start, that nothing needs: the batches pull them to and fro, $+s, -s, +s, \dots$, and only the size $s$ differs.
#
# **Predict first.** Adam with an L2 penalty: which weight shrinks most, the one with $s = 0.01$ or with $s = 10$?

# %% [markdown]
# **Task 2.** a) At lr 0.001, find the smallest lambda at which Adam + L2 takes more than half of the weight
# with gradients of 1. What is left of the others? b) Choose lambda 1 with lr 0.001, then lambda 0.1 with lr
# 0.01: which of the three methods show (nearly) the same picture twice?

# %% alt="What is left of four weights against steps, in three panels. Under gradient descent with L2 and under AdamW the four curves lie on each other; under Adam with L2 they fan out: small gradients, fast shrinking."
shrinking = decay_dashboard()
shrinking

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# a) At 1. Of the weight with gradients of 10, 90 % are left; of the two with small gradients about a quarter. Under Adam it is
# $\lambda$ *divided by the size of the gradients* that counts: ten times the lambda moves each curve to where its neighbour
# was. b) Gradient descent and AdamW: only the product $\alpha\lambda$ counts there. Under Adam + L2 the small ones are now gone.
#
# </details>

# %% [markdown]
# So the penalty spares just those weights whose gradients are large. **AdamW** (Loshchilov and Hutter, 2019) takes the decay out of
# the gradient:
#
# $$\theta \leftarrow \theta - \alpha\,\frac{\hat m}{\sqrt{\hat v} + \varepsilon} - \alpha\lambda\,\theta$$
#
# ### Exercise 2: one step of AdamW
#
# $m$, $v$ and their corrections are Adam's (notebook 05). `decay` is $\lambda$.
#
# <details><summary>Hint</summary>
#
# Adam's five lines, with one more term in the last. Where does the decay not belong: in $m$, in $v$, under the root?
# It takes the old $\theta$.
#
# </details>


# %%
def adamw_step(theta, m, v, grad, t, lr, beta1, beta2, eps, decay):
    """Return the new theta, m and v.

    >>> zero, one = np.array([0.0]), np.array([1.0])
    >>> adamw_step(one, zero, zero, one, t=1, lr=0.1, beta1=0.5, beta2=0.75, eps=0.0, decay=0.5)
    (array([0.85]), array([0.5]), array([0.25]))
    """
    # BEGIN SOLUTION
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    change = m_hat / (np.sqrt(v_hat) + eps) + decay * theta
    return theta - lr * change, m, v
    # END SOLUTION


# %%
check.adamw_step(adamw_step)

# %% [markdown]
# And on real digits? The 300 images of notebook 03, a network 784-100-100-10, Adam, 100 epochs, five seeds (stored runs).
#
# **Predict first.** A lambda of 0.1: how many points of accuracy does it cost as L2, how many as AdamW?

# %% alt="Dev accuracy against strength, mean and spread of five seeds. With L2 it falls from lambda 0.03 on, down to chance at 1; with AdamW it stays level up to 3."
decays = load_sweep("optimizers_further_decay")
dev = 100 * decays.values["dev_accuracy"]
strengths = decays.axes["strength"]
figure, ax = plots.new_figure(7, 3.2)
for scores, name, style in zip(dev, ("L2", "AdamW"), (plots.TRAIN, plots.DEV_POINTS), strict=True):
    plots.draw_settings(ax, strengths, scores, name="lambda", label=name, **style)
ax.set(ylabel="dev accuracy (%)")
ax.legend(loc="lower left")
figure

# %%
dev_loss = decays.values["dev_loss"].mean(axis=-1)
for kind, scores, loss in zip(("L2", "AdamW"), dev, dev_loss, strict=True):
    for strength in (0, 0.01, 0.1, 3):
        runs = scores[strengths == strength]
        print(f"{kind:5s} lambda {strength:4g}: {runs.mean():.1f} ± {runs.std(ddof=1):.1f} %")
    best = strengths[loss.argmin()]
    print(f"      dev loss {loss[0]:.2f} without, lowest {loss.min():.2f} at lambda {best:g}")

# %%
penalized = decay_sweep.trained("L2", 0.1, seed=0)
now = 100 * engine.evaluate(penalized, engine.cross_entropy, decay_sweep.load_sets().dev)[1]
then = 100 * decays.at(kind="L2", strength=0.1, seed=0)["dev_accuracy"]
print(f"one stored run trained again: within half a point of the stored: {abs(now - then) <= 0.5}")

# %% [markdown]
# **What we saw.** At 0.1 the L2 penalty costs four points, and AdamW does not notice it. The lambdas of the two live in ranges
# a hundred times and more apart; whoever swaps one for the other must search again.
#
# Is AdamW the better one? Not here: both bring the dev *loss* down (the misplaced confidence of notebook 03), L2 a
# little further, and neither moves the accuracy by more than the seeds do. What AdamW promises is an equal pull on all
# weights, and a lambda that means something by itself; that it generalizes better is a finding about other tasks.

# %% [markdown]
# ## 6 · The cliff, and clipping (기울기 클리핑)
#
# A recurrent network uses the same weight again and again: $h \leftarrow w h + b$, ten times, from $h = 0$. It shall arrive
# at 1. For $w < 1$ the ground is gentle. Above, the tenth power makes itself felt: a cliff.
#
# **Predict first.** We stand on the cliff, at $w = 1.2$, with a careful rate of 0.01. Where is the walk after two steps?

# %%
wall = cliff()
theta = np.array(wall.start)
for step in range(3):
    size = np.abs(wall.gradient(theta)).max()
    print(f"step {step}: w = {theta[0]:.3g}, b = {theta[1]:.3g}, gradient up to {size:.1g}")
    theta = theta - 0.01 * wall.gradient(theta)

# %% [markdown]
# Gone. (One lecture has a picture of this, titled "Without clipping", and no formula.) The gradient is right about the
# direction and absurd about the distance. **Clipping by norm** shortens it where it is longer than a limit, and keeps its direction:
#
# $$\text{grad} \leftarrow \text{grad} \cdot \min\!\left(1, \frac{\text{limit}}{\lVert \text{grad} \rVert}\right)$$
#
# ### Exercise 3: clip by norm
#
# <details><summary>Hint</summary>
#
# `np.linalg.norm(grad)` is one number for the whole vector. A gradient of 0 must stay 0, without a division by 0.
#
# </details>


# %%
def clip_by_norm(grad, limit):
    """Return grad, shortened to the length limit where it is longer.

    >>> clip_by_norm(np.array([3.0, -4.0]), 1.0), clip_by_norm(np.array([3.0, -4.0]), 10.0)
    (array([ 0.6, -0.8]), array([ 3., -4.]))
    """
    # BEGIN SOLUTION
    return grad * (limit / max(np.linalg.norm(grad), limit))
    # END SOLUTION


# %%
check.clip_by_norm(clip_by_norm)

# %% alt="Contours of the logarithm of the loss: a gentle valley on the left that ends at a steep wall on the right. The clipped walk comes down from the wall in small steps and stops in the valley."
clipped = [np.array(wall.start)]
for _ in range(100):
    clipped.append(clipped[-1] - 0.01 * ClipByNorm(1.0)(wall.gradient(clipped[-1])))
w, b, height = wall.grid(161)
figure, ax = plots.new_figure(6, 3.4)
draw_contours(ax, w, b, np.log10(height + 1e-3), levels=16)
draw_path(ax, clipped, **METHODS["gradient descent"])
ax.set(xlabel="w", ylabel="b", title="with clipping; contours of log10(loss)")
print(f"loss {wall.value(clipped[0]):.0f}, after 100 steps {wall.value(clipped[-1]):.4f}")
figure

# %% [markdown]
# No step is now longer than rate times limit. There is a second kind, clipping each entry by itself.
#
# **Predict first.** The gradient (30, 0.4), limit 1: what do the two make of its direction?

# %%
steep = np.array([30.0, 0.4])
for clip in (ClipByNorm(1.0), ClipByValue(1.0)):
    short = clip(steep)
    print(f"{clip}: {short.round(3)}, {np.degrees(np.arctan2(short[1], short[0])):.0f} degrees")

# %% [markdown]
# By value, the direction turns towards the small entries. Under Adam a limit matters less: it divides by the size anyway, though one
# huge gradient then sits in $v$ for a thousand steps. And clipping is no cure for gradients that *vanish*.

# %% [markdown]
# ## 7 · Which optimizer is the best?
#
# Back to the book's table. MNIST, four hidden layers of 100, batches of 128, 1900 iterations; rates 0.01, for Adam 0.001. The book
# prints the loss of *one* batch, of one run. Here are five runs of each (stored), the loss of the same single iteration, and the
# mean of the last 50:

# %%
comparison = load_sweep("optimizers_further_comparison")
curve = comparison.values["curve"]
print("rule              book  ours, iteration 1900, five seeds   mean of the last 50")
for k, (name, published) in enumerate(four_rules.BOOK_LOSSES.items()):
    single = " ".join(f"{loss:.3f}" for loss in comparison.values["last_loss"][0, k])
    tail = curve[0, k, :, -1]
    print(f"{name:16s} {published:.3f}  {single}      {tail.mean():.3f} ± {tail.std(ddof=1):.3f}")

# %% [markdown]
# Rules of one seed saw the same batches, so the columns tell: in the second, all four numbers are low, as in the book; in the
# fourth, all are high. One number from one batch says as much about its 128 digits as about the rule. Means of 50 are steadier. In
# them, Adam and AdaGrad have changed places, within their spread; gradient descent is far behind, in the book and here.
#
# *So gradient descent is the worst, and Adam "the ultimate method", as one lecture has it?* Gradient descent got 0.01. So did
# momentum, in whose sum 0.01 acts like 0.1 (notebook 05). The rates are the defaults of the book's code: each rule was measured at
# one rate, and nobody asked which rate suits it.

# %% [markdown]
# (Stored: the 40 runs took minutes. The first 100 iterations of one of them again, here:)

# %%
losses_100, _ = four_rules.losses_of("gradient descent", 0.01, seed=0, iterations=100)
means_now = four_rules.block_means(losses_100)
means_stored = comparison.at(rates="book", rule="gradient descent", seed=0)["curve"][:2]
print(f"iterations 1 to 50: {means_now[0]:.2f}, stored {means_stored[0]:.2f};", end=" ")
print(f"51 to 100: {means_now[1]:.2f}, stored {means_stored[1]:.2f}")

# %% [markdown]
# **Predict first.** Eight rates for each rule, the same for all. What becomes of the order?

# %% alt="Loss against learning rate for four rules, each a valley with its lowest point at another rate; crosses mark the rates of the book."
tuning = load_sweep("optimizers_further_tuning")
rates = tuning.axes["lr"]
figure, ax = plots.new_figure(7.5, 3.4)
for name, means in zip(four_rules.RULES, tuning.values["loss"].mean(axis=-1), strict=True):
    ax.plot(rates, means, label=name, linewidth=2, **METHODS[name])
    at_book = rates == four_rules.BOOK_RATES[name]
    (cross,) = ax.plot(rates[at_book], means[at_book], "kx", markersize=12, markeredgewidth=2)
cross.set_label("the book's rate")
ax.set(xscale="log", yscale="log", xlabel="learning rate", ylim=(0.04, 3))
ax.set(ylabel="loss, mean of the last 50")
ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
figure

# %% [markdown]
# Every rule has its own best rate. (A line ends where a run at the next rate explodes.) The crosses, the book's rates, stand at
# the lowest point for AdaGrad and Adam, near it for momentum, and far from it for gradient descent.
#
# (These 64 runs, two of each setting, are stored too. One of them again, all its 1900 iterations:)

# %%
losses_1900, _ = four_rules.losses_of("gradient descent", 0.001, seed=10)
stored_run = tuning.at(rule="gradient descent", lr=0.001, seed=10)["loss"]
print(f"loss, mean of the last 50: {losses_1900[-50:].mean():.1f}, stored {stored_run:.1f}")

# %% [markdown]
# Now each rule at its own best rate, on five fresh seeds. (The rates were chosen with two others: who chooses and judges by
# the same runs rewards luck.)

# %%
chosen = four_rules.best_rates(tuning)
for k, name in enumerate(four_rules.RULES):
    book_tail, tuned_tail = curve[0, k, :, -1].mean(), curve[1, k, :, -1].mean()
    test = 100 * comparison.values["test_accuracy"][:, k].mean(axis=-1)
    print(f"{name:16s} book's lr: {book_tail:.3f}, test {test[0]:.1f} %;", end=" ")
    print(f"lr {chosen[name]:g}: {tuned_tail:.3f}, test {test[1]:.1f} %")

# %% [markdown]
# **What we saw.** The book's table, 0.150 against 0.016, is a table of learning rates. With eight tries each, the four losses lie close
# together, and on the test set no difference is left that is worth a word.
#
# That is not to say that all rules are equal. On the ravine, the saddle and the plateau they are not. Adam is good at its default,
# which saves tries; the best rate of gradient descent stands one notch below an explosion. The usual advice, *begin with Adam;
# momentum may do as well, but its rate needs tuning*, fits these runs.
#
# But *which rule is best* has no answer without *at which rate, after how many tries, on what, for how long*. A fair comparison
# gives each rule the same budget for tuning, and fresh seeds afterwards.

# %% [markdown]
# ## What remains
#
# Take your paper. Would you answer the two questions differently now?
#
# * A flat loss is a saddle, a plateau or a minimum. The curvatures tell which; the loss curve does not.
# * Momentum and division by the gradient's size leave a saddle sooner; only noise leaves an exact ridge.
# * $\varepsilon$ inside the root acts like its own root outside: Adam crawls where gradients are far below $10^{-4}$.
# * Under Adam, L2 spares the weights with large gradients. AdamW shrinks all by $1 - \alpha\lambda$.
# * A comparison at one rate compares rates. Give each rule the same number of tries, then fresh seeds.

# %% [markdown]
# **What people get wrong**
#
# * They say local minimum and mean saddle, or plateau.
# * They call plain momentum Nesterov, or swap the two at the same rate.
# * They carry a lambda from L2 over to AdamW.
# * They clip each entry and wonder about the direction; or clip where gradients vanish.
# * They tune the rule they like, and leave the others at their defaults.
#
# **Exercises here:** 1 Nesterov's step · 2 AdamW's step · 3 clipping by norm

# %% [markdown]
# ## Going further
#
# ### Newton's five steps
#
# Gradient descent sees a slope. **Newton's method** also sees how the slope changes, fits a parabola, and steps to *its* lowest
# point: $\theta \leftarrow \theta - H^{-1}\,\text{grad}$, with $H$ the Hessian. A lecture says "5 steps instead of 100".
#
# **Predict first.** The bent valley: five steps. What does each do to the loss? Does it fall in every step?

# %% alt="Contours of a bent valley. Newton's path jumps far down, out of the valley, and back, and is at the minimum after five steps; gradient descent follows the bend."
bend = SURFACES["bent valley"]
newton = engine.Newton(lambda theta: bend.hessian(theta[..., 0, :]))
figure, ax = plots.new_figure(6, 3.4)
across, up = np.linspace(-2, 2, 121), np.linspace(-4.2, 2.8, 121)
heights = bend.value(np.stack(np.meshgrid(across, up), axis=-1))
draw_contours(ax, across, up, heights, levels=24)
walk = descend(bend, newton, 1.0, steps=6)
slow = descend(bend, GradientDescent(), 0.02, steps=300)
draw_path(ax, slow, **METHODS["gradient descent"] | {"linewidth": 1})
draw_path(ax, walk, color=plots.PURPLE, linestyle="--", marker="D")
ax.set(xlabel="x", ylabel="y", title="gradient descent (line) and Newton (dashed)")
figure

# %%
off = np.linalg.norm(walk - bend.minima[0], axis=1)
print("Newton's loss at steps 0 to 5:", ", ".join(f"{loss:.1f}" for loss in bend.value(walk[:6])))
print("distance from the minimum at steps 4, 5, 6:", ", ".join(f"{d:.1g}" for d in off[4:]))
print(f"gradient descent, lr 0.02, arrives at step {arrival(slow, bend)}")

# %% [markdown]
# Five steps against some three hundred. The second lands far above the start: the parabola is only a local guess. Near the minimum it
# is so good that each step about doubles the number of right digits.
#
# **Predict first.** Where does Newton go from a point beside a saddle?

# %%
seat = SURFACES["saddle"]
for damping in (0.0, 2.0):
    rule = engine.Newton(lambda theta: seat.hessian(theta[..., 0, :]), damping=damping)
    end = descend(seat, rule, 1.0, steps=20, start=(-3.0, 0.3))[-1]
    print(f"damping {damping:g}: ends at {end.round(2) + 0.0}")

# %% [markdown]
# Into the saddle: a parabola has one flat point, and Newton takes it, minimum or not. A *damping* added to the diagonal of $H$
# turns every curvature positive and the walk downhill.
#
# What does a Hessian cost? It has $P^2$ entries for $P$ parameters, and solving with it takes about $P^3$ multiplications, here at
# $10^{11}$ a second:

# %%
for what, P in (("this valley", 2), ("the moons' network", 30), ("784-100-100-10", 89_610)):
    print(f"{what:20s} P = {P:9,d}: {8 * P**2 / 1e9:9.3g} GB, {P**3 / 1e11:9.2g} s a step")
P = 10**8
print(f"{'a large network':20s} P = {P:9,d}: {8 * P**2 / 1e9:9.2g} GB", end=", ")
print(f"{P**3 / 1e11 / 3.15e7:.1g} years a step")

# %% [markdown]
# And a batch's Hessian is noisy. This is why the course, and nearly everyone, stays with first derivatives; AdaGrad and Adam are
# sometimes read as rough guesses of the Hessian's diagonal, at the price of one more vector.

# %% [markdown]
# **References**
#
# * Y. Nesterov (1983), *A method of solving a convex programming problem with convergence rate O(1/k²)*.
# * J. Martens (2010), *Deep learning via Hessian-free optimization*, ICML: Newton without the matrix.
# * R. Pascanu, T. Mikolov, Y. Bengio (2013), *On the difficulty of training recurrent neural networks*, ICML: the cliff.
# * I. Sutskever et al. (2013), *On the importance of initialization and momentum in deep learning*, ICML.
# * Y. Dauphin et al. (2014), *Identifying and attacking the saddle point problem*, NeurIPS.
# * D. Kingma, J. Ba (2015), *Adam: a method for stochastic optimization*, ICLR: both places of epsilon.
# * K. Saito (2016), *Deep Learning from Scratch*, chapter 6: the four losses.
# * I. Loshchilov, F. Hutter (2019), *Decoupled weight decay regularization*, ICLR: AdamW.
# * D. Choi et al. (2019), *On empirical comparisons of optimizers for deep learning*.
#
# The next notebook is 06, learning-rate schedules.
