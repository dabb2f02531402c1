"""Data for the course: files of ``data/``, synthetic sets, splits, augmentation, stored sweeps.

Everything is NumPy arrays, and every stored file is checked before it is used.
"""

from course_lib.datasets.augmentation.cutout import Cutout, cover
from course_lib.datasets.augmentation.flip import Flip, flip
from course_lib.datasets.augmentation.in_order import InOrder
from course_lib.datasets.augmentation.noise import Noise
from course_lib.datasets.augmentation.rotate import Rotate, rotate
from course_lib.datasets.augmentation.shift import Shift, shift
from course_lib.datasets.augmentation.sometimes import Sometimes
from course_lib.datasets.files import DamagedFileError, data_folder, verified_file
from course_lib.datasets.mnist import load_mnist
from course_lib.datasets.splits import stratified_split
from course_lib.datasets.sweep_files import load_sweep, save_sweep
from course_lib.datasets.sweeps import Sweep
from course_lib.datasets.synthetic.blobs import blobs
from course_lib.datasets.synthetic.circles import circles
from course_lib.datasets.synthetic.moons import moons
from course_lib.datasets.synthetic.published import PUBLISHED_THIRTY, published_moons
from course_lib.datasets.synthetic.spiral import spiral
from course_lib.datasets.synthetic.xor import xor
from course_lib.datasets.weather import load_weather

__all__ = [
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
    "cover",
    "data_folder",
    "flip",
    "load_mnist",
    "load_sweep",
    "load_weather",
    "moons",
    "published_moons",
    "rotate",
    "save_sweep",
    "shift",
    "spiral",
    "stratified_split",
    "verified_file",
    "xor",
]
