# ---
# jupyter:
#   course:
#     title: Start here
#     question: Is this machine ready, and what do the letters mean?
#     about: a recipe copied from a slide, notation, sliders and checks, the map, your progress
#     needs: []
#     kind: claims
#     running: [5, 5, 0, 20, 10, 0, 0, 0, 0, 0, 0, 0]
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 00 · Start here
#
# **You copy a recipe from a slide, letter by letter, and find out what becomes of it. On the way you learn to use
# everything that the course is made of.**
#
# After this notebook you can
#
# * translate a recipe from the letters of a book or lecture into those of this course,
# * read what a check says of your answer, and drive a training network with sliders,
# * say what a unit, a weight and a step are,
# * see whether your machine is ready, which notebooks there are, and how far you are.
#
# Time: {minutes} minutes, exercises included. You need: a little Python. For section 6 also the product of two
# matrices; one is worked out there in numbers.

# %% [markdown]
# **Two questions first.** Write your answers on a piece of paper; you will need them at the end.
#
# 1. A slide says: *dropout with p = 0.8*. Of a network's ten units, how many are switched off?
# 2. One source trains a network with λ = 0.6. Another one trains the same network, on the same data, with
#    λ = 0.004. Both get the same weights. How can that be?
#
# (If these letters say nothing to you yet, write down a guess.)

# %% [markdown]
# **How a notebook works.** It is made of cells: text such as this one, and code on grey. Click into the grey cell below and
# press **Shift+Enter**. It runs, its result appears under it, and the next cell is chosen. Go on like this, cell by cell, from
# top to bottom. On the left of a cell `[ ]` means *not run yet*, `[*]` *running, or waiting for its turn*, a number *done*.
# Code that draws a picture you may run unread.

# %%
try:
    import course_lib
    from course_lib.guide import check_environment
except ImportError:
    print("This kernel does not know the course. Close JupyterLab and start it with: make lab")
else:
    print(f"course_lib {course_lib.__version__}\n")
    print(check_environment())

# %% [markdown]
# *This machine is ready*: then go on. If something is missing, a list under the table says how to get it.
#
# Three things happen to everybody:
#
# * You double-click a text, and it shows its raw form. Press Shift+Enter in it.
# * A cell says `NameError: name ... is not defined`. One above it was left out: choose *Run*, *Run All Above Selected Cell*.
# * Nothing answers any more. Choose *Kernel*, *Restart Kernel…* (the *kernel* is the Python behind the page), then
#   *Run All Above Selected Cell*.

# %%
from dataclasses import replace

import numpy as np

from course_lib import checks, plots
from course_lib.chapters.playground.dashboard.board import playground
from course_lib.chapters.playground.session import PlaygroundSession
from course_lib.chapters.playground.settings import PlaygroundSettings
from course_lib.chapters.start_here import check, check_answers, drawing
from course_lib.dashboards import again, claims_table, predict
from course_lib.engine import Dense, Network
from course_lib.guide import how_right, progress_page, series_map

# %% [markdown] minutes=9 lesson=true ask="Half of the points are of one class. The recipe is copied to the letter: how many new points will be right?" answers="Most: 80 to 95 %."
# ## 1 · A recipe from a slide
#
# 300 points in the plane belong to two classes, shaped like two moons. A small network trains on half of them,
# the *training set* (훈련 세트). The other half, the *dev set* (개발 세트), tells us how it does on points that it has never
# seen: the *dev accuracy* (정확도) is the share of them that it gets right.
#
# A slide gives this recipe: *learning rate α = 0.1, weight decay λ = 0.6, dropout p = 0.8*. You need
# not know yet what these do. Copy the numbers: α to `lr`, λ to `strength`, p to `drop_rate`.
# The other words of the cell after the next (`relu`, `he`, `rule`, `batch_size`) you need not know: later notebooks are
# about them.

# %%
predict(
    "start_here", "copied", "The network goes through the training points 100 times. How many of "
    "the new points will it get right?",
    ["about 50 %", "about 75 %", "about 95 %"], answer="about 50 %",
    because="Two of the letters mean something else here; one of them alone is enough.",
)  # fmt: skip


# %%
def train(settings):
    session = PlaygroundSession(settings)
    while not session.finished:
        session.run_epoch()
    return session


network = {"layers": (16, 16), "activation": "relu", "initializer": "he"}
training = {"rule": "gradient descent", "batch_size": 16, "stop_after": 100}
copied = PlaygroundSettings(**network, **training, lr=0.1, strength=0.6, drop_rate=0.8)
session_copied = train(copied)

# %% alt="Left: the two moons of points. Right: the loss on training and dev set falls for one epoch, then lies on the dotted line of a guess, 0.69, to the end."
figure, (left, right) = plots.new_figure(panels=2)
history = session_copied.history
plots.draw_points(left, *session_copied.train)
left.set(title="training points", xlabel="x1", ylabel="x2")
plots.draw_loss(right, history["epochs"], history["train_loss"], history["dev_loss"])
right.axhline(np.log(2), label="guessing: ln 2", **plots.REFERENCE)
right.set_ylim(0, 1)
right.legend(loc="lower right")
figure

# %%
print(f"dev accuracy {100 * history['dev_accuracy'][-1]:.0f} %, ", end="")
print(f"dev loss {history['dev_loss'][-1]:.2f}; ln 2 = {np.log(2):.2f}")

# %% [markdown]
# **What we saw.** Half of the points: a coin does as well. The loss (손실) is the price of being wrong. It falls in the
# first *epoch* (one pass over the training points) below ln 2, then rises back to it and stays. That is what somebody pays who always
# says "half this, half that".
#
# No error, no warning. Nothing is broken, either: *two of the letters mean something else here.*

# %% [markdown]
# **What was trained.** A point is two numbers, x1 and x2. A *unit* (유닛, a neuron) takes numbers, multiplies each by a
# *weight* (가중치) of its own, and adds them up, with one number more, its *bias* (편향). What is below zero it makes zero
# (ReLU). Units side by side are a *layer* (층): ours has two layers of 16 (the drawing below has 4 in each). A last unit adds
# up to one number: above zero the answer is *triangle*, below *circle*.
#
# At first all weights are random. The *gradient* (기울기) says of each weight how steeply the loss rises with it. A *step*
# moves all of them a little way down, against it:
#
# $$w \leftarrow w - \text{lr} \cdot \text{gradient}$$
#
# That is *gradient descent* (경사 하강법), and `lr`, the α of the slide, is the *learning rate* (학습률): how far. Notebook 01
# shows where a gradient comes from.

# %% [markdown]
# In the drawing a line is a weight, the thicker the larger: blue above zero, orange below.

# %% folded=true alt="Left: a network drawn as circles and lines: a point with x1 and x2, four units, four units, one answer; every line is a weight, thick where it is large, blue above zero and orange below. Right: the loss as a valley over one weight, its slope at a point, and a step against the slope, down into the valley."
figure, (left, right) = plots.new_figure(panels=2)
drawing.draw_network(left)
drawing.draw_step(right)
figure

# %% [markdown] minutes=10 lesson=true ask="Dropout with p = 0.8: of ten units, how many are off?" answers="Half say eight, half say two: both can be right."
# ## 2 · What the letters meant
#
# The course builds on five Korean lectures and on books that they quote, and each has letters of its own.
#
# **Dropout** (드롭아웃) switches units, the neurons of a network, off at random while it trains. Some sources write *p* for
# the share that is switched off, some for the share that is *kept* (`keep_prob`). The slide is of the
# second kind. The course always says `drop_rate`: the share switched off.
#
# ### Exercise 1: from kept to dropped
#
# Write the translation, for a number and for an array of them. **First let the check speak:**
#
# 1. Run the next two cells as they are: the function, and its check.
# 2. Replace the function's last two lines (the *stub*) by `return keep_prob`, and run both cells again.
# 3. Now by three lines, `keep_prob *= -1`, `keep_prob += 1`, `return keep_prob`. Run both.
# 4. Solve it. You are done when the check says *passed*.
#
# <details><summary>Hint</summary>
#
# What is not kept is dropped. The two shares add up to 1.
#
# </details>


# %% exercise=4
def to_drop_rate(keep_prob):
    """Return the share that is switched off, for a number or an array of shares kept.

    >>> to_drop_rate(0.75)
    0.25
    """
    # BEGIN SOLUTION
    return 1 - keep_prob
    # END SOLUTION


# %%
check.to_drop_rate(to_drop_rate)

# %% [markdown]
# **How a check answers.** It tries your function against a list of rules, and names the first that is broken, with
# the numbers that went in; or it says *passed*, with the rules it tried. *Not attempted* stops nothing: no later cell needs
# your answer.
#
# Did step 3 surprise you? Its result is right. But an array that you are given belongs to somebody else, and `keep_prob *= -1`
# changes it for its owner, too.

# %% [markdown]
# **Weight decay** (가중치 감소) makes large weights cost something: a penalty is added to the loss (L2 규제). Its strength
# is called λ everywhere, but the penalty is not the same. With $m$ training examples:
#
# $$\text{the slide: } \frac{\lambda}{2m}\sum w^2 \qquad\qquad \text{here: } \frac{\text{strength}}{2}\sum w^2$$
#
# ### Exercise 2: from one λ to the other
#
# Which `strength` gives the same penalty as the slide's λ? (`lambda` is a word of Python's own, so the argument is
# called `lam`.)
#
# <details><summary>Hint</summary>
#
# Write the two factors in front of the sum as equal, and solve for `strength`.
#
# </details>


# %% exercise=3
def to_strength(lam, m):
    """Return the strength for which strength / 2 equals lam / (2 * m).

    >>> to_strength(3.0, 4)
    0.75
    """
    # BEGIN SOLUTION
    return lam / m
    # END SOLUTION


# %%
check.to_strength(to_strength)

# %% [markdown] minutes=6 lesson=true ask="Only one letter may be translated. Which one gets it to learn?" answers="Many: p, as four units of five are off."
# ## 3 · Which letter did it?
#
# Translated, the recipe is `drop_rate=0.2` and, with 150 training points, `strength=0.004`. Your two functions do it; where
# one is not there yet, the course's own steps in. (Needs the functions of sections 1 and 2: *Run All Above*, some seconds.)

# %%
predict(
    "start_here", "which_letter", "You may translate only one of the two letters. Which one gets "
    "the network to learn?",
    ["p alone: 0.2 instead of 0.8", "λ alone: 0.004 instead of 0.6", "it takes both"],
    answer="λ alone: 0.004 instead of 0.6",
    because="Four units of five switched off are a nuisance; a λ of 0.6 pulls all weights to zero.",
)  # fmt: skip

# %%
kept = checks.yours_or_ours(to_drop_rate, check.to_drop_rate, check_answers.to_drop_rate)
divided = checks.yours_or_ours(to_strength, check.to_strength, check_answers.to_strength)
drop_rate, strength = round(kept(0.8), 6), divided(0.6, 150)
print(f"drop rate {drop_rate:g} ({kept.whose}), strength {strength:g} ({divided.whose})")

# %%
translated = replace(copied, strength=strength, drop_rate=drop_rate)
recipes = {
    "as copied": copied,
    "only p translated": replace(copied, drop_rate=drop_rate),
    "only λ translated": replace(copied, strength=strength),
    "both translated": translated,
}
sessions = {name: train(settings) for name, settings in recipes.items()}

# %% alt="Dev loss over 100 epochs of four runs: as copied and with p alone translated it stays at 0.69; with lambda alone translated it falls to about 0.3, with both to about 0.15."
figure, ax = plots.new_figure()
styles = (("-", plots.ORANGE), (":", plots.BLUE), ("--", plots.PURPLE), ("-.", plots.GREEN))
for (name, run), (line, color) in zip(sessions.items(), styles, strict=True):
    losses = run.history["dev_loss"]
    ax.plot(run.history["epochs"], losses, line, color=color, label=name, linewidth=2)
ax.set(xlabel="epochs", ylabel="dev loss (nats)", ylim=(0, 1))
ax.legend(ncols=2, loc="upper right")
figure

# %% [markdown]
# (A *nat* is the unit of a loss with the natural logarithm.) One run may be luck. Five, with other points and other first
# weights (each `seed` draws its own), are less so. And as a control: no penalty at all.

# %% folded=true
for name, settings in (recipes | {"no λ, p translated": replace(translated, strength=0)}).items():
    runs = [train(replace(settings, seed=seed)) for seed in range(5)]
    right_answers = [100 * run.history["dev_accuracy"][-1] for run in runs]
    print(f"{name:20s} dev accuracy from {min(right_answers):.0f} to {max(right_answers):.0f} %")

# %% [markdown]
# **What we saw.** With four units of five switched off the network still learns, if less well. With λ read wrongly it ends
# at a guess, whatever p is: the penalty pulls all weights to zero, and a network of zeros has nothing to say.
#
# And the last line: the right penalty gains nothing here. Without any the network does as well (in two sets
# of ten draws 94.4 % against 94.1, and 93.6 against 92.8: no difference that counts). It is *its strength, read
# wrongly, that does harm*. (Where a penalty helps is the matter of notebook 03.)
#
# How far a letter may be misread differs from letter to letter, and no error tells you. So: *before you copy a number, ask what it
# multiplies.*

# %% [markdown] minutes=11 lesson=true ask="λ is turned down after 100 epochs. Does the network recover?" answers="Most: of course, in time."
# ## 4 · Turn the knobs
#
# This is the **playground**: the same network, training before your eyes. It opens with the recipe as
# copied. **play** trains, **pause** holds, **rewind** goes back to the same start: same points, same first weights. A slider moves with the mouse,
# or, once clicked, with the arrow keys.
#
# Large map: what the network answers, all over the plane: **orange** where it says *triangle*, **blue** where it says
# *circle*, grey where it cannot tell. Training points are filled, circles with white and triangles with black; those of the
# dev set are outlines. Beside it the network: each square is a unit, with a map of its own, each line a weight, the thicker the
# further from zero. Below: loss and accuracy; the panel beside them is for later notebooks. The line below gives the
# numbers. Of the controls you need three, at the bottom of the column: *lambda*, *drop rate*, *stop after*.

# %%
predict(
    "start_here", "turned_down", "After 100 epochs with the λ as copied you turn it down to 0.0032 "
    "and let the same network train on, for 200 more. Does it recover?",
    ["yes, soon", "yes, by the end", "no"], answer="no",
    because="All weights are nearly zero, and each layer's gradient is a product with the weights "
    "of the others: nothing pulls any more. Turned down, the penalty still pulls to zero, too.",
)  # fmt: skip

# %% [markdown]
# **Task 1.** Each run ends by itself after 100 epochs. a) Press *play*. Where does the loss stay, and where do all weights
# end? b) Move *lambda* down to 0.0032, choose *stop after* 300, and press *play* again, *without* rewinding. Then rewind,
# and play. c) With *stop after* 100 and the drop rate at 0.8 move *lambda* alone; for each value *rewind*, then *play*.
# Which is the largest λ at which, for this draw, the dev accuracy ends above 82 %? d) Now set *drop rate* 0.2. Up to which λ
# does it end above 82 % now? (Rewind and play each time here, too.)

# %% alt="The playground with the copied recipe, before its first update: a network of two layers with 16 units each, two moons of points, lambda at 0.6, drop rate at 0.8."
board = playground(copied)
board

# %% [markdown]
# <details><summary>What we found (open it after the task)</summary>
#
# a) The loss at 0.69, or ln 2; the weights at zero.
# b) It does not recover in 200 more. After a rewind, at the same λ, it learns within the first 100 epochs. (It has to be at zero for
# that: turned down to 0 after 5 epochs, before the weights are gone, it comes back.)
# c) 0.056. d) To 0.1. The next position, 0.18, is too much.
#
# c) and d) are decided by this one draw of points: with other points it may be another position.
#
# </details>
#
# The same in numbers, without the buttons. (Do the task first.)

# %%
too_late = train(copied)
too_late.apply(replace(copied, strength=0.0032, stop_after=300))
while not too_late.finished:
    too_late.run_epoch()
print(f"lambda turned down after 100 epochs: dev loss {too_late.history['dev_loss'][-1]:.2f}")
for drop_rate, lambdas in ((0.8, (0.056, 0.1)), (0.2, (0.1, 0.18))):
    for strength in lambdas:
        dev = train(replace(copied, drop_rate=drop_rate, strength=strength)).history["dev_accuracy"]
        print(f"drop rate {drop_rate}, lambda {strength:5g}: dev accuracy {100 * dev[-1]:.0f} %")

# %% [markdown] minutes=8 lesson=false
# ## 5 · How long is "long"?
#
# The network saw its points in small batches (*mini-batches*, 미니배치) of 16, and after each it changed its weights once: an *update*, or step.
# When every point has been used once, an *epoch* (에포크) is over. What is left at its end makes a last, short batch.
#
# Here too words differ. *Iteration* (반복) is one update in most sources and here, and a whole pass over the data in one of
# our lectures.

# %%
predict(
    "start_here", "updates", "150 points, batches of 16, 100 epochs. How many updates were that?",
    ["937", "938", "1000", "1600"], answer="1000",
    because="Each epoch ends with a short batch: nine of 16, and one of 6.",
)  # fmt: skip

# %%
print(f"{session_copied.steps} updates")

# %% [markdown]
# ### Exercise 3: from iterations to epochs
#
# The paper on ResNet (K. He et al., 2016) trains for 64 000 iterations, on 45 000 images in batches of 128. The playground's *stop after* counts epochs.
# How many whole epochs make at least so many updates?
#
# <details><summary>Hint</summary>
#
# First: how many updates has *one* epoch, the short batch included? `math.ceil` rounds up (put `import math` into the cell);
# without it, `-(-a // b)` does. A count is a whole number of type `int`.
#
# </details>


# %% exercise=5
def to_epochs(iterations, n, batch_size):
    """Return the fewest whole epochs over n examples that make at least so many updates.

    >>> to_epochs(64_000, 45_000, 128)
    182
    """
    # BEGIN SOLUTION
    updates_per_epoch = -(-n // batch_size)
    return -(-iterations // updates_per_epoch)
    # END SOLUTION


# %%
check.to_epochs(to_epochs)

# %% [markdown] minutes=9 lesson=false
# ## 6 · Rows or columns?
#
# The *product* of two matrices, in numbers: each row of the first goes with each column of the second, entry by entry, and
# the products are added up. `.T` turns a matrix: its rows become columns.
#
# $$\begin{pmatrix} 1 & 3 \\ 2 & 5 \end{pmatrix} \begin{pmatrix} 2 \\ -1 \end{pmatrix} =
# \begin{pmatrix} 1 \cdot 2 + 3 \cdot (-1) \\ 2 \cdot 2 + 5 \cdot (-1) \end{pmatrix} =
# \begin{pmatrix} -1 \\ -1 \end{pmatrix}$$
#
# Two points, one in each row, and the two weights of a unit: so a layer computes all its sums at once (`@` in Python). Turn
# a product and its factors change places: $(WX)^T = X^T W^T$.

# %% [markdown]
# A layer computes weighted sums. Three of our five lectures write it for examples in *columns*: $Z = WX + b$, and $W$ has the
# shape (outputs, inputs). The course, like most code in Python, keeps an example in each *row*: `x @ W + b`, and `W` has the shape
# (inputs, outputs).

# %%
predict(
    "start_here", "forgotten", "You copy a W of two rows and two columns from such a lecture, and "
    "forget to turn it. What does NumPy say?",
    ["an error: the shapes do not fit", "a warning", "nothing, and the numbers are right",
     "nothing, and the numbers are wrong"],
    answer="nothing, and the numbers are wrong",
    because="Where W is square every shape fits.",
)  # fmt: skip

# %%
W_lecture = np.array([[2.0, -1.0], [0.0, 1.0]])
x_rows = np.array([[1.0, 3.0], [2.0, 5.0], [4.0, 7.0]])
print("the lecture's Z, turned:\n", (W_lecture @ x_rows.T).T)
print("forgotten to turn W:\n", x_rows @ W_lecture)

# %% [markdown]
# Shapes catch many mistakes; not this one.
#
# ### Exercise 4: from columns to rows
#
# `X` is (inputs, examples), `W` is (outputs, inputs), `b` is (outputs, 1). Return `(x, W, b)` in the course's form, so that
# `x @ W + b` gives the same outputs, one example in each row; the new `b` is (1, outputs).
#
# <details><summary>Hint</summary>
#
# `(W X)` turned is `X` turned times `W` turned. `A.T` is `A` with rows and columns exchanged; `reshape` is something else.
#
# </details>


# %% exercise=4
def to_rows(X, W, b):
    """Return (x, W, b) so that x @ W + b is W @ X + b, turned.

    >>> to_rows(np.array([[1.0], [2.0]]), np.array([[3.0, 4.0]]), np.array([[5.0]]))
    (array([[1., 2.]]), array([[3.],
           [4.]]), array([[5.]]))
    """
    # BEGIN SOLUTION
    return X.T, W.T, b.T
    # END SOLUTION


# %%
check.to_rows(to_rows)

# %% [markdown]
# The engine keeps its layers in just this form, and says what it needs where a shape does not fit:

# %%
layer = Dense(3, 5, name="hidden")
small = Network([layer], rng=np.random.default_rng(0))
print(f"W {layer.W.shape}, b {layer.b.shape}")
try:
    small.forward(np.ones((3, 4)))  # 4 examples in columns
except ValueError as error:
    print(error)

# %% [markdown] minutes=2 lesson=false
# ## 7 · The map
#
# What is there, and which question it answers. The numbers give an order; those with a b go further and can wait.

# %%
series_map()

# %% [markdown]
# A lecture sums up in three lines what goes wrong with deep networks, and what helps. Each remedy is put to the test in
# the notebook named:
#
# | what goes wrong | what helps | notebooks |
# |---|---|---|
# | gradients vanish or explode | first weights of the right size, functions without a ceiling, batch norm | 04, 01, 07 |
# | training takes too long | momentum to Adam, learning-rate schedules | 05, 06 |
# | the training set is learnt by heart | early stopping, L1 and L2, dropout, augmentation | 03 |
#
# **Each notebook has one rhythm.** A question, *your* prediction, a short experiment, a picture, what we saw, a
# slider with a task, an exercise. Do commit to the predictions: a wrong one that you remember teaches more than a right one that you read.
#
# Where results are *stored* from a longer run, it says so, and one of them is computed again beside it.

# %% [markdown] minutes=2 lesson=false
# ## 8 · Your copy, your progress
#
# What you write is saved every two minutes, and at once with Ctrl+S. **To stop**, save, close the page, and press Ctrl+C in
# the terminal where `make lab` runs. **To go on**, `make lab` (or `make lab NB=01`): your answers are there, but the kernel is new
# and knows none of them. Click where you stopped and choose *Run*, *Run All Above Selected Cell*.
#
# These pages are *your copies*, in the folder `work/`, so an update of the course never meets your answers. Is one spoiled?
# `make reset NB=00` makes a fresh one and keeps the old one beside it. Solved editions lie in `notebooks/solutions/`.
#
# Every check notes whether you passed. This table shows it (run the cell again later), and so does `.venv/bin/python -m course_lib grade` in a terminal, in the
# folder of the course. The notes stay on this machine, in plain files that you can read and delete.

# %%
progress_page()

# %% [markdown] minutes=3 lesson=true ask="Would you answer the two questions differently now?" answers="Nobody can tell before the slide says what p is, and by what the sum is divided."
# ## What remains
#
# Take your paper. Would you answer the two questions differently now?
#
# <details><summary>Our answers</summary>
#
# 1. Nobody can tell before the slide says what *p* is: eight, if it is the share dropped; two, if it is the share kept.
# 2. One divides the penalty by 2$m$, the other by 2. With $m$ = 150 examples 0.6 / 150 = 0.004: it is the same penalty.
#
# </details>

# %% [markdown]
# * With λ = 0.6 as the slide has it, not divided by the number of examples, every draw of the points ends at a
#   guess, whatever the drop rate is.
# * With 16 units a layer and points of noise 0.2 a drop rate of 0.8 in the place of 0.2 costs accuracy on new
#   points, but on average the network still learns.
# * With noise 0.2 and dropout 0.2 the penalty itself gains nothing: with λ divided by the number of examples the
#   network does no better on new points than without any.
# * In 200 more epochs plain gradient descent does not bring a network with two or three hidden layers back once 100
#   epochs of λ = 0.6 have brought it to zero, also with λ turned down; a new start learns, on average, within 100
#   epochs.
# * An epoch is a pass over the examples, an iteration an update; the short batch counts. <!-- definition -->
# * Rows are examples here, and a square matrix never complains. <!-- definition -->

# %% tags=["nbval-ignore-output"]
print(how_right("start_here"))

# %% [markdown]
# **What people get wrong**
#
# * They read *p* the way their last book did, and compare two networks with different dropout.
# * They take a λ that is divided by $m$ elsewhere; with more data it is off by more.
# * They reshape where they should turn, and mix up all examples without an error.
# * They turn a bad setting back and train on, where only a new start helps.
#
# **Exercises here:** 1 kept and dropped · 2 two lambdas · 3 iterations to epochs · 4 columns to rows

# %% [markdown] minutes=2 lesson=false
# ## How far this holds
#
# In this course every conclusion is tried under other conditions, one changed at a time: here other draws of the points,
# noise, widths, rules, budgets (stored: `make claims NB=00`). A dark mark holds; where one does not, the sentence says so.

# %%
claims_table("start_here")

# %% [markdown]
# One of them, measured again now:

# %%
again("start_here", "wrong_lambda")

# %% [markdown]
# ## Going further
#
# **One letter, many meanings.** Do not read this now: come back here whenever a formula looks almost familiar.
#
# | letter | what it stands for in lectures and papers | the course writes |
# |---|---|---|
# | α | learning rate (학습률) · share in batch norm's average · a slope of ELU | `lr` · `keep` · `alpha` |
# | β | decay of an average, in momentum and Adam · batch norm's shift | `beta` · `shift` |
# | γ | decay of an average, in momentum and RMSProp · batch norm's scale | `beta` · `scale` |
# | v | velocity of momentum · average of squared gradients | `velocity` · second moment |
# | m | number of examples · size of a batch · Adam's average of gradients | `n` · `batch_size` · first moment |

# %% [markdown]
# | letter or word | rival forms | the course's form |
# |---|---|---|
# | λ | $\frac{\lambda}{2m}\sum w^2$ · $\lambda\sum w^2$ · $\frac{\lambda}{2}\sum w^2$ · slope of leaky ReLU | the third, as `strength`; `slope` |
# | p | share dropped · share kept | `drop_rate`; kept is 1 − `drop_rate` |
# | ε | inside the root · outside of it | outside |
# | momentum | $v = \beta v + g$ · $v = \beta v + (1-\beta)\,g$ | the first; the second moves 1 − β times as far |
# | X, W | examples in columns, $WX + b$ · examples in rows, `x @ W + b` | rows; `W` is (inputs, outputs) |
# | iteration | one update · one pass over the data | one update, or `step`; a pass is an `epoch` |
# | 정규화 | regularization · normalization | always in English, the Korean word in brackets |

# %% [markdown]
# **References**
#
# * N. Srivastava et al. (2014), *Dropout: a simple way to prevent neural networks from overfitting*, JMLR 15: its
#   $p$ is the share *kept*.
# * D. Kingma, J. Ba (2015), *Adam: a method for stochastic optimization*, ICLR: where $m$, $v$, α, β and ε meet on one page.
# * K. He et al. (2016), *Deep residual learning for image recognition*, CVPR: 64 000 iterations of 128 images each.
# * A. Ng, *Improving deep neural networks* (2017), the course behind one of our lectures: columns, `keep_prob`, $\lambda/2m$.
#
# **Next:** [01 · gradients](01_gradients.ipynb), or first, to play, the
# [playground](playground.ipynb).
