/** Code that is fetched on demand, together with the words it shows. */
import { lazy, type ComponentType } from "react";
import { allWords } from "./i18n";

export async function withWords<T>(load: () => Promise<T>): Promise<T> {
  const [loaded] = await Promise.all([load(), allWords()]);
  return loaded;
}

/** `lazy` for a component that is not its module's default. */
export function lazyWithWords<P extends object>(load: () => Promise<ComponentType<P>>) {
  return lazy(async () => ({ default: await withWords(load) }));
}
