/** One level of a region: its code, and its name, or the code again while the name is unknown. */
export interface RegionStep {
  readonly id: string;
  readonly name: string;
}

/** Returns the codes of a stored region, from the province downwards. */
export function regionCodes(value: string): string[] {
  return value
    .split(',')
    .map((code) => code.trim())
    .filter((code) => code !== '');
}

/** Returns the levels of a stored value. `text` has their names, joined by "/". */
export function regionSteps(value: string, text: string): RegionStep[] {
  const names = text.split('/');
  return regionCodes(value).map((id, index) => ({ id, name: names[index] || id }));
}

/** Sets the region of a level; null removes it. The levels below are removed in both cases. */
export function chooseAt(steps: readonly RegionStep[], level: number, step: RegionStep | null): RegionStep[] {
  return step ? [...steps.slice(0, level), step] : steps.slice(0, level);
}

/** Returns the value to store: the codes, joined by ",". */
export function regionValue(steps: readonly RegionStep[]): string {
  return steps.map((step) => step.id).join(',');
}

/** Returns the text for people: the names, joined by "/". */
export function regionText(steps: readonly RegionStep[]): string {
  return steps.map((step) => step.name).join('/');
}
