"""Model fields that are sealed in the database and plain on the instance.

    class Draft(models.Model):
        id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
        answers = SealedJSONField(default=dict)
        phone = SealedTextField(blank=True, default="")
        phone_index = models.CharField(max_length=64, db_index=True)   # blind_index(...)

How it holds together:

* the column is `bytea`; loading puts the ciphertext on the instance, reading the attribute
  opens it with the row's own key (table|pk|field) and keeps the result;
* saving seals what was opened or assigned; a value nobody read is written back as it was;
* the primary key must exist before saving (UUID default), else saving raises `ValueError`;
* everything that goes round the instance (`update(phone="…")`, `filter(phone="…")`,
  `bulk_update`) raises `TypeError` instead of storing or comparing plain text, and
  `.values()` gives ciphertext. ``update(phone=None)`` is allowed: that is erasure.
* renaming a table or a sealed field breaks its seals: re-seal in the same migration, or
  keep `db_table` / pass `seal_name`.
"""

import json
from typing import Any

from django.db import models
from django.db.models.query_utils import DeferredAttribute

from procedures.sealing import seal, unseal


class Sealed(bytes):
    """Ciphertext on its way between the column and the instance."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<sealed, {len(self)} bytes>"


class _Opening(DeferredAttribute):
    """Opens the ciphertext the first time the attribute is read."""

    def __get__(self, instance: models.Model | None, cls: type | None = None) -> Any:
        value = super().__get__(instance, cls)
        if instance is None or not isinstance(value, Sealed):
            return value
        opened = self.field.open_for(instance, value)
        instance.__dict__[self.field.attname] = opened
        return opened

    def __set__(self, instance: models.Model, value: Any) -> None:
        # Without this the instance's own dictionary would hide the descriptor.
        instance.__dict__[self.field.attname] = value


class SealedTextField(models.Field):
    """Text, sealed at rest. `seal_name` fixes the name in the seal if the field is renamed."""

    description = "Sealed text"
    descriptor_class = _Opening

    def __init__(self, *args: Any, seal_name: str = "", **options: Any) -> None:
        self.seal_name = seal_name
        super().__init__(*args, **options)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Name the field to migrations."""
        name, path, args, options = super().deconstruct()
        if self.seal_name:
            options["seal_name"] = self.seal_name
        return name, path, args, options

    def get_internal_type(self) -> str:
        """The column is PostgreSQL `bytea`."""
        return "BinaryField"

    def to_text(self, value: Any) -> str:
        """What gets encrypted."""
        if not isinstance(value, str):
            raise TypeError(f"{self.name}: text expected, got {type(value).__name__}")
        return value

    def from_text(self, text: str) -> Any:
        """What the instance shows."""
        return text

    def open_for(self, instance: models.Model, sealed: bytes) -> Any:
        """The plain value; raises `SealBroken` when the bytes belong to another row."""
        return self.from_text(unseal(sealed, **self._bound(instance)))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Seal what was opened or assigned; pass on what nobody touched."""
        state = model_instance.__dict__
        # Reading through the instance would open a value nobody asked for; a deferred one
        # has to be fetched, else `save(update_fields=…)` would write NULL over it.
        raw = (
            state[self.attname]
            if self.attname in state
            else getattr(model_instance, self.attname)
        )
        if raw is None or isinstance(raw, Sealed) or hasattr(raw, "resolve_expression"):
            return raw
        return Sealed(seal(self.to_text(raw), **self._bound(model_instance)))

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Sealed | None:
        """Mark the column's bytes as ciphertext; they are opened on first reading."""
        return None if value is None else Sealed(value)

    def get_prep_value(self, value: Any) -> Any:
        """Let only ciphertext and NULL through to SQL."""
        value = super().get_prep_value(value)
        if value is None or isinstance(value, Sealed):
            return value
        raise TypeError(f"{self.name} is sealed: save the instance, do not query or update it")

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Wrap the ciphertext for the driver."""
        value = super().get_db_prep_value(value, connection, prepared)
        return None if value is None else connection.Database.Binary(bytes(value))

    def _bound(self, instance: models.Model) -> dict[str, Any]:
        if instance.pk is None:
            raise ValueError(f"{self.name}: the row needs its primary key before sealing")
        table = instance._meta.db_table
        return {"table": table, "pk": instance.pk, "field": self.seal_name or self.name}


class SealedJSONField(SealedTextField):
    """A JSON value, sealed at rest; changes inside the loaded value are saved too."""

    description = "Sealed JSON"
    empty_strings_allowed = False

    def to_text(self, value: Any) -> str:
        """Strict JSON: NaN and Infinity raise `ValueError`."""
        return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))

    def from_text(self, text: str) -> Any:
        """The JSON value."""
        return json.loads(text)
