import type { AgentWork } from '../tickets/counting/agent-statistics.ts';
import type { TicketCounts } from '../tickets/counting/status-statistics.ts';

export function ticketCountsToWire(counts: TicketCounts) {
  return {
    unassigned_ticket_num: String(counts.unassigned),
    unsolved_ticket_num: String(counts.unsolved),
    avg_first_response_time: clockTime(counts.firstResponseMs),
    avg_first_solved_time: clockTime(counts.firstSolvedMs),
  };
}

export function agentWorkToWire(agent: { readonly id: string; readonly name: string }, work: AgentWork) {
  return {
    agentid: agent.id,
    agent_name: agent.name,
    deal_ticket_num: String(work.tickets),
    ticket_end_rate: percentage(work.solved, work.tickets),
    reply_num: String(work.replies),
  };
}

/** Writes a duration as "HH:MM:SS"; hours may exceed 24. */
function clockTime(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

/** Writes a share with at most two decimals and without a percent sign. */
function percentage(part: number, whole: number): string {
  return whole === 0 ? '0' : String(Math.round((part / whole) * 10_000) / 100);
}
