"""Writes pictures that naive loaders get wrong, and what Pillow sees in them as expected/NAME.npy [height x width x 3].

Arguments: a folder, then pictures of others to decode as well. Needs numpy and Pillow.
"""
import os
import sys

import numpy as np
from PIL import Image

folder = sys.argv[1]
os.makedirs(os.path.join(folder, "expected"), exist_ok=True)
random = np.random.RandomState(3)
y, x = np.mgrid[0:24, 0:32]
smooth = np.stack([8 * x, 10 * y, 128 + 60 * np.sin(x / 5.0), 4 * (x + y)], -1).clip(0, 255).astype(np.uint8)


def expect(path):
    pixels = np.asarray(Image.open(path).convert("RGB"))
    np.save(os.path.join(folder, "expected", os.path.basename(path) + ".npy"), pixels.astype(np.float64))


def write(name, image, **options):
    path = os.path.join(folder, name)
    image.save(path, **options)
    expect(path)


rgb = Image.fromarray(smooth[:, :, :3])
write("cmyk.jpg", Image.fromarray(smooth, "CMYK"), quality=95)
content = bytearray(open(os.path.join(folder, "cmyk.jpg"), "rb").read())
content[content.index(b"Adobe") + 11] = 2  # the same samples, called YCCK
open(os.path.join(folder, "ycck.jpg"), "wb").write(content)
expect(os.path.join(folder, "ycck.jpg"))
write("cmyk.tif", Image.fromarray(smooth, "CMYK"))
write("unmarked.jpg", rgb, quality=95, subsampling=0)
content = bytearray(open(os.path.join(folder, "unmarked.jpg"), "rb").read())
del content[2:20]  # the JFIF marker
frame = content.index(b"\xff\xc0")
scan = content.index(b"\xff\xda")
for i in range(3):  # components called 0, 1, 2, from which libjpeg concludes nothing
    content[frame + 10 + 3 * i] = content[scan + 5 + 2 * i] = i
open(os.path.join(folder, "unmarked.jpg"), "wb").write(content)
expect(os.path.join(folder, "unmarked.jpg"))
exif = Image.Exif()
exif[0x0112] = 6  # turned by a quarter
write("turned.jpg", rgb, quality=95, exif=exif)
write("really_png.jpg", rgb, format="PNG")
write("alpha.png", Image.fromarray(smooth, "RGBA"))
write("grey_alpha.png", Image.fromarray(smooth[:, :, :2], "LA"))
write("palette.png", rgb.quantize(16), transparency=3)
write("two_levels.png", rgb.convert("1"))
write("plain.tiff", rgb)
write("packed.tif", rgb, compression="tiff_lzw")
write("plain.bmp", rgb)
write("palette.gif", rgb.quantize(16))
for other in sys.argv[2:]:
    expect(other)

# Movies: a square that walks over a still, each frame a part of the screen only
frames = []
for i in range(5):
    frame = np.full((12, 16, 3), 200, dtype=np.uint8)
    frame[4:8, 2 * i:2 * i + 4] = [255, 40 * i, 0]
    frames.append(Image.fromarray(frame).quantize(8))
for disposal in (1, 2):
    path = os.path.join(folder, "movie%d.gif" % disposal)
    frames[0].save(path, save_all=True, append_images=frames[1:], duration=[50, 50, 100, 50, 50], disposal=disposal)
    movie = Image.open(path)
    shown = []
    for i in range(movie.n_frames):
        movie.seek(i)
        shown.append(np.asarray(movie.convert("RGB")).astype(np.float64))
    np.save(os.path.join(folder, "expected", "movie%d.npy" % disposal), np.stack(shown))
