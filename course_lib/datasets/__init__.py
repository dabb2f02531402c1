"""Data for the course: files of ``data/``, synthetic sets, splits, augmentation, stored sweeps.

Everything is NumPy arrays, and every stored file is checked before it is used.
"""

from course_lib.datasets.augmentation.cutout import Cutout
from course_lib.datasets.augmentation.flip import Flip
from course_lib.datasets.augmentation.in_order import InOrder
from course_lib.datasets.augmentation.noise import Noise
from course_lib.datasets.augmentation.rotate import Rotate
from course_lib.datasets.augmentation.shift import Shift
from course_lib.datasets.files import DamagedFileError, data_folder, verified_file
from course_lib.datasets.mnist import load_mnist
from course_lib.datasets.splits import stratified_split
from course_lib.datasets.sweep_files import load_sweep, save_sweep
from course_lib.datasets.sweeps import Sweep
from course_lib.datasets.synthetic import moons

__all__ = [
    "Cutout",
    "DamagedFileError",
    "Flip",
    "InOrder",
    "Noise",
    "Rotate",
    "Shift",
    "Sweep",
    "data_folder",
    "load_mnist",
    "load_sweep",
    "moons",
    "save_sweep",
    "stratified_split",
    "verified_file",
]
