# ---
# jupyter:
#   course:
#     title: Playground
#     question: What happens if I change this, now?
#     about: a network trained live, everything changeable while it runs; six tasks
#     needs: []
#     minutes: 40
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
# * say which settings act at once and which need a new start,
# * keep a situation as a short text, hand it to others, and turn it into code.
#
# Time: as long as you like; the six tasks take about 40 minutes. You need nothing for a start; the
# notebooks named at each task say why it is so.

# %%
try:
    import course_lib
except ImportError:
    print("This kernel does not know the course. Close JupyterLab and start it with: make lab")
else:
    print(f"course_lib {course_lib.__version__} is ready")

# %%
from course_lib.chapters.playground.code import playground_code
from course_lib.chapters.playground.dashboard.board import playground
from course_lib.chapters.playground.session import PlaygroundSession
from course_lib.chapters.playground.settings import PlaygroundSettings

# %% [markdown]
# ## The playground
#
# **Play** trains on, **step** makes one update, **epoch** goes through the training set once, and
# **rewind** goes back to the *same* start: same points, same first weights, same order. At full
# speed a thousand epochs pass in seconds; choose a slower **speed** to see single updates.
#
# The groups *data* and *network* and the batch size begin anew. All else in *training* acts at
# once, on the network as it is by now: to compare two learning rates, **rewind** between them. The
# dev curve of the run before stays in sight as grey dots.

# %% alt="The playground before its first update: two moons of points on an undecided map, empty curves, the spread of outputs and gradients in each layer, and the histogram of the weights."
board = playground()
board

# %% [markdown]
# Large panel: the network's answer over the plane, or, for `mnist`, digits and what it reads. On the
# right: loss and accuracy on the training and the dev set. Below: how far the outputs of each layer
# spread, and the loss's gradient by them, on a log scale, whose lower edge stands for zero too; and
# where the weights are.
#
# **state** under the picture is the situation as a text, with the name `strength` for lambda. Copy
# it to keep it; paste another one over it and press Enter, and that situation begins anew. The
# texts below are such lines. The words above it give the exact numbers.

# %% [markdown]
# ## Six tasks
#
# Predict first, then paste the text into *state* and play. Each task has a number to find.
#
# **1 · No line divides them** (notebook 01). `data=xor layers=none` has no hidden layer. What is the
# best dev accuracy at which a run comes to rest, whatever the learning rate? Then give it one hidden
# layer: what is the smallest width on the slider that passes 85 % on dev?

# %% [markdown]
# **2 · All the same** (notebook 04). `initializer=zeros`: at which value does the loss stay, and
# what do the gradients of the hidden layers look like? Which is the gentlest other initializer
# that gets it going?

# %% [markdown]
# **3 · The gradient that never arrives** (notebooks 04 and 07).
# `layers=8-8-8-8 activation=sigmoid initializer=small-normal`: how many powers of ten lie between
# the gradient at the output and at the first layer, before the first update? Three settings of the
# network, each moved alone, bring that down to four or fewer. Which, and which one does not?

# %% [markdown]
# **4 · Too slow, too fast** (notebook 06).
# `data=circles rule=gradient-descent lr=0.003 stop_after=100`: find a learning rate that reaches
# 90 % on dev within the 100 epochs, and the lowest on the slider at which the training loss ends
# higher than it began. Rewind before each try.

# %% [markdown]
# **5 · Learnt by heart** (notebook 03). `noise=0.4 train_share=0.1 layers=64-64 stop_after=300`: 30
# points, 4288 weights. How high does the dev loss climb? Rewind, and bring its end below 0.5 with
# lambda alone. Can the drop rate alone do it too? What does each cost in training accuracy?

# %% [markdown]
# **6 · A rolling start** (notebook 05). `rule=gradient-descent lr=0.03`: after about how many epochs
# is the dev loss below 0.2? Then rewind, choose momentum at the same learning rate, and play again:
# the grey dots show you both at once.

# %% [markdown]
# <details><summary>What we found</summary>
#
# 1. About half the points, as by guessing. A learning rate of 1 strays up to two thirds, where the
#    line cuts off a corner, and does not stay. A width of 4 is enough, and with seed 4 even 2.
# 2. At 0.693, which is ln 2. Only the output gets a gradient: the hidden ones lie at the lower edge.
#    Any other initializer will do; "small normal", the gentlest, needs a few epochs to begin.
# 3. About eight. Another initializer, batch norm, or two hidden layers instead of four. The
#    activation alone does not: tanh gains two powers only. Adam learns all the same, because it
#    divides each gradient by its own size; gradient descent stays where it is. Try it.
# 4. 0.32 is enough, and 0.1 just so; 5.6 is too much. There a run jumps about so wildly that its
#    exact numbers differ from one computer to the next.
# 5. To about 1.7. Lambda 0.01 is enough, for one of the 30 points. With this seed no drop rate does
#    it, for the same price; with seed 1 it does, and there both cost six of the points.
# 6. About 440 and 70; the cell below counts them.
# </details>

# %% [markdown]
# ## The same from Python
#
# Behind the buttons is a session that you can drive without them. These are the numbers of tasks 3
# to 6, computed now.

# %%
small = "activation=sigmoid initializer=small-normal"
deep = f"layers=8-8-8-8 {small}"
alone = ("layers=8-8-8-8 activation=sigmoid", f"{deep} batch_norm=True", f"layers=8-8 {small}")
for text in (deep, *alone, "layers=8-8-8-8 initializer=small-normal"):
    session = PlaygroundSession(PlaygroundSettings.from_text(text))
    gradients = [gradient for _, _, gradient in session.spread()]
    print(f"first layer {gradients[0]:.0e}, output {gradients[-1]:.0e}: {text}")

# %%
for lr in (0.003, 0.3, 10):
    session_lr = PlaygroundSession(
        PlaygroundSettings(data="circles", rule="gradient descent", lr=lr)
    )
    for _ in range(100):
        session_lr.run_epoch()
    loss, accuracy = (session_lr.history[name] for name in ("train_loss", "dev_accuracy"))
    moved = "rose" if loss[-1] > loss[0] else "fell"
    print(f"lr {lr:g}: training loss {moved}, above 90 % on dev: {accuracy[-1] > 0.9}")

# %%
for change in ("lr=0.01", "strength=0.01", "drop_rate=0.5"):
    heart = f"noise=0.4 train_share=0.1 layers=64-64 stop_after=300 {change}"
    session_heart = PlaygroundSession(PlaygroundSettings.from_text(heart))
    while not session_heart.finished:
        session_heart.run_epoch()
    dev, right = (session_heart.history[name][-1] for name in ("dev_loss", "train_accuracy"))
    print(f"{change}: dev loss {dev:.2f}, training accuracy {100 * right:.0f} %")

# %%
for rule in ("gradient descent", "momentum"):
    session_rule = PlaygroundSession(PlaygroundSettings(rule=rule, lr=0.03))
    while session_rule.history["dev_loss"][-1] > 0.2:
        session_rule.run_epoch()
    print(f"{rule}: {session_rule.epoch:.0f} epochs")

# %% [markdown]
# **For lessons.** `playground("data=xor layers=none")` opens in a situation. `board.play()`,
# `board.pause()`, `board.set(lr=0.1)` and `board.restore("...")` do what the buttons do, and
# `await board.finished()` waits for the end of a run.
#
# **With a projector.** `from course_lib.dashboards import present`, then `present()`, makes everything
# large enough for the last row. Hide the side bar (Ctrl+B); at 1366 x 768 `present(1.3)` leaves the
# picture as large and the controls beside it. At 200 updates a second there is time to speak.
#
# **As code.** "show as code" prints what trains the very same network, without the playground, from
# the start to the end of the epoch. What you changed on the way it cannot know, and says so.

# %%
print(playground_code(PlaygroundSettings(layers=(16,), lr=0.03), epochs=50))
