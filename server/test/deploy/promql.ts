/** The part of the parser's tree that the tests read. Its own types come with a further package. */
interface Node {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}
interface Parser {
  parse(text: string): { iterate(visit: { enter: (node: Node) => void; leave?: (node: Node) => void }): void };
}

/** `{label="value"}`, `{label=~"one|other"}`: the alternatives are apart. */
export interface Matcher {
  readonly label: string;
  readonly values: readonly string[];
}

/** A series that an expression selects, with the labels by which the expression groups it. */
export interface Selector {
  readonly metric: string;
  readonly matchers: readonly Matcher[];
  readonly groupedBy: readonly string[];
}

/** Returns a function that reads an expression by the grammar of Prometheus. Throws when the expression is malformed. */
export async function makeReader(): Promise<(expression: string) => readonly Selector[]> {
  // A variable, so that the types are checked without the package, which only this test needs.
  const name: string = '@prometheus-io/lezer-promql';
  const { parser } = (await import(name)) as { parser: Parser };
  return (expression) => read(parser, expression);
}

function read(parser: Parser, expression: string): readonly Selector[] {
  const textOf = ({ from, to }: Node) => expression.slice(from, to);
  const found: { metric: string; matchers: Matcher[]; groupedBy: string[] }[] = [];
  const groupings: string[][] = [];
  let label = '';
  let isGrouping = false;
  parser.parse(expression).iterate({
    enter(node) {
      if (node.name === '⚠') throw new Error(`no expression of Prometheus at ${node.from}: ${expression}`);
      if (node.name === 'AggregateExpr') groupings.push([]);
      if (node.name === 'VectorSelector') found.push({ metric: '', matchers: [], groupedBy: groupings.flat() });
      const selector = found.at(-1);
      if (node.name === 'Identifier' && selector?.metric === '') selector.metric = textOf(node);
      if (node.name === 'LabelName') label = textOf(node);
      if (node.name === 'LabelName' && isGrouping) groupings.at(-1)?.push(label);
      if (node.name === 'GroupingLabels') isGrouping = true;
      if (node.name === 'StringLiteral')
        selector?.matchers.push({ label, values: textOf(node).slice(1, -1).split('|') });
    },
    leave({ name }) {
      if (name === 'GroupingLabels') isGrouping = false;
      if (name === 'AggregateExpr') groupings.pop();
    },
  });
  return found;
}
