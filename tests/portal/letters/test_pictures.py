"""What officers see of a letter beside their form: its page, with the signatures on it."""

import io

from PIL import Image

from portal.filing.content.pictures import drawn


def red_pixels(pdf: bytes) -> int:
    picture = Image.open(io.BytesIO(drawn(pdf, 1)))
    colors = picture.getcolors(picture.width * picture.height) or []
    return sum(n for n, (red, green, blue) in colors if red > 130 and max(green, blue) < 90)


def test_a_signature_shows_in_the_picture_of_its_page(rendered, signed):
    assert red_pixels(rendered("result")) == 0
    assert red_pixels(signed["issued"]) > 100
