import { expect, test } from "vitest";
import { exampleValues, templateMessage } from "./message";

test("parts in an unknown shape are left out, the rest stays", () => {
  const components = [{ type: "CAROUSEL", cards: 3 }, { type: 7 }, { type: "body", text: "Hi {{1}}" }];
  expect(templateMessage({ components })).toEqual({
    header: null,
    body: "Hi {{1}}",
    footer: null,
    buttons: [],
  });
});

test("a carousel's cards and a limited-time offer are part of it, buttons of every kind have a text", () => {
  const card = (text: string) => ({
    components: [
      { type: "HEADER", format: "IMAGE" },
      { type: "BODY", text },
      { type: "BUTTONS", buttons: [{ type: "quick_reply", text: "Order" }] },
    ],
  });
  const message = templateMessage({
    components: [
      { type: "LIMITED_TIME_OFFER", limited_time_offer: { text: "Diwali offer" } },
      { type: "BODY", text: "New silk" },
      { type: "CAROUSEL", cards: [card("Red"), card("Green")] },
      {
        type: "BUTTONS",
        buttons: [
          { type: "OTP" },
          { type: "PHONE_NUMBER", text: "Call", phone_number: "+919876543210" },
          { type: "NEW_KIND" },
        ],
      },
    ],
  });
  expect(message.offer).toBe("Diwali offer");
  expect(message.cards?.map(({ body, buttons }) => [body, buttons[0]?.text])).toEqual([
    ["Red", "Order"],
    ["Green", "Order"],
  ]);
  expect(message.buttons.map(({ text, phone }) => [text, phone])).toEqual([
    ["Copy code", null],
    ["Call", "+919876543210"],
    ["New kind", null],
  ]);
});

test("a template without examples has none", () => {
  expect(exampleValues({ components: [{ type: "BODY", text: "Hi" }] })).toEqual([]);
});
