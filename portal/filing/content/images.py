"""Runs in the child only: photos, judged from their header, then made into a plain page."""

import struct
import zlib
from io import BytesIO

import pikepdf
import pillow_heif
from PIL import Image, ImageFilter, ImageOps, ImageStat

from portal.filing.content.failure import Unusable
from portal.filing.content.outcome import MAX_PIXELS

SMALL_EDGE = 600  # pixels: below this a page of print cannot be read
LONG_EDGE = 2400  # pixels: an A4 page at about 200 dots per inch
QUALITY = 80
A4 = (595, 842)  # points

# A sheet of print photographed sharply has strong edges; both figures were tried on pages
# of text, sharp and blurred, scaled to the same size.
SHARPNESS_EDGE = 1000  # pixels
SHARPNESS_FLOOR = 60  # variance of edges

_FORMATS = {"jpeg": "JPEG", "png": "PNG", "heic": "HEIF"}
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error, KeyError)

Image.MAX_IMAGE_PIXELS = None  # `_opened` has a stricter limit of its own
# One thread: on a machine with many cores the stacks of all threads would eat the memory.
pillow_heif.options.DECODE_THREADS = 1
pillow_heif.register_heif_opener(thumbnails=False)


def photo_facts(kind: str, content: bytes) -> tuple[int, list[str]]:
    """Always one page; warnings ``blurred`` and ``small``. Raises `Unusable`."""
    image = _upright(kind, content)
    warnings = []
    if max(image.size) < SMALL_EDGE:
        warnings.append("small")
    elif _sharpness(image) < SHARPNESS_FLOOR:
        warnings.append("blurred")
    return 1, warnings


def photo_page(target: pikepdf.Pdf, kind: str, content: bytes) -> None:
    """Append the photo as one A4 page, upright or on its side as the photo is."""
    image = _upright(kind, content)
    out = BytesIO()
    image.save(out, "JPEG", quality=QUALITY, optimize=True)
    drawn = pikepdf.Stream(
        target,
        out.getvalue(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=image.width,
        Height=image.height,
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    size = A4 if image.height >= image.width else A4[::-1]
    page = target.add_blank_page(page_size=size)
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Photo=drawn))
    page.Contents = target.make_stream(_placement(image.size, size))


def _placement(image: tuple[int, int], page: tuple[int, int]) -> bytes:
    """The drawing command: as large as the page allows, in its middle."""
    scale = min(page[0] / image[0], page[1] / image[1])
    width, height = image[0] * scale, image[1] * scale
    left, bottom = (page[0] - width) / 2, (page[1] - height) / 2
    return f"q {width:.2f} 0 0 {height:.2f} {left:.2f} {bottom:.2f} cm /Photo Do Q".encode()


def _upright(kind: str, content: bytes) -> Image.Image:
    """The photo as the eye expects it: at most `LONG_EDGE`, in plain RGB, nothing attached.

    It is made smaller first, so that only one copy ever has all its pixels.
    """
    image = _opened(kind, content)
    try:
        # Decodes a large JPEG at half or quarter size: all that the page needs.
        image.draft("RGB", (LONG_EDGE, LONG_EDGE))
        image = _in_eight_bits(image)
        image.thumbnail((LONG_EDGE, LONG_EDGE), Image.Resampling.LANCZOS)
        return _plain(ImageOps.exif_transpose(image))
    except _BROKEN as error:
        raise Unusable("unreadable") from error


def _opened(kind: str, content: bytes) -> Image.Image:
    """The photo with its header read and nothing decoded yet."""
    try:
        image = Image.open(BytesIO(content), formats=(_FORMATS[kind],))
    except _BROKEN as error:
        raise Unusable("unreadable") from error
    pixels = image.width * image.height
    if pixels > MAX_PIXELS:
        raise Unusable(
            "too_many_pixels",
            megapixels=pixels // 1_000_000,
            limit_megapixels=MAX_PIXELS // 1_000_000,
        )
    # Phones put several pictures into one JPEG or HEIC; the first is the photo.
    if kind == "png" and getattr(image, "is_animated", False):
        raise Unusable("animated")
    return image


def _in_eight_bits(image: Image.Image) -> Image.Image:
    """Palettes and deep greys cannot be made smaller smoothly; everything else stays."""
    image.load()
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode in ("1", "P", "PA"):
        return image.convert("RGBA" if image.has_transparency_data else "RGB")
    return image


def _plain(image: Image.Image) -> Image.Image:
    """On white paper, in RGB, with no metadata left to be written again."""
    if image.has_transparency_data:
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    rgb = image.convert("RGB")
    rgb.info.clear()
    return rgb


def _sharpness(image: Image.Image) -> float:
    grey = image.convert("L")
    grey.thumbnail((SHARPNESS_EDGE, SHARPNESS_EDGE))
    edges = grey.filter(ImageFilter.FIND_EDGES).crop((2, 2, grey.width - 2, grey.height - 2))
    return ImageStat.Stat(edges).var[0]
