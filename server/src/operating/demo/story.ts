import { closedStatus, deletedStatus, inProgressStatus, resolvedStatus } from '../../catalog/statuses.ts';
import { evaluate } from '../../tickets/evaluate.ts';
import { remind } from '../../tickets/remind.ts';
import { replyAsCustomer } from '../../tickets/reply.ts';
import { dayMs, hourMs, minuteMs, whenOpen } from './moments.ts';
import { levels, openTicket } from './opening.ts';
import { agentActs, inventPlot, nextAt, ofStore, type Plot, type Stage, type Step, someFiles } from './plot.ts';

/** Long answers with lists, tables and links, as agents write them. */
const guides = {
  zh: [
    '<p>{name},您好!请按以下步骤操作:</p><ol><li>长按 <b>SET</b> 键五秒,直到指示灯<i>闪烁</i></li><li>在 APP 里选择 {model}</li><li>输入 2.4 GHz 的 Wi-Fi 密码</li></ol><p>如仍有问题,请附上 <a href="https://help.huaxing.example/log">日志</a>。</p>',
    '<p>{model} 的配件价格如下,保修期内免费:</p><table><tr><th>配件</th><th>价格</th></tr><tr><td>电池盒</td><td>39 元</td></tr><tr><td>主板</td><td>168 元</td></tr></table><p>订单 {order} 仍在保修期内。</p>',
    '<p>感谢您的耐心。工程师的结论:</p><blockquote>凌晨断连与路由器的节能模式有关。</blockquote><p>请关闭节能后再观察一晚。<br>{agent}</p>',
  ],
  en: [
    '<p>Hello {name}, please try this:</p><ol><li>Hold <b>SET</b> for five seconds</li><li>Choose {model} in the app</li><li>Enter the password of the 2.4 GHz network</li></ol>',
    '<p>Here is what our engineer found:</p><blockquote>The log shows that the router drops idle clients after ten minutes.</blockquote><p>Could you raise that to <code>3600</code> seconds? Thanks, {agent}</p>',
  ],
} as const;
const notes = ['<p>客户情绪较急,请优先处理。</p>', '<p>已电话沟通。</p>', '<p>Parts are on order.</p>'];
const remarks = {
  zh: ['', '', '服务很好', '响应及时', '等得有点久', '师傅很专业'],
  en: ['', '', 'Very helpful', 'Quick answer', 'Took too long'],
} as const;
/** Scores with their weights. */
const scores = [
  [5, 55],
  [4, 22],
  [3, 10],
  [2, 5],
  [1, 8],
] as const;

/** Returns all steps of one ticket, in order of time. */
export function tellStory(stage: Stage, openedAt: number): readonly Step[] {
  const plot = inventPlot(stage, openedAt);
  const { random, steps } = plot;
  openTicket(plot, stage.desk);
  if (plot.ageMs < 3 * dayMs && random.chance(0.5)) triage(plot);
  if (plot.ageMs < 3 * dayMs && random.chance(0.03)) return steps;
  if (random.chance(0.015)) {
    agentActs(plot, hourMs, { status: deletedStatus });
    return steps;
  }
  if (random.chance(0.4)) {
    answer(plot, resolvedStatus);
  } else {
    answer(plot, inProgressStatus);
    if (random.chance(0.12)) annotate(plot);
    if (random.chance(0.45)) comeBack(plot);
    if (random.chance(0.04)) talkOn(plot);
    if (plot.ageMs > 7 * dayMs || random.chance(0.8)) finish(plot);
  }
  return steps;
}

/** An agent sets the level of the new ticket and assigns it to a group. */
function triage(plot: Plot): void {
  const { random, scenario } = plot;
  agentActs(plot, random.between(2, 30) * minuteMs, { level: random.weighted(levels), groupId: scenario.groupId });
}

/** The agent takes the ticket with the first answer or before it, sometimes after a reminder. */
function answer(plot: Plot, status: number): void {
  const { random, scenario, agentId } = plot;
  const taken = { groupId: scenario.groupId, agentId };
  if (random.chance(0.05)) urge(plot);
  if (random.chance(0.2)) agentActs(plot, random.between(5, 240) * minuteMs, { ...taken, status: inProgressStatus });
  const waits = status === inProgressStatus && scenario.waits && random.chance(scenario.waits.share);
  agentActs(plot, random.between(5, 180) * minuteMs, {
    ...taken,
    status: waits ? scenario.waits.status : status,
    level: random.weighted(levels),
    reply: { content: plot.say(scenario.answers), files: [], visibility: 'public' },
  });
  if (status === resolvedStatus) afterwards(plot);
}

function annotate(plot: Plot): void {
  const content = plot.random.pick(notes);
  agentActs(plot, 30 * minuteMs, { reply: { content, files: [], visibility: 'internal' } });
}

/** Adds two to five more exchanges. */
function talkOn(plot: Plot): void {
  for (let round = plot.random.between(2, 5); round > 0; round -= 1) {
    agentActs(plot, plot.random.between(10, 180) * minuteMs, {
      reply: {
        content: plot.say(guides[plot.scenario.language]),
        files: plot.pictures.slice(3).map(ofStore),
        visibility: 'public',
      },
    });
    comeBack(plot);
  }
}

function comeBack(plot: Plot): void {
  const reply = { content: plot.say(plot.scenario.returns), files: someFiles(plot) };
  plot.steps.push({
    at: nextAt(plot) + plot.random.between(10, 40 * 60) * minuteMs,
    act: (tx, desk) => replyAsCustomer(tx, desk, { ticketId: plot.ticketId, ...reply }),
  });
}

/** The agent resolves or closes the ticket. */
function finish(plot: Plot): void {
  const { random, scenario } = plot;
  const atOnce = random.chance(0.4);
  agentActs(plot, random.between(30, 60 * 60) * minuteMs, {
    status: atOnce ? closedStatus : resolvedStatus,
    reply: { content: plot.say(scenario.solutions), files: [], visibility: 'public' },
  });
  if (!atOnce) afterwards(plot);
  else if (random.chance(0.2)) rate(plot);
}

/** The customer may evaluate the ticket, and it may be closed two days later. */
function afterwards(plot: Plot): void {
  const { random } = plot;
  if (random.chance(0.25)) rate(plot);
  if (random.chance(0.35)) agentActs(plot, 2 * dayMs, { status: closedStatus });
}

function rate(plot: Plot): void {
  const { random, customer } = plot;
  const given = { score: random.weighted(scores), remark: random.pick(remarks[customer.language]) };
  plot.steps.push({
    at: nextAt(plot) + random.between(5, 20 * 60) * minuteMs,
    act: (tx, desk) => evaluate(tx, desk, { ticketId: plot.ticketId, ...given }),
  });
}

function urge(plot: Plot): void {
  const { agentId, random } = plot;
  plot.steps.push({
    at: whenOpen(nextAt(plot), 4 * hourMs, random),
    act: (tx, desk) => remind(tx, desk, { ticket: { id: plot.ticketId }, actorId: agentId, remark: '客户来电催促' }),
  });
}
