# ---
# jupyter:
#   course:
#     title: Learning-rate schedules, further
#     question: Which schedule, when nobody knows how long the run will be?
#     about: a schedule and its budget, the lectures' forms, one cycle, restarts, hold-then-decay, on plateau, batches, RAdam
#     needs: ["06"]
#     kind: claims
#     running: [5, 0, 5, 5, 5, 5, 5, 5, 0, 0, 0]
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 06b · Learning-rate schedules, further
#
# **Schedules have many names: one cycle, restarts, hold-then-decay, on plateau. You find out what each of them buys,
# and what it has to know beforehand.**
#
# After this notebook you can
#
# * say why a run that is stopped early tells little about its schedule (학습률 스케줄),
# * write hold-then-decay, restarts and a plateau rule of your own, and compare them fairly,
# * repair a form of decay (감쇠) that is infinite at its start,
# * say what a warm-up (워밍업) does for Adam, and where it does nothing.
#
# Time: {minutes} minutes, exercises included. You need: notebook 06; for section 7 Adam (notebook 05).

# %% [markdown]
# **Two questions first.** Write your answers on a piece of paper; you will need them at the end.
#
# 1. You train for as long as the machine is free, and nobody can say how long that is. Which schedule do you take?
# 2. It is often said that Adam needs a warm-up. What would go wrong without one?

# %%
try:
    import course_lib
except ImportError:
    print("This kernel does not know the course. Close JupyterLab and start it with: make lab")
else:
    print(f"course_lib {course_lib.__version__} is ready")

# %%
from dataclasses import replace

import numpy as np

from course_lib import checks, engine, plots
from course_lib.chapters.learning_rate_schedules_further import (
    batches,
    beginnings,
    budgets,
    check,
    check_answers,
    contenders,
    drawing,
    side_by_side,
)
from course_lib.chapters.learning_rate_schedules_further.runs import Watched, run
from course_lib.chapters.learning_rate_schedules_further.side_by_side_dashboard import (
    side_by_side_dashboard,
)
from course_lib.claims import load_results
from course_lib.dashboards import again, claims_table, predict
from course_lib.datasets import load_sweep
from course_lib.experiments.contests import compared
from course_lib.experiments.decay_forms import FORMS, composed
from course_lib.experiments.schedule_problem import Problem

# %% [markdown] minutes=6 lesson=true ask="The run was planned for 40 epochs and stops at 20. Is the loss that of a run planned for 20?" answers="Most: yes, it has seen as many batches."
# ## 1 · A plan that changes
#
# The network of notebook 06: 500 points of two moons, two hidden layers of 16 units, batches of 10. A cosine was planned
# for 2000 updates, 40 epochs. After 1000 the machine is taken away. `run` trains a list of schedules side by side, each
# from the same seeds.

# %%
predict(
    "learning_rate_schedules_further", "stopped", "Both have made 1000 updates: a cosine planned "
    "for 2000, and one planned for 1000. How much higher is the loss of the first?",
    ["not at all", "some 10 to 30 %", "twice as high"], answer="some 10 to 30 %",
    because="Half way the rate is still half of its peak, and with it the noise.",
)  # fmt: skip

# %%
moons, seeds = Problem(), tuple(range(10))
records = list(range(50, 1001, 50))
for_2000 = engine.cosine_decay(0.8, steps=2000, end=0.008)
for_1000 = engine.cosine_decay(0.8, steps=1000, end=0.008)
plans = run(moons, [for_2000, for_1000], seeds, at=records)

# %% alt="Left: two cosines; the one made for 2000 updates is still at half its peak at update 1000, the other has come down. Right: their losses lie together at first, then the one made for 1000 ends clearly lower."
figure, (left, right) = plots.new_figure(panels=2)
for k, words in enumerate(("made for 2000", "made for 1000")):
    look = (plots.DEV, plots.TRAIN)[k]
    drawing.draw_rates(left, plans.rates[k, 0], **look, label=words)
    drawing.draw_losses(right, records, plans.loss[k].mean(axis=0), **look, label=words)
left.set_ylim(bottom=0)
right.set(ylim=(0.06, 0.4), title="mean of 10 seeds")
left.legend()
figure

# %%
print(f"after 1000 updates: {plans.ends[0].mean():.3f} and {plans.ends[1].mean():.3f}; ", end="")
print(f"seed by seed the first is {100 * compared(*plans.ends).change:+.0f} %")

# %% [markdown]
# The same network, the same batches, as many updates: and the run that was stopped looks worse. A schedule belongs to
# its budget. From the middle of a run one cannot read how good it will be, nor stop it early and compare; whoever searches
# for settings with short runs (notebook 08) has to know that.
#
# It can go the other way, too. On 1000 digits the stopped one ends a tenth *lower* (*How far this holds*): there the loss
# still falls, and a larger rate late in the run helps more than its noise harms.
#
# So what do you take when nobody knows the budget? First, how to compare at all.

# %% [markdown] minutes=9 lesson=false
# ## 2 · Each at its own peak
#
# A peak that is good for a constant rate is too low for a cosine (notebook 06). To be fair, each schedule gets its own.
# That takes a list of peaks to try. They should lie evenly on a *log* scale: a rate twice as large is a step as
# long from 0.1 as it is from 1.
#
# ### Exercise 1: the rates to try
#
# From `low` to `high` in `steps` rates, each the same multiple of the one before. The range test of notebook 06 takes
# such rates, too. (In L. Smith's paper of 2017 the rate rises on a straight line; multiplying is the common later form.)
#
# <details><summary>Hint</summary>
#
# From the first of `steps` rates to the last there are `steps - 1` strides. All strides together multiply by `high /
# low`.
#
# </details>


# %% exercise=4
def rates_to_try(low, high, steps):
    """Return an array of `steps` rates, the first `low`, the last `high`.

    >>> rates_to_try(0.01, 1.0, 3)
    array([0.01, 0.1 , 1.  ])
    """
    # BEGIN SOLUTION
    stride = (high / low) ** (1 / (steps - 1))
    return low * stride ** np.arange(steps)
    # END SOLUTION


# %%
check.rates_to_try(rates_to_try)

# %% [markdown]
# Your rates go to work. Where your function is not there yet, the course's own steps in, and the picture says whose
# it is.

# %%
predict(
    "learning_rate_schedules_further", "own_peaks", "The peak at which a cosine ends lowest: how "
    "does it compare with the constant rate that ends lowest?",
    ["smaller", "about the same", "several times larger"], answer="several times larger",
    because="At its end the cosine is small anyway; at its beginning it can afford to be large.",
)  # fmt: skip

# %%
rates = checks.yours_or_ours(rates_to_try, check.rates_to_try, check_answers.rates_to_try)
peaks = rates(0.05, 3.2, 7)
constants = run(moons, list(peaks), seeds)
cosines = run(moons, [engine.cosine_decay(p, 1000, p / 100) for p in peaks], seeds)

# %% alt="Loss at the end against the peak. The constant rate has its lowest loss at 0.2 or 0.4; the cosine lies far above it at small peaks and below it from 0.4 on, with its lowest loss at about 0.8 to 1.6."
figure, ax = plots.new_figure(6, 3.4)
for name, runs_of in (("constant", constants), ("cosine", cosines)):
    look = drawing.LOOKS[name] | {"linewidth": 2, "marker": "o"}
    ax.plot(peaks, np.exp(np.log(runs_of.ends).mean(axis=1)), **look, label=name)
drawing.loss_axis(ax)
drawing.peak_axis(ax, peaks.round(2))
ax.set_title(f"10 seeds; the rates to try are {rates.whose}")
ax.legend()
figure

# %% [markdown]
# Each curve is a valley, and its floor is flat: two neighbours are often a tie. What matters is that the lowest point is
# no end of the list; else the list was too short. From here on each schedule has the peak of its own valley, chosen by
# some seeds and judged by others.

# %% [markdown] minutes=11 lesson=false
# ## 3 · The lectures' forms
#
# *The lectures* are Korean course notes. From a first rate $\alpha_0$, at epoch $e$, they name
#
# $$\frac{\alpha_0}{1 + e} \qquad 0.95^e\,\alpha_0 \qquad 0.99^e\,\alpha_0 \qquad \frac{k}{\sqrt{e}}\,\alpha_0$$
#
# and besides: halve it now and then; by hand; go down on a line, or on a cosine.

# %%
predict(
    "learning_rate_schedules_further", "forms", "A run of 20 epochs. One of these does not work "
    "as it is written. Which?",
    ["1 / (1 + e)", "0.95 ** e", "1 % per epoch", "k / root of e"], answer="k / root of e",
    because="At epoch 0 it divides by 0, and until epoch k ** 2 it lies above the first rate.",
)  # fmt: skip

# %%
epoch = np.array([0, 1, 2, 4, 10, 19])
with np.errstate(divide="ignore"):
    root_as_written = 0.8 * 2 / np.sqrt(epoch)
forms_of_lectures = {
    "1 / (1 + e)": engine.inverse_time_decay(0.8, decay=1.0)(epoch),
    "0.95 ** e": engine.exponential_decay(0.8, decay=0.95)(epoch),
    "1 % per epoch": engine.exponential_decay(0.8, decay=0.99)(epoch),
    "k / root e, k = 2": root_as_written,
    "halved every 5": engine.step_decay(0.8, factor=0.5, every=5)(epoch),
    "linear": engine.linear_decay(0.8, steps=20)(epoch),
    "cosine": engine.cosine_decay(0.8, steps=20)(epoch),
}

# %%
print(f"{'epoch':18s}", *(f"{e:6d}" for e in epoch))
for name, row in forms_of_lectures.items():
    print(f"{name:18s}", *(f"{rate:6.3f}" for rate in row))

# %% [markdown]
# * $k/\sqrt e$ is infinite at epoch 0, and with $k = 2$ it lies above $\alpha_0$ until epoch 4.
# * *1 % per epoch* is hardly a decay in a run of 20 epochs. It is made for hundreds: always ask how many.
# * *Linear* and *cosine* know the budget. `per_epoch(schedule, steps_per_epoch=50)` makes a schedule of epochs one of
#   updates.
#
# ### Exercise 2: mend the root
#
# Find a rate that is `lr` at epoch 0, falls from there on, and late in a run comes as close to `lr * k / sqrt(epoch)`
# as you like. One more number under a root does it.
#
# <details><summary>Hint</summary>
#
# $\frac{k}{\sqrt e} = \frac{1}{\sqrt{e / k^2}}$. What must be added under the root, so that it is 1 at epoch 0?
#
# </details>


# %% exercise=4
def root_decay(epoch, lr, k):
    """Return the rates of an array of epochs.

    >>> root_decay(np.array([0.0, 12.0]), 0.4, 2)
    array([0.4, 0.2])
    """
    # BEGIN SOLUTION
    return lr / np.sqrt(1 + epoch / k**2)
    # END SOLUTION


# %%
check.root_decay(root_decay)

# %% [markdown]
# Your root trains: from three peaks, with $k = 1$, beside the cosine. All are read at every update, 50 to an epoch.

# %%
mended = checks.yours_or_ours(root_decay, check.root_decay, check_answers.root_decay)
roots = [lambda step, lr=lr: mended(np.asarray(step) / 50, lr, 1.0) for lr in (0.4, 0.8, 1.6)]
rooted = run(moons, [*roots, for_1000], seeds, at=records)

# %% alt="Left: rates of the mended root from three peaks, which fall fast at first and then slowly, and a cosine from 0.8. Right: their losses; the cosine ends lowest, and the root from the higher peaks comes near it."
figure, (left, right) = plots.new_figure(panels=2)
dashes = [(0, (1, 1)), "--", "-."]
for k, lr in enumerate((0.4, 0.8, 1.6)):
    look = {"color": plots.ORANGE, "linestyle": dashes[k], "label": f"root from {lr:g}"}
    drawing.draw_rates(left, rooted.rates[k, 0], **look)
    drawing.draw_losses(right, records, rooted.loss[k].mean(axis=0), **look)
drawing.draw_rates(left, rooted.rates[3, 0], **drawing.LOOKS["cosine"], label="cosine")
drawing.draw_losses(right, records, rooted.loss[3].mean(axis=0), **drawing.LOOKS["cosine"])
left.legend()
right.set(ylim=(0.06, 0.4), title=f"10 seeds; the root is {mended.whose}")
figure

# %%
print("loss at the end, root from 0.4, 0.8, 1.6, and cosine:", rooted.ends.mean(axis=1).round(3))

# %% [markdown]
# **From one start to one end.** The names hide how different the forms are. Give all of them the same beginning and the
# same end, after the same 1000 updates (`composed`), and look.

# %%
predict(
    "learning_rate_schedules_further", "first_to_go", "From 0.8 to 0.008 in 1000 updates: which "
    "form is the first to let the rate go?",
    ["linear", "exponential", "1 / t", "1 / root t"], answer="1 / root t",
    because="It is slow at its end, so it must hurry at the beginning to arrive at all.",
)  # fmt: skip

# %% alt="Six forms from 0.8 to 0.008 over 1000 updates. Cosine, staircase and linear stay high for long; exponential falls soon, 1 over root t and 1 over t collapse within the first hundred updates."
figure, (left, right) = plots.new_figure(9.5, 3.4, panels=2)
for ax in (left, right):
    for form in list(FORMS)[1:]:
        forms_rates = composed(form, 0.8, 0, 0.01, steps=1000)(np.arange(1000))
        drawing.draw_rates(ax, forms_rates, label=form, **drawing.FORM_LOOKS[form])
right.set(yscale="log", ylim=(0.006, 1), ylabel="the same on a log axis")
left.legend(loc="upper right")
figure

# %% [markdown]
# Half way, cosine and line still have half of the peak; $1/t$ and $1/\sqrt t$ have lost nine tenths of it within the
# first hundred updates. With such an end they spend the run at rates that are too small. That is why notebook 06 finds
# them behind, and why they want a higher peak and a higher end.

# %% [markdown] minutes=19 lesson=true ask="The table says what each has to know. Which of them gives a usable result when it is stopped half way?" answers="Hold, then decay, many say: it needs no budget. It is the restarts, if a cycle has just ended."
# ## 4 · What you meet elsewhere
#
# | name | the rate | has to know | from |
# |---|---|---|---|
# | one cycle | up on a line, down on a line, a last tenth far below | the budget | L. Smith (2018) |
# | warm restarts | a cosine, again and again | the length of a cycle | Loshchilov, Hutter (2017) |
# | hold, then decay | a warm-up, the peak, a fall at the end | when the fall begins | Hu et al. (2024) |
# | on plateau | a share of it, whenever the loss got no better for some epochs | a patience that fits the run | Keras, PyTorch |
#
# *Hold, then decay* is called warm-up-stable-decay, WSD, in the papers. The first three are functions of the step, and
# made of parts that you know:

# %%
wave, fall = engine.cosine_decay(0.8, 500, 0.008), engine.linear_decay(0.8, 400, 0.008)
restarts = engine.piecewise([500], [wave, wave])
hold = engine.warm_up(engine.piecewise([550], [0.8, fall]), steps=50)
up, down = engine.linear_decay(0.08, 300, 0.8), engine.linear_decay(0.8, 600, 0.08)
cycle = engine.piecewise([300, 900], [up, down, engine.linear_decay(0.08, 100, 0.008)])

# %% alt="Three panels of rates over 1000 updates: one cycle, a triangle with a low tail; restarts, two cosines; hold then decay, a short rise, a plateau, a straight fall."
figure, axes = plots.new_figure(9.5, 2.6, panels=3)
shown = {"one cycle": cycle, "restarts": restarts, "hold, decay": hold}
for ax, (name, schedule) in zip(axes, shown.items(), strict=True):
    drawing.draw_rates(ax, schedule(np.arange(1000)), **drawing.LOOKS[name])
    ax.set(title=name, ylim=(0, 0.85))
figure

# %% [markdown]
# The plateau rule cannot be drawn beforehand: it watches the loss, as early stopping does (notebook 03). You will write
# it below. First look at all of them, with the constant rate and the cosine: twenty seeds at eight peaks (stored runs).

# %%
predict(
    "learning_rate_schedules_further", "at_half", "All are stopped after 500 of 1000 updates, at "
    "a peak of 0.8. Which one has the lowest loss there?",
    ["constant", "cosine", "restarts (two cycles)", "hold, decay", "on plateau"],
    answer="restarts (two cycles)",
    because="Its first cycle has just ended: it is the only one whose rate is small by then.",
)  # fmt: skip

# %% [markdown]
# **Task 1.** a) After 1000 updates: which peak is best for the constant rate, and which for the cosine? b) At a peak of
# 0.8, stop after 250, 500, 750 and 1000 updates: where do the restarts lie below the cosine, and where above?
# c) *Hold, decay* at 0.8: how much of its loss does it lose in the last 250 updates?

# %% alt="Left: the rate of the chosen schedule along the run, beside that of the best cosine. Right: its loss, mean and range of 20 seeds, with a point where it is stopped."
stored = load_sweep("learning_rate_schedules_further_side_by_side")
schedules_side_by_side = side_by_side_dashboard(stored)
schedules_side_by_side

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# a) 0.2, and 1.2: six times as large. b) Below after 250 and 500: a cycle of 500 has then come half way, and down. Above
# after 750, where the second cycle is in full swing, and a little above at the end. c) From 0.093 to 0.074, a fifth.
#
# </details>
#
# Each at the peak that the first five seeds chose, judged by the other fifteen, and held against the constant rate and
# the cosine seed by seed (`±` is one standard error; a change counts from three of them on):

# %%
chosen = {name: side_by_side.best_peak(stored, name) for name in contenders.CONTENDERS}
at_end = {name: stored.at(schedule=name, peak=chosen[name])["loss"] for name in chosen}
judged = {name: losses[side_by_side.JUDGING] for name, losses in at_end.items()}

# %%
print(f"{'':12s} peak   loss   against constant   against cosine")
for name, losses in judged.items():
    against = [str(compared(losses, judged[other])) for other in ("constant", "cosine")]
    print(f"{name:12s} {chosen[name]:4g}  {losses.mean():.3f}  {against[0]:>16}  {against[1]:>15}")

# %% [markdown]
# All five end 14 to 19 % below the constant rate. *One cycle* and *hold, decay* tie with the cosine; *restarts* and *on
# plateau* end a little above. So on moons the names buy something else than a lower loss:
#
# * cosine, one cycle: the lowest loss, if the budget is known,
# * restarts: a usable result after each cycle, for some 5 % at the end, because half of the run went into the first,
# * hold, decay: the budget may stay open until the fall (section 5), at no price here,
# * on plateau: no budget, but a patience that fits; the price is that it waits before it acts.
#
# All this is the loss on the training points.

# %% [markdown]
# **Is it so with other data?** The same contest under other conditions, all tuned anew (stored: sixty seeds, the plateau
# rule fifteen):

# %% folded=true
outcomes = load_results("learning_rate_schedules_further").outcomes
contests = {outcome.words: outcome.numbers for outcome in outcomes["elsewhere"]}
watchers = {outcome.words: outcome.numbers for outcome in outcomes["plateau"]}

# %% folded=true
falling = ("cosine", "restarts", "hold, decay")
print(f"{'against the constant rate':25s}", *(f"{name:>12s}" for name in (*falling, "on plateau")))
for words in ("as in the notebook", "batches of 2", "1000 digits"):
    ended, on = contests[words], watchers[words]
    row = [str(compared(ended[name], ended["constant"])) for name in falling]
    row.append(str(compared(on["on plateau"], on["constant"])))
    print(f"{words:25s}", *(f"{each:>12s}" for each in row))
for words in ("1000 digits", "3000 digits"):
    against = compared(contests[words]["hold, decay"], contests[words]["cosine"])
    print(f"hold, decay against the cosine, {words}: {against}")

# %% [markdown]
# On digits the order is another one. *Hold, decay* ends a quarter below the cosine on 1000 digits, and a seventh on 3000.
# There the loss still falls when the run ends, so time at the full rate seems to count. On 1000 digits restarts are no
# clear gain over the constant rate.
#
# And the plateau rule, with its patience of 3 epochs, gains nothing in short runs: 1000 updates are 4 epochs with batches
# of 2, and 10 on 1000 digits. It never cuts there. With 40 epochs of digits it cuts, and gains nothing either.

# %% [markdown]
# ### Exercise 3: watch the loss
#
# Write the plateau rule. `losses` are those of the epochs so far (none before the first). An epoch *waits* if its loss is
# not below all losses before it; the first epoch never waits. Each time `patience` epochs in a row have waited, the rate
# becomes a tenth, and the count begins anew; the lowest loss is that of the whole run, also after a cut.
#
# <details><summary>Hint</summary>
#
# Go through all the losses and keep three things: the rate, the lowest loss, and how many have waited.
#
# </details>


# %% exercise=7
def plateau_rate(losses, peak, patience):
    """Return the rate of the next epoch.

    >>> plateau_rate([0.5, 0.4, 0.41, 0.42], 0.8, 2)
    0.08
    """
    # BEGIN SOLUTION
    rate, lowest, waited = peak, np.inf, 0
    for loss in losses:
        waited = 0 if loss < lowest else waited + 1
        lowest = min(lowest, loss)
        if waited == patience:
            rate, waited = rate / 10, 0
    return rate
    # END SOLUTION


# %%
check.plateau_rate(plateau_rate)

# %% [markdown]
# It sets the rate of five runs, asked after every epoch with the mean loss of its batches; with a patience of 2 and
# of 4, at a peak of 0.8.

# %%
watcher = checks.yours_or_ours(plateau_rate, check.plateau_rate, check_answers.plateau_rate)
watched = [
    Watched(0.8, lambda losses, peak, p=p: watcher(np.array(losses), peak, p)) for p in (2, 4)
]
on_plateau = run(moons, [*watched, 0.8], seeds[:5], at=records)

# %% alt="Left: the rates of five seeds with a patience of 2, stairs that fall at different epochs. Right: losses with a patience of 2, of 4, and at a constant rate of 0.8, which trembles far above."
figure, (left, right) = plots.new_figure(panels=2)
for one_seed in on_plateau.rates[0]:
    drawing.draw_rates(left, one_seed, color="black", linewidth=1)
left.set(yscale="log", ylim=(5e-4, 2), title="patience 2: five seeds")
looks = [{"color": "black"}, plots.DEV, drawing.LOOKS["constant"]]
for k, words in enumerate(("patience 2", "patience 4", "constant")):
    drawing.draw_losses(right, records, on_plateau.loss[k].mean(axis=0), **looks[k], label=words)
right.set(ylim=(0.06, 0.4), title=f"5 seeds; the rule is {watcher.whose}")
right.legend()
figure

# %%
print("loss at the end, patience 2, patience 4, constant:", on_plateau.ends.mean(axis=1).round(3))

# %% [markdown]
# It needs no budget, and its stairs fall where each seed has come to its own floor. But the patience has to fit the run:
# with 4 the first cut often comes so late that not much is left of the run. Keras's default, 10 epochs, would hardly
# cut here at all. Nor would 3 in a run of 10 epochs.

# %% [markdown] minutes=8 lesson=true ask="One run holds, and three falls branch off. How far do they end from cosines made for 500, 1000 and 2000 updates?" answers="Some: 10 to 20 % above, since one run cannot be best for three budgets. It is within 5 %."
# ## 5 · One run for every budget
#
# *Hold, then decay* does not know the budget until its fall begins. So one run can serve many: it holds, and where
# somebody wants a result, a fall branches off. The run itself goes on.

# %%
predict(
    "learning_rate_schedules_further", "branches", "A run holds 0.8. For 500, 1000 and 2000 "
    "updates a fall branches off over the last 40 %. How far do the three end from cosines that "
    "were made for these budgets?",
    ["within 5 %", "10 to 20 % above", "twice as high"], answer="within 5 %",
    because="What the fall removes is the noise of the high rate, and it removes it at any time.",
)  # fmt: skip

# %%
lengths = (500, 1000, 2000)
held = budgets.branched(moons, lengths, peak=0.8, share=0.4, seeds=seeds)
made_for = np.array(
    [
        run(replace(moons, updates=n), [engine.cosine_decay(0.8, n, 0.008)], seeds).ends[0]
        for n in lengths
    ]
)

# %% alt="Left: a rate that holds 0.8, with three falls that branch off toward updates 500, 1000 and 2000. Right: loss at the end for the three budgets; the branches and the cosines made for each budget lie on each other, the cosine made for 2000 and stopped lies above."
figure, (left, right) = plots.new_figure(panels=2)
for n in lengths:
    branch = contenders.hold_then_decay(0.8, n, 0.4, warm=50 / n)(np.arange(n))
    drawing.draw_rates(left, branch, **drawing.LOOKS["hold, decay"])
for ends, name in ((held, "hold, decay"), (made_for, "cosine")):
    words = {"hold, decay": "branches of one run", "cosine": "a cosine for each"}[name]
    right.plot(lengths, ends.mean(axis=1), **drawing.LOOKS[name], marker="o", label=words)
right.plot(
    1000, plans.ends[0].mean(), "X", color=plots.GREY, markersize=11, label="made for 2000, stopped"
)
drawing.loss_axis(right, 0.06, 0.13)
right.set(xscale="log", xlabel="budget (updates)", title="mean of 10 seeds")
right.set_xticks(lengths, [str(n) for n in lengths])
right.minorticks_off()
right.legend()
figure

# %%
for n, ours, theirs in zip(lengths, held, made_for, strict=True):
    print(f"{n:4d} updates: branch {ours.mean():.3f}, cosine {theirs.mean():.3f}, ", end="")
    print(f"seed by seed {compared(ours, theirs)}")

# %% [markdown]
# The answer to the first question. Three cosines cost 3500 updates; the one run with its branches 1200 (held to 1200) and
# three falls, 1400, together 2600; and it can still go on. Hägele et al. (2024) use it to measure how a loss falls with the
# budget. What it asks of you is to say, at some time, *now fall*. On 1000 digits its branches even end well below the
# cosines; a fall over the last 10 % is too short for 500 updates (*How far this holds*).

# %% [markdown] minutes=9 lesson=false
# ## 6 · A larger batch instead of a smaller rate
#
# If the floor of a constant rate is noise, there is another way to lower it: ten times the batch (S. Smith et al., 2018).
# Half way either a tenth of the rate, or ten times the batch at the full rate, so many epochs as before.

# %%
predict(
    "learning_rate_schedules_further", "growing", "Both have seen the same points as often. The "
    "loss with the larger batch is ...",
    ["lower", "the same", "higher"], answer="the same",
    because="Both make the noise of a step small. How small hardly matters here, as you will see.",
)  # fmt: skip

# %%
smaller_rate, many = batches.decayed(moons, [0.8], seeds)
larger_batch, few = batches.grown(moons, [0.8], seeds)
print(f"loss {smaller_rate.mean():.3f} after {many} updates with a tenth of the rate,")
print(f"loss {larger_batch.mean():.3f} after {few} with ten times the batch: ", end="")
print(compared(larger_batch[0], smaller_rate[0]))

# %% [markdown]
# Almost the same loss, in little more than half of the updates. On a machine that computes 100 points as fast as 10,
# that is time saved. On one core it is not: it is the same number of examples.
#
# Is a tenth the right partner of ten times the batch? A control, with other factors for the rate:

# %%
for factor in (2, 3, 5, 10, 20, 100):
    rate_divided = batches.decayed(moons, [0.8], seeds, factor)[0][0]
    print(f"against the rate / {factor:3d}: {compared(larger_batch[0], rate_divided)}")

# %% [markdown]
# A third, a fifth, a tenth, a twentieth: all within 5 % of it. The factor hardly matters here. So this experiment shows
# that a larger batch can take the place of a smaller rate; it cannot show that ten goes with ten.
#
# **Warm-up for large batches** is where the warm-up became famous (Goyal et al., 2017). With less noise, peaks are usable
# at which runs with batches of 10 are lost, and there the beginning is hard. Batches of 100, 300 updates, a cosine
# with and without a warm-up of 10 %, twenty seeds:

# %%
large = beginnings.LARGE
high = (0.8, 1.6, 2.4, 3.2)
begun = [beginnings.warm_cosine(peak, 300, share) for peak in high for share in (0, 0.1)]
ends_large = run(large, begun, tuple(range(20))).ends.reshape(4, 2, 20)

# %%
for peak, (cold, warm) in zip(high, ends_large, strict=True):
    print(f"peak {peak:g}: cold {cold.mean():.3f}, warm {warm.mean():.3f}, ", end="")
    print(f"seed by seed {compared(warm, cold)}")
failed = outcomes["large_batches"][0].numbers
print(f"of {failed['runs of each']} runs at 3.2 fail: {failed['cold']} cold, {failed['warm']} warm")

# %% [markdown]
# Up to 1.6 a warm-up changes nothing. At 3.2 some cold runs fail: they end at more than twice the loss of the usual run.
# Twenty seeds are too few to see it, since most cold runs are well; so we counted 200 (stored). And the warm run at 3.2 is
# no better than one at 1.6. The warm-up made a high peak possible; here nobody needed it.

# %% [markdown] minutes=13 lesson=true ask="In Adam's first step every weight moves by one full rate. What can ten such steps do to a network of ReLUs?" answers="Little, most say: they are ten of 400. They switch off a fifth of the hidden units."
# ## 7 · Adam's first steps
#
# Often said: *Adam needs a warm-up.* Notebook 06's network shows nothing of it. So we take digits: 1000 images of 7 x 7
# pixels, four hidden layers of 32 ReLUs, no normalization, 400 updates (`beginnings.DIGITS`). A cosine each, at five peaks.
#
# In its first step Adam divides each gradient by its own size: every weight moves by one full rate, however small its
# gradient. In a unit with 49 inputs these moves add up.

# %%
predict(
    "learning_rate_schedules_further", "dead", "128 hidden ReLUs, a peak of 0.02. After the first "
    "10 updates, how many of them are off for every digit, when Adam begins cold?",
    ["none", "about 5", "about 25", "about 100"], answer="about 25",
    because="Each step moves every weight by about one full rate, and ten of them add up.",
)  # fmt: skip

# %%
begin_cold, begin_warm = (beginnings.warm_cosine(0.02, 400, share) for share in (0, 0.3))
begin_slow = beginnings.slow_first(0.02, 400, first=10, share=1 / 20)
rectified = replace(beginnings.DIGITS, rule="RAdam")
ways = {
    "cold": (beginnings.DIGITS, begin_cold),
    "warm-up 30 %": (beginnings.DIGITS, begin_warm),
    "RAdam": (rectified, begin_cold),
    "first 10 at 1/20": (beginnings.DIGITS, begin_slow),
}

# %%
counted = (1, 5, 10, 20, 200)
print(f"{'units off after':16s}", *(f"{n:5d}" for n in counted), "updates")
for name, (problem, schedule) in ways.items():
    off = beginnings.dead_along(problem, schedule, counted, seeds[:5]).mean(axis=1)
    print(f"{name:16s}", *(f"{count:5.1f}" for count in off))

# %%
ends_begun = run(beginnings.DIGITS, [begin_cold, begin_slow, begin_warm], tuple(range(15))).ends
print(f"loss against cold: first 10 at 1/20 {compared(ends_begun[1], ends_begun[0])}, ", end="")
print(f"warm-up 30 % {compared(ends_begun[2], ends_begun[0])}; ", end="")
print(f"the second against the first {compared(ends_begun[2], ends_begun[1])}")

# %% [markdown]
# (Means of five and of fifteen seeds.) Cold, a fifth of the network is thrown out in ten steps, as in notebook 06 when the
# weights were too large; few come back. The first step kills only two or three of the 128. It is many steps that add up.
#
# Is that the whole harm? The last line is a control: only the first ten updates are slow, at a twentieth of the rate. The
# deaths come ten updates later, and the loss gains little or nothing. A warm-up over 30 % of the run gains much more. So
# dead units are a part of it, and there is no single step that goes wrong.

# %% [markdown]
# **RAdam** is the best-known explanation of it (Liu et al., 2020): $1/\sqrt v$ rests on few gradients at first, and
# its spread has no bound. $\rho$ says how many gradients the average $v$ is worth: with
# $\rho_\infty = \frac{2}{1 - \beta_2} - 1$,
#
# $$\rho = \rho_\infty - \frac{2t\beta_2^t}{1 - \beta_2^t} \qquad
# r = \sqrt{\frac{(\rho - 4)(\rho - 2)\,\rho_\infty}{(\rho_\infty - 4)(\rho_\infty - 2)\,\rho}}$$
#
# RAdam takes $r$ of Adam's step, and while $\rho \le 5$ a step of momentum, $\text{lr}\cdot\hat m$. (The paper says 4; 5 is
# its authors' code, PyTorch and our engine.) In the engine: `RAdam(beta1, beta2)`; its $r$ is `rectification(t, beta2)`.

# %% alt="The share r of Adam's step against the step t, on a log axis, for beta2 0.9, 0.99 and 0.999: zero for the first five steps, then rising to 1; with 0.999 it takes thousands of steps."
figure, ax = plots.new_figure(6, 3)
steps_made = np.arange(1, 10001)
for beta2, look in zip((0.9, 0.99, 0.999), (plots.TEST, plots.DEV, plots.TRAIN), strict=True):
    look = {key: look[key] for key in ("color", "linestyle")}
    ax.plot(steps_made, engine.rectification(steps_made, beta2), label=f"beta2 {beta2:g}", **look)
ax.axvline(400, **plots.REFERENCE)
ax.text(420, 0.05, "our 400 updates", color="#555555")
ax.set(xscale="log", xlabel="step t", ylabel="share r of Adam's step", ylim=(0, 1.05))
ax.legend(loc="upper left")
figure

# %% [markdown]
# $r$ is a warm-up in disguise, and with $\beta_2 = 0.999$ a long one: in 400 updates it does not reach a half. So RAdam
# wants a higher peak, and *at the same peak* a comparison would be unfair. Stored runs, fifteen seeds:

# %% alt="Loss at the end against the peak. Left, digits: Adam cold and with warm-ups have their lowest loss at 0.02, the warm ones lower; RAdam its lowest at 0.1 or above, lower still. Right, moons: all four lie together."
begins = load_sweep("learning_rate_schedules_further_beginnings")
figure, axes = plots.new_figure(9.5, 3.4, panels=2)
begin_looks = dict(zip(begins.axes["beginning"], list(drawing.LOOKS.values())[1:5], strict=True))
for ax, data in zip(axes, begins.axes["data"], strict=True):
    for name, look in begin_looks.items():
        lows = [begins.at(data=data, beginning=name, peak=p)["loss"] for p in begins.axes["peak"]]
        ax.plot(begins.axes["peak"], np.exp(np.log(lows).mean(axis=1)), **look, label=name)
    drawing.loss_axis(ax, 0.05, 3 if data == "digits" else 0.8)
    drawing.peak_axis(ax, begins.axes["peak"])
    ax.set_title(data)
axes[0].legend(fontsize=10)
figure

# %%
for data in begins.axes["data"]:
    best = {name: beginnings.best_peak(begins, data, name) for name in begin_looks}
    ended = {name: begins.at(data=data, beginning=name, peak=best[name]) for name in begin_looks}
    for name in begin_looks:
        train, others = (
            compared(ended[name][kind][5:], ended["cold"][kind][5:]) for kind in ("loss", "others")
        )
        words = f"training {train}, other points {others}" if name != "cold" else ""
        loss = ended[name]["loss"][5:].mean()
        print(f"{data:6s} {name:12s} peak {best[name]:4g}: {loss:.3f}  {words}")

# %%
plain = replace(beginnings.DIGITS, rule="descent")
control = run(plain, [beginnings.warm_cosine(0.4, 400, share) for share in (0, 0.3)], seeds)
print("gradient descent on the same digits, at 0.4, its best peak: ", end="")
print(f"cold {control.ends[0].mean():.2f}, warm {control.ends[1].mean():.2f}, ", end="")
print(f"seed by seed {compared(control.ends[1], control.ends[0])}")

# %% [markdown]
# On digits a warm-up lowers the training loss, each at its own peak, and so does RAdam, at a peak five times as high. At
# the same peak, 0.02, RAdam would have seemed twice as bad as Adam. On other points little of it is left. Plain descent
# on the same digits gains nothing: the need is Adam's, not that of the digits. And on moons
# there is nothing to gain: with two inputs the first steps add up to little.
#
# **With tanh** there are no units to lose. A warm-up gains little there, but RAdam ends a seventh lower than a cold Adam,
# each at its own peak (*How far this holds*). So dead units cannot be all that RAdam mends.
#
# RAdam is one explanation among others. Ma and Yarats (2021) find a plain linear warm-up over $2 / (1 - \beta_2)$ steps as
# good, and see the harm in the *size* of the first steps. Xiong et al. (2020) trace the warm-up of
# transformers to the place of layer norm. What it gains is for you to measure.

# %%
now = run(
    beginnings.DIGITS, [beginnings.warm_cosine(0.02, 400, share) for share in (0, 0.3)], (5, 6, 7)
)
then = [begins.at(data="digits", beginning=b, peak=0.02)["loss"][5:8].mean() for b in begin_looks]
print(f"three of these seeds, trained now: cold {now.ends[0].mean():.2f}, ", end="")
print(f"warm {now.ends[1].mean():.2f}; stored: {then[0]:.2f} and {then[2]:.2f}")

# %% [markdown] minutes=4 lesson=true ask="Would you answer the two questions differently now?" answers="Hold, then decay; many long first steps add up, and dead units are a part of it."
# ## What remains
#
# Take your paper. Would you answer the two questions differently now?

# %% [markdown]
# * On moons and circles a cosine, one cycle, restarts and hold-then-decay, each at its own peak, all end lower in
#   training loss than the best constant rate, and none by a tenth lower than the cosine.
# * On moons and circles a cosine made for twice the budget and stopped ends higher in training loss than one made for
#   the budget.
# * One run that holds its peak serves two budgets of at least 500 updates, the whole and a half: a fall over the
#   last 40 % ends no more than 5 % above the cosine made for it.
# * Ten times the batch half way ends within 5 % of the loss of a smaller rate, be it a third or a twentieth of it, in
#   little more than half of the updates.
# * With Adam and ReLUs on 1000 digits, a warm-up ends lower in training loss than a cold beginning, each at its own
#   peak.
# * On 1000 digits RAdam ends lower in training loss than Adam without a warm-up, with ReLUs and with tanh, each at its
#   own peak.

# %% [markdown]
# **What people get wrong**
#
# * They stop a run early and judge its schedule; or search with short runs and a schedule that was made for long ones.
# * They compare two schedules, or two rules, at one and the same peak.
# * They give a plateau rule the patience of a longer run: in 20 epochs a patience of 10 hardly ever cuts, in 10 epochs
#   one of 3 gains nothing.
# * They read "needs a warm-up" as a law. It is a remedy for first steps that do harm; look whether yours do.
#
# **Exercises here:** 1 the rates to try · 2 the mended root · 3 the plateau rule

# %% [markdown] minutes=3 lesson=false
# ## How far this holds
#
# Every conclusion was tried under other conditions, one changed at a time: other seeds and data, noise, width, activation,
# rule, batch size, budget (stored: `make claims NB=06b`).

# %%
claims_table("learning_rate_schedules_further")

# %% [markdown]
# The cheapest of them, measured again now:

# %%
again("learning_rate_schedules_further", "batches")

# %% [markdown]
# ## Going further
#
# * *A schedule that beats the cosine.* `run` takes any function of the step. Write one, tune its peak with seeds 0 to
#   4, and judge it with others. On moons nobody has been a tenth better here yet. On 1000 digits hold-then-decay is, by a
#   quarter: try what else is.
# * *Restarts that grow.* Loshchilov and Hutter make each cycle twice as long as the one before.
# * *Without any fall.* An average of the weights removes the noise, too (notebook 06).

# %% [markdown]
# **References**
#
# * L. Smith (2017), *Cyclical learning rates for training neural networks*: the range test.
# * I. Loshchilov, F. Hutter (2017), *SGDR: stochastic gradient descent with warm restarts*.
# * P. Goyal et al. (2017), *Accurate, large minibatch SGD: training ImageNet in 1 hour*.
# * L. Smith (2018), *A disciplined approach to neural network hyper-parameters, part 1*: one cycle.
# * S. Smith, P. Kindermans, C. Ying, Q. Le (2018), *Don't decay the learning rate, increase the batch size*.
# * L. Liu et al. (2020), *On the variance of the adaptive learning rate and beyond*: RAdam.
# * R. Xiong et al. (2020), *On layer normalization in the transformer architecture*.
# * J. Ma, D. Yarats (2021), *On the adequacy of untuned warmup for adaptive optimization*.
# * S. Hu et al. (2024), *MiniCPM*: warm-up-stable-decay.
# * A. Hägele et al. (2024), *Scaling laws and compute-optimal training beyond fixed training durations*.
#
# The next notebook is 07, batch normalization.
