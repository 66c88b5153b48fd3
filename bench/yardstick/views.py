"""A bare form page: draw it, check it, save one row, redirect."""

from django.contrib.auth.decorators import login_not_required
from django.forms import ModelForm
from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from bench.yardstick.models import Note


class NoteForm(ModelForm):
    """The five fields, drawn by Django's own renderer."""

    default_renderer = DjangoTemplates

    class Meta:
        model = Note
        fields = ("name", "email", "postcode", "amount", "text")


@login_not_required
def note(request: HttpRequest) -> HttpResponse:
    """GET draws, POST saves."""
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect("yardstick")
    return render(request, "yardstick/note.html", {"form": form})
