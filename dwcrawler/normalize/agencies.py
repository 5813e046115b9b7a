"""The news agencies and broadcasters that DW names below its stories, however an edition writes them.

Spelling is forgiven: case, dots, blanks, hyphens, hamza and nukta (`د.ب.أ`, `د ب ا`, `دبأ`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from dwcrawler.normalize.folding import fold

_BETWEEN_LETTERS: Final = re.compile(r"[\s.\-‐‑]+")
# By the codes of the editions that use them. Those in Latin letters are used by all.
NAMES: Final[dict[str, str]] = {
    "sq bs hr en fr de ha id sw pl pt-002 pt-br ro es tr": """
afp, afpd, afpe, ap, apd, aptn, apn, dpa, dpae, dpad, dapd, ddp, dpa-afx, reuters, rtr, rtre,
rtrd, rtrtv, epd, kna, sid, ots, dts, upi, ips, bloomberg, deutsche presse-agentur,
agence france-presse, associated press
efe, ansa, lusa, europa press, agência brasil, agência lusa, folhapress, telam, télam, notimex,
agenzia nova
tass, itar-tass, interfax, ria, ria novosti, rbk, ukrinform, unian, belta, belga, apa, sda, ats,
keystone-sda
pap, čtk, ctk, tasr, mti, ntb, ritzau, anp, bta, bgnes, agerpres, mediafax, hina, tanjug, beta,
fena, mina, srna, onasa, makfax, ata, ana-mpa, ape-mpe, apempe, anadolu, anadolu agency, aa,
anka, dha, iha, irna, isna, ilna, tasnim, wafa, mena, pajhwok
xinhua, kyodo, jiji, yonhap, cna, pti, ani, ians, antara, bernama
dw, ard, zdf, wdr, ndr, swr, mdr, rbb, dlf, deutschlandfunk, bbc, cnn, orf, srf, taz, faz, dapa,
rfi, rferl
""",
    "ar": """
رويترز, د ب أ, أ ف ب, أ ب, ك ن أ, إ ب د, إ ف إ, فرانس برس, أسوشيتد برس, أسوشييتد برس, الأناضول,
الألمانية, أ ش أ, د ب ا د, سبوتنيك, انترفاكس, إنترفاكس, شينخوا, دويتشه فيله
""",
    "fa-ir fa-af": """
رویترز, رویتر, دی پی آ, د پ آ, دپا, آ پ, آسوشیتدپرس, اسوشیتدپرس, آ اف پ, ا اف پ, ای اف پی, ا ف پ,
فرانس پرس, خبرگزاری فرانسه, خبرگزاری آلمان, ایرنا, ایسنا, ایلنا, تسنیم, پژواک, دویچه وله,
اینترفاکس, شینهوا
""",
    "ur": """
روئٹرز, رائٹرز, اے ایف پی, ڈی پی اے, اے پی, ای پی ڈی, کے این اے, ڈی ڈبلیو, اے پی پی, پی ٹی آئی
""",
    "ps": """
روټرز, رویټرز, ای ایف پی, دی پی ای, ډي پي اې, اې اېف پي, اې پي
""",
    "hi": """
रॉयटर्स, रायटर्स, रॉयटर, एएफपी, डीपीए, एपी, ईपीडी, केएनए, पीटीआई, आईएएनएस, एएनआई, यूएनआई,
डीडब्ल्यू
""",
    "bn": """
রয়টার্স, রয়টার, এএফপি, ডিপিএ, এপি, ইপিডি, কেএনএ, পিটিআই, ডয়চে ভেলে, ডিডাব্লিউ, ইউএনবি, বাসস
""",
    "zh zh-hant": """
路透社, 路透, 法新社, 德新社, 美联社, 美聯社, 德国之声, 德國之聲, 中央社, 新华社, 新華社, 中新社, 共同社, 韩联社, 韓聯社, 德国新教通讯社, 埃菲社, 塔斯社,
彭博社, 安莎社, 国际文传电讯社, 德国广播一台, 德国电视二台
""",
    "bg mk ru sr uk": """
рейтер, ройтерс, ројтерс, рейтерс, афп, дпа, ап, дпа афх, епд, кна, тасс, итар-тасс, интерфакс,
риа новости, рбк, бгнес, бта, мта, макфакс, танјуг, срна, уніан, унн, укрінформ, інтерфакс,
рбк-україна, дойче веле
""",
    "el": """
ρόιτερς, ρόϊτερς, απε, απε-μπε, αφπ, γερμανικό πρακτορείο, γαλλικό πρακτορείο, ντόιτσε βέλε
""",
    "am": """
ሮይተርስ, ሮይተርሥ, አዣንስ ፍራንስ ፕረስ, ኤኤፍፒ, ዲፒኤ, ኤፒ, ዶይቸ ቬለ
""",
}


def _key(name: str) -> str:
    return _BETWEEN_LETTERS.sub("", fold(name))


_KNOWN: Final = frozenset(
    _key(name) for names in NAMES.values() for name in re.split(r"[,\n]", names) if name.strip()
)
EDITIONS: Final = frozenset(code for codes in NAMES for code in codes.split())


@lru_cache(maxsize=1024)
def is_agency(name: str) -> bool:
    return _key(name) in _KNOWN
