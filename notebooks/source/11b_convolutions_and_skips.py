# ---
# jupyter:
#   course:
#     title: Convolutions and skips
#     question: What does a network get for nothing when it is told that pixels have neighbours?
#     about: a filter slid by hand, weights shared, what an output sees, moved digits, ways around layers, blocks left out
#     needs: ["07"]
#     kind: claims
#     running: [0, 5, 0, 0, 5, 15, 30, 0, 0, 0, 0]
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 11b · Convolutions and skips
#
# **A dense layer does not know which pixels are neighbours. A convolution (합성곱) does. Stack many of them, and they get worse;
# lead a way around each (스킵 연결), and they do not. You slide a filter by hand, write both ways back, and train both.**
#
# After this notebook you can
#
# * say what a convolution computes, how many weights it has, how large its map is, and what each output sees,
# * write its way back, and that of a residual block (잔차 블록),
# * say which part of a network makes it blind to where a digit stands,
# * leave blocks out at random (확률적 깊이), and know what that costs.
#
# Time: {minutes} minutes, exercises included. You need: notebook 07.

# %% [markdown]
# **Two questions go along with you.**
#
# 1. Is a network of convolutions blind to where in the image a digit stands?
# 2. A deep stack with ways around its layers: a quarter of them, on average, is left out at random in each batch. Better, or worse?

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
from course_lib.chapters.convolutions_and_skips import (
    check,
    check_answers,
    deep,
    drawing,
    fields,
    lesions,
    shifting,
    sliding,
    written,
)
from course_lib.chapters.convolutions_and_skips.stacks_dashboard import stacks_dashboard
from course_lib.claims import load_results
from course_lib.dashboards import again, claims_table, predict
from course_lib.datasets import digits, load_sweep
from course_lib.experiments import paired_change
from course_lib.experiments.small_digits import three_sets
from course_lib.guide import how_right

# %% [markdown] minutes=8 lesson=true ask="The picture of two zeros, one moved by two pixels. How many of the moved ones will the network get right?" answers="Most say a few points less. It is about a quarter."
# ## 1 · Two pixels
#
# 1000 digits of 14 x 14 pixels with a frame of 2, so that they can be moved and stay whole. A dense network of 50 ReLU units, ten epochs.

# %%
dense = shifting.trained(shifting.Setting("dense"), seed=0)
new = shifting.new_digits(shifting.Setting())
print(f"right of 2000 new digits: {shifting.score(dense, new):.0f} %")

# %% folded=true alt="A handwritten digit in a box, and the same digit two pixels further right in its box: as easy to read."
one = new[0][:1], new[1][:1]
pair = [each.reshape(18, 18) for each in (one[0], shifting.moved(one, 0, 2)[0])]
figure, axes = plots.new_figure(4.5, 2.2, panels=2)
drawing.draw_images(axes, {"as it is": pair[0], "2 pixels further right": pair[1]}, boxed=True)
figure

# %%
predict(
    "convolutions_and_skips", "moved",
    "The same digits, two pixels further right. How many are right?",
    ["as many", "about 80 %", "about 55 %", "about 25 %"], answer="about 25 %",
    because="Each weight belongs to one pixel. Moved, the digit meets weights that never saw it.",
)  # fmt: skip

# %%
for pixels in (0, 1, 2):
    print(f"moved by {pixels}: {shifting.score(dense, shifting.moved(new, 0, pixels)):.0f} %")

# %% [markdown]
# One remedy is in notebook 03: train on moved copies (데이터 증강). The network then learns each digit at each place anew, so it takes four times the epochs:

# %%
copies = shifting.trained(shifting.Setting("dense", moved=2, epochs=40), seed=0)
for pixels in (0, 2):
    print(f"moved by {pixels}: {shifting.score(copies, shifting.moved(new, 0, pixels)):.0f} %")

# %% [markdown]
# It works. It asks that one knows how digits may move, and costs time. The other remedy is built into the network: what is learned at one place holds at all.

# %% [markdown] minutes=12 lesson=true ask="Before the cell runs: which number stands at the top left of the map? Then count weights, by hands." answers="The sum is done quickly. For the weights many count one filter for each position, which is what a convolution does not have."
# ## 2 · One filter, slid
#
# A *filter* (필터, also kernel) is a small table of weights. Lay it over the image, multiply, add up, write the sum down; go one pixel on.


# %%
def slide(image, kernel):
    high, wide = np.subtract(image.shape, kernel.shape) + 1
    y = np.empty((high, wide))
    for row, column in np.ndindex(high, wide):
        window = image[row : row + kernel.shape[0], column : column + kernel.shape[1]]
        y[row, column] = np.sum(window * kernel)
    return y


# %%
table = np.array([[0, 0, 2, 2], [0, 0, 2, 2], [0, 0, 2, 2], [2, 2, 2, 2]])
upright = sliding.FILTERS["upright edges"]
print(upright.astype(int))

# %% folded=true alt="A table of four by four numbers: zeros at the upper left, twos on the right and at the bottom."
figure, ax = plots.new_figure(2.6, 2.4)
drawing.draw_images([ax], {"image": table})
drawing.write_numbers(ax, table)
figure

# %%
predict(
    "convolutions_and_skips", "by_hand",
    "The filter at the top left of this image. Which sum?",
    ["6", "0", "-6", "-2"], answer="-6",
    because="Left column times 1: three zeros. Right column times -1: three twos.",
)  # fmt: skip

# %%
print(slide(table, upright))

# %% folded=true alt="A handwritten five and three maps of it. Upright edges: left and right borders of strokes stand out in two colors. Level edges: upper and lower borders. Mean: a blurred five."
five = digits(1, side=14)[0].reshape(14, 14)
figure, axes = plots.new_figure(10, 2.6, panels=4)
shown = {name: slide(five, sliding.FILTERS[name]) for name in list(sliding.FILTERS)[:3]}
drawing.draw_images(axes, {"digit": five, **shown})
figure

# %% [markdown]
# One filter, one *map* (특징 맵): where in the image is this pattern? In a network the filters are learned. All positions share their weights (가중치 공유). (The filter
# is not turned round, as mathematicians do it; the field says convolution all the same.)

# %%
predict(
    "convolutions_and_skips", "weights",
    "14 x 14 pixels to 8 maps of 12 x 12. A dense layer has 225 792 weights. The convolution?",
    ["72", "1152", "10 368", "28 224"], answer="72",
    because="8 filters of 3 x 3. How many positions there are does not matter.",
)  # fmt: skip

# %%
print("dense:", 14 * 14 * 12 * 12 * 8, "weights; convolution:", 3 * 3 * 8)

# %% [markdown]
# ### Many windows, one product
#
# A loop over windows is slow. So lay each window in a row of its own (*im2col*). All filters at all positions are then one matrix product:

# %%
eight = np.random.default_rng(0).standard_normal((9, 8))  # eight filters, a column each
windows = np.lib.stride_tricks.sliding_window_view(five, (3, 3))
patches = windows.reshape(-1, 9)
maps = patches @ eight
by_hand = slide(five, eight[:, 0].reshape(3, 3))
print(patches.shape, "@", eight.shape, "=", maps.shape)
print("the same as slid by hand:", np.allclose(maps[:, 0], by_hand.ravel()))

# %%
layer = engine.Conv2D((14, 14, 1), 8, kernel=3)
engine.Network([layer], rng=np.random.default_rng(0))
layer.W[...], layer.b[...] = eight, 0
print("the same as the engine's:", np.allclose(layer.forward(five.reshape(1, -1)), maps.ravel()))

# %% [markdown]
# With c channels (채널) in, a window holds 3 · 3 · c numbers, and so does each filter. A `stride` (스트라이드) of 2 takes every second window; `padding` (패딩) puts zeros around
# the image, so that the map may keep its size.

# %% [markdown] minutes=9 lesson=false ask="Two layers of 3 x 3: how many pixels does one output see? And with a stride of 2 in the first?" answers="Nine for two layers, say many: they multiply. It is five, then seven."
# ## 3 · What an output sees
#
# An output of the second layer sees a window of outputs of the first, and through them a larger square of pixels: its *receptive field* (수용 영역).
#
# ### Exercise 1: positions and fields
#
# `layers` is a list of (kernel, stride, padding), first to last. Along one side: how many positions has the last map, and how many pixels wide is the square that
# each of them sees, if the image were large enough? Derive both, on paper.
#
# <details><summary>Hint</summary>
#
# The first window takes kernel of the n + 2 · padding pixels; each further one needs stride more. For the field go step by step: between two neighbours in the current map, how many
# pixels of the image? A window of k neighbours adds k - 1 such steps.
#
# </details>


# %% exercise=6
def look(side, layers):
    """Return (positions, field) along one side.

    >>> look(10, [(3, 2, 0)])
    (4, 3)
    """
    # BEGIN SOLUTION
    field, apart = 1, 1
    for kernel, stride, padding in layers:
        side = (side + 2 * padding - kernel) // stride + 1
        field += (kernel - 1) * apart
        apart *= stride
    return side, field
    # END SOLUTION


# %%
check.look(look)

# %% [markdown]
# Now your number, as an orange square, on what a gradient says: how strongly does the middle output feel each pixel (untrained, root mean square)?

# %% folded=true alt="Three squares of pixels. Five layers of 3 x 3: the blue cloud fills an orange square of 11 pixels, dark in the middle. Two strides of two and two layers more: a square of 23 pixels. Ten layers: a square of 21 pixels, of which only the middle is dark."
eye = checks.yours_or_ours(look, check.look, check_answers.look)
designs = {
    "five of 3 x 3": [(3, 1, 1)] * 5,
    "two strides of 2": [(3, 2, 1)] * 2 + [(3, 1, 1)] * 2,
    "ten of 3 x 3": [(3, 1, 1)] * 10,
}
figure, axes = plots.new_figure(9, 3.2, panels=3)
for ax, (name, design) in zip(axes, designs.items(), strict=True):
    felt = fields.seen(fields.stacked(27, design, 8, 0), 27)
    drawing.draw_seen(ax, felt, eye(27, design)[1], eye.whose)
    ax.set_xlabel(name)
figure

# %%
predict(
    "convolutions_and_skips", "middle",
    "Ten layers. Square each pixel's gradient and add up: which share lies in the middle of the "
    "orange square, half as wide and half as high?",
    ["a quarter", "about half", "more than two thirds"], answer="more than two thirds",
    because="Many ways lead from the middle to the output, only one from a corner.",
)  # fmt: skip

# %%
for count in (3, 10):
    felt_by = fields.seen(fields.stacked(27, [(3, 1, 1)] * count, 8, 0), 27)
    print(f"{count} layers: {100 * fields.middle_share(felt_by):.0f} % in the middle quarter")

# %% [markdown]
# The field is a border, not a measure: what is felt is its middle (W. Luo et al., 2016). A stride widens it at less cost than depth.

# %% [markdown] minutes=9 lesson=false ask="A weight meets 144 pixels on its way. What is its gradient?" answers="A sum over all positions; some say a mean."
# ## 4 · The way back
#
# Each output is $y = \sum w \cdot \text{pixel}$ over its window. So a weight hears, from each position, grad_y times the pixel that it met there; and a pixel hears, from
# each window in which it lies, grad_y times the weight that met it.
#
# ### Exercise 2: a convolution's way back
#
# One image, one filter, stride 1, no padding; `grad_y` has the shape of the map. Return both gradients. A loop over positions will do.
#
# <details><summary>Hint</summary>
#
# Begin with two arrays of zeros. At position (row, column) the window is `image[row : row + high, column : column + wide]`. Two lines, both with `+=`.
#
# </details>


# %% exercise=6
def conv_backward(image, kernel, grad_y):
    """Return (grad_kernel, grad_image), in the shapes of kernel and image."""
    # BEGIN SOLUTION
    grad_kernel, grad_image = np.zeros_like(kernel), np.zeros_like(image)
    high, wide = kernel.shape
    for row, column in np.ndindex(grad_y.shape):
        window = slice(row, row + high), slice(column, column + wide)
        grad_kernel += grad_y[row, column] * image[window]
        grad_image[window] += grad_y[row, column] * kernel
    return grad_kernel, grad_image
    # END SOLUTION


# %%
check.conv_backward(conv_backward)

# %% [markdown]
# What is it good for? Somebody used a hidden filter on the five, and shows you the digit and the map. Gradient descent from zero, with your gradient by the filter. Then the other way round: the filter and
# its map are known, the digit is not.

# %%
predict(
    "convolutions_and_skips", "back",
    "12 x 12 numbers of a map are given. What will gradient descent find?",
    ["filter and digit", "the filter, not the digit", "the digit, not the filter"],
    answer="the filter, not the digit",
    because="144 numbers settle nine weights. 196 pixels they do not: many images have this map.",
)  # fmt: skip

# %% folded=true alt="Four pictures: the hidden filter, and nearly the same filter as found; the five, and an image as found, in which a five stands before a grey, striped ground."
back = checks.yours_or_ours(conv_backward, check.conv_backward, check_answers.conv_backward)
hidden = sliding.FILTERS["hidden"]
found = sliding.found_kernel(back, five, slide(five, hidden))
rebuilt = sliding.found_image(back, upright, slide(five, upright))
four = {"hidden filter": hidden, f"found ({back.whose})": found, "digit": five}
figure, axes = plots.new_figure(10, 2.6, panels=4)
drawing.draw_images(axes, four | {f"found ({back.whose})\u200b": rebuilt})
figure

# %%
print(f"filter: off by {np.abs(found - hidden).max():.2f} at most")
off_map = np.abs(slide(rebuilt, upright) - slide(five, upright)).max()
print(f"digit: off by {np.abs(rebuilt - five).max():.2f}; its map by {off_map:.2f}")

# %% [markdown] minutes=9 lesson=true ask="Convolutions, batch norm, ReLU, then a dense layer. The moved digits: hands up for 90, 60, 30 %." answers="Nearly all say 90 or 60: convolutions are said to be shift invariant."
# ## 5 · Moved digits again
#
# *Often said: convolutional networks do not care where a thing stands.* Three convolutions, the first with a stride of 2, make 16 maps of 9 x 9. One network reads them with a dense layer; the other takes each
# map's *mean* first (global average pooling, 전역 평균 풀링).

# %%
head = shifting.trained(shifting.Setting("dense head"), seed=0)
pooled = shifting.trained(shifting.Setting("pooled"), seed=0)
for name, network in (("dense", dense), ("dense head", head), ("pooled", pooled)):
    print(f"{name:10s} {network.theta.size:6d} parameters")

# %%
predict(
    "convolutions_and_skips", "head",
    "Two pixels further right: what do the two convolutional networks lose?",
    ["neither loses much", "only the dense head loses much", "only pooled loses much", "both"],
    answer="only the dense head loses much",
    because="The maps move with the digit. The dense layer has a weight for each place in them; "
    "a mean has no place.",
)  # fmt: skip

# %% folded=true alt="Right answers by pixels to the right. Dense and the dense head fall from about 90 to between a fifth and two fifths at two pixels on either side; pooled stays level near 90; the dense network that was trained on moved copies stays level somewhat lower."
networks = {"dense": dense, "dense head": head, "pooled": pooled, "dense, moved copies": copies}
along = {name: shifting.scores_along(network, new) for name, network in networks.items()}
figure, ax = plots.new_figure(7.5, 3.2)
drawing.draw_moved(ax, along)
ax.legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False)
figure

# %% [markdown]
# The dense head has as many parameters as the dense network, is as good where the digits are, and falls as it does. A convolution is *equivariant* (등변): its map moves along. *Invariant* (불변) is
# only the mean over it. Has the pooled network learned that, or is it built so? And is it exact?

# %%
few = new[0][:100], new[1][:100]
for kind in ("dense head", "pooled"):
    untrained = shifting.build(shifting.Setting(kind), np.random.default_rng(1))
    before = untrained.forward(few[0])
    for pixels in (1, 2):
        after = untrained.forward(shifting.moved(few, 0, pixels)[0])
        change = 100 * np.abs(after - before).mean() / before.std(axis=0).mean()
        print(f"{kind:10s} untrained, moved by {pixels}:", end=" ")
        print(f"scores change by {change:.0f} % of their std over the digits")

# %% [markdown]
# Most of it is built in: untrained, two pixels change pooled's scores by 18 % of what they differ by from digit to digit, the dense head's by all of it. (Moved *down* by two, where digits come near the edge of the frame, the pooled network loses more: see the table at the end.) At the stride's own step the change is small, and comes from the image's edges; one pixel, half a stride, changes more: the windows lie elsewhere in the digit (R. Zhang, 2019). All this has a
# price. Where the place says something, as for 6 and 9 turned, or eyes above a mouth, a mean forgets it.

# %% [markdown] minutes=15 lesson=true ask="Write y = x + f(x) on the board: the derivative? Of thirty such blocks in a row? Then the dashboard, at 3 and at 33." answers="1 + f' comes at once. That the product has a term 1 is the thing to see."
# ## 6 · A way around
#
# Depth makes fields wide. So stack more. In notebook 07b a way around each layer helped deep dense stacks. Does it help convolutions? A *residual block* is $y = x + f(x)$, with
# f = batch norm, ReLU, convolution.
#
# ### Exercise 3: a block, forward and back
#
# `f` is a function of x, `f_back` turns a gradient by f's output into the one by its input. Return y, and a function `back` that turns grad_y into grad_x. Write the derivative of $x + f(x)$ down first.
#
# <details><summary>Hint</summary>
#
# x stands in y twice. The gradient by x is the sum over both ways. A function can be made on the spot: `lambda grad_y: ...`
#
# </details>


# %% exercise=4
def block(x, f, f_back):
    """Return (y, back) of a residual block."""
    # BEGIN SOLUTION
    return x + f(x), lambda grad_y: grad_y + f_back(grad_y)
    # END SOLUTION


# %%
check.block(block)

# %% [markdown]
# Seventeen convolutions, batch norm in both, 120 updates. One stack is plain; around each layer of the other leads your block.

# %%
predict(
    "convolutions_and_skips", "training_too",
    "Plain is behind on new digits. On the training digits?",
    ["ahead: it overfits", "level", "behind, too"], answer="behind, too",
    because="It is not overfitting: the deep plain stack learns far more slowly.",
)  # fmt: skip

# %%
around = checks.yours_or_ours(block, check.block, check_answers.block)
stack = deep.Setting("batch norm", depth=17, updates=120)
plain = deep.single(stack, 0.03, seed=0)
ways = deep.single(
    stack, 0.03, seed=0, wrap=lambda layers, _: written.WrittenResidual(layers, function=around)
)

# %% folded=true
train_set, _, test_set = three_sets(stack.examples)
for name, network in (("plain", plain), (f"ways around ({around.whose})", ways)):
    scored = [lesions.right_without(network, data, []) for data in (train_set, test_set)]
    print(f"{name}: training digits {scored[0]:.0f} %, new digits {scored[1]:.0f} %")

# %% [markdown]
# The deep plain stack is worse where it was trained. It is slow, not unable: with five times the updates it, too, learns the training digits. He et al. (2016) met this on photographs, there after long training, and called it *degradation*. In a row of such blocks the derivative is a product, $(1 + f_1')(1 + f_2') \cdots$: multiply it out, and it
# is a sum over all ways through the stack, each block taken or passed. One of them passes all: the 1. Two measurements say what that does. First, how alike are the gradients by an image and by the same image with 3 % noise? Untrained,
# with batch norm:

# %% folded=true
for depth in (3, 9, 17, 33):
    both = [deep.Setting("batch norm", skip=skip, depth=depth) for skip in (False, True)]
    cosines = [np.mean([fields.alike(each, seed, 0.03) for seed in range(6)]) for each in both]
    print(f"{depth:2d} convolutions: cosine {cosines[0]:.1f} plain, {cosines[1]:.1f} with ways")

# %% [markdown]
# In a deep plain stack two views of one digit ask for changes that have nothing in common (D. Balduzzi et al., 2017, *shattered gradients*). The ways around keep them alike. Second: take one block out of the *trained* stacks.

# %%
predict(
    "convolutions_and_skips", "lesion",
    "One block of the trained stack with ways around is taken out. Right of new digits?",
    ["a guess, whichever block", "most blocks: 3 points less at most; a few: more",
     "unchanged for all"],
    answer="most blocks: 3 points less at most; a few: more",
    because="Half of the ways do not use this block, and most blocks add little to x. The first "
    "adds three times x: it costs 50 points.",
)  # fmt: skip

# %% folded=true alt="Right answers of 500 new digits with one block left out, by block. In the stack with ways around most blocks cost little; in the plain one any block that goes leaves a guess or little more."
test_few = test_set[0][:500], test_set[1][:500]
without = {
    name: [lesions.right_without(net, test_few, places) for places in lesions.blocks_of(net)]
    for name, net in (("plain", plain), ("ways around", ways))
}
figure, ax = plots.new_figure(8, 3)
all_there = [lesions.right_without(network, test_few, []) for network in (plain, ways)]
drawing.draw_without(ax, without, all_there)
ax.legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False)
figure

# %% folded=true
one_out = without["ways around"]
print(f"ways around, all blocks there {all_there[1]:.0f} %;", end=" ")
print("without block 1, 2, 3, 4:", ", ".join(f"{each:.0f}" for each in one_out[:4]), end=" %; ")
print(f"without one of the others {min(one_out[4:]):.0f} to {max(one_out[4:]):.0f} %")
parts = lesions.added(ways, test_few)
print(f"the size of f(x) over that of x: {parts[0]:.1f} in block 1,", end=" ")
print(f"{min(parts[1:]):.1f} to {max(parts[1:]):.1f} in the others")

# %% [markdown]
# (The lines without marks: all blocks there. A. Veit et al., 2016.) All depths, each kind at its best of five rates, two seeds, 200 updates, stored. "Small start" has no norm and weights a fifth of He's in the blocks, as in 07b.

# %% [markdown]
# **Task 1.** a) Three convolutions: how many points lie between the best and the worst kind? b) From which depth on is plain, without a norm, below half of the new digits? c) 33 convolutions: how many of the training digits has batch norm alone, and
# how many with ways around?

# %% alt="Left: right answers over learning rates. Right: over depth, each kind at its best. Plain falls with depth; ways around with batch norm stay near the top."
depths = stacks_dashboard(load_sweep("convolutions_and_skips_stacks"))
depths

# %% [markdown]
# <details><summary>What we saw (open it after the task)</summary>
#
# a) Two points: nobody needs help. b) At 33, where it has 30 %; at 17 it still has 70, and batch norm is no help to it. c) 30 % and 97 %. With ways around and a small start it is 93 %, so
# here, too, they do not need a norm. (Its best rate at 33 is the smallest tried; the next is as good.)
#
# </details>

# %% [markdown] minutes=9 lesson=false ask="Each block is left out with a chance that grows with its place. What must change when the trained net is used?" answers="Some say nothing. Then each block speaks louder than it did on average."
# ## 7 · Blocks left out
#
# If a trained stack can do without a block, why compute all of them in training? *Stochastic depth* (G. Huang et al., 2016): for each batch a block takes part with probability $p_l$, or is passed. In use all take part, each scaled by how
# often it was there: $y = x + p_l\, f(x)$. The first blocks are needed by all others, so the probabilities fall on a line, from 1 in front of the first block down to $p_L$:
#
# $$p_l = 1 - \frac lL\,(1 - p_L)$$
#
# ### Exercise 4: a budget
#
# You may spend `share` of the blocks' work. Which $p_1 \ldots p_L$ on such a line do that on average? Solve for $p_L$ first. (The sum of 1 to L is L(L + 1)/2.)
#
# <details><summary>Hint</summary>
#
# The mean of the probabilities must be `share`. It is $1 - (1 - p_L)\cdot\frac{L + 1}{2L}$.
#
# </details>


# %% exercise=5
def survival(blocks, share):
    """Return p_1 ... p_L, shape (blocks,), on the line, with the share as their mean."""
    # BEGIN SOLUTION
    last = 1 - 2 * blocks * (1 - share) / (blocks + 1)
    return 1 - np.arange(1, blocks + 1) / blocks * (1 - last)
    # END SOLUTION


# %%
check.survival(survival)

# %%
predict(
    "convolutions_and_skips", "left_out",
    "300 digits, nine convolutions, a quarter of the blocks' work left out, as many updates. "
    "New digits?",
    ["5 points or more behind", "within 3 points", "5 points or more ahead"],
    answer="within 3 points",
    because="Each block learns less often, but with noise, as in dropout: they nearly cancel.",
)  # fmt: skip

# %% folded=true alt="Bars of the survival probability of eight blocks, falling on a line; a dashed line at the share of 0.75."
budget = checks.yours_or_ours(survival, check.survival, check_answers.survival)
chances = budget(8, 0.75)
figure, ax = plots.new_figure(6.5, 2.4)
drawing.draw_survivals(ax, chances, 0.75, budget.whose)
figure

# %%
few_digits = deep.Setting("batch norm", depth=9, examples=300)
print(f"{few_digits.updates} updates; p_L = {chances[-1]:.2f}")
for name, rates in (("all blocks", np.ones(8)), (f"left out ({budget.whose})", chances)):
    order = iter(rates)
    thinned = deep.single(
        few_digits, 0.03, 0, wrap=lambda f, _, p=order: written.LeftOut(f, survives=next(p))
    )
    right_of_new = lesions.right_without(thinned, three_sets(few_digits.examples)[2], [])
    print(f"{name}: {1 + sum(rates):.2f} of 9 convolutions a batch, {right_of_new:.0f} %")

# %% [markdown]
# One run each. Stored are eight seeds each of a base, with 150 updates and $p_L = 0.5$, and of nine other conditions: is it better, at equal updates, and at equal work (more updates)?

# %% folded=true
base, *others = load_results("convolutions_and_skips").outcomes["left_out"]
for words, trial in [("the base", base), *[(each.words, each) for each in others]]:
    held = trial.numbers
    kinds = ("left out", "left out, same time")
    (more, off), (level, by) = (paired_change(held[name], held["all"]) for name in kinds)
    print(f"{words:22s} work {held['time']:.2f}: {more:+.1f} +- {off:.1f} points;", end=" ")
    print(f"same work {level:+.1f} +- {by:.1f}")
longer = round(base.conditions["updates"] * 9 / 7)
shallower = deep.Setting("batch norm", skip=True, depth=7, examples=300, updates=longer)
seven = deep.right(shallower, [0.03], range(3))[2].mean()
print(f"for the same work: seven convolutions, {longer} updates, {seven:.0f} %;", end=" ")
print(f"the base, blocks left out, {np.mean(base.numbers['left out, same time'][:3]):.0f} %")

# %% [markdown]
# With as many updates, 1000 digits and a saving of more than a quarter cost points, by more than three errors; in the other rows
# a cost cannot be told from chance. For the same work no row is behind by as much, and that of 150 digits is ahead. But whose merit is that? A *shallower*
# stack, seven convolutions, is as cheap: for the same work it comes out level (the last line). So here the gain is that of more updates for the same money, not of leaving blocks out. (Huang et al. went to 1202 layers with it: there
# the depth itself is wanted.)

# %% [markdown] minutes=4 lesson=true ask="07b: in dense layers batches of two cost batch norm forty points. In convolutions?" answers="As much, say most; somebody counts the positions."
# ## 8 · Batches of two
#
# In dense layers batches of two cost batch norm about 40 points, at an eps of 1e-5 (notebook 07b). In a convolution a channel's mean is taken over all positions, too. Group norm (그룹 정규화; Y. Wu, K. He, 2018) does not look at the batch at all. Three
# convolutions with 5 x 5 positions, batches of two, each at its best of three rates:

# %%
predict(
    "convolutions_and_skips", "twos",
    "Batch norm against group norm, in convolutions, in batches of two?",
    ["10 points or more behind", "within 5 points", "10 points or more ahead"],
    answer="within 5 points",
    because="2 x 25 numbers share a mean. That is noise, not blindness.",
)  # fmt: skip

# %% folded=true
for trial in load_results("convolutions_and_skips").outcomes["twos"]:
    by_batch, by_group = (trial.numbers[name] for name in ("batch norm", "group norm"))
    behind, error = paired_change(by_group, by_batch)
    print(f"{trial.words:20s} batch norm {np.mean(by_batch):.0f} %,", end=" ")
    print(f"group norm {np.mean(by_group):.0f} %: {behind:+.1f} +- {error:.1f}")

# %% [markdown]
# Wu and He report a large gap on ImageNet in batches of two: 50 layers, 100 epochs, last maps of 7 x 7. Small and shallow networks do not show it. What holds at both ends: group norm computes the same in batches of two as in batches of fifty. That makes it safe, not better: here, in sixteen pairs each, it is half a point to two and a half behind.

# %% [markdown] minutes=2 lesson=true ask="Back to the two questions." answers="The convolutions move along, only a mean forgets the place. And: no worse here, and cheaper."
# ## What remains
#
# Would you answer the two questions differently now?

# %% [markdown]
# * Moved to the side by two pixels of 14, new digits cost a dense network, and convolutions with batch norm under a dense
#   layer, more than 30 points; the same convolutions under each channel's mean lose less than 10.
# * The map that a convolution makes of something on wide background moves as that moves, by whole strides; moved by
#   less than a stride, it is another map.
# * Of the square that ten untrained convolutions of 3 x 3 see, the middle quarter holds more than 70 % of the
#   gradient's squares.

# %% [markdown]
# * In untrained stacks of 33 convolutions with batch norm, the gradients by an image and by the same image with a
#   little noise have a cosine below 0.15; with ways around the blocks it is above 0.3.
# * Nine convolutions with batch norm and ways around them, on 300 digits: blocks left out at random, up to half of the
#   time in the last, save a quarter of the work of an update; for the same work they cost less than 3 points.
# * In batches of two, three convolutions with batch norm and with group norm, each at its own best rate, end within 5
#   points of each other.
# * A map has (n + 2p - k) // s + 1 positions along a side; a filter has k · k · c weights, wherever it goes.
#   <!-- definition -->

# %% tags=["nbval-ignore-output"]
print(how_right("convolutions_and_skips"))

# %% [markdown]
# **What people get wrong**
#
# * They call a network shift invariant because it has convolutions in it.
# * They take the receptive field for what an output feels.
# * They take a deep plain stack that fails for one that overfits, and do not look at the training digits.
# * They forget the scaling by $p_l$ in use.
#
# **Exercises here:** 1 positions and fields · 2 a convolution's way back · 3 a block · 4 a budget

# %% [markdown] minutes=2 lesson=false
# ## How far this holds
#
# Every conclusion was tried under other conditions, one changed at a time: other digits and starts, windows, channels, depths, rates, budgets (stored: `make claims NB=11b`).

# %%
claims_table("convolutions_and_skips")

# %%
again("convolutions_and_skips", "alike")

# %% [markdown]
# **References**
#
# * Y. LeCun et al. (1989), *Backpropagation applied to handwritten zip code recognition*: shared weights.
# * M. Lin, Q. Chen, S. Yan (2014), *Network in network*, ICLR: the mean over each map.
# * K. He, X. Zhang, S. Ren, J. Sun (2016), *Deep residual learning for image recognition*, CVPR. The same (2016), *Identity mappings in deep residual networks*, ECCV: norm and ReLU in front, as here.
# * G. Huang et al. (2016), *Deep networks with stochastic depth*, ECCV.
# * A. Veit, M. Wilber, S. Belongie (2016), *Residual networks behave like ensembles of relatively shallow networks*, NIPS.
# * W. Luo et al. (2016), *Understanding the effective receptive field in deep convolutional neural networks*, NIPS.
# * D. Balduzzi et al. (2017), *The shattered gradients problem*, ICML.
# * Y. Wu, K. He (2018), *Group normalization*, ECCV. R. Zhang (2019), *Making convolutional networks shift-invariant again*, ICML.
#
# Back to [07b](07b_batch_normalization_further.ipynb), norms and dense stacks.
