/**
 * What people come with, in the words they use. In the texts {model}, {order}, {city}, {name} (the customer) and
 * {agent} stand for what the ticket at hand has.
 */
export interface Scenario {
  readonly categoryId: string;
  readonly groupId: string;
  /** How often it comes, beside the others. */
  readonly weight: number;
  readonly language: 'zh' | 'en';
  /** Which models it is about: values of the field `product`. */
  readonly models: readonly string[];
  readonly titles: readonly string[];
  readonly questions: readonly string[];
  /** The agent's first answer. */
  readonly answers: readonly string[];
  /** What the customer says to that. */
  readonly returns: readonly string[];
  /** The agent's last word. */
  readonly solutions: readonly string[];
  /** A status of the company's own that the ticket may wait in, and how often. */
  readonly waits?: { readonly status: number; readonly share: number };
}
