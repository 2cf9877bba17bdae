/**
 * A kind of request, with the texts of its tickets. {model}, {order}, {city}, {name} (the customer) and {agent} in the
 * texts are filled in for each ticket.
 */
export interface Scenario {
  readonly categoryId: string;
  readonly groupId: string;
  /** Relative frequency among the scenarios. */
  readonly weight: number;
  readonly language: 'zh' | 'en';
  /** The models that such requests are about: values of the field `product`. */
  readonly models: readonly string[];
  readonly titles: readonly string[];
  readonly questions: readonly string[];
  /** The agent's first answer. */
  readonly answers: readonly string[];
  /** The customer's replies. */
  readonly returns: readonly string[];
  /** The agent's last replies. */
  readonly solutions: readonly string[];
  /** A custom status in which the ticket may wait after the first answer; `share` is the probability. */
  readonly waits?: { readonly status: number; readonly share: number };
}
