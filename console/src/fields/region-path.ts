/** One level of a region: its code, and its name, or the code again while the name is unknown. */
export interface Step {
  readonly id: string;
  readonly name: string;
}

/** Returns the codes of a stored region, from the province downwards. */
export function codesOf(value: string): string[] {
  return value
    .split(',')
    .map((code) => code.trim())
    .filter((code) => code !== '');
}

/** Returns the steps of a stored value. `text` has their names, joined by "/". */
export function stepsOf(value: string, text: string): Step[] {
  const names = text.split('/');
  return codesOf(value).map((id, index) => ({ id, name: names[index] || id }));
}

/** Sets the region of a level, or removes it; the levels below are removed. */
export function chooseAt(steps: readonly Step[], level: number, step: Step | null): Step[] {
  return step ? [...steps.slice(0, level), step] : steps.slice(0, level);
}

/** Returns the value to store: the codes, joined by ",". */
export function regionOf(steps: readonly Step[]): string {
  return steps.map((step) => step.id).join(',');
}

/** Returns the text for people: the names, joined by "/". */
export function textOf(steps: readonly Step[]): string {
  return steps.map((step) => step.name).join('/');
}
