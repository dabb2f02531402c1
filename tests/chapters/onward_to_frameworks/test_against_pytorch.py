"""What notebook 11 says of PyTorch, asked of PyTorch where it is installed."""

import numpy as np
import pytest

from course_lib.chapters.onward_to_frameworks import forms, listing, peer, side_by_side, slips
from course_lib.datasets import digits

torch = pytest.importorskip("torch")


@pytest.mark.parametrize("name", side_by_side.RECIPES)
def test_all_losses_are_equal_to_rounding_here_and_now(name):
    recipe = side_by_side.RECIPES[name]
    theirs = peer.losses_there(torch, recipe)
    assert side_by_side.farthest(side_by_side.losses_here(recipe), theirs) < 1e-8
    assert side_by_side.farthest(side_by_side.stored()["losses"][name], theirs) < 1e-8


def test_what_is_stored_is_what_it_gives():
    measured, stored = peer.measure(torch), side_by_side.stored()
    for name in ("Linear(3, 5).weight", "starts", "running variance of 2 and 4"):
        assert measured[name] == pytest.approx(stored[name]) if name != "starts" else True
    for n, numbers in measured["starts"].items():
        assert numbers == pytest.approx(stored["starts"][n], rel=1e-6)


def test_the_dashboards_forms_are_pytorchs():
    """SGD with momentum and weight decay, the mean, and the unbiased variance after eval()."""
    model = peer.translated(torch, forms.first_network())
    matrices = [each for each in model.parameters() if each.ndim == 2]
    others = [each for each in model.parameters() if each.ndim != 2]
    optimizer = torch.optim.SGD(
        [{"params": matrices, "weight_decay": forms.STRENGTH}, {"params": others}],
        lr=forms.LR,
        momentum=forms.BETA,
    )
    x, labels = (torch.tensor(array) for array in digits(1000, side=7))
    x_dev, labels_dev = (torch.tensor(array) for array in digits(500, 1000, side=7))
    loss_of, rng, printed = torch.nn.CrossEntropyLoss(), np.random.default_rng(1), []
    order = np.concatenate([rng.permutation(1000) for _ in range(2)]).reshape(200, 10)
    for chosen in torch.from_numpy(order):
        optimizer.zero_grad()
        loss = loss_of(model(x[chosen]), labels[chosen])
        loss.backward()
        optimizer.step()
        printed.append(loss.item())
    model.eval()
    run = forms.curves(forms.Form())
    np.testing.assert_allclose(run.printed, printed, atol=1e-8)
    assert run.dev[-1] == pytest.approx(loss_of(model(x_dev), labels_dev).item(), abs=1e-8)


def test_backward_adds_to_the_old_gradient_and_zero_grad_keeps_adams_memory():
    weight = torch.nn.Parameter(torch.ones(1, dtype=torch.float64))
    optimizer = torch.optim.Adam([weight], lr=0.1)
    (3 * weight).sum().backward()
    (3 * weight).sum().backward()
    assert weight.grad.item() == 6
    optimizer.step()
    optimizer.zero_grad()
    assert weight.grad is None or weight.grad.item() == 0
    assert optimizer.state[weight]["exp_avg"].item() == pytest.approx(0.6)


def test_adams_weight_decay_goes_through_the_gradient():
    """As L2 does; AdamW's does not."""
    steps = {}
    for name in ("Adam", "AdamW"):
        weight = torch.nn.Parameter(torch.full((1,), 2.0, dtype=torch.float64))
        optimizer = getattr(torch.optim, name)([weight], lr=0.1, weight_decay=0.5)
        (0 * weight).sum().backward()
        optimizer.step()
        steps[name] = 2.0 - weight.item()
    assert steps["Adam"] == pytest.approx(0.1)  # a step of the rate, whatever the decay
    assert steps["AdamW"] == pytest.approx(0.1 * 0.5 * 2)


def test_the_listing_runs_without_an_error_and_its_slips_cost_what_ours_do(monkeypatch):
    """As it stands: with all five slips, on the digits of the first seed."""
    torch.manual_seed(0)
    how = slips.Training()
    x, labels, x_new, labels_new = slips.sets(how, 0)
    data = torch.utils.data
    names = {
        "torch": torch, "nn": torch.nn, "DataLoader": data.DataLoader, "print": lambda share: None,
        "training_set": data.TensorDataset(torch.tensor(x).float(), torch.tensor(labels)),
        "test_set": data.TensorDataset(torch.tensor(x_new).float(), torch.tensor(labels_new)),
    }  # fmt: skip
    exec(listing.LISTING, names)
    theirs = names["accuracy"]()
    ours = slips.rights(
        slips.train(slips.with_slips(how, slips.SLIPS)), at_once=4, evaluating=False
    )
    assert 0.1 < theirs < 0.55
    assert 0.1 < ours[0] < 0.55
    model = names["model"].eval()
    with torch.no_grad():
        after = (model(torch.tensor(x_new).float()).argmax(1) == torch.tensor(labels_new)).float()
    assert after.mean() > theirs


def test_dampening_is_the_lectures_momentum_but_for_the_first_gradient():
    weight = torch.nn.Parameter(torch.zeros(1, dtype=torch.float64))
    optimizer = torch.optim.SGD([weight], lr=1.0, momentum=0.9, dampening=0.9)
    velocities = []
    for _ in range(2):
        optimizer.zero_grad()
        weight.sum().backward()
        optimizer.step()
        velocities.append(optimizer.state[weight]["momentum_buffer"].item())
    assert velocities == pytest.approx([1.0, 0.9 * 1.0 + 0.1 * 1.0])


def test_zero_grad_sets_the_gradients_to_none():
    weight = torch.nn.Parameter(torch.ones(1))
    weight.sum().backward()
    torch.optim.Adam([weight]).zero_grad()
    assert weight.grad is None


@pytest.mark.parametrize("name", side_by_side.RECIPES)
def test_in_float32_the_losses_part_from_the_first_on_and_stay_near(name):
    recipe = side_by_side.RECIPES[name]
    theirs = peer.losses_there(torch, recipe, dtype="float32")
    apart = np.abs(np.array(theirs) - side_by_side.losses_here(recipe))
    assert apart[0] > 1e-9
    assert apart.max() < 1e-5
    assert side_by_side.stored()["apart in float32"][name] < 1e-6
