"""The countries of ISO 3166-1: their codes, and their names in English and Spanish."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

_TABLE = """\
AD AND Andorra|Principality of ~ = Andorra|Principado de ~
AE ARE United Arab Emirates|UAE|Emirates = Emiratos Árabes Unidos|EAU|Emiratos Árabes|Emiratos
AF AFG Afghanistan|Islamic Republic of ~|Islamic Emirate of ~ = Afganistán|República Islámica de ~
AG ATG Antigua and Barbuda = Antigua y Barbuda
AI AIA Anguilla = Anguila
AL ALB Albania|Republic of ~ = Albania|República de ~
AM ARM Armenia|Republic of ~ = Armenia|República de ~
AO AGO Angola|Republic of ~ = Angola|República de ~
AQ ATA Antarctica = Antártida
AR ARG Argentina|Argentine Republic|Republic of ~ = Argentina|República Argentina
AS ASM American Samoa = Samoa Americana|Samoa Estadounidense
AT AUT Austria|Republic of ~ = Austria|República de ~
AU AUS Australia|Commonwealth of ~ = Australia|Mancomunidad de ~|Commonwealth de ~
AW ABW Aruba = Aruba
AX ALA Åland Islands|Åland = Islas Åland
AZ AZE Azerbaijan|Republic of ~ = Azerbaiyán|República de ~|Azerbaiján
BA BIH Bosnia and Herzegovina|Bosnia|Republic of ~ \
    = Bosnia y Herzegovina|Bosnia y Hercegovina|República de Bosnia y Hercegovina|República de ~
BB BRB Barbados = Barbados
BD BGD Bangladesh|People's Republic of ~ = Bangladés|República Popular de ~|República Popular de Bangladesh
BE BEL Belgium|Kingdom of ~ = Bélgica|Reino de ~
BF BFA Burkina Faso|Burkina|Upper Volta = Burkina Faso|Alto Volta|Burquina Faso
BG BGR Bulgaria|Republic of ~ = Bulgaria|República de ~
BH BHR Bahrain|Kingdom of ~ = Baréin|Reino de ~|Bahréin|Reino de Bahréin
BI BDI Burundi|Republic of ~ = Burundi|República de ~
BJ BEN Benin|Republic of ~ = Benín|República de ~
BL BLM Saint Barthélemy|St. Barthélemy|Saint Barts|St. Barts = San Bartolomé
BM BMU Bermuda = Bermudas|Islas ~
BN BRN Brunei|Brunei Darussalam|State of ~ = Brunéi|Estado de ~ Darussalam
BO BOL Bolivia|Plurinational State of ~|Republic of ~ = Bolivia|Estado Plurinacional de ~|República de ~
BQ BES Caribbean Netherlands|Bonaire, Sint Eustatius and Saba|Bonaire|BES Islands \
    = Caribe Neerlandés|Bonaire, San Eustaquio y Saba|Islas BES|Caribe Holandés|Islas BES (~)
BR BRA Brazil|Federative Republic of ~ = Brasil|República Federativa de ~
BS BHS Bahamas|Commonwealth of the ~ = Bahamas|Mancomunidad de las ~|Islas ~
BT BTN Bhutan|Kingdom of ~ = Bután|Reino de ~
BV BVT Bouvet Island|Bouvet = Isla Bouvet
BW BWA Botswana|Republic of ~ = Botsuana|República de ~|República de Botswana
BY BLR Belarus|Republic of ~|Byelorussia|Belorussia = Bielorrusia|República de ~|República de Belarús
BZ BLZ Belize = Belice
CA CAN Canada = Canadá
CC CCK Cocos (Keeling) Islands|Cocos Islands|Keeling Islands = Islas Cocos|Islas Cocos (Keeling)|Islas Keeling
CD COD Democratic Republic of the Congo|DR Congo|DRC|Congo-Kinshasa|Zaire \
    = República Democrática del Congo|RD Congo|RDC
CF CAF Central African Republic = República Centroafricana|Centroáfrica
CG COG Republic of the Congo|Congo-Brazzaville|Congo Republic = República del Congo|Congo-Brazaville
CH CHE Switzerland|Swiss Confederation = Suiza|Confederación Suiza|Confederación Helvética
CI CIV Côte d'Ivoire|Ivory Coast|Republic of ~|Republic of Ivory Coast|Cote d Ivoire \
    = Costa de Marfil|República de ~|República de Côte d'Ivoire
CK COK Cook Islands = Islas Cook
CL CHL Chile|Republic of ~ = Chile|República de ~
CM CMR Cameroon|Republic of ~|Cameroun = Camerún|República de ~
CN CHN China|People's Republic of ~|PR China|PRC|Mainland China \
    = China|República Popular China|RP China|China Popular|China Continental
CO COL Colombia|Republic of ~ = Colombia|República de ~
CR CRI Costa Rica|Republic of ~ = Costa Rica|República de ~
CU CUB Cuba|Republic of ~ = Cuba|República de ~
CV CPV Cape Verde|Republic of ~|Republic of Cabo Verde|Cape Verde Islands = Cabo Verde|República de ~
CW CUW Curaçao|Country of ~ = Curazao
CX CXR Christmas Island = Isla de Navidad|Isla Christmas
CY CYP Cyprus|Republic of ~ = Chipre|República de ~
CZ CZE Czechia|Czech Republic = Chequia|República Checa
DE DEU Germany|Federal Republic of ~|FRG|Deutschland = Alemania|República Federal de ~|RFA
DJ DJI Djibouti|Republic of ~ = Yibuti|República de ~|Djibuti
DK DNK Denmark|Kingdom of ~ = Dinamarca|Reino de ~
DM DMA Dominica|Commonwealth of ~ = Dominica|Mancomunidad de ~
DO DOM Dominican Republic = República Dominicana|Rep. Dominicana
DZ DZA Algeria|People's Democratic Republic of ~ \
    = Argelia|República Argelina Democrática y Popular|República Democrática Popular de ~
EC ECU Ecuador|Republic of ~ = Ecuador|República de ~
EE EST Estonia|Republic of ~ = Estonia|República de ~
EG EGY Egypt|Arab Republic of ~ = Egipto|República Árabe de ~
EH ESH Western Sahara|Sahrawi Arab Democratic Republic \
    = Sahara Occidental|República Árabe Saharaui Democrática
ER ERI Eritrea|State of ~ = Eritrea|Estado de ~
ES ESP Spain|Kingdom of ~ = España|Reino de ~
ET ETH Ethiopia|Federal Democratic Republic of ~ \
    = Etiopía|República Democrática Federal de ~|República Federal Democrática de ~
FI FIN Finland|Republic of ~ = Finlandia|República de ~
FJ FJI Fiji|Republic of ~|Fiji Islands = Fiyi|República de ~|Islas Fiyi|Islas Fiji
FK FLK Falkland Islands|Falklands|~ (Malvinas)|Falkland \
    = Islas Malvinas|Malvinas|~ (Falkland)|Islas Falkland|Islas Falkland (Malvinas)
FM FSM Micronesia|Federated States of ~|FS ~ = Micronesia|Estados Federados de ~
FO FRO Faroe Islands|Faroes|Faroe|Faeroe Islands|Faeroes = Islas Feroe|Feroe|Islas Faroe
FR FRA France|French Republic = Francia|República Francesa
GA GAB Gabon|Gabonese Republic|Republic of ~ = Gabón|República Gabonesa|República de ~
GB GBR United Kingdom|UK|Great Britain|Britain|~ of Great Britain and Northern Ireland \
    = Reino Unido|Gran Bretaña|~ de Gran Bretaña e Irlanda del Norte
GD GRD Grenada = Granada
GE GEO Georgia|Republic of ~ = Georgia|República de ~
GF GUF French Guiana|French Guyana = Guayana Francesa|Guyana Francesa
GG GGY Guernsey|Bailiwick of ~ = Guernsey|Guernesey|Bailía de ~
GH GHA Ghana|Republic of ~ = Ghana|República de ~|Gana
GI GIB Gibraltar = Gibraltar
GL GRL Greenland = Groenlandia
GM GMB Gambia|Republic of the ~ = Gambia|República de ~
GN GIN Guinea|Republic of ~|Guinea-Conakry = Guinea|República de ~|Guinea-Conakri
GP GLP Guadeloupe = Guadalupe
GQ GNQ Equatorial Guinea|Republic of ~ = Guinea Ecuatorial|República de ~
GR GRC Greece|Hellenic Republic|Hellas = Grecia|República Helénica
GS SGS South Georgia and the South Sandwich Islands|South Georgia and South Sandwich|South Georgia \
    = Islas Georgia del Sur y Sandwich del Sur|Georgia del Sur y las Islas Sandwich del Sur|Georgia del Sur \
    |Georgias del Sur y Sandwich del Sur|Islas Georgias del Sur y Sandwich del Sur
GT GTM Guatemala|Republic of ~ = Guatemala|República de ~
GU GUM Guam = Guam
GW GNB Guinea-Bissau|Republic of ~ = Guinea-Bisáu|República de ~|República de Guinea-Bissau
GY GUY Guyana|Republic of ~|Co-operative Republic of ~|Cooperative Republic of ~ \
    = Guyana|República de ~|República Cooperativa de ~
HK HKG Hong Kong|Hongkong|~ SAR|~ SAR China|~ Special Administrative Region of China \
    = Hong Kong|RAE de ~|RAE de ~ (China)|Región Administrativa Especial de ~ \
    |Región Administrativa Especial China de ~
HM HMD Heard Island and McDonald Islands|Heard and McDonald Islands \
    = Islas Heard y McDonald|Isla Heard e Islas McDonald
HN HND Honduras|Republic of ~ = Honduras|República de ~
HR HRV Croatia|Republic of ~|Hrvatska = Croacia|República de ~
HT HTI Haiti|Republic of ~ = Haití|República de ~
HU HUN Hungary|Republic of ~ = Hungría|República de ~
ID IDN Indonesia|Republic of ~ = Indonesia|República de ~
IE IRL Ireland|Republic of ~|Éire = Irlanda|República de ~
IL ISR Israel|State of ~ = Israel|Estado de ~
IM IMN Isle of Man|Isle of Mann = Isla de Man
IN IND India|Republic of ~|Bharat = India|República de la ~
IO IOT British Indian Ocean Territory|BIOT|Chagos Archipelago|Chagos \
    = Territorio Británico del Océano Índico|Archipiélago de Chagos
IQ IRQ Iraq|Republic of ~ = Irak|República de ~|República de Iraq
IR IRN Iran|Islamic Republic of ~|Persia = Irán|República Islámica de ~
IS ISL Iceland|Republic of ~ = Islandia|República de ~
IT ITA Italy|Italian Republic|Republic of ~ = Italia|República Italiana|República de ~
JE JEY Jersey|Bailiwick of ~ = Jersey|Bailía de ~
JM JAM Jamaica = Jamaica
JO JOR Jordan|Hashemite Kingdom of ~ = Jordania|Reino Hachemita de ~|Reino Hachemí de ~
JP JPN Japan|State of ~|Nippon|Nihon = Japón|Estado de ~
KE KEN Kenya|Republic of ~ = Kenia|República de ~|República de Kenya
KG KGZ Kyrgyzstan|Kyrgyz Republic|Kirghizia|Kirgizstan \
    = Kirguistán|República Kirguisa|Kirguizistán|Kirguisia|República Kirguiza
KH KHM Cambodia|Kingdom of ~|Kampuchea = Camboya|Reino de ~
KI KIR Kiribati|Republic of ~ = Kiribati|República de ~
KM COM Comoros|Union of the ~|Comoro Islands \
    = Comoras|Unión de las ~|Islas ~|Comores|Islas Comores|Unión de las Comores
KN KNA Saint Kitts and Nevis|St. Kitts and Nevis|St. Kitts|Saint Kitts|Saint Christopher and Nevis \
    |Federation of ~ \
    = San Cristóbal y Nieves|San Cristóbal y Nevis|Federación de ~|Saint Kitts y Nieves
KP PRK North Korea|Democratic People's Republic of Korea|DPRK|DPR Korea \
    = Corea del Norte|República Popular Democrática de Corea|República Democrática Popular de Corea|RPDC \
    |RPD de Corea
KR KOR South Korea|Republic of Korea|ROK = Corea del Sur|República de Corea|Sur Corea
KW KWT Kuwait|State of ~ = Kuwait|Estado de ~
KY CYM Cayman Islands|Caymans = Islas Caimán|Islas Caimanes
KZ KAZ Kazakhstan|Republic of ~|Kazakstan = Kazajistán|República de ~|Kazajstán|República de Kazajstán
LA LAO Laos|Lao People's Democratic Republic|Lao PDR|Lao DPR \
    = Laos|República Democrática Popular Lao|República Democrática Popular de ~
LB LBN Lebanon|Lebanese Republic|Republic of ~ = Líbano|República Libanesa|República de ~
LC LCA Saint Lucia|St. Lucia = Santa Lucía|Sta. Lucía
LI LIE Liechtenstein|Principality of ~ = Liechtenstein|Principado de ~
LK LKA Sri Lanka|Democratic Socialist Republic of ~|Ceylon \
    = Sri Lanka|República Democrática Socialista de ~|República Socialista Democrática de ~|Ceilán
LR LBR Liberia|Republic of ~ = Liberia|República de ~
LS LSO Lesotho|Kingdom of ~ = Lesoto|Reino de ~|Reino de Lesotho
LT LTU Lithuania|Republic of ~ = Lituania|República de ~
LU LUX Luxembourg|Grand Duchy of ~|Luxemburg = Luxemburgo|Gran Ducado de ~
LV LVA Latvia|Republic of ~ = Letonia|República de ~
LY LBY Libya|State of ~ = Libia|Estado de ~
MA MAR Morocco|Kingdom of ~ = Marruecos|Reino de ~
MC MCO Monaco|Principality of ~ = Mónaco|Principado de ~
MD MDA Moldova|Republic of ~|Moldavia = Moldavia|República de ~|República de Moldova
ME MNE Montenegro|Republic of ~ = Montenegro|República de ~
MF MAF Saint Martin|St. Martin|~ (French part)|French Saint Martin \
    = San Martín|~ (parte francesa)|~ (zona francesa)
MG MDG Madagascar|Republic of ~|Malagasy Republic = Madagascar|República de ~|República Malgache
MH MHL Marshall Islands|Republic of the ~|Marshalls = Islas Marshall|República de las ~
MK MKD North Macedonia|Republic of ~|Macedonia|FYROM|Republic of Macedonia \
    |Former Yugoslav Republic of Macedonia \
    = Macedonia del Norte|República de ~|República de Macedonia|Antigua República Yugoslava de Macedonia
ML MLI Mali|Republic of ~ = Malí|República de ~
MM MMR Myanmar|Burma|~ (Burma)|Republic of the Union of ~|Republic of ~|Union of ~|Union of Burma \
    = Myanmar|Birmania|~ (Birmania)|República de la Unión de ~|República de ~|Unión de ~|Mianmar
MN MNG Mongolia|State of ~ = Mongolia|Estado de ~
MO MAC Macao|Macau|~ SAR|~ SAR China|Macau SAR|~ Special Administrative Region of China \
    = Macao|RAE de ~|RAE de ~ (China)|Región Administrativa Especial de ~ \
    |Región Administrativa Especial China de ~
MP MNP Northern Mariana Islands|Commonwealth of the ~|Northern Marianas|CNMI \
    = Islas Marianas del Norte|Marianas del Norte|Marianas Septentrionales|Mancomunidad de las ~ \
    |Commonwealth de las ~
MQ MTQ Martinique = Martinica
MR MRT Mauritania|Islamic Republic of ~ = Mauritania|República Islámica de ~
MS MSR Montserrat = Montserrat|Monserrat
MT MLT Malta|Republic of ~ = Malta|República de ~
MU MUS Mauritius|Republic of ~ = Mauricio|República de ~|Isla ~
MV MDV Maldives|Republic of ~|Maldive Islands = Maldivas|República de las ~|Islas ~
MW MWI Malawi|Republic of ~ = Malaui|República de ~|República de Malawi
MX MEX Mexico|United Mexican States|Republic of ~|Mexican Republic|Mexican United States \
    = México|Estados Unidos Mexicanos|EUM|Méjico|República Mexicana|República de ~
MY MYS Malaysia|Federation of ~ = Malasia|Federación de ~
MZ MOZ Mozambique|Republic of ~ = Mozambique|República de ~
NA NAM Namibia|Republic of ~ = Namibia|República de ~
NC NCL New Caledonia = Nueva Caledonia
NE NER Niger|Republic of the ~ = Níger|República del ~
NF NFK Norfolk Island|Territory of ~ = Isla Norfolk
NG NGA Nigeria|Federal Republic of ~ = Nigeria|República Federal de ~
NI NIC Nicaragua|Republic of ~ = Nicaragua|República de ~
NL NLD Netherlands|Kingdom of the ~|Holland|Nederland = Países Bajos|Reino de los ~|Holanda
NO NOR Norway|Kingdom of ~|Norge = Noruega|Reino de ~
NP NPL Nepal|Federal Democratic Republic of ~ \
    = Nepal|República Federal Democrática de ~|República Democrática Federal de ~
NR NRU Nauru|Republic of ~ = Nauru|República de ~
NU NIU Niue = Niue
NZ NZL New Zealand|Aotearoa|Aotearoa New Zealand = Nueva Zelanda|Nueva Zelandia
OM OMN Oman|Sultanate of ~ = Omán|Sultanato de ~
PA PAN Panama|Republic of ~ = Panamá|República de ~
PE PER Peru|Republic of ~ = Perú|República del ~
PF PYF French Polynesia = Polinesia Francesa
PG PNG Papua New Guinea|Independent State of ~ = Papúa Nueva Guinea|Estado Independiente de ~
PH PHL Philippines|Republic of the ~|Philippine Islands = Filipinas|República de ~|Islas ~
PK PAK Pakistan|Islamic Republic of ~ = Pakistán|República Islámica de ~|Paquistán
PL POL Poland|Republic of ~|Polska = Polonia|República de ~
PM SPM Saint Pierre and Miquelon|St. Pierre and Miquelon|Saint-Pierre-et-Miquelon = San Pedro y Miquelón
PN PCN Pitcairn Islands|Pitcairn|Pitcairn Island = Islas Pitcairn|Isla Pitcairn
PR PRI Puerto Rico|Commonwealth of ~|Porto Rico = Puerto Rico|Estado Libre Asociado de ~
PS PSE Palestine|State of ~|Palestinian Territories|Palestinian Territory|Occupied Palestinian Territory \
    = Palestina|Estado de ~|Territorios Palestinos|Territorio Palestino Ocupado|Territorio Palestino
PT PRT Portugal|Portuguese Republic = Portugal|República Portuguesa
PW PLW Palau|Republic of ~|Belau = Palaos|República de ~|República de Palau
PY PRY Paraguay|Republic of ~ = Paraguay|República del ~
QA QAT Qatar|State of ~ = Catar|Estado de ~|Estado de Qatar
RE REU Réunion|Réunion Island = Reunión|Isla ~
RO ROU Romania = Rumania
RS SRB Serbia|Republic of ~ = Serbia|República de ~|Servia
RU RUS Russia|Russian Federation = Rusia|Federación Rusa|Federación de ~
RW RWA Rwanda|Republic of ~|Rwandese Republic = Ruanda|República de ~|República Ruandesa|República de Rwanda
SA SAU Saudi Arabia|Kingdom of ~|KSA = Arabia Saudita|Arabia Saudí|Reino de ~|Reino de Arabia Saudí
SB SLB Solomon Islands|Solomons = Islas Salomón
SC SYC Seychelles|Republic of ~ = Seychelles|República de ~|Islas ~
SD SDN Sudan|Republic of the ~ = Sudán|República del ~
SE SWE Sweden|Kingdom of ~|Sverige = Suecia|Reino de ~
SG SGP Singapore|Republic of ~ = Singapur|República de ~
SH SHN Saint Helena|St. Helena|~, Ascension and Tristan da Cunha|St. Helena, Ascension and Tristan da Cunha \
    = Santa Elena|~, Ascensión y Tristán de Acuña|Santa Helena|Santa Helena, Ascensión y Tristán de Acuña
SI SVN Slovenia|Republic of ~ = Eslovenia|República de ~
SJ SJM Svalbard and Jan Mayen|Svalbard = Svalbard y Jan Mayen|Islas Svalbard y Jan Mayen
SK SVK Slovakia|Slovak Republic = Eslovaquia|República Eslovaca
SL SLE Sierra Leone|Republic of ~ = Sierra Leona|República de ~
SM SMR San Marino|Republic of ~ = San Marino|República de ~|Serenísima República de ~
SN SEN Senegal|Republic of ~ = Senegal|República de ~
SO SOM Somalia|Federal Republic of ~ = Somalia|República Federal de ~
SR SUR Suriname|Republic of ~ = Surinam|República de ~|República de Suriname
SS SSD South Sudan|Republic of ~ = Sudán del Sur|República de ~|Sudán Meridional
ST STP São Tomé and Príncipe|Democratic Republic of ~ = Santo Tomé y Príncipe|República Democrática de ~
SV SLV El Salvador|Republic of ~ = El Salvador|República de ~
SX SXM Sint Maarten|~ (Dutch part)|Dutch Saint Martin|St. Maarten \
    = Sint Maarten|~ (parte neerlandesa)|San Martín (parte holandesa)|San Martín (parte neerlandesa) \
    |San Martín (zona holandesa)|Isla de San Martín (zona holandesa)
SY SYR Syria|Syrian Arab Republic|Arab Republic of ~ = Siria|República Árabe Siria
SZ SWZ Eswatini|Swaziland|Kingdom of ~|Kingdom of Swaziland \
    = Esuatini|Suazilandia|Swazilandia|Reino de ~|Reino de Eswatini|Reino de Suazilandia
TC TCA Turks and Caicos Islands|Turks and Caicos = Islas Turcas y Caicos|Turcas y Caicos
TD TCD Chad|Republic of ~|Tchad = Chad|República del ~
TF ATF French Southern Territories|French Southern and Antarctic Lands \
    |French Southern and Antarctic Territories \
    = Territorios Australes Franceses|Tierras Australes y Antárticas Francesas|Tierras Australes Francesas \
    |Territorios Franceses del Sur
TG TGO Togo|Togolese Republic = Togo|República Togolesa|República de ~
TH THA Thailand|Kingdom of ~|Siam = Tailandia|Reino de ~
TJ TJK Tajikistan|Republic of ~|Tadjikistan|Tadzhikistan = Tayikistán|República de ~
TK TKL Tokelau|Tokelau Islands = Tokelau|Islas ~
TL TLS Timor-Leste|Democratic Republic of ~|East Timor \
    = Timor Oriental|República Democrática de ~|República Democrática de Timor-Leste
TM TKM Turkmenistan|Republic of ~ = Turkmenistán|República de ~
TN TUN Tunisia|Republic of ~|Tunisian Republic = Túnez|República Tunecina|República de ~
TO TON Tonga|Kingdom of ~ = Tonga|Reino de ~
TR TUR Türkiye|Turkey|Republic of ~|Republic of Turkey = Turquía|República de ~
TT TTO Trinidad and Tobago|Republic of ~ = Trinidad y Tobago|República de ~|Trinidad y Tabago
TV TUV Tuvalu = Tuvalu
TW TWN Taiwan|~, Province of China|Chinese Taipei|Republic of China|Formosa|~ ROC \
    = Taiwán|~, provincia de China|China Taipéi|Taipéi Chino|República de China|~ (República de China)
TZ TZA Tanzania|United Republic of ~ = Tanzania|República Unida de ~
UA UKR Ukraine = Ucrania
UG UGA Uganda|Republic of ~ = Uganda|República de ~
UM UMI U.S. Outlying Islands|United States Minor Outlying Islands|U.S. Minor Outlying Islands \
    = Islas Ultramarinas Menores de Estados Unidos|Islas Ultramarinas de EE. UU.|Islas Ultramarinas de EEUU \
    |Islas menores alejadas de EE. UU.|Islas menores alejadas de los Estados Unidos
US USA United States|United States of America|U.S.|U. S.|U.S.A.|U. S. A.|US of America|U.S. of A. \
    = Estados Unidos|Estados Unidos de América|EE. UU.|EEUU|EE. UU. de América|EE. UU. A.|EEUUA|EUA|E. U. A. \
    |Estados Unidos de Norteamérica
UY URY Uruguay|Eastern Republic of ~|Oriental Republic of ~ = Uruguay|República Oriental del ~
UZ UZB Uzbekistan|Republic of ~ = Uzbekistán|República de ~
VA VAT Vatican City|Holy See|Vatican|~ State|State of the ~|Holy See (Vatican City State) \
    = Ciudad del Vaticano|Vaticano|Santa Sede|Estado de la ~|Estado Vaticano|Santa Sede (~) \
    |Santa Sede (Ciudad Estado del Vaticano)
VC VCT Saint Vincent and the Grenadines|St. Vincent and the Grenadines|Saint Vincent|St. Vincent \
    = San Vicente y las Granadinas
VE VEN Venezuela|Bolivarian Republic of ~|Republic of ~ = Venezuela|República Bolivariana de ~|República de ~
VG VGB British Virgin Islands|BVI|Virgin Islands (British) = Islas Vírgenes Británicas
VI VIR U.S. Virgin Islands|United States Virgin Islands|USVI|Virgin Islands of the United States \
    |American Virgin Islands \
    = Islas Vírgenes de Estados Unidos|Islas Vírgenes de EE. UU.|Islas Vírgenes de EEUU \
    |Islas Vírgenes Americanas|Islas Vírgenes Estadounidenses \
    |Islas Vírgenes de los Estados Unidos de América
VN VNM Vietnam|Viet Nam|Socialist Republic of ~|Socialist Republic of Viet Nam \
    = Vietnam|República Socialista de ~
VU VUT Vanuatu|Republic of ~ = Vanuatu|República de ~
WF WLF Wallis and Futuna|Wallis and Futuna Islands|Territory of the ~ = Wallis y Futuna|Islas ~
WS WSM Samoa|Independent State of ~|Western Samoa = Samoa|Estado Independiente de ~|Samoa Occidental
YE YEM Yemen|Republic of ~|Yemeni Republic = Yemen|República de ~
YT MYT Mayotte = Mayotte|Mayote
ZA ZAF South Africa|Republic of ~|RSA = Sudáfrica|República de ~|Suráfrica|República de Suráfrica
ZM ZMB Zambia|Republic of ~ = Zambia|República de ~
ZW ZWE Zimbabwe|Republic of ~ = Zimbabue|República de ~|República de Zimbabwe
"""
"""A line a country: its codes, its names in English, those in Spanish; `~` is the everyday one, the first."""

CODES: frozenset[str] = frozenset(line[:2] for line in _TABLE.splitlines())
"""The alpha-2 codes."""

_SMALL_WORDS = frozenset({"the", "of", "and", "el", "la", "los", "las", "de", "del", "y", "e"})
_SILENT = re.compile(r"[.'\u2018\u2019\u00b4`]")
_WORD = re.compile(r"[^\W_]+")
_TURNED = re.compile(r"([^,(]+)[,(]([^)]+)\)?")


def code_of(text: str) -> str | None:
    """Give the code of the country that a name, an alpha-3 code or an alpha-2 code in any case means.

    Names are understood in English and Spanish, turned around too: `Corea, República de`,
    `Korea (Republic of)`. Case, accents, punctuation and small words like `the` or `de` do not matter.
    What no country or more than one is called means none.
    """
    codes = _codes()
    turned = _TURNED.fullmatch(text.strip())
    return codes.get(_key(text)) or (codes.get(_key(f"{turned[2]} {turned[1]}")) if turned else None)


def spellings() -> Mapping[str, str]:
    """Give the code of every country by each of its names, in plain small letters; do not change it."""
    return _codes()


def name_of(code: str, lang: str = "en") -> str | None:
    """Give the everyday name of the country with an alpha-2 code, in English (`en`) or Spanish (`es`)."""
    return _everyday().get((code, lang))


def _rows() -> Iterator[tuple[str, str, list[str], list[str]]]:
    """Read the table: two codes, the names in English, the names in Spanish."""
    for line in _TABLE.splitlines():
        alpha_2, alpha_3, rest = line.split(" ", 2)
        english, spanish = (_names(part) for part in rest.split(" = "))
        yield alpha_2, alpha_3, english, spanish


def _names(part: str) -> list[str]:
    first, *others = (name.strip() for name in part.split("|"))
    return [first, *(name.replace("~", first) for name in others)]


@cache
def _codes() -> dict[str, str]:
    return {
        _key(text): alpha_2
        for alpha_2, alpha_3, english, spanish in _rows()
        for text in (alpha_2, alpha_3, *english, *spanish)
    }


@cache
def _everyday() -> dict[tuple[str, str], str]:
    return {
        (alpha_2, lang): names[0]
        for alpha_2, _, english, spanish in _rows()
        for lang, names in (("en", english), ("es", spanish))
    }


def _key(text: str) -> str:
    """Give what of a name is compared; small words count only where there is nothing else."""
    letters = unicodedata.normalize("NFKD", _SILENT.sub("", text).casefold())
    words = _WORD.findall("".join(letter for letter in letters if not unicodedata.combining(letter)))
    return " ".join([word for word in words if word not in _SMALL_WORDS] or words)
