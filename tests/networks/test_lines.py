import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from networks.models import ChangedMeanwhileError, Expectation, GroundRule, Network
from tests import factories
from tests.queries import count_queries
from tests.world import World, client_of_staff

KINDS = [
    pytest.param("expectations", "expectation", factories.create_expectation, Expectation, id="expectations"),
    pytest.param("ground_rules", "groundrule", factories.create_ground_rule, GroundRule, id="ground rules"),
]
pytestmark = pytest.mark.django_db


def page(world: World, name: str) -> str:
    return reverse(f"networks:{name}", args=[world.network.pk])


def verb(world: World, verb: str, kind: str, line_id: int) -> str:
    return reverse(f"networks:{verb}_{kind}", args=[world.network.pk, line_id])


def texts(network: Network, name: str) -> list[str]:
    return [line.text for line in getattr(network, name).all()]


@pytest.mark.parametrize(("name", "kind", "create", "model"), KINDS)
class TestBothLists:
    def test_writes_several_lines_at_once(self, world, name, kind, create, model) -> None:
        create(world.network, "Eerst")
        data = {"lines": " Dan  dit \r\n\r\nEn dat"}
        response = client_of_staff(world.facilitator).post(page(world, name), data)
        assert response.headers["Location"] == page(world, name)
        assert texts(world.network, name) == ["Eerst", "Dan dit", "En dat"]

    @pytest.mark.parametrize("lines", ["", "   ", "kort\n" + "x" * 301, "x" * 100_000, "a\0b", "x\n" * 41])
    def test_says_what_is_wrong_and_keeps_it(self, world, name, kind, create, model, lines) -> None:
        response = client_of_staff(world.facilitator).post(page(world, name), {"lines": lines})
        assert response.status_code == 422
        assert lines.strip("\0")[:10].split("\0")[0] in response.content.decode()
        assert texts(world.network, name) == []

    def test_moves_up_and_down_and_stays_at_the_ends(self, world, name, kind, create, model) -> None:
        a, b, c = (create(world.network, text) for text in "abc")
        client = client_of_staff(world.facilitator)
        for line, to in ((a, "up"), (c, "down"), (c, "up"), (a, "down")):
            assert client.post(verb(world, "move", kind, line.pk), {"to": to}).status_code == 302
        assert texts(world.network, name) == ["c", "a", "b"]
        assert client.post(verb(world, "move", kind, 10**9), {"to": "up"}).status_code == 302
        assert [b.pk in [line.pk for line in getattr(world.network, name).all()]] == [True]

    def test_takes_an_order_from_dragging(self, world, name, kind, create, model) -> None:
        a, b, c = (create(world.network, text) for text in "abc")
        elsewhere = create(world.elsewhere, "elders")
        order = f"{c.pk},{elsewhere.pk},x,{'9' * 30},{a.pk}"
        address = reverse(f"networks:order_{name}", args=[world.network.pk])
        assert client_of_staff(world.facilitator).post(address, {"order": order}).status_code == 302
        assert texts(world.network, name) == ["c", "a", "b"]
        assert b.position == 1

    def test_corrects(self, world, name, kind, create, model) -> None:
        line = create(world.network, "Horren")
        client = client_of_staff(world.facilitator)
        for _ in range(2):
            data = {"text": "Horen", "seen": "Horren"}
            assert client.post(verb(world, "correct", kind, line.pk), data).status_code == 302
        assert texts(world.network, name) == ["Horen"]

    def test_two_who_correct_at_once_see_both_texts(self, world, name, kind, create, model) -> None:
        line = create(world.network, "Horren")
        client = client_of_staff(world.facilitator)
        client.post(verb(world, "correct", kind, line.pk), {"text": "Van de collega", "seen": "Horren"})
        response = client.post(verb(world, "correct", kind, line.pk), {"text": "Van mij", "seen": "Horren"})
        assert response.status_code == 409
        assert "<pre>Van de collega</pre>" in response.content.decode()
        assert 'value="Van mij"' in response.content.decode()
        assert 'name="seen" value="Van de collega"' in response.content.decode()
        assert texts(world.network, name) == ["Van de collega"]

    def test_a_line_that_is_gone_gives_the_text_back(self, world, name, kind, create, model) -> None:
        client = client_of_staff(world.facilitator)
        response = client.post(verb(world, "correct", kind, 10**9), {"text": "Van mij", "seen": "x"})
        assert response.status_code == 409
        assert "Van mij</textarea>" in response.content.decode()

    def test_too_long_a_correction_is_said_and_kept(self, world, name, kind, create, model) -> None:
        line = create(world.network, "Horen")
        data = {"text": "lang" * 100, "seen": "Horen"}
        response = client_of_staff(world.facilitator).post(verb(world, "correct", kind, line.pk), data)
        assert response.status_code == 422
        assert "langlanglang" in response.content.decode()
        assert texts(world.network, name) == ["Horen"]

    def test_asks_before_removing_and_removes_once(self, world, name, kind, create, model) -> None:
        line = create(world.network, "Horen")
        client = client_of_staff(world.facilitator)
        address = verb(world, "remove", kind, line.pk)
        assert "Horen" in client.get(address).content.decode()
        assert texts(world.network, name) == ["Horen"]
        assert [client.post(address).status_code for _ in range(2)] == [302, 302]
        assert texts(world.network, name) == []

    def test_a_line_of_another_network_is_out_of_reach(self, world, name, kind, create, model) -> None:
        line = create(world.elsewhere, "Elders")
        client = client_of_staff(world.facilitator)
        client.post(verb(world, "remove", kind, line.pk))
        client.post(verb(world, "correct", kind, line.pk), {"text": "Gekaapt", "seen": "Elders"})
        assert texts(world.elsewhere, name) == ["Elders"]

    def test_needs_the_same_queries_for_one_and_for_fifteen(self, world, name, kind, create, model) -> None:
        client = client_of_staff(world.facilitator)
        create(world.network, "Horen")
        one = count_queries(client, page(world, name))
        for number in range(14):
            create(world.network, f"Nummer {number}")
        assert count_queries(client, page(world, name)) == one
        assert one <= 8


def test_the_outside_line_is_written_and_emptied(world: World) -> None:
    client = client_of_staff(world.facilitator)
    address = page(world, "write_outside_line")
    data = {"outside_line": "De tips wel", "seen": world.network.outside_line}
    assert client.post(address, data).headers["Location"] == page(world, "ground_rules")
    assert client.post(address, {"outside_line": "", "seen": "De tips wel"}).status_code == 302
    world.network.refresh_from_db()
    assert world.network.outside_line == ""


def test_two_who_write_the_outside_line_see_both(world: World) -> None:
    data = {"outside_line": "Van mij", "seen": "Iets ouds"}
    response = client_of_staff(world.facilitator).post(page(world, "write_outside_line"), data)
    assert response.status_code == 409
    assert "<pre>De tips wel, de namen niet.</pre>" in response.content.decode()
    assert 'value="Van mij"' in response.content.decode()
    with pytest.raises(ChangedMeanwhileError):
        world.network.write_outside_line("x", seen="Iets ouds")


def test_too_long_an_outside_line_is_said_and_kept(world: World) -> None:
    response = client_of_staff(world.facilitator).post(
        page(world, "write_outside_line"), {"outside_line": "x" * 301, "seen": world.network.outside_line}
    )
    assert response.status_code == 422
    assert "x" * 301 in response.content.decode()


def test_the_flap_shows_rules_and_outside_line(world: World) -> None:
    factories.create_ground_rule(world.network, "We laten elkaar uitspreken")
    client = client_of_staff(world.facilitator)
    text = client.get(page(world, "flap")).content.decode()
    assert "We laten elkaar uitspreken" in text
    assert "De tips wel, de namen niet." in text
    one = count_queries(client, page(world, "flap"))
    for _ in range(14):
        factories.create_ground_rule(world.network)
    assert count_queries(client, page(world, "flap")) == one


def test_the_parts_for_other_pages_say_what_is_there(world: World) -> None:
    flap = {"network": world.network, "ground_rules": [factories.create_ground_rule(world.network)]}
    assert "We laten elkaar uitspreken" in render_to_string("networks/_flap.html", flap)
    assert "De tips wel, de namen niet." in render_to_string("networks/_flap.html", flap)
    hopes = {"expectations": [factories.create_expectation(world.network)], "heading": 3}
    assert "<h3>Verwachtingen</h3>" in render_to_string("networks/_expectations.html", hopes)
    assert "nog geen verwachtingen" in render_to_string("networks/_expectations.html", {"expectations": []})
