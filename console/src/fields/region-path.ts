/** One step of a region: its code, and its name once it is known. */
export interface Step {
  readonly id: string;
  readonly name: string;
}

/** The codes of a stored region from the province downwards. */
export function codesOf(value: string): string[] {
  return value
    .split(',')
    .map((code) => code.trim())
    .filter((code) => code !== '');
}

/** The steps of a stored value with the names that its text gives, joined by "/". */
export function stepsOf(value: string, text: string): Step[] {
  const names = text.split('/');
  return codesOf(value).map((id, index) => ({ id, name: names[index] || id }));
}

/** The value after one chose a region at a level: what lay below it goes. */
export function chooseAt(steps: readonly Step[], level: number, step: Step | null): Step[] {
  return step ? [...steps.slice(0, level), step] : steps.slice(0, level);
}

export function regionOf(steps: readonly Step[]): string {
  return steps.map((step) => step.id).join(',');
}

export function textOf(steps: readonly Step[]): string {
  return steps.map((step) => step.name).join('/');
}
