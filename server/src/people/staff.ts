/** A company's agents and groups, read whole into memory (see snapshots.ts). */
export interface Staff {
  /** In the company's order. */
  readonly agents: ReadonlyMap<string, Agent>;
  readonly groups: ReadonlyMap<string, Group>;
}

export interface Agent {
  readonly id: string;
  readonly name: string;
  readonly nick: string;
  readonly email: string;
  readonly face: string;
  readonly role: 'agent' | 'supervisor' | 'admin';
  readonly skills: readonly string[];
  readonly active: boolean;
  readonly onDuty: boolean;
  /** The first one counts when a call names only the agent. */
  readonly groupIds: readonly string[];
}

export interface Group {
  readonly id: string;
  readonly name: string;
  readonly agentIds: readonly string[];
}
