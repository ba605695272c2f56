"""Marketing and authentication templates, in good standing; a utility-only product must leave them alone."""

from __future__ import annotations

from functools import partial

from harkara_sandbox.seed.template_seed import TemplateSeed, coupon, link, one_time_password, quick

_STOP = quick("Stop promotions")
_SHOP = link("Shop now", "https://ashasarees.example/new")

_marketing = partial(TemplateSeed, category="MARKETING")

MARKETING = (
    _marketing(
        name="diwali_offer",
        header="IMAGE",
        body="Happy Diwali {{1}}! Enjoy {{2}} off on all silk sarees until {{3}}.",
        examples=("Priya", "20%", "15 November"),
        buttons=(_SHOP, _STOP),
    ),
    _marketing(
        name="new_arrivals",
        header="VIDEO",
        body="Hi {{1}}, the winter collection is here.",
        examples=("Ananya",),
        buttons=(_SHOP, _STOP),
        quality="YELLOW",
    ),
    _marketing(
        name="cart_reminder",
        body="Hi {{1}}, you left {{2}} in your cart. It is selling fast!",
        examples=("Sneha", "a Banarasi saree"),
        buttons=(link("Back to cart", "https://ashasarees.example/cart/{{1}}", "c881"), _STOP),
        quality="YELLOW",
    ),
    _marketing(
        name="coupon_for_you",
        body="Hi {{1}}, here is ₹{{2}} off your next order.",
        examples=("Rahul", "300"),
        buttons=(coupon("ASHA300"), _STOP),
    ),
    _marketing(
        name="festival_greetings",
        header="IMAGE",
        body="Asha Sarees wishes you and your family a joyful festival season.",
        buttons=(_STOP,),
        quality="UNKNOWN",
    ),
    _marketing(
        name="loyalty_points",
        body="Hi {{1}}, you have {{2}} points. Use them before {{3}}.",
        examples=("Meena", "840", "31 December"),
        buttons=(_SHOP,),
    ),
    _marketing(
        name="birthday_wish",
        body="Happy birthday {{1}}! Your gift: {{2}} off, valid for {{3}} days.",
        examples=("Geeta", "15%", "7"),
    ),
    _marketing(
        name="store_opening",
        header="LOCATION",
        body="Our new store opens in {{1}} on {{2}}. See you there!",
        examples=("Nagpur", "1 December"),
    ),
    _marketing(
        name="win_back",
        body="We miss you, {{1}}. Come back for {{2}} off.",
        examples=("Imran", "25%"),
        quality="RED",
    ),
    _marketing(
        name="diwali_offer",
        language="hi",
        header="IMAGE",
        body="दिवाली की शुभकामनाएँ {{1}}! {{3}} तक सभी सिल्क साड़ियों पर {{2}} की छूट।",
        examples=("प्रिया", "20%", "15 नवंबर"),
    ),
    _marketing(
        name="pongal_offer",
        language="ta",
        body="பொங்கல் வாழ்த்துகள் {{1}}! பட்டுச் சேலைகளுக்கு {{2}} தள்ளுபடி.",
        examples=("பிரியா", "20%"),
    ),
    _marketing(
        name="catalogue_monthly",
        header="DOCUMENT",
        body="Our catalogue for {{1}} is here.",
        examples=("December",),
    ),
    _marketing(
        name="order_followup_offer",
        body="Hi {{1}}, thank you for order {{2}}. Take {{3}} off the next one.",
        examples=("Kavita", "AS-20311", "10%"),
        previous_category="UTILITY",
    ),
)

AUTHENTICATION = tuple(
    TemplateSeed(
        name=name,
        language=language,
        category="AUTHENTICATION",
        body=body,
        examples=("482193",),
        footer=footer,
        buttons=(one_time_password(button),),
        quality="UNKNOWN",
    )
    for name, language, body, footer, button in (
        ("login_code", "en", "*{{1}}* is your verification code.", "This code expires in 10 minutes.", "Copy code"),
        ("login_code", "en_US", "*{{1}}* is your verification code.", "This code expires in 10 minutes.", "Copy code"),
        ("login_code", "hi", "आपका सत्यापन कोड *{{1}}* है।", "यह कोड 10 मिनट में समाप्त हो जाएगा।", "कोड कॉपी करें"),
        ("payment_code", "en", "*{{1}}* is your payment code. For your security, do not share it.", None, "Copy code"),
    )
)
