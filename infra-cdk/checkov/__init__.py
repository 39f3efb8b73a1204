from os.path import basename, dirname, join
from glob import glob

__all__ = [basename(file)[:-3] for file in glob(join(dirname(__file__), "[a-z]*.py"))]
