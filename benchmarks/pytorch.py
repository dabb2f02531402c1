"""The same step in PyTorch, eager, on the processor, with each of its three forms of Adam."""

from collections.abc import Sequence
from itertools import pairwise

from benchmarks.steps import batch
from benchmarks.timing import Workload

FORMS = {"for-loop": {"foreach": False}, "foreach": {"foreach": True}, "fused": {"fused": True}}


def steps(sizes: Sequence[int], rows: int, dtype: str) -> dict[str, Workload]:
    """One Adam step for each form of Adam; empty where PyTorch is not installed."""
    try:
        import torch
    except ImportError:
        return {}
    torch.set_num_threads(1)

    def step_with(form: dict[str, bool]) -> Workload:
        torch.manual_seed(0)
        layers: list[torch.nn.Module] = []
        for n_in, n_out in pairwise(sizes):
            layers += [torch.nn.Linear(n_in, n_out), torch.nn.ReLU()]
        model = torch.nn.Sequential(*layers[:-1]).to(getattr(torch, dtype))
        optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, **form)
        loss = torch.nn.CrossEntropyLoss()
        x, labels = (torch.from_numpy(array) for array in batch(sizes, rows, dtype))

        def step() -> None:
            optimizer.zero_grad()
            loss(model(x), labels).backward()
            optimizer.step()

        return step

    return {f"PyTorch, {name} Adam": step_with(form) for name, form in FORMS.items()}


def version() -> str:
    """PyTorch's version, or that it is not there."""
    try:
        import torch
    except ImportError:
        return "not installed"
    return str(torch.__version__)
