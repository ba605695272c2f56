/** Two ways to act rarely however often it is asked for. */
interface Rare {
  (): void;
  cancel: () => void;
}

/** Acts at once, then at most once in a while: what was asked for meanwhile is one act at the end of it. */
export function throttled(ms: number, act: () => void): Rare {
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

/** Acts a while after it was first asked for, once for all that was asked for until then. */
export function postponed(ms: number, act: () => void): Rare {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const run = () => {
    timer = undefined;
    act();
  };
  const call = () => {
    timer ??= setTimeout(run, ms);
  };
  return Object.assign(call, {
    cancel: () => {
      clearTimeout(timer);
      timer = undefined;
    },
  });
}
