"""The words of closing notes and pitches, by edition.

Read by `notes`: alternatives stand between bars, and a star stands for the rest of a word. Case,
accents and punctuation mean nothing. What ends with `!` may be followed by a long text, other
beginnings by a few words; what starts with `~` tells only of a line in italics. Editions that share a language share an entry; each is read
with its own words and the English ones.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Words(NamedTuple):
    this: str
    """What a note calls the story that it stands below; it begins with that."""
    origin: str
    """Said of it with a language: translated, adapted, first published."""
    languages: str
    changed: str
    """Said of it without: updated, corrected, condensed."""
    starts: str
    """What no sentence of a story begins with."""
    whole: str
    """The whole of a note."""
    labels: str
    """Before a colon and a correction."""
    people: str
    """Before a colon and names: who translated, who held an interview."""
    subscribe: str = ""
    newsletter: str = ""
    follow: str = ""
    app: str = ""
    get: str = ""
    us: str = ""
    preferred: str = ""
    crisis: str = ""
    """How an offer of help begins."""
    pitches: str = ""
    """How lines begin that an edition puts between paragraphs."""


# Names of services and of DW in any edition.
PLATFORMS: Final = (
    "instagram*|facebook*|twitter*|x|tiktok*|youtube*|telegram*|whatsapp*|threads|bluesky"
    "|linkedin|mastodon|google news|spotify|viber|messenger|инстаграм*|фейсбук*|фејсбук*|телеграм*"
    "|ютуб*|ютюб*|јутјуб*|твиттер*|твітер*|вайбер|ватсап*|إنستغرام|انستغرام|إنستجرام|انستجرام"
    "|انستاغرام"
    "|فيسبوك|فیسبوک|فيس بوك|تلغرام|تيليغرام|تليغرام|يوتيوب|یوتیوب|واتساب|واتس آب|واتساپ|تويتر"
    "|توییتر"
    "|إكس|ایکس|اینستاگرام|انستاگرام|انسټاګرام|تلگرام|انسٹاگرام|فیس بک|یوٹیوب|ٹوئٹر|واٹس ایپ"
    "|فېسبوک|فیسبوک"
    "|इंस्टाग्राम|फेसबुक|यूट्यूब|ट्विटर|टेलीग्राम|व्हाट्सऐप|व्हाट्सएप|ইনস্টাগ্রাম*|ফেসবুক*"
    "|ইউটিউব*|টেলিগ্রাম*|টুইটার*"
    "|হোয়াটসঅ্যাপ*|ፌስቡክ*|በፌስቡክ*|ቴሌግራም*|በቴሌግራም*|ዩቲዩብ*|በዩቲዩብ*|ኢንስታግራም*|በኢንስታግራም*"
    "|脸书|臉書|推特|电报|φέισμπουκ|ινσταγκραμ"
)
SELF: Final = (
    "dw|dws|dwnews|dwcom|dw com|deutsche welle*|deutschen welle|dojce vele|dojče vele|дойче веле*"
    "|дојче веле|двте|دويتشه فيله|دویچه وله|ډویچه ویله|دویچه ویله|ڈوئچے ویلے|ڈی ڈبلیو|डीडब्ल्यू"
    "|डॉयचे वेले"
    "|ডয়চে ভেলে*|ডিডাব্লিউ*|ዶይቼ ቬለ|ዶይቸ ቬለ|ዶቼ ቬሌ|ዶይቼ ቬሌ|德国之声|德國之聲|ντόιτσε βέλε"
)
GOOGLE: Final = "google*|гугл*|جوجل|غوغل|گوگل|गूगल|গুগল*|谷歌|ጎግል"
PSIPHON: Final = "psiphon*|سایفون|سايفون|سائفون|сайфон*|псифон*|赛风|賽風"
# What offers of help are about, or name.
HELP: Final = (
    "suicid*|suizid*|selbstmord*|selbsttötung*|emotional|depress*|befrienders|helpline*|hotline*"
    "|telefonseelsorge|professional help|seek help|самоуб*|суицид*|суицид|самогуб*|суїцид*|انتحار*"
    "|الانتحار*|بالانتحار|خودکشی|خودکشي|ځان وژنه|ځانوژنه|आत्महत्या|আত্মহত্যা*|intihar*|bunuh diri|自杀|自殺"
    "|αυτοκτον*|samoub*|samobój*|sinucid*|sinucigaș*|vetëvras*|kashe kai|kujiua|ራስን ማጥፋት"
    "|ራስን የማጥፋት"
)

_EN: Final = Words(
    this="this article|this story|this report|this text|this piece|this feature|this commentary"
    "|this op ed|this interview|this analysis|this content|this post|the article"
    "|the original article"
    "|the original version of this|this conversation|the interview",
    origin="translat*|adapt*|originally|orginally|original|first|previously|initially",
    languages="german|english|spanish|french|russian|arabic|turkish|ukrainian|portuguese|brazilian"
    "|polish|persian|farsi|dari|pashto|chinese|mandarin|hindi|urdu|bengali|bangla|indonesian"
    "|swahili"
    "|kiswahili|hausa|amharic|greek|serbian|croatian|bosnian|albanian|bulgarian|romanian"
    "|macedonian",
    changed="updat*|correct*|amend*|revis*|condens*|shorten*|abridg*|edit*|clarif*|conducted|publish*"
    "|republish*|support*|fund*",
    starts="an earlier version of this!|a previous version of this!|earlier versions of this!"
    "|a previous version of the article!|an earlier version of the article!"
    "|translated from german|translated from english|adapted from german|adapted from the german"
    "|~translated by|~adapted by|~translated and adapted|~originally published|~orginally published"
    "|~originally written in|~first published|this is a breaking news story!|this is a developing story!"
    "|this is a developing news story!"
    "|this is breaking news|this story is developing|this story is being updated"
    "|this is an updated version|this is an edited version|this story will be updated"
    "|this article will be updated|this article is being updated|the interview was conducted"
    "|this interview was conducted|interview conducted by|the interview was held by"
    "|the conversation was conducted|~while youre here|~while you are here|~before you go"
    "|~with material from|~with files from|~with information from|~with reporting by|~with additional reporting"
    "|this article was updated!|this article has been updated!|this article was corrected!"
    "|this article has been corrected!|this article was amended!|this article has been amended!"
    "|this story was updated!|this story has been updated!|this story was corrected!"
    "|this story has been corrected!|this interview has been edited!|this interview was edited!"
    "|this interview has been condensed!|this interview was condensed!",
    whole="more to follow|more to come|more follows|more soon|more details to follow"
    "|more information to follow|further details to follow|more details soon|details to follow"
    "|updates to follow|to be updated|with agency material|with material from agencies"
    "|with agencies"
    "|story developing|developing story|breaking news more to follow",
    labels="correction|corrections|clarification|editors note|editor s note|editorial note"
    "|note from the editor|note from the editors",
    people="translation|additional reporting by|translated and adapted by|translated by|adaptation|adapted by|interview|interview conducted by"
    "|conducted by",
    subscribe="sign up|subscribe|register|you can sign up|you can also sign up|you can subscribe"
    "|click here to sign up|click here to subscribe|get",
    newsletter="newsletter|newsletters|e newsletter",
    follow="follow|like us|like dw|join us|join dw|join our|find us|find dw|you can follow"
    "|you can also follow|you can find us|dont forget to follow|watch us|watch dw",
    app="app|apps",
    get="download|get|install|try|you can download|read us",
    us="us|our",
    preferred="preferred source*|favorite source*|favourite source*",
    crisis="if you are suffering from|if you are having suicidal|if you have suicidal"
    "|if you are experiencing suicidal|if you are considering suicide|if you are struggling with"
    "|if you or someone you know|if you are in emotional|if you need help|if you are affected by"
    "|if you or anyone you know|you can find information on where to find"
    "|if you are thinking about"
    "|if you are feeling suicidal|anyone suffering from emotional|help is available",
)
_DE: Final = Words(
    this="dieser artikel|dieses artikels|dieses textes|dieser text|dieser beitrag|dieser bericht|dieses interview"
    "|dieses gespräch"
    "|diese reportage|diese analyse|dieser kommentar|der artikel|das interview",
    origin="übersetz*|adapt*|ursprünglich|zuerst|erstmals|original*|übertragen",
    languages="englisch*|deutsch*|spanisch*|französisch*|russisch*|arabisch*|türkisch*|ukrainisch*"
    "|portugiesisch*|polnisch*|persisch*|chinesisch*|griechisch*|hindi|indonesisch*|serbisch*",
    changed="aktualisier*|korrigier*|berichtig*|gekürzt|bearbeite*|ergänz*|geändert|führte*"
    "|überarbeite*",
    starts="in einer früheren version dies*!|in einer früheren fassung dies*!"
    "|in einer früheren version des artikels!|eine frühere version dies*!"
    "|eine frühere fassung dies*!"
    "|dieser artikel wurde aktualisiert!|dieser artikel wurde korrigiert!|~aus dem englischen"
    "|~aus dem deutschen|~aus dem spanischen"
    "|~aus dem russischen|~aus dem französischen|~aus dem arabischen|adaptiert von|adaptiert aus"
    "|übersetzt von|das interview führte|das gespräch führte|das interview führten"
    "|das gespräch führten|die fragen stellte|dieser artikel wird laufend aktualisiert"
    "|dieser artikel wird aktualisiert|~mit material von|~mit informationen von",
    whole="mehr in kürze|mehr folgt|mehr dazu in kürze|mehr informationen folgen|weiteres folgt"
    "|weitere informationen folgen|weitere einzelheiten folgen|weitere details folgen"
    "|wird aktualisiert|artikel wird aktualisiert|mit agenturen|mit agenturmaterial|mehr gleich"
    "|wird fortlaufend aktualisiert|eilmeldung mehr in kürze",
    labels="korrektur|berichtigung|richtigstellung|anmerkung der redaktion|anm d red"
    "|hinweis der redaktion|klarstellung",
    people="adaption|adaption aus dem *|adaptierung|übersetzung|übersetzung aus dem *|deutsche adaption|interview|gespräch"
    "|das interview führte|das gespräch führte|aus dem englischen|aus dem englischen von|aus dem englischen adaptiert von|aus dem russischen von"
    "|adaptiert von|übersetzt von",
    subscribe="abonnieren|abonniere|abonniert|melden|bestellen|jetzt abonnieren|hier abonnieren"
    "|sie können ihn hier|hier können sie|registrieren|anmelden",
    newsletter="newsletter*",
    follow="folgen|folge|folgt|abonnieren|besuchen|liken|hier geht es",
    app="app|apps",
    get="laden|lade|installieren|nutzen|holen|herunterladen",
    us="uns|unser*",
    preferred="bevorzugte quelle|bevorzugten quelle|bevorzugte quellen",
    crisis="wenn sie unter|wer unter|wer an|sollten sie selbst|leiden sie unter|haben sie suizidgedanken"
    "|wenn sie selbst|wenn sie suizidgedanken|wenn sie sich in einer|falls sie unter",
)
_ES: Final = Words(
    this="este artículo|este texto|este reportaje|esta nota|esta entrevista|este contenido"
    "|el artículo"
    "|la entrevista|esta noticia",
    origin="traduc*|adapt*|originalmente|original|primero|publicad*",
    languages="inglés|alemán|portugués|francés|ruso|árabe|turco|ucraniano|español",
    changed="actualiz*|correg*|edit*|modific*|realizad*|condens*",
    starts="una versión anterior de!|en una versión anterior!|artículo adaptado|artículo traducido"
    "|texto adaptado|texto traducido|adaptado del|traducido del|adaptado por|traducido por"
    "|publicado originalmente|la entrevista fue realizada|la entrevista la realizó"
    "|con información de"
    "|con material de|noticia en desarrollo|esta es una noticia en desarrollo",
    whole="más información en breve|habrá ampliación|noticia en desarrollo|en desarrollo"
    "|más información próximamente|en breve más información|más detalles en breve|con agencias"
    "|ampliaremos|en breve ampliaremos",
    labels="corrección|aclaración|fe de erratas|fe de errores|nota del editor"
    "|nota de la redacción|rectificación",
    people="traducción|adaptación|entrevista|traducido por|adaptado por",
    subscribe="suscríbase|suscríbete|suscribirse|puede suscribirse|regístrese|regístrate|reciba",
    newsletter="newsletter*|boletín|boletines",
    follow="síganos|síguenos|sigue|siga|encuéntranos|visite|visita|únete|únase",
    app="app|aplicación",
    get="descargue|descarga|descargar|descárgate|instale|instala",
    us="nuestr*|nos|síganos|síguenos",
    preferred="fuente preferida|fuente favorita|fuentes preferidas|fuente preferente",
    crisis="si usted sufre|si sufre de|si está pasando|si tiene pensamientos suicidas"
    "|si usted o alguien|si necesita ayuda|si tú o alguien|si estás sufriendo",
)
_PT: Final = Words(
    this="este artigo|este texto|esta reportagem|esta entrevista|este conteúdo|o artigo"
    "|esta matéria"
    "|a entrevista|esta notícia",
    origin="traduz*|adapt*|originalmente|original|publicad*",
    languages="inglês|alemão|espanhol|francês|russo|árabe|turco|ucraniano|português",
    changed="atualiz*|actualiz*|corrig*|edita*|alterad*|conduzid*|realizad*|condensad*",
    starts="uma versão anterior d*!|em uma versão anterior!|numa versão anterior!|artigo adaptado"
    "|artigo traduzido|texto adaptado|texto traduzido|adaptado do|traduzido do|adaptado por"
    "|traduzido por|publicado originalmente|a entrevista foi conduzida|com informações d*"
    "|com material d*",
    whole="mais informações em breve|em breve mais informações|em atualização|em actualização"
    "|notícia em atualização|notícia em actualização|mais detalhes em breve|com agências"
    "|mais informações a seguir|reportagem em atualização",
    labels="correção|correcção|errata|esclarecimento|nota da redação|nota da redacção"
    "|nota do editor",
    people="tradução|adaptação|entrevista|traduzido por|adaptado por",
    subscribe="assine|inscreva se|cadastre se|subscreva|receba|registe se",
    newsletter="newsletter*|boletim|boletins",
    follow="siga|siga nos|acompanhe|curta|inscreva se|junte se",
    app="app|aplicativo|aplicação",
    get="baixe|descarregue|instale|faça o download",
    us="nos|nosso*|nossa*",
    preferred="fonte preferida|fonte preferencial|fonte favorita|fontes preferidas",
    crisis="se você está|se você sofre|se você ou alguém|se precisar de ajuda|caso você"
    "|se está a sofrer"
    "|se sofre de|busque ajuda|se você tem pensamentos",
)
_FR: Final = Words(
    this="cet article|ce texte|ce reportage|cet entretien|cette interview|ce contenu|l article"
    "|larticle|cette analyse",
    origin="tradui*|adapté*|initialement|originalement|origine|original*|dabord|d abord",
    languages="allemand|lallemand|anglais|langlais|lespagnol|larabe|espagnol|portugais|russe|arabe|turc|ukrainien|haoussa|swahili"
    "|français",
    changed="actualisé*|mis à jour|corrigé*|modifié*|réalisé*|condensé*",
    starts="une version précédente de!|une version antérieure de!|dans une version précédente!"
    "|adapté de lallemand|traduit de lallemand|adapté de langlais|traduit de langlais|traduit par"
    "|adapté par|publié initialement|linterview a été réalisée|propos recueillis par"
    "|entretien réalisé par|interview réalisée par|avec des informations d*"
    "|avec la contribution d*"
    "|avec la collaboration d*",
    whole="plus d informations à suivre|plus dinformations à suivre|plus de détails à suivre"
    "|plus dinformations à venir|article en cours de mise à jour|avec agences|avec les agences",
    labels="correction|rectificatif|précision|note de la rédaction|ndlr|erratum",
    people="traduction|adaptation|interview|entretien|propos recueillis par|traduit par|adapté par",
    subscribe="abonnez vous|inscrivez vous|recevez|vous pouvez vous abonner",
    newsletter="newsletter*|infolettre|lettre d information|lettre dinformation",
    follow="suivez|retrouvez|rejoignez|abonnez vous|likez",
    app="app|appli|application",
    get="téléchargez|installez|utilisez",
    us="nous|notre|nos",
    preferred="source préférée|sources préférées|source favorite|source privilégiée",
    crisis="si vous souffrez|si vous avez des pensées|si vous ou un|si vous traversez"
    "|si vous avez besoin d aide|si vous êtes en détresse",
)
_SOUTH_SLAVIC: Final = Words(
    this="ovaj članak|ovaj tekst|ovaj prilog|ovaj intervju|ovaj izvještaj|ovaj izveštaj|članak je"
    "|tekst je|intervju je",
    origin="preveden*|prevod*|prijevod*|adaptiran*|prilagođen*|prvobitno|izvorno|originalno"
    "|prvi put",
    languages="njemačk*|nemačk*|englesk*|španjolsk*|španskog|francuskog|ruskog|njemački|nemački"
    "|engleski|turskog|albanskog",
    changed="ažurira*|ispravljen*|dopunjen*|dopunjuje|skraćen*|uređen*|vodi*",
    starts="u prethodnoj verziji!|u ranijoj verziji!|prethodna verzija|ranija verzija|prevedeno s"
    "|prevedeno sa|s njemačkog|sa nemačkog|s engleskog|sa engleskog|razgovor vodi*|intervju vodi*"
    "|razgovarao|razgovarala|prevela|preveo|čitajte nas i|pročitajte nas|pratite nas"
    "|pratite nas i|vijest se dopunjuje|vest se dopunjuje|vijest se ažurira|vest se ažurira",
    whole="više uskoro|više informacija uskoro|opširnije uskoro|opširnije|slijedi opširnije"
    "|sledi opširnije|vijest se dopunjuje|vest se dopunjuje|više slijedi|detaljnije uskoro"
    "|više detalja uskoro|članak se dopunjuje",
    labels="ispravka|ispravak|napomena redakcije|napomena uredništva|napomena urednika|pojašnjenje",
    people="prevod|prijevod|adaptacija|obrada|intervju vodi*|razgovor vodi*|razgovarao"
    "|razgovarala|preveo|prevela",
    subscribe="pretplatite se|prijavite se|prijavi se|naručite",
    newsletter="newsletter*|bilten*|njuzleter*",
    follow="pratite|pratite nas|pridružite|zapratite|lajkujte|čitajte nas|čitajte",
    app="aplikacij*|app",
    get="preuzmite|skinite|instalirajte|čitajte|čitajte nas|koristite",
    us="nas|naš*|nam",
    preferred="preferirani izvor*|omiljeni izvor*|željeni izvor*|preferiranim izvorom"
    "|preferirani izvor|omiljenim izvorom",
    crisis="ako patite|ako imate suicidalne|ako vama ili|ako vi ili neko|ako vam je potrebna pomoć"
    "|ukoliko patite|ukoliko imate suicidalne|ako ste u krizi",
)
_ZH: Final = Words(
    this="本文|此文|该文|該文|本报道|本報導|本报导|本采访|本採訪|本访谈|原文",
    origin="翻译|翻譯|编译|編譯|译自|譯自|改编|改編|最初|原载|原載|首发|首發|原以|发表|發表|摘编|摘編|综合|綜合",
    languages="德语|德語|德文|英语|英語|英文|法语|法語|西班牙|俄语|俄語|德国之声|德國之聲|媒体|媒體",
    changed="更新|更正|修订|修訂|删节|刪節|经过编辑|經過編輯|摘编自其他媒体|摘編自其他媒體",
    starts="本文此前版本!|本文先前版本!|此前版本|欢迎搜寻|歡迎搜尋|摘编自其他媒体"
    "|摘編自其他媒體|采访由|本文由",
    whole="更多消息稍后|更多消息即将|更多内容稍后更新|更多详情稍后|更多報導稍後|更多內容稍後更新|详情稍后"
    "|持续更新中|持續更新中",
    labels="更正|勘误|勘誤|编者注|編者註|编者按|編者按",
    people="翻译|翻譯|编译|編譯|采访|採訪",
    subscribe="订阅|訂閱|欢迎订阅|歡迎訂閱|点击订阅|點擊訂閱|注册|註冊",
    newsletter="电子报|電子報|新闻通讯|新聞通訊|邮件通讯|通讯|newsletter",
    follow="关注|關注|欢迎关注|歡迎關注|请关注|請關注|追踪|追蹤|欢迎追踪|歡迎追蹤|欢迎搜寻|歡迎搜尋",
    app="应用|應用|应用程序|應用程式|app|客户端",
    get="下载|下載|安装|安裝|欢迎下载|歡迎下載|点击下载",
    us="我们|我們",
    preferred="首选来源|首選來源|偏好来源|偏好來源",
    pitches="dw中文有|本文所有内容受到著作权|本文所有內容受到著作權",
    crisis="如果您有自杀|如果你有自杀|如果您有自殺|如果你有自殺|如果您或您认识|如果你或你认识|如果您正|如您正",
)
_FA: Final = Words(
    this="این مقاله|این مطلب|این متن|این گزارش|این گفتگو|این گفت‌وگو|این مصاحبه|این نوشته",
    origin="ترجمه|برگردان|نخستین بار|نخست|ابتدا|اصل|در اصل|منتشر",
    languages="آلمانی|انگلیسی|فرانسوی|اسپانیایی|روسی|عربی|ترکی|المانی",
    changed="به‌روز|به روز|بروز|اصلاح|ویرایش|ویراسته|کوتاه|انجام",
    starts="در نسخه قبلی!|در نسخه پیشین!|نسخه پیشین این!|نسخه قبلی این!|ترجمه از آلمانی"
    "|ترجمه از انگلیسی"
    "|برگردان از آلمانی|برگردان از انگلیسی|این مصاحبه را|این گفتگو را",
    whole="جزئیات بیشتر به‌زودی|جزئیات بیشتر به زودی|این خبر تکمیل می‌شود"
    "|این خبر به‌روز می‌شود|این خبر در حال تکمیل است|خبر در حال تکمیل است|جزییات بیشتر متعاقبا"
    "|اطلاعات بیشتر به‌زودی",
    labels="تصحیح|اصلاحیه|توضیح تحریریه|یادداشت تحریریه",
    people="ترجمه|برگردان|مترجم|برگرداننده|مصاحبه‌کننده|گفتگو",
    subscribe="مشترک شوید|مشترک ما شوید|ثبت‌نام کنید|ثبت نام کنید|عضو شوید",
    newsletter="خبرنامه*",
    follow="دنبال کنید|دنبال کنید.|بپیوندید|دنبال نمایید|عضو شوید|ببینید",
    app="اپ|اپلیکیشن|برنامه",
    get="دانلود کنید|نصب کنید|دریافت کنید",
    us="ما",
    preferred="منبع ترجیحی|منبع منتخب|منبع مورد علاقه|منبع دلخواه|منبع برگزیده",
    pitches="اینترنت بدون سانسور با",
    crisis="اگر شما|اگر افکار خودکشی|اگر دچار|اگر از افسردگی|اگر به کمک نیاز|اگر خود یا",
)

WORDS: Final[dict[str, Words]] = {
    "en": _EN,
    "de": _DE,
    "es": _ES,
    "pt-br": _PT,
    "pt-002": _PT,
    "fr": _FR,
    "bs": _SOUTH_SLAVIC,
    "hr": _SOUTH_SLAVIC,
    "sr": _SOUTH_SLAVIC,
    "zh": _ZH,
    "zh-hant": _ZH,
    "fa-ir": _FA,
    "fa-af": _FA,
    "sq": Words(
        this="ky artikull|ky tekst|ky shkrim|kjo intervistë|ky raport|artikulli",
        origin="përkthye*|përshtat*|fillimisht|origjinal*",
        languages="gjermanisht*|anglisht*|gjermane|angleze|spanjisht*|serbisht*",
        changed="përditësua*|korrigjua*|redaktua*|shkurtua*|zhvilluar",
        starts="në një version të mëparshëm!|përkthyer nga|përshtatur nga|intervistën e zhvilloi"
        "|intervistën e realizoi|bisedën e zhvilloi",
        whole="më shumë së shpejti|më shumë detaje së shpejti|lajmi përditësohet"
        "|më shumë vijon|lajm në zhvillim",
        labels="korrigjim|saktësim|shënim i redaksisë",
        people="përktheu|përkthimi|përshtati|përshtatja|intervista",
        subscribe="abonohuni|abonohu|regjistrohuni|regjistrohu",
        newsletter="newsletter*|buletin*",
        follow="na ndiqni|ndiqni|na ndiq|ndiqe|bashkohuni",
        app="aplikacion*|app",
        get="shkarkoni|shkarko|instaloni",
        us="na|tonë|tonin",
        preferred="burim i preferuar|burimin e preferuar|burim të preferuar",
        crisis="nëse vuani|nëse keni mendime|nëse ju ose dikush|nëse keni nevojë për ndihmë",
    ),
    "am": Words(
        this="ይህ ጽሑፍ|ይህ ጽሁፍ|ይህ ዘገባ|ይህ ዘገባው|ይህ ቃለ ምልልስ|ይህ ቃለ መጠይቅ",
        origin="የተተረጎመ|ተተርጉሞ|ተተረጎመ|መጀመሪያ|በመጀመሪያ|የተዘጋጀ",
        languages="ጀርመንኛ|ከጀርመንኛ|በጀርመንኛ|እንግሊዝኛ|ከእንግሊዝኛ|በእንግሊዝኛ|ከእንግሊዘኛ|በእንግሊዘኛ",
        changed="ተስተካክሏል|ተሻሽሏል|ታርሟል|ተስተካክሎ",
        starts="ከጀርመንኛ የተተረጎመ|ከእንግሊዝኛ የተተረጎመ|ቀደም ሲል በወጣው",
        whole="ተጨማሪ ዝርዝር ይቀጥላል|ዝርዝሩ ይቀጥላል|ተጨማሪ መረጃ ይቀጥላል|ዝርዝሩን እናቀርባለን",
        labels="እርማት|ማስተካከያ",
        people="ትርጉም|ተርጓሚ|የአዘጋጁ ማስታወሻ",
        subscribe="ይመዝገቡ|ተመዝገቡ",
        newsletter="ጋዜጣችን*|ዜና መጽሔት|ኒውስሌተር*|newsletter",
        follow="ይከተሉን|ተከተሉን|ይከተሉ|ይቀላቀሉን|ይቀላቀሉ|ይከታተሉን",
        app="መተግበሪያ*|አፕ",
        get="ያውርዱ|አውርዱ|ይጫኑ",
        us="ይከተሉን|ተከተሉን|ይቀላቀሉን|ይከታተሉን|የእኛን|እኛን",
        preferred="ተመራጭ ምንጭ*|ተመራጭ የዜና ምንጭ",
        crisis="ራስን የማጥፋት ሐሳብ|እርዳታ ካስፈለገዎ",
    ),
    "ar": Words(
        this="هذا المقال|هذا النص|هذا التقرير|هذه المقالة|هذه المقابلة|هذا الحوار|هذه المادة"
        "|المقال",
        origin="ترجم*|مترجم*|نشر*|الأصل|أصلا|كتب*|أعد*|نقل*",
        languages="الألمانية|الإنجليزية|الانجليزية|الإنكليزية|الفرنسية|الإسبانية|الروسية|التركية"
        "|بالألمانية"
        "|بالإنجليزية|للعربية",
        changed="تحديث*|تصحيح*|تعديل*|اختصار*|تنقيح*|أجري*|أجرى|أجرت",
        starts="في نسخة سابقة من!|نسخة سابقة من هذا!|أعده للعربية|أعدته للعربية|أعدها للعربية"
        "|ترجمه للعربية|ترجمته للعربية|نقله إلى العربية|نقلته إلى العربية|ترجمة عن"
        "|نقلا عن الألمانية"
        "|أجرى الحوار|أجرت الحوار|أجرى المقابلة|أجرت المقابلة|حاوره|حاورها|حاورته|حاورتها",
        whole="المزيد لاحقا|التفاصيل لاحقا|المزيد من التفاصيل لاحقا|المزيد بعد قليل"
        "|التفاصيل بعد قليل|المزيد قريبا",
        labels="تصحيح|توضيح|ملاحظة المحرر|ملاحظة من المحرر|ملاحظة التحرير|استدراك",
        people="ترجمة|ترجمه|ترجمته|أعده للعربية|أعدته للعربية|أعد النص للعربية|أعدت النص للعربية"
        "|أجرى الحوار|أجرت الحوار|أجرى المقابلة|أجرت المقابلة|حاوره|حاورها",
        subscribe="اشترك|اشتركوا|سجل|سجلوا|يمكنكم الاشتراك",
        newsletter="النشرة البريدية|النشرة الإخبارية|نشرتنا*|النشرة الإلكترونية",
        follow="تابعونا|تابعنا|تابعوا|تابع|انضموا|انضم|يمكنكم متابعة|يمكنكم متابعتنا",
        app="تطبيق*",
        get="حملوا|حمل|نزلوا|قم بتحميل|حملوا الآن",
        us="تابعونا|تابعنا|لنا|نا|متابعتنا|صفحتنا|صفحاتنا|قناتنا|نشرتنا*",
        preferred="مصدر مفضل|مصدرك المفضل|مصدرا مفضلا|كمصدر مفضل|مصدركم المفضل|كمصدرك المفضل",
        crisis="إذا كنت تعاني|إذا كنت تفكر|إذا كانت لديك أفكار|إن كنت تعاني|إذا كنتم تعانون"
        "|إذا كنت بحاجة إلى مساعدة|إذا كنت أنت أو",
    ),
    "bn": Words(
        this="এই প্রতিবেদন*|এই প্রতিবেদনটি|এই লেখা*|এই নিবন্ধ*|এই সাক্ষাৎকার*|প্রতিবেদনটি|মূল প্রতিবেদন*",
        origin="অনূদিত|অনুবাদ*|অনুদিত|ভাষান্তর*|প্রথম|মূলত|প্রকাশিত",
        languages="জার্মান|ইংরেজি|ইংরেজি*|জার্মান*",
        changed="হালনাগাদ|সংশোধন*|সংশোধিত|সম্পাদিত|সংক্ষেপিত|আপডেট",
        starts="আগের সংস্করণে|জার্মান থেকে অনুবাদ|ইংরেজি থেকে অনুবাদ|সাক্ষাৎকার নিয়েছেন",
        whole="বিস্তারিত আসছে|বিস্তারিত আসছে শিগগির|আরো আসছে|আরও আসছে|বিস্তারিত শিগগিরই",
        labels="সংশোধনী|সম্পাদকের নোট",
        people="অনুবাদ|ভাষান্তর|সাক্ষাৎকার|অনুবাদক",
        subscribe="সাবস্ক্রাইব করুন|নিবন্ধন করুন|সাইন আপ করুন",
        newsletter="নিউজলেটার*|নিউজ লেটার*",
        follow="অনুসরণ করুন|ফলো করুন|যোগ দিন|লাইক করুন|লাইক দিন",
        app="অ্যাপ*",
        get="ডাউনলোড করুন|ইনস্টল করুন",
        us="আমাদের*",
        preferred="পছন্দের উৎস*|পছন্দের সোর্স*",
        crisis="আপনি যদি|আপনার যদি",
    ),
    "bg": Words(
        this="тази статия|този текст|този материал|това интервю|статията|този репортаж",
        origin="преведен*|превод*|адаптиран*|първоначално|оригинал*|за първи път",
        languages="немски|английски|испански|френски|руски|турски",
        changed="актуализиран*|обновен*|коригиран*|редактиран*|съкратен*|допълва",
        starts="в предишна версия!|в по ранна версия!|предишна версия на!|превод от немски"
        "|превод от английски|интервюто взе|разговора води|разговаря",
        whole="очаквайте подробности|следват подробности|повече подробности скоро"
        "|новината се допълва|очаквайте още",
        labels="корекция|поправка|уточнение|бележка на редакцията|бележка на редактора",
        people="превод|адаптация|интервю|интервюто взе",
        subscribe="абонирайте се|абонирай се|запишете се",
        newsletter="бюлетин*|нюзлетър*|newsletter",
        follow="последвайте|следвайте|последвай|следете|присъединете се|харесайте",
        app="приложение*|апликаци*",
        get="изтеглете|свалете|инсталирайте",
        us="ни|нас|нашия|нашата|нашето",
        preferred="предпочитан източник",
        crisis="ако страдате|ако имате мисли за самоубийство|ако вие или|ако имате нужда от помощ",
    ),
    "el": Words(
        this="αυτό το άρθρο|το άρθρο αυτό|το παρόν άρθρο|αυτό το κείμενο|το κείμενο αυτό"
        "|η συνέντευξη"
        "|αυτή η συνέντευξη|το άρθρο",
        origin="μεταφράστηκε|μετάφραση*|μεταφρασμένο|προσαρμό*|αρχικά|πρωτοδημοσιεύ*|πρωτότυπο",
        languages="γερμανικά|αγγλικά|γερμανική|αγγλική|ισπανικά|γαλλικά|ρωσικά|τουρκικά",
        changed="ενημερώ*|επικαιροποι*|διορθώ*|επιμελή*|συντομεύ*",
        starts="σε προηγούμενη έκδοση!|προηγούμενη έκδοση του!|μετάφραση από|απόδοση από"
        "|απόδοση στα"
        "|τη συνέντευξη πήρε|την συνέντευξη πήρε|τη συνέντευξη έλαβε",
        whole="περισσότερα σε λίγο|ακολουθούν λεπτομέρειες|περισσότερα σύντομα|έπονται περισσότερα"
        "|περισσότερες πληροφορίες σε λίγο|ακολουθούν περισσότερα",
        labels="διόρθωση|διευκρίνιση|σημείωση της σύνταξης|σημείωση του συντάκτη",
        people="μετάφραση|απόδοση|συνέντευξη|προσαρμογή",
        subscribe="εγγραφείτε|εγγραφή|γραφτείτε",
        newsletter="newsletter*|ενημερωτικό δελτίο|ενημερωτικά δελτία",
        follow="ακολουθήστε|ακολουθήστε μας|βρείτε μας|κάντε",
        app="εφαρμογή|app",
        get="κατεβάστε|εγκαταστήστε",
        us="μας",
        preferred="προτιμώμενη πηγή*|προτιμώμενες πηγές|αγαπημένη πηγή",
        crisis="εάν υποφέρετε|αν υποφέρετε|αν έχετε σκέψεις|εάν έχετε σκέψεις|αν εσείς ή",
    ),
    "ha": Words(
        this="wannan rahoto|wannan rahoton|wannan labari|wannan labarin|wannan makala|wannan hira",
        origin="fassara*|an fassara|asali*|da farko",
        languages="jamusanci|turanci|ingilishi|faransanci",
        changed="sabunta*|gyara*|an gyara",
        starts="an fassara wannan|an fassaro|fassara daga",
        whole="karin bayani na tafe|cikakken bayani na tafe|karin bayani nan gaba",
        labels="gyara|bayanin edita",
        people="fassara|hira",
        subscribe="yi rajista|yi rijista|ku yi rajista",
        newsletter="newsletter*|wasikar labarai|mujalla",
        follow="ku biyo mu|biyo mu|ku bi mu|bi mu|ku biyo",
        app="manhaja*|app",
        get="ku sauke|sauke|sauko",
        us="mu|namu",
        preferred="tushen labaran da|majiyar da kuka fi so",
        crisis="idan kuna fama|idan kana fama",
    ),
    "hi": Words(
        this="यह लेख|यह रिपोर्ट|यह खबर|यह स्टोरी|यह इंटरव्यू|यह आलेख|इस लेख|इस रिपोर्ट|इस इंटरव्यू|मूल लेख",
        origin="अनुवाद*|अनूदित|रूपांतर*|मूल|पहली|सबसे",
        languages="जर्मन|अंग्रेजी|अंग्रेज़ी|इंग्लिश",
        changed="अपडेट|अपडेट*|संशोधित|सुधार*|संपादित|संक्षिप्त",
        starts="इस लेख के पिछले संस्करण!|इस रिपोर्ट के पिछले संस्करण!|पहले के संस्करण"
        "|जर्मन से अनुवाद"
        "|अंग्रेजी से अनुवाद|इंटरव्यू लिया",
        whole="विस्तृत जानकारी जल्द|ज्यादा जानकारी जल्द|अधिक जानकारी जल्द|खबर अपडेट हो रही है"
        "|खबर अपडेट की जा रही है|और जानकारी जल्द|विस्तार से जल्द",
        labels="भूल सुधार|स्पष्टीकरण|संपादक की टिप्पणी",
        people="अनुवाद|रूपांतरण|इंटरव्यू|साक्षात्कार|अनुवादक",
        subscribe="सब्सक्राइब करें|सब्सक्राइब कीजिए|साइन अप करें|सदस्यता लें",
        newsletter="न्यूजलेटर|न्यूज़लेटर|समाचार पत्र",
        follow="फॉलो करें|फॉलो कीजिए|फ़ॉलो करें|जुड़ें|जुड़िए|लाइक करें|पसंद करें",
        app="ऐप|एप|ऐप्प",
        get="डाउनलोड करें|डाउनलोड कीजिए|इंस्टॉल करें",
        us="हमें|हमारे|हमारी|हमारा|हमसे",
        preferred="पसंदीदा स्रोत|पसंदीदा सोर्स|प्रेफर्ड सोर्स",
        crisis="अगर आप|यदि आप|अगर आपको|यदि आपको",
    ),
    "id": Words(
        this="artikel ini|tulisan ini|berita ini|laporan ini|wawancara ini",
        origin="diterjemah*|terjemahan|diadaptasi|adaptasi|awalnya|semula|pertama|aslinya|asli",
        languages="jerman|inggris|spanyol|prancis|rusia|arab|dw",
        changed="diperbarui|dikoreksi|disunting|diedit|diringkas|diralat|dipersingkat",
        starts="diadaptasi dari|diterjemahkan dari|diadaptasi oleh|diterjemahkan oleh"
        "|versi sebelumnya dari!"
        "|dalam versi sebelumnya!|wawancara dilakukan oleh|wawancara ini dilakukan",
        whole="informasi lebih lanjut menyusul|selengkapnya menyusul|berita ini terus diperbarui"
        "|berita ini akan diperbarui|informasi selengkapnya menyusul|artikel ini akan diperbarui"
        "|detail menyusul",
        labels="koreksi|ralat|klarifikasi|catatan redaksi|catatan editor",
        people="terjemahan|penerjemah|alih bahasa|adaptasi|wawancara",
        subscribe="berlangganan|daftar|daftarkan|langganan|ikuti",
        newsletter="newsletter*|buletin|nawala",
        follow="ikuti|sukai|kunjungi|bergabung|temukan",
        app="aplikasi|app",
        get="unduh|pasang|instal",
        us="kami",
        preferred="sumber pilihan|sumber favorit|sumber preferensi|sumber pilihanmu",
        crisis="jika anda menderita|jika anda memiliki pikiran|jika anda atau|jika anda sedang"
        "|jika anda membutuhkan bantuan|depresi bukanlah|bila anda",
    ),
    "sw": Words(
        this="makala hii|makala haya|ripoti hii|habari hii|taarifa hii|mahojiano haya",
        origin="tafsir*|imetafsiriwa|yametafsiriwa|ilitafsiriwa|awali|kwanza|asili",
        languages="kijerumani|kiingereza|kifaransa|kiarabu",
        changed="imesasishwa|imesahihishwa|imehaririwa|yamehaririwa|imerekebishwa",
        starts="imetafsiriwa kutoka|toleo la awali la!|tafsiri kutoka|mahojiano yalifanywa na",
        whole="habari zaidi zitafuata|taarifa zaidi zitafuata|zaidi kufuata"
        "|maelezo zaidi yatafuata"
        "|taarifa zaidi baadaye",
        labels="sahihisho|masahihisho|ufafanuzi|maelezo ya mhariri",
        people="tafsiri|mtafsiri|mahojiano",
        subscribe="jisajili|jiandikishe|jiunge",
        newsletter="jarida*|newsletter*",
        follow="tufuate|fuata|fuatilia|jiunge|tufuatilie",
        app="programu|app",
        get="pakua|sakinisha",
        us="tufuate|yetu|letu|nasi|tufuatilie",
        preferred="chanzo unachopendelea|chanzo pendwa|chanzo kinachopendelewa",
        crisis="ikiwa unasumbuliwa|iwapo unasumbuliwa|kama unasumbuliwa",
    ),
    "mk": Words(
        this="оваа статија|овој текст|овој напис|ова интервју|статијата|текстот",
        origin="преведен*|превод*|адаптиран*|првично|првобитно|оригинал*|прв пат",
        languages="германски|англиски|шпански|француски|руски|српски|албански",
        changed="ажуриран*|исправен*|коригиран*|уреден*|скратен*|дополн*",
        starts="во претходна верзија!|претходна верзија на|превод од германски|превод од англиски"
        "|интервјуто го води|разговорот го води",
        whole="повеќе наскоро|следува повеќе|повеќе информации наскоро|веста се дополнува"
        "|повеќе детали наскоро",
        labels="исправка|појаснување|забелешка на редакцијата|забелешка на уредникот",
        people="превод|адаптација|интервју|обработка",
        subscribe="претплатете се|пријавете се",
        newsletter="билтен*|њузлетер*|newsletter",
        follow="следете|следете не|заследете|приклучете се|лајкнете",
        app="апликација*|апликаци*",
        get="преземете|симнете|инсталирајте",
        us="не|нас|нашата|нашиот|нашето",
        preferred="претпочитан извор|омилен извор|преферентен извор",
        crisis="ако страдате|ако имате суицидни|ако вие или|ако ви треба помош",
    ),
    "ps": Words(
        this="دا مقاله|دا لیکنه|دا راپور|دا مرکه|دا مطلب|دغه لیکنه|دغه راپور",
        origin="ژباړ*|وژباړل*|لومړی|په اصل|اصلا|خپره*",
        languages="الماني|آلماني|جرمني|انګلیسي|انګرېزي|انګریزي|له آلماني|له الماني",
        changed="تازه|سمه|اصلاح|لنډه",
        starts="له آلماني ژباړه|له الماني ژباړه|له انګلیسي ژباړه|له انګرېزي ژباړه|په پخوانۍ نسخه",
        whole="نور معلومات وروسته|نور جزییات وروسته|نور وروسته|نور به وروسته",
        labels="سمون|تصحیح|د ادارې یادښت",
        people="ژباړه|ژباړن|ژباړونکی|مرکه",
        subscribe="ګډون وکړئ|نوم لیکنه وکړئ|ثبت کړئ",
        newsletter="خبرپاڼه|خبرلیک",
        follow="تعقیب کړئ|تعقیب کړی|تعقیب یې کړئ|څارئ|یوځای شئ",
        app="اپلیکیشن|اپ",
        get="ډاونلوډ کړئ|ډاونلود کړئ|نصب کړئ",
        us="موږ|مونږ|زموږ",
        preferred="غوره سرچینه|غوره شوې سرچینه",
        crisis="که تاسو|که تاسې",
    ),
    "pl": Words(
        this="ten artykuł|ten tekst|niniejszy artykuł|ten wywiad|ta rozmowa|artykuł|tekst ten"
        "|tekst",
        origin="przetłumaczon*|tłumacz*|przekład*|adapt*|pierwotnie|pierwszy|oryginaln*|ukazał",
        languages="niemieck*|angielsk*|niemieckiego|hiszpańskiego|francuskiego|rosyjsk*|ukraińsk*"
        "|polski",
        changed="zaktualizowan*|aktualizowan*|poprawion*|skrócon*|zredagowan*|uzupełnion*"
        "|sprostowan*",
        starts="w poprzedniej wersji!|we wcześniejszej wersji!|poprzednia wersja|tłumaczenie z"
        "|przekład z"
        "|artykuł ukazał się|tekst ukazał się|artykuł pierwotnie|rozmowę przeprowadził*"
        "|wywiad przeprowadził*|rozmawiał|rozmawiała|chcesz skomentować!|chcesz mieć stały dostęp!"
        "|zaprenumeruj nasz|subskrybuj nasz|dołącz do nas",
        whole="więcej wkrótce|wkrótce więcej|więcej informacji wkrótce"
        "|szczegóły wkrótce|tekst aktualizowany|artykuł aktualizowany|artykuł jest aktualizowany",
        labels="sprostowanie|korekta|wyjaśnienie|od redakcji|uwaga redakcji|przypis redakcji",
        people="tłumaczenie|przekład|rozmawiał|rozmawiała|wywiad|rozmowę przeprowadził*|adaptacja",
        subscribe="subskrybuj|zaprenumeruj|zapisz się|zamów|prenumeruj",
        newsletter="newsletter*|biuletyn*",
        follow="śledź|obserwuj|polub|dołącz|znajdź|śledźcie|dołącz do nas",
        app="aplikacj*|app",
        get="pobierz|zainstaluj|ściągnij",
        us="nas|nasz*|nam",
        preferred="preferowane źródło|preferowanym źródłem|ulubione źródło|preferowane źródła",
        crisis="jeśli cierpisz|jeżeli cierpisz|jeśli masz myśli|jeżeli masz myśli|jeśli ty lub"
        "|jeśli potrzebujesz pomocy|jeśli przeżywasz",
    ),
    "ro": Words(
        this="acest articol|acest text|acest interviu|această analiză|articolul|această știre"
        "|acest material",
        origin="tradus*|traduc*|adapt*|inițial|original*|publicat",
        languages="germană|engleză|spaniolă|franceză|rusă|turcă|germana|engleza",
        changed="actualizat*|corectat*|modificat*|editat*|prescurtat*|realizat*",
        starts="într o versiune anterioară!|o versiune anterioară!|traducere din"
        "|traducere și adaptare"
        "|tradus din|adaptat din|interviul a fost realizat|interviu realizat de|a consemnat",
        whole="mai multe în curând|urmează mai multe|detalii în curând"
        "|știre în curs de actualizare"
        "|articol în curs de actualizare|mai multe informații în curând|vom reveni"
        "|vom reveni cu detalii"
        "|vom reveni cu amănunte",
        labels="corectură|erată|rectificare|precizare|nota redacției",
        people="traducere|adaptare|interviu|traducerea|traducere și adaptare|a consemnat",
        subscribe="abonează te|abonați vă|înscrie te|înscrieți vă|înregistrați vă",
        newsletter="newsletter*|buletin*",
        follow="urmărește ne|urmăriți ne|urmărește|urmăriți|alătură te|alăturați vă",
        app="aplicați*|app",
        get="descarcă|descărcați|instalează|instalați",
        us="ne|noastră|nostru|noastre",
        preferred="sursă preferată|sursa preferată|sursă favorită|sursele preferate",
        crisis="dacă suferiți|dacă suferi de|dacă aveți gânduri|dacă dumneavoastră|dacă ai gânduri"
        "|dacă aveți nevoie de ajutor",
    ),
    "ru": Words(
        this="эта статья|эту статью|этот текст|этот материал|этот репортаж|это интервью|статья"
        "|данный материал"
        "|данная статья",
        origin="переведен*|перевод*|адаптирован*|изначально|первоначально|впервые|оригинал*"
        "|опубликован*",
        languages="немецк*|английск*|испанск*|французск*|украинск*|турецк*|русск*",
        changed="обновл*|исправл*|уточн*|отредактирован*|сокращен*|дополн*|скорректирован*",
        starts="в предыдущей версии!|в более ранней версии!|предыдущая версия|перевод с|беседовал"
        "|беседовала"
        "|интервью взял|интервью взяла|подписывайтесь на|подпишитесь на|материал дополняется"
        "|новость дополняется",
        whole="подробности следуют|подробности позже|новость дополняется|материал дополняется"
        "|подробнее позже|статья дополняется|материал обновляется"
        "|новость обновляется|дополняется",
        labels="исправление|поправка|уточнение|опровержение|примечание редакции|от редакции",
        people="перевод|адаптация|интервью|беседовал|беседовала|интервью взял|интервью взяла",
        subscribe="подписывайтесь|подпишитесь|подписаться",
        newsletter="рассылк*|ньюслеттер*|newsletter",
        follow="подписывайтесь|подпишитесь|следите|присоединяйтесь|читайте нас|читайте"
        "|смотрите нас",
        app="приложени*",
        get="скачайте|скачивайте|установите|загрузите",
        us="нас|наш*|нам",
        preferred="предпочитаем* источник*|предпочтительн* источник*|приоритетн* источник*",
        crisis="если вы страдаете|если вы испытываете|если у вас суицидальные"
        "|если у вас есть суицидальные"
        "|если вам нужна помощь|если вы или|если вы думаете о",
    ),
    "tr": Words(
        this="bu makale|bu haber|bu yazı|bu metin|bu röportaj|bu söyleşi|bu içerik",
        origin="çevril*|çeviri*|uyarlan*|ilk|aslen|orijinal*|özgün",
        languages="almanca*|ingilizce*|fransızca*|ispanyolca*|rusça*|arapça*",
        changed="güncellen*|düzeltil*|düzenlen*|kısaltıl*|gerçekleştiril*|yapıl*",
        starts="bu haberin önceki!|bu makalenin önceki!|haberin önceki!|almancadan çeviri"
        "|almancadan çeviren"
        "|ingilizceden çeviri"
        "|söyleşiyi yapan",
        whole="ayrıntılar geliyor|ayrıntılar birazdan|daha fazlası birazdan"
        "|haber güncelleniyor|haber güncellenecektir|ayrıntılar gelecek|gelişmeler aktarılacak",
        labels="düzeltme|tekzip|editörün notu|editör notu|redaksiyon notu",
        people="çeviri|çeviren|uyarlama|uyarlayan|söyleşi|röportaj",
        subscribe="abone olun|abone ol|kaydolun|kayıt olun|üye olun",
        newsletter="bülten*|newsletter*|e bülten*",
        follow="takip edin|takip edebilirsiniz|bizi takip edin|katılın|beğenin",
        app="uygulama*|app",
        get="indirin|yükleyin|indirebilirsiniz",
        us="bizi|bizim|bize",
        preferred="tercih edilen kaynak*|tercih ettiğiniz kaynak*|favori kaynak*",
        pitches="dw türkçeye vpn|dw türkçe ye vpn|dw türkçeye sansürsüz|dw türkçeye engelsiz",
        crisis="eğer siz|eğer intihar|intihar düşünce*|intihar etmeyi düşünüyorsanız",
    ),
    "uk": Words(
        this="ця стаття|цю статтю|цього тексту|цей текст|цей матеріал|цей репортаж|це інтервю|стаття|статтю|матеріал",
        origin="перекладен*|переклад*|адаптован*|адаптува*|перекла*|спочатку|спершу|вперше|оригінал*|опублікован*",
        languages="німецьк*|англійськ*|іспанськ*|французьк*|російськ*|польськ*|українськ*",
        changed="оновл*|виправл*|уточн*|відредагован*|скорочен*|доповн*",
        starts="у попередній версії!|в попередній версії!|попередня версія|переклад з|спілкувався"
        "|спілкувалася|розмовляв|розмовляла|інтервю взяв|інтервю взяла|підписуйтесь на"
        "|підписуйтеся на|новина доповнюється",
        whole="подробиці згодом|деталі згодом|новина доповнюється|матеріал доповнюється"
        "|новина оновлюється|докладніше згодом|подробиці пізніше|матеріал оновлюється",
        labels="виправлення|уточнення|спростування|примітка редакції|від редакції",
        people="переклад|адаптація|інтервю|спілкувався|спілкувалася|розмовляв|розмовляла"
        "|адаптувала|адаптував",
        subscribe="підписуйтесь|підписуйтеся|підпишіться|підписатися",
        newsletter="розсилк*|newsletter*|ньюзлетер*",
        follow="підписуйтесь|підписуйтеся|підпишіться|стежте|долучайтеся|читайте нас|приєднуйтесь"
        "|приєднуйтеся",
        app="застосун*|додаток|додатк*",
        get="завантажте|завантажуйте|встановіть",
        us="нас|наш*|нам",
        preferred="бажан* джерел*|пріоритетн* джерел*|обран* джерел*",
        crisis="якщо ви страждаєте|якщо ви відчуваєте|якщо у вас суїцидальні"
        "|якщо вам потрібна допомога"
        "|якщо ви або|якщо ви думаєте про",
    ),
    "ur": Words(
        this="یہ مضمون|اس رپورٹ|یہ آرٹیکل|یہ رپورٹ|یہ خبر|یہ انٹرویو|یہ تحریر|اس مضمون|اس آرٹیکل|اس انٹرویو",
        origin="ترجم*|پہلی|پہلے|ابتدائی|اصل",
        languages="جرمن|انگریزی|انگلش",
        changed="اپ ڈیٹ|اپڈیٹ|تصحیح|درست|مختصر|ترمیم",
        starts="اس مضمون کے سابقہ!|اس مضمون کے پہلے!|جرمن سے ترجمہ|انگریزی سے ترجمہ|انٹرویو کیا",
        whole="مزید تفصیلات جلد|تفصیلات جلد|مزید تفصیلات کچھ دیر میں|خبر اپ ڈیٹ کی جا رہی ہے"
        "|مزید کچھ دیر میں|تفصیل جلد",
        labels="تصحیح|وضاحت|ادارتی نوٹ|نوٹ از ادارہ",
        people="ترجمہ|مترجم|انٹرویو",
        subscribe="سبسکرائب کریں|سبسکرائب کیجیے|سائن اپ کریں|رجسٹر کریں",
        newsletter="نیوز لیٹر|نیوزلیٹر",
        follow="فالو کریں|فالو کیجیے|لائک کریں|جوائن کریں|ہمارا ساتھ دیں",
        app="ایپ|ایپلیکیشن",
        get="ڈاؤن لوڈ کریں|ڈاؤن لوڈ کیجیے|انسٹال کریں",
        us="ہمیں|ہمارے|ہماری|ہمارا",
        preferred="پسندیدہ ذریعہ|پسندیدہ سورس|ترجیحی ذریعہ|پسندیدہ ماخذ",
        crisis="اگر آپ|اگر آپ کو",
    ),
}
