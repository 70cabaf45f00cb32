"""The names of the months, in the languages whose dates are read; written from general knowledge."""

from functools import cache

__all__ = ["month"]

#: Twelve words a line, each with its other forms behind slashes.  No word means two months; "listopada" would
#: (November in Polish, October in Croatian, which writes a full stop behind the day), so `dates` looks for the stop.
_NAMES = """
january/jan february/feb march/mar april/apr may june/jun july/jul august/aug september/sept/sep october/oct november/nov december/dec
januar/jänner/jän februar/feber märz/mär/mrz april mai juni juli august september oktober/okt november dezember/dez
janvier/janv février/févr/fév mars avril/avr mai juin juillet/juil août septembre octobre novembre décembre/déc
enero/ene febrero marzo abril/abr mayo junio julio agosto/ago septiembre/setiembre/set octubre noviembre diciembre/dic
janeiro fevereiro/fev março abril maio/mai junho julho agosto setembro outubro/out novembro dezembro
gennaio/gen febbraio marzo aprile maggio/mag giugno/giu luglio/lug agosto settembre/sett ottobre/ott novembre dicembre
января/январь/янв февраля/февраль/фев/февр марта/март/мар апреля/апрель/апр мая/май июня/июнь/июн июля/июль/июл августа/август/авг сентября/сентябрь/сен/сент октября/октябрь/окт ноября/ноябрь/ноя/нояб декабря/декабрь/дек
stycznia/styczeń/sty lutego/luty/lut marca/marzec kwietnia/kwiecień/kwi maja/maj czerwca/czerwiec/cze lipca/lipiec/lip sierpnia/sierpień/sie września/wrzesień/wrz października/październik/paź listopada/lis grudnia/grudzień/gru
ocak/oca şubat/şub mart nisan/nis mayıs haziran/haz temmuz/tem ağustos/ağu eylül/eyl ekim/eki kasım/kas aralık/ara
januari februari maart april mei/maj juni juli augustus/augusti september oktober november december
januar februar marts april maj juni juli august september oktober november desember/december/des
ledna února března dubna května června července srpna září října listopadu prosince
"""  # noqa: E501 - a language on one line


@cache
def _numbers() -> dict[str, int]:
    return {
        form.replace("ı", "i"): number
        for line in _NAMES.split("\n")
        for number, word in enumerate(line.split(), 1)
        for form in word.split("/")
    }


def month(word: str) -> int:
    """The number of a month by its name, 0 for another word.

    >>> month("März"), month("Sept."), month("мая"), month("Monat")
    (3, 9, 5, 0)
    """
    # The Turkish letters: "İ" would become two, and the capital of "ı" is "I".
    return _numbers().get(word.rstrip(".").replace("İ", "i").lower().replace("ı", "i"), 0)
