"""The two things that differ between the clients beyond `await`."""

import asyncio

Lock = asyncio.Lock


async def pause(seconds: float) -> None:
    await asyncio.sleep(seconds)
