"""Utility templates about money: invoices, dues, receipts, plans."""

from __future__ import annotations

from harkara_sandbox.seed.template_seed import TemplateSeed, call, link, quick

PAYMENTS = (
    TemplateSeed(
        name="payment_received",
        body="Thank you {{1}}! We have received ₹{{2}} for invoice {{3}}.",
        examples=("Mr Kulkarni", "12,500", "INV-3391"),
    ),
    TemplateSeed(
        name="payment_receipt",
        header="DOCUMENT",
        body="Dear {{1}}, the receipt for your payment of ₹{{2}} on {{3}} is attached.",
        examples=("Mrs Nair", "8,000", "21 November 2026"),
    ),
    TemplateSeed(
        name="payment_failed",
        body="Hi {{1}}, your payment of ₹{{2}} for order {{3}} did not go through. Please try again.",
        examples=("Aditya", "3,150", "AS-20199"),
        buttons=(link("Pay now", "https://ashasarees.example/pay/{{1}}", "AS20199"),),
        quality="YELLOW",
    ),
    TemplateSeed(
        name="payment_due_today",
        body="Hi {{1}}, ₹{{2}} for invoice {{3}} is due today. Pay by UPI, card or at our counter.",
        examples=("Sneha", "4,750", "INV-3402"),
        buttons=(link("Pay now", "https://ashasarees.example/pay/{{1}}", "INV3402"), call()),
    ),
    TemplateSeed(
        name="payment_overdue",
        body="Dear {{1}}, invoice {{2}} of ₹{{3}} was due on {{4}} and is still open. Please settle it or call us.",
        examples=("Mr Desai", "INV-3377", "18,900", "10 November"),
        quality="RED",
    ),
    TemplateSeed(
        name="emi_reminder",
        header=("EMI reminder", ""),
        body="Hi {{1}}, EMI {{2}} of {{3}} of ₹{{4}} will be debited from account ending {{5}} tomorrow.",
        examples=("Manoj", "4", "12", "2,499", "8841"),
    ),
    TemplateSeed(
        name="emi_paid",
        body="EMI {{1}} of ₹{{2}} is paid. The next one is due on {{3}}.",
        examples=("4 of 12", "2,499", "25 December"),
    ),
    TemplateSeed(
        name="upi_collect_sent",
        body="Hi {{1}}, we sent a UPI request of ₹{{2}} to {{3}}. It is valid for {{4}} minutes.",
        examples=("Ravi", "999", "ravi@okbank", "15"),
    ),
    TemplateSeed(
        name="invoice_monthly",
        header="DOCUMENT",
        body="Dear {{1}}, your GST invoice for {{2}} is attached. Amount: ₹{{3}}. Due: {{4}}.",
        examples=("Lotus Boutique", "October 2026", "48,300", "30 November"),
    ),
    TemplateSeed(
        name="invoice_corrected",
        header="DOCUMENT",
        body="Please use the attached corrected invoice {{1}} instead of {{2}}.",
        examples=("INV-3391-A", "INV-3391"),
        quality="UNKNOWN",
    ),
    TemplateSeed(
        name="credit_note_issued",
        body="Dear {{1}}, credit note {{2}} of ₹{{3}} is added to your account.",
        examples=("Silk House", "CN-118", "2,150"),
    ),
    TemplateSeed(
        name="account_statement",
        header="DOCUMENT",
        body="Your account statement from {{1}} to {{2}} is attached. Closing balance: ₹{{3}}.",
        examples=("1 October", "31 October", "5,420"),
    ),
    TemplateSeed(
        name="subscription_renewed",
        body="Hi {{1}}, your {{2}} plan is renewed until {{3}}. Amount charged: ₹{{4}}.",
        examples=("Tanvi", "Gold", "23 November 2027", "1,999"),
    ),
    TemplateSeed(
        name="subscription_expiring",
        body="Hi {{1}}, your {{2}} plan ends on {{3}}. Renew to keep your benefits.",
        examples=("Tanvi", "Gold", "30 November"),
        buttons=(link("Renew", "https://ashasarees.example/renew/{{1}}", "M118"),),
        correct_category="MARKETING",
    ),
    TemplateSeed(
        name="advance_received",
        body="We received your advance of ₹{{1}} for {{2}}. Balance of ₹{{3}} is payable on delivery.",
        examples=("5,000", "bridal lehenga", "22,000"),
    ),
    TemplateSeed(
        name="gold_scheme_instalment",
        body="Hi {{1}}, instalment {{2}} of ₹{{3}} for your savings scheme {{4}} is due on {{5}}.",
        examples=("Sarita", "7", "3,000", "GS-771", "5 December"),
    ),
    TemplateSeed(
        name="bill_generated",
        header=("Bill for {{1}}", "November 2026"),
        body="Hi {{1}}, your bill of ₹{{2}} is ready. Last date to pay: {{3}}.",
        examples=("Gopal", "842", "10 December"),
        buttons=(quick("Paid already"),),
    ),
    TemplateSeed(
        name="fee_reminder",
        body="Dear parent of {{1}}, the fee of ₹{{2}} for {{3}} is due by {{4}}.",
        examples=("Aarav", "14,500", "Term 2", "30 November"),
    ),
    TemplateSeed(
        name="wallet_credited",
        body="₹{{1}} has been added to your store wallet. Balance: ₹{{2}}.",
        examples=("250", "1,140"),
    ),
    TemplateSeed(
        name="payment_link",
        language="en_US",
        body="Hi {{1}}, here is your payment link for order {{2}}. Amount due: ₹{{3}}.",
        examples=("Neel", "AS-20177", "5,600"),
        buttons=(link("Pay", "https://ashasarees.example/pay/{{1}}", "AS20177"),),
    ),
)
