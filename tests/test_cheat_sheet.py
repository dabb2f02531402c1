"""docs/cheat_sheet.md: each line of code on it gives what course_lib computes; two pages of A4."""

import re
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from course_lib.chapters.bias_and_variance import check_answers as verdicts
from course_lib.chapters.bias_and_variance.pairs import paired_difference
from course_lib.chapters.hyperparameter_search.check_answers import promised_and_kept
from course_lib.chapters.regularization_in_practice.check_answers import to_ours
from course_lib.engine import (
    L1,
    L2,
    AdaGrad,
    Adam,
    AdamW,
    BatchNorm,
    ClipByNorm,
    Dense,
    Dropout,
    GradientDescent,
    Momentum,
    Nesterov,
    Network,
    ReLU,
    RMSProp,
    Sigmoid,
    Tanh,
    VarianceScaling,
    binary_cross_entropy,
    cosine_decay,
    cross_entropy,
    exponential_average,
    exponential_decay,
    fold,
    glorot_normal,
    he_normal,
    inverse_time_decay,
    lecun_normal,
    linear_decay,
    soft_threshold,
    squared_error,
    step_decay,
    warm_up,
)
from course_lib.experiments.compare import paired_change
from course_lib.search import Halving, LogUniform, OneMinusLog
from tools.cheat_sheet import blocks_of, code_in, page_of
from tools.chromium import FLAGS, find_chromium

ROOT = Path(__file__).resolve().parents[1]
SHEET = (ROOT / "docs" / "cheat_sheet.md").read_text(encoding="utf-8")
RNG_SEED = 3
N, N_IN, N_OUT = 5, 4, 3


def codes():
    """The blocks of code by the number of their section."""
    found, section = {}, ""
    for block in blocks_of(SHEET):
        if heading := re.match(r"## (\d+) ", block):
            section = heading[1]
        if block.startswith("```"):
            found.setdefault(section, []).append(code_in(block))
    return found


CODES = codes()


def run(section, block=None, **given):
    """What a section's code leaves in its names, given others."""
    chosen = CODES[section] if block is None else [CODES[section][block]]
    names = {"np": np} | given
    for code in chosen:
        exec(compile(code, f"cheat sheet, {section}", "exec"), names)
    return names


@pytest.fixture
def rng():
    return np.random.default_rng(RNG_SEED)


def close(got, expected):
    np.testing.assert_allclose(got, expected, rtol=1e-10, atol=1e-12)


def test_every_section_with_code_is_tested():
    text = Path(__file__).read_text(encoding="utf-8")
    assert list(CODES) == [str(number) for number in range(1, 11)]
    tested = set(re.findall(r'run\(\s*"(\d+)"', text))
    assert tested == set(CODES)
    assert [len(blocks) for blocks in CODES.values()] == [2, 1, 1, 2, 1, 1, 1, 1, 1, 1]


def test_forward_and_backward(rng):
    x, da = rng.standard_normal((N, N_IN)), rng.standard_normal((N, N_OUT))
    layers = [Dense(N_IN, N_OUT), ReLU(), Sigmoid(), Tanh()]
    net = Network(layers[:1], rng=rng)
    dense = layers[0]
    got = run("1", 0, x=x, W=dense.W, b=dense.b, dz=da, da=da)
    close(got["z"], net.forward(x))
    close(got["dx"], dense.backward(da))
    close(got["dW"], dense.gradients["W"])
    close(got["db"], dense.gradients["b"][0])
    for layer, name in zip(layers[1:], ("relu", "sig", "tanh"), strict=True):
        close(got[name], layer.forward(got["z"]))
        close(got[f"d_{name}"], layer.backward(da))


def test_the_check_along_a_direction(rng):
    theta, r = rng.standard_normal((2, 6))
    got = run("1", 1, f=lambda at: np.sin(at).sum(), theta=theta, r=r, grad=np.cos(theta), eps=1e-5)
    np.testing.assert_allclose(got["numeric"], got["analytic"], rtol=1e-8)


def test_losses(rng):
    z, labels = 3 * rng.standard_normal((N, N_OUT)), rng.integers(N_OUT, size=N)
    t = rng.integers(2, size=(N, N_OUT)).astype(float)
    got = run("2", z=z, t=t, n=N, labels=labels, classes=N_OUT)
    for name, (loss, grad) in {
        "number": squared_error(z, t),
        "yes_no": binary_cross_entropy(z, t),
        "class": cross_entropy(z, labels),
    }.items():
        close(got[f"loss_{name}"], loss)
        close(got[f"dz_{name}"], grad)
    close(got["guessing"], cross_entropy(np.zeros((N, N_OUT)), labels)[0])


def test_first_weights():
    slopes = np.array([0.0, 1.0])
    got = run("3", n_in=200, n_out=100, slopes=slopes)

    def std(initializer):
        return initializer((200, 100), rng=np.random.default_rng(0)).std()

    unit = std(VarianceScaling(1.0, "one"))  # the same draw for all
    close(std(he_normal) / unit, got["std_relu"])
    close(std(glorot_normal) / unit, got["std_tanh"])
    close(std(lecun_normal) / unit, got["std_plain"])
    uniform = VarianceScaling(2.0, "in", "uniform")((200, 100), rng=np.random.default_rng(0))
    assert 0.999 * got["bound"] < np.abs(uniform).max() < got["bound"]
    close(got["scale"], he_normal.scale)


def stepped(rule, theta, grads, lr):
    """Where a rule of course_lib ends after the gradients."""
    state, at = rule.init(theta), theta
    for grad in grads:
        change, state = rule.update(grad, state, lr, at)
        at = at + change
    return at


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("gd", GradientDescent()),
        ("momentum", Momentum()),
        ("nesterov", Nesterov()),
        ("adagrad", AdaGrad()),
        ("rmsprop", RMSProp()),
        ("adam", Adam()),
        ("adamw", AdamW()),
    ],
)
def test_update_rules(name, rule, rng):
    """Three steps, each rule by the lines of the sheet, with the defaults of course_lib."""
    start, grads, lr = rng.standard_normal(4), rng.standard_normal((3, 4)), 0.1
    settings = {"beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "beta": 0.9, "decay": 0.01}
    names = dict.fromkeys(("velocity", "total", "s", "m", "v", "running"), 0.0) | settings
    at = start
    for t, grad in enumerate(grads, start=1):
        names |= {"theta": at, "grad": grad, "lr": lr, "t": t, "limit": 1.0, "value": grad}
        names = run("4", 0, **names)
        at = names[f"theta_{name}"]
        close(names["clipped"], ClipByNorm(1.0)(grad))
    np.testing.assert_allclose(at, stepped(rule, start, grads, lr), rtol=1e-9)
    averages = exponential_average(grads[:, 0], 0.9, corrected=True)
    close(names["average"][0], averages[-1])


def test_the_defaults_of_the_sheet_are_those_of_the_code():
    for words in (
        f"# momentum, beta = {Momentum().beta}",
        f"# AdaGrad, eps = {AdaGrad().eps:.0e}".replace("e-0", "e-"),
        f"# RMSProp, beta = {RMSProp().beta}",
        f"# Adam, beta1 = {Adam().beta1}",
        f"# beta2 = {Adam().beta2}",
        f"# decay = {AdamW().decay}",
        f"# eps = {BatchNorm(1).eps:.0e}".replace("e-0", "e-"),
        f"# keep = {BatchNorm(1).keep}",
    ):
        assert words in SHEET, words
    assert AdaGrad().eps == RMSProp().eps == Adam().eps
    assert Momentum().beta == Nesterov().beta


def test_normalized_inputs(rng):
    x_train, x_dev = rng.standard_normal((2, 6, 2)) * 3 + 1
    mu, sigma = x_train.mean(axis=0), x_train.std(axis=0)
    got = run("4", 1, x_train=x_train, x_dev=x_dev, mu=mu, sigma=sigma)
    close(got["x_in"].mean(axis=0), 0)
    close(got["x_in"].std(axis=0), 1)
    close(got["x_new"] * sigma + mu, x_dev)


def test_penalties_and_dropout(rng):
    W, dW, w = rng.standard_normal((2, 3)), rng.standard_normal((2, 3)), np.array([-2.0, 0.3, 1.0])
    x, strength, lam, m = rng.standard_normal((N, 200)), 0.1, 0.6, 50
    dropped = {"x": x, "rng": np.random.default_rng(1), "drop_rate": 0.2}
    both = {"W": W, "dW": dW, "lr": 0.3, "strength": strength, "w": w, "amount": 0.5}
    got = run("5", lam=lam, m=m, **both, **dropped)
    for name, penalty in {"l1": L1(strength), "l2": L2(strength)}.items():
        close(got[name], penalty.penalty(W))
        close(got[f"d_{name}"], penalty.gradient(W))
    close(got["W_decayed"], W - 0.3 * (dW + L2(strength).gradient(W)))
    close(got["soft"], soft_threshold(w, 0.5))
    for ours, form in {"2m": "lambda/2m", "summed": "summed", "no_half": "no half"}.items():
        close(got[f"ours_of_{ours}"], to_ours(lam, form, m))
    layer = Dropout(0.2)
    close(got["y_dropout"], layer.forward(x, training=True, rng=np.random.default_rng(1)))
    assert layer.forward(x) is x


def test_biases_scales_and_shifts_are_not_penalized(rng):
    net = Network([Dense(2, 3), BatchNorm(3)], rng=rng)
    assert "Biases, scales and shifts are not penalized." in SHEET
    assert net.weights.size == 2 * 3


def test_batch_norm(rng):
    before, x, dy = Dense(N_IN, N_OUT), rng.standard_normal((6, N_IN)), rng.standard_normal((6, 3))
    norm = BatchNorm(N_OUT)
    net = Network([before, norm], rng=rng)
    norm.parameters["gamma"][...], norm.parameters["beta"][...] = rng.standard_normal((2, 3))
    scale, shift = norm.parameters["gamma"][0].copy(), norm.parameters["beta"][0].copy()
    x_in = before.forward(x)
    given = {"scale": scale, "shift": shift, "eps": norm.eps, "keep": norm.keep, "n": len(x)}
    both = {"W": before.W, "b": before.b[0], "run_mean": np.zeros(3), "run_var": np.ones(3)}
    got = run("6", x=x_in, dy=dy, **given, **both)
    close(got["y"], net.forward(x, training=True))
    close(got["dx"], norm.backward(dy))
    close(got["d_scale"], norm.gradients["gamma"][0])
    close(got["d_shift"], norm.gradients["beta"][0])
    close(got["run_mean"], norm.mean[0])
    close(got["run_var"], norm.variance[0])
    close(got["y_use"], net.forward(x))
    folded = fold(net).layers[0]
    close(got["W_folded"], folded.W)
    close(got["b_folded"], folded.b[0])


@pytest.mark.parametrize("step", [0, 3, 7, 12])
def test_schedules(step):
    lr, steps, every, decay, warm = 0.4, 10, 3, 0.9, 5
    got = run("7", lr=lr, step=step, steps=steps, every=every, decay=decay, warm=warm)
    for name, schedule in {
        "line": linear_decay(lr, steps=steps),
        "cosine": cosine_decay(lr, steps=steps),
        "stairs": step_decay(lr, factor=0.1, every=every),
        "exponential": exponential_decay(lr, decay=decay),
        "over_time": inverse_time_decay(lr, decay=decay),
    }.items():
        close(got[name], schedule(step))
        later = warm_up(schedule, steps=warm)
        close(later(step), got["rise"] if step < warm else schedule(step - warm))


@pytest.mark.parametrize("errors", [(0.2, 0.21), (0.02, 0.2), (0.02, 0.03), (0.04, 0.3)])
@pytest.mark.parametrize("trained_on", [0.01, 0.19])
def test_the_order_of_action(errors, trained_on):
    train, dev = errors
    given = {"train_error": train, "dev_error": dev, "floor": 0.01, "error_trained_on": trained_on}
    treated = verdicts.treat(train, dev, 0.01, lambda _: (trained_on, dev))
    assert run("8", **given)["action"] == treated


def test_standard_errors(rng):
    a, b = rng.random((2, 50)) < 0.3
    scores_a, scores_b = rng.standard_normal((2, 6))
    p = a.mean()
    given = {"p_wrong": p, "n": 50, "wrong_a": a, "wrong_b": b}
    got = run("9", scores_a=scores_a, scores_b=scores_b, **given)
    close(got["se_rate"], a.std() / np.sqrt(50))
    close([got["d"].mean(), got["se_paired"]], paired_difference(a, b))
    mean, error = paired_change(scores_a, scores_b)
    close([got["d_seeds"].mean(), got["se_seeds"]], [mean, error])
    assert got["counts"] == (abs(mean) >= 3 * error)


@pytest.mark.parametrize("u", [0.0, 0.3, 1.0])
def test_search(u, rng):
    scores, runs = rng.integers(4, size=7).astype(float), rng.standard_normal((7, 3))
    ranges = {"low": 1e-3, "high": 1.0, "beta_low": 0.5, "beta_high": 0.99}
    got = run("10", u=u, scores=scores, factor=3, runs=runs, **ranges)
    close(got["lr"], LogUniform(1e-3, 1.0).at(u))
    close(got["beta"], OneMinusLog(0.5, 0.99).at(u))
    method = Halving([{"k": k} for k in range(7)], budgets=(1, 3), factor=3)
    method.ask()
    method.tell(scores)
    assert got["left"] == [each["k"] for each in method.ask()]
    close([got["promised"], got["kept_promise"]], promised_and_kept(runs))


def test_a_line_of_code_fits_its_column():
    lines = [line for blocks in CODES.values() for code in blocks for line in code.splitlines()]
    assert [line for line in lines if len(line) > 61] == []


def test_the_page_is_made_of_the_sheet():
    stored = (ROOT / "docs" / "cheat_sheet.html").read_text(encoding="utf-8")
    assert stored == page_of(SHEET), "run python -m tools.cheat_sheet"
    assert re.findall(r"https?:|src=|href=|<script", stored) == []


def test_every_notebook_that_is_named_exists():
    there = {path.stem.partition("_")[0] for path in (ROOT / "notebooks" / "source").glob("*.py")}
    words = re.sub(r"^```.*?^```$", "", SHEET, flags=re.DOTALL | re.MULTILINE)
    assert set(re.findall(r"\b(0\d[bc]?)\b", words)) <= there


@pytest.mark.browser
def test_it_prints_on_two_pages(tmp_path):
    if not find_chromium():
        pytest.skip("needs a Chromium")
    shutil.copy(ROOT / "docs" / "cheat_sheet.html", tmp_path / "sheet.html")
    printed = tmp_path / "sheet.pdf"
    command = [find_chromium(), "--headless", *FLAGS, "--no-pdf-header-footer"]
    command += [f"--user-data-dir={tmp_path / 'profile'}", f"--print-to-pdf={printed}"]
    subprocess.run(
        [*command, (tmp_path / "sheet.html").as_uri()], check=True, capture_output=True, timeout=120
    )
    pages = re.findall(rb"/Type\s*/Page\b", printed.read_bytes())
    assert len(pages) == 2
