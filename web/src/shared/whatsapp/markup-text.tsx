/** Draws WhatsApp's text markup; variables stand out as slots. */
import { createElement } from "react";
import { parseMarkup, type MarkupNode } from "./markup";

const TAGS = { bold: "strong", italic: "em", strike: "s" } as const;

export function MarkupText({ text }: { text: string }) {
  return <Nodes nodes={parseMarkup(text)} />;
}

function Nodes({ nodes }: { nodes: MarkupNode[] }) {
  // The tree is made anew from the text each time: positions are its only identity.
  return nodes.map((node, index) => <Node key={index} node={node} />);
}

function Node({ node }: { node: MarkupNode }) {
  switch (node.kind) {
    case "text":
      return node.text;
    case "mono":
      return <code className="font-mono text-[0.9em]">{node.text}</code>;
    case "variable":
      return <VariableSlot name={node.text} />;
    case "link":
      return <span className="text-bubble-link underline underline-offset-2">{node.text}</span>;
    default:
      return createElement(TAGS[node.kind], null, <Nodes nodes={node.children} />);
  }
}

function VariableSlot({ name }: { name: string }) {
  return (
    <span className="rounded bg-marigold-soft px-1 py-px text-[0.92em] font-semibold text-marigold-text figures">
      {`{{${name}}}`}
    </span>
  );
}
