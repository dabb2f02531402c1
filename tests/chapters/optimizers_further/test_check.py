"""The checks of notebook 05b: solutions pass, and each plausible mistake meets its message."""

import numpy as np
import pytest

from course_lib.chapters.optimizers_further import check as optimizers_further
from course_lib.chapters.optimizers_further import check_answers, own_rule
from tests.checks.saying import said_of

TOLD = "not told apart"


def words(mean, error, times=3):
    if mean == 0 or abs(mean) < times * error:
        return TOLD
    return "lower" if mean < 0 else "higher"


def errors_of(apart, ddof=1, power=0.5):
    return apart.std(ddof=ddof) / len(apart) ** power


def verdict_plain(ours, theirs):
    apart = ours - theirs
    return words(apart.mean(), errors_of(apart))


def verdict_with_lists(ours, theirs):
    apart = [float(a - b) for a, b in zip(ours, theirs, strict=True)]
    mean = sum(apart) / len(apart)
    error = (sum((a - mean) ** 2 for a in apart) / (len(apart) - 1) / len(apart)) ** 0.5
    if mean < 0 and -mean >= 3 * error:
        return "lower"
    return "higher" if mean > 0 and mean >= 3 * error else TOLD


def verdict_by_squares(ours, theirs):
    apart = theirs - ours
    if len(apart) * apart.mean() ** 2 < 9 * apart.var(ddof=1) or not apart.any():
        return TOLD
    return ["higher", "lower"][int(apart.mean() > 0)]


def verdict_unpaired(ours, theirs):
    return words(ours.mean() - theirs.mean(), np.hypot(errors_of(ours), errors_of(theirs)))


def verdict_in_place(ours, theirs):
    ours -= theirs
    return words(ours.mean(), errors_of(ours))


def verdict_by_count(ours, theirs):
    low = (ours < theirs).mean()
    return "lower" if low == 1 else "higher" if low == 0 and (ours > theirs).any() else TOLD


def verdict_by_dividing(ours, theirs):
    apart = ours - theirs
    with np.errstate(all="ignore"):
        errors = np.nan_to_num(apart.mean() / errors_of(apart), nan=0.0, posinf=0.0, neginf=0.0)
    return words(errors, 1)


def on_apart(rule):
    return lambda ours, theirs: rule(ours - theirs)


VERDICT_MISTAKES = [
    (lambda a, b: "lower" if a.mean() < b.mean() else "higher", "From three standard errors on"),
    (on_apart(lambda d: words(d.mean(), errors_of(d), 2)), "From three standard errors on"),
    (on_apart(lambda d: words(-d.mean(), errors_of(d))), "is it ours - theirs?"),
    (verdict_unpaired, "cancels in the differences"),
    (on_apart(lambda d: words(d.mean(), d.std(ddof=1))), "std / root n, not std."),
    (on_apart(lambda d: words(d.mean(), errors_of(d, power=1))), "From three standard errors on"),
    (on_apart(lambda d: words(d.mean(), errors_of(d, ddof=0), 3)), "ddof=1"),
    (on_apart(lambda d: words(np.median(d), errors_of(d))), "not the middle one"),
    (verdict_by_count, "5.0 of its errors"),
    (verdict_by_dividing, "do not divide"),
    (verdict_in_place, "edited in place"),
    (on_apart(lambda d: "Lower"), 'must return "lower", "higher" or'),
    (on_apart(lambda d: d.mean() < 0), "must return"),
    (on_apart(lambda d: words(d.mean(), errors_of(d), 3.5)), "From three standard errors on"),
]


def diagnose_plain(gradient, curvatures, small):
    if np.linalg.norm(gradient) > small:
        return "slope"
    signs = np.sign(curvatures) * (np.abs(curvatures) > small)
    low, high = signs.min(), signs.max()
    kinds = {(1, 1): "minimum", (-1, -1): "maximum", (-1, 1): "saddle", (0, 0): "plateau"}
    return kinds.get((int(low), int(high)), "cannot tell")


def diagnose_with_loops(gradient, curvatures, small):
    if sum(float(g) ** 2 for g in gradient) ** 0.5 > small:
        return "slope"
    up = sum(1 for c in curvatures if c > small)
    down = sum(1 for c in curvatures if c < -small)
    n = len(curvatures)
    if up == n:
        return "minimum"
    if down == n:
        return "maximum"
    if up and down:
        return "saddle"
    return "plateau" if up == down == 0 else "cannot tell"


def diagnose_by_counts(gradient, curvatures, small):
    up, down = (sign * np.array(curvatures) > small for sign in (1, -1))
    flat = ~up & ~down
    if (np.array(gradient) ** 2).sum() > small**2:
        return "slope"
    if flat.all():
        return "plateau"
    if up.any() and down.any():
        return "saddle"
    return "cannot tell" if flat.any() else ("maximum", "minimum")[int(up.all())]


def changed(**how):
    """The plain diagnosis with one thing done in another way."""

    def diagnose(gradient, curvatures, small):
        small = how.get("small", small)
        if how.get("long", np.linalg.norm)(gradient) > how.get("limit", small):
            return how.get("slope", "slope")
        up, down = curvatures > how.get("zero", small), curvatures < -how.get("zero", small)
        if how.get("every", np.all)(up):
            return "minimum"
        if down.all():
            return how.get("top", "maximum")
        if up.any() and down.any():
            return "saddle"
        return how.get("rest", "cannot tell") if up.any() or down.any() else "plateau"

    return diagnose


DIAGNOSE_MISTAKES = [
    (changed(every=np.any), "One way leads up, one down."),
    (changed(top="saddle"), "All ways lead down"),
    (changed(rest="plateau"), "second derivatives say nothing"),
    (changed(rest="saddle"), "second derivatives say nothing"),
    (changed(zero=0.0), "counts as 0, of either sign"),
    (changed(limit=np.inf), "The gradient is long: nothing stands still there"),
    (changed(long=np.sum), "not its sum or its sign"),
    (changed(long=np.max), "not its sum or its sign"),
    (changed(limit=0.0), "A gradient of at most small counts as 0"),
    (changed(small=0.01), "Compare with small, as it is given."),
    (changed(slope="on a slope"), "it must return one of"),
    (lambda g, c, s: "saddle" if c.min() < 0 else "minimum", "All ways lead down"),
    (lambda g, c, s: "minimum" if c[0] > s else "saddle", ""),
]


def my_step_signs(theta, grad, memory):
    count = memory.get("count", 0)
    return theta - 0.9 * 0.85**count * np.sign(grad), {"count": count + 1}


def my_step_back(theta, grad, memory):
    """Lengths that double, and are cut to a third where the sign turns; that step is left out."""
    old, length = memory.get("old", grad), memory.get("length", np.full(2, 0.15))
    turned = np.sign(old) * np.sign(grad) < 0
    length = np.where(turned, length / 3, np.minimum(1.25 * length, 0.9))
    kept = np.where(turned, 0.0, grad)
    return theta - np.where(turned, 0.0, length) * np.sign(grad), {"old": kept, "length": length}


def my_step_bounds(theta, grad, memory):
    """Lengths in a loop over the parameters, between two bounds."""
    lengths, signs = list(memory.get("lengths", [0.1, 0.1])), list(memory.get("signs", [0, 0]))
    after = np.array(theta)
    for k, slope in enumerate(grad):
        sign = int(np.sign(slope))
        if sign * signs[k] < 0:
            lengths[k] = max(0.45 * lengths[k], 1e-9)
        elif sign * signs[k] > 0:
            lengths[k] = min(1.3 * lengths[k], 1.0)
        after[k], signs[k] = after[k] - sign * lengths[k], sign
    return after, {"lengths": lengths, "signs": signs}


def my_step_adam(theta, grad, memory):
    """Adam with a short memory, and a rate that falls."""
    m = 0.5 * memory.get("m", 0) + 0.5 * grad
    v = 0.5 * memory.get("v", 0) + 0.5 * grad**2
    t = memory.get("t", 0) + 1
    rate = 0.9 * 0.87**t
    step = rate * (m / (1 - 0.5**t)) / (np.sqrt(v / (1 - 0.5**t)) + 1e-12)
    return theta - step, {"m": m, "v": v, "t": t}


def my_step_lengths(theta, grad, memory):
    old, length = memory.get("old"), memory.get("length", np.full(2, 0.2))
    if old is not None:
        length = np.where(old * grad < 0, length / 3, np.minimum(1.3 * length, 0.8))
    return theta - length * np.sign(grad), {"old": grad, "length": length}


KEPT: dict = {}


def my_step_elsewhere(theta, grad, memory):
    KEPT.setdefault("count", 0)
    KEPT["count"] += 1
    return theta - 0.9 * 0.85 ** KEPT["count"] * np.sign(grad), {}


def my_step_momentum(theta, grad, memory):
    velocity = 0.9 * memory.get("v", 0) + grad
    return theta - 0.05 * velocity, {"v": velocity}


def my_step_fixed(theta, grad, memory):
    return theta - 0.2 * np.sign(grad), memory


STEP_MISTAKES = [
    (lambda theta, grad, memory: (theta - 0.05 * grad, memory), "it has not left the ridge after"),
    (lambda theta, grad, memory: (theta - 0.7 * grad, memory), "it explodes"),
    (lambda theta, grad, memory: (theta + 0.5 * grad, memory), ""),
    (my_step_momentum, "steepness"),
    (my_step_fixed, "steps must become short there, not before, and it must stay."),
    (my_step_signs, "steps must become short there, not before"),
    (my_step_adam, "steps must become short there, not before"),
    (
        lambda theta, grad, memory: (theta - 0.5 * grad / np.linalg.norm(grad), memory),
        "from step 40 on it is still up to 0.",
    ),
    (lambda theta, grad, memory: theta - grad, "it must return the pair (theta, memory)"),
    (lambda theta, grad, memory: (theta - grad, 3.0), "memory must stay a dict"),
    (lambda theta, grad, memory: (float(theta[0]), memory), "theta must be an array of shape (2,)"),
    (lambda theta, grad, memory: (np.array([0.0, 2.0]), memory), "moved by"),
    (my_step_elsewhere, ""),
    (lambda theta, grad, memory: (theta, memory), "it has not left the ridge after"),
]


def adam(theta, m, v, longest, grad, lr, beta1, beta2, eps, **how):
    new_m, new_v = beta1 * m + (1 - beta1) * grad, beta2 * v + (1 - beta2) * grad**2
    new = how.get("larger", np.maximum)(longest, new_v)
    root = how.get("root", lambda new, v: np.sqrt(new) + eps)(new, new_v)
    step = how.get("step", lambda m, g: m)(new_m, grad) * how.get("sign", 1)
    kept_v = how.get("kept_v", lambda v, new: v)(new_v, new)
    return theta - lr * step / root, new_m, kept_v, new


def ams(**how):
    return lambda *given: adam(*given, **how)


def ams_where(theta, m, v, longest, grad, lr, beta1, beta2, eps):
    m, v = m + (1 - beta1) * (grad - m), v + (1 - beta2) * (grad * grad - v)
    longest = np.where(v > longest, v, longest)
    return [theta - lr * m / (longest**0.5 + eps), m, v, longest]


def ams_loop(theta, m, v, longest, grad, lr, beta1, beta2, eps):
    out = np.zeros((4, len(theta)))
    for i in range(len(theta)):
        a, b = beta1 * m[i] + (1 - beta1) * grad[i], beta2 * v[i] + (1 - beta2) * grad[i] ** 2
        most = max(longest[i], b)
        out[:, i] = theta[i] - lr * a / (most**0.5 + eps), a, b, most
    return tuple(out)


def ams_in_place(theta, m, v, longest, grad, lr, beta1, beta2, eps):
    np.maximum(longest, beta2 * v + (1 - beta2) * grad**2, out=longest)
    return adam(theta, m, v, longest, grad, lr, beta1, beta2, eps)


AMS_MISTAKES = [
    (ams(larger=lambda longest, v: longest), "The old longest came back."),
    (ams(larger=lambda longest, v: v), "it must never get smaller"),
    (ams(larger=np.minimum), "The smaller of the two came back."),
    (ams(larger=lambda a, v: np.full(v.shape, max(a.max(), v.max()))), "np.maximum, not np.max"),
    (ams(larger=lambda a, v: a + v), "That is their sum."),
    (ams(root=lambda new, v: np.sqrt(v) + 0.1), "That divides by the root of v"),
    (ams(root=lambda new, v: new + 0.1), "The root is missing."),
    (ams(root=lambda new, v: np.sqrt(new + 0.1)), "eps stands outside the root."),
    (ams(root=lambda new, v: np.sqrt(new)), "eps is missing."),
    (ams(sign=-1), "A step goes against m."),
    (ams(step=lambda m, g: g), "the gradient in the place of m"),
    (ams(kept_v=lambda v, new: new), "v itself goes on as Adam's"),
    (lambda *given: ams()(*given)[0], "it must return the four arrays"),
    (lambda *given: ams()(*given)[:3], "it must return the four arrays"),
    (ams_in_place, "edited in place"),
]

CHECKS = {
    "verdict": (1, [verdict_plain, verdict_with_lists, verdict_by_squares], VERDICT_MISTAKES),
    "diagnose": (2, [diagnose_plain, diagnose_with_loops, diagnose_by_counts], DIAGNOSE_MISTAKES),
    "my_step": (3, [my_step_back, my_step_bounds, my_step_lengths], STEP_MISTAKES),
    "amsgrad_step": (4, [ams(), ams_where, ams_loop], AMS_MISTAKES),
}


@pytest.mark.parametrize("name", CHECKS)
def test_solutions_pass(name, capsys):
    number, solutions, _ = CHECKS[name]
    for solution in [*solutions, getattr(check_answers, name)]:
        out = said_of(getattr(optimizers_further, name), solution, capsys)
        assert out.startswith(f"Exercise {number} ({name}): passed. ")


@pytest.mark.parametrize(
    ("name", "function", "message"),
    [(name, *mistake) for name, (_, _, mistakes) in CHECKS.items() for mistake in mistakes],
)
def test_mistakes_meet_their_message(name, function, message, capsys):
    out = said_of(getattr(optimizers_further, name), function, capsys)
    assert ": not yet right: " in out or "it stopped with" in out
    assert message in out


def test_no_rate_of_descent_or_momentum_would_pass():
    """What the exercise says: neither is out of the steep saddle in time, at any rate."""
    told = own_rule.soonest(20, 1e-8)
    assert min(told.values()) > 2 * own_rule.LONGEST
