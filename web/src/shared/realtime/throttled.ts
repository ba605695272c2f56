/** Acts at once, then at most once in a while: what was asked for meanwhile is one act at the end of it. */
export interface Throttled {
  (): void;
  cancel: () => void;
}

export function throttled(ms: number, act: () => void): Throttled {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wanted = false;
  const rest = () => {
    timer = undefined;
    if (wanted) run();
  };
  const run = () => {
    wanted = false;
    timer = setTimeout(rest, ms);
    act();
  };
  const call = () => {
    if (timer === undefined) run();
    else wanted = true;
  };
  return Object.assign(call, {
    cancel: () => {
      clearTimeout(timer);
      timer = undefined;
      wanted = false;
    },
  });
}
