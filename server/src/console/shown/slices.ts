/** So long the rendering of texts may hold the event loop before it gives it back. */
const sliceMs = 20;

let spentMs = 0;
let turns: Promise<void> = Promise.resolve();

/**
 * Makes the items one after the other, in slices of 20 ms with a turn of the event loop between them, in which other
 * calls are answered. All that is rendered at the same time shares one slice a turn: ten agents who open ten tickets
 * hold the loop no longer than one does.
 *
 * When `make` runs queries, the time that it waits for them counts too: on SQLite they run in this process.
 *
 * The clock is the machine's, not the context's: what counts is how long this process was busy.
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

/** Resolves in a turn of its own, after the turns of those who asked before. */
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
