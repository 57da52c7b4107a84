"""Column types that stand in many tables."""

from datetime import datetime
from typing import Annotated

from sqlalchemy import BigInteger, DateTime, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from polydesk.kernel.db import BigId

VALID, INVALID, TEMPORARILY_INVALID = 1, 2, 3

Id = Annotated[int, mapped_column(BigId, primary_key=True)]
Ref = Annotated[int, mapped_column(BigId)]
Epoch = Annotated[int, mapped_column(BigInteger, default=0)]
Name = Annotated[str, mapped_column(String(200))]
LongText = Annotated[str, mapped_column(Text, default="")]
Moment = Annotated[datetime, mapped_column(DateTime)]
Flag = Annotated[int, mapped_column(SmallInteger, default=0)]


class Stamped:
    """Who made and changed a row, and when."""

    create_time: Mapped[Moment]
    create_by: Mapped[int]
    change_time: Mapped[Moment]
    change_by: Mapped[int]


class MasterData(Stamped):
    """Rows of configuration: kept when they go out of use, since old tickets still point to them."""

    valid: Mapped[int] = mapped_column(SmallInteger, default=VALID)
