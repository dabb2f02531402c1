# ---
# jupyter:
#   course:
#     title: Transfer learning
#     question: You have five pictures of each class. What can a network take along from another task?
#     about: frozen layers with a random control, the four cases measured, rates per layer, when freezing harms, a policy for unseen cases
#     needs: ["05"]
#     kind: claims
#     running: [5, 5, 5, 5, 30, 60, 0, 0, 20]
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 10 · Transfer learning
#
# **A network that is to learn from five pictures of each class fails. One that has learned something else before may
# pass. You find out what it takes along, which layers should go on learning, and when to freeze does harm.**
#
# After this notebook you can
#
# * freeze (동결) layers so that they stay, to the last bit, and say what that saves,
# * decide what to keep, freeze and train, from the kind and the number of your pictures,
# * hold a transfer (전이) against the controls that could refute it.
#
# Time: {minutes} minutes, exercises included. You need: Adam and mini-batches (notebook 05).
#
# Two questions go along with you. *You have few pictures, and a network that knows similar ones. Do you train all of
# it, or its last layer alone?* And: *is a network with a past ever worse than one without?*

# %%
try:
    import course_lib
except ImportError:
    print("This kernel does not know the course. Close JupyterLab and start it with: make lab")
else:
    print(f"course_lib {course_lib.__version__} is ready")

# %% folded=true
import time

import numpy as np

from course_lib import checks, plots
from course_lib.chapters.transfer_learning import (
    cases,
    check,
    check_answers,
    controls,
    drawing,
    freezing,
    judging,
    measured,
    strategies,
    unseen,
    worlds,
)
from course_lib.chapters.transfer_learning.unfreezing_dashboard import unfreezing_dashboard
from course_lib.claims import load_results
from course_lib.dashboards import again, claims_table, predict
from course_lib.datasets import load_sweep
from course_lib.engine import Adam, Optimizer, copy_layers, cross_entropy, evaluate, fit, mlp
from course_lib.experiments import paired_change
from course_lib.guide import how_right

stored = {
    key: outcomes[0].numbers for key, outcomes in load_results("transfer_learning").outcomes.items()
}

# %% [markdown] minutes=14 lesson=true ask="All 25 by heart, and new ones hardly better than a guess. How many with layers that have only ever seen other digits?" answers="Most expect little from layers that have never seen a 5: a guess, or as from scratch."
# ## 1 · Five of each
#
# The digits 5 to 9, five pictures of each, 14 x 14 pixels. They *wander*: each is moved by up to two pixels, up or down,
# left or right.

# %% folded=true alt="A row of ten small digits, twice 5 to 9, each at a slightly different place in its frame."
few, judge = worlds.drawn("digits", 5, seed=0), worlds.judges("digits")
figure, ax = plots.new_figure(8, 1.1)
plots.draw_digits(ax, few[0][[0, 5, 10, 15, 20, 1, 6, 11, 16, 21]], titles=list("5678956789"))
figure

# %%
sizes = [196, 64, 64, 5]
beginner = mlp(sizes, rng=np.random.default_rng(0), dtype=np.float32)
recipe = {"epochs": 200, "batch_size": 25, "every": 200}
fit(beginner, cross_entropy, Optimizer(Adam(), 0.01), few, rng=np.random.default_rng(1), **recipe)
for words, pictures in (("the 25 pictures", few), ("new ones", judge)):
    print(f"{words}: {100 * evaluate(beginner, cross_entropy, pictures)[1]:.0f} % right")

# %% [markdown]
# All 25 by heart, and new ones hardly better than guessing, which gets 20 %. No other rate mends it (section 3). Now
# a *teacher*: a network of the same shape that has learned the digits 0 to 4, from 1500 pictures, at a new place in
# each epoch. It has never seen a 5. We take its two hidden layers as they are, *frozen*, and train a new last layer on
# the 25 pictures. In this field the first task is the *source*, the new one the *target*, and this is *transfer
# learning* (전이 학습).

# %%
predict(
    "transfer_learning", "never_seen_a_five",
    "Layers that have never seen a 5, 6, 7, 8 or 9, and a new last layer. Of new pictures it "
    "gets right ...",
    ["20 %, as a guess", "30 %, as from scratch", "40 to 50 %", "over 80 %"],
    answer="40 to 50 %",
    because="What tells a 0 from a 4 wherever they stand tells a little of a 5, too.",
)  # fmt: skip

# %%
teacher = mlp(sizes, rng=np.random.default_rng([0, 0]), dtype=np.float32)
zero_to_four = worlds.images("digits", "source", worlds.FIRST)
fit(
    teacher, cross_entropy, Optimizer(Adam(), 0.002), zero_to_four, epochs=60, batch_size=100,
    rng=np.random.default_rng([0, 1]), augment=worlds.moved(2), every=60,
)  # fmt: skip
student = mlp(sizes, rng=np.random.default_rng(0), dtype=np.float32)
copy_layers(teacher, student, "hidden 1", "hidden 2")
head_alone = Optimizer(Adam(), 0.01, mask=student.mask("output"))  # all else stays
fit(student, cross_entropy, head_alone, few, rng=np.random.default_rng(1), **recipe)
print(f"taught by {len(zero_to_four[1])} pictures; {student.theta.size} weights and biases")
print(f"new pictures of 5 to 9: {100 * evaluate(student, cross_entropy, judge)[1]:.0f} % right")

# %% [markdown]
# Is that luck, or is it the freezing? Four draws of 25 pictures, each with a teacher of its own, and a control:
# the same last layer on two layers with *random* weights. Each contender has the rate that is best for it on some 1200
# other pictures (stored; the dots are the draws).

# %% folded=true alt="Bars of right answers: a new last layer on the teacher's layers leads clearly, everything trained from the teacher and the network from scratch lie well behind, a last layer on random layers is nearly at the 20 percent of a guess."
names = {
    "head": "last layer alone, teacher's layers", "everything": "everything, from the teacher",
    "scratch": "everything, from scratch", "random": "last layer alone, random layers",
}  # fmt: skip
figure, ax = plots.new_figure(8.5, 2.4)
bars_of_four = {words: stored["few"][key] for key, words in names.items()}
drawing.draw_bars(ax, bars_of_four, strong=[names["head"]])
figure

# %% [markdown]
# It is not the freezing: on random layers the last layer fails. It is what the layers have learned. And most of it is
# lost again when all layers go on learning at once (*fine-tuning*, 미세 조정). Some 17 000 weights and 25 pictures, one
# would say; section 4 tries whether that is the reason. It is not a lack of time:

# %% folded=true
longer = next(
    each.numbers
    for each in load_results("transfer_learning").outcomes["few"]
    if each.words == "three times the updates"
)
for key in ("head", "everything", "scratch"):
    print(f"{names[key]:34s} {np.mean(stored['few'][key]):.0f} %", end=", ")
    print(f"with three times the updates {np.mean(longer[key]):.0f} %")

# %% [markdown]
# ### Exercise 1: it must stay
#
# A friend freezes by hand. He multiplies the gradient by `trained`, which is 0 for a frozen weight and 1 for the
# others:
#
# ```
# velocity = beta * velocity + trained * grad + decay * theta
# theta = theta - lr * velocity
# ```
#
# His frozen layers move all the same. Find out why, and write a step in which they stay, to the last bit, and the
# others move as ever. (`decay` is a weight decay through the gradient.)
#
# <details><summary>Hint</summary>
#
# Two things other than the gradient move a weight. What is the last thing that is added to it?
#
# </details>


# %% exercise=5
def frozen_step(theta, velocity, grad, trained, lr, beta, decay):
    """Return (theta, velocity) after one step; where trained is 0, theta is as before."""
    # BEGIN SOLUTION
    velocity = beta * velocity + grad + decay * theta
    return theta - lr * trained * velocity, velocity
    # END SOLUTION


# %%
check.frozen_step(frozen_step)


# %% [markdown]
# Both steps train a last layer on the teacher's layers, 200 updates:


# %%
def friends_step(theta, velocity, grad, trained, lr, beta, decay):
    velocity = beta * velocity + trained * grad + decay * theta
    return theta - lr * velocity, velocity


step = checks.yours_or_ours(frozen_step, check.frozen_step, check_answers.frozen_step)
for whose, one_step in (("the friend's", friends_step), (step.whose, step)):
    moved, percent = freezing.head_by_hand(one_step, teacher, few, judge, seed=0)
    print(f"{whose:12s}: frozen weights moved by up to {moved:.1g}, {percent:.0f} % right")

# %% [markdown]
# The right answers do not betray him: in 200 updates his layers have shrunk a little, no more. That is why one compares
# the weights. (What is stored of such layers, as in exercise 2, would be out of date.)

# %% [markdown] minutes=9 lesson=true ask="Three first layers as pictures: random, from digits, from clothes. What do you see? Then vote: is one from clothes as good as any?" answers="Strokes, edges, blobs: what one has been told. As good as any, say many, and for the same reason."
# ## 2 · What the layers have learned
#
# *Often said: the first layers see edges, later ones patterns.* M. Zeiler and R. Fergus (2014) showed it of a
# convolutional network on photographs. Here is the first layer of three networks: the weights into 16 units each, as
# pictures (blue positive, red negative).

# %% folded=true alt="Three panels of sixteen weight pictures. Random weights are noise. Weights from digits are smooth patches of blue beside red, a few pixels wide. Weights from clothes are streaks, strongest at the left and right sides of the frame."
networks = {
    "random weights": strategies.untrained(0), "digits 0 to 4": teacher,
    "five kinds of clothes": strategies.source("clothes", 0),
}  # fmt: skip
figure, axes = plots.new_figure(11, 3.6, panels=3)
for ax, (words, network) in zip(axes, networks.items(), strict=True):
    drawing.draw_first_layer(ax, network["hidden 1"].W)
    ax.set_title(words)
figure

# %% folded=true
for words, network in networks.items():
    pictures = network["hidden 1"].W.T.reshape(-1, 14, 14)
    beside = np.corrcoef(pictures[:, :, 1:].ravel(), pictures[:, :, :-1].ravel())[0, 1]
    print(f"{words:22s} neighbouring pixels' weights correlate by {beside:.2f}")

# %% [markdown]
# Patches of blue beside red: where ink begins or ends, an edge, one may say. It is easy to see in a picture what one
# has been told. So we *test* the layers, as J. Yosinski et al. (2014) did: keep the first layer, frozen, and train all
# above it anew; or keep both. 100 digits of each class, 5 to 9, so that what is trained has something to learn from.
# The sentence says that a first layer is *general*: it should matter little where it comes from.

# %%
predict(
    "transfer_learning", "first_layer",
    "The first layer alone is kept, frozen, all above is new. From scratch: 68 %. With the "
    "first layer of clothes, about ...",
    ["75 %, as with any first layer", "60 %", "40 %", "20 %, as a guess"],
    answer="60 %",
    because="It is worse than one that may learn; a random one gives a little less.",
)  # fmt: skip

# %% folded=true alt="Bars for layers from digits 0 to 4, clothes, random weights, and from the digits 5 to 9 themselves: with the first layer frozen digits 0 to 4 are above scratch, clothes below it, random lower still; with both layers frozen each of these three is lower, random the most. Layers from the digits 5 to 9 themselves are as good with both frozen as with one."
runs = load_sweep("transfer_learning_cases")
at_100 = {"target": "digits", "per_class": 100}
scratch, _ = cases.at_own_rate(runs, source="none", strategy="from scratch", **at_100)
bars, lost = {"nothing frozen, from scratch": scratch}, {}
origins = {"digits": "digits 0 to 4", "clothes": "clothes", "none": "random weights"}
for name, strategy in (("layer 1", "new above layer 1"), ("layers 1 and 2", "head only")):
    for origin, words in origins.items():
        lost[name, words], _ = cases.at_own_rate(runs, source=origin, strategy=strategy, **at_100)
    control = controls.own_layers(strategies.STRATEGIES[strategy], per_class=100)
    lost[name, "digits 5 to 9 (control)"] = control
bars |= {f"{name} of {words}": came for (name, words), came in lost.items()}
figure, ax = plots.new_figure(8.5, 3.6)
drawing.draw_bars(ax, bars, strong=["layer 1 of digits 0 to 4", "layers 1 and 2 of digits 0 to 4"])
figure

# %% folded=true
for words in (*origins.values(), "digits 5 to 9 (control)"):
    cost, error = paired_change(lost["layers 1 and 2", words], lost["layer 1", words])
    print(f"{words:23s} freezing the second layer, too: {cost:+.1f} ± {error:.1f} points")

# %% [markdown]
# So a first layer is *not* for all purposes here: over a random one, that of digits gains 19 points, that of clothes 6,
# and to learn one's own is better than the latter. And the second layer? Freezing it, too, costs
# points from each of the three. "Later layers are more specific", one would say. Is it that, or does any frozen layer
# lose something? The control is layers that have learned the digits 5 to 9 themselves, from the same 500 pictures: there
# the second costs nothing (+0.7 ± 0.4). So what digits 0 to 4 lose (6) and clothes lose (11) is what their second layer
# has learned for its own task only. It is still worth more than none: a random one costs 16. (On photographs, with eight
# layers and a million pictures, Yosinski et al. saw it grow from layer to layer.)

# %% [markdown] minutes=14 lesson=true ask="The rule fills four cells: which of them do you believe, and why? Then vote on large and different, against from scratch." answers="The first row, for overfitting; for small and different most shrug. For large and different nearly all expect a lead."
# ## 3 · The four cases
#
# A well-known rule (CS231n, Stanford, 2015, and many lectures since) goes by two questions: is the new set *small* or
# *large*, is it *similar* to the old one or *different*?
#
# | | similar | different |
# |---|---|---|
# | **small** | the last layer alone | the last layer, on an *early* layer |
# | **large** | everything, from the teacher | everything, from the teacher |
#
# The reason given for the first row is overfitting (과적합). Below is every case between, with digits and clothes as
# source and as target, three draws each, every point at its own rate. *From the middle* freezes layer 1 and trains
# layer 2 on; *new above layer 1* throws layer 2 away.

# %%
predict(
    "transfer_learning", "when_to_unfreeze",
    "Large and different: 250 digits of each class, layers that have learned clothes. Everything, "
    "from the teacher, as the rule says, is against from scratch ...",
    ["ahead by about 10 points", "ahead by about 4 points", "as good, within a point",
     "behind by about 4 points"],
    answer="as good, within a point",
    because="With so many pictures it learns what it needs, wherever it begins.",
)  # fmt: skip

# %% [markdown]
# **Task 1.** a) Digits to digits: which strategy leads with 5, with 100 and with 250 of each class? b) Clothes to
# digits, 250 of each: how many points is *head only* behind *from scratch*? c) Clothes to other clothes, which is
# "similar": at which numbers does *head only* beat *from scratch*?

# %% alt="Left three boxes, two kept and frozen, the last one new. Right five lines of right answers against pictures of each class, from digits to digits: head only leads at 5 and flattens, from the middle and everything pass it, from scratch begins low and comes close at 250."
unfreezing = unfreezing_dashboard(runs)
unfreezing

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# a) With 5 *head only*, 44 %; with 100 *from the middle* and *everything* tie at 74 %; with 250 *everything*, 83 %. b) 27
# points, 54.1 % against 81.1 %. c) At none: it is 4 to 8 points behind. Layers from *digits* do better there.
#
# </details>

# %% [markdown]
# The four cases as numbers, small 5 of each class, large 250; the rule's choice is marked:

# %% folded=true
rule = {
    ("digits", 5): "head only", ("digits", 250): "everything",
    ("clothes", 5): "new above layer 1", ("clothes", 250): "everything",
}  # fmt: skip
print("to digits 5 to 9     ", "  ".join(f"{name:>17s}" for name in strategies.STRATEGIES))
for (origin, size), advice in rule.items():
    row = []
    for name in strategies.STRATEGIES:
        came, _ = cases.at_own_rate(
            runs, source=origin, target="digits", strategy=name, per_class=size
        )
        row.append(f"{came.mean():.0f} %{' *' if name == advice else '  '}")
    print(f"{origin:8s} {size:4d} of each  ", "  ".join(f"{each:>17s}" for each in row))
direct = controls.last_on_first("clothes", per_class=5)
print(f"clothes     5 of each, a last layer directly on layer 1: {direct.mean():.0f} %")

# %% [markdown]
# Small and similar, large and similar: the rule's choice is the best of the five. (The second is ahead of *from scratch* by
# 2 points only.) Large and different: as good as from scratch, the past is neither help nor harm. Small and different:
# everything is poor, and to go back to an early layer is no better than the late one. (The rule's own, a last layer
# directly on layer 1, has 31 %.) So far a good rule, were it known what "similar" means. By any eye, clothes are similar
# to other clothes; in c) it was digits that helped. (A guess: three of the five source clothes are tops with sleeves, and one need not look closely.)
#
# ### Exercise 2: what freezing saves
#
# What comes out of frozen layers is the same in every epoch. Compute it once. How many times fewer multiplications
# is that? Count for one picture and one layer of $n$ times $m$ weights: forward $nm$; the gradient of its weights
# $nm$; handing the gradient down to the layer below $nm$, done only where a layer below is trained. Frozen layers go
# forward only. `sizes` are the widths from the pixels to the classes, `frozen` layers stay (at least one), `epochs`
# passes are made.
#
# <details><summary>Hint</summary>
#
# Two sums: the frozen layers, and what a pass costs above them. One of the two is paid once in all.
#
# </details>


# %% exercise=6
def cheaper(sizes, frozen, epochs):
    """Return all multiplications without storing, divided by those with it.

    >>> cheaper([10, 10, 10], frozen=1, epochs=2)
    1.2
    """
    # BEGIN SOLUTION
    layers = [sizes[k] * sizes[k + 1] for k in range(len(sizes) - 1)]
    below, above = sum(layers[:frozen]), layers[frozen:]
    rest = 2 * sum(above) + sum(above[1:])
    return (below + rest) / (below / epochs + rest)
    # END SOLUTION


# %%
check.cheaper(cheaper)

# %% [markdown]
# Tried: 250 pictures of each class, the same head trained through the whole network and on stored features.

# %%
many = worlds.drawn("digits", 250, seed=0)
passes = {"epochs": 40, "batch_size": 50, "every": 40}
whole = strategies.upper(teacher, strategies.ALL, seed=0)
head = strategies.upper(teacher, strategies.HEAD, seed=0)
begun = time.perf_counter()
frozen = Optimizer(Adam(), 0.01, mask=whole.mask("output"))
fit(whole, cross_entropy, frozen, many, rng=np.random.default_rng(0), **passes)
through_all = time.perf_counter() - begun
begun = time.perf_counter()
kept = strategies.features(teacher, many[0], 2), many[1]  # once
fit(head, cross_entropy, Optimizer(Adam(), 0.01), kept, rng=np.random.default_rng(0), **passes)
on_features = time.perf_counter() - begun

# %%
apart = np.abs(whole["output"].W - head["output"].W).max()
print("same head, to rounding:", bool(apart < 1e-3 * np.abs(head["output"].W).max()))

# %% tags=["nbval-ignore-output"]
count = checks.yours_or_ours(cheaper, check.cheaper, check_answers.cheaper)
print(f"multiplications: {count(sizes, 2, 40):.0f} times fewer ({count.whose})")
print(f"the clock: {through_all / on_features:.1f} times faster")

# %% [markdown]
# The same head, much sooner. (The clock gains less than the count: so small a network spends its time on
# Python, and the engine goes backward through frozen layers, too.) The price: stored features cannot be moved or
# turned anew in each pass. Section 5 shows what that can cost.

# %% [markdown] minutes=9 lesson=false ask="Three layers: which should learn fastest, which slowest?" answers="Nearly all: the last fastest."
# ## 4 · A rate for each layer
#
# Frozen and trained are the ends of a scale: a rate of zero, and the full rate. Between them lie *discriminative
# rates* (J. Howard, S. Ruder, 2018): each layer at a rate of its own, there a 2.6th of that of the layer above. In the
# engine a mask may hold any numbers:

# %%
mask = whole.mask("hidden 1") / 2.6**2 + whole.mask("hidden 2") / 2.6 + whole.mask("output")
per_layer = Optimizer(Adam(), lr=0.01, mask=mask)  # 0.0015, 0.0038, 0.01

# %%
predict(
    "transfer_learning", "rates",
    "Twenty digits of each class, everything trained from the teacher. Against the best single "
    "rate, rates that fall from layer to layer downwards gain ...",
    ["nothing", "about 2 points", "about 8 points", "about 20 points"],
    answer="about 8 points",
    because="At one rate the new last layer, random at first, sends its errors down, and the "
    "layers below lose what they knew before it has learned anything.",
)  # fmt: skip

# %% folded=true
gained, its_error = paired_change(*(stored["layered"][k] for k in ("a rate per layer", "one rate")))
print(f"a rate per layer, against one rate: {gained:+.1f} ± {its_error:.1f} points")

# %% [markdown]
# If the reason is right, one rate should do no harm once the last layer has learned. The student of section 1 has such
# a last layer. Now all its 17 000 weights learn, at one rate, from the same 25 pictures:

# %%
before = evaluate(student, cross_entropy, judge)[1]
all_at_once = Optimizer(Adam(), 0.003)
fit(student, cross_entropy, all_at_once, few, rng=np.random.default_rng(2), **recipe)
after = evaluate(student, cross_entropy, judge)[1]
print(f"this draw: last layer first {100 * before:.0f} %, then everything {100 * after:.0f} %")
four = {name: came.mean() for name, came in controls.last_layer_first(per_class=5).items()}
print("four draws:", ", ".join(f"{name} {mean:.0f} %" for name, mean in four.items()))

# %% [markdown]
# Little is lost (*at once* is everything from the start, at the same rate). So most of the harm was not too many weights
# for 25 pictures: it was the *random* last layer. A. Kumar et al. (2022) gave the recipe its name, *linear probing, then
# fine-tuning*.

# %% [markdown]
# ### Exercise 3: three rates that beat two rivals
#
# Choose rates for the first, the second and the last layer, all above 0, that beat a single rate of 0.003 (its best)
# by three errors, and the last layer alone by two. Six races, 20 digits of each class. (2.6 is not enough.)
#
# <details><summary>Hint</summary>
#
# Which layer begins at random, and has all to learn? Which one should lose nothing, and which may learn a little?
#
# </details>


# %% exercise=6
def layer_rates():
    """Return three rates for Adam: of the first, the second and the last layer."""
    # BEGIN SOLUTION
    return 3e-4, 1e-3, 1e-2
    # END SOLUTION


# %%
check.layer_rates(layer_rates)

# %% [markdown]
# Each `attempt` has digits that no attempt before has seen. (A choice made on six races may lead by less on others.)

# %%
attempt = 1
mine = checks.yours_or_ours(layer_rates, check.layer_rates, check_answers.layer_rates)
races = judging.race(mine(), attempt=attempt)
for words, other in (("one rate", (0.003,) * 3), ("last layer alone", (1e-12, 1e-12, 0.01))):
    points, spread = paired_change(races, judging.race(other, attempt=attempt))
    print(f"{mine.whose}, against {words}: {points:+.1f} ± {spread:.1f} points")

# %% [markdown] minutes=9 lesson=true ask="The same digits, but none of them wanders: teacher's layers or from scratch?" answers="The teacher's: easier pictures, similar task."
# ## 5 · The same digits, standing still
#
# Digits to digits, five of each class: everything speaks for transfer. Now the pictures *stand still*, source and
# target, in the middle of their frames. Nothing else changes.

# %%
predict(
    "transfer_learning", "still",
    "Digits that stand still, five of each class. Against a network from scratch, the last layer "
    "alone on the teacher's layers is ...",
    ["ahead by 10 points or more", "as good, within 3 points", "behind by 10 points or more"],
    answer="behind by 10 points or more",
    because="Its 64 frozen units let through less than the pixels say, and where nothing wanders "
    "a network from scratch can read the pixels.",
)  # fmt: skip

# %% folded=true
for key, words in (("few", "wandering, 5 of each"), ("still", "standing still, 5 of each"),
                   ("unlike", "wandering, 50 of each, layers from clothes")):  # fmt: skip
    lead, lead_error = paired_change(stored[key]["head"], stored[key]["scratch"])
    print(f"{words}: last layer alone, against from scratch {lead:+.0f} ± {lead_error:.0f} points")

# %% [markdown]
# Is it the past that harms, or the freezing? The controls, standing still, and the last layer alone on a teacher whose
# own digits stood still, for digits that wander:

# %% folded=true
for name, words in names.items():
    print(f"standing still: {words:34s} {np.mean(stored['still'][name]):.0f} %")
stood = measured.scores("digits", strategies.HEAD, per_class=5, seeds=0, by=0, judged_by=2)
print(f"wandering: last layer alone, teacher's digits stood still {np.mean(stood):.0f} %")
whole_net = paired_change(stored["still"]["everything"], stored["still"]["scratch"])
print("standing still: everything from the teacher, against from scratch "
      f"{whole_net[0]:+.1f} ± {whole_net[1]:.1f} points")  # fmt: skip

# %% [markdown]
# It is the freezing. A last layer on *random* layers is as poor, and when everything learns, from the same teacher, the
# network is about as good as from scratch. (*Negative transfer* is the name for a past that does harm itself. Here two
# points or so might be such, within two errors.) And "similar" does not decide. What decides is whether the old task
# has taught something that the new one needs and its few pictures cannot teach. For wandering digits that is: *it does
# not matter where they stand*. A teacher whose own digits stood still has not learned it, and is worth no more than
# random layers.
#
# If that is all, one can say it without a teacher. From scratch, and each of the 25 pictures is moved anew in every batch
# (augmentation, notebook 03):

# %%
predict(
    "transfer_learning", "told",
    "From scratch, five of each class, moved anew in every batch. Against the same last layer on "
    "stored features (its pictures not moved) it is ...",
    ["far behind", "as good, within 3 points", "ahead by 10 points or so"],
    answer="ahead by 10 points or so",
    because="The teacher has learned from 1500 pictures, and not perfectly, what can be said in "
    "one line; stored features stay where they are; and here all layers may learn.",
)  # fmt: skip

# %% folded=true
anew = {"per_class": 5, "seeds": 0, "longer": 4.0, "augmented": True}
both = measured.scores("digits", strategies.ALL, **anew)
head_anew = controls.last_layer_anew(per_class=5, updates=800)
told = stored["told"]["told"]
for words, came in (
    ("from scratch", stored["few"]["scratch"]),
    ("last layer alone, on stored features", stored["told"]["head"]),
    ("last layer alone, moved anew", head_anew),
    ("from scratch, moved anew", told),
    ("everything from the teacher, moved anew", both),
):
    print(f"{words:41s} {np.mean(came):.0f} %")
for words, pair in (
    ("last layer alone: moved anew, against stored", (head_anew, stored["told"]["head"])),
    ("moved anew: from scratch, against the last layer alone", (told, head_anew)),
    ("moved anew: everything from the teacher, against from scratch", (both, told)),
):
    ahead, ahead_error = paired_change(*pair)
    print(f"{words}: {ahead:+.1f} ± {ahead_error:.1f} points")

# %% [markdown]
# What you know and can write down, write down. It does more than the frozen layers on stored features (57 against 45 %).
# Move the last layer's pictures anew, too, and it has 53: most of that lead was the price of storing. It does not replace
# the teacher: the best here has both, and the teacher brings what one cannot write down, say of strokes.
#
# Transfer is for *little* data, too. K. He, R. Girshick and P. Dollár (2019) trained detectors from scratch, and with
# time enough and 10 000 pictures or more they were as good as those from a teacher. Here is the lead of *everything,
# from the teacher* over *from scratch*, against the number of pictures:

# %% folded=true alt="The lead of everything trained from the teacher over from scratch, in points, against pictures of each class: from digits it is 3 to 6 points up to 100 of each class and 2 at 250; from clothes it is near zero everywhere."
figure, ax = plots.new_figure(7, 2.8)
for origin, look in (("digits", plots.TRAIN), ("clothes", plots.DEV)):
    leads = []
    for size in cases.SIZES:
        pair = [
            cases.at_own_rate(runs, source=s, target="digits", strategy=how, per_class=size)[0]
            for s, how in ((origin, "everything"), ("none", "from scratch"))
        ]
        leads.append(paired_change(*pair))
    print(f"from {origin:8s}", ", ".join(f"{lead:+.1f} ± {e:.1f}" for lead, e in leads), "points")
    means, errors = np.transpose(leads)
    ax.errorbar(cases.SIZES, means, errors, marker="o", capsize=3, label=f"from {origin}", **look)
ax.axhline(0, **plots.REFERENCE)
ax.set(xscale="log", xlabel="pictures of each class", ylabel="lead (points)")
ax.set_xticks(cases.SIZES, [str(size) for size in cases.SIZES])
ax.minorticks_off()
ax.legend()
figure

# %% [markdown]
# Here the lead from digits falls between 100 and 250 of each class, and is not gone (1.8 ± 0.6). At 5 it is small because
# a whole network, trained at once, loses most of what it was given (section 4). From clothes there is hardly a lead at
# any number. And does a better teacher help? S. Kornblith, J. Shlens and Q. Le (2019) tried sixteen on twelve targets, of
# photographs: better teachers gave better features, and on two fine-grained targets hardly more than from scratch.

# %% [markdown] minutes=9 lesson=false ask="Write the rule of the day in three lines." answers="Few and alike: the last layer; more: from the middle; else everything."
# ## 6 · Cases that nobody has shown you
#
# ### Exercise 4: a policy
#
# Decide for twelve cases that are not on this page: layers from `"digits"` or `"clothes"`, to digits 5 to 9 that
# wander by 1 or by 3 pixels, 10, 40 or 150 of each class. Your policy must beat each of the four strategies *always*
# chosen, by a point on average.
#
# <details><summary>Hint</summary>
#
# Go back to the dashboard: from which number on does each strategy lead, for either source?
#
# </details>


# %% exercise=6
def policy(source, per_class):
    """Return "head only", "from the middle", "everything" or "from scratch"."""
    # BEGIN SOLUTION
    if source == "clothes":
        return "everything"
    if per_class < 20:
        return "head only"
    return "from the middle" if per_class < 80 else "everything"
    # END SOLUTION


# %%
check.policy(policy)

# %% folded=true alt="Twelve rows, one for each unseen case, grey dots for the four strategies and a blue disc for the one that was picked; the disc is the rightmost or close to it in nearly every row."
unseen_cases = unseen.stored_outcomes()
decide = checks.yours_or_ours(policy, check.policy, check_answers.policy)
figure, ax = plots.new_figure(8, 4)
picked = [decide(source=origin, per_class=size) for origin, size, _ in unseen_cases]
drawing.draw_policy(ax, unseen_cases, picked)
ax.set_title(f"policy: {decide.whose}")
figure

# %% folded=true
own = unseen.mean_right(lambda origin, size: decide(source=origin, per_class=size), unseen_cases)
best = np.mean([max(scores.values()) for scores in unseen_cases.values()])
for name in unseen.CHOICES:
    always = unseen.mean_right(lambda origin, size, name=name: name, unseen_cases)
    print(f"always {name:16s} {always:.1f} %")
print(f"the policy ({decide.whose}): {own:.1f} %; the best of the four in each case: {best:.1f} %")

# %% [markdown] minutes=3 lesson=true ask="Would you answer the two questions differently now?" answers="It depends on the number; and frozen, it can be worse."
# ## What remains
#
# * With five digits of each class that wander by two pixels or more, a new last layer alone, on two layers of 64
#   units or more that have learned other digits for 60 epochs, has more right answers than a network that is
#   trained whole at once, from these layers or from scratch, each at its own rate.
# * Where the digits wander, it is not the freezing that helps: the same last layer on two random layers has over five
#   points fewer right answers.
# * On layers of other digits, with 50 of each class the layer below must learn, too: trained from the middle the
#   network is ahead of the last layer alone.
# * On layers that have learned clothes, and with 50 digits of each class, a last layer alone is behind a network
#   that is trained from scratch: to freeze can harm.

# %% [markdown]
# * With five digits of each class that stand still, a last layer alone on layers that have learned other digits
#   standing still is behind a network from scratch, and behind one that is trained whole from these layers: it is the
#   freezing that harms.
# * What one can say, say: trained from scratch, its five digits of each class moved anew in each batch, a network is
#   ahead of a last layer alone on the layers of other digits, its pictures not moved.
# * With 20 of each class that wander by two pixels or more, and everything trained (up to 64 units a layer), a rate
#   for each layer, a tenth of that of the layer above, has more right answers than one rate for all.

# %% tags=["nbval-ignore-output"]
print(how_right("transfer_learning"))

# %% [markdown]
# **What people get wrong**
#
# * They freeze the gradient, and decay or momentum moves the weights.
# * They compare a transfer with a network from scratch at the transfer's rate, or in the transfer's time.
# * They praise frozen layers, or blame them, without having tried random ones.
#
# **Exercises here:** 1 it must stay · 2 what freezing saves · 3 three rates that beat two rivals · 4 a policy

# %% [markdown] minutes=2 lesson=false
# ## How far this holds
#
# Each sentence was tried with other draws and teachers, other digits, wanderings, widths and times (stored:
# `make claims NB=10`).

# %%
claims_table("transfer_learning")

# %% [markdown]
# One of them, measured again now:

# %%
again("transfer_learning", "many")

# %% [markdown]
# **References**
#
# * M. Zeiler, R. Fergus (2014), *Visualizing and understanding convolutional networks*, ECCV.
# * J. Yosinski, J. Clune, Y. Bengio, H. Lipson (2014), *How transferable are features in deep neural networks?*, NIPS.
# * CS231n (Stanford, 2015), notes on transfer learning: the four cases.
# * J. Howard, S. Ruder (2018), *Universal language model fine-tuning for text classification*, ACL: a rate per layer.
# * A. Kumar, A. Raghunathan, R. Jones, T. Ma, P. Liang (2022), *Fine-tuning can distort pretrained features and
#   underperform out-of-distribution*, ICLR: the last layer first.
# * S. Kornblith, J. Shlens, Q. Le (2019), *Do better ImageNet models transfer better?*, CVPR.
# * K. He, R. Girshick, P. Dollár (2019), *Rethinking ImageNet pre-training*, ICCV.
# * H. Xiao, K. Rasul, R. Vollgraf (2017), *Fashion-MNIST*: the clothes.
