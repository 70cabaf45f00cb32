"""Floors for every kind of damage: a small sample, damaged by the processes of benchmarks/damage; they may only rise.

The full figures come from `benchmarks/damage/measure.py`; here is a sample that takes seconds.
"""

import importlib.util
import random
import re
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

from corpusclean.document import Document, Source
from corpusclean.pipeline import Pipeline, Result

PROJECT = Path(__file__).parents[1]

JAPANESE = [
    "昨日の午後、駅前の図書館で古い地図を見つけました。川の流れが今とは違い、橋も三つしか描かれていません。",
    "新しいプログラムを動かす前に、設定ファイルの内容をもう一度確認してください。誤りがあると起動できません。",
    "祖母の家の庭には大きな柿の木があり、秋になると毎年たくさんの実がなるので、近所の人にも配っています。",
    "この資料では、データの保存方法と復元の手順について説明します。詳しくは次の章をご覧ください。",
    "会議は来週の火曜日に延期されましたが、発表の順番は変わりません。質問がある場合は早めに知らせてください。",
    "雨が上がると、子供たちは一斉に外へ走り出して、水たまりを飛び越えながら公園に向かった。",
    "電車が遅れたため、約束の時間に間に合わなかった。駅員は、強い風が原因だと言っていた。",
    "この機能を使うと、複数の文書を同時に検索し、結果を日付の順に並べ替えることができます。",
    "山の上から見る夜の町は、まるで星を散らしたように美しく、私たちはしばらく言葉を忘れていた。",
    "値段は少し高いけれど、料理の味も店の雰囲気もとても良いので、また家族と一緒に行きたいと思います。",
    "研究の結果、気温が上がるほど発芽までの日数が短くなることが分かりましたが、例外もいくつかあります。",
    "サーバーの応答が遅いときは、まずネットワークの状態を調べ、それから記録に残ったエラーを読みます。",
]
KOREAN = [
    "어제 저녁에 오랜만에 친구를 만나서 시장 골목의 작은 식당에서 국수를 먹고 늦게까지 이야기를 나누었다.",
    "이 문서는 프로그램을 설치하는 방법과 설정 파일을 고치는 순서를 설명합니다. 먼저 운영 체제를 확인하십시오.",
    "모든 국민은 법 앞에 평등하며, 누구든지 성별이나 종교에 의하여 차별을 받지 아니한다.",
    "비가 그치자 아이들은 모두 밖으로 뛰어나갔고, 마당에는 작은 무지개가 떠 있었다.",
    "회의는 다음 주 화요일 오후로 미루어졌지만 발표 순서는 바뀌지 않으니 자료를 미리 준비해 주세요.",
    "연구 결과에 따르면 기온이 높을수록 싹이 트는 데 걸리는 시간이 짧아지는 것으로 나타났다.",
    "할머니 댁 뒤뜰에는 큰 감나무가 있어서 가을이 되면 해마다 이웃과 함께 감을 따서 나누어 먹는다.",
    "서버의 응답이 느릴 때에는 먼저 네트워크 상태를 살펴보고 기록에 남은 오류를 읽어야 한다.",
    "산 위에서 내려다본 도시의 밤은 별을 뿌려 놓은 것처럼 아름다워서 우리는 한동안 말을 잊었다.",
    "가격은 조금 비싸지만 음식도 맛있고 분위기도 좋아서 다음에 가족과 함께 다시 가고 싶습니다.",
]

REPAIRS = Pipeline.of(select=["MRK", "MOJ", "GBK", "CPY", "UNI"])


@cache
def damage() -> ModuleType:
    """The processes of the benchmark."""
    folder = PROJECT / "benchmarks" / "damage"
    loaded = []
    for name in ("forgiving", "kinds"):
        spec = importlib.util.spec_from_file_location(name, folder / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        module = sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        loaded.append(module)
    return loaded[-1]


@cache
def chinese() -> list[str]:
    """Passages of the seeds that are not damaged."""
    lines = []
    for path in sorted((PROJECT / "seeds").glob("*.txt")):
        if not path.name.startswith("003"):
            lines += [line.strip() for line in path.read_bytes().decode("utf-8").splitlines()]
    prose = [line for line in lines if len(re.findall("[一-鿿]", line)) > 0.7 * len(line) and len(line) >= 40]
    return [line[:160] for line in prose]


def passages(language: str) -> list[str]:
    return {"zh": chinese, "ja": lambda: JAPANESE, "ko": lambda: KOREAN}[language]()


def run(text: str) -> Result:
    return REPAIRS.run(Document.of(Source.of(text)))


#: So many rows in a hundred must come back exactly; measured on this sample, which never changes.
FLOORS: dict[str, int] = {}


def sample(name: str) -> list[tuple[str, str]]:
    """At most twelve rows of a kind."""
    kind = next(kind for kind in damage().KINDS if kind.name == name)
    rng = random.Random(name)
    pool = passages(kind.language)
    rows = []
    for text in rng.sample(pool, len(pool)):
        row = kind.process(text, rng)
        if row and row[0] != row[1]:
            rows.append(row)
        if len(rows) == 12:
            break
    return rows
