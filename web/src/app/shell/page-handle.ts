/** What a route tells the frame around its page. */
export interface PageHandle {
  /** The page has the whole window beside the navigation and scrolls inside, as a chat does. */
  fillsWindow?: boolean;
}
