"""Utility templates in Hindi, Marathi and Tamil."""

from __future__ import annotations

from harkara_sandbox.seed.template_seed import TemplateSeed, link, quick

_NAME_HI, _NAME_MR, _NAME_TA = "प्रिया", "मीना", "பிரியா"

HINDI = (
    TemplateSeed(
        name="order_shipped",
        language="hi",
        body="नमस्ते {{1}}, आपका ऑर्डर {{2}} भेज दिया गया है और {{3}} तक आपके पास पहुँच जाएगा।",
        examples=(_NAME_HI, "AS-20418", "शुक्रवार, 27 नवंबर"),
        footer="आशा साड़ीज़",
    ),
    TemplateSeed(
        name="order_confirmed",
        language="hi",
        body="नमस्ते {{1}}, खरीदारी के लिए धन्यवाद। आपका ₹{{3}} का ऑर्डर {{2}} पक्का हो गया है।",
        examples=(_NAME_HI, "AS-20418", "4,299"),
    ),
    TemplateSeed(
        name="payment_reminder",
        language="hi",
        body="नमस्ते {{1}}, ऑर्डर {{3}} के ₹{{2}} का भुगतान {{4}} तक करना है। यदि भुगतान हो चुका है तो इस संदेश को अनदेखा करें।",
        examples=("राहुल", "1,850", "AS-20397", "30 नवंबर"),
    ),
    TemplateSeed(
        name="delivery_today",
        language="hi",
        header="IMAGE",
        body="नमस्ते {{1}}, आपका पार्सल {{2}} आज {{3}} के बीच पहुँचेगा।",
        examples=("अनन्या", "AS-20401", "दोपहर 2 से 5 बजे"),
    ),
    TemplateSeed(
        name="appointment_reminder",
        language="hi",
        body="नमस्ते {{1}}, {{2}} शोरूम में आपकी अपॉइंटमेंट {{3}} को {{4}} बजे है।",
        examples=("कविता", "दादर", "28 नवंबर", "11:30"),
        buttons=(quick("मैं आऊँगी"), quick("समय बदलें")),
    ),
    TemplateSeed(
        name="invoice_ready",
        language="hi",
        header="DOCUMENT",
        body="प्रिय {{1}}, ऑर्डर {{2}} का ₹{{3}} का बिल संलग्न है।",
        examples=("शर्मा जी", "AS-20388", "7,450"),
    ),
    TemplateSeed(
        name="refund_processed",
        language="hi",
        body="नमस्ते {{1}}, ₹{{2}} की वापसी आपके {{3}} में भेज दी गई है।",
        examples=("जोसेफ़", "2,199", "बैंक खाते"),
    ),
)

MARATHI = (
    TemplateSeed(
        name="order_shipped",
        language="mr",
        body="नमस्कार {{1}}, तुमची ऑर्डर {{2}} पाठवली आहे आणि {{3}} पर्यंत तुमच्यापर्यंत पोहोचेल.",
        examples=(_NAME_MR, "AS-20418", "शुक्रवार, 27 नोव्हेंबर"),
        footer="आशा साडीज",
    ),
    TemplateSeed(
        name="order_confirmed",
        language="mr",
        body="नमस्कार {{1}}, खरेदीबद्दल धन्यवाद. तुमची ₹{{3}} ची ऑर्डर {{2}} नोंदवली आहे.",
        examples=(_NAME_MR, "AS-20418", "4,299"),
    ),
    TemplateSeed(
        name="payment_reminder",
        language="mr",
        body="नमस्कार {{1}}, ऑर्डर {{3}} चे ₹{{2}} {{4}} पर्यंत भरायचे आहेत. आधीच भरले असल्यास कृपया दुर्लक्ष करा.",
        examples=("सुनील", "1,850", "AS-20397", "30 नोव्हेंबर"),
    ),
    TemplateSeed(
        name="delivery_today",
        language="mr",
        header="IMAGE",
        body="नमस्कार {{1}}, तुमचे पार्सल {{2}} आज {{3}} दरम्यान पोहोचेल.",
        examples=("अनघा", "AS-20401", "दुपारी 2 ते 5"),
    ),
    TemplateSeed(
        name="order_tracking",
        language="mr",
        body="तुमच्या पार्सलचा माग {{1}} येथे पहा, {{2}}.",
        examples=("AS-20401", "धन्यवाद"),
        buttons=(link("माग पहा", "https://ashasarees.example/t/{{1}}", "AS20401"),),
    ),
)

TAMIL = (
    TemplateSeed(
        name="order_shipped",
        language="ta",
        body="வணக்கம் {{1}}, உங்கள் ஆர்டர் {{2}} அனுப்பப்பட்டது; {{3}} க்குள் வந்து சேரும்.",
        examples=(_NAME_TA, "AS-20418", "வெள்ளி, 27 நவம்பர்"),
        footer="ஆஷா சேலைகள்",
    ),
    TemplateSeed(
        name="order_confirmed",
        language="ta",
        body="வணக்கம் {{1}}, வாங்கியதற்கு நன்றி. உங்கள் ₹{{3}} ஆர்டர் {{2}} உறுதி செய்யப்பட்டது.",
        examples=(_NAME_TA, "AS-20418", "4,299"),
    ),
    TemplateSeed(
        name="payment_reminder",
        language="ta",
        body="வணக்கம் {{1}}, ஆர்டர் {{3}} க்கான ₹{{2}} தொகையை {{4}} க்குள் செலுத்தவும். ஏற்கனவே செலுத்தியிருந்தால் பொருட்படுத்த வேண்டாம்.",
        examples=("கார்த்திக்", "1,850", "AS-20397", "30 நவம்பர்"),
    ),
    TemplateSeed(
        name="appointment_reminder",
        language="ta",
        body="வணக்கம் {{1}}, {{2}} கடையில் உங்கள் சந்திப்பு {{3}} அன்று {{4}} மணிக்கு.",
        examples=("லட்சுமி", "தி.நகர்", "28 நவம்பர்", "11:30"),
    ),
)

REGIONAL = (*HINDI, *MARATHI, *TAMIL)
