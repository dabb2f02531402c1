"""A training loop in PyTorch with five slips, of the kinds that lectures' listings have."""

from course_lib.chapters.onward_to_frameworks.slips import (
    CLEAR,
    EVAL,
    LOGITS,
    ONE_OPTIMIZER,
    PER_EPOCH,
)

LISTING = """
model = nn.Sequential(nn.Linear(49, 32), nn.BatchNorm1d(32), nn.ReLU(),
                      nn.Linear(32, 32), nn.BatchNorm1d(32), nn.ReLU(),
                      nn.Linear(32, 10), nn.Softmax(dim=1))
loss_of = nn.CrossEntropyLoss()
lr = 0.01

def one_epoch(lr):
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    falling = torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma=0.8)
    for x, labels in DataLoader(training_set, batch_size=50, shuffle=True):
        loss = loss_of(model(x), labels)
        loss.backward()
        optimizer.step()
        falling.step()
    return falling.get_last_lr()[0]

def accuracy():
    right = 0
    with torch.no_grad():
        for x, labels in DataLoader(test_set, batch_size=4):
            right += (model(x).argmax(dim=1) == labels).sum().item()
    return right / len(test_set)

for epoch in range(10):
    lr = one_epoch(lr)
    print(accuracy())
""".strip("\n")

RUNS = dict(zip("ABCDE", (PER_EPOCH, EVAL, LOGITS, ONE_OPTIMIZER, CLEAR), strict=True))
"""The runs of the exercise, and the slip of each."""

LINES = {
    LOGITS: {3}, ONE_OPTIMIZER: {8}, CLEAR: {11, 12}, PER_EPOCH: {14}, EVAL: {18, 19, 20, 21, 26},
}  # fmt: skip
"""Slip -> the line that is wrong, or those before which a line is missing."""
ALSO = {PER_EPOCH: {15}, CLEAR: {14}}
"""More lines before which what is missing may stand; 14 is another slip's own."""


def numbered(listing: str = LISTING) -> str:
    r"""Give each line its number, from 1.

    Examples
    --------
    >>> print(numbered("a = 1\nb = 2"))
     1  a = 1
     2  b = 2
    """
    lines = listing.splitlines()
    return "\n".join(f"{k:2d}  {line}".rstrip() for k, line in enumerate(lines, start=1))


def slip_at(line: int, run: str = "") -> str | None:
    """The slip that a line has, or that a line missing before it makes; of a run, its own first.

    Examples
    --------
    >>> slip_at(14), slip_at(14, "E")
    ('the rate falls each batch', 'zero_grad() is missing')
    """
    own = RUNS.get(run)
    if own is not None and line in LINES[own] | ALSO.get(own, set()):
        return own
    return next((slip for slip, lines in LINES.items() if line in lines), None)
