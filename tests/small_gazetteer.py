"""A small gazetteer of our own, for the tests of several rooms."""

import pytest

from convoy_map.gazetteer import open_gazetteer

SMALL = """\
id	title	title_source	ccodes	parent_name	variants	variants_former	variants_unverified	fclasses	feature_code	lon	lat	population	status
t:raqqa	Raqqa	test	SY	Syria;Ar-Raqqah	الرقة@ar;Ar Raqqah			P	PPLA	39.00788	35.95283	531952	verified
t:shnina	Shnina	test	SY	Syria;Ar-Raqqah	شنينة@ar			P	PPL	39.0965	36.0089		verified
t:shannan	Al-Shannan	test	SY	Syria;Deir ez-Zor	الشنان@ar			P	PPL	40.5767	34.9761		verified
t:suwar	As-Suwar	test	SY	Syria;Deir ez-Zor	الصور@ar		Al-Sour	P	PPL	40.66167	35.50639		verified
t:markada	Markada	test	SY	Syria;Al-Hasakah	مركدة@ar			P	PPL	40.753	35.746		verified
t:tabqa	Tabqa	test	SY	Syria;Ar-Raqqah	الطبقة@ar	Madinat ath-Thawrah		P	PPL	38.548	35.838	87880	verified
t:nowhere	Jisr Shnina	test	SY		جسر شنينة@ar			S	BDG				unverified
t:syria	Syria	test	SY		سوريا@ar			A	PCLI	38	35	20000000	verified
t:texas	Texas	test	US	United States	TX			A	ADM1	-99.25	31.25	29000000	verified
t:paris-tx	Paris	test	US	United States;Texas				P	PPL	-95.5555	33.6609	25000	verified
t:paris	Paris	test	FR	France				P	PPLC	2.3488	48.85341	2138551	verified
t:border-tr	Ceylan	test	TR	Turkey	Rass el Ain			P	PPL	40.05	36.847	31488	verified
t:border-sy	Ra's al 'Ayn	test	SY	Syria				P	PPL	40.0706	36.8503		verified
t:oxmoor-state	Oxmoor	test	ZM	Zambia				A	ADM1	20.5	-10.5	6544495	verified
t:oxmoor	Oxmoor	test	ZM	Zambia				P	PPLC	28.0	-18.0	689545	verified
t:alder	Alder	test	ZM	Zambia				A	ADM1	21.5	-11.5	5000000	verified
t:birchland	Birchland	test	ZM	Zambia				A	ADM1	22.5	-12.5	5000000	verified
t:kharkiv	Kharkiv	test	UA	Ukraine	Харків@uk			P	PPLA	36.25272	49.98081	1433886	verified
t:suva	Suva	test	FJ	Fiji				P	PPLC	178.4415	-18.1416	77366	verified
"""  # noqa: E501


@pytest.fixture(scope="session")
def gazetteer(tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    path = folder / "places.tsv"
    path.write_text(SMALL, encoding="utf-8")
    return open_gazetteer(["case"], places_tsv=path, cache_dir=folder / "cache")
