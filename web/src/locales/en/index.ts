/** Every word of the dashboard in English, one file per part of it. For types and tests: the page itself fetches it in two parts. */
import { first } from "./first";
import { rest } from "./rest";

export const en = { ...first, ...rest };
