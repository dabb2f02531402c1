"""Mistakes that others have shipped, each planted in the engine, and the tests that must see it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mutant:
    """One line of the engine made wrong.

    Attributes
    ----------
    mistake : what it amounts to, in words
    file : under course_lib/engine
    right, wrong : the text there, which stands in the file once, and what replaces it
    seen_by : tests, as pytest names them under tests/engine, of which at least one must fail
    """

    mistake: str
    file: str
    right: str
    wrong: str
    seen_by: str


MUTANTS = [
    Mutant(
        "batch norm's backward without the term through the variance",
        "normalization/standardize.py",
        "g - shift - x_hat * stretch",
        "g - shift",
        "test_every_layer.py::test_gradients[BatchNorm-cross_entropy-1-training]",
    ),
    Mutant(
        "a running variance that is biased",
        "normalization/batch_norm.py",
        " * (m / (m - 1))",
        "",
        "test_normalization_batch_norm.py",
    ),
    Mutant(
        "layer norm over the examples instead of the features",
        "normalization/layer_norm.py",
        "x.mean(axis=-1, keepdims=True)",
        "x.mean(axis=-2, keepdims=True)",
        "test_normalization.py",
    ),
    Mutant(
        "Nesterov's gradient added before the velocity took it in",
        "rules/momentum.py",
        "velocity += grad\n        return -cast(lr, theta) * (grad + beta * velocity), state",
        "ahead = grad + beta * velocity\n        velocity += grad\n"
        "        return -cast(lr, theta) * ahead, state",
        "test_rules_by_hand.py",
    ),
    Mutant(
        "Adam without bias correction of the second average",
        "rules/adam.py",
        "root = np.sqrt(1 - beta2_product)",
        "root = np.ones_like(beta2_product)",
        "test_rules.py::test_adam_by_hand",
    ),
    Mutant(
        "Adam's eps inside the root",
        "rules/adam.py",
        'change = np.sqrt(state["v"])\n        change += cast(self.eps, theta) * root',
        'change = np.sqrt(state["v"] + cast(self.eps, theta) * root)',
        "test_rules.py::test_adams_epsilon_stands_outside_the_root",
    ),
    Mutant(
        "decoupled decay that also shrinks biases",
        "rules/adam.py",
        'state["decays"][..., network.weights.shape[-1] :] = 0',
        "pass",
        "test_optimizer.py::test_decoupled_decay_shrinks_weights_alone",
    ),
    Mutant(
        "a penalty on biases too",
        "training/optimizer.py",
        "            weights = network.weights\n",
        "            weights = network.theta\n",
        "test_rules.py::test_l2_under_gradient_descent_is_weight_decay",
    ),
    Mutant(
        "dropout that is not scaled in training",
        "layers/dropout.py",
        "scale = (1 / (1 - rate)).astype(x.dtype)",
        "scale = np.ones_like(rate, x.dtype)",
        "test_dropout.py::test_the_expectation_is_kept",
    ),
    Mutant(
        "one dropout mask for all steps",
        "layers/dropout.py",
        "uniform(rng, x.shape, x.dtype)",
        "uniform(np.random.default_rng(0), x.shape, x.dtype)",
        "test_dropout.py",
    ),
    Mutant(
        "softmax without subtracting the largest score",
        "losses/cross_entropy.py",
        "    shifted -= np.maximum.reduce(shifted, axis=-2, keepdims=True)\n",
        "",
        "test_losses.py",
    ),
    Mutant(
        "a weighted loss divided by n instead of the sum of the weights",
        "losses/weighting.py",
        "    total = weights.sum(axis=-2, keepdims=True)\n",
        "    total = np.asarray(float(each.shape[-2]))\n",
        "test_weighted_losses.py",
    ),
    Mutant(
        "the last, short batch left out",
        "training/batches.py",
        "per_epoch = -(-n // batch_size)",
        "per_epoch = max(1, n // batch_size)",
        "test_training.py",
    ),
    Mutant(
        "epochs that reshuffle the order of fixed batches' examples with replacement",
        "training/batches.py",
        "stream.permutation(n)",
        "stream.integers(n, size=n)",
        "test_training.py",
    ),
    Mutant(
        "early stopping that gives back the last weights instead of the best",
        "training/early_stopping.py",
        "running & self._improves(judged)",
        "running",
        "test_early_stopping.py",
    ),
    Mutant(
        "max-norm over what leaves a unit instead of what enters it",
        "constraints.py",
        "np.maximum(_lengths(W), limit)",
        "np.maximum(_lengths(W.mT).mT, limit)",
        "test_constraints.py",
    ),
    Mutant(
        "a diverged member that keeps its spoilt running averages",
        "training/guard.py",
        "            self.network.buffers[self.diverged] = self._buffers[self.diverged]\n",
        "",
        "test_training_streams.py::test_a_member_that_diverges_keeps_finite_running_averages",
    ),
    Mutant(
        "a convolution whose overlapping windows overwrite each other's gradient",
        "images/convolution.py",
        "grad_images[pixels] += grad.reshape",
        "grad_images[pixels] = grad.reshape",
        "test_every_layer.py::test_gradients[Conv2D-cross_entropy-1-training]",
    ),
    Mutant(
        "a rule that goes on with the state that made it diverge",
        "training/guard.py",
        "        self.optimizer.forget(self.diverged, network)\n",
        "        pass\n",
        "test_divergence.py::test_a_spoilt_state_is_forgotten",
    ),
    Mutant(
        "a schedule that goes on where another network left it",
        "training/optimizer.py",
        "            self.steps, self.state = 0, None\n",
        "            self.state = None\n",
        "test_optimizer.py::test_with_a_new_network_all_begins_anew",
    ),
    Mutant(
        "a gradient check that lets the last layers decide",
        "gradient_comparison.py",
        "    for place in parameter_places(network.layers):\n        part",
        "    for place in []:\n        part",
        "test_gradient_check.py::"
        "test_a_bug_in_a_layer_whose_gradient_has_vanished_is_found_and_named",
    ),
]
