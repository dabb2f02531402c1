"""Settings of the playground drawn at random, over all that is allowed."""

from hypothesis import strategies as st

from course_lib.chapters.playground.settings import (
    ACTIVATIONS,
    DATA,
    INITIALIZERS,
    INPUTS,
    PENALTIES,
    RULES,
    PlaygroundSettings,
)

POINTS = st.lists(
    st.tuples(st.floats(-3, 3), st.floats(-3, 3), st.integers(0, 1)), max_size=96
).map(lambda points: ((-1, -1, 0), (1, 1, 0), (-1, 1, 1), (1, -1, 1), *points))
SHARE = st.floats(0, 0.999)


def drawn_settings(*, widest=128, smallest_batch=1, highest_lr=1e300):
    """A strategy for PlaygroundSettings; the limits keep what is trained cheap."""
    return st.builds(
        PlaygroundSettings,
        data=st.sampled_from(DATA),
        noise=st.floats(0, 10),
        train_share=st.floats(0.05, 0.95),
        inputs=st.just(("x1", "x2"))
        | st.lists(st.sampled_from(INPUTS), min_size=1, max_size=7, unique=True).map(tuple),
        layers=st.lists(st.integers(1, widest), max_size=6).map(tuple),
        activation=st.sampled_from(ACTIVATIONS),
        initializer=st.sampled_from(INITIALIZERS),
        batch_norm=st.booleans(),
        rule=st.sampled_from(RULES),
        lr=st.floats(0, 1) | st.floats(0, highest_lr),
        beta1=SHARE,
        beta2=SHARE,
        penalty=st.sampled_from(PENALTIES),
        strength=st.just(0.0) | st.floats(0, 1),
        drop_rate=st.just(0.0) | SHARE,
        batch_size=st.integers(smallest_batch, 10**9) | st.integers(smallest_batch, 400),
        seed=st.integers(0, 10**9),
        stop_after=st.integers(1, 10**9),
        points=POINTS,
    )
