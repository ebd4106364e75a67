"""Files as people and attackers send them, made on the spot: no binaries are kept."""

import datetime
import io
import struct
import zipfile
import zlib

import pikepdf
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw
from pillow_heif import from_pillow
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from portal.connect.scan import EICAR


def sheet(size=(1200, 1600), *, lines=40):
    """A photo of a page of print: sharp, dark strokes on light paper."""
    image = Image.new("RGB", size, "#f4f1ea")
    draw = ImageDraw.Draw(image)
    for n in range(lines):
        top = int(size[1] * (n + 1) / (lines + 2))
        for left in range(80, size[0] - 80, 14):
            draw.rectangle((left, top, left + 6 + n % 5, top + 14), fill="#20242c")
    return image


def saved(image, kind, **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def jpeg(size=(1200, 1600), **options):
    return saved(sheet(size), "JPEG", **options)


def png(size=(900, 1200), **options):
    return saved(sheet(size), "PNG", **options)


def heic(size=(900, 1200)):
    out = io.BytesIO()
    from_pillow(sheet(size)).save(out, quality=60, enc_params={"preset": "ultrafast"})
    return out.getvalue()


def pdf(pages=1, *, change=None, **options):
    """A PDF of text pages; `change(document)` adds what a test is about."""
    document = pikepdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    for n in range(pages):
        page = document.add_blank_page(page_size=(595, 842))
        page.Resources = Dictionary(Font=Dictionary(F1=font))
        text = f"BT /F1 24 Tf 72 700 Td (Trang {n + 1}) Tj ET"
        page.Contents = document.make_stream(text.encode())
    if change:
        change(document)
    out = io.BytesIO()
    document.save(out, **options)
    return out.getvalue()


def many_pages(count):
    """A small PDF that names one and the same page `count` times."""

    def repeat(document):
        page = document.pages[0].obj
        document.Root.Pages.Kids = Array([page] * count)
        document.Root.Pages.Count = count

    return pdf(change=repeat)


def huge_png(side):
    """Header and data of a black square that is small on the wire and `side`² pixels open."""
    row = b"\0" + bytes((side + 7) // 8)
    packer = zlib.compressobj(9)
    body = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0))
        + _chunk(b"IDAT", body)
        + _chunk(b"IEND", b"")
    )


def animated(kind, frames=3):
    images = [Image.new("RGB", (300, 300), (n * 20, 0, 0)) for n in range(frames)]
    return saved(images[0], kind, save_all=True, append_images=images[1:])


def archive(names, *, content=b"x", method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        for name in names:
            file.writestr(name, content)
    return out.getvalue()


def document_bomb():
    """A .docx of some 60 kB that unpacks to 60 MB."""
    parts = (f"word/media/{n}" for n in range(30))
    return archive(["[Content_Types].xml", *parts], content=bytes(2 << 20))


def eicar():
    return EICAR


# What an attacker can put into a PDF


def javascript(document):
    document.Root.Names = Dictionary(
        JavaScript=Dictionary(Names=Array([pikepdf.String("a"), _script()]))
    )


def open_action(document):
    document.Root.OpenAction = _script()


def launch(document):
    document.pages[0].Annots = Array(
        [_link(Dictionary(S=Name.Launch, F=pikepdf.String("calc.exe")))]
    )


def attachment(document):
    document.attachments["x.exe"] = b"MZ-attached-payload"


def dynamic_form(document):
    document.Root.NeedsRendering = True
    document.Root.AcroForm = Dictionary(XFA=document.make_stream(b"<xdp/>"))


def static_form(document):
    document.Root.AcroForm = Dictionary(XFA=document.make_stream(b"<xdp/>"), Fields=Array())


def filled_field(document):
    """A text field with a value and an appearance, as a filled declaration has."""
    look = document.make_stream(b"/Tx BMC BT /F1 12 Tf 2 6 Td (FILLED-IN) Tj ET EMC")
    look.stream_dict.update(
        Dictionary(
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, 200, 20]),
            Resources=document.pages[0].Resources,
        )
    )
    field = document.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=pikepdf.String("ho_ten"),
            V=pikepdf.String("FILLED-IN"),
            Rect=Array([72, 600, 272, 620]),
            F=4,
            AP=Dictionary(N=look),
        )
    )
    document.pages[0].Annots = Array([field])
    document.Root.AcroForm = Dictionary(Fields=Array([field]))


def cyclic_pages(document):
    pages = document.Root.Pages
    pages.Kids = Array([pages])
    pages.Count = 1


def external_stream(document):
    document.pages[0].obj.Contents.stream_dict.F = pikepdf.String("/etc/passwd")


def inflating_stream(document):
    packer = zlib.compressobj(9)
    body = b"".join(packer.compress(bytes(1 << 20)) for _ in range(300)) + packer.flush()
    stream = pikepdf.Stream(document, b"")
    stream.write(body, filter=Name.FlateDecode)
    document.pages[0].Contents = stream


def _script():
    return Dictionary(S=Name.JavaScript, JS=pikepdf.String("app.alert('hi')"))


def _link(action):
    return Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 100, 100]), A=action
    )


def _chunk(name, body):
    checksum = struct.pack(">I", zlib.crc32(name + body))
    return struct.pack(">I", len(body)) + name + body + checksum


# Signed PDFs


def signed(content):
    """The PDF with one PAdES signature by a key made for the occasion."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    signer = signers.SimpleSigner(*_identity(), cert_registry=SimpleCertificateStore())
    settings = signers.PdfSignatureMetadata(field_name="Sig1", md_algorithm="sha256")
    return signers.sign_pdf(writer, settings, signer=signer).getvalue()


def changed_later(content):
    """The PDF with something written after its end, as an incremental update does."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    writer.root["/Lang"] = generic.pdf_string("vi")
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _identity():
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Nguyễn Văn An")])
    day = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, day, day.replace(year=2030))
    ).sign(key, hashes.SHA256())
    encoded = key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return (
        asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER)),
        asn1_keys.PrivateKeyInfo.load(encoded),
    )
