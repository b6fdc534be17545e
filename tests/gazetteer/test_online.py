"""Online look-ups, with real geopy, against a server of our own on this machine."""

import json
import threading
import time
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from pytest_socket import SocketBlockedError

from convoy_map.errors import NetworkError
from convoy_map.gazetteer.online import SERVICES, USER_AGENT, OnlineLookup

NOMINATIM = [
    {
        "place_id": 1, "osm_type": "node", "osm_id": 27565082, "lat": "35.9506", "lon": "39.0094",
        "class": "place", "type": "city", "name": "الرقة", "display_name": "Raqqa, Syria",
        "address": {"city": "Raqqa", "country_code": "sy"},
    }
]  # fmt: skip
PHOTON = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [39.0094, 35.9506]},
            "properties": {"osm_id": 27565082, "name": "Raqqa", "countrycode": "SY"},
        }
    ],
}
GEONAMES = {
    "totalResultsCount": 1,
    "geonames": [
        {
            "geonameId": 172955, "name": "Ar Raqqah", "lat": "35.95283", "lng": "39.00788",
            "countryCode": "SY", "countryName": "Syria", "adminName1": "Ar Raqqah",
            "fcl": "P", "fcode": "PPLA",
        }
    ],
}  # fmt: skip
SHAPES = {"nominatim": NOMINATIM, "photon": PHOTON, "geonames": GEONAMES}


class Server(ThreadingHTTPServer):
    """Answers from a list of (status, body), the last one again and again."""

    daemon_threads = True

    def __init__(self, answers):
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers, self.seen, self.delay_s = answers, [], 0.0

    def handle_error(self, request, client_address):
        """A client that gave up is no error here."""


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        server = self.server
        server.seen.append((self.path, dict(self.headers)))
        time.sleep(server.delay_s)
        status, body = server.answers.pop(0) if len(server.answers) > 1 else server.answers[0]
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        """Quiet."""


@pytest.fixture
def serve(socket_enabled):
    servers = []

    def start(*answers):
        encoded = [
            (status, body if isinstance(body, bytes) else json.dumps(body).encode())
            for status, body in answers
        ]
        server = Server(encoded)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return server

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def lookup(service, server, tmp_path, **more):
    options = {"username": "me", "min_delay_s": 0.0, "timeout_s": 2.0, **more}
    return OnlineLookup(
        service,
        allowed=True,
        scheme="http",
        domain=f"127.0.0.1:{server.server_address[1]}",
        cache_dir=tmp_path,
        now=lambda: datetime(2026, 11, 20, 12, 0, tzinfo=UTC),
        **options,
    )


@pytest.mark.local_http
@pytest.mark.parametrize("service", SERVICES)
def test_service_answers_and_gets_the_name_alone(service, serve, tmp_path):
    server = serve((200, SHAPES[service]))
    answer = lookup(service, server, tmp_path).look_up("Raqqa")
    place = answer.places[0]
    assert (round(place.lon, 1), round(place.lat, 1), place.ccode) == (39.0, 36.0, "SY")
    assert place.status == "unverified"
    assert (place.note, place.source) == ("found online", f"{service}, online")
    assert (answer.asked_utc, answer.cached) == ("2026-11-20T12:00:00Z", False)
    path, headers = server.seen[0]
    assert headers["User-Agent"] == USER_AGENT
    sent = {key: values[0] for key, values in parse_qs(urlsplit(path).query).items()}
    settings = {"q", "format", "limit", "addressdetails", "username", "maxRows"}
    assert sent["q"] == "Raqqa"
    assert set(sent) <= settings


@pytest.mark.local_http
def test_answer_is_kept_and_marked_and_not_asked_for_twice(serve, tmp_path):
    server = serve((200, PHOTON))
    first = lookup("photon", server, tmp_path).look_up("Raqqa")
    again = lookup("photon", server, tmp_path).look_up("Raqqa")
    assert again.cached
    assert again.places == first.places
    assert again.asked_utc == first.asked_utc
    assert len(server.seen) == 1


@pytest.mark.local_http
def test_damaged_kept_answer_is_asked_for_again(serve, tmp_path):
    server = serve((200, PHOTON))
    lookup("photon", server, tmp_path).look_up("Raqqa")
    next((tmp_path / "online" / "photon").glob("*.json")).write_text("{", encoding="utf-8")
    assert not lookup("photon", server, tmp_path).look_up("Raqqa").cached


@pytest.mark.local_http
def test_nothing_found_is_an_answer(serve, tmp_path):
    assert lookup("nominatim", serve((200, [])), tmp_path).look_up("Nowhere").places == ()


@pytest.mark.local_http
def test_too_many_requests_is_tried_again_after_longer_and_longer(serve, tmp_path):
    server = serve((429, b"slow down"), (429, b"slow down"), (200, NOMINATIM))
    slept = []
    found = lookup("nominatim", server, tmp_path, min_delay_s=1.0, sleep=slept.append)
    assert found.look_up("Raqqa").places
    assert len(server.seen) == 3
    assert slept[0] == pytest.approx(2.0, abs=0.1)
    assert slept[1] == pytest.approx(4.0, abs=0.1)


@pytest.mark.local_http
def test_two_names_are_asked_at_least_a_second_apart(serve, tmp_path):
    slept = []
    asked = lookup("photon", serve((200, PHOTON)), tmp_path, min_delay_s=1.0, sleep=slept.append)
    asked.look_up("Raqqa")
    asked.look_up("Tabqa")
    assert slept == [pytest.approx(1.0, abs=0.2)]


@pytest.mark.local_http
@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ((429, b"slow down"), "GeocoderRateLimited"),
        ((500, b"broken"), "GeocoderServiceError"),
        ((200, b"<html>not json</html>"), "GeocoderParseError"),
        ((200, b"\xff\xfe\x00"), "not UTF-8 text"),
        ((200, b"[" + b"1," * 1_500_000 + b"1]"), "larger than 2 MB"),
        ((200, {"surprise": 1}), "in a shape it does not promise"),
        (
            (200, [{"lat": "5", "lon": "999", "display_name": "x"}]),
            "in a shape it does not promise",
        ),
        (
            (200, [{"lat": "999", "lon": "5", "display_name": "x"}]),
            "in a shape it does not promise",
        ),
    ],
    ids=["429", "500", "html", "bytes", "huge", "other shape", "longitude", "latitude"],
)
def test_bad_answers_are_told(answer, told, serve, tmp_path):
    asked = lookup("nominatim", serve(answer), tmp_path, retries=1, sleep=lambda s: None)
    with pytest.raises(NetworkError, match=told):
        asked.look_up("Raqqa")
    assert not list((tmp_path / "online").rglob("*.json"))


@pytest.mark.local_http
def test_time_out_is_told(serve, tmp_path):
    server = serve((200, NOMINATIM))
    server.delay_s = 0.6
    asked = lookup("nominatim", server, tmp_path, timeout_s=0.1, retries=1, sleep=lambda s: None)
    with pytest.raises(NetworkError, match="did not answer: GeocoderTimedOut"):
        asked.look_up("Raqqa")
    assert len(server.seen) == 2


@pytest.mark.parametrize("service", SERVICES)
def test_without_opt_in_nothing_is_opened(service, tmp_path):
    with pytest.raises(NetworkError, match=f"--online {service}"):
        OnlineLookup(service, cache_dir=tmp_path)
    assert not list(tmp_path.iterdir())


def test_opt_in_is_what_opens_the_socket(tmp_path):
    asked = OnlineLookup("photon", allowed=True, cache_dir=tmp_path, retries=0)
    with pytest.raises((NetworkError, SocketBlockedError), match=r"block|did not answer"):
        asked.look_up("Raqqa")


def test_resolving_opens_no_socket(gazetteer):
    from convoy_map.candidates import resolve

    assert resolve("Shneine", gazetteer, near=(39.0, 36.0)).candidates


def test_unknown_service_is_told():
    with pytest.raises(NetworkError, match="the services are nominatim, geonames, photon"):
        OnlineLookup("bing", allowed=True)


def test_a_text_is_no_name(tmp_path):
    asked = OnlineLookup("photon", allowed=True, cache_dir=tmp_path)
    with pytest.raises(NetworkError, match="no name to look up"):
        asked.look_up("The driver said " * 20)


def test_geonames_wants_an_account(tmp_path):
    asked = OnlineLookup("geonames", allowed=True, cache_dir=tmp_path)
    with pytest.raises(NetworkError, match="wants the name of an account"):
        asked.look_up("Raqqa")


def test_the_notice_says_what_leaves_the_machine(tmp_path):
    asked = OnlineLookup("photon", allowed=True, cache_dir=tmp_path)
    assert "is sent to photon" in asked.notice
