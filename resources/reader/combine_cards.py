"""Rebuilds a recovery key from executor cards. Python 3.8 and nothing else.

    python3 combine_cards.py CARD.txt CARD.txt … > key.txt

Each CARD is a text file with the words of one card, each after its number, or the words alone in
their order. The key that is printed opens what the cards say they open, for whoever has it: delete
the file after use. Written from SLIP-39 and docs/formats/vault.md. Apache License 2.0; the
list of words is that of SLIP-39, Copyright 2019 SatoshiLabs, MIT License.
"""

import hashlib
import hmac
import re
import sys

PASSPHRASE = b""  # Strongroom never uses one.
RS1024 = (0xE0E040, 0x1C1C080, 0x3838100, 0x7070200, 0xE0E0009)
RS1024 += (0x1C0C2412, 0x38086C24, 0x3090FC48, 0x21B1F890, 0x3F3F120)
BECH32 = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
DIGITS = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"


def checksum(values, generator, bits):
    """Return the remainder of a BCH code over digits of `bits` bits, as both checksums use it."""
    size = bits * (6 if bits == 5 else 3) - bits
    check = 1
    for value in values:
        top, check = check >> size, (check & (1 << size) - 1) << bits ^ value
        for bit, constant in enumerate(generator):
            check ^= constant if top >> bit & 1 else 0
    return check


def number_of(indices):
    """Return the number that ten-bit words spell."""
    number = 0
    for index in indices:
        number = number << 10 | index
    return number


def read_card(text):
    """Return what all cards of a set share, group, member, its group's k, and the share's bytes."""
    numbered = re.findall(r"^(?:[ \t]*\d+[.)]?[ \t]+[A-Za-z]+)+[ \t]*\r?$", text, re.MULTILINE)
    pairs = re.findall(r"(\d+)[.)]?[ \t]+([a-z]+)", "\n".join(numbered).lower())
    words = [word for _n, word in sorted((int(n), word) for n, word in pairs)]
    words = words or re.findall("[a-z]+", re.sub("(?m)^#.*", "", text).lower())
    unknown = [place for place, word in enumerate(words, 1) if word not in WORDS]
    if unknown:
        raise ValueError(f"word {unknown[0]} is none of those that cards have")
    data = [WORDS.index(word) for word in words]
    padding = 10 * (len(data) - 7) % 16
    head, params, value = number_of(data[:2]), number_of(data[2:4]), number_of(data[4:-3])
    name = b"shamir_extendable" if head >> 4 & 1 else b"shamir"
    size = (10 * (len(data) - 7) - padding) // 8
    wrong = checksum([*name, *data], RS1024, 10) != 1 or value >> 8 * size
    group, needed, groups, member, k = (params >> shift & 15 for shift in (16, 12, 8, 4, 0))
    if len(data) < 20 or padding > 8 or wrong or groups < needed:
        raise ValueError("its words do not fit together; compare each with the card")
    return (head, needed + 1, groups), group, member, k + 1, value.to_bytes(size, "big")


def multiply(a, b):
    """Return the product in the field of 256 elements, by x^8 + x^4 + x^3 + x + 1."""
    product = 0
    while b:
        product ^= a if b & 1 else 0
        a, b = a << 1 ^ (0x11B if a & 0x80 else 0), b >> 1
    return product


def at(points, x):
    """Return the value at x of the polynomial through points (Lagrange)."""
    result = bytes(len(points[0][1]))
    for xi, value in points:
        factor = 1
        for xj, _value in points:
            if xj != xi:
                inverse = next(i for i in range(256) if multiply(i, xi ^ xj) == 1)
                factor = multiply(factor, multiply(x ^ xj, inverse))
        result = bytes(old ^ multiply(factor, byte) for old, byte in zip(result, value))
    return result


def secret_of(points, k):
    """Return the secret that exactly k points hide; a digest tells whether they belong together."""
    if len(points) < k:
        raise ValueError(f"too few cards: {k} different ones are needed")
    if k == 1:
        return points[0][1]
    if len({len(value) for _x, value in points}) > 1:
        raise ValueError("these cards do not belong together")
    secret, check = at(points[:k], 255), at(points[:k], 254)
    if hmac.new(check[4:], secret, "sha256").digest()[:4] != check[:4]:
        raise ValueError("these cards do not belong together")
    return secret


def recover(cards):
    """Return what the cards hold: the bytes that were divided, deciphered."""
    if len({card[0] for card in cards}) != 1:
        raise ValueError("these cards do not belong together")
    head, needed, _groups = cards[0][0]
    groups = {}
    for _common, group, member, k, value in cards:
        groups.setdefault((group, k), {}).setdefault(member, set()).add(value)
    if len({group for group, _k in groups}) != len(groups):
        raise ValueError("these cards do not belong together")
    points = []
    for (group, k), members in groups.items():
        if any(len(values) > 1 for values in members.values()):
            raise ValueError("these cards do not belong together")
        if len(members) >= k or len(groups) <= needed:
            points.append((group, secret_of([(x, *v) for x, v in members.items()], k)))
    left, right = halves(secret_of(points, needed))
    salt = b"" if head >> 4 & 1 else b"shamir" + (head >> 5).to_bytes(2, "big")
    for turn in (3, 2, 1, 0):
        key, rounds = bytes([turn]) + PASSPHRASE, 2500 << (head & 15)
        mask = hashlib.pbkdf2_hmac("sha256", key, salt + right, rounds, len(right))
        left, right = right, bytes(a ^ b for a, b in zip(left, mask))
    return right + left


def halves(data):
    """Return both halves."""
    return data[: len(data) // 2], data[len(data) // 2 :]


def age_key(secret):
    """Return 32 bytes as an age identity (bech32, BIP 173)."""
    number, prefix = int.from_bytes(secret, "big") << 4, b"age-secret-key-"
    digits = [number >> 5 * place & 31 for place in range(51, -1, -1)]
    letters = [*(each >> 5 for each in prefix), 0, *(each & 31 for each in prefix)]
    check = checksum([*letters, *digits, *[0] * 6], BECH32, 5) ^ 1
    digits += [check >> 5 * place & 31 for place in range(5, -1, -1)]
    return "AGE-SECRET-KEY-1" + "".join(DIGITS[digit] for digit in digits)


def main(names):
    """Print the key that card files rebuild; return the exit code."""
    if not names:
        print(__doc__)
        return 2
    cards = []
    try:
        for name in names:
            with open(name, encoding="utf-8-sig") as file:
                cards.append(read_card(file.read()))
        name = ""
        secret = recover(cards)
        if len(secret) != 32:
            raise ValueError("these are no cards of Strongroom")
    except (OSError, ValueError) as error:
        print(f"{name}: {error}".lstrip(": "), file=sys.stderr)
        return 3
    print(age_key(secret))
    return 0


WORDS = """
academic acid acne acquire acrobat activity actress adapt adequate adjust admit adorn adult advance
advocate afraid again agency agree aide aircraft airline airport ajar alarm album alcohol alien
alive alpha already alto aluminum always amazing ambition amount amuse analysis anatomy ancestor
ancient angel angry animal answer antenna anxiety apart aquatic arcade arena argue armed artist
artwork aspect auction august aunt average aviation avoid award away axis axle beam beard beaver
become bedroom behavior being believe belong benefit best beyond bike biology birthday bishop black
blanket blessing blimp blind blue body bolt boring born both boundary bracelet branch brave breathe
briefing broken brother browser bucket budget building bulb bulge bumpy bundle burden burning busy
buyer cage calcium camera campus canyon capacity capital capture carbon cards careful cargo carpet
carve category cause ceiling center ceramic champion change charity check chemical chest chew chubby
cinema civil class clay cleanup client climate clinic clock clogs closet clothes club cluster coal
coastal coding column company corner costume counter course cover cowboy cradle craft crazy credit
cricket criminal crisis critical crowd crucial crunch crush crystal cubic cultural curious curly
custody cylinder daisy damage dance darkness database daughter deadline deal debris debut decent
decision declare decorate decrease deliver demand density deny depart depend depict deploy describe
desert desire desktop destroy detailed detect device devote diagnose dictate diet dilemma diminish
dining diploma disaster discuss disease dish dismiss display distance dive divorce document domain
domestic dominant dough downtown dragon dramatic dream dress drift drink drove drug dryer duckling
duke duration dwarf dynamic early earth easel easy echo eclipse ecology edge editor educate either
elbow elder election elegant element elephant elevator elite else email emerald emission emperor
emphasis employer empty ending endless endorse enemy energy enforce engage enjoy enlarge entrance
envelope envy epidemic episode equation equip eraser erode escape estate estimate evaluate evening
evidence evil evoke exact example exceed exchange exclude excuse execute exercise exhaust exotic
expand expect explain express extend extra eyebrow facility fact failure faint fake false family
famous fancy fangs fantasy fatal fatigue favorite fawn fiber fiction filter finance findings finger
firefly firm fiscal fishing fitness flame flash flavor flea flexible flip float floral fluff focus
forbid force forecast forget formal fortune forward founder fraction fragment frequent freshman
friar fridge friendly frost froth frozen fumes funding furl fused galaxy game garbage garden garlic
gasoline gather general genius genre genuine geology gesture glad glance glasses glen glimpse goat
golden graduate grant grasp gravity gray greatest grief grill grin grocery gross group grownup
grumpy guard guest guilt guitar gums hairy hamster hand hanger harvest have havoc hawk hazard
headset health hearing heat helpful herald herd hesitate hobo holiday holy home hormone hospital
hour huge human humidity hunting husband hush husky hybrid idea identify idle image impact imply
improve impulse include income increase index indicate industry infant inform inherit injury inmate
insect inside install intend intimate invasion involve iris island isolate item ivory jacket jerky
jewelry join judicial juice jump junction junior junk jury justice kernel keyboard kidney kind
kitchen knife knit laden ladle ladybug lair lamp language large laser laundry lawsuit leader leaf
learn leaves lecture legal legend legs lend length level liberty library license lift likely lilac
lily lips liquid listen literary living lizard loan lobe location losing loud loyalty luck lunar
lunch lungs luxury lying lyrics machine magazine maiden mailman main makeup making mama manager
mandate mansion manual marathon march market marvel mason material math maximum mayor meaning medal
medical member memory mental merchant merit method metric midst mild military mineral minister
miracle mixed mixture mobile modern modify moisture moment morning mortgage mother mountain mouse
move much mule multiple muscle museum music mustang nail national necklace negative nervous network
news nuclear numb numerous nylon oasis obesity object observe obtain ocean often olympic omit oral
orange orbit order ordinary organize ounce oven overall owner paces pacific package paid painting
pajamas pancake pants papa paper parcel parking party patent patrol payment payroll peaceful peanut
peasant pecan penalty pencil percent perfect permit petition phantom pharmacy photo phrase physics
pickup picture piece pile pink pipeline pistol pitch plains plan plastic platform playoff pleasure
plot plunge practice prayer preach predator pregnant premium prepare presence prevent priest primary
priority prisoner privacy prize problem process profile program promise prospect provide prune
public pulse pumps punish puny pupal purchase purple python quantity quarter quick quiet race racism
radar railroad rainbow raisin random ranked rapids raspy reaction realize rebound rebuild recall
receiver recover regret regular reject relate remember remind remove render repair repeat replace
require rescue research resident response result retailer retreat reunion revenue review reward
rhyme rhythm rich rival river robin rocky romantic romp roster round royal ruin ruler rumor sack
safari salary salon salt satisfy satoshi saver says scandal scared scatter scene scholar science
scout scramble screw script scroll seafood season secret security segment senior shadow shaft shame
shaped sharp shelter sheriff short should shrimp sidewalk silent silver similar simple single sister
skin skunk slap slavery sled slice slim slow slush smart smear smell smirk smith smoking smug snake
snapshot sniff society software soldier solution soul source space spark speak species spelling
spend spew spider spill spine spirit spit spray sprinkle square squeeze stadium staff standard
starting station stay steady step stick stilt story strategy strike style subject submit sugar
suitable sunlight superior surface surprise survive sweater swimming swing switch symbolic sympathy
syndrome system tackle tactics tadpole talent task taste taught taxi teacher teammate teaspoon
temple tenant tendency tension terminal testify texture thank that theater theory therapy thorn
threaten thumb thunder ticket tidy timber timely ting tofu together tolerate total toxic tracks
traffic training transfer trash traveler treat trend trial tricycle trip triumph trouble true trust
twice twin type typical ugly ultimate umbrella uncover undergo unfair unfold unhappy union universe
unkind unknown unusual unwrap upgrade upstairs username usher usual valid valuable vampire vanish
various vegan velvet venture verdict verify very veteran vexed victim video view vintage violence
viral visitor visual vitamins vocal voice volume voter voting walnut warmth warn watch wavy wealthy
weapon webcam welcome welfare western width wildlife window wine wireless wisdom withdraw wits wolf
woman work worthy wrap wrist writing wrote year yelp yield yoga zero
""".split()

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
