"""What can be applied for: procedures published here, and the national catalogue."""

from django.db import models


class ProcedureVersion(models.Model):
    """One published text of a procedure. Never edited: a change is a new version.

    Cases keep the version they began with. Written by ``operations.catalogue``.
    """

    code = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    slug = models.SlugField(max_length=120)
    name = models.CharField(max_length=500)
    sector = models.CharField(max_length=120, blank=True)
    content = models.JSONField()  # the definition as read, with shared sections expanded
    sha256 = models.CharField(max_length=64)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)  # first day it no longer holds
    shipped = models.BooleanField(default=False)  # came with the product, not from a clerk
    published_by = models.ForeignKey("Person", models.PROTECT, null=True)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="one_text_per_version"),
            models.UniqueConstraint(
                fields=["code"],
                condition=models.Q(valid_to__isnull=True),
                name="one_open_version_per_procedure",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"


class CatalogueEntry(models.Model):
    """One line of the national catalogue of procedures: facts only, for search."""

    code = models.CharField(max_length=60, primary_key=True)
    name = models.CharField(max_length=1200)
    sector = models.CharField(max_length=200, blank=True)
    agency = models.CharField(max_length=300, blank=True)
    level = models.CharField(max_length=60, blank=True)  # "tinh xa": who may decide it
    issuer = models.CharField(max_length=200, blank=True)  # "Bộ Tư pháp", "UBND tỉnh Sơn La"
    kind = models.CharField(
        max_length=20, blank=True
    )  # standard, local (one province), internal
    national_id = models.CharField(
        max_length=40, blank=True
    )  # its page's id at the national portal

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
