"""The words of a link to a phone: four of 256, which people can read out and type. Together they are 32 random bits."""

from __future__ import annotations

import re

NUMBER = 4
_LIST = """
acorn almond amber anchor apple apron april arrow autumn bacon badger bagel bamboo banana barrel basket beach
beaver beetle berry bicycle biscuit blanket blossom bottle bramble bread brick bridge bronze bucket butter
button cabin camel candle canoe canvas carpet carrot castle cedar cello cherry chess clover cobalt coconut comet
copper coral corner cotton cradle crayon cricket crown crystal cuckoo cushion daisy dancer diamond dinner
dolphin donkey dragon drummer eagle easel echo elbow emerald engine falcon feather fennel fern ferry fiddle
field finger flute forest fossil fountain garden garlic gate giraffe ginger glacier glider glove goblet golden
granite grape guitar hammer harbour harvest hazel hedge helmet heron hiking honey hopper island ivory jacket
jasmine jelly jersey jigsaw jungle kayak kettle kingdom kitchen kitten ladder lagoon lantern lavender lemon
leopard lettuce lilac lily linen lizard lobster locket lunch magnet mango maple marble market meadow melon mint
mirror mitten monkey morning mountain muffin museum mustard napkin needle nettle night noodle north nutmeg oasis
ocean olive onion orange orchard orchid otter oyster paddle palace panda paper parrot parsley pasta peach pebble
pelican pencil penguin pepper piano picnic pigeon pillow pilot planet plum pocket pony poppy potato prairie
pretzel pumpkin puzzle quartz quilt rabbit radish raven ribbon river robin rocket rosemary saddle saffron salmon
sandal scarf scooter shadow shell silver singer spinach spiral spoon spring squash stable station summer sunset
table teapot temple thistle thunder ticket tiger timber toast tomato tower tractor trumpet tulip tunnel turtle
umbrella valley velvet violet waffle wagon walnut water whistle willow window winter wizard yellow zebra
"""
WORDS = tuple(_LIST.split())


def words_of(drawn: bytes) -> str:
    """A word for each byte, as they are shown and kept: "amber-river-teapot-maple"."""
    return "-".join(WORDS[byte] for byte in drawn[:NUMBER])


def read_words(typed: str) -> str:
    """Words as typed ("Amber River teapot, maple") as they are kept; "" when they cannot be these."""
    words = re.findall("[a-z]+", typed.lower())
    return "-".join(words) if len(words) == NUMBER and set(words) <= set(WORDS) else ""
