"""Titles and bodies of made-up tickets: the same ones every time."""

import random

COMMON, RARE = "printer", "quasar"
"""In every 20th title, and in every 1,000th. No other word contains them."""

_LIST = """
account activity adapter agreement alarm answer antenna appliance archive attachment backup badge balance barcode
battery billing booking branch browser budget building cabinet cable calendar camera cartridge catalogue charger
checkout client cluster column company console contract counter courier coverage crash credit cursor customer damage
database deadline delay delivery department deposit desktop detail device diagram directory discount display document
domain download drive driver duplicate editor elevator email employee engine envelope error estimate expense export
extension failure fax feature filter firewall firmware folder font format forward freight gateway handle hardware
headset heating holiday hostname image import install interface intranet inventory invoice keyboard label language
laptop ledger letter licence lightning location login machine mailbox maintenance manager margin meeting memory message
microphone migration mirror mobile modem module monitor network notebook number office operator option order outage
package panel parcel password patch payment permission phone picture plan policy portal postage preview price problem
process product profile project proposal protocol proxy purchase quality queue question receipt record recovery refund
region registration reminder repair replacement report request reservation reset restart return router sample scanner
schedule screen script sensor server service session setting shipment signal signature software speaker spreadsheet
station storage subscription supplier support survey switch table tablet telephone template terminal timeout toner
tracking traffic training transfer update upgrade upload vacation vendor version video virus volume voucher warehouse
warning warranty website window wireless workflow workshop
"""
_WORDS = _LIST.split()


class Texts:
    """Draws texts; two with the same seed draw the same."""

    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)

    def title(self, number: int) -> str:
        """The title of the ticket that is the `number`-th, from 1."""
        words = self._random.choices(_WORDS, k=self._random.randint(3, 7))
        if number % 20 == 0:
            words[1] = COMMON
        if number % 1000 == 500:
            words[2] = RARE
        return " ".join(words).capitalize()

    def body(self) -> str:
        """50 to 300 words, more often few, one in ten of them a number as devices and invoices have."""
        count = int(self._random.triangular(50, 300, 50))
        words = self._random.choices(_WORDS, k=count)
        for place in range(0, count, 10):
            words[place] = f"no{self._random.randint(10_000, 99_999)}"
        return " ".join(words)

    def articles(self) -> int:
        """How many articles a ticket has: one to five, more often few."""
        return self._random.choices((1, 2, 3, 4, 5), (50, 25, 12, 8, 5))[0]

    def below(self, limit: int) -> int:
        return self._random.randrange(limit)
