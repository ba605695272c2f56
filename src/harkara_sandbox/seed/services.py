"""Utility templates about appointments, service, accounts and travel."""

from __future__ import annotations

from harkara_sandbox.seed.template_seed import TemplateSeed, call, link, quick

SERVICES = (
    TemplateSeed(
        name="appointment_confirmed",
        body="Hi {{1}}, your appointment with {{2}} is confirmed for {{3}} at {{4}}.",
        examples=("Kavita", "Ms Asha", "28 November", "11:30 am"),
    ),
    TemplateSeed(
        name="appointment_rescheduled",
        body="Hi {{1}}, your appointment has moved to {{2}} at {{3}}.",
        examples=("Kavita", "1 December", "4 pm"),
    ),
    TemplateSeed(
        name="appointment_cancelled",
        body="Hi {{1}}, your appointment on {{2}} is cancelled. Reply to book a new one.",
        examples=("Kavita", "28 November"),
    ),
    TemplateSeed(
        name="doctor_appointment",
        header="LOCATION",
        body="Hi {{1}}, Dr {{2}} will see you on {{3}} at {{4}}. Please arrive 10 minutes early.",
        examples=("Mohan", "Rao", "29 November", "9:20 am"),
    ),
    TemplateSeed(
        name="lab_report_ready",
        header="DOCUMENT",
        body="Dear {{1}}, your report {{2}} is attached. Please discuss it with your doctor.",
        examples=("Mr Pillai", "LR-90211"),
    ),
    TemplateSeed(
        name="prescription_refill",
        body="Hi {{1}}, your prescription {{2}} can be refilled from {{3}}. Reply YES and we keep it ready.",
        examples=("Mohan", "RX-331", "1 December"),
        buttons=(quick("YES"), quick("Not now")),
    ),
    TemplateSeed(
        name="service_request_created",
        body="We have registered your request {{1}}. An engineer will call you within {{2}} hours.",
        examples=("SR-7781", "24"),
    ),
    TemplateSeed(
        name="service_engineer_assigned",
        header="IMAGE",
        body="Hi {{1}}, {{2}} will visit you on {{3}}. Mobile: {{4}}. Please ask for the ID card.",
        examples=("Vinod", "Santosh Kumar", "27 November, 3 pm", "98200 12345"),
        buttons=(call("Call engineer"),),
    ),
    TemplateSeed(
        name="service_completed",
        body="Request {{1}} is closed. Were you happy with the service, {{2}}?",
        examples=("SR-7781", "Vinod"),
        buttons=(quick("Yes"), quick("No")),
        quality="YELLOW",
    ),
    TemplateSeed(
        name="vehicle_service_due",
        body="Hi {{1}}, your {{2}} ({{3}}) is due for service at {{4}} km or on {{5}}.",
        examples=("Karan", "Activa 6G", "MH 12 AB 4321", "10,000", "5 December"),
    ),
    TemplateSeed(
        name="vehicle_ready",
        body="Hi {{1}}, your vehicle {{2}} is ready. Bill: ₹{{3}}.",
        examples=("Karan", "MH 12 AB 4321", "2,340"),
    ),
    TemplateSeed(
        name="tailoring_ready",
        header="IMAGE",
        body="Hi {{1}}, your {{2}} is stitched and ready for a trial at our {{3}} store.",
        examples=("Jyoti", "blouse", "Thane"),
    ),
    TemplateSeed(
        name="care_video",
        header="VIDEO",
        body="Thank you for your purchase. This film shows how to care for it.",
    ),
    TemplateSeed(
        name="ticket_update",
        header=("Ticket {{1}}", "T-5521"),
        body="Hi {{1}}, the status of your ticket is now: {{2}}.",
        examples=("Zoya", "Waiting for spare part"),
        buttons=(link("Open ticket", "https://ashasarees.example/help/{{1}}", "T5521"),),
    ),
    TemplateSeed(
        name="account_created",
        body="Welcome {{1}}! Your account with us is ready. Customer number: {{2}}.",
        examples=("Zoya", "C-10442"),
    ),
    TemplateSeed(
        name="kyc_pending",
        body="Hi {{1}}, your KYC is pending. Please upload {{2}} by {{3}} to keep your account active.",
        examples=("Arun", "PAN card", "30 November"),
        buttons=(link("Upload", "https://ashasarees.example/kyc/{{1}}", "C10442"),),
        quality="YELLOW",
    ),
    TemplateSeed(
        name="bus_ticket",
        header="DOCUMENT",
        body="Hi {{1}}, your ticket {{2}} from {{3}} to {{4}} on {{5}} is attached. Have a good trip!",
        examples=("Sameer", "PNR 44120", "Pune", "Goa", "4 December, 9 pm"),
    ),
    TemplateSeed(
        name="hotel_booking",
        header="LOCATION",
        body="Your stay is booked, {{1}}: check-in {{2}}, check-out {{3}}, booking {{4}}.",
        examples=("Sameer", "5 December", "7 December", "HB-220"),
    ),
    TemplateSeed(
        name="table_booked",
        body="Table for {{1}} booked on {{2}} at {{3}}. We hold it for {{4}} minutes.",
        examples=("4", "28 November", "8 pm", "15"),
        buttons=(quick("Cancel booking"),),
    ),
    TemplateSeed(
        name="store_holiday",
        body="Our store is closed on {{1}}. Orders placed that day ship on {{2}}.",
        examples=("Diwali", "the next working day"),
        quality="UNKNOWN",
    ),
    TemplateSeed(name="support_hours", body="Our support team answers from 10 am to 7 pm, Monday to Saturday."),
    TemplateSeed(
        name="feedback_after_visit",
        body="Hi {{1}}, thank you for visiting our {{2}} store. How was it?",
        examples=("Leena", "Dadar"),
        buttons=(quick("Great"), quick("Okay"), quick("Not good")),
        previous_category="MARKETING",
    ),
)

NAMED = (
    TemplateSeed(
        name="order_shipped_named",
        body="Hi {{first_name}}, order {{order_id}} has been shipped and reaches you by {{delivery_date}}.",
        examples={"first_name": "Priya", "order_id": "AS-20418", "delivery_date": "27 November"},
    ),
    TemplateSeed(
        name="payment_due_named",
        body="Hi {{customer}}, ₹{{amount}} for {{invoice}} is due on {{due_date}}.",
        examples={"customer": "Rahul", "amount": "1,850", "invoice": "INV-3391", "due_date": "30 November"},
    ),
    TemplateSeed(
        name="visit_reminder_named",
        header="IMAGE",
        body="Hi {{first_name}}, we see you on {{visit_day}}.",
        examples={"first_name": "Kavita", "visit_day": "Saturday"},
    ),
    TemplateSeed(
        name="invoice_named",
        header="DOCUMENT",
        body="Dear {{customer}}, your invoice {{invoice}} is attached.",
        examples={"customer": "Lotus Boutique", "invoice": "INV-3402"},
    ),
)
