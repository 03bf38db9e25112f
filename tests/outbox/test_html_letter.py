"""How a mail looks: each address as something to press, lists as lists, and what people typed as no markup."""

import re

from lerendnetwerk.outbox.html_letter import html_of

URLS = {"{ik_kom_link:3}": "https://lerend.example/kom/1/a/ja/", "{persoonlijke_link}": "https://lerend.example/d/1/b/"}


def body(text: str) -> str:
    """What stands in the letter, without how it looks."""
    html = html_of("Onderwerp", text, URLS)
    inside = re.search(r'<div style="[^"]*">(.*)</div>', html, re.DOTALL)
    assert inside
    return re.sub(r' style="[^"]*"', "", inside[1])


def test_an_address_after_a_few_words_is_a_button_with_those_words() -> None:
    assert body("Dag An\n\nIk kom: {ik_kom_link:3}") == (
        '<p>Dag An</p>\n<p><a href="https://lerend.example/kom/1/a/ja/">Ik kom</a></p>'
    )
    assert (
        body("Alles lezen:\nhttps://lerend.example/x/") == '<p><a href="https://lerend.example/x/">Alles lezen</a></p>'
    )


def test_an_address_alone_is_a_button_that_shows_where_it_leads() -> None:
    url = URLS["{persoonlijke_link}"]
    assert body("{persoonlijke_link}") == f'<p><a href="{url}">Open de pagina</a><br><span>{url}</span></p>'


def test_an_address_in_a_sentence_is_shown_short() -> None:
    assert body("Dat kies je op je eigen pagina: {persoonlijke_link}, of bel.") == (
        '<p>Dat kies je op je eigen pagina: <a href="https://lerend.example/d/1/b/">lerend.example/d/…</a>, of bel.</p>'
    )


def test_lines_with_a_dash_are_a_list_and_other_lines_stay_lines() -> None:
    assert body("Op het programma:\n- Welkom\n- Pauze\n  met koffie") == (
        "<p><b>Op het programma:</b></p><ul><li>Welkom</li><li>Pauze<br>  met koffie</li></ul>"
    )
    assert body("- Eén\n- Twee") == "<ul><li>Eén</li><li>Twee</li></ul>"
    assert body("Waar: Gent\nWanneer: straks") == "<p>Waar: Gent<br>Wanneer: straks</p>"


def test_what_people_typed_is_no_markup_anywhere() -> None:
    bad = "<b>'\"&"
    made = body(f"{bad}\n\n{bad}: https://lerend.example/{bad}\n\n{bad}:\n- {bad}\n\n{bad}: {{ik_kom_link:3}}")
    assert "<b>'" not in made
    assert made.count("&lt;b&gt;") == 6
    # Neither does an unknown mark or a script become something to press.
    assert body("Klik: {onbekend}") == "<p>Klik: {onbekend}</p>"
    assert "<a" not in body("Klik: javascript:alert(1)")


def test_only_the_first_button_is_the_main_one() -> None:
    html = html_of("Onderwerp", "Ik kom: {ik_kom_link:3}\n\nMijn pagina: {persoonlijke_link}", URLS)
    assert html.count("background:#c53d13") == 1
