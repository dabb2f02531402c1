"""A saved network comes back as it was; a file that does not fit is refused in words."""

import json
import os
import pickle
import zipfile

import numpy as np
import pytest

from course_lib.engine import (
    Dense,
    Dropout,
    Layer,
    Network,
    Residual,
    load,
    mlp,
    save,
    stack,
    unstack,
)
from tests.engine.every_layer import MAKERS


def network_with(kind, seed=0, dtype=np.float64):
    """One layer of a kind, with numbers in every parameter and buffer that no default has."""
    rng = np.random.default_rng(seed)
    network = Network([MAKERS[kind]()], rng=rng, dtype=dtype)
    network.theta = rng.uniform(0.1, 1, network.theta.shape)
    network.buffers = rng.uniform(0.1, 1, network.buffers.shape)
    return network


def outputs(network):
    x = np.random.default_rng(5).standard_normal((6, 32)).astype(network.dtype)
    noise = np.random.default_rng(6)
    return network.forward(x), network.forward(x, training=True, rng=noise)


def assert_same(one, other):
    np.testing.assert_array_equal(one.theta, other.theta)
    np.testing.assert_array_equal(one.buffers, other.buffers)
    assert one.dtype == other.dtype == other.theta.dtype
    assert [layer.name for layer in one.layers] == [layer.name for layer in other.layers]
    for mine, theirs in zip(outputs(one), outputs(other), strict=True):
        np.testing.assert_array_equal(mine, theirs)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("kind", MAKERS)
def test_a_layer_of_every_kind_comes_back(kind, dtype, tmp_path):
    network = network_with(kind, dtype=dtype)
    assert_same(network, load(save(network, tmp_path / "net.npz")))


@pytest.mark.parametrize("kind", MAKERS)
def test_a_stack_comes_back(kind, tmp_path):
    together = stack([network_with(kind, seed) for seed in range(3)])
    assert_same(together, load(save(together, tmp_path / "net.npz")))


def test_values_per_model_and_names_come_back(tmp_path):
    def member(rate):
        layers = [Dense(32, 4, name="first"), Residual([Dense(4, 4), Dropout(rate)], name="skip")]
        return Network(layers, rng=np.random.default_rng(0))

    together = load(save(stack([member(rate) for rate in (0.0, 0.5)]), tmp_path / "net.npz"))
    assert repr(together) == repr(stack([member(0.0), member(0.5)]))
    assert together["skip"].layers[0] is together["output"]
    assert [one["dropout 1"].drop_rate for one in unstack(together)] == [0.0, 0.5]


def test_the_views_of_a_loaded_network_hold(tmp_path):
    network = load(save(network_with("Residual"), tmp_path / "net.npz"))
    for layer in network.layers:
        for view in layer.parameters.values():
            assert np.shares_memory(view, network.theta)
        for view in layer.buffers.values():
            assert np.shares_memory(view, network.buffers)


def test_an_interrupted_save_leaves_the_old_file(tmp_path, monkeypatch):
    path = save(network_with("Dense"), tmp_path / "net.npz")
    before = path.read_bytes()

    def interrupted(stream, *_, **__):
        stream.write(b"half of it")
        raise KeyboardInterrupt

    monkeypatch.setattr(np.lib.format, "write_array", interrupted)
    with pytest.raises(KeyboardInterrupt):
        save(network_with("BatchNorm"), path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


class Own(Layer):
    pass


class Disguised(Layer):
    pass


Disguised.__name__ = "Dense"


@pytest.mark.parametrize("layer", [Own(), Disguised()])
def test_a_layer_of_ones_own_is_refused_before_anything_is_written(layer, tmp_path):
    with pytest.raises(TypeError, match="only the course's own layers can be saved"):
        save(Network([layer], rng=np.random.default_rng(0)), tmp_path / "net.npz")
    assert not list(tmp_path.iterdir())


def test_another_ending_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"saved as \.npz; got the path .*net\.pkl"):
        save(network_with("Dense"), tmp_path / "net.pkl")


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="nowhere"):
        load(tmp_path / "nowhere.npz")


def rewritten(path, *, architecture=None, text=None, **arrays):
    """Change parts of a saved file the way a stranger could."""
    with np.load(path) as archive:
        entries = dict(archive)
    if architecture is not None:
        described = json.loads(str(entries["architecture"]))
        architecture(described)
        entries["architecture"] = np.array(json.dumps(described))
    if text is not None:
        entries["architecture"] = text
    np.savez(path, **(entries | arrays))
    return path


def first(key, value):
    def change(text):
        text["layers"][0][key] = value

    return change


def setting(key, value):
    def change(text):
        text["layers"][0]["settings"][key] = value

    return change


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"theta": np.zeros((1, 9))}, r"need theta of shape \(1, 165\) in float64; got .*\(1, 9\)"),
        ({"theta": np.zeros((1, 165), np.float32)}, "in float32"),
        ({"theta": np.zeros((2, 1, 165))}, r"got shape \(2, 1, 165\)"),
        ({"buffers": np.zeros((1, 4))}, r"need buffers of shape \(1, 0\)"),
        ({"extra": np.zeros(1)}, r"needs the entries \['architecture', 'buffers', 'theta'\]"),
        ({"architecture": lambda text: text.update(format=99)}, "format 99; this version reads 1"),
        ({"architecture": lambda text: text.update(format=True)}, "it has format True"),
        ({"architecture": lambda text: text.update(format=1.0)}, r"it has format 1\.0"),
        ({"architecture": lambda text: text.update(models=[0])}, r"\[K\] for a stack.*got \[0\]"),
        ({"architecture": lambda text: text.update(models=[2, 2])}, r"got \[2, 2\]"),
        ({"architecture": lambda text: text.update(models=[True])}, r"got \[True\]"),
        ({"architecture": lambda text: text.update(models=2)}, "got 2"),
        ({"architecture": first("name", 5)}, "a layer's name must be a text; got 5"),
        ({"architecture": first("kind", "__import__")}, "unknown kind '__import__'"),
        ({"architecture": setting("n_in", 10**12)}, "need theta of shape"),
        ({"architecture": setting("n_in", -1)}, "n_in must be a whole number, at least 1; got -1"),
        ({"architecture": setting("colour", 1)}, "layer 'output' of kind Dense cannot be built"),
        ({"architecture": lambda text: text.update(dtype="object")}, "in object"),
        ({"architecture": lambda text: text.pop("layers")}, "layers"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_does_not_fit_is_refused_in_words(changes, message, tmp_path):
    path = rewritten(save(network_with("Dense"), tmp_path / "net.npz"), **changes)
    with pytest.raises(ValueError, match=message) as caught:
        load(path)
    assert str(path) in str(caught.value)


def test_models_and_shapes_that_agree_on_no_model_are_refused(tmp_path):
    def none(text):
        text["models"] = [0]

    path = save(network_with("Dense"), tmp_path / "net.npz")
    arrays = {"theta": np.zeros((0, 1, 165)), "buffers": np.zeros((0, 1, 0))}
    with pytest.raises(ValueError, match=r"models must be \[\], or \[K\]"):
        load(rewritten(path, architecture=none, **arrays))


def test_a_negative_variance_is_refused(tmp_path):
    network = network_with("BatchNorm")
    network.layers[0].variance[..., 1] = -0.5
    with pytest.raises(ValueError, match=r"'batchnorm 1' has a negative variance: -0\.5"):
        load(save(network, tmp_path / "net.npz"))


def test_a_network_that_diverged_comes_back_diverged(tmp_path):
    network = network_with("BatchNorm")
    network.theta, network.buffers = np.full_like(network.theta, np.nan), network.buffers * np.inf
    found = load(save(network, tmp_path / "net.npz"))
    assert np.isnan(found.theta).all()
    assert np.isposinf(found.buffers).all()


@pytest.mark.parametrize("thing", [None, [], Dense(2, 2), "net.npz"])
def test_what_is_no_network_is_not_saved(tmp_path, thing):
    with pytest.raises(TypeError, match=r"save takes one Network, and a path; got"):
        save(thing, tmp_path / "net.npz")
    assert not list(tmp_path.iterdir())


def test_bytes_are_a_path_to_both(tmp_path):
    path = os.fsencode(tmp_path / "net.npz")
    network = network_with("Dense")
    assert save(network, path) == tmp_path / "net.npz"
    assert_same(network, load(path))


@pytest.mark.parametrize("number", [0, 1, True])
def test_a_number_is_no_path(number):
    for call in (lambda: load(number), lambda: save(network_with("Dense"), number)):
        with pytest.raises(TypeError, match=f"a path is a text or a pathlib.Path; got {number}"):
            call()
    assert os.fstat(1)  # standard output is still open


def test_a_missing_folder_is_named_as_such(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"there is no folder .*nowhere$"):
        save(network_with("Dense"), tmp_path / "nowhere" / "net.npz")


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither such pipes nor links for all")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "net.npz")
    for call in (load, lambda path: save(network_with("Dense"), path)):
        with pytest.raises(OSError, match=r"net\.npz must be a file; it is a pipe"):
            call(tmp_path / "net.npz")


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither such pipes nor links for all")
def test_saving_over_a_link_writes_what_it_points_to(tmp_path):
    (tmp_path / "disk").mkdir()
    link, target = tmp_path / "net.npz", tmp_path / "disk" / "real.npz"
    link.symlink_to(target)  # to nothing yet
    for seed in (0, 1):
        network = network_with("Dense", seed)
        save(network, link)
        assert link.is_symlink()
        assert_same(network, load(target))
    assert sorted(tmp_path.rglob("*.npz")) == [target, link]


def test_values_for_another_number_of_models_are_refused(tmp_path):
    def three_rates(text):
        text["layers"][0]["hyperparameters"]["drop_rate"] = [0.1, 0.2, 0.3]

    path = rewritten(save(network_with("Dropout"), tmp_path / "net.npz"), architecture=three_rates)
    with pytest.raises(ValueError, match="'dropout 1': drop_rate has values for 3 models"):
        load(path)


class Bomb:
    def __reduce__(self):
        return os.mkdir, (self.folder,)


def test_a_file_made_to_execute_code_is_refused(tmp_path):
    bomb = Bomb()
    bomb.folder = str(tmp_path / "executed")
    path = save(network_with("Dense"), tmp_path / "net.npz")
    with np.load(path) as archive:
        entries = dict(archive)
    np.savez(path, **(entries | {"theta": np.array([bomb], dtype=object)}))
    with pytest.raises(ValueError, match="allow_pickle"):
        load(path)
    path.write_bytes(pickle.dumps(bomb))
    with pytest.raises(ValueError, match="holds no network that can be loaded"):
        load(path)
    assert not (tmp_path / "executed").exists()


def test_a_small_file_cannot_unfold_into_a_huge_one(tmp_path):
    path = save(mlp([2, 2], rng=np.random.default_rng(0)), tmp_path / "net.npz")
    with np.load(path) as archive:
        entries = dict(archive)
    np.savez_compressed(path, **(entries | {"theta": np.zeros((1, 10**6))}))
    with pytest.raises(ValueError, match="is compressed in a way that is not read"):
        load(path)


def test_a_file_cut_short_or_altered_is_refused(tmp_path):
    path = save(network_with("Dense"), tmp_path / "net.npz")
    whole = path.read_bytes()
    for length in (0, 10, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:length])
        with pytest.raises(ValueError, match="holds no network that can be loaded"):
            load(path)
    with zipfile.ZipFile(save(network_with("Dense"), path)) as archive:
        entry = archive.getinfo("theta.npy")
    altered = bytearray(whole)
    altered[entry.header_offset + 400] ^= 1
    path.write_bytes(altered)
    with pytest.raises(ValueError, match="holds no network that can be loaded"):
        load(path)


def test_a_deeply_nested_architecture_is_refused(tmp_path):
    deep = np.array('{"format": 1, "layers": ' + "[" * 100_000 + "]" * 100_000 + "}")
    path = rewritten(save(network_with("Dense"), tmp_path / "net.npz"), text=deep)
    with pytest.raises(ValueError, match="holds no network that can be loaded"):
        load(path)
