"""Utility templates about orders and deliveries; the first of them are what a newcomer sees at the top of the list."""

from __future__ import annotations

from harkara_sandbox.seed.template_seed import TemplateSeed, call, link, quick

_TRACK = link("Track order", "https://ashasarees.example/t/{{1}}", "AS20418")
_HELP = quick("I need help")

ORDERS = (
    TemplateSeed(
        name="order_shipped",
        body="Hi {{1}}, good news! Your order {{2}} has been shipped and should reach you by {{3}}.",
        examples=("Priya", "AS-20418", "Friday, 27 November"),
        footer="Asha Sarees",
    ),
    TemplateSeed(
        name="order_confirmed",
        body="Namaste {{1}}, thank you for shopping with us. Your order {{2}} of ₹{{3}} is confirmed. "
        "We will message you when it ships.",
        examples=("Priya", "AS-20418", "4,299"),
        footer="Asha Sarees",
    ),
    TemplateSeed(
        name="payment_reminder",
        body="Hi {{1}}, a payment of ₹{{2}} for order {{3}} is due on {{4}}. Ignore this if you have paid.",
        examples=("Rahul", "1,850", "AS-20397", "30 November"),
        footer="Asha Sarees",
    ),
    TemplateSeed(
        name="delivery_today",
        header="IMAGE",
        body="Hi {{1}}, your parcel {{2}} is out for delivery and will reach you today between {{3}}.",
        examples=("Ananya", "AS-20401", "2 pm and 5 pm"),
        footer="Asha Sarees",
    ),
    TemplateSeed(
        name="invoice_ready",
        header="DOCUMENT",
        body="Dear {{1}}, please find attached the invoice for your order {{2}} of ₹{{3}}. Keep it for your records.",
        examples=("Mr Sharma", "AS-20388", "7,450"),
    ),
    TemplateSeed(
        name="appointment_reminder",
        body="Hi {{1}}, this is a reminder of your appointment at our {{2}} showroom on {{3}} at {{4}}.",
        examples=("Kavita", "Dadar", "28 November", "11:30 am"),
        buttons=(quick("I will come"), quick("Reschedule")),
    ),
    TemplateSeed(
        name="order_out_for_delivery",
        body="Hi {{1}}, our delivery partner {{2}} is on the way with your order {{3}}. Please keep your phone near.",
        examples=("Sunil", "Ramesh", "AS-20377"),
        buttons=(link("Track order", "https://ashasarees.example/t/{{1}}", "AS20377"), call("Call courier")),
    ),
    TemplateSeed(
        name="order_delivered",
        body="Hi {{1}}, your order {{2}} was delivered today. We hope you like it! Tell us if anything is not right.",
        examples=("Meena", "AS-20365"),
        buttons=(quick("All good"), _HELP),
    ),
    TemplateSeed(
        name="order_update",
        body="There is an update on your recent order with us. Reply to this message to see the details.",
        footer="Asha Sarees",
    ),
    TemplateSeed(
        name="order_packed",
        header=("Order {{1}}", "AS-20420"),
        body="Hi {{1}}, your order is packed and waits for pickup by our courier. It leaves our warehouse {{2}}.",
        examples=("Farah", "tomorrow morning"),
    ),
    TemplateSeed(
        name="order_delayed",
        body="Hi {{1}}, we are sorry: your order {{2}} is delayed because of {{3}}. The new delivery date is {{4}}.",
        examples=("Imran", "AS-20345", "heavy rain in Mumbai", "2 December"),
        buttons=(quick("That is fine"), quick("Cancel order")),
        quality="YELLOW",
    ),
    TemplateSeed(
        name="order_cancelled",
        body="Hi {{1}}, your order {{2}} has been cancelled as you asked. You get ₹{{3}} back in {{4}} days.",
        examples=("Nisha", "AS-20333", "2,199", "5"),
    ),
    TemplateSeed(
        name="order_partially_shipped",
        body="Hi {{1}}, {{2}} of {{3}} items of order {{4}} have been shipped. The rest follows by {{5}}.",
        examples=("Deepa", "2", "3", "AS-20329", "1 December"),
    ),
    TemplateSeed(
        name="order_ready_for_pickup",
        header="LOCATION",
        body="Hi {{1}}, order {{2}} is ready at our store. Please bring this message; we hold it until {{3}}.",
        examples=("Vikram", "AS-20311", "5 December"),
    ),
    TemplateSeed(
        name="delivery_attempt_failed",
        body="Hi {{1}}, we could not deliver order {{2}} today because {{3}}. We will try again on {{4}}.",
        examples=("Anil", "AS-20298", "nobody was at home", "26 November"),
        buttons=(quick("Try tomorrow"), call()),
        quality="YELLOW",
    ),
    TemplateSeed(
        name="delivery_address_check",
        body="Hi {{1}}, please confirm the address for order {{2}}: {{3}}, PIN {{4}}. We ship once you reply.",
        examples=("Lakshmi", "AS-20287", "14 MG Road, Pune", "411001"),
        buttons=(quick("Address is right"), quick("Change address")),
    ),
    TemplateSeed(
        name="delivery_otp_note",
        body="Please share the code {{1}} with the delivery person only after you have received parcel {{2}}.",
        examples=("4821", "AS-20276"),
        quality="UNKNOWN",
    ),
    TemplateSeed(
        name="delivery_slot_booked",
        body="Your delivery of {{1}} is booked for {{2}}, slot {{3}}. Reply CHANGE to pick another slot.",
        examples=("2 sarees", "29 November", "10 am to 1 pm"),
    ),
    TemplateSeed(
        name="delivery_video_guide",
        header="VIDEO",
        body="Hi {{1}}, your {{2}} has arrived! This short film shows how to unpack and care for it.",
        examples=("Geeta", "Kanjivaram silk saree"),
    ),
    TemplateSeed(
        name="return_requested",
        body="Hi {{1}}, we have received your return request {{2}} for order {{3}}. Pickup is planned for {{4}}.",
        examples=("Pooja", "R-5512", "AS-20254", "27 November"),
        buttons=(link("Return status", "https://ashasarees.example/r/{{1}}", "R5512"),),
    ),
    TemplateSeed(
        name="return_picked_up",
        body="Your return {{1}} was picked up. After a quality check we refund ₹{{2}} to your {{3}}.",
        examples=("R-5512", "3,499", "HDFC card"),
    ),
    TemplateSeed(
        name="exchange_shipped",
        body="Hi {{1}}, the exchange for order {{2}} is on its way with {{3}}, AWB {{4}}.",
        examples=("Rekha", "AS-20241", "Blue Dart", "7791203345"),
        buttons=(_TRACK,),
    ),
    TemplateSeed(
        name="refund_processed",
        body="Hi {{1}}, your refund of ₹{{2}} for order {{3}} has been processed to {{4}}. Reference: {{5}}.",
        examples=("Joseph", "2,199", "AS-20333", "UPI joseph@okbank", "RF88120"),
    ),
    TemplateSeed(
        name="item_back_for_your_order",
        header="IMAGE",
        body="Hi {{1}}, the item you had on back-order, {{2}}, is here. It ships with order {{3}}.",
        examples=("Swati", "Paithani saree, wine red", "AS-20230"),
    ),
    TemplateSeed(
        name="order_shipped",
        language="en_US",
        body="Hi {{1}}, good news! Your order {{2}} has shipped and should arrive by {{3}}.",
        examples=("Priya", "AS-20418", "Friday, November 27"),
        footer="Asha Sarees",
    ),
    TemplateSeed(
        name="order_summary",
        header="DOCUMENT",
        body="Your order summary for this month is attached.",
        footer="Asha Sarees",
    ),
    TemplateSeed(
        name="cod_confirmation",
        body="Hi {{1}}, please confirm your cash-on-delivery order {{2}} of ₹{{3}}. We dispatch after your confirmation.",
        examples=("Harish", "AS-20219", "1,299"),
        buttons=(quick("Confirm"), quick("Cancel")),
    ),
    TemplateSeed(
        name="courier_tracking",
        body="Track your parcel {{1}} with one tap. Courier: {{2}}.",
        examples=("AS-20208", "Delhivery"),
        buttons=(link("Track", "https://ashasarees.example/track?awb={{1}}", "7791203345"),),
    ),
)
