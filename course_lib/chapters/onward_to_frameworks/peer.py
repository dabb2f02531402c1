"""PyTorch's half of the comparison. Nothing is imported: whoever has PyTorch hands it in."""

from typing import Any

import numpy as np

from course_lib.chapters.onward_to_frameworks import side_by_side
from course_lib.chapters.onward_to_frameworks.side_by_side import RECIPES, Recipe
from course_lib.engine import Network


def losses_there(
    torch: Any, recipe: Recipe, *, penalize_all: bool = False, dtype: str = "float64"
) -> list[float]:
    """Train the same net with PyTorch; returns the loss of each batch."""
    numbers = getattr(torch, dtype)
    model = translated(torch, side_by_side.first_network(recipe)).to(numbers)
    loss_of = torch.nn.CrossEntropyLoss()
    optimizer = make_optimizer(torch, model, recipe, penalize_all=penalize_all)
    x, labels = (torch.from_numpy(array.copy()) for array in side_by_side.data())
    x, losses = x.to(numbers), []
    model.train()
    for chosen in torch.from_numpy(side_by_side.batches()):
        optimizer.zero_grad()
        loss = loss_of(model(x[chosen]), labels[chosen])
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def translated(torch: Any, network: Network) -> Any:
    """The same net as a ``torch.nn.Sequential``: Linear keeps the transpose of our W."""
    layers = []
    for layer in network.layers:
        if layer.kind == "dense":
            own: Any = layer
            there = torch.nn.Linear(own.n_in, own.n_out, dtype=torch.float64)
            with torch.no_grad():
                there.weight.copy_(torch.from_numpy(own.W.T.copy()))
                there.bias.copy_(torch.from_numpy(own.b[0].copy()))
            layers.append(there)
        elif layer.kind == "batchnorm":
            norm: Any = layer
            layers.append(torch.nn.BatchNorm1d(norm.channels, dtype=torch.float64))
        else:
            layers.append(torch.nn.ReLU())
    return torch.nn.Sequential(*layers)


def make_optimizer(torch: Any, model: Any, recipe: Recipe, *, penalize_all: bool = False) -> Any:
    """The rule by PyTorch's name; its weight decay for the weights alone, or for all there is."""
    matrices = [each for each in model.parameters() if each.ndim == 2 or penalize_all]
    others = [each for each in model.parameters() if each.ndim != 2 and not penalize_all]
    groups = [{"params": matrices, "weight_decay": recipe.strength}]
    groups += [{"params": others, "weight_decay": 0.0}] if others else []
    if recipe.rule == "Adam":
        return torch.optim.Adam(groups, lr=recipe.lr)
    momentum = 0.9 if recipe.rule == "momentum" else 0.0
    return torch.optim.SGD(groups, lr=recipe.lr, momentum=momentum)


def measure(torch: Any) -> dict[str, Any]:
    """All that is stored of PyTorch: losses, and what its layers start with."""
    torch.manual_seed(0)
    starts = {}
    for n in (49, 100, 784):
        layer = torch.nn.Linear(n, 4000, dtype=torch.float64)
        starts[str(n)] = {
            "variance times n": n * float(layer.weight.detach().numpy().var()),
            "bias, variance times n": n * float(layer.bias.detach().numpy().var()),
        }
    norm = torch.nn.BatchNorm1d(1, dtype=torch.float64)
    norm(torch.tensor([[2.0], [4.0]], dtype=torch.float64))
    return {
        "losses": {name: losses_there(torch, recipe) for name, recipe in RECIPES.items()},
        "losses, all penalized": losses_there(torch, RECIPES["L2"], penalize_all=True),
        "apart in float32": {name: in_float32(torch, recipe) for name, recipe in RECIPES.items()},
        "Linear(3, 5).weight": list(torch.nn.Linear(3, 5).weight.shape),
        "starts": starts,
        "running variance of 2 and 4": float(norm.running_var.item()),
        "mean of two losses": two_losses(torch, "mean"),
        "sum of two losses": two_losses(torch, "sum"),
    }


def in_float32(torch: Any, recipe: Recipe) -> float:
    """The largest difference to our losses where PyTorch rounds to its default, float32."""
    theirs = losses_there(torch, recipe, dtype="float32")
    return side_by_side.farthest(theirs, side_by_side.losses_here(recipe))


def two_losses(torch: Any, reduction: str) -> float:
    """The loss of a sure right and a sure wrong answer, joined as PyTorch does."""
    logits = torch.tensor(np.array([[2.0, 0.0], [2.0, 0.0]]))
    loss_of = torch.nn.CrossEntropyLoss(reduction=reduction)
    return float(loss_of(logits, torch.tensor([0, 1])).item())
