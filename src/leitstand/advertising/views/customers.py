"""Own customers as an audience (guide 4.2): a list is sifted by consent and purpose, and leaves as hashes; nothing is kept."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitstand.advertising.actions.sift_customers import sift_customers
from leitstand.advertising.core.customers import NoCustomers, Wanted, read_customers
from leitstand.advertising.forms import CustomersForm
from leitstand.advertising.views.reports import BYTES_MAX
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.house.tables import as_csv, as_file
from leitstand.house.workbooks import NoTable, open_book, words_of
from leitstand.kernel.sheets import Sheet


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.PLAN)
def customers(request: WorkRequest) -> HttpResponse:
    """Ask for a list; by POST say how many may be addressed, and with `give` give their hashes out."""
    form = CustomersForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {"here": "segments", "form": form}
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        wanted = Wanted(
            told["purpose"], told["status"], told["product"], told["least_basket"], told["longest_interval"]
        )
        try:
            sheets = open_book(told["file"].read(), bytes_max=BYTES_MAX).sheets
            rows = read_customers(next(iter(sheets), Sheet("", [])))
            found = sift_customers(request.actor, rows, wanted, now=clock.now())
        except NoTable as error:
            form.add_error("file", words_of(error.code, bytes_max=BYTES_MAX))
        except NoCustomers:
            form.add_error(
                "file", _("The list names no e-mail address, consent and purpose; without them nobody may be used.")
            )
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            if "give" in request.POST:
                return as_file(as_csv([["email_sha256"], *([one] for one in found.hashes)]), "zielgruppe.csv")
            context["found"] = found
    return render(request, "advertising/customers.html", context, status=422 if form.errors else 200)
