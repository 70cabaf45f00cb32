"""Single-byte encodings and languages by the letters of the text."""

import codecs
from math import isfinite

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpusclean.decoding import letter_table
from corpusclean.decoding.letter_counts import SIZE, sampled
from corpusclean.decoding.letters import MOST, Guess, bits_of, guesses
from corpusclean.decoding.readings import ASCII
from corpusclean.decoding.single_byte import EBCDIC, HOME, PRIOR

#: Sentences written for this test, and code pages that have all their letters.
SENTENCES = {
    "ru": (
        "Вчера мы долго гуляли по набережной, а вечером пошёл дождь.",
        "cp1251 koi8-r iso8859-5 cp866 mac-cyrillic cp855",
    ),
    "uk": (
        "Їжак приніс у ліс яблуко, і всі звірі зраділи його щедрості.",
        "cp1251 koi8-u iso8859-5 mac-cyrillic cp1125",
    ),
    "be": ("Учора ўвечары мы доўга размаўлялі пра новую кнігу.", "cp1251 iso8859-5"),
    "bg": (
        "Утре сутринта ще отидем на пазар за пресни плодове и зеленчуци.",
        "cp1251 iso8859-5 cp866 cp855 mac-cyrillic",
    ),
    "mk": (
        "Денес ќе одиме заедно до езерото, но прво мораме да купиме леб.",
        "cp1251 iso8859-5 mac-cyrillic",
    ),
    "sr": ("Ђак је јуче заборавио свеску у школи, па се вратио по њу.", "cp1251 iso8859-5 cp855"),
    "kk": ("Біздің ауылда қыс ұзақ, сондықтан балалар үйде көп кітап оқиды.", "kz1048 ptcp154"),
    "el": (
        "Το πρωί περπατήσαμε στην παραλία και ήπιαμε έναν καφέ δίπλα στη θάλασσα.",
        "cp1253 iso8859-7 cp737 cp869",
    ),
    "he": ("אתמול הלכנו לשוק וקנינו לחם טרי, גבינה וזיתים ירוקים.", "cp1255 iso8859-8 cp862"),
    "ar": ("ذهبنا أمس إلى السوق واشترينا الخبز والجبن والزيتون الأخضر.", "cp1256 iso8859-6 cp720"),
    "fa": ("ديروز با دوستان به پارک رفتيم و تا شب درباره کتاب گفتگو کرديم.", "cp1256"),
    "th": ("เมื่อวานนี้เราไปตลาดและซื้อผลไม้สดกลับบ้าน", "cp874 tis-620"),
    "tr": (
        "Dün akşam çocuklarla göl kıyısında yürüdük, sonra eve dönüp çay içtik.",
        "cp1254 iso8859-9 cp857 mac-turkish",
    ),
    "pl": (
        "Wczoraj wieczorem poszliśmy nad jezioro, żeby zobaczyć łabędzie.",
        "cp1250 iso8859-2 cp852 mac-latin2",
    ),
    "cs": (
        "Včera večer jsme šli k rybníku a dívali se, jak žába skáče přes kámen.",
        "cp1250 iso8859-2 cp852 mac-latin2",
    ),
    "sk": ("Včera večer sme išli k rybníku a ľutovali, že sa stmieva tak skoro.", "cp1250 iso8859-2 cp852"),
    "hu": (
        "Tegnap este a tó partján sétáltunk, és hűvös szél fújt az erdő felől.",
        "cp1250 iso8859-2 cp852 mac-latin2",
    ),
    "ro": ("Aseară am mers pe malul lacului şi am privit cum se aşterne ceaţa.", "cp1250 iso8859-2 cp852"),
    "hr": ("Jučer smo šetali uz rijeku i slušali kako žabe krekeću u travi.", "cp1250 iso8859-2 cp852"),
    "sl": ("Včeraj smo se peljali čez most in šteli ladje, ki plujejo proti morju.", "cp1250 iso8859-2"),
    "lt": (
        "Vakar vakare vaikščiojome palei ežerą ir klausėmės, kaip šlama medžiai.",
        "cp1257 iso8859-13 cp775",
    ),
    "lv": (
        "Vakar vakarā mēs staigājām gar ezeru un klausījāmies, kā šalc koki.",
        "cp1257 iso8859-13 iso8859-4",
    ),
    "et": (
        "Eile õhtul jalutasime järve ääres ja kuulasime, kuidas tuul puudes kõliseb.",
        "cp1257 cp1252 cp850",
    ),
    "de": (
        "Gestern Abend saßen wir müde, aber fröhlich über den Gärten am Fluss.",
        "cp1252 cp850 cp437 mac-roman",
    ),
    "fr": (
        "Hier soir, nous avons marché près de l’étang où chantaient déjà les grenouilles.",
        "cp1252 mac-roman",
    ),
    "es": (
        "Ayer por la mañana salió el sol y los niños jugaron en el jardín del señor Núñez.",
        "cp1252 cp850 cp437 mac-roman",
    ),
    "pt": (
        "Ontem à noite não houve ninguém na praça, só o cão do padeiro e três pombos.",
        "cp1252 cp850 cp860 mac-roman",
    ),
    "it": ("Ieri sera è piovuto così tanto che la città sembrava più un lago.", "cp1252 cp850 mac-roman"),
    "sv": (
        "I går kväll gick vi längs ån och såg hur dimman lade sig över ängarna.",
        "cp1252 cp850 mac-roman",
    ),
    "da": (
        "I går aftes gik vi langs åen og så, hvordan tågen lagde sig over engene ved Århus.",
        "cp1252 cp850 cp865",
    ),
    "fi": ("Eilen illalla kävelimme järven ympäri ja söimme lättyjä laiturilla.", "cp1252 cp850 mac-roman"),
    "is": ("Í gærkvöldi gengum við meðfram ánni og hlustuðum á þyt vindsins.", "cp1252 cp861 mac-iceland"),
    "nl": ("Gisteren hebben we twee ideeën besproken en één café aan zee bezocht.", "cp1252 cp850"),
    "ca": (
        "Ahir al vespre vam caminar fins a l'església i després vam menjar alguna cosa lleugera a la plaça.",
        "cp1252",
    ),
    "cy": ("Aeth y tŷ yn ŵyl i gyd pan ddaeth y dŵr dros y bont fach.", "iso8859-14"),
    "ga": ("Aréir shiúlamar cois na habhann agus chualamar ceol ón teach tábhairne.", "cp1252 iso8859-14"),
    "eo": ("Hieraŭ vespere ni promenis ĉe la lago kaj aŭskultis, kiel la ĝardeno dormiĝas.", "iso8859-3"),
    "sq": ("Dje në mbrëmje ecëm përgjatë lumit dhe pamë çunat që luanin me top.", "cp1252 iso8859-2"),
}
READINGS = [(language, text, codec) for language, (text, codecs_) in SENTENCES.items() for codec in codecs_.split()]
#: Vietnamese as cp1258 writes it, tones behind the letter.
VIETNAMESE = (
    "Sa\u0301ng nay tr\u01a1\u0300i m\u01b0a, chu\u0301ng t\u00f4i \u01a1\u0309 nha\u0300 \u0111o\u0323c sa\u0301ch."
)


def text_of(sample: bytes, guess: Guess) -> str:
    return sample.decode(guess.encoding, "replace")


class TestLaws:
    @given(st.binary(max_size=400), st.sampled_from([None, "cp1250", "utf-8", "no such codec", "koi8_r", "rot13"]))
    def test_any_bytes(self, sample: bytes, likely: str | None) -> None:
        found = guesses(sample, likely=likely)
        assert found == guesses(sample, likely=likely)
        assert bool(found) != sample.isascii()
        assert len(found) <= MOST
        assert len({guess.encoding for guess in found}) == len(found)
        assert [guess.bits for guess in found] == sorted(guess.bits for guess in found)
        for guess in found:
            assert isfinite(guess.bits)
            assert codecs.lookup(guess.encoding).name == guess.encoding
            assert len(sample.decode(guess.encoding, "replace")) == len(sample)

    @given(st.binary(min_size=1, max_size=200).map(lambda raw: bytes(byte | 0x80 for byte in raw)))
    @settings(max_examples=50)
    def test_bytes_that_are_all_high(self, sample: bytes) -> None:
        assert guesses(sample)

    @given(st.text(st.characters(max_codepoint=127)))
    def test_ascii_says_nothing(self, text: str) -> None:
        assert guesses(text.encode()) == []

    @given(st.sampled_from(READINGS))
    @settings(max_examples=40)
    def test_what_reads_best_decodes(self, reading: tuple[str, str, str]) -> None:
        _, text, codec = reading
        sample = text.encode(codec)
        sample.decode(guesses(sample)[0].encoding)

    @given(st.sampled_from(READINGS), st.integers(1, 4))
    @settings(max_examples=30)
    def test_more_of_the_same_costs_more(self, reading: tuple[str, str, str], times: int) -> None:
        _, text, codec = reading
        sample = text.encode(codec) + b" "
        assert guesses(sample * (times + 1))[0].bits > guesses(sample * times)[0].bits

    def test_a_long_run_of_letters_is_no_trap(self) -> None:
        assert guesses(b"a" * 100_000 + "é".encode("cp1252"))[0].encoding


class TestReadings:
    @pytest.mark.parametrize(("language", "text", "codec"), READINGS)
    def test_sentence(self, language: str, text: str, codec: str) -> None:
        sample = text.encode(codec)
        assert text_of(sample, guesses(sample)[0]) == text

    def test_languages(self) -> None:
        wrong = [language for language, text, codec in READINGS if guesses(text.encode(codec))[0].language != language]
        assert len(wrong) <= 4, wrong

    def test_windows_of_twenty_four_bytes(self) -> None:
        right = total = 0
        for _, text, codec in READINGS:
            sample = text.encode(codec)
            for start in range(0, len(sample) - 24, 7):
                window = sample[start : start + 24]
                if sum(byte > 127 for byte in window) < 2:
                    continue
                total += 1
                right += text_of(window, guesses(window)[0]) == window.decode(codec)
        assert right / total >= 0.95, f"{right} of {total}"

    def test_capitals(self) -> None:
        right = total = 0
        for _, text, codec in READINGS:
            try:
                sample = text.replace("ß", "ẞ").upper().replace("İ", "I").encode(codec)
            except UnicodeEncodeError:
                continue
            total += 1
            right += text_of(sample, guesses(sample)[0]) == sample.decode(codec)
        assert total > 60
        assert right / total >= 0.95, f"{right} of {total}"

    def test_bits_are_those_of_text(self) -> None:
        for _, text, codec in READINGS:
            sample = text.encode(codec)
            assert 2.0 < guesses(sample)[0].bits / len(sample) < 6.0

    def test_vietnamese(self) -> None:
        sample = VIETNAMESE.encode("cp1258")
        assert (guesses(sample)[0].encoding, guesses(sample)[0].language) == ("cp1258", "vi")

    @pytest.mark.parametrize("codec", ["cp037", "cp500", "cp273", "cp1140"])
    def test_ebcdic(self, codec: str) -> None:
        text = "Die Rechnung über zwölf Äpfel wurde am Montag geprüft und bezahlt"
        sample = text.encode(codec)
        assert text_of(sample, guesses(sample)[0]) == text

    @pytest.mark.parametrize(
        ("text", "codec"),
        [
            ("the “quoted” word, it’s a test – no more…", "cp1252"),
            ("price: 20 € or £15, 25 °C, © 2004, § 12", "cp1252"),
            ("<p>The Universit\u00e9 de Paris and the caf\u00e9 next door</p>", "cp1252"),
            ("<title>Forum</title><p>Könyvek és folyóiratok erdőről</p>", "iso8859-2"),
            ("C’est l’été", "mac-roman"),
            ("║ Файл ║ Правка ║ Помощь ║", "cp866"),
        ],
    )
    def test_signs_and_markup(self, text: str, codec: str) -> None:
        sample = text.encode(codec)
        assert text_of(sample, guesses(sample)[0]) == text


#: English with the signs of the Western Web: each line is a page of its own, all of them together are another.
PAGES = (
    "It’s late, and we don’t know who’s coming: that’s life.",
    "“Well,” she said, “I suppose we could wait.”",
    "\xa0\xa0\xa0 Chapter one\n\xa0\xa0\xa0 Chapter two\n\xa0\xa0\xa0 Chapter three",
    "Name\xa0\nStreet\xa0\nTown\xa0 \xa0 \xa0 \xa0 \xa0 County",
    "  • apples\n  • pears\n  • plums\n  • cherries",
    "Open Monday – Friday, 9:00–17:00 – closed on Sunday",
    "The answer—if there is one—must be short.",
    "Copyright © 2011 Example. All rights reserved.",
    "Read more…\nNext page »\n« Previous page",
    "Widget™ and Gadget® are names.",
    "To be contin\xadued on the follow\xading page",
)


class TestSigns:
    """Bytes that are not ASCII may all be signs; then no letters of another script are read into them."""

    @pytest.mark.parametrize("text", [*PAGES, "\n\n".join(PAGES), "\n".join(PAGES) * 9])
    @pytest.mark.parametrize("codec", ["cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1258"])
    def test_windows(self, text: str, codec: str) -> None:
        sample = text.encode(codec)
        assert text_of(sample, guesses(sample)[0]) == text

    @pytest.mark.parametrize("text", [PAGES[0], PAGES[1], PAGES[4], "\n".join(PAGES[:10]), "\n".join(PAGES[:10]) * 9])
    def test_mac(self, text: str) -> None:
        sample = text.encode("mac_roman")
        assert text_of(sample, guesses(sample)[0]) == text

    @pytest.mark.parametrize("times", [1, 5, 25, 125])
    def test_more_of_a_sign_is_no_more_evidence(self, times: int) -> None:
        for text in ("\xa0\xa0 so it goes\n", "and we don’t know why\n", "  • one of many\n", "this – that "):
            sample = (text * times).encode("cp1252")
            assert text_of(sample, guesses(sample)[0]) == text * times

    @pytest.mark.parametrize(
        ("word", "codec"), [("привет", "cp1251"), ("שלום", "cp1255"), ("καλημέρα", "cp1253"), ("سلام", "cp1256")]
    )
    def test_a_word_of_another_script(self, word: str, codec: str) -> None:
        text = f"They say “{word}” there, and it’s all one needs to know – that, and “{word}” again."
        sample = text.encode(codec)
        assert text_of(sample, guesses(sample)[0]) == text

    def test_a_declared_code_page_that_has_the_same_signs(self) -> None:
        sample = "\n".join(PAGES).encode("cp1251")
        assert guesses(sample, likely="cp1251")[0].encoding == "cp1251"

    @given(st.sampled_from(READINGS))
    @settings(max_examples=40)
    def test_bits_of_a_reading(self, reading: tuple[str, str, str]) -> None:
        sample = reading[1].encode(reading[2])
        best = guesses(sample)[0]
        assert bits_of(sample, best) == pytest.approx(best.bits, abs=20)


class TestPreference:
    """Where several code pages give the same text, the usual one."""

    @pytest.mark.parametrize(
        ("text", "encodings", "usual"),
        [
            ("Ein schöner Tag für alle", "cp1252 iso8859-1 iso8859-15 cp1254 iso8859-9 cp1257", "cp1252"),
            ("le garçon est là", "cp1252 iso8859-1 iso8859-15 iso8859-9 cp1254 iso8859-14", "cp1252"),
            ("Добрый вечер, друзья", "koi8-r koi8-u", "koi8-r"),
            ("Добрый вечер, друзья", "cp1251 kz1048", "cp1251"),
            ("Добрый вечер, друзья", "cp866 cp1125", "cp866"),
            ("Καλημέρα σε όλους", "cp1253 iso8859-7", "cp1253"),
            ("שלום לכולם", "cp1255 iso8859-8", "cp1255"),
            ("สวัสดีครับทุกคน", "cp874 tis-620 iso8859-11", "cp874"),
            ("Günaydın arkadaşlar", "cp1254 iso8859-9", "cp1254"),
            ("Dobrý den, příteli", "cp1250 iso8859-2", "cp1250"),
        ],
    )
    def test_usual(self, text: str, encodings: str, usual: str) -> None:
        for encoding in encodings.split():
            assert guesses(text.encode(encoding))[0].encoding == usual

    def test_letters_that_differ_decide(self) -> None:
        text = "Šedý žebrák tiše ťuká na dveře"
        for encoding in ("cp1250", "iso8859-2"):
            assert guesses(text.encode(encoding))[0].encoding == encoding
        text = "Άλλος δρόμος δεν υπάρχει, είπε ο Άρης"
        for encoding in ("cp1253", "iso8859-7"):
            assert guesses(text.encode(encoding))[0].encoding == encoding

    def test_a_declared_codec_stands_for_its_equals(self) -> None:
        sample = "Ein schöner Tag für alle".encode("cp1252")
        assert guesses(sample, likely="latin-1")[0].encoding == "iso8859-1"
        assert guesses(sample, likely="ISO-8859-15")[0].encoding == "iso8859-15"

    def test_a_wrong_declaration_is_no_order(self) -> None:
        right = total = 0
        for _, text, codec in READINGS:
            sample = text.encode(codec)
            for wrong in ("cp1251", "latin-1", "iso8859-2", "cp1253", "cp437"):
                total += 1
                right += text_of(sample, guesses(sample, likely=wrong)[0]) == text
        assert right / total >= 0.98, f"{right} of {total}"


class TestNegatives:
    @pytest.mark.parametrize("sample", [b"", b"abc", b"a\x00b", b"\x7f", b"\r\n\t", b"~{<:Ky2;S{#,~}"])
    def test_nothing_to_say(self, sample: bytes) -> None:
        assert guesses(sample) == []

    @pytest.mark.parametrize("text", ["字符编码的判断", "文字コードの判定", "문자 인코딩 판별"])
    @pytest.mark.parametrize("codec", ["gb18030", "big5hkscs", "cp932", "euc_jp", "cp949", "utf-8"])
    def test_multi_byte_text_is_dear(self, text: str, codec: str) -> None:
        sample = (text * 4).encode(codec, "ignore")
        if len(sample) > 16:
            assert guesses(sample)[0].bits / len(sample) > 6.0

    @pytest.mark.parametrize("sample", [bytes(range(128, 256)), b"\x81\x8d\x8f\x90\x9d", b"\xff" * 20])
    def test_no_text_is_dear(self, sample: bytes) -> None:
        assert guesses(sample)[0].bits / len(sample) > 6.0

    def test_undefined_bytes_cost_more_than_letters(self) -> None:
        clean, damaged = "Ein schöner Tag für".encode("cp1252"), "Ein schöner T\x81g für".encode("latin-1")
        assert guesses(damaged)[0].bits > guesses(clean)[0].bits + 12


class TestSampled:
    @given(st.binary(max_size=6000), st.integers(256, 2048))
    @settings(max_examples=50)
    def test_pieces_of_the_bytes(self, raw: bytes, size: int) -> None:
        sample = sampled(raw, size)
        assert sample == raw if len(raw) <= size else set(sample) <= {*raw, 10}
        assert {byte for byte in sample if byte > 127} == {byte for byte in raw if byte > 127}
        assert len(sample) <= size + size // 32 + 128 * 50 + 256

    def test_a_short_file_is_its_own_sample(self) -> None:
        assert sampled(b"") == b""
        assert sampled("é".encode("cp1252") * SIZE) == "é".encode("cp1252") * SIZE

    def test_one_word_decides(self) -> None:
        raw = "Nous avons marché dans la forêt.\n".encode("cp1252") * 500
        raw += "Un œuf et une sœur".encode("cp1252") + b"\n" * 5000
        assert "sœur".encode("cp1252") in sampled(raw)

    def test_megabytes(self) -> None:
        assert len(sampled(b"a" * 3_000_000 + b"\xe9")) < 2 * SIZE
        assert len(sampled(b"\xe9" * 3_000_000)) < 2 * SIZE


class TestTables:
    def test_every_codec_is_one_of_python(self) -> None:
        known = {codec.name: codec for codec in letter_table.code_pages()}
        assert set(known) == set(PRIOR)
        assert set(HOME) <= set(PRIOR)
        assert set(EBCDIC.values()) <= set(PRIOR)
        for name, codec in known.items():
            assert codecs.lookup(name).name == name
            assert bytes(range(128, 256)).decode(name, "replace") == codec.chars

    def test_size(self) -> None:
        from importlib.resources import files

        assert len((files("corpusclean.decoding") / "data" / "letters.bin").read_bytes()) < 350_000

    def test_homes_are_languages(self) -> None:
        known = {language for script in ("latin", "cyrillic") for language in letter_table.languages(script)}
        assert set().union(*HOME.values()) <= known

    def test_ascii_is_flat(self) -> None:
        short, long = guesses("é ".encode("cp1252"))[0], guesses("é 1234 ".encode("cp1252"))[0]
        assert long.bits - short.bits == pytest.approx(5 * ASCII)
