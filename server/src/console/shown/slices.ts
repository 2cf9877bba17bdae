/** Rendering texts may block the event loop for about so long without a break. */
const sliceMs = 20;

let spentMs = 0;
let turns: Promise<void> = Promise.resolve();

/**
 * Makes the items one after the other, in slices of 20 ms. Between two slices there is a turn of the event loop, in
 * which other calls are answered. All renderings under way share one slice per turn, so that ten agents who open ten
 * tickets block the loop no longer at a time than one agent does.
 *
 * When `make` runs queries, the time that it waits for them counts too: on SQLite they run in this process.
 *
 * The time is read from the machine's clock, not from the context's, because it says how long this process was busy.
 */
export async function makeInSlices<Item, Made>(
  items: readonly Item[],
  make: (item: Item) => Made | Promise<Made>,
): Promise<Made[]> {
  const made: Made[] = [];
  for (const item of items) {
    while (spentMs >= sliceMs) await nextTurn();
    const began = performance.now();
    made.push(await make(item));
    spentMs += performance.now() - began;
  }
  return made;
}

/** Resolves in a turn of its own, after the turns of earlier callers. */
function nextTurn(): Promise<void> {
  turns = turns.then(
    () =>
      new Promise((resolve) => {
        setImmediate(() => {
          spentMs = 0;
          resolve();
        });
      }),
  );
  return turns;
}
