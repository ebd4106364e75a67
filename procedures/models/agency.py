"""Where the work is done: areas, agencies and their one-stop desks."""

from django.db import models


class Area(models.Model):
    """An administrative unit (địa bàn): a province or a commune, as of a day.

    A successor may carry the code of its predecessor, so a code alone is ambiguous: the
    key is (code, valid_from). Written by ``operations.reference``.
    """

    code = models.CharField(max_length=12)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)  # first day it no longer exists
    name = models.CharField(max_length=120)  # with its kind: "Phường Thuận Hóa"
    kind = models.CharField(max_length=20)  # tinh, thanh_pho, phuong, xa, dac_khu, huyen …
    parent_code = models.CharField(max_length=12, blank=True)
    successor_code = models.CharField(max_length=12, blank=True)
    folded = models.CharField(max_length=120)  # for search
    sort_key = models.CharField(max_length=240, db_collation="C")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="area_code_and_day")
        ]
        indexes = [models.Index(fields=["parent_code", "sort_key"], name="area_children")]

    def __str__(self) -> str:
        return self.name


class Agency(models.Model):
    """A public body that decides cases (cơ quan). Codes are opaque: H57.30.07."""

    code = models.CharField(max_length=40, primary_key=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)  # ubnd_tinh, so, ubnd_xa, trung_tam …
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    area_code = models.CharField(max_length=12, blank=True)
    heading = models.CharField(max_length=200)  # upper line of its letters' heading
    symbol = models.CharField(max_length=40)  # in letter numbers: "UBND", "STP"
    address = models.CharField(max_length=250, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    closed_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.name


class Desk(models.Model):
    """A one-stop desk (Bộ phận Một cửa) that receives cases for one or many agencies."""

    code = models.CharField(max_length=40, primary_key=True)
    name = models.CharField(max_length=200)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="desks")
    address = models.CharField(max_length=250, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    hours = models.JSONField(default=list)  # [["07:30","11:30"],["13:30","17:30"]]
    cutoff = models.TimeField(null=True)  # received later: handed over next morning

    def __str__(self) -> str:
        return self.name
