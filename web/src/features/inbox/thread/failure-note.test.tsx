import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { inHindi } from "../../../../tests/in-hindi";
import { FailureNote } from "./failure-note";

inHindi();

const failure = (code: number) => ({
  code,
  title: "A title",
  advice: "Some advice.",
  details: "Meta said so.",
});

test("a code of the catalogue is told in the reader's language, with Meta's words marked as English", () => {
  render(<FailureNote failure={failure(131_049)} />);
  expect(screen.queryByText(/A title|Some advice/)).toBeNull();
  expect(screen.getByText("Meta said so.")).toHaveAttribute("lang", "en");
});

test("the words for another code are marked as English", () => {
  render(<FailureNote failure={failure(999_999)} />);
  expect(screen.getByText(/A title/)).toBeVisible();
  expect(screen.getByText("Some advice.")).toHaveAttribute("lang", "en");
});
