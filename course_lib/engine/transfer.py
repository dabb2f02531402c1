"""Weights from one network to another."""

from course_lib.engine.arrays import Array
from course_lib.engine.network import Network, check_network


def copy_layers(source: Network, target: Network, *names: str) -> None:
    """Copy the parameters and buffers of the layers named, in place.

    For transfer: a new network with another last layer takes the others from a trained one.

    Parameters
    ----------
    names : layers that both networks have, with equal shapes; a container stands for its inside

    Raises
    ------
    KeyError
        For a name that one of them does not have.
    ValueError
        Without a name, and where the layers differ. Nothing is copied then.

    Examples
    --------
    >>> import numpy as np
    >>> from course_lib.engine import mlp
    >>> trained = mlp([2, 8, 5], rng=np.random.default_rng(0))
    >>> other = mlp([2, 8, 3], rng=np.random.default_rng(1))
    >>> copy_layers(trained, other, "hidden 1")
    >>> bool((other["hidden 1"].W == trained["hidden 1"].W).all())
    True

    Notebook 10, section 1.
    """
    check_network(source)
    check_network(target)
    if not names:
        raise ValueError("copy_layers needs at least one layer's name; got none")
    given = {name: _arrays(source, name) for name in names}
    own = {name: _arrays(target, name) for name in names}
    for name in names:
        shapes = [[array.shape for array in arrays[name]] for arrays in (given, own)]
        if shapes[0] != shapes[1]:
            raise ValueError(
                f"copy_layers needs equal shapes; {name!r} has {shapes[0]} in the source and "
                f"{shapes[1]} in the target"
            )
    for name in names:
        for new, array in zip(own[name], given[name], strict=True):
            new[...] = array


def _arrays(network: Network, name: str) -> list[Array]:
    """All parameters and buffers of a layer and of what it holds."""
    return [
        array
        for layer in network[name].walk()
        for array in (*layer.parameters.values(), *layer.buffers.values())
    ]
