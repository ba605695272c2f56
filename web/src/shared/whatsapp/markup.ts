/**
 * WhatsApp's text markup as a tree: *bold*, _italic_, ~strike~, ```mono```, `mono` and {{variables}}.
 * A mark counts only when it hugs its words, as on the phone: "2 * 3 * 4" stays as typed.
 */

export type MarkupNode =
  | { kind: "text" | "mono" | "variable" | "link"; text: string }
  | { kind: "bold" | "italic" | "strike"; children: MarkupNode[] };

const MARKS = { "*": "bold", _: "italic", "~": "strike" } as const;
type Mark = keyof typeof MARKS;

const LEAVES = [
  { kind: "mono", pattern: /^```([\s\S]+?)```/ },
  { kind: "mono", pattern: /^`([^`\n]+)`/ },
  { kind: "variable", pattern: /^\{\{\s*(\w+)\s*\}\}/ },
  { kind: "link", pattern: /^(https?:\/\/[^\s*~]+[^\s*~.,!?)])/ },
] as const;

export function parseMarkup(text: string): MarkupNode[] {
  const nodes: MarkupNode[] = [];
  let plain = "";
  let at = 0;
  while (at < text.length) {
    const found = leafAt(text, at) ?? spanAt(text, at);
    if (!found) {
      plain += text.charAt(at);
      at += 1;
      continue;
    }
    if (plain) nodes.push({ kind: "text", text: plain });
    plain = "";
    nodes.push(found.node);
    at += found.length;
  }
  if (plain) nodes.push({ kind: "text", text: plain });
  return nodes;
}

interface Found {
  node: MarkupNode;
  length: number;
}

function leafAt(text: string, at: number): Found | null {
  const rest = text.slice(at);
  for (const { kind, pattern } of LEAVES) {
    const match = pattern.exec(rest);
    if (match?.[1] !== undefined) return { node: { kind, text: match[1] }, length: match[0].length };
  }
  return null;
}

function spanAt(text: string, at: number): Found | null {
  const mark = text.charAt(at);
  if (!isMark(mark) || isWord(text.charAt(at - 1)) || isSpace(text.charAt(at + 1))) return null;
  const end = closingMark(text, mark, at);
  if (end === -1) return null;
  const children = parseMarkup(text.slice(at + 1, end));
  return { node: { kind: MARKS[mark], children }, length: end - at + 1 };
}

/** Where the span that opens at `start` ends; -1 when it does not. A span stays on its line. */
function closingMark(text: string, mark: Mark, start: number): number {
  for (let at = start + 2; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === "\n") return -1;
    if (character === mark && !isSpace(text.charAt(at - 1)) && !isWord(text.charAt(at + 1))) return at;
  }
  return -1;
}

function isMark(character: string): character is Mark {
  return character in MARKS;
}

function isSpace(character: string): boolean {
  return character === "" || /\s/.test(character);
}

/** Letters and digits of any script: Hindi words hold marks together as English ones do. */
function isWord(character: string): boolean {
  return /[\p{L}\p{N}\p{M}]/u.test(character);
}
