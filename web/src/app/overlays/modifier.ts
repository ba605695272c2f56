/** What the key beside the space bar is called here. */
export function paletteKeys(): string[] {
  return /mac|iphone|ipad/i.test(navigator.userAgent) ? ["⌘", "K"] : ["Ctrl", "K"];
}
