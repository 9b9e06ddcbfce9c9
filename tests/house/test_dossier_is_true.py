"""What the dossier says of rooms above the law is so."""

from leitstand.house.models import Person
from leitstand.measurement.models import Reading


def test_no_report_has_a_person_as_a_dimension():
    """Readings hold channels and posts, and of people only who typed a figure in."""
    people = {field.name for field in Reading._meta.get_fields() if getattr(field, "related_model", None) is Person}
    assert people == {"typed_by"}
