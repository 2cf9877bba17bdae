/** Agents of the demo company who can sign in. */
export const agent = { id: 'chenjing', email: 'chenjing@huaxing.example', password: 'magpies bridge the river' };
/** The agent whose password the attackers guess at. */
export const victim = { id: 'wangfang', email: 'wangfang@huaxing.example', password: 'winter plums in bloom' };

/** An app of the demo company that no attacker uses. */
export const honestApp = { appId: 'crm', appKey: 'crm-key-not-a-secret' };
