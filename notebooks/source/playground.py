# ---
# jupyter:
#   course:
#     title: Playground
#     question: What happens if I change this, now?
#     about: a network drawn while it learns, everything changeable as it runs; nine tasks, points of your own
#     needs: []
#     minutes: 75
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Playground
#
# **A small network learns before your eyes, and everything about it is in reach.**
#
# After this notebook you can
#
# * make a network fail in six ways that the course explains, and mend each of them,
# * say what a single unit has learned, and follow one update with its numbers,
# * keep a situation as a short text, hand it to others, and turn it into code.
#
# Time: as long as you like; all of it takes about 75 minutes, the first two sections 15. You need nothing for a
# start; the notebooks named at each task say why it is so.

# %%
try:
    import course_lib
except ImportError:
    print("This kernel does not know the course. Close JupyterLab and start it with: make lab")
else:
    print(f"course_lib {course_lib.__version__} is ready")

# %%
import numpy as np

from course_lib.chapters.playground.code import playground_code
from course_lib.chapters.playground.dashboard.board import playground
from course_lib.chapters.playground.open_tasks import fewest_weights, lowest_dev_loss
from course_lib.chapters.playground.session import PlaygroundSession
from course_lib.chapters.playground.settings import PlaygroundSettings
from course_lib.dashboards import predict
from course_lib.guide import how_right

# %% [markdown] minutes=8 lesson=true ask="Which of the little maps of the first layer could one draw with a ruler? And of the second?" answers="The first layer's, soon. That the second layer's are sums of those takes a while to see."
# ## 1 · A network before your eyes
#
# **Play** trains on, **step** makes one update, **epoch** goes through the training set once, and
# **rewind** goes back to the *same* start: same points, same first weights, same order. At full
# speed a thousand epochs pass in seconds; choose a slower **speed** to see single updates.
#
# Each small square is a unit, and shows *its own* answer over the plane: orange where it is high, blue where it is low.
# The lines are weights: the thicker the stronger, solid and orange for a positive one, dashed and blue for a negative
# one. The large map is the answer of the whole; grey is as good as undecided, in every map. Before the first update
# the network gets about half of the points right.

# %% alt="The playground before its first update: a network of two hidden layers with eight units each, every unit a small map, the lines between them by strength and sign; beside it two moons of points on an undecided map; below, empty curves of loss and accuracy and the spread of outputs and gradients in each layer."
board = playground()
board

# %% [markdown]
# Below the network: loss and accuracy on the training and the dev set, and how far the outputs of each layer
# spread, and the loss's gradient by them, on a log scale whose edges stand for all beyond, zero too. For `mnist` the map gives
# way to digits and what is read, and the units of the first layer show their weights. Past 64 units, or 16 in a layer,
# one histogram of all weights stands in the place of the network.
#
# *data*, *network* and the batch size begin anew. All else in *training* acts at once, on the network
# as it is by now, and leaves a **mark** on the curves: to compare two learning rates, **rewind** between them. The
# dev curves of the two runs before on the same data stay in sight, in grey, named by what was different.

# %% [markdown]
# **state**, under the picture, is the situation as a text, such as `lr=0.03 lambda=0.001`. Copy it to keep it; paste
# another one over it and press Enter, and that situation begins anew (on the same text too). Capitals do not matter. (In Python, where the word
# lambda has another meaning, that setting is called `strength`.) The words above it give the exact numbers, and
# **what the engine warns of**: try `batch_norm=true batch_size=1`.
#
# A run stops after its epochs, at a dev loss of your choice (**stop at dev loss**), or where it diverges: where the loss
# is no number any more, or above a million.

# %% [markdown] minutes=7 lesson=true ask="Rewind, tick show the pass, step. Which weight will the first update change most? Vote before the fourth frame." answers="Most: the one with the largest gradient. With Adam all change by the same, the learning rate; then choose gradient descent, and they are right."
# ## 2 · One unit, one update
#
# Click on a unit, or choose it at **look at**: you see its map large, the weights that lead to it, its equation with the
# numbers of the moment, and whether it is dead, that is, answers 0 to every training point. **its weight from** chooses one of these
# weights; move it, and the maps follow at once.
#
# With **show the pass**, **step** shows one update in four frames: the values on their way forward, the loss, the
# gradients on their way back, the weights before and after. The numbers are those that the engine computes with.

# %%
predict(
    "playground", "first_update",
    "The very first update, with Adam at the learning rate 0.01. Which weight changes most?",
    ["the largest one", "the one with the largest gradient", "all change by about the same"],
    answer="all change by about the same",
    because="Adam divides each gradient by its own size. In the first update nothing is left but "
    "its sign: each weight moves by 0.01. Gradient descent moves the one with the largest "
    "gradient most: rewind, choose it, and look again.",
)  # fmt: skip

# %% [markdown] minutes=20 lesson=true ask="Tasks 1, 4 and 5: vote, then play. How high does the dev loss climb? Which remedy is the cheaper one?" answers="Task 1: many say 75 %. Task 5: after one seed the room is sure which remedy is cheaper; with seed 1 it is the other one."
# ## 3 · Six failures
#
# Predict, then paste the text into *state* and play. Each task has a number to find, and an answer of its own to open.
# (A right click on the board, *Create New View for Output*, puts it beside the text.)

# %%
predict(
    "playground", "line",
    "Task 1: four clouds, those across from each other of one class (xor), and a network without "
    "a hidden layer. How good does it get on the dev set, in the long run?",
    ["as by guessing, about 50 %", "three clouds of four, 75 %", "about 90 %"],
    answer="as by guessing, about 50 %",
    because="A line that has three clouds right has one wholly wrong, and cross-entropy makes that "
    "dear: the best loss is about that of p = 1/2 everywhere.",
)  # fmt: skip

# %% [markdown]
# **1 · No line divides them** (notebook 01). `data=xor layers=none` has no hidden layer. What is the
# best dev accuracy at which a run comes to rest, whatever the learning rate? Then give it one hidden
# layer: what is the smallest width on the slider that passes 85 % on dev? Look at its units: which lines do they draw?
#
# <details><summary>Answer to task 1</summary>
#
# About half the points, as by guessing. A learning rate of 1 strays up to two thirds, where the
# line cuts off a corner, and does not stay. A width of 4 is enough, with seed 4 even 2, and with seed 1 it takes 8: the
# smallest network that *can* is not one that does from every start.
# </details>

# %%
predict(
    "playground", "zeros",
    "Task 2: all weights begin at zero. What does the loss do?",
    ["it stays where it is", "it falls, more slowly than usual", "it falls as usual"],
    answer="it stays where it is",
    because="With tanh all units answer 0, so no weight gets a gradient. The output's bias may, "
    "but half of the points are of each class: it has nothing to learn.",
)  # fmt: skip

# %% [markdown]
# **2 · All the same** (notebook 04). `initializer=zeros`: at which value does the loss stay, and
# what do the gradients of the hidden layers look like? Which is the gentlest other initializer
# that gets it going?
#
# <details><summary>Answer to task 2</summary>
#
# At 0.693, which is ln 2. Only the output gets a gradient: the hidden ones lie at the lower edge.
# Any other initializer will do; "small normal", the gentlest, needs a few epochs to begin.
# </details>

# %% [markdown]
# **3 · The gradient that never arrives** (notebooks 04 and 07).
# `layers=8-8-8-8 activation=sigmoid initializer=small-normal`: how many powers of ten lie between
# the gradient at the output and at the first layer, before the first update (the words say it)? Three settings of the
# *network*, each moved alone, bring that down to four or fewer. Which, and which do not?
#
# <details><summary>Answer to task 3</summary>
#
# About eight. Another initializer (not zeros), batch norm, or two hidden layers instead of four. **Activation** and
# **width** do not: tanh gains two powers only, and 128 units a layer less than two. (Nor do other inputs.) Adam
# learns all the same, because it divides each gradient by its own size; gradient descent stays where it is. Try it.
# </details>

# %% [markdown]
# **4 · Too slow, too fast** (notebook 06).
# `data=circles rule=gradient-descent lr=0.003 stop_after=100`: find a learning rate that reaches
# 90 % on dev within the 100 epochs, and the lowest on the slider at which the training loss ends
# higher than it began. Rewind before each try.
#
# <details><summary>Answer to task 4</summary>
#
# 0.32 is enough, and 0.1 just so; 5.6 is too much. There a run jumps about so wildly that its
# exact numbers differ from one computer to the next.
# </details>

# %%
predict(
    "playground", "by_heart",
    "Task 5: 30 noisy points and 4288 weights, 300 epochs. All training points are right in the "
    "end. And the dev loss? (Whoever guesses has 0.69.)",
    ["it falls to about 0.2", "it ends at about 0.7, as by guessing", "it ends above 1.5"],
    answer="it ends above 1.5",
    because="Three dev points of four are right, but the network is sure of all its answers: a "
    "wrong one costs about 7.",
)  # fmt: skip

# %% [markdown]
# **5 · Learnt by heart** (notebook 03). `noise=0.4 train_share=0.1 layers=64-64 stop_after=300`: 30
# points, 4288 weights. How high does the dev loss climb? Rewind, and bring its end below 0.5 with
# lambda alone. Can the drop rate alone do it too? What does each cost in training accuracy? Then the same
# with `seed=1`: is the remedy that was cheaper still the cheaper one?
#
# <details><summary>Answer to task 5</summary>
#
# To about 1.7. With seed 0, lambda 0.01 is enough, for one of the 30 points; no drop rate is. With seed 1 it
# is the other way round: a drop rate of 0.3 does it for three points, and any lambda that does costs six. Of seeds 0 to 4,
# lambda 0.01 helps with all five; where both help, dropout is cheaper with three (1, 3 and 4) and lambda
# with one (2). **30 points decide which remedy looks better**: one seed is one story.
# </details>

# %% [markdown]
# **6 · A rolling start** (notebook 05). `rule=gradient-descent lr=0.03 stop_loss=0.2`: after about how many epochs
# is the dev loss below 0.2? Then rewind, choose momentum at the same learning rate, and play again:
# the grey dots show you both at once.
#
# <details><summary>Answer to task 6</summary>
#
# About 440 and 70; a cell in section 7 counts them.
# </details>

# %% [markdown] minutes=8 lesson=true ask="Zeros could not learn, and here they do: to 85 %. Write down why, before you vote. What will 64 units do?" answers="Half expect 64 units to get further. Somebody says: they are all the same."
# ## 4 · One to explain
#
# **7 · The same, and yet it learns.** `initializer=zeros activation=sigmoid layers=8 lr=0.03 stop_after=600`: all weights
# begin at zero, as in task 2, and now the loss falls. But it comes to rest at 85 %, as `layers=none` does, where the usual
# initializer gets 95 %. Look at the eight units while it learns. Then **write two sentences**: why does it
# learn at all, and why no further? The prediction is a test of your explanation.

# %%
predict(
    "playground", "wider",
    "The same with 64 units in place of 8. Where does it end on the dev set?",
    ["about 85 %, as with one unit", "between 85 and 95 %", "about 95 %, as usually"],
    answer="about 85 %, as with one unit",
    because="64 units that are all the same are one unit, and one unit draws one straight edge.",
)  # fmt: skip

# %%
same = "initializer=zeros activation=sigmoid lr=0.03 stop_after=600"
for layers in ("none", "1", "8", "64"):
    session_same = PlaygroundSession(PlaygroundSettings.from_text(f"{same} layers={layers}"))
    while not session_same.finished:
        session_same.run_epoch()
    first = session_same.network.layers[0].W
    right, apart = 100 * session_same.history["dev_accuracy"][-1], np.ptp(first, axis=1).max()
    print(f"layers={layers}: {right:.0f} % of the dev set, units differ by {apart:g}")

# %% [markdown]
# <details><summary>What an explanation has to say</summary>
#
# * *Why it learns*: a sigmoid of 0 is 1/2, not 0. So the output's weights get a gradient, become different from zero, and
#   from then on a gradient arrives at the hidden layer too. (tanh of 0 is 0: there it ends before it begins.)
# * *Why no further*: all units of a layer have the same weights, so they get the same gradient, and stay the
#   same for good. A layer of such units is one unit, which has one straight edge; a rule
#   of updates that treats equal weights equally never breaks the tie. Random first weights do.
#
# An explanation that says "zero gradients" alone explains task 2, but forbids what you see here.
# </details>

# %% [markdown] minutes=15 lesson=false
# ## 5 · Two open ones
#
# No answer, but a score; the smaller the better. Play until you have a situation that you like, put its *state* between the
# quotes, and run the cell: it trains with seeds 0 to 4 and takes their mean, because with one seed luck would win.
# The text of your best is kept with your progress. At most 3000 updates with each seed: 5 an epoch at batch size 32, for task 8.
#
# **8 · The fewest weights** that get 95 % of the dev set right. The spiral and its noise stay; all else is yours, inputs too.

# %%
fewest = "data=spiral noise=0.1 layers=16 lr=0.03 stop_after=600"
fewest_weights(fewest)

# %% [markdown]
# **9 · The most from 30 points**: the lowest dev loss. The points of task 5 stay: `noise=0.4 train_share=0.1`.

# %%
most = "noise=0.4 train_share=0.1 layers=64-64 lambda=0.01 stop_after=300"
lowest_dev_loss(most)

# %% [markdown]
# <details><summary>The best that we know of</summary>
#
# * Task 8: 15 weights. `data=spiral noise=0.1 layers=5 lr=0.03 stop_after=600`, found by making the layer smaller until it failed.
# * Task 9: 0.391. `noise=0.4 train_share=0.1 layers=none lr=0.1 stop_after=100`: *no* hidden layer, and stopped early.
#   With 30 noisy points a straight line is as good as 64-64 with the best lambda.
# </details>

# %% [markdown] minutes=5 lesson=false
# ## 6 · Points of your own
#
# Choose `own points` at *data*: controls appear that paint. Two sliders move a cross over the map, **add** puts a
# point there, a circle or a triangle; or click on the map. **undo** and **clear** take back. A run needs two points of
# each class, and there may be 100. Half of them train, unless you move *train share*; the hollow ones are the dev set.
#
# The points travel in the *state*, two letters each. This one is a ring around a ring:
#
# `data=own-points points=eUdZZdUePdLZKULPPLUKZLdP-qUockkcoUqMoEkAc8UAMEEMAU8cAkEoM`
#
# Paint a set on which the network of the start fails, and send its line to somebody who mends it.

# %% [markdown] minutes=5 lesson=false
# ## 7 · The same from Python
#
# Behind the buttons is a session that you can drive without them. These are the numbers of tasks 3
# to 6, computed now.

# %%
small = "activation=sigmoid initializer=small-normal"
deep = f"layers=8-8-8-8 {small}"
alone = ("layers=8-8-8-8 activation=sigmoid", f"{deep} batch_norm=true", f"layers=8-8 {small}")
idle = ("layers=8-8-8-8 initializer=small-normal", f"layers=128-128-128-128 {small}")
for text in (deep, *alone, *idle):
    session = PlaygroundSession(PlaygroundSettings.from_text(text))
    gradients = [gradient for _, _, gradient in session.spread()]
    powers = np.log10(gradients[-1] / gradients[0])
    print(f"{powers:.1f} powers of ten: {text}")

# %%
for lr in (0.003, 0.1, 0.32, 3.2, 5.6):
    session_lr = PlaygroundSession(
        PlaygroundSettings(data="circles", rule="gradient descent", lr=lr, stop_after=100)
    )
    while not session_lr.finished:
        session_lr.run_epoch()
    loss, accuracy = (session_lr.history[name] for name in ("train_loss", "dev_accuracy"))
    moved = "rose" if loss[-1] > loss[0] else "fell"
    print(f"lr {lr:g}: training loss {moved}, 90 % on dev: {accuracy[-1] >= 0.9}")

# %%
heart = "noise=0.4 train_share=0.1 layers=64-64 stop_after=300"
remedies = ("", "lambda=0.01", "drop_rate=0.6"), ("", "lambda=0.0032", "drop_rate=0.3")
for seed, changes in enumerate(remedies):
    for change in changes:
        text, named = f"{heart} seed={seed} {change}", change or "no remedy"
        session_heart = PlaygroundSession(PlaygroundSettings.from_text(text))
        while not session_heart.finished:
            session_heart.run_epoch()
        dev, right = (session_heart.history[name][-1] for name in ("dev_loss", "train_accuracy"))
        print(f"seed {seed}, {named}: dev loss {dev:.2f}, {30 * (1 - right):.0f} of 30 points lost")

# %%
for rule in ("gradient descent", "momentum"):
    session_rule = PlaygroundSession(PlaygroundSettings(rule=rule, lr=0.03, stop_loss=0.2))
    while not session_rule.finished:
        session_rule.run_epoch()
    print(f"{rule}: {session_rule.epoch:.0f} epochs")

# %% [markdown] minutes=2 lesson=false
# ## 8 · Before a class, and as code
#
# **For lessons.** `playground("data=xor layers=none")` opens in a situation. `board.play()`,
# `board.pause()`, `board.set(lr=0.1)` and `board.restore("...")` do what the buttons do, and
# `await board.finished()` waits for the end of a run. A value that is refused leaves everything as it was.
#
# **With a projector.** `from course_lib.dashboards import present`, then `present()`, makes everything
# large enough for the last row. Hide the side bar (Ctrl+B); at 1366 x 768 `present(1.3)` leaves the
# picture as large and the controls beside it. At 200 updates a second there is time to speak.

# %% [markdown]
# **As code.** "show as code" prints what trains the very same network, without the playground, from
# the start to the end of the epoch. What you changed on the way it cannot know, and says so.

# %%
print(playground_code(PlaygroundSettings(layers=(16,), lr=0.03), epochs=50))

# %%
print(how_right("playground"))
