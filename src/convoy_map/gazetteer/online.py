"""Online look-ups: off unless a person turns them on, and never more than the name.

A query leaves the machine. Whoever opens an ``OnlineLookup`` has said so
(``allowed=True``: the command's ``--online SERVICE``, or the server's setting);
without that no socket is opened. Services: Nominatim (OpenStreetMap), GeoNames,
Photon (OpenStreetMap), all through geopy.
"""

from __future__ import annotations

import json
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from http.client import HTTPException
from pathlib import Path
from typing import Any, Final

from convoy_map import __version__
from convoy_map.errors import NetworkError
from convoy_map.gazetteer.cache import cache_root
from convoy_map.gazetteer.readers.lp_tsv import default_uncertainty_m
from convoy_map.model import Place, Toponym

SERVICES: Final = ("nominatim", "geonames", "photon")
NOTICE: Final = (
    "Online look-ups are on: each name you look up is sent to {service}. "
    "Nothing else is sent, and answers are kept on this machine."
)
USER_AGENT: Final = f"convoy-map/{__version__} (gazetteer look-up)"
_LONGEST_NAME: Final = 200
_MOST_BYTES: Final = 2_000_000
_LICENCES: Final = {"nominatim": "ODbL 1.0", "photon": "ODbL 1.0", "geonames": "CC BY 4.0"}


@dataclass(frozen=True, slots=True)
class OnlineAnswer:
    """What a service said of a name, and when; ``cached`` if it was asked before."""

    service: str
    name: str
    asked_utc: str
    places: tuple[Place, ...]
    cached: bool = False


class OnlineLookup:
    """Asks one service for names, slowly and politely.

    Parameters
    ----------
    service : str
        One of ``SERVICES``.
    allowed : bool
        Whether a person turned online look-ups on.
    username : str, optional
        GeoNames wants the name of an account.
    domain, scheme : str, optional
        Another server of the same service.
    min_delay_s, timeout_s, retries
        At least so long between two queries (Nominatim's rule is one second);
        give up after so long; try again so often, waiting longer each time.
    cache_dir : Path, optional
        Where answers are kept.

    Raises
    ------
    NetworkError
        Online look-ups are not allowed, or the service is unknown.
    """

    def __init__(
        self,
        service: str,
        *,
        allowed: bool = False,
        username: str | None = None,
        domain: str | None = None,
        scheme: str = "https",
        min_delay_s: float = 1.0,
        timeout_s: float = 10.0,
        retries: int = 2,
        cache_dir: Path | None = None,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        if service not in SERVICES:
            raise NetworkError(
                f"there is no online service {service!r}",
                mend=f"the services are {', '.join(SERVICES)}",
            )
        if not allowed:
            raise NetworkError(
                f"looking names up at {service} would send them over the network",
                mend=f"turn it on with --online {service}, if the case allows it",
            )
        self.service = service
        self._domain, self._scheme, self._username = domain, scheme, username
        self._min_delay_s, self._timeout_s, self._retries = min_delay_s, timeout_s, retries
        self._folder = cache_root(cache_dir) / "online" / service
        self._sleep, self._now = sleep, now
        self._asked_at: float | None = None
        self._geocoder: Any = None

    @property
    def notice(self) -> str:
        """What the interface says while look-ups are on."""
        return NOTICE.format(service=self.service)

    def look_up(self, name: str, limit: int = 5) -> OnlineAnswer:
        """Ask for a name, or give the answer it got before.

        Raises
        ------
        NetworkError
            The name is too long to be one, or the service could not be reached,
            refused, timed out, or answered what it does not promise.
        """
        name = name.strip()
        if not name or len(name) > _LONGEST_NAME:
            raise NetworkError(
                f"{name[:40]!r} ({len(name)} characters) is no name to look up",
                mend="look up a single place name",
            )
        path = self._folder / f"{sha256(f'{name}|{limit}'.encode()).hexdigest()[:24]}.json"
        known = self._known(path)
        if known is not None:
            return known
        answer = OnlineAnswer(
            self.service,
            name,
            self._now().strftime("%Y-%m-%dT%H:%M:%SZ"),
            tuple(self._ask(name, limit)),
        )
        self._keep(path, answer)
        return answer

    def _ask(self, name: str, limit: int) -> list[Place]:
        from geopy import exc

        for attempt in range(self._retries + 1):
            self._wait(attempt)
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore", UserWarning)  # geopy warns, then raises
                    found = self._query(name, limit)
                return [self._place(location) for location in found or []][:limit]
            except (
                exc.GeocoderRateLimited,
                exc.GeocoderTimedOut,
                exc.GeocoderUnavailable,
            ) as error:
                if attempt == self._retries:
                    raise self._failed(name, error) from error
            except exc.GeopyError as error:
                raise self._failed(name, error) from error
            except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
                raise NetworkError(
                    f"{self.service} answered in a shape it does not promise "
                    f"({type(error).__name__}: {str(error)[:80]})",
                    where=name,
                    mend="try again later, or another service",
                ) from error
        raise AssertionError("unreachable: the last attempt returns or raises")

    def _failed(self, name: str, error: Exception) -> NetworkError:
        return NetworkError(
            f"{self.service} did not answer: {type(error).__name__}: {str(error)[:120]}",
            where=name,
            mend="wait a while and try again, or look the name up without --online",
        )

    def _wait(self, attempt: int) -> None:
        delay = self._min_delay_s * 2**attempt if attempt else 0.0
        if self._asked_at is not None:
            since = time.monotonic() - self._asked_at
            delay = max(delay, self._min_delay_s - since)
        if delay > 0:
            self._sleep(delay)
        self._asked_at = time.monotonic()

    def _query(self, name: str, limit: int) -> Sequence[Any] | None:
        geocoder = self._open()
        if self.service == "geonames":
            found = geocoder.geocode(name, exactly_one=False)
        elif self.service == "photon":
            found = geocoder.geocode(name, exactly_one=False, limit=limit)
        else:
            found = geocoder.geocode(name, exactly_one=False, limit=limit, addressdetails=True)
        if found is not None and not isinstance(found, list):
            raise TypeError(f"a {type(found).__name__} instead of a list")
        return found

    def _open(self) -> Any:  # noqa: ANN401 - geopy has no types
        if self._geocoder is None:
            from geopy.geocoders import GeoNames, Nominatim, Photon

            options: dict[str, Any] = {"timeout": self._timeout_s, "user_agent": USER_AGENT}
            options |= {"scheme": self._scheme, "adapter_factory": _bounded_adapter()}
            if self._domain:
                options["domain"] = self._domain
            if self.service == "geonames":
                if not self._username:
                    raise NetworkError(
                        "GeoNames wants the name of an account",
                        mend="register one, or use nominatim or photon",
                    )
                self._geocoder = GeoNames(self._username, **options)
            else:
                kind = Nominatim if self.service == "nominatim" else Photon
                self._geocoder = kind(**options)
        return self._geocoder

    def _place(self, location: Any) -> Place:  # noqa: ANN401 - geopy has no types
        raw = location.raw
        details = raw.get("properties", raw)
        lon, lat = float(location.longitude), float(location.latitude)
        if abs(float(raw.get("lon", raw.get("lng", lon)))) > 180:  # geopy would wrap it round
            raise ValueError(f"longitude {raw.get('lon', raw.get('lng'))}")
        if not (-180 <= lon <= 180 and -90 <= lat <= 90):
            raise ValueError(f"position {lon}, {lat}")
        record = str(raw.get("geonameId") or details.get("osm_id") or f"{lon:.5f},{lat:.5f}")
        title = str(raw.get("name") or details.get("name") or location.address.split(",")[0])
        ccode = details.get("countryCode") or details.get("countrycode")
        ccode = ccode or (raw.get("address") or {}).get("country_code") or ""
        feature_class = str(raw.get("fcl") or "P")
        return Place(
            id=f"{'geonames' if self.service == 'geonames' else f'online-{self.service}'}:{record}",
            title=title[:_LONGEST_NAME],
            lon=round(lon, 6),
            lat=round(lat, 6),
            coordinate_uncertainty_m=default_uncertainty_m(feature_class, None),
            feature_class=feature_class,
            feature_code=str(raw.get("fcode") or ""),
            toponyms=(Toponym(title[:_LONGEST_NAME]),),
            ccode=str(ccode).upper() or None,
            source=f"{self.service}, online",
            record=record,
            licence=_LICENCES[self.service],
            status="unverified",
            note="found online",
        )

    def _known(self, path: Path) -> OnlineAnswer | None:
        if not path.is_file():
            return None
        try:
            kept = json.loads(path.read_text("utf-8"))
            places = tuple(
                Place(**{**p, "toponyms": (Toponym(p["title"]),), "admin": tuple(p["admin"])})
                for p in kept["places"]
            )
            return OnlineAnswer(kept["service"], kept["name"], kept["asked_utc"], places, True)
        except (ValueError, KeyError, TypeError):
            path.unlink()  # a damaged answer is asked for again
            return None

    def _keep(self, path: Path, answer: OnlineAnswer) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        places = []
        for place in answer.places:
            fields = asdict(place)
            fields.pop("toponyms")
            fields.pop("geometry")
            places.append(fields)
        kept = {"service": answer.service, "name": answer.name, "asked_utc": answer.asked_utc}
        scratch = path.with_suffix(".part")
        scratch.write_text(json.dumps({**kept, "places": places}, ensure_ascii=False), "utf-8")
        scratch.replace(path)


def _bounded_adapter() -> Any:  # noqa: ANN401 - geopy has no types
    """The urllib adapter of geopy, but it stops reading a huge answer, and knows no proxies."""
    from geopy import exc
    from geopy.adapters import URLLibAdapter

    class BoundedAdapter(URLLibAdapter):  # type: ignore[misc]
        def __init__(self, *, proxies: Any, ssl_context: Any) -> None:  # noqa: ANN401
            super().__init__(proxies={}, ssl_context=ssl_context)

        def _decode_page(self, page: Any) -> str:  # noqa: ANN401
            try:
                body = page.read(_MOST_BYTES + 1)
            except TimeoutError as error:
                raise exc.GeocoderTimedOut("the answer stopped half way") from error
            except (OSError, HTTPException) as error:
                raise exc.GeocoderServiceError(f"the answer broke off ({error})") from error
            if len(body) > _MOST_BYTES:
                raise exc.GeocoderServiceError("the answer is larger than 2 MB")
            try:
                return str(body.decode("utf-8"))
            except UnicodeDecodeError as error:
                raise exc.GeocoderParseError("the answer is not UTF-8 text") from error

    return BoundedAdapter
