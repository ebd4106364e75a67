"""Numbers that must have no twin: taken from counter rows in the move's transaction."""

from django.db import models


class CaseNumber(models.Model):
    """Last case number of one desk and local day (decree code H57.xx-YYMMDD-NNNN)."""

    desk = models.CharField(max_length=40)
    day = models.DateField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["desk", "day"], name="one_counter_per_desk_day")
        ]

    def __str__(self) -> str:
        return f"{self.desk} {self.day} {self.last}"


class NumberBook(models.Model):
    """Last letter number of one agency, kind and year (sổ văn bản, NĐ 30/2020 art. 15)."""

    agency = models.ForeignKey("Agency", models.PROTECT)
    kind = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "kind", "year"], name="one_book_per_agency_kind_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.kind} {self.year}: {self.last}"
