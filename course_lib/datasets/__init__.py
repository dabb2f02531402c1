"""Data for the course: files of ``data/``, synthetic sets, splits, augmentation, stored sweeps.

Everything is NumPy arrays, and every stored file is checked before it is used.

=================  ==============================================================================
``mnist``          handwritten digits: ``load_mnist``, ``digits``
``fashion``        clothes in the form of the digits: ``clothes``, ``CLOTHES``
``own_digits``     a digit of one's own in the form of MNIST's: ``like_mnist``
``images``         collections of images like these two
``idx``            the format of their files
``weather``        days in Seattle: ``load_weather``
``plane``          points drawn in the plane: ``moons``, ``circles``, ``xor``, ``spiral``, ``blobs``
``published``      the moons and rings of published experiments
``splits``         parts in which every class keeps its share
``augmentation``   images changed at random
``sweeps``         what came out of training at every point of a grid of settings
``sweep_files``    sweeps on disk
``files``          where the data lies, and whether it is still what was published
=================  ==============================================================================
"""

from course_lib.datasets.augmentation.any_batch import InOrder, Noise, Sometimes
from course_lib.datasets.augmentation.pixels import Cutout, Flip, Shift, cover, flip, shift
from course_lib.datasets.augmentation.rotate import Rotate, rotate
from course_lib.datasets.fashion import CLOTHES, clothes
from course_lib.datasets.files import DamagedFileError, data_folder, verified_file
from course_lib.datasets.mnist import digits, load_mnist
from course_lib.datasets.own_digits import like_mnist
from course_lib.datasets.plane import blobs, circles, moons, spiral, xor
from course_lib.datasets.published import PUBLISHED_THIRTY, published_circles, published_moons
from course_lib.datasets.splits import stratified_split
from course_lib.datasets.sweep_files import load_sweep, save_sweep
from course_lib.datasets.sweeps import Sweep
from course_lib.datasets.weather import load_weather

__all__ = [
    "CLOTHES",
    "PUBLISHED_THIRTY",
    "Cutout",
    "DamagedFileError",
    "Flip",
    "InOrder",
    "Noise",
    "Rotate",
    "Shift",
    "Sometimes",
    "Sweep",
    "blobs",
    "circles",
    "clothes",
    "cover",
    "data_folder",
    "digits",
    "flip",
    "like_mnist",
    "load_mnist",
    "load_sweep",
    "load_weather",
    "moons",
    "published_circles",
    "published_moons",
    "rotate",
    "save_sweep",
    "shift",
    "spiral",
    "stratified_split",
    "verified_file",
    "xor",
]
