# ---
# jupyter:
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
from course_lib.experiments import PlaygroundSession, PlaygroundSettings, playground_code
from course_lib.widgets import playground

# %% [markdown]
# ## The playground
#
# **Play** trains on, **step** makes one update, **epoch** goes through the training set once, and
# **rewind** goes back to the *same* start: same points, same first weights, same order. Choose a
# slower **speed** to see single updates.
#
# The group *training* acts at once, except the batch size; the groups *data* and *network* begin
# anew. The run before stays in sight as grey dots, so that you can compare.

# %% alt="The playground before its first update: two moons of points on an undecided map, empty curves, the spread of outputs and gradients in each layer, and the histogram of the weights."
board = playground()
board

# %% [markdown]
# Large panel: the network's answer over the plane, or, for `mnist`, digits and what it reads. On the
# right: loss and accuracy on the training and the dev set. Below: how far the outputs of each layer
# spread, and the loss's gradient by them, on a log scale; and where the weights are.
#
# **state** under the picture is the situation as a text. Copy it to keep it; paste another one and
# press Enter to restore that. The texts below are such lines.

# %% [markdown]
# ## Six tasks
#
# Predict first, then try. Each has a number to find.
#
# **1 · No line divides them** (notebook 01). `data=xor layers=none` has no hidden layer. What is the
# best dev accuracy you can reach, whatever the learning rate? Then give it one hidden layer: what
# is the smallest width that passes 85 % on dev?

# %% [markdown]
# **2 · All the same** (notebook 04). `initializer=zeros`: at which value does the loss stay, and
# what do the gradients of the hidden layers look like? Which is the gentlest other initializer
# that gets it going?

# %% [markdown]
# **3 · The gradient that never arrives** (notebooks 04 and 07).
# `layers=8-8-8-8-8-8 activation=sigmoid initializer=small-normal`: how many powers of ten lie
# between the gradient at the output and at the first layer, before the first update? It can be
# mended by one change in three different places. Find all three.

# %% [markdown]
# **4 · Too slow, too fast** (notebook 06). `data=circles rule=gradient-descent lr=0.003`: find a
# learning rate that reaches 90 % on dev within 100 epochs, and the lowest at which the training
# loss ends higher than it began.

# %% [markdown]
# **5 · Learnt by heart** (notebook 03). `noise=0.4 train_share=0.1 layers=64-64`: 30 points, 4400
# weights. How high does the dev loss climb in 300 epochs? Bring it below 0.5 with lambda alone,
# then with the drop rate alone. Which of the two costs less training accuracy?

# %% [markdown]
# **6 · A rolling start** (notebook 05). `rule=gradient-descent lr=0.03` on the moons: after how many
# epochs is the dev loss below 0.2? And with momentum, at the same learning rate? Let the grey dots
# show you both at once.

# %% [markdown]
# <details><summary>What we found</summary>
#
# 1. About half the points, as by guessing. A width of 4 is enough with the seed shown, not with
#    every seed: move *seed* and see.
# 2. At 0.693, which is ln 2. Only the output gets a gradient. Any other initializer will do.
# 3. About thirteen. Another initializer (glorot), another activation together with it (tanh), or
#    batch norm. The cell below prints the two ends.
# 4. 0.3 is enough, and 0.1 just so; about 5 is too much. There a run jumps about so wildly that its
#    exact numbers differ from one computer to the next.
# 5. To about 1.7. Lambda 0.01 does it. The drop rate alone does not, even at 0.5, in 300 epochs.
# 6. 444 and 66.
# </details>

# %% [markdown]
# ## The same from Python
#
# Behind the buttons is a session that you can drive without them. These are the numbers of tasks 3,
# 4 and 6, computed now.

# %%
deep = "layers=8-8-8-8-8-8 activation=sigmoid initializer=small-normal"
for text in (deep, f"{deep} batch_norm=True", "layers=8-8-8-8-8-8"):
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
for rule in ("gradient descent", "momentum"):
    session_rule = PlaygroundSession(PlaygroundSettings(rule=rule, lr=0.03))
    while session_rule.history["dev_loss"][-1] > 0.2:
        session_rule.run_epoch()
    print(f"{rule}: {session_rule.epoch:.0f} epochs")

# %% [markdown]
# **For lessons.** `playground("data=xor layers=none")` opens in a situation. `board.play()`,
# `board.pause()`, `board.set(lr=0.1)` and `board.restore("...")` do what the buttons do, and
# `await board.finished()` waits for the end of a run. `from course_lib.widgets import present`,
# then `present()`, makes everything large enough for the last row.
#
# **As code.** "show as code" prints what trains the very same network, without the playground:

# %%
print(playground_code(PlaygroundSettings(layers=(16,), lr=0.03), epochs=50))
